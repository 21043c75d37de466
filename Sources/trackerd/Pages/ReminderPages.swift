import Tracker
import TrackerDocuments

/// Who was told what, when, and what wasn't sent.
extension Pages {
    /// What became of messages longer ago needs nobody.
    private static let daysOfNews: Int64 = 30

    func reminders(_ fields: FormFields, _ register: Register) throws -> PageView {
        let known: Set = ["about", "to", "quarter", "counts"]
        if let unknown = fields.pairs.first(where: { !known.contains($0.name) }) {
            throw InvalidValue(
                what: "filter", given: unknown.name,
                expected: "one of \(known.sorted().joined(separator: ", "))",
                nearest: NearestMatch.suggestions(for: unknown.name, among: known.sorted()))
        }
        func typed(_ name: String) -> String? { fields[name].flatMap { $0.isBlank ? nil : $0 } }
        let person = try typed("to").map { try register.people().named($0).id }
        let days = try typed("quarter").map {
            let quarter = try Quarter(parsing: $0, yearStart: register.yearStart())
            return quarter.first...quarter.last
        }
        let isCounted = typed("counts") != nil
        let about = typed("about")
        var view = PageView(
            try isCounted
                ? Listing.remindersCounted(register, about: about, to: person, on: days)
                : Listing.reminders(register, about: about, to: person, on: days))
        func field(_ name: String, _ label: String) -> String {
            "<label>\(HTML.text(label))<input type=\"text\" name=\"\(name)\" value=\"\(HTML.value(fields[name] ?? ""))\"></label>"
        }
        view.above =
            "<form class=\"filters\" action=\"/reminders\">"
            + field("about", "About an item, report or meeting") + field("to", "To a person")
            + field("quarter", "In a quarter")
            + "<label><input type=\"checkbox\" name=\"counts\" value=\"yes\"\(isCounted ? " checked" : "")> How often by its date, and since</label>"
            + "<button>Show</button></form>\n"
        return view
    }

    /// Whose last message wasn't sent; nil where everybody's was.
    func notReached(_ register: Register) throws -> Table? {
        let since = Instant(millisecondsSince1970: now - Self.daysOfNews * 86_400_000)
        var last: [PersonID: SentReminder] = [:]
        for message in try register.reminders(since: since) { last[message.to] = message }
        let failed = last.values.filter {
            $0.result.map { ![.sent, .delivered, .written].contains($0) } ?? false
        }.sorted { $0.entry < $1.entry }
        if failed.isEmpty { return nil }
        let names = try register.people().printedNames
        return Table(
            name: "Mail", caption: "Reminders that weren't sent: \(failed.count)",
            columns: [
                Column(title: "To", key: "to", weight: 2),
                Column(title: "Address", key: "address", weight: 2),
                Column(title: "Tried on", key: "sent_on", kind: .date),
                Column(title: "Result", key: "result", weight: 2),
                Column(title: "Answer", key: "answer", weight: 3),
            ],
            rows: failed.map {
                [
                    .text(names[$0.to] ?? $0.to.description), .text($0.address), .date($0.day.description),
                    .text(($0.result?.label ?? "").capitalizedFirst), Cell($0.answer),
                ]
            })
    }
}
