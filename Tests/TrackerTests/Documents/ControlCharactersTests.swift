import Testing

import Tracker

@Suite struct ControlCharactersTests {
    @Test func everyActingCharacterIsShown() {
        let ranges: [ClosedRange<UInt32>] = [
            0x00...0x08, 0x0B...0x1F, 0x7F...0x9F, 0x61C...0x61C, 0x200E...0x200F, 0x2028...0x202E,
            0x2066...0x206F,
            0xFEFF...0xFEFF, 0xFDD0...0xFDEF, 0xFFFE...0xFFFF, 0x10FFFE...0x10FFFF,
        ]
        for value in ranges.joined() {
            let scalar = Unicode.Scalar(value)!
            let escape = "a\\u{\(String(value, radix: 16, uppercase: true))}b"
            #expect(ControlCharacters.shown(in: "a\(scalar)b") == escape)
        }
    }

    @Test func newlinesStayAndTabsBecomeBlanks() {
        #expect(ControlCharacters.shown(in: "a\r\nb\nc\rd\te") == "a\nb\nc\\u{D}d e")
        #expect(ControlCharacters.shown(in: "a\tb", tab: "\t") == "a\tb")
    }

    @Test(arguments: ["plain", "£ é 東京 👩‍👩‍👧‍👦 e\u{301}", "", "a\nb"])
    func otherTextStays(text: String) {
        #expect(ControlCharacters.shown(in: text) == text)
    }

    /// What JSON prints is safe on a terminal, and reads back as what was stored.
    @Test func inJSONTheyAreEscapedAndReadBack() throws {
        let text =
            "\u{1B}[31m \u{9B}31m \u{202E}x\u{2066}\u{2069}\u{200F} \u{7F} \u{FEFF} \u{10FFFF} \u{0} £é東 \n\t"
        let value: JSON = ["words": .string(text)]
        let printed = ControlCharacters.escaped(inJSON: value.pretty())
        #expect(
            printed.contains("\\u202ex\\u2066") && printed.contains("\\udbff\\udfff")
                && printed.contains("£é東"))
        #expect(!printed.unicodeScalars.contains { $0 != "\n" && ControlCharacters.acts($0) })
        #expect(try JSON(parsing: Array(printed.utf8)) == value)
        #expect(ControlCharacters.escaped(inJSON: "{\n  \"a\": 1\n}") == "{\n  \"a\": 1\n}")
    }
}
