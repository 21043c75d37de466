import Glibc
import Tracker

/// Makes an .xlsx workbook of a sheet in another format with LibreOffice, where it is installed.
enum SheetConverter {
    /// The workbook's bytes; that it was converted is said.
    ///
    /// - Throws: `InputProblems` with the way out where LibreOffice isn't installed or makes nothing of it.
    static func workbook(_ path: String, name: String, _ kind: OtherFile) throws -> [UInt8] {
        func refusal(_ sentence: String) -> InputProblems {
            InputProblems([Problem(file: name, sentence: sentence)])
        }
        guard LibreOffice.program != nil else {
            throw refusal("\(kind.sentence) Or install LibreOffice, which is used where it is there.")
        }
        let folder = try PrivateFolder()
        let copy = "\(folder.path)/sheet.\(kind.ending)"
        var sink = try FileSink(copy, isPrivate: true)
        sink.write(try EvidenceStore.read(path))
        try sink.close()
        guard let bytes = try LibreOffice.convert(copy, in: folder, to: "xlsx"), OtherFile(bytes) == nil
        else {
            throw refusal("\(kind.sentence) LibreOffice, which is installed, could make nothing of it.")
        }
        Output.note("\(name) is \(kind.noun); LibreOffice made an .xlsx workbook of it, which was read.")
        return bytes
    }
}

extension OtherFile {
    /// The ending by which a spreadsheet program knows the format.
    fileprivate var ending: String {
        switch self {
        case .oldWorkbook: "xls"
        case .workbook2003: "xml"
        case .binaryWorkbook: "xlsb"
        case .openDocument: "ods"
        case .locked, .page, .xml, .json, .pdf, .richText, .picture: "txt"
        }
    }
}
