import TrackerTransfer
package import TrackerValues
import TransparencyLog

/// How messages leave by GOV.UK Notify: what a file says of it. The key is in a file of its own.
package struct NotifyConfiguration: MailSettings {
    /// Where Notify's own API is.
    static let usualAddress = "https://api.notifications.service.gov.uk"

    let keyFile: String
    /// The template: its subject `((subject))`, its message `((body))`.
    let template: String
    /// Which of the service's addresses for answers is used; nil for its usual one.
    let replyTo: String?
    let address: String
    let authorities: String?
    /// How long a question may take.
    let seconds: Int

    package init(parsing text: String) throws(ConfigurationFaults) {
        var reader = ConfigurationReader<NotifySetting>(text)
        func identifier(_ text: String) throws(ConfigurationFault.Reason) -> String {
            guard NotifyKey.isIdentifier(text) else {
                throw .init(
                    "say the identifier as Notify shows it, for example 5f4a2a0e-5b0c-4c0e-9a55-0a2c4f0e7b11."
                )
            }
            return text.lowercased()
        }
        let keyFile = reader.text(.keyFile)
        let template = reader.read(.template, identifier)
        replyTo = reader.read(.replyTo, identifier)
        address =
            reader.read(.address) { text throws(ConfigurationFault.Reason) in
                let address = text.hasSuffix("/") ? String(text.dropLast()) : text
                guard address.hasPrefix("https://") || WebTransfer.isHere(address),
                    address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x3F && $0 != 0x23 }),
                    !address.hasSuffix(":/"), !address.hasSuffix("/")
                else {
                    throw .init(
                        "say where Notify's API is, beginning with https://; http:// is for localhost and 127.0.0.1 alone."
                    )
                }
                return address
            } ?? Self.usualAddress
        authorities = reader.text(.authorities)
        // Five tries and the waits between them end before the register takes a sending for lost.
        seconds = reader.number(.seconds, 1...60) ?? 30
        if let faults = reader.faults() { throw faults }
        guard let keyFile, let template else { throw ConfigurationFaults(all: []) }
        (self.keyFile, self.template) = (keyFile, template)
    }

    package func check() throws(MailUnusable) {
        _ = try key()
        try Self.check(authorities: authorities)
    }

    /// What is in the key's file now.
    func key() throws(MailUnusable) -> NotifyKey {
        guard let key = NotifyKey(try SecretFile.read(keyFile)) else {
            throw MailUnusable(
                "\(keyFile) holds no key of GOV.UK Notify's: it is a name, the service's identifier and a secret, parted by hyphens",
                .malformed)
        }
        return key
    }
}

/// What a line of it may be about.
enum NotifySetting: String, ConfigurationKey {
    case template, address, seconds
    case keyFile = "key-file"
    case replyTo = "reply-to"
    case authorities = "ca-file"

    var example: String? {
        switch self {
        case .keyFile: "/etc/tracker/notify-key"
        case .template: "5f4a2a0e-5b0c-4c0e-9a55-0a2c4f0e7b11"
        default: nil
        }
    }
}

/// A key of GOV.UK Notify's: `name-service-secret`, the last two of which are UUIDs.
struct NotifyKey: Equatable, Sendable {
    private static let identifierLength = 36

    let service: String
    private let secret: String

    /// Nil for anything else.
    init?(_ text: String) {
        let parts = text.suffix(2 * Self.identifierLength + 1)
        let (service, secret) = (parts.prefix(Self.identifierLength), parts.suffix(Self.identifierLength))
        guard text.utf8.count > parts.count + 1, text.dropLast(parts.count).last == "-",
            parts.dropFirst(Self.identifierLength).first == "-", Self.isIdentifier(service),
            Self.isIdentifier(secret)
        else { return nil }
        (self.service, self.secret) = (String(service), String(secret))
    }

    /// Whether it is a UUID, as Notify's keys, templates and addresses are known by.
    static func isIdentifier(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.utf8.allSatisfy { Unicode.Scalar($0).properties.isASCIIHexDigit } }
    }

    /// What proves, for half a minute, that the service asks (JSON Web Token, RFC 7519, by HS256).
    ///
    /// - Parameter seconds: the time since 1970.
    func token(at seconds: Int64) -> String {
        let head = JSON.object(["typ": "JWT", "alg": "HS256"]).canonical
        let claims = JSON.object(["iss": .string(service), "iat": .int(seconds)]).canonical
        let signed = "\(Base64URL.encode(head)).\(Base64URL.encode(claims))"
        let code = Hash.authentication(of: Array(signed.utf8), by: Array(secret.utf8))
        return "\(signed).\(Base64URL.encode(code.bytes))"
    }
}
