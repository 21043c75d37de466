import TrackerFiles
import TrackerModel
public import TransparencyLog
import Glibc

/// Where a signing key is kept: a file of its owner's alone, outside the register, so that a copy of the
/// register can't sign for it.
public struct KeyFile: Sendable {
    /// The file.
    public let path: String

    /// The key file at `path`.
    public init(_ path: String) { self.path = path }

    /// Whether there is a file.
    public var exists: Bool { access(path, F_OK) == 0 }

    /// Keeps a new key, in a folder of 0700 where it makes one, in a file of 0600.
    ///
    /// - Throws: `TrailFileError` when it can't be written or there is a file already, which is left alone;
    ///   `OutputRefusal` among a register's own files.
    public func create(_ key: SealedKey) throws {
        try OutputPlace.refuseBelongings(path)
        try AtomicFile.makeFolders(of: path, isPrivate: true)
        let draft = try AtomicFile(for: path, isPrivate: true)
        try draft.write(key.encoded)
        try draft.commit(replacing: false)
    }

    /// Reads the key. - Throws: `KeyFileError`, `RuleViolation` when others may read it.
    public func read() throws -> SealedKey {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw KeyFileError.missing(path: path)
        }
        guard status.st_mode & 0o077 == 0 else {
            throw RuleViolation(
                "The signing key \(path)", "others on this computer may read it; run: chmod 600 \(path)")
        }
        return try SealedKey(parsing: try EvidenceStore.read(path))
    }

    /// A name for the key, made from the body's: `Mayor's Office for Policing` → `mayor-s-office-for-policing`.
    public static func name(forBody body: String?) -> String {
        let words = (body ?? "").lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "register" : words.joined(separator: "-")
    }
}
