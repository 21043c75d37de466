import TrackerDocuments
public import TrackerFiles
import TrackerModel
import TrackerPapers
public import TrackerRegister
public import TrackerValues
import Glibc
#if Spreadsheets
    import CSpreadsheets
    import TrackerSpreadsheets
#endif

/// An item's evidence, taken out to be handed on: every file that stands, the list of all evidence as `evidence.csv`,
/// and `SHA256SUMS`, by which anybody checks the files with `sha256sum -c`. One file at a time is held in memory.
public struct EvidenceExport: Sendable {
    private let store: EvidenceStore
    /// The evidence files: a name without folders, and the hash by which the store knows what is in it.
    private let files: [(name: String, sha256: String)]
    /// The lists that go with them.
    private let lists: [(name: String, bytes: [UInt8])]

    /// How many evidence files it holds.
    public var count: Int { files.count }

    /// Looks through an item's evidence.
    ///
    /// - Throws: `RuleViolation` when a file is missing or has been changed; `EvidenceError` when it can't be read.
    public init(_ register: Register, of item: Reference, from store: EvidenceStore) throws {
        var files: [(name: String, sha256: String)] = []
        for evidence in try register.history(of: item, knownAt: try register.size()).evidence {
            guard evidence.counts, let file = evidence.file else { continue }
            let words = try register.words(of: evidence.id)
            guard words[.file] != "[redacted]" else { continue }
            files.append(("E\(evidence.id)-\(Self.safe(words[.file] ?? ""))", file.sha256))
        }
        self.files = files
        self.store = store
        let list = try Listing.evidence(register, of: item)
        let sums = files.map { "\($0.sha256)  \($0.name)\n" }.joined()
        lists = [
            ("evidence.csv", Array(try CSVRenderer.render(list.table).utf8)),
            ("SHA256SUMS", Array(sums.utf8)),
        ]
        try requireIntact()
    }

    private func requireIntact() throws(RuleViolation) {
        for file in files {
            guard let fault = store.fault(in: file.sha256) else { continue }
            throw RuleViolation(
                String(file.name.prefix { $0 != "-" }),
                "\(fault); nothing was exported", remedies: [.verify()])
        }
    }

    /// A name that is safe in any folder of any system, at most 100 characters: letters and digits of any script, dots,
    /// dashes and underscores, the first never a dot. A long one is cut before its ending, by which it is opened.
    static func safe(_ name: String) -> String {
        let kept = name.unicodeScalars.map { isSafe($0) ? $0 : "_" }.drop { $0 == "." }
        let dot = kept.lastIndex(of: ".").flatMap { kept.endIndex - $0 <= longestEnding ? $0 : nil }
        let ending = dot.map { String(String.UnicodeScalarView(kept[$0...])) } ?? ""
        var stem = String(String.UnicodeScalarView(kept[..<(dot ?? kept.endIndex)]))
        stem = String(stem.prefix(longest - ending.count))
        // Names are counted in bytes by most file systems.
        while stem.utf8.count + ending.utf8.count > 2 * longest { stem.removeLast() }
        return stem.isEmpty ? "evidence" + ending : stem + ending
    }

    private static let longest = 100
    private static let longestEnding = 11

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
                || ("0"..."9").contains(scalar)
                || "-._".unicodeScalars.contains(scalar)
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            return !scalar.properties.isDefaultIgnorableCodePoint
        default: return false
        }
    }

    /// Writes the export into a folder, which is made when it isn't there. A file of the same name is replaced only where
    /// a paper would be.
    ///
    /// - Throws: `OutputRefusal` or `TrailFileError` when it can't be written.
    public func write(toFolder path: String) throws {
        try OutputPlace.refuseBelongings("\(path)/evidence.csv")
        try AtomicFile.makeFolders(of: "\(path)/x", isPrivate: true)
        func put(_ bytes: [UInt8], _ name: String) throws {
            let target = "\(path)/\(name)"
            _ = try OutputPlace(target, for: .paper)
            _ = try AtomicFile.write(bytes, to: target, isPrivate: true)
        }
        for file in files { try put(try store.bytes(file.sha256), file.name) }
        for list in lists { try put(list.bytes, list.name) }
    }

    #if Spreadsheets
        private static func empty(_ folder: String, of files: [String]) {
            for file in files { unlink("\(folder)/\(file)") }
            rmdir(folder)
        }

        /// Writes the export as a new zip file.
        ///
        /// - Throws: `RuleViolation` when there is a file already, or it can't be written; `OutputRefusal`, `TrailFileError`.
        public func write(toZip path: String) throws {
            if let lack = SpreadsheetLibraries.lack { throw RuleViolation(path, lack) }
            try OutputPlace.refuseBelongings(path)
            guard !RegisterFiles.isTaken(path) else {
                throw RuleViolation(path, "there is a file of that name already")
            }
            let draft = try AtomicFile(for: path, isPrivate: true)
            // libzip makes a file of its own and gives it the draft's name.
            let before = umask(0o077)
            defer { umask(before) }
            var code: Int32 = 0
            guard let archive = zip_open(draft.draft, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
                throw RuleViolation(path, "it can't be written")
            }
            func add(_ source: OpaquePointer?, _ name: String) throws(RuleViolation) {
                guard let source else { throw RuleViolation(path, "\(name) can't be put into it") }
                guard zip_file_add(archive, name, source, UInt32(ZIP_FL_ENC_UTF_8)) >= 0 else {
                    zip_source_free(source)
                    throw RuleViolation(path, "\(name) can't be put into it")
                }
            }
            let buffers = lists.map { list in
                let buffer = UnsafeMutableRawBufferPointer.allocate(
                    byteCount: max(list.bytes.count, 1), alignment: 16)
                buffer.copyBytes(from: list.bytes)
                return buffer
            }
            defer { for buffer in buffers { buffer.deallocate() } }
            var spool: String?
            defer { if let spool { Self.empty(spool, of: files.map(\.sha256)) } }
            do {
                // Read when the archive is closed, one after the other: a server's files come into a folder first.
                if store.isOnServer {
                    let folder = "\(draft.draft).files"
                    guard mkdir(folder, 0o700) == 0 else {
                        throw RuleViolation(path, "it can't be written: \(String(cString: strerror(errno)))")
                    }
                    spool = folder
                    for file in files {
                        _ = try AtomicFile.write(
                            try store.bytes(file.sha256), to: "\(folder)/\(file.sha256)", isPrivate: true)
                    }
                }
                for file in files {
                    let source = spool.map { "\($0)/\(file.sha256)" } ?? store.path(file.sha256)
                    try add(zip_source_file(archive, source, 0, 0), file.name)
                }
                for (list, buffer) in zip(lists, buffers) {
                    try add(
                        zip_source_buffer(archive, buffer.baseAddress, UInt64(list.bytes.count), 0), list.name
                    )
                }
            } catch {
                zip_discard(archive)
                throw error
            }
            guard zip_close(archive) == 0 else {
                zip_discard(archive)
                throw RuleViolation(path, "it can't be written; is there room on the disk?")
            }
            // What was read was as it should be.
            try requireIntact()
            try AtomicFile.sync(draft.draft)
            try draft.commit(replacing: false)
        }
    #endif
}
