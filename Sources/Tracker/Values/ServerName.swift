/// The name of a register that a PostgreSQL server keeps, as a connection URI:
/// <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS>.
public struct ServerName: Sendable {
    /// The name as it was given.
    package let uri: String

    /// nil for the name of a file.
    public init?(_ name: String) {
        guard Self.beginnings.contains(where: name.hasPrefix) else { return nil }
        uri = name
    }

    private static let beginnings = ["postgresql://", "postgres://"]

    /// What stands between the beginning and the question mark, and what after that.
    private var parts: (place: Substring, parameters: Substring) {
        let rest = uri[uri.firstRange(of: "://")!.upperBound...]
        let place = rest.prefix { $0 != "?" }
        return (place, rest[place.endIndex...])
    }

    /// User and password, as far as they are given.
    private var login: Substring {
        let place = parts.place.prefix { $0 != "/" }
        return place.lastIndex(of: "@").map { place[..<$0] } ?? ""
    }

    /// Whether a password stands in it, which every account of the computer could then read in the list of processes.
    package var holdsPassword: Bool {
        // However a letter of "password" is written: none of a parameter's usual names holds a percent sign.
        login.contains(":")
            || parts.parameters.dropFirst().split(separator: "&").contains {
                let name = $0.prefix { $0 != "=" }.lowercased()
                return name.contains("password") || name.contains("%")
            }
    }

    /// As it may be shown to anybody: without a password, nor anything behind the question mark.
    public var shown: String {
        let place = parts.place
        guard login.contains(":") else { return "postgresql://\(place)" }
        return "postgresql://\(login.prefix { $0 != ":" })\(place[login.endIndex...])"
    }
}
