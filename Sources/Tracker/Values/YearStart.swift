/// The day on which a financial year begins: in England and Wales, for policing bodies, 1 April.
public struct YearStart: Hashable, Sendable, CustomStringConvertible {
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, 1 to 28, so that every quarter can begin on the same one.
    public let day: Int

    /// 1 April.
    public static let april = YearStart(month: 4)
    /// 1 January: the calendar year.
    package static let january = YearStart(month: 1)

    private init(month: Int) {
        self.month = month
        day = 1
    }

    /// The start on this month (1 to 12) and day (1 to 28); nil outside these.
    public init?(month: Int, day: Int) {
        guard (1...12).contains(month), (1...28).contains(day) else { return nil }
        self.month = month
        self.day = day
    }

    /// Reads exactly `MM-DD`, such as "04-01"; nil for anything else.
    public init?(parsing text: String) {
        let read = ValueCursor.whole(text) { cursor -> YearStart? in
            guard let month = cursor.number(digits: 2), cursor.take("-"), let day = cursor.number(digits: 2)
            else { return nil }
            return YearStart(month: month, day: day)
        }
        guard let read else { return nil }
        self = read
    }

    /// `MM-DD`, such as "04-01".
    public var description: String {
        "\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
