import TrackerModel
import TrackerRegister
import TrackerSheets
import TrackerValues

// The reports that a sheet names: those the register has, and those that are added from what the rows say of them.

extension Writer {
    /// Finds or adds the report of each row, by the lower-case spelling of what the rows call it.
    func addReports(
        _ rows: ImportedRows, _ plan: ImportPlan, answers: ImportAnswers, taken: inout ImportResult,
        problems: inout [Problem]
    ) throws -> [String: Reference] {
        var named: [String: Reference] = [:]
        for known in try register.reports() {
            named[known.title.plain.lowercased()] = known.reference
            named[known.reference.folded] = known.reference
        }
        var used = Set(named.values)
        var described: [String: [Int]] = [:]
        var order: [String] = []
        for key in plan.reports.order where named[key] == nil {
            // Rows that are left out for want of a report name none that counts.
            let indices = (plan.reports.rows[key] ?? []).filter { !plan.refused.contains($0) }
            // What to do with rows that name none was asked already.
            if indices.isEmpty || key.isUnstated && answers.published == nil { continue }
            order.append(key)
            described[key] = indices
        }
        guard !order.isEmpty else { return named }
        let bodysForce = try register.setting(.force)
        let likely = try likelyPublisher(rows)
        let publisher = answers.publisher ?? (answers.asProposed ? likely : nil)
        if answers.publisher == nil,
            let question = publisherQuestion(rows, order.compactMap { described[$0] }, plan, likely)
        {
            taken.plan.questions.append(question)
            if publisher == nil { problems.append(question.problem) }
        }
        for key in order {
            guard let indices = described[key], let title = plan.reportTitle(rows[indices[0]], indices[0])
            else { continue }
            // Who published it was asked for all; what else it lacks is told in the same run.
            let isAsked = publisher == nil && indices.allSatisfy { rows[$0].name(.publisher) == nil }
            var description = ReportDescription(
                rows: indices.lazy.map { rows[$0] }, title: title, force: bodysForce,
                publisher: isAsked ? "" : publisher, answers: answers)
            defer { taken.plan.questions += description.questions }
            do throws(Problem) {
                let details = try description.details()
                if isAsked { continue }
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

    /// Asks once for all reports of which no column says who published them.
    private func publisherQuestion(
        _ rows: ImportedRows, _ reports: [[Int]], _ plan: ImportPlan, _ likely: String?
    ) -> ImportPlan.Question? {
        let nameless = reports.filter { $0.allSatisfy { rows[$0].name(.publisher) == nil } }
        guard let first = nameless.first?.first else { return nil }
        let titles = nameless.compactMap { indices in
            plan.reportTitle(rows[indices[0]], indices[0]).map {
                "\"\($0)\" (row \(rows[indices[0]].number))"
            }
        }
        let sentence =
            titles.count == 1
            ? "The report \(titles[0]) is not in the register, and no column says who published it."
            : "\(titles.count) reports are not in the register, and no column says who published them: \(titles.joined(separator: ", "))."
        let proposal = likely.map { "published by \($0)" }
        return ImportPlan.Question(
            field: .publisher, words: "", rows: nameless.compactMap(\.first).map { rows[$0].number },
            sentence: sentence, proposal: proposal,
            problem: rows[first].problem(
                .report, sentence + (proposal.map { " Proposed: \($0)." } ?? ""),
                remedies: [.answerSheet(.publisher), .add(.report), .plain("map a column to publisher")]
                    + (proposal == nil ? [] : [.answerSheet(.asProposed)])))
    }

    /// The publisher that is proposed: one that a heading names, else the only one that the register knows.
    private func likelyPublisher(_ rows: ImportedRows) throws -> String? {
        for name in ["HMICFRS", "HMICS", "HMIC", "IOPC"] {
            if rows.sheet.headings.contains(where: { $0.text.uppercased().contains(name) }) { return name }
        }
        let known = Set(try register.reports().map(\.details.publisher))
        return known.count == 1 ? known.first : nil
    }
}

/// What the rows of one report say about it.
private struct ReportDescription<Rows: RandomAccessCollection<ImportedRow>> {
    let rows: Rows
    let title: String
    /// What stands where no column says it.
    let force: String?
    let publisher: String?
    let answers: ImportAnswers
    /// What its rows leave open, with what is proposed.
    private(set) var questions: [ImportPlan.Question] = []

    private var first: ImportedRow { rows[rows.startIndex] }

    /// - Throws: what the rows lack, or where they disagree.
    mutating func details() throws(Problem) -> ReportDetails {
        guard let publisher = try only(.publisher) ?? publisher else {
            throw first.problem(
                .report,
                "The report \"\(title)\" is not in the register, and no column says who published it.",
                remedies: [.answerSheet(.publisher), .add(.report), .plain("map a column to publisher")])
        }
        guard let force = try only(.force) ?? force else {
            throw first.problem(.report, "No column says which force \"\(title)\" is about.")
        }
        let urls = Set(rows.compactMap { $0.name(.url) })
        return ReportDetails(
            publisher: publisher, force: force, published: try published(), cycle: try only(.cycle),
            url: urls.count == 1 ? urls.first : nil)
    }

    private func only(_ field: ImportField) throws(Problem) -> String? {
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

    /// "HMIC 2016 effectiveness inspection" most likely came out in 2016.
    private var yearInTitle: PartialDate? {
        let years = title.split { !$0.isNumber }.filter { $0.count == 4 }.compactMap { Int($0) }
        return years.first { (1990...2099).contains($0) }.flatMap { PartialDate(iso: "\($0)") }
    }

    /// Where the rows are more or less precise about when it was published, the most precise counts.
    private mutating func published() throws(Problem) -> PartialDate {
        var published: PartialDate?
        for row in rows {
            guard let date = try row.partialDate(.published) else { continue }
            if let known = published {
                guard known.isRefined(by: date) || date.isRefined(by: known) else {
                    throw row.problem(
                        .published,
                        "The rows of \"\(title)\" disagree: \(known.shortForm) above, \(date.shortForm) here."
                    )
                }
                published = known.isRefined(by: date) ? date : known
            } else {
                published = date
            }
        }
        if let published { return published }
        if let typed = answers.published {
            do { return try PartialDate(parsing: typed) } catch { throw first.problem(.published, error) }
        }
        let sentence = "No column says when \"\(title)\" was published"
        guard let year = yearInTitle else {
            throw first.problem(.report, sentence + ".", remedies: [.answerSheet(.published)])
        }
        let proposal = "published in \(year), the year in its title"
        let question = ImportPlan.Question(
            field: .published, words: title, rows: rows.map(\.number), sentence: sentence, proposal: proposal,
            problem: first.problem(
                .report, "\(sentence). Proposed: \(proposal).",
                remedies: [.answerSheet(.published), .answerSheet(.asProposed)]))
        questions.append(question)
        guard answers.asProposed else { throw question.problem }
        return year
    }
}

extension ImportedRow {
    /// As much of a date as a cell names.
    fileprivate func partialDate(_ field: ImportField) throws(Problem) -> PartialDate? {
        guard let cell = cell(field) else { return nil }
        // A month stays a month, whatever the rule for deadlines: a day that nobody wrote would set a clock going.
        if case .part(let part) = WrittenDate(cell.text) { return part }
        if let day = day(field) { return PartialDate(day) }
        throw problem(
            field, InvalidValue(what: "date", given: cell.text.trimmed, expected: SheetCell.dayForms))
    }
}
