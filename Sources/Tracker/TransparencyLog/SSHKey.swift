// The public half of a key of OpenSSH, as one line of a .pub file: the kind, and the Base 64 of what RFC 4253 section 6.6
// calls the key's blob (RFC 8709 for Ed25519, RFC 5656 for ECDSA, OpenSSH's PROTOCOL.u2f for keys on a token).

import Crypto

/// A public key of OpenSSH with which a person signs.
public struct SSHKey: Hashable, Sendable {
    /// The kinds that can sign an act; RSA and DSA are not among them.
    package enum Kind: String, CaseIterable, Sendable {
        case ed25519 = "ssh-ed25519"
        case ecdsa = "ecdsa-sha2-nistp256"
        /// On a token that asks for a touch.
        case tokenEd25519 = "sk-ssh-ed25519@openssh.com"
        case tokenECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
    }

    /// The blob: what the Base 64 of the line stands for.
    public let blob: [UInt8]
    package let kind: Kind
    /// 32 bytes of Ed25519 or an uncompressed point of P-256.
    let publicKey: [UInt8]
    /// What a key on a token was made for.
    let application: [UInt8]?

    /// Reads a blob; nil unless it is a sound key of one of the kinds, with nothing behind it.
    public init?(blob: [UInt8]) {
        var reader = SSHReader(blob)
        guard let name = reader.text(), let kind = Kind(rawValue: name) else { return nil }
        self.blob = blob
        self.kind = kind
        switch kind {
        case .ed25519, .tokenEd25519:
            guard let key = reader.string(), key.count == 32, VerifierKey.isSound(key) else { return nil }
            publicKey = key
        case .ecdsa, .tokenECDSA:
            guard reader.text() == "nistp256", let point = reader.string(),
                (try? P256.Signing.PublicKey(x963Representation: point)) != nil, point.first == 4
            else { return nil }
            publicKey = point
        }
        switch kind {
        case .ed25519, .ecdsa: application = nil
        case .tokenEd25519, .tokenECDSA:
            guard let name = reader.string() else { return nil }
            application = name
        }
        guard reader.isAtEnd else { return nil }
    }

    /// Reads a line of a .pub file, `ssh-ed25519 AAAA… comment`; nil unless it is a sound key.
    public init?(line: String) {
        let parts = line.split(separator: " ", maxSplits: 2)
        guard parts.count > 1, let blob = Base64.decode(parts[1]) else { return nil }
        self.init(blob: blob)
        guard kind.rawValue == parts[0] else { return nil }
    }

    /// The line, without a comment.
    public var line: String { "\(kind.rawValue) \(Base64.encode(blob))" }
}

/// Reads what RFC 4251 section 5 writes: a string is its length in four big-endian bytes and its bytes.
struct SSHReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func number() -> UInt32? { bytes(4).map { $0.reduce(0) { $0 << 8 | UInt32($1) } } }

    mutating func string() -> [UInt8]? { number().flatMap { bytes(Int($0)) } }

    mutating func text() -> String? { string().flatMap { String(validating: $0, as: UTF8.self) } }

    static func string(_ bytes: [UInt8]) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (24 - 8 * $0)) } + bytes
    }
}
