import Testing

import Tracker

/// Encodings told apart by their bytes.
struct DecodedTextTests {
    @Test(arguments: [
        ([], "", DecodedText.Encoding.utf8), (Array("Dŵr £".utf8), "Dŵr £", .utf8),
        ([0xEF, 0xBB, 0xBF] + Array("£".utf8), "£", .utf8), ([0xEF, 0xBB, 0xBF], "", .utf8),
        ([0xFF, 0xFE, 0xA3, 0x00, 0x3D, 0xD8, 0xA8, 0xDE], "£🚨", .utf16LittleEndian),
        ([0xFE, 0xFF, 0x00, 0xA3, 0xD8, 0x3D, 0xDE, 0xA8], "£🚨", .utf16BigEndian),
        ([0xFF, 0xFE], "", .utf16LittleEndian),
        ([0xA3, 0x33, 0x39, 0x30, 0x6D], "£390m", .windows1252),
        ([0x80, 0x93, 0x61, 0x94, 0x96, 0x9F, 0xE9], "€“a”–Ÿé", .windows1252),
    ])
    func decodes(bytes: [UInt8], text: String, encoding: DecodedText.Encoding) throws {
        let decoded = try DecodedText(bytes)
        #expect(Array(decoded.text.unicodeScalars) == Array(text.unicodeScalars))
        #expect(decoded.encoding == encoding)
    }

    @Test func windows1252HasEveryByteButFive() {
        let refused = (0...255).filter { (try? DecodedText([0xFF, UInt8($0)])) == nil }
        // 0xFF 0xFE is the mark of UTF-16.
        #expect(refused == [0x81, 0x8D, 0x8F, 0x90, 0x9D])
    }

    @Test(arguments: [
        (Array("a\r\nb\r".utf8) + [0xA3, 0x8F, 0xDC], DecodedText.Encoding.windows1252, 6, 3, 2),
        ([0xEF, 0xBB, 0xBF] + Array("é\n".utf8) + [0xA3], .utf8, 6, 2, 1),
        ([0xEF, 0xBB, 0xBF, 0xE2, 0x82], .utf8, 3, 1, 1),
        ([0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00, 0x3D, 0xD8, 0x61, 0x00], .utf16LittleEndian, 6, 2, 1),
        ([0xFF, 0xFE, 0x61, 0x00, 0x62], .utf16LittleEndian, 4, 1, 2),
    ])
    func tellsWhereTextEnds(
        bytes: [UInt8], encoding: DecodedText.Encoding, offset: Int, line: Int, column: Int
    ) {
        let error = #expect(throws: UndecodableText.self) { try DecodedText(bytes) }
        #expect(error?.encoding == encoding)
        #expect(error?.offset == offset)
        #expect(error?.line == line)
        #expect(error?.column == column)
    }
}
