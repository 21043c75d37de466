import Tracker
import TrackerDocuments

/// The forms of an item: fill in, check what will be recorded, record.
extension Pages {
    static let day = FormField(
        name: "on", label: "The day it counts from", hint: "Today, where it is left blank.", kind: .day)
    static let dated = "dated"

    /// Who decided something, as a field: a meeting that has been held, or a board's chair.
    func decidedBy(_ register: Register, today: Day) throws -> FormField {
        let meetings = try register.meetings().filter { $0.heldOn <= today }.suffix(24).reversed()
        return FormField(
            name: "meeting", label: "Who decided it", hint: "A meeting, or a board's chair between meetings",
            kind: .choice(
                meetings.map { ($0.reference.text, "the meeting \($0.reference), \($0.heldOn.shortForm)") }
                    + (try register.boards()).map { ("chair \($0.reference)", "the chair of \($0.name)") }))
    }

    /// An act's form. - Throws: `NotFound`, whether the item isn't there or isn't theirs.
    func actForm(
        _ name: String, of item: String, by visitor: Visitor, _ register: Register
    ) throws -> AskedForm {
        guard let form = ActForm.all.first(where: { $0.name == name }) else { throw NotFound("act", name) }
        let (reference, history) = try visitor.item(item, register)
        let today = clock().day(in: try register.timeZone())
        let offer = try register.offers(
            of: [form.sample], on: history, to: visitor.viewer.person, today: today)[0]
        var fields = try form.fields(ActForm.ActSubject(register: register, history: history, today: today))
        if form.isOwners, visitor.isOfficer {
            let people = try register.people().filter { !$0.hasLeft(by: today) }
            fields.append(
                FormField(
                    name: "by", label: "Whose act it is",
                    hint: "Yours, where it is left blank; that you typed it in is recorded.",
                    kind: .choice(
                        zip(people, people.inPrint).filter { $0.0.id != visitor.person }.map {
                            ($0.id.description, $1)
                        })))
        }
        if form.isBoards { fields.append(try decidedBy(register, today: today)) }
        if form.isDated { fields.append(Self.day) }
        if visitor.isOfficer, form.isPublishable,
            fields.contains(where: { if case .words = $0.kind { true } else { false } })
        {
            fields.append(
                FormField(name: "public", label: "The words may be printed in public papers", kind: .tick))
        }
        let text = try register.words(of: history.acts.first?.seq ?? 0)[.text]?.cut(to: 200) ?? ""
        let path = PageAddress.path("items", reference.text)
        return AskedForm(
            at: ["items", reference.text, name], title: "\(form.title): \(reference)",
            about: [.paragraph("\(history.now.label): \(text)")], fields: fields,
            back: ("Back to \(reference)", path), refusal: offer.sentence,
            subject: AskedForm.Subject(
                name: reference.text, called: "The item", last: try register.newest(about: reference.text)
            ) { seen, register in
                let frame = try PaperContext(register.snapshot(asAt: today, today: today), scope: .everything)
                return try ItemPaper(register, reference, frame: frame).happened(after: seen)
            },
            session: { [clock] typed, _ in
                let isAnothers = fields.contains { $0.name == "by" }
                return try visitor.session(
                    typed, clock: clock, isAnothers: isAnothers, isBoards: form.isBoards)
            },
            record: { filled, writer in
                let history = try writer.currentHistory(of: reference)
                let receipt = try form.entry(filled, history, writer)
                let (before, after) = (receipt.before?.label ?? "", receipt.after?.label ?? "")
                return RecordedForm(
                    facts: [
                        Fact(
                            label: "The item",
                            value: before == after ? "stays \(after)" : "\(before) → \(after)")
                    ], path: "\(path)?recorded=\(receipt.seq)")
            })
    }
}

extension ActForm {
    /// Records it by the library's command.
    func entry(_ filled: FilledForm, _ history: ItemHistory, _ writer: Writer) throws -> Receipt {
        if let receipt = try own?(filled, history, writer) { return receipt }
        let (act, words) = try act(filled.typed, writer, history)
        return try writer.record(
            act, on: history.reference, words: words, day: isDated ? nil : try Self.evidenceDay(filled.typed),
            isPublic: filled.typed["public"] != nil)
    }
}

extension Visitor {
    /// Who acts, on which day, and on whose authority, as a form says.
    func session(
        _ typed: FormFields, clock: @escaping @Sendable () -> Instant, isAnothers: Bool = false,
        isBoards: Bool = false
    ) throws -> Session {
        var behalf: PersonID?
        if let by = typed["by"] {
            guard isAnothers, let id = PersonID(by) else {
                throw FieldFault("by", "Nobody can be named here for whom you act.")
            }
            behalf = id
        }
        var session = Session(
            Actor(.person(person), onBehalfOf: behalf), on: try Pages.day.day(in: typed), clock: clock)
        if let decided = typed["meeting"] {
            guard isBoards else { throw FieldFault("No meeting decides this.") }
            if decided.hasPrefix("chair ") {
                session.chairOf = String(decided.dropFirst(6))
            } else {
                session.meeting = decided
            }
        }
        return session
    }

    /// An item that they may see. - Throws: `NotFound`, whether it isn't there or isn't theirs.
    func item(_ typed: String, _ register: Register) throws -> (Reference, ItemHistory) {
        let unknown = NotFound("item", typed.excerpt)
        guard Reference.isWellFormed(typed), let reference = try register.storedReference(typed.lowercased())
        else { throw unknown }
        let history = try register.history(of: reference, knownAt: try register.size())
        guard viewer.sees(history.now) else { throw unknown }
        return (reference, history)
    }
}

extension Offer {
    /// Why not, as sentences; nil where it is possible.
    var sentence: String? {
        switch self {
        case .open: nil
        case .lacking(let needs): "It needs \(needs.map(\.label).joined(separator: ", and "))."
        case .notNow: "Not at the stage that the item is at."
        case .forOthers(let roles): "That is for: \(roles.map(\.rawValue).joined(separator: ", "))."
        case .asProposal: "In this register what owners say counts once it is accepted: propose it."
        }
    }
}
