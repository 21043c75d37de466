/// How the row of headings is found in a table that may have titles above it: by the headings it must have.
public struct HeadingSearch: Sendable {
    /// How many rows that hold anything are looked at.
    package static let depth = 20

    private let isWanted: @Sendable ([String]) -> Bool

    /// The first row that holds anything has the headings.
    public static let firstRow = HeadingSearch { _ in true }

    /// A search for the first row whose cells, as words, satisfy `isWanted`. Where no row does, the first one
    /// that holds anything has the headings.
    public init(_ isWanted: @escaping @Sendable ([String]) -> Bool) { self.isWanted = isWanted }

    func isHeadings(_ cells: [SheetCell]) -> Bool { isWanted(cells.map(\.text)) }
}
