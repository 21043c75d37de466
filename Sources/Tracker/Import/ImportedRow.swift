public import TrackerSheets
package import TrackerValues

/// The rows of a sheet under a mapping.
public struct ImportedRows: RandomAccessCollection, Sendable {
    private let sheet: Sheet
    private let fields: [ImportField]
    private let file: String

    /// The rows of the sheet that `file` holds.
    public init(_ sheet: Sheet, mapping: ImportMapping, file: String) {
        (self.sheet, fields, self.file) = (sheet, mapping.fields, file)
    }

    /// 0.
    public var startIndex: Int { 0 }
    /// How many there are.
    public var endIndex: Int { sheet.rows.count }
    /// A row, counted from 0.
    public subscript(index: Int) -> ImportedRow {
        let row = sheet.rows[index]
        return ImportedRow(number: row.number, file: file, sheet: sheet, cells: row.cells, fields: fields)
    }
}

/// One row of an imported sheet: its fields as given, and where each stands.
public struct ImportedRow: Sendable {
    /// The row's number in the file.
    public let number: Int
    package let file: String
    fileprivate let sheet: Sheet
    fileprivate let cells: [SheetCell]
    fileprivate let fields: [ImportField]

    /// The cell of a field; nil when there is no such column or it is blank.
    func cell(_ field: ImportField) -> SheetCell? {
        guard let column = fields.firstIndex(of: field), !cells[column].isBlank else { return nil }
        return cells[column]
    }

    /// A field's text, or nil when there is no such column or the cell is blank.
    public subscript(field: ImportField) -> String? { cell(field)?.text }

    /// A field's text for identifiers and names: without blanks at either end.
    package func name(_ field: ImportField) -> String? { self[field]?.plain }

    /// Every value of a field that may stand in several columns or several times in one.
    package func list(_ field: ImportField) -> [String] {
        zip(fields, cells).filter { $0.0 == field }.flatMap { $0.1.text.split(separator: ";") }
            .map { String($0).plain }.filter { !$0.isEmpty }
    }

    /// Whether the row says how far the item has come.
    var tellsCourse: Bool {
        [ImportField.status, .started, .submitted, .assured, .closed, .progress, .complete].contains {
            self[$0] != nil
        }
    }

    /// Its notes.
    var notes: String {
        zip(fields, cells).filter { $0.0 == .note && !$0.1.isBlank }.map(\.1.text).joined(separator: "\n")
    }

    /// The columns that are kept, with their headings: an internal note, since nobody said what they hold.
    package var kept: String {
        zip(fields, cells).enumerated().filter { $0.element.0 == .keep && !$0.element.1.isBlank }.map {
            "\(sheet.headings[$0.offset].text): \($0.element.1.text)"
        }.joined(separator: "\n")
    }

    /// A day: as the spreadsheet has it, or in one of the forms that people type.
    package func day(_ field: ImportField) throws(Problem) -> Day? {
        guard let column = fields.firstIndex(of: field), !cells[column].isBlank else { return nil }
        if let day = cells[column].day(since: sheet.epoch) { return day }
        throw problem(
            field,
            InvalidValue(what: "date", given: cells[column].text.trimmed, expected: SheetCell.dayForms))
    }

    /// A percentage.
    package func percent(_ field: ImportField) throws(Problem) -> Int? {
        guard let column = fields.firstIndex(of: field), !cells[column].isBlank else { return nil }
        if let percent = cells[column].percent { return percent }
        throw problem(
            field,
            InvalidValue(
                what: "percentage", given: cells[column].text.trimmed, expected: SheetCell.percentForms))
    }

    /// What is wrong with one of its fields, at its place.
    package func problem(_ field: ImportField, _ sentence: String, remedies: [Remedy] = []) -> Problem {
        Problem(
            file: file, place: place(of: field), reference: name(.ref), sentence: sentence,
            remedies: remedies)
    }

    /// The same, of what an error says.
    package func problem(_ field: ImportField, _ error: any Error) -> Problem {
        Problem(file: file, place: place(of: field), reference: name(.ref), error)
    }

    private func place(of field: ImportField) -> SheetPlace {
        let column = fields.firstIndex(of: field)
        return column.map { sheet.place(row: number, column: $0) } ?? sheet.place(row: number)
    }
}
