// Writes a marked table as a workbook: every cell where it stood, the marked ones coloured and with a comment, and a list
// of what is to be mended as a second sheet.

import TrackerSpreadsheets
import TrackerValues

#if Spreadsheets
    import CSpreadsheets
    import Glibc

    /// Marked tables as workbooks.
    public enum MarkedTableRenderer {
        /// The longest comment that a cell takes.
        private static let longestComment = 8_000

        /// Writes `table` to the file at `path`, replacing what is there.
        ///
        /// - Throws: `SpreadsheetError` when it has too many rows or the file can't be written.
        public static func write(_ table: MarkedTable, to path: String) throws(SpreadsheetError) {
            let last = last(of: table)
            guard last <= SheetLimit.rows else { throw .tooManyRows(table: table.name, rows: last) }
            let setup = try SheetSetup(Document(title: table.name), at: path)
            var names = SheetNames()
            write(table, to: setup.sheet(names.name(for: table.name)), setup)
            list(table, to: setup.sheet(names.name(for: "To be mended")), setup)
            try setup.close()
        }

        private static func write(
            _ table: MarkedTable, to sheet: SheetSetup.Sheet, _ setup: SheetSetup
        ) {
            let plain = Formats(in: setup.book, tint: nil)
            let marked = Formats(in: setup.book, tint: 0xFFE08A)
            var marks: [Place: String] = [:]
            for mark in table.marks {
                let place = Place(row: mark.row, column: mark.column ?? 0)
                marks[place] = marks[place].map { "\($0)\n\n\(mark.words)" } ?? mark.words
            }
            let widths = widths(of: table)
            for (column, width) in widths.enumerated() {
                _ = worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil)
            }
            setup.paginate(widths, of: sheet)
            for row in table.rows {
                setup.fit(
                    row.cells.map { $0.words(in: .text) }, in: widths, sheet: sheet, row: row.number - 1)
                for (column, cell) in row.cells.enumerated() {
                    let words = marks[Place(row: row.number, column: column)]
                    let formats = words == nil ? plain : marked
                    write(cell, to: sheet, row: row.number - 1, column: column, formats, setup)
                    if let words {
                        _ = worksheet_write_comment(
                            sheet, UInt32(row.number - 1), UInt16(column),
                            String(ControlCharacters.shown(in: words, tab: "\t").prefix(longestComment)))
                    }
                }
            }
            if let headings = table.rows.first?.number, headings < last(of: table) {
                worksheet_freeze_panes(sheet, UInt32(headings), 0)
            }
            worksheet_activate(sheet)
        }

        private static func last(of table: MarkedTable) -> Int { table.rows.map(\.number).max() ?? 0 }

        /// Characters a column: as its longest line needs, but long texts are wrapped.
        private static func widths(of table: MarkedTable) -> [Int] {
            var widths: [Int] = []
            for row in table.rows {
                for (column, cell) in row.cells.enumerated() {
                    if column == widths.count { widths.append(8) }
                    let line = WordWrap.extent(of: cell.words(in: .text)).line
                    widths[column] = max(widths[column], min(line + 2, 36))
                }
            }
            return widths
        }

        private static func write(
            _ cell: Cell, to sheet: SheetSetup.Sheet, row: Int, column: Int, _ formats: Formats,
            _ setup: SheetSetup
        ) {
            switch cell {
            case .empty: _ = worksheet_write_blank(sheet, UInt32(row), UInt16(column), formats.words)
            case .number(let number):
                _ = worksheet_write_number(
                    sheet, UInt32(row), UInt16(column), Double(number), formats.words)
            case .date(let text):
                guard let day = Day(iso: text) else { fallthrough }
                var value = lxw_datetime(
                    year: Int32(day.year), month: Int32(day.month), day: Int32(day.day), hour: 0, min: 0,
                    sec: 0)
                _ = worksheet_write_datetime(sheet, UInt32(row), UInt16(column), &value, formats.date)
            case .text, .decimal, .time, .rag:
                setup.write(
                    cell.words(in: .text), to: sheet, row: row, column: column, format: formats.words)
            }
        }

        private static func list(_ table: MarkedTable, to sheet: SheetSetup.Sheet, _ setup: SheetSetup) {
            let widths = [12, 120]
            for (column, width) in widths.enumerated() {
                _ = worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil)
            }
            let all =
                table.remarks.map { ("", $0) }
                + table.marks.map { mark in
                    ((mark.column.map { ColumnLetters.of($0) } ?? "row ") + "\(mark.row)", mark.words)
                }
            for (row, line) in all.enumerated() {
                setup.fit([line.0, line.1], in: widths, sheet: sheet, row: row)
                setup.write(line.0, to: sheet, row: row, column: 0)
                setup.write(line.1, to: sheet, row: row, column: 1)
            }
        }

        private struct Place: Hashable {
            let row: Int
            let column: Int
        }

        /// How words and dates look, plain or marked.
        private struct Formats {
            let words: SheetSetup.Format?
            let date: SheetSetup.Format?

            init(in book: UnsafeMutablePointer<lxw_workbook>, tint: UInt32?) {
                func format(_ number: String?) -> SheetSetup.Format? {
                    let format = workbook_add_format(book)
                    format_set_text_wrap(format)
                    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
                    SheetSetup.rule(format)
                    if let tint { format_set_bg_color(format, tint) }
                    if let number { format_set_num_format(format, number) }
                    return format
                }
                words = format(nil)
                date = format(SheetSetup.Style.date.rawValue)
            }
        }
    }
#endif
