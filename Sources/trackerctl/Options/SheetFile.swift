import Glibc
import Tracker

/// A sheet that somebody handed in: its bytes and its name.
struct SheetFile {
    /// An .xlsx workbook or a CSV file: where something else was handed in that LibreOffice reads, what it made of it.
    let bytes: [UInt8]
    let name: String
    private let given: [UInt8]

    /// Reads a file, unless it is larger than any sheet may be: then nothing of it is read.
    init(_ path: String) throws {
        name = String(path.split(separator: "/").last ?? "")
        var status = stat()
        if stat(path, &status) == 0, status.st_size > CSVReader.largestFile {
            throw InputProblems([
                Problem(
                    file: name, sentence: "The file is larger than \(CSVReader.largestFile) bytes: split it.")
            ])
        }
        given = try EvidenceStore.read(path)
        guard let other = OtherFile(given), other.isConvertible else {
            bytes = given
            return
        }
        bytes = try SheetConverter.workbook(path, name: name, other)
    }

    /// The hash by which the file is recognised when it is given again.
    var hash: String { Hash.sha256(given).hex }
}
