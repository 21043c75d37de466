import Tracker
import TrackerDocuments

/// A sheet as it was read, and what it would come to.
struct LookedSheet {
    let sheet: Sheet
    var mapping: ImportMapping?
    var problems: [Problem] = []
    /// What is wrong with an answer.
    var fault: FieldFault?
    var taken: ImportResult?
    /// What a person who records it has seen: another sheet, other answers or another register are something else.
    var seen = ""

    /// Whether it can be recorded as it is.
    var isReady: Bool { taken.map { !$0.isNothing } ?? false }

    /// The letters of a column.
    func letters(_ index: Int) -> String { Self.letters(sheet, index) }

    static func letters(_ sheet: Sheet, _ index: Int) -> String {
        sheet.place(row: 1, column: index).column ?? ""
    }

    /// What is open, as a sentence.
    static func words(_ problem: Problem) -> String {
        let clauses = problem.remedies.compactMap { remedy -> String? in
            if case .plain(let clause) = remedy { clause } else { nil }
        }
        return problem.sentence + (problem.accepted.map { " Accepted: \($0)." } ?? "")
            + (clauses.isEmpty
                ? ""
                : " \(clauses.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }.joined(separator: " "))")
    }

    /// What it would come to, or what stands in the way, cell by cell.
    var preview: [Block] {
        guard let taken else {
            return problems.isEmpty ? [] : [.table(openCells)]
        }
        let summary = taken.summary
        func list(_ references: [Reference]) -> String {
            references.prefix(30).map(\.text).joined(separator: ", ")
                + (references.count > 30 ? " and \(references.count - 30) more" : "")
        }
        func counts(_ counts: [String: Int]) -> String {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
                .joined(separator: ", ")
        }
        var facts = [Fact(label: "Rows of the sheet", value: String(summary.rows))]
        func add(_ label: String, _ value: String) {
            if !value.isEmpty, value != "0" { facts.append(Fact(label: label, value: value)) }
        }
        add("New items", summary.added == 0 ? "" : "\(summary.added): \(list(taken.items))")
        add("In the register already", String(summary.known))
        add("Rows that are no items", String(summary.noItem))
        add("Rows left out", String(summary.leftOut))
        add("New reports", list(taken.reports))
        add("People who are registered", taken.people.joined(separator: ", "))
        add("What differs", String(taken.differences.count))
        if summary.added > 0 {
            add("With a due date", String(summary.dated))
            add("Without one", list(summary.undated))
            add("Where they stand", counts(summary.statuses))
            add("Who leads them", counts(summary.owners))
            add("Led by nobody yet", list(summary.unowned))
        }
        add("On the sheet's word alone, until somebody assures them", list(taken.onWord))
        var blocks: [Block] = [.facts(facts)]
        if !taken.differences.isEmpty { blocks.append(.table(Listing.differences(taken.differences).table)) }
        var read: [String] = []
        for reading in taken.plan.readings {
            let rows = reading.rows.isEmpty ? "" : " (\(reading.rows.rowsTold))"
            read.append(
                "\"\(reading.words.plain.cut(to: 100))\" in \(reading.heading)\(rows): \(reading.meaning).")
        }
        for question in taken.plan.questions {
            guard let proposal = question.proposal else { continue }
            let words = question.words.isEmpty ? "" : "\"\(question.words.plain.cut(to: 100))\" "
            read.append("As proposed: \(words)(\(question.rows.rowsTold)): \(proposal).")
        }
        for rows in taken.plan.leftOut {
            read.append("\(rows.isItem ? "Left out" : "No item"): \(rows.rows.rowsTold): \(rows.why).")
        }
        if !read.isEmpty { blocks += [.heading("How it is read"), .list(read)] }
        return blocks
    }

    /// The cells that are open.
    private var openCells: Table {
        let marks = problems.compactMap { problem in problem.place.map { (problem, $0) } }.prefix(
            InputProblems.printed)
        let wanted = Set(marks.map(\.1.row))
        var cells: [Int: [SheetCell]] = [:]
        for row in sheet.rows where wanted.contains(row.number) { cells[row.number] = row.cells }
        return Table(
            name: "Open", caption: "What is open, where it stands in the sheet",
            columns: [
                Column(title: "Row", key: "row", kind: .number), Column(title: "Column", key: "column"),
                Column(title: "In the sheet", key: "words", weight: 2),
                Column(title: "What is open", key: "open", weight: 4),
            ],
            rows: marks.map { problem, place in
                let index = sheet.headings.indices.first { letters($0) == place.column }
                let words = index.flatMap { cells[place.row]?[$0].text.plain.cut(to: 120) } ?? ""
                return [
                    .number(place.row), .text(place.heading.plain), .text(words), .text(Self.words(problem)),
                ]
            }, empty: "Nothing of a single cell.")
    }
}
