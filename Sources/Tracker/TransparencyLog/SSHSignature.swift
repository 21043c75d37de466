// A signature as `ssh-keygen -Y sign` makes it: OpenSSH's PROTOCOL.sshsig, and for keys on a token PROTOCOL.u2f.

import Crypto

/// A detached signature of OpenSSH over a message, for one purpose: its namespace.
public struct SSHSignature: Hashable, Sendable {
    /// The signature without its armour.
    public let blob: [UInt8]
    /// The key that it says it was made with.
    public let key: SSHKey
    /// What it was made for.
    public let namespace: String
    private let hashName: String
    private let signature: [UInt8]

    private static let magic = Array("SSHSIG".utf8)
    private static let begin = "-----BEGIN SSH SIGNATURE-----"
    private static let end = "-----END SSH SIGNATURE-----"

    /// Reads a signature without its armour; nil unless it is a whole one by a key that can sign acts.
    public init?(blob: [UInt8]) {
        var reader = SSHReader(blob)
        guard reader.bytes(6) == Self.magic, reader.number() == 1,
            let key = reader.string().flatMap({ SSHKey(blob: $0) }), let namespace = reader.text(),
            reader.string() == [], let hashName = reader.text(), ["sha256", "sha512"].contains(hashName),
            let signature = reader.string(), reader.isAtEnd
        else { return nil }
        self.blob = blob
        self.key = key
        self.namespace = namespace
        self.hashName = hashName
        self.signature = signature
    }

    /// Reads the file that `ssh-keygen -Y sign` writes; nil unless it is one.
    public init?(armored text: String) {
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count > 2, lines.first.map(String.init) == Self.begin,
            lines.last.map(String.init) == Self.end,
            let blob = Base64.decode(lines[1..<(lines.count - 1)].joined())
        else { return nil }
        self.init(blob: blob)
    }

    /// The file that `ssh-keygen -Y verify` reads.
    public var armored: String {
        let text = Array(Base64.encode(blob))
        let lines = stride(from: 0, to: text.count, by: 70).map {
            String(text[$0..<min($0 + 70, text.count)])
        }
        return ([Self.begin] + lines + [Self.end]).joined(separator: "\n") + "\n"
    }

    /// Whether it was made over `message` with the private half of `key`, which is its own, for `namespace`. A key on a
    /// token counts only where somebody touched it.
    public func verifies(_ message: [UInt8], by key: SSHKey, for namespace: String) -> Bool {
        guard key == self.key, namespace == self.namespace else { return false }
        let hash =
            hashName == "sha256" ? Array(SHA256.hash(data: message)) : Array(SHA512.hash(data: message))
        let signed =
            Self.magic + SSHReader.string(Array(namespace.utf8)) + SSHReader.string([])
            + SSHReader.string(Array(hashName.utf8)) + SSHReader.string(hash)
        var reader = SSHReader(signature)
        guard reader.text() == key.kind.rawValue, let value = reader.string() else { return false }
        guard let application = key.application else {
            return reader.isAtEnd && Self.verifies(value, signed, key)
        }
        guard let flags = reader.bytes(1), let counter = reader.bytes(4), reader.isAtEnd, flags[0] & 1 == 1
        else { return false }
        return Self.verifies(
            value, Hash.sha256(application).bytes + flags + counter + Hash.sha256(signed).bytes, key)
    }

    private static func verifies(_ value: [UInt8], _ signed: [UInt8], _ key: SSHKey) -> Bool {
        switch key.kind {
        case .ed25519, .tokenEd25519: return VerifierKey.verifies(value, of: signed, by: key.publicKey)
        case .ecdsa, .tokenECDSA:
            var reader = SSHReader(value)
            guard let r = reader.string(), let s = reader.string(), reader.isAtEnd,
                let raw = fixed(r).flatMap({ r in fixed(s).map { r + $0 } }),
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw),
                let key = try? P256.Signing.PublicKey(x963Representation: key.publicKey)
            else { return false }
            return key.isValidSignature(signature, for: signed)
        }
    }

    /// A positive whole number of RFC 4251 in 32 bytes; nil where it is larger or negative.
    private static func fixed(_ number: [UInt8]) -> [UInt8]? {
        guard let first = number.first, first < 0x80 else { return nil }
        let digits = number.drop { $0 == 0 }
        return digits.count > 32 ? nil : [UInt8](repeating: 0, count: 32 - digits.count) + digits
    }
}
