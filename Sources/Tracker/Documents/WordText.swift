// Text on its way into WordprocessingML: control characters shown, markup escaped, line breaks as elements.

#if Spreadsheets
    /// Runs and paragraphs.
    enum WordText {
        /// `text` for an element or an attribute, on one line.
        static func escaped(_ text: String) -> String { HTMLText.escaped(text, newline: " ") }

        /// `text` as a run; a newline in it is a line break.
        static func run(_ text: String, bold: Bool = false) -> String {
            guard !text.isEmpty else { return "" }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
                "<w:t xml:space=\"preserve\">\(escaped(String($0)))</w:t>"
            }
            return "<w:r>\(bold ? "<w:rPr><w:b/></w:rPr>" : "")\(lines.joined(separator: "<w:br/>"))</w:r>"
        }

        /// A paragraph of `runs`.
        static func paragraph(
            _ style: WordStyle?, _ runs: String, keepsNext: Bool = false, keepsLines: Bool = false,
            alignsRight: Bool = false
        ) -> String {
            let properties =
                (style.map { "<w:pStyle w:val=\"\($0.id)\"/>" } ?? "") + (keepsNext ? "<w:keepNext/>" : "")
                + (keepsLines ? "<w:keepLines/>" : "") + (alignsRight ? "<w:jc w:val=\"right\"/>" : "")
            return "<w:p>\(properties.isEmpty ? "" : "<w:pPr>\(properties)</w:pPr>")\(runs)</w:p>"
        }

        /// A field that Word works out, such as PAGE.
        static func field(_ instruction: String) -> String {
            """
            <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> \(instruction) </w:instrText></w:r>\
            <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
            """
        }
    }
#endif
