#if Spreadsheets
    import Testing
    @testable import TrackerSheets

    import Tracker

    /// Workbooks written by openpyxl and by LibreOffice, and what the format allows that they do not write.
    struct SpreadsheetReaderTests {
        @Test(arguments: ["openpyxl.xlsx", "libreoffice.xlsx"])
        func readsWhatOtherProgramsWrite(name: String) throws {
            let bytes = try #require(TestFile.bytes(name))
            let sheet = try Sheet.read(bytes, file: name)
            #expect(sheet.name == "Actions Q3")
            #expect(sheet.source == .spreadsheet)
            #expect(
                sheet.headings == [
                    .text("Ref"), .text("Due"), .empty, .text("Complete"), .text("Number"), .text("Done"),
                    .text("Note"),
                ])
            #expect(sheet.rows.map(\.number) == [3, 4, 5, 7, 8])
            #expect(
                sheet.rows.map { $0.cells.map(\.text) } == [
                    ["R1", "2022-10-01", "", "75%", "8751", "TRUE", "Met fully on time"],
                    [
                        "R2", "2024-02-29", "", "7%", "0.3",
                        "FALSE", "two\nlines & <tags> £390m 🚨",
                    ],
                    ["R3", "2022-12-31", "", "12.5%", "-1.5", "", " spaced "],
                    ["R5", "1900-03-01", "", "50", sheet.rows[3].cells[4].text, "", "R1 again"],
                    ["R6", "1999-12-31", "", "", "0042", "", "x\ny"],
                ])
            #expect(sheet.rows[0].cells[1] == .date(Day(year: 2022, month: 10, day: 1)!))
            #expect(sheet.rows[0].cells[3] == .number("75%", 0.75))
            #expect(sheet.rows[4].cells[4] == .text("0042"))
            // Half past two: a time of the day is a number, not a date.
            guard case .number(_, let time) = sheet.rows[3].cells[4] else { Issue.record(); return }
            #expect(abs(time - 14.5 / 24) < 1e-9)
        }

        @Test func readsASheetByName() throws {
            let bytes = try #require(TestFile.bytes("libreoffice.xlsx"))
            let sheet = try Sheet.read(bytes, file: "a.xlsx", tab: "lists")
            #expect(sheet.name == "Lists")
            #expect(Array(sheet.rows) == [Sheet.Row(number: 2, cells: [.text("open")])])
            #expect(
                Self.refusal(bytes, tab: "Listen")
                    == "a.xlsx: The workbook has no sheet \"Listen\": it has \"Actions Q3\".")
        }

        @Test func readsDatesSince1904() throws {
            let bytes = try #require(TestFile.bytes("openpyxl-1904.xlsx"))
            let sheet = try Sheet.read(bytes, file: "mac.xlsx")
            #expect(sheet.rows.map { $0.cells[0].text } == ["1904-01-02", "2022-10-01"])
        }

        @Test func tellsAllProblemsAtOnce() throws {
            let bytes = try #require(TestFile.bytes("problems.xlsx"))
            #expect(
                Self.refusal(bytes) == """
                    a.xlsx, row 2, column B ("Due"): The cell has a formula that was never calculated: open the \
                    workbook in a spreadsheet program and save it.
                    a.xlsx, row 3, column B ("Due"): The cell shows the error #REF!: mend its formula, or type the value.
                    a.xlsx, row 4, column B ("Due"): The cell is formatted as a date, but its number 60 is none: type \
                    the date again.
                    a.xlsx, row 5, column B ("Due"): The cell is formatted as a date, but its number 0 is none: type \
                    the date again.
                    a.xlsx, row 6, column C ("Owner"): The cells C6 to C7 are merged, so nobody can tell which rows the \
                    value belongs to: unmerge them and fill in each row.
                    """)
        }

        @Test func readsSparseAndUnnamedCells() throws {
            let rows = """
                <row r='3'><c t='inlineStr'><is><t>Ref</t></is></c><c r='D3' t='s'><v>1</v></c><c r='F3' t='str'><v> </v></c></row>
                <row><c t='s'><v>0</v></c><c/><c/><c><v>1.50</v></c><c t='str'><v></v></c></row>
                <row r='900000'><c r='D900000' t='d'><v>2022-10-01T00:00:00</v></c><c r='XFD900000'/></row>
                """
            let strings = """
                <si><r><t>a </t></r><rPh sb='0' eb='1'><t>hint</t></rPh><r><t xml:space='preserve'> b</t></r></si>\
                <si><t>x_x000D__x005F_x0041_ _x00_ _x0000_</t></si>
                """
            let sheet = try Sheet.read(
                TestWorkbook.bytes(sheet: TestWorkbook.sheet(rows), strings: strings), file: "a.xlsx")
            #expect(sheet.headings == [.text("Ref"), .empty, .empty, .text("x\n_x0041_ _x00_ _x0000_")])
            #expect(
                Array(sheet.rows) == [
                    Sheet.Row(number: 4, cells: [.text("a  b"), .empty, .empty, .number("1.5", 1.5)]),
                    Sheet.Row(
                        number: 900_000,
                        cells: [.empty, .empty, .empty, .date(Day(year: 2022, month: 10, day: 1)!)]),
                ])
        }

        @Test func takesPrefixesAndStrictNamespaces() throws {
            let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
            let sheet = """
                <?xml version="1.0" encoding="ISO-8859-1"?><x:worksheet xmlns:x='\(strict)'><x:sheetData><x:row r='1'>\
                <x:c r='A1' t='inlineStr'><x:is><x:t>Ref</x:t></x:is></x:c></x:row><x:row r='2'><x:c r='A2' t='b'>\
                <x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>
                """
            let read = try Sheet.read(TestWorkbook.bytes(sheet: sheet), file: "a.xlsx")
            #expect(Array(read.rows) == [Sheet.Row(number: 2, cells: [.boolean(true)])])
        }

        static func refusal(
            _ bytes: [UInt8], tab: String? = nil, limits: SpreadsheetLimits = SpreadsheetLimits()
        ) -> String? {
            do throws(InputProblems) {
                let sheet = try SpreadsheetReader(limits: limits).sheet(bytes, file: "a.xlsx", tab: tab)
                let problems = sheet.problems(inColumns: Set(sheet.headings.indices), file: "a.xlsx")
                return problems.isEmpty ? nil : InputProblems(problems).description
            } catch {
                return error.description
            }
        }
    }
#endif
