// What an authenticator makes of a challenge: an assertion of Web Authentication (sections 5.2.2, 6.1 and 7.2).

/// A signature by a passkey over a message: its challenge was the message's SHA-256.
public struct PasskeySignature: Hashable, Sendable {
    /// What the authenticator says of itself: for whom, and whether it knew who was there.
    public let authenticator: [UInt8]
    /// What the browser says of the page that asked, as JSON.
    public let client: [UInt8]
    /// What the key made over both.
    public let signature: [UInt8]

    /// An authenticator's answer, as a page gets it.
    public init(authenticator: [UInt8], client: [UInt8], signature: [UInt8]) {
        (self.authenticator, self.client, self.signature) = (authenticator, client, signature)
    }

    /// Reads ``bytes``; nil for anything else.
    public init?(bytes: [UInt8]) {
        var reader = SSHReader(bytes)
        guard let authenticator = reader.string(), let client = reader.string(),
            let signature = reader.string(), reader.isAtEnd
        else { return nil }
        self.init(authenticator: authenticator, client: client, signature: signature)
    }

    /// The three as a ledger keeps them: one after the other, each behind its length in four big-endian bytes.
    public var bytes: [UInt8] { [authenticator, client, signature].flatMap(SSHReader.string) }

    /// The challenge that asks for a signature over a message, as it stands in what the browser says.
    public static func challenge(for message: [UInt8]) -> String {
        Base64URL.encode(Hash.sha256(message).bytes)
    }

    /// Whether somebody whom the authenticator knew made it over `message`, on a page of the relying party's own.
    package func verifies(
        _ message: [UInt8], by key: PasskeyPublicKey, for relyingParty: String
    ) -> Bool {
        // No extension is asked for, so nothing stands behind the counter.
        guard authenticator.count == 37,
            authenticator.starts(with: Hash.sha256(Array(relyingParty.utf8)).bytes)
        else { return false }
        let flags = authenticator[32]
        // Present and verified; what is kept elsewhere too is of a kind that can be (BE, BS).
        guard flags & 0x05 == 0x05, flags & 0xC0 == 0, flags & 0x18 != 0x10 else { return false }
        guard let data = try? JSON(parsing: client), data.object != nil,
            data["type"]?.string == "webauthn.get",
            // By its bytes: text that only looks the same is another's.
            data["challenge"]?.string.map({ Array($0.utf8) }) == Array(Self.challenge(for: message).utf8),
            data["crossOrigin"]?.bool != true, data["topOrigin"] == nil,
            let origin = data["origin"]?.string, Self.isOrigin(origin, of: relyingParty)
        else { return false }
        return key.isValid(signature, for: authenticator + Hash.sha256(client).bytes)
    }

    /// Whether a page's origin may use the passkeys of a relying party: its own name or one below it, over https, or the
    /// computer itself.
    private static func isOrigin(_ origin: String, of relyingParty: String) -> Bool {
        let isSecure = origin.hasPrefix("https://")
        guard isSecure || relyingParty == "localhost" && origin.hasPrefix("http://") else { return false }
        let parts = origin.dropFirst(isSecure ? 8 : 7).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            guard (1...5).contains(parts[1].utf8.count),
                parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
            else { return false }
        }
        let host = String(parts[0])
        return host == relyingParty || isSecure && isName(host) && host.hasSuffix(".\(relyingParty)")
    }

    /// Whether it is a name to which passkeys can belong.
    package static func isName(_ name: String) -> Bool {
        (1...253).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D
            } && ![".", "-"].contains { name.hasPrefix($0) || name.hasSuffix($0) }
    }
}
