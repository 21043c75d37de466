/// The columns of an owner's sheet: where each of their items stands, what they fill in, and by what it is known again.
///
/// The raw value is the heading that is printed. Headings are recognised whatever their case, blanks and order.
public enum OwnerColumn: String, FillInColumn {
    /// The item's reference: the one column that must be there.
    case reference = "Reference"
    /// The report that it comes from.
    case report = "Report"
    /// Its kind and its number in the report.
    case number = "Number"
    /// What it says.
    case item = "Item"
    /// Whether they lead it or support whoever does.
    case part = "Your part"
    /// Where it stands.
    case status = "Status"
    /// Percent complete as last stated.
    case completeNow = "% now"
    /// Its due date.
    case due = "Due"
    /// The last progress note.
    case lastProgress = "Last progress"
    /// What was done since.
    case progress = "Progress"
    /// Percent complete.
    case complete = "% complete"
    /// Another due date that they ask for.
    case dateWanted = "Date wanted"
    /// Why they ask for it.
    case reason = "Reason for the date"
    /// Addresses of evidence, or words for what there is.
    case evidence = "Evidence"
    /// Whether they say that it is done.
    case ready = "Ready for assurance?"
    /// Whose sheet it is.
    case owner = "Owner"
    /// The ledger size at which the sheet was made.
    case sheet = "Sheet"

    /// What it is called.
    public static let sheetName = "an owner's sheet"

    /// The columns that are to be filled in.
    public static let toFillIn: [OwnerColumn] = [
        .progress, .complete, .dateWanted, .reason, .evidence, .ready,
    ]

    /// Other headings that are understood.
    public static let synonyms: [String: OwnerColumn] = [
        "ref": .reference, "ref_no": .reference, "reference_number": .reference, "id": .reference,
        "recommendation": .item, "text": .item, "due_date": .due, "update": .progress,
        "latest_update": .progress, "percent": .complete, "percentage": .complete,
        "percent_complete": .complete, "percentage_complete": .complete, "new_date": .dateWanted,
        "revised_date": .dateWanted, "date_requested": .dateWanted, "reason": .reason,
        "reason_for_date": .reason, "evidence_address": .evidence, "evidence_named": .evidence,
        "ready": .ready, "ready_for_assurance": .ready, "ready_for_sign_off": .ready,
    ]
}
