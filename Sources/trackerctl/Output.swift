import ArgumentParser
import Glibc
import Tracker

/// A format that a paper can be printed in.
enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown, csv, json, html, xlsx, pdf

    /// How many earlier quarters the charts go back; only these formats draw any.
    var quartersInCharts: Int { [.html, .xlsx, .pdf].contains(self) ? 7 : 0 }

    /// The format that a file's ending asks for.
    init?(ending path: String) {
        guard let dot = path.lastIndex(of: ".") else { return nil }
        switch path[path.index(after: dot)...].lowercased() {
        case "txt": self = .text
        case "md": self = .markdown
        case "csv": self = .csv
        case "json": self = .json
        case "html", "htm": self = .html
        case "xlsx": self = .xlsx
        case "pdf": self = .pdf
        default: return nil
        }
    }
}

/// In which format, and where to.
struct OutputOptions: ParsableArguments {
    @Option(help: "text, markdown, csv, json, html, xlsx or pdf; else by the ending of --output.")
    var format: Format?

    @Option(name: [.short, .long], help: ArgumentHelp("Write to a file.", valueName: "file"))
    var output: String?

    /// A bar for what takes long to print; none where the paper itself runs over the terminal.
    func progress() -> Progress {
        guard output != nil || isatty(STDOUT_FILENO) == 0 else { return { _, _, _ in } }
        let bar = ProgressBar()
        return { bar.show($0, $1, $2) }
    }

    /// The format asked for.
    func chosen() throws -> Format {
        if let format { return format }
        guard let output else { return .text }
        guard let format = Format(ending: output) else {
            throw ValidationError(
                "The format of \(output) can't be told by its ending. End it in .txt, .md, .csv, .json, .html, .xlsx or .pdf, or add --format."
            )
        }
        return format
    }

    /// Prints a paper in the format asked for; a letter looks like one in HTML and PDF.
    func print(
        _ document: @autoclosure () throws -> Document, json: @autoclosure () throws -> JSON,
        isLetter: Bool = false
    ) throws {
        try print(try document(), isLetter: isLetter) { $0.write(try json().pretty() + "\n") }
    }

    /// Prints a paper in the format asked for; `writeJSON` writes it as data.
    func print(
        _ document: @autoclosure () throws -> Document, isLetter: Bool = false,
        writeJSON: (inout FileSink) throws -> Void
    ) throws {
        let format = try chosen()
        if format == .xlsx || format == .pdf {
            guard let output else {
                throw ValidationError("This format needs a file: add -o NAME.\(format.rawValue)")
            }
            if format == .xlsx { return try Output.writeSpreadsheet(try document(), to: output) }
            return try PDFConverter.write(try document(), to: output, isLetter: isLetter)
        }
        var sink = try FileSink(output)
        switch format {
        case .text:
            try TextRenderer.render(
                try document(), width: Output.width(toFile: output != nil),
                colour: Output.colour(toFile: output != nil), to: &sink)
        case .markdown: try MarkdownRenderer.render(try document(), to: &sink)
        case .csv: try CSVRenderer.render(try document(), byteOrderMark: output != nil, to: &sink)
        case .json: try writeJSON(&sink)
        case .html: try Output.writePage(try document(), isLetter: isLetter, to: &sink)
        case .xlsx, .pdf: break
        }
        try sink.close()
    }
}

/// Standard output and the terminal behind it.
enum Output {
    /// One line to standard output.
    static func say(_ line: String) { send(line, to: STDOUT_FILENO) }

    /// One line to standard error: said to the person, not part of the paper.
    static func note(_ line: String) { send(line, to: STDERR_FILENO) }

    private static func send(_ line: String, to descriptor: Int32) {
        var shown = ControlCharacters.shown(in: line) + "\n"
        shown.withUTF8 { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }

    /// How many columns there are.
    static func width(toFile: Bool) -> Int {
        if !toFile {
            var size = winsize()
            if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        }
        return Environment.value("COLUMNS").flatMap { Int($0) }.map { max($0, 40) } ?? 80
    }

    /// Colour only on a terminal, and never when `NO_COLOR` is set (no-color.org).
    static func colour(toFile: Bool) -> Bool {
        !toFile && isatty(STDOUT_FILENO) == 1 && Environment.value("NO_COLOR") == nil
            && Environment.value("TERM") != "dumb"
    }

    static func writeForm(_ form: FillInForm, to path: String) throws {
        #if Spreadsheets
            try FillInFormRenderer.write(form, to: path)
        #else
            throw withoutSpreadsheets
        #endif
    }

    /// A paper or a letter as HTML.
    static func writePage(_ document: Document, isLetter: Bool, to sink: inout FileSink) throws {
        if isLetter {
            sink.write(try LetterRenderer.render(document))
        } else {
            try HTMLRenderer.render(document, to: &sink)
        }
    }

    static func writeSpreadsheet(_ document: Document, to path: String) throws {
        #if Spreadsheets
            try SpreadsheetRenderer.write(document, to: path)
        #else
            throw withoutSpreadsheets
        #endif
    }

    #if !Spreadsheets
        private static let withoutSpreadsheets = ValidationError(
            "This trackerctl was built without spreadsheets. Use .csv, or build it with scripts/demo once libxlsxwriter is installed."
        )
    #endif
}

/// A file or standard output, written in large pieces.
struct FileSink: TextOutputStream {
    private static let piece = 1 << 16
    private let descriptor: Int32
    private let path: String?
    private var buffer: [UInt8] = []
    private var failure: Int32?

    init(_ path: String?) throws {
        self.path = path
        guard let path else {
            descriptor = STDOUT_FILENO
            return
        }
        descriptor = Glibc.open(path, O_CREAT | O_TRUNC | O_WRONLY, 0o666)
        if descriptor < 0 { throw CannotWrite(path: path, why: String(cString: strerror(errno))) }
    }

    mutating func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.piece { flush() }
    }

    private mutating func flush() {
        var start = 0
        while start < buffer.count, failure == nil {
            let count = buffer.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + start, $0.count - start)
            }
            if count >= 0 { start += count } else if errno != EINTR { failure = errno }
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Makes sure that everything has been written.
    ///
    /// - Throws: `CannotWrite`. A reader that went away (`| head`) is no failure.
    mutating func close() throws {
        flush()
        if path != nil, Glibc.close(descriptor) != 0, failure == nil { failure = errno }
        if let failure, failure != EPIPE {
            throw CannotWrite(path: path ?? "standard output", why: String(cString: strerror(failure)))
        }
    }
}
