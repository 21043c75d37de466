import TrackerModel
public import TrackerSheets
package import TrackerValues

/// The rows of a sheet under a mapping.
public struct ImportedRows: RandomAccessCollection, Sendable {
    package let sheet: Sheet
    package let mapping: ImportMapping
    package let file: String
    /// How dates are read.
    var dates = ColumnDates()

    /// The rows of the sheet that `file` holds.
    public init(_ sheet: Sheet, mapping: ImportMapping, file: String) {
        (self.sheet, self.mapping, self.file) = (sheet, mapping, file)
    }

    /// 0.
    public var startIndex: Int { 0 }
    /// How many there are.
    public var endIndex: Int { sheet.rows.count }
    /// A row, counted from 0.
    public subscript(index: Int) -> ImportedRow {
        let row = sheet.rows[index]
        return ImportedRow(
            number: row.number, file: file, sheet: sheet, cells: row.cells, fields: mapping.fields,
            dates: dates)
    }

    /// Whether a column holds the field.
    func has(_ field: ImportField) -> Bool { mapping.fields.contains(field) }

    /// The heading of the column that holds a field.
    func heading(of field: ImportField) -> String {
        mapping.fields.firstIndex(of: field).map { sheet.headings[$0].text.plain } ?? field.rawValue
    }
}

/// One row of an imported sheet: its fields as given, and where each stands.
public struct ImportedRow: Sendable {
    /// The row's number in the file.
    public let number: Int
    package let file: String
    fileprivate let sheet: Sheet
    package private(set) var cells: [SheetCell]
    package let fields: [ImportField]
    let dates: ColumnDates

    /// The cell of a field; nil when there is no such column or it is blank.
    func cell(_ field: ImportField) -> SheetCell? {
        guard let column = fields.firstIndex(of: field), !cells[column].isBlank else { return nil }
        return cells[column]
    }

    /// A field's text, or nil when there is no such column or the cell is blank. Of updates in several columns, one a
    /// month or quarter, each begins with the name of its own.
    public subscript(field: ImportField) -> String? {
        guard field == .progress, fields.count(where: { $0 == .progress }) > 1 else {
            return cell(field)?.text
        }
        let updates = zip(fields, cells).enumerated().compactMap { column, pair -> String? in
            guard pair.0 == .progress, !pair.1.isBlank else { return nil }
            let heading = sheet.headings[column].text.plain
            return "\(ImportField.period(of: heading) ?? heading): \(pair.1.text)"
        }
        return updates.isEmpty ? nil : updates.joined(separator: "\n")
    }

    /// A field's text for identifiers and names: without blanks at either end.
    package func name(_ field: ImportField) -> String? { self[field]?.plain }

    /// Every value of a field that may stand in several columns or several times in one.
    package func list(_ field: ImportField) -> [String] {
        zip(fields, cells).filter { $0.0 == field }.flatMap { $0.1.text.split(separator: ";") }
            .map { String($0).plain }.filter { !$0.isEmpty }
    }

    /// The texts of the columns that hold a field.
    func cells(_ field: ImportField) -> [String] {
        zip(fields, cells).filter { $0.0 == field && !$0.1.isBlank }.map(\.1.text)
    }

    /// Adds a row that goes on in this one: what stands in both columns, line below line.
    mutating func append(_ more: ImportedRow) {
        for (column, cell) in more.cells.enumerated() where !cell.isBlank {
            cells[column] = cells[column].isBlank ? cell : .text("\(cells[column].text)\n\(cell.text)")
        }
    }

    /// The heading of the column that holds a field.
    func heading(_ field: ImportField) -> String {
        fields.firstIndex(of: field).map { sheet.headings[$0].text.plain } ?? field.rawValue
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

    /// The columns that are kept, each with its heading: internal notes, since nobody said what they hold.
    package var kept: [(heading: String, note: String)] {
        zip(fields, cells).enumerated().filter { $0.element.0 == .keep && !$0.element.1.isBlank }.map {
            let heading = sheet.headings[$0.offset].text.plain
            return (heading, "\(heading): \($0.element.1.text)")
        }
    }

    /// A day, by the rules for dates; nil where the cell is blank or names none.
    package func day(_ field: ImportField) -> Day? {
        guard let cell = cell(field) else { return nil }
        return cell.day(dates[field], since: sheet.epoch)
    }

    /// What a cell says of a date in words; nil where it holds a date of the spreadsheet's own, or nothing.
    func written(_ field: ImportField) -> WrittenDate? {
        if case .text(let text) = cell(field) { dates[field].written(text) } else { nil }
    }

    /// A percentage; of "c. 50%" the number in it.
    package func percent(_ field: ImportField) -> Int? {
        cell(field).flatMap { $0.percent ?? $0.percentInWords }
    }

    /// The day that its words are of: the row's own, or that of the whole sheet.
    func wordsDay(_ sheetsDay: Day, from opened: Day) -> Day {
        Swift.max(Swift.min(day(.updated) ?? sheetsDay, sheetsDay), opened)
    }

    /// What is wrong with one of its fields, at its place.
    package func problem(
        _ field: ImportField, _ sentence: String, accepted: String? = nil, remedies: [Remedy] = [],
        alsoIn rows: [Int] = []
    ) -> Problem {
        Problem(
            file: file, place: place(of: field), reference: name(.ref), sentence: sentence,
            accepted: accepted, remedies: remedies, alsoIn: rows)
    }

    /// The same, of what an error says.
    package func problem(_ field: ImportField, _ error: any Error) -> Problem {
        if let problem = error as? Problem { return problem }
        return Problem(file: file, place: place(of: field), reference: name(.ref), error)
    }

    private func place(of field: ImportField) -> SheetPlace {
        let column = fields.firstIndex(of: field)
        return column.map { sheet.place(row: number, column: $0) } ?? sheet.place(row: number)
    }
}

extension SheetCell {
    /// The day that the cell holds; nil where it names none.
    func day(_ dates: DateReading, since epoch: Day) -> Day? {
        if case .text(let text) = self, let written = dates.written(text) { return written.day(dates.rules) }
        return day(since: epoch)
    }

    /// The percentage in words such as "c. 50%", "approx 50 %" or 0.5; nil where there isn't exactly one number.
    var percentInWords: Int? {
        if case .number(_, let value) = self, value > 0, value < 1 { return Int((value * 100).rounded()) }
        let numbers = text.plain.split { !$0.isNumber && $0 != "." }.compactMap { Double($0) }
        guard numbers.count == 1, let number = numbers.first, (0...100).contains(number) else { return nil }
        if number < 1, number > 0, !text.contains("%") { return Int((number * 100).rounded()) }
        return Int(number.rounded())
    }
}
