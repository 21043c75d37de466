import TrackerModel
public import TrackerRegister
import TrackerSheets
public import TrackerValues

/// What an import did, or would do.
public struct ImportResult: Equatable, Sendable {
    /// The references of the items, in the order of the file.
    public package(set) var items: [Reference] = []
    /// The reports that were added for them.
    public package(set) var reports: [Reference] = []
    /// The people who were registered for them.
    public package(set) var people: [String] = []
    /// What the sheet said otherwise than the register, of items that were in it already.
    public package(set) var differences: [ImportDifference] = []

    /// The items that are assured, or closed as implemented, on the sheet's word alone.
    public package(set) var onWord: [Reference] = []

    /// Whether the sheet said nothing that the register didn't hold.
    public var isNothing: Bool { items.isEmpty && reports.isEmpty && people.isEmpty && differences.isEmpty }
}

/// How a sheet is taken in.
public struct ImportOptions: Sendable {
    /// The report of rows that name none, as typed.
    public var report: String?
    /// Registers owners who aren't registered yet.
    public var addPeople = false
    /// Records what differs for items that are in the register already, instead of refusing them.
    public var update = false
    /// What the words in the status column stand for.
    public var statuses = StatusWords()

    /// Nothing out of the ordinary.
    public init(report: String? = nil) { self.report = report }
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
    /// - Throws: `InputProblems` with everything that is wrong, by row and column.
    public func importRows(
        _ rows: ImportedRows, options: ImportOptions, file: String, sha256: String,
        saving mapping: (mapping: SavedMapping, name: Reference)? = nil, session: Session, keep: Bool = true,
        progress: Progress = { _, _, _ in }
    ) throws -> ImportResult {
        do {
            return try write(session, keep: keep) { writer in
                let taken = try writer.importRows(
                    rows, options: options, file: file, sha256: sha256, progress: progress)
                if options.update, taken.isNothing { throw NothingNew() }
                if let mapping { try writer.save(mapping.mapping, as: mapping.name) }
                return taken
            }
        } catch is NothingNew { return ImportResult() }
    }

    /// Undoes what an update wrote that found nothing.
    private struct NothingNew: Error {}
}

extension Writer {
    /// Takes the rows of a sheet in. A report that isn't in the register yet is added from the columns that describe it.
    package func importRows(
        _ rows: ImportedRows, options: ImportOptions, file: String, sha256: String,
        progress: Progress = { _, _, _ in }
    ) throws -> ImportResult {
        if let earlier = try register.importEntry(sha256) {
            throw InputProblems([
                Problem(
                    file: file,
                    sentence:
                        "This very file was taken in already, as entry \(earlier); nothing in it is new.")
            ])
        }
        guard !rows.isEmpty else {
            throw InputProblems([Problem(file: file, sentence: "There are no rows below the headings.")])
        }
        let fallback = try options.report.map { try register.report($0).reference }
        var taken = ImportResult()
        var problems: [Problem] = []
        try record(
            .importRows(sha256: sha256, rows: rows.count), on: Self.registerSubject, words: [.file: file])
        let reports = try addReports(rows, fallback: fallback, taken: &taken, problems: &problems)
        let people = try people(of: rows, adding: options.addPeople)
        taken.people = people.added
        problems += people.problems
        // Whoever is missing was told once: each row must not tell it again.
        guard people.problems.isEmpty else { throw InputProblems(problems) }
        var numbers: [Reference: Int] = [:]
        for (done, row) in rows.enumerated() {
            progress("Taking in", Int64(done), Int64(rows.count))
            do throws(Problem) {
                if options.update, let known = try knownItem(row) {
                    let differences = try update(known, from: row, statuses: options.statuses)
                    taken.differences += differences
                    if differences.contains(where: { $0.field == .status }) {
                        try noteWord(of: known, row, &taken)
                    }
                    continue
                }
                guard let report = row.name(.report).map({ reports[$0.lowercased()] }) ?? fallback else {
                    continue
                }
                let reference = try take(row, report, &numbers)
                taken.items.append(reference)
                try bring(reference, to: row, statuses: options.statuses)
                try noteWord(of: reference, row, &taken)
                if row[.progress] != nil || row[.complete] != nil {
                    try takeFirstProgress(reference, row)
                }
                // Its history isn't needed again: memory must not grow with the rows.
                register.projections.items.forget(reference)
            } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw InputProblems(problems) }
        return taken
    }

    private func noteWord(
        of reference: Reference, _ row: ImportedRow, _ taken: inout ImportResult
    ) throws(Problem) {
        do {
            if try currentHistory(of: reference).now.onWord { taken.onWord.append(reference) }
        } catch { throw row.problem(.ref, error) }
    }

    /// Finds or adds the report of each row, by the lower-case spelling of what the rows call it.
    private func addReports(
        _ rows: ImportedRows, fallback: Reference?, taken: inout ImportResult, problems: inout [Problem]
    ) throws -> [String: Reference] {
        var named: [String: Reference] = [:]
        for known in try register.reports() {
            named[known.title.lowercased()] = known.reference
            named[known.reference.folded] = known.reference
        }
        var used = Set(named.values)
        var described: [String: [Int]] = [:]
        var order: [String] = []
        let bodysForce = try register.setting(.force)
        for (index, row) in rows.enumerated() {
            guard let name = row.name(.report) else {
                if fallback == nil, try knownItem(row) == nil {
                    problems.append(
                        row.problem(
                            .report, "It names no report, and none was given for all.",
                            remedies: [.give(.reportForAll)]))
                }
                continue
            }
            let key = name.lowercased()
            guard named[key] == nil else { continue }
            if described[key] == nil { order.append(key) }
            described[key, default: []].append(index)
        }
        for key in order {
            guard let indices = described[key], let title = rows[indices[0]].name(.report) else { continue }
            do throws(Problem) {
                let details = try Self.details(
                    indices.lazy.map { rows[$0] }, title, force: bodysForce)
                // "The Force - National inspection" is known by what follows the force's name.
                let lead = "\(details.force) - "
                let subject = title.hasPrefix(lead) ? String(title.dropFirst(lead.count)) : title
                var slug = Reference.slug(from: subject, limit: 28)
                if slug.isEmpty { slug = "report" }
                var reference = Reference(stored: slug)
                var copy = 2
                while used.contains(reference) {
                    reference = Reference(stored: "\(slug)-\(copy)")
                    copy += 1
                }
                do { try addReport(reference, title: title, details: details) } catch {
                    throw rows[indices[0]].problem(.report, error)
                }
                named[key] = reference
                used.insert(reference)
                taken.reports.append(reference)
            } catch { problems.append(error) }
        }
        return named
    }

    /// What the rows of one report say about it; where they are more or less precise about when it was
    /// published, the most precise counts.
    private static func details(
        _ rows: some RandomAccessCollection<ImportedRow>, _ title: String, force: String?
    ) throws(Problem) -> ReportDetails {
        func only(_ field: ImportField) throws(Problem) -> String? {
            var found: String?
            for row in rows {
                guard let value = row.name(field) else { continue }
                if let found, found != value {
                    throw row.problem(
                        field, "The rows of \"\(title)\" disagree: \"\(found)\" above, \"\(value)\" here.")
                }
                found = value
            }
            return found
        }
        guard let publisher = try only(.publisher) else {
            throw rows[rows.startIndex].problem(
                .report,
                "The report \"\(title)\" is not in the register, and no column says who published it.",
                remedies: [.add(.report), .plain("map a column to publisher")])
        }
        guard let force = try only(.force) ?? force else {
            throw rows[rows.startIndex].problem(.report, "No column says which force \"\(title)\" is about.")
        }
        var published: PartialDate?
        for row in rows {
            guard let text = row.name(.published) else { continue }
            let date: PartialDate
            do { date = try PartialDate(parsing: text) } catch { throw row.problem(.published, error) }
            if let known = published {
                guard known.isRefined(by: date) || date.isRefined(by: known) else {
                    throw row.problem(
                        .published, "The rows of \"\(title)\" disagree: \(known) above, \(date) here.")
                }
                published = known.isRefined(by: date) ? date : known
            } else {
                published = date
            }
        }
        guard let published else {
            throw rows[rows.startIndex].problem(.report, "No column says when \"\(title)\" was published.")
        }
        let urls = Set(rows.compactMap { $0.name(.url) })
        return ReportDetails(
            publisher: publisher, force: force, published: published, cycle: try only(.cycle),
            url: urls.count == 1 ? urls.first : nil)
    }

    private func take(
        _ row: ImportedRow, _ report: Reference, _ numbers: inout [Reference: Int]
    ) throws(Problem) -> Reference {
        for field in [ImportField.ref, .number, .externalNumber, .parent] {
            if let sentence = row.cell(field)?.turnedIntoDate { throw row.problem(field, sentence) }
        }
        let kind = row.name(.kind) ?? "recommendation"
        var origin = ItemOrigin(report: report, kind: kind, force: row.name(.force) ?? "")
        origin.number = row.name(.number)
        origin.externalNumber = row.name(.externalNumber)
        origin.question = row.name(.question)
        origin.addressee = row.name(.addressee)
        origin.priority = row.name(.priority)
        origin.due = try row.day(.due)
        origin.marking = row.name(.marking).map { Marking($0).description }
        let reference = try self.reference(for: row, report, &numbers)
        guard let text = row[.text] else { throw row.problem(.text, "The item has no text.") }
        // An item was there from the day its report was published, unless something else is said. Where the row
        // tells its course, the session's day is that of its status, not that of its opening.
        let isToday = session.on == nil && session.meeting == nil
        var opened = try row.day(.opened)
        if opened == nil, isToday || row.tellsCourse { opened = try reportDay(report, for: row) }
        @discardableResult
        func attempt<Result>(_ field: ImportField, _ body: () throws -> Result) throws(Problem) -> Result {
            do { return try body() } catch { throw row.problem(field, error) }
        }
        origin.parent = try attempt(.parent) { try row.name(.parent).map { try register.item($0) } }
        origin.kind = try attempt(.kind) { try kindName(kind) }
        try attempt(.ref) {
            try add(reference, origin, text: text, deadline: row[.deadline], openedOn: opened)
        }
        let lead = try attempt(.lead) { try row.name(.lead).map { try person($0) } }
        let supporting = try attempt(.support) {
            try row.list(.support).map { try person($0) }
        }
        let board = try attempt(.board) {
            try (row.name(.board) ?? defaultBoard()).map { try boardReference($0) }
        }
        if lead != nil || !supporting.isEmpty || board != nil {
            try attempt(.lead) {
                try record(
                    .assign(
                        lead: lead.map { .set($0) } ?? .keep,
                        supporting: supporting.isEmpty ? nil : supporting,
                        board: board.map { .set($0) } ?? .keep), on: reference, day: opened)
            }
        }
        let tags = row.list(.tag)
        if !tags.isEmpty {
            try attempt(.tag) { try record(.tag(tags, remove: false), on: reference, day: opened) }
        }
        for (note, isInternal) in [(row.notes, false), (row.kept, true)] where !note.isEmpty {
            try attempt(.note) {
                try record(
                    .note(isInternal: isInternal), on: reference, words: [.note: note], day: opened)
            }
        }
        return reference
    }

    /// The item that a row is about, if it is in the register.
    private func knownItem(_ row: ImportedRow) throws(Problem) -> Reference? {
        guard let typed = row.name(.ref) else { return nil }
        let reference: Reference
        do { reference = try Reference(parsing: typed) } catch { return nil }
        return try stored(reference, for: row)
    }

    /// The reference as registered; nil when there is no such item. A disk that fails is no free reference.
    private func stored(_ reference: Reference, for row: ImportedRow) throws(Problem) -> Reference? {
        do { return try register.storedReference(reference.folded) } catch {
            throw row.problem(.ref, error)
        }
    }

    /// The progress that a new item's row tells; of an item that is assured or closed it is kept as a note.
    private func takeFirstProgress(_ reference: Reference, _ row: ImportedRow) throws(Problem) {
        do {
            let stage = try currentHistory(of: reference).now.stage
            if stage.isToDo {
                try takeProgress(reference, row)
            } else if let progress = row[.progress] {
                try record(.note(isInternal: false), on: reference, words: [.note: progress])
            }
        } catch let problem as Problem {
            throw problem
        } catch { throw row.problem(.progress, error) }
    }

    /// The day by which a report had been published, if that is past.
    private func reportDay(_ report: Reference, for row: ImportedRow) throws(Problem) -> Day? {
        let day: Day
        do { day = try self.report(report).details.published.lastDay } catch {
            throw row.problem(.report, error)
        }
        return day <= today ? day : nil
    }

    /// The reference that the row gives, or the next number of its report.
    private func reference(
        for row: ImportedRow, _ report: Reference, _ numbers: inout [Reference: Int]
    ) throws(Problem) -> Reference {
        if let typed = row.name(.ref) {
            do { return try Reference(parsing: typed) } catch { throw row.problem(.ref, error) }
        }
        while true {
            numbers[report, default: 0] += 1
            let reference = Reference(stored: "\(report.text)-\(numbers[report] ?? 0)")
            if try stored(reference, for: row) == nil { return reference }
        }
    }
}
