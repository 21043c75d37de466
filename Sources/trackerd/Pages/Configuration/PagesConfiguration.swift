package import Tracker

/// How an office serves its register: what a configuration file says.
package struct PagesConfiguration: Equatable, Sendable {
    /// Where requests come in.
    package enum Listening: Equatable, Sendable {
        /// A socket in the file system, with who may connect to it.
        case socket(path: String, mode: UInt32)
        /// A port that this computer alone reaches; 0 for one that is free.
        case port(Int)
    }

    /// The register's file, or a server's database.
    package let register: String
    /// The file of what pages keep for themselves.
    package let pages: String
    package let listening: Listening
    package let address: PublicAddress
    let limits: SessionLimits
    let ways: SignInWays
    /// Whether everybody may read what was issued.
    let isPublic: Bool
    /// How many connections may be open at once.
    package let connections: Int
    /// How long a request may take to come in, in seconds.
    package let requestSeconds: Int

    /// How everybody is reminded each morning; nil where that isn't asked for.
    package let mail: Mail?

    /// Who tells of messages that were sent, and by what they are known; nil where nobody does.
    let receipts: Receipts?

    /// What GOV.UK Notify tells by itself of messages that it sent.
    struct Receipts: Equatable, Sendable {
        /// The file of the secret that it sends.
        let tokenFile: String
        /// The officer by whom it is recorded.
        let officer: String
    }

    /// Reminders that the pages' program sends by itself.
    package struct Mail: Equatable, Sendable {
        /// Who sends them on.
        package let service: MailService
        /// From which hour on, by the register's clocks.
        package let hour: Int
        /// The officer who sends.
        package let officer: String
    }

    /// Reads a file's text. It finds all that is wrong, not the first fault alone.
    package init(parsing text: String) throws(ConfigurationFaults) {
        var reader = ConfigurationReader<PagesKey>(text)
        register = reader.text(.register) ?? ""
        let isOnServer = ServerName(register) != nil
        if let pages = reader.text(.pages) {
            self.pages = pages
        } else {
            pages = register + ".pages"
            if isOnServer {
                reader.fault(
                    .pages,
                    "say in which file sessions and passkeys are kept; with a register on a server nothing else says it."
                )
            }
        }
        let mode = reader.read(.socketMode) { text throws(ConfigurationFault.Reason) in
            guard let mode = UInt32(text, radix: 8), mode <= 0o777, mode & 0o600 == 0o600 else {
                throw .init(
                    "a mode has three digits, such as 660: who owns the socket, its group, and everybody, where 6 is to connect."
                )
            }
            guard mode & 0o007 == 0 else {
                throw .init(
                    "with \(text) every program on this computer could connect; give the proxy's account the socket's group, and say 660."
                )
            }
            return mode
        }
        let listening = reader.read(.listen) { text throws(ConfigurationFault.Reason) in
            if text.hasPrefix("/") {
                guard text.utf8.count < 104 else {
                    throw .init("a socket's path has at most 103 bytes; this one has \(text.utf8.count).")
                }
                return Listening.socket(path: text, mode: mode ?? 0o660)
            }
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, ["127.0.0.1", "localhost"].contains(parts[0]), let port = Int(parts[1]),
                (0...65535).contains(port)
            else {
                throw .init(
                    "say a socket's path, such as /run/tracker/pages.socket, or a port of this computer alone, such as 127.0.0.1:8080. The reverse proxy is what others reach."
                )
            }
            return .port(port)
        }
        if case .port = listening, mode != nil {
            reader.fault(.socketMode, "a port has no mode; leave it out, or listen on a socket.")
        }
        let address = reader.read(.address) { text throws(ConfigurationFault.Reason) in
            try PublicAddress(parsing: text)
        }
        limits = SessionLimits(
            idle: Int64(reader.number(.idleMinutes, 1...1440) ?? 30) * 60_000,
            longest: Int64(reader.number(.longestHours, 1...720) ?? 12) * 3_600_000)
        connections = reader.number(.connections, 8...10_000) ?? 256
        requestSeconds = reader.number(.requestSeconds, 1...600) ?? 60
        isPublic = reader.flag(.publicRegister) ?? false
        let header = reader.read(.proxyHeader) { text throws(ConfigurationFault.Reason) in
            guard
                text.utf8.allSatisfy({
                    $0 == 0x2D || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                        || (0x61...0x7A).contains($0)
                }),
                !["host", "origin", "cookie", "content-type", "user-agent"].contains(text.lowercased())
            else { throw .init("say a header's name that nothing else is said by, such as X-Remote-User.") }
            return text.lowercased()
        }
        let onPort = reader.flag(.proxyHeaderOnPort) ?? false
        if header != nil, case .port = listening, !onPort {
            reader.fault(
                .proxyHeader,
                "on a port every program of this computer could say who it is: listen on a socket, or say proxy-header-on-port = yes where nobody else has an account on it."
            )
        }
        if header == nil, onPort { reader.fault(.proxyHeaderOnPort, "it goes with proxy-header.") }
        ways = SignInWays(
            passkeys: reader.flag(.passkeys) ?? (header == nil), openID: Self.provider(&reader),
            header: header)
        let (mailFile, notifyFile) = (reader.text(.mail), reader.text(.notify))
        let mailHour = reader.number(.mailHour, 0...23)
        let officer = reader.text(.mailBy)
        let tokenFile = reader.text(.notifyTokenFile)
        if mailFile != nil, notifyFile != nil {
            reader.fault(.notify, "say mail, for a mail server, or this, for GOV.UK Notify; not both.")
        }
        let service = mailFile.map { MailService.server($0) } ?? notifyFile.map { .notify($0) }
        if service != nil || tokenFile != nil, officer == nil {
            reader.fault(.mailBy, "say which officer sends reminders: their name in the register.")
        }
        if mailHour != nil, service == nil {
            reader.fault(
                .mailHour, "it goes with mail or notify, which names the file that says how messages leave.")
        }
        if officer != nil, service == nil, tokenFile == nil {
            reader.fault(
                .mailBy, "it goes with mail or notify, which names the file that says how messages leave.")
        }
        mail = service.flatMap { service in
            officer.map { Mail(service: service, hour: mailHour ?? 7, officer: $0) }
        }
        receipts = tokenFile.flatMap { file in officer.map { Receipts(tokenFile: file, officer: $0) } }
        if !ways.isAny {
            reader.fault(
                .passkeys, "nobody could sign in: say yes, or another way (openid-issuer, proxy-header).")
        }
        if let faults = reader.faults() { throw faults }
        // What is needed was said, else there would be faults.
        guard let listening, let address else { throw ConfigurationFaults(all: []) }
        (self.listening, self.address) = (listening, address)
    }

    private static func provider(_ reader: inout ConfigurationReader<PagesKey>) -> OpenIDProvider? {
        let issuer = reader.read(.openIDIssuer) { text throws(ConfigurationFault.Reason) in
            guard OpenIDProvider.isSafe(text) else {
                throw .init(
                    "say it as the sign-in service does, with https:// before it, for example https://login.microsoftonline.com/TENANT/v2.0."
                )
            }
            return text
        }
        let client = reader.text(.openIDClient)
        let secret = reader.text(.openIDSecretFile)
        let label = reader.text(.openIDLabel)
        let subject = reader.read(.openIDSubject) { text throws(ConfigurationFault.Reason) in
            guard let subject = OpenIDProvider.Subject(rawValue: text) else {
                throw .init("say sub, or oid for Entra ID.")
            }
            return subject
        }
        guard let issuer else {
            if client != nil, !reader.says(.openIDIssuer) {
                reader.fault(.openIDClient, "say openid-issuer as well.")
            }
            return nil
        }
        guard let client else {
            reader.fault(.openIDClient, "say what the sign-in service calls these pages: openid-client = …")
            return nil
        }
        let isEntra = issuer.hasPrefix("https://login.microsoftonline.com/")
        return OpenIDProvider(
            issuer: issuer, client: client, secretFile: secret, label: label ?? "your office's account",
            subject: subject ?? (isEntra ? .oid : .sub))
    }

    /// What proves to the provider that these pages ask; nil where nothing does.
    func openIDSecret() throws -> String? {
        guard let path = ways.openID?.secretFile else { return nil }
        return String(decoding: try EvidenceStore.read(path, atMost: 4096), as: UTF8.self).trimmed
    }

    /// The same pages with what can change while they run: all but where they listen, and for how many.
    package func listensAs(_ other: PagesConfiguration) -> Bool {
        listening == other.listening && connections == other.connections
            && requestSeconds == other.requestSeconds
    }
}

/// How long somebody stays signed in without asking for a page, and in all, in milliseconds.
package struct SessionLimits: Equatable, Sendable {
    var idle: Int64 = 30 * 60_000
    var longest: Int64 = 12 * 3_600_000

    package init() {}

    init(idle: Int64, longest: Int64) { (self.idle, self.longest) = (idle, longest) }
}

/// What a line of a configuration may be about.
enum PagesKey: String, ConfigurationKey {
    case register, pages, listen, address, passkeys, connections
    case socketMode = "socket-mode"
    case idleMinutes = "idle-minutes"
    case longestHours = "longest-hours"
    case requestSeconds = "request-seconds"
    case openIDIssuer = "openid-issuer"
    case openIDClient = "openid-client"
    case openIDSecretFile = "openid-secret-file"
    case openIDLabel = "openid-label"
    case openIDSubject = "openid-subject"
    case proxyHeader = "proxy-header"
    case proxyHeaderOnPort = "proxy-header-on-port"
    case publicRegister = "public"
    case mail, notify
    case notifyTokenFile = "notify-token-file"
    case mailHour = "mail-hour"
    case mailBy = "mail-by"

    /// What must be said, and for example how.
    var example: String? {
        switch self {
        case .register: "/var/lib/tracker/register.db"
        case .listen: "/run/tracker/pages.socket"
        case .address: "https://tracker.example"
        default: nil
        }
    }
}
