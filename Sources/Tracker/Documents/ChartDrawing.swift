// Draws a chart as inline SVG that reads without colour: each series has its own pattern (bars) or its own
// marker and dash (lines) beside its colour (WCAG 2.2, 1.4.1), and carries title and desc as an image
// (SVG-AAM). Colours are the page's, so that they follow its light and dark schemes.

/// A chart as SVG, and the key to its series.
struct ChartDrawing {
    private let chart: Chart
    private let anchor: String

    /// The drawing's width in its own units; the page scales it.
    package static let width = 720.0

    /// Draws `chart`, which has categories and series; `anchor` is unique in the page.
    init(_ chart: Chart, anchor: String) {
        self.chart = chart
        self.anchor = anchor
    }

    /// The key: a list of the series beside how each is drawn; nothing when there is one series only.
    package var key: String {
        guard chart.series.count > 1 else { return "" }
        let entries = chart.series.enumerated().map { index, series in
            let swatch =
                chart.kind == .line
                ? ChartLines.stroke(index, points: [(0, 6), (26, 6)]) + ChartLines.marker(index, x: 13, y: 6)
                : SVG.bars(
                    [SVG.bar(x: 0.5, y: 0.5, width: 25, height: 11)], fill: fill(index),
                    colour: SVG.colour(index))
            let name = HTMLText.escaped(series.name, newline: " ")
            return "<li><svg viewBox=\"0 0 26 12\" aria-hidden=\"true\">\(swatch)</svg>\(name)</li>\n"
        }
        return "<ul class=\"key\">\n\(entries.joined())</ul>\n"
    }

    /// The drawing.
    var svg: String {
        let (body, height) =
            switch chart.kind {
            case .stackedBars: ChartStacks(chart: chart, fill: fill).drawing
            case .bars: ChartBars(chart: chart, fill: fill).drawing
            case .line: ChartLines(chart: chart).drawing
            }
        let title = HTMLText.escaped(chart.title, newline: " ")
        let description = HTMLText.escaped(chart.description, newline: " ")
        return """
            <svg class="chart" viewBox="0 0 \(SVG.number(Self.width)) \(SVG.number(height))" role="img" \
            aria-labelledby="\(anchor)-title \(anchor)-desc">
            <title id="\(anchor)-title">\(title)</title>
            <desc id="\(anchor)-desc">\(description)</desc>
            \(chart.kind == .line ? "" : patterns)\(body)</svg>

            """
    }

    /// How a bar of the series at `index` is filled.
    private func fill(_ index: Int) -> String { "url(#\(anchor)-fill\(index + 1))" }

    /// Whether the series at `index` is filled with plain colour, the first of the textures.
    package static func isPlain(_ index: Int) -> Bool { index % textures.count == 0 }

    /// What is drawn on a light tint of the colour, and how far it is turned: nothing (and no tint), stripes,
    /// dots, uprights, a grid, dashes.
    private static let textures: [(shapes: String, turn: Int)] = [
        ("", 0), ("<path d=\"M0 4H8\"/>", -45), ("<path d=\"M2 2h.1M6 6h.1\" stroke-linecap=\"round\"/>", 0),
        ("<path d=\"M4 0V8\"/>", 0), ("<path d=\"M4 0V8M0 4H8\"/>", 45), ("<path d=\"M0 2H4M4 6H8\"/>", 0),
    ]

    private var patterns: String {
        let patterns = chart.series.indices.map { index in
            let texture = Self.textures[index % Self.textures.count]
            let colour = SVG.colour(index)
            return """
                <pattern id="\(anchor)-fill\(index + 1)" width="8" height="8" patternUnits="userSpaceOnUse" \
                patternTransform="rotate(\(texture.turn))">\
                <rect width="8" height="8" fill="\(colour)"\(Self.isPlain(index) ? "" : " fill-opacity=\".22\"")/>\
                <g stroke="\(colour)" stroke-width="2">\(texture.shapes)</g></pattern>

                """
        }
        return "<defs>\n\(patterns.joined())</defs>\n"
    }
}
