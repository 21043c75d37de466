import TrackerStorage
import TrackerLedger
public import TrackerModel
public import TrackerValues

// Reports and the grades that they give.

extension Register {
    /// Every report, by date of publication, as known at a ledger size.
    public func reports(knownAt: Int64 = .max) throws -> [ReportRecord] {
        let recorded = try database.all(
            """
            SELECT r.id, r.ref, \(Self.words("t")), r.publisher, r.force, r.published, r.cycle, r.scale, r.url
            FROM report r LEFT JOIN words t ON t.seq = r.id AND t.name = 'title' ORDER BY r.id
            """
        ) {
            (
                seq: $0.int(0),
                row: ReportRecord(
                    id: $0.int(0), reference: Reference(stored: try $0.storedText(1)), title: $0.text(2),
                    details: ReportDetails(
                        publisher: try $0.storedText(3), force: try $0.storedText(4),
                        published: try $0.stored(5, "date") { PartialDate(iso: $0) },
                        cycle: try $0.optionalStoredText(6), scale: try $0.optionalStoredText(7),
                        url: try $0.optionalStoredText(8)))
            )
        }
        return try known(recorded, from: .addReport, at: knownAt) { report, record in
            report.title = try word(.title, of: record) ?? report.title
            if case .addReport(let details) = record.act { report.details = details }
        }.sorted {
            ($0.details.published.description, $0.id) < ($1.details.published.description, $1.id)
        }
    }

    /// The report with that identifier, as known at a ledger size. - Throws: `NotFound`.
    public func report(_ typed: String, knownAt: Int64 = .max) throws -> ReportRecord {
        try find(
            typed, "report", in: reports(knownAt: knownAt), by: \.reference, remedies: [.see(.reports)])
    }

    /// The report that a sheet calls so, by its identifier or its title; nil where there is none, or several.
    package func report(called words: String) throws -> ReportRecord? {
        let name = words.trimmed.lowercased()
        let reports = try reports()
        if let found = reports.first(where: { $0.reference.folded == name }) { return found }
        let titled = reports.filter { $0.title.trimmed.lowercased() == name }
        return titled.count == 1 ? titled[0] : nil
    }

    /// The grades of a report's questions as known: the latest of each, in the order in which they were first given. What
    /// was said with an earlier one stays where a later one says nothing.
    public func grades(
        of report: Reference, knownAt: Int64 = .max
    ) throws -> [QuestionGrade] {
        let recorded = try database.all(
            """
            SELECT g.seq, g.question, g.grade, \(Self.words("w")) FROM grade g JOIN report r ON r.id = g.report
            LEFT JOIN words w ON w.seq = g.seq AND w.name = 'judgement' WHERE r.folded = ? ORDER BY g.seq
            """, report.folded
        ) {
            (
                seq: $0.int(0),
                row: QuestionGrade(
                    question: try $0.storedText(1), grade: try $0.storedText(2), judgement: $0.optionalText(3)
                )
            )
        }
        var latest: [QuestionGrade] = []
        for given in try known(
            recorded, from: .grade, at: knownAt,
            correct: { row, record in
                if case .grade(let question, let grade) = record.act {
                    row = QuestionGrade(
                        question: question, grade: grade, judgement: try word(.judgement, of: record))
                }
            })
        {
            if let index = latest.firstIndex(where: { $0.question == given.question }) {
                let judgement = given.judgement ?? latest[index].judgement
                latest[index] = given
                latest[index].judgement = judgement
            } else {
                latest.append(given)
            }
        }
        return latest
    }
}

extension Writer {
    /// Adds a report.
    ///
    /// The usual grade scale of its inspection cycle is taken when none is named: grade scales change with the
    /// cycle and are data.
    ///
    /// - Throws: `AlreadyExists` when the identifier is taken, `NotFound` for an unknown scale.
    public func addReport(_ reference: Reference, title: String, details: ReportDetails) throws {
        try requireWords(title, "report's title")
        try refuseTaken(reference, "report", in: "report")
        var details = details
        if let named = details.scale {
            details.scale = try register.scale(named).name
        } else if details.publisher.uppercased().contains("HMIC"), let cycle = details.cycle,
            let year = Int(cycle.prefix(4))
        {
            details.scale = try register.scales().first { $0.cycles?.contains(year) ?? false }?.name
        }
        try record(.addReport(details), on: reference.text, words: [.title: title])
    }

    /// Grades a question of a report, or says that it is `ungraded`.
    ///
    /// - Parameter judgement: what the report says about the question, in paragraphs parted by blank lines.
    /// - Throws: `NotFound` for the report, `InvalidValue` for a grade that isn't on the report's scale.
    public func grade(_ report: String, question: String, grade: String, judgement: String? = nil) throws {
        let report = try register.report(report)
        let grade = grade.lowercased()
        try refuse(grade, of: report)
        try requireWords(question, "question")
        var words = Words()
        words[.judgement] = judgement
        try record(.grade(question: question, grade: grade), on: report.reference.text, words: words)
    }

    /// Refuses a grade that isn't on the report's scale.
    package func refuse(_ grade: String, of report: ReportRecord) throws {
        if let name = report.details.scale,
            let scale = try register.scales().first(where: { $0.name == name }),
            !scale.grades.contains(grade), grade != "ungraded"
        {
            throw InvalidValue(
                what: "grade", given: grade,
                expected: "one of the scale \(name): \(scale.grades.joined(separator: ", ")), or ungraded")
        }
    }
}
