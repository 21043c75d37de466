import Testing
@testable import TrackerDocuments

import Tracker

@Suite struct CellWordsTests {
    @Test(arguments: [
        (Cell.number(0), Column.Kind.number, "0"), (.number(999), .number, "999"),
        (.number(1277), .number, "1,277"),
        (.number(-35), .number, "-35"), (.number(-1_234_567), .number, "-1,234,567"),
        (.number(45), .percent, "45%"), (.number(0), .count, "–"), (.number(1277), .count, "1,277"),
        (.decimal("390000.50"), .number, "390,000.50"), (.decimal("-1234.5"), .number, "-1,234.5"),
        (.decimal("12.5"), .percent, "12.5%"), (.decimal("1e5"), .number, "1e5"), (.empty, .number, ""),
        (.date("2018-03-06"), .date, "6 Mar 2018"), (.rag(.blue), .rag, "Complete"),
        (.text("a\u{1B}"), .text, "a\\u{1B}"),
    ])
    func words(cell: Cell, kind: Column.Kind, words: String) {
        #expect(cell.words(in: kind) == words)
    }

    @Test func ratingsAreWords() {
        #expect(RAGColour.allCases.map(\.word) == ["Red", "Amber", "Green", "Complete", "Not rated"])
    }

    @Test(arguments: ["", "-", ".5", "5.", "1.2.3", "--1", "1,000", "1-", "=1", "1e3", "٣"])
    func notDecimal(text: String) {
        #expect(!Numerals.isDecimal(text))
    }

    @Test(arguments: ["2018-03-06", "2024-02-29", "2000-02-29", "1066-10-14"])
    func dates(text: String) {
        #expect(Day(iso: text) != nil)
    }

    @Test(arguments: [
        "", "2023-02-29", "1900-02-29", "2018-13-01", "2018-00-01", "2018-04-31", "2018-4-1", "2018-03-06T",
        "soon",
    ])
    func notDates(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test func datesInWords() {
        #expect(Day(iso: "2018-03-06")?.shortForm == "6 Mar 2018")
    }
}
