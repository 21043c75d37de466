import Testing

import Tracker

/// What a proposal changes by itself, and what an answer does: how many wait, and nothing else.
struct ProposalTests {
    private static let update = ProposedUpdate(complete: 90, due: .set(day("2018-12-31")), isDone: true)

    @Test(arguments: Stage.allCases) func aProposalMovesNothing(stage: Stage) throws {
        var log = try ActLog(at: stage)
        let before = try log.standing
        try log.record(.propose(Self.update), on: "2018-03-02", by: ActLog.owner)
        var expected = before
        expected.proposals = 1
        #expect(try log.standing == expected)
        let seq = try #require(try log.history.proposals.last?.seq)
        var rejected = log
        try log.record(.answerProposal(seq, .accepted), on: "2018-03-02", by: PersonID(9))
        #expect(try log.standing == before)
        try rejected.record(.answerProposal(seq, .rejected), on: "2018-03-02", by: PersonID(9))
        #expect(try rejected.standing == before)
        for answer in ProposalAnswer.allCases {
            let refusal = rejected.refusal(
                of: .answerProposal(seq, answer), on: "2018-03-03", by: PersonID(9))
            #expect(refusal?.sentence.contains("has been rejected already") == true)
        }
        let early = rejected.refusal(
            of: .answerProposal(seq + 1, .accepted), on: "2018-03-03", by: PersonID(9))
        #expect(early?.sentence.contains("is no proposal that it had by then") == true)
    }

    @Test func itSaysSomethingThatCanBeMeant() throws {
        let log = try ActLog(at: .inProgress)
        func refusal(_ update: ProposedUpdate) -> RuleViolation? {
            log.refusal(of: .propose(update), on: "2018-03-02", by: ActLog.owner)
        }
        #expect(refusal(ProposedUpdate(complete: 101))?.sentence.contains("0 to 100") == true)
        #expect(refusal(ProposedUpdate(dated: day("2018-03-01"))) != nil)
        #expect(refusal(ProposedUpdate(addresses: 1)) != nil)
        #expect(refusal(ProposedUpdate(addresses: 1, dated: day("2018-03-01"))) == nil)
    }

    @Test func theActsThatItComesTo() {
        let whole = ProposedUpdate(
            complete: 90, due: .set(nil), isDone: true, files: [ActLog.file], addresses: 1,
            dated: day("2018-03-01"))
        #expect(
            whole.acts(hasNote: true) == [
                .addEvidence(ActLog.file), .addEvidence(nil), .progress(complete: 90, rating: nil),
                .due(nil, .request), .submit,
            ])
        #expect(whole.acts(hasNote: true).allSatisfy { $0.isAcceptable })
        #expect(ProposedUpdate(isDone: true).acts(hasNote: false) == [.submit])
        #expect(ProposedUpdate().acts(hasNote: true) == [.progress(complete: nil, rating: nil)])
    }

    /// Whose word waits: an owner's who is no officer, while there is an officer.
    @Test func whoseWordWaits() {
        for act in [ItemAct.Variant.progress, .submit, .due(.request), .addEvidence, .dispute, .finishStep] {
            #expect(Permission.isOwnersWord(act, roles: [.owner]))
            #expect(Permission.isOwnersWord(act, roles: [.owner, .assurer]))
            #expect(!Permission.isOwnersWord(act, roles: [.owner, .officer]))
            #expect(!Permission.isOwnersWord(act, roles: [.assurer]))
            #expect(!Permission.isOwnersWord(act, roles: [.owner], hasOfficer: false))
        }
        for act in [ItemAct.Variant.note, .propose, .assure, .due(.set), .acceptProposal] {
            #expect(!Permission.isOwnersWord(act, roles: [.owner]))
        }
    }
}
