import TrackerValues

// Writes a paper's records as CSV after RFC 4180: CR LF line ends, quotes where a cell needs them, UTF-8. The
// header holds the columns' keys. Text that a spreadsheet would take for a formula is made inert (OWASP, "CSV
// Injection").

/// Records as CSV.
public enum CSVRenderer {
    /// Writes `table` to `sink`, row by row, its total last. With a `marking`, a last column of that name
    /// repeats it in each row, since a line of its own would break readers. `byteOrderMark` opens with
    /// U+FEFF, which old spreadsheet programs need to recognise UTF-8.
    public static func render(
        _ table: Table, from source: (any RowSource)? = nil, marking: String = "",
        byteOrderMark: Bool = false, to sink: inout some TextOutputStream
    ) throws {
        if byteOrderMark { sink.write("\u{FEFF}") }
        var line: [UInt8] = []
        for (index, column) in table.columns.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            append(quoted: column.key, to: &line)
        }
        if !marking.isEmpty { line += ",marking".utf8 }
        end(&line, to: &sink)
        try table.rows.forEach(from: source) { row in
            append(row, of: table.columns.count, marking, to: &line)
            end(&line, to: &sink)
        }
        guard let total = table.total else { return }
        append(total, of: table.columns.count, marking, to: &line)
        end(&line, to: &sink)
    }

    private static func append(_ row: [Cell], of count: Int, _ marking: String, to line: inout [UInt8]) {
        for index in 0..<count {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            if index < row.count { append(row[index], to: &line) }
        }
        if marking.isEmpty { return }
        line.append(UInt8(ascii: ","))
        append(text: marking, to: &line)
    }

    private static func end(_ line: inout [UInt8], to sink: inout some TextOutputStream) {
        line += "\r\n".utf8
        sink.write(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
    }

    /// Writes the records of `document` to `sink`: its flat table, else the first table among its blocks,
    /// else its facts as `label,value`.
    public static func render(
        _ document: Document, from source: (any RowSource)? = nil, byteOrderMark: Bool = false,
        to sink: inout some TextOutputStream
    ) throws {
        let table = document.records ?? document.firstTable ?? document.factsTable
        try render(table, from: source, marking: document.marking, byteOrderMark: byteOrderMark, to: &sink)
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
    public static func render(
        _ document: Document, from source: (any RowSource)? = nil, byteOrderMark: Bool = false
    ) throws -> String {
        var csv = ""
        try render(document, from: source, byteOrderMark: byteOrderMark, to: &csv)
        return csv
    }

    private static func append(_ cell: Cell, to line: inout [UInt8]) {
        switch cell {
        case .empty: break
        case .text(let text): append(text: text, to: &line)
        case .number(let number): line += String(number).utf8
        // What only claims to be a number or a date is treated as the text it is.
        case .decimal(let decimal) where Numerals.isDecimal(decimal): line += decimal.utf8
        case .date(let date) where Day(iso: date) != nil: line += date.utf8
        case .time(let instant, _): line += instant.description.utf8
        case .decimal(let text), .date(let text): append(text: text, to: &line)
        case .rag(let colour): if colour != .none { line += colour.word.lowercased().utf8 }
        }
    }

    /// What opens a formula in one spreadsheet program or another, full-width forms included.
    private static func opensFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": true
        default: false
        }
    }

    /// Appends text so that no spreadsheet program takes it for a formula.
    private static func append(text: String, to line: inout [UInt8]) {
        let shown = ControlCharacters.shown(in: text, tab: "\t")
        let opens = text.unicodeScalars.first.map { opensFormula($0) } ?? false
        append(quoted: opens ? "'" + shown : shown, to: &line)
    }

    /// Appends text in quotes where it needs them. By byte: a quote with a combining mark after it is another
    /// character, but still a quote to readers.
    private static func append(quoted text: String, to line: inout [UInt8]) {
        let isBare = text.utf8.allBytes {
            $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\n")
                && $0 != UInt8(ascii: "\r")
        }
        if isBare { return line += text.utf8 }
        line.append(UInt8(ascii: "\""))
        if text.utf8.allBytes({ $0 != UInt8(ascii: "\"") }) {
            line += text.utf8
        } else {
            for byte in text.utf8 {
                line.append(byte)
                if byte == UInt8(ascii: "\"") { line.append(byte) }
            }
        }
        line.append(UInt8(ascii: "\""))
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
