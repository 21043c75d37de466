import Testing

import Tracker

/// An owner says that it is done, an assurer that it isn't, a board decides; and closures that are asked for elsewhere.
struct DisputeTests {
    private func refused() throws -> ActLog {
        var log = try ActLog(at: .pendingSignOff)
        try log.record(.return, on: "2018-03-02", by: ActLog.assurer)
        return log
    }

    @Test func onlyARefusalIsDisputed() throws {
        let fresh = try ActLog(at: .inProgress)
        #expect(fresh.refusal(of: .dispute, on: "2018-03-03", by: ActLog.owner)?.missing == [.refusal])
        var log = try refused()
        let wordless = log.refusal(of: .dispute, on: "2018-03-03", by: ActLog.owner, says: [])
        #expect(wordless?.missing == [.note])
        try log.record(.dispute, on: "2018-03-03", by: ActLog.owner)
        #expect(try log.standing.position == .pendingSignOff)
        #expect(try log.standing.label == "pending sign-off (disputed)")
        #expect(try log.history.standing(asAt: day("2018-03-02"))?.disputed == false)
        // Submitted again, the refusal is no longer what there is to dispute.
        var again = try refused()
        try again.record(.submit, on: "2018-03-03", by: ActLog.owner)
        #expect(again.refusal(of: .dispute, on: "2018-03-04", by: ActLog.owner) != nil)
    }

    @Test func aBoardDecides() throws {
        var log = try refused()
        try log.record(.dispute, on: "2018-03-03", by: ActLog.owner)
        #expect(log.refusal(of: .return, on: "2018-03-04", by: ActLog.assurer) != nil)
        #expect(log.refusal(of: .decide(for: .owner), on: "2018-03-06")?.missing == [.meeting])
        var lost = log
        try lost.record(.decide(for: .assurer), on: "2018-03-06", at: ActLog.meeting)
        #expect(try lost.standing.label == "in progress")
        #expect(lost.refusal(of: .dispute, on: "2018-03-07", by: ActLog.owner)?.missing == [.refusal])
        try log.record(.decide(for: .owner), on: "2018-03-06", at: ActLog.meeting)
        #expect(try log.standing.label == "pending sign-off")
        #expect(
            log.refusal(of: .decide(for: .owner), on: "2018-03-07", at: ActLog.meeting)?.missing == [.dispute]
        )
        let dispute = try #require(try log.history.disputes.first)
        #expect(dispute.party == .owner)
        #expect(dispute.claim.actor == ActLog.owner)
        #expect(dispute.refusal.actor == ActLog.assurer)
        // Whoever claimed it may not assure it; the assurer still may.
        #expect(log.refusal(of: .assure, on: "2018-03-08", by: ActLog.owner)?.missing == [.otherPerson])
        try log.record(.assure, on: "2018-03-08", by: ActLog.assurer)
    }

    @Test func aClosureIsAskedForAndComesBack() throws {
        var log = try ActLog(at: .pendingSignOff)
        try log.record(.submitForClosure, on: "2018-03-02")
        #expect(try log.standing.label == "pending sign-off (proposed for closure)")
        #expect(try log.standing.position == .pendingSignOff)
        #expect(log.refusal(of: .submitForClosure, on: "2018-03-03") != nil)
        try log.record(.return, on: "2018-03-10")
        #expect(try log.standing.label == "in progress")
        try log.record(.submitForClosure, on: "2018-03-11")
        try log.record(.assure, on: "2018-03-12", by: ActLog.assurer)
        #expect(try log.standing.label == "assured")
    }
}

/// An item that is directed at several bodies.
struct AddressingTests {
    @Test func eachBodyHasItsOwn() throws {
        var log = try ActLog(at: .inProgress)
        try log.record(.addressee("Essex Police", .added), on: "2018-02-02")
        try log.record(.addressee("Kent Police", .added), on: "2018-02-02")
        #expect(log.refusal(of: .addressee("essex police", .added), on: "2018-02-03") != nil)
        #expect(log.refusal(of: .addressee("Sussex Police", .answered(.accepted)), on: "2018-02-03") != nil)
        #expect(log.refusal(of: .addressee("two\nlines", .added), on: "2018-02-03") != nil)
        try log.record(.addressee("Essex Police", .answered(.accepted)), on: "2018-02-03", says: [])
        let partly = log.refusal(
            of: .addressee("Kent Police", .answered(.partly)), on: "2018-02-03", says: [])
        #expect(partly?.missing == [.reason])
        try log.record(.addressee("Kent Police", .assigned(ActLog.assurer)), on: "2018-02-04")
        try log.record(.addressee("Essex Police", .closed(.implemented)), on: "2018-02-10")
        #expect(log.refusal(of: .addressee("Essex Police", .closed(.implemented)), on: "2018-02-11") != nil)
        let standing = try log.standing
        #expect(standing.addressees.map(\.acceptance) == [.accepted, nil])
        #expect(standing.addressees.share == "1 of 2 addressees done")
        #expect(standing.isPartlyDischarged)
        #expect(standing.stage == .inProgress)
        // Whoever leads for one of them has a part in the work.
        try log.record(.submit, on: "2018-02-20", by: ActLog.owner)
        #expect(log.refusal(of: .assure, on: "2018-03-01", by: ActLog.assurer)?.missing == [.otherPerson])
    }

    @Test func itIsClosedWhenAllAre() throws {
        var log = try ActLog(at: .assured)
        try log.record(.addressee("Essex Police", .added), on: "2018-03-02")
        let early = log.refusal(of: .close(as: .implemented, successor: nil), on: "2018-03-03")
        #expect(early?.missing == [.addressees])
        try log.record(.addressee("Essex Police", .closed(.implemented)), on: "2018-03-03")
        var back = log
        try back.record(.addressee("Essex Police", .reopened), on: "2018-03-04")
        #expect(back.refusal(of: .close(as: .implemented, successor: nil), on: "2018-03-05") != nil)
        try log.record(.close(as: .implemented, successor: nil), on: "2018-03-05")
    }

    @Test func whomTheReportNamesFirstIsOneOfThem() throws {
        var log = try ActLog(at: .inProgress)
        #expect(try log.standing.addressedTo == ["MPS"])
        try log.record(.addressee("Kent Police", .added), on: "2018-02-02")
        #expect(try log.standing.addressedTo == ["Kent Police"])
        try log.record(.addressee("Kent Police", .removed), on: "2018-02-03")
        #expect(try log.standing.addressedTo == ["MPS"])
    }
}
