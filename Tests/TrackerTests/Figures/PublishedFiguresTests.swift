import Testing
@testable import TrackerFigures

import Tracker

/// Figures that public bodies have printed, built from histories and counted again.
struct PublishedFiguresTests {
    private let fixture: RegisterFixture
    private static let owner = "Ch Supt Digital"
    private static let assurer = "Audit panel"

    init() throws {
        fixture = try RegisterFixture(on: "2022-04-01")
        try fixture.person(Self.owner)  // P3
        try fixture.person(Self.assurer)  // P4
        try fixture.report("R")
    }

    private func open(_ items: some Sequence<Int>, on opened: Day, due: Day? = nil) throws {
        try fixture.write { writer in
            for item in items {
                var origin = ItemOrigin(report: ref("R"), kind: "recommendation", force: "")
                origin.due = due
                try writer.add(ref("A\(item)"), origin, text: "Action \(item)", openedOn: opened)
            }
        }
    }

    /// One act on many items.
    private func record(
        _ act: ItemAct, _ items: some Sequence<Int>, by name: String? = nil, on effective: String
    ) throws {
        try fixture.write(by: name) { writer in
            for item in items {
                try writer.record(act, on: ref("A\(item)"), words: RegisterFixture.said, day: day(effective))
            }
        }
    }

    private func implement(_ items: some Sequence<Int>, on effective: String) throws {
        try record(.addEvidence(nil), items, on: effective)
        try record(.assure, items, by: Self.assurer, on: effective)
        try record(.close(as: .implemented, successor: nil), items, on: effective)
    }

    private func paper(_ quarter: String, rule: RAGRule) throws -> QuarterlyPaper {
        let spec = QuarterlySpec(
            try Quarter(parsing: quarter), ragRule: rule, ageBands: [90, 180, 365])
        return try QuarterlyPaper(fixture.register, spec, today: fixture.today)
    }

    /// Scottish Police Authority, 2022/23: 31 of 36 that were directed singly or jointly at Police Scotland, 8 of 12 at the
    /// Authority; some at both, so that 36 and 12 are not the number of items.
    @Test func scottishPoliceAuthority() throws {
        let (force, authority) = ("Police Scotland", "Scottish Police Authority")
        try open(1...42, on: day("2022-03-01"))
        // 30 at the force alone, 6 at both, 6 at the Authority alone.
        try record(.addressee(force, .added), 1...36, on: "2022-03-01")
        try record(.addressee(authority, .added), 31...42, on: "2022-03-01")
        fixture.clock.set(day("2022-07-04"))
        try record(.addressee(force, .closed(.noFurtherAction)), 1...31, on: "2022-05-01")
        try record(.addressee(authority, .closed(.noFurtherAction)), 31...38, on: "2022-05-01")
        let spec = QuarterlySpec(
            try Quarter(parsing: "2022/23-Q1"), rowKey: .addressee, ageBands: [90, 180, 365])
        let table = try QuarterlyPaper(fixture.register, spec, today: fixture.today).table
        func row(_ key: String) throws -> QuarterlyRow { try #require(table.rows.first { $0.key == key }) }
        #expect(table.rows.map(\.key) == [force, authority])
        #expect(try row(force)[.broughtForward] == 36)
        #expect(try row(force)[.closedOther] == 31)
        #expect(try row(force)[.carriedForward] == 5)
        #expect(try row(authority)[.broughtForward] == 12)
        #expect(try row(authority)[.closedOther] == 8)
        #expect(table.addressings == 9)
        // Nothing is closed until all of it is, and every item is counted once.
        #expect(table.total[.carriedForward] == 42)
        #expect(table.total[.part(.partlyDischarged)] == 5)
        try implementAll(1...31)
    }

    /// Items of which every addressee has closed its part can be closed; others refuse.
    private func implementAll(_ items: ClosedRange<Int>) throws {
        try record(.start, items, on: "2022-06-01")
        try implement(items.dropLast(), on: "2022-06-02")
        #expect(throws: RuleViolation.self) { try implement([32], on: "2022-06-02") }
        try implement([items.upperBound], on: "2022-06-02")
    }

    /// City of London Police Authority: "there are 130 actions in progress, 27 awaiting allocation, 20 have
    /// been closed and 17 pending sign off".
    @Test func cityOfLondon() throws {
        try open(1...194, on: day("2022-03-01"))
        let assign = ItemAct.assign(lead: .set(PersonID(3)), supporting: nil, board: .keep)
        try record(assign, 28...194, on: "2022-03-10")
        fixture.clock.set(day("2022-07-04"))
        try record(.start, 28...194, on: "2022-04-20")
        try record(.submit, 158...174, by: Self.owner, on: "2022-06-01")
        try implement(175...190, on: "2022-06-20")
        try record(.close(as: .noFurtherAction, successor: nil), 191...194, on: "2022-06-20")
        let total = try paper("2022/23-Q1", rule: .date).json()["total"]
        for (column, count) in [
            ("in_progress", 130), ("awaiting_allocation", 27), ("closed_in_quarter", 20),
            ("pending_sign_off", 17),
            ("open", 0), ("assured", 0), ("brought_forward", 194), ("carried_forward", 174),
            ("closed_implemented", 16), ("closed_other", 4),
        ] {
            #expect(total?[column]?.int == Int64(count), "\(column)")
        }
    }

    /// Reading Borough Council's audit recommendations, by percentage complete. Completed items stay in the
    /// total for one report, then leave.
    @Test func reading() throws {
        // September 2022: 91 = 29 green + 42 amber + 15 red + 5 completed.
        try open(1...91, on: day("2022-03-01"), due: day("2022-12-31"))
        fixture.clock.set(day("2022-10-05"))
        try record(.progress(complete: 80, rating: nil), 1...29, on: "2022-09-10")
        try record(.progress(complete: 60, rating: nil), 30...71, on: "2022-09-10")
        try record(.progress(complete: 20, rating: nil), 72...80, on: "2022-09-10")
        // Less than half done and past the agreed date is red as well.
        try record(.progress(complete: 49, rating: nil), 81...86, on: "2022-09-10")
        try record(.due(day("2022-08-31"), .set), 81...86, on: "2022-09-01")
        try record(.start, 87...91, on: "2022-09-10")
        try implement(87...91, on: "2022-09-20")
        let september = try issue("2022-Q3")
        expect(september, green: 29, amber: 42, red: 15, completed: 5, all: 91)

        // January 2023: 99 = 28 + 40 + 5 + 26; 13 added: 91 - 5 + 13 = 99.
        fixture.clock.set(day("2023-01-09"))
        try open(92...104, on: day("2022-11-01"), due: day("2023-12-31"))
        try implement(Array(1...15) + Array(72...82), on: "2022-12-10")
        try record(.progress(complete: 50, rating: nil), 92...104, on: "2022-12-12")
        try record(.progress(complete: 80, rating: nil), Array(83...86) + Array(30...39), on: "2022-12-12")
        try record(.progress(complete: 25, rating: nil), 40...44, on: "2022-12-12")
        let january = try issue("2022-Q4")
        expect(january, green: 28, amber: 40, red: 5, completed: 26, all: 99)
        #expect(january[.broughtForward] == 91 - 5)
        #expect(january[.opened] == 13)
        #expect(january.restated == .init())

        // April 2023: 49, though 99 - 26 + 11 = 84: the scope was narrowed.
        fixture.clock.set(day("2023-04-06"))
        try open(105...115, on: day("2023-02-01"))
        try record(.scope(.out), 16...50, on: "2023-03-01")
        let april = try issue("2023-Q1")
        #expect(april[.broughtForward] == 99 - 26)
        #expect(april[.opened] == 11)
        #expect(april.scopeChange == -35)
        #expect(april[.closedInQuarter] == 0)
        #expect(april[.carriedForward] == 49)
        let json = try paper("2023-Q1", rule: .percentage).json()
        #expect(json["total"]?["scope_change"]?.int == -35)
        #expect(json["rag_rule"]?.string == "percentage")
    }

    /// Makes the quarter's table by the percentage rule, issues it and gives its total.
    private func issue(_ quarter: String) throws -> QuarterlyRow {
        let paper = try paper(quarter, rule: .percentage)
        try fixture.write { _ = try $0.issue(paper.issue) }
        return paper.table.total
    }

    private func expect(
        _ total: QuarterlyRow, green: Int, amber: Int, red: Int, completed: Int, all: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(total[.green] == green, sourceLocation: sourceLocation)
        #expect(total[.amber] == amber, sourceLocation: sourceLocation)
        #expect(total[.red] == red, sourceLocation: sourceLocation)
        #expect(total[.notRated] == 0, sourceLocation: sourceLocation)
        #expect(total[.closedImplemented] == completed, sourceLocation: sourceLocation)
        #expect(total[.closedInQuarter] == completed, sourceLocation: sourceLocation)
        #expect(total[.carriedForward] + total[.closedInQuarter] == all, sourceLocation: sourceLocation)
    }
}
