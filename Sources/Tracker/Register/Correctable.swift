import TrackerLedger
import TrackerModel
import TrackerValues
import TransparencyLog

/// What of an entry can be put right, and how what was typed for it stands in the ledger.
struct Correctable {
    /// The fields of its data.
    package let fields: Set<String>
    /// Its words; nil where any may be given.
    package let words: Set<WordName>?

    /// What can be put right of an act on an item or on the register.
    init(_ entry: Entry) throws(EntryError) {
        switch try EntryContent(entry) {
        case .item(let act):
            fields = (Self.fields(act.name) ?? Set(entry.data.keys)).subtracting([
                ItemAct.chairField, RecordedAct.proposalField,
            ])
            // The names and addresses of what was proposed as evidence stand for its pieces, one a line.
            words = act.name == .propose ? [.note, .reason] : nil
        case .register(let act):
            fields = Self.fields(act.name)
            words = Self.words(act.name)
        case .correction, .redaction, nil:
            fields = []
            words = []
        }
    }

    /// Nil for those that the entry itself has.
    private static func fields(_ act: ItemAct.Name) -> Set<String>? {
        switch act {
        case .add:
            [
                "report", "kind", "force", "number", "external_number", "question", "parent", "addressee",
                "priority", "due", "marking",
            ]
        case .assign: ["lead", "supporting", "board", "also_boards", "not_boards"]
        case .progress: ["complete", "rag"]
        case .close: ["as", "successor", "successor_report"]
        case .due: ["due"]
        case .addBenefit: ["unit", "target", "committed", "part_of"]
        case .reviseBenefit: ["target", "committed"]
        case .tag: ["tags"]
        case .note: ["internal"]
        // Which evidence it is about is what it says: if it is another one, this was never so.
        case .withdrawEvidence, .loseEvidence, .holdEvidence, .releaseHold, .disposeEvidence: []
        case .retainEvidence: ["rule"]
        // Whoever allowed one person to assure has not allowed another; and nobody vouches by a correction.
        case .waive, .assure: []
        case .assess: ["risk", "delay"]
        case .addEvidence: ["from", "to", "sha256", "size", "media_type"]
        // What somebody said stays: another proposal says something else. Nor is an answer one to another.
        case .propose, .acceptProposal, .rejectProposal: []
        // Another body is another act.
        case .addAddressee, .removeAddressee, .reopenAddressee: []
        case .start, .submit, .return, .reopen, .accept, .scope, .mark, .addStep, .finishStep,
            .dropStep, .realiseBenefit, .dispute, .decide, .assignAddressee, .answerAddressee,
            .closeAddressee:
            nil
        }
    }

    private static func fields(_ act: RegisterAct.Name) -> Set<String> {
        switch act {
        case .initialise: Set(Setting.allCases.map(\.rawValue))
        case .configure: ["value"]
        case .addPerson: ["roles"]
        case .addKind: ["needs_recommendation"]
        case .addScale: ["grades"]
        case .addRAGRule: ["amber_within_days", "red_up_to", "amber_up_to", "past_date_red_below"]
        case .addBoard: ["name"]
        case .addMeeting: ["board", "held_on"]
        case .addReport: ["publisher", "force", "published", "cycle", "scale", "url"]
        case .grade: ["question", "grade"]
        case .changePerson:
            [
                "roles_given", "roles_taken", "leaves", "post", "account", "email", "reminders",
                "duties_only",
            ]
        case .holdPost: ["holder"]
        case .respond:
            [
                "comments_requested", "letter_sent", "comments_published", "reference", "extension_asked",
                "extension_granted", "extended_to", "extension_refused", "suspended_from", "suspended_to",
                "printed_date", "clock",
            ]
        case .linkResponse: ["same_as"]
        case .monitor: ["stage"]
        case .addressees: ["addressee"]
        case .addClock:
            [
                "title", "law", "publishers", "trigger", "length", "unit", "counts_first_day", "stop",
                "extension",
                "suspension", "printed", "addressee", "from",
            ]
        case .addRetentionRule: ["length", "unit", "trigger", "source"]
        // What was read and what was printed stay what they were.
        case .addPost, .importRows, .logMeeting, .saveMapping, .issue, .remind, .reminded, .enrolKey,
            .revokeKey:
            []
        case .addSharedBenefit: ["unit", "target", "committed", "part_of"]
        case .realiseSharedBenefit: ["benefit", "amount"]
        case .reviseSharedBenefit: ["target", "committed"]
        }
    }

    private static func words(_ act: RegisterAct.Name) -> Set<WordName> {
        switch act {
        case .addPerson: [.name, .post, .account, .email]
        case .changePerson: [.post, .account, .email]
        case .addPost: [.name]
        case .addReport: [.title]
        case .importRows: [.file]
        case .respond:
            [
                .addressee, .salutation, .subject, .opening, .closing, .delay, .signatory, .copies,
                .enclosures,
                .comments, .chiefComments, .reply, .note, .extensionBy,
            ]
        case .grade: [.judgement]
        case .addSharedBenefit: [.text]
        case .realiseSharedBenefit: [.note]
        case .initialise, .configure, .addKind, .addScale, .addRAGRule, .addBoard, .addMeeting,
            .holdPost, .linkResponse, .monitor, .addressees, .addClock, .addRetentionRule, .logMeeting,
            .saveMapping, .issue, .remind, .reminded, .enrolKey, .revokeKey,
            .reviseSharedBenefit:
            []
        }
    }

    /// Refuses what the act, called `name`, doesn't have. - Throws: `RuleViolation`.
    package func check(
        _ entry: Entry, fields given: some Sequence<String>, words names: some Sequence<WordName>
    )
        throws(RuleViolation)
    {
        for name in given where !fields.contains(name) {
            throw RuleViolation(
                "Entry \(entry.seq)", lack("field", name, has: fields.sorted(), of: entry.act))
        }
        guard let words else { return }
        for name in names where name != .reason && !words.contains(name) {
            throw RuleViolation(
                "Entry \(entry.seq)",
                lack("words", name.rawValue, has: words.map(\.rawValue).sorted(), of: entry.act))
        }
    }

    private func lack(_ what: String, _ name: String, has names: [String], of act: String) -> String {
        let has =
            names.isEmpty ? "it has none that can be put right" : "it has: \(names.joined(separator: ", "))"
        return "\"\(act)\" has no \(what) \"\(name)\"; \(has)"
    }
}

extension Writer {
    /// What was typed for fields of an entry, as the ledger holds it: names become identifiers, and must be known.
    ///
    /// - Throws: `RuleViolation` for what the act doesn't have; `NotFound`, `InvalidValue` for what can't be meant.
    func ledgerFields(
        _ typed: [String: JSON], of entry: Entry, words: Words
    ) throws -> [String: JSON] {
        try Correctable(entry).check(entry, fields: typed.keys, words: words.keys)
        var fields = typed
        for (name, value) in typed {
            guard let text = value.string else { continue }
            fields[name] = try ledgerValue(text, of: name, entry)
        }
        guard let act = try RegisterAct(entry) else { return fields }
        switch act {
        case .initialise:
            let settings = try register.ledger.record(entry.seq, knownAt: .max).flatMap {
                if case .initialise(let settings) = $0.act { settings } else { nil }
            }
            var values = (settings ?? [:]).mapValues { JSON.string($0) }
            for (name, value) in fields { values[name] = value.isNull ? nil : value }
            return fields.isEmpty ? [:] : ["settings": .object(values)]
        case .changePerson:
            // The words are what there is; the data says whether there is any.
            for name in [WordName.post, .account, .email] where words[name] != nil {
                fields[name.rawValue] = true
            }
        case .configure: if fields["value"]?.isNull == true { fields["value"] = "" }
        case .addPerson, .addKind, .addScale, .addRAGRule, .addBoard, .addMeeting, .addReport, .grade,
            .addPost,
            .holdPost, .respond, .linkResponse, .monitor, .addressees, .addClock, .addRetentionRule,
            .importRows,
            .logMeeting, .saveMapping, .issue, .remind, .reminded, .enrolKey, .revokeKey, .shareBenefit:
            break
        }
        return fields
    }

    private func ledgerValue(_ text: String, of name: String, _ entry: Entry) throws -> JSON {
        let isEvidence = entry.act == ItemAct.Name.addEvidence.rawValue
        func list(_ read: (String) throws -> String) throws -> JSON {
            .array(
                try text.split { $0 == ";" || $0 == "," && name.hasPrefix("roles") }.map {
                    .string(try read(String($0).trimmed))
                })
        }
        if RegisterAct.Name(rawValue: entry.act) == .initialise, let setting = Setting(rawValue: name) {
            return .string(try checked(setting, text))
        }
        switch name {
        case "value":
            guard let setting = entry.data["setting"]?.string.flatMap({ Setting(rawValue: $0) }) else {
                return .string(text)
            }
            return .string(try checked(setting, text))
        case "report", "same_as", "successor_report": return .string(try register.report(text).reference.text)
        case "kind": return .string(try register.kind(text).name)
        case "parent", "successor": return .string(try register.item(text).text)
        case "board": return .string(try register.board(text).reference.text)
        case "lead", "owner": return .string(try owner(text).description)
        case "holder": return .string(try people().named(text).id.description)
        case "target", "committed", "amount":
            return .string(try Amount(parsing: text, what: name).description)
        // Evidence is of days that were; a clock may begin on one to come.
        case "from" where isEvidence, "to" where isEvidence:
            let day = try Day(parsing: text)
            try refuseFuture(day)
            return .string(day.description)
        case "due", "held_on", "leaves", "from", "comments_requested", "letter_sent",
            "comments_published",
            "extension_asked", "extension_granted", "extended_to", "extension_refused", "suspended_from",
            "suspended_to", "printed_date":
            return .string(try Day(parsing: text).description)
        case "published": return .string(try PartialDate(parsing: text).description)
        case "scale": return .string(try register.scale(text).name)
        case "grade": return .string(text.lowercased())
        case "complete", "red_up_to", "amber_up_to", "past_date_red_below":
            guard let percent = Int64(text), (0...100).contains(percent) else {
                throw InvalidValue(
                    what: "percentage", given: text, expected: "a whole number from 0 to 100")
            }
            return .int(percent)
        case "amber_within_days":
            guard let days = Int64(text), (0...Int64(RAGRule.mostDays)).contains(days) else {
                throw InvalidValue(
                    what: "number of days", given: text, expected: "0 to \(RAGRule.mostDays)")
            }
            return .int(days)
        case "tags", "publishers": return try list { $0 }
        case "addressee" where RegisterAct.Name(rawValue: entry.act) == .addressees: return try list { $0 }
        case "clock": return .string(try register.clock(text).name)
        case "rule": return .string(try register.retentionRule(text).name)
        // What is too long in its unit is refused with the rule or clock as a whole.
        case "length":
            guard let length = Int64(text), Clock.lengths.contains(Int(length)) else {
                throw InvalidValue(
                    what: "length", given: text,
                    expected: "a whole number up to \(Clock.lengths.upperBound)")
            }
            return .int(length)
        case "supporting": return try list { try owner($0).description }
        case "also_boards", "not_boards": return try list { try register.board($0).reference.text }
        case "grades": return try list { $0.lowercased() }
        case "roles", "roles_given", "roles_taken":
            return try list {
                guard let role = Role(rawValue: $0.lowercased()) else {
                    throw InvalidValue(
                        what: "role", given: $0,
                        expected: "one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                return role.rawValue
            }
        case "reminders":
            guard let pace = ReminderPace(rawValue: text.lowercased()) else {
                throw InvalidValue(
                    what: "pace of reminders", given: text,
                    expected: ReminderPace.allCases.map(\.rawValue).joined(separator: " or "))
            }
            return .string(pace.rawValue)
        case "internal", "needs_recommendation", "counts_first_day", "duties_only":
            return .bool(text.lowercased() == "true" || text.lowercased() == "yes")
        case "post", "account", "email":
            throw InvalidValue(
                what: name, given: text, expected: "none; another one is among the words of the correction")
        default: return .string(text)
        }
    }
}
