import TrackerModel
public import TrackerSheets
import TrackerValues

/// How a sheet would be taken in: how it is read, by which rules, and what it leaves open.
///
/// It is data: it can be printed, asked one question at a time, or carried by a copy of the sheet.
public struct ImportPlan: Sendable {
    /// Something that the sheet leaves open: one value of a column, with all its rows.
    public struct Question: Equatable, Sendable {
        /// The field.
        public let field: ImportField
        /// The words as they stand in the sheet.
        public let words: String
        /// The numbers of the rows.
        public let rows: [Int]
        /// What isn't clear.
        public let sentence: String
        /// What would be done; nil where nothing can be proposed.
        public let proposal: String?
        /// The same as a problem at its first cell.
        public let problem: Problem
    }

    /// Something that was read by a rule: told, so that nobody is surprised.
    public struct Reading: Equatable, Sendable {
        /// The heading of the column.
        public let heading: String
        /// The words as they stand in the sheet.
        public let words: String
        /// What they were read as.
        public let meaning: String
        /// The numbers of the rows.
        public let rows: [Int]
    }

    /// Rows that no item is made of.
    public struct LeftOut: Equatable, Sendable {
        /// The numbers of the rows.
        public let rows: [Int]
        /// Whether they are items all the same, for which something lacks.
        public var isItem = false
        /// Why.
        public let why: String
    }

    /// What is open, in the order of the columns.
    public internal(set) var questions: [Question] = []
    /// What was read by a rule.
    public internal(set) var readings: [Reading] = []
    /// Rows that no item is made of, with the reason.
    public internal(set) var leftOut: [LeftOut] = []

    /// The questions that stand in the way: where all goes as proposed, those without a proposal.
    func open(_ answers: ImportAnswers) -> [Question] {
        questions.filter { !answers.asProposed || $0.proposal == nil }
    }

    // MARK: - What the rows are, for taking them in

    /// Roles of rows, counted from 0, that are no plain items.
    var roles: [Int: RowRole] = [:]
    /// The rows that go on in others, which are added to them.
    var continued: [Int: [Int]] = [:]
    /// The reference of each row that has one.
    var references: [Int: Reference] = [:]
    /// The title of the report of each row that names none in a cell, by the banners above.
    var banners: [(from: Int, title: String)] = []
    /// Rows that aren't taken in, with their reason.
    var refused: Set<Int> = []
    /// The people of each cell that names them otherwise than by one name.
    var people: [String: PeopleCell] = [:]
    /// The rows that name people, by the words of their cells.
    var peopleWords: [ImportField: DistinctWords] = [:]
    /// The rows of each report, by its title in lower case.
    var reports = DistinctWords()
    /// The kinds that words stand for.
    var kinds: [String: String] = [:]
    /// The boards that a cell's words name: the first oversees it, and it is before the others too.
    var boards: [String: [Reference]] = [:]
    /// Whether reports are named by rows of their own.
    var hasBanners: Bool { !banners.isEmpty }

    /// The title of the report that a row belongs to by the banner above it.
    func banner(of index: Int) -> String? {
        // Few banners, many rows: found by halving.
        var (low, high) = (0, banners.count)
        while low < high {
            let middle = (low + high) / 2
            if banners[middle].from <= index { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? banners[low - 1].title : nil
    }
}

/// The different words of a column, with the rows that hold them.
struct DistinctWords: Sendable {
    private(set) var order: [String] = []
    private(set) var rows: [String: [Int]] = [:]

    /// Takes note of words in a row, counted from 0.
    mutating func see(_ words: String, in row: Int) {
        if rows[words] == nil { order.append(words) }
        rows[words, default: []].append(row)
    }
}

extension [Int] {
    /// "row 6", "rows 6, 22, 37", "rows 6, 7, 8, 9, 10 and 12 more".
    package var rowsTold: String {
        guard count != 1 else { return "row \(self[0])" }
        let more = count > 5 ? " and \(count - 5) more" : ""
        return "rows \(prefix(5).map(String.init).joined(separator: ", "))\(more)"
    }
}
