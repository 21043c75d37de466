import TrackerModel
import TrackerRegister
import TrackerSheets
public import TrackerValues

// A sheet given again after it was changed: what differs from the register, and only that, is recorded.

/// Something that a sheet says otherwise than the register.
public struct ImportDifference: Equatable, Sendable {
    /// The sheet's row.
    public let row: Int
    /// The item.
    public let reference: Reference
    /// The field that differs.
    public let field: ImportField
    /// What the register has; empty for nothing.
    public let was: String
    /// What the sheet has.
    public let becomes: String
}

/// What was found of one item, and recorded; and the steps back that nobody allowed.
struct FoundDifferences {
    let row: Int
    let reference: Reference
    private(set) var differences: [ImportDifference] = []
    var stepsBack: [ImportDifference] = []

    init(_ row: ImportedRow, _ reference: Reference) {
        (self.row, self.reference) = (row.number, reference)
    }

    func difference(_ field: ImportField, _ was: String?, _ becomes: String) -> ImportDifference {
        ImportDifference(row: row, reference: reference, field: field, was: was ?? "", becomes: becomes)
    }

    /// Notes a difference that is recorded.
    mutating func add(_ field: ImportField, _ was: String?, _ becomes: String) {
        differences.append(difference(field, was, becomes))
    }

    /// Notes a difference where there is one. - Returns: whether there is.
    mutating func compare(_ field: ImportField, _ was: String?, _ becomes: String?) -> Bool {
        guard let becomes, was?.plain != becomes.plain else { return false }
        add(field, was, becomes)
        return true
    }
}

extension Writer {
    /// Records what a row says otherwise than the register, as of the session's day.
    ///
    /// What no act changes (an item's text, its numbers, its kind) is kept as a note, once. A blank cell says
    /// nothing; nor does one that says what the sheet said before.
    func update(
        _ reference: Reference, from row: ImportedRow, _ reading: ImportReading
    ) throws(Problem) -> FoundDifferences {
        func attempt<Result>(_ field: ImportField, _ body: () throws -> Result) throws(Problem) -> Result {
            do { return try body() } catch { throw row.problem(field, error) }
        }
        let history = try attempt(.ref) { try currentHistory(of: reference) }
        let recorded = try attempt(.note) { try RecordedLines(history, register) }
        let standing = history.now
        var found = FoundDifferences(row, reference)
        try bringOwners(reference, row, standing, reading, &found)
        try bringDue(reference, row, history, recorded, reading, &found)
        let tags = Set(row.list(.tag))
        if !tags.isEmpty,
            found.compare(.tag, standing.tags.joined(separator: "; "), tags.sorted().joined(separator: "; "))
        {
            let gone = standing.tags.filter { !tags.contains($0) }
            let new = tags.subtracting(standing.tags).sorted()
            try attempt(.tag) {
                if !gone.isEmpty { try record(.tag(gone, remove: true), on: reference) }
                if !new.isEmpty { try record(.tag(new, remove: false), on: reference) }
            }
        }
        let assessed = try assess(reference, row, unlike: standing)
        for (field, was) in [(ImportField.risk, standing.risk), (.delay, standing.delay), (.control, nil)]
        where assessed.contains(field) {
            found.add(field, was, row[field] ?? "")
        }
        if let marking = row.name(.marking).map({ Marking($0).description }),
            found.compare(.marking, standing.marking, marking)
        {
            try attempt(.marking) { _ = try record(.mark(marking), on: reference) }
        }
        try bringStatus(reference, row, standing, recorded, reading, &found)
        try bringProgress(reference, row, recorded, reading, &found)
        try keepAsNotes(reference, row, history, recorded, &found)
        return found
    }

    private func bringOwners(
        _ reference: Reference, _ row: ImportedRow, _ standing: ItemState, _ reading: ImportReading,
        _ found: inout FoundDifferences
    ) throws(Problem) {
        func attempt<Result>(_ field: ImportField, _ body: () throws -> Result) throws(Problem) -> Result {
            do { return try body() } catch { throw row.problem(field, error) }
        }
        let plan = reading.plan
        let everyone = try attempt(.lead) { try people() }
        func name(_ id: PersonID?) -> String? { everyone.first { $0.id == id }?.name }
        let lead = try attempt(.lead) { try plan.lead(row).map { try person($0) } }
        let support = try attempt(.support) { try plan.support(row).map { try person($0) } }
        let boards = try attempt(.board) {
            try row[.board].map { try reading.plan.boards[$0] ?? [boardReference($0)] } ?? []
        }
        let isVacated = plan.isNobody(row) && standing.lead != nil
        let isLead =
            isVacated
            || lead != nil && lead != standing.lead
        if isLead { found.add(.lead, name(standing.lead), name(lead) ?? row[.lead] ?? "") }
        // A lead's cell that names one person alone says that nobody else supports, where no column does.
        let saysSupport = !support.isEmpty || isLead && !row.fields.contains(.support)
        let isSupport = saysSupport && Set(support) != Set(standing.supporting)
        if isSupport {
            let before = standing.supporting.compactMap(name).joined(separator: "; ")
            let after = support.compactMap(name).joined(separator: "; ")
            if !isLead { found.add(.support, before, after) }
        }
        let (board, others) = (boards.first, Array(boards.dropFirst()))
        let isOverseer = board != nil && board != standing.board
        // The boards that a cell doesn't name it may still be before: a sheet that knows one board takes none away.
        let added = others.filter { !standing.alsoBoards.contains($0) }
        let otherBoards = OtherBoards(
            added: added,
            taken: others.isEmpty ? [] : standing.alsoBoards.filter { !boards.contains($0) })
        let isBoard = isOverseer || !otherBoards.isEmpty
        if isBoard {
            let before = [standing.board].compactMap { $0 } + standing.alsoBoards
            found.add(
                .board, before.isEmpty ? nil : before.map(\.text).joined(separator: "; "),
                boards.map(\.text).joined(separator: "; "))
        }
        guard isLead || isSupport || isBoard else { return }
        try attempt(.lead) {
            _ = try record(
                .assign(
                    lead: isLead ? .set(lead) : .keep, supporting: isSupport ? support : nil,
                    board: isOverseer ? .set(board) : .keep, otherBoards: otherBoards), on: reference)
        }
    }

    /// A deadline that the sheet says otherwise than it did: the date as a revision, else the words.
    private func bringDue(
        _ reference: Reference, _ row: ImportedRow, _ history: ItemHistory, _ recorded: RecordedLines,
        _ reading: ImportReading, _ found: inout FoundDifferences
    ) throws(Problem) {
        let standing = history.now
        do {
            let published = try report(history.origin.report).details.published.day
            let said = ImportedDue(row, published: published)
            let words = try standing.deadline.flatMap { try register.words(of: $0)[.deadline] }
            let heading = row.heading(said.field)
            let before = recorded.last("\(heading) in the sheet: ") ?? words
            let isSaidBefore =
                said.text.map { $0.plain == before?.plain } ?? (said.words?.plain == before?.plain)
            let becomes = said.text ?? said.words ?? ""
            let isFirstDate = before == nil && said.original != nil && said.original == standing.originalDue
            if let due = said.due, due != standing.due {
                // The first date again, of an item whose date was moved since, is no news.
                if said.revised == nil, isSaidBefore || isFirstDate { return }
                let field = said.revised == nil ? said.field : row.fields.contains(.due) ? .due : said.field
                found.add(field, standing.due?.description ?? before, due.description)
                if standing.stage.isLive {
                    var told: Words = [.reason: "Changed in \(row.file), row \(row.number)"]
                    if said.words != nil || words != nil { told[.deadline] = becomes }
                    try record(.due(due, .set), on: reference, words: told)
                } else {
                    try keepDeadline(becomes, heading, reference)
                }
                return
            }
            guard !becomes.isEmpty, !isSaidBefore, !isFirstDate, said.words != nil || said.revised != nil,
                before != nil || said.original != standing.originalDue
            else { return }
            found.add(said.field, before ?? standing.originalDue?.description, becomes)
            if standing.stage.isLive, said.revised == nil {
                try record(
                    .due(standing.due, .set), on: reference,
                    words: [.reason: "Changed in \(row.file), row \(row.number)", .deadline: becomes])
            } else {
                try keepDeadline(becomes, heading, reference)
            }
        } catch { throw row.problem(.due, error) }
    }

    private func keepDeadline(_ text: String, _ heading: String, _ reference: Reference) throws {
        try record(
            .note(isInternal: false), on: reference, words: [.note: "\(heading) in the sheet: \(text)"])
    }

    private func bringStatus(
        _ reference: Reference, _ row: ImportedRow, _ standing: ItemState, _ recorded: RecordedLines,
        _ reading: ImportReading, _ found: inout FoundDifferences
    ) throws(Problem) {
        let words = row.name(.status)
        let before = recorded.last(Self.statusNote)
        if let words, words == before?.plain { return }
        guard let status = try status(of: row, reading) else { return }
        let stages = Stage.allCases
        guard let from = stages.firstIndex(of: standing.stage), let to = stages.firstIndex(of: status.stage)
        else { return }
        if to < from {
            let step = found.difference(.status, standing.label, words ?? status.words)
            guard reading.options.allowsStepBack(reference),
                try stepBack(reference, to: status.stage, from: standing.stage, row, words)
            else { return found.stepsBack.append(step) }
            return found.add(.status, standing.label, words ?? status.words)
        }
        if try advance(reference, to: row, reading) {
            let now: ItemState
            do { now = try currentHistory(of: reference).now } catch { throw row.problem(.status, error) }
            _ = found.compare(.status, standing.label, now.label)
        } else if let words, before != nil {
            // Other words for the same stage.
            found.add(.status, before, words)
            do {
                try record(.note(isInternal: false), on: reference, words: [.note: Self.statusNote + words])
            } catch { throw row.problem(.status, error) }
        }
    }

    /// Takes an item back to where the sheet has it. - Returns: false where no act leads there.
    private func stepBack(
        _ reference: Reference, to stage: Stage, from: Stage, _ row: ImportedRow, _ words: String?
    ) throws(Problem) -> Bool {
        let act: ItemAct
        switch (from, stage) {
        case (.closed, .open): act = .reopen(to: .open)
        case (.closed, .inProgress): act = .reopen(to: .inProgress)
        case (.assured, .inProgress), (.pendingSignOff, .inProgress): act = .return
        default: return false
        }
        do {
            try record(
                act, on: reference, words: [.reason: "It stands so in \(row.file), row \(row.number)"])
            if let words {
                try record(.note(isInternal: false), on: reference, words: [.note: Self.statusNote + words])
            }
        } catch { throw row.problem(.status, error) }
        return true
    }

    private func bringProgress(
        _ reference: Reference, _ row: ImportedRow, _ recorded: RecordedLines, _ reading: ImportReading,
        _ found: inout FoundDifferences
    ) throws(Problem) {
        let new = recorded.new(in: row[.progress])
        let standing: ItemState
        do { standing = try currentHistory(of: reference).now } catch { throw row.problem(.complete, error) }
        let heading = "\(row.heading(.complete)): "
        let isWorked = standing.stage == .inProgress || standing.stage == .pendingSignOff
        let noted = recorded.last(heading)
        var complete: Int?
        if let text = row[.complete] {
            let percent = row.percent(.complete)
            if isWorked, let percent {
                if percent != standing.complete, noted?.plain != text.plain { complete = percent }
            } else if noted?.plain != text.plain, noted != nil || percent != standing.complete {
                complete = percent ?? 0
            }
        }
        guard new != nil || complete != nil else { return }
        if complete != nil {
            found.add(.complete, noted ?? standing.complete.map { "\($0)%" }, row[.complete] ?? "")
        }
        if let new { found.add(.progress, recorded.lastProgress?.updateLines.last, new) }
        try takeProgress(new, complete: complete, of: reference, row, reading)
    }

    private func keepAsNotes(
        _ reference: Reference, _ row: ImportedRow, _ history: ItemHistory, _ recorded: RecordedLines,
        _ found: inout FoundDifferences
    ) throws(Problem) {
        do {
            let origin = history.origin
            let text = try register.words(of: history.now.text)[.text]
            let kind = row.name(.kind).flatMap { try? kindName($0) }
            let fixed: [(ImportField, String?, String?)] = [
                (.text, text, row[.text]), (.kind, origin.kind, kind),
                (.number, origin.number, row.name(.number)),
                (.externalNumber, origin.externalNumber, row.name(.externalNumber)),
                (.question, origin.question, row.name(.question)),
                (
                    .addressee,
                    history.now.addressees.isEmpty
                        ? origin.addressee : history.now.addressees.map(\.name).joined(separator: "; "),
                    row.list(.addressee).isEmpty ? nil : row.list(.addressee).joined(separator: "; ")
                ),
                (.priority, origin.priority, row.name(.priority)),
            ]
            for (field, was, becomes) in fixed {
                let start = "\(field.rawValue) in the sheet: "
                guard let becomes, found.compare(field, recorded.last(start) ?? was, becomes) else {
                    continue
                }
                try record(.note(isInternal: false), on: reference, words: [.note: start + becomes])
            }
            if let new = recorded.new(in: row.notes) {
                found.add(.note, nil, new)
                try record(.note(isInternal: false), on: reference, words: [.note: new])
            }
            for (heading, note) in row.kept {
                let start = "\(heading): "
                let value = String(note.dropFirst(start.count))
                guard recorded.isNews(value, under: start) else { continue }
                found.add(.keep, recorded.last(start), value)
                try record(.note(isInternal: true), on: reference, words: [.note: note])
            }
        } catch { throw row.problem(.note, error) }
    }
}

extension RecordedLines {
    /// Whether a kept column says something else than when it was last kept, by itself or among others.
    fileprivate func isNews(_ value: String, under start: String) -> Bool {
        for note in notes.reversed() {
            if note.hasPrefix(start) || note.contains("\n" + start) {
                return !note.contains(start + value)
            }
        }
        return true
    }
}
