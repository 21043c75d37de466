import TrackerValues

extension ItemAct {
    /// What the acts on an item are called: the ledger's spelling (`docs/ledger-format.md`), for ever. Whatever has to know
    /// every act switches over these or over the acts themselves, so that one that is added doesn't compile until all of
    /// them do; the order is that in which the rules are listed.
    package enum Name: String, CaseIterable, CustomStringConvertible, Sendable {
        case add, start, progress, submit, assure, `return`, dispute, decide, close, reopen
        case waive, assign, accept, due, scope, tag, mark, assess, note
        case addEvidence = "evidence add"
        case withdrawEvidence = "evidence withdraw"
        case loseEvidence = "evidence lost"
        case retainEvidence = "evidence retain"
        case holdEvidence = "evidence hold"
        case releaseHold = "evidence release"
        case disposeEvidence = "evidence dispose"
        case addStep = "action add"
        case finishStep = "action done"
        case dropStep = "action drop"
        case addBenefit = "benefit add"
        case realiseBenefit = "benefit realise"
        case reviseBenefit = "benefit revise"
        case addAddressee = "addressee add"
        case removeAddressee = "addressee remove"
        case assignAddressee = "addressee assign"
        case answerAddressee = "addressee accept"
        case closeAddressee = "addressee close"
        case reopenAddressee = "addressee reopen"
        case propose
        case acceptProposal = "proposal accept"
        case rejectProposal = "proposal reject"

        package var description: String { rawValue }

        /// The acts of that name that rules tell apart.
        package var variants: [Variant] {
            switch self {
            case .add: [.add]
            case .start: [.start]
            case .progress: [.progress]
            case .submit: [.submit, .submitForClosure]
            case .assure: [.assure, .assureOnWord]
            case .return: [.return]
            case .dispute: [.dispute]
            case .decide: DisputeParty.allCases.map { .decide($0) }
            case .close: CloseReason.allCases.map { .close($0) }
            case .reopen: Status.allCases.map { .reopen($0) }
            case .waive: [.waive]
            case .assign: [.assign]
            case .accept: Acceptance.allCases.map { .accept($0) }
            case .due: DueOutcome.allCases.map { .due($0) }
            case .scope: ScopeChange.allCases.map { .scope($0) }
            case .tag: [.tag]
            case .mark: [.mark]
            case .assess: [.assess]
            case .note: [.note]
            case .addEvidence: [.addEvidence]
            case .withdrawEvidence: [.withdrawEvidence]
            case .loseEvidence: [.loseEvidence]
            case .retainEvidence: [.retainEvidence]
            case .holdEvidence: [.holdEvidence]
            case .releaseHold: [.releaseHold]
            case .disposeEvidence: [.disposeEvidence]
            case .addStep: [.addStep]
            case .finishStep: [.finishStep]
            case .dropStep: [.dropStep]
            case .addBenefit: [.addBenefit]
            case .realiseBenefit: [.realiseBenefit]
            case .reviseBenefit: [.reviseBenefit]
            case .addAddressee: [.addAddressee]
            case .removeAddressee: [.removeAddressee]
            case .assignAddressee: [.assignAddressee]
            case .answerAddressee: Acceptance.allCases.map { .answerAddressee($0) }
            case .closeAddressee: CloseReason.allCases.map { .closeAddressee($0) }
            case .reopenAddressee: [.reopenAddressee]
            case .propose: [.propose]
            case .acceptProposal: [.acceptProposal]
            case .rejectProposal: [.rejectProposal]
            }
        }
    }

    /// An act with as much of it as rules tell apart: closing as superseded needs something else than closing as
    /// implemented.
    package enum Variant: Hashable, CustomStringConvertible, Sendable {
        case add, start, progress, submit, submitForClosure, assure, assureOnWord, `return`, dispute
        case decide(DisputeParty)
        case close(CloseReason)
        case reopen(Status)
        case waive, assign
        case accept(Acceptance)
        case due(DueOutcome)
        case scope(ScopeChange)
        case tag, mark, assess, note
        case addEvidence, withdrawEvidence, loseEvidence
        case retainEvidence, holdEvidence, releaseHold, disposeEvidence
        case addStep, finishStep, dropStep
        case addBenefit, realiseBenefit, reviseBenefit
        case addAddressee, removeAddressee, assignAddressee, reopenAddressee
        case answerAddressee(Acceptance)
        case closeAddressee(CloseReason)
        case propose, acceptProposal, rejectProposal

        package static let allCases = Name.allCases.flatMap(\.variants)

        /// As a person reads it: "close as superseded".
        package var description: String {
            switch self {
            case .close(let reason): "\(name) as \(reason.rawValue)"
            case .reopen(let status): "\(name) to \(status.rawValue)"
            case .accept(.partly): "\(name) partly"
            case .accept(.notAccepted): "\(name) not"
            case .due(.request): "\(name) request"
            case .due(.grant): "\(name) grant"
            case .due(.refuse): "\(name) refuse"
            case .scope(let change): "\(name) \(change.rawValue)"
            case .submitForClosure: "\(name) for closure"
            case .decide(let party): "\(name) for \(party.rawValue)"
            case .answerAddressee(.partly): "\(name) partly"
            case .answerAddressee(.notAccepted): "\(name) not"
            case .closeAddressee(let reason): "\(name) as \(reason.rawValue)"
            case .add, .start, .progress, .submit, .assure, .assureOnWord, .return, .dispute, .waive, .assign,
                .accept(.accepted), .due(.set), .tag, .mark, .assess, .note, .addEvidence, .withdrawEvidence,
                .loseEvidence, .retainEvidence, .holdEvidence, .releaseHold, .disposeEvidence, .addStep,
                .finishStep, .dropStep, .addBenefit, .realiseBenefit, .reviseBenefit, .addAddressee,
                .removeAddressee, .assignAddressee,
                .answerAddressee(.accepted), .reopenAddressee, .propose, .acceptProposal, .rejectProposal:
                name.rawValue
            }
        }

        package var name: Name {
            switch self {
            case .add: .add
            case .start: .start
            case .progress: .progress
            case .submit, .submitForClosure: .submit
            case .assure, .assureOnWord: .assure
            case .return: .return
            case .dispute: .dispute
            case .decide: .decide
            case .close: .close
            case .reopen: .reopen
            case .waive: .waive
            case .assign: .assign
            case .accept: .accept
            case .due: .due
            case .scope: .scope
            case .tag: .tag
            case .mark: .mark
            case .assess: .assess
            case .note: .note
            case .addEvidence: .addEvidence
            case .withdrawEvidence: .withdrawEvidence
            case .loseEvidence: .loseEvidence
            case .retainEvidence: .retainEvidence
            case .holdEvidence: .holdEvidence
            case .releaseHold: .releaseHold
            case .disposeEvidence: .disposeEvidence
            case .addStep: .addStep
            case .finishStep: .finishStep
            case .dropStep: .dropStep
            case .addBenefit: .addBenefit
            case .realiseBenefit: .realiseBenefit
            case .reviseBenefit: .reviseBenefit
            case .addAddressee: .addAddressee
            case .removeAddressee: .removeAddressee
            case .assignAddressee: .assignAddressee
            case .answerAddressee: .answerAddressee
            case .closeAddressee: .closeAddressee
            case .reopenAddressee: .reopenAddressee
            case .propose: .propose
            case .acceptProposal: .acceptProposal
            case .rejectProposal: .rejectProposal
            }
        }
    }

    package var name: Name { variant.name }

    package var variant: Variant {
        switch self {
        case .add: .add
        case .assign: .assign
        case .accept(let acceptance): .accept(acceptance)
        case .start: .start
        case .progress: .progress
        case .submit: .submit
        case .submitForClosure: .submitForClosure
        case .assure: .assure
        case .assureOnWord: .assureOnWord
        case .waive: .waive
        case .return: .return
        case .dispute: .dispute
        case .decide(let party): .decide(party)
        case .close(let reason, _, _): .close(reason)
        case .reopen(let status): .reopen(status)
        case .due(_, let outcome): .due(outcome)
        case .scope(let change): .scope(change)
        case .tag: .tag
        case .mark: .mark
        case .assess: .assess
        case .note: .note
        case .addEvidence: .addEvidence
        case .withdrawEvidence: .withdrawEvidence
        case .loseEvidence: .loseEvidence
        case .retainEvidence: .retainEvidence
        case .holdEvidence: .holdEvidence
        case .releaseHold: .releaseHold
        case .disposeEvidence: .disposeEvidence
        case .addStep: .addStep
        case .endStep(_, .done): .finishStep
        case .endStep(_, .dropped): .dropStep
        case .addBenefit: .addBenefit
        case .realiseBenefit: .realiseBenefit
        case .reviseBenefit: .reviseBenefit
        case .addressee(_, .added): .addAddressee
        case .addressee(_, .removed): .removeAddressee
        case .addressee(_, .assigned): .assignAddressee
        case .addressee(_, .answered(let acceptance)): .answerAddressee(acceptance)
        case .addressee(_, .closed(let reason)): .closeAddressee(reason)
        case .addressee(_, .reopened): .reopenAddressee
        case .propose: .propose
        case .answerProposal(_, .accepted): .acceptProposal
        case .answerProposal(_, .rejected): .rejectProposal
        }
    }
}
