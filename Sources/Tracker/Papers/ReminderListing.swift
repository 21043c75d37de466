import TrackerDocuments
public import TrackerModel
public import TrackerRegister
public import TrackerValues

extension Listing {
    /// Who was told what, when, and with what result: a line for each thing that each message told.
    ///
    /// - Parameters:
    ///   - subject: only what is about that item, report or meeting.
    ///   - person: only what was told to that person, or to somebody in their place.
    ///   - days: only what was sent on one of these days.
    public static func reminders(
        _ register: Register, about subject: String? = nil, to person: PersonID? = nil,
        on days: ClosedRange<Day>? = nil
    ) throws -> Listing {
        let people = try register.people().printedNames
        func name(_ id: PersonID) -> String { people[id] ?? id.description }
        let zone = try register.timeZone()
        let sent = try register.reminders().filter { days?.contains($0.day) ?? true }
        let rows = sent.flatMap { message in
            message.reminder.lines.filter { line in
                (subject.map { $0.lowercased() == line.subject.lowercased() } ?? true)
                    && (person.map { $0 == message.to || $0 == line.insteadOf } ?? true)
            }.map { line -> [Cell] in
                [
                    .number(Int(message.entry)), .time(message.recordedAt, in: zone),
                    .text(name(message.to)), .text(message.address), Cell(line.insteadOf.map(name)),
                    .text(line.subject), .text(line.reason.rawValue), Cell(line.day),
                    .text((message.result?.label ?? "being sent").capitalizedFirst), Cell(message.answer),
                ]
            }
        }
        return Listing(
            "Reminders", "reminders",
            [
                Column(title: "Entry", key: "entry", kind: .number),
                Column(title: "Sent", key: "sent_at"), Column(title: "To", key: "to", weight: 2),
                Column(title: "Address", key: "address", weight: 2),
                Column(title: "Instead of", key: "instead_of"), Column(title: "About", key: "about"),
                Column(title: "Why", key: "why"), Column(title: "Date", key: "day", kind: .date),
                Column(title: "Result", key: "result"), Column(title: "Answer", key: "answer", weight: 2),
            ], rows, empty: "Nobody was reminded of anything.")
    }
}
