import Testing

import Tracker

/// Items that are before several boards: one oversees each, under which it is counted.
@Suite struct SeveralBoardsTests {
    /// Boards DPB, JAP and RAB, each with a meeting; B-1 overseen by DPB and also before JAP, B-2 overseen by DPB alone,
    /// B-3 overseen by JAP.
    private func prepared() throws -> RegisterFixture {
        let test = try RegisterFixture(on: "2022-06-01")
        try test.report("R")
        for (board, held) in [("DPB", "2022-05-10"), ("JAP", "2022-05-12"), ("RAB", "2022-05-14")] {
            try test.board(board)
            try test.meeting("\(board)-1", of: board, on: held)
        }
        for index in 1...3 { try test.item("B-\(index)", opened: "2022-03-01", due: "2022-04-30") }
        try put("B-1", under: "DPB", also: ["JAP"], test)
        try put("B-2", under: "DPB", test)
        try put("B-3", under: "JAP", test)
        return test
    }

    @discardableResult
    private func put(
        _ item: String, under board: String? = nil, also added: [String] = [], not taken: [String] = [],
        on date: String = "2022-03-01", _ test: RegisterFixture
    ) throws -> Int64 {
        try test.act(item, on: date) { _ in
            .assign(
                lead: .keep, supporting: nil, board: board.map { .set(ref($0)) } ?? .keep,
                otherBoards: OtherBoards(added: added.map { ref($0) }, taken: taken.map { ref($0) }))
        }
    }

    private func before(
        _ board: String, asAt date: String = "2022-06-01", _ test: RegisterFixture
    ) throws
        -> [String]
    {
        var scope = Scope()
        scope.board = ref(board)
        return try test.items(scope, asAt: day(date)).keys.sorted()
    }

    private func also(
        _ item: String, asAt date: String = "2022-06-01", _ test: RegisterFixture
    ) throws -> [String] {
        try test.items(asAt: day(date))[item]?.standing.alsoBoards.map(\.text) ?? []
    }

    @Test func eachOfItsBoardsFindsIt() throws {
        let test = try prepared()
        #expect(try before("DPB", test) == ["B-1", "B-2"])
        #expect(try before("jap", test) == ["B-1", "B-3"])
        #expect(try before("RAB", test) == [])
        // A name that another begins with is another board.
        try test.board("JA")
        #expect(try before("JA", test) == [])
    }

    @Test func boardsComeAndGoWithoutTheOthersBeingNamed() throws {
        let test = try prepared()
        try put("B-1", also: ["RAB"], on: "2022-04-01", test)
        #expect(try also("B-1", asAt: "2022-03-31", test) == ["JAP"])
        #expect(try also("B-1", test) == ["JAP", "RAB"])
        try put("B-1", also: ["RAB"], on: "2022-04-02", test)
        try put("B-1", not: ["JAP"], on: "2022-05-01", test)
        #expect(try also("B-1", asAt: "2022-04-30", test) == ["JAP", "RAB"])
        #expect(try also("B-1", test) == ["RAB"])
        // A board that comes to oversee it is no longer another of its boards.
        try put("B-1", under: "RAB", on: "2022-05-02", test)
        #expect(try also("B-1", test) == [])
        #expect(try before("DPB", test) == ["B-2"])
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func oneBoardAlwaysOversees() throws {
        let test = try prepared()
        try test.item("B-4", opened: "2022-03-01")
        #expect(throws: RuleViolation.self) { try put("B-4", also: ["JAP"], test) }
        #expect(throws: RuleViolation.self) { try put("B-1", not: ["DPB"], test) }
        #expect(throws: RuleViolation.self) {
            try test.act("B-1") { _ in .assign(lead: .keep, supporting: nil, board: .set(nil)) }
        }
        #expect(throws: NotFound.self) {
            try test.act("B-1") {
                .assign(lead: .keep, supporting: nil, board: .set(try $0.board("NONE").reference))
            }
        }
        // Naming the one that oversees it once more says nothing new.
        try put("B-1", also: ["DPB"], on: "2022-05-01", test)
        #expect(try also("B-1", test) == ["JAP"])
    }

    @Test func onlyTheOverseerDecidesOfTheDateAndThePlace() throws {
        let test = try prepared()
        let until = day("2022-07-31")
        try test.record(.start, "B-1", on: "2022-05-01")
        try test.record(.due(until, .request), "B-1", on: "2022-05-02")
        for act in [
            ItemAct.due(until, .grant), .due(nil, .refuse), .close(as: .noFurtherAction, successor: nil),
            .scope(.out),
        ] {
            let refused = #expect(throws: RuleViolation.self) {
                try test.record(act, "B-1", meeting: "JAP-1")
            }
            #expect(refused?.description.contains("DPB oversees it") == true)
        }
        // What the other board heard is recorded there.
        try test.record(.progress(complete: 40, rating: nil), "B-1", meeting: "JAP-1")
        try test.record(.note(isInternal: false), "B-1", meeting: "JAP-1")
        try test.record(.due(until, .grant), "B-1", meeting: "DPB-1", words: RegisterFixture.said)
        #expect(try test.items()["B-1"]?.standing.due == until)
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func whatWasSaidWronglyIsPutRight() throws {
        let test = try prepared()
        let said = try put("B-2", also: ["JAP"], on: "2022-04-01", test)
        let size = try test.register.size()
        try test.write {
            try $0.correct(said, fields: ["also_boards": "RAB"], words: [.reason: "The wrong board"])
        }
        #expect(try also("B-2", test) == ["RAB"])
        #expect(
            try test.items(knownAt: .size(size))["B-2"]?.standing.alsoBoards.map(\.text) == ["JAP"])
        #expect(try before("JAP", test) == ["B-1", "B-3"])
        // A board that items are before can't be taken back.
        let entry = try #require(
            try test.register.entries(about: "RAB", knownAt: .max).first { $0.act == "board add" })
        #expect(throws: RuleViolation.self) {
            try test.write { try $0.correct(entry.seq, isVoid: true, words: [.reason: "Never was"]) }
        }
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func theTableCountsItOnceAndSaysSo() throws {
        let test = try prepared()
        let quarter = try Quarter(parsing: "2022/23-Q1")
        func paper(_ change: (inout Scope) -> Void = { _ in }, rows: RowKey = .board) throws -> QuarterlyPaper
        {
            var scope = Scope()
            change(&scope)
            let spec = QuarterlySpec(
                quarter, asAt: test.today, scope: scope, rowKey: rows, ageBands: [90])
            return try QuarterlyPaper(test.register, spec, today: test.today)
        }
        let all = try paper()
        #expect(all.table.rows.map { [$0.key, "\($0[.carriedForward])"] } == [["DPB", "2"], ["JAP", "1"]])
        #expect(all.table.total[.carriedForward] == 3)
        let text = try MarkdownRenderer.render(all.document())
        #expect(text.contains("1 of those carried forward is before other boards too"), "\(text)")
        let ofJAP = try paper({ $0.board = ref("JAP") }, rows: .report)
        #expect(ofJAP.table.total[.carriedForward] == 2)
        #expect(
            try MarkdownRenderer.render(ofJAP.document()).contains(
                "1 of those carried forward is before this board too, and overseen by another"))
        // Nothing is said where there is nothing to say.
        try put("B-1", not: ["JAP"], on: "2022-03-02", test)
        #expect(try !MarkdownRenderer.render(try paper().document()).contains("other boards"))
    }

    @Test func packAndSheetOfEachBoardHaveItAndNameTheOverseer() throws {
        let test = try prepared()
        func pack(_ meeting: String) throws -> String {
            let meeting = try test.register.meeting(meeting)
            var scope = Scope()
            scope.board = meeting.board
            let paper = try MeetingPackPaper(
                test.register, meeting: meeting, frame: try test.frame(asAt: "2022-05-12", scope: scope),
                ragRule: .date)
            return try MarkdownRenderer.render(paper.document)
        }
        let japs = try pack("JAP-1")
        #expect(japs.contains("B-1") && japs.contains("B-3") && !japs.contains("B-2"))
        #expect(japs.contains("Overseen by Board DPB"))
        #expect(japs.contains("1 of the live is overseen by another board, which is named."))
        let dpbs = try pack("DPB-1")
        #expect(dpbs.contains("B-1") && dpbs.contains("B-2") && !dpbs.contains("B-3"))
        #expect(dpbs.contains("Also before Board JAP"))
        #expect(!dpbs.contains("Overseen by"))
        let form = try MeetingForm.make(test.register, meeting: "JAP-1", today: test.today)
        let standings = form.rows.map { "\($0[0]) \($0[4])" }
        #expect(standings.contains { $0.contains("B-1") && $0.contains("overseen by Board DPB") })
        #expect(standings.contains { $0.contains("B-3") && !$0.contains("overseen") })
    }
}
