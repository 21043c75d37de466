import Testing
@testable import TransparencyLog
import Tracker

@Suite("JSON is read strictly")
struct JSONParserTests {
    @Test(
        "Texts with one meaning are read",
        arguments: [
            ("null", nil), (" true\n", true), ("\t[ ]\r", []), ("{ }", [:]), ("[1,-2 , 0]", [1, -2, 0]),
            ("9007199254740991", 9_007_199_254_740_991), ("-9007199254740991", -9_007_199_254_740_991),
            (#""\ud83d\ude00\uD7FF\ue000""#, "\u{1F600}\u{D7FF}\u{E000}"),
            (#""\u0000\"\\\/\b\f\n\r\t""#, "\0\"\\/\u{8}\u{C}\n\r\t"),
            (#"{"a":{"a":[{"a":""}]}}"#, ["a": ["a": [["a": ""]]]]),
        ] as [(String, JSON)])
    func accepted(_ text: String, _ value: JSON) throws {
        #expect(try JSON(parsing: text.utf8) == value)
    }

    @Test(
        "Everything else is refused, at the byte where it goes wrong",
        arguments: [
            ("", 0, "the text ends too early"),
            ("  ", 2, "the text ends too early"),
            (#"{"a":1"#, 6, "the text ends too early"),
            (#""abc"#, 4, "the text ends too early"),
            (#""\u12"#, 5, "the text ends too early"),
            ("tru", 3, "the text ends too early"),
            ("[1,]", 3, "a value is missing here"),
            ("[1 2]", 3, "a comma or a closing bracket is missing here"),
            (#"{"a" 1}"#, 5, "a colon is missing after the key"),
            (#"{a:1}"#, 1, "a key in double quotes is missing here"),
            (#"{"a":1,}"#, 7, "a key in double quotes is missing here"),
            ("nul1", 3, "only true, false and null may stand unquoted"),
            ("NaN", 0, "a value is missing here"),
            ("1 1", 2, "something follows the end of the value"),
            ("{}\0", 2, "something follows the end of the value"),
            (#"{"a":1,"b":2,"a":1}"#, 13, "the key \"a\" is given twice"),
            (#"{"a":1,"\u0061":2}"#, 7, "the key \"a\" is given twice"),
            ("{\"\u{E9}\":1,\"e\u{301}\":2}", 8, "the key \"e\u{301}\" is given twice"),
            ("1.0", 0, "only whole numbers are allowed, without a point or an exponent"),
            ("[12e3]", 1, "only whole numbers are allowed, without a point or an exponent"),
            ("1E3", 0, "only whole numbers are allowed, without a point or an exponent"),
            ("-0", 0, "a number may not begin with 0, nor may zero have a sign"),
            ("007", 0, "a number may not begin with 0, nor may zero have a sign"),
            ("-01", 0, "a number may not begin with 0, nor may zero have a sign"),
            ("-x", 1, "a digit is missing after the minus sign"),
            ("+1", 0, "a value is missing here"),
            ("9007199254740992", 0, "whole numbers go up to 9007199254740991 and no further"),
            ("-99999999999999999999999999", 0, "whole numbers go up to 9007199254740991 and no further"),
            (#"["\ud83d"]"#, 2, "this escape is half of a surrogate pair"),
            (#""\ud83dx""#, 1, "this escape is half of a surrogate pair"),
            (#""\ud83d\u0041""#, 1, "this escape is half of a surrogate pair"),
            (#""\ude00""#, 1, "this escape is half of a surrogate pair"),
            (#""\x""#, 2, #"this escape is not one of \" \\ \/ \b \f \n \r \t \u"#),
            (#""\u00g0""#, 5, #"\u must be followed by four hexadecimal digits"#),
            ("\"a\nb\"", 2, "a line break or other control character must be written as an escape"),
            ("\u{FEFF}{}", 0, "a value is missing here"),
        ])
    func refused(_ text: String, _ offset: Int, _ reason: String) {
        #expect(throws: JSONSyntaxError(offset: offset, reason: reason)) { try JSON(parsing: text.utf8) }
    }

    @Test(
        "Bytes that are not UTF-8 are refused",
        arguments: [
            ([0x22, 0xFF, 0x22], 1), ([0x22, 0x61, 0xC3, 0x22], 2), ([0x22, 0xC0, 0x80, 0x22], 1),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
        ] as [([UInt8], Int)])
    func invalidUTF8(_ bytes: [UInt8], _ offset: Int) {
        #expect(throws: JSONSyntaxError(offset: offset, reason: "this is not valid UTF-8 text")) {
            try JSON(parsing: bytes)
        }
    }

    @Test("Nesting goes 64 levels deep")
    func depth() throws {
        func nested(_ levels: Int) -> [UInt8] {
            Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
        }
        #expect(try JSON(parsing: nested(64)).array?.count == 1)
        #expect(throws: JSONSyntaxError(offset: 64, reason: "values are nested deeper than 64 levels")) {
            try JSON(parsing: nested(65))
        }
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: nested(1_000_000)) }
    }

    @Test("The error is a sentence with the place")
    func sentence() {
        let error = JSONSyntaxError(offset: 3, reason: "a value is missing here")
        #expect(error.description == "The JSON is not well formed at byte 3: a value is missing here.")
    }

    @Test("Any collection of bytes will do")
    func collections() throws {
        let text = #"x{"a":[1,2]}"#
        let value: JSON = ["a": [1, 2]]
        #expect(try JSON(parsing: Array(text.utf8).dropFirst()) == value)
        #expect(
            try JSON(parsing: Array(text.utf8.dropFirst().reversed()).reversed() as ReversedCollection)
                == value)
        #expect(try Array(text.utf8).withUnsafeBytes { try JSON(parsing: $0[1...]) } == value)
    }

    @Test("A damaged text is refused or means something, and what it means has one spelling")
    func mutations() throws {
        let text =
            #"{"act":"opened","list":[1,-20,{"x":"\u20ac\ud83d\ude00\n"},null,true],"näme":"Zoë \"A\""}"#
        var random = SplitMix64(state: 1)
        var accepted = 0
        for _ in 0..<20_000 {
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            guard let value = try? JSON(parsing: bytes) else { continue }
            accepted += 1
            #expect(try JSON(parsing: value.canonical) == value)
            #expect(try JSON(parsing: value.pretty().utf8) == value)
        }
        #expect(accepted > 500)
    }
}
