// A table in plain text: columns as wide as they need to be, long words wrapped in their cell, numbers to the
// right, a rule under the heading and above the total.

/// A table laid out for a width in display columns.
struct TextTable {
    private let table: Table
    /// Its rows, which are gone through twice: a short list is read once.
    private let rows: Rows
    private let source: (any RowSource)?
    private let width: Int
    private let ink: ANSIStyle
    private let layout: ColumnLayout
    /// The columns that stand on their own, and each other one with the one under whose words it stands.
    private let shown: [Int]
    private let folded: [Int: Int]
    /// Whether some cell takes more than one line, so that rows need air between them to be told apart.
    private let wraps: Bool

    /// So many rows are held; a longer list is read a second time.
    private static let mostHeld = 500
    /// The longest word that is kept whole at the cost of another column's width.
    private static let longestWholeWord = 16

    /// Measures `table`; nothing is written yet.
    init(_ table: Table, from source: (any RowSource)?, width: Int, ink: ANSIStyle) throws {
        self.table = table
        let rows = table.rows.count <= Self.mostHeld ? Rows(try table.rows.all(from: source)) : table.rows
        self.rows = rows
        self.source = source
        self.width = width
        self.ink = ink
        var extents = table.columns.map { column in
            let heading = WordWrap.extent(of: ControlCharacters.shown(in: column.title))
            return ColumnLayout.Extent(
                minimum: max(1, min(heading.word, Self.longestWholeWord)), content: 0, heading: heading.line,
                weight: column.weight)
        }
        var breaksLines = false
        func measure(_ row: [Cell]) {
            for (index, cell) in zip(extents.indices, row) {
                let words = cell.words(in: table.columns[index].kind)
                breaksLines = breaksLines || words.utf8.contains(UInt8(ascii: "\n"))
                let extent = WordWrap.extent(of: words)
                extents[index].content = max(extents[index].content, extent.line)
                // Only words wrap: a number or a date in two lines would be read as two. A clock can stand below its day.
                let whole =
                    switch cell {
                    case .text: min(extent.word, Self.longestWholeWord)
                    case .time: max(0, extent.line - " 00:00".count)
                    case .empty, .number, .decimal, .date, .rag: extent.line
                    }
                extents[index].minimum = max(extents[index].minimum, whole)
            }
        }
        try rows.forEach(from: source) { measure($0) }
        if let total = table.total { measure(total) }
        let beside = ColumnLayout(extents, width: width)
        folded = beside.groups.count > 1 ? Self.folded(table.columns) : [:]
        for (column, upper) in folded {
            extents[upper].content = max(extents[upper].content, extents[column].content)
            extents[upper].minimum = max(extents[upper].minimum, extents[column].minimum)
        }
        let shown = table.columns.indices.filter { [folded] in folded[$0] == nil }
        self.shown = shown
        layout = folded.isEmpty ? beside : ColumnLayout(shown.map { extents[$0] }, width: width)
        wraps =
            breaksLines || !folded.isEmpty
            || layout.groups.joined().contains { $0.width < extents[shown[$0.column]].content }
    }

    /// Which columns can stand under others.
    private static func folded(_ columns: [Column]) -> [Int: Int] {
        var folded: [Int: Int] = [:]
        for (index, column) in columns.enumerated() {
            if let under = column.under { folded[index] = columns.firstIndex { $0.key == under } }
        }
        return folded
    }

    /// Writes the caption and the table, row by row.
    package func write(to sink: inout some TextOutputStream) throws {
        let caption = ControlCharacters.shown(in: table.caption ?? table.name)
        if table.rows.isEmpty {
            write(caption, .strong, to: &sink)
            write(ControlCharacters.shown(in: table.empty), .plain, to: &sink)
            return
        }
        for (index, group) in layout.groups.enumerated() {
            if index > 0 { sink.write("\n") }
            let part = layout.groups.count > 1 ? " (part \(index + 1) of \(layout.groups.count))" : ""
            write(caption + part, .strong, to: &sink)
            try write(group, to: &sink)
        }
    }

    private func write(_ words: String, _ style: ANSIStyle.Style, to sink: inout some TextOutputStream) {
        for line in WordWrap.lines(words, width: width) { sink.write(ink(line, style) + "\n") }
    }

    private func write(_ group: [ColumnLayout.Place], to sink: inout some TextOutputStream) throws {
        let headings = group.map { place in
            TextRow.Slot(
                ControlCharacters.shown(in: table.columns[shown[place.column]].title), width: place.width,
                alignsRight: table.columns[shown[place.column]].kind.isNumber, style: .strong)
        }
        TextRow(slots: headings, sinks: true).write(ink: ink, to: &sink)
        let rule = TextRow(
            slots: group.map { .init(String(repeating: "─", count: $0.width), width: $0.width) })
        rule.write(ink: ink, to: &sink)
        try rows.enumerated(from: source) { index, cells in
            if index > 0, wraps { sink.write("\n") }
            row(cells, in: group).write(ink: ink, to: &sink)
        }
        if let total = table.total {
            rule.write(ink: ink, to: &sink)
            row(total, in: group, strong: true).write(ink: ink, to: &sink)
        }
    }

    private func row(_ cells: [Cell], in group: [ColumnLayout.Place], strong: Bool = false) -> TextRow {
        TextRow(
            slots: group.map { place in
                let column = shown[place.column]
                let cell = column < cells.count ? cells[column] : .empty
                let under = folded.filter { $0.value == column && $0.key < cells.count }.keys.sorted()
                    .map { cells[$0].words(in: table.columns[$0].kind) }
                let words = ([cell.words(in: table.columns[column].kind)] + under).filter { !$0.isEmpty }
                let style: ANSIStyle.Style =
                    if case .rag(let colour) = cell { .init(colour) } else { strong ? .strong : .plain }
                return TextRow.Slot(
                    words.joined(separator: "\n"), width: place.width,
                    alignsRight: cell.isNumber, style: style)
            })
    }
}
