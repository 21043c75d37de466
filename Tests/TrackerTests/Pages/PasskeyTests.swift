import Testing
@testable import TrackerPages

import Tracker

/// What a browser and an authenticator did is checked whole.
struct PasskeyTests {
    private let ceremony = PasskeyCeremony(origin: "https://tracker.example", place: "tracker.example")

    private func signed(
        _ passkey: Passkey, _ answer: (client: [UInt8], authenticator: [UInt8], signature: [UInt8]),
        challenge: String = "c"
    ) throws(PasskeyFault) -> UInt32 {
        try ceremony.signed(
            passkey, client: answer.client, authenticator: answer.authenticator, signature: answer.signature
        ) { $0 == challenge }
    }

    @Test(arguments: SoftPasskey.Algorithm.allCases)
    func madeAndSigned(algorithm: SoftPasskey.Algorithm) throws {
        let soft = try SoftPasskey(algorithm)
        let (client, attestation) = soft.made("c")
        let passkey = try ceremony.made(client: client, attestation: attestation) { $0 == "c" }
        #expect(passkey == soft.kept)
        #expect(try signed(passkey, soft.signed("c")) == 0)
        soft.counter = 7
        #expect(try signed(passkey, soft.signed("c")) == 7)
    }

    /// No bit of the key, of what the browser said, of what the authenticator said or of the signature may change.
    @Test(arguments: SoftPasskey.Algorithm.allCases)
    func everyBitCounts(algorithm: SoftPasskey.Algorithm) throws {
        let soft = try SoftPasskey(algorithm)
        let answer = try soft.signed("c")
        var (tried, taken) = (0, 0)
        func attempt(
            _ passkey: Passkey, _ answer: (client: [UInt8], authenticator: [UInt8], signature: [UInt8])
        ) {
            tried += 1
            if (try? signed(passkey, answer)) != nil { taken += 1 }
        }
        for bit in 0..<(soft.cose.count * 8) {
            attempt(Passkey(id: soft.id, key: flipped(soft.cose, bit), counter: 0), answer)
        }
        for bit in 0..<(answer.client.count * 8) {
            attempt(soft.kept, (flipped(answer.client, bit), answer.authenticator, answer.signature))
        }
        for bit in 0..<(answer.authenticator.count * 8) {
            attempt(soft.kept, (answer.client, flipped(answer.authenticator, bit), answer.signature))
        }
        for bit in 0..<(answer.signature.count * 8) {
            attempt(soft.kept, (answer.client, answer.authenticator, flipped(answer.signature, bit)))
        }
        #expect(
            tried == 8
                * (soft.cose.count + answer.client.count + answer.authenticator.count + answer.signature.count)
        )
        #expect(taken == 0)
        #expect(try signed(soft.kept, answer) == 0)
        #expect(throws: PasskeyFault.staleChallenge) { try signed(soft.kept, answer, challenge: "d") }
    }

    private func flipped(_ bytes: [UInt8], _ bit: Int) -> [UInt8] {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return bytes
    }

    private static let wrong: [(manner: SoftPasskey.Manner, fault: PasskeyFault)] = {
        typealias Manner = SoftPasskey.Manner
        return [
            (Manner(type: "webauthn.other"), .otherPurpose),
            (Manner(origin: "https://evil.example"), .otherOrigin),
            (Manner(origin: "http://tracker.example"), .otherOrigin),
            (Manner(origin: "https://tracker.example:8443"), .otherOrigin),
            (Manner(origin: "https://tracker.example.evil.example"), .otherOrigin),
            (Manner(place: "evil.example"), .otherPlace),
            (Manner(place: "example"), .otherPlace), (Manner(flags: 0x01), .notVerified),
            (Manner(flags: 0x04), .notVerified),
            (Manner(flags: 0x00), .notVerified), (Manner(flags: 0x15), .malformed),
            (Manner(flags: 0x85), .malformed),
            (Manner(more: ",\"crossOrigin\":true"), .malformed),
            (Manner(more: ",\"topOrigin\":\"https://evil.example\""), .otherOrigin),
        ]
    }()

    @Test(arguments: wrong.indices) func otherManners(index: Int) throws {
        let (manner, fault) = Self.wrong[index]
        let soft = try SoftPasskey()
        #expect(throws: fault) { try signed(soft.kept, soft.signed("c", manner)) }
        let (client, attestation) = soft.made("c", manner)
        #expect(throws: fault) { try ceremony.made(client: client, attestation: attestation) { $0 == "c" } }
    }

    @Test func anotherPurposesAnswer() throws {
        let soft = try SoftPasskey()
        // What was signed to come in makes no passkey, and the other way round.
        #expect(throws: PasskeyFault.otherPurpose) {
            try ceremony.made(client: soft.signed("c").client, attestation: soft.made("c").attestation) { _ in
                true
            }
        }
        let answer = try soft.signed("c")
        #expect(throws: PasskeyFault.otherPurpose) {
            try signed(soft.kept, (soft.made("c").client, answer.authenticator, answer.signature))
        }
    }

    @Test func counting() throws {
        let soft = try SoftPasskey()
        soft.counter = 5
        let answer = try soft.signed("c")
        for (known, isTaken) in [(0, true), (4, true), (5, false), (6, false)] as [(UInt32, Bool)] {
            let passkey = Passkey(id: soft.id, key: soft.cose, counter: known)
            #expect(((try? signed(passkey, answer)) != nil) == isTaken)
        }
        soft.counter = 0
        #expect(throws: PasskeyFault.countsBack) {
            try signed(Passkey(id: soft.id, key: soft.cose, counter: 1), soft.signed("c"))
        }
    }

    @Test func weakKeys() throws {
        func key(_ members: [(CBOR, CBOR)]) throws -> PasskeyPublicKey? {
            PasskeyPublicKey(cose: try CBOR(parsing: CBOR.map(members)))
        }
        let modulus: [UInt8] = [0xC1] + [UInt8](repeating: 0x55, count: 254) + [0x01]
        func rsa(
            _ modulus: [UInt8], _ exponent: [UInt8], _ algorithm: Int64 = -257
        ) throws -> PasskeyPublicKey? {
            try key([
                (.int(1), .int(3)), (.int(3), .int(algorithm)), (.int(-1), .bytes(modulus)),
                (.int(-2), .bytes(exponent)),
            ])
        }
        #expect(try rsa(modulus, [1, 0, 1]) != nil)
        #expect(try rsa(modulus, [3]) == nil)
        #expect(try rsa(modulus, [1]) == nil)
        #expect(try rsa(Array(modulus.suffix(128)), [1, 0, 1]) == nil)
        // RS1, by SHA-1.
        #expect(try rsa(modulus, [1, 0, 1], -65535) == nil)
        // A point that isn't on the curve.
        #expect(
            try key([
                (.int(1), .int(2)), (.int(3), .int(-7)), (.int(-1), .int(1)),
                (.int(-2), .bytes([UInt8](repeating: 1, count: 32))),
                (.int(-3), .bytes([UInt8](repeating: 2, count: 32))),
            ]) == nil)
    }

    @Test func challengesAreForOnce() {
        let challenges = Challenges()
        let challenge = challenges.challenge(for: "sign in", at: 1000)
        #expect(!challenges.use(challenge, for: "another", at: 1000))
        #expect(!Challenges().use(challenge, for: "sign in", at: 1000))
        #expect(!challenges.use(challenge, for: "sign in", at: 1001 + Challenges.lasts))
        #expect(challenges.use(challenge, for: "sign in", at: 1000 + Challenges.lasts))
        #expect(!challenges.use(challenge, for: "sign in", at: 1000))
        let other = challenges.challenge(for: "sign in", at: 1000)
        let bytes = Base64URL.decode(other) ?? []
        for bit in 0..<(bytes.count * 8) {
            #expect(!challenges.use(Base64URL.encode(flipped(bytes, bit)), for: "sign in", at: 1000))
        }
        #expect(challenges.use(other, for: "sign in", at: 1000))
    }

    @Test func oneSpelling() {
        #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == "-__-")
        #expect(Base64URL.decode("-__-") == [0xFB, 0xFF, 0xFE])
        #expect(Base64URL.decode("AA") == [0])
        for text in ["A", "AB", "AA==", "+//+", "A A", "AAAAA"] { #expect(Base64URL.decode(text) == nil) }
    }
}
