import Glibc
import Synchronization
import Tracker
import TrackerStorage

/// What pages keep for themselves: who is signed in, one-time addresses, invitations, passkeys, what forms have been taken
/// already, and drafts. It lies beside the register and never in it, and can be thrown away: then everybody signs in anew, and
/// whoever had a passkey needs an invitation.
///
/// Of secrets only their SHA-256 is kept.
package final class PagesFile: @unchecked Sendable {
    /// How long an address lets somebody in, in milliseconds.
    static let keyLasts: Int64 = 15 * 60_000

    let limits: SessionLimits
    let database: Database
    /// The connection belongs to whoever holds it.
    private let turn = Mutex(())

    /// Opens the file, or makes it; nil for one that ends with the program.
    package init(at path: String?, limits: SessionLimits = SessionLimits()) throws {
        self.limits = limits
        if let path {
            // Nobody but its owner may read it.
            let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
            if file >= 0 { close(file) }
        }
        database = try Database(path: path ?? "", for: .creating)
        // Those of an older program told less of a session: who was signed in signs in anew.
        if try database.columns(of: "session").contains(where: { $0.name == "way" }) == false {
            try database.execute("DROP TABLE IF EXISTS session")
        }
        // Likewise what was found, where nothing was kept of signatures.
        if try database.columns(of: "verification").contains(where: { $0.name == "doubts" }) == false {
            try database.execute("DROP TABLE IF EXISTS verification")
        }
        try database.execute(
            """
            CREATE TABLE IF NOT EXISTS session (
              token TEXT PRIMARY KEY, person INTEGER NOT NULL, began INTEGER NOT NULL, seen INTEGER NOT NULL,
              way TEXT NOT NULL, device TEXT NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS invitation (
              secret TEXT PRIMARY KEY, person INTEGER NOT NULL, invited_by INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS identity (
              id TEXT PRIMARY KEY, name TEXT NOT NULL, person INTEGER NOT NULL, said_by INTEGER NOT NULL, made INTEGER NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS sign_in_request (
              id TEXT PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS passkey (
              id TEXT PRIMARY KEY, person INTEGER NOT NULL, key BLOB NOT NULL, counter INTEGER NOT NULL,
              invited_by INTEGER NOT NULL, made INTEGER NOT NULL, used INTEGER) STRICT;
            CREATE TABLE IF NOT EXISTS entrance (
              secret TEXT PRIMARY KEY, person INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS taken (
              form TEXT PRIMARY KEY, person INTEGER NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS feed (
              secret TEXT PRIMARY KEY, person INTEGER NOT NULL UNIQUE, made INTEGER NOT NULL, asked INTEGER) STRICT;
            CREATE TABLE IF NOT EXISTS answer (
              secret TEXT PRIMARY KEY, person INTEGER NOT NULL, item TEXT NOT NULL, address TEXT NOT NULL, until INTEGER NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS draft (
              person INTEGER NOT NULL, name TEXT NOT NULL, words TEXT NOT NULL, at INTEGER NOT NULL,
              PRIMARY KEY (person, name)) STRICT;
            CREATE TABLE IF NOT EXISTS upload (
              form TEXT PRIMARY KEY, person INTEGER NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS verification (
              at INTEGER NOT NULL, took INTEGER NOT NULL, person INTEGER NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL,
              findings TEXT NOT NULL, lost TEXT NOT NULL, signed INTEGER NOT NULL, doubts TEXT NOT NULL) STRICT;
            """)
    }

    func turn<Result>(_ body: () throws -> Result) rethrows -> Result {
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

    static func hash(_ secret: String) -> String { Hash.sha256(Array(secret.utf8)).hex }
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

/// What was verified.
extension PagesFile {
    /// What the last verification found; nil where there was none.
    func verification() throws -> VerificationRecord? {
        func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
        return try turn {
            try database.first(
                "SELECT at, took, person, size, root, findings, lost, signed, doubts FROM verification"
            ) {
                VerificationRecord(
                    at: $0.int(0), took: $0.int(1), person: PersonID($0.int(2)), size: $0.int(3),
                    root: $0.text(4), findings: lines($0.text(5)), lost: lines($0.text(6)),
                    signed: $0.int(7), doubts: lines($0.text(8)))
            }
        }
    }

    /// Keeps what a verification found, in place of the one before.
    func keep(_ record: VerificationRecord) throws {
        func text(_ sentences: [String]) -> String {
            sentences.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }.joined(
                separator: "\n")
        }
        try turn {
            try database.transaction {
                try database.run("DELETE FROM verification")
                try database.run(
                    "INSERT INTO verification (at, took, person, size, root, findings, lost, signed, doubts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    record.at, record.took, record.person.seq, record.size, record.root,
                    text(record.findings), text(record.lost), record.signed, text(record.doubts))
            }
        }
    }
}
