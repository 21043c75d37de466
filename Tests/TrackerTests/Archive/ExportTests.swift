import Glibc
import Testing

import Tracker

@Suite("Exports") struct ExportTests {
    private let folder = TrailFixture.Folder()
    private var export: ExportFolder { ExportFolder(folder("export")) }

    @Test("What was exported verifies, and is written again only where it has grown")
    func incremental() throws {
        let fixture = try TrailFixture.register(seed: 1)
        let first = try fixture.register.export(to: export, signedBy: TrailFixture.key)
        #expect(try export.verify(with: TrailFixture.verifier) == first.checkpoint)
        let again = try fixture.register.export(to: export, signedBy: TrailFixture.key)
        #expect(again.written == 0 && again.unchanged > 0)
        try fixture.write { writer in
            for number in 0..<300 {
                try writer.record(.note(isInternal: false), on: ref("I-0"), words: [.note: "Note \(number)"])
            }
        }
        let grown = try fixture.register.export(to: export, signedBy: TrailFixture.key)
        #expect(grown.checkpoint.size == first.checkpoint.size + 300)
        #expect(try export.verify(with: TrailFixture.verifier) == grown.checkpoint)
        #expect(
            TrailFixture.shell("ls '\(export.path)/tile/0' '\(export.path)/tile/1'").output.contains("000.p"))
        #expect(!TrailFixture.shell("ls '\(export.path)/tile/0'").output.contains("000.p"))
    }

    @Test(
        "A register that doesn't verify is not exported, nor one that goes on from elsewhere proven to have grown"
    )
    func unsound() throws {
        let fixture = try TrailFixture.register(seed: 1)
        let other = try TrailFixture.register(seed: 2).register.checkpoint(signedBy: TrailFixture.key)
        #expect(throws: NotContinued.self) {
            try fixture.register.proof(from: other, in: "other.checkpoint", signedBy: TrailFixture.key)
        }
        try fixture.register.database.execute(
            "DROP TRIGGER ledger_is_never_changed; UPDATE ledger SET leaf_hash = zeroblob(32) WHERE seq = 3")
        #expect(throws: NotSound.self) {
            try fixture.register.export(to: export, signedBy: TrailFixture.key)
        }
        #expect(access(export.path, F_OK) != 0)
    }

    @Test("A flipped bit at any byte of any file is found")
    func flippedBits() throws {
        let fixture = try RegisterFixture()
        try fixture.report("R")
        try fixture.register.export(to: export, signedBy: TrailFixture.key)
        let list = TrailFixture.shell("find '\(export.path)' -type f").output
        let files = list.split(separator: "\n").map { String($0) }
        #expect(files.count == 5)
        var flips = 0
        for file in files {
            let bytes = try EvidenceStore.read(file)
            for index in bytes.indices {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(index % 8)
                TrailFixture.overwrite(file, damaged)
                #expect(throws: (any Error).self, "byte \(index) of \(file)") {
                    try export.verify(with: TrailFixture.verifier)
                }
                flips += 1
            }
            TrailFixture.overwrite(file, bytes)
        }
        #expect(flips > 1000)
        #expect(try export.verify(with: TrailFixture.verifier).size == 3)
    }

    @Test("A register rebuilt from an export is the same, row by row")
    func rebuilding() throws {
        for seed: UInt64 in 1...20 {
            let folder = TrailFixture.Folder()
            let export = ExportFolder(folder("export"))
            let fixture = try TrailFixture.register(seed: seed)
            if seed % 2 == 0 {
                let note = try fixture.record(.note(isInternal: false), "I-0", words: [.note: "A name"])
                try fixture.register.redact(
                    note, reason: "Personal", evidence: nil, session: fixture.session())
            }
            try fixture.register.export(to: export, signedBy: TrailFixture.key)
            let path = folder("rebuilt.db")
            let checkpoint = try Register.rebuild(at: path, from: export, key: TrailFixture.verifier)
                .checkpoint
            #expect(checkpoint.size == (try fixture.register.size()))
            let rebuilt = try Register.open(at: path, for: .reading)
            #expect(try rebuilt.contents() == fixture.register.contents())
            #expect(throws: RegisterError.exists(path: path)) {
                try Register.rebuild(at: path, from: export, key: TrailFixture.verifier)
            }
        }
    }

    @Test("A faulty export leaves no register behind")
    func faultyExport() throws {
        let fixture = try TrailFixture.register(seed: 3)
        try fixture.register.export(to: export, signedBy: TrailFixture.key)
        var words = try EvidenceStore.read(export.words)
        words[words.count / 2] ^= 1
        TrailFixture.overwrite(export.words, words)
        #expect(throws: ExportError.self) {
            try Register.rebuild(at: folder("new.db"), from: export, key: TrailFixture.verifier)
        }
        #expect(TrailFixture.shell("ls '\(folder.path)'").output == "export\n")
    }

    @Test("Redacted words leave the export with the next run")
    func redactedWordsLeave() throws {
        let fixture = try TrailFixture.register(seed: 4)
        let note = try fixture.record(.note(isInternal: false), "I-0", words: [.note: "ZEBRA"])
        try fixture.register.export(to: export, signedBy: TrailFixture.key)
        #expect(TrailFixture.shell("grep -rl ZEBRA '\(export.path)'").code == 0)
        try fixture.register.redact(note, reason: "Personal", evidence: nil, session: fixture.session())
        try fixture.register.export(to: export, signedBy: TrailFixture.key)
        #expect(TrailFixture.shell("grep -rl ZEBRA '\(export.path)'").code == 1)
        try export.verify(with: TrailFixture.verifier)
    }

    @Test("An export without words holds none, and never joins one with words")
    func withoutWords() throws {
        let fixture = try TrailFixture.register(seed: 5)
        try fixture.record(.note(isInternal: false), "I-0", words: [.note: "ZEBRA"])
        try fixture.register.export(to: export, signedBy: TrailFixture.key, words: false)
        #expect(TrailFixture.shell("grep -rl ZEBRA '\(export.path)'").code == 1)
        try export.verify(with: TrailFixture.verifier)
        #expect(throws: ExportError.withoutWords(folder: export.path)) {
            try Register.rebuild(at: folder("new.db"), from: export, key: TrailFixture.verifier)
        }
        try fixture.register.export(to: export, signedBy: TrailFixture.key)
        #expect(throws: ExportError.holdsWords(folder: export.path)) {
            try fixture.register.export(to: export, signedBy: TrailFixture.key, words: false)
        }
    }

    @Test("Nothing is written into a stranger's folder")
    func strangersFolder() throws {
        let fixture = try TrailFixture.register(seed: 6)
        TrailFixture.overwrite(folder("letter.txt"), Array("Dear".utf8))
        #expect(throws: ExportError.notAnExport(folder: folder.path)) {
            try fixture.register.export(to: ExportFolder(folder.path), signedBy: TrailFixture.key)
        }
        try fixture.register.export(to: export, signedBy: TrailFixture.key)
        let other = try SignerKey(name: "other.example", seed: [UInt8](repeating: 1, count: 32))
        #expect(throws: ExportError.otherKey(folder: export.path, name: "register.example")) {
            try fixture.register.export(to: export, signedBy: other)
        }
        #expect(throws: ExportError.self) { try export.verify(with: other.verifier) }
    }

    @Test("Evidence goes with it, in sha256sum's format, under names made of hashes alone")
    func evidence() throws {
        let path = folder("register.db")
        let fixture = try RegisterFixture(at: path)
        try fixture.report("R")
        try fixture.item("I")
        let store = EvidenceStore(beside: path)
        TrailFixture.overwrite(folder("survey.txt"), Array("What was found".utf8))
        let file = try store.take(folder("survey.txt"))
        try fixture.record(.addEvidence(file), "I", words: [.file: "../../escape.txt"])
        try fixture.register.export(to: export, signedBy: TrailFixture.key, evidence: store)
        try export.verify(with: TrailFixture.verifier)
        #expect(
            TrailFixture.shell("cd '\(export.path)/evidence' && sha256sum --quiet -c SHA256SUMS").code == 0)
        #expect(TrailFixture.shell("find '\(folder.path)' -name 'escape*'").output.isEmpty)
        try Register.rebuild(at: folder("rebuilt.db"), from: export, key: TrailFixture.verifier)
        let rebuilt = EvidenceStore(beside: folder("rebuilt.db"))
        #expect(rebuilt.fault(in: file) == nil)
        TrailFixture.overwrite(export.evidence.path(file.sha256), Array("What was hoped".utf8))
        #expect(throws: ExportError.self) { try export.verify(with: TrailFixture.verifier) }
    }
}
