import Tracker

/// Writes a register through the library's own commands: the rules, the entries, the tables, nothing beside them.
///
/// Quarter by quarter, board by board: what a board's sitting decided is typed in two days later, in transactions of
/// a few thousand entries.
struct Generator {
    private var plan: Plan
    private let register: Register
    private let salts = SeededSalts(seed: 55)
    /// For each board, the items that still have acts to come.
    private var living: [[LivingItem]]
    private static let entriesInTransaction = 4000

    init(items: Int, path: String, account: String) throws {
        plan = Plan(items: items, account: account)
        living = Array(repeating: [], count: plan.boards)
        register = try Register.create(
            at: path, founder: "Olivia Officer",
            settings: [.body: "Avonshire Police and Crime Commissioner", .force: plan.forces[0]],
            session: Self.session(plan, salts, at: Plan.firstDay))
        try register.write(session(at: Plan.firstDay)) { writer in
            for number in 0..<plan.ownersToRegister {
                plan.owners.append(
                    try writer.addPerson(
                        Phrases.name(number), post: "Commander \(number + 1)", roles: [.owner]))
            }
            plan.assurers.append(try writer.addPerson("Quentin Assurer", roles: [.assurer]))
            for board in 0..<plan.boards {
                try writer.addBoard(plan.board(board), name: "Oversight Board \(board + 1)")
            }
        }
    }

    /// Goes through the years. `progress` is told the quarter and the size of the ledger.
    mutating func run(progress: (Int, Int64) -> Void) throws {
        for quarter in 0..<Plan.quarters {
            try open(quarter)
            for board in 0..<plan.boards { try sit(quarter, board: board) }
            progress(quarter, try register.size())
        }
    }

    /// The quarter's meetings and reports, and the items that the reports hand over.
    private mutating func open(_ quarter: Int) throws {
        let numbers = (0..<plan.reportsInQuarter).map { quarter * plan.reportsInQuarter + $0 }
        try register.write(session(at: Plan.firstDay(of: quarter).adding(days: 50))) { writer in
            for board in 0..<plan.boards {
                try writer.addMeeting(
                    plan.meeting(quarter, board: board), board: plan.board(board).text,
                    heldOn: plan.meetingDay(quarter, board: board))
            }
            for number in numbers {
                try writer.addReport(
                    plan.report(number), title: "Inspection report \(number + 1) of the twelve years",
                    details: ReportDetails(
                        publisher: "HMICFRS", force: plan.forces[number % plan.forces.count],
                        published: PartialDate(plan.published(number))))
            }
        }
        for number in numbers {
            for item in 0..<plan.items(inReport: number) {
                living[number % plan.boards].append(
                    LivingItem(
                        report: number, number: item + 1, first: quarter, of: Plan.quarters,
                        published: plan.published(number), owners: plan.owners,
                        seed: UInt64(number) << 32 | UInt64(item)))
            }
        }
    }

    private mutating func sit(_ quarter: Int, board: Int) throws {
        let held = plan.meetingDay(quarter, board: board)
        var session = session(at: held.adding(days: 2))
        session.meeting = plan.meeting(quarter, board: board).text
        var next = 0
        while next < living[board].count {
            try register.write(session) { writer in
                var entries = 0
                while next < living[board].count, entries < Self.entriesInTransaction {
                    entries += try living[board][next].record(
                        in: quarter, heldOn: held, plan: plan, writer: writer)
                    next += 1
                }
            }
        }
        living[board].removeAll(where: \.isDone)
    }

    private func session(at day: Day) -> Session { Self.session(plan, salts, at: day) }

    private static func session(_ plan: Plan, _ salts: SeededSalts, at day: Day) -> Session {
        let morning = Instant(millisecondsSince1970: Int64(day.daysSince1970) * 86_400_000 + 36_000_000)
        return Session(account: plan.account, clock: { morning }, salt: { salts.next() })
    }
}
