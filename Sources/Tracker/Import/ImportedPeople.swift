import TrackerModel
import TrackerRegister
import TrackerSheets
import TrackerValues

// The people whom an imported sheet names: all who are not registered are told at once, or added.

extension Writer {
    /// Looks up everybody whom the rows name as lead or support.
    ///
    /// - Parameter adding: registers those who aren't yet, as owners.
    /// - Returns: who was added, and one problem for each name that nobody has, at its first row.
    func people(
        of rows: ImportedRows, _ plan: ImportPlan, adding: Bool
    ) throws -> (added: [String], problems: [Problem]) {
        let named = plan.namedPeople
        var problems: [Problem] = []
        var added: [String] = []
        for (name, field, indices) in named {
            let first = rows[indices[0]]
            do { _ = try person(name) } catch let error as NotFound {
                if adding {
                    if !added.contains(where: { $0.lowercased() == name.lowercased() }) {
                        do {
                            try addPerson(name, roles: [.owner])
                            added.append(name)
                        } catch let error as RuleViolation {
                            problems.append(first.problem(field, error))
                        } catch let error as InvalidValue {
                            problems.append(first.problem(field, error))
                        }
                    }
                    continue
                }
                let numbers = Set(indices).sorted().map { rows[$0].number }
                let more = numbers.count > 5 ? " and \(numbers.count - 5) more" : ""
                let near =
                    error.nearest.isEmpty ? "" : " Did you mean \(error.nearest.joined(separator: ", "))?"
                problems.append(
                    first.problem(
                        field,
                        "\"\(name)\" is not registered (rows \(numbers.prefix(5).map(String.init).joined(separator: ", "))\(more)).\(near)",
                        remedies: [.registerOwners(first: name), .answerSheet(.meaning(.person, of: name))],
                        alsoIn: numbers))
            } catch let error as RuleViolation {
                problems.append(first.problem(field, error))
            }
        }
        return (added, problems)
    }
}

extension ImportPlan {
    /// Who leads by a row; nil where it names nobody.
    func lead(_ row: ImportedRow) -> String? {
        row[.lead].flatMap { people[$0].map(\.lead) ?? $0.plain }
    }

    /// Whether a row says that nobody leads yet.
    func isNobody(_ row: ImportedRow) -> Bool { row[.lead].flatMap { people[$0] }?.isNobody ?? false }

    /// Who supports by a row, the lead's column first.
    func support(_ row: ImportedRow) -> [String] {
        let beside = row[.lead].flatMap { people[$0]?.support } ?? []
        let own = row.cells(.support).flatMap { text -> [String] in
            guard let cell = people[text] else { return [text.plain] }
            return ([cell.lead].compactMap { $0 } + cell.support)
        }
        return beside + own.filter { !beside.contains($0) }
    }

    /// Everybody whom the rows name, in the order of the rows.
    fileprivate var namedPeople: [(name: String, field: ImportField, rows: [Int])] {
        var named: [String: (field: ImportField, rows: Set<Int>)] = [:]
        for field in [ImportField.lead, .support] {
            guard let words = peopleWords[field] else { continue }
            for text in words.order {
                guard let cell = people[text], let rows = words.rows[text] else { continue }
                for name in [cell.lead].compactMap({ $0 }) + cell.support {
                    named[name, default: (field, [])].rows.formUnion(rows)
                }
            }
        }
        return named.map { ($0.key, $0.value.field, $0.value.rows.sorted()) }.sorted {
            ($0.rows[0], $0.field == .lead ? 0 : 1, $0.name) < (
                $1.rows[0], $1.field == .lead ? 0 : 1, $1.name
            )
        }
    }
}
