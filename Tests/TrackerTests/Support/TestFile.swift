import Glibc

/// The files beside the tests of this folder.
enum TestFile {
    /// The bytes of `Fixtures/name`; nil if there is no such file.
    static func bytes(_ name: String, beside source: String = #filePath) -> [UInt8]? {
        let folder = source.split(separator: "/").dropLast().joined(separator: "/")
        return read("/\(folder)/Fixtures/\(name)")
    }

    /// The bytes of a page of the documentation.
    static func page(_ name: String, beside source: String = #filePath) -> [UInt8]? {
        let root = source.split(separator: "/").dropLast(4).joined(separator: "/")
        return read("/\(root)/docs/\(name)")
    }

    private static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }
}
