import Testing
@testable import TrackerSheets

import Tracker

/// Sheets as they come: what other programs write, and what people do to sheets.
struct SheetKindsTests {
    private static let disguised: [(bytes: [UInt8], words: String)] = [
        (Array("<html><table><tr><td class=\"x\">Ref</td></tr></table></html>".utf8), "a web page"),
        (Array("<?xml version=\"1.0\"?>\n<Workbook xmlns=\"\(namespace2003)\">".utf8), "XML of 2003"),
        (Array("[{\"ref\": 1}]".utf8), "a JSON file"), (Array("%PDF-1.4\nRef".utf8), "a PDF"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D], "a picture"), (Array("{\\rtf1 Ref}".utf8), "rich text"),
        (container, ".xls workbook"), (container + wide("EncryptedPackage"), "a password"),
        ([0xEF, 0xBB, 0xBF] + Array("<!DOCTYPE html><p>".utf8), "a web page"),
        ([0xFF, 0xFE] + wide("<html>"), "a web page"),
    ]
    private static let namespace2003 = "urn:schemas-microsoft-com:office:spreadsheet"
    private static let container: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]
    private static func wide(_ word: String) -> [UInt8] { word.utf8.flatMap { [$0, 0] } }

    @Test(arguments: disguised)
    func namesADisguisedFile(bytes: [UInt8], words: String) {
        let error = #expect(throws: InputProblems.self) { try Sheet.read(bytes, file: "tracker.xls") }
        #expect(error?.description.contains(words) == true)
    }

    @Test func raggedRowsAreTakenAndTold() throws {
        let sheet = try Sheet.read(Array("Ref,Text,Due\nR1,a\nR2,b,c,,\nR3,d,e\n".utf8), file: "a.csv")
        #expect(
            sheet.rows.map { $0.cells.map(\.text) } == [
                ["R1", "a", ""], ["R2", "b", "c"], ["R3", "d", "e"],
            ])
        #expect(
            sheet.remarks.map(\.sentence) == [
                "Lines 2 and 3 have fewer cells than headings, or empty ones too many."
            ])
    }

    @Test func lineBreaksOfOtherProgramsAreLineFeeds() throws {
        let sheet = try Sheet.read(
            Array("Text\n\"a\u{B}b\u{85}c\u{2028}d\u{2029}e\rf\r\ng\u{1B}\"\n".utf8), file: "a.csv")
        #expect(sheet.rows[0].cells == [.text("a\nb\nc\nd\ne\nf\r\ng\u{1B}")])
    }

    @Test(arguments: ["02-Jan", "Mar-03", "01/02/2026"])
    func aReferenceThatBecameADateIsKnown(text: String) {
        #expect(SheetCell.text(text).turnedIntoDate?.contains(text) == true)
        #expect(
            SheetCell.date(Day(year: 1900, month: 1, day: 9)!).turnedIntoDate?.contains("1900-01-09") == true)
    }

    @Test(arguments: ["MAR-03", "R1-2", "1-2", "2022", "01/02", "Q3 22/23", "5.1.2", "JAN"])
    func otherReferencesAreNoDates(text: String) {
        #expect(SheetCell.text(text).turnedIntoDate == nil)
    }

    #if Spreadsheets
        @Test func namesAndTargetsMayHaveBackslashes() throws {
            let plain = TestWorkbook.bytes(sheet: TestWorkbook.sheet(Self.row))
            let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            let bytes = TestWorkbook.zip([
                (
                    "_rels\\.rels",
                    Array(
                        "<Relationships><Relationship Id='r' Type='\(types)/officeDocument' Target='xl\\workbook.xml'/></Relationships>"
                            .utf8)
                ),
                (
                    "xl\\workbook.xml",
                    Array(
                        "<workbook xmlns:r='\(types)'><sheets><sheet name='Actions' r:id='r1'/></sheets></workbook>"
                            .utf8)
                ),
                (
                    "xl\\_rels\\workbook.xml.rels",
                    Array(
                        "<Relationships><Relationship Id='r1' Type='\(types)/worksheet' Target='\\xl\\sheet.xml'/></Relationships>"
                            .utf8)
                ),
                ("XL\\Sheet.xml", Array(TestWorkbook.sheet(Self.row).utf8)),
            ])
            #expect(
                try Sheet.read(bytes, file: "a.xlsx").headings == Sheet.read(plain, file: "a.xlsx").headings)
        }

        @Test func missingStylesAndTextsDoNotMatterWhereNothingNeedsThem() throws {
            let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            let relationships = """
                <Relationships><Relationship Id='r1' Type='\(types)/worksheet' Target='sheet.xml'/>\
                <Relationship Id='r2' Type='\(types)/sharedStrings' Target='gone.xml'/>\
                <Relationship Id='r3' Type='\(types)/styles' Target='gone2.xml'/></Relationships>
                """
            let bytes = TestWorkbook.bytes(
                sheet: TestWorkbook.sheet(Self.row + "<row><c s='4'><v> 2.0 </v></c></row>"),
                parts: [("xl/_rels/workbook.xml.rels", Array(relationships.utf8))])
            #expect(try Sheet.read(bytes, file: "a.xlsx").rows.map { $0.cells[0] } == [.number("2", 2)])
        }

        @Test func aFaultCountsOnlyWhereItIsAskedFor() throws {
            let rows = """
                <row r='1'>\(TestWorkbook.words("A1", "Ref"))\(TestWorkbook.words("B1", "Left"))</row>\
                <row r='2'>\(TestWorkbook.words("A2", "R1"))<c r='B2' t='e'><v>#REF!</v></c><c r='H2' t='e'><v>#N/A</v></c></row>\
                <row r='3'>\(TestWorkbook.words("A3", "R2"))<c r='B3' t='e' vm='1'><v>#VALUE!</v></c></row>\
                <row r='4'>\(TestWorkbook.words("A4", "R3"))<c r='B4' t='d'><v>10:10:10</v></c>\(TestWorkbook.words("F4", "x"))</row>\
                <row r='5'><c r='B5' t='e'><v>#N/A</v></c></row>
                """
            let sheet = try Sheet.read(TestWorkbook.bytes(sheet: TestWorkbook.sheet(rows)), file: "a.xlsx")
            #expect(
                sheet.rows.map { $0.cells.map(\.text) } == [["R1", ""], ["R2", ""], ["R3", "10:10:10"]])
            #expect(sheet.problems(inColumns: [0], file: "a.xlsx").isEmpty)
            #expect(
                sheet.problems(inColumns: [0, 1], file: "a.xlsx").map(\.description) == [
                    "a.xlsx, row 2, column B (\"Left\"): The cell shows the error #REF!: mend its formula, or type the value.",
                    "a.xlsx, row 3, column B (\"Left\"): The cell holds a picture: type what it shows.",
                    "a.xlsx, row 5, column B (\"Left\"): The cell shows the error #N/A: mend its formula, or type the value.",
                ])
            #expect(sheet.remarks.map(\.sentence) == ["Columns F and H have no heading and are left out."])
        }

        @Test func whatIsHiddenOrStruckThroughIsKnown() throws {
            let styles = """
                <styleSheet><fonts><font/><font><strike/></font><font><strike val='0'/></font></fonts><cellXfs>\
                <xf fontId='0'/><xf fontId='1'/><xf fontId='2'/></cellXfs></styleSheet>
                """
            let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            let relationships = """
                <Relationships><Relationship Id='r1' Type='\(types)/worksheet' Target='sheet.xml'/>\
                <Relationship Id='r3' Type='\(types)/styles' Target='styles.xml'/></Relationships>
                """
            func struck(_ name: String, _ style: Int) -> String {
                "<c r='\(name)' s='\(style)' t='inlineStr'><is><t>x</t></is></c>"
            }
            let run = "<c r='A5' t='inlineStr'><is><r><rPr><strike/></rPr><t>gone</t></r></is></c>"
            let xml = """
                <worksheet><cols><col min='2' max='2' hidden='1'/><col min='9' max='16384' hidden='1'/></cols><sheetData>\
                <row r='1'>\(TestWorkbook.words("A1", "Ref"))\(TestWorkbook.words("B1", "Secret"))</row>\
                <row r='2' hidden='1'>\(struck("A2", 2))</row><row r='3'>\(struck("A3", 1))\(struck("B3", 1))</row>\
                <row r='4'>\(struck("A4", 1))\(struck("B4", 0))</row><row r='5'>\(run)</row></sheetData></worksheet>
                """
            let workbook = """
                <workbook xmlns:r='\(types)'><sheets><sheet name='Live' r:id='r1'/>\
                <sheet name='Lists' state='veryHidden' r:id='r9'/></sheets></workbook>
                """
            let bytes = TestWorkbook.bytes(
                sheet: xml,
                parts: [
                    ("xl/_rels/workbook.xml.rels", Array(relationships.utf8)),
                    ("xl/styles.xml", Array(styles.utf8)), ("xl/workbook.xml", Array(workbook.utf8)),
                ])
            let sheet = try Sheet.read(bytes, file: "a.xlsx")
            #expect(sheet.tabs == [SheetTab(name: "Live"), SheetTab(name: "Lists", state: .veryHidden)])
            #expect(sheet.hiddenColumns == [1])
            #expect(sheet.rows.map(\.isHidden) == [true, false, false, false])
            #expect(sheet.rows.map(\.isStruck) == [false, true, false, true])
            #expect(sheet.rows[2].struckColumns == [0])
            #expect(
                sheet.remarks.map(\.sentence) == [
                    "The column \"Secret\" is hidden in the sheet.",
                    "Row 2 is hidden in the sheet, and read like the others.",
                    "Rows 3 and 5 are struck through in the sheet, and read like the others.",
                ])
        }

        @Test func readsTheSheetThatHasTheHeadings() throws {
            let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            let workbook = """
                <workbook xmlns:r='\(types)'><sheets><sheet name='Cover' r:id='r1'/><sheet name='Empty' r:id='r2'/>\
                <sheet name='Live' r:id='r3'/></sheets></workbook>
                """
            let relationships =
                "<Relationships>"
                + (1...3).map {
                    "<Relationship Id='r\($0)' Type='\(types)/worksheet' Target='s\($0).xml'/>"
                }.joined() + "</Relationships>"
            func bytes(_ live: String) -> [UInt8] {
                TestWorkbook.bytes(
                    sheet: "",
                    parts: [
                        ("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", relationships),
                        (
                            "xl/s1.xml",
                            TestWorkbook.sheet("<row>\(TestWorkbook.words("A1", "Our tracker"))</row>")
                        ),
                        ("xl/s2.xml", TestWorkbook.sheet("")), ("xl/s3.xml", TestWorkbook.sheet(live)),
                    ].map { ($0.0, Array($0.1.utf8)) })
            }
            let search = HeadingSearch { $0.contains("Ref") }
            #expect(try Sheet.read(bytes(Self.row), file: "a.xlsx", headings: search).name == "Live")
            #expect(try Sheet.read(bytes(Self.row), file: "a.xlsx").name == "Cover")
            #expect(try Sheet.read(bytes(""), file: "a.xlsx", headings: search).name == "Cover")
        }

        @Test func monthsAndInstantsAreReadAsTheyAreShown() throws {
            let styles = """
                <styleSheet><numFmts><numFmt numFmtId='170' formatCode='mmmm yyyy'/></numFmts><cellXfs><xf numFmtId='17'/>\
                <xf numFmtId='170'/><xf numFmtId='14'/></cellXfs></styleSheet>
                """
            let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            let relationships = """
                <Relationships><Relationship Id='r1' Type='\(types)/worksheet' Target='sheet.xml'/>\
                <Relationship Id='r3' Type='\(types)/styles' Target='styles.xml'/></Relationships>
                """
            let rows =
                Self.row + """
                    <row><c s='0'><v>44986</v></c></row><row><c s='1'><v>44986</v></c></row><row><c s='0'><v>45016</v></c></row>\
                    <row><c s='2'><v>45015.9999999</v></c></row><row><c t='d'><v>2018-05-30T23:00:00Z</v></c></row>
                    """
            let sheet = try Sheet.read(
                TestWorkbook.bytes(
                    sheet: TestWorkbook.sheet(rows),
                    parts: [
                        ("xl/_rels/workbook.xml.rels", Array(relationships.utf8)),
                        ("xl/styles.xml", Array(styles.utf8)),
                    ]), file: "a.xlsx")
            #expect(
                sheet.rows.map { $0.cells[0].text } == [
                    "Mar-23", "March 2023", "2023-03-31", "2023-03-31", "2018-05-30T23:00:00Z",
                ])
            #expect(sheet.rows[4].cells[0].day(since: sheet.epoch)?.description == "2018-05-31")
        }

        private static let row = "<row>\(TestWorkbook.words("A1", "Ref"))</row>"
    #endif
}
