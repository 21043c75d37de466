public import TrackerValues

/// An item as a list shows it: what it is, and where it stood from one viewpoint.
public struct Item: Equatable, Sendable {
    /// The entry that took it in; also its identity in the tables.
    public let id: Int64
    /// The register's own reference.
    public let reference: Reference
    /// What it says, or `[redacted]`.
    public package(set) var text: String
    /// The current deadline in words.
    public package(set) var deadline: String?
    /// The last progress note.
    public package(set) var progress: String?
    /// Whether a recommendation stands under it, where its kind needs one.
    public let isIncomplete: Bool
    /// Where it stood.
    public package(set) var standing: ItemState

    package init(
        id: Int64, reference: Reference, text: String, deadline: String? = nil, progress: String? = nil,
        isIncomplete: Bool, standing: ItemState
    ) {
        self.id = id
        self.reference = reference
        self.text = text
        self.deadline = deadline
        self.progress = progress
        self.isIncomplete = isIncomplete
        self.standing = standing
    }

    /// The report's own number.
    public var number: String? { standing.number }
    /// The inspectorate's register number.
    public var externalNumber: String? { standing.externalNumber }
    /// The cause of concern it belongs to.
    public var parent: Reference? { standing.parent }
    /// Whom it is addressed to, where that isn't the force.
    public var addressee: String? { standing.addressee }
    /// Its priority.
    public var priority: String? { standing.priority }
    /// The day it was opened.
    public var openedOn: Day { standing.openedOn }
    /// The first due date it ever had.
    public var originalDue: Day? { standing.originalDue }
}
