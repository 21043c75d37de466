import Testing

import Tracker

/// Extensions as a quarter's paper counts them, each against the acts that made them.
struct ExtensionsTests {
    @Test func askedGrantedRefusedAndWaitingAreCountedEachTime() throws {
        let fixture = try RegisterFixture(on: "2022-07-02")
        try fixture.board("OB")
        try fixture.meeting("OB-1", of: "OB", on: "2022-06-20")
        try fixture.report("R", published: "2022-03-01")
        for name in ["A-1", "A-2", "A-3", "A-4", "A-5"] {
            try fixture.item(name, opened: "2022-03-01", due: "2022-05-31")
        }
        func due(_ item: String, _ date: String?, _ outcome: DueOutcome, on day: String) throws {
            try fixture.record(
                .due(date.map { Day(iso: $0)! }, outcome), item, on: day,
                meeting: outcome == .grant || outcome == .refuse ? "OB-1" : nil)
        }
        // Asked before the quarter, granted in it.
        try due("A-1", "2022-06-30", .request, on: "2022-03-30")
        try due("A-1", "2022-06-30", .grant, on: "2022-06-20")
        // Asked, refused, asked again on one day, and granted.
        try due("A-2", "2022-07-31", .request, on: "2022-06-20")
        try due("A-2", nil, .refuse, on: "2022-06-20")
        try due("A-2", "2022-07-31", .request, on: "2022-06-20")
        try due("A-2", "2022-07-31", .grant, on: "2022-06-20")
        // Asked, and nobody answered; another asked after the quarter.
        try due("A-3", "2022-09-30", .request, on: "2022-06-30")
        try due("A-4", "2022-09-30", .request, on: "2022-07-01")
        // Moved without a request: no extension.
        try due("A-5", "2022-09-30", .set, on: "2022-06-01")
        func extensions(_ quarter: String) throws -> [[String]] {
            try QuarterlyPaper(
                fixture.register, QuarterlySpec(try Quarter(parsing: quarter), ageBands: [90]),
                today: fixture.today
            ).extensions.counts.map(\.references)
        }
        #expect(try extensions("2022/23-Q1") == [["A-2", "A-2", "A-3"], ["A-1", "A-2"], ["A-2"], ["A-3"]])
        #expect(try extensions("2021/22-Q4") == [["A-1"], [], [], ["A-1"]])
    }
}
