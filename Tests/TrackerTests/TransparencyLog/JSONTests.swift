import Testing
import Tracker

@Suite("JSON: one spelling for each value (RFC 8785)")
struct JSONTests {
    @Test("Keys are sorted by UTF-16 code units: the example of section 3.2.3")
    func sortingExample() {
        let json: JSON = [
            "\u{20AC}": "Euro Sign", "\r": "Carriage Return", "\u{FB33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1F600}": "Emoji: Grinning Face", "\u{80}": "Control",
            "\u{F6}": "Latin Small Letter O With Diaeresis",
        ]
        let expected = [
            #""\r":"Carriage Return""#, #""1":"One""#, "\"\u{80}\":\"Control\"",
            "\"\u{F6}\":\"Latin Small Letter O With Diaeresis\"", "\"\u{20AC}\":\"Euro Sign\"",
            "\"\u{1F600}\":\"Emoji: Grinning Face\"", "\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"",
        ]
        #expect(json.canonical == Array("{\(expected.joined(separator: ","))}".utf8))
    }

    @Test("Strings and literals: the example of section 3.2.2 without its floating-point numbers")
    func serializationExample() throws {
        let text = #"""
            {
              "numbers": [333333333, 4, -7, 0],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let canonical =
            #"{"literals":[null,true,false],"numbers":[333333333,4,-7,0],"#
            + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try JSON(parsing: text.utf8).canonical == Array(canonical.utf8))
    }

    @Test("Each control character has its one escape", arguments: 0..<UInt8(0x20))
    func controlCharacters(_ code: UInt8) throws {
        let short: [UInt8: String] = [8: "b", 9: "t", 10: "n", 12: "f", 13: "r"]
        let digits = String(code, radix: 16)
        let escape = short[code] ?? "u" + String(repeating: "0", count: 4 - digits.count) + digits
        let json = JSON.string(String(Unicode.Scalar(code)))
        #expect(json.canonical == Array("\"\\\(escape)\"".utf8))
        #expect(try JSON(parsing: json.canonical) == json)
    }

    @Test("A number beyond what every reader holds exactly is spelled out, and not read")
    func hugeNumbers() {
        #expect(JSON.int(.min).canonical == Array("-9223372036854775808".utf8))
        #expect(throws: (any Error).self) { try JSON(parsing: JSON.int(.max).canonical) }
    }

    @Test("DEL, slash and line separators stand as they are")
    func unescaped() {
        #expect(JSON.string("\u{7F}/\u{2028}").canonical == Array("\"\u{7F}/\u{2028}\"".utf8))
    }

    @Test("A longer key follows its own beginning")
    func prefixKeys() {
        let json: JSON = ["ab": 1, "a": 2, "": 3]
        #expect(json.canonical == Array(#"{"":3,"a":2,"ab":1}"#.utf8))
    }

    @Test("Laid out for people")
    func pretty() {
        let json: JSON = ["b": [1, ["c": nil]], "a": [], "d": [:], "e": "x"]
        #expect(
            json.pretty() == """
                {
                  "a": [],
                  "b": [
                    1,
                    {
                      "c": null
                    }
                  ],
                  "d": {},
                  "e": "x"
                }
                """)
    }

    @Test("Each accessor answers for its own case only")
    func accessors() {
        let json: JSON = ["n": 1, "s": "x", "b": true, "a": [1], "o": ["k": 2], "z": nil]
        #expect(json["n"]?.int == 1 && json["n"]?.string == nil && json["n"]?.bool == nil)
        #expect(json["s"]?.string == "x" && json["s"]?.int == nil && json["s"]?["k"] == nil)
        #expect(json["b"]?.bool == true && json["b"]?.array == nil)
        #expect(json["a"]?.array == [1] && json["a"]?.object == nil)
        #expect(json["o"]?["k"]?.int == 2 && json["o"]?.object == ["k": 2])
        #expect(json["z"]?.isNull == true && json["n"]?.isNull == false && json["absent"] == nil)
    }

    @Test("Strings that Unicode holds equivalent are different values")
    func equality() {
        #expect("\u{E9}" == "e\u{301}")
        #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
        #expect(JSON.object(["a": 1, "b": 2]) == JSON.object(["b": 2, "a": 1]))
    }
}
