import Testing
@testable import TrackerRegister

import Tracker
import TrackerStorage

/// The tables are what the ledger makes them: replaying it into an empty database gives them row for row,
/// whatever was done to the register.
struct ReplayTests {
    /// Row for row, without the code that `verify` compares with.
    private func expectSameTables(
        _ register: Register, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let replayed = try register.replayed()
        for table in Projections.tables {
            let columns = try replayed.all("SELECT name FROM pragma_table_info(?)", table) {
                $0.text(0)
            }
            func rows(_ database: Database) throws -> [[String]] {
                try database.all("SELECT \(columns.joined(separator: ", ")) FROM \(table)") { row in
                    var cells: [String] = []
                    for column in columns.indices { cells.append(row.shown(Int32(column))) }
                    return cells
                }.sorted { $0.lexicographicallyPrecedes($1) }
            }
            #expect(
                try rows(register.database) == rows(replayed), "\(table)", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: 1...5) func randomActs(seed: UInt64) throws {
        var register = try RandomRegister(seed: seed)
        for quarter in ["2022-04-20", "2022-07-05", "2022-10-10"] {
            register.fixture.clock.set(day(quarter))
            try register.open(6)
            try register.live(acts: 150)
            try register.correct(20)
            try fill(register)
        }
        #expect(register.recorded > 120)
        #expect(register.refused > 120)
        #expect(register.accepted > 2)
        try expectSameTables(register.fixture.register)
        #expect(try register.fixture.register.verify().findings.isEmpty)
    }

    /// Acts on the register itself, some of them refused.
    private func fill(_ register: RandomRegister) throws {
        let fixture = register.fixture
        let today = fixture.today
        try fixture.write { writer in
            try writer.addPerson(
                "Person of \(today)", post: "Post", roles: [.owner, .assurer], account: "p\(today)")
            try writer.addKind(ref("Kind-\(today)"), needsRecommendation: true)
            try writer.addScale(ref("Scale-\(today)"), grades: ["Good", "Bad"])
            try writer.addRAGRule(RAGRule(name: "Within-\(today)", amberWithinDays: 14))
            try writer.grade("r", question: "Efficiency", grade: "Good")
            try writer.grade("R", question: "Efficiency", grade: "inadequate")
            try writer.set(.ageBands, to: "30, 60")
            try writer.set(.marking, to: "OFFICIAL")
        }
        #expect(throws: AlreadyExists.self) { try fixture.board("ob") }
        let spec = QuarterlySpec(
            .containing(today, yearStart: .april), asAt: today, rowKey: .owner, ageBands: [30, 60])
        let paper = try QuarterlyPaper(fixture.register, spec, today: today)
        try fixture.write { _ = try $0.issue(paper.issue) }
    }

    @Test func oneTransactionOrManyMakeNoDifference() throws {
        let acts: [ItemAct] = [
            .start, .addEvidence(nil), .submit, .assure, .close(as: .implemented, successor: nil),
            .reopen(to: .inProgress), .assign(lead: .set(PersonID(1)), supporting: nil, board: .keep),
        ]
        let one = try RegisterFixture()
        let many = try RegisterFixture()
        for fixture in [one, many] {
            try fixture.person("Ch Supt Digital")
            try fixture.person("Assurer")
            try fixture.report("R")
            try fixture.item("R-1", due: "2022-12-31")
        }
        // The assurer must be another person, and a transaction has one actor.
        let early = acts.prefix(3)
        let late = acts.dropFirst(3)
        for (name, acts) in [("Ch Supt Digital", early), ("Assurer", late)] {
            try one.write(by: name) { writer in
                for act in acts { try writer.record(act, on: ref("R-1"), words: RegisterFixture.said) }
            }
            for act in acts { try many.record(act, "R-1", by: name) }
        }
        #expect(try one.register.contents() == many.register.contents())
    }
}
