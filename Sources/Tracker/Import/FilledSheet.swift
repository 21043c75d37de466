public import TrackerSheets
package import TrackerValues

/// The columns of a sheet that somebody fills in and hands back: what is given with each item, and what is to be filled in.
///
/// The raw value is the heading that is printed. Headings are recognised whatever their case, blanks and order.
public protocol FillInColumn: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The item's reference: the one column that must be there.
    static var reference: Self { get }
    /// The columns that are to be filled in.
    static var toFillIn: [Self] { get }
    /// Other headings that are understood, in lower case with underscores for blanks.
    static var synonyms: [String: Self] { get }
    /// What the sheet is called, with its article: "a meeting sheet".
    static var sheetName: String { get }
}

extension FillInColumn {
    /// The column that a heading names, if any.
    package static func named(_ heading: String) -> Self? {
        let name = ImportField.normalised(heading.plain)
        return allCases.first { ImportField.normalised($0.rawValue) == name } ?? synonyms[name]
    }

    /// How the headings are found below titles: a row that names the reference and something to fill in.
    package static var search: HeadingSearch {
        HeadingSearch { headings in
            let columns = headings.compactMap(named)
            return columns.contains(.reference) && columns.contains { toFillIn.contains($0) }
        }
    }
}

/// A row of the sheet of a meeting.
public typealias MeetingLine = FilledLine<MeetingColumn>
/// The sheet of a meeting as it came back.
public typealias MeetingSheet = FilledSheet<MeetingColumn>
/// A row of an owner's sheet.
public typealias OwnerLine = FilledLine<OwnerColumn>

/// One row of a sheet as it was filled in, or one answer given at the terminal.
public struct FilledLine<Column: FillInColumn>: Equatable, Sendable {
    /// What stands in each column; blank cells are left out.
    public var cells: [Column: SheetCell]
    /// Its row in the sheet, or which answer it is, from 1.
    public let row: Int
    package let places: [Column: SheetPlace]
    package let epoch: Day

    /// An answer given at the terminal: words by column.
    public init(_ words: [Column: String], row: Int) {
        self.init(
            cells: words.mapValues { .text($0) }, row: row, places: [:], epoch: Sheet.epoch1900)
    }

    /// The same of a form's row: each of its problems says which field it is in, by the column's heading.
    package init(_ words: [Column: String], inRow row: Int) {
        self.init(
            cells: words.mapValues { .text($0) }, row: row,
            places: Dictionary(
                uniqueKeysWithValues: Column.allCases.map {
                    ($0, SheetPlace(source: .spreadsheet, row: row, heading: $0.rawValue))
                }), epoch: Sheet.epoch1900)
    }

    init(cells: [Column: SheetCell], row: Int, places: [Column: SheetPlace], epoch: Day) {
        self.cells = cells.filter { !$0.value.isBlank }
        self.row = row
        self.places = places
        self.epoch = epoch
    }

    /// The words of a column, as they were given; nil where it is blank.
    public subscript(column: Column) -> String? { cells[column]?.text.trimmed }

    /// Whether anything was filled in.
    public var isFilledIn: Bool { Column.toFillIn.contains { cells[$0] != nil } }

    /// What is wrong with one of its cells, at its place.
    package func problem(
        _ column: Column, _ sentence: String, accepted: String? = nil, file: String,
        remedies: [Remedy] = []
    ) -> Problem {
        Problem(
            file: file, place: places[column] ?? places[.reference], reference: self[.reference]?.plain,
            sentence: sentence, accepted: accepted, remedies: remedies)
    }

    /// The same, of what an error says.
    package func problem(_ column: Column, _ error: any Error, file: String) -> Problem {
        problem(
            column, "\(error)", file: file, remedies: (error as? any TrackerError)?.remedies ?? [])
    }
}

/// A sheet as it came back: its rows, and the columns that mean nothing to it.
public struct FilledSheet<Column: FillInColumn>: Sendable {
    /// The rows, from the top.
    public let lines: [FilledLine<Column>]
    /// The headings of columns that were added; they are left out.
    public let ignored: [String]
    /// What the reader saw that whoever filled the sheet in should know, as sentences.
    package let remarks: [String]

    /// Reads the bytes of an .xlsx workbook or a CSV file.
    ///
    /// - Parameters:
    ///   - bytes: the file's bytes.
    ///   - file: the file's name, for the problems.
    ///   - tab: the sheet's name; nil for the first that is not hidden.
    /// - Throws: what is wrong with the file, or with its headings.
    public init(_ bytes: [UInt8], file: String, tab: String? = nil) throws(InputProblems) {
        let sheet = try Sheet.read(bytes, file: file, tab: tab, headings: Column.search)
        var columns: [Int: Column] = [:]
        var ignored: [String] = []
        var problems: [Problem] = []
        for (index, heading) in sheet.headings.enumerated() {
            guard let column = Column.named(heading.text) else {
                if !heading.isBlank { ignored.append(heading.text.plain) }
                continue
            }
            if columns.values.contains(column) {
                problems.append(
                    Problem(
                        file: file, place: sheet.place(row: sheet.headingsRow, column: index),
                        sentence: "A second column has the heading \"\(column.rawValue)\".",
                        accepted: "one of them"))
            }
            columns[index] = column
        }
        if !columns.values.contains(.reference)
            || !columns.values.contains(where: { Column.toFillIn.contains($0) })
        {
            problems.append(
                Problem(
                    file: file, place: sheet.place(row: sheet.headingsRow),
                    sentence: "No row near the top has the headings of \(Column.sheetName).",
                    accepted:
                        "\"\(Column.reference.rawValue)\" with one or more of \(Column.toFillIn.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))"
                ))
        }
        problems += sheet.problems(inColumns: Set(columns.keys), file: file)
        guard problems.isEmpty else { throw InputProblems(problems) }
        remarks = sheet.remarks.map(\.sentence)
        self.ignored = ignored
        lines = sheet.rows.map { row in
            var cells: [Column: SheetCell] = [:]
            var places: [Column: SheetPlace] = [:]
            for (index, column) in columns {
                cells[column] = row.cells[index]
                places[column] = sheet.place(row: row.number, column: index)
            }
            return FilledLine(cells: cells, row: row.number, places: places, epoch: sheet.epoch)
        }
    }
}
