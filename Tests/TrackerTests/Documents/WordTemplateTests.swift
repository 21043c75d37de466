// A paper in a body's own look: what is taken from a template, what is added to it, and what is refused.

#if Spreadsheets
    import Glibc
    import Testing
    @testable import TrackerDocuments
    import TrackerValues

    import Tracker

    @Suite struct WordTemplateTests {
        private static let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
        private static let office =
            "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""

        /// A template as a German Word writes one: Letter paper, a blue heading, a header with a picture.
        private func template(
            footer: String = "<w:p><w:r><w:t>Our footer</w:t></w:r></w:p>",
            target: String = "media/image1.png",
            mode: String = ""
        ) -> [UInt8] {
            let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            func part(_ name: String, _ xml: String) -> (String, [UInt8]) { (name, Array(xml.utf8)) }
            return TestWorkbook.zip([
                part("[Content_Types].xml", "<Types/>"),
                part(
                    "word/document.xml",
                    "<w:document \(Self.word) \(Self.office)><w:body><w:p><w:r><w:t>Sample text</w:t></w:r></w:p><w:sectPr><w:headerReference w:type=\"first\" r:id=\"rId8\"/><w:headerReference w:type=\"default\" r:id=\"rId9\"/><w:footerReference r:id=\"rId10\" w:type=\"default\"/><w:pgSz w:w=\"12240\" w:h=\"15840\"/><w:pgMar w:top=\"1440\" w:right=\"1800\" w:bottom=\"1440\" w:left=\"1800\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
                ),
                part(
                    "word/_rels/document.xml.rels",
                    "<Relationships><Relationship Id=\"rId9\" Type=\"\(types)/header\" Target=\"header2.xml\"/><Relationship Target=\"footer2.xml\" Id=\"rId10\" Type=\"\(types)/footer\"/></Relationships>"
                ),
                part(
                    "word/header2.xml",
                    "<?xml version=\"1.0\"?><w:hdr \(Self.word) \(Self.office)><w:p><w:pPr><w:pStyle w:val=\"Kopfzeile\"/></w:pPr><w:r><w:t>Our header</w:t></w:r></w:p></w:hdr>"
                ),
                part(
                    "word/_rels/header2.xml.rels",
                    "<Relationships><Relationship Id=\"rId1\" Type=\"\(types)/image\" Target=\"\(target)\"\(mode)/></Relationships>"
                ),
                part("word/media/image1.png", "picture"),
                part("word/footer2.xml", "<w:ftr \(Self.word)>\(footer)</w:ftr>"),
                part(
                    "word/styles.xml",
                    "<w:styles \(Self.word)><w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/><w:rPr><w:color w:val=\"0000FF\"/></w:rPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"Kopfzeile\"><w:name w:val=\"header\"/></w:style></w:styles>"
                ),
            ])
        }

        private func read(_ template: [UInt8]) throws -> WordReading {
            var name = Array("/tmp/tracker-template-XXXXXX".utf8CString)
            let folder = try #require(mkdtemp(&name).map { String(cString: $0) })
            defer { system("rm -rf \(folder)") }
            let path = "\(folder)/paper.docx"
            try WordRenderer.write(
                RenderingSamples.quarterly, template: try WordTemplate(template, named: "board.dotx"),
                to: path)
            return try WordReading(path)
        }

        @Test func itsLookIsTakenAndWhatAPaperMustCarryIsAdded() throws {
            let reading = try read(template())
            let body = try reading.part("word/document.xml")
            #expect(!body.contains("Sample text"))
            #expect(body.contains("<w:pgSz w:w=\"15840\" w:h=\"12240\" w:orient=\"landscape\"/>"))
            #expect(body.contains("w:left=\"1800\""))
            let styles = try reading.part("word/styles.xml")
            #expect(
                styles.contains(
                    "w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:rPr><w:color w:val=\"0000FF\"/>"))
            #expect(!styles.contains("berschrift1"))
            for added in ["Heading2", "TableText", "RegisterTable", "TableNormal", "ListBullet"] {
                #expect(styles.split(separator: "w:styleId=\"\(added)\"").count == 2, "\(added)")
            }
            let header = try reading.part("word/header1.xml")
            #expect(
                header.contains("OFFICIAL") && header.contains("Our header") && header.contains("\"Header\""))
            #expect(try reading.part("word/_rels/header1.xml.rels").contains("media/image1.png"))
            #expect(try reading.part("word/media/image1.png") == "picture")
            let footer = try reading.part("word/footer1.xml")
            #expect(
                footer.contains("Our footer") && footer.contains("OFFICIAL") && footer.contains(" NUMPAGES "))
            #expect(reading.tables.count == 6)
        }

        @Test func aFooterThatCountsPagesIsNotToldTwice() throws {
            let own = "<w:p><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"
            let footer = try read(template(footer: own)).part("word/footer1.xml")
            #expect(footer.contains("OFFICIAL") && !footer.contains("NUMPAGES"))
        }

        @Test func whatIsNoTemplateIsRefused() throws {
            for bytes in [
                Array("no zip".utf8), TestWorkbook.zip([("word/document.xml", Array("<w/>".utf8))]),
                template(target: "https://example.org/logo.png", mode: " TargetMode=\"External\""),
                template(target: "embeddings/sheet.xlsx"),
            ] {
                let error = #expect(throws: InvalidValue.self) {
                    try WordTemplate(bytes, named: "board.dotx")
                }
                #expect(error?.description.contains("board.dotx") == true)
            }
        }
    }
#endif
