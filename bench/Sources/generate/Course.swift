/// The ten acts of an item's life in the register, in order.
///
/// An item that ends within the register's years takes one of the courses that close it; one that is still live at
/// the end takes one that leaves it where live items are found.
enum Course: CaseIterable {
    case implemented, implementedLate, closedOtherwise, superseded, reopened
    case awaiting, open, inProgress, pendingSignOff, assured

    enum Move {
        case add, assign, accept, start, progress, extend, ask, grant, tag, note, evidence, submit, assure
        case close, reopen
    }

    /// What it does, ten entries.
    var moves: [Move] {
        switch self {
        case .implemented:
            [.add, .assign, .accept, .start, .progress, .progress, .evidence, .submit, .assure, .close]
        case .implementedLate:
            [.add, .assign, .start, .progress, .ask, .grant, .evidence, .submit, .assure, .close]
        case .closedOtherwise:
            [.add, .assign, .accept, .start, .progress, .extend, .note, .progress, .extend, .close]
        case .superseded:
            [.add, .assign, .tag, .accept, .start, .progress, .progress, .note, .progress, .close]
        case .reopened:
            [.add, .assign, .start, .evidence, .submit, .assure, .close, .reopen, .progress, .close]
        case .awaiting: [.add, .accept, .note, .tag, .note, .extend, .note, .extend, .note, .note]
        case .open: [.add, .assign, .accept, .tag, .note, .extend, .note, .assign, .note, .note]
        case .inProgress:
            [.add, .assign, .accept, .start, .progress, .extend, .progress, .note, .progress, .progress]
        case .pendingSignOff:
            [.add, .assign, .accept, .start, .progress, .extend, .progress, .progress, .evidence, .submit]
        case .assured:
            [.add, .assign, .accept, .start, .progress, .progress, .progress, .evidence, .submit, .assure]
        }
    }

    /// One for an item that is closed at the end: 85 in a hundred are implemented.
    static func closed(_ random: inout Random) -> Course {
        switch random.below(100) {
        case 0..<55: .implemented
        case 55..<85: .implementedLate
        case 85..<92: .closedOtherwise
        case 92..<97: .superseded
        default: .reopened
        }
    }

    /// One for an item that is live at the end.
    static func live(_ random: inout Random) -> Course {
        switch random.below(100) {
        case 0..<8: .awaiting
        case 8..<22: .open
        case 22..<75: .inProgress
        case 75..<90: .pendingSignOff
        default: .assured
        }
    }
}
