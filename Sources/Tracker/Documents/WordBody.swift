// A paper's blocks as the main part of a Word document, in their order. A table that needs a lying page begins a section of
// its own with the headings above it; what follows stays with it, so that no page is left half empty.

#if Spreadsheets
    /// The main part of a Word document, and the parts that it names.
    struct WordBody {
        private let document: Document
        private let layout: WordRenderer.Layout
        private let source: (any RowSource)?
        private let template: WordTemplate?
        private let portrait: WordPage
        private var page: WordPage
        private var drawings = 0
        private var hasTable = false
        /// The level of a caption: below a heading where the paper has any.
        private let captionStyle: WordStyle

        static let namespaces =
            "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
        private static let drawing =
            "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\""

        init(
            _ document: Document, layout: WordRenderer.Layout, template: WordTemplate?,
            source: (any RowSource)?
        ) {
            self.document = document
            self.layout = layout
            self.source = source
            self.template = template
            portrait = template?.portrait ?? .portrait
            page = portrait
            let hasHeadings = document.blocks.contains { if case .heading = $0 { true } else { false } }
            captionStyle = hasHeadings ? .heading2 : .heading1
        }

        /// Writes everything.
        mutating func write(to package: inout WordPackage) throws {
            package.describe(title: document.title, marking: document.marking)
            package.add("styles.xml", "styles", template?.styles ?? WordStyle.part)
            package.add("numbering.xml", "numbering", template?.numbering ?? Self.numbering(in: nil))
            package.add("settings.xml", "settings", Self.settings)
            if let theme = template?.theme { package.add(theme: theme) }
            let header = package.add(
                "header1.xml", "header", self.header, with: template?.header)
            let footer = package.add(
                "footer1.xml", "footer", self.footer, with: template?.footer)
            package.write(
                "\(WordPackage.declaration)<w:document \(Self.namespaces) \(Self.drawing)><w:body>\n")
            let pages = try self.pages()
            page = pages.first ?? portrait
            try writeHead(to: &package)
            let end = document.blocks.endIndex - Self.letterEnd
            for (index, (block, page)) in zip(document.blocks, pages).enumerated() {
                if page != self.page {
                    let section = self.page.section(header: header, footer: footer)
                    package.write(
                        "<w:p><w:pPr><w:pStyle w:val=\"\(WordStyle.gap.id)\"/>\(section)</w:pPr></w:p>\n")
                    self.page = page
                }
                try write(block, keepsNext: layout == .letter && index >= end, to: &package)
            }
            if layout == .paper { writeFoot(to: &package) }
            package.write(page.section(header: header, footer: footer) + "</w:body></w:document>")
        }

        /// The page of each block.
        private func pages() throws -> [WordPage] {
            guard layout == .paper else { return document.blocks.map { _ in portrait } }
            let needs = try document.blocks.map { block in
                if case .table(let table) = block {
                    try WordColumns.needsLandscape(table, from: source, on: portrait)
                } else {
                    false
                }
            }
            let lies = needs.contains(true)
            var pages: [WordPage] = []
            var isLandscape = false
            var pending = 0
            for (block, needsLandscape) in zip(document.blocks, needs) {
                pending += 1
                switch block {
                case .heading, .paragraph, .list, .facts: break
                case .chart:
                    pages += (0..<pending).map { _ in isLandscape ? portrait.landscape : portrait }
                    pending = 0
                case .table(let table):
                    // Beside a table that lies, a middling one doesn't stand: the page isn't turned for nothing.
                    isLandscape = isLandscape || needsLandscape || (lies && table.columns.count > 4)
                    pages += (0..<pending).map { _ in isLandscape ? portrait.landscape : portrait }
                    pending = 0
                }
            }
            return pages + (0..<pending).map { _ in isLandscape ? portrait.landscape : portrait }
        }

        private mutating func writeHead(to package: inout WordPackage) throws {
            let letterhead = document.letterhead
            if let picture = letterhead?.logo.flatMap({ Picture(dataURI: $0) }) {
                let id = package.add(picture)
                let image = self.picture(picture, id, describedAs: letterhead?.name ?? "Logo")
                package.write(WordText.paragraph(.letterhead, image) + "\n")
            }
            let name = letterhead?.name ?? (layout == .letter ? document.subtitle : nil)
            if let name {
                package.write(WordText.paragraph(.letterhead, WordText.run(name, bold: true)) + "\n")
            }
            for line in letterhead?.lines ?? [] {
                package.write(WordText.paragraph(.letterhead, WordText.run(line)) + "\n")
            }
            if name != nil || letterhead != nil { package.write(WordText.paragraph(.gap, "") + "\n") }
            for block in document.opening { try write(block, to: &package) }
            let title = WordText.run(document.title)
            package.write(WordText.paragraph(layout == .letter ? .heading1 : .title, title) + "\n")
            if layout == .paper, let subtitle = document.subtitleUnderLetterhead {
                package.write(WordText.paragraph(.subtitle, WordText.run(subtitle)) + "\n")
            }
        }

        /// So many blocks at a letter's end stay together: the last words, who signs, the copies.
        private static let letterEnd = 4

        private mutating func write(
            _ block: Block, keepsNext: Bool = false, to package: inout WordPackage
        ) throws {
            switch block {
            case .heading(let heading):
                // A letter's subject is the first heading.
                let style: WordStyle = layout == .letter ? .heading2 : .heading1
                package.write(WordText.paragraph(style, WordText.run(heading)) + "\n")
            case .paragraph(let text):
                // A letter's stay on one page, the hand with the name beneath it.
                let runs = WordText.run(text)
                package.write(
                    WordText.paragraph(nil, runs, keepsNext: keepsNext, keepsLines: layout == .letter) + "\n")
            case .list(let entries):
                for entry in entries {
                    package.write(WordText.paragraph(.bullet, WordText.run(entry)) + "\n")
                }
            case .facts(let facts):
                for fact in facts { package.write(paragraph(fact)) }
            case .table(let table): try write(table, to: &package)
            case .chart(let chart): try write(chart, to: &package)
            }
        }

        /// A label too long for the room before its value stands on a line of its own.
        private func paragraph(_ fact: Fact) -> String {
            let gap = fact.label.count > 24 ? "<w:r><w:br/></w:r>" : "<w:r><w:tab/></w:r>"
            return WordText.paragraph(.facts, WordText.run(fact.label) + gap + WordText.run(fact.value))
                + "\n"
        }

        private mutating func write(_ table: Table, to package: inout WordPackage) throws {
            let caption = table.caption ?? table.name
            if !caption.isEmpty {
                package.write(
                    WordText.paragraph(captionStyle, WordText.run(caption), keepsNext: true) + "\n")
            }
            if table.rows.isEmpty {
                package.write(WordText.paragraph(nil, WordText.run(table.empty)) + "\n")
                return
            }
            try WordTable(table, from: source, on: page, isUnderHead: !hasTable).write(
                title: caption, to: &package)
            hasTable = true
            // Word wants a paragraph between tables.
            package.write(WordText.paragraph(.gap, "") + "\n")
        }

        private mutating func write(_ chart: Chart, to package: inout WordPackage) throws {
            guard !chart.categories.isEmpty, !chart.series.isEmpty else {
                return try write(chart.figures, to: &package)
            }
            let drawn = WordChart(chart, width: min(page.textWidth, portrait.textWidth))
            let id = package.add(chart: drawn.part)
            package.write(
                WordText.paragraph(captionStyle, WordText.run(chart.title), keepsNext: true) + "\n")
            package.write(WordText.paragraph(nil, WordText.run(chart.description), keepsNext: true) + "\n")
            let graphic = """
                <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="\(id)"/></a:graphicData>
                """
            package.write(
                WordText.paragraph(
                    nil,
                    inline(
                        graphic, width: drawn.width, height: drawn.height,
                        describedAs: "\(chart.title). \(chart.description)"), keepsNext: true) + "\n")
            try WordTable(chart.figures, from: nil, on: page, isUnderHead: false).write(
                title: chart.figures.caption ?? chart.title, to: &package)
            package.write(WordText.paragraph(.gap, "") + "\n")
        }

        private mutating func picture(
            _ picture: Picture, _ id: String, describedAs words: String
        ) -> String {
            // 18 mm high, as on pages, unless that makes it too wide.
            let scale = min(1021 / Double(picture.height), 3969 / Double(picture.width))
            let (width, height) = (Double(picture.width) * scale, Double(picture.height) * scale)
            let (cx, cy) = (Int(width * 635), Int(height * 635))
            let graphic = """
                <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>\
                <pic:cNvPr id="0" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="\(id)"/>\
                <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>\
                <a:ext cx="\(cx)" cy="\(cy)"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
                </a:graphicData>
                """
            return inline(graphic, width: Int(width), height: Int(height), describedAs: words)
        }

        /// A drawing that stands in the text like a letter; lengths in twentieths of a point.
        private mutating func inline(
            _ graphic: String, width: Int, height: Int, describedAs words: String
        ) -> String {
            drawings += 1
            return """
                <w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">\
                <wp:extent cx="\(width * 635)" cy="\(height * 635)"/>\
                <wp:docPr id="\(drawings)" name="Drawing \(drawings)" descr="\(WordText.escaped(words))"/>\
                <wp:cNvGraphicFramePr/><a:graphic>\(graphic)</a:graphic></wp:inline></w:drawing></w:r>
                """
        }

        private func writeFoot(to package: inout WordPackage) {
            guard !document.foot.isEmpty else { return }
            package.write(
                WordText.paragraph(
                    captionStyle, WordText.run("What this paper rests on"), keepsNext: true) + "\n")
            let runs = document.foot.map {
                WordText.run("\($0.label): ", bold: true) + WordText.run($0.value)
            }
            package.write(
                WordText.paragraph(.smallPrint, runs.joined(separator: WordText.run(" · ")))
                    + "\n")
        }

        private var marking: String {
            document.marking.isEmpty
                ? "" : WordText.paragraph(.marking, WordText.run(document.marking.uppercased()))
        }

        private var header: String {
            if let own = template?.header?.xml { return own.inserting(marking, afterStartOf: "w:hdr") }
            return
                "<w:hdr \(Self.namespaces)>\(marking.isEmpty ? WordText.paragraph(.header, "") : marking)</w:hdr>"
        }

        private var footer: String {
            let title = [document.title, layout == .paper ? document.subtitle : nil].compactMap { $0 }
                .joined(separator: " · ").replacing("\n", with: " ")
            let number =
                WordText.run((layout == .paper ? title + " · " : "") + "Page ") + WordText.field("PAGE")
                + WordText.run(" of ") + WordText.field("NUMPAGES")
            let page = WordText.paragraph(.footer, number, alignsRight: true)
            if let own = template?.footer?.xml {
                // A template that counts its pages itself isn't told twice.
                let added = marking + (own.contains("PAGE") ? "" : page)
                return own.replacing("</w:ftr>", with: added + "</w:ftr>")
            }
            return "<w:ftr \(Self.namespaces)>\(marking)\(page)</w:ftr>"
        }

        /// The lists of a document: those of a template, and the bullets of ours where it has none.
        static func numbering(in own: String?, isAdded: Bool = true) -> String {
            let list = """
                <w:abstractNum w:abstractNumId="9110"><w:multiLevelType w:val="singleLevel"/>\
                <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="\(WordStyle.bullet.id)"/>\
                <w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>\
                </w:abstractNum>
                """
            let number =
                "<w:num w:numId=\"\(WordStyle.bulletNumber)\"><w:abstractNumId w:val=\"9110\"/></w:num>"
            guard let own, own.contains("</w:numbering>") else {
                return "<w:numbering \(namespaces)>\(list)\(number)</w:numbering>"
            }
            guard isAdded else { return own }
            // Every abstract list stands before the first number.
            let start = own.contains("<w:num ") ? "<w:num " : "</w:numbering>"
            var pieces = own.split(separator: start, maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            pieces[0] += list
            return pieces.joined(separator: start).replacing(
                "</w:numbering>", with: number + "</w:numbering>")
        }

        private static let settings = """
            <w:settings \(namespaces)><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:compat>\
            <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>\
            <w:themeFontLang w:val="en-GB"/></w:settings>
            """
    }

    extension String {
        /// The XML with `text` at the start of its root element, `name`.
        fileprivate func inserting(_ text: String, afterStartOf name: String) -> String {
            guard let open = firstRange(of: "<\(name)"),
                let end = self[open.upperBound...].firstIndex(of: ">")
            else { return self }
            return self[...end] + text + self[index(after: end)...]
        }
    }
#endif
