package import TrackerLedger
package import TrackerModel
import TrackerStorage
import TrackerValues

/// What an act on the register must still be once it is put right, and what can't be taken back.
extension Writer {
    /// Refuses what the act itself would have been refused for. - Throws: `RuleViolation`, `InvalidValue`, `NotFound`.
    package func check(_ record: RegisterRecord, words: Words) throws {
        switch record.act {
        case .addPost:
            if let name = words[.name] { try refuseAlike(post: name, PersonID(record.subject)) }
        case .addPerson:
            if let name = words[.name] { try refusePost(named: name) }
            try refuseAlike(record, words)
            try refuseTaken(
                words[.account], by: record.subject, PersonID(record.subject), among: try people())
        case .changePerson(let change):
            try refuseAlike(record, words)
            try refuseTaken(
                words[.account], by: record.subject, PersonID(record.subject), among: try people())
            if let both = change.given.first(where: { change.taken.contains($0) }) {
                throw RuleViolation(
                    "Entry \(record.seq)", "the role \(both.rawValue) can't be given and taken at once")
            }
        case .addBoard(let name): try refuseAlike(board: name, Reference(stored: record.subject))
        case .addScale(let grades) where grades.isEmpty:
            throw InvalidValue(what: "list of grades", given: "", expected: "grades, parted by ;")
        case .addReport(let details):
            let response = try register.response(to: Reference(stored: record.subject), knownAt: .max)
            try refuse(
                response, before: details.published, .correctFirst(subject: record.subject))
        case .grade(let question, let grade):
            try requireWords(question, "question")
            try refuse(grade, of: try register.report(record.subject))
        case .holdPost(let holder?): try refuse(holder, whoLeftBy: record.effectiveOn, record.subject)
        case .respond(let facts): try refuse(facts, to: try register.report(record.subject))
        case .linkResponse(let other):
            try refuseLink(
                of: try register.report(record.subject), to: other.map { try register.report($0.text) })
        case .monitor(let stage): try requireWords(stage, "stage")
        case .addressees(let names): try check(addressees: names, of: try register.report(record.subject))
        case .addClock(let clock): try check(clock)
        case .addRetentionRule(let rule): try check(rule)
        case .initialise, .configure, .addKind, .addScale, .addRAGRule, .addMeeting, .holdPost(nil),
            .importRows,
            .logMeeting, .saveMapping, .issue, .remind, .reminded, .enrolKey, .revokeKey,
            // Judged with all that was recorded about the same report or programme.
            .shareBenefit:
            break
        }
    }

    /// Refuses to take back what others refer to, or what can't have been a mistake.
    ///
    /// - Throws: `RuleViolation`, naming what refers to it.
    func refuseVoiding(_ record: RegisterRecord) throws {
        let subject = "Entry \(record.seq)"
        switch record.act {
        case .initialise:
            throw RuleViolation(subject, "it founded the register", remedies: [.correctSettings])
        case .importRows, .logMeeting:
            throw RuleViolation(
                subject,
                "it says that a sheet was read, which stays so", remedies: [.correctEachEntry])
        case .configure, .addPerson, .addKind, .addScale, .addRAGRule, .addBoard, .addMeeting, .addReport,
            .grade, .changePerson, .addPost, .holdPost, .respond, .linkResponse, .monitor, .saveMapping,
            .addressees, .addClock, .addRetentionRule, .issue, .remind, .reminded, .enrolKey, .revokeKey,
            .shareBenefit:
            break
        }
        guard let referrer = try register.referrer(to: record) else { return }
        throw RuleViolation(
            subject,
            "it can't be taken back, because \(referrer) refers to what it brought in",
            remedies: [.plain("put that right first"), .correctEntry])
    }

    /// Refuses a person's name or office that would no longer tell them apart from another.
    private func refuseAlike(_ record: RegisterRecord, _ words: Words) throws {
        let people = try people()
        guard words[.name] != nil || words[.post] != nil,
            let person = people.first(where: { $0.id.description == record.subject })
        else { return }
        try refuseAlike(
            words[.name] ?? person.name, post: words[.post] ?? person.post, of: person.id, among: people)
    }

    private func refuse(_ holder: PersonID, whoLeftBy day: Day, _ post: String) throws {
        guard let person = try people().first(where: { $0.id == holder }), person.hasLeft(by: day) else {
            return
        }
        throw RuleViolation(
            "Post \(post)",
            "\(person.name) left on \(person.leaves ?? today)",
            remedies: [.plain("name somebody else"), .see(.people)])
    }
}

extension Register {
    /// What refers to what an act brought into the register, in words; nil where nothing does.
    func referrer(to record: RegisterRecord) throws -> String? {
        let subject = Reference(stored: record.subject)
        switch record.act {
        case .addReport:
            if let item = try items(where: "lower(s.report) = ?", subject.folded) { return item }
            if let item = try items(where: "s.successor_report = ?", subject.text) { return item }
            let about = try ledger.records(about: record.subject).last { $0.seq != record.seq }
            if let about { return "entry \(about.seq), \"\(about.act.name)\"," }
            return try alsoAnswered(by: subject, knownAt: .max).first.map {
                "the response to \($0.reference)"
            }
        case .addMeeting:
            return try entry(where: "authority = ?", record.subject)
                ?? entry(where: "act = 'meeting log' AND subject = ?", record.subject)
        case .addBoard:
            let isBefore = "lower(s.board) = ? OR \(SQLFilter.isAlsoBefore)"
            if let item = try items(where: isBefore, subject.folded, subject.folded) { return item }
            if let meeting = try meetings().first(where: { $0.board == subject }) {
                return "the meeting \(meeting.reference)"
            }
            if try defaultBoard() == subject { return "the setting board" }
            return try items(decidedByChairOf: subject, knownAt: .max).first.map {
                "a decision of its chair about \($0)"
            }
        case .addPerson, .addPost:
            guard let id = PersonID(record.subject) else { return nil }
            if let entry = try entry(where: "? IN (actor, recorded_by)", id.description) { return entry }
            let owning = "s.lead = ? OR '\n' || s.supporting || '\n' LIKE ?"
            if let item = try items(where: owning, id.seq, "%\n\(id.seq)\n%") { return item }
            if let post = try posts().first(where: { $0.holding?.holder == id }) {
                return "the post \(post.name)"
            }
            return try entry(where: "act = 'action add' AND instr(entry, ?) > 0", "\"owner\":\"\(id)\"")
        case .addKind: return try items(where: "s.kind = ?", record.subject)
        case .addScale:
            return try reports().first { $0.details.scale == record.subject }.map {
                "the report \($0.reference)"
            }
        case .addRAGRule:
            if try setting(.ragRule) == record.subject { return "the setting rag_rule" }
            return try issuedTables().first { $0.table.ragRule == record.subject }.map {
                "the table T\($0.id)"
            }
        case .addClock:
            return try entry(
                where: "act = 'response record' AND instr(entry, ?) > 0", "\"clock\":\"\(record.subject)\"")
        case .addRetentionRule:
            if try setting(.retention) == record.subject { return "the setting retention" }
            return try entry(
                where: "act IN ('evidence retain', 'evidence dispose') AND instr(entry, ?) > 0",
                "\"rule\":\"\(record.subject)\"")
        case .initialise, .configure, .grade, .changePerson, .holdPost, .respond, .linkResponse, .monitor,
            .addressees, .importRows, .logMeeting, .saveMapping, .issue, .remind, .reminded, .enrolKey,
            .revokeKey, .shareBenefit:
            return nil
        }
    }

    /// The items that fulfil a condition on where they stand or stood, as things are known.
    private func items(where condition: String, _ values: any Bindable...) throws -> String? {
        var references: [String] = []
        try database.prepare(
            """
            SELECT DISTINCT i.id, i.ref FROM item_state s JOIN recommendation i ON i.id = s.recommendation
            WHERE s.known_to = \(ItemStore.forever) AND (\(condition)) ORDER BY i.id
            """
        ).forEach(values) { references.append($0.text(1)) }
        guard let first = references.first else { return nil }
        return references.count == 1 ? first : "\(first), like \(references.count - 1) more,"
    }

    /// The first entry that fulfils a condition.
    private func entry(where condition: String, _ value: String) throws -> String? {
        try database.first("SELECT seq, act FROM ledger WHERE \(condition) ORDER BY seq", value) {
            "entry \($0.int(0)), \"\($0.text(1))\","
        }
    }
}
