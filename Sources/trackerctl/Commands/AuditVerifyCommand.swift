import ArgumentParser
import Glibc
import Tracker

struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks every entry, hash and word, the root, the tables and the evidence.",
        discussion: """
            With --checkpoint (a checkpoint file, or the folder of an export) or --size and --root as a paper prints them, also \
            that the ledger goes on from there: alone, a register can't tell that its end was cut off or that all of it was \
            written anew. With --policy (a C2SP tlog-policy) as many witnesses must have cosigned the checkpoint as it asks for; without \
            a checkpoint, the last one that was kept of them. Exits with 0 when all is well and with 1 when anything was tampered with. Examples:
              trackerctl audit verify
              trackerctl audit verify --checkpoint 2018-03.checkpoint --key oversight.example+1f2e…+AQ…
              trackerctl audit verify --size 120 --root 5e8a…
              trackerctl audit verify --checkpoint 2026-11.cosigned --policy witnesses.policy
            """)
    @OptionGroup var register: RegisterOptions
    @Option(
        help: ArgumentHelp("A checkpoint or an export that it must continue; repeatable.", valueName: "path"),
        completion: .file())
    var checkpoint: [String] = []
    @Option(
        help: ArgumentHelp(
            "Whose signature the checkpoint must carry: a verifier key or a file that holds it; else your own key's.",
            valueName: "key"))
    var key: String?
    @Option(
        help: ArgumentHelp("Which witnesses count, and how many are enough.", valueName: "file"),
        completion: .file())
    var policy: String?
    @Option(help: ArgumentHelp("The ledger size on a printed paper.", valueName: "entries")) var size: Int64?
    @Option(help: ArgumentHelp("The ledger root on that paper.", valueName: "hex")) var root: String?
    @Flag(help: "Only that the entries are what was hashed, and the root: quick.") var hashes = false
    @Flag(help: "Everything; the default.") var full = false

    func run() throws {
        let witnessed = try witnessedCheckpoints()
        let earlier = try earlierStates() + witnessed.map { TrustedState($0.checkpoint, named: $0.file) }
        let bar = ProgressBar()
        defer { bar.clear() }
        let opened = try register.open(for: .inspecting)
        let store = try opened.evidenceStore(toRead: true)
        if !store.hasPlace, !hashes || full {
            Output.note("Evidence files were not looked at: $TRACKER_EVIDENCE names no folder.")
        }
        let result = try opened.verify(
            evidence: store.hasPlace ? store : nil, hashesOnly: hashes && !full,
            against: earlier,
            progress: bar.show)
        bar.clear()
        for finding in result.findings { Output.say(finding.description) }
        guard result.findings.isEmpty else {
            let count = result.findings.count == 1 ? "1 finding" : "\(result.findings.count) findings"
            let first = result.firstBad.map { ", the first bad entry is \($0)" } ?? ""
            throw AnswerIsNo(sentence: "the register does not verify: \(count)\(first).")
        }
        let zone = try opened.timeZone()
        for found in witnessed {
            for witness in found.witnesses { Output.say(PolicyFile.words(witness, found.checkpoint, zone)) }
        }
        for loss in result.lost { Output.note("\(loss.prefix(1).uppercased() + loss.dropFirst()).") }
        for doubt in result.doubts { Output.note("\(doubt.prefix(1).uppercased() + doubt.dropFirst()).") }
        let signed = result.signed == 0 ? "" : ", \(result.signed) signed by whoever acted"
        let redacted = result.redacted == 0 ? "" : ", \(result.redacted) words redacted"
        let continues =
            earlier.isEmpty
            ? ""
            : ", continues the \(earlier.map(\.size).map(String.init).joined(separator: " and ")) entries committed to"
        Output.say(
            "Verified: \(result.size) entries, root \(result.root.hex)\(signed)\(redacted)\(continues)\(hashes ? " (hashes only)" : "")."
        )
    }

    /// The checkpoints by the policy: those that were named, else the last that was kept.
    private func witnessedCheckpoints() throws -> [(
        file: String, checkpoint: Checkpoint, witnesses: [WitnessedCheckpoint.Witness]
    )] {
        guard let policy else { return [] }
        let read = try PolicyFile.read(policy)
        var files = checkpoint.map { CheckpointFile.path($0) }
        if files.isEmpty {
            let kept = try register.witnessed()
            guard let last = kept.lastFile else {
                throw AnswerIsNo(sentence: "no checkpoint that witnesses cosigned is kept in \(kept.folder).")
            }
            files = [last]
        }
        let own = try key.map { try VerifierOption.requiredKey($0) }
        return try files.map { file in
            let judged = try PolicyFile.judge(file, by: read, own: own)
            return (file, judged.checkpoint, judged.witnesses)
        }
    }

    private func earlierStates() throws -> [TrustedState] {
        var states: [TrustedState] = []
        // With a policy they have been judged by that.
        if !checkpoint.isEmpty, policy == nil {
            let trusted = try VerifierOption.key(key)
            if trusted == nil {
                Output.note("The checkpoint's signature was not checked: no --key was given.")
            }
            states = try checkpoint.map { try CheckpointFile.state($0, trusted: trusted) }
        }
        switch (size, root) {
        case (nil, nil): break
        case (let size?, let root?):
            guard size >= 0, let root = Hash(hex: root.lowercased().filter { $0 != " " }) else {
                throw InvalidValue(
                    what: "ledger root", given: root,
                    expected: "the 64 digits 0-9 and a-f that the paper prints")
            }
            states.append(TrustedState(size: size, root: root))
        default: throw ValidationError("Give both --size and --root, as the paper prints them.")
        }
        return states
    }
}

/// Reading a checkpoint that was named on the command line.
enum CheckpointFile {
    /// The checkpoint in a file; its signature is checked where there is a key to check it with.
    ///
    /// - Throws: `AnswerIsNo` where it was not signed by that key.
    static func read(_ path: String, trusted: VerifierKey?) throws -> Checkpoint {
        let note = try note(path)
        guard let trusted else { return try Checkpoint(parsing: note.text) }
        do {
            return try Checkpoint(verifying: note, with: [trusted])
        } catch CheckpointError.note(let error) {
            throw AnswerIsNo(sentence: "\(path) can't be trusted. \(error.description)")
        } catch CheckpointError.otherOrigin(let origin, let signers) {
            throw AnswerIsNo(
                sentence:
                    "\(path) can't be trusted. \(CheckpointError.otherOrigin(origin: origin, signers: signers).description)"
            )
        }
    }

    /// The state that a checkpoint's file, or the folder of an export, committed to.
    static func state(_ path: String, trusted: VerifierKey?) throws -> TrustedState {
        let file = self.path(path)
        return TrustedState(try read(file, trusted: trusted), named: file)
    }

    /// The file itself, or that of an export's folder.
    static func path(_ path: String) -> String {
        var status = stat()
        let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        return isFolder ? ExportFolder(path).checkpoint : path
    }

    static func note(_ path: String) throws -> SignedNote {
        do { return try SignedNote(parsing: try EvidenceStore.read(path)) } catch let error as SignedNoteError
        {
            throw CheckpointError.note(error)
        }
    }
}
