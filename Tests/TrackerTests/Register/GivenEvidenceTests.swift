import Glibc
import Testing

import Tracker

/// A file given as evidence is kept with the entry that names it, or not at all.
struct GivenEvidenceTests {
    private let folder = TemporaryFolder()
    private let fixture: RegisterFixture
    private let store: EvidenceStore
    private let given: GivenEvidence

    init() throws {
        fixture = try RegisterFixture(on: "2022-12-01", at: folder.file("register.db"))
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-03-01")
        try fixture.write { try $0.addPerson("Rea Reader", roles: [.auditor]) }
        folder.write(Array("The survey.".utf8), to: "survey.txt")
        given = try GivenEvidence(folder.file("survey.txt"))
        store = EvidenceStore(beside: folder.file("register.db"))
    }

    @discardableResult
    private func add(to item: String, by name: String? = nil, dated: String = "2022-04-01") throws -> Receipt
    {
        try fixture.write(by: name) {
            try $0.addEvidence(given, to: ref(item), title: "Survey", dated: day(dated))
        }
    }

    @Test func itIsKeptWithItsEntry() throws {
        let receipt = try add(to: "R-1")
        #expect(receipt.seq == (try fixture.register.size()))
        #expect(receipt.before == receipt.after)
        let piece = try #require(try fixture.history("R-1").evidence.first)
        #expect(piece.id == receipt.seq)
        #expect(try fixture.register.words(of: receipt.seq) == [.title: "Survey", .file: "survey.txt"])
        let file = try #require(piece.file)
        #expect(store.fault(in: file) == nil)
        // What is there can't be said to be lost.
        let refusal = #expect(throws: RuleViolation.self) {
            try fixture.record(.loseEvidence(piece.id), "R-1", words: [.reason: "Gone"])
        }
        #expect(refusal?.sentence.hasPrefix("its file is there, unchanged") == true)
    }

    @Test func whatIsRefusedLeavesNothing() throws {
        let size = try fixture.register.size()
        #expect(throws: NotFound.self) { try add(to: "R-9") }
        #expect(throws: RuleViolation.self) { try add(to: "R-1", by: "Rea Reader") }
        #expect(throws: RuleViolation.self) { try add(to: "R-1", dated: "2023-01-01") }
        #expect(access(store.folder, F_OK) != 0)
        #expect(try fixture.register.size() == size)
    }

    @Test func whatCannotBeKeptIsNotRecorded() throws {
        let size = try fixture.register.size()
        folder.write([], to: "register.db.evidence")
        #expect(throws: EvidenceError.self) { try add(to: "R-1") }
        #expect(try fixture.register.size() == size)
        #expect(try fixture.history("R-1").evidence.isEmpty)
    }
}
