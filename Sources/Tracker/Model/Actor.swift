/// Who acts: whoever is at the door, or somebody on whose behalf they enter it. A name is nobody until the door that took it
/// has found out whose it is.
public struct Actor: Equatable, Sendable {
    /// By what the register knows who is at the door.
    public enum Credential: Equatable, Sendable {
        /// The operating-system account that runs the program. Nobody need be registered for it: it is then recorded itself.
        case account(String)
        /// Somebody registered, who has proven to a door of the program's own who they are.
        case person(PersonID)
    }

    /// Ahead of an address, what stands for the account of whoever answers by a link that was sent there.
    package static let linkSentTo = "link sent to "

    /// What is known of whoever enters the act.
    public var enteredBy: Credential
    /// Whose act it is, where it isn't their own.
    public var onBehalfOf: PersonID?

    /// Whoever `enteredBy` tells, or `onBehalfOf`.
    public init(_ enteredBy: Credential, onBehalfOf: PersonID? = nil) {
        self.enteredBy = enteredBy
        self.onBehalfOf = onBehalfOf
    }
}
