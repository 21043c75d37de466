// What all sheets of a workbook share: cell formats, and a printed page with the protective marking at head
// and foot.

#if Spreadsheets
    import CSpreadsheets
    import Glibc
    import TrackerSpreadsheets

    /// Makes sheets of one paper, and holds the formats of their cells.
    struct SheetSetup {
        /// How a cell shows its value; the raw value is the number format (ECMA-376, 18.8.30).
        enum Style: String, CaseIterable {
            case text = "General"
            case whole = "#,##0"
            case count = "#,##0;-#,##0;–"
            case tenths = "#,##0.0"
            case hundredths = "#,##0.00"
            case thousandths = "#,##0.000"
            case percent = "0%"
            case decimalPercent = "0.0%"
            case date = "d mmm yyyy"
        }

        package typealias Sheet = UnsafeMutablePointer<lxw_worksheet>
        package typealias Format = UnsafeMutablePointer<lxw_format>

        let book: UnsafeMutablePointer<lxw_workbook>
        private let path: String
        /// Headings over a part of a sheet.
        package let title: Format?
        /// A sentence on one line, across the cells beside it.
        package let line: Format?
        private let heading: Format?
        private let numberHeading: Format?
        private let plain: [Style: Format]
        private let total: [Style: Format]
        private let header: String
        private let footer: String

        /// The formats and the page of `document`, in a workbook that is written to `path`, replacing what is there.
        ///
        /// - Parameter isStreamed: whether rows go to disk as they are written, so that memory doesn't grow with them.
        init(_ document: Document, at path: String, isStreamed: Bool = false) throws(SpreadsheetError) {
            if let lack = SpreadsheetLibraries.lack { throw .lacking(lack) }
            // The library reports a file it can't open on the standard error stream, so that is tried first.
            guard let file = fopen(path, "ab") else {
                throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
            }
            fclose(file)
            var options = lxw_workbook_options(
                constant_memory: isStreamed ? 1 : 0, tmpdir: nil, use_zip64: 0)
            guard let book = workbook_new_opt(path, &options) else {
                throw .cannotWrite(path: path, reason: "there is no memory for it")
            }
            self.book = book
            self.path = path
            Self.describe(document, in: book)
            heading = workbook_add_format(book)
            numberHeading = workbook_add_format(book)
            for format in [heading, numberHeading] {
                format_set_bold(format)
                format_set_text_wrap(format)
                format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_BOTTOM.rawValue))
                format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
                format_set_bg_color(format, 0xE8ECF1)
            }
            format_set_align(numberHeading, UInt8(LXW_ALIGN_RIGHT.rawValue))
            format_set_indent(numberHeading, 1)
            line = workbook_add_format(book)
            title = workbook_add_format(book)
            format_set_bold(title)
            format_set_font_size(title, 14)
            plain = Self.formats(in: book) { Self.rule($0) }
            total = Self.formats(in: book) { format in
                format_set_bold(format)
                format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
            }
            let marking = "&C&B" + Self.words(document.marking, limit: 80)
            header = "&L" + Self.words(document.title, limit: 120) + marking + "&R&A"
            footer = marking + "&RPage &P of &N"
        }

        /// Ends the workbook, which is there whole only then.
        func close() throws(SpreadsheetError) {
            let result = workbook_close(book)
            guard result == LXW_NO_ERROR else {
                throw .cannotWrite(path: path, reason: String(cString: lxw_strerror(result)!))
            }
        }

        /// The workbook's properties. Its time of making is the oldest that a zip archive can hold, so that
        /// equal papers are equal files; when a paper was made is in its foot.
        private static func describe(_ document: Document, in book: UnsafeMutablePointer<lxw_workbook>) {
            let title = strdup(ControlCharacters.shown(in: document.title))
            let status = strdup(ControlCharacters.shown(in: document.marking))
            defer {
                free(title)
                free(status)
            }
            var properties = lxw_doc_properties()
            properties.title = title
            properties.status = status
            properties.created = 315_532_800
            _ = workbook_set_properties(book, &properties)
        }

        /// How cells of `style` look, in the body or in the total.
        package func format(_ style: Style, inTotal: Bool = false) -> Format? {
            inTotal ? total[style] : plain[style]
        }

        /// A new sheet called `name`, to be printed on lying A4, one page wide, its first row on each page.
        package func sheet(_ name: String) -> Sheet {
            let sheet = workbook_add_worksheet(book, name)!
            worksheet_set_landscape(sheet)
            worksheet_set_paper(sheet, 9)
            worksheet_fit_to_pages(sheet, 1, 0)
            worksheet_set_margins(sheet, 0.4, 0.4, 0.75, 0.75)
            _ = worksheet_set_header(sheet, header)
            _ = worksheet_set_footer(sheet, footer)
            return sheet
        }

        /// A quiet line under each row, on screen and on paper.
        static func rule(_ format: Format?) {
            format_set_bottom(format, UInt8(LXW_BORDER_HAIR.rawValue))
            format_set_bottom_color(format, 0x9AA3AD)
        }

        /// The characters that a lying A4 page holds in type that can be read, whatever stands in for the sheet's own type.
        static let pageWidth = 145

        /// Prints columns of `widths` characters in type that can be read, on several pages beside each other where they
        /// need them, each beginning with the first column. A page begins with the column `start`, where one is given.
        package func paginate(_ widths: [Int], from start: Int? = nil, of sheet: Sheet) {
            guard widths.reduce(0, +) > Self.pageWidth, let first = widths.first else { return }
            var breaks: [UInt16] = []
            var used = 0
            for (column, width) in widths.enumerated() {
                if column > 0, used + width > Self.pageWidth || column == start {
                    breaks.append(UInt16(column))
                    used = first
                }
                used += width
            }
            worksheet_set_print_scale(sheet, 72)
            _ = worksheet_repeat_columns(sheet, 0, 0)
            breaks.append(0)
            _ = worksheet_set_v_pagebreaks(sheet, &breaks)
        }

        /// Writes words into a cell: never a formula, a link or a number, whatever they look like.
        package func write(_ text: String, to sheet: Sheet, row: Int, column: Int, format: Format? = nil) {
            let words = Self.cut(Self.literal(ControlCharacters.shown(in: text, tab: "\t")))
            _ = worksheet_write_string(sheet, UInt32(row), UInt16(column), words, format ?? plain[.text])
        }

        /// Makes a row as high as its `words` need in columns of `widths` characters. Excel would do so by
        /// itself, LibreOffice doesn't. To be called before anything is written to the row.
        package func fit(_ words: [String], in widths: [Int], sheet: Sheet, row: Int) {
            // Most letters are narrower than the digits in which widths are counted, by a fifth in Calibri.
            let lines =
                zip(words, widths).map { WordWrap.lines($0, width: max(1, $1 * 6 / 5)).count }.max() ?? 1
            // A row is 409 points high at most.
            if lines > 1 { _ = worksheet_set_row(sheet, UInt32(row), min(15 * Double(lines), 409), nil) }
        }

        /// Writes the headings of `columns`, over their cells of `widths` characters.
        package func write(_ columns: [Column], in widths: [Int], to sheet: Sheet, row: Int) {
            fit(columns.map { ControlCharacters.shown(in: $0.title) }, in: widths, sheet: sheet, row: row)
            for (index, column) in columns.enumerated() {
                let format = column.kind.isNumber ? numberHeading : heading
                write(column.title, to: sheet, row: row, column: index, format: format)
            }
        }

        private static func formats(
            in book: UnsafeMutablePointer<lxw_workbook>, finish: (Format) -> Void
        ) -> [Style: Format] {
            var formats: [Style: Format] = [:]
            for style in Style.allCases {
                let format = workbook_add_format(book)!
                format_set_num_format(format, style.rawValue)
                format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
                if style == .text { format_set_text_wrap(format) }
                if style == .date {
                    format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
                } else if style != .text {
                    // So that a number doesn't touch the words of the next column.
                    format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
                    format_set_indent(format, 1)
                }
                finish(format)
                formats[style] = format
            }
            return formats
        }

        /// `text` for a header or footer, where an ampersand starts a code unless doubled (ECMA-376,
        /// 18.3.1.46).
        private static func words(_ text: String, limit: Int) -> String {
            var words = ""
            for character in ControlCharacters.shown(in: text) {
                let next = character == "&" ? "&&" : character == "\n" ? " " : String(character)
                if words.utf16.count + next.utf16.count > limit { break }
                words += next
            }
            return words
        }

        /// `text` with what would be read as an escaped character ("_x001B_") kept as the letters it is
        /// (ECMA-376, 22.9.2.19). The library escapes this only in the shared strings that it doesn't write
        /// here.
        private static func literal(_ text: String) -> String {
            text.utf8.contains(UInt8(ascii: "_"))
                ? text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_") : text
        }

        /// `text` as long as a cell can be; what is cut is said.
        package static func cut(_ text: String) -> String {
            guard text.utf16.count > SheetLimit.cell else { return text }
            let notice = "… [cut: a cell holds \(Numerals.grouped(SheetLimit.cell)) characters]"
            var kept = text.utf16.prefix(SheetLimit.cell - notice.utf16.count)
            while String(kept) == nil { kept.removeLast() }
            return String(Substring(kept)) + notice
        }
    }
#endif
