/// The public half of a key with which a person signs what they do.
public struct PersonKey: Hashable, Sendable {
    /// What type of key it is, and so how its signatures are made.
    public enum KeyType: String, CaseIterable, Sendable {
        /// A key file of this program's own: Ed25519 (RFC 8032).
        case ed25519
        /// A key of OpenSSH: signatures are those of `ssh-keygen -Y sign`.
        case ssh
        /// A passkey (Web Authentication): signatures are made in a browser.
        case passkey
    }

    /// What type of key it is.
    public var type: KeyType
    /// In Base 64: the 32 bytes of Ed25519, what the second field of OpenSSH's .pub file holds, or a passkey's COSE key.
    public var publicKey: String
    /// The name of the pages that a passkey belongs to, Web Authentication's identifier of the relying party; nil for any
    /// other key.
    public var relyingParty: String?

    /// A key of that type.
    public init(_ type: KeyType, publicKey: String, relyingParty: String? = nil) {
        self.type = type
        self.publicKey = publicKey
        self.relyingParty = relyingParty
    }

    /// What makes a key's identifier of the entry that enrolled it: `K12`.
    package static let letter = "K"

    /// Reads `K12`.
    package static func number(_ text: String) -> Int64? {
        guard text.hasPrefix(letter), let number = Int64(text.dropFirst(letter.count)), number > 0,
            text == "\(letter)\(number)"
        else { return nil }
        return number
    }
}
