import Testing

import Tracker

/// Due dates: the original is never overwritten, revisions are counted, another date is asked for and then
/// granted or refused.
struct DueDateTests {
    private let first = day("2018-06-30")
    private let second = day("2018-09-30")
    private let third = day("2018-12-31")

    @Test func theOriginalDateIsNeverOverwritten() throws {
        var log = ActLog(due: "2018-06-30")
        for (date, revisions) in [(second, 1), (third, 2), (nil, 3), (first, 4)] as [(Day?, Int)] {
            try log.record(.due(date, .set), on: "2018-05-0\(revisions)")
            #expect(try log.history.originalDue == first)
            #expect(try log.standing.due == date)
            #expect(try log.standing.revisions == revisions)
        }
    }

    @Test func theSameDateAgainIsNoRevision() throws {
        var log = ActLog(due: "2018-06-30")
        try log.record(.due(first, .set), on: "2018-05-01")
        #expect(try log.standing.revisions == 0)
    }

    @Test func theFirstDateOfAnItemWithoutOneIsItsOriginal() throws {
        var log = ActLog()
        #expect(try log.history.originalDue == nil)
        try log.record(.due(nil, .set), on: "2018-02-01")
        #expect(try log.standing.revisions == 0)
        try log.record(.due(first, .set), on: "2018-02-02")
        #expect(try log.history.originalDue == first)
        #expect(try log.standing.revisions == 0)
        try log.record(.due(second, .set), on: "2018-02-03")
        #expect(try log.history.originalDue == first)
        #expect(try log.standing.revisions == 1)
    }

    @Test func askingChangesNothingYet() throws {
        var log = ActLog(due: "2018-06-30")
        try log.record(.due(second, .request), on: "2018-05-01")
        #expect(try log.standing.due == first)
        #expect(try log.standing.revisions == 0)
        #expect(try log.standing.extensionWanted)
    }

    @Test func aGrantIsARevisionAndARefusalIsNot() throws {
        var log = ActLog(due: "2018-06-30")
        try log.record(.due(second, .request), on: "2018-05-01")
        try log.record(.due(second, .refuse), on: "2018-05-10", at: ActLog.meeting)
        #expect(try log.standing.due == first)
        #expect(try log.standing.revisions == 0)
        #expect(try !log.standing.extensionWanted)
        // Refused is answered: it must be asked for again.
        let grant = ItemAct.due(second, .grant)
        #expect(log.refusal(of: grant, on: "2018-05-11", at: ActLog.meeting)?.missing == [.requestedDate])
        try log.record(.due(third, .request), on: "2018-05-12")
        try log.record(grant, on: "2018-05-20", at: ActLog.meeting)
        #expect(try log.standing.due == second)
        #expect(try log.standing.revisions == 1)
        #expect(try !log.standing.extensionWanted)
        #expect(try log.history.originalDue == first)
    }

    @Test func settingADateAnswersTheRequest() throws {
        var log = ActLog(due: "2018-06-30")
        try log.record(.due(second, .request), on: "2018-05-01")
        try log.record(.due(third, .set), on: "2018-05-02")
        #expect(try !log.standing.extensionWanted)
    }

    @Test func theDeadlinesWordsStayUntilOthersAreGiven() throws {
        var log = ActLog(due: "2018-06-30")
        try log.record(.due(second, .set), on: "2018-05-01", says: [.reason, .deadline])
        #expect(try log.standing.deadline == 2)
        try log.record(.due(third, .set), on: "2018-05-02")
        #expect(try log.standing.deadline == 2)
        try log.record(.due(first, .request), on: "2018-05-03", says: [.reason, .deadline])
        #expect(try log.standing.deadline == 2)
    }

    @Test func aRevisionDatedBackIsCountedInItsPlace() throws {
        var log = ActLog(due: "2018-06-30")
        try log.record(.due(third, .set), on: "2018-05-20")
        try log.record(.due(second, .set), on: "2018-05-01")
        let history = try log.history
        #expect(history.originalDue == first)
        #expect(history.standing(asAt: day("2018-05-10"))?.due == second)
        #expect(history.standing(asAt: day("2018-05-10"))?.revisions == 1)
        #expect(history.now.due == third)
        #expect(history.now.revisions == 2)
    }

    @Test func overdueIsTheDayAfter() throws {
        let cases: [(stage: Stage, isLate: Bool)] = [
            (.open, true), (.inProgress, true), (.pendingSignOff, true), (.assured, false), (.closed, false),
        ]
        for (stage, isLate) in cases {
            let standing = try ActLog(at: stage).standing
            #expect(standing.due == first)
            #expect(!standing.isOverdue(asAt: first))
            #expect(standing.isOverdue(asAt: first.adding(days: 1)) == isLate, "\(stage)")
        }
        #expect(try !ActLog().standing.isOverdue(asAt: .distantFuture))
    }
}
