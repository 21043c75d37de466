import ArgumentParser
import Glibc
import Tracker

/// Makes a PDF of a paper's HTML with a converter that is installed: Chromium first, whose PDF is tagged and so
/// accessible, else WeasyPrint. It works in a folder of its own, without the network, for so long and no longer; what it
/// made is looked at before it gets the name that was asked for.
enum PDFConverter {
    private static let browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    /// Nothing is looked up, fetched or run: the page holds all that it needs, neither links nor scripts, and a policy that
    /// would stop them. Scripts aren't switched off besides: Chromium 156 then prints nothing.
    private static let offline = [
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--disable-extensions", "--disable-breakpad",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ]

    static func write(
        _ document: Document, from source: Snapshot?, to path: String, isLetter: Bool,
        keeping inputs: [String] = []
    ) throws {
        let command: (String, String, String) -> [String]
        let program: String
        if let browser = browsers.lazy.compactMap({ Environment.program($0) }).first {
            program = browser
            // Chromium's sandbox can't be set up by root; the page is our own and holds no scripts.
            let sandbox = getuid() == 0 ? ["--no-sandbox"] : []
            command = { page, output, profile in
                [
                    "--headless", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir=\(profile)",
                    "--print-to-pdf=\(output)",
                ] + offline + sandbox + ["file://\(page)"]
            }
        } else if let weasyprint = Environment.program("weasyprint") {
            program = weasyprint
            command = { page, output, _ in [page, output] }
        } else {
            throw ValidationError(
                "A PDF needs Chromium or WeasyPrint, and neither is installed. Write .html and print it from a browser, or install one: apt-get install chromium"
            )
        }
        // Made first, so that an unwritable place is told before the converter has worked.
        var sink = try FileSink(path, isPrivate: Marking.isConfidential(document.marking), keeping: inputs)
        let folder = try PrivateFolder()
        let (page, output) = ("\(folder.path)/paper.html", "\(folder.path)/paper.pdf")
        var html = try FileSink(page, isPrivate: true)
        try Output.writePage(document, from: source, isLetter: isLetter, to: &html)
        try html.close()
        let seconds = try patience(for: page)
        guard Interruption.startHelper(program, command(page, output, "\(folder.path)/profile")) else {
            throw CannotWrite(path: path, why: "\(program) can't be started; write .html instead")
        }
        let status = Interruption.waitForHelper(seconds: seconds)
        guard status == 0 else {
            let why =
                status < 0
                ? "did not end within \(Int(seconds)) seconds, or died" : "failed (status \(status))"
            throw CannotWrite(path: path, why: "\(program) \(why); write .html instead")
        }
        let made = (try? EvidenceStore.read(output)) ?? []
        guard isWhole(made) else {
            throw CannotWrite(
                path: path,
                why:
                    "what \(program) made is no whole PDF; is there room in the temporary folder? Or write .html instead"
            )
        }
        sink.write(made)
        try sink.close()
    }

    /// How long the converter may take, in seconds: `$TRACKER_PDF_WAIT`, else a minute and more for a long paper.
    private static func patience(for page: String) throws -> Double {
        if let typed = Environment.value("TRACKER_PDF_WAIT") {
            guard let seconds = Double(typed), (1...86_400).contains(seconds) else {
                throw InvalidValue(
                    what: "wait for a PDF", given: typed, expected: "a number of seconds from 1 to 86400")
            }
            return seconds
        }
        var status = stat()
        return stat(page, &status) == 0 ? 60 + Double(status.st_size) / 100_000 : 60
    }

    /// Whether a file begins and ends as a PDF does (ISO 32000-2, 7.5.1).
    static func isWhole(_ pdf: [UInt8]) -> Bool {
        let end = pdf.suffix(1024).reversed().drop { [0x0A, 0x0D, 0x20, 0x00].contains($0) }.reversed()
        return pdf.starts(with: "%PDF-".utf8) && end.suffix(5).elementsEqual("%%EOF".utf8)
    }
}
