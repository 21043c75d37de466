import Testing

import Tracker

@Suite("Base 64 and hexadecimal (RFC 4648)")
struct Base64Tests {
    @Test(
        "The vectors of section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(_ plain: String, _ encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test("Every byte in every place")
    func allBytes() {
        for byte in UInt8.min...UInt8.max {
            for bytes in [[byte], [0, byte], [255, 0, byte], [byte, 85, 170, byte]] {
                #expect(Base64.decode(Base64.encode(bytes)) == bytes)
                #expect(Hexadecimal.decode(Hexadecimal.encode(bytes)) == bytes)
            }
        }
        #expect(Base64.encode([0xFB, 0xEF, 0xFF]) == "++//")
        #expect(Hexadecimal.encode([0x00, 0x9F, 0xA0]) == "009fa0")
    }

    @Test(
        "Other spellings are refused",
        arguments: [
            "Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zm 9", "Zm-_", "Zg==Zg==", "Zm9v\n", "Zm9v=",
            "=m9v",
        ])
    func refused(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test("Hexadecimal is lower case and whole", arguments: ["0", "0G", "AB", "0x00", " 00"])
    func refusedHexadecimal(_ text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }
}
