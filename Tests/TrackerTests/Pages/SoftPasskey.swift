import Crypto
import CryptoExtras
@testable import TrackerPages

import Tracker

/// An authenticator made of software: a passkey, and what it answers.
final class SoftPasskey {
    enum Algorithm: CaseIterable {
        case es256, rs256, ed25519
    }

    /// What it says, which a test may make wrong.
    struct Manner {
        var type: String?
        var origin = "https://tracker.example"
        var place = "tracker.example"
        /// Present and verified.
        var flags: UInt8 = 0x05
        var more = ""
    }

    let id = PagesFile.random(20)
    let cose: [UInt8]
    var counter: UInt32 = 0
    private let signing: ([UInt8]) throws -> [UInt8]

    init(_ algorithm: Algorithm = .es256) throws {
        switch algorithm {
        case .es256:
            let key = P256.Signing.PrivateKey()
            let point = Array(key.publicKey.x963Representation)
            cose = CBOR.map([
                (.int(1), .int(2)), (.int(3), .int(-7)), (.int(-1), .int(1)),
                (.int(-2), .bytes(Array(point[1..<33]))),
                (.int(-3), .bytes(Array(point[33...]))),
            ])
            signing = { Array(try key.signature(for: $0).derRepresentation) }
        case .rs256:
            let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            let primitives = try key.publicKey.getKeyPrimitives()
            cose = CBOR.map([
                (.int(1), .int(3)), (.int(3), .int(-257)), (.int(-1), .bytes(Array(primitives.modulus))),
                (.int(-2), .bytes(Array(primitives.publicExponent))),
            ])
            signing = {
                Array(
                    try key.signature(for: SHA256.hash(data: $0), padding: .insecurePKCS1v1_5)
                        .rawRepresentation)
            }
        case .ed25519:
            let key = Curve25519.Signing.PrivateKey()
            cose = CBOR.map([
                (.int(1), .int(1)), (.int(3), .int(-8)), (.int(-1), .int(6)),
                (.int(-2), .bytes(Array(key.publicKey.rawRepresentation))),
            ])
            signing = { Array(try key.signature(for: $0)) }
        }
    }

    private func client(_ type: String, _ challenge: String, _ manner: Manner) -> [UInt8] {
        Array(
            "{\"type\":\"\(manner.type ?? type)\",\"challenge\":\"\(challenge)\",\"origin\":\"\(manner.origin)\",\"crossOrigin\":false\(manner.more)}"
                .utf8)
    }

    private func data(_ manner: Manner, made: Bool) -> [UInt8] {
        let count = (0..<4).reversed().map { UInt8(truncatingIfNeeded: counter >> (8 * UInt32($0))) }
        let head = Hash.sha256(Array(manner.place.utf8)).bytes + [manner.flags | (made ? 0x40 : 0)] + count
        return made ? head + [UInt8](repeating: 0, count: 16) + [0, UInt8(id.count)] + id + cose : head
    }

    /// What it answers to a challenge that asks for a passkey.
    func made(_ challenge: String, _ manner: Manner = Manner()) -> (client: [UInt8], attestation: [UInt8]) {
        let object = CBOR.map([
            (.text("fmt"), .text("none")), (.text("attStmt"), .map([:])),
            (.text("authData"), .bytes(data(manner, made: true))),
        ])
        return (client("webauthn.create", challenge, manner), object)
    }

    /// What it answers to a challenge that asks to sign in.
    func signed(
        _ challenge: String, _ manner: Manner = Manner()
    ) throws -> (client: [UInt8], authenticator: [UInt8], signature: [UInt8]) {
        let (client, data) = (client("webauthn.get", challenge, manner), data(manner, made: false))
        return (client, data, try signing(data + Hash.sha256(client).bytes))
    }

    var kept: Passkey { Passkey(id: id, key: cose, counter: counter) }
}

extension CBOR {
    /// A map as its bytes, in the order given.
    static func map(_ members: [(CBOR, CBOR)]) -> [UInt8] {
        head(5, members.count) + members.flatMap { $0.encoded + $1.encoded }
    }

    var encoded: [UInt8] {
        switch self {
        case .int(let number): number < 0 ? Self.head(1, Int(-1 - number)) : Self.head(0, Int(number))
        case .bytes(let bytes): Self.head(2, bytes.count) + bytes
        case .text(let text): Self.head(3, text.utf8.count) + Array(text.utf8)
        case .array(let elements): Self.head(4, elements.count) + elements.flatMap(\.encoded)
        case .map(let members): Self.head(5, members.count) + members.flatMap { $0.encoded + $1.encoded }
        case .bool(let value): [value ? 0xF5 : 0xF4]
        case .null: [0xF6]
        }
    }

    private static func head(_ kind: UInt8, _ count: Int) -> [UInt8] {
        switch count {
        case ..<24: [kind << 5 | UInt8(count)]
        case ..<256: [kind << 5 | 24, UInt8(count)]
        default: [kind << 5 | 25, UInt8(count >> 8), UInt8(count & 0xFF)]
        }
    }
}
