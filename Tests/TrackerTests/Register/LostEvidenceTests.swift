import Glibc
import Testing

import Tracker

/// Evidence that is gone can be said to be gone: who says so, when and why; the trail then verifies without it.
struct LostEvidenceTests {
    private let folder = TemporaryFolder()
    private let fixture: RegisterFixture
    private let store: EvidenceStore
    private let file: EvidenceFile
    private let piece: Int64

    init() throws {
        fixture = try RegisterFixture(on: "2022-12-01", at: folder.file("register.db"))
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-03-01")
        try fixture.item("R-2", opened: "2022-03-01")
        try fixture.person("Ada Assurer")
        folder.write(Array("The survey.".utf8), to: "survey.txt")
        store = EvidenceStore(beside: folder.file("register.db"))
        file = try store.take(folder.file("survey.txt"))
        piece = try fixture.record(.addEvidence(file), "R-1", on: "2022-04-01", words: [.title: "Survey"])
        try fixture.record(.start, "R-1", on: "2022-04-01")
    }

    private func verify() throws -> Verification { try fixture.register.verify(evidence: store) }

    private func check() throws -> CheckLine {
        let check = try HealthCheck(folder.file("register.db"))
        return try #require(check.lines.first { $0.subject == "Evidence" })
    }

    private func lose(_ piece: Int64, of item: String = "R-1") throws -> Int64 {
        try fixture.record(.loseEvidence(piece), item, words: [.reason: "The drive was wiped"])
    }

    @Test func theTrailVerifiesWithoutIt() throws {
        #expect(unlinkFile())
        #expect(try verify().findings.map(\.seq) == [piece])
        #expect(try check().verdict == .wrong)
        let told = try lose(piece)
        let verification = try verify()
        #expect(verification.findings == [])
        #expect(verification.lost.count == 1)
        #expect(verification.lost.first?.contains("as entry \(told) tells") == true)
        #expect(try check().verdict == .fine)
        #expect(try check().found.contains("E\(piece) is lost, as entry \(told) tells"))
        let backup = try fixture.register.backup(
            to: folder.file("backup.db"), clock: { [clock = fixture.clock] in clock.now })
        #expect(backup.lacking == [])
        #expect(backup.lost.count == 1)
        #expect(try fixture.history("R-1").evidence.map(\.state) == ["lost"])
        // There again, it is no longer told; something else in its place is damage.
        _ = try store.take(folder.file("survey.txt"))
        #expect(try verify().lost == [])
        #expect(try verify().findings == [])
        folder.write(
            Array("Another.".utf8), to: "register.db.evidence/\(file.sha256.prefix(2))/\(file.sha256)")
        #expect(try verify().findings.map(\.seq) == [piece])
        // Found again, it is said by voiding the entry that told it.
        #expect(unlinkFile())
        try fixture.write { try $0.correct(told, isVoid: true, words: [.reason: "A copy was found"]) }
        #expect(try verify().findings.map(\.seq) == [piece])
        #expect(try fixture.history("R-1").evidence.map(\.state) == ["stands"])
        let correction = try fixture.register.size()
        try fixture.write { try $0.correct(correction, isVoid: true, words: [.reason: "Of another file"]) }
        #expect(try verify().findings == [])
    }

    /// An export goes without it, its verifiers agree, and a register rebuilt from it tells the same.
    @Test func anExportGoesWithoutIt() throws {
        let key = TrailFixture.key
        let export = ExportFolder(folder.file("export"))
        func verifies() throws -> Bool {
            let python = TrailFixture.shell(
                "python3 '\(TrailFixture.package)/docs/verify/verify.py' '\(export.path)' 2>&1")
            if TrailFixture.shell("python3 -c 'import hashlib' 2>/dev/null").code == 0 {
                #expect(python.code == 0, "\(python.output)")
            }
            return try export.verify(with: key.verifier).size == fixture.register.size()
        }
        try fixture.register.export(to: export, signedBy: key, evidence: store)
        #expect(try verifies())
        #expect(unlinkFile())
        #expect(throws: EvidenceError.self) {
            try fixture.register.export(to: export, signedBy: key, evidence: store)
        }
        _ = try lose(piece)
        // What an earlier export kept may stay in it.
        try fixture.register.export(to: export, signedBy: key, evidence: store)
        #expect(try verifies())
        #expect(try EvidenceStore.read(export.evidenceList) == [])
        try Register.rebuild(at: folder.file("rebuilt.db"), from: export, key: key.verifier)
        let rebuilt = try Register.open(at: folder.file("rebuilt.db"), for: .reading)
        #expect(try rebuilt.root(at: rebuilt.size()) == fixture.register.root(at: fixture.register.size()))
        // Without the entry that tells it, the list is not whole.
        let told = try fixture.register.size()
        try fixture.write { try $0.correct(told, isVoid: true, words: [.reason: "Found"]) }
        #expect(throws: EvidenceError.self) {
            try fixture.register.export(to: export, signedBy: key, evidence: store)
        }
    }

    @Test func eachPieceIsToldByItself() throws {
        let other = try fixture.record(.addEvidence(file), "R-2", words: [.title: "Survey"])
        #expect(unlinkFile())
        _ = try lose(piece)
        #expect(try verify().findings.map(\.seq) == [other])
        #expect(try check().verdict == .wrong)
        _ = try lose(other, of: "R-2")
        #expect(try verify().findings == [])
        #expect(try verify().lost.count == 2)
        #expect(try check().verdict == .fine)
    }

    @Test func anAssuranceStandsAndANewOneNeedsOtherEvidence() throws {
        try fixture.record(.assure, "R-1", by: "Ada Assurer", on: "2022-05-01")
        #expect(unlinkFile())
        let told = try lose(piece)
        #expect(try fixture.history("R-1").now.stage == .assured)
        try fixture.record(.return, "R-1")
        let refusal = #expect(throws: RuleViolation.self) {
            try fixture.record(.assure, "R-1", by: "Ada Assurer")
        }
        #expect(refusal?.missing == [.evidence])
        try fixture.record(.addEvidence(nil), "R-1", words: [.address: "https://example.org/survey"])
        try fixture.record(.assure, "R-1", by: "Ada Assurer")
        #expect(throws: RuleViolation.self) { try lose(piece) }
        let frame = try PaperContext(
            fixture.register.snapshot(asAt: fixture.today, today: fixture.today), scope: .everything)
        let paper = try ItemPaper(fixture.register, ref("R-1"), frame: frame)
        let text = try TextRenderer.render(paper.historyDocument, width: 200)
        #expect(text.contains("evidence lost"))
        #expect(text.contains("E\(piece) (Survey); The drive was wiped"))
        #expect(try fixture.register.entry(told).act == "evidence lost")
        #expect(try verify().findings == [])
    }

    private func unlinkFile() -> Bool { unlink(store.path(file.sha256)) == 0 }
}
