// Golden files: what people read, kept beside the tests and reviewed as text. `UPDATE_GOLDEN=1 swift test`
// writes them anew.

import Glibc
import Testing

enum RenderingGolden {
    /// Expects `text` to be what the golden file `name` in the folder `Golden` beside `file` holds, and names the first line that differs.
    static func expect(
        _ text: String, is name: String, beside file: String = #filePath,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = "\(file[..<file.lastIndex(of: "/")!])/Golden/\(name)"
        if getenv("UPDATE_GOLDEN") != nil { try write(text, to: path) }
        let golden = try #require(
            read(path), "There is no golden file \(name)", sourceLocation: sourceLocation)
        guard text != golden else { return }
        let (lines, goldenLines) = (split(text), split(golden))
        let line =
            zip(lines, goldenLines).enumerated().first { $1.0 != $1.1 }?.offset
            ?? min(lines.count, goldenLines.count)
        Issue.record(
            """
            \(name) differs from line \(line + 1):
            golden \(line < goldenLines.count ? goldenLines[line] : "(end)")
            drawn  \(line < lines.count ? lines[line] : "(end)")
            """, sourceLocation: sourceLocation)
    }

    /// The whole of the file at `path`; nil when there is none.
    static func read(_ path: String) -> String? {
        bytes(path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of the file at `path`; nil when there is none.
    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    private static func write(_ text: String, to path: String) throws {
        let file = try #require(fopen(path, "wb"))
        let bytes = Array(text.utf8)
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
        fclose(file)
    }

    private static func split(_ text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0.isNewline }
    }
}
