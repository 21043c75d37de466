import Tracker

/// Who and what a made-up register has besides its items, and when its boards sit.
struct Plan {
    /// Twelve financial years, 2014/15 to 2025/26.
    static let quarters = 48
    static let firstDay = Day(iso: "2014-04-01")!

    let items: Int
    let account: String
    let boards: Int
    let reportsInQuarter: Int
    var owners: [PersonID] = []
    var assurers: [PersonID] = []

    let forces = [
        "Avonshire Police", "Borderland Police", "Caledon Police", "Derwent Police", "Eastmoor Police",
    ]
    let questions = [
        "Efficiency", "Legitimacy", "Effectiveness", "Investigating crime", "Protecting the vulnerable",
    ]
    let tags = ["ICT", "One Force Model", "Estates"]

    /// As many reports, boards and people as a register of that size has; large ones don't differ in them.
    init(items: Int, account: String) {
        self.items = items
        self.account = account
        boards = items < 1000 ? 2 : 6
        reportsInQuarter = items < 1000 ? 1 : items < 10_000 ? 2 : 10
    }

    var ownersToRegister: Int { items < 1000 ? 10 : 40 }

    static func firstDay(of quarter: Int) -> Day { firstDay.adding(months: 3 * quarter) }

    /// Reports come out in the first half of a quarter, and boards sit in the last weeks of it.
    func published(_ report: Int) -> Day {
        Self.firstDay(of: report / reportsInQuarter).adding(days: 3 + report * 7 % 40)
    }

    func meetingDay(_ quarter: Int, board: Int) -> Day {
        Self.firstDay(of: quarter).adding(days: 70 + 3 * board)
    }

    func report(_ number: Int) -> Reference { Self.reference("REP-\(Self.padded(number + 1, 4))") }
    func board(_ number: Int) -> Reference { Self.reference("BOARD-\(number + 1)") }
    func board(ofReport report: Int) -> Reference { board(report % boards) }
    func meeting(_ quarter: Int, board: Int) -> Reference {
        Self.reference("B\(board + 1)-\(meetingDay(quarter, board: board))")
    }
    func item(report: Int, number: Int) -> Reference {
        Self.reference("REP-\(Self.padded(report + 1, 4))-\(Self.padded(number, 5))")
    }

    /// How many items a report hands over: they add up to the register's.
    func items(inReport report: Int) -> Int {
        let reports = Self.quarters * reportsInQuarter
        return items * (report + 1) / reports - items * report / reports
    }

    func isCause(number: Int, inReport report: Int) -> Bool {
        number % 25 == 2 && number < items(inReport: report)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(width - digits.count, 0)) + digits
    }

    private static func reference(_ text: String) -> Reference {
        guard let reference = try? Reference(parsing: text) else {
            preconditionFailure("\(text) is no reference")
        }
        return reference
    }
}
