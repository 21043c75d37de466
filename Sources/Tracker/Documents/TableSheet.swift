import TrackerValues

// A table as a sheet that can be worked with: typed dates and numbers, a heading that stays in sight and
// filters, ratings tinted beside their words.

#if Spreadsheets
    import CSpreadsheets

    /// A table on its way to a sheet.
    struct TableSheet {
        private let table: Table
        private let source: (any RowSource)?
        private let setup: SheetSetup
        private let widths: [Int]

        /// Measures `table`; nothing is written yet.
        init(table: Table, source: (any RowSource)?, setup: SheetSetup) throws {
            self.table = table
            self.source = source
            self.setup = setup
            widths = try Self.widths(of: table, from: source)
        }

        /// The last row of the table's body.
        private var lastRow: Int { max(1, table.rows.count) }

        /// Sets the sheet up, then writes the table from the first cell on: the library takes nothing that
        /// concerns a row it has already sent to disk.
        package func write(to sheet: SheetSetup.Sheet) throws {
            for (column, width) in widths.enumerated() {
                _ = worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil)
            }
            setRows(of: sheet)
            setup.write(table.columns, in: widths, to: sheet, row: 0)
            try table.rows.enumerated(from: source) { row, cells in write(cells, to: sheet, row: row + 1) }
            if table.rows.isEmpty { setup.write(table.empty, to: sheet, row: 1, column: 0) }
            if let total = table.total { write(total, to: sheet, row: lastRow + 1, inTotal: true) }
        }

        private func setRows(of sheet: SheetSetup.Sheet) {
            worksheet_freeze_panes(sheet, 1, 0)
            _ = worksheet_repeat_rows(sheet, 0, 0)
            guard let lastColumn = UInt16(exactly: table.columns.count - 1) else { return }
            _ = worksheet_autofilter(sheet, 0, 0, UInt32(lastRow), lastColumn)
            // References such as "8751" are words: no warning that they look like numbers.
            let range = "A1:\(Self.letters(Int(lastColumn)))\(lastRow + 1)"
            _ = worksheet_ignore_errors(sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), range)
            for (column, heading) in table.columns.enumerated() where heading.kind == .rag {
                tint(UInt16(column), of: sheet)
            }
        }

        private func write(_ cells: [Cell], to sheet: SheetSetup.Sheet, row: Int, inTotal: Bool = false) {
            let words = zip(cells, table.columns).map {
                if case .text = $0 { $0.words(in: $1.kind) } else { "" }
            }
            setup.fit(words, in: widths, sheet: sheet, row: row)
            for (column, heading) in table.columns.enumerated() where column < cells.count {
                write(
                    cells[column], in: heading.kind, to: sheet, row: row, column: column, inTotal: inTotal)
            }
        }

        private func write(
            _ cell: Cell, in kind: Column.Kind, to sheet: SheetSetup.Sheet, row: Int, column: Int,
            inTotal: Bool
        ) {
            let place = (UInt32(row), UInt16(column))
            switch SheetValue(cell, in: kind) {
            case .nothing:
                _ = worksheet_write_blank(sheet, place.0, place.1, setup.format(.text, inTotal: inTotal))
            case .number(let number, let style):
                _ = worksheet_write_number(
                    sheet, place.0, place.1, number, setup.format(style, inTotal: inTotal))
            case .date(let date):
                var value = lxw_datetime(
                    year: Int32(date.year), month: Int32(date.month), day: Int32(date.day), hour: 0, min: 0,
                    sec: 0)
                _ = worksheet_write_datetime(
                    sheet, place.0, place.1, &value, setup.format(.date, inTotal: inTotal))
            case .text(let text):
                setup.write(
                    text, to: sheet, row: row, column: column, format: setup.format(.text, inTotal: inTotal))
            }
        }

        /// Widths in characters: as wide as the cells need, headings by their longest word (with room for the
        /// filter's button), long words wrapped.
        private static func widths(of table: Table, from source: (any RowSource)?) throws -> [Int] {
            let headings = table.columns.map {
                max(8, WordWrap.extent(of: ControlCharacters.shown(in: $0.title)).word + 3)
            }
            var widths = headings
            var longestWord = headings.map { _ in 0 }
            var length = headings.map { _ in 0 }
            try table.rows.forEach(from: source) { row in
                for (column, cell) in zip(widths.indices, row) {
                    let words = cell.words(in: table.columns[column].kind)
                    length[column] += words.utf8.count
                    guard widths[column] < 60 else { continue }
                    let extent = WordWrap.extent(of: words)
                    widths[column] = max(widths[column], min(extent.line + 2, 60))
                    longestWord[column] = max(longestWord[column], min(extent.word + 1, 16))
                }
            }
            // What has the fewest lines gives way until the sheet is readable on paper: rows are as low as they can be.
            let least = zip(headings, longestWord).map { max(8, min($0, 11), $1) }
            while widths.reduce(0, +) > 195 {
                let wide = widths.indices.filter {
                    widths[$0] > least[$0] && [.text, .status].contains(table.columns[$0].kind)
                }
                guard let widest = wide.min(by: { length[$0] * widths[$1] < length[$1] * widths[$0] }) else {
                    break
                }
                widths[widest] -= 1
            }
            return widths
        }

        /// Colours ratings by their words, so that the colour follows when a word is changed. Ink on tint is
        /// at least 7:1 (WCAG 2.2, 1.4.6).
        private func tint(_ column: UInt16, of sheet: SheetSetup.Sheet) {
            let tints: [(RAGColour, ink: lxw_color_t, paper: lxw_color_t)] = [
                (.red, 0x7A1410, 0xF9DEDC), (.amber, 0x5C3900, 0xFDECC8), (.green, 0x0F4A22, 0xDCF1E2),
                (.blue, 0x1B3A6B, 0xDDE8F8),
            ]
            for (colour, ink, paper) in tints {
                let format = workbook_add_format(setup.book)
                format_set_font_color(format, ink)
                format_set_bg_color(format, paper)
                "\"\(colour.word)\"".withCString { word in
                    var rule = lxw_conditional_format()
                    rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
                    rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
                    rule.value_string = UnsafeMutablePointer(mutating: word)
                    rule.format = format
                    _ = worksheet_conditional_format_range(sheet, 1, column, UInt32(lastRow), column, &rule)
                }
            }
        }

        /// The letters of a column: A to Z, then AA and on.
        private static func letters(_ column: Int) -> String {
            let letter = String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(column % 26)))
            return column < 26 ? letter : letters(column / 26 - 1) + letter
        }
    }
#endif
