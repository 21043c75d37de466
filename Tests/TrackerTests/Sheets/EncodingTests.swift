import Testing
@testable import TrackerSheets

import Tracker

/// Files whose encoding nobody wrote down: what their letters come out as, and what is said of it.
struct EncodingTests {
    /// Words, the encoding they are saved in, and the bytes of what isn't ASCII in them.
    static let samples: [(words: String, encoding: DecodedText.Encoding)] = [
        ("Ref,Text\nR1,The board’s “plan” – £5m", .windows1252),
        ("Ref,Text\nR1,Café, £5, José’s", .windows1252),
        ("Ref,Text\nR1,The board’s “plan” – costs £5m", .macRoman),
        ("Ref,Text\nR1,José", .macRoman), ("Ref,Text\nR1,Officers’ plans", .macRoman),
        ("Ref,Text\nR1,Costs £5m", .codePage850), ("Ref,Text\nR1,café, Müller", .codePage850),
    ]

    @Test(arguments: samples)
    func readsCodePages(words: String, encoding: DecodedText.Encoding) throws {
        let page: CodePage =
            encoding == .macRoman ? .macRoman : encoding == .codePage850 ? .codePage850 : .windows1252
        let bytes = try words.unicodeScalars.map { try #require(page.byte($0)) }
        let decoded = try DecodedText(bytes)
        #expect(decoded.text == words)
        #expect(decoded.encoding == encoding)
    }

    @Test func readsUTF8ThatWasEncodedTwice() throws {
        let doubled = "R1,The board\u{E2}\u{20AC}\u{2122}s plan, caf\u{C3}\u{A9}, \u{C2}\u{A3}5"
        let decoded = try DecodedText(Array(doubled.utf8))
        #expect(decoded.text == "R1,The board’s plan, café, £5")
        #expect(decoded.encoding == .doubledUTF8)
    }

    @Test(arguments: ["Café – CHÂTEAU, São, Ângela", "£5 · naïve “x”", "CAFÉ–BAR"])
    func leavesGoodUTF8AsItIs(words: String) throws {
        #expect(try DecodedText(Array(words.utf8)) == DecodedText(Array(("\u{FEFF}" + words).utf8)))
        #expect(try DecodedText(Array(words.utf8)).text == words)
    }

    @Test func oneForeignByteDoesNotSpoilTheRest() throws {
        let bytes = Array("R1,The board’s plan\nR2,Costs ".utf8) + [0xA3] + Array("5m".utf8)
        let decoded = try DecodedText(bytes)
        #expect(decoded.text == "R1,The board’s plan\nR2,Costs £5m")
        #expect(decoded.encoding == .mixed)
    }

    @Test func whatWasGuessedIsToldWithASample() throws {
        let bytes = Array("Ref,Text\nR1,Costs ".utf8) + [0x9C] + Array("5m a year".utf8)
        #expect(
            try Sheet.read(bytes, file: "a.csv").remarks.map(\.sentence) == [
                "Read as code page 850 (\"CSV (MS-DOS)\"): line 2 says \"Costs £5m a year\"."
            ])
        #expect(try Sheet.read(Array("Ref,Text\nR1,£5m".utf8), file: "a.csv").remarks.isEmpty)
    }
}
