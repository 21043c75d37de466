public import TrackerModel
import TrackerRegister
public import TrackerValues
import TransparencyLog

/// Whose decision an entry was: a board's, at a meeting or by its chair between meetings, or no board's.
public struct Decider: Hashable, Sendable {
    /// The meeting at which it was decided.
    public let meeting: Reference?
    /// The board whose chair decided it.
    public let chairOf: Reference?
    /// "Oversight Board, 5 Jun 2018", "chair of Oversight Board" or "without a board".
    public let label: String

    /// Who decided some entries.
    static func all(
        of entries: some Sequence<Int64>, _ register: Register, _ frame: PaperContext
    ) throws -> [Int64: Decider] {
        let authorities = try register.authorities(of: entries)
        guard !authorities.isEmpty else { return [:] }
        let meetings = Dictionary(
            stored: try register.meetings(knownAt: frame.viewpoint.knownAt).map { ($0.reference, $0) })
        return authorities.mapValues { meeting, chairOf in
            Decider(meeting, chairOf: chairOf, meetings: meetings, frame)
        }
    }

    private init(
        _ meeting: Reference?, chairOf: Reference?, meetings: [Reference: Meeting], _ frame: PaperContext
    ) {
        self.meeting = meeting
        self.chairOf = chairOf
        if let meeting {
            label =
                meetings[meeting].map { "\(frame.boardName($0.board)), \($0.heldOn.shortForm)" }
                ?? meeting.text
        } else if let chairOf {
            label = "chair of \(frame.boardName(chairOf))"
        } else {
            label = "without a board"
        }
    }

    /// Whether a board decided.
    var isBoards: Bool { meeting != nil || chairOf != nil }

    /// As data, beside what was decided.
    var fields: [String: JSON] {
        [
            "meeting": meeting.map { .string($0.text) } ?? .null,
            "chair_of": chairOf.map { .string($0.text) } ?? .null,
        ]
    }
}
