package import Tracker
import TrackerStorage

/// A browser in which somebody is signed in, as they see it themselves.
struct SignedInDevice {
    /// What tells it from others; it is no secret and lets nobody in.
    let name: String
    /// What kind of browser it is, in words.
    let device: String
    let way: SignInWay
    let began: Int64
    let seen: Int64
}

/// By what somebody came in.
enum SignInWay: String {
    case entrance, invitation, passkey
    case openID = "openid"
    case proxy

    var label: String {
        switch self {
        case .entrance: "by an address made for you"
        case .invitation: "by an invitation"
        case .passkey: "by a passkey"
        case .openID: "by the sign-in service"
        case .proxy: "by the office's proxy"
        }
    }
}

/// Who is signed in; one that ended tells only who was.
struct SignedIn {
    let person: PersonID
    let way: SignInWay
    let isLive: Bool
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
    func signIn(_ secret: String, device: String, at now: Int64) throws -> String? {
        try turn {
            try database.transaction {
                let person = try database.first(
                    "SELECT person FROM entrance WHERE secret = ? AND until >= ?", Self.hash(secret), now
                ) { PersonID($0.int(0)) }
                guard let person else { return nil }
                try database.run("DELETE FROM entrance WHERE secret = ?", Self.hash(secret))
                return try begin(person, by: .entrance, device: device, at: now)
            }
        }
    }

    /// Signs in whom the proxy has made sure of. - Returns: the session's token.
    func signInByProxy(_ person: PersonID, device: String, at now: Int64) throws -> String {
        try turn { try begin(person, by: .proxy, device: device, at: now) }
    }

    /// Begins a session. Whoever calls it has the turn. - Returns: its token, which no browser brought along.
    func begin(_ person: PersonID, by way: SignInWay, device: String, at now: Int64) throws -> String {
        let token = Self.secret()
        try database.run("DELETE FROM session WHERE began < ?", now - limits.longest)
        try database.run(
            "INSERT INTO session (token, person, began, seen, way, device) VALUES (?, ?, ?, ?, ?, ?)",
            Self.hash(token),
            person.seq, now, now, way.rawValue, device)
        return token
    }

    /// Who is signed in by a token, and whether they still are.
    func session(_ token: String, at now: Int64) throws -> SignedIn? {
        try turn {
            let found = try database.first(
                "SELECT person, began, seen, way FROM session WHERE token = ?", Self.hash(token)
            ) {
                (
                    person: PersonID($0.int(0)), began: $0.int(1), seen: $0.int(2),
                    way: SignInWay(rawValue: $0.text(3))
                )
            }
            guard let found else { return nil }
            let isLive = now - found.seen < limits.idle && now - found.began < limits.longest
            // To the minute, so that looking at pages writes next to nothing.
            if isLive, now - found.seen >= 60_000 {
                try database.run("UPDATE session SET seen = ? WHERE token = ?", now, Self.hash(token))
            }
            return SignedIn(person: found.person, way: found.way ?? .entrance, isLive: isLive)
        }
    }

    /// Where a person is signed in now, the last seen first.
    func devices(of person: PersonID, at now: Int64) throws -> [SignedInDevice] {
        try turn {
            try database.all(
                "SELECT token, device, way, began, seen FROM session WHERE person = ? AND seen > ? AND began > ? ORDER BY seen DESC, token",
                person.seq, now - limits.idle, now - limits.longest
            ) {
                SignedInDevice(
                    name: String($0.text(0).prefix(Self.nameLength)), device: $0.text(1),
                    way: SignInWay(rawValue: $0.text(2)) ?? .entrance, began: $0.int(3), seen: $0.int(4))
            }
        }
    }

    /// The name of a session among those of its person.
    static func deviceName(of token: String) -> String { String(hash(token).prefix(nameLength)) }

    private static var nameLength: Int { 16 }

    /// Signs a person out in one browser.
    func signOut(device name: String, of person: PersonID) throws {
        try turn {
            try database.run(
                "DELETE FROM session WHERE person = ? AND substr(token, 1, ?) = ?", person.seq,
                Int64(Self.nameLength), name)
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
