import Testing

import Tracker

/// What follows from an item's acts: positions, owners over time, evidence, tags, scope, and what may still be
/// said after closure.
struct ItemHistoryTests {
    private func assign(_ lead: Change<PersonID> = .keep, supporting: [PersonID]? = nil) -> ItemAct {
        .assign(lead: lead, supporting: supporting, board: .keep)
    }

    @Test func anItemThatNobodyLeadsAwaitsAllocation() throws {
        var log = ActLog()
        #expect(try log.standing.position == .awaitingAllocation)
        try log.record(assign(supporting: [PersonID(8)]), on: "2018-01-11")
        #expect(try log.standing.position == .awaitingAllocation)
        try log.record(assign(.set(ActLog.owner)), on: "2018-01-12")
        #expect(try log.standing.position == .open)
        #expect(try log.standing.supporting == [PersonID(8)])
        try log.record(assign(.set(nil)), on: "2018-01-13")
        #expect(try log.standing.position == .awaitingAllocation)
        // Once begun it is in progress, led or not: the positions are exclusive.
        try log.record(.start, on: "2018-01-14")
        #expect(try log.standing.position == .inProgress)
    }

    @Test func everyLiveStageHasItsPosition() throws {
        let positions = try Stage.allCases.map { try ActLog(at: $0).standing.position }
        #expect(positions == [.awaitingAllocation, .inProgress, .pendingSignOff, .assured, nil])
    }

    @Test func commentsAndEvidenceArriveAfterClosure() throws {
        var log = try ActLog(at: .closed)
        let steps = try log.history.steps.count
        try log.record(.note(isInternal: false), on: "2018-07-01")
        let late = try log.record(.addEvidence(ActLog.file), on: "2018-07-02")
        try log.record(.withdrawEvidence(late), on: "2018-07-03")
        #expect(try log.standing.stage == .closed)
        #expect(try log.standing.closedAs == .noFurtherAction)
        #expect(try log.history.steps.count == steps)
        #expect(try log.history.evidence.map(\.id) == [2, late])
        #expect(try log.history.acts.count == 7)
    }

    @Test func withdrawingEvidencePutsAnAssuredItemBack() throws {
        var log = try ActLog(at: .assured)
        try log.record(.withdrawEvidence(2), on: "2018-04-01")
        #expect(try log.standing.stage == .inProgress)
        #expect(try log.history.evidence.map(\.withdrawnBy) == [7])
        #expect(log.refusal(of: .close(as: .implemented, successor: nil), on: "2018-04-02") != nil)
        #expect(log.refusal(of: .assure, on: "2018-04-02", by: ActLog.assurer)?.missing == [.evidence])
        try log.record(.addEvidence(ActLog.file), on: "2018-04-03")
        try log.record(.assure, on: "2018-04-04", by: ActLog.assurer)
        try log.record(.close(as: .implemented, successor: nil), on: "2018-04-05")
        #expect(try log.standing.closedAs == .implemented)
        // What was closed stays closed; the officer who doubts it reopens it.
        try log.record(.withdrawEvidence(8), on: "2018-05-01")
        #expect(try log.standing.stage == .closed)
    }

    @Test func evidenceIsWithdrawnOnce() throws {
        var log = try ActLog(at: .inProgress)
        #expect(
            log.refusal(of: .withdrawEvidence(99), on: "2018-03-02")
                == RuleViolation("LEG-1", "it has no evidence E99", remedies: [.see(.evidence(of: "LEG-1"))]))
        // An entry that is no evidence is none either.
        #expect(
            log.refusal(of: .withdrawEvidence(3), on: "2018-03-02")
                == RuleViolation("LEG-1", "it has no evidence E3", remedies: [.see(.evidence(of: "LEG-1"))]))
        // Nor is evidence before its own date.
        #expect(
            log.refusal(of: .withdrawEvidence(2), on: "2018-01-19")
                == RuleViolation("LEG-1", "it has no evidence E2", remedies: [.see(.evidence(of: "LEG-1"))]))
        try log.record(.withdrawEvidence(2), on: "2018-03-02")
        #expect(
            log.refusal(of: .withdrawEvidence(2), on: "2018-03-03")
                == RuleViolation(
                    "LEG-1", "evidence E2 has been withdrawn already",
                    remedies: [.see(.evidence(of: "LEG-1"))]))
    }

    @Test func tagsComeAndGo() throws {
        var log = ActLog()
        try log.record(.tag(["One Met Model 2020", "ICT"], remove: false), on: "2018-02-01")
        try log.record(.tag(["ICT", "Data"], remove: false), on: "2018-02-02")
        #expect(try log.standing.tags == ["Data", "ICT", "One Met Model 2020"])
        try log.record(.tag(["ICT", "never there"], remove: true), on: "2018-02-03")
        #expect(try log.standing.tags == ["Data", "One Met Model 2020"])
    }

    @Test func outOfScopeIsKeptNotCounted() throws {
        var log = ActLog()
        try log.record(.scope(.out), on: "2018-02-01")
        #expect(try !log.standing.isCounted)
        #expect(try log.standing.stage == .open)
        try log.record(.start, on: "2018-02-02")
        try log.record(.scope(.in), on: "2018-02-03")
        #expect(try log.standing.isCounted)
        #expect(try log.standing.stage == .inProgress)
    }

    @Test func progressKeepsWhatItDoesNotSay() throws {
        var log = ActLog()
        try log.record(.progress(complete: 40, rating: .amber), on: "2018-02-01")
        let last = try log.record(.progress(complete: nil, rating: nil), on: "2018-03-01")
        #expect(try log.standing.complete == 40)
        #expect(try log.standing.rating == .amber)
        #expect(try log.standing.progress == last)
        #expect(try log.standing.progressOn == day("2018-03-01"))
    }

    @Test func stepsAreChangesOfStandingOnly() throws {
        var log = try ActLog(at: .inProgress)
        let steps = try log.history.steps
        #expect(steps.map(\.cause) == [1, 3, 4])
        try log.record(.note(isInternal: true), on: "2018-03-02")
        try log.record(.addEvidence(nil), on: "2018-03-02")
        try log.record(.tag(["never put on"], remove: true), on: "2018-03-02")
        try log.record(.scope(.in), on: "2018-03-02")
        #expect(try log.history.steps == steps)
    }

    @Test func anItemThatWasNeverAddedHasNoHistory() throws {
        let acts = Array(try ActLog(at: .inProgress).acts.dropFirst())
        #expect(throws: RuleViolation(ActLog.item.text, "it has never been added")) {
            try ItemHistory(ActLog.item, acts: acts)
        }
    }
}
