#if Spreadsheets
    /// A page, standing or lying; lengths in twentieths of a point.
    struct WordPage: Equatable, Sendable {
        /// The room at the edges, and from the edge to the header and the footer.
        struct Margins: Equatable, Sendable {
            var top, right, bottom, left, header, footer: Int

            static let usual = Margins([1134, 1021, 1134, 1021, 454, 454])

            /// In the order of the properties.
            init(_ lengths: [Int]) {
                (top, right, bottom) = (lengths[0], lengths[1], lengths[2])
                (left, header, footer) = (lengths[3], lengths[4], lengths[5])
            }
        }

        var width, height: Int
        var margins = Margins.usual
        /// How wide its typeface's letters may be, in hundredths of Arial's: a template may have a wide one.
        var letters = 100

        /// A4, standing.
        static let portrait = WordPage(width: 11_906, height: 16_838)

        /// A page of that size.
        init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

        /// The same page, lying.
        var landscape: WordPage {
            var page = self
            (page.width, page.height) = (max(width, height), min(width, height))
            return page
        }

        var textWidth: Int { max(2000, width - margins.left - margins.right) }
        var textHeight: Int { max(2000, height - margins.top - margins.bottom) }

        private var orientation: String { width > height ? " w:orient=\"landscape\"" : "" }

        /// The section's properties, its header and footer by their relationships.
        func section(header: String, footer: String) -> String {
            """
            <w:sectPr><w:headerReference w:type="default" r:id="\(header)"/><w:footerReference w:type="default" r:id="\(footer)"/>\
            <w:pgSz w:w="\(width)" w:h="\(height)"\(orientation)/>\
            <w:pgMar w:top="\(margins.top)" w:right="\(margins.right)" w:bottom="\(margins.bottom)" w:left="\(margins.left)" \
            w:header="\(margins.header)" w:footer="\(margins.footer)" w:gutter="0"/></w:sectPr>
            """
        }
    }
#endif
