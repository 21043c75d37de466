/// By what people may sign in, beside an address that was made for them.
struct SignInWays: Equatable, Sendable {
    /// Passkeys, to which an invitation leads.
    var passkeys = false
}
