// The charts of a paper on one sheet, each beside the figures it is drawn from, so that they are native,
// change with their figures, and can be read without being seen.

#if Spreadsheets
    import CSpreadsheets

    /// Charts on their way to a sheet.
    struct ChartsSheet {
        package let charts: [Chart]
        /// The sheet's name, for the charts' references.
        package let name: String
        let setup: SheetSetup

        private static let (rowsForDrawing, headingRows) = (14.4, 3)
        private static let (categoryWidth, valueWidth) = (48, 13)

        /// Writes the charts one under another.
        package func write(to sheet: SheetSetup.Sheet) throws {
            let seriesCount = charts.map(\.series.count).max() ?? 0
            _ = worksheet_set_column(sheet, 0, 0, Double(Self.categoryWidth), nil)
            _ = worksheet_set_column(sheet, 1, UInt16(seriesCount), Double(Self.valueWidth), nil)
            var row = 0
            var breaks: [lxw_row_t] = []
            for chart in charts {
                if row > 0 { breaks.append(lxw_row_t(row)) }
                try write(chart, to: sheet, from: row)
                draw(chart, on: sheet, from: row, beside: seriesCount + 2)
                row += max(
                    Int(Self.scale(of: chart) * Self.rowsForDrawing) + 2,
                    chart.categories.count + Self.headingRows + 2)
            }
            // Each chart on a page of its own; the list ends with nought.
            if !breaks.isEmpty {
                breaks.append(0)
                _ = worksheet_set_h_pagebreaks(sheet, &breaks)
            }
        }

        /// How many times the library's height, 288 pixels, a chart is: lying bars need room for names of two lines.
        private static func scale(of chart: Chart) -> Double {
            guard chart.kind == .bars else { return 1.4 }
            return max(1.4, Double(80 + 34 * chart.categories.count * chart.series.count) / 288)
        }

        /// Writes title, description and figures, from top to bottom as the library needs it.
        private func write(_ chart: Chart, to sheet: SheetSetup.Sheet, from row: Int) throws {
            setup.write(chart.title, to: sheet, row: row, column: 0, format: setup.title)
            setup.write(chart.description, to: sheet, row: row + 1, column: 0, format: setup.line)
            let figures = chart.figures
            let widths = [Self.categoryWidth] + chart.series.map { _ in Self.valueWidth }
            setup.write(figures.columns, in: widths, to: sheet, row: row + Self.headingRows - 1)
            try figures.rows.enumerated { index, cells in
                let words = zip(cells, figures.columns).map { $0.words(in: $1.kind) }
                setup.fit(words, in: widths, sheet: sheet, row: row + Self.headingRows + index)
                for (column, cell) in cells.enumerated() {
                    let row = row + Self.headingRows + index
                    switch SheetValue(cell, in: figures.columns[column].kind) {
                    case .number(let number, let style):
                        _ = worksheet_write_number(
                            sheet, UInt32(row), UInt16(column), number, setup.format(style))
                    case .text(let text): setup.write(text, to: sheet, row: row, column: column)
                    case .date, .nothing: break
                    }
                }
            }
        }

        private func draw(_ chart: Chart, on sheet: SheetSetup.Sheet, from row: Int, beside column: Int) {
            let kind =
                switch chart.kind {
                case .stackedBars: LXW_CHART_COLUMN_STACKED
                case .bars: LXW_CHART_BAR
                case .line: LXW_CHART_LINE
                }
            let drawing = workbook_add_chart(setup.book, UInt8(kind.rawValue))!
            let (first, last) = (row + Self.headingRows, row + Self.headingRows + chart.categories.count - 1)
            for index in chart.series.indices {
                let series = chart_add_series(drawing, nil, nil)!
                let values = UInt16(index + 1)
                chart_series_set_categories(series, name, UInt32(first), 0, UInt32(last), 0)
                chart_series_set_values(series, name, UInt32(first), values, UInt32(last), values)
                chart_series_set_name_range(series, name, UInt32(first - 1), values)
                ChartInk(index: index).apply(to: series, as: chart.kind)
            }
            chart_title_set_name(drawing, Self.inert(chart.title))
            // The library calls the upright axis of lying bars y, though it holds their categories.
            let isLying = chart.kind == .bars
            let categories = isLying ? drawing.pointee.y_axis : drawing.pointee.x_axis
            let values = isLying ? drawing.pointee.x_axis : drawing.pointee.y_axis
            chart_axis_set_name(categories, Self.inert(chart.categoryTitle))
            chart_axis_set_name(values, Self.inert(chart.valueTitle))
            // The first category on top, as in the figures.
            if isLying { chart_axis_set_reverse(categories) }
            let legend = chart.series.count > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE
            chart_legend_set_position(drawing, UInt8(legend.rawValue))
            var description = Array(ControlCharacters.shown(in: chart.description).utf8CString)
            description.withUnsafeMutableBufferPointer { words in
                var options = lxw_chart_options()
                (options.x_scale, options.y_scale) = (1.5, Self.scale(of: chart))
                options.description = words.baseAddress
                _ = worksheet_insert_chart_opt(sheet, UInt32(row), UInt16(column), drawing, &options)
            }
        }

        /// `text` for a title, where the library takes what starts with an equals sign for a reference.
        private static func inert(_ text: String) -> String {
            (text.hasPrefix("=") ? "'" : "") + ControlCharacters.shown(in: text)
        }
    }

    /// How a series is drawn: told apart by pattern or marker as well as by colour.
    private struct ChartInk {
        let index: Int

        private static let colours: [lxw_color_t] = [
            0x1D3557, 0x2A7F86, 0xB7791F, 0x6B7280, 0x8C2F39, 0x5B4B8A,
        ]
        private static let patterns = [
            LXW_CHART_PATTERN_NONE, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL, LXW_CHART_PATTERN_PERCENT_50,
            LXW_CHART_PATTERN_DARK_VERTICAL, LXW_CHART_PATTERN_LARGE_CHECK,
            LXW_CHART_PATTERN_DASHED_HORIZONTAL,
        ]
        private static let dashes = [
            LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_DASH, LXW_CHART_LINE_DASH_ROUND_DOT,
            LXW_CHART_LINE_DASH_LONG_DASH_DOT, LXW_CHART_LINE_DASH_SQUARE_DOT, LXW_CHART_LINE_DASH_LONG_DASH,
        ]
        private static let markers = [
            LXW_CHART_MARKER_CIRCLE, LXW_CHART_MARKER_SQUARE, LXW_CHART_MARKER_TRIANGLE,
            LXW_CHART_MARKER_DIAMOND, LXW_CHART_MARKER_X, LXW_CHART_MARKER_PLUS,
        ]

        func apply(to series: UnsafeMutablePointer<lxw_chart_series>, as kind: Chart.Kind) {
            let place = index % Self.colours.count
            let colour = Self.colours[place]
            var fill = lxw_chart_fill(color: colour, none: 0, transparency: 0)
            guard kind == .line else {
                var pattern = lxw_chart_pattern(
                    fg_color: colour, bg_color: 0xFFFFFF, type: UInt8(Self.patterns[place].rawValue))
                if place == 0 {
                    chart_series_set_fill(series, &fill)
                } else {
                    chart_series_set_pattern(series, &pattern)
                }
                if kind == .bars {
                    chart_series_set_labels(series)
                    chart_series_set_labels_position(
                        series, UInt8(LXW_CHART_LABEL_POSITION_OUTSIDE_END.rawValue))
                }
                return
            }
            var line = lxw_chart_line(
                color: colour, none: 0, width: 2.25, dash_type: UInt8(Self.dashes[place].rawValue),
                transparency: 0)
            chart_series_set_line(series, &line)
            chart_series_set_marker_type(series, UInt8(Self.markers[place].rawValue))
            chart_series_set_marker_size(series, 7)
            chart_series_set_marker_fill(series, &fill)
        }
    }
#endif
