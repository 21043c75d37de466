import TrackerValues

/// How the row of headings is found in a table that may have titles above it: by the headings it must have.
public struct HeadingSearch: Sendable {
    /// How many rows that hold anything are looked at.
    package static let depth = 20

    private let rank: @Sendable ([String]) -> Int

    /// The first row that holds anything has the headings.
    public static let firstRow = HeadingSearch { _ in true }

    /// A search for the first row whose cells, as words, satisfy `isWanted`. Where no row does, the first one
    /// that holds anything has the headings.
    public init(_ isWanted: @escaping @Sendable ([String]) -> Bool) { rank = { isWanted($0) ? 1 : 0 } }

    /// A search for the first row of at least `least` known headings, or the row below it if it has more: the one above
    /// then names groups of columns.
    package init(least: Int, isKnown: @escaping @Sendable (String) -> Bool) {
        rank = { headings in
            let known = headings.count(where: isKnown)
            return known >= least ? known : 0
        }
    }

    /// Whether a row may be that of the headings.
    func isHeadings(_ cells: [SheetCell]) -> Bool { rank(cells.map(\.text)) > 0 }

    /// Whether a row is that of the headings rather than the one above it, which may be it too.
    func isHeadings(_ cells: [SheetCell], belowGroups above: [SheetCell]) -> Bool {
        rank(cells.map(\.text)) > rank(above.map(\.text))
    }
}

extension [SheetCell] {
    /// The words of those that hold any, as one line.
    var words: String { filter { !$0.isBlank }.map(\.text.plain).joined(separator: " ") }

    /// The group that each of so many columns is in, by this row above their headings: what stands in the nearest cell to the
    /// left that holds anything. None where it holds a title alone.
    func groups(of count: Int) -> [String] {
        guard self.count(where: { !$0.isBlank }) > 1 else { return [] }
        var last = ""
        return (0..<count).map { column in
            if indices.contains(column), !self[column].isBlank { last = self[column].text.plain }
            return last
        }
    }
}
