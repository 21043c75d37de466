import Testing
@testable import TrackerPages

import Tracker

/// Reading what authenticators write.
struct CBORTests {
    private func read(_ hex: String) throws -> CBOR { try CBOR(parsing: Hexadecimal.decode(hex)!) }

    /// Of RFC 8949's appendix A.
    @Test func examples() throws {
        #expect(try read("00") == .int(0))
        #expect(try read("17") == .int(23))
        #expect(try read("1818") == .int(24))
        #expect(try read("1903e8") == .int(1000))
        #expect(try read("1a000f4240") == .int(1_000_000))
        #expect(try read("1b000000e8d4a51000") == .int(1_000_000_000_000))
        #expect(try read("20") == .int(-1))
        #expect(try read("3903e7") == .int(-1000))
        #expect(try read("f4") == .bool(false))
        #expect(try read("f6") == .null)
        #expect(try read("4401020304") == .bytes([1, 2, 3, 4]))
        #expect(try read("62c3bc") == .text("ü"))
        #expect(
            try read("8301820203820405")
                == .array([.int(1), .array([.int(2), .int(3)]), .array([.int(4), .int(5)])]))
        #expect(
            try read("a26161016162820203")
                == .map([.text("a"): .int(1), .text("b"): .array([.int(2), .int(3)])]))
    }

    @Test(arguments: [
        "", "18", "1817", "190017", "1bffffffffffffffff", "3bffffffffffffffff", "1c", "1f", "5f41004100ff",
        "9f01ff", "bf616101ff",
        "62c328", "4401", "8301", "a1", "a16161", "a2616101616102", "c001", "d818456449455446", "f7",
        "f93c00", "fb3ff0000000000000",
        "ff", "0000", "9bffffffffffffff00", "bb7fffffffffffffff", "5b7fffffffffffffff",
        "818181818181818181818100",
    ])
    func malformed(hex: String) {
        #expect(throws: CBOR.Malformed.self) { try read(hex) }
    }

    /// However an answer is mutilated, it is read or refused, and no program ends by it.
    @Test func mutilated() throws {
        var random = SplitMix64(state: 41)
        let (_, whole) = try SoftPasskey().made("c")
        var read = 0
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                default: bytes = Array(bytes.prefix(place + 1))
                }
                if bytes.isEmpty { bytes = [0] }
            }
            guard let object = try? CBOR(parsing: bytes) else { continue }
            read += 1
            if let data = object[.text("authData")]?.bytes, let made = AuthenticatorData(parsing: data)?.made,
                let key = try? CBOR(parsing: made.key)
            {
                _ = PasskeyPublicKey(cose: key)
            }
        }
        // Else nothing behind the reader would have been tried.
        #expect(read > 1000)
    }
}
