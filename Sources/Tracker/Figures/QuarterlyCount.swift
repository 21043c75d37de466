public import TrackerModel
import TrackerValues

/// A count of the quarterly table: in each row, as many as there are references behind it.
public enum QuarterlyCount: Hashable, Sendable {
    /// Counted at the end of the day before the quarter; as printed, where a table was issued.
    case broughtForward
    /// Taken in during the quarter.
    case opened
    /// Closed before, live again.
    case reopened
    /// Closed as implemented.
    case closedImplemented
    /// Closed for any other reason.
    case closedOther
    /// Entered the counted scope, or this row, without being opened.
    case scopeIn
    /// Left the counted scope, or this row, without being closed.
    case scopeOut
    /// Known now about the day before the quarter, and not in the table that was issued for it.
    case restatedIn
    /// In the table that was issued for the day before the quarter, and not as known now.
    case restatedOut
    /// Counted at the end.
    case carriedForward
    /// Position: open, nobody leads it.
    case awaitingAllocation
    /// Position: open, with a lead.
    case open
    /// Position: in progress, not submitted.
    case inProgress
    /// Position: submitted for assurance.
    case pendingSignOff
    /// Position: assured.
    case assured
    /// Closed during the quarter and closed at its end, for any reason.
    case closedInQuarter
    /// To do, and past its date.
    case overdue
    /// To do, with a date in the next quarter.
    case dueNextQuarter
    /// To do, without a date.
    case noDate
    /// Its date was changed once.
    case revisedOnce
    /// Its date was changed twice or more.
    case revisedMore
    /// Red by the table's rule.
    case red
    /// Amber by the table's rule.
    case amber
    /// Green by the table's rule.
    case green
    /// The rule can't say.
    case notRated
    /// Counted at the end, and opened so many days before.
    case aged(AgeBand)
    /// Of `closedImplemented`: on a sheet's word, and nobody has assured it since.
    case closedImplementedOnWord
    /// Of `assured`: on a sheet's word, and nobody has assured it since.
    case assuredOnWord
    /// A part of a position.
    case part(PositionPart)

    package init(_ position: Position) {
        self =
            switch position {
            case .awaitingAllocation: .awaitingAllocation
            case .open: .open
            case .inProgress: .inProgress
            case .pendingSignOff: .pendingSignOff
            case .assured: .assured
            }
    }

    /// The five positions, in the table's order.
    public static let positions = Position.allCases.map { QuarterlyCount($0) }

    /// Its name in JSON and CSV.
    public var key: String { names.key }

    /// Its words, the same wherever it is printed.
    public var title: String { names.title }

    /// Its place in a row's references.
    var place: Int {
        switch self {
        case .broughtForward: 0
        case .opened: 1
        case .reopened: 2
        case .closedImplemented: 3
        case .closedOther: 4
        case .scopeIn: 5
        case .scopeOut: 6
        case .restatedIn: 7
        case .restatedOut: 8
        case .carriedForward: 9
        case .awaitingAllocation: 10
        case .open: 11
        case .inProgress: 12
        case .pendingSignOff: 13
        case .assured: 14
        case .closedInQuarter: 15
        case .overdue: 16
        case .dueNextQuarter: 17
        case .noDate: 18
        case .revisedOnce: 19
        case .revisedMore: 20
        case .red: 21
        case .amber: 22
        case .green: 23
        case .notRated: 24
        case .closedImplementedOnWord: 25
        case .assuredOnWord: 26
        case .part(.proposedForClosure): 27
        case .part(.disputed): 28
        case .part(.partlyDischarged): 29
        case .aged(let band): 29 + band.number
        }
    }

    private var names: (key: String, title: String) {
        switch self {
        case .broughtForward: ("brought_forward", "Brought forward")
        case .opened: ("opened", "Opened")
        case .reopened: ("reopened", "Reopened")
        case .closedImplemented: ("closed_implemented", "Closed: implemented")
        case .closedOther: ("closed_other", "Closed: other")
        case .scopeIn: ("scope_change_in", "Scope change: in")
        case .scopeOut: ("scope_change_out", "Scope change: out")
        case .restatedIn: ("restated_in", "Restated: in")
        case .restatedOut: ("restated_out", "Restated: out")
        case .carriedForward: ("carried_forward", "Carried forward")
        case .awaitingAllocation: ("awaiting_allocation", "Awaiting allocation")
        case .open: ("open", "Open")
        case .inProgress: ("in_progress", "In progress")
        case .pendingSignOff: ("pending_sign_off", "Pending sign-off")
        case .assured: ("assured", "Assured")
        case .closedInQuarter: ("closed_in_quarter", "Closed in quarter")
        case .overdue: ("overdue", "Overdue")
        case .dueNextQuarter: ("due_next_quarter", "Due next quarter")
        case .noDate: ("no_date", "No date")
        case .revisedOnce: ("revised_once", "Revised once")
        case .revisedMore: ("revised_more", "Revised twice or more")
        case .red: ("rag_red", "Red")
        case .amber: ("rag_amber", "Amber")
        case .green: ("rag_green", "Green")
        case .notRated: ("rag_none", "Not rated")
        case .aged(let band): ("age_band_\(band.number)", "\(band.label.capitalizedFirst) days")
        case .closedImplementedOnWord:
            ("closed_implemented_on_word", "Of which implemented on the sheet's word")
        case .part(let part):
            (part.rawValue.replacing("-", with: "_"), "Of which \(part.label)")
        case .assuredOnWord: ("assured_on_word", "Of which assured on the sheet's word")
        }
    }
}

/// How many days ago an item was opened, from one number to another.
public struct AgeBand: Hashable, Sendable {
    /// Its place among the bands, from 1.
    public let number: Int
    /// The lowest number of days.
    public let from: Int
    /// The highest; nil for the last band.
    public let to: Int?

    /// The bands up to these ends, and the one of all that is older.
    public static func bands(upTo ends: [Int]) -> [AgeBand] {
        var from = 0
        return (ends.map(Optional.some) + [nil]).enumerated().map { index, to in
            defer { from = (to ?? from) + 1 }
            return AgeBand(number: index + 1, from: from, to: to)
        }
    }

    func includes(_ days: Int) -> Bool { to.map { days <= $0 } ?? true }

    /// "0 to 90", "over 180".
    var label: String { to.map { "\(from) to \($0)" } ?? "over \(from - 1)" }
}
