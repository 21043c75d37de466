import Testing

import Tracker
import trackerctl

/// The papers of the demonstration register, whole, in every format that is text; `UPDATE_GOLDEN=1 swift test`
/// writes the golden files anew.
@Suite struct PaperGoldenTests {
    /// The demonstration register on a fixed day, with fixed salts.
    private static func demonstration() throws -> RegisterFixture {
        let fixture = try RegisterFixture(
            on: "2018-01-10", settings: [.body: "Oversight body (demonstration)"])
        let tests = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let sheet = try #require(RenderingGolden.bytes("/\(tests)/samples/met-inspections.csv"))
        try Demonstration.fill(fixture.register, sheet: sheet, session: fixture.session())
        return fixture
    }

    private func frame(_ fixture: RegisterFixture, _ audience: Audience = .board) throws -> PaperContext {
        try PaperContext(
            fixture.register.snapshot(asAt: day("2017-12-31"), today: fixture.today), scope: .everything,
            audience: audience)
    }

    private func expect(
        _ document: Document, from snapshot: Snapshot? = nil, _ json: JSON, are name: String
    ) throws {
        for width in [80, 120] {
            try RenderingGolden.expect(
                try TextRenderer.render(document, from: snapshot, width: width), is: "\(name)-\(width).txt")
        }
        try RenderingGolden.expect(try MarkdownRenderer.render(document, from: snapshot), is: "\(name).md")
        try RenderingGolden.expect(try CSVRenderer.render(document, from: snapshot), is: "\(name).csv")
        try RenderingGolden.expect(try HTMLRenderer.render(document, from: snapshot), is: "\(name).html")
        try RenderingGolden.expect(json.pretty(), is: "\(name).json")
    }

    @Test func outstanding() throws {
        let fixture = try Self.demonstration()
        let frame = try frame(fixture)
        let paper = try ItemListPaper(fixture.register, .outstanding, frame: frame, ragRule: .date)
        let snapshot = try frame.snapshot(of: fixture.register)
        try expect(paper.document, from: snapshot, paper.json(from: snapshot), are: "outstanding")
    }

    @Test func outstandingByOwnerForThePublic() throws {
        let fixture = try Self.demonstration()
        let frame = try frame(fixture, .public)
        let paper = try ItemListPaper(
            fixture.register, .outstanding, frame: frame, ragRule: .percentage, grouping: .owner)
        let snapshot = try frame.snapshot(of: fixture.register)
        try expect(paper.document, from: snapshot, paper.json(from: snapshot), are: "outstanding-public")
    }

    private func quarterly(_ fixture: RegisterFixture, quartersBefore: Int = 0) throws -> QuarterlyPaper {
        let spec = QuarterlySpec(
            try Quarter(parsing: Demonstration.quarter), ageBands: [90, 180, 365])
        return try QuarterlyPaper(
            fixture.register, spec, today: fixture.today, quartersBefore: quartersBefore)
    }

    @Test func quarterly() throws {
        let paper = try quarterly(try Self.demonstration(), quartersBefore: 7)
        try expect(paper.document(expand: true), paper.json(expand: true), are: "quarterly")
    }

    @Test func history() throws {
        let fixture = try Self.demonstration()
        let paper = try ItemPaper(fixture.register, ref("NCPI16-3"), frame: frame(fixture))
        try expect(paper.document, paper.json(), are: "item")
    }

    /// Issued, then overtaken by late entries: printed again byte for byte, and compared.
    @Test func issuedAndPrintedAgain() throws {
        let fixture = try Self.demonstration()
        let register = fixture.register
        let issued = try quarterly(fixture)
        let id = try fixture.write { try $0.issue(issued.issue) }
        try fixture.record(.close(as: .noFurtherAction, successor: nil), "EFF16-2", on: "2017-11-05")
        try fixture.write { writer in
            try writer.set(.marking, to: "OFFICIAL-SENSITIVE")
            try writer.set(.letterhead, to: "1 Bridge Street")
            try writer.set(.logo, to: LetterheadTests.logo)
        }
        let again = try IssuedPaper(register, "T\(id)", today: fixture.today)
        #expect(
            try TextRenderer.render(again.paper.document(expand: true))
                == TextRenderer.render(issued.document(expand: true)))
        #expect(
            try HTMLRenderer.render(again.paper.document()) == HTMLRenderer.render(issued.document()))
        #expect(try again.paper.json(expand: true) == issued.json(expand: true))
        try expect(again.comparisonDocument, again.comparisonJSON, are: "compared")
        #expect(again.comparison.references == ["EFF16-2"])
        let differing = again.comparisonJSON["differences"]?.array ?? []
        #expect(!differing.isEmpty)
        #expect(differing.allSatisfy { $0["entries"]?.array?.isEmpty == false })
    }
}
