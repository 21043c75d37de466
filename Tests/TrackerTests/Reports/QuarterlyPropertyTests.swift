import Testing

import Tracker

/// What holds of every quarterly table: the movement adds up, the five positions make what is carried forward,
/// one quarter's end is the next one's beginning; and a second, plain count comes to the same. Over thousands of
/// random registers of a few items, without a database around them.
struct QuarterlyPropertyTests {
    private static let registersForEachSeed = 350

    private func expectIdentity(_ row: QuarterlyRow, _ comment: Comment) {
        let movedIn = row[.broughtForward] + row[.opened] + row[.reopened] + row.scopeChange.in.count
        let movedOut = row[.closedImplemented] + row[.closedOther] + row.scopeChange.out.count
        #expect(movedIn - movedOut == row[.carriedForward], comment)
        let positions: [QuarterlyRow.Column] = [
            .awaitingAllocation, .open, .inProgress, .pendingSignOff, .assured,
        ]
        let carried = Set(row.references[.carriedForward] ?? [])
        #expect(carried.count == row[.carriedForward], comment)
        #expect(positions.map { row[$0] }.reduce(0, +) == carried.count, comment)
        #expect(Set(positions.flatMap { row.references[$0] ?? [] }) == carried, comment)
        #expect(row.ages.map(\.count).reduce(0, +) == carried.count, comment)
        let colours: [QuarterlyRow.Column] = [.red, .amber, .green, .notRated]
        #expect(colours.map { row[$0] }.reduce(0, +) == carried.count, comment)
        #expect((row.oldestDays == nil) == carried.isEmpty, comment)
    }

    private func scope(_ turn: Int, _ random: inout RandomHistories) -> Scope {
        var scope = Scope()
        if turn % 3 == 1 { scope.owner = random.acts.pick(random.acts.people) }
        if turn % 3 == 2 { scope.tag = "ICT" }
        return scope
    }

    private func references(
        _ table: QuarterlyTable, _ column: QuarterlyRow.Column
    ) -> [String: Set<String>] {
        var found = ["total": Set(table.total.references[column] ?? [])]
        for row in table.rows { found["row \(row.key)"] = Set(row.references[column] ?? []) }
        return found.filter { !$0.value.isEmpty }
    }

    @Test(arguments: 1...4) func addsUpAndGoesOn(seed: UInt64) throws {
        var random = RandomHistories(seed: seed)
        var counted: [QuarterlyRow.Column: Int] = [:]
        var scopeChanges = 0
        for turn in 0..<Self.registersForEachSeed {
            let histories = try random.next(items: 3)
            let scope = scope(turn, &random)
            let rowKey = RowKey.allCases[turn % RowKey.allCases.count]
            var carried: [String: Set<String>]?
            for quarter in RandomHistories.quarters {
                let table = try QuarterlyTable(
                    quarter: quarter, asAt: quarter.last, scope: scope, rowKey: rowKey, ragRule: .date,
                    ageBands: [90, 365],
                    items: histories.compactMap { $0.steps(in: quarter, asAt: quarter.last) })
                for row in table.rows + [table.total] {
                    expectIdentity(row, "\(rowKey) \(row.key), \(quarter), register \(turn)")
                }
                if let carried { #expect(references(table, .broughtForward) == carried) }
                carried = references(table, .carriedForward)
                for column in QuarterlyRow.Column.allCases {
                    counted[column, default: 0] += table.total[column]
                }
                scopeChanges += table.total.scopeChange.in.count + table.total.scopeChange.out.count
            }
        }
        // Where nothing is counted, nothing is tested.
        for column in QuarterlyRow.Column.allCases { #expect(counted[column, default: 0] > 5, "\(column)") }
        #expect(scopeChanges > 20)
    }

    @Test(arguments: 11...14) func isWhatAPlainCountGives(seed: UInt64) throws {
        var random = RandomHistories(seed: seed)
        for turn in 0..<Self.registersForEachSeed {
            let histories = try random.next(items: 3)
            let naive = NaiveLedger(histories.flatMap(\.entries))
            let scope = scope(turn, &random)
            let rowKey = RowKey.allCases[turn % RowKey.allCases.count]
            let rule = random.acts.pick(RAGRule.builtIn)
            for quarter in RandomHistories.quarters {
                let asAt = random.acts.chance(1, in: 3) ? quarter.first.adding(days: 40) : quarter.last
                let table = try QuarterlyTable(
                    quarter: quarter, asAt: asAt, scope: scope, rowKey: rowKey, ragRule: rule,
                    ageBands: NaiveQuarterly.ageBands,
                    items: histories.compactMap { $0.steps(in: quarter, asAt: asAt) })
                let plain = NaiveQuarterly(
                    naive, quarter: quarter, asAt: asAt, knownAt: .max, rowKey: rowKey, rule: rule
                ) { state in
                    scope.owner.map { $0.description == state.lead } ?? true
                        && scope.tag.map { state.tags.contains($0) } ?? true
                }
                #expect(NaiveQuarterly(table) == plain, "\(rowKey), \(quarter), register \(turn)")
            }
        }
    }
}
