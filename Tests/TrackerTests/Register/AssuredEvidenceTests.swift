import Testing

import Tracker

/// An assurance is of the evidence that stood then: what comes or goes afterwards shows until somebody assures it again.
struct AssuredEvidenceTests {
    private let fixture: RegisterFixture
    private let first: Int64

    init() throws {
        fixture = try RegisterFixture(settings: [.body: "B"])
        fixture.clock.set(day("2022-04-20"))
        try fixture.write { _ = try $0.addPerson("Ada Assurer", roles: [.assurer]) }
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-04-01")
        first = try fixture.record(
            .addEvidence(nil), "R-1", on: "2022-04-02",
            words: [.address: "https://example.org", .title: "Leaflet"])
        try fixture.record(.start, "R-1", on: "2022-04-02")
    }

    private func add(_ file: EvidenceFile? = nil, on day: String) throws -> Int64 {
        try fixture.record(
            .addEvidence(file), "R-1", on: day, words: [.address: "https://example.org", .title: "Survey"])
    }

    @discardableResult
    private func assure(on day: String) throws -> Int64 {
        try fixture.record(.assure, "R-1", by: "Ada Assurer", on: day)
    }

    private func isChanged(asAt date: String? = nil, knownAt: KnownAt = .now) throws -> Bool? {
        try fixture.items(asAt: date.map { day($0) }, knownAt: knownAt)["R-1"]?.standing.evidenceChanged
    }

    private func findings() throws -> [Finding] { try fixture.register.verify().findings }

    @Test func theEntryTellsWhatWasSeen() throws {
        let hash = Hash.empty.hex
        let file = try add(EvidenceFile(sha256: hash, size: 0, mediaType: "text/plain"), on: "2022-04-03")
        let later = try add(on: "2022-04-19")
        let seq = try assure(on: "2022-04-10")
        let data = try fixture.register.entry(seq).data
        #expect(data["evidence_seen"]?.array == [.string("E\(first)"), .string("E\(file) \(hash)")])
        #expect(data["size_seen"]?.int == seq - 1)
        // What is dated later than the assurance wasn't there for it.
        #expect(try isChanged(asAt: "2022-04-10") == false)
        #expect(try isChanged() == true)
        #expect(try fixture.history("R-1").evidence.last?.id == later)
        #expect(try findings().isEmpty)
    }

    @Test func whatIsAddedShowsUntilItIsAssuredAgain() throws {
        try assure(on: "2022-04-10")
        let before = try fixture.register.size()
        #expect(try isChanged() == false)
        #expect(throws: RuleViolation.self) { try assure(on: "2022-04-11") }
        _ = try add(on: "2022-04-12")
        #expect(try isChanged() == true)
        #expect(try isChanged(asAt: "2022-04-11") == false)
        #expect(try isChanged(knownAt: .size(before)) == false)
        #expect(try fixture.history("R-1").now.label == "assured, evidence changed since")
        // The same separation: who had a part in the work can't.
        #expect(throws: RuleViolation.self) { try fixture.record(.assure, "R-1", on: "2022-04-13") }
        try assure(on: "2022-04-13")
        #expect(try isChanged() == false)
        #expect(try fixture.history("R-1").now.label == "assured")
        #expect(try findings().isEmpty)
    }

    @Test func whatIsLostOrReplacedShows() throws {
        let second = try add(on: "2022-04-03")
        try assure(on: "2022-04-10")
        try fixture.record(.loseEvidence(second), "R-1", on: "2022-04-11")
        #expect(try isChanged() == true)
        // Found again.
        try fixture.write { writer in
            _ = try writer.correct(
                try fixture.register.size(), isVoid: true, words: [.reason: "It was in the other cabinet."])
        }
        #expect(try isChanged() == false)
        #expect(try findings().isEmpty)
    }

    @Test func aClosedItemIsAssuredAgainToo() throws {
        try assure(on: "2022-04-10")
        try fixture.record(.close(as: .implemented, successor: nil), "R-1", on: "2022-04-11")
        _ = try add(on: "2022-04-12")
        #expect(try fixture.history("R-1").now.label == "closed: implemented, evidence changed since")
        try assure(on: "2022-04-13")
        #expect(try fixture.history("R-1").now.label == "closed: implemented")
        try fixture.record(.withdrawEvidence(first), "R-1", on: "2022-04-14")
        #expect(try isChanged() == true)
        // Reopened, it is no longer assured of anything.
        try fixture.record(.reopen(to: .inProgress), "R-1", on: "2022-04-15")
        #expect(try isChanged() == false)
        #expect(try findings().isEmpty)
    }

    /// A correction can take back the evidence for which it was assured again.
    @Test func assuredAgainOfWhatIsNoMore() throws {
        try assure(on: "2022-04-10")
        let second = try add(on: "2022-04-12")
        try assure(on: "2022-04-13")
        try fixture.write { _ = try $0.correct(second, isVoid: true, words: [.reason: "Another item's"]) }
        #expect(try isChanged() == true)
        try assure(on: "2022-04-14")
        #expect(try isChanged() == false)
        #expect(try findings().isEmpty)
    }

    @Test func paperSaysWhatCameAndWent() throws {
        try assure(on: "2022-04-10")
        let second = try add(on: "2022-04-12")
        let frame = try fixture.frame(asAt: "2022-04-20")
        let paper = try ItemPaper(fixture.register, ref("R-1"), frame: frame)
        let text = try TextRenderer.render(paper.document, width: 200)
        #expect(text.contains("E\(second) added"), "\(text)")
        #expect(text.contains("saw E\(first) at ledger size"), "\(text)")
        let publicFrame = try fixture.frame(asAt: "2022-04-20", audience: .public)
        let shown = try TextRenderer.render(
            ItemPaper(fixture.register, ref("R-1"), frame: publicFrame).document, width: 200)
        #expect(shown.contains("assured, evidence changed since"))
        #expect(!shown.contains("E\(second)") && !shown.contains("E\(first)"), "\(shown)")
    }

    @Test func evidenceOverAPeriod() throws {
        let period = try EvidencePeriod(from: day("2022-01-01"), to: day("2022-03-31"))
        let seq = try fixture.record(
            .addEvidence(nil, over: period), "R-1", on: "2022-04-05", words: [.address: "https://e.org"])
        #expect(try fixture.history("R-1").evidence.last?.period == period)
        #expect(try fixture.register.entry(seq).data["to"]?.string == "2022-03-31")
        #expect(throws: InvalidValue.self) {
            try EvidencePeriod(from: day("2022-03-31"), to: day("2022-01-01"))
        }
        let late = try EvidencePeriod(from: day("2022-01-01"), to: day("2022-04-21"))
        #expect(throws: InvalidValue.self) {
            try fixture.record(.addEvidence(nil, over: late), "R-1", words: [:])
        }
        try fixture.write {
            _ = try $0.correct(seq, fields: ["to": "2022-03-30"], words: [.reason: "Typing error"])
        }
        #expect(try fixture.history("R-1").evidence.last?.period?.to == day("2022-03-30"))
        #expect(try findings().isEmpty)
    }
}
