import Testing

import Tracker

@Suite struct CSVRendererTests {
    @Test func quarterly() throws {
        try RenderingGolden.expect(try CSVRenderer.render(RenderingSamples.quarterly), is: "quarterly.csv")
    }

    @Test func outstanding() throws {
        try RenderingGolden.expect(
            try CSVRenderer.render(RenderingSamples.outstanding), is: "outstanding.csv")
    }

    @Test func hostile() throws {
        try RenderingGolden.expect(try CSVRenderer.render(RenderingSamples.hostile), is: "hostile.csv")
    }

    private func record(_ cells: Cell...) throws -> String {
        let columns = cells.indices.map { Column(title: "C", key: "c\($0)") }
        let csv = try CSVRenderer.render(Table(name: "T", columns: columns, rows: [cells]))
        return String(
            csv.split(separator: "\r\n", omittingEmptySubsequences: false)[1...].joined(separator: "\r\n")
                .dropLast())
    }

    @Test(arguments: ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"])
    func formulasAreInert(text: String) throws {
        let field = try record(.text(text))
        #expect(field.hasPrefix("'") || field.hasPrefix("\"'"))
    }

    @Test func numbersAndDatesStayPlain() throws {
        let line = try record(
            .number(-1234), .decimal("-390.50"), .date("2018-03-06"), .rag(.red), .rag(.none), .empty)
        #expect(line == "-1234,-390.50,2018-03-06,red,,")
    }

    @Test func whatOnlyClaimsToBeANumberOrDateIsInertToo() throws {
        #expect(try record(.decimal("-1+cmd"), .date("=1")) == "'-1+cmd,'=1")
    }

    @Test func fieldsAreQuotedWhereTheyMustBe() throws {
        #expect(
            try record(.text("a,b"), .text("say \"x\""), .text("one\r\ntwo"), .text("é"))
                == "\"a,b\",\"say \"\"x\"\"\",\"one\ntwo\",é")
        #expect(try record(.text("\"\u{301}"), .text(",\u{301}")) == "\"\"\"\u{301}\",\",\u{301}\"")
    }

    @Test func controlCharactersAreShownButNewlineAndTab() throws {
        #expect(try record(.text("a\u{0}b\tc\u{1B}")) == "a\\u{0}b\tc\\u{1B}")
    }

    @Test func markingHasItsOwnColumn() throws {
        let table = Table(
            name: "T", columns: [Column(title: "A", key: "a")], rows: [[.number(1)]], total: [.number(1)])
        #expect(
            try CSVRenderer.render(table, marking: "OFFICIAL") == "a,marking\r\n1,OFFICIAL\r\n1,OFFICIAL\r\n")
        #expect(try CSVRenderer.render(table, byteOrderMark: true) == "\u{FEFF}a\r\n1\r\n1\r\n")
    }

    @Test func recordsComeBeforeTablesAndTablesBeforeFacts() throws {
        let table = Table(name: "T", columns: [Column(title: "A", key: "a")])
        let flat = Table(name: "F", columns: [Column(title: "B", key: "b")])
        let facts = Block.facts([Fact(label: "L", value: "V")])
        #expect(
            try CSVRenderer.render(Document(title: "", blocks: [facts, .table(table)], records: flat))
                == "b\r\n")
        #expect(try CSVRenderer.render(Document(title: "", blocks: [facts, .table(table)])) == "a\r\n")
        #expect(try CSVRenderer.render(Document(title: "", blocks: [facts])) == "label,value\r\nL,V\r\n")
    }
}
