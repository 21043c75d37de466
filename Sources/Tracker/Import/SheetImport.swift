import TrackerModel
public import TrackerRegister
import TrackerSheets
public import TrackerValues

/// How a sheet is taken in.
public struct ImportOptions: Sendable {
    /// The report of rows that name none, as typed.
    public var report: String?
    /// What was answered to what the sheet leaves open.
    public var answers = ImportAnswers()
    /// Records what differs for items that are in the register already, instead of refusing them.
    public var update = false
    /// What the words in the status column stand for.
    public var statuses = StatusWords()
    /// The items that may go a step back, as typed; "all" for every one.
    public var stepsBack: [String] = []

    /// Nothing out of the ordinary.
    public init(report: String? = nil) { self.report = report }

    func allowsStepBack(_ reference: Reference) -> Bool {
        stepsBack.contains { $0.lowercased() == "all" || Reference(printed: $0) == reference }
    }
}

extension Register {
    /// Takes the rows of a sheet in, as one transaction: all, or none. An update that finds nothing to record leaves no entry
    /// behind.
    ///
    /// - Parameters:
    ///   - rows: the rows.
    ///   - options: what to do about what isn't in the register yet, or is already.
    ///   - file: the file's name, for the problems.
    ///   - sha256: the hash of the file, by which it is recognised when it is given again.
    ///   - mapping: how the sheet was read, to be kept under a name.
    ///   - session: who acts, when and on what authority.
    ///   - keep: false undoes everything at the end: a rehearsal.
    ///   - progress: told how far it is.
    /// - Throws: `InputProblems` with everything that is wrong or open, by row and column.
    public func importRows(
        _ rows: ImportedRows, options: ImportOptions, file: String, sha256: String,
        saving mapping: (mapping: SavedMapping, name: Reference)? = nil, session: Session, keep: Bool = true,
        progress: Progress = { _, _, _ in }
    ) throws -> ImportResult {
        var session = session
        if session.on == nil, session.meeting == nil, options.answers.asProposed,
            let said = try day(of: rows, options), !said.isPast,
            said.day <= session.clock().day(in: try timeZone())
        {
            session.on = said.day
        }
        do {
            return try write(session, keep: keep) { writer in
                let taken = try writer.importRows(
                    rows, options: options, file: file, sha256: sha256, progress: progress)
                if options.update, taken.isNothing { throw NothingNew(taken: taken) }
                if let mapping { try writer.save(mapping.mapping, as: mapping.name) }
                return taken
            }
        } catch let nothing as NothingNew { return nothing.taken }
    }

    /// Undoes what an update wrote that found nothing.
    private struct NothingNew: Error { let taken: ImportResult }
}

extension Writer {
    /// Takes the rows of a sheet in. A report that isn't in the register yet is added from the columns that describe it.
    package func importRows(
        _ given: ImportedRows, options: ImportOptions, file: String, sha256: String,
        progress: Progress = { _, _, _ in }
    ) throws -> ImportResult {
        if !options.update, let earlier = try register.importEntry(sha256) {
            throw InputProblems([
                Problem(
                    file: file,
                    sentence:
                        "This very file was taken in already, as entry \(earlier); nothing in it is new.")
            ])
        }
        guard !given.isEmpty else {
            throw InputProblems([Problem(file: file, sentence: "There are no rows below the headings.")])
        }
        var rows = given
        rows.dates = try register.dates(of: rows, options)
        let fallback = try options.report.map { try register.report($0).reference }
        let plan = try plan(rows, options: options)
        var problems =
            options.answers.dates.problems(in: rows.sheet, file: file)
            + plan.open(options.answers).map(\.problem)
        var taken = ImportResult()
        taken.plan = plan
        try record(
            .importRows(sha256: sha256, rows: rows.count), on: Self.registerSubject, words: [.file: file])
        let reports = try addReports(
            rows, plan, answers: options.answers, taken: &taken, problems: &problems)
        let people = try people(
            of: rows, plan, adding: options.answers.addPeople || options.answers.asProposed)
        taken.people = people.added
        problems += people.problems
        // What is open was told once: each row must not tell it again.
        guard problems.isEmpty else { throw InputProblems(problems.inOrder) }
        let reading = ImportReading(options: options, plan: plan)
        var known = try KnownItems(self, rows, options)
        var numbers: [Reference: Int] = [:]
        var later: [(Reference, Int)] = []
        taken.summary.rows = rows.count
        for index in rows.indices {
            progress("Taking in", Int64(index), Int64(rows.count))
            if plan.refused.contains(index) {
                if plan.roles[index] == nil { taken.summary.leftOut += 1 } else { taken.summary.noItem += 1 }
                continue
            }
            let row = plan.continued[index] == nil ? rows[index] : rows.joined(index, plan)
            do throws(Problem) {
                let report = plan.reportTitle(row, index).map { reports[$0.lowercased()] } ?? fallback
                if options.update,
                    let item = try known.item(row, plan.references[index], report: report ?? fallback)
                {
                    let found = try update(item, from: row, reading)
                    taken.summary.known += 1
                    taken.differences += found.differences
                    taken.stepsBack += found.stepsBack
                    if found.differences.contains(where: { $0.field == .status }) {
                        try noteWord(of: item, row, &taken)
                    }
                    continue
                }
                guard let report = report ?? fallback else { continue }
                guard row[.text] != nil || !options.update || rows.has(.text) else {
                    throw row.problem(
                        .ref, "There is no item \"\(row.name(.ref) ?? "")\", and no text to add it with.")
                }
                let reference: Reference
                if let given = plan.references[index] {
                    reference = given
                } else {
                    reference = try nextReference(of: report, for: row, &numbers)
                }
                try take(row, as: reference, report, reading)
                taken.items.append(reference)
                known.add(reference, row, report: report)
                if row.namesSuccessor(options.statuses) {
                    later.append((reference, index))
                } else {
                    try course(of: reference, row, reading, &taken)
                }
                // Its history isn't needed again: memory must not grow with the rows.
                register.projections.items.forget(reference)
            } catch {
                problems.append(error)
            }
        }
        // What takes an item's place may stand below it.
        for (reference, index) in later {
            do throws(Problem) { try course(of: reference, rows[index], reading, &taken) } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw InputProblems(problems) }
        return taken
    }

    /// Brings a new item to where its row says that it stands, with the words that go with it.
    private func course(
        of reference: Reference, _ row: ImportedRow, _ reading: ImportReading, _ taken: inout ImportResult
    ) throws(Problem) {
        try advance(reference, to: row, reading)
        if row[.progress] != nil || row[.complete] != nil {
            try takeProgress(
                row[.progress], complete: row.percent(.complete), of: reference, row, reading)
        }
        try count(reference, row, reading, &taken)
    }

    private func count(
        _ reference: Reference, _ row: ImportedRow, _ reading: ImportReading, _ taken: inout ImportResult
    ) throws(Problem) {
        let now: ItemState
        do { now = try currentHistory(of: reference).now } catch { throw row.problem(.ref, error) }
        if now.onWord { taken.onWord.append(reference) }
        taken.summary.added += 1
        taken.summary.statuses[now.label, default: 0] += 1
        if now.due == nil { taken.summary.undated.append(reference) } else { taken.summary.dated += 1 }
        if let lead = reading.plan.lead(row) {
            taken.summary.owners[lead, default: 0] += 1
        } else {
            taken.summary.unowned.append(reference)
        }
    }

    private func noteWord(
        of reference: Reference, _ row: ImportedRow, _ taken: inout ImportResult
    ) throws(Problem) {
        do {
            if try currentHistory(of: reference).now.onWord { taken.onWord.append(reference) }
        } catch { throw row.problem(.ref, error) }
    }
}

extension [Problem] {
    /// By their rows, those of the whole file first.
    fileprivate var inOrder: [Problem] {
        enumerated().sorted {
            ($0.element.place?.row ?? 0, $0.offset) < ($1.element.place?.row ?? 0, $1.offset)
        }.map(\.element)
    }
}
