import TrackerModel
import TrackerRegister
package import TrackerSheets
import TrackerValues

// The people whom an imported sheet names: all who are not registered are told at once, or added.

extension Writer {
    /// Looks up everybody whom the rows name as lead or support.
    ///
    /// - Parameter adding: registers those who aren't yet, as owners.
    /// - Returns: who was added, and one problem for each name that nobody has, at its first row.
    package func people(of rows: ImportedRows, adding: Bool) throws -> (added: [String], problems: [Problem])
    {
        var order: [String] = []
        var named: [String: (field: ImportField, rows: [Int])] = [:]
        for (index, row) in rows.enumerated() {
            for field in [ImportField.lead, .support] {
                for name in field == .lead ? [row.name(.lead)].compactMap({ $0 }) : row.list(.support) {
                    if named[name] == nil { order.append(name) }
                    named[name, default: (field, [])].rows.append(index)
                }
            }
        }
        var problems: [Problem] = []
        var added: [String] = []
        for name in order {
            guard let uses = named[name] else { continue }
            do { _ = try person(name) } catch let error as NotFound {
                if adding {
                    if !added.contains(where: { $0.lowercased() == name.lowercased() }) {
                        do {
                            try addPerson(name, roles: [.owner])
                            added.append(name)
                        } catch let error as RuleViolation {
                            problems.append(rows[uses.rows[0]].problem(uses.field, error))
                        } catch let error as InvalidValue {
                            problems.append(rows[uses.rows[0]].problem(uses.field, error))
                        }
                    }
                    continue
                }
                let numbers = Set(uses.rows).sorted().map { rows[$0].number }
                let more = numbers.count > 5 ? " and \(numbers.count - 5) more" : ""
                let near =
                    error.nearest.isEmpty ? "" : " Did you mean \(error.nearest.joined(separator: ", "))?"
                problems.append(
                    rows[uses.rows[0]].problem(
                        uses.field,
                        "\"\(name)\" is not registered (rows \(numbers.prefix(5).map(String.init).joined(separator: ", "))\(more)).\(near)",
                        remedies: [.registerOwners(first: name)]))
            } catch let error as RuleViolation {
                problems.append(rows[uses.rows[0]].problem(uses.field, error))
            }
        }
        return (added, problems)
    }
}
