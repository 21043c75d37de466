// Writes a paper as a Word document (.docx: WordprocessingML, ECMA-376 part 1, 17) that people go on working with: real
// styles, tables whose heads repeat on each page, the marking and "Page 1 of 3" in header and footer, lying pages where a
// table needs them, charts that are Word's own and say what they show to those who can't see them. The same paper makes
// the same bytes. See docs/decisions/0110-word.md.

#if Spreadsheets
    import TrackerSpreadsheets

    /// Papers as Word documents.
    public enum WordRenderer {
        /// How the page is laid out.
        public enum Layout: Equatable, Sendable {
            /// A board paper: title, matter, what it rests on.
            case paper
            /// A letter: logo, body and address at the head, then its subject and text.
            case letter
        }

        /// Writes `document` to the file at `path`, replacing what is there. Rows go to disk as they are written: memory
        /// doesn't grow with their number.
        ///
        /// - Parameters:
        ///   - document: the paper or letter.
        ///   - source: what the rows of a long list are read from.
        ///   - layout: how the page is laid out.
        ///   - template: the body's own, whose styles, page, header and footer it takes.
        ///   - path: the file.
        /// - Throws: `SpreadsheetError` when the file can't be written or libzip is not on this computer.
        public static func write(
            _ document: Document, from source: (any RowSource)? = nil, layout: Layout = .paper,
            template: WordTemplate? = nil, to path: String
        ) throws {
            if let lack = SpreadsheetLibraries.lack { throw SpreadsheetError.lacking(lack) }
            var package = try WordPackage(for: path)
            var body = WordBody(document, layout: layout, template: template, source: source)
            try body.write(to: &package)
            try package.close()
        }
    }
#endif
