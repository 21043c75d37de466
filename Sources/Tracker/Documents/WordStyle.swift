// The styles of Word documents. What Word has by name ("heading 1") goes by that name, so that its navigation pane and
// tables of contents find it; the others are named for what they hold, and a body may restyle each of them at one place.

#if Spreadsheets
    /// A style of a paragraph or a table.
    enum WordStyle: String, CaseIterable {
        case normal = "Normal"
        case title = "Title"
        case subtitle = "Subtitle"
        case heading1 = "heading 1"
        case heading2 = "heading 2"
        case bullet = "List Bullet"
        case header, footer
        case marking = "Marking"
        case letterhead = "Letterhead"
        case facts = "Facts"
        case smallPrint = "Small Print"
        case tableText = "Table Text"
        case tableHeading = "Table Heading"
        case gap = "After Table"

        /// The list that bullets belong to; high, so that a template's own lists keep their numbers.
        static let bulletNumber = 9110

        /// The table's style, which is no paragraph's.
        static let tableID = "RegisterTable"

        /// What paragraphs name it by.
        var id: String {
            rawValue.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        }

        /// The style's definition.
        var definition: String {
            let quick = [.header, .footer].contains(self) ? "" : "<w:qFormat/>"
            let based = self == .normal ? "" : "<w:basedOn w:val=\"Normal\"/>"
            let next =
                [.title, .subtitle, .heading1, .heading2].contains(self) ? "<w:next w:val=\"Normal\"/>" : ""
            return """
                <w:style w:type="paragraph"\(self == .normal ? " w:default=\"1\"" : "")\(isOwn ? " w:customStyle=\"1\"" : "") \
                w:styleId="\(id)"><w:name w:val="\(rawValue)"/>\(based)\(next)\(quick)\
                <w:pPr>\(paragraph)</w:pPr><w:rPr>\(run)</w:rPr></w:style>

                """
        }

        private var isOwn: Bool {
            [.marking, .letterhead, .facts, .smallPrint, .tableText, .tableHeading, .gap].contains(self)
        }

        private var paragraph: String {
            switch self {
            case .normal: "<w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/>"
            case .title: "<w:keepNext/><w:spacing w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/>"
            case .subtitle: "<w:keepNext/><w:spacing w:after=\"200\"/>"
            case .heading1:
                "<w:keepNext/><w:keepLines/><w:spacing w:before=\"280\" w:after=\"80\"/><w:outlineLvl w:val=\"0\"/>"
            case .heading2:
                "<w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/>"
            case .bullet:
                "<w:numPr><w:numId w:val=\"\(Self.bulletNumber)\"/></w:numPr><w:spacing w:after=\"60\"/><w:ind w:left=\"360\" w:hanging=\"360\"/>"
            case .header, .footer: "<w:spacing w:after=\"0\"/>"
            case .marking: "<w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/>"
            case .letterhead: "<w:spacing w:after=\"0\"/>"
            case .facts:
                "<w:tabs><w:tab w:val=\"left\" w:pos=\"2268\"/></w:tabs><w:spacing w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:left=\"2268\" w:hanging=\"2268\"/>"
            case .smallPrint:
                "<w:keepLines/><w:spacing w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/>"
            case .tableText, .tableHeading:
                "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>"
            case .gap: "<w:spacing w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/>"
            }
        }

        private var run: String {
            switch self {
            case .normal, .bullet, .header: ""
            case .title: "<w:b/><w:color w:val=\"\(Self.accent)\"/><w:sz w:val=\"36\"/>"
            case .subtitle: "<w:color w:val=\"\(Self.quiet)\"/><w:sz w:val=\"24\"/>"
            case .heading1: "<w:b/><w:color w:val=\"\(Self.accent)\"/><w:sz w:val=\"26\"/>"
            case .heading2: "<w:b/><w:color w:val=\"\(Self.accent)\"/><w:sz w:val=\"22\"/>"
            case .footer: "<w:color w:val=\"\(Self.quiet)\"/><w:sz w:val=\"16\"/>"
            case .marking: "<w:b/><w:spacing w:val=\"20\"/><w:sz w:val=\"20\"/>"
            case .letterhead: "<w:sz w:val=\"20\"/>"
            case .facts: "<w:sz w:val=\"18\"/>"
            case .smallPrint: "<w:color w:val=\"\(Self.quiet)\"/><w:sz w:val=\"15\"/>"
            case .tableText: "<w:sz w:val=\"17\"/>"
            case .tableHeading: "<w:b/><w:color w:val=\"\(Self.quiet)\"/><w:sz w:val=\"16\"/>"
            case .gap: "<w:sz w:val=\"8\"/>"
            }
        }

        /// On white 11:1 and 7:1 (WCAG 2.2, 1.4.6).
        private static let (accent, quiet) = ("1D3557", "535C66")

        /// All of them, as the part of a document.
        static var part: String {
            """
            <w:styles \(WordBody.namespaces)><w:docDefaults><w:rPrDefault><w:rPr>\
            <w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="21"/><w:szCs w:val="21"/>\
            <w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>

            """ + allCases.map(\.definition).joined() + table(withDefault: true) + "</w:styles>"
        }

        /// The tables' style: row lines, the head under a stronger one, the total between two.
        ///
        /// - Parameters:
        ///   - withDefault: whether the style of all tables, which it rests on, comes with it.
        ///   - isThere: whether it is there already.
        static func table(withDefault: Bool, unless isThere: Bool = false) -> String {
            (withDefault ? plainTable : "") + (isThere ? "" : registerTable)
        }

        private static let plainTable = """
            <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>\
            <w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>\
            <w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>

            """

        private static let registerTable = """
            <w:style w:type="table" w:customStyle="1" w:styleId="\(tableID)"><w:name w:val="Register Table"/>\
            <w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>\
            <w:top w:val="single" w:sz="4" w:space="0" w:color="1B1F24"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="1B1F24"/>\
            <w:insideH w:val="single" w:sz="4" w:space="0" w:color="B9BFC5"/></w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/>\
            <w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>\
            <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>\
            <w:bottom w:val="single" w:sz="8" w:space="0" w:color="1B1F24"/></w:tcBorders>\
            <w:shd w:val="clear" w:color="auto" w:fill="E8ECF1"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>\
            <w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>\
            <w:top w:val="single" w:sz="8" w:space="0" w:color="1B1F24"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>

            """
    }
#endif
