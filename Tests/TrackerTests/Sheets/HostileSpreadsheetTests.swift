#if Spreadsheets
    import Testing

    import Tracker

    /// Workbooks made to do harm, and damaged ones: each ends with a sentence, soon and in little memory.
    struct HostileSpreadsheetTests {
        private static let heading = "<row r='1'>\(TestWorkbook.words("A1", "Ref"))</row>"

        private func refusal(
            _ sheet: String, strings: String = "", limits: SpreadsheetLimits = SpreadsheetLimits()
        ) -> String? {
            SpreadsheetReaderTests.refusal(TestWorkbook.bytes(sheet: sheet, strings: strings), limits: limits)
        }

        @Test(arguments: [
            "<!DOCTYPE worksheet [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
            "<!DOCTYPE worksheet [<!ENTITY a 'ha'><!ENTITY e '&a;&a;&a;&a;&a;&a;&a;&a;'>]>",
            "<!DOCTYPE worksheet SYSTEM 'http://example.org/x.dtd'>", "<!DOCTYPE worksheet>",
        ])
        func refusesDocumentTypes(declaration: String) {
            let sheet =
                declaration + TestWorkbook.sheet("<row r='1'>\(TestWorkbook.words("A1", "&e;"))</row>")
            #expect(refusal(sheet)?.contains("document type declaration in xl/sheet.xml") == true)
        }

        @Test func refusesEntitiesNobodyDeclared() {
            let sheet = TestWorkbook.sheet("<row r='1'>\(TestWorkbook.words("A1", "&e;"))</row>")
            #expect(refusal(sheet)?.contains("xl/sheet.xml, line 1: undefined entity") == true)
        }

        @Test func refusesBombs() {
            let spaces = String(repeating: " ", count: 40 << 20)
            let sheet = TestWorkbook.sheet(Self.heading + spaces)
            let bytes = TestWorkbook.bytes(sheet: sheet)
            #expect(bytes.count < 1 << 17)
            #expect(SpreadsheetReaderTests.refusal(bytes)?.contains("unpacks to far more") == true)
            var limits = SpreadsheetLimits()
            limits.ratio = 10_000
            #expect(SpreadsheetReaderTests.refusal(bytes, limits: limits) == nil)
            limits.unpacked = 40 << 20
            #expect(
                SpreadsheetReaderTests.refusal(bytes, limits: limits)?.contains("unpacks to far more") == true
            )
            limits.packed = bytes.count - 1
            #expect(SpreadsheetReaderTests.refusal(bytes, limits: limits)?.contains("larger than") == true)
        }

        @Test func refusesCellsAndTagsThatAreTooLong() {
            var random = Noise()
            let noise = String(decoding: (0..<2 << 20).map { _ in random.letter() }, as: UTF8.self)
            let inline = TestWorkbook.sheet("<row r='1'>\(TestWorkbook.words("A1", noise))</row>")
            #expect(refusal(inline)?.contains("The cell A1 holds more than 1048576 bytes") == true)
            let value = TestWorkbook.sheet("<row r='1'><c r='A1' t='str'><v>\(noise)</v></c></row>")
            #expect(refusal(value)?.contains("The cell A1 holds more than 1048576 bytes") == true)
            let shared = TestWorkbook.sheet("<row r='1'><c r='A1' t='s'><v>0</v></c></row>")
            #expect(
                refusal(shared, strings: "<si><t>\(noise)</t></si>")?.contains("holds more than 1048576")
                    == true)
            let tag = TestWorkbook.sheet("<row r='1' x='\(noise)'></row>")
            #expect(refusal(tag)?.contains("a tag or a comment that is far too long") == true)
            let comment = TestWorkbook.sheet("<!--\(noise)-->")
            #expect(refusal(comment)?.contains("a tag or a comment that is far too long") == true)
        }

        @Test func whatTheSheetClaimsToBeDoesNotMatter() throws {
            // TestWorkbook.sheet claims 16,384 columns and 1,048,576 rows.
            let rows = Self.heading + "<row r='1048576'>\(TestWorkbook.words("A1048576", "R1"))</row>"
            let sheet = try Sheet.read(
                TestWorkbook.bytes(sheet: TestWorkbook.sheet(rows)), file: "a.xlsx")
            #expect(Array(sheet.rows) == [Sheet.Row(number: 1_048_576, cells: [.text("R1")])])
        }

        @Test func wideRowsWithManyBelowAreBounded() {
            let wide =
                "<row r='1'>\(TestWorkbook.words("A1", "Ref"))\(TestWorkbook.words("XFD1", "Far"))</row>"
            let rows = (2...2000).map { "<row r='\($0)'>\(TestWorkbook.words("A\($0)", "x"))</row>" }.joined()
            #expect(refusal(TestWorkbook.sheet(wide + rows))?.contains("more than 5000000 cells") == true)
        }

        @Test func boundsWhatTheParserRemembers() {
            let names = (0..<1001).map { "<tag\($0)/>" }.joined()
            let prefixes = (0..<1001).map { "<a xmlns:p\($0)='u'/>" }.joined()
            for tags in [names, prefixes] {
                let refused = refusal(TestWorkbook.sheet(Self.heading + tags))
                #expect(refused?.contains("different names of tags") == true)
            }
        }

        @Test func countsTheTexts() {
            var limits = SpreadsheetLimits()
            limits.cells = 10
            let many = String(repeating: "<si/>", count: 11)
            #expect(
                refusal(TestWorkbook.sheet(Self.heading), strings: many, limits: limits)?
                    .contains("more than 10 different texts") == true)
        }

        @Test func stopsAfterTooManyProblems() {
            let rows = (2...2000).map { "<row r='\($0)'><c r='A\($0)' t='e'><v>#N/A</v></c></row>" }.joined()
            let lines = refusal(TestWorkbook.sheet(Self.heading + rows))?.split(separator: "\n") ?? []
            #expect(lines.count == 51)
            #expect(lines.last == "and 950 more")
        }

        @Test(arguments: [
            ("<row r='0'/>", "no proper number"), ("<row r='A1'/>", "no proper number"),
            ("<row r=''/>", "no proper number"),
            ("<row r='99999999999999999999'/>", "no proper number"),
            ("<row r='1048577'/>", "row 1048577 comes after row 0"),
            ("<row r='2'/><row r='2'/>", "row 2 comes after row 2"),
            ("<row r='1'><c r='XFE1'/></row>", "too many columns"),
            ("<row r='1'><c r='1'/></row>", "no proper name"),
            ("<row r='1'><c r='AAAAAAAAAAAAAA1'/></row>", "no proper name"),
            ("<row r='1'><c r='A1' t='s'><v>0</v></c></row>", "refers to text 0 of 0"),
            ("<row r='1'><c r='A1' t='s'><v>-1</v></c></row>", "refers to text -1 of 0"),
            ("<row r='1'><c r='A1'><v>1,5</v></c></row>", "is empty"),
            ("<row r='1'><c r='A1'><v>nan</v></c></row>", "is empty"),
            ("", "is empty"), ("<row r='1'><c r='A1'/></row>", "is empty"), ("<row r='1'>", "mismatched tag"),
            (String(repeating: "<a>", count: 200), "nests too deeply"),
        ])
        func refusesWhatContradictsItself(rows: String, words: String) {
            #expect(refusal(TestWorkbook.sheet(rows))?.contains(words) == true)
        }

        @Test func refusesOtherZipFiles() {
            let zip = { (name: String) in TestWorkbook.zip([(name, Array("x".utf8))]) }
            #expect(SpreadsheetReaderTests.refusal(zip("../../etc/passwd"))?.contains("no workbook") == true)
            #expect(SpreadsheetReaderTests.refusal(zip("content.xml"))?.contains("no workbook") == true)
            #expect(SpreadsheetReaderTests.refusal([0x50, 0x4B, 0x03, 0x04, 0])?.contains("damaged") == true)
            let missing = TestWorkbook.bytes(
                sheet: "", parts: [("xl/workbook.xml", Array("<workbook/>".utf8))])
            #expect(SpreadsheetReaderTests.refusal(missing)?.contains("no sheet with rows") == true)
            let outside = """
                <Relationships><Relationship Id='r' Type='x/officeDocument' Target='../../../etc/passwd'/>\
                </Relationships>
                """
            let escaping = TestWorkbook.bytes(sheet: "", parts: [("_rels/.rels", Array(outside.utf8))])
            #expect(
                SpreadsheetReaderTests.refusal(escaping)?.contains("the part etc/passwd is missing") == true)
        }

        @Test func refusesEveryTruncation() throws {
            let bytes = try #require(TestFile.bytes("openpyxl.xlsx"))
            for length in stride(from: 4, to: bytes.count, by: 37) {
                #expect(SpreadsheetReaderTests.refusal(Array(bytes[..<length]))?.contains("damaged") == true)
            }
        }

        @Test func survivesDamage() throws {
            let bytes = try #require(TestFile.bytes("libreoffice.xlsx"))
            var random = Noise()
            var refused = 0
            for _ in 0..<400 {
                var damaged = bytes
                for _ in 0..<3 {
                    damaged[Int(random.next() % UInt64(bytes.count))] = UInt8(
                        truncatingIfNeeded: random.next())
                }
                if SpreadsheetReaderTests.refusal(damaged) != nil { refused += 1 }
            }
            #expect(refused > 100)
        }
    }

    /// A linear congruential generator (Knuth's MMIX): the same noise at every run, and hard to compress.
    private struct Noise {
        private var state: UInt64 = 1

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }

        mutating func letter() -> UInt8 { UInt8(ascii: "a") + UInt8(next() % 26) }
    }
#endif
