import TrackerModel
import TrackerRegister
import TrackerSheets
import TrackerValues

// The questions that a sheet leaves open: asked once for each value of a column.

/// Reads all rows before anything is written, and gathers what they leave open.
struct ImportQuestions {
    let rows: ImportedRows
    let answers: ImportAnswers
    let statuses: StatusWords
    private(set) var plan: ImportPlan
    private var dates: [ImportField: DistinctWords] = [:]
    private var written: [String: WrittenDate?] = [:]
    /// A date that has the day first, of each field that has any.
    private var dayFirst: [ImportField: String] = [:]
    private var percents = DistinctWords()
    private var statusWords = DistinctWords()
    private var closedWithoutReason = DistinctWords()
    private var withoutSuccessor = DistinctWords()
    private var withoutReason = DistinctWords()
    private(set) var kinds = DistinctWords()
    private(set) var boards = DistinctWords()
    private(set) var people: [ImportField: DistinctWords] = [:]
    private var reports = DistinctWords()

    private static let dateFields: Set<ImportField> = [
        .published, .due, .dueOriginal, .opened, .started, .submitted, .assured, .closed, .updated, .deadline,
    ]
    private static let deadlines: Set<ImportField> = [.due, .dueOriginal, .deadline]

    init(_ rows: ImportedRows, answers: ImportAnswers, statuses: StatusWords, plan: ImportPlan) {
        (self.rows, self.answers, self.statuses, self.plan) = (rows, answers, statuses, plan)
    }

    // MARK: - Reading

    /// Takes note of what one item's row says.
    mutating func see(_ row: ImportedRow, _ index: Int) {
        if let title = plan.reportTitle(row, index) { reports.see(title.lowercased(), in: index) }
        for (column, field) in row.fields.enumerated() {
            let cell = row.cells[column]
            guard !cell.isBlank else { continue }
            switch field {
            case _ where Self.dateFields.contains(field): see(date: cell, field, index)
            case .complete:
                if cell.percent == nil { percents.see(cell.text, in: index) }
            case .status: see(status: cell.text.plain, row, index)
            case .kind: kinds.see(cell.text.plain, in: index)
            case .board: boards.see(cell.text, in: index)
            case .lead, .support: people[field, default: DistinctWords()].see(cell.text, in: index)
            case .ref, .number, .externalNumber, .parent:
                if let sentence = cell.turnedIntoDate { add(row.problem(field, sentence)) }
            default: break
            }
        }
    }

    private mutating func see(date cell: SheetCell, _ field: ImportField, _ index: Int) {
        if case .date = cell { return }
        if case .number = cell, cell.day(since: rows.sheet.epoch) != nil { return }
        let words = cell.text
        if Day(iso: words) != nil { return }
        let read: WrittenDate?
        if let known = written[words] {
            read = known
        } else {
            read = rows.dates[field].written(words)
            written[words] = .some(read)
        }
        if case .day = read {
            if words.hasDayFirst { dayFirst[field] = words }
            return
        }
        dates[field, default: DistinctWords()].see(words, in: index)
    }

    private mutating func see(status words: String, _ row: ImportedRow, _ index: Int) {
        statusWords.see(words, in: index)
        guard let status = statuses.status(words) ?? (ImportedStatus.proposal(words)), status.stage == .closed
        else { return }
        if status.closedAs == nil, row[.closedAs] == nil {
            closedWithoutReason.see(words, in: index)
        } else if status.closedAs == .superseded, status.successor == nil, row[.successor] == nil,
            row.name(.reason).map({ Reference(printed: $0) == nil || $0.contains(" ") }) ?? true
        {
            withoutSuccessor.see(words, in: index)
        } else if status.closedAs == .noFurtherAction || status.closedAs == .notAccepted,
            row[.reason] == nil, row[.progress] == nil, row.notes.isEmpty
        {
            withoutReason.see(words, in: index)
        }
    }

    // MARK: - Asking

    mutating func ask(
        _ field: ImportField, _ words: String, _ indices: [Int], _ sentence: String, proposal: String?,
        remedies: [Remedy], accepted: String? = nil
    ) {
        let numbers = indices.map { rows[$0].number }
        let ending = proposal.map { " Proposed: \($0)." } ?? ""
        let place = numbers.count > 1 ? " (\(numbers.rowsTold))" : ""
        plan.questions.append(
            ImportPlan.Question(
                field: field, words: words, rows: numbers, sentence: sentence, proposal: proposal,
                problem: rows[indices[0]].problem(
                    field, "\(sentence)\(place)\(sentence.hasSuffix(".") ? "" : ".")\(ending)",
                    accepted: accepted,
                    remedies: remedies + (proposal == nil ? [] : [.answerSheet(.asProposed)]),
                    alsoIn: numbers)))
    }

    /// Something wrong with one cell, for which nothing can be proposed.
    mutating func add(_ problem: Problem) {
        plan.questions.append(
            ImportPlan.Question(
                field: .ref, words: "", rows: [problem.place?.row ?? 0], sentence: problem.sentence,
                proposal: nil, problem: problem))
    }

    mutating func tell(_ field: ImportField, _ words: String, _ indices: [Int], _ meaning: String) {
        plan.readings.append(
            ImportPlan.Reading(
                heading: rows.heading(of: field), words: words, meaning: meaning,
                rows: indices.map { rows[$0].number }))
    }

    /// Asks all that the rows left open, but what only the register can answer.
    mutating func ask() {
        for field in ImportField.allCases {
            if let words = dates[field] { ask(dates: words, field) }
        }
        for words in percents.order {
            let indices = percents.rows[words] ?? []
            let read = SheetCell.text(words).percentInWords ?? rows[indices[0]].percent(.complete)
            let error = InvalidValue(
                what: "percentage", given: words.trimmed, expected: SheetCell.percentForms)
            ask(
                .complete, words, indices, "\(error)",
                proposal: read.map { "\($0)%" } ?? "kept as an internal note", remedies: [])
        }
        for words in statusWords.order where statuses.status(words) == nil {
            ask(
                .status, words, statusWords.rows[words] ?? [],
                "\"\(words)\" is no status: give one of \(StatusWords.accepted)",
                proposal: ImportedStatus.proposal(words).map(\.words), remedies: [.mapStatus(words)])
        }
        for words in closedWithoutReason.order {
            ask(
                .status, words, closedWithoutReason.rows[words] ?? [],
                "\"\(words)\" is closed, but nothing says why: give a column closed_as with one of \(CloseReason.allCases.map(\.label).joined(separator: ", ")), or write \"closed - implemented\" and so on",
                proposal: "closed - implemented, on the sheet's word", remedies: [.mapStatus(words)])
        }
        for words in withoutSuccessor.order {
            ask(
                .status, words, withoutSuccessor.rows[words] ?? [],
                "\"\(words)\" names no item and no report that takes its place: write \"Superseded by REFERENCE\", or give a column successor",
                proposal: "closed - no further action, with these words as its reason", remedies: [])
        }
        for words in withoutReason.order {
            tell(
                .status, words, withoutReason.rows[words] ?? [],
                "closed without an explanation: no reason, note or update gives one")
        }
    }

    private mutating func ask(dates words: DistinctWords, _ field: ImportField) {
        let heading = rows.heading(of: field)
        let rules = answers.dates.rules(of: heading)
        let monthFirst = words.order.filter {
            if case .monthFirst = written[$0] ?? nil { true } else { false }
        }
        for word in words.order {
            let indices = words.rows[word] ?? []
            switch written[word] ?? nil {
            case .day: continue
            case .eitherOrder(let day, let other):
                // What was said of every column isn't taken for one that shows the other order.
                let isMonthSaid = rules.contains(.monthFirst)
                guard let witness = isMonthSaid ? dayFirst[field] : monthFirst.first,
                    isMonthSaid || !rules.contains(.dayFirst), !answers.dates.ordersAlone(heading)
                else { continue }
                let ways = ["month-first", "day-first"].map {
                    isMonthSaid ? "\(heading)=\($0)" : $0
                }
                ask(
                    field, word, indices,
                    "\"\(word)\" in \(heading) could be \(day.longForm) or \(other.longForm): \"\(witness)\" in that column has the \(isMonthSaid ? "day" : "month") first",
                    proposal: nil, remedies: [.answerSheet(.dates(ways))])
            case .monthFirst(let day):
                guard !rules.contains(.monthFirst) else { continue }
                ask(
                    field, word, indices, "\"\(word)\" in \(heading) has the month first: \(day.longForm)",
                    proposal: nil, remedies: [.answerSheet(.dates(["month-first"]))])
            case .part(let part) where field == .published:
                tell(field, word, indices, "\(part)")
            case .part(let part) where part.precision == .month:
                if rules.contains(.endOfMonth) || rules.contains(.firstOfMonth) {
                    tell(field, word, indices, WrittenDate.part(part).day(rules)?.longForm ?? "")
                } else {
                    ask(
                        field, word, indices, "\"\(word)\" in \(heading) is a month",
                        proposal: "its last day, \(part.lastDay.longForm)",
                        remedies: [.answerSheet(.dates(["end-of-month", "first-of-month"]))])
                }
            case .end(let day): tell(field, word, indices, day.longForm)
            case .moved(let from, let to) where Self.deadlines.contains(field):
                let days = [from, to].map { $0.day(rows.dates[field].rules)?.longForm ?? "no date" }
                tell(field, word, indices, "first \(days[0]), now \(days[1])")
            case .words where Self.deadlines.contains(field):
                tell(field, word, indices, "the words of the deadline, without a date")
            case .part, .moved, .words, nil: askUnread(word, field, indices, heading)
            }
        }
    }

    /// Words in a column of dates that name none.
    private mutating func askUnread(
        _ word: String, _ field: ImportField, _ indices: [Int], _ heading: String
    ) {
        if Self.deadlines.contains(field) {
            if let day = Day(iso: "2000-01-01"), DeadlineWords.day(from: word, published: day) != nil {
                return tell(
                    field, word, indices,
                    "counted from the day of the report's publication, where that is known")
            }
            if field == .deadline {
                return tell(field, word, indices, "the words of the deadline, without a date")
            }
        }
        let error = InvalidValue(what: "date", given: word.trimmed, expected: SheetCell.dayForms)
        if field == .published {
            return ask(
                field, word, indices, "\(error)", proposal: nil, remedies: [.answerSheet(.published)])
        }
        ask(
            field, word, indices, "\(error)",
            proposal: Self.deadlines.contains(field)
                ? "kept as the words of the deadline, without a date" : "kept as an internal note",
            remedies: [])
    }
}

extension ImportQuestions {
    /// Keeps in the plan which rows name which report and which people.
    mutating func keepWhatIsNamed() {
        let (reports, people) = (reports, people)
        withPlan { plan in
            plan.reports = reports
            plan.peopleWords = people
        }
    }

    /// Changes the plan by what only the register knows.
    mutating func withPlan(_ body: (inout ImportPlan) -> Void) { body(&plan) }
}
