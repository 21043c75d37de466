import Glibc
import TrackerSQLite

/// A folder of a test's own, gone with everything in it when the test lets go of it.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/tracker-test-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    deinit { Self.remove(path) }

    private static func remove(_ folder: String) {
        for name in names(in: folder) where unlink("\(folder)/\(name)") != 0 { remove("\(folder)/\(name)") }
        rmdir(folder)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The names of the files and folders in it, sorted.
    var names: [String] { Self.names(in: path) }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// A file's bytes; nil when there is none.
    func bytes(_ name: String) -> [UInt8]? {
        guard let stream = fopen(file(name), "rb") else { return nil }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 {
            bytes += buffer[..<count]
        }
        return bytes
    }

    func write(_ bytes: [UInt8], to name: String) {
        guard let stream = fopen(file(name), "wb") else { return }
        defer { fclose(stream) }
        fwrite(bytes, 1, bytes.count, stream)
    }
}
