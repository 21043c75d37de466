import Testing
import TrackerFigures

import Tracker

/// The quarterly table against a second count of the same ledger: every column of every row, over random
/// registers, scopes, days and ledger sizes.
struct QuarterlyDifferentialTests {
    /// A register that lives through three quarters, typed in as it happened and late.
    private static func register(seed: UInt64) throws -> RandomRegister {
        var register = try RandomRegister(seed: seed)
        for today in ["2022-05-20", "2022-07-08", "2022-10-03", "2022-11-15"] {
            register.fixture.clock.set(day(today))
            try register.open(6, openedWithin: 100)
            try register.live(acts: 110, reach: 130)
            try register.correct(6)
        }
        return register
    }

    /// A scope, and the same said of a state.
    private static func scope(
        _ turn: Int, _ register: inout RandomRegister
    ) -> (Scope, (NaiveLedger.State) -> Bool) {
        var scope = Scope()
        switch turn % 8 {
        case 0: return (scope, { _ in true })
        case 1:
            scope.report = ref("R")
            return (scope, { $0.report == "R" })
        case 2:
            let owner = register.acts.pick(register.acts.people)
            scope.owner = owner
            return (scope, { $0.lead == owner.description })
        case 3:
            scope.board = ref("OB")
            scope.force = "Metropolitan Police Service"
            return (
                scope,
                {
                    ($0.board == "OB" || $0.alsoBoards.contains("OB"))
                        && $0.force == "Metropolitan Police Service"
                }
            )
        case 4:
            scope.tag = "ICT"
            return (scope, { $0.tags.contains("ICT") })
        case 5:
            scope.stages = [.inProgress, .pendingSignOff]
            scope.kind = "recommendation"
            return (
                scope,
                { ["in-progress", "pending-sign-off"].contains($0.stage) && $0.kind == "recommendation" }
            )
        case 6:
            scope.publisher = try? register.fixture.register.publisher("iopc")
            return (scope, { $0.report == "S" })
        default:
            scope.isUnallocated = true
            scope.question = "Efficiency"
            return (scope, { $0.lead == nil && $0.question == "Efficiency" })
        }
    }

    @Test(arguments: 1...20) func everyColumnOfEveryRow(seed: UInt64) throws {
        var register = try Self.register(seed: seed)
        let ledger = register.fixture.register
        let naive = try NaiveLedger(ledger)
        let size = try ledger.size()
        var moved = Set<String>()
        for (turn, quarter) in RandomHistories.quarters.enumerated() {
            for rowKey in RowKey.allCases {
                let (scope, includes) = Self.scope(
                    Int.random(in: 0..<16, using: &register.acts.random) / 2, &register)
                let rule = register.acts.pick(RAGRule.builtIn)
                let known = turn % 2 == 0 ? size : Int64.random(in: 20...size, using: &register.acts.random)
                let asAt =
                    register.acts.chance(1, in: 3)
                    ? quarter.first.adding(days: .random(in: 0...60, using: &register.acts.random))
                    : quarter.last
                let viewpoint = try ledger.viewpoint(asAt: asAt, knownAt: .size(known))
                let table = try QuarterlyTable(
                    try QuarterlySpec(
                        quarter, asAt: asAt, scope: scope, rowKey: rowKey, ragRule: rule,
                        ageBands: NaiveQuarterly.ageBands
                    ).known(to: ledger, at: known),
                    items: try ledger.steps(after: quarter.first.adding(days: -1), from: viewpoint))
                let counted = NaiveQuarterly(
                    naive, quarter: quarter, asAt: asAt, knownAt: known, rowKey: rowKey, rule: rule,
                    includes: includes)
                #expect(
                    NaiveQuarterly(table) == counted,
                    "\(quarter) by \(rowKey) over \(scope.canonical) as at \(asAt), known at \(known)")
                moved.formUnion(counted.total.references.keys)
            }
        }
        // Where nothing ever moves, nothing is tested.
        #expect(
            moved.isSuperset(of: [
                "brought_forward", "opened", "closed_other", "carried_forward", "scope_change_out",
            ]))
    }

    /// The quarters' ways of an item, cut out of a longer one, against the register's own.
    @Test(arguments: 41...46) func aPartOfALongerTime(seed: UInt64) throws {
        var register = try Self.register(seed: seed)
        let ledger = register.fixture.register
        let size = try ledger.size()
        func described(_ items: [ItemSteps]) -> [String] {
            items.map { item in
                "\(item.reference) \(item.wasClosed) "
                    + item.steps.map { "\($0.from) \($0.cause) \($0.standing)" }.joined(separator: "; ")
            }
        }
        var closedBefore = 0
        for turn in 0..<30 {
            let known = turn % 2 == 0 ? size : Int64.random(in: 20...size, using: &register.acts.random)
            let days = (0..<4).map { _ in
                register.fixture.today.adding(days: .random(in: -240...0, using: &register.acts.random))
            }.sorted()
            func steps(after eve: Day, to last: Day) throws -> [ItemSteps] {
                try ledger.steps(after: eve, from: ledger.viewpoint(asAt: last, knownAt: .size(known)))
            }
            let read = try steps(after: days[1], to: days[2])
            let cut = try steps(after: days[0], to: days[3]).compactMap {
                $0.within(after: days[1], to: days[2])
            }
            #expect(described(cut) == described(read), "after \(days[1]), to \(days[2]), known at \(known)")
            closedBefore += read.count(where: \.wasClosed)
        }
        #expect(closedBefore > 0)
    }

    /// The positions of a day, which charts show, against the steps that a table counts from.
    @Test(arguments: 21...26) func positionsOfADay(seed: UInt64) throws {
        var register = try Self.register(seed: seed)
        let ledger = register.fixture.register
        let size = try ledger.size()
        var seen = Set<Position>()
        for turn in 0..<40 {
            let (scope, _) = Self.scope(turn, &register)
            let known = turn % 2 == 0 ? size : Int64.random(in: 20...size, using: &register.acts.random)
            let asAt = register.fixture.today.adding(
                days: .random(in: -200...0, using: &register.acts.random))
            let viewpoint = try ledger.viewpoint(asAt: asAt, knownAt: .size(known))
            var counted: [Position: Int] = [:]
            for item in try ledger.steps(after: asAt, from: viewpoint) {
                guard let last = item.steps.last?.standing, last.isCounted, scope.includes(last),
                    let position = last.position
                else { continue }
                counted[position, default: 0] += 1
            }
            #expect(
                try ledger.positions(of: scope, from: viewpoint) == counted,
                "\(scope.canonical) as at \(asAt), known at \(known)")
            seen.formUnion(counted.keys)
        }
        #expect(seen.isSuperset(of: [.inProgress, .pendingSignOff, .assured]))
    }
}
