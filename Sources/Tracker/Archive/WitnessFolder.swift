import TrackerFiles
import TrackerLedger
public import TrackerValues
public import TransparencyLog
import Glibc

/// What a witness keeps: its key, and of each log that it knows one file, with the log's key and the checkpoint that it cosigned
/// last. A log whose file is gone is unknown, so that nothing lost is ever taken for a log that is new.
public struct WitnessFolder: Sendable {
    /// The folder.
    public let path: String

    private static let format = FileNature.witnessedLogFormat
    private static let ending = ".log"

    /// The folder at `path`.
    public init(_ path: String) { self.path = path }

    /// Where the key is kept.
    public var keyFile: String { path + "/key" }

    /// Makes the witness's key, in a folder of 0700 and a file of 0600.
    ///
    /// - Throws: `TrailFileError` where there is one already, which is left alone.
    public func create(_ signer: WitnessSigner) throws {
        try AtomicFile.makeFolders(of: keyFile, isPrivate: true)
        let draft = try AtomicFile(for: keyFile, isPrivate: true)
        try draft.write(Array((signer.secretText + "\n").utf8))
        try draft.commit(replacing: false)
    }

    /// The key, for cosigning. - Throws: `WitnessFolderError`, `WitnessKeyError`.
    public func signer() throws -> WitnessSigner {
        guard let permissions = FilePermissions(of: keyFile) else {
            throw WitnessFolderError.withoutKey(path: path)
        }
        guard !permissions.othersMayRead, !permissions.othersMayWrite else {
            throw WitnessFolderError.openToOthers(path: keyFile)
        }
        let bytes = try EvidenceStore.read(keyFile, atMost: 4096)
        guard bytes.last == 0x0A, let line = String(validating: bytes.dropLast(), as: UTF8.self) else {
            throw WitnessKeyError.key(.malformed)
        }
        return try WitnessSigner(parsing: line)
    }

    /// Begins to know a log.
    ///
    /// - Returns: false where it is known already by that key.
    /// - Throws: `WitnessFolderError` where its origin is known by another key.
    public func add(_ log: VerifierKey) throws -> Bool {
        guard access(keyFile, F_OK) == 0 else { throw WitnessFolderError.withoutKey(path: path) }
        return try holding(log.name) {
            if let known = try read(log.name) {
                guard known.key == log else { throw WitnessFolderError.otherKey(origin: log.name) }
                return false
            }
            try write(Known(key: log, last: nil))
            return true
        }
    }

    /// The logs that it knows, each with what it cosigned last.
    public func logs() throws -> [(key: VerifierKey, last: SignedNote?)] {
        try ExportFolder.names(in: path).filter { $0.hasSuffix(Self.ending) }.map { name in
            let known = try parse("\(path)/\(name)")
            return (known.key, known.last)
        }.sorted { $0.0.name < $1.0.name }
    }

    /// Cosigns what is asked, keeps it, and returns it then: nobody is told of a cosignature that isn't on the disk. Whoever else
    /// asks about the same log waits meanwhile.
    ///
    /// - Throws: `WitnessRefusal`; `WitnessFolderError` and `TrailFileError` where what was cosigned last can't be read or kept.
    public func cosign(
        _ request: WitnessRequest, by signer: WitnessSigner, at time: Instant
    ) throws -> SignedNote {
        let origin = request.checkpoint.origin
        guard access(file(origin), F_OK) == 0 else { throw WitnessRefusal.unknownLog(origin: origin) }
        return try holding(origin) {
            guard let known = try read(origin) else { throw WitnessRefusal.unknownLog(origin: origin) }
            let last = try known.last.map { try trusted($0, of: known.key, by: signer.key) }
            let note = try Witness.cosign(
                request, keys: [known.key], last: last, at: time.millisecondsSince1970 / 1000, by: signer)
            try write(Known(key: known.key, last: note))
            return note
        }
    }

    /// The checkpoint that it cosigned last of a log; nil where there is none.
    ///
    /// - Parameter hash: the SHA-256 of the log's origin in lower-case hexadecimal.
    public func checkpoint(ofOrigin hash: String) throws -> SignedNote? {
        guard Hash(hex: hash)?.hex == hash else { return nil }
        let file = "\(path)/\(hash)\(Self.ending)"
        guard access(file, F_OK) == 0 else { return nil }
        return try parse(file).last
    }

    private struct Known {
        let key: VerifierKey
        let last: SignedNote?
    }

    /// What was cosigned last, by this witness: a file that was put there or changed by others isn't believed.
    private func trusted(
        _ note: SignedNote, of log: VerifierKey, by witness: WitnessKey
    ) throws -> Checkpoint {
        guard let checkpoint = try? Checkpoint(verifying: note, with: [log]),
            (try? note.cosignatures(by: [witness]))?.isEmpty == false
        else { throw WitnessFolderError.damaged(path: file(log.name)) }
        return checkpoint
    }

    private func file(_ origin: String) -> String {
        "\(path)/\(Hash.sha256(Array(origin.utf8)).hex)\(Self.ending)"
    }

    /// Does something while nobody else, here or in another process, does anything about the same log.
    private func holding<Result>(_ origin: String, _ body: () throws -> Result) throws -> Result {
        let path = String(file(origin).dropLast(Self.ending.count)) + ".lock"
        let lock = open(path, O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw TrailFileError(path: path, isReading: false, code: errno) }
        defer { close(lock) }
        while flock(lock, LOCK_EX) != 0 {
            guard errno == EINTR else { throw TrailFileError(path: path, isReading: false, code: errno) }
        }
        return try body()
    }

    private func read(_ origin: String) throws -> Known? {
        guard RegisterFiles.isTaken(file(origin)) else { return nil }
        let known = try parse(file(origin))
        guard known.key.name.utf8.elementsEqual(origin.utf8) else {
            throw WitnessFolderError.damaged(path: file(origin))
        }
        return known
    }

    private func parse(_ path: String) throws -> Known {
        let bytes: [UInt8]
        do { bytes = try EvidenceStore.read(path, atMost: 1 << 20) } catch {
            throw TrailFileError(path: path, isReading: true, code: error.code)
        }
        guard let json = try? JSON(parsing: bytes), json["format"]?.string == Self.format,
            let text = json["key"]?.string, let key = try? VerifierKey(parsing: text)
        else { throw WitnessFolderError.damaged(path: path) }
        guard let cosigned = json["cosigned"] else { return Known(key: key, last: nil) }
        guard let text = cosigned.string, let note = try? SignedNote(parsing: text.utf8) else {
            throw WitnessFolderError.damaged(path: path)
        }
        return Known(key: key, last: note)
    }

    private func write(_ known: Known) throws {
        var members: [String: JSON] = [
            "format": .string(Self.format), "key": .string(known.key.description),
        ]
        members["cosigned"] = known.last.map { .string($0.encoded) }
        let draft = try AtomicFile(for: file(known.key.name), isPrivate: true)
        try draft.write(JSON.object(members).canonical + [0x0A])
        try draft.commit()
    }
}

/// Why a witness can't do its work, as sentences. Nothing was cosigned.
public enum WitnessFolderError: TrackerError, Equatable {
    /// There is no key.
    case withoutKey(path: String)
    /// Others may read or change the key.
    case openToOthers(path: String)
    /// A log's origin is known by another key.
    case otherKey(origin: String)
    /// What was cosigned last can't be read, or isn't what this witness wrote.
    case damaged(path: String)

    package var failure: FailureKind {
        switch self {
        case .withoutKey: .missing
        case .openToOthers, .otherKey: .notPermitted
        case .damaged: .malformed
        }
    }

    /// A sentence.
    public var description: String {
        switch self {
        case .withoutKey(let path): "There is no witness's key in \(path)."
        case .openToOthers(let path):
            "The witness's key \(path) is open to others on this computer; run: chmod 600 \(path)"
        case .otherKey(let origin):
            "This witness knows \(origin) by another key. Nothing was changed: ask the register's keeper on another way which key is theirs."
        case .damaged(let path):
            "\(path) isn't what this witness wrote, so it cosigns nothing of that log. Put the file back from a copy that is no older than the last cosignature."
        }
    }
}
