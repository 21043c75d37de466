import TrackerModel
import TrackerRegister
import TrackerSheets
import TrackerValues

// The plan of an import: every row is looked at before anything is written.

extension Writer {
    /// Reads all rows, and gathers by which rules they are read and what they leave open.
    func plan(_ rows: ImportedRows, options: ImportOptions) throws -> ImportPlan {
        var plan = try roles(of: rows, options)
        try askDay(rows, options, &plan)
        askColumns(rows, &plan)
        var questions = ImportQuestions(
            rows, answers: options.answers, statuses: options.statuses, plan: plan)
        for (index, row) in rows.enumerated() where !plan.refused.contains(index) {
            questions.see(plan.continued[index] == nil ? row : rows.joined(index, plan), index)
        }
        questions.ask()
        askFaults(rows, &questions)
        try askKinds(&questions)
        try askBoards(&questions)
        try readPeople(&questions)
        questions.keepWhatIsNamed()
        return questions.plan
    }

    // MARK: - Rows that are no items

    private func roles(of rows: ImportedRows, _ options: ImportOptions) throws -> ImportPlan {
        var plan = ImportPlan()
        let hasReferences = rows.has(.ref) && rows.contains { $0[.ref] != nil }
        var above: Int?
        var left: [String: [Int]] = [:]
        var orphans: [Int] = []
        var references = FoundReferences()
        for (index, row) in rows.enumerated() {
            let isHint = above == nil && RowRole.isHint(row)
            let role = isHint ? .hint : RowRole(row, hasReferences: hasReferences)
            switch role {
            case .item:
                above = index
                try find(&references, row, index, rows, options, &plan)
                continue
            case .banner(let title): plan.banners.append((index, title))
            case .total: left["a total or a key", default: []].append(row.number)
            case .hint: left["how the columns are to be filled in", default: []].append(row.number)
            case .onlyNumber: left["nothing but a number", default: []].append(row.number)
            case .continuation:
                if let above {
                    plan.continued[above, default: []].append(index)
                } else {
                    orphans.append(index)
                }
            }
            plan.roles[index] = role
            plan.refused.insert(index)
        }
        for (why, numbers) in left.sorted(by: { $0.key < $1.key }) {
            plan.leftOut.append(ImportPlan.LeftOut(rows: numbers, why: why))
        }
        if !plan.banners.isEmpty {
            plan.leftOut.append(
                ImportPlan.LeftOut(
                    rows: plan.banners.map { rows[$0.from].number },
                    why: "the name of the report of the items below"))
        }
        askContinuations(rows, orphans, &plan)
        plan.readings += references.made
        try askNameless(rows, references.nameless, options, &plan)
        return plan
    }

    private func askContinuations(_ rows: ImportedRows, _ orphans: [Int], _ plan: inout ImportPlan) {
        for (above, indices) in plan.continued.sorted(by: { $0.key < $1.key }) {
            let numbers = indices.map { rows[$0].number }
            let first = rows[indices[0]]
            let item = rows[above].name(.ref) ?? "row \(rows[above].number)"
            let sentence =
                "The \(numbers.rowsTold) \(numbers.count == 1 ? "has" : "have") words and no reference"
            let proposal = "more of \(item) above"
            plan.questions.append(
                ImportPlan.Question(
                    field: .ref, words: "", rows: numbers, sentence: sentence, proposal: proposal,
                    problem: first.problem(
                        .text, "\(sentence). Proposed: \(proposal).", remedies: [.answerSheet(.asProposed)])))
            plan.leftOut.append(ImportPlan.LeftOut(rows: numbers, why: proposal))
        }
        for index in orphans {
            let row = rows[index]
            let sentence = "The row has words and no reference, and no item stands above it"
            plan.questions.append(
                ImportPlan.Question(
                    field: .ref, words: "", rows: [row.number], sentence: sentence, proposal: nil,
                    problem: row.problem(.text, sentence + ".")))
        }
    }

    /// Columns of which nobody said what they hold.
    private func askColumns(_ rows: ImportedRows, _ plan: inout ImportPlan) {
        let sheet = rows.sheet
        for column in rows.mapping.unknown {
            let heading = sheet.headings[column].text.plain
            let place = sheet.place(row: sheet.headingsRow, column: column)
            let sentence =
                heading.isEmpty ? "The column has no heading" : "The column \"\(heading)\" is not known"
            let proposal = "kept as an internal note"
            plan.questions.append(
                ImportPlan.Question(
                    field: .keep, words: heading, rows: [sheet.headingsRow], sentence: sentence,
                    proposal: proposal,
                    problem: Problem(
                        file: rows.file, place: place, sentence: "\(sentence). Proposed: \(proposal).",
                        remedies: [
                            .mapColumn(heading.isEmpty ? place.column ?? "" : heading),
                            .answerSheet(.asProposed),
                        ])))
        }
    }

    /// Cells that show an error, or were turned into something else, where their row and column are taken in.
    private func askFaults(_ rows: ImportedRows, _ questions: inout ImportQuestions) {
        let fields = rows.mapping.fields
        let columns = Set(fields.indices.filter { fields[$0] != .ignore })
        let left = Set(questions.plan.refused.map { rows[$0].number })
        for problem in rows.sheet.problems(inColumns: columns, file: rows.file)
        where !left.contains(problem.place?.row ?? 0) {
            questions.add(problem)
        }
    }

    // MARK: - References and reports

    /// What was found of the rows' references and reports.
    private struct FoundReferences {
        var seen: [String: Int] = [:]
        /// References that were made of printed ones.
        var made: [ImportPlan.Reading] = []
        /// Rows that name no report.
        var nameless: [Int] = []
    }

    private func find(
        _ found: inout FoundReferences, _ row: ImportedRow, _ index: Int, _ rows: ImportedRows,
        _ options: ImportOptions, _ plan: inout ImportPlan
    ) throws {
        if !namesReport(row, index, options, plan) { found.nameless.append(index) }
        guard let typed = row.name(.ref) else { return }
        guard let reference = Reference(printed: typed) else {
            let sentence = "\"\(typed)\" has no letter and no digit that a reference could be made of"
            plan.questions.append(
                ImportPlan.Question(
                    field: .ref, words: typed, rows: [row.number], sentence: sentence, proposal: nil,
                    problem: row.problem(.ref, sentence + ".")))
            return
        }
        if let earlier = found.seen[reference.folded] {
            return try askTwice(rows, typed, reference, earlier, index, &found.seen, &plan)
        }
        found.seen[reference.folded] = index
        plan.references[index] = reference
        if reference.text != typed {
            found.made.append(
                ImportPlan.Reading(
                    heading: rows.heading(of: .ref), words: typed, meaning: "the reference \(reference)",
                    rows: [row.number]))
        }
    }

    /// The same reference in two rows: the later one takes a number of its own, where that is accepted or was before.
    private func askTwice(
        _ rows: ImportedRows, _ typed: String, _ reference: Reference, _ earlier: Int, _ index: Int,
        _ seen: inout [String: Int], _ plan: inout ImportPlan
    ) throws {
        var copy = 2
        var other = Reference(stored: "\(reference.text)-2")
        while seen[other.folded] != nil {
            copy += 1
            other = Reference(stored: "\(reference.text)-\(copy)")
        }
        seen[other.folded] = index
        plan.references[index] = other
        let row = rows[index]
        if try register.storedReference(other.folded) != nil {
            plan.readings.append(
                ImportPlan.Reading(
                    heading: rows.heading(of: .ref), words: typed, meaning: "the reference \(other)",
                    rows: [row.number]))
            return
        }
        let sentence = "\"\(typed)\" is the reference of row \(rows[earlier].number) already"
        let proposal = "\(other) in this row"
        plan.questions.append(
            ImportPlan.Question(
                field: .ref, words: typed, rows: [row.number], sentence: sentence, proposal: proposal,
                problem: row.problem(
                    .ref, "\(sentence). Proposed: \(proposal).", remedies: [.answerSheet(.asProposed)])))
    }

    private func namesReport(
        _ row: ImportedRow, _ index: Int, _ options: ImportOptions, _ plan: ImportPlan
    ) -> Bool {
        if options.report != nil { return true }
        guard let title = plan.reportTitle(row, index) else { return false }
        return !title.isUnstated || options.answers.published != nil
    }

    private func askNameless(
        _ rows: ImportedRows, _ nameless: [Int], _ options: ImportOptions, _ plan: inout ImportPlan
    ) throws {
        var unknown: [Int] = []
        for index in nameless {
            if options.update, let reference = plan.references[index],
                try register.storedReference(reference.folded) != nil
            {
                continue
            }
            // By number within a report it can't be known; by none it can't be added.
            unknown.append(index)
        }
        guard let first = unknown.first else { return }
        let numbers = unknown.map { rows[$0].number }
        let words = rows[first].name(.report) ?? ""
        let sentence =
            "It names no report, and none was given for all\(numbers.count > 1 ? " (\(numbers.rowsTold))" : "")"
        let isSome = unknown.count < rows.count - plan.refused.count
        let proposal = isSome ? "left out" : nil
        plan.questions.append(
            ImportPlan.Question(
                field: .report, words: words, rows: numbers, sentence: sentence, proposal: proposal,
                problem: rows[first].problem(
                    .report, "\(sentence).\(proposal.map { " Proposed: \($0)." } ?? "")",
                    remedies: [.give(.reportForAll)] + (isSome ? [.answerSheet(.asProposed)] : []))))
        if isSome, options.answers.asProposed {
            plan.refused.formUnion(unknown)
            plan.leftOut.append(ImportPlan.LeftOut(rows: numbers, isItem: true, why: "no report is named"))
        }
    }

    // MARK: - What the register knows

    private func askKinds(_ questions: inout ImportQuestions) throws {
        for words in questions.kinds.order {
            do {
                let kind = try kindName(questions.answers.kinds[words] ?? words)
                questions.withPlan { $0.kinds[words] = kind }
            } catch let error as NotFound {
                let proposal = BuiltInKind.likely(words)?.name
                if let proposal { questions.withPlan { $0.kinds[words] = proposal } }
                questions.ask(
                    .kind, words, questions.kinds.rows[words] ?? [], error.description,
                    proposal: proposal.map { $0.replacing("-", with: " ") },
                    remedies: error.remedies + [.answerSheet(.meaning(.kind, of: words))])
            }
        }
    }

    private func askBoards(_ questions: inout ImportQuestions) throws {
        for words in questions.boards.order {
            let indices = questions.boards.rows[words] ?? []
            let meant = questions.answers.boards
            // What was said of a whole cell may itself name several.
            let names = NameCell(meant[words.plain] ?? words) { (try? boardReference($0)) != nil }.names
            var boards: [Reference] = []
            for name in names {
                do {
                    let board = try boardReference(meant[name] ?? name)
                    if !boards.contains(board) { boards.append(board) }
                } catch let error as NotFound {
                    questions.ask(
                        .board, name, indices, error.description, proposal: nil,
                        remedies: error.remedies + [.answerSheet(.meaning(.board, of: name))])
                }
            }
            questions.withPlan { $0.boards[words] = boards }
            if boards.count > 1 {
                let others = boards.dropFirst().map(\.text).joined(separator: " and ")
                questions.tell(
                    .board, words.plain, indices, "overseen by \(boards[0]), also before \(others)")
            }
        }
    }

    private func readPeople(_ questions: inout ImportQuestions) throws {
        for field in [ImportField.lead, .support] {
            guard let words = questions.people[field] else { continue }
            for text in words.order {
                let meant = questions.answers.people
                let cell = PeopleCell(text) { meant[$0] != nil || (try? person($0)) != nil }
                    .meaning { name in meant[name].map { (try? people().named($0).name) ?? $0 } }
                questions.withPlan { $0.people[text] = cell }
                let indices = words.rows[text] ?? []
                if cell.isNobody {
                    questions.tell(
                        field, text, indices, field == .lead ? "nobody leads yet" : "nobody supports yet")
                } else if cell.isSplit, field == .lead, let lead = cell.lead {
                    questions.tell(
                        field, text, indices,
                        "led by \(lead), supported by \(cell.support.joined(separator: " and "))")
                }
            }
        }
    }
}

extension ImportPlan {
    /// The title of the report that a row is of, if the sheet names one.
    func reportTitle(_ row: ImportedRow, _ index: Int) -> String? { row.name(.report) ?? banner(of: index) }
}

extension String {
    /// Whether words in place of a report's title say that there is none: "(not stated on the page)", "n/a".
    var isUnstated: Bool {
        let words = ImportField.normalised(plain)
        return words.isEmpty || words.hasPrefix("not_stated") || words.hasPrefix("not_known")
            || ["n_a", "na", "unknown", "none", "tbc", "various"].contains(words)
    }
}

extension ImportedRows {
    /// A row with those that go on in it.
    func joined(_ index: Int, _ plan: ImportPlan) -> ImportedRow {
        var row = self[index]
        for more in plan.continued[index] ?? [] { row.append(self[more]) }
        return row
    }
}
