import Testing

import Tracker

/// The order in which acts count: by effective date, within a day by entry number; acts dated back are fitted
/// in, and refused when what follows would no longer be possible.
struct BackdatingTests {
    @Test func withinADayTheEntryNumberDecides() throws {
        var log = try ActLog(at: .pendingSignOff)
        let today = "2018-03-06"
        try log.record(.assure, on: today, by: ActLog.assurer)
        try log.record(.return, on: today)
        try log.record(.submit, on: today, by: ActLog.owner)
        try log.record(.assure, on: today, by: ActLog.assurer)
        try log.record(.close(as: .implemented, successor: nil), on: today)
        try log.record(.reopen(to: .inProgress), on: today)
        try log.record(.submit, on: today, by: ActLog.owner)
        let steps = try log.history.steps.filter { $0.from == day(today) }
        #expect(
            steps.map(\.standing.stage) == [
                .assured, .inProgress, .pendingSignOff, .assured, .closed, .inProgress, .pendingSignOff,
            ])
        #expect(try log.history.standing(asAt: day(today))?.stage == .pendingSignOff)
        #expect(try log.history.standing(asAt: day("2018-03-05"))?.stage == .pendingSignOff)
    }

    @Test func aDayCountsToItsEnd() throws {
        var log = ActLog(opened: "2018-01-10")
        try log.record(.start, on: "2018-02-01")
        let history = try log.history
        #expect(history.standing(asAt: day("2018-01-09")) == nil)
        #expect(history.standing(asAt: day("2018-01-10"))?.stage == .open)
        #expect(history.standing(asAt: day("2018-01-31"))?.stage == .open)
        #expect(history.standing(asAt: day("2018-02-01"))?.stage == .inProgress)
    }

    @Test func actsDatedBackAreFittedIn() throws {
        var log = ActLog()
        try log.record(.progress(complete: 30, rating: nil), on: "2018-02-10")
        try log.record(.progress(complete: 60, rating: nil), on: "2018-03-10")
        // Typed in last, dated first: it starts the item, the progress after it finds it started.
        try log.record(.start, on: "2018-01-20")
        let late = try log.record(.progress(complete: 45, rating: nil), on: "2018-02-20")
        let history = try log.history
        #expect(history.acts.map(\.seq) == [1, 4, 2, late, 3])
        #expect(history.standing(asAt: day("2018-01-20"))?.stage == .inProgress)
        #expect(history.standing(asAt: day("2018-02-25"))?.complete == 45)
        #expect(history.standing(asAt: day("2018-02-25"))?.progress == late)
        #expect(history.now.complete == 60)
        #expect(history.now.progressOn == day("2018-03-10"))
    }

    /// A title, what was recorded, what is then dated back, and the entry that stands against it.
    @Test func whatWouldUndoALaterActIsRefusedByName() throws {
        var started = ActLog()
        try started.record(.start, on: "2018-02-10")
        try expect(
            "entry 2, \"start\" on 10 Feb 2018", against: .close(as: .noFurtherAction, successor: nil),
            on: "2018-02-09", in: started)

        let assured = try ActLog(at: .assured)
        try expect(
            "entry 6, \"assure\" on 1 Mar 2018", against: .withdrawEvidence(2), on: "2018-02-28", in: assured)
        try expect(
            "entry 6, \"assure\" on 1 Mar 2018",
            against: .assign(lead: .set(ActLog.assurer), supporting: nil, board: .keep), on: "2018-01-15",
            in: assured)
        try expect("entry 5, \"submit\" on 20 Feb 2018", against: .submit, on: "2018-02-19", in: assured)

        var closed = ActLog()
        try closed.record(.close(as: .notAccepted, successor: nil), on: "2018-03-01")
        try closed.record(.reopen(to: .open), on: "2018-03-10")
        try expect(
            "entry 2, \"close\" on 1 Mar 2018", against: .close(as: .duplicate, successor: nil),
            on: "2018-02-01", in: closed)

        var extended = ActLog(due: "2018-06-30")
        try extended.record(.due(day("2018-09-30"), .request), on: "2018-05-01")
        try extended.record(.due(day("2018-09-30"), .grant), on: "2018-05-20", at: ActLog.meeting)
        try expect(
            "entry 3, \"due\" on 20 May 2018", against: .due(day("2018-07-31"), .set), on: "2018-05-10",
            in: extended)
    }

    private func expect(
        _ named: String, against act: ItemAct, on effective: String, in log: ActLog,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let refusal = try #require(log.refusal(of: act, on: effective), sourceLocation: sourceLocation)
        #expect(
            refusal.sentence.hasPrefix("it can't be dated so: \(named), would no longer be possible"),
            "\(refusal.sentence)", sourceLocation: sourceLocation)
    }

    @Test func whatLeavesTheLaterActsPossibleIsAccepted() throws {
        var closed = ActLog()
        try closed.record(.note(isInternal: false), on: "2018-04-01")
        try closed.record(.addEvidence(nil), on: "2018-04-02")
        try closed.record(.close(as: .noFurtherAction, successor: nil), on: "2018-03-01")
        #expect(try closed.history.standing(asAt: day("2018-03-01"))?.stage == .closed)

        // With a second piece of evidence the first can be withdrawn before the assurance.
        var assured = try ActLog(at: .assured)
        try assured.record(.addEvidence(nil), on: "2018-02-01")
        try assured.record(.withdrawEvidence(2), on: "2018-02-28")
        #expect(try assured.standing.stage == .assured)
    }

    /// What came before the start, or the progress that implied it, can be told afterwards.
    @Test func whatComesBeforeAStartIsTakenIn() throws {
        for first in [ItemAct.start, .progress(complete: 50, rating: nil)] {
            var log = ActLog()
            try log.record(first, on: "2018-02-10")
            try log.record(.progress(complete: 20, rating: nil), on: "2018-02-01")
            try log.record(.start, on: "2018-01-20")
            try log.record(.start, on: "2018-03-01")
            let history = try log.history
            #expect(history.standing(asAt: day("2018-01-19"))?.stage == .open)
            #expect(history.standing(asAt: day("2018-01-20"))?.stage == .inProgress)
            #expect(history.standing(asAt: day("2018-02-05"))?.complete == 20)
            #expect(history.now.stage == .inProgress)
        }
        var submitted = try ActLog(at: .pendingSignOff)
        try submitted.record(.start, on: "2018-03-01")
        #expect(try submitted.standing.stage == .pendingSignOff)
    }

    @Test func nothingButEvidenceIsOlderThanTheItem() throws {
        var log = ActLog(opened: "2018-01-10")
        let old = try log.record(.addEvidence(nil), on: "2017-11-30")
        try log.record(.withdrawEvidence(old), on: "2017-12-31")
        for act in [ItemAct.start, .note(isInternal: false), .accept(.accepted), .scope(.out)] {
            let refusal = log.refusal(of: act, on: "2018-01-09")
            #expect(
                refusal
                    == RuleViolation(
                        "LEG-1", "\(act.name) on 9 Jan 2018 is before the item was opened, on 10 Jan 2018",
                        remedies: [.see(.history(of: "LEG-1"))]))
        }
        #expect(log.refusal(of: .start, on: "2018-01-10") == nil)
        #expect(try log.history.steps.map(\.from) == [day("2018-01-10")])
    }
}
