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
    /// The reports published by the paper's day, oldest first, each with all its answers.
    public let reports: [ReportAnswers]
    /// The answers that it prints: of whom it asks for, where it asks for one.
    public let statuses: [ResponseStatus]
    /// Whose answers it prints; nil for everybody's.
    public let owedBy: String?
    private let start: Day
    private let clocks: [Clock]
    private let byReference: [Reference: ReportAnswers]

    /// Asks the register; of the frame's scope, report, publisher and force count.
    ///
    /// - Parameters:
    ///   - clocks: those that are looked at; for them no other report has a clock.
    ///   - owedBy: whose answers are printed, by the name that reports give them or the body's; nil for everybody's.
    public init(
        _ register: Register, frame: PaperContext, clocks: [Clock] = [.section55], owedBy: String? = nil
    ) throws {
        self.frame = frame
        self.clocks = clocks
        self.owedBy = owedBy
        let known = frame.viewpoint.knownAt
        let asAt = frame.viewpoint.asAt
        let start = try register.responseStart(knownAt: known)
        self.start = start
        reports = try register.reports(knownAt: known).compactMap { report in
            guard report.details.published.firstDay <= asAt,
                frame.scope.report.map({ $0 == report.reference }) ?? true,
                frame.scope.publisher.map({ $0.reports.contains(report.reference) }) ?? true,
                frame.scope.force.map({ $0 == report.details.force }) ?? true
            else { return nil }
            let all = try register.responses(to: report.reference, knownAt: known)
            let sameAs = all.own.sameAs
            return ReportAnswers(
                report: report,
                responses: try sameAs.map { try register.responses(to: $0, knownAt: known) } ?? all,
                sameAs: sameAs, start: start, asAt: asAt, clocks: clocks)
        }
        byReference = Dictionary(stored: reports.map { ($0.report.reference, $0) })
        let all = reports.flatMap(\.statuses)
        statuses = owedBy.map { name in all.filter { $0.owedBy(frame.body) == name } } ?? all
    }

    /// How to add the first report, where there is none.
    package var remedies: [Remedy] { statuses.isEmpty ? [.add(.report)] : [] }

    /// The paper, ready to be drawn.
    public var document: Document {
        let late = statuses.count { $0.state == .late }
        let running = statuses.count { $0.state == .running }
        let suspended = statuses.count { $0.state == .suspended }
        let counts = "\(late) late, \(running) running\(suspended > 0 ? ", \(suspended) suspended" : "")"
        let whose = owedBy.map { [Block.paragraph("Owed by \($0) alone.")] } ?? []
        let isOfUnknownYears = statuses.contains {
            $0.state == .running && $0.lastDay?.isWorkingDay == nil || $0.duty == .beyondCalendar
        }
        let calendar: [Block] =
            isOfUnknownYears
            ? [
                .paragraph(
                    "Bank holidays are known here for \(BankHoliday.years.lowerBound) to \(BankHoliday.years.upperBound): in other years a last day is looked at for weekends alone, and working days are not counted."
                )
            ] : []
        let isOfAll = clocks != [.section55]
        return Document(
            title: isOfAll ? "Responses owed" : "Responses to inspection reports", subtitle: frame.body,
            letterhead: frame.letterhead, marking: frame.marking(of: [ItemState]()),
            blocks: isOfAll
                ? whose + [.paragraph("\(AnswerCount(statuses).sentence) (\(counts))."), .table(owed)]
                    + unclocked
                    + calendar + key
                : whose + [
                    .paragraph(
                        "\(counts). The clock runs from the day of publication, which is day 1, to day \(Clock.section55.length); only the publication of the comments stops it."
                    ),
                    .table(table),
                ] + calendar,
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
        let count = AnswerCount(statuses)
        object["owed_by"] = owedBy.map { .string($0) } ?? .null
        object["totals"] = [
            "asked_for": .int(Int64(count.askedFor)), "answered": .int(Int64(count.answered)),
            "owed": .int(Int64(count.owed)), "late": .int(Int64(count.late)),
        ]
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
                Column(title: "Owed by", key: "addressee", weight: 2),
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
                    name(status, namesAddressee: false), Cell(status.owedBy(frame.body)),
                    .text(clock.clock.law), Cell(clock.published), Cell(clock.lastDay),
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
                            .text(status.duty.why),
                        ]
                    }))
        ]
    }

    /// The report, and beneath it what should be known besides.
    private func name(_ status: ResponseStatus, namesAddressee: Bool = true) -> Cell {
        var lines = ["\(frame.text(status.report.title)) (\(status.report.reference))"]
        if namesAddressee, let addressee = status.addressee { lines.append("owed by \(addressee)") }
        if let share = answers(status).share { lines.append(share) }
        if let other = status.sameAs { lines.append("answered with \(other)") }
        lines += status.timeMoved(in: frame)
        if let free = status.dayOff { lines.append(free) }
        return .text(lines.joined(separator: "\n"))
    }

    private func answers(_ status: ResponseStatus) -> ReportAnswers {
        byReference[status.report.reference]!
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
                date("Working day before the last day", "working_day_before"),
                Column(title: "Addressee", key: "addressee"),
                Column(title: "Addressees", key: "addressees", kind: .number),
                Column(title: "Answered", key: "answered", kind: .number),
                date("Original last day", "original_last_day"),
                date("Date printed in the report", "printed_date"),
                Column(title: "Extension", key: "extension"),
                date("Extension asked for", "extension_asked"),
                date("Extension granted", "extension_granted"), date("Extended to", "extended_to"),
                date("Extension refused", "extension_refused"),
                date("In court from", "suspended_from"), date("In court to", "suspended_to"),
                Column(title: "Days in court", key: "days_in_court", kind: .number),
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
                    status.daysLeft.map { .number($0) } ?? .empty,
                    Cell(status.duty.clock?.workingDayBefore),
                    Cell(status.addressee), .number(answers(status).statuses.count),
                    .number(answers(status).answered), Cell(status.duty.clock?.originalLastDay),
                    Cell(response.printedDate), Cell(status.extensionState.word),
                    Cell(status.known(response.extensionAsked)),
                    Cell(status.known(response.extensionGranted)),
                    Cell(status.known(response.extensionGranted) == nil ? nil : response.extendedTo),
                    Cell(status.known(response.extensionRefused)),
                    Cell(status.known(response.suspendedFrom)), Cell(status.known(response.suspendedTo)),
                    status.duty.clock.map { .number($0.daysInCourt) } ?? .empty,
                ]
            })
    }
}

extension ResponseStatus {
    /// What to do about a last day on which nobody works, while there is time.
    var dayOff: String? {
        guard state == .running, let clock = duty.clock, let before = clock.workingDayBefore else {
            return nil
        }
        let holiday = BankHoliday.on(clock.lastDay).map { "a bank holiday (\($0.title))" }
        let day = holiday ?? (clock.lastDay.weekday == .sunday ? "a Sunday" : "a Saturday")
        let act = clock.clock.stop == .commentsPublished ? "publish" : "send the response"
        return "the last day is \(day): \(act) by \(before.weekday.name) \(before.longForm)"
    }

    /// What moved the last day, or may: an extension, days in court, a date printed in the report; a line each. Who answered
    /// for the extension stands in the board's edition.
    func timeMoved(in frame: PaperContext) -> [String] {
        guard let clock = duty.clock else { return [] }
        var lines: [String] = []
        if clock.clock.printedDate != .none, response.printedDate != nil {
            lines.append("the last day is printed in the report")
        }
        let by =
            frame.audience == .board ? response.words[.extensionBy].map { " by \(frame.text($0))" } ?? "" : ""
        switch extensionState {
        case .none: break
        case .asked(let day): lines.append("extension asked for on \(day.longForm), not yet answered")
        case .granted(let day, let to):
            lines.append("extension granted\(by) on \(day.longForm): to \(to.longForm)")
        case .refused(let day): lines.append("extension refused\(by) on \(day.longForm)")
        }
        if clock.daysInCourt > 0, let from = response.suspendedFrom {
            let days = clock.daysInCourt.counted("day", "days")
            lines.append(
                response.isSuspended(on: asAt) && response.suspendedTo.map { $0 > asAt } ?? true
                    ? "in court since \(from.longForm): suspended, \(days) added so far"
                    : "in court from \(from.longForm) to \((response.suspendedTo ?? asAt).longForm): \(days) added"
            )
        }
        return lines
    }

    /// What was decided on the time, as the letter says it; nil where nothing was.
    var timeInLetter: String? {
        guard let clock = duty.clock else { return nil }
        var sentences: [String] = []
        switch extensionState {
        case .none: break
        case .asked(let day): sentences.append("More time for this answer was asked for on \(day.longForm).")
        case .granted(let day, _):
            sentences.append("More time for this answer was granted on \(day.longForm).")
        case .refused(let day): sentences.append("More time for this answer was refused on \(day.longForm).")
        }
        if clock.daysInCourt > 0, let from = response.suspendedFrom {
            let days = clock.daysInCourt
            if let to = response.suspendedTo, to <= asAt {
                sentences.append(
                    "Because of the judicial review from \(from.longForm) to \(to.longForm) there \(days == 1 ? "is 1 more day" : "are \(days) more days") for this answer."
                )
            } else {
                sentences.append(
                    "A judicial review has gone on since \(from.longForm), and its days, \(days) so far, are added to the time for this answer."
                )
            }
        }
        guard !sentences.isEmpty else { return nil }
        return sentences.joined(separator: " ") + " The last day for it is \(clock.lastDay.longForm)."
    }

    /// How it stands, in facts; dates after the paper's day are left out.
    func facts(in frame: PaperContext) -> [Fact] {
        let answered = sameAs.map { "with the response to \(frame.title($0)) (\($0))" }
        let moved = timeMoved(in: frame)
        let asked: [(String, String?)] = [
            ("Owed by", addressee), ("State", state.label), ("Asked for by", duty.clock?.clock.law),
            ("Answered", answered), ("Last day", lastDay?.shortForm),
            ("Time", moved.isEmpty ? nil : moved.joined(separator: "; ").capitalizedFirst),
            ("Day", duty.clock.flatMap { clock in day.map { "\($0) of \(clock.length)" } }),
            ("Days late", daysLate.flatMap { $0 > 0 ? String($0) : nil }),
            ("Comments requested", known(response.commentsRequested)?.shortForm),
            ("Letter sent", known(response.letterSent)?.shortForm),
            ("Comments published", commentsPublished?.shortForm), ("Reference", response.reference),
        ]
        return asked.compactMap { label, value in value.map { Fact(label: label, value: $0) } }
    }
}
