/// How far an item has come. `open → in progress → assured → closed`, where pending sign-off is an act
/// inside "in progress": the owner says it is done, nobody has assured it yet.
public enum Stage: String, CaseIterable, Sendable {
    /// Taken into the register; work has not begun.
    case open
    /// Work has begun.
    case inProgress = "in-progress"
    /// In progress, and submitted for assurance.
    case pendingSignOff = "pending-sign-off"
    /// An assurer has decided that it is really done.
    case assured
    /// Off the list, for a reason that is always given.
    case closed

    /// The lifecycle status this stage belongs to: pending sign-off is in progress.
    public var status: Status {
        switch self {
        case .open: .open
        case .inProgress, .pendingSignOff: .inProgress
        case .assured: .assured
        case .closed: .closed
        }
    }

    /// Still to be answered for: not closed.
    public var isLive: Bool { self != .closed }

    /// Still to be done by its owner: neither assured nor closed. Only such an item can be overdue.
    public var isToDo: Bool { isLive && self != .assured }

    /// As a person reads it: "pending sign-off".
    public var label: String { self == .pendingSignOff ? "pending sign-off" : status.label }
}

/// The four statuses of the lifecycle.
public enum Status: String, CaseIterable, Sendable {
    /// Not begun.
    case open
    /// Begun, pending sign-off included.
    case inProgress = "in-progress"
    /// Decided to be done.
    case assured
    /// Off the list.
    case closed

    /// As a person reads it: "in progress".
    public var label: String { self == .inProgress ? "in progress" : rawValue }
}

/// The five positions of the quarterly table; every live item is in exactly one, so that they add up to
/// the number carried forward.
public enum Position: String, CaseIterable, Sendable {
    /// Open, and nobody leads it.
    case awaitingAllocation = "awaiting-allocation"
    /// Open, with a lead.
    case open
    /// In progress, not submitted for assurance.
    case inProgress = "in-progress"
    /// Submitted for assurance.
    case pendingSignOff = "pending-sign-off"
    /// Assured, not closed yet.
    case assured

    /// Of an item at a stage, which somebody leads or nobody does; nil when closed.
    package init?(_ stage: Stage, isAllocated: Bool) {
        switch stage {
        case .open: self = isAllocated ? .open : .awaitingAllocation
        case .inProgress: self = .inProgress
        case .pendingSignOff: self = .pendingSignOff
        case .assured: self = .assured
        case .closed: return nil
        }
    }

    /// As a person reads it: "awaiting allocation".
    public var label: String {
        switch self {
        case .awaitingAllocation: "awaiting allocation"
        case .open: "open"
        case .inProgress: "in progress"
        case .pendingSignOff: "pending sign-off"
        case .assured: "assured"
        }
    }
}

/// A part of a position that papers show beside it. It changes no sum: the five positions still add up.
public enum PositionPart: String, CaseIterable, Sendable {
    /// Of those pending sign-off: whoever published the item has been asked to close it.
    case proposedForClosure = "proposed-for-closure"
    /// Of those pending sign-off: owner and assurer disagree, and no board has decided.
    case disputed
    /// Of those carried forward: some bodies that it is directed at have closed their part, and others have not.
    case partlyDischarged = "partly-discharged"

    /// As a person reads it: "proposed for closure".
    public var label: String { rawValue.replacing("-", with: " ") }

    /// Whether an item that stands so is one of them.
    public func includes(_ standing: ItemState) -> Bool {
        switch self {
        case .proposedForClosure: standing.proposedForClosure
        case .disputed: standing.disputed
        case .partlyDischarged: standing.isPartlyDischarged
        }
    }
}

/// Why an item was closed. Closed is not the same as implemented, and tables show them apart.
public enum CloseReason: String, CaseIterable, Sendable {
    /// Done, and assured to be done.
    case implemented
    /// Another item has taken its place.
    case superseded
    /// Nothing more will be done; the explanation says why.
    case noFurtherAction = "no-further-action"
    /// Not accepted; the explanation why no action is what Police Act 1996 s.55 asks for.
    case notAccepted = "not-accepted"
    /// It is in the register under another reference.
    case duplicate

    /// As a person reads it: "no further action".
    public var label: String { rawValue.replacing("-", with: " ") }
}

/// What the body or the force says to an item: an axis of its own, apart from progress.
public enum Acceptance: String, CaseIterable, Sendable {
    /// Accepted as it stands.
    case accepted
    /// Accepted in part; the explanation says which.
    case partly = "partly-accepted"
    /// Not accepted; the explanation says why.
    case notAccepted = "not-accepted"

    /// As a person reads it: "partly accepted".
    public var label: String { rawValue.replacing("-", with: " ") }
}

/// A red, amber or green rating as an officer states it. The rating that papers print is computed by a rule.
public enum Rating: String, CaseIterable, Sendable {
    /// Off course.
    case red
    /// At risk.
    case amber
    /// On course.
    case green
}
