public import TrackerDocuments
public import TrackerFigures
public import TrackerModel
public import TrackerRegister
import TrackerValues
public import TransparencyLog

/// The letter that answers a report, drafted from what the register knows.
public struct ResponseLetterPaper: Sendable {
    /// What the paper says about itself.
    public let frame: PaperContext
    /// The letter.
    public let letter: ResponseLetter
    /// Where the response stands.
    public let status: ResponseStatus
    /// What this edition prints of the answers.
    private let printed: [ItemAnswer]
    private let standings: [ItemState]

    /// Asks the register. A report that is answered with another one gets the letter to that one.
    ///
    /// - Parameters:
    ///   - choice: which items it answers one by one, named as they are typed; nil for all, an empty list for none.
    ///   - isDraft: it circulates among those who work at it: what is missing is named in it. The public edition is never a draft.
    /// - Throws: `RuleViolation` for a final letter where the law asks for an answer to each recommendation and one has
    ///   none, naming them all; `NotFound` for an item that isn't the report's.
    public init(
        _ register: Register, _ asked: ReportRecord, choice: [String]? = nil, isDraft: Bool = false,
        frame: PaperContext
    ) throws {
        self.frame = frame
        let known = frame.viewpoint.knownAt
        let day = frame.viewpoint.asAt
        let report = try register.answering(asked, knownAt: known)
        let reports = [report] + (try register.alsoAnswered(by: report.reference, knownAt: known))
        let response = try register.response(to: report.reference, knownAt: known)
        var items: [Item] = []
        let snapshot = try frame.snapshot(of: register)
        for report in reports {
            var scope = Scope()
            scope.report = report.reference
            try snapshot.forEachItem(scope) { items.append($0) }
        }
        var later: [ResponseLetter.OpenedLater] = []
        let ever = try register.snapshot(
            from: Viewpoint(asAt: .distantFuture, knownAt: known, isLatest: false), today: frame.today)
        for report in reports {
            var scope = Scope()
            scope.report = report.reference
            try ever.forEachItem(scope) { item in
                if item.standing.openedOn > day {
                    later.append(.init(reference: item.reference, openedOn: item.standing.openedOn))
                }
            }
        }
        let chosen = try choice.map { try $0.map { try register.item($0) } }
        if let stranger = chosen?.first(where: { item in
            !items.contains { $0.reference == item } && !later.contains { $0.reference == item }
        }) {
            throw NotFound(
                "item of \(report.reference)", stranger.text, nearest: [],
                remedies: [.see(.report(report.reference.text))])
        }
        let visible = items.filter { frame.shows($0.standing) }
        standings = visible.map(\.standing)
        func answers(
            _ items: [Item], _ words: (ItemAct, WordName, Int64) throws -> String?
        ) throws -> [ItemAnswer] {
            try items.map { item in
                try ItemAnswer(
                    item, try register.history(of: item.reference, knownAt: known),
                    children: items.filter { $0.parent == item.reference }, asAt: day,
                    words: words, name: { frame.name($0) }, boardName: { frame.boardName($0) },
                    reportName: { frame.title($0) })
            }
        }
        let whole = try answers(items) { _, name, seq in try register.standingWords(seq, name) }
        let answered = Set(whole.filter(\.isAnswered).map(\.reference))
        let edited = try answers(visible.map { frame.item($0) }) { act, name, seq in
            try register.standingWords(seq, name).flatMap { frame.words($0, name, of: act, in: seq) }
        }.map { answer in
            var answer = answer
            if !answer.isAnswered, answered.contains(answer.reference) {
                answer.reasons.append(Self.unpublished)
            }
            return answer
        }
        var shown = response
        shown.words = response.words.mapValues { frame.text($0) }
        let start = try register.responseStart(knownAt: known)
        status = ResponseStatus(
            report: report, response: response, sameAs: nil, start: start, asAt: day,
            clocks: try register.clocks(knownAt: known))
        letter = try ResponseLetter(
            of: report.reference,
            rule: ResponseRule(for: report.details, start: start, clock: response.clock),
            body: frame.body,
            subjects: try reports.map { report in
                ResponseLetter.Subject(
                    title: frame.text(report.title), publisher: report.details.publisher,
                    published: report.details.published,
                    grades: try register.grades(of: report.reference, knownAt: known).map {
                        QuestionGrade(question: frame.text($0.question), grade: $0.grade)
                    })
            }, date: response.letterSent ?? day, response: shown, answers: whole,
            choice: chosen.map { .only($0) } ?? .all, openedLater: later,
            isDraft: isDraft && frame.audience == .board, time: status.timeInLetter)
        let kept = Set(letter.answers.map(\.reference))
        printed = edited.filter { kept.contains($0.reference) }
    }

    /// What stands where an answer is recorded and nobody said that it may be published.
    private static let unpublished = "What is recorded has not been said to be publishable."

    /// The letter, ready to be drawn. It carries no foot: it goes out as it is.
    public var document: Document {
        var edition = letter
        edition.answers = printed
        return edition.document(
            letterhead: frame.letterhead, marking: frame.marking(of: standings),
            withheld: letter.answers.count - edition.answers.count)
    }

    /// The letter as data: `items` is what it says for each item.
    public var json: JSON {
        var object = frame.json
        let response = letter.response
        object["report"] = .string(status.report.reference.text)
        object["reference"] = response.reference.map { .string($0) } ?? .null
        object["date"] = .string(letter.date.description)
        object["extension"] = status.extensionState.word.map { .string($0) } ?? .null
        object["last_day"] = status.lastDay.map { .string($0.description) } ?? .null
        object["subject"] = .string(letter.subject)
        object["salutation"] = letter.greeting.name.map { .string($0) } ?? .null
        object["law"] = letter.rule.law.map { .string($0) } ?? .null
        object["draft"] = .bool(letter.isDraft)
        object["missing"] = .array(letter.isDraft ? letter.missing.map { .string($0) } : [])
        object["left_out"] = .array(named(letter.leftOut.map(\.reference)))
        object["opened_later"] = .array(named(letter.openedLater.map(\.reference)))
        object["sent_sha256"] = response.sentSHA256.map { .string($0) } ?? .null
        object["addressee"] = response.words[.addressee].map { .string($0) } ?? .null
        object["signatory"] = response.words[.signatory].map { .string($0) } ?? .null
        object["copies"] = .array(letter.copies.map { .string($0) })
        object["enclosures"] = .array(response.lines(.enclosures).map { .string($0) })
        object["grades"] = .array(
            letter.subjects.flatMap(\.grades).map {
                ["question": .string($0.question), "grade": .string($0.grade)]
            })
        object["items"] = .array(
            printed.map { answer in
                [
                    "ref": .string(answer.reference.text), "heading": .string(answer.heading),
                    "text": .string(answer.text), "actions": .array(answer.actions.map { .string($0) }),
                    "reasons": .array(answer.reasons.map { .string($0) }),
                    "owner": answer.owner.map { .string($0) } ?? .null,
                    "board": answer.board.map { .string($0) } ?? .null,
                    "also_boards": .array(answer.alsoBoards.map { .string($0) }),
                ]
            })
        return .object(object)
    }

    /// Those of the items that this edition may name.
    private func named(_ references: [Reference]) -> [JSON] {
        references.compactMap { frame.reference($0) }.map { .string($0.text) }
    }

    /// What whoever drafts should know besides: the items that the letter doesn't answer.
    public var remarks: [String] {
        var remarks: [String] = []
        func list(_ references: [Reference]) -> String { references.map(\.text).joinedInWords }
        if !letter.leftOut.isEmpty {
            remarks.append("The letter doesn't answer \(list(letter.leftOut.map(\.reference))).")
        }
        for item in letter.openedLater {
            remarks.append(
                "\(item.reference) was opened on \(item.openedOn.longForm), after the day of the letter, and isn't in it."
            )
        }
        return remarks
    }

    /// What moved the last day, in sentences.
    private var moved: String {
        status.timeMoved(in: frame).map { " \($0.capitalizedFirst)." }.joined()
    }

    /// One line on how much time there is, for whoever drafts.
    public var reminder: String {
        guard let clock = status.duty.clock, let day = status.day else {
            return letter.rule == .none
                ? "No law that is known here asks for this answer, so no time for it is counted."
                : letter.rule == .section55 || letter.rule == .section55AsEnacted
                    ? "The 56 days of s.55(5A) do not run for this report: \(status.state.label)."
                    : "No time is counted for this answer: \(status.state.label)."
        }
        if let stopped = status.stopped {
            let what =
                clock.clock.stop == .commentsPublished
                ? "The comments were published" : "The response was sent"
            return "\(what) on \(stopped.longForm)."
        }
        let (last, late) = (clock.lastDay, status.daysLate ?? 0)
        guard late == 0 else {
            return "The last day was \(last.longForm): \(late == 1 ? "1 day" : "\(late) days") late.\(moved)"
        }
        let dayOff = status.dayOff.map { "; \($0)" } ?? ""
        return "Day \(day) of \(clock.length); the last day is \(last.longForm)\(dayOff).\(moved)"
    }
}
