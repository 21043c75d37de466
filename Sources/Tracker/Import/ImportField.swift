import TrackerValues

/// What a column of an imported sheet can hold. The raw value is the name by which a field is given.
public enum ImportField: String, CaseIterable, Sendable {
    /// This register's reference; made from the report when there is no such column.
    case ref
    /// The report: its identifier, or its title.
    case report
    /// Who published the report.
    case publisher
    /// The force.
    case force
    /// When the report was published.
    case published
    /// The inspection cycle.
    case cycle
    /// Where the report can be read.
    case url
    /// The kind of item.
    case kind
    /// The report's own number.
    case number
    /// The inspectorate's register number.
    case externalNumber = "external_number"
    /// What the item says.
    case text
    /// The inspection question.
    case question
    /// The reference of the cause of concern that it belongs to.
    case parent
    /// Whom it is addressed to.
    case addressee
    /// The deadline in words.
    case deadline
    /// The first due date, where another column holds the date it was moved to.
    case dueOriginal = "due_original"
    /// The due date; with an original one beside it, the date that it was moved to.
    case due
    /// Its priority.
    case priority
    /// Its local risk.
    case risk
    /// The reason for its delay.
    case delay
    /// What limits its risk while it is open.
    case control
    /// The day it was opened.
    case opened
    /// Who leads it.
    case lead
    /// Who supports, parted by semicolons.
    case support
    /// The board that oversees it.
    case board
    /// Programmes and themes, parted by semicolons.
    case tag
    /// Its protective marking.
    case marking
    /// Where it stands, in the sheet's words; they are kept as a note.
    case status
    /// The day work began.
    case started
    /// The day it was submitted for assurance.
    case submitted
    /// The day it was assured.
    case assured
    /// The day it was closed.
    case closed
    /// Why it was closed: implemented, superseded, no further action, not accepted, duplicate.
    case closedAs = "closed_as"
    /// The explanation of a closure.
    case reason
    /// The item that takes its place.
    case successor
    /// Percent complete.
    case complete
    /// The latest progress in words.
    case progress
    /// The day that the row's words are of.
    case updated
    /// The address of evidence.
    case evidence
    /// A note to keep with the item.
    case note
    /// Kept with the item as an internal note that names the column.
    case keep
    /// Left out.
    case ignore
}
