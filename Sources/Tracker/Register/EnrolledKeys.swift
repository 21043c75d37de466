package import TrackerLedger
public import TrackerModel
import TrackerStorage
public import TrackerValues
import TransparencyLog

/// A person's key as the ledger has it.
public struct EnrolledKey: Equatable, Sendable {
    /// The number of the entry that enrolled it: 12 of `K12`.
    public let id: Int64
    /// Who signs with it.
    public let person: PersonID
    /// The key.
    public let key: PersonKey
    /// The day from which it was enrolled.
    public let from: Day
    /// Who enrolled it.
    public let enrolledBy: PersonID
    /// The entry that revoked it, and the day from which it is not to be trusted.
    public internal(set) var revocation: Revocation?

    /// That a key is not to be trusted.
    public struct Revocation: Equatable, Sendable {
        /// The entry that says so; nothing behind it is signed with the key.
        public let entry: Int64
        /// The day from which the key is not to be trusted.
        public let from: Day
    }

    /// Reads `K12`; nil for anything else.
    public static func number(_ typed: String) -> Int64? { PersonKey.number(typed.uppercased()) }

    /// `K12`.
    public var name: String { "\(PersonKey.letter)\(id)" }
    /// SHA-256 of the key, as OpenSSH prints it, by which people compare it.
    public var fingerprint: String { key.fingerprint }

    /// The keys that entries enrol, in their order. Neither a `key enrol` nor a `key revoke` is ever corrected.
    package static func list(_ entries: [Entry]) throws(EntryError) -> [EnrolledKey] {
        var keys: [EnrolledKey] = []
        for entry in entries {
            switch try RegisterAct(entry) {
            case .enrolKey(let key):
                guard let person = PersonID(entry.subject) else { continue }
                keys.append(
                    EnrolledKey(
                        id: entry.seq, person: person, key: key, from: entry.effectiveOn,
                        enrolledBy: entry.actor))
            case .revokeKey(let id):
                guard let place = keys.firstIndex(where: { $0.id == id && $0.revocation == nil }) else {
                    continue
                }
                keys[place].revocation = Revocation(entry: entry.seq, from: entry.effectiveOn)
            default: break
            }
        }
        return keys
    }
}

extension LedgerStore {
    /// The keys of one person, or of all, by the entries up to `knownAt`.
    package func keys(of person: PersonID? = nil, knownAt: Int64 = .max) throws -> [EnrolledKey] {
        try EnrolledKey.list(try keyEntries(about: person.map(\.description), knownAt: knownAt))
    }
}

extension Register {
    /// The keys with which people sign, or one person's, in the order in which they were enrolled; revoked ones are among them.
    public func keys(of person: PersonID? = nil, knownAt: Int64 = .max) throws -> [EnrolledKey] {
        try ledger.keys(of: person, knownAt: knownAt)
    }

    /// What was signed on or after a day from which its key is not to be trusted, as entries later say: sentences.
    func doubtfulSignatures() throws -> [String] {
        let zone = try timeZone()
        return try ledger.keys().flatMap { key in
            guard let revocation = key.revocation else { return [String]() }
            let signed = try database.all(
                "SELECT entry FROM ledger WHERE actor = ? AND seq > ? AND seq < ? ORDER BY seq",
                key.person.description, key.id, revocation.entry
            ) { try LedgerStore.entry($0, 0) }
            return signed.filter {
                $0.signature?.key == key.id && $0.recordedAt.day(in: zone) >= revocation.from
            }.map {
                "entry \($0.seq) is signed with \(key.name), which entry \(revocation.entry) says is not to be trusted from \(revocation.from.shortForm) on"
            }
        }
    }
}

extension Writer {
    /// Says with which key a person signs from now on. The first key of a register is enrolled on somebody's word; every other
    /// one with the signature of whoever enrols it.
    ///
    /// - Throws: `NotFound` for the person; `InvalidValue` for a key that proves nothing; `RuleViolation` for one that is
    ///   enrolled already, or of somebody who has left.
    @discardableResult
    public func enrol(_ key: PersonKey, of typed: String, note: String = "") throws -> Receipt {
        let person = try people().named(typed)
        try refuse(key, of: person)
        return try record(.enrolKey(key), on: person.id.description, words: [.note: note])
    }

    /// Says that a key is not to be trusted from a day on, and signs nothing more. - Throws: `RuleViolation` where it was
    /// revoked already, or no reason is given.
    @discardableResult
    public func revoke(_ key: EnrolledKey, reason: String) throws -> Receipt {
        try refuse(revoking: key)
        if reason.isBlank { throw RuleViolation(key.name, "it can't be revoked yet", missing: [.reason]) }
        return try record(.revokeKey(key.id), on: key.person.description, words: [.reason: reason])
    }

    private func refuse(_ key: PersonKey, of person: Person) throws {
        guard key.isSound else {
            throw InvalidValue(
                what: "key", given: key.publicKey,
                expected:
                    "the public half of an Ed25519 key file, of an OpenSSH key of type ed25519 or ecdsa, also on a token, or of a passkey"
            )
        }
        if person.hasLeft(by: today), let last = person.leaves {
            throw RuleViolation(person.name, "they left on \(last.shortForm), and sign nothing more")
        }
        if let known = try register.keys().first(where: { $0.key.publicKey == key.publicKey }) {
            throw RuleViolation(
                person.name, "this key is enrolled already, as \(known.name)", remedies: [.see(.keys)])
        }
    }

    private func refuse(revoking key: EnrolledKey) throws(RuleViolation) {
        if let revocation = key.revocation {
            throw RuleViolation(
                key.name,
                "it was revoked by entry \(revocation.entry), from \(revocation.from.shortForm) on")
        }
    }

    /// Refuses a wish for signatures that nobody could fulfil for ever: whoever enrols keys needs a second one, in the safe. Passkeys
    /// alone are not enough: they end with the name of the pages, and with what these keep beside the register.
    func refuseSigning(_ acts: String) throws {
        guard !acts.isEmpty else { return }
        let approvers = try people().filter { $0.roles.contains(.approver) && !$0.hasLeft(by: today) }
        let keys = try register.keys().filter { key in
            key.revocation == nil && approvers.contains { $0.id == key.person }
        }
        if keys.count < 2 || keys.allSatisfy({ $0.key.type == .passkey }) {
            let have = keys.isEmpty ? "no key" : keys.count == 1 ? "one key" : "passkeys alone"
            throw RuleViolation(
                "Setting \(Setting.signed.rawValue)",
                "approvers have \(have) so far; they need two keys, of which one is a key file or a token and kept in a safe: with every approver's key lost no other could ever be enrolled",
                remedies: [.add(.personKey)])
        }
    }
}
