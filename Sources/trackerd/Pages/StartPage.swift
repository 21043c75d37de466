import Tracker
import TrackerDocuments

/// The first page: what needs whoever looks at it.
extension Pages {
    private static let shown = 10

    func start(_ question: PageQuestion, by visitor: Visitor, _ register: Register) throws -> PageView {
        let frame = try question.frame()
        let snapshot = try frame.snapshot(of: register)
        let today = question.today
        var blocks: [Block] = []
        let roles = visitor.viewer.person.roles
        var overdue: [Item] = []
        var due: [Item] = []
        var waiting: [Item] = []
        var proposals = 0
        var query = ItemQuery()
        query.isCounted = true
        query.order = .due
        let soon = today.adding(days: 30)
        try snapshot.forEachItem(query) { item in
            let standing = item.standing
            guard visitor.viewer.seesAll || visitor.viewer.owns(standing) else { return }
            if standing.proposalsLabel != nil { proposals += 1 }
            if standing.stage == .pendingSignOff { waiting.append(item) }
            if standing.isOverdue(asAt: today) {
                overdue.append(item)
            } else if let day = standing.due, standing.stage.isToDo, day <= soon {
                due.append(item)
            }
        }
        func add(_ name: String, _ caption: String, _ items: [Item]) {
            if items.isEmpty { return }
            let first = items.count > Self.shown ? "; the first \(Self.shown) are shown" : ""
            blocks.append(
                .table(
                    NeedsTable.table(
                        name, "\(caption): \(items.count)\(first)", Array(items.prefix(Self.shown)), frame)))
        }
        if roles.contains(.assurer) || visitor.isOfficer {
            add("Waiting", "Waiting for sign-off", waiting)
        }
        if proposals > 0 { blocks.append(.table(try proposed(register, frame, visitor))) }
        add("Overdue", "Overdue", overdue)
        add("Due", "Due within 30 days", due)
        var links: [String] = []
        if visitor.viewer.seesAll {
            if overdue.count > Self.shown {
                links.append(HTML.link("All that is overdue", to: "/items?show=overdue"))
            }
            if proposals > 0 {
                if visitor.isOfficer {
                    links.append(HTML.link("Accept or reject proposals", to: "/proposals/answer"))
                }
                links.append(HTML.link("All proposals that wait", to: "/proposals"))
            }
        }
        if visitor.isOfficer, openID != nil {
            let waiting = try file.requests(at: now).count
            if waiting > 0 { links.append(HTML.link("Requests to sign in: \(waiting)", to: "/people")) }
        }
        if visitor.isOfficer, let table = try notReached(register) {
            blocks.append(.table(table))
            links.append(HTML.link("Who was told what, when", to: "/reminders"))
        }
        let meetings = try register.meetings().filter { $0.heldOn >= today.adding(days: -31) }
        if visitor.isOfficer, !meetings.isEmpty {
            let table = Table(
                name: "Meetings", caption: "Meetings of the last month and to come",
                columns: [
                    Column(title: "Meeting", key: "meeting"), Column(title: "Board", key: "board", weight: 2),
                    Column(title: "Date", key: "date", kind: .date),
                ],
                rows: meetings.prefix(Self.shown).map {
                    [
                        .text($0.reference.text), .text(frame.boardName($0.board)),
                        .date($0.heldOn.description),
                    ]
                })
            blocks.append(.table(table))
        }
        if blocks.isEmpty { blocks = [.paragraph("Nothing waits for you.")] }
        var view = PageView(
            Document(
                title: "What needs you", subtitle: "\(visitor.name), \(today.longForm)",
                marking: frame.marking(of: overdue.prefix(Self.shown).map(\.standing)), blocks: blocks))
        view.below = HTML.list(links, "more")
        return view
    }

    /// The proposals that wait, of the items that somebody sees.
    private func proposed(_ register: Register, _ frame: PaperContext, _ visitor: Visitor) throws -> Table {
        let waits = try ProposalsPaper(register, frame: frame).waits.filter {
            visitor.viewer.sees($0.item.standing)
        }
        let first = waits.count > Self.shown ? "; the first \(Self.shown) are shown" : ""
        return Table(
            name: "Proposals", caption: "Proposals that wait for an answer: \(waits.count)\(first)",
            columns: [
                Column(title: "Reference", key: "ref"), Column(title: "What it says", key: "what", weight: 4),
                Column(title: "By", key: "actor", weight: 2),
                Column(title: "Proposed on", key: "proposed_on", kind: .date),
            ],
            rows: waits.prefix(Self.shown).map {
                [
                    .text($0.item.reference.text), .text($0.what), .text($0.by), .date($0.on.description),
                ]
            })
    }
}

/// A short list of items.
enum NeedsTable {
    static func table(_ name: String, _ caption: String, _ items: [Item], _ frame: PaperContext) -> Table {
        Table(
            name: name, caption: caption,
            columns: [
                Column(title: "Reference", key: "ref"),
                Column(title: "What is to be done", key: "text", weight: 4),
                Column(title: "Lead", key: "lead", weight: 2), Column(title: "Due", key: "due", kind: .date),
                Column(title: "Status", key: "status", kind: .status),
            ],
            rows: items.map { item in
                [
                    .text(item.reference.text), .text(item.text.cut(to: 120)),
                    .text(frame.lead(item.standing.lead)),
                    item.standing.due.map { .date($0.description) } ?? .empty,
                    .text(item.standing.positionLabel),
                ]
            })
    }
}
