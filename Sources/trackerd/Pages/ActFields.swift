import Tracker

/// What forms of acts ask for, and how it is read.
extension ActForm {
    static func words(
        _ name: String, _ label: String, hint: String? = nil, isNeeded: Bool = true
    ) -> FormField {
        FormField(name: name, label: label, hint: hint, kind: .words, isNeeded: isNeeded)
    }

    /// The person or post that was chosen.
    static func owner(_ typed: String?, _ field: String, _ writer: Writer) throws -> PersonID? {
        try typed.map { typed in
            do { return try writer.owner(typed) } catch let error as any TrackerError {
                throw FieldFault(field, error.onPages)
            }
        }
    }

    static func owners(_ subject: ActSubject) throws -> [(value: String, label: String)] {
        let people = try subject.register.people().filter { !$0.hasLeft(by: subject.today) }
        return try subject.register.posts().map { ($0.id.description, $0.name) }
            + zip(people, people.inPrint).map { ($0.id.description, $1) }
    }

    static func reason(_ label: String = "Why", isNeeded: Bool = true) -> FormField {
        words("reason", label, isNeeded: isNeeded)
    }

    static let newDate = FormField(
        name: "date", label: "The new date", hint: "For example 27 3 2018", kind: .day, isNeeded: true)

    static func day(_ field: FormField, in typed: FormFields) throws -> Day {
        guard let day = try field.day(in: typed) else {
            throw FieldFault("\(field.name)-day", "\(field.label): say which day.")
        }
        return day
    }

    static func change(_ typed: String?, isNone: Bool) -> Change<String> {
        isNone ? .set(nil) : typed.map { .set($0) } ?? .keep
    }

    static let completeField = FormField(
        name: "complete", label: "How much is done, in percent", kind: .percent)

    static func percentage(_ typed: String?) throws -> Int? {
        try typed.map { typed in
            guard let percent = Int(typed.filter { $0 != "%" && $0 != " " }), (0...100).contains(percent)
            else {
                throw FieldFault(
                    "complete", "\"\(typed.excerpt)\" is no percentage: give a whole number from 0 to 100.")
            }
            return percent
        }
    }

    static let fileField = FormField(
        name: "file", label: "A file", hint: "At most 16 MB; or else an address", kind: .file)
    static let addressField = FormField(
        name: "address", label: "Its address on the web", hint: "Beginning with https://", kind: .line)

    /// An address of evidence; nil where none was given.
    static func address(in typed: FormFields) throws -> String? {
        guard let address = typed["address"] else { return nil }
        guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
            throw FieldFault("address", "An address begins with https://.")
        }
        return address
    }

    static func evidenceDated(isNeeded: Bool) -> FormField {
        FormField(
            name: "dated", label: "The evidence's own date", hint: "For example 27 3 2018", kind: .day,
            isNeeded: isNeeded)
    }

    static func evidenceDay(_ typed: FormFields) throws -> Day {
        try day(evidenceDated(isNeeded: true), in: typed)
    }

    static let proposedDate = FormField(
        name: "date", label: "Another due date that is asked for", hint: "For example 27 3 2018", kind: .day)

    /// What is proposed, beside its files.
    static func proposal(_ typed: FormFields) throws -> (update: ProposedUpdate, words: Words) {
        let date = try proposedDate.day(in: typed)
        if typed["reason"] != nil, date == nil {
            throw FieldFault("date-day", "Say which date is asked for, or leave out why.")
        }
        let update = ProposedUpdate(
            complete: try percentage(typed["complete"]), due: date.map { .set($0) } ?? .keep,
            isDone: typed["done"] != nil, dated: try evidenceDated(isNeeded: false).day(in: typed))
        return (
            update,
            [
                .note: typed["note"] ?? "", .reason: typed["reason"] ?? "",
                .address: try address(in: typed) ?? "",
            ]
        )
    }
}

extension Requirement {
    /// The field of a form in which it is given; nil for what has to be there before.
    var field: String? {
        switch self {
        case .reason, .successorOrReason: "reason"
        case .note: "note"
        case .text: "text"
        case .successor: "successor"
        case .meeting: "meeting"
        case .evidence, .otherPerson, .thirdPerson, .outsider, .requestedDate, .refusal, .dispute,
            .addressees:
            nil
        }
    }
}
