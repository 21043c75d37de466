/// The rows of a sheet below its headings.
///
/// Those of a CSV file are taken from its text each time they are asked for: a large file isn't held cell by cell.
public struct SheetRows: RandomAccessCollection, Sendable {
    private enum Source {
        case held([Sheet.Row])
        case text(String, CSVScanner, [CSVScanner.Mark], width: Int, isPlain: Bool)
    }

    private let source: Source

    init(_ rows: [Sheet.Row]) { source = .held(rows) }

    /// Rows of a text, each from its mark, with so many cells; a scanner like `scanner` has taken all of them before.
    init(_ text: String, _ scanner: CSVScanner, _ marks: [CSVScanner.Mark], width: Int) {
        source = .text(
            text, scanner, marks, width: width, isPlain: !text.holdsOtherLineBreak(inCSV: true))
    }

    /// 0.
    public var startIndex: Int { 0 }

    /// How many there are.
    public var endIndex: Int {
        switch source {
        case .held(let rows): rows.count
        case .text(_, _, let marks, _, _): marks.count
        }
    }

    /// A row, counted from 0.
    public subscript(index: Int) -> Sheet.Row {
        switch source {
        case .held(let rows): return rows[index]
        case .text(let text, let scanner, let marks, let width, let isPlain):
            guard let row = try? scanner.row(of: text, at: marks[index]) else {
                preconditionFailure("a row that was read can't be read again")
            }
            let fitted = row.fitted(to: width)
            return isPlain ? Sheet.Row(plain: fitted) : Sheet.Row(fitted)
        }
    }
}
