public import TrackerValues

/// A meeting of a board.
public struct Meeting: Equatable, Sendable {
    /// Its identifier.
    public let reference: Reference
    /// The board that sat.
    public package(set) var board: Reference
    /// The day it was held, or is to be held.
    public package(set) var heldOn: Day

    package init(reference: Reference, board: Reference, heldOn: Day) {
        self.reference = reference
        self.board = board
        self.heldOn = heldOn
    }
}
