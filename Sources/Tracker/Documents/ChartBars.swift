// Lying bars, which leave room for long names such as owners', with each value at its bar's end.

/// Lying bars, one for each category and series.
struct ChartBars {
    package let chart: Chart
    /// How a bar of a series is filled.
    package let fill: (Int) -> String

    private static let (top, thickness, space) = (8.0, 20.0, 12.0)

    /// The drawing and its height.
    var drawing: (body: String, height: Double) {
        let longest =
            chart.categories.map { Double(DisplayWidth.of(SVG.shortened($0, width: 210))) }.max() ?? 0
        let left = longest * SVG.letter + 12
        let right = ChartDrawing.width - 56
        let scale = ChartScale(holding: chart.series.flatMap(\.values))
        func x(_ value: Int) -> Double { left + (right - left) * scale.position(of: value) }

        let group = Self.thickness * Double(chart.series.count)
        let foot = Self.top + (group + Self.space) * Double(chart.categories.count)
        var drawn = ""
        for tick in scale.ticks {
            drawn += SVG.line(x(tick), Self.top, x(tick), foot, tick == 0 ? "axis" : "grid")
            drawn += SVG.text(Numerals.grouped(tick), x: x(tick), y: foot + 16, .middle, "quiet")
        }
        for (index, name) in chart.categories.enumerated() {
            let y = Self.top + Self.space / 2 + (group + Self.space) * Double(index)
            drawn += SVG.text(SVG.shortened(name, width: 210), x: left - 10, y: y + group / 2 + 4, .end)
            for (row, series) in chart.series.enumerated() where index < series.values.count {
                let value = series.values[index]
                let y = y + Self.thickness * Double(row)
                drawn += SVG.bar(
                    x: min(x(0), x(value)), y: y, width: abs(x(value) - x(0)), height: Self.thickness,
                    fill: fill(row),
                    colour: SVG.colour(row))
                drawn += SVG.text(
                    Numerals.grouped(value), x: max(x(0), x(value)) + 6, y: y + Self.thickness / 2 + 4,
                    .start,
                    "value")
            }
        }
        let height = foot + 36
        drawn += SVG.text(chart.valueTitle, x: (left + right) / 2, y: height - 4, .middle, "quiet")
        return (drawn, height)
    }
}
