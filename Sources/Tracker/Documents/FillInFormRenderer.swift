// Writes a form as a workbook: the sheet to fill in, first and in front, with drop-down lists; how to fill it in; and the
// lists themselves, hidden. (ECMA-376 part 1, 18.3.1.32: data validation.)

import TrackerSpreadsheets
import TrackerValues

#if Spreadsheets
    import CSpreadsheets
    import TrackerSpreadsheets
    import Glibc

    /// Forms as workbooks.
    public enum FillInFormRenderer {
        /// Rows below the last that take drop-down lists too, for items somebody adds by hand.
        private static let spare = 50

        /// Writes `form` to the file at `path`, replacing what is there.
        ///
        /// - Throws: `SpreadsheetError` when it has too many rows or the file can't be written.
        public static func write(_ form: FillInForm, to path: String) throws(SpreadsheetError) {
            guard form.rows.count + form.lines.count + spare + 2 <= SheetLimit.rows else {
                throw .tooManyRows(table: form.title, rows: form.rows.count)
            }
            let setup = try SheetSetup(Document(title: form.title, marking: form.marking), at: path)
            write(form, to: setup.sheet("To fill in"), setup)
            guide(form, to: setup.sheet("How to fill this in"), setup)
            let lists = setup.sheet("Lists")
            for (index, column) in form.columns.enumerated() {
                guard case .choice(let choices) = column.purpose else { continue }
                for (row, choice) in choices.enumerated() {
                    setup.write(choice, to: lists, row: row, column: index)
                }
            }
            worksheet_hide(lists)
            try setup.close()
        }

        private static func write(_ form: FillInForm, to sheet: SheetSetup.Sheet, _ setup: SheetSetup) {
            let marking = form.marking.isEmpty ? "" : " · \(form.marking)"
            // The first column is on each page across; what stands over the columns is on the first page only.
            let column = form.columns.map(\.width).reduce(0, +) > SheetSetup.pageWidth ? 1 : 0
            setup.write(form.title + marking, to: sheet, row: 0, column: column, format: setup.title)
            // Above the headings no row has the columns' tint or their wrapping.
            let above = workbook_add_format(setup.book)
            format_set_align(above, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            for (row, line) in form.lines.enumerated() {
                _ = worksheet_set_row(sheet, UInt32(row + 1), 15, above)
                setup.write(line, to: sheet, row: row + 1, column: column, format: above)
            }
            // The row of the headings.
            let head = form.lines.count + 1
            setup.paginate(
                form.columns.map(\.width), from: form.columns.firstIndex { $0.purpose != .given }, of: sheet)
            let widths = form.columns.map(\.width)
            let given = format(in: setup.book, tint: 0xF2F2F2)
            let free = format(in: setup.book, tint: nil)
            let date = format(in: setup.book, tint: nil)
            let givenDate = format(in: setup.book, tint: 0xF2F2F2)
            format_set_num_format(givenDate, SheetSetup.Style.date.rawValue)
            format_set_num_format(date, SheetSetup.Style.date.rawValue)
            for (index, column) in form.columns.enumerated() {
                let style = column.purpose == .given ? given : column.purpose == .date ? date : free
                _ = worksheet_set_column(sheet, UInt16(index), UInt16(index), Double(column.width), style)
            }
            let headings = form.columns.map {
                Column(title: $0.title, key: $0.title, kind: .text)
            }
            setup.write(headings, in: widths, to: sheet, row: head)
            for (row, cells) in form.rows.enumerated() {
                setup.fit(cells.map { $0.words(in: .text) }, in: widths, sheet: sheet, row: head + 1 + row)
                // The lines of columns that are to be filled in come from their cells, not from the column.
                for column in form.columns.indices
                where column >= cells.count
                    || cells[column] == .empty && form.columns[column].purpose != .given
                {
                    let style = form.columns[column].purpose == .date ? date : free
                    _ = worksheet_write_blank(sheet, UInt32(head + 1 + row), UInt16(column), style)
                }
                for (column, cell) in cells.enumerated() where cell != .empty {
                    write(cell, to: sheet, row: head + 1 + row, column: column, given, date: givenDate, setup)
                }
            }
            worksheet_freeze_panes(sheet, UInt32(head + 1), 1)
            _ = worksheet_repeat_rows(sheet, UInt32(form.lines.isEmpty ? 0 : head), UInt32(head))
            let last = UInt32(head + form.rows.count)
            if let lastColumn = UInt16(exactly: form.columns.count - 1), !form.rows.isEmpty {
                _ = worksheet_autofilter(sheet, UInt32(head), 0, last, lastColumn)
            }
            for (index, column) in form.columns.enumerated() {
                validate(column, UInt16(index), from: UInt32(head + 1), to: last + UInt32(spare), of: sheet)
            }
            worksheet_activate(sheet)
        }

        private static func write(
            _ cell: Cell, to sheet: SheetSetup.Sheet, row: Int, column: Int, _ format: SheetSetup.Format?,
            date: SheetSetup.Format?, _ setup: SheetSetup
        ) {
            switch SheetValue(cell, in: .text) {
            case .number(let number, _):
                _ = worksheet_write_number(sheet, UInt32(row), UInt16(column), number, format)
            case .date(let day):
                var value = lxw_datetime(
                    year: Int32(day.year), month: Int32(day.month), day: Int32(day.day), hour: 0, min: 0,
                    sec: 0)
                _ = worksheet_write_datetime(sheet, UInt32(row), UInt16(column), &value, date)
            case .nothing, .text:
                setup.write(cell.words(in: .text), to: sheet, row: row, column: column, format: format)
            }
        }

        private static func format(
            in book: UnsafeMutablePointer<lxw_workbook>, tint: UInt32?
        ) -> SheetSetup.Format? {
            let format = workbook_add_format(book)
            format_set_text_wrap(format)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            // Numbers, too, so that they keep away from what stands to their right.
            format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
            SheetSetup.rule(format)
            if let tint { format_set_bg_color(format, tint) }
            return format
        }

        /// What may stand in a column. Words that no list has may be typed all the same: whoever takes the sheet back
        /// understands more than the list offers.
        private static func validate(
            _ column: FillInForm.Column, _ index: UInt16, from first: UInt32, to last: UInt32,
            of sheet: SheetSetup.Sheet
        ) {
            var rule = lxw_data_validation()
            rule.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
            rule.show_input = UInt8(LXW_VALIDATION_ON.rawValue)
            rule.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
            func set(_ title: String, _ message: String, formula: String = "") {
                let texts = ([formula, title, message] as [String]).map { strdup($0)! }
                defer { texts.forEach { free($0) } }
                if !formula.isEmpty { rule.value_formula = texts[0] }
                rule.error_title = texts[1]
                rule.error_message = texts[2]
                _ = worksheet_data_validation_range(sheet, first, index, last, index, &rule)
            }
            switch column.purpose {
            case .given, .words: return
            case .choice(let choices):
                guard !choices.isEmpty else { return }
                let letters = ColumnLetters.of(Int(index))
                rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
                rule.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
                rule.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
                set(
                    "Not on the list", "The list has the usual words; others may not be understood.",
                    formula: "=Lists!$\(letters)$1:$\(letters)$\(choices.count)")
            case .percent:
                rule.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
                rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
                rule.minimum_number = 0
                rule.maximum_number = 100
                rule.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_STOP.rawValue)
                set("A percentage", "A whole number from 0 to 100.")
            case .date:
                rule.validate = UInt8(LXW_VALIDATION_TYPE_DATE.rawValue)
                rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_GREATER_THAN.rawValue)
                rule.value_datetime = lxw_datetime(year: 2000, month: 1, day: 1, hour: 0, min: 0, sec: 0)
                rule.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
                set("A date", "A date, for example 06/03/2018.")
            }
        }

        private static func guide(_ form: FillInForm, to sheet: SheetSetup.Sheet, _ setup: SheetSetup) {
            let widths = [28, 100]
            for (column, width) in widths.enumerated() {
                _ = worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil)
            }
            for (row, fact) in form.guide.enumerated() {
                setup.fit([fact.label, fact.value], in: widths, sheet: sheet, row: row)
                setup.write(fact.label, to: sheet, row: row, column: 0)
                setup.write(fact.value, to: sheet, row: row, column: 1)
            }
        }
    }
#endif
