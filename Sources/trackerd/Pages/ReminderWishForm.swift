import Tracker
import TrackerDocuments

/// How somebody wishes to be reminded, as fields: of a form of their own, or of an officer's about them.
struct ReminderWishFields {
    private static let pace = FormField(
        name: "reminders", label: "How often reminders come",
        kind: .choice([
            (ReminderPace.daily.rawValue, "on each day with something new"),
            (ReminderPace.weekly.rawValue, "once in seven days"),
        ]), isNeeded: true)
    private static let dutiesOnly = FormField(
        name: "duties-only",
        label: "Duties alone: not what is supported, nor answers to what was asked for",
        kind: .tick)
    private static let from = FormField(
        name: "away-from", label: "The first day away", hint: "Left blank, nobody stands in.", kind: .day)
    private static let to = FormField(name: "away-to", label: "The last day away", kind: .day)
    private let substitute: FormField
    /// What holds now.
    private let now: Correspondent

    /// - Parameters:
    ///   - person: whose reminders they are.
    ///   - today: an absence that is over isn't shown any more.
    init(of person: PersonID, on today: Day, _ register: Register) throws {
        var now = try register.correspondent(person)
        if let absence = now.absence, absence.to < today { now.absence = nil }
        self.now = now
        let names = try register.people().printedNames
        substitute = FormField(
            name: "substitute", label: "Who is reminded meanwhile",
            kind: .choice(
                try register.people().filter { $0.id != person && !$0.hasLeft(by: today) }
                    .map { ($0.id.description, names[$0.id] ?? $0.name) }))
    }

    /// What somebody is told of them.
    var facts: [Fact] {
        var typed = FormFields()
        fill(&typed)
        return fields.compactMap { field in
            field.answer(in: typed).map { Fact(label: field.label, value: $0) }
        }
    }

    var fields: [FormField] { [Self.pace, Self.dutiesOnly, Self.from, Self.to, substitute] }

    func fill(_ typed: inout FormFields) {
        typed[Self.pace.name] = now.pace.rawValue
        if now.dutiesOnly { typed[Self.dutiesOnly.name] = "yes" }
        guard let absence = now.absence else { return }
        Self.from.fill(&typed, with: absence.from)
        Self.to.fill(&typed, with: absence.to)
        typed[substitute.name] = absence.substitute.description
    }

    /// What changes by what was typed.
    func wishes(_ typed: FormFields) throws -> ReminderWishes {
        var wishes = ReminderWishes()
        if let words = typed[Self.pace.name] {
            guard let pace = ReminderPace(rawValue: words) else {
                throw FieldFault(Self.pace.name, "\(Self.pace.label): choose one.")
            }
            if pace != now.pace { wishes.pace = pace }
        }
        let dutiesOnly = typed[Self.dutiesOnly.name] != nil
        if dutiesOnly != now.dutiesOnly { wishes.dutiesOnly = dutiesOnly }
        let absence = try absence(typed)
        if absence != now.absence { wishes.absence = .set(absence) }
        return wishes
    }

    private func absence(_ typed: FormFields) throws(FieldFault) -> Absence? {
        let (from, to) = (try Self.from.day(in: typed), try Self.to.day(in: typed))
        let other = typed[substitute.name].flatMap { PersonID($0) }
        switch (from, to, other) {
        case (nil, nil, nil): return nil
        case (let from?, let to?, let other?): return Absence(from: from, to: to, substitute: other)
        case (nil, _, _): throw FieldFault("\(Self.from.name)-day", "\(Self.from.label): say it as well.")
        case (_, nil, _): throw FieldFault("\(Self.to.name)-day", "\(Self.to.label): say it as well.")
        case (_, _, nil): throw FieldFault(substitute.name, "\(substitute.label): choose somebody.")
        }
    }
}

/// `/me/reminders`: everybody says for themself how they are reminded, and who is while they are away.
extension Pages {
    func remindersForm(by visitor: Visitor, _ register: Register) throws -> AskedForm {
        let id = visitor.person.description
        let fields = try ReminderWishFields(
            of: visitor.person, on: clock().day(in: try register.timeZone()), register)
        var given = FormFields()
        fields.fill(&given)
        return office(
            ["me", "reminders"], "How you are reminded", fields.fields, given: given,
            subject: try subject(id, called: "What is known of you", register), back: ("Back to you", "/me"),
            by: visitor
        ) { filled, writer in
            try writer.changePerson(id, reminding: try fields.wishes(filled.typed))
            return nil
        }
    }
}
