import ArgumentParser
import Glibc
import Tracker

/// A format that a paper can be printed in.
enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown, csv, json, html, pdf, docx, odt, xlsx, ods

    /// How many earlier quarters the charts go back; only these formats draw any.
    var quartersInCharts: Int { [.text, .markdown, .csv, .json].contains(self) ? 0 : 7 }

    /// Whether a paper in it is one file that can't be printed piece by piece.
    fileprivate var isWhole: Bool { [.pdf, .docx, .odt, .xlsx, .ods].contains(self) }

    /// The format that a file's ending asks for.
    init?(ending path: String) {
        guard let dot = path.lastIndex(of: ".") else { return nil }
        let ending = path[path.index(after: dot)...].lowercased()
        guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
        self = format
    }

    /// The format of a sheet that goes to a file, or as CSV to standard output; `what` begins the sentence that refuses others.
    static func ofSheet(_ output: String?, _ what: String) throws -> Format {
        let format = output.map { Format(ending: $0) } ?? .csv
        guard let format, [.csv, .xlsx, .ods].contains(format) else {
            throw ValidationError("\(what) is .xlsx, .ods or .csv: end the file's name so.")
        }
        return format
    }

    /// The endings of file names that ask for it.
    var endings: [String] {
        switch self {
        case .text: ["txt"]
        case .markdown: ["md"]
        case .html: ["html", "htm"]
        case .csv, .json, .pdf, .docx, .odt, .xlsx, .ods: [rawValue]
        }
    }
}

/// In which format, and where to.
struct OutputOptions: ParsableArguments {
    @Option(
        help: "text, markdown, csv, json, html, pdf, docx, odt, xlsx or ods; else by the ending of --output.")
    var format: Format?

    @Option(
        name: [.short, .long], help: ArgumentHelp("Write to a file.", valueName: "file"), completion: .file())
    var output: String?

    @Option(
        help: "For .docx and .odt: a Word template of the body's own; else $TRACKER_TEMPLATE.",
        completion: .file(extensions: ["dotx", "docx"]))
    var template: String?

    @Flag(help: "Print a long text at once, not through $PAGER (else less).") var noPager = false

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
                "The format of \(output) can't be told by its ending. End it in .txt, .md, .csv, .json, .html, .pdf, .docx, .odt, .xlsx or .ods, or add --format."
            )
        }
        return format
    }

    /// Looks whether the file may be written, for a command that records something before it prints.
    ///
    /// - Parameter inputs: what the command reads, which is never replaced.
    func check(keeping inputs: [String] = []) throws {
        guard let output else { return }
        if let stream = try OutputPlace.stream(output) {
            close(stream)
        } else {
            _ = try OutputFile(output, keeping: inputs)
        }
    }

    /// Prints a list, and how to add the first where it is empty.
    func print(_ listing: Listing) throws {
        try print(listing.document, json: listing.json, hints: listing.remedies)
    }

    /// Prints a paper in the format asked for; a letter looks like one in HTML and PDF.
    ///
    /// - Parameters:
    ///   - source: what the rows of a long list are read from.
    ///   - hints: what whoever types commands can do about it: in text, which nobody hands on.
    func print(
        _ document: @autoclosure () throws -> Document, from source: Snapshot? = nil,
        json: @autoclosure () throws -> JSON, hints: [Remedy] = [], isLetter: Bool = false,
        keeping inputs: [String] = []
    ) throws {
        try print(try document(), from: source, hints: hints, isLetter: isLetter, keeping: inputs) {
            $0.write(try json().pretty() + "\n")
        }
    }

    /// Prints a paper in the format asked for; `writeJSON` writes it as data.
    func print(
        _ document: @autoclosure () throws -> Document, from source: Snapshot? = nil, hints: [Remedy] = [],
        isLetter: Bool = false, keeping inputs: [String] = [],
        writeJSON: (inout FileSink) throws -> Void
    ) throws {
        let format = try chosen()
        if template != nil, format != .docx, format != .odt {
            throw ValidationError("A template is for Word papers: end the file's name in .docx or .odt.")
        }
        if format.isWhole {
            guard let output else {
                throw ValidationError("This format needs a file: add -o NAME.\(format.rawValue)")
            }
            return try Output.writeWhole(
                try document(), as: format, from: source, to: output, isLetter: isLetter,
                template: template ?? Environment.value("TRACKER_TEMPLATE"), keeping: inputs)
        }
        // A file's permissions go by the paper's marking, whatever the format.
        let made = output == nil ? nil : try document()
        var sink = try FileSink(
            output, isPrivate: Marking.isConfidential(made?.marking ?? ""), keeping: inputs,
            isJSON: format == .json,
            pager: format == .text && !noPager ? Pager.ofTerminal() : nil)
        func paper() throws -> Document { try made ?? document() }
        switch format {
        case .text:
            var paper = try paper()
            if !hints.isEmpty { paper.blocks.append(.paragraph(hints.sentence)) }
            try TextRenderer.render(
                paper, from: source, width: Output.width(toFile: output != nil),
                colour: Output.colour(toFile: output != nil), to: &sink)
        case .markdown: try MarkdownRenderer.render(try paper(), from: source, to: &sink)
        case .csv: try CSVRenderer.render(try paper(), from: source, byteOrderMark: output != nil, to: &sink)
        case .json: try writeJSON(&sink)
        case .html: try Output.writePage(try paper(), from: source, isLetter: isLetter, to: &sink)
        case .pdf, .docx, .odt, .xlsx, .ods: break
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
            if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
                return min(Int(size.ws_col), widest)
            }
        }
        return Environment.value("COLUMNS").flatMap { Int($0) }.map { min(max($0, 40), widest) } ?? 80
    }

    /// No screen is wider, whatever the environment says.
    private static let widest = 1000

    /// Colour only on a terminal, and never when `NO_COLOR` is set (no-color.org).
    static func colour(toFile: Bool) -> Bool {
        !toFile && isatty(STDOUT_FILENO) == 1 && Environment.value("NO_COLOR") == nil
            && Environment.value("TERM") != "dumb"
    }

    /// A sheet to fill in: a workbook or CSV by the ending of `path`, CSV on standard output without one.
    static func writeForm(_ form: FillInForm, to path: String?, isPrivate: Bool = false) throws {
        guard let path, let format = Format(ending: path), format != .csv else {
            var sink = try FileSink(path, isPrivate: isPrivate)
            try CSVRenderer.render(form.table, byteOrderMark: path != nil, to: &sink)
            return try sink.close()
        }
        #if Spreadsheets
            if format == .ods {
                try requireLibreOffice(for: .ods)
                var sink = try FileSink(path, isPrivate: isPrivate)
                let folder = try PrivateFolder()
                try FillInFormRenderer.write(form, to: "\(folder.path)/sheet.xlsx")
                guard
                    let bytes = try LibreOffice.convert("\(folder.path)/sheet.xlsx", in: folder, to: "ods")
                else { throw nothingMade(path, insteadOf: .ods) }
                sink.write(bytes)
                return try sink.close()
            }
            try write(to: path, isPrivate: isPrivate) { try FillInFormRenderer.write(form, to: $0) }
        #else
            throw withoutSpreadsheets
        #endif
    }

    static func writeMarked(_ table: MarkedTable, to path: String, keeping inputs: [String]) throws {
        #if Spreadsheets
            try write(to: path, isPrivate: true, keeping: inputs) {
                try MarkedTableRenderer.write(table, to: $0)
            }
        #else
            throw withoutSpreadsheets
        #endif
    }

    /// A paper or a letter as HTML.
    static func writePage(
        _ document: Document, from source: Snapshot?, isLetter: Bool, to sink: inout FileSink
    ) throws {
        if isLetter {
            sink.write(try LetterRenderer.render(document))
        } else {
            try HTMLRenderer.render(document, from: source, to: &sink)
        }
    }

    /// A paper or a letter as one file: a workbook, a Word document, what LibreOffice makes of either, or a PDF.
    static func writeWhole(
        _ document: Document, as format: Format, from source: Snapshot?, to path: String, isLetter: Bool,
        template: String? = nil, keeping inputs: [String]
    ) throws {
        if format == .pdf {
            return try PDFConverter.write(
                document, from: source, to: path, isLetter: isLetter, keeping: inputs)
        }
        #if Spreadsheets
            let isPrivate = Marking.isConfidential(document.marking)
            if format == .xlsx {
                return try write(to: path, isPrivate: isPrivate, keeping: inputs) {
                    try SpreadsheetRenderer.write(document, from: source, to: $0)
                }
            }
            if format != .docx { try requireLibreOffice(for: format) }
            let isText = format != .ods
            let own = isText ? try template.map { try WordTemplate(EvidenceStore.read($0), named: $0) } : nil
            // Made first, so that an unwritable place is told before anything is drawn.
            var sink = try FileSink(
                path, isPrivate: isPrivate, keeping: inputs + (template.map { [$0] } ?? []))
            let folder = try PrivateFolder()
            let made = "\(folder.path)/paper.\(format == .ods ? "xlsx" : "docx")"
            if format == .ods {
                try SpreadsheetRenderer.write(document, from: source, to: made)
            } else {
                try WordRenderer.write(
                    document, from: source, layout: isLetter ? .letter : .paper, template: own, to: made)
            }
            guard
                let bytes = try format == .docx
                    ? EvidenceStore.read(made)
                    : LibreOffice.convert(made, in: folder, to: format.rawValue)
            else { throw nothingMade(path, insteadOf: format) }
            sink.write(bytes)
            try sink.close()
        #else
            throw withoutSpreadsheets
        #endif
    }

    /// - Throws: what to do, where LibreOffice isn't installed, which makes a paper of that kind.
    private static func requireLibreOffice(for format: Format) throws {
        guard LibreOffice.program == nil else { return }
        throw ValidationError(
            "A paper as .\(format.rawValue) is made by LibreOffice, which isn't installed. Write .\(format == .odt ? "docx" : "xlsx") instead, which LibreOffice opens, or install it: apt-get install \(format == .odt ? "libreoffice-writer" : "libreoffice-calc")"
        )
    }

    private static func nothingMade(_ path: String, insteadOf format: Format) -> CannotWrite {
        CannotWrite(
            path: path,
            why: "LibreOffice made nothing of it; write .\(format == .odt ? "docx" : "xlsx") instead")
    }

    #if Spreadsheets
        /// Has `make` write a file beside its place, or for a stream in a temporary folder, before it goes there whole.
        private static func write(
            to path: String, isPrivate: Bool, keeping inputs: [String] = [], _ make: (String) throws -> Void
        ) throws {
            guard let stream = try OutputPlace.stream(path) else {
                let file = try OutputFile(path, isPrivate: isPrivate, keeping: inputs)
                try make(file.draftPath)
                return try file.commit()
            }
            close(stream)
            let folder = try PrivateFolder()
            try make("\(folder.path)/paper")
            var sink = try FileSink(path)
            sink.write(try EvidenceStore.read("\(folder.path)/paper"))
            try sink.close()
        }
    #endif

    #if !Spreadsheets
        private static let withoutSpreadsheets = ValidationError(
            "This trackerctl was built without spreadsheets and Word documents. Use .csv or .html, or build it with scripts/demo once libxlsxwriter is installed."
        )
    #endif
}
