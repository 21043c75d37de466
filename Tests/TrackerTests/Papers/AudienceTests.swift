import Testing

import Tracker

/// The public edition: secrets are planted wherever words can be internal, and looked for in every format.
@Suite struct AudienceTests {
    private static let secret = "XYLOPHONE"

    private func fixture() throws -> RegisterFixture {
        let fixture = try RegisterFixture(on: "2022-12-01")
        let secret = Self.secret
        try fixture.report("R")
        try fixture.write {
            try $0.addPerson("Private \(secret)")
            try $0.addPerson("Named \(secret)", post: "Assistant Commissioner")
        }
        try fixture.item("A-1", opened: "2022-03-01", due: "2022-06-30")
        try fixture.item("A-2", opened: "2022-03-01", due: "2022-06-30")
        let people = try fixture.register.people()
        try fixture.record(
            .assign(
                lead: .set(try people.named("Private \(secret)").id),
                supporting: [try people.named("Named \(secret)").id], board: .keep), "A-1", on: "2022-03-02")
        try fixture.record(
            .note(isInternal: true), "A-1", on: "2022-04-01", words: [.note: "Internal \(secret)"])
        try fixture.record(
            .addEvidence(nil), "A-1", on: "2022-04-02",
            words: [.title: "Title \(secret)", .address: "https://example.org/\(secret)"])
        var marked = ItemOrigin(report: ref("R"), kind: "recommendation", force: "")
        marked.marking = "OFFICIAL-SENSITIVE"
        try fixture.write {
            try $0.add(ref("S-1"), marked, text: "Sensitive \(secret)", openedOn: day("2022-03-01"))
        }
        return fixture
    }

    /// Every paper of an audience, in every text format.
    private func papers(_ fixture: RegisterFixture, _ audience: Audience) throws -> [String] {
        let register = fixture.register
        let snapshot = try register.snapshot(asAt: fixture.today, today: fixture.today)
        let frame = try PaperContext(snapshot, scope: .everything, audience: audience)
        var documents: [Document] = []
        var data: [JSON] = []
        for selection in [ItemListPaper.Selection.all, .outstanding, .overdue, .dueWithin(30)] {
            for grouping in [nil, RowKey.owner] {
                let paper = try ItemListPaper(
                    register, selection, frame: frame, ragRule: .date, grouping: grouping)
                documents.append(paper.document)
                data.append(try paper.json(from: snapshot))
            }
        }
        for rowKey in RowKey.allCases {
            let spec = QuarterlySpec(
                try Quarter(parsing: "2022/23-Q3"), asAt: fixture.today, rowKey: rowKey, ageBands: [90])
            let paper = try QuarterlyPaper(
                register, spec, today: fixture.today, audience: audience, quartersBefore: 3)
            documents.append(paper.document(expand: true))
            data.append(try paper.json(expand: true))
        }
        let item = try ItemPaper(register, ref("A-1"), frame: frame)
        documents += [item.document, item.historyDocument]
        data.append(try item.json())
        return try documents.flatMap { document in
            [
                try TextRenderer.render(document, from: snapshot, width: 200, colour: false),
                try MarkdownRenderer.render(document, from: snapshot),
                try CSVRenderer.render(document, from: snapshot),
                try HTMLRenderer.render(document, from: snapshot),
            ]
        } + data.map { $0.pretty() }
    }

    @Test func nothingInternalIsPublic() throws {
        let fixture = try fixture()
        #expect(try papers(fixture, .board).filter { $0.contains(Self.secret) }.count > 10)
        for paper in try papers(fixture, .public) {
            #expect(!paper.contains(Self.secret) && !paper.contains("S-1"))
        }
    }

    @Test func countsStayTrueAndWhatIsNotShownIsCounted() throws {
        let fixture = try fixture()
        let register = fixture.register
        let snapshot = try register.snapshot(asAt: fixture.today, today: fixture.today)
        func frame(_ audience: Audience) throws -> PaperContext {
            try PaperContext(snapshot, scope: .everything, audience: audience)
        }
        let list = try ItemListPaper(register, .outstanding, frame: frame(.public), ragRule: .date)
        #expect(try list.json(from: snapshot)["items"]?.array?.count == 2)
        #expect(list.counts.withheld == 1)
        #expect(list.counts.total == 3)
        let first = try ItemListPaper(
            register, .outstanding, frame: frame(.board), ragRule: .date, limit: 1)
        #expect(try first.json(from: snapshot)["items"]?.array?.count == 1 && first.counts.total == 3)
        #expect(
            try TextRenderer.render(list.document, from: snapshot).contains("1 item counted but not shown"))
        #expect(list.document.marking == "OFFICIAL")
        let board = try ItemListPaper(register, .outstanding, frame: frame(.board), ragRule: .date)
        #expect(try board.json(from: snapshot)["items"]?.array?.count == 3)
        #expect(board.document.marking == "OFFICIAL-SENSITIVE")
        let spec = QuarterlySpec(
            try Quarter(parsing: "2022/23-Q3"), asAt: fixture.today, ageBands: [90])
        let tables = try [Audience.board, .public].map { audience in
            try QuarterlyPaper(register, spec, today: fixture.today, audience: audience)
        }
        #expect(tables[0].table == tables[1].table)
        #expect(tables[1].table.total[.carriedForward] == 3)
        // The item's own paper is not to be had in the public edition at all.
        #expect(throws: RuleViolation.self) { try ItemPaper(register, ref("S-1"), frame: frame(.public)) }
    }
}
