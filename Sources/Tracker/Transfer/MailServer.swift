/// A mail server, and how it is spoken to.
package struct MailServer: Equatable, Sendable {
    /// How what is said is kept from others.
    package enum Security: String, CaseIterable, Sendable {
        /// The conversation turns to TLS (RFC 3207), or ends.
        case startTLS = "starttls"
        /// TLS from the first byte (RFC 8314, 3.3).
        case tls
        /// Nothing: for a server on this computer.
        case none
    }

    /// By what a user is known.
    package enum Secret: Equatable, Sendable {
        case password(String)
        /// A token of OAuth's, for XOAUTH2.
        case token(String)
    }

    /// Its name, or the address of this computer.
    package let host: String
    package let port: Int
    package let security: Security
    /// Who signs in; nil for a server that asks nobody.
    package let user: String?
    package let secret: Secret?
    /// The file of certificates that are trusted; nil for the computer's own.
    package let authorities: String?
    /// How long a message may take in all.
    package let seconds: Int

    package init(
        host: String, port: Int, security: Security, user: String? = nil, secret: Secret? = nil,
        authorities: String? = nil, seconds: Int
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.secret = secret
        self.authorities = authorities
        self.seconds = seconds
    }
}
