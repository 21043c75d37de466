import Testing

import Tracker

/// An evidence file goes with the last entry that names it, and its absence is then no damage.
struct RedactedEvidenceTests {
    private let folder = TemporaryFolder()
    private let fixture: RegisterFixture
    private let store: EvidenceStore
    private let file: EvidenceFile

    init() throws {
        fixture = try RegisterFixture(at: folder.file("register.db"))
        try fixture.report("R")
        try fixture.item("R-1")
        try fixture.item("R-2")
        folder.write(Array("A statement by a victim.".utf8), to: "statement.txt")
        store = EvidenceStore(beside: folder.file("register.db"))
        file = try store.take(folder.file("statement.txt"))
    }

    private var isKept: Bool { (try? EvidenceStore.read(store.path(file.sha256))) != nil }

    private func add(to item: String) throws -> Int64 {
        try fixture.record(.addEvidence(file), item, words: [.title: "Statement"])
    }

    private func redact(_ seq: Int64) throws {
        try fixture.register.redact(seq, reason: "A victim", evidence: store, session: fixture.session())
        #expect(try fixture.register.verify(evidence: store).findings.isEmpty)
    }

    @Test func itGoesWithTheLastEntryThatNamesIt() throws {
        let entries = [try add(to: "R-1"), try add(to: "R-2")]
        try redact(entries[0])
        #expect(isKept)
        try redact(entries[1])
        #expect(!isKept)
    }

    /// Given again later, it is evidence again, and its loss is damage again.
    @Test func givenAgainItIsWatchedAgain() throws {
        try redact(try add(to: "R-1"))
        #expect(!isKept)
        _ = try store.take(folder.file("statement.txt"))
        let again = try add(to: "R-2")
        #expect(try fixture.register.verify(evidence: store).findings.isEmpty)
        try store.remove(file.sha256)
        #expect(try fixture.register.verify(evidence: store).findings.map(\.seq) == [again])
    }
}
