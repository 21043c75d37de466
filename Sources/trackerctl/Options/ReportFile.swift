import Glibc
import Tracker

/// A file that holds a published report.
struct ReportFile {
    let path: String

    private var name: String { String(path.split(separator: "/").last ?? "") }

    private static let endings: Set<String> = ["html", "htm", "xhtml", "pdf", "txt", "text", "md"]
    private static let most = 500

    /// The file at a path, or those of a folder that can be reports, by name.
    static func files(at path: String) throws -> [ReportFile] {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            return [ReportFile(path: path)]
        }
        guard let folder = opendir(path) else {
            throw CannotRead(path: path, why: String(cString: strerror(errno)))
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let parts = name.split(separator: ".")
            if parts.count > 1, name.first != ".", endings.contains(parts.last?.lowercased() ?? "") {
                names.append(name)
            }
        }
        guard !names.isEmpty, names.count <= most else {
            let why =
                names.isEmpty ? "it holds no .html, .pdf or .txt file" : "it holds more than \(most) reports"
            throw CannotRead(path: path, why: why)
        }
        return names.sorted().map { ReportFile(path: "\(path)/\($0)") }
    }

    /// What the report says.
    func read() throws -> PublishedReport {
        let bytes = try EvidenceStore.read(path, atMost: PublishedReport.largestFile)
        switch try PublishedReport.form(of: bytes, file: name) {
        case .pdf: return try PublishedReport(layout: try layout(), file: name)
        case .page: return PublishedReport(page: try decoded(bytes), file: name)
        case .text: return PublishedReport(text: try decoded(bytes), file: name)
        }
    }

    private func decoded(_ bytes: [UInt8]) throws -> String {
        do { return try DecodedText(bytes).text } catch {
            throw CannotRead(path: path, why: "it is no text: \(error)")
        }
    }

    /// What pdftotext makes of a PDF: the words and where they stand, without the network and for so long.
    private func layout() throws -> String {
        guard let program = Environment.program("pdftotext") else {
            throw CannotRead(
                path: path,
                why:
                    "a PDF needs pdftotext, which isn't installed (apt-get install poppler-utils); or take the web page"
            )
        }
        let folder = try PrivateFolder()
        let written = "\(folder.path)/layout.html"
        let absolute = path.hasPrefix("/") ? path : "./\(path)"
        guard Interruption.startHelper(program, ["-q", "-enc", "UTF-8", "-bbox-layout", absolute, written])
        else {
            throw CannotRead(path: path, why: "\(program) can't be started")
        }
        let status = Interruption.waitForHelper(seconds: Self.patience)
        guard status == 0 else {
            throw CannotRead(
                path: path,
                why: status < 0
                    ? "\(program) did not end within \(Int(Self.patience)) seconds, or died"
                    : "\(program) can't open it (status \(status)): is it whole, and without a password?")
        }
        return String(decoding: try EvidenceStore.read(written, atMost: Self.largestLayout), as: UTF8.self)
    }

    private static let patience = 120.0
    /// The places of the words take twenty times the room of the words.
    private static let largestLayout = 512 << 20
}
