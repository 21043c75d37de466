import Testing

@testable import Tracker

@Suite struct CSVRendererTests {
    @Test func quarterly() throws {
        try RenderingGolden.expect(CSVRenderer.render(RenderingSamples.quarterly), is: "quarterly.csv")
    }

    @Test func outstanding() throws {
        try RenderingGolden.expect(CSVRenderer.render(RenderingSamples.outstanding), is: "outstanding.csv")
    }

    @Test func hostile() throws {
        try RenderingGolden.expect(CSVRenderer.render(RenderingSamples.hostile), is: "hostile.csv")
    }

    private func record(_ cells: Cell...) -> String {
        let columns = cells.indices.map { Column(title: "C", key: "c\($0)") }
        let csv = CSVRenderer.render(Table(name: "T", columns: columns, rows: [cells]))
        return String(
            csv.split(separator: "\r\n", omittingEmptySubsequences: false)[1...].joined(separator: "\r\n")
                .dropLast())
    }

    @Test(arguments: ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"])
    func formulasAreInert(text: String) {
        let field = record(.text(text))
        #expect(field.hasPrefix("'") || field.hasPrefix("\"'"))
    }

    @Test func numbersAndDatesStayPlain() {
        let line = record(
            .number(-1234), .decimal("-390.50"), .date("2018-03-06"), .rag(.red), .rag(.none), .empty)
        #expect(line == "-1234,-390.50,2018-03-06,red,,")
    }

    @Test func whatOnlyClaimsToBeANumberOrDateIsInertToo() {
        #expect(record(.decimal("-1+cmd"), .date("=1")) == "'-1+cmd,'=1")
    }

    @Test func fieldsAreQuotedWhereTheyMustBe() {
        #expect(
            record(.text("a,b"), .text("say \"x\""), .text("one\r\ntwo"), .text("é"))
                == "\"a,b\",\"say \"\"x\"\"\",\"one\ntwo\",é")
        #expect(record(.text("\"\u{301}"), .text(",\u{301}")) == "\"\"\"\u{301}\",\",\u{301}\"")
    }

    @Test func controlCharactersAreShownButNewlineAndTab() {
        #expect(record(.text("a\u{0}b\tc\u{1B}")) == "a\\u{0}b\tc\\u{1B}")
    }

    @Test func markingHasItsOwnColumn() {
        let table = Table(
            name: "T", columns: [Column(title: "A", key: "a")], rows: [[.number(1)]], total: [.number(1)])
        #expect(CSVRenderer.render(table, marking: "OFFICIAL") == "a,marking\r\n1,OFFICIAL\r\n1,OFFICIAL\r\n")
        #expect(CSVRenderer.render(table, byteOrderMark: true) == "\u{FEFF}a\r\n1\r\n1\r\n")
    }

    @Test func recordsComeBeforeTablesAndTablesBeforeFacts() {
        let table = Table(name: "T", columns: [Column(title: "A", key: "a")])
        let flat = Table(name: "F", columns: [Column(title: "B", key: "b")])
        let facts = Block.facts([Fact(label: "L", value: "V")])
        #expect(
            CSVRenderer.render(Document(title: "", blocks: [facts, .table(table)], records: flat)) == "b\r\n")
        #expect(CSVRenderer.render(Document(title: "", blocks: [facts, .table(table)])) == "a\r\n")
        #expect(CSVRenderer.render(Document(title: "", blocks: [facts])) == "label,value\r\nL,V\r\n")
    }
}
