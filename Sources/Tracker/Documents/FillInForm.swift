// A sheet that somebody fills in and hands back. Unlike a Document it isn't read but worked on, so it knows which
// columns are given, which are to be filled in, and what may stand in them.

/// A sheet to be filled in: rows with what is known, and empty columns.
public struct FillInForm: Equatable, Sendable {
    /// What a column is for.
    public enum Purpose: Equatable, Sendable {
        /// Given, to be read.
        case given
        /// To be filled in with words.
        case words
        /// To be filled in with one of these, or other words.
        case choice([String])
        /// To be filled in with a percentage.
        case percent
        /// To be filled in with a date.
        case date
    }

    /// A column of the sheet.
    public struct Column: Equatable, Sendable {
        /// Its heading.
        public var title: String
        /// Its width in characters.
        public var width: Int
        /// What it is for.
        public var purpose: Purpose

        /// A column headed `title`.
        public init(title: String, width: Int, purpose: Purpose) {
            self.title = title
            self.width = width
            self.purpose = purpose
        }
    }

    /// What stands above the headings.
    public var title: String
    /// Sentences below it.
    public var lines: [String]
    /// The protective marking; empty for none.
    public var marking: String
    /// The columns, left to right.
    public var columns: [Column]
    /// The rows; cells of columns that are to be filled in are missing or empty.
    public var rows: [[Cell]]
    /// How to fill it in: the last sheet of the workbook.
    public var guide: [Fact]

    /// A form of `rows` under `columns`.
    public init(
        title: String, lines: [String] = [], marking: String, columns: [Column], rows: [[Cell]], guide: [Fact]
    ) {
        self.title = title
        self.lines = lines
        self.marking = marking
        self.columns = columns
        self.rows = rows
        self.guide = guide
    }

    /// The form as a plain table, for CSV: the headings are those that people read.
    public var table: Table {
        Table(
            name: title, columns: columns.map { TrackerDocuments.Column(title: $0.title, key: $0.title) },
            rows: rows)
    }
}
