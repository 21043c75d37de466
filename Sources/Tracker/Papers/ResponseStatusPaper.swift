public import TrackerDocuments
public import TrackerFigures
public import TrackerModel
public import TrackerRegister
package import TrackerValues
public import TransparencyLog

/// The clock of every report as a paper: that of Police Act 1996 s.55, or all of them.
public struct ResponseStatusPaper: Sendable {
    /// What the paper says about itself.
    public let frame: PaperContext
    /// The reports published by the paper's day, oldest first.
    public let statuses: [ResponseStatus]
    private let start: Day
    private let clocks: [Clock]

    /// Asks the register; of the frame's scope, report and force count.
    ///
    /// - Parameter clocks: those that are looked at; for them no other report has a clock.
    public init(_ register: Register, frame: PaperContext, clocks: [Clock] = [.section55]) throws {
        self.frame = frame
        self.clocks = clocks
        let known = frame.viewpoint.knownAt
        let asAt = frame.viewpoint.asAt
        let start = try register.responseStart(knownAt: known)
        self.start = start
        statuses = try register.reports(knownAt: known).compactMap { report in
            guard report.details.published.firstDay <= asAt,
                frame.scope.report.map({ $0 == report.reference }) ?? true,
                frame.scope.force.map({ $0 == report.details.force }) ?? true
            else { return nil }
            let own = try register.response(to: report.reference, knownAt: known)
            return ResponseStatus(
                report: report,
                response: try own.sameAs.map { try register.response(to: $0, knownAt: known) } ?? own,
                sameAs: own.sameAs, start: start, asAt: asAt, clocks: clocks)
        }
    }

    /// How to add the first report, where there is none.
    package var remedies: [Remedy] { statuses.isEmpty ? [.add(.report)] : [] }

    /// The paper, ready to be drawn.
    public var document: Document {
        let late = statuses.count { $0.state == .late }
        let running = statuses.count { $0.state == .running }
        let counts = "\(late) late, \(running) running."
        let isOfAll = clocks != [.section55]
        return Document(
            title: isOfAll ? "Responses owed" : "Responses to inspection reports", subtitle: frame.body,
            letterhead: frame.letterhead, marking: frame.marking(of: [ItemState]()),
            blocks: isOfAll
                ? [.paragraph(counts), .table(owed)] + unclocked + key
                : [
                    .paragraph(
                        "\(counts) The clock runs from the day of publication, which is day 1, to day \(Clock.section55.length); only the publication of the comments stops it."
                    ),
                    .table(table),
                ],
            foot: frame.foot(isOfAll ? [] : [rule]), records: records)
    }

    private var rule: Fact {
        Fact(
            label: "Rule",
            value:
                "Police Act 1996 s.55(5A): within 56 days beginning with the day of publication; reports of the inspectors of constabulary published from \(start.longForm)"
        )
    }

    /// How each clock counts that runs for a report here.
    private var key: [Block] {
        let running = Set(statuses.compactMap { $0.duty.clock?.clock })
        let facts = clocks.filter { running.contains($0) }.map { Fact(label: $0.law, value: $0.rule) }
        return facts.isEmpty ? [] : [.heading("How each clock counts"), .facts(facts)]
    }

    /// The paper as data, under `items`.
    public func json() throws -> JSON {
        var object = frame.json
        object["rule_start"] = .string(start.description)
        object["items"] = try records.json
        return .object(object)
    }

    private var table: Table {
        Table(
            name: "Responses", caption: "At the end of \(frame.viewpoint.asAt.longForm)",
            columns: [
                Column(title: "Report", key: "report", weight: 4),
                Column(title: "Published", key: "published", kind: .date),
                Column(title: "Last day", key: "last_day", kind: .date),
                Column(title: "Day of 56", key: "day", kind: .number),
                Column(title: "Days late", key: "days_late", kind: .number),
                Column(title: "State", key: "state", kind: .status),
                Column(title: "Reference", key: "reference", weight: 2),
            ],
            rows: statuses.map { status in
                [
                    name(status), .date(status.report.details.published.description), Cell(status.lastDay),
                    status.day.map { .number($0) } ?? .empty, status.daysLate.map { .number($0) } ?? .empty,
                    .text(status.state.label), Cell(status.response.reference),
                ]
            }, empty: "No reports yet.")
    }

    /// The reports for which a clock runs, each with its own: what is owed first, by its last day.
    private var owed: Table {
        func answered(_ status: ResponseStatus) -> Int { status.stopped == nil ? 0 : 1 }
        func last(_ status: ResponseStatus) -> Day { status.lastDay ?? .distantFuture }
        let sorted = statuses.sorted { (answered($0), last($0)) < (answered($1), last($1)) }
        return Table(
            name: "Responses", caption: "At the end of \(frame.viewpoint.asAt.longForm)",
            columns: [
                Column(title: "Report", key: "report", weight: 4),
                Column(title: "Asked for by", key: "law", weight: 2, under: "report"),
                Column(title: "Published", key: "published", kind: .date),
                Column(title: "Last day", key: "last_day", kind: .date),
                Column(title: "Days left", key: "days_left", kind: .number),
                Column(title: "Days late", key: "days_late", kind: .number),
                Column(title: "State", key: "state", kind: .status),
            ],
            rows: sorted.compactMap { status in
                guard let clock = status.duty.clock else { return nil }
                return [
                    name(status), .text(clock.clock.law), Cell(clock.published), Cell(clock.lastDay),
                    status.daysLeft.map { .number($0) } ?? .empty,
                    status.daysLate.map { .number($0) } ?? .empty, .text(status.state.label),
                ]
            }, empty: "No clock runs.")
    }

    /// The other reports, and why none runs for them.
    private var unclocked: [Block] {
        let others = statuses.filter { $0.duty.clock == nil }
        guard !others.isEmpty else { return [] }
        return [
            .table(
                Table(
                    name: "Without a clock",
                    columns: [
                        Column(title: "Report", key: "report", weight: 4),
                        Column(title: "Publisher", key: "publisher", weight: 2),
                        Column(title: "Published", key: "published", kind: .date),
                        Column(title: "Why", key: "state", weight: 2),
                    ],
                    rows: others.map { status in
                        let details = status.report.details
                        return [
                            name(status), .text(details.publisher), .date(details.published.description),
                            .text(
                                status.state == .notCovered
                                    ? "no law that is known here asks for a response" : status.state.label),
                        ]
                    }))
        ]
    }

    /// The report, and beneath it what should be known besides.
    private func name(_ status: ResponseStatus) -> Cell {
        let lines = [
            "\(frame.text(status.report.title)) (\(status.report.reference))",
            status.sameAs.map { "answered with \($0)" }, status.weekend,
        ]
        return .text(lines.compactMap { $0 }.joined(separator: "\n"))
    }

    /// Everything, one field a column.
    private var records: Table {
        func date(_ title: String, _ key: String) -> Column { Column(title: title, key: key, kind: .date) }
        return Table(
            name: "Responses",
            columns: [
                Column(title: "Report", key: "report"), Column(title: "Title", key: "title", weight: 4),
                Column(title: "Publisher", key: "publisher"), Column(title: "Force", key: "force"),
                date("Published", "published"), date("Last day", "last_day"),
                Column(title: "Day of 56", key: "day", kind: .number),
                Column(title: "Days late", key: "days_late", kind: .number),
                Column(title: "State", key: "state", kind: .status),
                date("Comments requested", "comments_requested"), date("Letter sent", "letter_sent"),
                date("Comments published", "comments_published"),
                Column(title: "Reference", key: "reference"),
                Column(title: "Answered with", key: "same_as"),
                Column(title: "Clock", key: "clock"), Column(title: "Law", key: "law", weight: 2),
                Column(title: "Days left", key: "days_left", kind: .number),
                date("Friday before the last day", "friday_before"),
            ],
            rows: statuses.map { status in
                let report = status.report
                let response = status.response
                return [
                    .text(report.reference.text), .text(frame.text(report.title)),
                    .text(report.details.publisher),
                    .text(report.details.force), .date(report.details.published.description),
                    Cell(status.lastDay), status.day.map { .number($0) } ?? .empty,
                    status.daysLate.map { .number($0) } ?? .empty, .text(status.state.rawValue),
                    Cell(status.known(response.commentsRequested)), Cell(status.known(response.letterSent)),
                    Cell(status.commentsPublished), Cell(response.reference), Cell(status.sameAs?.text),
                    Cell(status.duty.clock?.clock.name), Cell(status.duty.clock?.clock.law),
                    status.daysLeft.map { .number($0) } ?? .empty, Cell(status.duty.clock?.fridayBefore),
                ]
            })
    }
}

extension ResponseStatus {
    /// What to do about a last day on a weekend, while there is time.
    var weekend: String? {
        guard state == .running, let clock = duty.clock, let friday = clock.fridayBefore else { return nil }
        let day = clock.lastDay.weekday == .sunday ? "Sunday" : "Saturday"
        let act = clock.clock.stop == .commentsPublished ? "publish" : "send the response"
        return "the last day is a \(day): \(act) by Friday \(friday.longForm)"
    }

    /// How it stands, in facts; dates after the paper's day are left out.
    func facts(in frame: PaperContext) -> [Fact] {
        let answered = sameAs.map { "with the response to \(frame.title($0)) (\($0))" }
        let asked: [(String, String?)] = [
            ("State", state.label), ("Asked for by", duty.clock?.clock.law), ("Answered", answered),
            ("Last day", lastDay?.shortForm),
            ("Day", duty.clock.flatMap { clock in day.map { "\($0) of \(clock.clock.length)" } }),
            ("Days late", daysLate.flatMap { $0 > 0 ? String($0) : nil }),
            ("Comments requested", known(response.commentsRequested)?.shortForm),
            ("Letter sent", known(response.letterSent)?.shortForm),
            ("Comments published", commentsPublished?.shortForm), ("Reference", response.reference),
        ]
        return asked.compactMap { label, value in value.map { Fact(label: label, value: $0) } }
    }
}
