public import TrackerDocuments
public import TrackerFigures
import TrackerModel
public import TrackerRegister
package import TrackerValues
public import TransparencyLog

/// Every report's clock under Police Act 1996 s.55 as a paper.
public struct ResponseStatusPaper: Sendable {
    /// What the paper says about itself.
    public let frame: PaperContext
    /// The reports published by the paper's day, oldest first.
    public let statuses: [ResponseStatus]
    private let start: Day

    /// Asks the register; of the frame's scope, report and force count.
    public init(_ register: Register, frame: PaperContext) throws {
        self.frame = frame
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
                sameAs: own.sameAs, start: start, asAt: asAt)
        }
    }

    /// How to add the first report, where there is none.
    package var remedies: [Remedy] { statuses.isEmpty ? [.add(.report)] : [] }

    /// The paper, ready to be drawn.
    public var document: Document {
        let late = statuses.count { $0.state == .late }
        let running = statuses.count { $0.state == .running }
        return Document(
            title: "Responses to inspection reports", subtitle: frame.body, letterhead: frame.letterhead,
            marking: frame.marking(of: [ItemState]()),
            blocks: [
                .paragraph(
                    "\(late) late, \(running) running. The clock runs from the day of publication, which is day 1, to day \(ResponseClock.length); only the publication of the comments stops it."
                ),
                .table(table),
            ],
            foot: frame.foot([
                Fact(
                    label: "Rule",
                    value:
                        "Police Act 1996 s.55(5A): within 56 days beginning with the day of publication; reports of the inspectors of constabulary published from \(start.longForm)"
                )
            ]), records: records)
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
                let linked = status.sameAs.map { "\nanswered with \($0)" } ?? ""
                return [
                    .text("\(frame.text(status.report.title)) (\(status.report.reference))\(linked)"),
                    .date(status.report.details.published.description), Cell(status.lastDay),
                    status.day.map { .number($0) } ?? .empty, status.daysLate.map { .number($0) } ?? .empty,
                    .text(status.state.label), Cell(status.response.reference),
                ]
            }, empty: "No reports yet.")
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
                ]
            })
    }
}
