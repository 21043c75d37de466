import Foundation
import Testing

import Tracker

/// Sheets in other formats: converted where LibreOffice is installed, else refused with the way out.
struct SheetConversionRunTests {
    private static let sheet = """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"
         xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
         office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
        <table:table table:name="Live"><table:table-row>\(cell("Ref"))\(cell("Recommendation"))</table:table-row>
        <table:table-row>\(cell("007"))\(cell("Publish the plan"))</table:table-row></table:table>
        </office:spreadsheet></office:body></office:document>
        """

    private static func cell(_ words: String) -> String {
        "<table:table-cell office:value-type=\"string\"><text:p>\(words)</text:p></table:table-cell>"
    }

    @Test func withoutLibreOfficeTheWayOutIsTold() throws {
        let run = try CommandLineRun.withBoard(items: 1)
        let file = try run.file("tracker.ods", Self.sheet)
        let result = try run(["import", file, "--report", "LEG"], environment: ["PATH": "/nonexistent"])
        #expect(result.code == 65)
        #expect(
            result.error.contains(
                "This is an OpenDocument file: save it as .xlsx, or the sheet as CSV UTF-8."))
        #expect(result.error.contains("install LibreOffice"))
    }

    #if Spreadsheets
        @Test(.enabled(if: system("command -v soffice >/dev/null") == 0))
        func libreOfficeConvertsAndItIsSaid() throws {
            let run = try CommandLineRun.withBoard(items: 1)
            let file = try run.file("tracker.ods", Self.sheet)
            let result = try run("import", file, "--report", "LEG")
            #expect(result.code == 0, "\(result.error)")
            #expect(
                result.error.contains(
                    "tracker.ods is an OpenDocument file; LibreOffice made an .xlsx workbook of it"))
            #expect(try run.item("007")["text"]?.string == "Publish the plan")
            #expect(try run("import", file, "--report", "LEG").error.contains("taken in already"))
        }
    #endif
}
