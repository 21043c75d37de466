import Tracker

/// A register in memory whose clock and salts are fixed, so that everything it prints is the same each time.
struct TestRegister {
    let register: Register

    /// Each entry is recorded a second after the one before, beginning on `day`.
    final class Ticking: @unchecked Sendable {
        private var now: Instant

        init(from day: String) { now = Instant(iso: "\(day)T09:00:00Z")! }

        func tick() -> Instant {
            now = Instant(millisecondsSince1970: now.millisecondsSince1970 + 1000)
            return now
        }
    }

    private let clock: Ticking

    init(today: String = "2018-07-02", body: String = "Oversight body") throws {
        let clock = Ticking(from: today)
        self.clock = clock
        register = try Register.create(
            at: ":memory:", founder: "Olive Officer",
            settings: [.body: body, .force: "Metropolitan Police Service"],
            session: Session(account: "olive", clock: { clock.tick() }, salt: { TestRegister.salt }))
    }

    static let salt = [UInt8](repeating: 7, count: Commitment.saltLength)

    @discardableResult
    func write<Result>(
        on day: String? = nil, by: String? = nil, meeting: String? = nil, _ body: (Writer) throws -> Result
    ) throws -> Result {
        try register.write(
            session(on: try day.map { try Day(parsing: $0) }, by: by, meeting: meeting), body)
    }

    func session(on day: Day? = nil, by: String? = nil, meeting: String? = nil) throws -> Session {
        let clock = clock
        return Session(
            Actor(.account("olive"), onBehalfOf: try by.map { try register.people().named($0).id }), on: day,
            meeting: meeting, clock: { clock.tick() },
            salt: { TestRegister.salt })
    }

    /// Does one thing to one item. - Returns: the entry's number.
    @discardableResult
    func act(
        _ ref: String, on day: String? = nil, by: String? = nil, _ words: Words = [:],
        _ act: (Writer) throws -> ItemAct
    ) throws -> Int64 {
        try write(on: day, by: by) { try $0.record(try act($0), on: try $0.item(ref), words: words).seq }
    }

    func addReport(_ id: String, _ title: String, publisher: String = "HMICFRS", published: String) throws {
        try write {
            try $0.addReport(
                Reference(stored: id), title: title,
                details: ReportDetails(
                    publisher: publisher, force: "Metropolitan Police Service",
                    published: try PartialDate(parsing: published), cycle: String(published.prefix(4))))
        }
    }

    func addItem(
        _ ref: String, _ report: String, _ text: String, kind: String = "area-for-improvement",
        opened: String,
        change: (inout ItemOrigin) -> Void = { _ in }
    ) throws {
        try write {
            var origin = ItemOrigin(report: Reference(stored: report), kind: kind, force: "")
            change(&origin)
            try $0.add(Reference(stored: ref), origin, text: text, openedOn: try Day(parsing: opened))
        }
    }

    func frame(
        asAt day: String, knownAt: KnownAt = .now, audience: Audience = .board, scope: Scope = .everything
    ) throws -> PaperFrame {
        try PaperFrame(
            register, viewpoint: try register.viewpoint(asAt: try Day(parsing: day), knownAt: knownAt),
            scope: scope, today: try Day(parsing: "2018-07-02"), audience: audience)
    }
}
