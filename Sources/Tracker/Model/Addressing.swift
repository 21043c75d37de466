public import TrackerValues

/// One of the bodies that an item is directed at: what it says to it, who leads for it, and whether it has done its part.
///
/// An item that is directed at several is closed when all of them have closed theirs.
public struct Addressing: Equatable, Sendable {
    /// The body.
    public let name: String
    /// What the body says to the item.
    public package(set) var acceptance: Acceptance?
    /// Who leads for the body.
    public package(set) var lead: PersonID?
    /// The day of its response.
    public package(set) var answeredOn: Day?
    /// Why its part is closed; nil while it is open.
    public package(set) var closedAs: CloseReason?
    /// The day on which its part was closed.
    public package(set) var closedOn: Day?

    /// A body that an item is directed at, of which nothing is known yet.
    public init(_ name: String) { self.name = name }

    /// The same under another name.
    package func renamed(_ name: String) -> Addressing {
        var other = Addressing(name)
        (other.acceptance, other.lead, other.answeredOn) = (acceptance, lead, answeredOn)
        (other.closedAs, other.closedOn) = (closedAs, closedOn)
        return other
    }

    /// Whether its part is closed.
    public var isClosed: Bool { closedAs != nil }

    /// As a person reads it: "Essex Police: closed as implemented on 3 May 2024".
    package func label(_ person: (PersonID) -> String) -> String {
        let parts = [
            acceptance?.label, answeredOn.map { "answered on \($0.shortForm)" },
            lead.map { "lead \(person($0))" },
            closedAs.map { "closed as \($0.label)" + (closedOn.map { " on \($0.shortForm)" } ?? "") }
                ?? "open",
        ]
        return "\(name): \(parts.compactMap { $0 }.joined(separator: ", "))"
    }

    mutating func take(_ change: AddresseeChange, on day: Day) {
        switch change {
        case .added, .removed: break
        case .assigned(let lead): self.lead = lead
        case .answered(let acceptance):
            self.acceptance = acceptance
            answeredOn = day
        case .closed(let reason):
            closedAs = reason
            closedOn = day
        case .reopened:
            closedAs = nil
            closedOn = nil
        }
    }
}

/// What is done about one of the bodies that an item is directed at.
public enum AddresseeChange: Equatable, Sendable {
    /// The item is directed at it too.
    case added
    /// The item is no longer directed at it.
    case removed
    /// Who leads for it, or nobody.
    case assigned(PersonID?)
    /// What it says to the item; its response is words.
    case answered(Acceptance)
    /// It has nothing left to do.
    case closed(CloseReason)
    /// It has something to do again.
    case reopened
}

/// Whom a board finds right where the owner says that an item is done, and the assurer that it isn't.
public enum DisputeParty: String, CaseIterable, Sendable {
    /// It is done: it waits for its assurance again.
    case owner
    /// It is not done: there is work left.
    case assurer
}

extension [Addressing] {
    /// "2 of 3 addressees have closed theirs"; nil where there are not several.
    package var share: String? {
        count > 1 ? "\(filter(\.isClosed).count) of \(count) addressees done" : nil
    }

    /// The place of a body, by its name as it is spelled, or in other letters of the same.
    func place(of name: String) -> Int? {
        firstIndex { $0.name == name }
            ?? firstIndex { $0.name.composed.lowercased() == name.composed.lowercased() }
    }
}
