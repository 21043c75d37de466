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
    /// The due date.
    case due
    /// Its priority.
    case priority
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
    /// Percent complete.
    case complete
    /// The latest progress in words.
    case progress
    /// The address of evidence.
    case evidence
    /// A note to keep with the item.
    case note
    /// Kept with the item as an internal note that names the column.
    case keep
    /// Left out.
    case ignore

    /// Headings that officers use for a field, in the form that `normalised` gives.
    private static let synonyms: [String: ImportField] = [
        "reference": .ref, "ref_no": .ref, "id": .ref, "item": .ref, "report_title": .report,
        "inspection_report": .report, "inspection": .report, "published_by": .publisher,
        "date_published": .published, "publication_date": .published, "link": .url, "type": .kind,
        "recommendation_number": .number, "rec_no": .number, "no": .number,
        "register_number": .externalNumber,
        "recommendation": .text, "recommendation_text": .text, "wording": .text, "description": .text,
        "question_area": .question, "cause_of_concern": .parent, "addressed_to": .addressee,
        "deadline_words": .deadline, "due_text": .deadline, "timescale": .deadline, "due_date": .due,
        "target_date": .due, "date_due": .due, "date_opened": .opened, "opened_on": .opened, "owner": .lead,
        "lead_officer": .lead, "lead_owner": .lead, "supporting": .support, "supported_by": .support,
        "oversight_board": .board, "tags": .tag, "programme": .tag, "theme": .tag,
        "protective_marking": .marking, "state": .status, "current_status": .status, "position": .status,
        "date_started": .started, "started_on": .started, "start_date": .started,
        "date_submitted": .submitted, "submitted_on": .submitted, "date_assured": .assured,
        "assured_on": .assured, "date_closed": .closed, "closed_on": .closed, "closure_date": .closed,
        "closed_date": .closed, "closure_reason": .closedAs, "close_reason": .closedAs,
        "reason_closed": .closedAs, "closed_because": .closedAs, "explanation": .reason,
        "percent_complete": .complete, "percentage_complete": .complete, "percentage": .complete,
        "latest_progress": .progress, "last_progress": .progress, "progress_update": .progress,
        "latest_update": .progress, "update": .progress, "evidence_link": .evidence,
        "evidence_address": .evidence,
        "notes": .note, "comment": .note, "comments": .note,
        // Columns of a draft from a published report.
        "found_at": .keep, "check": .ignore,
    ]

    /// The field that a heading plainly names, if any.
    static func guess(_ heading: String) -> ImportField? {
        let name = normalised(heading.plain)
        return ImportField(rawValue: name).flatMap { $0 == .keep || $0 == .ignore ? nil : $0 }
            ?? synonyms[name]
    }

    /// Lower case, with one `_` for whatever isn't a letter or digit.
    static func normalised(_ heading: String) -> String {
        heading.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
    }
}
