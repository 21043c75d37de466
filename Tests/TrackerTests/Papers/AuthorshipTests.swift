import Testing
@testable import TrackerImport
@testable import TrackerArchive

import Tracker

/// Who typed something in for somebody else is shown wherever who acted is.
@Suite struct AuthorshipTests {
    private static let stranger = "typed in by account jbloggs (not registered)"
    private static let clerk = "typed in by Clara Clerk"

    /// A register in which the founder's acts were typed in by a stranger's account and by a registered clerk.
    private func fixture() throws -> RegisterFixture {
        let fixture = try RegisterFixture(on: "2022-12-01")
        try fixture.report("R")
        try fixture.write { try $0.addPerson("Clara Clerk", roles: [.officer], account: "clara") }
        try fixture.item("R-1", opened: "2022-03-01")
        for (account, words) in [("jbloggs", "STRANGER"), ("clara", "CLERK"), ("amira", "FOUNDER")] {
            try fixture.register.write(fixture.session(by: RegisterFixture.founder, account: account)) {
                try $0.record(.note(isInternal: false), on: ref("R-1"), words: [.note: words], isPublic: true)
                try $0.record(.addEvidence(nil), on: ref("R-1"), words: [.address: "https://e.org/\(words)"])
            }
        }
        return fixture
    }

    private func frame(_ fixture: RegisterFixture, _ audience: Audience = .board) throws -> PaperContext {
        try PaperContext(
            fixture.register.snapshot(asAt: fixture.today, today: fixture.today), scope: .everything,
            audience: audience)
    }

    private func prints(_ document: Document) throws -> [String] {
        [
            try TextRenderer.render(document, width: 250), try MarkdownRenderer.render(document),
            try HTMLRenderer.render(document),
        ]
    }

    /// The fields of each entry that `list` holds, by whose words they are.
    private func expectFields(_ list: [JSON]) {
        let typists = Set(
            list.map { "\($0["recorded_by"]?.string ?? "-") \($0["typed_by_account"]?.string ?? "-")" })
        #expect(typists == ["- jbloggs", "Clara Clerk -", "- -"])
        #expect(list.allSatisfy { $0["actor"]?.string == RegisterFixture.founder })
    }

    @Test func theBoardSeesIt() throws {
        let fixture = try fixture()
        let register = fixture.register
        let item = try ItemPaper(register, ref("R-1"), frame: frame(fixture))
        let log = try AuditLogPaper(register, subject: nil)
        let search = try SearchPaper(register, words: ["r"], frame: frame(fixture))
        let evidence = try Listing.evidence(register, of: ref("R-1"))
        for document in [item.document, item.historyDocument, log.document, search.document] {
            for paper in try prints(document) {
                #expect(paper.contains("account jbloggs") && paper.contains("Clara Clerk"))
            }
            let records = try CSVRenderer.render(document)
            #expect(records.contains(Self.stranger) && records.contains(Self.clerk))
        }
        let text = try TextRenderer.render(item.historyDocument, width: 250)
        #expect(text.contains(Self.stranger) && text.contains(Self.clerk))
        #expect(try CSVRenderer.render(evidence.document).contains(Self.stranger))
        expectFields(Array(try item.json()["history"]?.array?.suffix(6) ?? []))
        expectFields(Array(log.json["entries"]?.array?.suffix(6) ?? []))
        expectFields(try evidence.json["evidence"]?.array ?? [])
        let found = try SearchPaper(register, words: ["e"], frame: frame(fixture)).json["items"]?.array?.first
        expectFields(found?["found"]?.array?.filter { $0["place"]?.string == "note" } ?? [])
    }

    @Test func lateEntriesAndMeetingLogsSayIt() throws {
        let fixture = try RegisterFixture(on: "2022-12-01")
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-03-01")
        try fixture.board("B")
        try fixture.meeting("M", of: "B", on: "2022-11-30")
        let spec = QuarterlySpec(try Quarter(parsing: "2022/23-Q2"), ageBands: [90])
        let paper = try QuarterlyPaper(fixture.register, spec, today: fixture.today)
        let id = try fixture.write { try $0.issue(paper.issue) }
        let stranger = try fixture.session(by: RegisterFixture.founder, account: "jbloggs", meeting: "M")
        let logged = try fixture.register.write(stranger) {
            try $0.record(
                .close(as: .noFurtherAction, successor: nil), on: ref("R-1"), words: [.reason: "x"],
                day: day("2022-09-01"))
            return LoggedMeeting(
                meeting: try fixture.register.meeting("M"), authorship: $0.authorship)
        }
        let issued = try IssuedPaper(fixture.register, "T\(id)", today: fixture.today)
        for print in try prints(issued.comparisonDocument) { #expect(print.contains("account jbloggs")) }
        #expect(
            issued.comparisonJSON["late_entries"]?.array?.first?["typed_by_account"]?.string == "jbloggs")
        let moves = MeetingLogPaper(logged, isRehearsal: false, people: try fixture.register.people())
        #expect(moves.json["typed_by_account"]?.string == "jbloggs")
        #expect(try TextRenderer.render(moves.document, width: 200).contains(Self.stranger))
    }

    @Test func thePublicLearnsNoNameAndNoAccount() throws {
        let fixture = try fixture()
        let item = try ItemPaper(fixture.register, ref("R-1"), frame: frame(fixture, .public))
        let json = try item.json()
        for paper in try prints(item.document) + [CSVRenderer.render(item.document), json.pretty()] {
            #expect(paper.contains("STRANGER"))
            for secret in ["jbloggs", "Clara", "Amira"] { #expect(!paper.contains(secret), "\(secret)") }
        }
        #expect(try TextRenderer.render(item.document, width: 250).contains("typed in by another"))
    }

    @Test func checkCountsEntriesTypedInByStrangers() throws {
        let fixture = try fixture()
        let line = try fixture.register.typistLine()
        #expect(line.verdict == .warning && line.found.contains("2 entries were typed in"))
        #expect(line.found.contains("jbloggs (2)"))
        #expect(line.remedies == [.registerTypists(account: "jbloggs")])
        try fixture.write { try $0.addPerson("Nora Body", account: "jbloggs") }
        #expect(try fixture.register.typistLine().verdict == .fine)
    }
}
