// Writes a paper's records as CSV after RFC 4180: CR LF line ends, quotes where a cell needs them, UTF-8. The
// header holds the columns' keys. Text that a spreadsheet would take for a formula is made inert (OWASP, "CSV
// Injection").

/// Records as CSV.
public enum CSVRenderer {
    /// Writes `table` to `sink`, row by row, its total last. With a `marking`, a last column of that name
    /// repeats it in each row, since a line of its own would break readers. `byteOrderMark` opens with
    /// U+FEFF, which old spreadsheet programs need to recognise UTF-8.
    public static func render(
        _ table: Table, marking: String = "", byteOrderMark: Bool = false,
        to sink: inout some TextOutputStream
    ) throws {
        if byteOrderMark { sink.write("\u{FEFF}") }
        let last = marking.isEmpty ? [] : [quoted(inert(marking))]
        let keys = table.columns.map { quoted($0.key) } + (last.isEmpty ? [] : ["marking"])
        sink.write(keys.joined(separator: ",") + "\r\n")
        func write(_ row: [Cell]) {
            let fields = table.columns.indices.map { $0 < row.count ? field(row[$0]) : "" }
            sink.write((fields + last).joined(separator: ",") + "\r\n")
        }
        try table.rows.forEach { write($0) }
        if let total = table.total { write(total) }
    }

    /// Writes the records of `document` to `sink`: its flat table, else the first table among its blocks,
    /// else its facts as `label,value`.
    public static func render(
        _ document: Document, byteOrderMark: Bool = false, to sink: inout some TextOutputStream
    ) throws {
        let table = document.records ?? document.firstTable ?? document.factsTable
        try render(table, marking: document.marking, byteOrderMark: byteOrderMark, to: &sink)
    }

    /// `table` as CSV.
    public static func render(
        _ table: Table, marking: String = "", byteOrderMark: Bool = false
    ) throws -> String {
        var csv = ""
        try render(table, marking: marking, byteOrderMark: byteOrderMark, to: &csv)
        return csv
    }

    /// The records of `document` as CSV.
    public static func render(_ document: Document, byteOrderMark: Bool = false) throws -> String {
        var csv = ""
        try render(document, byteOrderMark: byteOrderMark, to: &csv)
        return csv
    }

    private static func field(_ cell: Cell) -> String {
        switch cell {
        case .empty: ""
        case .text(let text): quoted(inert(text))
        case .number(let number): String(number)
        // What only claims to be a number or a date is treated as the text it is.
        case .decimal(let decimal): Numerals.isDecimal(decimal) ? decimal : quoted(inert(decimal))
        case .date(let date): ISODate(date) == nil ? quoted(inert(date)) : date
        case .rag(let colour): colour == .none ? "" : colour.word.lowercased()
        }
    }

    /// What opens a formula in one spreadsheet program or another, full-width forms included.
    private static let openers = Set<Unicode.Scalar>([
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ])

    private static func inert(_ text: String) -> String {
        let shown = ControlCharacters.shown(in: text, tab: "\t")
        guard let first = text.unicodeScalars.first, openers.contains(first) else { return shown }
        return "'" + shown
    }

    private static func quoted(_ text: String) -> String {
        // By scalar: a quote with a combining mark after it is another character, but still a quote to
        // readers.
        let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        guard needsQuotes else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            quoted.unicodeScalars.append(scalar)
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
        }
        return quoted + "\""
    }
}

extension Document {
    fileprivate var firstTable: Table? {
        for case .table(let table) in blocks { return table }
        return nil
    }

    fileprivate var factsTable: Table {
        let facts = blocks.flatMap { block -> [Fact] in
            if case .facts(let facts) = block { facts } else { [] }
        }
        return Table(
            name: "Facts",
            columns: [Column(title: "Label", key: "label"), Column(title: "Value", key: "value")],
            rows: facts.map { [.text($0.label), .text($0.value)] })
    }
}
