package import TrackerLedger
package import TrackerModel
package import TrackerStorage
import TrackerValues

/// The tables computed from the ledger. Recording, correcting and replaying all go through ``apply(_:_:append:)``, so
/// that they can't come to different tables.
package final class Projections {
    private let database: Database
    private let ledger: LedgerStore
    package let items: ItemStore

    init(_ database: Database, ledger: LedgerStore) {
        self.database = database
        self.ledger = ledger
        items = ItemStore(database, ledger: ledger)
    }

    /// The tables' names, in an order in which they can be filled.
    package static let tables = [
        "setting", "person", "person_role", "kind", "scale", "rag_rule", "board", "meeting", "report",
        "grade",
        "recommendation", "item_state", "issued", "person_change", "post", "post_holder", "monitoring",
        "benefit", "rule_set", "correction", "shared_benefit",
    ]

    /// What an entry changes in the tables.
    private enum Change {
        case item(ItemChange)
        case register(RegisterAct)
        /// The act on the register that is put right.
        case corrected(Entry)
        /// Words are not computed: they stand beside the ledger.
        case nothing
    }

    /// Brings the tables up to date with an entry: whatever is recorded, corrected or replayed comes through here.
    ///
    /// - Parameter append: puts the entry into the ledger, if it isn't there yet, once the rules have let its item's
    ///   history pass.
    /// - Returns: what became of the item; nil when the entry is about no item.
    /// - Throws: `RuleViolation` when the rules don't allow the item's acts in that order.
    @discardableResult
    package func apply(
        _ entry: Entry, _ content: EntryContent, append: () throws -> Void = {}
    ) throws -> ItemChange? {
        if entry.rules != nil { items.foresee(rulesFrom: entry.seq) }
        let change = try change(by: entry, content)
        try append()
        if let rules = entry.rules { try adopt(rules, from: entry.seq) }
        switch change {
        case .item(let change):
            try items.store(change, at: entry.seq)
            return change
        case .register(let act): try apply(act, subject: entry.subject, seq: entry.seq, on: entry.effectiveOn)
        case .corrected(let act): try note(entry.seq, correcting: act)
        case .nothing: break
        }
        return nil
    }

    private func change(by entry: Entry, _ content: EntryContent) throws -> Change {
        switch content {
        case .item(let act):
            return try change(by: entry, newest: entry.seq) { $0.adding(RecordedAct(entry, act)) }
        case .register(let act):
            if case .shareBenefit(let kind, _) = act { try checkBenefits(of: kind, with: entry) }
            return .register(act)
        case .correction(let correction):
            let act = try ledger.act(correctedBy: correction)
            guard ItemAct.Name(rawValue: act.act) != nil else {
                if case .shareBenefit(let kind, _)? = try RegisterAct(act) {
                    try checkBenefits(of: kind, with: entry)
                }
                return .corrected(act)
            }
            return try change(by: entry, newest: act.seq) { record in
                guard correction.corrects == act.seq else {
                    let earlier = try ledger.entries(about: entry.subject, knownAt: entry.seq - 1)
                    return try ItemRecord(earlier, and: (entry.seq, correction.corrects))
                }
                return try correction.apply(to: record, words: Set(entry.words.keys), seq: entry.seq)
            }
        case .redaction(let redaction): return try self.change(by: entry, redaction)
        }
    }

    /// Words are not computed, but an item whose evidence goes with them stands otherwise.
    private func change(by entry: Entry, _ redaction: Redaction) throws -> Change {
        let acts = [ItemAct.Name.addEvidence.rawValue, Correction.act]
        guard let act = try ledger.entry(redaction.redacts)?.act, acts.contains(act) else { return .nothing }
        let entries = try ledger.entries(about: entry.subject, knownAt: entry.seq - 1) + [entry]
        guard try RedactedEvidence.list(entries).contains(where: { $0.by == entry.seq }) else {
            return .nothing
        }
        return try change(by: entry, newest: entry.seq) { _ in try ItemRecord(entries) }
    }

    /// Refuses an entry with which the benefits of its report or programme could not be.
    private func checkBenefits(of kind: BenefitSubject.Kind, with entry: Entry) throws {
        let earlier = try ledger.entries(about: entry.subject, knownAt: entry.seq - 1)
        _ = try [Benefit](try RegisterRecord.list(earlier + [entry]), of: kind.named(entry.subject))
    }

    /// - Parameter newest: the act that changes, by which a refusal tells it from those that stay.
    private func change(
        by entry: Entry, newest: Int64, _ change: (ItemRecord) throws -> ItemRecord
    ) throws -> Change {
        .item(
            try items.change(
                to: Reference(stored: entry.subject), size: entry.seq - 1, newest: newest, change))
    }

    /// Takes note that entry `seq`, which is in the ledger already, puts an act on the register right. What holds one
    /// state rather than a row an entry is made anew.
    private func note(_ seq: Int64, correcting entry: Entry) throws {
        try database.run(
            "INSERT INTO correction (seq, corrects, act) VALUES (?, ?, ?)", seq, entry.seq, entry.act)
        let records = try ledger.records(about: entry.subject, knownAt: seq)
        switch RegisterAct.Name(rawValue: entry.act) {
        case .initialise?, .configure?:
            try database.run("DELETE FROM setting")
            for (name, value) in records.settings { try set(name, value) }
        case .addPerson?, .changePerson?:
            let person = PersonID(entry.subject)?.seq
            try database.run("DELETE FROM person_role WHERE person = ?", person)
            for role in records.roles {
                try database.run(
                    "INSERT INTO person_role (person, role) VALUES (?, ?)", person, role.rawValue)
            }
        case .holdPost?: items.forget()
        // Of the others each entry has its row, beside which questions set what was put right.
        case .addKind?, .addScale?, .addRAGRule?, .addBoard?, .addMeeting?, .addReport?, .grade?, .addPost?,
            .respond?, .linkResponse?, .monitor?, .addressees?, .addClock?, .addRetentionRule?, .importRows?,
            .logMeeting?, .saveMapping?, .issue?, .remind?, .reminded?, .enrolKey?, .revokeKey?, nil,
            .addSharedBenefit?, .realiseSharedBenefit?, .reviseSharedBenefit?:
            break
        }
    }

    /// Other rules hold from entry `seq` on. They never go back.
    private func adopt(_ rules: Int64, from seq: Int64) throws {
        guard try rules > ruleSet() else { throw EntryError(reason: "its rules are not later ones") }
        try database.run("INSERT INTO rule_set (from_seq, version) VALUES (?, ?)", seq, rules)
        items.forget()
    }

    /// The rules that the next entry is recorded under.
    func ruleSet() throws -> Int64 {
        try database.first("SELECT version FROM rule_set ORDER BY from_seq DESC LIMIT 1") { $0.int(0) }
            ?? RuleSet.first
    }

    /// The first entry that is judged by this program's own rules; `Int64.max` where there is none yet.
    package func rulesFrom() throws -> Int64 {
        try RuleSet.from(in: database)
    }

    /// Brings the tables up to date with an act on the register, recorded as entry `seq` and effective on `day`.
    private func apply(_ act: RegisterAct, subject: String, seq: Int64, on day: Day) throws {
        switch act {
        case .initialise(let settings):
            for (name, value) in settings { try set(name, value) }
        case .configure(let name, let value): try set(name, value)
        case .addPerson(let roles):
            try database.run("INSERT INTO person (id) VALUES (?)", seq)
            for role in roles {
                try database.run(
                    "INSERT INTO person_role (person, role) VALUES (?, ?)", seq, role.rawValue)
            }
        case .addKind(let needsRecommendation):
            try database.run(
                "INSERT INTO kind (name, needs_recommendation) VALUES (?, ?)", subject, needsRecommendation)
        case .addScale(let grades):
            try database.run(
                "INSERT INTO scale (name, grades) VALUES (?, ?)", subject, grades.joined(separator: "\n"))
        case .addRAGRule(let rule):
            try database.run(
                """
                INSERT INTO rag_rule (name, red_up_to, amber_up_to, past_date_red_below, amber_within_days)
                VALUES (?, ?, ?, ?, ?)
                """, subject, rule.bands?.redUpTo, rule.bands?.amberUpTo, rule.bands?.pastDateRedBelow,
                rule.amberWithinDays)
        case .addBoard(let name):
            try database.run(
                "INSERT INTO board (id, ref, folded, name) VALUES (?, ?, ?, ?)", seq, subject,
                Reference(stored: subject).folded, name)
        case .addMeeting(let board, let heldOn):
            try database.run(
                """
                INSERT INTO meeting (id, ref, folded, board, held_on)
                VALUES (?, ?, ?, (SELECT id FROM board WHERE folded = ?), ?)
                """, seq, subject, Reference(stored: subject).folded, board.folded, heldOn.description)
        case .addReport(let report):
            try database.run(
                """
                INSERT INTO report (id, ref, folded, publisher, force, published, cycle, scale, url)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, seq, subject, Reference(stored: subject).folded, report.publisher, report.force,
                report.published.description, report.cycle, report.scale, report.url)
        case .grade(let question, let grade):
            try database.run(
                """
                INSERT INTO grade (seq, report, question, grade)
                VALUES (?, (SELECT id FROM report WHERE folded = ?), ?, ?)
                """, seq, Reference(stored: subject).folded, question, grade)
        case .changePerson(let change): try apply(change, to: PersonID(subject), seq: seq, on: day)
        case .addPost: try database.run("INSERT INTO post (id) VALUES (?)", seq)
        case .holdPost(let holder):
            try database.run(
                "INSERT INTO post_holder (seq, post, holder, from_on) VALUES (?, ?, ?, ?)", seq,
                PersonID(subject)?.seq, holder?.seq, day.description)
            items.forget()
        case .monitor(let stage):
            try database.run(
                "INSERT INTO monitoring (seq, force, stage, from_on) VALUES (?, ?, ?, ?)", seq, subject,
                stage, day.description)
        // Questions about these are answered from the ledger: they are few.
        case .importRows, .logMeeting, .saveMapping, .respond, .linkResponse, .addressees, .addClock,
            .addRetentionRule, .remind, .reminded, .enrolKey, .revokeKey,
            .shareBenefit(_, .realise),
            .shareBenefit(_, .revise):
            break
        case .shareBenefit(let kind, .add):
            try database.run(
                "INSERT INTO shared_benefit (id, of, subject) VALUES (?, ?, ?)", seq, kind.rawValue, subject)
        case .issue(let table):
            try database.run(
                """
                INSERT INTO issued (id, quarter, rows, scope, as_at, ledger_size, content_hash)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, seq, table.quarter, table.rows.rawValue, table.scope.canonical, table.asAt.description,
                table.ledgerSize, table.contentHash)
        }
    }

    private func apply(_ change: PersonChange, to person: PersonID?, seq: Int64, on day: Day) throws {
        var leaves: Day?
        if case .set(let day) = change.leaves { leaves = day ?? .distantFuture }
        try database.run(
            "INSERT INTO person_change (seq, person, from_on, post, account, leaves) VALUES (?, ?, ?, ?, ?, ?)",
            seq, person?.seq, day.description, change.post.map { $0 ? seq : 0 },
            change.account.map { $0 ? seq : 0 }, leaves?.description)
        for role in change.given {
            try database.run(
                "INSERT INTO person_role (person, role) VALUES (?, ?) ON CONFLICT (person, role) DO NOTHING",
                person?.seq, role.rawValue)
        }
        for role in change.taken {
            try database.run(
                "DELETE FROM person_role WHERE person = ? AND role = ?", person?.seq, role.rawValue)
        }
    }

    private func set(_ name: String, _ value: String) throws {
        try database.run(
            """
            INSERT INTO setting (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, name, value)
    }
}

extension [RegisterRecord] {
    /// The settings that they come to, by name.
    package var settings: [String: String] {
        var settings: [String: String] = [:]
        for record in self {
            switch record.act {
            case .initialise(let first): settings.merge(first) { $1 }
            case .configure(let name, let value): settings[name] = value
            default: break
            }
        }
        return settings
    }

    /// The roles of a person that they come to.
    package var roles: Set<Role> {
        var roles: Set<Role> = []
        for record in self {
            switch record.act {
            case .addPerson(let given): roles.formUnion(given)
            case .changePerson(let change): roles = roles.union(change.given).subtracting(change.taken)
            default: break
            }
        }
        return roles
    }
}

extension RuleSet {
    /// The first entry that is judged by this program's own rules; `Int64.max` where there is none yet.
    package static func from(in database: Database) throws -> Int64 {
        try database.first("SELECT from_seq FROM rule_set WHERE version = ?", current) { $0.int(0) } ?? .max
    }
}
