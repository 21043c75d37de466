package import TrackerValues
public import TransparencyLog
import Glibc

/// The checkpoints of a register that witnesses cosigned, a file for each size, and the policy that says whose cosignatures
/// count: a folder beside the register, `register.db.witnessed`, and never in it.
public struct WitnessedCheckpoints: Sendable {
    /// The folder.
    public let folder: String

    /// The folder of the register at `path`. For a register on a server it is the one that `$TRACKER_WITNESSED` names; nil where
    /// that names none.
    public init?(beside path: String) {
        if ServerName(path) == nil {
            folder = RegisterFiles(path).path + ".witnessed"
        } else if let named = getenv("TRACKER_WITNESSED"), named.pointee != 0 {
            folder = String(cString: named)
        } else {
            return nil
        }
    }

    /// The policy's file.
    public var policyFile: String { folder + "/policy" }

    /// The policy; nil where there is none. - Throws: `WitnessPolicyError`, `EvidenceError`.
    public func policy() throws -> WitnessPolicy? {
        guard access(policyFile, F_OK) == 0 else { return nil }
        return try WitnessPolicy(
            parsing: try EvidenceStore.read(policyFile, atMost: WitnessPolicy.greatestSize + 1))
    }

    /// Puts a policy in the place of the one that was there, if any.
    package func setPolicy(_ bytes: [UInt8]) throws {
        try AtomicFile.makeFolders(of: policyFile, isPrivate: true)
        _ = try AtomicFile.write(bytes, to: policyFile)
    }

    /// The sizes of which there is a checkpoint, the smallest first.
    package func sizes() -> [Int64] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var sizes: [Int64] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(Self.ending), let size = Int64(name.dropLast(Self.ending.count)) {
                sizes.append(size)
            }
        }
        return sizes.sorted()
    }

    private static let ending = ".checkpoint"

    package func path(_ size: Int64) -> String { "\(folder)/\(size)\(Self.ending)" }

    /// The file of the largest checkpoint; nil where there is none.
    public var lastFile: String? { sizes().last.map { path($0) } }

    /// What is kept of a size; nil for nothing that can be read.
    package func note(_ size: Int64) -> SignedNote? { read(path(size)) }

    /// The last checkpoint of all with the last cosignature of each witness, by which it is known when to ask again.
    private var newest: String { folder + "/newest" }

    private func read(_ path: String) -> SignedNote? {
        (try? EvidenceStore.read(path, atMost: SignedNote.greatestSize)).flatMap {
            try? SignedNote(parsing: $0)
        }
    }

    /// The largest checkpoint that a witness cosigned, and when last.
    package func last(
        by witness: WitnessKey
    ) -> (checkpoint: Checkpoint, note: SignedNote, time: Int64)? {
        for path in [newest] + sizes().reversed().map({ self.path($0) }) {
            guard let note = read(path), let time = try? note.cosignatures(by: [witness]).last?.time,
                let checkpoint = try? Checkpoint(parsing: note.text)
            else { continue }
            return (checkpoint, note, time)
        }
        return nil
    }

    /// What witnesses answered when they were asked last, by their names; nothing of those that witnessed.
    package var complaints: [String: String] {
        guard let bytes = try? EvidenceStore.read(complaintsFile, atMost: 1 << 16),
            case .object(let all)? = try? JSON(parsing: bytes)
        else { return [:] }
        return all.compactMapValues(\.string)
    }

    /// Remembers what a witness answered; nil where it witnessed.
    package func note(_ complaint: String?, of witness: String) throws {
        var all = complaints
        guard all[witness] != complaint else { return }
        all[witness] = complaint
        _ = try AtomicFile.write(
            JSON.object(all.mapValues { .string($0) }).canonical + [0x0A], to: complaintsFile)
    }

    private var complaintsFile: String { folder + "/complaints" }

    /// Keeps a checkpoint with its signatures, beside those that are kept of it already: of each witness the first.
    ///
    /// - Parameters:
    ///   - note: what has been verified.
    ///   - witnesses: whose cosignatures count.
    /// - Throws: `TrailFileError`; `OtherCheckpoint` where another one of that size is kept.
    package func keep(_ note: SignedNote, witnesses: [WitnessKey]) throws {
        let size = try Checkpoint(parsing: note.text).size
        let path = path(size)
        try AtomicFile.makeFolders(of: path, isPrivate: true)
        // Whoever else keeps one waits meanwhile, so that none is lost.
        let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw TrailFileError(path: folder, isReading: true, code: errno) }
        defer { close(lock) }
        while flock(lock, LOCK_EX) != 0 {
            guard errno == EINTR else { throw TrailFileError(path: folder, isReading: true, code: errno) }
        }
        var all = note
        if RegisterFiles.isTaken(path) {
            guard let present = read(path), present.text.utf8.elementsEqual(note.text.utf8) else {
                throw OtherCheckpoint(path: path, size: size)
            }
            all = SignedNote(text: note.text, signatures: present.signatures + note.signatures)
        }
        try write(all.withOneSignature(of: witnesses, isLast: false), to: path)
        let last = read(newest)
        let lastSize = try last.map { try Checkpoint(parsing: $0.text).size } ?? -1
        guard lastSize <= size else { return }
        let isSame = last?.text == note.text
        let recent = SignedNote(
            text: note.text, signatures: (isSame ? last?.signatures ?? [] : []) + note.signatures)
        try write(recent.withOneSignature(of: witnesses, isLast: true), to: newest)
    }

    private func write(_ note: SignedNote, to path: String) throws {
        _ = try AtomicFile.write(Array(note.encoded.utf8), to: path)
    }
}

extension SignedNote {
    /// The same with each line once, and of each witness the first or the last cosignature alone: readers of others refuse two.
    fileprivate func withOneSignature(of witnesses: [WitnessKey], isLast: Bool) -> SignedNote {
        var kept: [Signature] = []
        for signature in signatures where !kept.contains(signature) { kept.append(signature) }
        for witness in witnesses {
            // What a cosignature begins with is its time, so that this is their order.
            let own = signatures(by: [(witness.name, witness.id)]).sorted {
                $0.bytes.lexicographicallyPrecedes($1.bytes)
            }
            guard let one = isLast ? own.last : own.first else { continue }
            kept.removeAll { own.contains($0) && $0 != one }
        }
        return SignedNote(text: text, signatures: kept)
    }
}

/// Two checkpoints of one size that aren't the same.
package struct OtherCheckpoint: TrackerError, Equatable {
    let path: String
    let size: Int64
    package var failure: FailureKind { .unverified }

    package var description: String {
        "\(path) holds another checkpoint of \(size) entries, or can't be read; nothing was kept. Two that are signed and differ show that the ledger was rewritten: keep both."
    }
}
