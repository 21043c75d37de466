import TrackerStorage
import TrackerLedger
public import TrackerModel
public import TrackerValues

// Meetings of boards.

extension Register {
    /// Every meeting, oldest first, as known at a ledger size.
    public func meetings(knownAt: Int64 = .max) throws -> [Meeting] {
        let recorded = try database.all(
            "SELECT m.id, m.ref, b.ref, m.held_on FROM meeting m JOIN board b ON b.id = m.board ORDER BY m.id"
        ) {
            (
                seq: $0.int(0),
                row: Meeting(
                    reference: Reference(stored: try $0.storedText(1)),
                    board: Reference(stored: try $0.storedText(2)), heldOn: try $0.storedDay(3))
            )
        }
        return try known(recorded, from: .addMeeting, at: knownAt) { meeting, record in
            if case .addMeeting(let board, let heldOn) = record.act {
                meeting.board = board
                meeting.heldOn = heldOn
            }
        }.enumerated().sorted { ($0.element.heldOn, $0.offset) < ($1.element.heldOn, $1.offset) }.map(
            \.element)
    }

    /// The meeting with that identifier, as known at a ledger size. - Throws: `NotFound`.
    public func meeting(_ typed: String, knownAt: Int64 = .max) throws -> Meeting {
        try find(
            typed, "meeting", in: meetings(knownAt: knownAt), by: \.reference,
            remedies: [.see(.meetings)])
    }
}

extension Writer {
    /// Adds a meeting of a board. - Throws: `NotFound` for the board, `AlreadyExists` when the identifier is taken.
    public func addMeeting(_ reference: Reference, board: String, heldOn: Day) throws {
        let board = try register.board(board).reference
        try refuseTaken(reference, "meeting", in: "meeting")
        try record(.addMeeting(board: board, heldOn: heldOn), on: reference.text)
    }
}
