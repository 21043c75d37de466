import TrackerFigures
public import TrackerDocuments
import TrackerImport
import TrackerModel
public import TrackerRegister
public import TrackerValues

/// The sheet that an officer fills in after a board meeting: the live items that are before the board, where each
/// stands, and empty columns for what was decided.
public enum MeetingForm {
    /// Makes the form for a meeting: as things stand today, or stood on the day of the meeting if that is past.
    ///
    /// - Throws: `NotFound` for the meeting.
    public static func make(_ register: Register, meeting typed: String, today: Day) throws -> FillInForm {
        let meeting = try register.meeting(typed)
        var scope = Scope()
        scope.board = meeting.board
        let day = MeetingPackPaper.day(of: meeting, today: today)
        let snapshot = try register.snapshot(asAt: day, today: today)
        let frame = try PaperContext(snapshot, scope: scope)
        var items: [Item] = []
        var query = ItemQuery(scope)
        query.isCounted = true
        query.order = .due
        try snapshot.forEachItem(query) { items.append($0) }
        let people = try register.people().inPrint
        let board = frame.label(meeting.board.text, of: .board)
        return FillInForm(
            title: "\(board), meeting \(meeting.reference), \(meeting.heldOn.longForm)",
            marking: frame.marking(of: items.map(\.standing)),
            columns: MeetingColumn.allCases.map { $0.formColumn(people: people) },
            rows: items.map { row($0, frame) }, guide: guide(meeting))
    }

    private static func row(_ item: Item, _ frame: PaperContext) -> [Cell] {
        let standing = item.standing
        let day = frame.viewpoint.asAt
        let late = standing.isOverdue(asAt: day) ? standing.due.map { day.days(since: $0) } : nil
        let asked = standing.extensionWanted ? ", extension asked for" : ""
        let proposed = standing.proposalsLabel.map { ", \($0)" } ?? ""
        let isAlso = standing.board != frame.scope.board
        let overseer = isAlso ? standing.board.map { "; overseen by \(frame.boardName($0))" } ?? "" : ""
        let number = Kind.numbered(standing.kind, item.number ?? item.externalNumber)
        let progress = item.progress.map { note in
            standing.progressOn.map { "\($0.shortForm): \(note)" } ?? note
        }
        return [
            .text(item.reference.text), .text(frame.title(standing.report)), .text(number),
            .text(item.text), .text(standing.positionLabel + asked + proposed + overseer),
            Cell(standing.lead.map { frame.name($0) }), Cell(standing.due),
            late.map { .number($0) } ?? .empty, Cell(progress),
        ]
    }

    private static func guide(_ meeting: Meeting) -> [Fact] {
        let acts = MeetingAct.words.map { row in
            Fact(label: row.words[0], value: "Also: " + row.words.dropFirst().joined(separator: ", "))
        }
        return [
            Fact(
                label: "Rows",
                value: "A row with nothing filled in is left alone. Order and further columns don't matter."),
            Fact(label: "Grey columns", value: "Where the item stands. Changing them changes nothing."),
            Fact(label: "Minute", value: "The number of the minute; it is kept with the note."),
            Fact(
                label: "Act",
                value: "What was decided: a word of the list below. Several are parted by commas. "
                    + "\"closed - superseded by REFERENCE\" names the item that takes its place."),
            Fact(label: "Note", value: "What was said. Progress needs one. Alone it is kept as a note."),
            Fact(
                label: "% complete",
                value: "A whole number from 0 to 100. Alone (with a note) it is progress."),
            Fact(label: "New owner", value: "Who leads it from now on: a name on the list, or nobody."),
            Fact(
                label: "New date",
                value: "For an extension asked for or granted, or a date changed: 06/03/2018 or 2018-03-06."),
            Fact(
                label: "Evidence (address)",
                value: "An address beginning with https://. Files are added to the item apart."),
            Fact(
                label: "Reason",
                value: "Needed to return, to close (but as implemented), to ask for or change a date. "
                    + "Where it is blank the note serves."),
        ] + acts
    }
}

extension MeetingColumn {
    fileprivate func formColumn(people: [String]) -> FillInForm.Column {
        let (width, purpose): (Int, FillInForm.Purpose) =
            switch self {
            case .reference: (11, .given)
            case .report: (15, .given)
            case .number: (12, .given)
            case .item: (39, .given)
            case .status: (11, .given)
            case .lead: (12, .given)
            case .due: (12, .given)
            case .daysLate: (7, .given)
            case .lastProgress: (26, .given)
            case .minute: (8, .words)
            case .act: (18, .choice(MeetingAct.choices))
            case .note: (30, .words)
            case .complete: (10, .percent)
            case .newOwner: (15, .choice(people))
            case .newDate: (12, .date)
            case .evidence: (16, .words)
            case .reason: (22, .words)
            }
        return FillInForm.Column(title: rawValue, width: width, purpose: purpose)
    }
}
