import Testing

import Tracker

/// What holds of every quarterly table: the movement adds up, the five positions make what is carried forward,
/// one quarter's end is the next one's beginning; and a second, plain count comes to the same. Over thousands of
/// random registers of a few items, without a database around them.
struct QuarterlyPropertyTests {
    private static let registersForEachSeed = 350
    private static let ageBands = AgeBand.bands(upTo: [90, 365])

    private func expectIdentity(_ row: QuarterlyRow, _ comment: Comment) {
        let movedIn = row[.broughtForward] + row[.opened] + row[.reopened] + row[.scopeIn]
        let movedOut = row[.closedImplemented] + row[.closedOther] + row[.scopeOut]
        #expect(movedIn - movedOut == row[.carriedForward], comment)
        let positions: [QuarterlyCount] = [
            .awaitingAllocation, .open, .inProgress, .pendingSignOff, .assured,
        ]
        let carried = Set(row.references[.carriedForward])
        #expect(carried.count == row[.carriedForward], comment)
        #expect(positions.map { row[$0] }.reduce(0, +) == carried.count, comment)
        #expect(Set(positions.flatMap { row.references[$0] }) == carried, comment)
        let ages = Self.ageBands.map { row[.aged($0)] }
        #expect(ages.reduce(0, +) == carried.count, comment)
        let colours: [QuarterlyCount] = [.red, .amber, .green, .notRated]
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
        _ table: QuarterlyTable, _ count: QuarterlyCount
    ) -> [String: Set<String>] {
        var found = ["total": Set(table.total.references[count])]
        for row in table.rows { found["row \(row.key)"] = Set(row.references[count]) }
        return found.filter { !$0.value.isEmpty }
    }

    @Test(arguments: 1...4) func addsUpAndGoesOn(seed: UInt64) throws {
        var random = RandomHistories(seed: seed)
        var counted: [QuarterlyCount: Int] = [:]
        for turn in 0..<Self.registersForEachSeed {
            let histories = try random.next(items: 3)
            let scope = scope(turn, &random)
            let rowKey = RowKey.allCases[turn % RowKey.allCases.count]
            var carried: [String: Set<String>]?
            for quarter in RandomHistories.quarters {
                let table = try QuarterlyTable(
                    QuarterlySpec(quarter, scope: scope, rowKey: rowKey, ageBands: [90, 365]),
                    items: histories.compactMap { $0.steps(in: quarter, asAt: quarter.last) })
                for row in table.rows + [table.total] {
                    expectIdentity(row, "\(rowKey) \(row.key), \(quarter), register \(turn)")
                }
                if let carried { #expect(references(table, .broughtForward) == carried) }
                carried = references(table, .carriedForward)
                for count in table.spec.counts { counted[count, default: 0] += table.total[count] }
            }
        }
        // Where nothing is counted, nothing is tested. Nothing was issued here, and nobody's sheet was taken in.
        let absent: Set<QuarterlyCount> = [
            .restatedIn, .restatedOut, .closedImplementedOnWord, .assuredOnWord,
        ]
        for (count, number) in counted where !absent.contains(count) { #expect(number > 5, "\(count)") }
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
                    QuarterlySpec(
                        quarter, asAt: asAt, scope: scope, rowKey: rowKey, ragRule: rule,
                        ageBands: NaiveQuarterly.ageBands),
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
