public import TrackerValues

// Tables as data: typed cells in typed columns, so that each format can align, wrap, colour and type them in
// its own way (a date is a date in a workbook, ISO 8601 in CSV, words elsewhere).

/// A table of typed cells. Each row, and the total, has one cell per column.
public struct Table: Sendable {
    /// Short and unique in the paper: the sheet's name in a workbook, the anchor in HTML.
    public var name: String
    /// What the table shows; when nil the name serves.
    public var caption: String?
    /// The columns, left to right; the first one names each row.
    public var columns: [Column]
    /// The rows, top to bottom.
    public var rows: Rows
    /// The row under the rule, if there is one.
    public var total: [Cell]?
    /// What to say when there are no rows.
    public var empty: String
    /// Whether columns are as wide as their weights say, whatever the cells hold, so that tables under each other line up.
    public var isFixed = false

    /// Whether it is printed on lying pages.
    var isWide: Bool { columns.count > 6 }

    /// Whether it holds nothing but figures, and what each row is called.
    var isOfFigures: Bool { columns.count > 1 && columns.dropFirst().allSatisfy(\.kind.isNumber) }

    /// Whether it is a table of figures that is short enough to stand on one page.
    var staysWhole: Bool { isOfFigures && rows.count <= 24 }

    /// A table of `rows` under `columns`.
    public init(
        name: String, caption: String? = nil, columns: [Column], rows: Rows = [], total: [Cell]? = nil,
        empty: String = "None."
    ) {
        self.name = name
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.total = total
        self.empty = empty
    }

    /// A table of `rows`, all of them held in memory.
    public init(
        name: String, caption: String? = nil, columns: [Column], rows: [[Cell]], total: [Cell]? = nil,
        empty: String = "None."
    ) {
        self.init(
            name: name, caption: caption, columns: columns, rows: Rows(rows), total: total, empty: empty)
    }
}

/// A column of a table.
public struct Column: Equatable, Sendable {
    /// What a column holds, which decides how it is aligned, wrapped and typed.
    public enum Kind: Equatable, Sendable {
        /// Words, wrapped where room is short.
        case text
        /// Whole or decimal numbers, aligned right.
        case number
        /// Whole numbers most of which are nought: people read a dash for it, so that the others stand out.
        case count
        /// Civil dates, never wrapped.
        case date
        /// Whole numbers of hundredths, shown with a percent sign.
        case percent
        /// One of a few words, such as "in progress".
        case status
        /// A red, amber, green rating, always with its word.
        case rag
    }

    /// The heading people read.
    public var title: String
    /// The heading programs read: snake_case, the header of CSV.
    public var key: String
    /// What the cells hold.
    public var kind: Kind
    /// This column's share of the free width, against the other columns that wrap; at least 1.
    public var weight: Int
    /// The key of the column under whose words this one's stand in plain text where there is no room for both.
    public var under: String?

    /// A column headed `title` for people and `key` for programs.
    public init(title: String, key: String, kind: Kind = .text, weight: Int = 1, under: String? = nil) {
        self.title = title
        self.key = key
        self.kind = kind
        self.weight = weight
        self.under = under
    }
}

/// One value in a table.
public enum Cell: Equatable, Sendable {
    /// Nothing.
    case empty
    /// Words; a newline in them is a line break.
    case text(String)
    /// A whole number; in a percent column, of hundredths.
    case number(Int)
    /// A number with decimal places, in digits with a full stop ("390.50").
    case decimal(String)
    /// A civil date, or as much of it as is known, as ISO 8601 writes it ("2018-03-06", "2018-03").
    case date(String)
    /// A moment: by the clock of a zone for people, in UTC for programs.
    case time(Instant, in: TimeZoneRule)
    /// A rating.
    case rag(RAGColour)
}

/// A rating. Every format prints its word, and colour only beside the word.
public enum RAGColour: CaseIterable, Equatable, Sendable {
    /// Off track.
    case red
    /// At risk.
    case amber
    /// On track.
    case green
    /// Complete.
    case blue
    /// Not rated.
    case none

    /// The word that stands for the colour.
    public var word: String {
        switch self {
        case .red: "Red"
        case .amber: "Amber"
        case .green: "Green"
        case .blue: "Complete"
        case .none: "Not rated"
        }
    }
}
