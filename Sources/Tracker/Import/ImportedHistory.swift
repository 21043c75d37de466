import TrackerModel
import TrackerRegister
import TrackerSheets
import TrackerValues

// How an imported item comes to stand where its sheet says: by the acts that lead there, on the days the sheet gives.

extension Writer {
    /// One act on the way, and the field that it comes from.
    fileprivate struct ImportStep {
        let field: ImportField
        let act: ItemAct
        var words: Words = [:]
        var by: PersonID?
        let day: Day?
    }

    /// Brings an item to where its row says that it stands.
    ///
    /// A day that the sheet doesn't give is that of the next act that has one; where none has, the day of the
    /// import. That it is assured or implemented is the sheet's word and no more, unless there is evidence and
    /// whoever takes the sheet in may assure the item themself.
    ///
    /// - Returns: whether anything was recorded.
    @discardableResult
    func bring(
        _ reference: Reference, to row: ImportedRow, statuses: StatusWords
    ) throws(Problem) -> Bool {
        guard let words = row.name(.status) else { return try bringByDates(reference, row) }
        guard let status = statuses.status(words) else {
            throw row.problem(
                .status,
                "\"\(words)\" is no status: give one of \(StatusWords.accepted).",
                remedies: [.mapStatus(words)])
        }
        return try bring(reference, to: status, row, words: words)
    }

    /// Without a status the days alone tell: what has a day has happened.
    private func bringByDates(_ reference: Reference, _ row: ImportedRow) throws(Problem) -> Bool {
        let stages: [(ImportField, Stage)] = [
            (.closed, .closed), (.assured, .assured), (.submitted, .pendingSignOff), (.started, .inProgress),
        ]
        for (field, stage) in stages where try row.day(field) != nil {
            return try bring(reference, to: ImportedStatus(stage), row, words: nil)
        }
        return false
    }

    private func bring(
        _ reference: Reference, to status: ImportedStatus, _ row: ImportedRow, words: String?
    ) throws(Problem) -> Bool {
        func attempt<Result>(_ field: ImportField, _ body: () throws -> Result) throws(Problem) -> Result {
            do { return try body() } catch { throw row.problem(field, error) }
        }
        let standing = try attempt(.ref) { try currentHistory(of: reference) }.now
        let stages = Stage.allCases
        guard let from = stages.firstIndex(of: standing.stage), let to = stages.firstIndex(of: status.stage)
        else { return false }
        if to == from { return false }
        if to < from {
            throw row.problem(
                .status,
                "It is \(standing.stage.label) in the register, and \(status.stage.label) in the sheet: a step back is recorded by itself, with its reason (return, reopen)."
            )
        }
        var steps = try steps(to: status, standing, row).filter { step in
            guard let place = step.stage.flatMap({ stages.firstIndex(of: $0) }) else { return true }
            return place > from
        }
        if let words {
            steps.append(
                ImportStep(
                    field: .status, act: .note(isInternal: false),
                    words: [.note: "Status in the sheet: \(words)"],
                    day: nil))
        }
        var days: [Day] = []
        var next = try attempt(.status) { try effectiveDay() }
        // What the sheet said stands beside the last act.
        next = steps.last { $0.stage != nil }?.day ?? next
        for step in steps.reversed() {
            next = step.day ?? next
            days.append(next)
        }
        for (step, day) in zip(steps, days.reversed()) {
            try attempt(step.field) {
                if step.act == .assureOnWord, try vouch(for: reference, step, on: day) { return }
                try record(
                    step.act, on: reference, words: step.words, day: day, by: step.by, told: .importRows)
            }
        }
        return true
    }

    /// Assures the item in the name of whoever takes the sheet in. - Returns: false where they may not.
    private func vouch(for reference: Reference, _ step: ImportStep, on day: Day) throws -> Bool {
        do {
            try record(.assure, on: reference, words: step.words, day: day)
            return true
        } catch is RuleViolation { return false }
    }

    private func steps(
        to status: ImportedStatus, _ standing: ItemState, _ row: ImportedRow
    ) throws(Problem) -> [ImportStep] {
        let started = try row.day(.started)
        let submitted = try row.day(.submitted)
        let assured = try row.day(.assured)
        let closed = try row.day(.closed)
        // Starting and submitting are the lead's acts; so whoever takes the sheet in may still record the assurance.
        let start = ImportStep(field: .started, act: .start, by: standing.lead, day: started)
        let submit = ImportStep(field: .submitted, act: .submit, by: standing.lead, day: submitted)
        let source = "\(row.file), row \(row.number)"
        let evidence = row.name(.evidence).map {
            ImportStep(
                field: .evidence, act: .addEvidence(nil),
                words: [.title: "As recorded in \(source)", .address: $0], day: assured ?? closed)
        }
        let assurance = ImportStep(
            field: .assured, act: .assureOnWord, words: [.basis: "As recorded in \(source)"], day: assured)
        let assure = [evidence, assurance].compactMap { $0 }
        let beforeAssurance = submitted != nil && standing.lead != nil ? [start, submit] : [start]
        switch status.stage {
        case .open: return []
        case .inProgress: return [start]
        case .pendingSignOff: return [start, submit]
        case .assured: return beforeAssurance + assure
        case .closed:
            let reason = try closeReason(status, row)
            var words: Words = [:]
            let notes = [row.notes, row.kept].filter { !$0.isEmpty }.joined(separator: "\n")
            words[.reason] = row[.reason] ?? (notes.isEmpty ? nil : notes)
            // "Superseded" names the item that takes its place where the reason would stand.
            let names = reason == .superseded || reason == .duplicate
            let successor =
                try names ? row.name(.reason).flatMap { typed throws(Problem) in try known(typed, row) } : nil
            let close = ImportStep(
                field: .closed, act: .close(as: reason, successor: successor), words: words, day: closed)
            if reason == .implemented { return beforeAssurance + assure + [close] }
            return (started == nil ? [] : [start]) + [close]
        }
    }

    /// The item of that reference; nil where there is none.
    private func known(_ typed: String, _ row: ImportedRow) throws(Problem) -> Reference? {
        do { return try item(typed) } catch is NotFound { return nil } catch {
            throw row.problem(.reason, error)
        }
    }

    private func closeReason(_ status: ImportedStatus, _ row: ImportedRow) throws(Problem) -> CloseReason {
        let choices = CloseReason.allCases.map(\.label).joined(separator: ", ")
        if let typed = row.name(.closedAs) {
            let name = ImportField.normalised(typed).replacing("_", with: "-")
            guard let reason = CloseReason(rawValue: name) else {
                throw row.problem(.closedAs, "\"\(typed)\" is no reason for closing: give one of \(choices).")
            }
            return reason
        }
        guard let reason = status.closedAs else {
            throw row.problem(
                .status,
                "It is closed, but nothing says why: give a column closed_as with one of \(choices), or write \"closed - implemented\" and so on."
            )
        }
        return reason
    }
}

extension Writer.ImportStep {
    /// The stage that the act leads to, by which it is left out where the item is there already.
    fileprivate var stage: Stage? {
        switch act {
        case .start: .inProgress
        case .submit: .pendingSignOff
        case .assureOnWord, .addEvidence: .assured
        case .close: .closed
        case .add, .assign, .accept, .progress, .assure, .waive, .return, .reopen, .due, .scope, .tag, .mark,
            .note, .withdrawEvidence, .loseEvidence, .addStep, .endStep, .addBenefit, .realiseBenefit,
            .reviseBenefit:
            nil
        }
    }
}
