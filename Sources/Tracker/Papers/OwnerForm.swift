public import TrackerDocuments
import TrackerImport
public import TrackerModel
public import TrackerRegister
public import TrackerValues

/// The sheet that goes to an owner: their outstanding items, where each stands, and empty columns for what they report.
public enum OwnerForm {
    /// Whoever leads or supports something outstanding, by name: persons and posts.
    public static func owners(_ register: Register, today: Day) throws -> [(id: PersonID, name: String)] {
        let snapshot = try register.snapshot(asAt: today, today: today)
        let frame = try PaperContext(snapshot, scope: .everything)
        var found: Set<PersonID> = []
        var query = ItemQuery()
        query.isCounted = true
        try snapshot.forEachItem(query) { item in
            if let lead = item.standing.lead { found.insert(lead) }
            found.formUnion(item.standing.supporting)
        }
        return try found.map { (id: $0, name: try name($0, register, frame)) }
            .sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    }

    /// Makes an owner's sheet, as things stand today: what they lead first, each part by due date.
    public static func make(_ register: Register, owner: PersonID, today: Day) throws -> FillInForm {
        let snapshot = try register.snapshot(asAt: today, today: today)
        let frame = try PaperContext(snapshot, scope: .everything)
        var led: [Item] = []
        var supported: [Item] = []
        var query = ItemQuery()
        query.isCounted = true
        query.order = .due
        try snapshot.forEachItem(query) { item in
            if item.standing.lead == owner {
                led.append(item)
            } else if item.standing.supporting.contains(owner) {
                supported.append(item)
            }
        }
        let items = led + supported
        let name = try name(owner, register, frame)
        let known = snapshot.viewpoint.knownAt
        let parts = [
            led.isEmpty ? nil : "\(led.count) led", supported.isEmpty ? nil : "\(supported.count) supported",
        ]
        let counted = parts.compactMap { $0 }.joined(separator: ", ")
        return FillInForm(
            title: "For \(frame.name(owner)): outstanding items, \(today.longForm)",
            lines: [
                "\(items.count == 1 ? "1 item" : "\(items.count) items")\(counted.isEmpty ? "" : " (\(counted))"). Fill in the white columns of what has moved, leave the other rows alone, and send the file back.",
                "Progress says what was done, % complete how far it is. If you need another date: Date wanted, and why.",
                "If all is done: name the evidence, and choose yes under Ready for assurance?",
            ]
                + (try register.takesProposals()
                    ? ["What you fill in is a proposal: it counts once it is accepted."] : []),
            marking: frame.marking(of: items.map(\.standing)),
            columns: OwnerColumn.allCases.map(\.formColumn),
            rows: items.map { row($0, owner: name, isLead: $0.standing.lead == owner, known, frame) },
            guide: guide)
    }

    /// The name by which an owner is found again.
    private static func name(_ owner: PersonID, _ register: Register, _ frame: PaperContext) throws -> String
    {
        try register.posts().first { $0.id == owner }?.name ?? frame.name(owner)
    }

    private static func row(
        _ item: Item, owner: String, isLead: Bool, _ known: Int64, _ frame: PaperContext
    ) -> [Cell] {
        let standing = item.standing
        let part = isLead ? "lead" : "support; \(frame.lead(standing.lead)) leads"
        let asked = standing.extensionWanted ? ", extension asked for" : ""
        let progress = item.progress.map { note in
            standing.progressOn.map { "\($0.shortForm): \(note)" } ?? note
        }
        let given: [Cell] = [
            .text(item.reference.text), .text(frame.title(standing.report)),
            .text(Kind.numbered(standing.kind, item.number ?? item.externalNumber)), .text(item.text),
            .text(part), .text(standing.positionLabel + asked),
            standing.complete.map { .number($0) } ?? .empty,
            Cell(standing.due), Cell(progress),
        ]
        return given + OwnerColumn.toFillIn.map { _ in .empty } + [.text(owner), .number(Int(known))]
    }

    private static let guide = [
        Fact(
            label: "Rows",
            value:
                "A row with nothing filled in is left alone. You may sort rows, delete some and add columns."
        ),
        Fact(
            label: "Grey columns",
            value:
                "Where the item stands: changing them changes nothing. Keep Reference, Owner and Sheet."
        ),
        Fact(
            label: "Progress",
            value: "What was done since the last progress, in a few sentences. It is printed in papers."),
        Fact(label: "% complete", value: "A whole number from 0 to 100. It needs a few words in Progress."),
        Fact(
            label: "Date wanted",
            value:
                "Another date: 31/05/2027, 31 May 2027 or end of May 2027. You ask for it; the board decides."
        ),
        Fact(label: "Reason for the date", value: "Why. A date that is wanted needs one."),
        Fact(
            label: "Evidence",
            value:
                "An address beginning with https://, or words for what there is and where; one a line."
        ),
        Fact(
            label: "Ready for assurance?",
            value:
                "yes, where all is done and somebody else may look. Only whoever leads the item says so."
        ),
    ]
}

extension OwnerColumn {
    fileprivate var formColumn: FillInForm.Column {
        let (width, purpose): (Int, FillInForm.Purpose) =
            switch self {
            case .reference: (10, .given)
            case .report: (15, .given)
            case .number: (15, .given)
            case .item: (38, .given)
            case .part: (9, .given)
            case .status: (11, .given)
            case .completeNow: (6, .given)
            case .due: (12, .given)
            case .lastProgress: (28, .given)
            case .progress: (40, .words)
            case .complete: (10, .percent)
            case .dateWanted: (12, .date)
            case .reason: (20, .words)
            case .evidence: (22, .words)
            case .ready: (11, .choice(["yes", "no"]))
            case .owner: (12, .given)
            case .sheet: (7, .given)
            }
        return FillInForm.Column(title: rawValue, width: width, purpose: purpose)
    }
}
