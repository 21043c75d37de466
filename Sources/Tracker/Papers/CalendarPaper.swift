public import TrackerDocuments
import TrackerFigures
public import TrackerModel
public import TrackerRegister
public import TrackerValues
import TransparencyLog

/// Due dates, the last days of answers, and meetings, for a calendar program: those of one owner, or all of them.
public struct CalendarPaper: Sendable {
    /// The events.
    public let calendar: EventCalendar
    /// The highest marking of what it says.
    public let marking: String

    /// What nobody has to do any more stays in a calendar, struck out, for a year: who took it in earlier is told.
    static let daysKept = 366
    /// So long before a date an owner needs to begin.
    static let daysOfNotice = 7
    /// Of a text, what fits on a line of a month's page, and what is read where the line is opened.
    private static let (titleLength, detailsLength) = (60, 400)

    /// Asks the register as it is now.
    ///
    /// A person has what they or a post of theirs lead or support, and the meetings of the boards that it is before. Officers
    /// have every meeting, and the clocks of all reports, for they answer them.
    ///
    /// - Parameter owner: whose dates: a person or a post; nil for everybody's.
    public init(_ register: Register, of owner: PersonID?, today: Day) throws {
        let snapshot = try register.snapshot(asAt: today, today: today)
        let frame = try PaperContext(snapshot, scope: .everything)
        let eve = today.adding(days: -Self.daysKept)
        let posts = try register.posts(from: snapshot.viewpoint)
        let held = posts.filter { $0.holding?.holder == owner }.map(\.id)
        let ever = try owner.map { try register.posts(everHeldBy: $0) } ?? []
        func isTheirs(_ standing: ItemState, with posts: [PersonID]) -> Bool {
            guard let owner else { return true }
            return ([standing.lead].compactMap { $0 } + standing.supporting).contains {
                $0 == owner || posts.contains($0)
            }
        }
        let isOfficer =
            try owner.map { owner in
                try register.people(from: snapshot.viewpoint).officers(on: today).contains { $0.id == owner }
            } ?? true
        // Who holds a post since when is said of the post, and not of its items.
        var takenOver: [PersonID: LastEntry] = [:]
        for post in posts { takenOver[post.id] = try register.lastEntry(about: post.id.description) }
        let identifier = PublicRegister.uuid(of: try register.root(at: 1).bytes)
        func id(_ what: String, _ name: String) -> String {
            PublicRegister.uuid(of: Array("\(identifier) \(what) \(name)".utf8))
        }
        var events: [EventCalendar.Event] = []
        var markings: [String] = []
        var boards: Set<Reference> = []
        try register.forEachDatedItem(since: eve) { item in
            guard let now = item.standings.last, item.standings.contains(where: { isTheirs($0, with: ever) }),
                let due = item.standings.last(where: { $0.due != nil })?.due
            else { return }
            let isDue = isTheirs(now, with: held) && now.inScope && now.stage.isToDo && now.due != nil
            guard isDue || due >= eve else { return }
            if isDue {
                if let board = now.board { boards.insert(board) }
                boards.formUnion(now.alsoBoards)
            }
            let marking = frame.marking(of: [now])
            markings.append(marking)
            let isShown = !Marking.isConfidential(marking)
            let number = Kind.numbered(now.kind, now.number ?? now.externalNumber)
            let details = [
                isShown ? item.text.cut(to: Self.detailsLength) : marking,
                "\(frame.title(now.report)), \(number)",
                "\(now.positionLabel.capitalizedFirst), led by \(frame.lead(now.lead))",
            ]
            let moved = item.standings.flatMap { [$0.lead].compactMap { $0 } + $0.supporting }
                .compactMap { takenOver[$0] }
            let last = moved.reduce(item.last) { $0.seq > $1.seq ? $0 : $1 }
            events.append(
                EventCalendar.Event(
                    id: id("item", item.reference.text), day: due,
                    title: "\(item.reference) due"
                        + (isShown
                            ? ": \(item.text.split(whereSeparator: \.isWhitespace).joined(separator: " ").cut(to: Self.titleLength))"
                            : ""),
                    details: details.joined(separator: "\n"), revision: last.seq,
                    changedAt: last.recordedAt,
                    isCancelled: !isDue, daysOfNotice: Self.daysOfNotice))
        }
        if isOfficer {
            let clocks = try ResponseStatusPaper(
                register, frame: frame, clocks: register.clocks(knownAt: snapshot.viewpoint.knownAt))
            for status in clocks.statuses {
                guard let day = status.lastDay, let clock = status.duty.clock?.clock else { continue }
                let subjects = [status.report.reference.text, status.sameAs?.text, clock.name]
                let entries = try subjects.compactMap { try $0.flatMap { try register.lastEntry(about: $0) } }
                guard let last = entries.max(by: { $0.seq < $1.seq }) else { continue }
                let isOwed = [.running, .late, .suspended].contains(status.state)
                guard isOwed || day >= eve else { continue }
                let report = status.report.reference
                events.append(
                    EventCalendar.Event(
                        id: id("response", "\(report) \(status.addressee ?? "")"), day: day,
                        title: "Last day to answer \(frame.title(report).cut(to: Self.titleLength))",
                        details: [
                            "\(frame.title(report)) (\(report)), by \(status.report.details.publisher)",
                            status.owedBy(frame.body).map { "Owed by \($0)" }, clock.law,
                        ].compactMap { $0 }.joined(separator: "\n"),
                        revision: last.seq, changedAt: last.recordedAt, isCancelled: !isOwed,
                        daysOfNotice: Self.daysOfNotice))
            }
        }
        func add(_ meeting: Meeting, isCancelled: Bool) throws {
            guard meeting.heldOn >= eve, isOfficer || boards.contains(meeting.board),
                let last = try register.lastEntry(about: meeting.reference.text)
            else { return }
            events.append(
                EventCalendar.Event(
                    id: id("meeting", meeting.reference.text), day: meeting.heldOn,
                    title: frame.boardName(meeting.board),
                    details: "Meeting \(meeting.reference)",
                    revision: last.seq, changedAt: last.recordedAt, isCancelled: isCancelled))
        }
        for meeting in try register.meetings() { try add(meeting, isCancelled: false) }
        for meeting in try register.meetingsTakenBack() { try add(meeting, isCancelled: true) }
        let body = frame.body ?? "Recommendations"
        calendar = EventCalendar(
            name: owner.map { "\(body): \(frame.name($0))" } ?? body, events: events)
        marking = frame.marking(of: markings)
    }
}
