import Testing

import Tracker

/// The list of moves against the counts of the table and the items' histories, over random registers.
struct MovedItemsTests {
    @Test func eachMoveOfWhatTheTableCounts() throws {
        var listed = 0
        for seed: UInt64 in 1...24 {
            var random = try RandomRegister(seed: 9_000 + seed)
            for today in ["2022-05-20", "2022-07-08", "2022-10-03", "2022-11-15"] {
                random.fixture.clock.set(day(today))
                try random.open(6, openedWithin: 100)
                try random.live(acts: 150, reach: 130)
            }
            let register = random.fixture.register
            let size = try register.size()
            for quarter in RandomHistories.quarters where quarter.first <= random.fixture.today {
                for known in [size, size / 2] {
                    let paper = try QuarterlyPaper(
                        register, QuarterlySpec(quarter, ageBands: [90]), knownAt: .size(known),
                        today: random.fixture.today)
                    #expect(
                        paper.movedOften.map(\.reference)
                            == paper.table.total.references[.revisedMore].sorted())
                    for item in paper.movedOften {
                        let history = try register.history(of: ref(item.reference), knownAt: known)
                        let standing = try #require(history.standing(asAt: paper.table.spec.asAt))
                        #expect(item.moves.count == standing.revisions)
                        #expect(item.moves.last?.to == standing.due)
                        #expect(item.lead == standing.lead)
                        for move in item.moves {
                            let act = try #require(history.acts.first { $0.seq == move.entry })
                            guard case .due(let due, let outcome) = act.act else {
                                Issue.record("entry \(move.entry) is about no date")
                                continue
                            }
                            #expect(due == move.to && outcome != .request && outcome != .refuse)
                            #expect(max(act.effectiveOn, history.openedOn) == move.on)
                            listed += 1
                        }
                    }
                }
            }
        }
        #expect(listed > 50)
    }
}
