import Tracker
import TrackerStorage

/// Somebody whom a provider knows, and who they are in the register.
struct KeptIdentity {
    /// What stands for issuer and subject.
    let id: String
    let name: String
    let person: PersonID
}

/// Who asked to sign in by a provider and isn't known yet.
struct SignInRequest {
    let id: String
    let name: String
    let at: Int64
}

/// Identities of a provider: whom they are, and who asked.
extension PagesFile {
    /// How many may wait, and how long, in milliseconds: whoever can sign in at the provider can ask.
    private static let waiting: Int64 = 100
    private static let waitsFor: Int64 = 30 * 86_400_000

    static func id(_ identity: OpenIDIdentity) -> String { hash("\(identity.issuer)\n\(identity.subject)") }

    func person(of identity: OpenIDIdentity) throws -> PersonID? {
        try turn {
            try database.first("SELECT person FROM identity WHERE id = ?", Self.id(identity)) {
                PersonID($0.int(0))
            }
        }
    }

    func signIn(
        _ identity: OpenIDIdentity, _ person: PersonID, device: String, at now: Int64
    ) throws -> String {
        try turn {
            try database.transaction {
                // What they are called may have changed; who they are hasn't.
                try database.run(
                    "UPDATE identity SET name = ? WHERE id = ?", identity.name, Self.id(identity))
                return try begin(person, by: .openID, device: device, at: now)
            }
        }
    }

    /// Remembers that somebody asked.
    func request(_ identity: OpenIDIdentity, at now: Int64) throws {
        try turn {
            try database.transaction {
                try database.run("DELETE FROM sign_in_request WHERE at < ?", now - Self.waitsFor)
                try database.run(
                    "INSERT INTO sign_in_request (id, name, at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, at = excluded.at",
                    Self.id(identity), identity.name, now)
                try database.run(
                    "DELETE FROM sign_in_request WHERE id NOT IN (SELECT id FROM sign_in_request ORDER BY at DESC, id LIMIT ?)",
                    Self.waiting)
            }
        }
    }

    /// Who waits, the longest first.
    func requests(at now: Int64) throws -> [SignInRequest] {
        try turn {
            try database.all(
                "SELECT id, name, at FROM sign_in_request WHERE at >= ? ORDER BY at, id", now - Self.waitsFor
            ) {
                SignInRequest(id: $0.text(0), name: $0.text(1), at: $0.int(2))
            }
        }
    }

    /// Says who it is that asked. - Returns: whether they had.
    func take(request id: String, as person: PersonID, by officer: PersonID, at now: Int64) throws -> Bool {
        try turn {
            try database.transaction {
                let name = try database.first("SELECT name FROM sign_in_request WHERE id = ?", id) {
                    $0.text(0)
                }
                guard let name else { return false }
                try database.run("DELETE FROM sign_in_request WHERE id = ?", id)
                try database.run(
                    "INSERT INTO identity (id, name, person, said_by, made) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    id, name,
                    person.seq, officer.seq, now)
                return true
            }
        }
    }

    func forget(request id: String) throws {
        try turn { try database.run("DELETE FROM sign_in_request WHERE id = ?", id) }
    }

    func identities() throws -> [KeptIdentity] {
        try turn {
            try database.all("SELECT id, name, person FROM identity ORDER BY made, id") {
                KeptIdentity(id: $0.text(0), name: $0.text(1), person: PersonID($0.int(2)))
            }
        }
    }

    /// Lets an identity in no more, and whoever is in by such one out.
    func end(identity id: String) throws {
        try turn {
            try database.transaction {
                try database.run(
                    "DELETE FROM session WHERE way = ? AND person IN (SELECT person FROM identity WHERE id = ?)",
                    SignInWay.openID.rawValue, id)
                try database.run("DELETE FROM identity WHERE id = ?", id)
            }
        }
    }
}
