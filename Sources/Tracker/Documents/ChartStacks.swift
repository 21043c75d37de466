// Upright bars whose parts stand on each other, with each part's value in it and the sum above.

/// Stacked bars.
struct ChartStacks {
    package let chart: Chart
    /// How a bar of a series is filled.
    package let fill: (Int) -> String

    /// A series' part of a category's bar, and where on the axis it starts and ends.
    private struct Part {
        var series: Int
        var value: Int
        var from: Int
        var to: Int
    }

    /// The drawing and its height.
    var drawing: (body: String, height: Double) {
        let stacks = chart.categories.indices.map { parts(at: $0) }
        let frame = ChartFrame(chart, holding: stacks.joined().flatMap { [$0.from, $0.to] })
        let width = min(64, frame.band * 0.64)
        var bars = Array(repeating: [String](), count: chart.series.count)
        var words = ""
        for (category, parts) in stacks.enumerated() {
            let middle = frame.x(category)
            for part in parts {
                let (top, foot) = (frame.y(max(part.from, part.to)), frame.y(min(part.from, part.to)))
                bars[part.series].append(
                    SVG.bar(x: middle - width / 2, y: top, width: width, height: foot - top))
                let value = Numerals.grouped(part.value)
                if foot - top >= 15, width >= SVG.letter * Double(value.count) + 4 {
                    let style = ChartDrawing.isPlain(part.series) ? "value inverse" : "value"
                    words += SVG.text(value, x: middle, y: (top + foot) / 2 + 4.5, .middle, style)
                }
            }
            let sum = Numerals.grouped(parts.reduce(0) { $0 &+ $1.value })
            let top = parts.map { frame.y(max($0.from, $0.to)) }.min() ?? frame.y(0)
            if frame.band >= SVG.letter * Double(sum.count) {
                words += SVG.text(sum, x: middle, y: top - 6, .middle, "value")
            }
        }
        let drawn = bars.enumerated().map { SVG.bars($1, fill: fill($0), colour: SVG.colour($0)) }
        return (frame.drawing + drawn.joined() + words, frame.drawingHeight)
    }

    /// The parts of a category's bar; those below zero hang down.
    private func parts(at category: Int) -> [Part] {
        var (up, down) = (0, 0)
        return chart.series.enumerated().compactMap { index, series in
            guard category < series.values.count, series.values[category] != 0 else { return nil }
            let value = series.values[category]
            let from = value > 0 ? up : down
            if value > 0 { up &+= value } else { down &+= value }
            return Part(series: index, value: value, from: from, to: from &+ value)
        }
    }
}
