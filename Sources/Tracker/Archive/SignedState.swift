public import TrackerValues
import TrackerFiles
import TrackerModel
public import TrackerRegister
public import TransparencyLog
import Glibc

/// The last size and root that a key signed, kept beside the key's file: a key that remembers can't be made to sign two
/// histories, be it by a backup that was restored or by a register that was rewritten.
public struct SignedState: Sendable {
    package static let format = FileNature.signedStateFormat

    /// Its file.
    public let path: String
    private let key: String

    /// What the key in that file remembers.
    public init(of key: KeyFile) {
        self.key = key.path
        path = key.path + ".signed"
    }

    /// Signs a state of `register`, unless it doesn't continue the last one that the key signed, and remembers it.
    /// Whoever else signs with the key waits meanwhile.
    ///
    /// - Parameters:
    ///   - register: whose ledger is signed.
    ///   - sign: signs; what it returns, and what it signed.
    /// - Throws: `SigningRefusal` where it is another history; `TrailFileError` where that can't be read or remembered.
    public func sign<Result>(
        _ register: Register, _ sign: () throws -> (Result, Checkpoint)
    ) throws -> Result {
        let lock = open(key, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard lock >= 0 else { throw TrailFileError(path: key, isReading: true, code: errno) }
        defer { close(lock) }
        while flock(lock, LOCK_EX) != 0 {
            guard errno == EINTR else { throw TrailFileError(path: key, isReading: true, code: errno) }
        }
        let last = try read()
        if let last { try require(register, continues: last) }
        let (result, signed) = try sign()
        let state = TrustedState(size: signed.size, root: signed.root)
        // Signed while another register was being put in this one's place, it could be of either.
        for known in [last, state].compactMap({ $0 }) { try require(register, continues: known) }
        if last?.size != state.size { try write(state) }
        return result
    }

    private func require(_ register: Register, continues last: TrustedState) throws {
        guard try !register.continues(last) else { return }
        throw SigningRefusal(
            key: key, memory: path, signed: last.size, root: last.root, present: try register.size())
    }

    private func read() throws -> TrustedState? {
        guard RegisterFiles.isTaken(path) else { return nil }
        let bytes: [UInt8]
        do { bytes = try EvidenceStore.read(path, atMost: 4096) } catch {
            throw TrailFileError(path: path, isReading: true, code: error.code)
        }
        guard let json = try? JSON(parsing: bytes), json["format"]?.string == Self.format,
            let size = json["size"]?.int, size >= 0,
            let root = json["root"]?.string.flatMap({ Hash(hex: $0) })
        else {
            throw RuleViolation(
                "The signing key \(key)",
                "what it last signed can't be read in \(path), so it signs nothing",
                remedies: [.plain("put that file back from a copy"), .add(.key(path: nil))])
        }
        return TrustedState(size: size, root: root)
    }

    private func write(_ state: TrustedState) throws {
        let json = JSON.object([
            "format": .string(Self.format), "size": .int(state.size), "root": .string(state.root.hex),
        ])
        let draft = try AtomicFile(for: path, isPrivate: true)
        try draft.write(json.canonical + [0x0A])
        try draft.commit()
    }
}

/// A key was asked to sign a ledger that doesn't continue the one it signed last. Nothing was signed.
public struct SigningRefusal: TrackerError, Equatable {
    package let key: String
    package let memory: String
    package let signed: Int64
    package let root: Hash
    package let present: Int64

    package var failure: FailureKind { .unverified }
    package var remedies: [Remedy] { [.findSigned(size: signed, root: root.hex, memory: memory)] }

    /// What was signed, and what is there now.
    public var description: String {
        let entries = present == 1 ? "1 entry" : "\(present) entries"
        return
            "The key \(key) has signed a ledger of \(signed) entries, which this register of \(entries) does not continue; nothing was signed. It is another register, or one that was put back or rewritten."
    }
}
