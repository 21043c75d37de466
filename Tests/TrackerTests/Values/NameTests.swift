import Testing
@testable import TrackerValues

import Tracker

/// What can be a name, and which names look the same.
struct NameTests {
    @Test(arguments: [
        "Bob Owner ", " Bob Owner", "Bob  Owner", "Bob Owner\u{200B}", "Bob\u{A0}Owner", "Bob\tOwner",
        "Bob\nOwner",
        "Bob Own\u{AD}er", "Bob \u{202E}Owner", "Bob Owner\u{FE0F}", "\u{FEFF}Bob Owner", "Bob\u{2800}Owner",
        "Bob\u{200D} Owner", "\u{2066}Bob Owner\u{2069}",
    ])
    func whatCannotBeSeenIsNotTakenIn(typed: String) throws {
        let name = try Name.parse(typed, what: "name")
        #expect(name.utf8.elementsEqual("Bob Owner".utf8))
    }

    @Test func oneSpellingOfALetter() throws {
        #expect(try Name.parse("Rene\u{301}", what: "name").utf8.elementsEqual("Ren\u{E9}".utf8))
        // The joiner belongs to the Persian word.
        let persian = "\u{645}\u{6CC}\u{200C}\u{631}"
        #expect(try Name.parse(persian, what: "name").utf8.elementsEqual(persian.utf8))
    }

    @Test(arguments: [
        "P4", "p4", " P12 ", "P\u{664}", "none", "None", "nobody", "[redacted]", "(not named)", "", " ",
        "\u{200B}",
        "Bob\u{1B}[31mOwner", "Bob\u{0}", "Bob\u{FFF9}",
    ])
    func whatCannotBeAName(typed: String) {
        #expect(throws: InvalidValue.self) { try Name.parse(typed, what: "name") }
    }

    @Test(arguments: ["P", "P4 Smith", "Paul", "PC 4", "None Such", "P-4"])
    func whatCan(typed: String) throws {
        #expect(try Name.parse(typed, what: "name") == typed)
    }

    @Test(arguments: [
        ("Bob Owner", "bob owner"), ("Bob Owner", "B\u{43E}b Owner"), ("Bob Owner", "\u{412}ob Owner"),
        ("BOB", "\u{412}\u{41E}\u{412}"), ("Ian Hill", "lan Hill"), ("Ian Hill", "ian hi11"), ("Bob", "B0b"),
        ("Bob", "\u{FF22}\u{FF4F}\u{FF42}"), ("Bob", "\u{1D401}\u{1D428}\u{1D41B}"), ("Norman", "Norrnan"),
        ("Ren\u{E9}", "Rene\u{301}"), ("Anna", "\u{391}nna"), ("Anna", "\u{13AA}nna"),
        ("Jo O'Neil", "Jo O\u{2019}Neil"),
        ("Bob Owner", "B\u{200D}ob Owner"), ("K. Smith", "\u{212A}. Smith"), ("Sooz", "\u{455}ooz"),
        ("Olu", "\u{555}lu"), ("Bob", "\u{2064}Bob"),
    ])
    func namesThatLookTheSame(one: String, other: String) {
        #expect(one.resembles(other))
        #expect(other.resembles(one))
    }

    @Test(arguments: [
        ("Bob Owner", "Rob Owner"), ("Bob Owner", "BobOwner"), ("Rene", "Ren\u{E9}"), ("Ian", "Jan"),
        ("Bob Owner", "Bob Owner 1234"), ("Anne", "Anna"),
    ])
    func namesThatDoNot(one: String, other: String) {
        #expect(!one.resembles(other))
    }

    /// The search by halves finds every line of the table, and nothing between them.
    @Test func theTableIsSearchedRight() throws {
        let text = ConfusableTable.lines.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        let lines = text.split(separator: "\n").map {
            $0.split(separator: " ").map { UInt32($0, radix: 16)! }
        }
        #expect(lines.count == 7387)
        for line in lines {
            let scalar = try #require(Unicode.Scalar(line[0]))
            #expect(Confusables.prototype(of: scalar)?.map(\.value) == Array(line.dropFirst()))
        }
        let known = Set(lines.map { $0[0] })
        for value in UInt32(0)..<0x3000 where !known.contains(value) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(Confusables.prototype(of: scalar) == nil)
        }
    }
}
