/// A post as the register knows it from a viewpoint.
public struct Post: Equatable, Sendable {
    /// What it is in the ledger; items name it as they name a person.
    public let id: PersonID
    /// Its name, or `[redacted]`.
    public let name: String
    /// Who held it, and from which day; nil before anybody was recorded, without a holder while it is vacant.
    public let holding: PostHolding?

    package init(id: PersonID, name: String, holding: PostHolding?) {
        self.id = id
        self.name = name
        self.holding = holding
    }
}
