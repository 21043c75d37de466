import Synchronization

import Tracker

/// The day written so; a misspelt one stops the test.
func day(_ iso: String) -> Day { Day(iso: iso)! }

/// The reference written so.
func ref(_ text: String) -> Reference { Reference(stored: text) }

/// A clock that stands still until it is told to move, forwards or back.
final class TestClock: Sendable {
    private let instant: Mutex<Instant>

    init(_ day: Day) { instant = Mutex(TestClock.noon(of: day)) }

    var now: Instant { instant.withLock { $0 } }

    /// Puts the clock to noon (UTC) of a day.
    func set(_ day: Day) { instant.withLock { $0 = TestClock.noon(of: day) } }

    func advance(milliseconds: Int64) {
        instant.withLock {
            $0 = Instant(millisecondsSince1970: $0.millisecondsSince1970 + milliseconds)
        }
    }

    private static func noon(of day: Day) -> Instant {
        Instant(millisecondsSince1970: (Int64(day.daysSince1970) * 24 + 12) * 3_600_000)
    }
}

/// A register for one test, in memory unless a path is given, with a clock that the test moves and salts that
/// are the same in every run. Its founder, P1, is "Amira Khan" with the account `amira`.
struct RegisterFixture {
    static let founder = "Amira Khan"
    static let account = "amira"
    static let force = "Metropolitan Police Service"
    /// A note and a reason, for acts that need one or the other.
    static let said: Words = [.note: "Discussed at length.", .reason: "The board agreed."]

    let register: Register
    let clock: TestClock
    /// Where it lies on a server, if it does: gone with the fixture.
    private let place: TestServer.Place?
    private let salt: @Sendable () -> [UInt8]

    init(
        on today: String = "2022-04-01", at path: String = ":memory:", settings: [Setting: String] = [:]
    ) throws {
        clock = TestClock(day(today))
        salt = Self.salts(seed: 1)
        place = path == ":memory:" && TestServer.keepsFixtures ? try TestServer.Place() : nil
        register = try Register.create(
            at: place?.register ?? path, founder: Self.founder, settings: settings,
            session: Session(account: Self.account, clock: { [clock] in clock.now }, salt: salt))
    }

    /// Salts drawn from a seeded generator.
    static func salts(seed: UInt64) -> @Sendable () -> [UInt8] {
        let random = RandomSource(seed)
        return { random.bytes(Commitment.saltLength) }
    }

    var today: Day { clock.now.day(in: .london) }

    /// A session of somebody registered by name, or of the founder.
    func session(
        by name: String? = nil, account: String = RegisterFixture.account, on day: Day? = nil,
        meeting: String? = nil, chairOf: String? = nil, clockIsRight: Bool = false
    ) throws -> Session {
        var session = Session(
            Actor(.account(account), onBehalfOf: try name.map { try register.people().named($0).id }),
            on: day, meeting: meeting, clock: { [clock] in clock.now }, salt: salt)
        session.clockIsRight = clockIsRight
        session.chairOf = chairOf
        return session
    }

    @discardableResult
    func write<Result>(
        by name: String? = nil, on day: Day? = nil, meeting: String? = nil, chairOf: String? = nil,
        _ body: (Writer) throws -> Result
    ) throws -> Result {
        try register.write(session(by: name, on: day, meeting: meeting, chairOf: chairOf), body)
    }

    /// Registers somebody who may do anything but remove words.
    @discardableResult
    func person(_ name: String) throws -> PersonID {
        try write { try $0.addPerson(name, roles: [.owner, .officer, .assurer]) }
    }

    func board(_ id: String) throws { try write { try $0.addBoard(ref(id), name: "Board \(id)") } }

    func meeting(_ id: String, of board: String, on held: String) throws {
        try write { try $0.addMeeting(ref(id), board: board, heldOn: day(held)) }
    }

    func report(
        _ id: String, _ title: String? = nil, publisher: String = "HMICFRS",
        force: String = RegisterFixture.force, published: String = "2022-03-01"
    ) throws {
        let details = ReportDetails(
            publisher: publisher, force: force, published: try PartialDate(parsing: published),
            cycle: "2021/22")
        try write { try $0.addReport(ref(id), title: title ?? "Report \(id)", details: details) }
    }

    /// Takes an item in, from the report `R` unless another is named.
    @discardableResult
    func item(
        _ reference: String, from report: String = "R", kind: String = "recommendation", text: String? = nil,
        opened: String? = nil, due: String? = nil, change: (inout ItemOrigin) -> Void = { _ in }
    ) throws -> Int64 {
        var origin = ItemOrigin(report: ref(report), kind: kind, force: "")
        origin.due = due.map { day($0) }
        change(&origin)
        return try write {
            try $0.add(
                ref(reference), origin, text: text ?? "What \(reference) says.",
                openedOn: opened.map { day($0) }
            ).seq
        }
    }

    /// Records the act that a writer makes, with its words. - Returns: the entry's number.
    @discardableResult
    func act(
        _ reference: String, on effective: String? = nil, by name: String? = nil, _ words: Words = [:],
        _ act: (Writer) throws -> ItemAct
    ) throws -> Int64 {
        try write(by: name, on: effective.map { day($0) }) {
            try $0.record(try act($0), on: try $0.item(reference), words: words).seq
        }
    }

    /// Records an act in a transaction of its own, by the founder unless somebody else is named.
    @discardableResult
    func record(
        _ act: ItemAct, _ reference: String, by name: String? = nil, on effective: String? = nil,
        meeting: String? = nil, chairOf: String? = nil, words: Words = RegisterFixture.said
    ) throws -> Int64 {
        try write(by: name, meeting: meeting, chairOf: chairOf) {
            try $0.record(act, on: ref(reference), words: words, day: effective.map { day($0) }).seq
        }
    }

    func history(_ reference: String) throws -> ItemHistory {
        try register.history(of: ref(reference), knownAt: try register.size())
    }

    /// The items of a scope by reference, as they stood from a viewpoint.
    func items(
        _ scope: Scope = .everything, asAt day: Day? = nil, knownAt: KnownAt = .now
    ) throws -> [String: Item] {
        var items: [String: Item] = [:]
        let snapshot = try register.snapshot(asAt: day ?? today, knownAt: knownAt, today: today)
        try snapshot.forEachItem(scope) { items[$0.reference.text] = $0 }
        return items
    }

    func frame(
        asAt day: String, knownAt: KnownAt = .now, audience: Audience = .board, scope: Scope = .everything
    ) throws -> PaperContext {
        try PaperContext(
            register.snapshot(
                asAt: try Day(parsing: day), knownAt: knownAt, today: today),
            scope: scope, audience: audience)
    }
}

/// A seeded generator that several closures may draw from.
final class RandomSource: Sendable {
    private let generator: Mutex<SplitMix64>

    init(_ seed: UInt64) { generator = Mutex(SplitMix64(state: seed)) }

    func bytes(_ count: Int) -> [UInt8] {
        generator.withLock { generator in (0..<count).map { _ in .random(in: 0...255, using: &generator) } }
    }
}

extension Register {
    /// Everything that is in the file, row by row: what a command that fails must leave as it was.
    func contents() throws -> [String] {
        let tables = ["ledger", "tree", "words"] + Projections.tables
        return try tables.flatMap { table in
            let columns = try database.all(
                database.isOnServer
                    ? "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 ORDER BY attname"
                    : "SELECT name FROM pragma_table_info(?) ORDER BY name", table
            ) { $0.text(0) }
            return try database.all("SELECT \(columns.joined(separator: ", ")) FROM \(table)") { row in
                var cells: [String] = []
                for column in columns.indices { cells.append(row.shown(Int32(column))) }
                return "\(table): \(cells.joined(separator: ", "))"
            }.sorted()
        }
    }
}
