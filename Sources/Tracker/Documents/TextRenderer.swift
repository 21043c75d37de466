// Draws a paper as plain text for a terminal or a file. Fits the width it is given, shows control characters
// instead of sending them, and colours only when asked to.

/// Papers as plain text.
public enum TextRenderer {
    /// Writes `document` to `sink` in lines of at most `width` display columns (at least 20), piece by piece:
    /// memory doesn't grow with the number of rows. `colour` adds emphasis for terminals.
    public static func render(
        _ document: Document, from source: (any RowSource)? = nil, width: Int = 80, colour: Bool = false,
        to sink: inout some TextOutputStream
    ) throws {
        let page = TextPage(width: max(width, 20), ink: ANSIStyle(colour: colour), source: source)
        try page.write(document, to: &sink)
    }

    /// `document` as text in lines of at most `width` display columns (at least 20).
    public static func render(
        _ document: Document, from source: (any RowSource)? = nil, width: Int = 80, colour: Bool = false
    ) throws -> String {
        var text = ""
        try render(document, from: source, width: width, colour: colour, to: &text)
        return text
    }
}

/// A page of a given width.
private struct TextPage {
    let width: Int
    let ink: ANSIStyle
    let source: (any RowSource)?

    func write(_ document: Document, to sink: inout some TextOutputStream) throws {
        writeMarking(document.marking, to: &sink)
        if !document.marking.isEmpty { sink.write("\n") }
        if document.opening.isEmpty {
            writeHeading(document.title, rule: "═", to: &sink)
            if let subtitle = document.subtitle { writeText(subtitle, to: &sink) }
        } else {
            if let subtitle = document.subtitle { writeText(subtitle + "\n", to: &sink) }
            for block in document.opening {
                try write(block, to: &sink)
                sink.write("\n")
            }
            writeHeading(document.title, rule: "═", to: &sink)
        }
        for block in document.blocks {
            sink.write("\n")
            try write(block, to: &sink)
        }
        if !document.foot.isEmpty {
            sink.write("\n" + String(repeating: "─", count: width) + "\n")
            writeFacts(document.foot, to: &sink)
        }
        if !document.marking.isEmpty { sink.write("\n") }
        writeMarking(document.marking, to: &sink)
    }

    private func write(_ block: Block, to sink: inout some TextOutputStream) throws {
        switch block {
        case .heading(let heading): writeHeading(heading, rule: "─", to: &sink)
        case .paragraph(let text): writeText(text, to: &sink)
        case .table(let table): try TextTable(table, from: source, width: width, ink: ink).write(to: &sink)
        case .list(let entries):
            for entry in entries {
                let lines = WordWrap.lines(ControlCharacters.shown(in: entry), width: width - 2)
                for (index, line) in lines.enumerated() {
                    sink.write((index == 0 ? "• " : "  ") + line + "\n")
                }
            }
        case .facts(let facts): writeFacts(facts, to: &sink)
        case .chart(let chart):
            writeText(chart.description, to: &sink)
            sink.write("\n")
            try TextTable(chart.figures, from: nil, width: width, ink: ink).write(to: &sink)
        }
    }

    private func writeMarking(_ marking: String, to sink: inout some TextOutputStream) {
        guard !marking.isEmpty else { return }
        for line in WordWrap.lines(ControlCharacters.shown(in: marking), width: width) {
            let margin = String(repeating: " ", count: (width - DisplayWidth.of(line)) / 2)
            sink.write(margin + ink(line, .strong) + "\n")
        }
    }

    private func writeHeading(_ heading: String, rule: Character, to sink: inout some TextOutputStream) {
        let lines = WordWrap.lines(ControlCharacters.shown(in: heading), width: width)
        for line in lines { sink.write(ink(line, .strong) + "\n") }
        sink.write(String(repeating: rule, count: lines.map { DisplayWidth.of($0) }.max() ?? 0) + "\n")
    }

    private func writeText(_ text: String, to sink: inout some TextOutputStream) {
        for line in WordWrap.lines(ControlCharacters.shown(in: text), width: width) {
            sink.write(line + "\n")
        }
    }

    private func writeFacts(_ facts: [Fact], to sink: inout some TextOutputStream) {
        let longest = facts.map { WordWrap.extent(of: ControlCharacters.shown(in: $0.label)).line }.max() ?? 0
        let labels = max(1, min(longest, width / 3))
        let values = width - labels - ColumnLayout.gap
        for fact in facts {
            let label = TextRow.Slot(ControlCharacters.shown(in: fact.label), width: labels, style: .quiet)
            let value = TextRow.Slot(ControlCharacters.shown(in: fact.value), width: values)
            TextRow(slots: [label, value]).write(ink: ink, to: &sink)
        }
    }
}
