import TrackerValues

// A table in HTML that screen readers can walk (WCAG 2.2, 1.3.1: caption, scope) and that printers can break
// between rows only. On a narrow screen it scrolls inside its own region, which the keyboard reaches (2.1.1).

/// A table as HTML.
struct HTMLTable {
    private let table: Table
    private let source: (any RowSource)?
    private let anchor: String
    private let classes: [String]
    private let site: SitePage?
    /// Whether a server sends it, with the style in a file of its own: every byte is then sent for every row.
    private let isServed: Bool

    /// Draws `table`; `anchor` is unique in the page.
    ///
    /// - Parameters:
    ///   - site: the site whose pages its cells lead to.
    ///   - isServed: whether a server sends it; nil where the site says it.
    init(
        _ table: Table, from source: (any RowSource)?, anchor: String, in site: SitePage? = nil,
        isServed: Bool? = nil
    ) {
        self.site = site
        self.isServed = isServed ?? (site?.isServed == true)
        self.table = table
        self.source = source
        self.anchor = anchor
        // Where columns have widths of their own, their text needs no other.
        classes = table.columns.map { column in
            let name = Self.name(of: column)
            return table.isFixed && name.hasPrefix("text") ? "" : name
        }
    }

    /// What stands over the table, with a link to what it names.
    private var caption: String {
        let words = table.caption ?? table.name
        return site?.address(table.name, SitePage.caption, nil).map { SitePage.link(words, to: $0) }
            ?? HTMLText.escaped(words)
    }

    /// How many of the first blocks are tables that can be drawn as one, since they have the same columns.
    static func alike(_ blocks: ArraySlice<Block>) -> Int {
        guard case .table(let first)? = blocks.first, first.isFixed else { return 0 }
        return blocks.prefix { block in
            guard case .table(let table) = block else { return false }
            return table.isFixed && table.columns == first.columns && table.total == nil
                && !table.rows.isEmpty
        }.count
    }

    /// Writes tables of the same columns as one, which names the columns once, each under a heading of its own.
    static func write(
        _ tables: [HTMLTable], named title: String, to sink: inout some TextOutputStream
    ) throws {
        guard let first = tables.first else { return }
        let name = HTMLText.escaped(title, newline: " ")
        first.begin(labelled: "aria-label=\"\(name)\"", caption: "", to: &sink)
        for group in tables {
            sink.write(
                "<tbody>\n<tr class=\"group\"><th colspan=\"\(group.table.columns.count)\" scope=\"rowgroup\"><span>\(group.caption)</span></th></tr>\n"
            )
            try group.table.rows.enumerated(from: group.source) { group.write($1, row: $0, to: &sink) }
            sink.write("</tbody>\n")
        }
        sink.write("</table>\n</div>\n")
    }

    /// Writes what stands before the rows.
    private func begin(labelled label: String, caption: String, to sink: inout some TextOutputStream) {
        sink.write(
            """
            <div class="\(classesOfTable)" role="region" tabindex="0" \(label)>
            <table\(table.isFixed ? " class=\"fixed\"" : "")>
            \(caption)\(shares)
            <thead>
            <tr>
            """)
        for (column, name) in zip(table.columns, classes) {
            let words = HTMLText.breakable(column.title)
            sink.write("<th scope=\"col\"\(name.isEmpty ? "" : " class=\"\(name)\"")>\(words)</th>")
        }
        sink.write("</tr>\n</thead>\n")
    }

    /// Writes the table row by row.
    package func write(to sink: inout some TextOutputStream) throws {
        if table.rows.isEmpty {
            sink.write("<p><strong>\(caption)</strong><br>\(HTMLText.escaped(table.empty))</p>\n")
            return
        }
        begin(
            labelled: "aria-labelledby=\"\(anchor)\"",
            caption: "<caption id=\"\(anchor)\"><span>\(caption)</span></caption>", to: &sink)
        sink.write("<tbody>\n")
        try table.rows.enumerated(from: source) { write($1, row: $0, to: &sink) }
        sink.write("</tbody>\n")
        if let total = table.total {
            sink.write("<tfoot>\n")
            write(total, row: nil, to: &sink)
            sink.write("</tfoot>\n")
        }
        sink.write("</table>\n</div>\n")
    }

    private var classesOfTable: String {
        "scroll" + (table.isOfFigures ? " figures" : "") + (table.staysWhole ? " whole-table" : "")
    }

    /// The columns' widths, where they are fixed.
    private var shares: String {
        guard table.isFixed else { return "" }
        let all = table.columns.reduce(0) { $0 + $1.weight }
        let columns = table.columns.map {
            let share = 100 * $0.weight / max(1, all)
            return site?.isServed == true ? "<col class=\"c\(share)\">" : "<col style=\"width:\(share)%\">"
        }
        return "\n<colgroup>\(columns.joined())</colgroup>"
    }

    private func write(_ row: [Cell], row number: Int?, to sink: inout some TextOutputStream) {
        var line = "<tr>"
        if let site, site.namesRows, case .text(let name)? = row.first {
            line = "<tr id=\"\(SitePage.anchor(of: name))\">"
        }
        for (index, column) in table.columns.enumerated() {
            let cell = index < row.count ? row[index] : .empty
            let isHeading = index == 0 && cell != .empty
            let tag = isHeading ? "th" : "td"
            var name = name(of: cell, in: index)
            // Only headings have a width of their own, and the column's has said it already.
            if name.hasPrefix("text"), !isHeading || isServed { name = "" }
            if !isHeading, isPlain { name = Self.plain(name, of: cell) }
            line +=
                "<\(tag)" + (isHeading ? " scope=\"row\"" : "") + (name.isEmpty ? "" : " class=\"\(name)\"")
            line += ">\(content(of: cell, in: column, row: number))</\(tag)>"
        }
        sink.write(line + "</tr>\n")
    }

    private func content(of cell: Cell, in column: Column, row: Int?) -> String {
        let plain = cell.words(in: column.kind)
        if let linked = site?.linked(plain, column.key, row: row, { HTMLText.breakable($0) }) {
            return linked
        }
        let words = HTMLText.breakable(plain)
        switch cell {
        case .date(let date):
            guard PartialDate(iso: date) != nil else { return words }
            return "<time datetime=\"\(date)\">\(words)</time>"
        case .time(let instant, _): return "<time datetime=\"\(instant)\">\(words)</time>"
        case .rag(let colour): return "<span class=\"rag \(Self.name(of: colour))\">\(words)</span>"
        case .number, .decimal: return words.hasPrefix("-") ? "\u{2212}" + words.dropFirst() : words
        case .empty, .text: return words
        }
    }

    /// Whether the style sheet aligns its cells as figures, so that only others need a class.
    private var isPlain: Bool { isServed && table.isOfFigures }

    private static func plain(_ name: String, of cell: Cell) -> String {
        switch name {
        case "number": ""
        case "number nought": "nought"
        default: cell == .empty ? name : "words"
        }
    }

    /// A cell is aligned by what it holds, as words in a column of numbers are still words; and a reference
    /// that names its row isn't broken at its hyphens.
    private func name(of cell: Cell, in column: Int) -> String {
        if cell == .number(0), table.columns[column].kind == .count { return "number nought" }
        if cell.isNumber { return "number" }
        if column == 0, case .text(let text) = cell, text.utf8.count <= 24, !text.contains(" ") {
            return "whole"
        }
        return table.columns[column].kind.isNumber ? "" : classes[column]
    }

    private static func name(of column: Column) -> String {
        switch column.kind {
        case .number, .count, .percent: "number"
        case .date, .rag: "whole"
        case .status: "status"
        case .text: column.weight > 2 ? "text widest" : column.weight > 1 ? "text wide" : "text"
        }
    }

    private static func name(of colour: RAGColour) -> String {
        switch colour {
        case .red: "red"
        case .amber: "amber"
        case .green: "green"
        case .blue: "complete"
        case .none: "unrated"
        }
    }
}
