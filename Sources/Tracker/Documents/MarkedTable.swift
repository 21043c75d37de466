// A table as somebody handed it in, with what is wrong marked where it stands: to be mended and handed in again.

/// A table with marks on cells.
public struct MarkedTable: Equatable, Sendable {
    /// What is wrong with one cell.
    public struct Mark: Equatable, Sendable {
        /// Its row, from 1.
        public let row: Int
        /// Its column, from 0; nil for the whole row.
        public let column: Int?
        /// What is wrong, and what to do.
        public let words: String

        /// A mark on a cell, or on a row.
        public init(row: Int, column: Int?, words: String) {
            self.row = row
            self.column = column
            self.words = words
        }
    }

    /// The name of its sheet.
    public var name: String
    /// Its rows by their number, from 1.
    public var rows: [(number: Int, cells: [Cell])]
    /// What is wrong, cell by cell.
    public var marks: [Mark]
    /// What is wrong with all of it.
    public var remarks: [String]

    /// A table of rows, each at its number.
    public init(
        name: String, rows: [(number: Int, cells: [Cell])], marks: [Mark], remarks: [String] = []
    ) {
        self.name = name
        self.rows = rows
        self.marks = marks
        self.remarks = remarks
    }

    /// The same name, rows and marks.
    public static func == (a: MarkedTable, b: MarkedTable) -> Bool {
        a.name == b.name && a.marks == b.marks && a.remarks == b.remarks
            && a.rows.elementsEqual(b.rows) { $0.number == $1.number && $0.cells == $1.cells }
    }
}
