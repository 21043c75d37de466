import Glibc
import Testing

import Tracker

/// An export that a stranger gives is read in bounds: what can't be part of one is refused by its size or its kind, before
/// it is read or waited for.
@Suite("Strangers' exports")
struct HostileExportTests {
    private let folder = TrailFixture.Folder()
    private var export: ExportFolder { ExportFolder(folder("export")) }

    init() throws {
        let fixture = try TrailFixture.register(seed: 2)
        try fixture.register.export(to: export, signedBy: TrailFixture.key)
    }

    private var bundle: String {
        String(TrailFixture.shell("find '\(export.path)/tile/entries' -type f").output.dropLast())
    }

    private func refusal() -> ExportError? {
        do { try export.verify(with: TrailFixture.verifier) } catch { return error as? ExportError }
        return nil
    }

    @Test("A sparse file of 900 MB is refused by its size")
    func sparse() throws {
        for file in [bundle, export.checkpoint, export.verifierKey, "\(export.path)/tile/0/000.p/9"] {
            guard access(file, F_OK) == 0 else { continue }
            let whole = try EvidenceStore.read(file)
            #expect(truncate(file, 900 << 20) == 0)
            let sentence = refusal()?.description ?? ""
            #expect(sentence.contains("larger than"), "\(file): \(sentence)")
            TrailFixture.overwrite(file, whole)
        }
        #expect(refusal() == nil)
    }

    @Test("Of a long file of words no more is read than the entries commit to")
    func longWords() throws {
        let whole = try EvidenceStore.read(export.words)
        #expect(truncate(export.words, 900 << 20) == 0)
        #expect(refusal()?.description.contains("words") == true)
        TrailFixture.overwrite(export.words, [UInt8](repeating: 0, count: 1 << 20))
        #expect(refusal()?.description.contains("words") == true)
        TrailFixture.overwrite(export.words, Array(whole.dropLast()))
        #expect(refusal()?.description.contains("breaks off") == true)
        TrailFixture.overwrite(export.words, whole)
        #expect(refusal() == nil)
    }

    @Test("Pipes, folders and links are refused at once")
    func otherKinds() throws {
        for file in [bundle, export.words, export.checkpoint, export.verifierKey] {
            let whole = try EvidenceStore.read(file)
            for make in ["mkfifo '\(file)'", "mkdir '\(file)'", "ln -s /etc/hostname '\(file)'"] {
                unlink(file)
                #expect(TrailFixture.shell(make).code == 0)
                #expect(refusal() != nil, "\(make)")
                _ = TrailFixture.shell("rm -r '\(file)'")
            }
            TrailFixture.overwrite(file, whole)
        }
        #expect(
            TrailFixture.shell(
                "mv '\(export.path)/tile' '\(folder("tile"))' && ln -s '\(folder("tile"))' '\(export.path)/tile'"
            ).code == 0)
        #expect(refusal()?.description.contains("link") == true)
    }

    @Test("A bundle of millions of empty entries is counted, not kept")
    func emptyEntries() {
        #expect(throws: EntryBundleError.wrongCount(found: 4_000_000, expected: 19)) {
            try EntryBundle.decode([UInt8](repeating: 0, count: 8_000_000), count: 19)
        }
    }

    @Test("A signed checkpoint of any number of entries makes nothing but a sentence")
    func greatCheckpoint() throws {
        let great = Checkpoint(origin: TrailFixture.verifier.name, size: 1 << 62, root: .empty)
        TrailFixture.overwrite(
            export.checkpoint, Array(great.signed(by: TrailFixture.key).encoded.utf8))
        #expect(refusal() != nil)
        _ = TrustedState(great, named: export.checkpoint)
    }

    @Test("Words that an entry redacted, put back into an export, are refused")
    func unredacted() throws {
        let fixture = try TrailFixture.register(seed: 4)
        let note = try fixture.record(.note(isInternal: false), "I-0", words: [.note: "A name"])
        let folder = ExportFolder(self.folder("redacted"))
        try fixture.register.export(to: folder, signedBy: TrailFixture.key)
        let before = try EvidenceStore.read(folder.words).split(separator: 0x0A)
        let outcome = try fixture.register.redact(
            note, reason: "Personal", evidence: nil, session: fixture.session())
        let redaction = try #require(outcome.seq)
        try fixture.register.export(to: folder, signedBy: TrailFixture.key)
        try folder.verify(with: TrailFixture.verifier)
        let after = try EvidenceStore.read(folder.words).split(separator: 0x0A)
        let mixed = after.enumerated().map { $0 < before.count ? before[$0] : $1 }
        TrailFixture.overwrite(folder.words, mixed.flatMap { Array($0) + [0x0A] })
        #expect(
            throws: ExportError.wrong(
                file: folder.words, seq: note,
                "its words \"note\" stand, though entry \(redaction) redacted them")
        ) { try folder.verify(with: TrailFixture.verifier) }
    }

    @Test("How many evidence files did not come with an export is told")
    func missingEvidence() throws {
        let fixture = try TrailFixture.register(seed: 5)
        TrailFixture.overwrite(folder("survey.txt"), Array("survey".utf8))
        let store = EvidenceStore(folder: folder("evidence"))
        let file = try store.take(folder("survey.txt"))
        try fixture.record(.addEvidence(file), "I-0", words: [.title: "Survey"])
        for (name, evidence, missing) in [("without", nil, 1), ("with", store, 0)]
            as [(String, EvidenceStore?, Int)]
        {
            let export = ExportFolder(folder(name))
            try fixture.register.export(to: export, signedBy: TrailFixture.key, evidence: evidence)
            let outcome = try Register.rebuild(
                at: folder("\(name).db"), from: export, key: TrailFixture.verifier)
            #expect(outcome.missingEvidence == missing)
        }
    }
}
