import TrackerLedger
import TrackerStorage
public import TrackerModel
public import TrackerValues

// Boards: the questions about them, their registration, and which items they oversee.

extension Register {
    /// Every board, by identifier, as known at a ledger size.
    public func boards(knownAt: Int64 = .max) throws -> [Board] {
        let recorded = try database.all("SELECT id, ref, name FROM board ORDER BY folded") {
            (
                seq: $0.int(0),
                row: Board(reference: Reference(stored: try $0.storedText(1)), name: try $0.storedText(2))
            )
        }
        return try known(recorded, from: .addBoard, at: knownAt) { board, record in
            if case .addBoard(let name) = record.act { board.name = name }
        }
    }

    /// The board with that identifier or name, as known at a ledger size.
    ///
    /// - Throws: `NotFound`; `RuleViolation` when two boards share the name.
    public func board(_ typed: String, knownAt: Int64 = .max) throws -> Board {
        let boards = try boards(knownAt: knownAt)
        do {
            return try find(
                typed, "board", in: boards, by: \.reference, remedies: [.see(.boards)])
        } catch let error as NotFound {
            let named = boards.named(typed, by: \.name)
            if named.count > 1 {
                throw RuleViolation(
                    "Board \"\(typed)\"",
                    "\(named.count) boards have that name: use \(named.map(\.reference.text).joined(separator: " or ")) instead"
                )
            }
            guard let board = named.first else { throw error }
            return board
        }
    }
}

extension Writer {
    /// Adds a board.
    ///
    /// - Throws: `AlreadyExists` when there is one with that identifier; `RuleViolation` when one has a name that looks the same.
    public func addBoard(_ reference: Reference, name: String) throws {
        let name = try Name.parse(name, what: "board's name")
        try refuseTaken(reference, "board", in: "board")
        try refuseAlike(board: name, reference)
        try record(.addBoard(name: name), on: reference.text)
    }

    /// A board's name must not look like that of another, nor like its identifier.
    func refuseAlike(board name: String, _ reference: Reference) throws {
        let other = try register.boards().first {
            $0.reference != reference
                && ($0.name.resembles(name) || $0.reference.text.resembles(name)
                    || $0.name.resembles(reference.text))
        }
        guard let other else { return }
        throw RuleViolation(
            "Board \"\(name)\"",
            "it looks like \(other.reference), \"\(other.name)\", which is there already; choose another name"
        )
    }

    /// Puts a new item under the board that oversees it: the first one named, else the register's default board.
    ///
    /// - Parameters:
    ///   - reference: the item's reference.
    ///   - boards: the boards' references or names; it is before those after the first too.
    ///   - day: the day it counts from, as when the item was added.
    /// - Returns: the boards; none where none is named and none is set, and nothing is recorded.
    /// - Throws: `NotFound` for a board.
    @discardableResult
    public func assign(_ reference: Reference, boards: [String], day: Day? = nil) throws -> [Reference] {
        var found = try boards.map { try self.board($0).reference }
        if found.isEmpty { found = try register.defaultBoard().map { [$0] } ?? [] }
        guard let board = found.first else { return [] }
        try record(
            .assign(
                lead: .keep, supporting: nil, board: .set(board),
                otherBoards: OtherBoards(added: Array(found.dropFirst()))), on: reference, day: day)
        return found
    }

    /// Refuses what a meeting of another of an item's boards decides in place of the one that oversees it.
    func refuse(_ act: ItemAct, at meeting: Meeting, of item: Reference, on day: Day) throws {
        let history = try currentHistory(of: item)
        let standing = history.standing(asAt: day) ?? history.now
        guard let board = standing.board, board != meeting.board, !standing.alsoBoards.isEmpty else { return }
        throw RuleViolation(
            item.text,
            "it is before several boards, and \(board) oversees it: \"\(act.name)\" is for a meeting of \(board), not of \(meeting.board). What \(meeting.board) heard can be recorded as progress or a note",
            remedies: [.see(.meetings)])
    }
}
