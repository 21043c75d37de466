import Testing
@testable import TransparencyLog

import Tracker

/// What a passkey signed over a statement: by authenticators made here, and by one that was made with other programs
/// (Python's `cryptography`, checked by py_webauthn).
struct PasskeySignatureTests {
    private static let message = Array("tracker signed act 1\n{\"act\":\"assure\"}\n".utf8)
    private static let place = "tracker.example"

    private static func made(
        _ soft: SoftPasskey, _ manner: SoftPasskey.Manner = SoftPasskey.Manner(),
        of message: [UInt8] = message
    ) throws -> PasskeySignature {
        let answer = try soft.signed(PasskeySignature.challenge(for: message), manner)
        return PasskeySignature(
            authenticator: answer.authenticator, client: answer.client, signature: answer.signature)
    }

    private static func flipped(_ bytes: [UInt8], _ bit: Int) -> [UInt8] {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return bytes
    }

    @Test("Every bit of key, statement and signature counts", arguments: SoftPasskey.Algorithm.allCases)
    func everyBit(algorithm: SoftPasskey.Algorithm) throws {
        let soft = try SoftPasskey(algorithm)
        let key = try #require(PasskeyPublicKey(cose: soft.cose))
        #expect(key.cose == soft.cose)
        let made = try Self.made(soft)
        #expect(made.verifies(Self.message, by: key, for: Self.place))
        #expect(PasskeySignature(bytes: made.bytes) == made)
        let all = made.bytes
        for bit in 0..<(all.count * 8) {
            let other = PasskeySignature(bytes: Self.flipped(all, bit))
            #expect(other?.verifies(Self.message, by: key, for: Self.place) != true, "bit \(bit)")
        }
        for bit in 0..<(soft.cose.count * 8) {
            guard let other = PasskeyPublicKey(cose: Self.flipped(soft.cose, bit)) else { continue }
            #expect(!made.verifies(Self.message, by: other, for: Self.place), "key, bit \(bit)")
        }
        for bit in 0..<(Self.message.count * 8) {
            #expect(!made.verifies(Self.flipped(Self.message, bit), by: key, for: Self.place))
        }
        for cut in 0..<all.count { #expect(PasskeySignature(bytes: Array(all.prefix(cut))) == nil) }
        #expect(PasskeySignature(bytes: all + [0]) == nil)
        #expect(PasskeyPublicKey(cose: soft.cose + [0]) == nil)
        #expect(!made.verifies(Self.message, by: key, for: "example"))
    }

    /// Keys and signatures that Python's `cryptography` made and py_webauthn verified: ES256, Ed25519, RS256.
    private static let others: [(cose: String, value: String)] = [
        (
            "pQECAyYgASFYIMKiu/NorB2j3qASCK3ytuCMxljJVIKgsag4yscWomaYIlggkiZnG6LhgzwaRU/mifTBTY3vVICLUMyAFsCP"
                + "ERZGapg=",
            "AAAAJRjhsGxcYR1xkc0iy4LpTrr00W2cHC68HY+uyupMdFbeBQAAAAAAAACIeyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hh"
                + "bGxlbmdlIjoicWVTN2QtdEtXVEZsb0VsTVlhbXhYZ0EtNFhwSzVSRVNuSGxFVllZRG01ZyIsIm9yaWdpbiI6Imh0dHBzOi8v"
                + "dHJhY2tlci5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZhbHNlfQAAAEcwRQIhAM6e7aMWmib7b+SyJlilIFu8kIfZ2rZmjkeW"
                + "4LcxBrj4AiAc421wsFdptai0qI+QZaBwU8ipGGPs6aHWQVjBv3zUrg=="
        ),
        (
            "pAEBAycgBiFYIPes0aVhvHmijO+CnpdvvhRWMPp3jmazJB7PhRrAf92f",
            "AAAAJRjhsGxcYR1xkc0iy4LpTrr00W2cHC68HY+uyupMdFbeBQAAAAAAAACIeyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hh"
                + "bGxlbmdlIjoicWVTN2QtdEtXVEZsb0VsTVlhbXhYZ0EtNFhwSzVSRVNuSGxFVllZRG01ZyIsIm9yaWdpbiI6Imh0dHBzOi8v"
                + "dHJhY2tlci5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZhbHNlfQAAAEDTSM+ulZ/pf/eA4uXdCfzejEUJxO/kSvLdOj9Wwnyo"
                + "wXGZEkwlWLph95ZkiMqx4ZhJd6GaXh0d5zO7sVePPaEE"
        ),
        (
            "pAEDAzkBACBZAQDik6nqF9JcCW5BhepWAvzlU9XWxkz3aYseVhA9bczfJX3qSKCVXAtBM/soyuXDTaMbNZO4I3kJGOfsqsKp"
                + "RKmUFrhQW/iVu1hCxL9oer5dqnIShjjW0ZoKtoHTvfuA1hugiEEq1C6l1MVBX743bx1eKEw3FLspmPijiFNbMeGO8G72kW9y"
                + "O4cCVCAaVigx/abTWDRfM2Vrlhsw7NzmnOZAQ/KRckSx9tAlsgKTU86ucsBrZge69SUYhuZTtNiVaA6sdWeE8uEK4pwmIHyQ"
                + "LFAhvlPFW5ixUnT2E490Es8OQZ3foowetcIMV4kzWr/Do77uFlHSZBB9HzpdVMUpzbXbIUMBAAE=",
            "AAAAJRjhsGxcYR1xkc0iy4LpTrr00W2cHC68HY+uyupMdFbeBQAAAAAAAACIeyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hh"
                + "bGxlbmdlIjoicWVTN2QtdEtXVEZsb0VsTVlhbXhYZ0EtNFhwSzVSRVNuSGxFVllZRG01ZyIsIm9yaWdpbiI6Imh0dHBzOi8v"
                + "dHJhY2tlci5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZhbHNlfQAAAQCd+gI3ESvBSnOPOfeA8GV8ScKmvnABPx1kmbAjHK8s"
                + "YCTGtxvhpy69e3HzbGAuiFd8u6Y0VOCf6+T5FlpQ69b391UC1MVQ0YqCaTus5mrHOHCRJxVrtS6p6yrgavYIQhVoC1CgEIfZ"
                + "XKZ2XsijnGjwLm6ES5FRrxShv2oaQvXC3r4PiqzuZ7VZEOgs0IOPgp7BXeVu+swuEOTOsLvPyjvM9tAUpLVS9bGmxHTroF6q"
                + "iSCCLr5hPHeQUppcYkBqBkpSO+0u2ABR/V+kAMLdZ63kgxX8m0ulpiFqQ92wtRf8G34XNRhPM5b7BwCd6T5CU6pgQup01LjV"
                + "OrFQeGgz1flv"
        ),
    ]

    @Test(arguments: others.indices) func madeByOthers(index: Int) throws {
        let (cose, value) = Self.others[index]
        let key = try #require(Base64.decode(cose).flatMap { PasskeyPublicKey(cose: $0) })
        let made = try #require(Base64.decode(value).flatMap { PasskeySignature(bytes: $0) })
        #expect(made.verifies(Self.message, by: key, for: Self.place))
        #expect(!made.verifies(Self.message + [0x0A], by: key, for: Self.place))
    }

    private static let wrong: [SoftPasskey.Manner] = {
        typealias Manner = SoftPasskey.Manner
        return [
            Manner(type: "webauthn.create"), Manner(type: "payment.get"),
            Manner(origin: "https://eviltracker.example"),
            Manner(origin: "https://tracker.example.evil.example"),
            Manner(origin: "http://tracker.example"), Manner(origin: "https://tracker.example/"),
            Manner(origin: "https://tracker.example:"), Manner(origin: "https://tracker.example:44x"),
            Manner(origin: "https://evil.example/.tracker.example"),
            Manner(origin: "https://a@tracker.example"),
            Manner(origin: "https://A.tracker.example"), Manner(origin: "null"), Manner(place: "example"),
            Manner(flags: 0x01), Manner(flags: 0x04), Manner(flags: 0x00), Manner(flags: 0x15),
            Manner(flags: 0x45), Manner(flags: 0x85), Manner(more: ",\"crossOrigin\":true"),
            Manner(more: ",\"topOrigin\":\"https://tracker.example\""),
            Manner(more: ",\"type\":\"webauthn.get\""),
        ]
    }()

    @Test(arguments: wrong.indices) func otherManners(index: Int) throws {
        let soft = try SoftPasskey()
        let key = try #require(PasskeyPublicKey(cose: soft.cose))
        #expect(!(try Self.made(soft, Self.wrong[index])).verifies(Self.message, by: key, for: Self.place))
    }

    @Test(arguments: [
        "https://tracker.example", "https://tracker.example:8443", "https://pages.tracker.example",
    ]) func ownPages(origin: String) throws {
        let soft = try SoftPasskey(.ed25519)
        let key = try #require(PasskeyPublicKey(cose: soft.cose))
        let made = try Self.made(soft, SoftPasskey.Manner(origin: origin, flags: 0x1D))
        #expect(made.verifies(Self.message, by: key, for: Self.place))
    }

    @Test func onTheComputerItself() throws {
        let soft = try SoftPasskey(.ed25519)
        let key = try #require(PasskeyPublicKey(cose: soft.cose))
        let made = try Self.made(
            soft, SoftPasskey.Manner(origin: "http://localhost:8080", place: "localhost"))
        #expect(made.verifies(Self.message, by: key, for: "localhost"))
    }

    @Test(arguments: ["", ".example", "example.", "-a", "a-", "A.example", "a b", "a/b", "ä.example"])
    func noName(name: String) { #expect(!PasskeySignature.isName(name)) }

    @Test func weakKeys() throws {
        #expect(PasskeyPublicKey(ed25519: [UInt8](repeating: 0, count: 32)) == nil)
        #expect(PasskeyPublicKey(ed25519: [1] + [UInt8](repeating: 0, count: 31)) == nil)
        #expect(
            PasskeyPublicKey(es256: [UInt8](repeating: 1, count: 32), [UInt8](repeating: 1, count: 32)) == nil
        )
        #expect(PasskeyPublicKey(rs256: [UInt8](repeating: 0xFF, count: 128)) == nil)
        #expect(PasskeyPublicKey(rs256: [UInt8](repeating: 0xFE, count: 256)) == nil)
        #expect(PasskeyPublicKey(rs256: []) == nil)
        for count in 0..<48 { #expect(PasskeyPublicKey(cose: [UInt8](repeating: 0xA4, count: count)) == nil) }
    }
}
