import Testing
@testable import TrackerFigures

import Tracker

/// A row that contradicts itself is refused, with the items that can't be explained.
struct QuarterlyRowTests {
    private func row(_ references: [QuarterlyCount: [String]], key: String = "") -> QuarterlyRow {
        var row = QuarterlyRow(key: key)
        for (count, list) in references { row.references[count] = list }
        return row
    }

    private func items(_ numbers: ClosedRange<Int>) -> [String] { numbers.map { "A\($0)" } }

    /// The Metropolitan Police Authority, July 2011: 9 + 5 − 3 made 11, but 9 was reported.
    @Test func julyOfTwentyEleven() throws {
        var table = row([
            .broughtForward: items(1...9), .opened: items(10...14), .closedImplemented: items(1...3),
            .carriedForward: items(4...12), .open: items(4...12),
        ])
        let error = try #require(throws: ReconciliationError.self) { try table.reconcile() }
        #expect(error.items == ["A13", "A14"])
        #expect(
            error.what
                == "9 brought forward + 5 opened + 0 reopened - 3 closed + 0 scope + 0 restated make 11, but 9 are carried forward"
        )
        #expect(
            error.description
                == "The table does not reconcile in total: \(error.what). Items: A13, A14. It is not printed."
        )
        #expect(error.remedies == [.verify()])
        table.references[.carriedForward] = items(4...14)
        table.references[.open] = items(4...14)
        #expect(throws: Never.self) { try table.reconcile() }
    }

    @Test func eachMovementCounts() throws {
        let whole = row([
            .broughtForward: items(1...5), .opened: ["A6"], .reopened: ["A7"], .closedImplemented: ["A1"],
            .closedOther: ["A2"], .carriedForward: ["A3", "A4", "A6", "A7", "A8"], .open: ["A3"],
            .awaitingAllocation: ["A4"], .inProgress: ["A6"], .pendingSignOff: ["A7"], .assured: ["A8"],
        ])
        var table = whole
        table.references[.scopeIn] = ["A8"]
        table.references[.scopeOut] = ["A5"]
        try table.reconcile()
        table.references[.restatedIn] = ["A9"]
        #expect(throws: ReconciliationError.self) { try table.reconcile() }
        for count in [
            QuarterlyCount.opened, .reopened, .closedImplemented, .closedOther, .broughtForward,
        ] {
            var broken = whole
            broken.references[.scopeIn] = ["A8"]
            broken.references[.scopeOut] = ["A5"]
            let lost = broken.references[count].removeFirst()
            let error = try #require(throws: ReconciliationError.self) { try broken.reconcile() }
            #expect(error.items == [lost], "\(count)")
        }
    }

    @Test func positionsMakeWhatIsCarriedForward() throws {
        let table = row(
            [.broughtForward: items(1...3), .carriedForward: items(1...3), .open: items(1...2)],
            key: "PEEL-2016")
        let error = try #require(throws: ReconciliationError.self) { try table.reconcile() }
        #expect(error.row == "PEEL-2016")
        #expect(error.what == "the five positions make 2, but 3 are carried forward")
    }

    /// Equal numbers of different items are no reconciliation either.
    @Test func theSameNumberOfOtherItemsDoesNotReconcile() throws {
        let table = row([.broughtForward: ["A1"], .carriedForward: ["A2"], .open: ["A2"]])
        let error = try #require(throws: ReconciliationError.self) { try table.reconcile() }
        #expect(error.items == ["A1", "A2"])
    }

    @Test func restatingKeepsWhatWasPrinted() throws {
        var table = row([
            .broughtForward: ["A1", "A2", "A3"], .carriedForward: ["A1", "A2", "A3"], .open: items(1...3),
        ])
        table.references.names.append("A9")
        let names = table.references.names
        table.restate(from: try ["A2", "A9"].map { Int32(try #require(names.firstIndex(of: $0))) })
        #expect(table.references[.broughtForward] == ["A2", "A9"])
        #expect(table.references[.restatedIn] == ["A1", "A3"])
        #expect(table.references[.restatedOut] == ["A9"])
        #expect(table.restated == 1)
        try table.reconcile()
    }
}
