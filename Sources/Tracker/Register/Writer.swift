import TrackerStorage
package import TrackerLedger
public import TrackerModel
public import TrackerValues
import TransparencyLog

/// One transaction on a register: commands go through here, one or many, all or nothing.
///
/// A command is decided by the rules of the model, written as one or more entries, and followed by the computed
/// tables; `Register.write` makes the transaction.
public final class Writer {
    package let register: Register
    package let session: Session
    /// Whether everything is undone at the end: then nothing is kept beside the register either.
    private let isRehearsal: Bool
    /// The day that it is now.
    public let today: Day
    private let now: Instant
    private(set) var size: Int64
    /// The ledger's size when this transaction began.
    private let sizeBefore: Int64
    /// The last entry of this transaction, as it was recorded, to be read back once it is kept.
    private var last: (seq: Int64, leaf: Hash, words: Int)?
    /// Where the ledger was made by an earlier program: the rules that hold from the next entry on.
    private var newRules: Int64?
    let actor: PersonID
    private let actorLeaves: Day?
    let actorName: String
    private let actorRoles: [Role]
    let hasOfficer: Bool
    let recordedBy: PersonID?
    let signingRules: SigningRules
    /// What is to be signed elsewhere.
    var statements: [ActStatement] = []
    private let foreignAccount: String?
    package let meeting: Meeting?
    /// The board whose chair decided between meetings.
    let chairOf: Reference?
    /// What names stand for, read once in a transaction and again after one of them has been added.
    private var cache = NameCache()

    private struct NameCache {
        var reports: [Reference: ReportRecord]?
        var kinds: [String: String] = [:]
        var people: [Person]?
        var names: [String: PersonID] = [:]
        var boards: [String: Reference] = [:]
        var defaultBoard: String??
    }

    /// The person with that name, as it may stand in a sheet. - Throws: `NotFound` with the nearest; `RuleViolation`
    /// when two people share it.
    package func person(_ typed: String) throws -> PersonID {
        if let id = cache.names[typed] { return id }
        let id = try people().named(typed).id
        cache.names[typed] = id
        return id
    }

    /// The board with that identifier or name, as it may stand in a sheet. - Throws: `NotFound`.
    package func boardReference(_ typed: String) throws -> Reference {
        if let reference = cache.boards[typed] { return reference }
        let reference = try register.board(typed).reference
        cache.boards[typed] = reference
        return reference
    }

    /// The register's default board, if one is set.
    package func defaultBoard() throws -> String? {
        if let board = cache.defaultBoard { return board }
        let board = try register.setting(.board)
        cache.defaultBoard = board
        return board
    }

    /// An item's history with everything recorded so far.
    package func currentHistory(of reference: Reference) throws -> ItemHistory {
        guard let history = try register.projections.items.current(reference, knownAt: size) else {
            throw NotFound("item", reference.text, remedies: [.see(.items)])
        }
        return history
    }

    /// The report with that identifier. - Throws: `NotFound` with the nearest.
    package func report(_ reference: Reference) throws -> ReportRecord {
        if cache.reports == nil {
            cache.reports = Dictionary(
                stored: try register.reports().map { ($0.reference, $0) })
        }
        return try cache.reports?[reference] ?? register.report(reference.text)
    }

    /// The name of the kind that was typed. - Throws: `NotFound` with the nearest.
    package func kindName(_ typed: String) throws -> String {
        if let name = cache.kinds[typed] { return name }
        let name = try register.kind(typed).name
        cache.kinds[typed] = name
        return name
    }

    package init(
        _ register: Register, _ session: Session, founder: Bool = false, isRehearsal: Bool = false
    ) throws {
        self.register = register
        self.session = session
        self.isRehearsal = isRehearsal
        signingRules = SigningRules(register.ledger, tables: register.database)
        let end = try register.ledger.end()
        size = end.size
        sizeBefore = end.size
        newRules = try register.projections.ruleSet() < RuleSet.current ? RuleSet.current : nil
        if newRules != nil { register.projections.items.foresee(rulesFrom: size + 1) }
        let clock = session.clock()
        if !session.clockIsRight,
            let doubt = register.doubt(of: clock, last: end.recordedAt, elsewhere: session.elsewhere)
        {
            throw doubt
        }
        // Entries never run backwards; the day is the clock's, so that a clock that was wrong once doesn't stay so.
        now = end.recordedAt.map { max($0, clock) } ?? clock
        let day = clock.day(in: try register.timeZone())
        today = day
        if let typed = session.meeting { meeting = try register.meeting(typed) } else { meeting = nil }
        chairOf = try session.chairOf.map { try register.board($0).reference }
        if let meeting, let chairOf { throw RuleViolation(bothAt: meeting.reference, chairOf: chairOf) }
        if founder {
            actor = PersonID(1)
            actorLeaves = nil
            actorName = "The founder"
            actorRoles = [.officer]
            hasOfficer = true
            recordedBy = nil
            foreignAccount = nil
        } else {
            let people = try register.people()
            let typist = try people.present(on: day).entering(session.actor)
            guard let person = try session.actor.onBehalfOf.map(people.identified) ?? typist else {
                let account = session.actor.account ?? ""
                throw NotFound(
                    "person registered for the account", account,
                    remedies: [.give(.actor), .registerAccount(account)])
            }
            actor = person.id
            actorLeaves = person.leaves
            actorName = person.name
            actorRoles = person.roles
            hasOfficer = !people.officers(on: day).isEmpty
            recordedBy = typist?.id == person.id ? nil : typist?.id
            foreignAccount = typist == nil ? session.actor.account : nil
        }
    }

    /// The item with that reference. - Throws: `NotFound` with the nearest.
    public func item(_ typed: String) throws -> Reference { try register.item(typed) }

    /// Everyone registered.
    public func people() throws -> [Person] {
        if let people = cache.people { return people }
        let people = try register.people()
        cache.people = people
        return people
    }

    /// The board with that identifier. - Throws: `NotFound` with the nearest.
    public func board(_ typed: String) throws -> Board { try register.board(typed) }

    /// Reads back the last entry. Those before it must be there, or it could not have its number.
    fileprivate func requireStored() throws {
        guard let last else { return }
        try register.ledger.requireStored(last.seq, leaf: last.leaf, words: last.words)
    }

    /// Whether what was written is in the register although the connection was lost while it was kept. It is looked for once
    /// nobody else writes: the server may still be at it.
    ///
    /// - Parameter loss: what is told where the server can't be asked.
    fileprivate func isStored(despite loss: StorageError) throws -> Bool {
        guard let last else { return true }
        do {
            return try register.database.askAnew {
                let leaf = try register.database.first("SELECT leaf_hash FROM ledger WHERE seq = ?", last.seq)
                {
                    Hash(bytes: $0.bytes(0))
                }
                guard leaf == last.leaf else { return false }
                try requireStored()
                return true
            }
        } catch is StorageError {
            throw loss
        }
    }

    /// How many entries were written.
    fileprivate var count: Int64 { size - sizeBefore }

    /// Whether so many entries were written that the tables are of another size than before.
    fileprivate var isLarge: Bool { count >= 1000 }

    /// Who stands behind the entries that this transaction writes.
    package var authorship: Authorship {
        Authorship(actor: actor, recordedBy: recordedBy, account: foreignAccount)
    }

    /// The number the next entry will have.
    package var nextSeq: Int64 { size + 1 }

    /// The day that an act counts from unless it says otherwise: the one asked for, the meeting's, or today.
    public func effectiveDay() throws -> Day {
        let day = session.on ?? meeting.map { min($0.heldOn, today) } ?? today
        try refuseFuture(day)
        return day
    }

    /// Whether a day was asked for, or a meeting that has one.
    var saysWhen: Bool { session.on != nil || meeting != nil }

    func refuseFuture(_ day: Day) throws {
        if day > today {
            throw RuleViolation(
                "The effective date \(day.shortForm)",
                "it is after today, \(today.shortForm); nothing can be recorded ahead of its day",
                remedies: [.give(.earlierDay)])
        }
    }

    /// Records an act on an item.
    ///
    /// - Parameters:
    ///   - act: what is done.
    ///   - reference: the item.
    ///   - words: the free text that goes with it.
    ///   - day: the day it counts from, when that isn't the session's.
    ///   - by: whose act it is, when it isn't that of the session's own; their roles must allow it, and who
    ///     typed it in is recorded beside them.
    ///   - isPublic: the words may be printed in public papers.
    /// - Returns: the entry, and where the item stood before and stands now.
    /// - Throws: `RuleViolation` when the rules don't permit it.
    @discardableResult
    public func record(
        _ act: ItemAct, on reference: Reference, words: Words = [:], day: Day? = nil, by: PersonID? = nil,
        isPublic: Bool = false
    ) throws -> Receipt {
        // What is accepted is recorded with it.
        if case .answerProposal(let proposal, .accepted) = act {
            return try acceptProposal(proposal, words: words, day: day, isPublic: isPublic)[0]
        }
        return try record(act, on: reference, words: words, day: day, by: by, isPublic: isPublic, told: nil)
    }

    /// Records an act on an item that may be told of others: `told` is the act by which the session's own person tells
    /// it (`Permission.tellers`). - Parameter proposal: that of which the act is a part, which the session's own person accepts.
    @discardableResult
    package func record(
        _ act: ItemAct, on reference: Reference, words: Words = [:], day: Day? = nil, by: PersonID? = nil,
        isPublic: Bool = false, told: RegisterAct.Name?, proposal: Int64? = nil
    ) throws -> Receipt {
        let day = try day ?? effectiveDay()
        try refuseFuture(day)
        let by = try by.flatMap { try holder(of: $0, on: day) }
        let act = try ItemAct(inOneSpelling: act)
        var reference = reference
        if act.name != .add {
            reference =
                try register.projections.items.current(reference, knownAt: size)?.reference
                ?? register.item(reference.text)
        }
        if proposal == nil {
            try permit(told.map { .register($0) } ?? .item(act.variant), by: told == nil ? by : nil, on: day)
            if told == nil { try refuseOwnersWord(act.variant, by: by ?? actor, of: reference) }
        }
        if case .loseEvidence(let piece) = act { try refuseFinding(piece, of: reference) }
        if case .retainEvidence(_, let rule?) = act { _ = try register.retentionRule(rule) }
        if case .disposeEvidence(let disposal) = act {
            try refuse(disposal, of: reference, by: by ?? actor, on: day)
        }
        if case .due(let date, .set) = act, told != .importRows {
            try refuseRevision(to: date, of: reference)
        }
        if let meeting, act.isForOverseer { try refuse(act, at: meeting, of: reference, on: day) }
        if let chairOf { try refuse(act, byChairOf: chairOf, of: reference, on: day) }
        if case .addEvidence(_, let period?) = act { try refuseFuture(period) }
        if case .propose(let update) = act, let dated = update.dated { try refuseFuture(dated) }
        return try enter(
            .item(act), about: reference.text, words: words.withoutBlanks.composed, day: day, by: by,
            isPublic: isPublic, seen: try seen(by: act, of: reference, on: day), proposal: proposal)
    }

    /// The evidence that an assurance is of; nil for another act.
    private func seen(by act: ItemAct, of item: Reference, on day: Day) throws -> AssuredEvidence? {
        guard act == .assure else { return nil }
        let seen = if case .signed(let statement, _) = session.signing { statement.seen.size } else { size }
        return AssuredEvidence(try currentHistory(of: item).record, on: day, ledgerSize: seen)
    }

    /// Records an act on the register. `day` is the day it counts from, when that isn't the session's.
    @discardableResult
    package func record(
        _ act: RegisterAct, on subject: String, words: Words = [:], day: Day? = nil, isPublic: Bool = false
    ) throws -> Receipt {
        let act = try RegisterAct(inOneSpelling: act, subject: subject)
        if let chairOf { throw RuleViolation(act.name.description, notForChairOf: chairOf) }
        if !Permission.isOwnWish(act, about: subject, by: actor) { try permit(.register(act.name)) }
        // What is done to the register holds from its recording on, whatever day it counts from.
        try refuse(subject, by: actorName, whoLeft: actorLeaves, on: today)
        let day = try day ?? effectiveDay()
        try refuseFuture(day)
        let receipt = try enter(
            .register(act), about: subject, words: words.withoutBlanks.composed, day: day, isPublic: isPublic)
        forgetNames()
        return receipt
    }

    /// Keeps a file that an entry of this transaction names with the register's evidence.
    func keep(_ given: GivenEvidence) throws {
        if !isRehearsal { try register.keep(given) }
    }

    /// Forgets what names stand for: they may stand for something else now.
    func forgetNames() {
        cache = NameCache()
        signingRules.forget()
    }

    /// Refuses what the actor's roles don't allow.
    func permit(_ act: Permission.Act) throws(RuleViolation) {
        try Permission.check(act, by: actorName, roles: actorRoles, hasOfficer: hasOfficer)
    }

    /// Refuses what the roles of whoever acts don't allow, and what they can't have done since they had left by `day`.
    func permit(_ act: Permission.Act, by other: PersonID?, on day: Day) throws {
        guard let other, let person = try people().first(where: { $0.id == other }) else {
            return try permit(act)
        }
        try Permission.check(act, by: person.name, roles: person.roles, hasOfficer: hasOfficer)
        try refuse("\(act)", by: person.name, whoLeft: person.leaves, on: day)
    }

    private func refuse(
        _ subject: String, by name: String, whoLeft last: Day?, on day: Day
    ) throws(RuleViolation) {
        if let last, day > last {
            throw RuleViolation(
                subject, "\(name) left on \(last.shortForm) and can't act on \(day.shortForm)",
                remedies: [.give(.actor)])
        }
    }

    /// Writes an entry, and brings the tables up to date with it: the one way into the ledger.
    func enter(
        _ content: EntryContent, about subject: String, words: Words, day: Day, by: PersonID? = nil,
        isPublic: Bool = false, seen: AssuredEvidence? = nil, proposal: Int64? = nil
    ) throws -> Receipt {
        let (entry, words) = sealed(
            content, about: subject, words: words, day: day, by: by, isPublic: isPublic, seen: seen,
            proposal: proposal)
        var leaf = Hash.empty
        let change = try register.projections.apply(entry, content) {
            if by == nil { try refuse(subject, by: actorName, whoLeft: actorLeaves, on: day) }
            leaf = try append(try signed(entry, content, words), words)
        }
        return Receipt(seq: entry.seq, leaf: leaf, subject: Reference(stored: subject), change: change)
    }

    /// Free text with the salt under which its entry commits to it.
    typealias Salted = (name: WordName, text: String, salt: [UInt8])

    /// The next entry, with its words as it commits to them.
    func sealed(
        _ content: EntryContent, about subject: String, words: Words, day: Day, by: PersonID? = nil,
        isPublic: Bool = false, seen: AssuredEvidence? = nil, proposal: Int64? = nil
    ) -> (entry: Entry, words: [Salted]) {
        let actor = by ?? self.actor
        let typist = recordedBy ?? self.actor
        var words = words
        words[.typist] = foreignAccount
        let salted = words.sorted { $0.key < $1.key }.map {
            (name: $0.key, text: $0.value, salt: salt(of: $0.key))
        }
        var data = content.data
        if isPublic { data[Publishable.field] = true }
        if let chairOf { data[ItemAct.chairField] = .string(chairOf.text) }
        if let seen { data.merge(seen.data) { $1 } }
        if let proposal { data[RecordedAct.proposalField] = .int(proposal) }
        let entry = Entry(
            seq: nextSeq, effectiveOn: day, recordedAt: now, actor: actor,
            recordedBy: typist == actor ? nil : typist, authority: meeting?.reference.text, subject: subject,
            act: content.name, data: data,
            words: Dictionary(
                uniqueKeysWithValues: salted.map { ($0.name, Commitment(text: $0.text, salt: $0.salt)) }),
            rules: newRules)
        return (entry, salted)
    }

    /// What is signed already commits to its words with salts of its own.
    private func salt(of name: WordName) -> [UInt8] {
        guard case .signed(let statement, _) = session.signing, let word = statement.words[name] else {
            return session.salt()
        }
        return word.salt
    }

    /// Puts an entry and its words into the ledger. - Returns: the entry's leaf hash.
    func append(_ entry: Entry, _ words: [Salted]) throws -> Hash {
        guard entry.data.values.allSatisfy(\.isExact) else {
            throw RuleViolation(
                entry.subject,
                "a number in \"\(entry.act)\" is larger than the ledger can hold exactly; give a smaller one")
        }
        let canonical = entry.canonical
        guard canonical.count <= Entry.longest else {
            throw RuleViolation(
                entry.subject, "\"\(entry.act)\" holds too much for one entry; shorten its fields")
        }
        guard !entry.data.values.contains(where: \.holdsNUL),
            !words.contains(where: { $0.text.utf8.contains(0) })
        else {
            throw RuleViolation(
                entry.subject, "\"\(entry.act)\" holds a character that no text can have (NUL); leave it out")
        }
        let leaf = try register.ledger.append(entry, canonical)
        last = (entry.seq, leaf, words.count)
        for words in words {
            try register.ledger.store(words.text, salt: words.salt, as: words.name, of: entry.seq)
        }
        newRules = nil
        size = entry.seq
        return leaf
    }
}

extension Actor {
    /// The account by which they are known, if that is all.
    var account: String? { if case .account(let name) = enteredBy { name } else { nil } }
}

extension [Person] {
    fileprivate func present(on day: Day) -> [Person] { filter { !$0.hasLeft(by: day) } }

    /// Whoever enters an act; nil where nobody is registered for their account.
    fileprivate func entering(_ actor: Actor) throws(NotFound) -> Person? {
        switch actor.enteredBy {
        case .account(let name): first { $0.account == name }
        case .person(let id): try identified(id)
        }
    }

    fileprivate func identified(_ id: PersonID) throws(NotFound) -> Person {
        guard let person = first(where: { $0.id == id }) else { throw NotFound("person", id.description) }
        return person
    }
}

extension Register {
    /// Runs commands as one transaction: all are kept, or none.
    ///
    /// - Parameters:
    ///   - session: who acts, when and on what authority.
    ///   - keep: false undoes everything at the end: a rehearsal that meets every rule on its way.
    ///   - body: the commands.
    /// - Throws: what the commands throw; nothing is then written.
    @discardableResult
    public func write<Result>(
        _ session: Session, keep: Bool = true, _ body: (Writer) throws -> Result
    ) throws -> Result {
        let isDrafted = if case .elsewhere = session.signing { true } else { false }
        let keep = keep && !isDrafted
        projections.items.begin()
        ledger.forget()
        defer {
            projections.items.end()
            ledger.forget()
        }
        var done: (result: Result, writer: Writer)?
        var isKept = false
        do {
            done = try database.transaction(keep: keep) {
                let writer = try Writer(self, session, isRehearsal: !keep)
                done = (try body(writer), writer)
                return done
            }
            isKept = keep
            // Acknowledged means stored: the line that says so is printed after this.
            if keep { try done?.writer.requireStored() }
        } catch let error as StorageError {
            // A server may have kept it and not have got to say so, or to show it: it is asked, before anything is told.
            guard let writer = done?.writer, error.kind == .uncertain || isKept && error.kind == .unreachable
            else { throw error }
            guard try writer.isStored(despite: error.told(as: .uncertain)) else {
                throw error.told(as: .unreachable)
            }
        }
        guard let (result, writer) = done else {
            preconditionFailure("a transaction that was kept has a result")
        }
        if case .elsewhere(_, let hand) = session.signing {
            guard let statement = writer.statements.first, writer.count == 1 else {
                throw RuleViolation(
                    "Signing",
                    "this records \(writer.count) entries, and only one at a time can be signed elsewhere",
                    remedies: [.give(.signature)])
            }
            try hand(statement)
        }
        // It is stored: only speed depends on this.
        if keep, writer.isLarge { try? countAnew() }
        return result
    }
}

extension StorageError {
    fileprivate func told(as kind: Kind) -> StorageError {
        StorageError(kind, message, origin: origin, sql: sql, path: path)
    }
}

extension Writer {
    /// What an entry is about when it is about the register as a whole.
    package static let registerSubject = "register"

    /// An identifier names one thing for ever, also when that was taken back: past papers still name it.
    func refuseTaken(
        _ reference: Reference, _ what: String, in table: String, by column: String = "folded"
    ) throws {
        let isTaken = try register.database.first(
            "SELECT 1 FROM \(table) WHERE \(column) = ?", reference.folded, read: { _ in true })
        if isTaken == true { throw AlreadyExists(what: what, reference: reference.text) }
    }

    func requireWords(_ words: String, _ what: String) throws(InvalidValue) {
        if words.isBlank {
            throw InvalidValue(what: what, given: "", expected: "some words")
        }
    }
}
