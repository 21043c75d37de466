import Testing

import Tracker

/// What each act needs besides the right stage: words, a successor, a meeting, a request, evidence, another
/// person. Each is left out in turn.
struct PreconditionTests {
    @Test func wordsThatAreMissingAreNamed() throws {
        let cases: [(stage: Stage, act: ItemAct, need: Requirement, lacking: [WordName])] = [
            (.open, .progress(complete: nil, rating: nil), .note, [.reason]),
            (.inProgress, .progress(complete: 50, rating: nil), .note, [.reason]),
            (.closed, .note(isInternal: false), .note, [.reason]),
            (.pendingSignOff, .return, .reason, [.note]),
            (.assured, .return, .reason, [.note]),
            (.open, .close(as: .noFurtherAction, successor: nil), .reason, [.note]),
            (.open, .close(as: .notAccepted, successor: nil), .reason, [.note]),
            (.closed, .reopen(to: .open), .reason, [.note]),
            (.closed, .reopen(to: .inProgress), .reason, [.note]),
            (.open, .accept(.partly), .reason, [.note]),
            (.open, .accept(.notAccepted), .reason, [.note]),
            (.open, .due(day("2018-12-31"), .set), .reason, [.note]),
            (.open, .due(day("2018-12-31"), .request), .reason, [.note]),
            (.open, .scope(.out), .reason, [.note]),
            (.open, .scope(.in), .reason, [.note]),
            (.open, .withdrawEvidence(2), .reason, [.note]),
            (.open, .holdEvidence(nil), .reason, [.note]),
        ]
        for (stage, act, need, lacking) in cases {
            let log = try ActLog(at: stage)
            #expect(
                log.refusal(of: act, on: "2018-03-02", says: lacking)?.missing == [need], "\(act.variant)")
            let words: WordName = need == .note ? .note : .reason
            #expect(log.refusal(of: act, on: "2018-03-02", says: [words]) == nil, "\(act.variant)")
        }
    }

    @Test func actsThatNeedNoWords() throws {
        let cases: [(Stage, ItemAct)] = [
            (.open, .start), (.inProgress, .submit), (.open, .accept(.accepted)),
            (.open, .assign(lead: .set(ActLog.owner), supporting: nil, board: .keep)),
            (.open, .tag(["ICT"], remove: false)), (.open, .mark("OFFICIAL")), (.open, .addEvidence(nil)),
            (.assured, .close(as: .implemented, successor: nil)),
            (.open, .close(as: .superseded, successor: ref("LEG-2"))),
        ]
        for (stage, act) in cases {
            #expect(
                try ActLog(at: stage).refusal(of: act, on: "2018-03-02", says: []) == nil, "\(act.variant)")
        }
    }

    @Test func aSuccessorIsAnotherItem() throws {
        let log = try ActLog(at: .open)
        #expect(
            log.refusal(of: .close(as: .superseded, successor: nil), on: "2018-03-02")?.missing == [
                .successor
            ])
        let duplicate = ItemAct.close(as: .duplicate, successor: nil)
        #expect(log.refusal(of: duplicate, on: "2018-03-02", says: [])?.missing == [.successorOrReason])
        #expect(log.refusal(of: duplicate, on: "2018-03-02", says: [.reason]) == nil)
        let named = ItemAct.close(as: .duplicate, successor: ref("LEG-2"))
        #expect(log.refusal(of: named, on: "2018-03-02", says: []) == nil)
        for reason in [CloseReason.superseded, .duplicate] {
            // References are compared without regard to case.
            let itself = ItemAct.close(as: reason, successor: ref("leg-1"))
            #expect(
                log.refusal(of: itself, on: "2018-03-02")
                    == RuleViolation(
                        "LEG-1", "an item can't take its own place", remedies: [.give(.otherSuccessor)]))
        }
    }

    /// A report takes the place of what is superseded, and of nothing else; and not of what came from it.
    @Test func aReportTakesAnItemsPlace() throws {
        let log = try ActLog(at: .open)
        func refusal(
            _ reason: CloseReason, by report: String = "PEEL-2023", beside successor: String? = nil,
            says: [WordName] = [.reason]
        ) -> String? {
            log.refusal(
                of: .close(as: reason, successor: successor.map { ref($0) }, successorReport: ref(report)),
                on: "2018-03-02", says: says)?.description
        }
        #expect(refusal(.superseded, says: []) == nil)
        #expect(refusal(.superseded, beside: "LEG-2")?.contains("not both") == true)
        for reason in [CloseReason.duplicate, .noFurtherAction, .notAccepted] {
            #expect(refusal(reason)?.contains("only what is superseded") == true)
        }
        #expect(refusal(.superseded, by: "peel-2017-leg")?.contains("comes from the report") == true)
        var closed = log
        try closed.record(
            .close(as: .superseded, successor: nil, successorReport: ref("PEEL-2023")), on: "2018-03-02")
        #expect(try closed.standing.successorReport == ref("PEEL-2023"))
        try closed.record(.reopen(to: .open), on: "2018-03-03")
        #expect(try closed.standing.successorReport == nil)
    }

    @Test func anExtensionIsAnsweredAtAMeetingOnceAskedFor() throws {
        for answer in [DueOutcome.grant, .refuse] {
            let act = ItemAct.due(day("2018-09-30"), answer)
            let asked = try ActLog(at: .open)
            #expect(asked.refusal(of: act, on: "2018-03-02")?.missing == [.meeting])
            #expect(asked.refusal(of: act, on: "2018-03-02", at: ActLog.meeting, says: []) == nil)
            let chairs = RecordedAct(
                seq: 99, effectiveOn: day("2018-03-02"), actor: ActLog.officer, authority: nil, act: act,
                words: [:],
                chairOf: ref("OB"))
            #expect(throws: Never.self) { try ItemHistory(ActLog.item, acts: asked.acts + [chairs]) }
            let unasked = ActLog(due: "2018-06-30")
            #expect(
                unasked.refusal(of: act, on: "2018-03-02", at: ActLog.meeting)?.missing == [.requestedDate])
            #expect(unasked.refusal(of: act, on: "2018-03-02")?.missing == [.requestedDate, .meeting])
        }
    }

    @Test func assuringNeedsEvidenceThatStands() throws {
        var log = ActLog()
        try log.record(.start, on: "2018-02-01")
        #expect(log.refusal(of: .assure, on: "2018-03-01", by: ActLog.assurer)?.missing == [.evidence])
        let first = try log.record(.addEvidence(nil), on: "2018-02-10")
        #expect(log.refusal(of: .assure, on: "2018-03-01", by: ActLog.assurer, says: []) == nil)
        try log.record(.withdrawEvidence(first), on: "2018-02-11")
        #expect(log.refusal(of: .assure, on: "2018-03-01", by: ActLog.assurer)?.missing == [.evidence])
        try log.record(.addEvidence(ActLog.file), on: "2018-02-12")
        #expect(log.refusal(of: .assure, on: "2018-03-01", by: ActLog.assurer, says: []) == nil)
        // Evidence of a later day is no evidence yet.
        #expect(log.refusal(of: .assure, on: "2018-02-11", by: ActLog.assurer)?.missing == [.evidence])
    }

    /// Who may not assure: leads and supporters, now or before, and whoever submitted.
    @Test func nobodyAssuresTheirOwnWork() throws {
        let somebody = PersonID(7)
        let assignments: [(String, [ItemAct])] = [
            ("lead", [.assign(lead: .set(somebody), supporting: nil, board: .keep)]),
            (
                "supporting",
                [.assign(lead: .set(ActLog.owner), supporting: [PersonID(8), somebody], board: .keep)]
            ),
            (
                "lead once",
                [
                    .assign(lead: .set(somebody), supporting: nil, board: .keep),
                    .assign(lead: .set(ActLog.owner), supporting: nil, board: .keep),
                ]
            ),
            (
                "supporting once",
                [
                    .assign(lead: .keep, supporting: [somebody], board: .keep),
                    .assign(lead: .set(ActLog.owner), supporting: [], board: .keep),
                ]
            ),
            (
                "lead, then nobody",
                [
                    .assign(lead: .set(somebody), supporting: nil, board: .keep),
                    .assign(lead: .set(nil), supporting: nil, board: .set(ref("OB"))),
                ]
            ),
        ]
        for (words, acts) in assignments {
            for when in ["before", "after"] {
                var log = ActLog()
                try log.record(.addEvidence(nil), on: "2018-01-20")
                if when == "before" { for act in acts { try log.record(act, on: "2018-01-25") } }
                try log.record(.start, on: "2018-02-01")
                try log.record(.submit, on: "2018-02-20", by: ActLog.owner)
                if when == "after" { for act in acts { try log.record(act, on: "2018-02-25") } }
                let refusal = log.refusal(of: .assure, on: "2018-03-01", by: somebody)
                #expect(refusal?.missing == [.otherPerson], "\(words), \(when) it was submitted")
                #expect(log.refusal(of: .assure, on: "2018-03-01", by: ActLog.assurer) == nil)
            }
        }
    }

    @Test func whoeverSubmittedDoesNotAssure() throws {
        var log = try ActLog(at: .pendingSignOff)
        #expect(log.refusal(of: .assure, on: "2018-03-01", by: ActLog.owner)?.missing == [.otherPerson])
        // Not even after it came back and another person submitted it again.
        try log.record(.return, on: "2018-03-01")
        try log.record(.submit, on: "2018-03-02", by: PersonID(8))
        #expect(log.refusal(of: .assure, on: "2018-03-03", by: ActLog.owner)?.missing == [.otherPerson])
        #expect(log.refusal(of: .assure, on: "2018-03-03", by: PersonID(8))?.missing == [.otherPerson])
        #expect(log.refusal(of: .assure, on: "2018-03-03", by: ActLog.assurer) == nil)
    }

    @Test func everythingMissingIsSaidAtOnce() throws {
        var log = ActLog()
        try log.record(.assign(lead: .set(ActLog.assurer), supporting: nil, board: .keep), on: "2018-01-15")
        // Even where the stage is wrong as well.
        let refusal = try #require(log.refusal(of: .assure, on: "2018-01-20", by: ActLog.assurer))
        #expect(refusal.missing == [.evidence, .otherPerson])
        #expect(refusal.allowed.contains(.start))
        #expect(
            refusal.description.hasPrefix(
                "LEG-1: it is open, so \"assure\" is not allowed. It needs at least"))
    }

    @Test func ownersAfterTheAssuranceDoNotUndoIt() throws {
        var log = try ActLog(at: .assured)
        let assign = ItemAct.assign(lead: .set(ActLog.assurer), supporting: nil, board: .keep)
        try log.record(assign, on: "2018-03-01")
        #expect(try log.standing.stage == .assured)
        // From then on they are an owner.
        try log.record(.return, on: "2018-03-05")
        #expect(log.refusal(of: .assure, on: "2018-03-06", by: ActLog.assurer)?.missing == [.otherPerson])
    }

    /// Entries that version 0.1.0 recorded are held to its rules: what was corrected did not count then.
    @Test func eachAssuranceIsJudgedByTheRulesOfItsTime() throws {
        var log = ActLog()
        try log.record(.addEvidence(nil), on: "2018-01-20")
        let led = try log.record(
            .assign(lead: .set(ActLog.assurer), supporting: nil, board: .keep), on: "2018-01-25")
        try log.record(.progress(complete: 90, rating: nil), on: "2018-02-01", by: ActLog.assurer)
        let corrected = try Correction(corrects: led, isVoid: true).apply(
            to: ItemRecord(log.acts), words: [], seq: 5)
        let assurance = RecordedAct(
            seq: 6, effectiveOn: day("2018-03-01"), actor: ActLog.assurer, authority: nil, act: .assure,
            words: [:])
        let record = corrected.adding(assurance)
        #expect(try ItemHistory(ActLog.item, record: record, rulesFrom: 7).now.stage == .assured)
        #expect(throws: RuleViolation.self) { try ItemHistory(ActLog.item, record: record, rulesFrom: 6) }
    }
}
