import Glibc
import Synchronization
package import Tracker
import TrackerStorage

/// What pages keep for themselves: who is signed in, one-time addresses, what forms have been taken already, and drafts. It lies
/// beside the register and never in it, and can be thrown away: then everybody signs in anew.
///
/// Of secrets only their SHA-256 is kept.
package final class PagesFile: @unchecked Sendable {
    /// How long somebody stays signed in without asking for a page, and in all, in milliseconds.
    static let idle: Int64 = 30 * 60_000
    static let longest: Int64 = 12 * 3_600_000
    private static let keyLasts: Int64 = 15 * 60_000

    private let database: Database
    /// The connection belongs to whoever holds it.
    private let turn = Mutex(())

    /// Opens the file, or makes it; nil for one that ends with the program.
    package init(at path: String?) throws {
        if let path {
            // Nobody but its owner may read it.
            let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
            if file >= 0 { close(file) }
        }
        database = try Database(path: path ?? "", for: .creating)
        try database.execute(
            """
            CREATE TABLE IF NOT EXISTS session (
              token TEXT PRIMARY KEY, person INTEGER NOT NULL, began INTEGER NOT NULL, seen INTEGER NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS entrance (
              secret TEXT PRIMARY KEY, person INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS taken (
              form TEXT PRIMARY KEY, person INTEGER NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS draft (
              person INTEGER NOT NULL, name TEXT NOT NULL, words TEXT NOT NULL, at INTEGER NOT NULL,
              PRIMARY KEY (person, name)) STRICT;
            CREATE TABLE IF NOT EXISTS upload (
              form TEXT PRIMARY KEY, person INTEGER NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
            """)
    }

    private func turn<Result>(_ body: () throws -> Result) rethrows -> Result {
        try turn.withLock { _ in try body() }
    }

    /// 32 random bytes, as they stand in an address or a cookie.
    static func secret() -> String { Hexadecimal.encode(random(32)) }

    static func random(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { bytes, made in
            precondition(getentropy(bytes.baseAddress!, count) == 0, "the system has no random source")
            made = count
        }
    }

    private static func hash(_ secret: String) -> String { Hash.sha256(Array(secret.utf8)).hex }
}

/// Coming in and going out.
extension PagesFile {
    /// A secret with which a person may sign in once, for a quarter of an hour.
    package func entrance(for person: PersonID, at now: Int64) throws -> String {
        let secret = Self.secret()
        try turn {
            try database.run("DELETE FROM entrance WHERE until < ?", now)
            try database.run(
                "INSERT INTO entrance (secret, person, until) VALUES (?, ?, ?)", Self.hash(secret),
                person.seq, now + Self.keyLasts)
        }
        return secret
    }

    /// Whose entrance a secret is; nil where it is none, was used, or is too old.
    func person(entering secret: String, at now: Int64) throws -> PersonID? {
        try turn {
            try database.first(
                "SELECT person FROM entrance WHERE secret = ? AND until >= ?", Self.hash(secret), now
            ) { PersonID($0.int(0)) }
        }
    }

    /// Signs in by a secret, which is used up by that. - Returns: the new session's token.
    func signIn(_ secret: String, at now: Int64) throws -> String? {
        let token = Self.secret()
        return try turn {
            try database.transaction {
                let person = try database.first(
                    "SELECT person FROM entrance WHERE secret = ? AND until >= ?", Self.hash(secret), now
                ) { $0.int(0) }
                guard let person else { return nil }
                try database.run("DELETE FROM entrance WHERE secret = ?", Self.hash(secret))
                try database.run("DELETE FROM session WHERE began < ?", now - Self.longest)
                try database.run(
                    "INSERT INTO session (token, person, began, seen) VALUES (?, ?, ?, ?)", Self.hash(token),
                    person, now, now)
                return token
            }
        }
    }

    /// Who is signed in by a token, and whether they still are: a session that ended tells only whose it was.
    func session(_ token: String, at now: Int64) throws -> (person: PersonID, isLive: Bool)? {
        try turn {
            let found = try database.first(
                "SELECT person, began, seen FROM session WHERE token = ?", Self.hash(token)
            ) { (person: PersonID($0.int(0)), began: $0.int(1), seen: $0.int(2)) }
            guard let found else { return nil }
            let isLive = now - found.seen < Self.idle && now - found.began < Self.longest
            // To the minute, so that looking at pages writes next to nothing.
            if isLive, now - found.seen >= 60_000 {
                try database.run("UPDATE session SET seen = ? WHERE token = ?", now, Self.hash(token))
            }
            return (found.person, isLive)
        }
    }

    /// Signs out.
    func signOut(_ token: String) throws {
        try turn { try database.run("DELETE FROM session WHERE token = ?", Self.hash(token)) }
    }

    /// Signs a person out everywhere.
    package func signOutEverywhere(_ person: PersonID) throws {
        try turn { try database.run("DELETE FROM session WHERE person = ?", person.seq) }
    }

    /// What proves that a form is one of ours: only who knows the session's token can make it.
    static func proof(of token: String) -> String {
        Hash.sha256(Array("form \(token)".utf8)).hex
    }
}

/// Forms that were sent, and drafts.
extension PagesFile {
    /// Where the form of that number led when it was sent before; nil where it wasn't.
    func outcome(of form: String, by person: PersonID) throws -> String? {
        try turn {
            try database.first("SELECT outcome FROM taken WHERE form = ? AND person = ?", form, person.seq) {
                $0.text(0)
            }
        }
    }

    /// Remembers where a form led.
    func take(_ form: String, by person: PersonID, outcome: String, at now: Int64) throws {
        try turn {
            try database.run("DELETE FROM taken WHERE at < ?", now - 48 * 3_600_000)
            try database.run(
                "INSERT INTO taken (form, person, at, outcome) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                form, person.seq, now,
                outcome)
        }
    }

    /// The file that came with a form and isn't recorded yet.
    func upload(_ form: String, by person: PersonID) throws -> (name: String, bytes: [UInt8])? {
        try turn {
            try database.first(
                "SELECT name, bytes FROM upload WHERE form = ? AND person = ?", form, person.seq
            ) {
                ($0.text(0), $0.bytes(1))
            }
        }
    }

    /// Keeps a file until its form is recorded, for two days at most; nil forgets it.
    func keep(
        _ upload: (name: String, bytes: [UInt8])?, of form: String, by person: PersonID, at now: Int64
    ) throws {
        try turn {
            try database.run(
                "DELETE FROM upload WHERE at < ? OR (form = ? AND person = ?)", now - 48 * 3_600_000, form,
                person.seq)
            guard let upload else { return }
            try database.run(
                "INSERT INTO upload (form, person, name, bytes, at) VALUES (?, ?, ?, ?, ?)", form, person.seq,
                upload.name,
                upload.bytes, now)
        }
    }

    /// What somebody typed at an address and hasn't recorded.
    func draft(_ name: String, of person: PersonID) throws -> FormFields? {
        try turn {
            try database.first("SELECT words FROM draft WHERE person = ? AND name = ?", person.seq, name) {
                $0.text(0)
            }
        }.flatMap { FormFields(parsing: $0) }
    }

    /// Keeps what somebody typed; nil forgets it.
    func keep(_ draft: FormFields?, _ name: String, of person: PersonID, at now: Int64) throws {
        try turn {
            guard let draft else {
                return try database.run("DELETE FROM draft WHERE person = ? AND name = ?", person.seq, name)
            }
            try database.run(
                "INSERT INTO draft (person, name, words, at) VALUES (?, ?, ?, ?) ON CONFLICT (person, name) DO UPDATE SET words = excluded.words, at = excluded.at",
                person.seq, name, draft.encoded, now)
        }
    }
}
