// A line for each series, told apart by marker and dash as well as by colour, with its last value beside it.

/// Lines along the categories.
struct ChartLines {
    package let chart: Chart

    /// The drawing and its height.
    var drawing: (body: String, height: Double) {
        let frame = ChartFrame(chart, holding: chart.series.flatMap(\.values), margin: 48)
        var drawn = frame.drawing
        for (index, series) in chart.series.enumerated() {
            let values = series.values.prefix(chart.categories.count)
            drawn += Self.stroke(index, points: values.enumerated().map { (frame.x($0), frame.y($1)) })
            for (place, value) in values.enumerated() {
                drawn += Self.marker(index, x: frame.x(place), y: frame.y(value))
            }
        }
        // The last values, each beside its line's end and none over another.
        let ends = chart.series.compactMap { series in
            series.values.prefix(chart.categories.count).indices.last.map { ($0, series.values[$0]) }
        }
        var floor = 0.0
        for (place, value) in ends.sorted(by: { $0.1 > $1.1 }) {
            let y = max(frame.y(value) + 4, floor)
            drawn += SVG.text(Numerals.grouped(value), x: frame.x(place) + 10, y: y, .start, "value")
            floor = y + 14
        }
        return (drawn, frame.drawingHeight)
    }

    /// The line of the series at `index` through `points`.
    static func stroke(_ index: Int, points: [(Double, Double)]) -> String {
        let dashes = ["", "7 4", "2 4", "10 4 2 4", "4 2", "12 6"]
        let dash = dashes[index % dashes.count]
        let path = points.map { "\(SVG.number($0.0)) \(SVG.number($0.1))" }.joined(separator: "L")
        return """
            <path d="M\(path)" fill="none" stroke="\(SVG.colour(index))" stroke-width="2.5"\
            \(dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"")/>

            """
    }

    /// The marker of the series at `index` at one of its points.
    static func marker(_ index: Int, x: Double, y: Double) -> String {
        let shapes = [
            "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0", "M-4 -4H4V4H-4Z", "M0 -5.5L5 4H-5Z",
            "M0 -5.5L5.5 0L0 5.5L-5.5 0Z", "M0 5.5L5 -4H-5Z", "M-5 -2H-2V-5H2V-2H5V2H2V5H-2V2H-5Z",
        ]
        return """
            <path transform="translate(\(SVG.number(x)) \(SVG.number(y)))" d="\(shapes[index % shapes.count])" \
            fill="\(SVG.colour(index))" stroke="var(--paper)" stroke-width="1.5"/>

            """
    }
}
