#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
#if Spreadsheets
    import CSpreadsheets
#endif

/// An item's evidence, taken out to be handed on: every file that stands, the list of all evidence as `evidence.csv`,
/// and `SHA256SUMS`, by which anybody checks the files with `sha256sum -c`.
public struct EvidenceExport: Sendable {
    /// A file of the export: a name without folders, and what is in it.
    private let files: [(name: String, bytes: [UInt8])]

    /// How many evidence files it holds.
    public let count: Int

    /// Reads an item's evidence.
    ///
    /// - Throws: `Refusal` when a file is missing or has been changed; `EvidenceError` when it can't be read.
    public init(_ register: Register, of item: Reference, from store: EvidenceStore) throws {
        var files: [(name: String, bytes: [UInt8])] = []
        var sums = ""
        for evidence in try register.history(of: item, knownAt: try register.size()).evidence {
            guard evidence.withdrawnBy == nil, let file = evidence.file else { continue }
            let words = try register.words(of: evidence.id)
            guard words[.file] != "[redacted]" else { continue }
            if let fault = store.fault(in: file) {
                throw Refusal(
                    "E\(evidence.id)", "\(fault); nothing was exported. Run: trackerctl audit verify")
            }
            let name = "E\(evidence.id)-\(Self.safe(words[.file] ?? "evidence"))"
            files.append((name, try store.bytes(file.sha256)))
            sums += "\(file.sha256)  \(name)\n"
        }
        count = files.count
        let list = try Listing.evidence(register, of: item)
        files.append(("evidence.csv", Array(try CSVRenderer.render(list.table).utf8)))
        files.append(("SHA256SUMS", Array(sums.utf8)))
        self.files = files
    }

    /// A name that is safe in any folder: letters, digits, dots, dashes and underscores, never the first a dot.
    static func safe(_ name: String) -> String {
        let kept = name.unicodeScalars.prefix(100).map { scalar -> Character in
            let isSafe =
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isSafe || scalar == "-" || scalar == "." ? Character(scalar) : "_"
        }
        return String(kept.drop { $0 == "." })
    }

    /// Writes the export into a folder, which is made when it isn't there.
    ///
    /// - Throws: `TrailFileError` when it can't be written.
    public func write(toFolder path: String) throws(TrailFileError) {
        try DraftFile.makeFolders(of: "\(path)/x", isPrivate: true)
        for file in files { _ = try DraftFile.write(file.bytes, to: "\(path)/\(file.name)", isPrivate: true) }
    }

    #if Spreadsheets
        /// Writes the export as a new zip file.
        ///
        /// - Throws: `Refusal` when there is a file already, or it can't be written.
        public func write(toZip path: String) throws(Refusal) {
            if let lack = SpreadsheetLibraries.lack { throw Refusal(path, lack) }
            var code: Int32 = 0
            guard let archive = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code) else {
                throw Refusal(
                    path,
                    code == ZIP_ER_EXISTS ? "there is a file of that name already" : "it can't be written")
            }
            for file in files {
                let added = file.bytes.withUnsafeBytes { bytes -> Bool in
                    // libzip frees what it is given with free(), when the archive is closed.
                    let copy = UnsafeMutableRawBufferPointer.allocate(
                        byteCount: max(bytes.count, 1), alignment: 16)
                    copy.copyMemory(from: bytes)
                    guard let source = zip_source_buffer(archive, copy.baseAddress, UInt64(bytes.count), 1)
                    else {
                        copy.deallocate()
                        return false
                    }
                    return zip_file_add(archive, file.name, source, UInt32(ZIP_FL_ENC_UTF_8)) >= 0
                }
                guard added else {
                    zip_discard(archive)
                    throw Refusal(path, "\(file.name) can't be put into it")
                }
            }
            guard zip_close(archive) == 0 else {
                zip_discard(archive)
                throw Refusal(path, "it can't be written; is there room on the disk?")
            }
            chmod(path, 0o600)
        }
    #endif
}
