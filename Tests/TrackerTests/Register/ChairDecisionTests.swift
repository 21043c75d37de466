import Testing

import Tracker

/// What a board's chair decides between its meetings, in a meeting's place.
@Suite struct ChairDecisionTests {
    private static let hasPython = TrailFixture.shell("python3 -c 'import hashlib' 2>/dev/null").code == 0

    /// B-1 is overseen by DPB and before JAP too; B-2 by nobody; another date was asked for on each.
    private func prepared() throws -> RegisterFixture {
        let test = try RegisterFixture(on: "2022-06-01")
        try test.report("R")
        for (board, held) in [("DPB", "2022-05-10"), ("JAP", "2022-05-12")] {
            try test.board(board)
            try test.meeting("\(board)-1", of: board, on: held)
        }
        for item in ["B-1", "B-2"] {
            try test.item(item, opened: "2022-03-01", due: "2022-04-30")
            try test.record(.due(day("2022-07-31"), .request), item, on: "2022-04-02")
        }
        try test.act("B-1", on: "2022-03-01") { _ in
            .assign(
                lead: .keep, supporting: nil, board: .set(ref("DPB")),
                otherBoards: OtherBoards(added: [ref("JAP")]))
        }
        return test
    }

    private let grant = ItemAct.due(day("2022-07-31"), .grant)

    @Test func theOverseersChairGrants() throws {
        let test = try prepared()
        let seq = try test.record(grant, "B-1", on: "2022-05-20", chairOf: "Board DPB")
        let entry = try test.register.entry(seq)
        #expect(entry.data["chair_of"] == "DPB")
        #expect(entry.authority == nil)
        let act = try #require(try test.history("B-1").acts.last)
        #expect(act.chairOf == ref("DPB") && act.authority == nil)
        #expect(try test.history("B-1").now.due == day("2022-07-31"))
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func nobodyElsesDoes() throws {
        let test = try prepared()
        let before = try test.register.contents()
        for (item, board, says) in [
            ("B-1", "JAP", "DPB oversees it"), ("B-2", "DPB", "no board oversees it"),
        ] {
            let refusal = #expect(throws: RuleViolation.self) {
                try test.record(grant, item, on: "2022-05-20", chairOf: board)
            }
            #expect(refusal?.description.contains(says) == true, "\(refusal?.description ?? "")")
        }
        #expect(throws: NotFound.self) { try test.record(grant, "B-1", chairOf: "NOBODY") }
        // One of the two decided it.
        #expect(throws: RuleViolation.self) {
            try test.record(grant, "B-1", meeting: "DPB-1", chairOf: "DPB")
        }
        // No decision of a board's.
        for act in [
            ItemAct.start, .note(isInternal: false), .due(day("2022-09-30"), .request),
            .tag(["x"], remove: false),
        ] {
            #expect(throws: RuleViolation.self) { try test.record(act, "B-1", chairOf: "DPB") }
        }
        #expect(throws: RuleViolation.self) {
            try test.write(chairOf: "DPB") { try $0.addBoard(ref("X"), name: "X") }
        }
        #expect(try test.register.contents() == before)
    }

    /// Whichever board oversees it on the day that it counts from.
    @Test func theOverseerIsThatOfTheDay() throws {
        let test = try prepared()
        try test.act("B-1", on: "2022-05-15") { _ in
            .assign(lead: .keep, supporting: nil, board: .set(ref("JAP")))
        }
        #expect(throws: RuleViolation.self) {
            try test.record(grant, "B-1", on: "2022-05-20", chairOf: "DPB")
        }
        try test.record(grant, "B-1", on: "2022-05-14", chairOf: "DPB")
        try test.record(.close(as: .noFurtherAction, successor: nil), "B-1", on: "2022-05-20", chairOf: "JAP")
        try test.record(.reopen(to: .open), "B-1", on: "2022-05-21", chairOf: "JAP")
        try test.record(.scope(.out), "B-1", on: "2022-05-22", chairOf: "JAP")
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func aChairsWordCountsAsTheBoards() throws {
        let test = try prepared()
        try test.write { try $0.set(.revisions, to: "0") }
        #expect(throws: RuleViolation.self) { try test.record(.due(day("2022-08-31"), .set), "B-1") }
        try test.record(.due(day("2022-08-31"), .set), "B-1", chairOf: "DPB")
        try test.record(.due(day("2022-09-30"), .request), "B-1")
        try test.record(.due(day("2022-09-30"), .grant), "B-1", chairOf: "DPB")
        #expect(try test.history("B-1").now.revisions == 2)
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func aBoardWhoseChairDecidedStays() throws {
        let test = try prepared()
        try test.board("OLD")
        let added = try test.register.size()
        try test.act("B-2", on: "2022-03-02") { _ in
            .assign(lead: .keep, supporting: nil, board: .set(ref("OLD")))
        }
        let assigned = try test.register.size()
        try test.record(grant, "B-2", on: "2022-05-20", chairOf: "OLD")
        try test.write { try $0.correct(assigned, isVoid: true, words: [.reason: "Another board"]) }
        let refusal = #expect(throws: RuleViolation.self) {
            try test.write { try $0.correct(added, isVoid: true, words: [.reason: "Never was"]) }
        }
        #expect(refusal?.description.contains("its chair about B-2") == true, "\(refusal?.description ?? "")")
        // What was a chair's decision stays one.
        let granted = try #require(try test.history("B-2").acts.last).seq
        #expect(throws: RuleViolation.self) {
            try test.write { try $0.correct(granted, fields: ["chair_of": "DPB"], words: [.reason: "x"]) }
        }
    }

    @Test("The Python verifier knows a chair's decisions", .enabled(if: hasPython))
    func secondVerifier() throws {
        for (isForged, authority, data) in [
            (false, nil, [:]), (true, "DPB-1", ["scope": "out", "chair_of": "DPB"]),
            (true, nil, ["scope": "out", "chair_of": "NOBODY"]),
        ] as [(Bool, String?, [String: JSON])] {
            let test = try prepared()
            try test.record(grant, "B-1", on: "2022-05-20", chairOf: "DPB")
            if isForged {
                let last = try test.register.entry(try test.register.size())
                let salt = [UInt8](repeating: 7, count: Commitment.saltLength)
                let entry = Entry(
                    seq: last.seq + 1, effectiveOn: day("2022-05-21"), recordedAt: last.recordedAt,
                    actor: PersonID(1),
                    recordedBy: nil, authority: authority, subject: "B-1", act: "scope", data: data,
                    words: [.reason: Commitment(text: "Forged", salt: salt)])
                try test.register.ledger.append(entry, entry.canonical)
                try test.register.ledger.store("Forged", salt: salt, as: .reason, of: entry.seq)
            }
            let folder = TrailFixture.Folder()
            _ = try test.register.exportAsIs(to: ExportFolder(folder("export")), signedBy: TrailFixture.key)
            let run = TrailFixture.shell(
                "python3 '\(TrailFixture.package)/docs/verify/verify.py' '\(folder("export"))' 2>&1")
            #expect((run.code == 0) == !isForged, "\(run.output)")
        }
    }
}
