import TrackerFiles
package import TrackerLedger
import TrackerModel
package import TrackerStorage
import TrackerValues
import TransparencyLog

/// The rules that an entry obeys besides those of the lifecycle (`ItemHistory`): who may record what, about what, and on
/// which day. A replay judges every entry by them as the program judged that recorded it, so that nobody with the file
/// alone can add what the rules never let in.
///
/// They are asked before the entry is applied to the tables, which stand as they stood then.
package struct EntryRules {
    /// A rule that an entry breaks, as a sentence without its full stop.
    struct Broken: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }

    /// Somebody registered, as the entries ahead have it.
    private struct Actor {
        var roles: [Role] = []
        var leaves: Day?
    }

    /// A sheet that is being taken in, or a meeting that is being logged: what follows at the same instant is told by it.
    private struct Telling {
        let act: RegisterAct.Name
        let by: PersonID
        let at: Instant
    }

    /// A proposal that has just been accepted: what it says follows whole, at the same instant and with nothing between.
    private struct Acceptance {
        let proposal: Entry
        let update: ProposedUpdate
        let entry: Entry
        var awaited: [ItemAct]
        var hasStarted = false
    }

    private let ledger: LedgerStore
    private let tables: Database
    private var rules = RuleSet.first
    private var zone = TimeZoneRule.london
    private var actors: [Int64: Actor?] = [:]
    private var telling: Telling?
    private var acceptance: Acceptance?
    /// What was told last of each reminder.
    private var results: [Int64: ReminderResult] = [:]

    private let person, post, role, leaving, officers, lead, holder: Prepared
    private let report, board, meeting, item, kind, scale, ragRule: Prepared
    private let limit, moved, overseer, updates: Prepared
    private let signing: SigningRules

    /// - Parameter tables: those that the entries so far made.
    package init(_ ledger: LedgerStore, tables: Database) {
        self.ledger = ledger
        self.tables = tables
        signing = SigningRules(ledger, tables: tables)
        func prepared(_ sql: String) -> Prepared { Prepared(sql, on: tables) }
        person = prepared("SELECT 1 FROM person WHERE id = ?")
        post = prepared("SELECT 1 FROM post WHERE id = ?")
        role = prepared("SELECT role FROM person_role WHERE person = ?")
        officers = prepared("SELECT person FROM person_role WHERE role = 'officer'")
        leaving = prepared(
            """
            SELECT leaves FROM person_change WHERE person = ? AND leaves IS NOT NULL
            ORDER BY from_on DESC, seq DESC LIMIT 1
            """)
        lead = prepared(
            """
            SELECT s.lead FROM item_state s JOIN recommendation r ON r.id = s.recommendation
            WHERE r.folded = ? AND s.known_to = \(ItemStore.forever) ORDER BY s.step DESC LIMIT 1
            """)
        updates = prepared(
            "SELECT 1 FROM setting WHERE name = '\(Setting.ownerUpdates.rawValue)' AND value = '\(Setting.proposedUpdates)'"
        )
        limit = prepared("SELECT value FROM setting WHERE name = 'revisions' AND value <> ''")
        moved = prepared(
            """
            SELECT s.revisions, s.due FROM item_state s JOIN recommendation r ON r.id = s.recommendation
            WHERE r.folded = ? AND s.known_to = \(ItemStore.forever) AND s.original_due IS NOT NULL
            ORDER BY s.step DESC LIMIT 1
            """)
        overseer = prepared(
            """
            SELECT s.board FROM item_state s JOIN recommendation r ON r.id = s.recommendation
            WHERE r.folded = ? AND s.known_to = \(ItemStore.forever) AND s.from_on <= ? ORDER BY s.step DESC LIMIT 1
            """)
        holder = prepared("SELECT 1 FROM post_holder WHERE post = ? AND holder = ?")
        report = prepared("SELECT ref FROM report WHERE folded = ?")
        board = prepared("SELECT ref FROM board WHERE folded = ?")
        meeting = prepared("SELECT ref FROM meeting WHERE folded = ?")
        item = prepared("SELECT ref FROM recommendation WHERE folded = ?")
        kind = prepared("SELECT name FROM kind WHERE name = ?")
        scale = prepared("SELECT name FROM scale WHERE name = ?")
        ragRule = prepared("SELECT name FROM rag_rule WHERE name = ?")
    }

    /// Judges an entry. - Throws: `Broken` with the rule that it breaks.
    package mutating func check(_ entry: Entry, _ content: EntryContent) throws {
        if let rules = entry.rules { self.rules = rules }
        let today = entry.recordedAt.day(in: zone)
        guard entry.effectiveOn <= today else {
            throw Broken("it counts from \(entry.effectiveOn), after the day of its recording, \(today)")
        }
        if let authority = entry.authority { try require(authority, meeting, "meeting") }
        let isAccepted = try checkAccepted(entry, content)
        try checkActor(of: entry, content, today, isAccepted: isAccepted)
        switch content {
        case .item(let act): try check(act, entry, today)
        case .register(let act): try check(act, entry, today)
        case .correction(let correction): try check(correction, entry, today)
        case .redaction(let redaction): try check(redaction, entry)
        }
        try checkNames(in: entry.data, of: entry.act, entry.seq)
        if entry.signature == nil, try signing.demands(content, seq: entry.seq) {
            throw Broken("it is not signed by \(entry.actor), and \"\(entry.act)\" had to be by then")
        }
        if let fault = try signing.fault(in: entry, today: today) { throw Broken(fault) }
    }

    /// Takes note of what an entry changed that was judged, and has been applied.
    package mutating func note(_ entry: Entry, _ content: EntryContent) throws {
        if case .item(.answerProposal(let id, .accepted)) = content, let proposal = try ledger.entry(id),
            case .propose(let update)? = try ItemAct(proposal)
        {
            acceptance = Acceptance(
                proposal: proposal, update: update, entry: entry,
                awaited: update.acts(hasNote: proposal.words[.note] != nil))
        }
        switch content.act {
        case .register(.importRows):
            telling = Telling(act: .importRows, by: entry.actor, at: entry.recordedAt)
        case .register(.logMeeting):
            telling = Telling(act: .logMeeting, by: entry.actor, at: entry.recordedAt)
        case .register(.initialise), .register(.configure), .correct:
            let name = Setting.timeZone.rawValue
            let zone = try tables.first("SELECT value FROM setting WHERE name = ?", name) { $0.text(0) }
            self.zone = zone.flatMap { TimeZoneRule(name: $0) } ?? .london
            signing.forget()
            actors.removeAll()
        case .register(.addPerson), .register(.changePerson), .register(.addPost):
            if let person = PersonID(entry.subject) { actors[person.seq] = nil }
        case .register(.reminded):
            if case .register(.reminded(let reminder, let result)) = content { results[reminder] = result }
        case .item, .redact, .register(.addKind), .register(.addScale), .register(.addRAGRule),
            .register(.addBoard), .register(.addMeeting), .register(.addReport), .register(.grade),
            .register(.holdPost), .register(.respond), .register(.linkResponse), .register(.monitor),
            .register(.addressees), .register(.addClock), .register(.addRetentionRule),
            .register(.saveMapping), .register(.issue), .register(.remind), .register(.enrolKey),
            .register(.revokeKey), .register(.addSharedBenefit),
            .register(.realiseSharedBenefit), .register(.reviseSharedBenefit):
            break
        }
    }

    /// Judges that nothing lacks at the end. - Throws: `Broken` where a proposal was accepted in part.
    package func checkEnd() throws {
        if let acceptance, !acceptance.awaited.isEmpty { throw rest(of: acceptance) }
    }

    private func rest(of acceptance: Acceptance) -> Broken {
        Broken(
            "entry \(acceptance.entry.seq) accepts proposal \(acceptance.proposal.seq), and not all that it says follows"
        )
    }

    /// Whether an entry is what an accepted proposal says, and no other than that is.
    private mutating func checkAccepted(_ entry: Entry, _ content: EntryContent) throws -> Bool {
        var part: Int64?
        if entry.data[RecordedAct.proposalField] != nil, case .item(let act) = content {
            part = RecordedAct(entry, act).proposal
        }
        guard var acceptance, let next = acceptance.awaited.first else {
            if let part {
                throw Broken("it is said to be of proposal \(part), which was not accepted just ahead of it")
            }
            return false
        }
        let answer = acceptance.entry
        guard case .item(let act) = content, part == acceptance.proposal.seq,
            entry.subject.utf8.elementsEqual(answer.subject.utf8), entry.recordedAt == answer.recordedAt,
            entry.actor == acceptance.proposal.actor, entry.authority == answer.authority,
            entry.effectiveOn == (act.name == .addEvidence ? acceptance.update.dated : answer.effectiveOn)
        else { throw rest(of: acceptance) }
        if act == next {
            acceptance.awaited.removeFirst()
        } else if act == .start, next == .submit, !acceptance.hasStarted {
            acceptance.hasStarted = true
        } else {
            throw rest(of: acceptance)
        }
        self.acceptance = acceptance
        return true
    }

    // MARK: - Who

    private mutating func checkActor(
        of entry: Entry, _ content: EntryContent, _ today: Day, isAccepted: Bool
    ) throws {
        let act = content.act
        if let typist = entry.recordedBy {
            guard try actor(typist) != nil else {
                throw Broken("\(typist), who is said to have typed it in, was not registered by then")
            }
            guard typist != entry.actor else { throw Broken("it names \(typist) as actor and as typist") }
        }
        // The founder registers themself.
        if entry.seq == 1 {
            guard act == .register(.addPerson), entry.subject == "P1", entry.actor == PersonID(1) else {
                throw Broken("the first entry registers the founder, who is P1")
            }
            return
        }
        guard let actor = try actor(entry.actor) else {
            if try isTold(act, entry) { return }
            throw Broken("\(entry.actor), who is said to have acted, was not registered by then")
        }
        if isAccepted { return }
        let isOwnWish =
            if case .register(let wish) = content {
                Permission.isOwnWish(wish, about: entry.subject, by: entry.actor)
            } else { false }
        if try isOwnWish || allows(act, actor, today: today) {
            if case .item(let word) = act, try isOwnersWord(word, actor, today: today),
                try !isTold(act, entry)
            {
                throw Broken(
                    "\(entry.actor) is an owner, and \"\(word)\" by owners counted then only as an accepted proposal"
                )
            }
            guard let last = actor.leaves, entry.effectiveOn > last, telling?.at != entry.recordedAt else {
                return
            }
            throw Broken("\(entry.actor) left on \(last) and can't have acted on \(entry.effectiveOn)")
        }
        guard try isTold(act, entry) else {
            let roles = actor.roles.isEmpty ? "no role" : actor.roles.map(\.rawValue).joined(separator: ", ")
            throw Broken("\(entry.actor), who had \(roles) then, may not \"\(act)\"")
        }
    }

    /// Whether an actor's roles allowed an act on the day of its recording.
    private mutating func allows(_ act: Permission.Act, _ actor: Actor, today: Day) throws -> Bool {
        if Permission.allows(act, roles: actor.roles, rules: rules) { return true }
        guard rules > RuleSet.first else { return false }
        return Permission.allows(act, roles: actor.roles, hasOfficer: try hasOfficer(today), rules: rules)
    }

    private mutating func hasOfficer(_ today: Day) throws -> Bool {
        try officers.all { PersonID(try $0.storedInt(0)) }.contains { officer in
            try self.actor(officer)?.leaves.map { $0 >= today } ?? true
        }
    }

    /// Whether an act is an owner's word where the register takes what owners say as proposals.
    private mutating func isOwnersWord(
        _ act: ItemAct.Variant, _ actor: Actor, today: Day
    ) throws -> Bool {
        guard Permission.isOwnersWord(act, roles: actor.roles), try updates.first(read: { $0.int(0) }) != nil
        else { return false }
        return try hasOfficer(today)
    }

    /// Whether an act was told by a sheet or at a meeting: whoever may take a sheet in may say what happened before there
    /// was a register, and whoever logs a meeting what the lead did; it is then theirs, or the lead's.
    private mutating func isTold(_ act: Permission.Act, _ entry: Entry) throws -> Bool {
        guard case .item(let act) = act, let telling, telling.at == entry.recordedAt,
            Permission.tellers(of: act, rules: rules).contains(telling.act)
        else { return false }
        if entry.actor == telling.by { return true }
        let leader = try lead.first(Reference(stored: entry.subject).folded) { $0.optionalInt(0) } ?? nil
        // Of an item that a post leads, whoever holds it acts.
        return try leader == entry.actor.seq || holder.first(leader, entry.actor.seq) { $0.int(0) } != nil
    }

    private mutating func actor(_ id: PersonID) throws -> Actor? {
        if let known = actors[id.seq] { return known }
        var found: Actor?
        if try person.first(id.seq, read: { $0.int(0) }) != nil {
            found = Actor(
                roles: try role.all(id.seq) { try $0.stored(0, "role") { Role(rawValue: $0) } },
                leaves: try leaving.first(id.seq) { try $0.storedDay(0) })
            if found?.leaves == .distantFuture { found?.leaves = nil }
        }
        actors[id.seq] = .some(found)
        return found
    }

    // MARK: - About what

    private func check(_ act: ItemAct, _ entry: Entry, _ today: Day) throws {
        if let board = entry.chairOf { try checkChair(of: board, act, entry) }
        switch act {
        case .add(let origin):
            let isNumbered =
                entry.subject.hasPrefix(origin.report.text + "-")
                && Int64(entry.subject.dropFirst(origin.report.text.count + 1)) != nil
            try checkReference(entry.subject, longest: isNumbered ? 2 * Reference.longest : Reference.longest)
            try checkWords(.text, of: entry)
        case .addEvidence(let file, let period):
            if let period, period.to > today {
                throw Broken(
                    "its evidence is about days up to \(period.to), after the day of its recording, \(today)")
            }
            guard let file else { break }
            guard Hash(hex: file.sha256) != nil, (0...Int64(EvidenceStore.largest)).contains(file.size) else {
                throw Broken("the hash or the size of its evidence can't be meant")
            }
        case .propose(let update): try check(update, entry, today)
        case .answerProposal(let id, let answer):
            let proposal = try checkEarlier(id, of: entry)
            guard ItemAct.Name(rawValue: proposal.act) == .propose else {
                throw Broken("entry \(id), which it answers, is no proposal")
            }
            if answer == .accepted, entry.actor == proposal.actor || entry.recordedBy == proposal.actor {
                throw Broken("\(proposal.actor) accepts what they proposed themself")
            }
        case .due(let date, .set) where entry.authorityLabel == nil:
            if telling?.act != .importRows || telling?.at != entry.recordedAt {
                try checkRevision(to: date, of: entry)
            }
        case .assure: if let seen = RecordedAct(entry, act).seen { try check(seen, of: entry) }
        case .disposeEvidence(let disposal):
            let fault = try RetentionBook(ledger, knownAt: entry.seq - 1).fault(
                in: disposal, of: try history(before: entry), by: entry.actor, on: entry.effectiveOn,
                today: today)
            if let fault { throw Broken(fault) }
        case .assign, .accept, .start, .progress, .submit, .assureOnWord, .waive,
            .return, .close, .reopen, .due, .scope, .tag, .mark, .assess, .note, .withdrawEvidence,
            .loseEvidence, .retainEvidence, .holdEvidence, .releaseHold,
            .addStep, .endStep, .addBenefit, .realiseBenefit, .reviseBenefit, .submitForClosure, .dispute,
            .decide, .addressee:
            break
        }
    }

    /// The chair of the board that oversees an item decides there what a meeting decides, in a meeting's place.
    private func checkChair(of board: Reference, _ act: ItemAct, _ entry: Entry) throws {
        guard entry.authority == nil else { throw Broken("it is decided at a meeting and by a chair") }
        guard act.isForChair else { throw Broken("a chair doesn't decide \"\(act.variant)\"") }
        let folded = Reference(stored: entry.subject).folded
        let overseer = try overseer.first(folded, entry.effectiveOn.description) { $0.optionalText(0) } ?? nil
        guard let overseer, overseer.utf8.elementsEqual(board.text.utf8) else {
            throw Broken("the chair of \(board) decides it, and that board did not oversee the item then")
        }
    }

    /// What is said to have been seen was there: all of it, and nothing besides.
    private func check(_ seen: AssuredEvidence, of entry: Entry) throws {
        // What is signed was seen when it was signed, and nothing about the item was recorded since.
        let size = entry.signature?.seen.size ?? entry.seq - 1
        let ahead = try ItemRecord(try ledger.entries(about: entry.subject, knownAt: entry.seq - 1))
        guard seen == AssuredEvidence(ahead, on: entry.effectiveOn, ledgerSize: size) else {
            throw Broken("it tells of other evidence than there was for \(entry.subject) then")
        }
    }

    /// The history of the item that an entry is about, by what is ahead of it.
    private func history(before entry: Entry) throws -> ItemHistory {
        let item = Reference(stored: entry.subject)
        let items = ItemStore(tables, ledger: ledger)
        guard let history = try items.history(of: item, knownAt: entry.seq - 1) else {
            throw Broken("there was no item \"\(entry.subject)\" then")
        }
        return history
    }

    /// Where the register limits how often a due date is moved, a board moves it beyond that.
    private func checkRevision(to date: Day?, of entry: Entry) throws {
        guard let most = try limit.first(read: { Int($0.text(0)) }) ?? nil else { return }
        let folded = Reference(stored: entry.subject).folded
        let now = try moved.first(folded) { (revisions: $0.int(0), due: try $0.optionalStoredDay(1)) }
        guard let now, now.due != date, now.revisions >= most else { return }
        throw Broken("it moves a due date for the \(now.revisions + 1). time, and only a board could then")
    }

    /// The files, addresses and date of what is proposed as evidence are such as can be meant.
    private func check(_ update: ProposedUpdate, _ entry: Entry, _ today: Day) throws {
        guard (update.dated != nil) == (!update.files.isEmpty || update.addresses > 0),
            update.dated.map({ $0 <= today }) ?? true
        else { throw Broken("the date of the evidence that it proposes can't be meant") }
        for file in update.files {
            guard Hash(hex: file.sha256) != nil, (0...Int64(EvidenceStore.largest)).contains(file.size) else {
                throw Broken("the hash or the size of its evidence can't be meant")
            }
        }
        if !update.files.isEmpty { try checkWords(.file, of: entry) }
        if update.addresses > 0 { try checkWords(.address, of: entry) }
    }

    private func check(_ correction: Correction, _ entry: Entry, _ today: Day) throws {
        let earlier = try checkEarlier(correction.corrects, of: entry)
        let name = ItemAct.Name(rawValue: earlier.act)
        if name == .acceptProposal && correction.isVoid {
            throw Broken("it takes back that a proposal was accepted, which stays so")
        }
        if let name, [.propose, .acceptProposal, .rejectProposal].contains(name), !correction.fields.isEmpty {
            throw Broken("it puts other words into the mouth of whoever made or answered a proposal")
        }
        try checkWords(.reason, of: entry)
        if earlier.act == ItemAct.Name.disposeEvidence.rawValue {
            throw Broken("it puts entry \(earlier.seq) right, which disposed of a file for good")
        }
        if [RegisterAct.Name.enrolKey, .revokeKey].contains(RegisterAct.Name(rawValue: earlier.act)) {
            throw Broken("it puts entry \(earlier.seq) right, which says whose key is whose")
        }
        if [RegisterAct.Name.remind, .reminded].contains(RegisterAct.Name(rawValue: earlier.act)) {
            throw Broken("it puts entry \(earlier.seq) right, which says what was sent to somebody")
        }
        if let day = correction.effectiveOn, day > today {
            throw Broken(
                "it puts entry \(correction.corrects) on \(day), after the day of its recording, \(today)")
        }
        try checkNames(in: correction.fields, of: entry.act, entry.seq)
    }

    private func check(_ redaction: Redaction, _ entry: Entry) throws {
        let earlier = try checkEarlier(redaction.redacts, of: entry)
        try checkWords(.reason, of: entry)
        for name in redaction.words where earlier.words[name] == nil {
            throw Broken("entry \(redaction.redacts) has no words \"\(name)\" to be redacted")
        }
        if !redaction.files.isEmpty, earlier.act == ItemAct.Name.addEvidence.rawValue,
            let hold = try history(before: entry).holds.first(where: { $0.holds(redaction.redacts) })
        {
            throw Broken("it removes a file of evidence that H\(hold.id) holds")
        }
    }

    @discardableResult
    private func checkEarlier(_ seq: Int64, of entry: Entry) throws -> Entry {
        guard seq > 0, seq < entry.seq, let earlier = try ledger.entry(seq) else {
            throw Broken("it is about entry \(seq), which is not ahead of it")
        }
        guard earlier.subject.utf8.elementsEqual(entry.subject.utf8) else {
            throw Broken("it is about entry \(seq), but not about what that is about")
        }
        return earlier
    }

    private func check(_ act: RegisterAct, _ entry: Entry, _ today: Day) throws {
        let subject = entry.subject
        switch act {
        case .initialise(let settings):
            guard entry.seq == 2 else { throw Broken("a register is set up once, by its second entry") }
            try expect("register", subject)
            for (name, value) in settings { try check(setting: name, value) }
        case .configure(let name, let value):
            try expect("register", subject)
            try check(setting: name, value)
            if name == Setting.board.rawValue, !value.isEmpty { try require(value, board, "board") }
            if name == Setting.ragRule.rawValue { try checkRule(value.lowercased()) }
            if name == Setting.retention.rawValue, !value.isEmpty { try checkRetention(value, entry.seq) }
        case .addPerson, .addPost:
            try expect("P\(entry.seq)", subject)
            try checkWords(.name, of: entry)
        case .changePerson: try require(subject, people: person, "person")
        case .holdPost: try require(subject, people: post, "post")
        case .addKind, .addScale, .saveMapping: try checkReference(subject, isFolded: true)
        case .addRAGRule(let rule):
            try checkReference(subject, isFolded: true)
            if RAGRule.builtIn.contains(where: { $0.name == subject }) {
                throw Broken("there is a rule \"\(subject)\" already")
            }
            if let days = rule.amberWithinDays, !(0...RAGRule.mostDays).contains(days) {
                throw Broken("no rule looks \(days) days ahead")
            }
        case .addBoard, .addMeeting: try checkReference(subject)
        case .addReport:
            try checkReference(subject)
            try checkWords(.title, of: entry)
        case .grade(let question, let grade):
            try require(subject, report, "report")
            if question.isBlank || grade.isBlank { throw Broken("it grades nothing") }
        case .respond(let facts):
            try require(subject, report, "report")
            for change in facts.past {
                if case .set(let day?) = change, day > today {
                    throw Broken("it tells of \(day), after the day of its recording, \(today)")
                }
            }
            if let name = facts.addressee {
                // It may have been taken out of the list since; whoever is named was in it.
                let lists = try ledger.records(about: subject, knownAt: entry.seq - 1)
                let isNamed = lists.contains { record in
                    if case .addressees(let names) = record.act { names.contains(name) } else { false }
                }
                if !isNamed { throw Broken("\"\(subject)\" was not sent to \"\(name)\"") }
            }
            if let sent = facts.sentSHA256, Hash(hex: sent) == nil { throw Broken("its hash can't be meant") }
        case .linkResponse(let other):
            try require(subject, report, "report")
            if other == Reference(stored: subject) { throw Broken("a report can't be linked with itself") }
        case .addressees(let names):
            try require(subject, report, "report")
            let folded = Set(names.map { $0.plain.lowercased() })
            if names.contains(where: \.isBlank) || folded.count < names.count {
                throw Broken("it names an addressee twice, or one without a name")
            }
        case .addClock(let clock):
            try checkReference(subject, isFolded: true)
            let isTaken = try ledger.entries(about: subject, knownAt: entry.seq - 1).contains {
                $0.act == entry.act
            }
            if isTaken || clock.isBuiltIn { throw Broken("there is a clock \"\(subject)\" already") }
            if let flaw = clock.flaw { throw Broken(flaw) }
        case .addRetentionRule(let rule):
            try checkReference(subject, isFolded: true)
            let isTaken = try ledger.entries(about: subject, knownAt: entry.seq - 1).contains {
                $0.act == entry.act
            }
            if isTaken { throw Broken("there is a retention rule \"\(subject)\" already") }
            if let flaw = rule.flaw { throw Broken(flaw) }
        case .monitor(let stage):
            if subject.isBlank || stage.isBlank { throw Broken("it names no force, or no stage") }
        case .importRows(let sha256, let rows):
            try expect("register", subject)
            guard Hash(hex: sha256) != nil, rows >= 0 else {
                throw Broken("its hash or its rows can't be meant")
            }
        case .logMeeting(let sha256, let rows):
            try require(subject, meeting, "meeting")
            guard sha256.map({ Hash(hex: $0) != nil }) ?? true, rows >= 0 else {
                throw Broken("its hash or its rows can't be meant")
            }
        case .remind(let reminder):
            try require(subject, people: person, "person")
            guard Hash(hex: reminder.sha256) != nil, !reminder.lines.isEmpty else {
                throw Broken("it tells nothing, or its hash can't be meant")
            }
            try checkWords(.email, of: entry)
        case .reminded(let id, let result):
            let reminder = try checkEarlier(id, of: entry)
            guard RegisterAct.Name(rawValue: reminder.act) == .remind else {
                throw Broken("entry \(id), whose result it tells, is no reminder")
            }
            guard result.follows(results[id]) else {
                throw Broken("another result of entry \(id) was told before")
            }
        case .issue(let table):
            try expect(table.quarter, subject)
            guard (0..<entry.seq).contains(table.ledgerSize) else {
                throw Broken("it issues a table of \(table.ledgerSize) entries, which were not there then")
            }
        case .enrolKey(let key):
            try require(subject, people: person, "person")
            guard key.isSound else { throw Broken("its key proves nothing") }
            if try ledger.keys(knownAt: entry.seq - 1).contains(where: { $0.key.publicKey == key.publicKey })
            {
                throw Broken("its key was enrolled before")
            }
        case .revokeKey(let id):
            try require(subject, people: person, "person")
            let earlier = try checkEarlier(id, of: entry)
            let keys = try ledger.keys(knownAt: entry.seq - 1)
            guard earlier.act == RegisterAct.Name.enrolKey.rawValue,
                keys.contains(where: { $0.id == id && $0.revocation == nil })
            else { throw Broken("entry \(id) enrolled no key that was in force") }
            try checkWords(.reason, of: entry)
        case .shareBenefit(let kind, let change):
            switch kind {
            case .report: try require(subject, report, "report")
            case .programme: guard subject.isTag else { throw Broken("\"\(subject)\" is no programme") }
            }
            if case .add(let unit, _, _, _) = change {
                if unit.isBlank { throw Broken("its benefit has no unit") }
                try checkWords(.text, of: entry)
            }
            if case .revise = change { try checkWords(.reason, of: entry) }
        }
    }

    private func check(setting name: String, _ value: String) throws {
        guard let setting = Setting(rawValue: name) else { throw Broken("there is no setting \"\(name)\"") }
        do throws(InvalidValue) { try Writer.check(setting, value) } catch {
            throw Broken("its setting \"\(name)\" can't be \"\(value)\"")
        }
    }

    private func checkRule(_ name: String) throws {
        if !RAGRule.builtIn.contains(where: { $0.name == name }) { try require(name, ragRule, "RAG rule") }
    }

    // MARK: - Names

    /// The names in an act's data, or in a correction of it, are those of what is registered, as it is spelled there.
    private func checkNames(in data: [String: JSON], of act: String, _ seq: Int64) throws {
        for (field, value) in data {
            let names = value.string.map { [$0] } ?? value.array?.compactMap(\.string) ?? []
            for name in names {
                switch field {
                case "report", "same_as", "successor_report": try require(name, report, "report")
                case "parent", "successor": try require(name, item, "item")
                case "board", "also_boards", "not_boards", ItemAct.chairField:
                    try require(name, board, "board")
                case "kind" where BuiltInKind.all.contains { $0.name == name }: break
                case "kind": try require(name, kind, "kind")
                case "scale": try require(name, scale, "grade scale")
                case "lead", "owner", "supporting":
                    guard try person.first(PersonID(name)?.seq, read: { $0.int(0) }) != nil else {
                        try require(name, people: post, "person or post")
                        continue
                    }
                case "holder", "assurer", "substitute": try require(name, people: person, "person")
                case "rag_rule": try checkRule(name)
                case "clock": try checkClock(name, seq)
                case "rule": try checkRetention(name, seq)
                default: break
                }
            }
        }
    }

    private func checkClock(_ name: String, _ seq: Int64) throws {
        if Clock.builtIn.contains(where: { $0.name == name }) { return }
        let isAdded = try ledger.records(about: name, knownAt: seq - 1).contains { $0.act.name == .addClock }
        if !isAdded { throw Broken("there was no clock \"\(name)\" then") }
    }

    private func checkRetention(_ name: String, _ seq: Int64) throws {
        let isAdded = try ledger.records(about: name, knownAt: seq - 1).contains {
            $0.act.name == .addRetentionRule
        }
        if !isAdded { throw Broken("there was no retention rule \"\(name)\" then") }
    }

    private func require(_ name: String, _ query: Prepared, _ what: String) throws {
        let found = try query.first(name.lowercased()) { $0.bytes(0) }
        guard let found, found.elementsEqual(name.utf8) else {
            throw Broken("there was no \(what) \"\(name)\" then")
        }
    }

    private func require(_ name: String, people query: Prepared, _ what: String) throws {
        guard let id = PersonID(name), id.description == name,
            try query.first(id.seq, read: { $0.int(0) }) != nil
        else { throw Broken("there was no \(what) \"\(name)\" then") }
    }

    private func expect(_ expected: String, _ subject: String) throws {
        if !subject.utf8.elementsEqual(expected.utf8) {
            throw Broken("it is about \"\(subject)\" where it should be about \"\(expected)\"")
        }
    }

    private func checkReference(
        _ text: String, longest: Int = Reference.longest, isFolded: Bool = false
    ) throws {
        guard Reference.isWellFormed(text, longest: longest), !isFolded || text == text.lowercased() else {
            throw Broken("\"\(text)\" is no reference")
        }
    }

    private func checkWords(_ name: WordName, of entry: Entry) throws {
        if entry.words[name] == nil {
            throw Broken("it has no words \"\(name)\", and \"\(entry.act)\" needs them")
        }
    }
}
