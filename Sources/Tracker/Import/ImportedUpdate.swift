import TrackerModel
import TrackerRegister
package import TrackerSheets
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

extension Writer {
    /// Records what a row says otherwise than the register, as of the session's day.
    ///
    /// What no act changes (an item's text, its numbers, its kind) is kept as a note, once. A blank cell says
    /// nothing.
    package func update(
        _ reference: Reference, from row: ImportedRow, statuses: StatusWords
    ) throws(Problem) -> [ImportDifference] {
        func attempt<Result>(_ field: ImportField, _ body: () throws -> Result) throws(Problem) -> Result {
            do { return try body() } catch { throw row.problem(field, error) }
        }
        let history = try attempt(.ref) { try currentHistory(of: reference) }
        let standing = history.now
        var differences: [ImportDifference] = []
        func differs(_ field: ImportField, _ was: String?, _ becomes: String?) -> Bool {
            guard let becomes, was?.plain != becomes.plain else { return false }
            differences.append(
                ImportDifference(
                    row: row.number, reference: reference, field: field, was: was ?? "", becomes: becomes))
            return true
        }
        try bringOwners(reference, row, standing, differs)
        if let due = try row.day(.due), differs(.due, standing.due?.description, due.description) {
            _ = try attempt(.due) {
                try record(
                    .due(due, .set), on: reference,
                    words: [.reason: "Changed in \(row.file), row \(row.number)"])
            }
        }
        let tags = Set(row.list(.tag))
        if !tags.isEmpty,
            differs(.tag, standing.tags.joined(separator: "; "), tags.sorted().joined(separator: "; "))
        {
            let gone = standing.tags.filter { !tags.contains($0) }
            let new = tags.subtracting(standing.tags).sorted()
            try attempt(.tag) {
                if !gone.isEmpty { try record(.tag(gone, remove: true), on: reference) }
                if !new.isEmpty { try record(.tag(new, remove: false), on: reference) }
            }
        }
        if let marking = row.name(.marking).map({ Marking($0).description }),
            differs(.marking, standing.marking, marking)
        {
            _ = try attempt(.marking) { try record(.mark(marking), on: reference) }
        }
        if standing.stage.isLive {
            if try bring(reference, to: row, statuses: statuses) {
                let now = try attempt(.status) { try currentHistory(of: reference) }.now
                _ = differs(.status, standing.label, now.label)
            }
            try bringProgress(reference, row, differs)
        }
        try keepAsNotes(reference, row, history, differs)
        return differences
    }

    private func bringOwners(
        _ reference: Reference, _ row: ImportedRow, _ standing: ItemState,
        _ differs: (ImportField, String?, String?) -> Bool
    ) throws(Problem) {
        func attempt<Result>(_ field: ImportField, _ body: () throws -> Result) throws(Problem) -> Result {
            do { return try body() } catch { throw row.problem(field, error) }
        }
        let everyone = try attempt(.lead) { try people() }
        func name(_ id: PersonID?) -> String? { everyone.first { $0.id == id }?.name }
        let lead = try attempt(.lead) { try row.name(.lead).map { try person($0) } }
        let support = try attempt(.support) { try row.list(.support).map { try person($0) } }
        let board = try attempt(.board) { try row.name(.board).map { try boardReference($0) } }
        let isLead = lead != nil && differs(.lead, name(standing.lead), name(lead))
        let isSupport =
            !support.isEmpty
            && differs(
                .support, standing.supporting.compactMap(name).joined(separator: "; "),
                support.compactMap(name).joined(separator: "; "))
        let isBoard =
            board != nil && board != standing.board && differs(.board, standing.board?.text, board?.text)
        guard isLead || isSupport || isBoard else { return }
        _ = try attempt(.lead) {
            try record(
                .assign(
                    lead: isLead ? .set(lead) : .keep, supporting: isSupport ? support : nil,
                    board: isBoard ? .set(board) : .keep), on: reference)
        }
    }

    private func bringProgress(
        _ reference: Reference, _ row: ImportedRow, _ differs: (ImportField, String?, String?) -> Bool
    ) throws(Problem) {
        do {
            let standing = try currentHistory(of: reference).now
            let complete = try row.percent(.complete)
            let told = try standing.progress.flatMap { try register.words(of: $0)[.note] }
            let isComplete = differs(
                .complete, standing.complete.map { "\($0)%" }, complete.map { "\($0)%" })
            let isTold = differs(.progress, told, row[.progress])
            guard isComplete || isTold, [.inProgress, .pendingSignOff, .open].contains(standing.stage) else {
                return
            }
            try takeProgress(reference, row)
        } catch let problem as Problem {
            throw problem
        } catch { throw row.problem(.progress, error) }
    }

    /// Records the progress that a row tells: the lead's, whoever takes the sheet in.
    func takeProgress(_ reference: Reference, _ row: ImportedRow) throws {
        let note = row[.progress] ?? "As recorded in \(row.file), row \(row.number)"
        try record(
            .progress(complete: try row.percent(.complete), rating: nil), on: reference,
            words: [.note: note], by: try currentHistory(of: reference).now.lead, told: .importRows)
    }

    private func keepAsNotes(
        _ reference: Reference, _ row: ImportedRow, _ history: ItemHistory,
        _ differs: (ImportField, String?, String?) -> Bool
    ) throws(Problem) {
        do {
            let origin = history.origin
            let text = try register.words(of: history.now.text)[.text]
            let kind = try row.name(.kind).map { try kindName($0) }
            let fixed: [(ImportField, String?, String?)] = [
                (.text, text, row[.text]), (.kind, origin.kind, kind),
                (.number, origin.number, row.name(.number)),
                (.externalNumber, origin.externalNumber, row.name(.externalNumber)),
                (.question, origin.question, row.name(.question)),
                (.addressee, origin.addressee, row.name(.addressee)),
                (.priority, origin.priority, row.name(.priority)),
            ]
            var notes = fixed.filter { $0.2 != nil && $0.1?.plain != $0.2?.plain }.map {
                (
                    field: $0.0, was: $0.1, note: "\($0.0.rawValue) in the sheet: \($0.2 ?? "")",
                    becomes: $0.2,
                    isInternal: false
                )
            }
            if !row.notes.isEmpty { notes.append((.note, nil, row.notes, row.notes, false)) }
            if !row.kept.isEmpty { notes.append((.keep, nil, row.kept, row.kept, true)) }
            guard !notes.isEmpty else { return }
            var kept: Set<String> = []
            for recorded in history.acts {
                guard case .note = recorded.act else { continue }
                if let note = try register.words(of: recorded.seq)[.note] { kept.insert(note) }
            }
            for note in notes where !kept.contains(note.note) {
                _ = differs(note.field, note.was, note.becomes)
                try record(.note(isInternal: note.isInternal), on: reference, words: [.note: note.note])
            }
        } catch { throw row.problem(.note, error) }
    }
}
