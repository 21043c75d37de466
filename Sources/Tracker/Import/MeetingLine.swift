public import TrackerSheets
package import TrackerValues

/// One row of a meeting sheet as it was filled in, or one answer given at the terminal.
public struct MeetingLine: Equatable, Sendable {
    /// What stands in each column; blank cells are left out.
    public var cells: [MeetingColumn: SheetCell]
    /// Its row in the sheet, or which answer it is, from 1.
    public let row: Int
    package let places: [MeetingColumn: SheetPlace]
    package let epoch: Day

    /// An answer given at the terminal: words by column.
    public init(_ words: [MeetingColumn: String], row: Int) {
        self.init(
            cells: words.mapValues { .text($0) }, row: row, places: [:], epoch: Sheet.epoch1900)
    }

    init(cells: [MeetingColumn: SheetCell], row: Int, places: [MeetingColumn: SheetPlace], epoch: Day) {
        self.cells = cells.filter { !$0.value.isBlank }
        self.row = row
        self.places = places
        self.epoch = epoch
    }

    /// The words of a column, as they were given; nil where it is blank.
    public subscript(column: MeetingColumn) -> String? { cells[column]?.text.trimmed }

    /// Whether anything was filled in.
    public var isFilledIn: Bool { MeetingColumn.toFillIn.contains { cells[$0] != nil } }

    /// What is wrong with one of its cells, at its place.
    package func problem(
        _ column: MeetingColumn, _ sentence: String, accepted: String? = nil, file: String,
        remedies: [Remedy] = []
    ) -> Problem {
        Problem(
            file: file, place: places[column] ?? places[.reference], reference: self[.reference]?.plain,
            sentence: sentence, accepted: accepted, remedies: remedies)
    }

    /// The same, of what an error says.
    package func problem(_ column: MeetingColumn, _ error: any Error, file: String) -> Problem {
        problem(
            column, "\(error)", file: file, remedies: (error as? any TrackerError)?.remedies ?? [])
    }
}

/// A meeting sheet as it came back: its rows, and the columns that mean nothing to it.
public struct MeetingSheet: Sendable {
    /// The rows, from the top.
    public let lines: [MeetingLine]
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
        let sheet = try Sheet.read(bytes, file: file, tab: tab, headings: MeetingColumn.search)
        var columns: [Int: MeetingColumn] = [:]
        var ignored: [String] = []
        var problems: [Problem] = []
        for (index, heading) in sheet.headings.enumerated() {
            guard let column = MeetingColumn.named(heading.text) else {
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
        if !columns.values.contains(.reference) || !columns.values.contains(where: { $0.isToFillIn }) {
            problems.append(
                Problem(
                    file: file, place: sheet.place(row: sheet.headingsRow),
                    sentence: "No row near the top has the headings of a meeting sheet.",
                    accepted:
                        "\"\(MeetingColumn.reference.rawValue)\" with one or more of \(MeetingColumn.toFillIn.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))"
                ))
        }
        problems += sheet.problems(inColumns: Set(columns.keys), file: file)
        guard problems.isEmpty else { throw InputProblems(problems) }
        remarks = sheet.remarks.map(\.sentence)
        self.ignored = ignored
        lines = sheet.rows.map { row in
            var cells: [MeetingColumn: SheetCell] = [:]
            var places: [MeetingColumn: SheetPlace] = [:]
            for (index, column) in columns {
                cells[column] = row.cells[index]
                places[column] = sheet.place(row: row.number, column: index)
            }
            return MeetingLine(cells: cells, row: row.number, places: places, epoch: sheet.epoch)
        }
    }
}

extension MeetingColumn {
    fileprivate var isToFillIn: Bool { Self.toFillIn.contains(self) }
}
