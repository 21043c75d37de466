/// By what people may sign in, beside an address that was made for them.
struct SignInWays: Equatable, Sendable {
    /// Passkeys, to which an invitation leads.
    var passkeys = false
    /// A provider by OpenID Connect.
    var openID: OpenIDProvider?
    /// A header in which the proxy says whose account it has made sure of.
    var header: String?

    /// Whether anything of it is there; else an address that was made for somebody is the only way.
    var isAny: Bool { passkeys || openID != nil || header != nil }
}
