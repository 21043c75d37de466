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

    /// What a note begins with that keeps a sheet's words for a status.
    static var statusNote: String { "Status in the sheet: " }

    /// Brings an item to where its row says that it stands.
    ///
    /// A day that the sheet doesn't give is that of the next act that has one; where none has, the day of the
    /// import. That it is assured or implemented is the sheet's word and no more, unless there is evidence and
    /// whoever takes the sheet in may assure the item themself.
    ///
    /// - Returns: whether it moved.
    @discardableResult
    func advance(
        _ reference: Reference, to row: ImportedRow, _ reading: ImportReading
    ) throws(Problem) -> Bool {
        guard let status = try status(of: row, reading) else { return false }
        return try advance(reference, to: status, row, words: row.name(.status))
    }

    /// Where a row says that its item stands: by its words, else by its days alone: what has a day has happened.
    func status(of row: ImportedRow, _ reading: ImportReading) throws(Problem) -> ImportedStatus? {
        guard let words = row.name(.status) else {
            let stages: [(ImportField, Stage)] = [
                (.closed, .closed), (.assured, .assured), (.submitted, .pendingSignOff),
                (.started, .inProgress),
            ]
            return stages.first { row.day($0.0) != nil }.map { ImportedStatus($0.1) }
        }
        let isProposed = reading.options.answers.asProposed
        guard
            var status = reading.options.statuses.status(words)
                ?? (isProposed ? ImportedStatus.proposal(words) : nil)
        else {
            throw row.problem(
                .status, "\"\(words)\" is no status: give one of \(StatusWords.accepted).",
                remedies: [.mapStatus(words)])
        }
        if isProposed, status.stage == .closed, status.closedAs == nil, row[.closedAs] == nil {
            status = ImportedStatus(.closed, closedAs: .implemented)
        }
        return status
    }

    private func advance(
        _ reference: Reference, to status: ImportedStatus, _ row: ImportedRow, words: String?
    ) throws(Problem) -> Bool {
        func attempt<Result>(_ field: ImportField, _ body: () throws -> Result) throws(Problem) -> Result {
            do { return try body() } catch { throw row.problem(field, error) }
        }
        let standing = try attempt(.ref) { try currentHistory(of: reference) }.now
        let stages = Stage.allCases
        guard let from = stages.firstIndex(of: standing.stage), let to = stages.firstIndex(of: status.stage),
            to > from || status.isProposedForClosure && to == from && !standing.proposedForClosure
        else { return false }
        var steps = try steps(to: status, standing, row).filter { step in
            guard let place = step.stage.flatMap({ stages.firstIndex(of: $0) }) else { return true }
            return place > from || step.act == .submitForClosure
        }
        if let words {
            steps.append(
                ImportStep(
                    field: .status, act: .note(isInternal: false),
                    words: [.note: Self.statusNote + words],
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
        let started = row.day(.started)
        let submitted = row.day(.submitted)
        let assured = row.day(.assured)
        let closed = row.day(.closed)
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
        case .pendingSignOff where status.isProposedForClosure:
            // Asking for closure is the body's act, not the lead's.
            return [
                start, ImportStep(field: .submitted, act: .submitForClosure, by: nil, day: submitted),
            ]
        case .pendingSignOff: return [start, submit]
        case .assured: return beforeAssurance + assure
        case .closed:
            let reason = try closeReason(status, row)
            var words: Words = [:]
            let source = "\(row.file), row \(row.number)"
            // A reason stands in a column for reasons, in notes or in what was last told; never in what is merely kept.
            words[.reason] =
                row[.reason] ?? (row.notes.isEmpty ? nil : row.notes) ?? row[.progress]?.updateLines.last
            // "Superseded" names the item that takes its place, in its words, a column, or where the reason would stand.
            let names = reason == .superseded || reason == .duplicate
            let typed = names ? status.successor ?? row.name(.successor) ?? row.name(.reason) : nil
            let successor = try typed.flatMap { typed throws(Problem) in try known(typed, row) }
            // Often it is a later report as a whole.
            if reason == .superseded, successor == nil, let typed,
                let report = try known(report: typed, row),
                report != standing.report
            {
                return (started == nil ? [] : [start]) + [closing(reason, report: report, words, closed)]
            }
            if names, successor == nil {
                guard reason == .superseded else {
                    words[.reason] = words[.reason] ?? row.name(.status)
                    return [closing(reason, words, closed)]
                }
                // Without an item in its place the rules know no "superseded".
                words[.reason] =
                    row[.reason]
                    ?? "\(row.name(.status) ?? "Superseded"): \(source) names no item or report in its place"
                return [closing(.noFurtherAction, words, closed)]
            }
            if reason == .noFurtherAction || reason == .notAccepted, words[.reason] == nil {
                words[.reason] = "\(row.name(.status) ?? reason.label); \(source) gives no explanation"
            }
            let close = closing(reason, successor: successor, words, closed)
            if reason == .implemented { return beforeAssurance + assure + [close] }
            return (started == nil ? [] : [start]) + [close]
        }
    }

    private func closing(
        _ reason: CloseReason, successor: Reference? = nil, report: Reference? = nil, _ words: Words,
        _ day: Day?
    ) -> ImportStep {
        ImportStep(
            field: .closed, act: .close(as: reason, successor: successor, successorReport: report),
            words: words,
            day: day)
    }

    /// The report of that identifier or title; nil where there is none.
    private func known(report typed: String, _ row: ImportedRow) throws(Problem) -> Reference? {
        do { return try register.report(called: typed)?.reference } catch {
            throw row.problem(.successor, error)
        }
    }

    /// The item of that reference; nil where there is none.
    private func known(_ typed: String, _ row: ImportedRow) throws(Problem) -> Reference? {
        do {
            guard let reference = Reference(printed: typed) else { return nil }
            return try register.storedReference(reference.folded)
        } catch {
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
        case .submit, .submitForClosure: .pendingSignOff
        case .assureOnWord, .addEvidence: .assured
        case .close: .closed
        case .add, .assign, .accept, .progress, .assure, .waive, .return, .reopen, .due, .scope, .tag, .mark,
            .assess,
            .note, .withdrawEvidence, .loseEvidence, .retainEvidence, .holdEvidence, .releaseHold,
            .disposeEvidence, .addStep, .endStep, .addBenefit, .realiseBenefit,
            .reviseBenefit, .dispute, .decide, .propose, .answerProposal, .addressee:
            nil
        }
    }
}

extension ImportedRow {
    /// Whether it names an item that takes the place of its own: that must be there first.
    func namesSuccessor(_ statuses: StatusWords) -> Bool {
        if self[.successor] != nil { return true }
        guard let words = name(.status), let status = statuses.status(words) else { return false }
        return status.successor != nil
            || self[.reason] != nil && (status.closedAs == .superseded || status.closedAs == .duplicate)
    }
}
