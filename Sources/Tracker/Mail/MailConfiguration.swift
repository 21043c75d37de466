package import TrackerTransfer
package import TrackerValues

/// How messages leave through a mail server: what a file says of it. What proves who is asking is in a file of its own.
package struct MailConfiguration: MailSettings {
    private let host: String
    private let port: Int
    private let security: MailServer.Security
    private let user: String?
    private let passwordFile: String?
    private let tokenFile: String?
    private let authorities: String?
    private let seconds: Int

    /// Reads a file's text. It finds all that is wrong, not the first fault alone.
    package init(parsing text: String) throws(ConfigurationFaults) {
        var reader = ConfigurationReader<MailKey>(text)
        let host = reader.read(.server) { text throws(ConfigurationFault.Reason) in
            let labels = text.split(separator: ".", omittingEmptySubsequences: false)
            guard text.utf8.count <= 253,
                labels.allSatisfy({ label in
                    !label.isEmpty
                        && label.utf8.allSatisfy {
                            (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2D
                        }
                })
            else { throw .init("say its name alone, for example smtp.office365.com.") }
            return text.lowercased()
        }
        let security = reader.read(.security) { text throws(ConfigurationFault.Reason) in
            guard let security = MailServer.Security(rawValue: text) else {
                throw .init("say starttls, tls, or none for a server on this computer.")
            }
            return security
        }
        if security == .some(.none), let host, !["localhost", "127.0.0.1"].contains(host) {
            reader.fault(
                .security,
                "without TLS everybody on the way could read what is sent; none is for localhost and 127.0.0.1 alone."
            )
        }
        self.security = security ?? .startTLS
        let usual =
            switch self.security {
            case .startTLS: 587
            case .tls: 465
            case .none: 25
            }
        port = reader.number(.port, 1...65535) ?? usual
        user = reader.read(.user) { text throws(ConfigurationFault.Reason) in
            guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
                throw .init("it holds a character that can't be typed.")
            }
            return text
        }
        passwordFile = reader.text(.passwordFile)
        tokenFile = reader.text(.tokenFile)
        authorities = reader.text(.authorities)
        // The register takes a sending for lost after ten minutes.
        seconds = reader.number(.seconds, 1...240) ?? 60
        if passwordFile != nil, tokenFile != nil {
            reader.fault(.tokenFile, "say password-file or this, not both.")
        }
        if user == nil, passwordFile != nil || tokenFile != nil {
            reader.fault(
                passwordFile != nil ? .passwordFile : .tokenFile, "say user as well: whose it is.")
        }
        if user != nil, passwordFile == nil, tokenFile == nil {
            reader.fault(.user, "say password-file or token-file as well: by what the server knows them.")
        }
        if let faults = reader.faults() { throw faults }
        guard let host else { throw ConfigurationFaults(all: []) }
        self.host = host
    }

    /// Whether messages could be sent by it from here, as far as that can be known without asking. - Throws: `MailUnusable`.
    package func check() throws(MailUnusable) { _ = try server() }

    /// The server, with what is in the secret's file now. - Throws: `MailUnusable`.
    func server() throws(MailUnusable) -> MailServer {
        var secret: MailServer.Secret?
        if let passwordFile { secret = .password(try SecretFile.read(passwordFile)) }
        if let tokenFile { secret = .token(try SecretFile.read(tokenFile)) }
        try Self.check(authorities: authorities)
        return MailServer(
            host: host, port: port, security: security, user: user, secret: secret, authorities: authorities,
            seconds: seconds)
    }
}

/// What a line of it may be about.
enum MailKey: String, ConfigurationKey {
    case server, port, security, user, seconds
    case passwordFile = "password-file"
    case tokenFile = "token-file"
    case authorities = "ca-file"

    var example: String? { self == .server ? "smtp.office365.com" : nil }
}
