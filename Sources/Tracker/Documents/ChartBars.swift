// Lying bars, which leave room for long names such as owners', with each value at its bar's end.

/// Lying bars, one for each category and series.
struct ChartBars {
    package let chart: Chart
    /// How a bar of a series is filled.
    package let fill: (Int) -> String

    private static let (top, thickness, space, line) = (8.0, 20.0, 12.0, 15.0)
    /// The widest that a name's lines are.
    private static let widest = 290.0

    /// The drawing and its height.
    var drawing: (body: String, height: Double) {
        // Names stand whole, on as many lines as they need.
        let names = chart.categories.map {
            WordWrap.lines(
                ControlCharacters.shown(in: $0).replacing("\n", with: " "),
                width: Int(Self.widest / SVG.letter))
        }
        let longest = names.joined().map { Double(DisplayWidth.of($0)) }.max() ?? 0
        let left = longest * SVG.letter + 12
        let right = ChartDrawing.width - 56
        let scale = ChartScale(holding: chart.series.flatMap(\.values))
        func x(_ value: Int) -> Double { left + (right - left) * scale.position(of: value) }

        let bars = Self.thickness * Double(chart.series.count)
        let groups = names.map { max(bars, Self.line * Double($0.count)) + Self.space }
        let foot = Self.top + groups.reduce(0, +)
        var drawn = ""
        for tick in scale.ticks {
            drawn += SVG.line(x(tick), Self.top, x(tick), foot, tick == 0 ? "axis" : "grid")
            drawn += SVG.text(Numerals.grouped(tick), x: x(tick), y: foot + 16, .middle, "quiet")
        }
        var outlines = Array(repeating: [String](), count: chart.series.count)
        var middle = Self.top
        for (index, lines) in names.enumerated() {
            defer { middle += groups[index] / 2 }
            middle += groups[index] / 2
            let first = middle + 4 - Self.line * Double(lines.count - 1) / 2
            for (line, words) in lines.enumerated() {
                drawn += SVG.text(words, x: left - 10, y: first + Self.line * Double(line), .end)
            }
            let y = middle - bars / 2
            for (row, series) in chart.series.enumerated() where index < series.values.count {
                let value = series.values[index]
                let y = y + Self.thickness * Double(row)
                outlines[row].append(
                    SVG.bar(
                        x: min(x(0), x(value)), y: y, width: abs(x(value) - x(0)), height: Self.thickness))
                drawn += SVG.text(
                    Numerals.grouped(value), x: max(x(0), x(value)) + 6, y: y + Self.thickness / 2 + 4,
                    .start,
                    "value")
            }
        }
        drawn += outlines.enumerated().map { SVG.bars($1, fill: fill($0), colour: SVG.colour($0)) }.joined()
        let height = foot + 36
        drawn += SVG.text(chart.valueTitle, x: (left + right) / 2, y: height - 4, .middle, "quiet")
        return (drawn, height)
    }
}
