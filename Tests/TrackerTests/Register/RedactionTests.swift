import Glibc
import Testing

import Tracker

/// A redaction is shown before it is made, finishes or can be finished, and takes nobody's name from the trail.
struct RedactionTests {
    private let folder = TemporaryFolder()
    private let fixture: RegisterFixture
    private let store: EvidenceStore
    private var register: Register { fixture.register }

    init() throws {
        fixture = try RegisterFixture(on: "2022-12-01", at: folder.file("register.db"))
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-03-01")
        try fixture.item("R-2", opened: "2022-03-01")
        folder.write(Array("A statement by Jane Doe.".utf8), to: "statement.txt")
        store = EvidenceStore(beside: folder.file("register.db"))
    }

    private func statement(for item: String) throws -> Int64 {
        try fixture.record(
            .addEvidence(try store.take(folder.file("statement.txt"))), item,
            words: [.title: "Jane Doe", .file: "statement.txt"])
    }

    private func redact(_ seq: Int64, _ names: [WordName]? = nil) throws -> RedactionOutcome {
        try register.redact(
            seq, names: names, reason: "Named a victim", evidence: store, session: fixture.session())
    }

    private func check() throws -> CheckLine {
        let check = try HealthCheck(folder.file("register.db"))
        return try #require(check.lines.first { $0.subject == "Redactions" })
    }

    @Test func thePlanShowsWhatGoesAndWhereElseItStands() throws {
        let first = try statement(for: "R-1")
        let second = try statement(for: "R-2")
        let note = try fixture.record(
            .note(isInternal: false), "R-1", words: [.note: "Jane Doe was there"])
        let size = try register.size()
        let plan = try register.redactionPlan(first)
        #expect(plan.words.map(\.name) == [.file, .title])
        #expect(plan.words.map(\.text) == ["statement.txt", "Jane Doe"])
        #expect(plan.files.isEmpty)
        #expect(plan.keptFiles.count == 1)
        #expect(plan.elsewhere.map(\.seq) == [second, second, note])
        #expect(plan.elsewhere.map(\.name) == [.file, .title, .note])
        #expect(try register.redactionPlan(first, names: [.title]).keptFiles.isEmpty)
        _ = try redact(first)
        #expect(try register.redactionPlan(second).files == plan.keptFiles)
        #expect(try register.size() == size + 1)
        #expect(throws: RuleViolation.self) { try register.redactionPlan(note, names: [.title]) }
        #expect(throws: NotFound.self) { try register.redactionPlan(999) }
    }

    @Test func whatCannotBeRemovedIsToldAndRemovedLater() throws {
        let seq = try statement(for: "R-1")
        let path = store.path(Hash.sha256(Array("A statement by Jane Doe.".utf8)).hex)
        // A folder in its place is what nobody can remove as a file, whoever runs this.
        #expect(rename(path, path + ".away") == 0 && mkdir(path, 0o700) == 0)
        let size = try register.size()
        let error = #expect(throws: RedactionUnfinished.self) { try redact(seq) }
        #expect(error?.description.contains(path) == true)
        #expect(error?.description.contains("Nothing was recorded") == false)
        #expect(error?.remedies == [.finishRedaction(entry: seq)])
        #expect(try register.size() == size + 1)
        #expect(try register.words(of: seq)[.title] == "[redacted]")
        #expect(try register.verify(evidence: store).findings == [])
        let line = try check()
        #expect(line.verdict == .wrong)
        #expect(line.found.contains(path))
        #expect(line.remedies == [.redact(entry: seq)])
        #expect(throws: RedactionUnfinished.self) { try redact(seq) }
        // The cause is mended, the file is there again.
        #expect(rmdir(path) == 0 && rename(path + ".away", path) == 0)
        #expect(try check().verdict == .wrong)
        let outcome = try redact(seq)
        #expect(outcome.seq == nil)
        #expect(access(path, F_OK) != 0)
        #expect(try register.size() == size + 1)
        #expect(try check().verdict == .fine)
        #expect(try redact(seq).seq == nil)
    }

    @Test func aFileOfWhichOnlyTheWordsWereRedactedGoesToo() throws {
        let seq = try statement(for: "R-1")
        #expect(try redact(seq, [.title, .file]).seq != nil)
        #expect(try register.verify(evidence: store).findings == [])
        let plan = try register.redactionPlan(seq)
        #expect(plan.words.isEmpty)
        let file = try #require(plan.files.first)
        #expect(try redact(seq).seq != nil)
        #expect(!store.holds(file))
        #expect(try register.verify(evidence: store).findings == [])
        #expect(try redact(seq).seq == nil)
    }

    @Test func whoTypedItInIsNotRedactedAlone() throws {
        let stranger = try fixture.session(by: RegisterFixture.founder, account: "stranger")
        let seq = try register.write(stranger) {
            try $0.record(.note(isInternal: false), on: ref("R-1"), words: [.note: "Jane Doe"]).seq
        }
        #expect(try register.words(of: seq)[.typist] == "stranger")
        #expect(throws: RuleViolation.self) { try redact(seq, [.typist]) }
        _ = try redact(seq, [.note])
        #expect(throws: RuleViolation.self) { try redact(seq, [.typist]) }
        #expect(throws: RuleViolation.self) { try redact(seq) }
        let other = try register.write(stranger) {
            try $0.record(
                .note(isInternal: false), on: ref("R-1"), words: [.note: "Jane Doe", .reason: "Jane Doe"]
            ).seq
        }
        #expect(throws: RuleViolation.self) { try redact(other, [.typist, .note]) }
        _ = try redact(other)
        #expect(try register.words(of: other)[.typist] == "[redacted]")
        #expect(try register.verify().findings == [])
    }

    @Test func aCorrectionsWordsAreRedacted() throws {
        let note = try fixture.record(.note(isInternal: false), "R-1", words: [.note: "Nobody"])
        let correction = try fixture.write {
            try $0.correct(note, words: [.note: "Jane Doe", .reason: "It was Jane Doe"])
        }
        _ = try redact(correction.seq)
        #expect(try register.words(of: correction.seq) == [.note: "[redacted]", .reason: "[redacted]"])
        #expect(try register.verify().findings == [])
    }

    @Test func aSearchLeadsToWordsThatPapersNoLongerPrint() throws {
        let note = try fixture.record(.note(isInternal: false), "R-1", words: [.note: "Jane Doe was there"])
        let void = try fixture.record(.note(isInternal: false), "R-2", words: [.note: "Jane Doe again"])
        let person = try fixture.person("Jane Doe")
        let report = try #require(try register.entries(about: nil).first { $0.act == "report add" }).seq
        try fixture.write {
            try $0.correct(note, words: [.note: "Somebody was there", .reason: "Named"])
            try $0.correct(void, isVoid: true, words: [.reason: "About Jane Doe"])
            try $0.correct(person.seq, words: [.name: "J. D.", .reason: "Named"])
            try $0.correct(report, words: [.title: "Jane Doe's case", .reason: "Renamed"])
        }
        let last = try register.size()
        #expect(
            try register.search(["jane"], isPublic: false).values.joined().map(\.place)
                == ["title of the report", "title of the report"])
        #expect(try register.search(["Report", "R"], isPublic: false).isEmpty)
        let traces = try register.traces(of: ["jane", "doe"])
        #expect(traces.map(\.seq) == [note, void, person.seq, last - 2])
        #expect(
            traces.map(\.state) == [
                "put right by entry \(last - 3)", "the entry no longer counts",
                "put right by entry \(last - 1)", "stands",
            ])
        func text(_ audience: Audience) throws -> String {
            let frame = try PaperContext(
                register.snapshot(asAt: fixture.today, today: fixture.today),
                scope: .everything, audience: audience)
            let paper = try SearchPaper(register, words: ["jane", "doe"], frame: frame)
            #expect(paper.remedies == (audience == .board ? [.redact(entry: nil)] : []))
            return try TextRenderer.render(paper.document, width: 160) + paper.json.pretty()
        }
        #expect(try text(.board).contains("put right by entry \(last - 3)"))
        #expect(try !text(.public).contains("put right by"))
        for trace in traces where trace.act != "correct" { _ = try redact(trace.seq) }
        #expect(try register.traces(of: ["jane", "doe"]).map(\.seq) == [last - 2])
        #expect(try register.verify().findings == [])
    }
}
