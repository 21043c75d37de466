import TrackerFiles
import TrackerModel
public import TrackerPapers
public import TrackerRegister
public import TrackerValues
public import TransparencyLog
import Glibc

/// What a publication changes in its folder: paths in it, sorted.
public struct PublicationChanges: Equatable, Sendable {
    /// Files that weren't there.
    public fileprivate(set) var new: [String] = []
    /// Files with other bytes.
    public fileprivate(set) var changed: [String] = []
    /// Files that an earlier publication wrote and this one doesn't have: an item that is no longer public.
    public fileprivate(set) var gone: [String] = []
    /// How many files stay as they are.
    public fileprivate(set) var unchanged = 0

    /// Whether nothing changes.
    public var isEmpty: Bool { new.isEmpty && changed.isEmpty && gone.isEmpty }
}

extension Register {
    /// Writes the public register into a folder, or brings an earlier one in it up to date: what hasn't changed isn't touched.
    ///
    /// Everything is written aside first; then each file gets its name, the first page last. What an interruption leaves is
    /// put right by publishing again.
    ///
    /// - Parameters:
    ///   - edition: what is published.
    ///   - folder: where to; made where it is missing.
    ///   - key: what signs the checkpoint; nil for none.
    ///   - isTrial: whether nothing is written at all.
    ///   - progress: told how far it is.
    ///   - show: told what will change, before anything does.
    /// - Returns: what changed, and the checkpoint that was signed.
    /// - Throws: `NotSound` when the register doesn't verify; `PublicationError`, `TrailFileError`.
    @discardableResult
    public func publish(
        _ edition: PublicRegister, to folder: String, signedBy key: SignerKey? = nil, isTrial: Bool = false,
        progress: Progress = { _, _, _ in }, show: (PublicationChanges) -> Void = { _ in }
    ) throws -> (changes: PublicationChanges, checkpoint: Checkpoint?) {
        try requireSound(for: .publication, hashesOnly: true, progress: progress)
        return try reading {
            let signed = key.map { key in
                let size = edition.frame.viewpoint.knownAt
                let checkpoint = Checkpoint(
                    origin: key.verifier.name, size: size, root: edition.frame.root)
                return (checkpoint: checkpoint, note: checkpoint.signed(by: key), key: key.verifier)
            }
            let publication = try Publication(
                folder, identifier: edition.identifier, isTrial: isTrial)
            try edition.forEachFile(
                of: self, checkpoint: signed.map { ($0.note, $0.key) }, progress: progress
            ) { try publication.take($1, $0) }
            let changes = try publication.changes()
            show(changes)
            if !isTrial { try publication.commit() }
            return (changes, signed?.checkpoint)
        }
    }
}

extension Register {
    /// Hands out the files of the public register with the list of their hashes, as they would be published unsigned.
    package func publicFiles(
        _ edition: PublicRegister, _ body: (_ path: String, _ bytes: [UInt8]) throws -> Void
    ) throws {
        var manifest = PublicationManifest(identifier: edition.identifier)
        try edition.forEachFile(of: self, checkpoint: nil, progress: { _, _, _ in }) { path, bytes in
            manifest.add(Hash.sha256(bytes).hex, path)
            try body(path, bytes)
        }
        try body(PublicationManifest.file, manifest.bytes)
    }
}

/// One writing of the public register into its folder.
private final class Publication {
    private let folder: String
    private let isTrial: Bool
    private let earlier: PublicationManifest
    private var manifest: PublicationManifest
    private var found = PublicationChanges()
    /// What is to be put in its place, in the order in which that is done.
    private var waiting: [String] = []
    private var foreign: [String] = []
    private var lock: Int32 = -1

    /// Where files are written before they get their names: in the folder, so that a name is all they need.
    private var aside: String { "\(folder)/.publication" }

    init(_ path: String, identifier: String, isTrial: Bool) throws {
        folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.isTrial = isTrial
        manifest = PublicationManifest(identifier: identifier)
        let earlier = try PublicationManifest(readingFrom: folder)
        self.earlier = earlier ?? manifest
        guard self.earlier.identifier == identifier else {
            throw PublicationError.otherRegister(folder: folder)
        }
        guard !isTrial else { return }
        try OutputPlace.refuseBelongings("\(folder)/\(PublicationManifest.file)")
        try AtomicFile.makeFolders(of: folder + "/")
        lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw TrailFileError(path: folder, isReading: false, code: errno) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw PublicationError.inUse(folder: folder) }
        // Whatever an interruption left.
        Self.remove(aside)
        guard mkdir(aside, 0o777) == 0 else {
            throw TrailFileError(path: aside, isReading: false, code: errno)
        }
    }

    deinit {
        guard !isTrial, lock >= 0 else { return }
        Self.remove(aside)
        close(lock)
    }

    /// Takes a file: compares it with what is there, and writes it aside where it is new or another.
    func take(_ bytes: [UInt8], _ path: String) throws {
        let hash = Hash.sha256(bytes).hex
        manifest.add(hash, path)
        switch try present(path) {
        case nil: found.new.append(path)
        case hash: return found.unchanged += 1
        case let present? where earlier.hashes[path]?.contains(present) == true: found.changed.append(path)
        default: return foreign.append(path)
        }
        waiting.append(path)
        guard !isTrial else { return }
        let draft = "\(aside)/\(path)"
        try AtomicFile.makeFolders(of: draft, below: folder)
        let file = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw TrailFileError(path: draft, isReading: false, code: errno) }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(file, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0, errno != EINTR { throw TrailFileError(path: draft, isReading: false, code: errno) }
            written += max(count, 0)
        }
    }

    /// What changes, once every file has been taken.
    ///
    /// - Throws: `PublicationError` when something would be lost that isn't this program's.
    func changes() throws -> PublicationChanges {
        for path in earlier.hashes.keys where manifest.hashes[path] == nil {
            guard let present = try present(path) else { continue }
            if earlier.hashes[path]?.contains(present) == true {
                found.gone.append(path)
            } else {
                foreign.append(path)
            }
        }
        guard foreign.isEmpty else {
            throw PublicationError.foreign(folder: folder, files: foreign.sorted())
        }
        found.new.sort()
        found.changed.sort()
        found.gone.sort()
        return found
    }

    /// Gives every file its name.
    func commit() throws {
        let isKnown = try PublicationManifest(readingFrom: folder)?.bytes == manifest.bytes
        if found.isEmpty, isKnown { return }
        try AtomicFile.sync(all: lock, at: folder)
        try put(earlier.union(manifest).bytes)
        for path in waiting {
            let place = "\(folder)/\(path)"
            try AtomicFile.makeFolders(of: place, below: folder)
            guard rename("\(aside)/\(path)", place) == 0 else {
                throw TrailFileError(path: place, isReading: false, code: errno)
            }
        }
        for path in found.gone {
            let place = "\(folder)/\(path)"
            guard unlink(place) == 0 || errno == ENOENT else {
                throw TrailFileError(path: place, isReading: false, code: errno)
            }
            if let slash = path.lastIndex(of: "/") { rmdir("\(folder)/\(path[..<slash])") }
        }
        try AtomicFile.sync(all: lock, at: folder)
        try put(manifest.bytes)
    }

    private func put(_ bytes: [UInt8]) throws {
        _ = try AtomicFile.write(bytes, to: "\(folder)/\(PublicationManifest.file)")
    }

    /// The hash of a file; nil where there is none. What is no plain file has one that nothing else has.
    private func present(_ path: String) throws -> String? {
        let place = "\(folder)/\(path)"
        var status = stat()
        guard lstat(place, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else { return "" }
        return Hash.sha256(try EvidenceStore.read(place)).hex
    }

    private static func remove(_ folder: String) {
        guard let stream = opendir(folder), !AtomicFile.isLink(folder) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            if unlink("\(folder)/\(name)") != 0 { remove("\(folder)/\(name)") }
        }
        rmdir(folder)
    }
}
