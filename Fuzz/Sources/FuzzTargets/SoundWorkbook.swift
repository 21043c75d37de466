/// A small workbook as spreadsheet programs write it (ECMA-376).
enum SoundWorkbook {
    private static let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    static let parts: [Part] = [
        Part(name: "xl/sheet.xml", bytes: Array(sheet.utf8)),
        Part(
            name: "xl/strings.xml",
            bytes: Array("<sst><si><t>Text</t></si><si><r><t>Rich</t></r></si></sst>".utf8)),
        Part(name: "xl/styles.xml", bytes: Array(styles.utf8)),
        Part(name: "xl/workbook.xml", bytes: Array(workbook.utf8)),
        Part(name: "xl/_rels/workbook.xml.rels", bytes: Array(relationships.utf8)),
        Part(name: "_rels/.rels", bytes: Array(root.utf8)),
    ]

    private static let sheet = """
        <worksheet><dimension ref='A1:C3'/><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Reference</t></is></c>\
        <c r='B1' t='s'><v>0</v></c><c r='C1' t='inlineStr'><is><t>Due</t></is></c></row><row r='2'><c r='A2' t='str'>\
        <v>L-1</v></c><c r='B2' t='s'><v>1</v></c><c r='C2' s='1'><v>43165</v></c></row></sheetData>\
        <mergeCells><mergeCell ref='A3:B3'/></mergeCells></worksheet>
        """
    private static let styles = """
        <styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/></numFmts><cellXfs><xf numFmtId='0'/>\
        <xf numFmtId='164'/></cellXfs></styleSheet>
        """
    private static let workbook = """
        <workbook xmlns:r='\(types)'><workbookPr date1904='0'/><sheets><sheet name='Actions' sheetId='1' r:id='r1'/>\
        </sheets></workbook>
        """
    private static let relationships = """
        <Relationships><Relationship Id='r1' Type='\(types)/worksheet' Target='sheet.xml'/>\
        <Relationship Id='r2' Type='\(types)/sharedStrings' Target='strings.xml'/>\
        <Relationship Id='r3' Type='\(types)/styles' Target='styles.xml'/></Relationships>
        """
    private static let root = """
        <Relationships><Relationship Id='r1' Type='\(types)/officeDocument' Target='/xl/workbook.xml'/></Relationships>
        """
}
