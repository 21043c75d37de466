import Testing

import Tracker

/// Words are kept beside the ledger, so that an entry of at most 65,535 bytes can commit to any number of them.
struct LongWordsTests {
    @Test func aNoteOfTenMegabytesIsKeptWhole() throws {
        let fixture = try RegisterFixture()
        try fixture.report("R")
        try fixture.item("A-1")
        let long = String(repeating: "Ten megabytes of minutes. \u{1B}\u{202E}", count: 330_000)
        #expect(long.utf8.count >= 9 << 20)
        let seq = try fixture.record(.note(isInternal: false), "A-1", words: [.note: long])
        #expect(try fixture.register.words(of: seq)[.note] == long)
        #expect(try fixture.register.verify().findings.isEmpty)
    }
}
