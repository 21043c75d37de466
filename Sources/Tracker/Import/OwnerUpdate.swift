import TrackerSheets
import TrackerValues

/// What one row of an owner's sheet says, read without the register: every cell is well formed, and what belongs together
/// is there.
struct OwnerUpdate: Equatable, Sendable {
    package let reference: String
    package let progress: String?
    package let complete: Int?
    package let dateWanted: Day?
    package let reason: String?
    /// The addresses among the evidence named.
    package let addresses: [String]
    /// What else is named as evidence.
    package let evidence: String?
    package let isReady: Bool

    private static let yes: Set<String> = [
        "yes", "y", "ready", "true", "x", "1", "complete", "completed", "done", "✓", "✔",
    ]
    private static let no: Set<String> = ["no", "n", "not yet", "false", "0", "-", "–", "n/a"]
    private static let finished: Set<String> = ["complete", "completed", "done", "finished", "implemented"]

    /// Reads a row; nil where it says nothing.
    ///
    /// - Throws: everything that is wrong in it.
    init?(_ line: OwnerLine, file: String) throws(InputProblems) {
        var problems: [Problem] = []
        func problem(_ column: OwnerColumn, _ sentence: String, _ accepted: String? = nil) {
            problems.append(line.problem(column, sentence, accepted: accepted, file: file))
        }
        progress = line[.progress]
        reason = line[.reason]
        complete = line.cells[.complete]?.percent
        if let words = line[.complete], complete == nil {
            let isDone = Self.finished.contains(words.plain.lowercased())
            problem(
                .complete, "\"\(words)\" is no percentage.",
                isDone
                    ? "100, and yes in the column \"\(OwnerColumn.ready.rawValue)\" where it is to be assured"
                    : SheetCell.percentForms)
        }
        dateWanted = line.cells[.dateWanted]?.day(since: line.epoch)
        if let words = line[.dateWanted], dateWanted == nil {
            let month: PartialDate? =
                if case .part(let part) = WrittenDate(words), part.precision == .month { part } else { nil }
            problem(
                .dateWanted, "\"\(words)\" is no day.",
                month.map { "perhaps \($0.lastDay.shortForm), the month's last day" } ?? SheetCell.dayForms)
        }
        if dateWanted != nil, reason == nil {
            problem(.reason, "Another date is wanted, but not said why.", "a reason")
        }
        if reason != nil, line.cells[.dateWanted] == nil {
            problem(.dateWanted, "There is a reason for a date, but no date.", SheetCell.dayForms)
        }
        var addresses: [String] = []
        var others: [String] = []
        for part in (line[.evidence] ?? "").split(whereSeparator: \.isNewline) {
            let part = String(part).trimmed
            let isAddress =
                (part.hasPrefix("https://") || part.hasPrefix("http://"))
                && !part.contains(where: \.isWhitespace)
            if isAddress { addresses.append(part) } else if !part.isEmpty { others.append(part) }
        }
        self.addresses = addresses
        evidence = others.isEmpty ? nil : others.joined(separator: "\n")
        let answer = line[.ready]?.plain.lowercased() ?? ""
        isReady = Self.yes.contains(answer)
        if !answer.isEmpty, !isReady, !Self.no.contains(answer) {
            problem(.ready, "\"\(line[.ready] ?? "")\" is neither yes nor no.", "yes, or no, or nothing")
        }
        reference = line[.reference]?.plain ?? ""
        let isNothing =
            progress == nil && complete == nil && dateWanted == nil && addresses.isEmpty && evidence == nil
            && !isReady && problems.isEmpty
        if !isNothing, reference.isEmpty {
            problem(.reference, "The row has no reference.", "the item's reference, as the sheet had it")
        }
        guard problems.isEmpty else { throw InputProblems(problems) }
        if isNothing { return nil }
    }
}
