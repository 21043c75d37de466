// What upright charts share: the value axis on the left, the categories along the foot.

/// The frame of a chart whose categories run from left to right.
struct ChartFrame {
    private let chart: Chart
    private let scale: ChartScale
    private let labels: [[String]]
    private let right: Double
    private static let (left, top, height) = (52.0, 30.0, 240.0)
    private static let lineHeight = 15.0

    /// The frame for `chart`, whose axis holds `values`, with a blank `margin` on the right.
    init(_ chart: Chart, holding values: some Sequence<Int>, margin: Double = 12) {
        self.chart = chart
        right = ChartDrawing.width - margin
        scale = ChartScale(holding: values)
        let band = (right - Self.left) / Double(chart.categories.count)
        // Two lines of a category's name; where even that is too wide, every so many categories are named.
        let room = Int(max(band, 56) / SVG.letter)
        labels = chart.categories.map { name in
            let lines = WordWrap.lines(SVG.shortened(name, width: 2 * max(band, 56)), width: room)
            return lines.count > 2 ? [SVG.shortened(name, width: max(band, 56))] : lines
        }
    }

    /// The width that a category has.
    package var band: Double { (right - Self.left) / Double(chart.categories.count) }

    /// The height of the whole drawing.
    var drawingHeight: Double {
        Self.top + Self.height + Self.lineHeight * Double((labels.map(\.count).max() ?? 0) + 1) + 14
    }

    /// The middle of the category at `index`.
    package func x(_ index: Int) -> Double { Self.left + band * (Double(index) + 0.5) }

    /// The height at which `value` lies.
    package func y(_ value: Int) -> Double { Self.top + Self.height * (1 - scale.position(of: value)) }

    /// The axes with their names, to be drawn under the data.
    var drawing: String {
        var drawn = SVG.text(chart.valueTitle, x: 0, y: 14, .start, "quiet")
        for tick in scale.ticks {
            drawn += SVG.line(Self.left, y(tick), right, y(tick), tick == 0 ? "axis" : "grid")
            drawn += SVG.text(Numerals.grouped(tick), x: Self.left - 8, y: y(tick) + 4, .end, "quiet")
        }
        let foot = Self.top + Self.height
        let every = max(1, Int((56 / band).rounded(.up)))
        for (index, lines) in labels.enumerated() where index % every == 0 {
            for (line, words) in lines.enumerated() {
                drawn += SVG.text(words, x: x(index), y: foot + 18 + Self.lineHeight * Double(line), .middle)
            }
        }
        return drawn
            + SVG.text(
                chart.categoryTitle, x: (Self.left + right) / 2, y: drawingHeight - 4, .middle, "quiet")
    }
}
