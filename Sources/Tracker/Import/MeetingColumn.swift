/// The columns of a meeting sheet: what is given with each item, and what is to be filled in after the meeting.
///
/// The raw value is the heading that is printed. Headings are recognised whatever their case, blanks and order.
public enum MeetingColumn: String, FillInColumn {
    /// The item's reference: the one column that must be there.
    case reference = "Reference"
    /// The report that it comes from.
    case report = "Report"
    /// Its kind and its number in the report.
    case number = "Number"
    /// What it says.
    case item = "Item"
    /// Where it stands.
    case status = "Status"
    /// Who leads it.
    case lead = "Lead"
    /// Its due date.
    case due = "Due"
    /// How many days it is late.
    case daysLate = "Days late"
    /// The last progress note.
    case lastProgress = "Last progress"
    /// The number of the minute.
    case minute = "Minute"
    /// What was decided: one of the words of `MeetingAct`.
    case act = "Act"
    /// What was said or found.
    case note = "Note"
    /// Percent complete.
    case complete = "% complete"
    /// Who leads it from now on.
    case newOwner = "New owner"
    /// The date asked for, granted or set.
    case newDate = "New date"
    /// The address of evidence shown at the meeting.
    case evidence = "Evidence (address)"
    /// Why, where the act needs a reason.
    case reason = "Reason"

    /// What it is called.
    public static let sheetName = "a meeting sheet"

    /// The columns that are to be filled in.
    public static let toFillIn: [MeetingColumn] = [
        .minute, .act, .note, .complete, .newOwner, .newDate, .evidence, .reason,
    ]

    /// Other headings that are understood.
    public static let synonyms: [String: MeetingColumn] = [
        "ref": .reference, "ref_no": .reference, "reference_number": .reference, "id": .reference,
        "recommendation": .item, "text": .item, "position": .status, "current_owner": .lead, "due_date": .due,
        "days_overdue": .daysLate, "progress": .lastProgress, "minute_number": .minute, "minute_no": .minute,
        "minute_ref": .minute, "action": .act, "decision": .act, "outcome": .act, "notes": .note,
        "comment": .note, "comments": .note, "update": .note, "percent": .complete, "percentage": .complete,
        "percent_complete": .complete, "percentage_complete": .complete, "owner": .newOwner,
        "new_lead": .newOwner, "revised_date": .newDate, "new_due_date": .newDate, "new_due": .newDate,
        "evidence": .evidence, "evidence_link": .evidence, "address": .evidence, "reasons": .reason,
        "why": .reason,
    ]
}
