import TransparencyLog

// A picture that a paper carries: what it is, and how large, read from its own head.

/// A PNG or JPEG.
struct Picture {
    /// What it is; also the ending of its name.
    enum Kind: String { case png, jpeg }

    let kind: Kind
    let bytes: [UInt8]
    /// In pixels, at least 1.
    let width, height: Int

    /// The picture in a `data:` address (RFC 2397); nil for what is none, or tells no size.
    init?(dataURI: String) {
        guard let comma = dataURI.firstIndex(of: ","),
            let bytes = Base64.decode(dataURI[dataURI.index(after: comma)...])
        else { return nil }
        let size: (Int, Int)?
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            kind = .png
            size = Self.sizeOfPNG(bytes)
        } else {
            kind = .jpeg
            size = Self.sizeOfJPEG(bytes)
        }
        guard let (width, height) = size, width > 0, height > 0 else { return nil }
        self.bytes = bytes
        (self.width, self.height) = (width, height)
    }

    /// The size in the chunk IHDR, which comes first (ISO/IEC 15948, 11.2.2).
    private static func sizeOfPNG(_ bytes: [UInt8]) -> (Int, Int)? {
        guard bytes.count >= 24 else { return nil }
        func number(at place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(at: 16), number(at: 20))
    }

    /// The size in the first frame header, SOF (ISO/IEC 10918-1, B.2.2).
    private static func sizeOfJPEG(_ bytes: [UInt8]) -> (Int, Int)? {
        func number(at place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }
        var place = 2
        while place + 9 < bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                return (number(at: place + 7), number(at: place + 5))
            }
            place += 2 + number(at: place + 2)
        }
        return nil
    }
}
