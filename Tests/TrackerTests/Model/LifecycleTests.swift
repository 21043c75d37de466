import Testing

import Tracker

/// Every act at every stage, against a table written from the lifecycle in words: open → in progress →
/// assured → closed, with submitting inside in progress and the backward moves.
struct LifecycleTests {
    /// What an act does at open, in progress, pending sign-off, assured and closed: `-` refused, `=` stays,
    /// else the first letter of the stage it leads to.
    private static let outcomes: [(act: ItemAct, at: String)] = [
        (.add(ItemOrigin(report: ref("R"), kind: "recommendation", force: "MPS")), "-----"),
        (.start, "I==--"),
        (.progress(complete: 40, rating: .amber), "I==--"),
        (.progress(complete: nil, rating: nil), "I==--"),
        (.submit, "-P---"),
        (.submitForClosure, "-PP--"),
        (.assure, "-AA--"),
        // Of the owner who submitted it, at the stages where they did.
        (.waive(ActLog.owner), "--==-"),
        (.return, "--II-"),
        (.close(as: .implemented, successor: nil), "---C-"),
        (.close(as: .superseded, successor: ref("LEG-2")), "CCCC-"),
        (.close(as: .noFurtherAction, successor: nil), "CCCC-"),
        (.close(as: .notAccepted, successor: nil), "CCCC-"),
        (.close(as: .duplicate, successor: ref("LEG-2")), "CCCC-"),
        (.reopen(to: .open), "----O"),
        (.reopen(to: .inProgress), "----I"),
        (.reopen(to: .assured), "-----"),
        (.reopen(to: .closed), "-----"),
        (.assign(lead: .set(ActLog.owner), supporting: nil, board: .keep), "====="),
        (.assign(lead: .set(nil), supporting: [], board: .set(ref("OB"))), "====="),
        (.accept(.accepted), "====="),
        (.accept(.partly), "====="),
        (.accept(.notAccepted), "====="),
        (.due(day("2018-12-31"), .set), "====-"),
        (.due(nil, .set), "====-"),
        (.due(day("2018-12-31"), .request), "====-"),
        (.due(day("2018-12-31"), .grant), "====-"),
        (.due(day("2018-12-31"), .refuse), "====-"),
        (.scope(.in), "====="),
        (.scope(.out), "====="),
        (.tag(["ICT"], remove: false), "====="),
        (.tag(["ICT"], remove: true), "====="),
        (.mark("OFFICIAL-SENSITIVE"), "====="),
        (.mark(nil), "====="),
        (.assess(risk: .set("high"), delay: .keep), "====="),
        (.assess(risk: .keep, delay: .set(nil)), "====="),
        (.note(isInternal: false), "====="),
        (.note(isInternal: true), "====="),
        (.addEvidence(nil), "====="),
        (.addEvidence(ActLog.file), "====="),
        // An assurance does not outlive the evidence it rests on.
        (.withdrawEvidence(2), "===I="), (.loseEvidence(2), "====="),
        (.holdEvidence(nil), "====="), (.holdEvidence(2), "====="), (.releaseHold(4), "====="),
        (.retainEvidence(2, rule: nil), "====="), (.disposeEvidence(ActLog.disposal), "----="),
    ]

    private static let letters: [Character: Stage] = [
        "O": .open, "I": .inProgress, "P": .pendingSignOff, "A": .assured, "C": .closed,
    ]

    @Test(arguments: Stage.allCases) func everyActLeadsWhereTheTableSays(stage: Stage) throws {
        let column = try #require(Stage.allCases.firstIndex(of: stage))
        let log = try ActLog(at: stage, isHeld: true)
        #expect(try log.standing.stage == stage)
        for (act, row) in Self.outcomes {
            let outcome = Array(row)[column]
            var after = log
            let refusal = after.refusal(of: act, on: "2018-03-02", by: PersonID(9), at: ActLog.meeting)
            if outcome == "-" {
                #expect(refusal != nil, "\(act.variant) when \(stage.label)")
                continue
            }
            #expect(refusal == nil, "\(act.variant) when \(stage.label)")
            try after.record(act, on: "2018-03-02", by: PersonID(9), at: ActLog.meeting)
            let expected = outcome == "=" ? stage : Self.letters[outcome]
            #expect(try after.standing.stage == expected, "\(act.variant) when \(stage.label)")
        }
    }

    @Test func theTableCoversEveryRule() {
        let written = Set(Self.outcomes.filter { $0.at != "-----" }.map { $0.act.variant })
        // The steps of a plan and benefits never move an item: PlanAndBenefitTests.
        let still: Set<ItemAct.Name> = [
            .addStep, .finishStep, .dropStep, .addBenefit, .realiseBenefit, .reviseBenefit,
            // Those need one another, or a body that was named: DisputeTests, AddressingTests.
            .dispute, .decide, .addAddressee, .removeAddressee, .assignAddressee, .answerAddressee,
            .closeAddressee, .reopenAddressee,
            // What is proposed and answered moves nothing by itself: ProposalTests.
            .propose, .acceptProposal, .rejectProposal,
        ]
        let moving = Lifecycle.rules.map(\.act).filter { !still.contains($0.name) }
        #expect(written == Set(moving))
    }

    @Test(arguments: Stage.allCases) func aRefusalNamesTheMovesThatTheTableAllows(stage: Stage) throws {
        let column = try #require(Stage.allCases.firstIndex(of: stage))
        let moves = Self.outcomes.filter { Self.letters[Array($0.at)[column]] != nil }
        let refusal = try #require(ActLog(at: stage).refusal(of: .reopen(to: .assured), on: "2018-03-02"))
        var expected = Set(moves.map { $0.act.variant })
        // Withdrawing evidence moves an assured item back by its consequence, not as a move to choose.
        expected.remove(.withdrawEvidence)
        if stage == .inProgress { expected.insert(.dispute) }
        if stage == .pendingSignOff { expected.formUnion([.decide(.owner), .decide(.assurer)]) }
        #expect(Set(refusal.allowed) == expected)
        #expect(
            refusal.description.contains("it is \(stage.label), so \"reopen to assured\" is not allowed."))
    }

    @Test func stagesBelongToStatuses() {
        #expect(Stage.allCases.map(\.status) == [.open, .inProgress, .inProgress, .assured, .closed])
        #expect(Stage.allCases.filter(\.isLive) == [.open, .inProgress, .pendingSignOff, .assured])
        #expect(Stage.allCases.filter(\.isToDo) == [.open, .inProgress, .pendingSignOff])
    }

    @Test func reopeningForgetsWhyItWasClosed() throws {
        for status in [Status.open, .inProgress] {
            var log = ActLog()
            try log.record(.close(as: .superseded, successor: ref("LEG-2")), on: "2018-02-01")
            #expect(try log.standing.closedAs == .superseded)
            #expect(try log.standing.successor == ref("LEG-2"))
            try log.record(.reopen(to: status), on: "2018-03-01")
            #expect(try log.standing.stage.status == status)
            #expect(try log.standing.closedAs == nil)
            #expect(try log.standing.successor == nil)
        }
    }

    @Test func acceptanceIsAnAxisOfItsOwn() throws {
        var log = try ActLog(at: .pendingSignOff)
        for acceptance in Acceptance.allCases {
            try log.record(.accept(acceptance), on: "2018-03-05")
            #expect(try log.standing.acceptance == acceptance)
            #expect(try log.standing.stage == .pendingSignOff)
        }
    }
}
