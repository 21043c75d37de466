import TrackerSheets
import TrackerValues

/// What one row of a meeting sheet asks for, read without the register: every cell is well formed, and what an
/// act needs is there.
struct MeetingRequest: Equatable, Sendable {
    package let reference: String
    package let minute: String?
    package let acts: [MeetingAct.Named]
    package let note: String?
    package let complete: Int?
    package let owner: String?
    package let date: Day?
    package let evidence: String?
    package let reason: String?

    /// Reads a row; nil where nothing is to be done.
    ///
    /// - Throws: everything that is wrong in it.
    init?(_ line: MeetingLine, file: String) throws(InputProblems) {
        var problems: [Problem] = []
        func problem(_ column: MeetingColumn, _ sentence: String, _ accepted: String? = nil) {
            problems.append(line.problem(column, sentence, accepted: accepted, file: file))
        }
        var acts: [MeetingAct.Named] = []
        var isUnread = false
        do throws(InvalidValue) {
            acts = try line[.act].map(MeetingAct.read) ?? []
        } catch {
            isUnread = true
            problem(.act, "\"\(error.given)\" is no act.", error.expected)
        }
        minute = line[.minute]?.plain
        note = line[.note]
        reason = line[.reason]
        owner = line[.newOwner]?.plain
        evidence = line[.evidence]
        complete = line.cells[.complete]?.percent
        if line.cells[.complete] != nil, complete == nil {
            problem(
                .complete, "\"\(line[.complete] ?? "")\" is no percentage.", SheetCell.percentForms)
        }
        date = line.cells[.newDate]?.day(since: line.epoch)
        if line.cells[.newDate] != nil, date == nil {
            problem(.newDate, "\"\(line[.newDate] ?? "")\" is no date.", SheetCell.dayForms)
        }
        if let evidence, !evidence.hasPrefix("http://") && !evidence.hasPrefix("https://") {
            problem(
                .evidence, "\"\(evidence)\" is no address.",
                "an address beginning with http:// or https://; a file is added to the item apart")
        }
        if !isUnread { acts = Self.withImplied(acts, complete: complete, date: date, note: note) }
        let dated = acts.contains { [.request, .date].contains($0.act) }
        if dated, line.cells[.newDate] == nil {
            problem(.newDate, "The act needs a date.", SheetCell.dayForms)
        }
        if date != nil, !isUnread, !acts.contains(where: { $0.act.isAboutDate }) {
            problem(
                .newDate, "There is a date, but the act is not about one.", "an extension, or date changed")
        }
        if reason != nil, acts.isEmpty, !isUnread, owner == nil, evidence == nil {
            problem(
                .reason, "There is a reason, but nothing that it is for.",
                "an act: \(MeetingAct.choices.joined(separator: ", "))")
        }
        self.acts = acts
        reference = line[.reference]?.plain ?? ""
        let isNothing = acts.isEmpty && owner == nil && evidence == nil && problems.isEmpty
        if !isNothing, reference.isEmpty {
            problem(.reference, "The row has no reference.", "the item's reference, as the sheet had it")
        }
        guard problems.isEmpty else { throw InputProblems(problems) }
        if isNothing { return nil }
    }

    /// What is filled in without an act says by itself what it is: a percentage is progress, a date alone is a
    /// change of date, a note alone is a note.
    private static func withImplied(
        _ acts: [MeetingAct.Named], complete: Int?, date: Day?, note: String?
    ) -> [MeetingAct.Named] {
        var acts = acts
        if complete != nil, !acts.contains(where: { $0.act == .progress }) {
            acts.insert(MeetingAct.Named(act: .progress), at: 0)
        }
        if date != nil, acts.allSatisfy({ $0.act == .progress || $0.act == .note }) {
            acts.append(MeetingAct.Named(act: .date))
        }
        if note != nil, acts.isEmpty { acts.append(MeetingAct.Named(act: .note)) }
        return acts
    }
}

extension MeetingAct {
    /// Whether a new date belongs to it.
    var isAboutDate: Bool { [.request, .grant, .refuse, .date].contains(self) }
}
