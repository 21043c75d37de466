package import Tracker
import TrackerStorage

/// A passkey somebody has, as they see it.
struct KeptPasskey {
    let passkey: Passkey
    let person: PersonID
    /// Who made the invitation to it.
    let invitedBy: PersonID
    let made: Int64
    /// When somebody last came in by it; nil for never.
    let used: Int64?

    /// What tells it from others of the same person.
    var name: String { Base64URL.encode(passkey.id) }
}

/// Invitations: links with which somebody makes their passkey, once.
extension PagesFile {
    /// How long an invitation lasts, in milliseconds: over a weekend.
    static let invitationLasts: Int64 = 72 * 3_600_000

    /// An invitation's secret. One that the person had before ends with it.
    package func invitation(for person: PersonID, by officer: PersonID, at now: Int64) throws -> String {
        let secret = Self.secret()
        try turn {
            try database.transaction {
                try database.run("DELETE FROM invitation WHERE until < ? OR person = ?", now, person.seq)
                try database.run(
                    "INSERT INTO invitation (secret, person, invited_by, until) VALUES (?, ?, ?, ?)",
                    Self.hash(secret), person.seq,
                    officer.seq, now + Self.invitationLasts)
            }
        }
        return secret
    }

    /// Who is invited by a secret; nil where it is none, was used, or is too old.
    func invited(by secret: String, at now: Int64) throws -> PersonID? {
        try turn { try invitation(secret, at: now)?.person }
    }

    private func invitation(_ secret: String, at now: Int64) throws -> (person: PersonID, officer: PersonID)?
    {
        try database.first(
            "SELECT person, invited_by FROM invitation WHERE secret = ? AND until >= ?", Self.hash(secret),
            now
        ) { (PersonID($0.int(0)), PersonID($0.int(1))) }
    }

    /// Keeps the passkey that an invitation led to, which uses the invitation up, and signs its owner in by it.
    ///
    /// - Returns: the session's token; nil where the invitation was used meanwhile, or the passkey is known already.
    func take(_ passkey: Passkey, by secret: String, device: String, at now: Int64) throws -> String? {
        try turn {
            try database.transaction {
                guard let (person, officer) = try invitation(secret, at: now),
                    try add(passkey, of: person, invitedBy: officer, at: now)
                else { return nil }
                try database.run("DELETE FROM invitation WHERE secret = ?", Self.hash(secret))
                return try begin(person, by: .invitation, device: device, at: now)
            }
        }
    }

    /// Keeps one more passkey of somebody who is signed in. - Returns: whether it wasn't known yet.
    func take(_ passkey: Passkey, of person: PersonID, at now: Int64) throws -> Bool {
        try turn { try database.transaction { try add(passkey, of: person, invitedBy: person, at: now) } }
    }

    private func add(
        _ passkey: Passkey, of person: PersonID, invitedBy officer: PersonID, at now: Int64
    ) throws -> Bool {
        let id = Base64URL.encode(passkey.id)
        let known = try database.first("SELECT 1 FROM passkey WHERE id = ?", id) { $0.int(0) }
        if known != nil { return false }
        try database.run(
            "INSERT INTO passkey (id, person, key, counter, invited_by, made) VALUES (?, ?, ?, ?, ?, ?)", id,
            person.seq,
            passkey.key, Int64(passkey.counter), officer.seq, now)
        return true
    }
}

/// Passkeys.
extension PagesFile {
    /// The passkey of that name.
    func passkey(_ id: [UInt8]) throws -> KeptPasskey? {
        try passkeys("id = ?", Base64URL.encode(id)).first
    }

    /// The passkeys of a person, the oldest first.
    func passkeys(of person: PersonID) throws -> [KeptPasskey] {
        try passkeys("person = ?", person.seq)
    }

    /// Everybody's.
    func passkeys() throws -> [KeptPasskey] { try passkeys("1 = ?", Int64(1)) }

    private func passkeys(_ condition: String, _ value: any Bindable) throws -> [KeptPasskey] {
        try turn {
            try database.all(
                "SELECT id, key, counter, person, invited_by, made, used FROM passkey WHERE \(condition) ORDER BY made, id",
                value
            ) {
                KeptPasskey(
                    passkey: Passkey(
                        id: Base64URL.decode($0.text(0)) ?? [], key: $0.bytes(1),
                        counter: UInt32(clamping: $0.int(2))),
                    person: PersonID($0.int(3)), invitedBy: PersonID($0.int(4)), made: $0.int(5),
                    used: $0.optionalInt(6))
            }
        }
    }

    /// Signs in by a passkey that has signed so often by now.
    ///
    /// - Returns: the session's token; nil where the passkey was removed or used meanwhile.
    func signIn(_ passkey: KeptPasskey, counter: UInt32, device: String, at now: Int64) throws -> String? {
        try turn {
            try database.transaction {
                let isSame = try database.first(
                    "SELECT 1 FROM passkey WHERE id = ? AND counter = ?", passkey.name,
                    Int64(passkey.passkey.counter)
                ) { $0.int(0) }
                guard isSame != nil else { return nil }
                try database.run(
                    "UPDATE passkey SET counter = ?, used = ? WHERE id = ?", Int64(counter), now, passkey.name
                )
                return try begin(passkey.person, by: .passkey, device: device, at: now)
            }
        }
    }

    /// Keeps how often a passkey has signed by now.
    func count(_ passkey: KeptPasskey, counter: UInt32, at now: Int64) throws {
        try turn {
            try database.run(
                "UPDATE passkey SET counter = ?, used = ? WHERE id = ?", Int64(counter), now, passkey.name)
        }
    }

    /// Forgets a passkey. - Returns: whether the person had it.
    func remove(passkey name: String, of person: PersonID) throws -> Bool {
        try turn {
            let known = try database.first(
                "SELECT 1 FROM passkey WHERE id = ? AND person = ?", name, person.seq
            ) { $0.int(0) }
            try database.run("DELETE FROM passkey WHERE id = ? AND person = ?", name, person.seq)
            return known != nil
        }
    }
}
