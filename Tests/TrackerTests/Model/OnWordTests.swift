import Testing

import Tracker

/// What a sheet says is assured is apart from what somebody assured, until somebody does.
struct OnWordTests {
    private func log(closed: Bool = false) throws -> ActLog {
        var log = ActLog()
        try log.record(.start, on: "2018-02-01", by: ActLog.owner)
        try log.record(.assureOnWord, on: "2018-03-01")
        if closed { try log.record(.close(as: .implemented, successor: nil), on: "2018-03-02") }
        return log
    }

    @Test func itNeedsNeitherEvidenceNorAnother() throws {
        #expect(try log().standing.stage == .assured)
        #expect(try log().standing.label == "assured (on the sheet's word)")
        #expect(try log(closed: true).standing.label == "closed: implemented (on the sheet's word)")
        let open = ActLog()
        #expect(open.refusal(of: .assureOnWord, on: "2018-03-01") != nil)
    }

    @Test(arguments: [false, true]) func itFallsWithAnAssurance(closed: Bool) throws {
        var log = try log(closed: closed)
        let stage = try log.standing.stage
        #expect(log.refusal(of: .assure, on: "2018-04-01", by: ActLog.assurer)?.missing == [.evidence])
        try log.record(.addEvidence(nil), on: "2018-03-20")
        #expect(log.refusal(of: .assure, on: "2018-04-01", by: ActLog.owner)?.missing == [.otherPerson])
        try log.record(.assure, on: "2018-04-01", by: ActLog.assurer)
        #expect(try log.standing.stage == stage)
        #expect(try !log.standing.onWord)
        #expect(try log.history.standing(asAt: day("2018-03-31"))?.onWord == true)
        // Once is enough.
        #expect(log.refusal(of: .assure, on: "2018-04-02", by: ActLog.assurer) != nil)
    }

    @Test func itFallsWhenTheItemComesBack() throws {
        var returned = try log()
        try returned.record(.return, on: "2018-04-01")
        #expect(try !returned.standing.onWord)
        var reopened = try log(closed: true)
        try reopened.record(.reopen(to: .inProgress), on: "2018-04-01")
        #expect(try !reopened.standing.onWord)
        var superseded = try log()
        try superseded.record(.close(as: .superseded, successor: ref("LEG-2")), on: "2018-04-01")
        #expect(try superseded.standing.label == "closed: superseded")
    }

    /// It rests on the sheet, not on evidence that comes and goes.
    @Test func evidenceComesAndGoes() throws {
        var log = try log()
        let evidence = try log.record(.addEvidence(nil), on: "2018-03-05")
        try log.record(.withdrawEvidence(evidence), on: "2018-03-06")
        #expect(try log.standing.label == "assured (on the sheet's word)")
    }
}
