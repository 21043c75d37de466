// One row of wrapped cells side by side: the brick of text tables and of label-and-value lists.

/// A row of cells, each wrapped inside its own width.
struct TextRow {
    /// A cell in its place.
    struct Slot {
        package var lines: [String]
        package var width: Int
        var alignsRight = false
        package var style = ANSIStyle.Style.plain

        init(_ text: String, width: Int, alignsRight: Bool = false, style: ANSIStyle.Style = .plain) {
            self.lines = WordWrap.lines(text, width: width)
            self.width = width
            self.alignsRight = alignsRight
            self.style = style
        }
    }

    var slots: [Slot]
    /// Whether short cells sit at the foot of the row, as headings do.
    var sinks = false

    /// Writes the row's lines, without blanks at their ends.
    package func write(ink: ANSIStyle, to sink: inout some TextOutputStream) {
        let height = slots.map(\.lines.count).max() ?? 0
        for line in 0..<height {
            var drawn: [UInt8] = []
            var blanks = 0
            for slot in slots {
                let index = sinks ? line - (height - slot.lines.count) : line
                let text = slot.lines.indices ~= index ? slot.lines[index] : ""
                let rest = slot.width - DisplayWidth.of(text)
                if !text.isEmpty {
                    blanks += slot.alignsRight ? rest : 0
                    drawn += repeatElement(UInt8(ascii: " "), count: blanks)
                    drawn += ink(text, slot.style).utf8
                    blanks = slot.alignsRight ? 0 : rest
                } else {
                    blanks += rest
                }
                blanks += ColumnLayout.gap
            }
            drawn.append(UInt8(ascii: "\n"))
            sink.write(String(decoding: drawn, as: UTF8.self))
        }
    }
}
