import TrackerSpreadsheets
public import TrackerValues

/// A table as somebody filled it in: what the CSV reader and the spreadsheet reader both deliver.
///
/// The headings are the row that a `HeadingSearch` finds: the first that holds anything unless asked otherwise.
/// Rows that hold nothing are left out; the others keep the number by which the person who filled in the file
/// finds them again.
public struct Sheet: Sendable {
    /// What a table was read from, which decides how its places are named.
    public enum Source: Hashable, Sendable {
        /// A CSV file: rows have line numbers.
        case csv
        /// A spreadsheet: rows have row numbers, columns have letters.
        case spreadsheet
    }

    /// One row below the headings.
    public struct Row: Hashable, Sendable {
        /// The line in which it begins (CSV) or its row number (spreadsheet), from 1.
        public let number: Int
        /// Its cells, as many as there are headings.
        public let cells: [SheetCell]
        /// Whether the sheet hides it, or a filter does.
        package let isHidden: Bool
        /// The columns whose words are struck through in it.
        package let struckColumns: [Int]

        /// A row with this number and these cells.
        public init(number: Int, cells: [SheetCell]) {
            self.init(number: number, cells: cells, isHidden: false, struckColumns: [])
        }

        package init(number: Int, cells: [SheetCell], isHidden: Bool, struckColumns: [Int]) {
            self.number = number
            self.cells = cells
            self.isHidden = isHidden
            self.struckColumns = struckColumns
        }

        /// Whether most of what stands in it is struck through: how people say that a row counts no more.
        package var isStruck: Bool {
            !struckColumns.isEmpty && struckColumns.count * 2 > cells.count { !$0.isBlank }
        }
    }

    /// The name on the sheet's tab; of a CSV file, the file's name.
    public let name: String
    /// What it was read from.
    public let source: Source
    /// The headings, from the first column to the last that has one; some in between may be empty.
    public let headings: [SheetCell]
    /// The line or row number of the headings, from 1.
    public let headingsRow: Int
    /// What stands above the headings: the words of each row.
    package let titles: [String]
    /// The name of the group that each column is in, if a row above the headings names groups; else none.
    package let groups: [String]
    /// The rows below them that hold anything.
    public let rows: SheetRows
    /// The sheets of the workbook, this one among them; none for a CSV file.
    package let tabs: [SheetTab]
    /// The columns that the sheet hides, from 0.
    package let hiddenColumns: Set<Int>
    /// The cells whose value can't be taken; they stand empty among the others.
    package let faults: [CellFault]
    /// What whoever handed the file in should know.
    package let remarks: [SheetRemark]
    /// The day that a date's serial number counts from, where a date lost its format.
    package let epoch: Day

    /// The day 0 of serial dates in the 1900 system (ECMA-376 part 1, 18.17.4.1), as right from March 1900 on.
    package static let epoch1900 = Day(year: 1899, month: 12, day: 30)!
    /// The day 0 of the 1904 system.
    static let epoch1904 = Day(year: 1904, month: 1, day: 1)!

    /// A sheet with these headings and rows.
    public init(name: String, source: Source, headings: [SheetCell], headingsRow: Int = 1, rows: [Row]) {
        self.init(
            name: name, source: source, headings: headings, headingsRow: headingsRow, rows: SheetRows(rows),
            epoch: Sheet.epoch1900)
    }

    package init(
        name: String, source: Source, headings: [SheetCell], headingsRow: Int, rows: SheetRows, epoch: Day,
        titles: [String] = [], groups: [String] = [], tabs: [SheetTab] = [], hiddenColumns: Set<Int> = [],
        faults: [CellFault] = [],
        remarks: [SheetRemark] = []
    ) {
        self.name = name
        self.source = source
        self.headings = headings
        self.headingsRow = headingsRow
        self.titles = titles
        self.groups = groups
        self.rows = rows
        self.epoch = epoch
        self.tabs = tabs
        self.hiddenColumns = hiddenColumns
        self.faults = faults
        self.remarks = remarks
    }

    /// The place of a whole row.
    public func place(row number: Int) -> SheetPlace {
        SheetPlace(source: source, row: number)
    }

    /// The place of one cell, which names the column's heading.
    public func place(row number: Int, column index: Int) -> SheetPlace {
        let heading = headings.indices.contains(index) ? headings[index].text : ""
        return SheetPlace(source: source, row: number, column: ColumnLetters.of(index), heading: heading)
    }
}

/// What one cell of a table holds. Cells of a CSV file are text or empty.
public enum SheetCell: Hashable, Sendable {
    /// Nothing.
    case empty
    /// Words.
    case text(String)
    /// A number: as the cell shows it ("75%" with the value 0.75, "001" with the value 1), and its value.
    case number(String, Double)
    /// A day; a time of the day that the spreadsheet has with it is left out.
    case date(Day)
    /// Yes or no.
    case boolean(Bool)

    /// What it says as words: numbers as they are shown, days as YYYY-MM-DD, TRUE or FALSE.
    public var text: String {
        switch self {
        case .empty: return ""
        case .text(let text): return text
        case .number(let shown, _): return shown
        case .date(let day): return day.description
        case .boolean(let value): return value ? "TRUE" : "FALSE"
        }
    }

    /// Whether it holds nothing but spaces.
    public var isBlank: Bool {
        switch self {
        case .empty: true
        case .text(let text): text.isBlank
        case .number, .date, .boolean: false
        }
    }
}
