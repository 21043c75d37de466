public import TrackerModel
public import TrackerValues
public import TransparencyLog

/// The signature in an entry of format 2: whoever acts signed the statement of what they do, and of what they saw.
public struct Signature: Equatable, Sendable {
    /// When the statement was made, and what the ledger held then.
    public struct Seen: Hashable, Sendable {
        /// The day, in the register's zone.
        public let day: Day
        /// How many entries.
        public let size: Int64
        /// The root over them.
        public let root: Hash

        package init(on day: Day, size: Int64, root: Hash) {
            self.day = day
            self.size = size
            self.root = root
        }
    }

    /// How many days after a statement was made it may be recorded at the latest: long enough for the post, and too short to
    /// be kept for an occasion.
    package static let mostDays = 14

    /// The number of the entry that enrolled the key.
    public let key: Int64
    /// What the ledger held when it was signed.
    public let seen: Seen
    /// What the key made: 64 bytes of Ed25519, OpenSSH's signature without its armour, or a passkey's with what it is over.
    public let value: [UInt8]

    package init(key: Int64, seen: Seen, value: [UInt8]) {
        self.key = key
        self.seen = seen
        self.value = value
    }

    /// The key's identifier: `K12`.
    package var keyName: String { "\(PersonKey.letter)\(key)" }

    /// What signatures of OpenSSH are made for.
    package static let namespace = "tracker-act"
    /// The first line of every statement.
    package static let heading = "tracker signed act 1\n"

    /// The fields of an entry that the register gives it when it is recorded: nobody signs them.
    private static let recorded = ["seq", "recorded_at", "recorded_by", "rules"]

    /// What a signature is made over: the heading, and on the next line the entry as it will be recorded, in canonical
    /// form, but for what the register adds (its number, when and by whom it is written down, the typist's account) and
    /// the signature's own value.
    static func statement(of object: [String: JSON], key: Int64, seen: Seen) -> [UInt8] {
        var object = object
        for name in recorded { object[name] = nil }
        if var words = object["words"]?.object {
            words[WordName.typist.rawValue] = nil
            object["words"] = words.isEmpty ? nil : .object(words)
        }
        object["format"] = .int(Entry.signedFormat)
        object["signature"] = .object(fields(key: key, seen: seen))
        return Array(heading.utf8) + JSON.object(object).canonical + [0x0A]
    }

    private static func fields(key: Int64, seen: Seen) -> [String: JSON] {
        [
            "key": .string("\(PersonKey.letter)\(key)"),
            "seen": [
                "on": .string(seen.day.description), "root": .string(Base64.encode(seen.root.bytes)),
                "size": .int(seen.size),
            ],
        ]
    }

    var json: JSON {
        var fields = Self.fields(key: key, seen: seen)
        fields["value"] = .string(Base64.encode(value))
        return .object(fields)
    }

    /// Nil where it can't be read.
    init?(_ json: JSON) {
        guard let (key, seen) = Self.unsigned(json), let value = json["value"]?.string,
            let bytes = Base64.decode(value)
        else { return nil }
        self.init(key: key, seen: seen, value: bytes)
    }

    /// Which key is to sign, and what was seen: a signature that has no value yet. Nil where it can't be read.
    static func unsigned(_ json: JSON) -> (key: Int64, seen: Seen)? {
        guard let key = json["key"]?.string.flatMap({ PersonKey.number($0) }),
            let day = json["seen"]?["on"]?.string.flatMap({ Day(iso: $0) }),
            let size = json["seen"]?["size"]?.int,
            let root = json["seen"]?["root"]?.string.flatMap({ Base64.decode($0) }),
            let hash = Hash(bytes: root)
        else { return nil }
        return (key, Seen(on: day, size: size, root: hash))
    }
}

extension Entry {
    /// What a signature of this entry is made over: the statement that its actor signs.
    package func statement(key: Int64, seen: Signature.Seen) -> [UInt8] {
        Signature.statement(of: object, key: key, seen: seen)
    }

    /// Whether its signature is that of `key` over its statement; false where it has none.
    package func isSigned(by key: PersonKey) -> Bool {
        guard let signature, let publicKey = Base64.decode(key.publicKey) else { return false }
        let statement = statement(key: signature.key, seen: signature.seen)
        switch key.type {
        case .ed25519: return VerifierKey.verifies(signature.value, of: statement, by: publicKey)
        case .ssh:
            guard let key = SSHKey(blob: publicKey), let made = SSHSignature(blob: signature.value) else {
                return false
            }
            return made.verifies(statement, by: key, for: Signature.namespace)
        case .passkey:
            guard let relyingParty = key.relyingParty, let key = PasskeyPublicKey(cose: publicKey),
                let made = PasskeySignature(bytes: signature.value)
            else { return false }
            return made.verifies(statement, by: key, for: relyingParty)
        }
    }
}

extension PersonKey {
    /// Whether it is a key that can sign, in its only spelling.
    package var isSound: Bool {
        guard let bytes = Base64.decode(publicKey), (relyingParty == nil) == (type != .passkey) else {
            return false
        }
        return switch type {
        case .ed25519: (try? VerifierKey(name: "key", publicKey: bytes)) != nil
        case .ssh: SSHKey(blob: bytes) != nil
        case .passkey:
            PasskeyPublicKey(cose: bytes) != nil && relyingParty.map(PasskeySignature.isName) == true
        }
    }

    /// By which a person and whoever enrols their key can compare it: SHA-256 of the key, as OpenSSH prints it.
    public var fingerprint: String {
        let hash = Base64.encode(Hash.sha256(Base64.decode(publicKey) ?? []).bytes)
        return "SHA256:" + hash.prefix { $0 != "=" }
    }
}
