// The people whom an imported sheet names: all who are not registered are told at once, or added.

extension Writer {
    /// Looks up everybody whom the rows name as lead or support.
    ///
    /// - Parameter adding: registers those who aren't yet, as owners.
    /// - Returns: who was added, and one problem for each name that nobody has, at its first row.
    func people(of rows: [ImportedRow], adding: Bool) throws -> (added: [String], problems: [Problem]) {
        var order: [String] = []
        var named: [String: [(row: ImportedRow, field: ImportField)]] = [:]
        for row in rows {
            for field in [ImportField.lead, .support] {
                for name in field == .lead ? [row.name(.lead)].compactMap({ $0 }) : row.list(.support) {
                    if named[name] == nil { order.append(name) }
                    named[name, default: []].append((row, field))
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
                        try addPerson(name, roles: [.owner])
                        added.append(name)
                    }
                    continue
                }
                let numbers = Set(uses.map(\.row.number)).sorted()
                let more = numbers.count > 5 ? " and \(numbers.count - 5) more" : ""
                let near =
                    error.nearest.isEmpty ? "" : " Did you mean \(error.nearest.joined(separator: ", "))?"
                problems.append(
                    uses[0].row.problem(
                        uses[0].field,
                        "\"\(name)\" is not registered (rows \(numbers.prefix(5).map(String.init).joined(separator: ", "))\(more)).\(near) Register them with: trackerctl person add \"\(name)\" --role owner; or all who are missing with --add-people."
                    ))
            } catch let error as Refusal {
                problems.append(uses[0].row.problem(uses[0].field, error))
            }
        }
        return (added, problems)
    }
}
