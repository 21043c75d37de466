// A chart as Word's own (DrawingML charts, ECMA-376 part 1, 21.2): sharp at any size, restyled with the document, and its
// values are in it. Series are told apart by pattern or marker as well as by colour, and every value is printed.

#if Spreadsheets
    import TrackerSpreadsheets

    /// A chart as a part of a Word document.
    struct WordChart {
        private let chart: Chart
        /// Its size in twentieths of a point.
        let width, height: Int

        /// A chart on a text of `width`.
        init(_ chart: Chart, width: Int) {
            self.chart = chart
            self.width = width
            height =
                switch chart.kind {
                // A long name takes two lines.
                case .bars:
                    1100 + chart.categories.count * chart.series.count
                        * (chart.categories.contains { $0.count > 30 } ? 560 : 400)
                case .stackedBars: 5200
                case .line: 4200
                }
        }

        /// The part.
        var part: String {
            """
            <c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" \
            xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:roundedCorners val="0"/><c:chart>\
            <c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>\(plot)\(axes)</c:plotArea>\(legend)\
            <c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>\
            <c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>\(Self.letters())</c:chartSpace>
            """
        }

        private var plot: String {
            let series = chart.series.indices.map(self.series).joined()
            let ids = "<c:axId val=\"1\"/><c:axId val=\"2\"/>"
            switch chart.kind {
            case .stackedBars:
                return
                    "<c:barChart><c:barDir val=\"col\"/><c:grouping val=\"stacked\"/><c:varyColors val=\"0\"/>\(series)<c:gapWidth val=\"50\"/><c:overlap val=\"100\"/>\(ids)</c:barChart>"
            case .bars:
                return
                    "<c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>\(series)<c:gapWidth val=\"50\"/>\(ids)</c:barChart>"
            case .line:
                return
                    "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>\(series)<c:marker val=\"1\"/>\(ids)</c:lineChart>"
            }
        }

        private func series(_ index: Int) -> String {
            let series = chart.series[index]
            let column = Self.letter(index + 1)
            let last = chart.categories.count + 1
            let categories = chart.categories.enumerated().map {
                "<c:pt idx=\"\($0)\"><c:v>\(WordText.escaped($1))</c:v></c:pt>"
            }
            let values = series.values.prefix(chart.categories.count).enumerated().map {
                "<c:pt idx=\"\($0)\"><c:v>\($1)</c:v></c:pt>"
            }
            let count = "<c:ptCount val=\"\(chart.categories.count)\"/>"
            let isLine = chart.kind == .line
            return """
                <c:ser><c:idx val="\(index)"/><c:order val="\(index)"/><c:tx><c:strRef><c:f>Figures!$\(column)$1</c:f>\
                <c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>\(WordText.escaped(series.name))</c:v></c:pt></c:strCache>\
                </c:strRef></c:tx>\(isLine ? line(index) : fill(index))\
                <c:dLbls><c:numFmt formatCode="#,##0;-#,##0;" sourceLinked="0"/>\
                <c:spPr>\(chart.kind == .stackedBars ? Self.solid("FFFFFF") : "<a:noFill/>")</c:spPr>\(Self.letters(bold: true))\
                <c:dLblPos val="\(isLine ? "t" : chart.kind == .bars ? "outEnd" : "ctr")"/><c:showLegendKey val="0"/>\
                <c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>\
                <c:showBubbleSize val="0"/></c:dLbls>\
                <c:cat><c:strRef><c:f>Figures!$A$2:$A$\(last)</c:f><c:strCache>\(count)\(categories.joined())</c:strCache></c:strRef></c:cat>\
                <c:val><c:numRef><c:f>Figures!$\(column)$2:$\(column)$\(last)</c:f><c:numCache><c:formatCode>General</c:formatCode>\
                \(count)\(values.joined())</c:numCache></c:numRef></c:val>\(isLine ? "<c:smooth val=\"0\"/>" : "")</c:ser>
                """
        }

        private static let colours = ["1D3557", "2A7F86", "B7791F", "6B7280", "8C2F39", "5B4B8A"]
        private static let patterns = ["", "wdUpDiag", "pct50", "dkVert", "lgCheck", "dashHorz"]
        private static let dashes = ["solid", "dash", "sysDot", "lgDashDot", "sysDash", "lgDash"]
        private static let markers = ["circle", "square", "triangle", "diamond", "x", "plus"]

        private func fill(_ index: Int) -> String {
            let place = index % Self.colours.count
            let colour = Self.colours[place]
            let fill =
                Self.patterns[place].isEmpty
                ? Self.solid(colour)
                : """
                <a:pattFill prst="\(Self.patterns[place])"><a:fgClr><a:srgbClr val="\(colour)"/></a:fgClr>\
                <a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>
                """
            return
                "<c:spPr>\(fill)<a:ln w=\"9525\">\(Self.solid(colour))</a:ln></c:spPr><c:invertIfNegative val=\"0\"/>"
        }

        private func line(_ index: Int) -> String {
            let place = index % Self.colours.count
            let solid = Self.solid(Self.colours[place])
            return """
                <c:spPr><a:ln w="28575">\(solid)<a:prstDash val="\(Self.dashes[place])"/></a:ln></c:spPr>\
                <c:marker><c:symbol val="\(Self.markers[place])"/><c:size val="7"/><c:spPr>\(solid)</c:spPr></c:marker>
                """
        }

        private var axes: String {
            // The first category on top, as in the figures; the values' axis stays below.
            let isLying = chart.kind == .bars
            let largest = totals.max() ?? 0
            let step = largest < 6 ? "<c:majorUnit val=\"1\"/>" : ""
            return """
                <c:catAx><c:axId val="1"/><c:scaling><c:orientation val="\(isLying ? "maxMin" : "minMax")"/></c:scaling>\
                <c:delete val="0"/><c:axPos val="\(isLying ? "l" : "b")"/>\(title(chart.categoryTitle, isLying))\
                <c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>\
                <c:tickLblPos val="low"/><c:spPr><a:ln w="9525">\(Self.solid("7B8590"))</a:ln></c:spPr><c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/>\
                <c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>\
                <c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>\
                <c:axPos val="\(isLying ? "b" : "l")"/><c:majorGridlines><c:spPr><a:ln w="6350">\(Self.solid("D3D8DD"))</a:ln></c:spPr>\
                </c:majorGridlines>\(title(chart.valueTitle, !isLying))<c:numFmt formatCode="#,##0" sourceLinked="0"/>\
                <c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>\
                <c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="1"/>\
                <c:crosses val="\(isLying ? "max" : "autoZero")"/><c:crossBetween val="between"/>\(step)</c:valAx>
                """
        }

        /// The height of each category's bar, or its highest value.
        private var totals: [Int] {
            chart.categories.indices.map { place in
                let values = chart.series.compactMap { place < $0.values.count ? $0.values[place] : nil }
                return chart.kind == .stackedBars ? values.reduce(0, &+) : values.max() ?? 0
            }
        }

        private func title(_ words: String, _ isUpright: Bool) -> String {
            let turn = isUpright ? "<a:bodyPr rot=\"-5400000\" vert=\"horz\"/>" : "<a:bodyPr/>"
            return """
                <c:title><c:tx><c:rich>\(turn)<a:lstStyle/><a:p><a:pPr><a:defRPr sz="900" b="0"/></a:pPr>\
                <a:r><a:rPr lang="en-GB" sz="900" b="0"/><a:t>\(WordText.escaped(words))</a:t></a:r></a:p></c:rich></c:tx>\
                <c:overlay val="0"/></c:title>
                """
        }

        private var legend: String {
            chart.series.count > 1
                ? "<c:legend><c:legendPos val=\"t\"/><c:overlay val=\"0\"/></c:legend>" : ""
        }

        private static func solid(_ colour: String) -> String {
            "<a:solidFill><a:srgbClr val=\"\(colour)\"/></a:solidFill>"
        }

        private static func letters(bold: Bool = false) -> String {
            """
            <c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900" b="\(bold ? 1 : 0)">\(solid("1B1F24"))</a:defRPr></a:pPr>\
            <a:endParaRPr lang="en-GB"/></a:p></c:txPr>
            """
        }

        private static func letter(_ index: Int) -> String { ColumnLetters.of(index) }
    }
#endif
