/// A file in a workbook.
struct Part {
    let name: String
    var bytes: [UInt8]
}

/// Puts parts into a zip file without compressing them (PKWARE APPNOTE 4.3).
enum StoredZip {
    static func bytes(_ parts: [Part]) -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let name = Array(part.name.utf8)
            let size = little(part.bytes.count, 4)
            let common =
                little(20, 2) + little(0, 8) + little(Int(crc32(part.bytes)), 4) + size + size
                + little(name.count, 2) + little(0, 2)
            directory +=
                [0x50, 0x4B, 1, 2] + little(20, 2) + common + little(0, 10) + little(file.count, 4) + name
            file += [0x50, 0x4B, 3, 4] + common + name + part.bytes
        }
        return file + directory + [0x50, 0x4B, 5, 6] + little(0, 4) + little(parts.count, 2)
            + little(parts.count, 2)
            + little(directory.count, 4) + little(file.count, 4) + little(0, 2)
    }

    private static func little(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static let table = (0..<256 as Range<UInt32>).map { start in
        (0..<8).reduce(start) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
    }
}
