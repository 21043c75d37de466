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
            if indices.isEmpty { continue }
            order.append(key)
            described[key] = indices
        }
        guard !order.isEmpty else { return named }
        let bodysForce = try register.setting(.force)
        let publisher = try answers.publisher ?? (answers.asProposed ? likelyPublisher(rows) : nil)
        if publisher == nil { try askPublisher(rows, order.compactMap { described[$0] }, plan, &problems) }
        for key in order {
            guard let indices = described[key], let title = plan.reportTitle(rows[indices[0]], indices[0])
            else { continue }
            guard publisher != nil || !indices.allSatisfy({ rows[$0].name(.publisher) == nil }) else {
                continue
            }
            do throws(Problem) {
                let details = try ReportDescription(
                    rows: indices.lazy.map { rows[$0] }, title: title, force: bodysForce,
                    publisher: publisher,
                    answers: answers
                ).details()
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
    private func askPublisher(
        _ rows: ImportedRows, _ reports: [[Int]], _ plan: ImportPlan, _ problems: inout [Problem]
    ) throws {
        let nameless = reports.filter { $0.allSatisfy { rows[$0].name(.publisher) == nil } }
        guard let first = nameless.first?.first else { return }
        let titles = nameless.compactMap { indices in
            plan.reportTitle(rows[indices[0]], indices[0]).map {
                "\"\($0)\" (row \(rows[indices[0]].number))"
            }
        }
        let sentence =
            titles.count == 1
            ? "The report \(titles[0]) is not in the register, and no column says who published it."
            : "\(titles.count) reports are not in the register, and no column says who published them: \(titles.joined(separator: ", "))."
        let proposal = try likelyPublisher(rows).map { " Proposed: \($0)." } ?? ""
        problems.append(
            rows[first].problem(
                .report, sentence + proposal,
                remedies: [.answerSheet(.publisher), .add(.report), .plain("map a column to publisher")]
                    + (proposal.isEmpty ? [] : [.answerSheet(.asProposed)])))
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

    private var first: ImportedRow { rows[rows.startIndex] }

    /// - Throws: what the rows lack, or where they disagree.
    func details() throws(Problem) -> ReportDetails {
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

    /// Where the rows are more or less precise about when it was published, the most precise counts.
    private func published() throws(Problem) -> PartialDate {
        var published: PartialDate?
        for row in rows {
            guard let date = try row.partialDate(.published) else { continue }
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
        if let published { return published }
        if let typed = answers.published {
            do { return try PartialDate(parsing: typed) } catch { throw first.problem(.published, error) }
        }
        // "HMIC 2016 effectiveness inspection" came out in 2016, for all that the sheet says.
        let years = title.split { !$0.isNumber }.filter { $0.count == 4 }.compactMap { Int($0) }
        if answers.asProposed, let year = years.first(where: { (1990...2099).contains($0) }),
            let date = PartialDate(iso: "\(year)")
        {
            return date
        }
        throw first.problem(
            .report, "No column says when \"\(title)\" was published.",
            remedies: [.answerSheet(.published)])
    }
}

extension ImportedRow {
    /// As much of a date as a cell names.
    fileprivate func partialDate(_ field: ImportField) throws(Problem) -> PartialDate? {
        guard let cell = cell(field) else { return nil }
        if let day = day(field) { return PartialDate(day) }
        guard let date = WrittenDate(cell.text)?.partialDate() else {
            throw problem(
                field, InvalidValue(what: "date", given: cell.text.trimmed, expected: SheetCell.dayForms))
        }
        return date
    }
}
