public import TrackerLedger
public import TrackerModel
import TrackerValues
public import TransparencyLog

/// A key with which a person signs, as it is recorded, what they do.
public struct ActSigner: Sendable {
    /// Its public half, by which the register knows it.
    public let key: PersonKey
    package let sign: @Sendable ([UInt8]) throws -> [UInt8]

    /// An Ed25519 key file's.
    public init(_ signer: SignerKey) {
        key = PersonKey(signer.verifier)
        sign = { signer.signature(of: $0) }
    }
}

extension PersonKey {
    /// A key of OpenSSH.
    public init(_ key: SSHKey) { self.init(.ssh, publicKey: Base64.encode(key.blob)) }

    /// An Ed25519 key of a person's, from its verifier key; the name in it says nothing here.
    public init(_ key: VerifierKey) { self.init(.ed25519, publicKey: Base64.encode(key.publicKey)) }

    /// A passkey that belongs to the pages of that name.
    package init(_ key: PasskeyPublicKey, of relyingParty: String) {
        self.init(.passkey, publicKey: Base64.encode(key.cose), relyingParty: relyingParty)
    }

    /// Reads the line by which a key is handed on: a verifier key, that of an OpenSSH .pub file, or a ``passkeyLine``. Nil for
    /// anything else.
    public init?(line: String) {
        let parts = line.split(separator: " ")
        if let key = SSHKey(line: line) {
            self.init(key)
        } else if let key = try? VerifierKey(parsing: line) {
            self.init(key)
        } else if parts.count == 3, parts[0] == KeyType.passkey.rawValue {
            self.init(.passkey, publicKey: String(parts[2]), relyingParty: String(parts[1]))
            guard isSound else { return nil }
        } else {
            return nil
        }
    }

    /// A passkey as a line, as pages show it and the command line takes it: what it is, the pages' name, the key. Nil for
    /// any other key.
    public var passkeyLine: String? { relyingParty.map { "\(type.rawValue) \($0) \(publicKey)" } }
}

/// How what somebody does is signed by them.
public enum Signing: Sendable {
    /// Not at all.
    case none
    /// As it is recorded.
    case by(ActSigner)
    /// Elsewhere: nothing is recorded, and whoever has the key is handed what they are to sign. Exactly one of their keys may be
    /// such a one.
    case elsewhere(with: @Sendable (EnrolledKey) -> Bool, @Sendable (ActStatement) throws -> Never)
    /// It was signed before.
    case signed(ActStatement, value: [UInt8])
}

extension Writer {
    /// The entry with the signature of whoever acts, where they sign or must.
    ///
    /// - Throws: `RuleViolation` where it must be signed and isn't, or is signed as it can't be.
    func signed(_ entry: Entry, _ content: EntryContent, _ words: [Salted]) throws -> Entry {
        let isDemanded = try signingRules.demands(content, seq: entry.seq)
        guard entry.actor == actor else {
            if isDemanded {
                throw RuleViolation(
                    try label(entry.subject), unsigned: entry.act, by: try name(of: entry.actor))
            }
            return entry
        }
        var entry = entry
        switch session.signing {
        case .none:
            if isDemanded {
                throw RuleViolation(try label(entry.subject), unsigned: entry.act, by: actorName)
            }
            return entry
        case .by(let signer):
            let key = try key { $0.key == signer.key }
            let seen = try seen()
            entry.signature = Signature(
                key: key, seen: seen, value: try signer.sign(entry.statement(key: key, seen: seen)))
        case .elsewhere(let isMeant, _):
            guard content.canBeSignedElsewhere else {
                throw RuleViolation(try label(entry.subject), notElsewhere: entry.act)
            }
            let key = try key(isMeant)
            statements.append(
                ActStatement(
                    entry, key: key, seen: try seen(),
                    words: Dictionary(
                        uniqueKeysWithValues: words.filter { $0.name != .typist }.map {
                            ($0.name, ActStatement.Salted($0.text, salt: $0.salt))
                        })))
            return entry
        case .signed(let statement, let value):
            entry.signature = Signature(key: statement.keyID, seen: statement.seen, value: value)
            guard entry.statement(key: statement.keyID, seen: statement.seen) == statement.bytes else {
                throw RuleViolation(
                    try label(entry.subject), "what would be recorded now is not what was signed",
                    remedies: [.signAnew])
            }
        }
        if let fault = try signingRules.fault(in: entry, today: today) {
            throw RuleViolation(
                try label(entry.subject), "\"\(entry.act)\" can't be recorded: \(fault)",
                remedies: [.signAnew])
        }
        return entry
    }

    private func seen() throws -> Signature.Seen {
        Signature.Seen(on: today, size: size, root: try register.ledger.root(size: size))
    }

    /// The actor's one key in force that is meant. - Throws: `RuleViolation` where they have none, or several.
    private func key(_ isMeant: (EnrolledKey) -> Bool) throws -> Int64 {
        let inForce = try register.ledger.keys(of: actor, knownAt: size).filter { $0.revocation == nil }
        let meant = inForce.filter(isMeant)
        if let key = meant.first, meant.count == 1 { return key.id }
        let names = (meant.isEmpty ? inForce : meant).map {
            meant.isEmpty && $0.key.type == .passkey ? "\($0.name) (a passkey, for the pages alone)" : $0.name
        }.joined(separator: ", ")
        throw RuleViolation(
            actorName,
            inForce.isEmpty
                ? "no key of theirs is enrolled"
                : meant.isEmpty
                    ? "this is none of their keys, which are \(names)" : "they have several keys: \(names)",
            remedies: inForce.isEmpty ? [.add(.personKey)] : [.give(.signature), .see(.keys)])
    }

    /// What an entry is about, as people call it.
    private func label(_ subject: String) throws -> String {
        try PersonID(subject).map(name) ?? subject
    }

    private func name(of person: PersonID) throws -> String {
        try people().first { $0.id == person }?.name ?? person.description
    }
}
