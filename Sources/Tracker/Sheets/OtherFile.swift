/// A file that is neither a CSV file nor an .xlsx workbook, whatever its name says: known by its first bytes.
package enum OtherFile: Hashable, Sendable {
    /// An .xls workbook of before 2007, a workbook as XML of 2003, a binary .xlsb, an OpenDocument sheet.
    case oldWorkbook, workbook2003, binaryWorkbook, openDocument
    /// An .xlsx workbook or .xls with a password.
    case locked
    case page, xml, json, pdf, richText, picture

    /// What the bytes are; nil where they may be a table.
    package init?(_ bytes: [UInt8]) {
        if OtherFile.isZip(bytes) {
            guard let kind = OtherFile(zip: bytes) else { return nil }
            self = kind
        } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            // [MS-CFB] 2.2: the container of old .xls workbooks and of encrypted new ones.
            self =
                OtherFile.holds("EncryptedPackage".utf8.flatMap { [$0, 0] }, bytes) ? .locked : .oldWorkbook
        } else if OtherFile.pictures.contains(where: { bytes.starts(with: $0) }) {
            self = .picture
        } else {
            guard let kind = OtherFile(words: OtherFile.start(of: bytes)) else { return nil }
            self = kind
        }
    }

    /// Whether it begins as a zip file (PKWARE APPNOTE 4.3.7), which an .xlsx workbook is.
    static func isZip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

    private static let pictures: [[UInt8]] = [
        [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x47, 0x49, 0x46, 0x38],
    ]

    /// The names of a zip file's parts stand at its end.
    private init?(zip bytes: [UInt8]) {
        // OpenDocument 1.2, part 3, 3.3: the first part holds the type.
        if OtherFile.holds(Array("mimetypeapplication/vnd.oasis.opendocument".utf8), bytes.prefix(200)) {
            self = .openDocument
        } else if OtherFile.holds(Array("xl/workbook.bin".utf8), bytes.suffix(1 << 16)) {
            self = .binaryWorkbook
        } else {
            return nil
        }
    }

    private init?(words start: String) {
        func begins(_ words: String...) -> Bool { words.contains { start.hasPrefix($0) } }
        if begins("%pdf-") {
            self = .pdf
        } else if begins("{\\rtf") {
            self = .richText
        } else if begins(
            "<!doctype html", "<html", "<table", "<meta", "<head", "<body", "<div", "<style", "<!--")
        {
            self = .page
        } else if begins("<?xml", "<workbook", "<ss:workbook") {
            if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
                self = .workbook2003
            } else if start.contains("urn:oasis:names:tc:opendocument") {
                self = .openDocument
            } else {
                self = start.contains("<html") ? .page : .xml
            }
        } else if begins("{\"", "{ \"", "[{", "[ {", "[[", "[\"") {
            self = .json
        } else {
            return nil
        }
    }

    /// The first words in lower case, runs of white space as one blank, without a byte order mark.
    private static func start(of bytes: [UInt8]) -> String {
        var head = bytes.prefix(2000)
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
        // UTF-16, as far as it is ASCII.
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            head = head.dropFirst(2).filter { $0 != 0 }[...]
        }
        return String(decoding: head, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ").lowercased()
    }

    private static func holds(_ word: [UInt8], _ bytes: some RandomAccessCollection<UInt8>) -> Bool {
        bytes.indices.contains { bytes[$0] == word[0] && bytes[$0...].starts(with: word) }
    }

    /// Whether a spreadsheet program turns it into an .xlsx workbook without anybody looking.
    package var isConvertible: Bool {
        switch self {
        case .oldWorkbook, .workbook2003, .binaryWorkbook, .openDocument: true
        case .locked, .page, .xml, .json, .pdf, .richText, .picture: false
        }
    }

    /// What it is, as a noun.
    package var noun: String {
        switch self {
        case .oldWorkbook: "an .xls workbook of before 2007"
        case .workbook2003: "a workbook in the XML of 2003"
        case .binaryWorkbook: "a binary workbook (.xlsb)"
        case .openDocument: "an OpenDocument file"
        case .locked: "a workbook with a password"
        case .page: "a web page that was named as a sheet"
        case .xml: "an XML file and no sheet"
        case .json: "a JSON file and no sheet"
        case .pdf: "a PDF and no sheet"
        case .richText: "a document in rich text"
        case .picture: "a picture and no sheet"
        }
    }

    /// What it is, and the way out.
    package var sentence: String {
        let wayOut =
            switch self {
            case .oldWorkbook, .workbook2003, .binaryWorkbook, .openDocument:
                "save it as .xlsx, or the sheet as CSV UTF-8"
            case .locked: "save it without one"
            case .page: "open it in a spreadsheet program and save it as .xlsx"
            case .xml, .json: "give an .xlsx workbook or a CSV file"
            case .pdf: "ask for the sheet that it was made from, as .xlsx or CSV"
            case .richText: "copy its table to a spreadsheet and save that as .xlsx"
            case .picture: "ask for the sheet itself, as .xlsx or CSV"
            }
        return "This is \(noun): \(wayOut)."
    }
}
