import Glibc
import Tracker

/// A sheet that somebody handed in: its bytes and its name.
struct SheetFile {
    let bytes: [UInt8]
    let name: String

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
        bytes = try EvidenceStore.read(path)
    }

    /// The hash by which the file is recognised when it is given again.
    var hash: String { Hash.sha256(bytes).hex }
}
