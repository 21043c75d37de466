import ArgumentParser
import Glibc
import Tracker

/// Makes a PDF of a paper's HTML with a converter that is installed: Chromium first, whose PDF is tagged and so
/// accessible, else WeasyPrint.
enum PDFConverter {
    private static let browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

    static func write(_ document: Document, to path: String, isLetter: Bool) throws {
        let command: (String, String, String) -> [String]
        let program: String
        if let browser = browsers.lazy.compactMap({ find($0) }).first {
            program = browser
            // Chromium's sandbox can't be set up by root; the page is our own and holds no scripts.
            let sandbox = getuid() == 0 ? ["--no-sandbox"] : []
            command = { page, output, profile in
                [
                    "--headless", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir=\(profile)",
                    "--print-to-pdf=\(output)",
                ] + sandbox + ["file://\(page)"]
            }
        } else if let weasyprint = find("weasyprint") {
            program = weasyprint
            command = { page, output, _ in [page, output] }
        } else {
            throw ValidationError(
                "A PDF needs Chromium or WeasyPrint, and neither is installed. Write .html and print it from a browser, or install one: apt-get install chromium"
            )
        }
        var template = Array("\(Environment.value("TMPDIR") ?? "/tmp")/trackerctl-pdf-XXXXXX".utf8CString)
        guard template.withUnsafeMutableBufferPointer({ mkdtemp($0.baseAddress!) }) != nil else {
            throw CannotWrite(path: "The temporary folder", why: String(cString: strerror(errno)))
        }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { _ = run(find("rm") ?? "/bin/rm", ["-rf", folder]) }
        var page = try FileSink("\(folder)/paper.html")
        try Output.writePage(document, isLetter: isLetter, to: &page)
        try page.close()
        let output = path.hasPrefix("/") ? path : "\(currentFolder)/\(path)"
        // Made here first, so that an unwritable place is told before the converter says nothing about it.
        var probe = try FileSink(output)
        try probe.close()
        let status = run(program, command("\(folder)/paper.html", output, "\(folder)/profile"))
        guard status == 0, let size = try? EvidenceStore.read(output).count, size > 0 else {
            throw CannotWrite(path: path, why: "\(program) failed (status \(status)); write .html instead")
        }
    }

    private static var currentFolder: String {
        guard let folder = getcwd(nil, 0) else { return "." }
        defer { free(folder) }
        return String(cString: folder)
    }

    /// Where a program is on `PATH`.
    private static func find(_ name: String) -> String? {
        (Environment.value("PATH") ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
            .map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// Runs a program with its output thrown away. - Returns: its exit status, or -1 when it can't be run.
    private static func run(_ program: String, _ arguments: [String]) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        var pointers: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process = pid_t()
        guard posix_spawn(&process, program, &actions, nil, &pointers, environ) == 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 { if errno != EINTR { return -1 } }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }
}
