import TrackerFiles
import TransparencyLog

/// Which files of a folder were published, and what is in them: `SHA256SUMS`, in the format of the `sha256sum` command, with
/// the register's identifier in a line that it takes for a comment.
///
/// While files are being put in their places it holds what was there and what comes, a line each, so that whatever an
/// interruption leaves is known to be this program's.
struct PublicationManifest {
    static let file = "SHA256SUMS"
    private static let head = "# Public register "

    /// Whose files they are.
    let identifier: String
    /// What a file may hold: one hash, or two in a folder that was left half done.
    private(set) var hashes: [String: Set<String>] = [:]

    init(identifier: String) { self.identifier = identifier }

    /// Reads a folder's manifest; nil where there is none.
    ///
    /// - Throws: `PublicationError` when it isn't one of this program's.
    init?(readingFrom folder: String) throws {
        let path = "\(folder)/\(Self.file)"
        guard RegisterFiles.isTaken(path) else { return nil }
        let text = String(decoding: try EvidenceStore.read(path), as: UTF8.self)
        var lines = text.split(separator: "\n").map { String($0) }
        guard let first = lines.first, first.hasPrefix(Self.head) else {
            throw PublicationError.foreign(folder: folder, files: [Self.file])
        }
        lines.removeFirst()
        identifier = String(first.dropFirst(Self.head.count))
        for line in lines {
            let hash = String(line.prefix(64))
            let path = String(line.dropFirst(66))
            guard Hash(hex: hash) != nil, line.dropFirst(64).hasPrefix("  "), Self.isSafe(path) else {
                throw PublicationError.foreign(folder: folder, files: [Self.file])
            }
            add(hash, path)
        }
    }

    /// Whether a path leads to a file in the folder and nowhere else.
    private static func isSafe(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !parts.isEmpty && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." } && path != file
    }

    mutating func add(_ hash: String, _ path: String) { hashes[path, default: []].insert(hash) }

    /// Everything that either holds.
    func union(_ other: PublicationManifest) -> PublicationManifest {
        var both = self
        for (path, hashes) in other.hashes { for hash in hashes { both.add(hash, path) } }
        return both
    }

    var bytes: [UInt8] {
        let lines = hashes.flatMap { path, hashes in hashes.map { (path, $0) } }.sorted { $0 < $1 }
            .map { "\($0.1)  \($0.0)\n" }
        return Array("\(Self.head)\(identifier)\n\(lines.joined())".utf8)
    }
}
