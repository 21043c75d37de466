import Testing
@testable import TrackerSpreadsheets

import Tracker

/// Sheets out of CSV, and how their places and problems are named.
struct SheetTests {
    @Test(arguments: [
        (0, "A"), (3, "D"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA"), (16383, "XFD"),
    ])
    func namesColumnsAsSpreadsheetsDo(index: Int, name: String) {
        #expect(ColumnLetters.of(index) == name)
    }

    @Test func readsCSV() throws {
        let sheet = try Sheet.read(Array("Ref,Due\nR1,\n , \n,\n\nR2,soon\n".utf8), file: "actions.csv")
        #expect(sheet.name == "actions.csv")
        #expect(sheet.source == .csv)
        #expect(sheet.headings == [.text("Ref"), .text("Due")])
        #expect(
            Array(sheet.rows) == [
                Sheet.Row(number: 2, cells: [.text("R1"), .empty]),
                Sheet.Row(number: 6, cells: [.text("R2"), .text("soon")]),
            ])
    }

    @Test func rowsAreTheSameInAnyOrder() throws {
        let text = "Ref;Note\r\nR1;\"two\r\nlines\"\r\n\r\nR2;\"a \"\"word\"\"; é\"\r\nR3;\r\n"
        let sheet = try Sheet.read(Array(text.utf8), file: "actions.csv")
        let rows = [
            Sheet.Row(number: 2, cells: [.text("R1"), .text("two\r\nlines")]),
            Sheet.Row(number: 5, cells: [.text("R2"), .text("a \"word\"; é")]),
            Sheet.Row(number: 6, cells: [.text("R3"), .empty]),
        ]
        #expect(Array(sheet.rows) == rows)
        #expect(sheet.rows.reversed() == rows.reversed())
        #expect(sheet.rows[1] == rows[1])
    }

    @Test func tellsEveryRowOfTheWrongLength() {
        let error = #expect(throws: InputProblems.self) {
            try Sheet.read(Array("Ref,Due\nR1\nR2,a\nR3,b,c\nR4,\"d\n".utf8), file: "actions.csv")
        }
        #expect(
            error?.description == """
                actions.csv, line 4, character 1: The row has 3 cells where the file has 2 headings: put a cell that \
                contains the separator in quotes, or remove what is too much.
                actions.csv, line 5, character 4: The quote (") that opens a cell here is never closed: close it, or \
                double every quote that is part of the words.
                """)
    }

    @Test func knowsOtherFilesByTheirFirstBytes() {
        let old = #expect(throws: InputProblems.self) {
            try Sheet.read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], file: "old.xls")
        }
        #expect(old?.description.contains("save it as .xlsx") == true)
        let tab = #expect(throws: InputProblems.self) {
            try Sheet.read(Array("a\n1".utf8), file: "a.csv", tab: "Actions")
        }
        #expect(tab?.description.contains("no sheets") == true)
    }

    @Test func cellsSayWhatTheyHold() {
        #expect(SheetCell.number("8751", 8751).text == "8751")
        #expect(SheetCell.number("001", 1).text == "001")
        #expect(SheetCell.number("75%", 0.75).text == "75%")
        #expect(SheetCell.date(.distantFuture).text == "9999-12-31")
        #expect(SheetCell.boolean(true).text == "TRUE")
        #expect(SheetCell.empty.isBlank && SheetCell.text(" \n").isBlank && !SheetCell.number("0", 0).isBlank)
    }

    @Test func placesAreFoundAgain() {
        let headings: [SheetCell] = [.text("Ref"), .empty, .date(.distantFuture), .text("Due")]
        let workbook = Sheet(name: "Actions", source: .spreadsheet, headings: headings, rows: [])
        #expect(workbook.place(row: 7, column: 3).description == "row 7, column D (\"Due\")")
        #expect(workbook.place(row: 7, column: 1).description == "row 7, column B")
        #expect(workbook.place(row: 7, column: 9).description == "row 7, column J")
        #expect(workbook.place(row: 7).description == "row 7")
        let csv = Sheet(name: "a.csv", source: .csv, headings: headings, rows: [])
        #expect(csv.place(row: 7, column: 3).description == "line 7, column D (\"Due\")")
    }

    @Test func aProblemIsOneLine() {
        let problem = Problem(
            file: "actions.xlsx",
            place: SheetPlace(source: .spreadsheet, row: 7, column: "D", heading: "Due"),
            reference: "PEEL-R5", sentence: "\"next\nweek\" is not a date.", accepted: "a date as YYYY-MM-DD")
        #expect(
            problem.description
                == "actions.xlsx, row 7, column D (\"Due\"), PEEL-R5: \"next week\" is not a date. "
                + "Accepted: a date as YYYY-MM-DD.")
        let value = InvalidValue(what: "date", given: "soon", expected: "a date as YYYY-MM-DD")
        #expect(
            Problem(file: "a.csv", place: SheetPlace(source: .csv, row: 2), value).description
                == "a.csv, line 2: The date \"soon\" cannot be read: give a date as YYYY-MM-DD.")
    }

    @Test(arguments: [(1, nil), (50, nil), (51, "and 1 more"), (1234, "and 1184 more")])
    func printsFiftyProblems(count: Int, end: String?) {
        let problems = InputProblems(
            (1...count).map {
                Problem(file: "a.csv", place: SheetPlace(source: .csv, row: $0), sentence: "Wrong.")
            })
        let lines = problems.description.split(separator: "\n")
        #expect(lines.count == min(count, 50) + (end == nil ? 0 : 1))
        #expect(lines.first == "a.csv, line 1: Wrong.")
        #expect(end == nil || lines.last.map(String.init) == end)
    }
}
