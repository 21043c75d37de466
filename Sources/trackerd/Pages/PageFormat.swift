import Glibc
import Tracker
import TrackerDocuments

/// The formats of a paper, by the ending of its address.
enum PageFormat: String, CaseIterable {
    case html, csv, json, md, xlsx, docx

    /// Those that this program can write.
    static var offered: [PageFormat] {
        #if Spreadsheets
            [.csv, .json, .md, .xlsx, .docx]
        #else
            [.csv, .json, .md]
        #endif
    }

    /// A path without its ending, and the format that the ending asks for.
    static func taken(from path: [String]) -> ([String], PageFormat) {
        guard let last = path.last, let dot = last.lastIndex(of: "."), dot > last.startIndex,
            let format = PageFormat(rawValue: String(last[last.index(after: dot)...])),
            offered.contains(format)
        else { return (path, .html) }
        return (path.dropLast() + [String(last[..<dot])], format)
    }

    var type: String {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .csv: "text/csv; charset=utf-8"
        case .json: "application/json"
        case .md: "text/markdown; charset=utf-8"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
    }

    /// Whether lists are printed whole in it.
    var isData: Bool { self != .html }

    func bytes(of view: PageView) throws -> [UInt8] {
        var text = ""
        switch self {
        case .html: preconditionFailure("a page is drawn with its frame")
        case .csv: try CSVRenderer.render(view.document, from: view.source, byteOrderMark: true, to: &text)
        case .json: text = ControlCharacters.escaped(inJSON: try view.json?() ?? "")
        case .md: try MarkdownRenderer.render(view.document, from: view.source, to: &text)
        case .xlsx, .docx: return try file(of: view)
        }
        return Array(text.utf8)
    }

    /// Whether a sheet that somebody fills in can be had in it.
    var isSheet: Bool { self == .csv || self == .xlsx }

    /// A sheet to be filled in.
    func bytes(of form: FillInForm) throws -> [UInt8] {
        guard self == .xlsx else {
            var text = ""
            try CSVRenderer.render(form.table, byteOrderMark: true, to: &text)
            return Array(text.utf8)
        }
        #if Spreadsheets
            return try made { try FillInFormRenderer.write(form, to: $0) }
        #else
            preconditionFailure("a format that isn't offered")
        #endif
    }

    private func file(of view: PageView) throws -> [UInt8] {
        #if Spreadsheets
            return try made { path in
                if self == .xlsx {
                    try SpreadsheetRenderer.write(view.document, from: view.source, to: path)
                } else {
                    try WordRenderer.write(
                        view.document, from: view.source, layout: view.isLetter ? .letter : .paper,
                        template: nil, to: path)
                }
            }
        #else
            preconditionFailure("a format that isn't offered")
        #endif
    }

    #if Spreadsheets
        /// What `write` writes to a file, which is gone then.
        func made(_ write: (String) throws -> Void) throws -> [UInt8] {
            var name = Array(
                "\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/tracker-XXXXXX".utf8CString)
            guard mkdtemp(&name) != nil else {
                throw RegisterError.cannotOpen(path: "/tmp", why: String(cString: strerror(errno)))
            }
            let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let path = "\(folder)/paper.\(rawValue)"
            defer {
                unlink(path)
                rmdir(folder)
            }
            try write(path)
            return try EvidenceStore.read(path)
        }
    #endif
}
