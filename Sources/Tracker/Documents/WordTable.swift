import TrackerValues

// A table in WordprocessingML (ECMA-376 part 1, 17.4): its head repeats on each page, short rows don't break, and it stays
// on one page where it fits there.

#if Spreadsheets
    /// A table on its way into a Word document.
    struct WordTable {
        private let table: Table
        private let source: (any RowSource)?
        private let widths: [Int]
        /// Whether the whole table goes to the next page rather than over a page's end.
        private let staysWhole: Bool

        /// Measures `table`; nothing is written yet. - Parameter isUnderHead: it begins under the paper's headline, however
        /// long it is.
        init(
            _ table: Table, from source: (any RowSource)?, on page: WordPage, isUnderHead: Bool
        ) throws {
            self.table = table
            self.source = source
            let columns = try WordColumns(table, from: source, on: page)
            widths = columns.widths
            // The heading above it takes some of the page.
            staysWhole = !isUnderHead && (columns.height.map { $0 < page.textHeight - 1200 } ?? false)
        }

        /// What a cell says, with a minus where one is meant.
        static func words(_ cell: Cell, in kind: Column.Kind) -> String {
            let words = cell.words(in: kind)
            return switch cell {
            case .number, .decimal: words.hasPrefix("-") ? "\u{2212}" + words.dropFirst() : words
            case .empty, .text, .date, .time, .rag: words
            }
        }

        /// Writes the table row by row. - Parameter title: what it shows, said to those who can't see it.
        func write(title: String, to package: inout WordPackage) throws {
            package.write(
                """
                <w:tbl><w:tblPr><w:tblStyle w:val="\(WordStyle.tableID)"/>\
                <w:tblW w:w="\(widths.reduce(0, +))" w:type="dxa"/><w:tblLayout w:type="fixed"/>\
                <w:tblLook w:val="\(table.total == nil ? "06A0" : "06E0")" w:firstRow="1" w:lastRow="\(table.total == nil ? 0 : 1)" \
                w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>\
                <w:tblCaption w:val="\(WordText.escaped(title))"/></w:tblPr>\
                <w:tblGrid>\(widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined())</w:tblGrid>

                """)
            package.write(head)
            let last = table.rows.count - 1
            try table.rows.enumerated(from: source) { index, row in
                // Neither the first row nor the last, nor the total, stands alone on a page.
                let isLast = index == last && table.total == nil
                let keeps = !isLast && (staysWhole || index == 0 || index >= last - 1)
                package.write(self.row(row, keepsNext: keeps))
            }
            if let total = table.total { package.write(row(total, isTotal: true)) }
            package.write("</w:tbl>\n")
        }

        private var head: String {
            let cells = zip(table.columns, widths).map { column, width in
                cell(
                    WordText.paragraph(
                        .tableHeading, WordText.run(ControlCharacters.shown(in: column.title)),
                        keepsNext: true,
                        alignsRight: column.kind.isNumber), width: width)
            }
            return "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>\(cells.joined())</w:tr>\n"
        }

        private func row(_ row: [Cell], keepsNext: Bool = false, isTotal: Bool = false) -> String {
            var length = 0
            var cells = ""
            for (index, column) in table.columns.enumerated() {
                let value = index < row.count ? row[index] : .empty
                let words = Self.words(value, in: column.kind)
                length = max(length, words.utf8.count / max(1, widths[index] / 1000))
                cells += cell(
                    WordText.paragraph(
                        .tableText, WordText.run(words, bold: isTotal), keepsNext: keepsNext,
                        alignsRight: value.isNumber),
                    width: widths[index], shade: Self.shade(value))
            }
            // A row of a third of a page or more may break.
            let splits = length > 240 * 5
            return "<w:tr>\(splits ? "" : "<w:trPr><w:cantSplit/></w:trPr>")\(cells)</w:tr>\n"
        }

        private func cell(_ paragraph: String, width: Int, shade: String? = nil) -> String {
            let fill = shade.map { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\($0)\"/>" } ?? ""
            return
                "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>\(fill)</w:tcPr>\(paragraph)</w:tc>"
        }

        /// The tint behind a rating's word, which is always there: black on it is at least 15:1 (WCAG 2.2, 1.4.6).
        private static func shade(_ cell: Cell) -> String? {
            switch cell {
            case .rag(.red): "F9DEDC"
            case .rag(.amber): "FDECC8"
            case .rag(.green): "DCF1E2"
            case .rag(.blue): "DDE8F8"
            case .rag(.none), .empty, .text, .number, .decimal, .date, .time: nil
            }
        }
    }
#endif
