import Glibc

/// The files beside the tests of this folder.
enum TestFile {
    /// The bytes of `Fixtures/name`; nil if there is no such file.
    static func bytes(_ name: String, beside source: String = #filePath) -> [UInt8]? {
        let folder = source.split(separator: "/").dropLast().joined(separator: "/")
        guard let file = fopen("/\(folder)/Fixtures/\(name)", "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }
}
