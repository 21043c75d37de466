// Draws a paper as GitHub Flavored Markdown (github.github.com/gfm, 4.10 for tables). Data stays data:
// whatever could be read as markup or as HTML is escaped with a backslash (2.4).

/// Papers as Markdown.
public enum MarkdownRenderer {
    /// Writes `document` to `sink`, piece by piece: memory doesn't grow with the number of rows.
    public static func render(
        _ document: Document, from source: (any RowSource)? = nil, to sink: inout some TextOutputStream
    ) throws {
        let marking = document.marking.isEmpty ? nil : "**\(text(document.marking))**\n"
        if let marking { sink.write(marking + "\n") }
        if document.opening.isEmpty {
            sink.write("# \(line(document.title))\n")
            if let subtitle = document.subtitle { sink.write("\n\(opening(subtitle))\n") }
        } else {
            if let subtitle = document.subtitle { sink.write("**\(line(subtitle))**\n\n") }
            for block in document.opening {
                try write(block, from: source, to: &sink)
                sink.write("\n")
            }
            sink.write("# \(line(document.title))\n")
        }
        for block in document.blocks {
            sink.write("\n")
            try write(block, from: source, to: &sink)
        }
        if !document.foot.isEmpty {
            sink.write("\n---\n\n")
            write(document.foot, to: &sink)
        }
        if let marking { sink.write("\n" + marking) }
    }

    /// `document` as Markdown.
    public static func render(_ document: Document, from source: (any RowSource)? = nil) throws -> String {
        var markdown = ""
        try render(document, from: source, to: &markdown)
        return markdown
    }

    private static func write(
        _ block: Block, from source: (any RowSource)?, to sink: inout some TextOutputStream
    ) throws {
        switch block {
        case .heading(let heading): sink.write("## \(line(heading))\n")
        case .paragraph(let words): sink.write(opening(words) + "\n")
        case .table(let table): try write(table, from: source, to: &sink)
        case .list(let entries): for entry in entries { sink.write("- \(opening(entry))\n") }
        case .facts(let facts): write(facts, to: &sink)
        case .chart(let chart):
            sink.write(opening(chart.description) + "\n\n")
            try write(chart.figures, from: nil, to: &sink)
        }
    }

    private static func write(_ facts: [Fact], to sink: inout some TextOutputStream) {
        // Another bullet than lists have, or a list before the facts would take them for its own (5.3).
        for fact in facts { sink.write("* \(opening(fact.label)): \(text(fact.value))\n") }
    }

    private static func write(
        _ table: Table, from source: (any RowSource)?, to sink: inout some TextOutputStream
    ) throws {
        sink.write("**\(line(table.caption ?? table.name))**\n\n")
        if table.rows.isEmpty {
            sink.write(opening(table.empty) + "\n")
            return
        }
        func write(_ cells: some Sequence<String>) {
            sink.write("| " + cells.joined(separator: " | ") + " |\n")
        }
        write(table.columns.map { text($0.title) })
        write(table.columns.map { $0.kind.isNumber ? "---:" : "---" })
        try table.rows.forEach(from: source) { row in write(cells(row, of: table).map { text($0) }) }
        if let total = table.total {
            write(cells(total, of: table).map { $0.isEmpty ? "" : "**\(text($0))**" })
        }
    }

    private static func cells(_ row: [Cell], of table: Table) -> [String] {
        table.columns.indices.map { $0 < row.count ? row[$0].words(in: table.columns[$0].kind) : "" }
    }

    /// `words` on one line.
    private static func line(_ words: String) -> String { escaped(words, newline: " ") }

    /// `words` with line breaks, which a table cell can hold only as HTML.
    private static func text(_ words: String) -> String { escaped(words, newline: "<br>") }

    /// `words` where a line starts, and some characters are markup only there: lists, headings, rules,
    /// underlines.
    private static func opening(_ words: String) -> String {
        let text = text(words)
        let digits = text.utf8.prefix { 0x30...0x39 ~= $0 }
        let marker = text.utf8.dropFirst(digits.count).first.map { Unicode.Scalar($0) }
        let isMarkup = (digits.isEmpty ? "+-=" : ".)").unicodeScalars.contains { $0 == marker }
        return isMarkup ? text.prefix(digits.count) + "\\" + text.dropFirst(digits.count) : text
    }

    /// Markup anywhere in a line: code, emphasis, links, HTML, entities, cells, strikethrough, headings,
    /// mathematics.
    private static let markup = "\\`*_[]<>&|~#$".unicodeScalars

    /// `words` with all markup escaped. Works by scalar: a combining mark after a bar makes another character
    /// for people, but the bar still ends the cell for parsers.
    private static func escaped(_ words: String, newline: String) -> String {
        var escaped = ""
        var line = ""
        for scalar in ControlCharacters.shown(in: words).unicodeScalars {
            if scalar == "\n" {
                escaped += line + newline
                line = ""
            } else if scalar != " " || !line.isEmpty {
                // Bare addresses become links (6.9) unless broken up.
                let links = (scalar == "/" && line.hasSuffix(":")) || (scalar == "." && line.hasSuffix("www"))
                if markup.contains(scalar) || links { line += "\\" }
                line.unicodeScalars.append(scalar)
            }
        }
        return escaped + line
    }
}
