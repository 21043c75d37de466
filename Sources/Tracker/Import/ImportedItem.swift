import TrackerModel
import TrackerRegister
import TrackerSheets
import TrackerValues

// A row that becomes an item: what it is and where it comes from, whose it is, and what is kept with it.

extension Writer {
    /// Adds the item of a row.
    func take(
        _ row: ImportedRow, as reference: Reference, _ report: Reference, _ reading: ImportReading
    ) throws(Problem) {
        let plan = reading.plan
        @discardableResult
        func attempt<Result>(_ field: ImportField, _ body: () throws -> Result) throws(Problem) -> Result {
            do { return try body() } catch { throw row.problem(field, error) }
        }
        let kind = row.name(.kind).map { plan.kinds[$0] ?? $0 } ?? "recommendation"
        var origin = ItemOrigin(report: report, kind: kind, force: row.name(.force) ?? "")
        let printed = row.name(.ref).flatMap { $0 == reference.text ? nil : $0 }
        origin.number = row.name(.number) ?? printed
        origin.externalNumber = row.name(.externalNumber)
        origin.question = row.name(.question)
        origin.addressee = row.list(.addressee).first
        origin.priority = row.name(.priority)
        origin.marking = row.name(.marking).map { Marking($0).description }
        guard let text = row[.text] else { throw row.problem(.text, "The item has no text.") }
        let details = try attempt(.report) { try self.report(report).details }
        let due = ImportedDue(row, published: details.published.day)
        origin.due = due.original ?? due.revised
        // An item was there from the day its report was published, unless something else is said. Where the row
        // tells its course, the session's day is that of its status, not that of its opening.
        let isToday = session.on == nil && session.meeting == nil
        var opened = row.day(.opened)
        if opened == nil, isToday || row.tellsCourse {
            opened = details.published.lastDay <= today ? details.published.lastDay : nil
        }
        origin.parent = try attempt(.parent) { try row.name(.parent).map { try parent($0) } }
        origin.kind = try attempt(.kind) { try kindName(kind) }
        try attempt(.ref) {
            try add(reference, origin, text: text, deadline: due.words, openedOn: opened)
        }
        let lead = try attempt(.lead) { try plan.lead(row).map { try person($0) } }
        let supporting = try attempt(.support) { try plan.support(row).map { try person($0) } }
        let boards = try attempt(.board) {
            try (row[.board] ?? defaultBoard()).map { try plan.boards[$0] ?? [boardReference($0)] } ?? []
        }
        if lead != nil || !supporting.isEmpty || !boards.isEmpty {
            try attempt(.lead) {
                try record(
                    .assign(
                        lead: lead.map { .set($0) } ?? .keep,
                        supporting: supporting.isEmpty ? nil : supporting,
                        board: boards.first.map { .set($0) } ?? .keep,
                        otherBoards: OtherBoards(added: Array(boards.dropFirst()))), on: reference,
                    day: opened)
            }
        }
        let tags = row.list(.tag)
        for other in row.list(.addressee).dropFirst() {
            try attempt(.addressee) { try record(.addressee(other, .added), on: reference, day: opened) }
        }
        if !tags.isEmpty {
            try attempt(.tag) { try record(.tag(tags, remove: false), on: reference, day: opened) }
        }
        try assess(reference, row, day: opened)
        let sheetsDay = try attempt(.ref) { try effectiveDay() }
        let day = row.wordsDay(sheetsDay, from: opened ?? sheetsDay)
        if let revised = due.revised, revised != origin.due {
            // Ahead of the day on which it was closed: nothing can be moved after that.
            let last = [row.day(.closed), day].compactMap { $0 }.min() ?? day
            try attempt(due.field) {
                try record(
                    .due(revised, .set), on: reference,
                    words: [.reason: "\(row.heading(.due)) in \(row.file), row \(row.number)"],
                    day: max(last, opened ?? last))
            }
        }
        var kept = row.kept.map(\.note)
        if let printed, row.name(.number) != nil { kept.append("\(row.heading(.ref)): \(printed)") }
        kept += row.undatedWords
        for (note, isInternal) in [(row.notes, false)] + kept.map({ ($0, true) }) where !note.isEmpty {
            try attempt(.note) {
                try record(.note(isInternal: isInternal), on: reference, words: [.note: note], day: day)
            }
        }
    }

    /// Records what a row says of local risk, delay and controls, as far as it is news.
    @discardableResult
    func assess(
        _ reference: Reference, _ row: ImportedRow, day: Day? = nil, unlike standing: ItemState? = nil
    ) throws(Problem) -> Set<ImportField> {
        do {
            let typed = try assessment(
                risk: row.name(.risk).map { .set($0) } ?? .keep,
                delay: row.name(.delay).map { .set($0) } ?? .keep)
            guard case .assess(var risk, var delay) = typed else { return [] }
            if risk == .set(standing?.risk) { risk = .keep }
            if delay == .set(standing?.delay) { delay = .keep }
            var words: Words = [:]
            let known = try standing?.control.flatMap { try register.words(of: $0)[.control] }
            if let control = row[.control], control.plain != known?.plain { words[.control] = control }
            let news: [(ImportField, Bool)] = [
                (.risk, risk != .keep), (.delay, delay != .keep), (.control, words[.control] != nil),
            ]
            let fields = Set(news.filter(\.1).map(\.0))
            if !fields.isEmpty {
                try record(.assess(risk: risk, delay: delay), on: reference, words: words, day: day)
            }
            return fields
        } catch { throw row.problem(.risk, error) }
    }

    private func parent(_ typed: String) throws -> Reference {
        if let made = Reference(printed: typed), let known = try register.storedReference(made.folded) {
            return known
        }
        return try register.item(typed)
    }

    /// The next number of a report that no item has.
    func nextReference(
        of report: Reference, for row: ImportedRow, _ numbers: inout [Reference: Int]
    ) throws(Problem) -> Reference {
        while true {
            numbers[report, default: 0] += 1
            let reference = Reference(stored: "\(report.text)-\(numbers[report] ?? 0)")
            if try stored(reference, for: row) == nil { return reference }
        }
    }

    /// The reference as registered; nil when there is no such item. A disk that fails is no free reference.
    func stored(_ reference: Reference, for row: ImportedRow) throws(Problem) -> Reference? {
        do { return try register.storedReference(reference.folded) } catch {
            throw row.problem(.ref, error)
        }
    }
}

extension ImportedRow {
    /// Words in columns of the item's course that name no day, each with its heading: they are kept as notes.
    var undatedWords: [String] {
        [ImportField.opened, .started, .submitted, .assured, .closed, .updated].compactMap { field in
            guard let text = self[field], day(field) == nil else { return nil }
            return "\(heading(field)): \(text)"
        }
    }
}
