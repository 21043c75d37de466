import TrackerValues

extension ItemAct {
    /// What the acts on an item are called: the ledger's spelling (`docs/ledger-format.md`), for ever. Whatever has to know
    /// every act switches over these or over the acts themselves, so that one that is added doesn't compile until all of
    /// them do; the order is that in which the rules are listed.
    package enum Name: String, CaseIterable, CustomStringConvertible, Sendable {
        case add, start, progress, submit, assure, `return`, close, reopen
        case waive, assign, accept, due, scope, tag, mark, note
        case addEvidence = "evidence add"
        case withdrawEvidence = "evidence withdraw"
        case loseEvidence = "evidence lost"
        case addStep = "action add"
        case finishStep = "action done"
        case dropStep = "action drop"
        case addBenefit = "benefit add"
        case realiseBenefit = "benefit realise"
        case reviseBenefit = "benefit revise"

        package var description: String { rawValue }

        /// The acts of that name that rules tell apart.
        package var variants: [Variant] {
            switch self {
            case .add: [.add]
            case .start: [.start]
            case .progress: [.progress]
            case .submit: [.submit]
            case .assure: [.assure, .assureOnWord]
            case .return: [.return]
            case .close: CloseReason.allCases.map { .close($0) }
            case .reopen: Status.allCases.map { .reopen($0) }
            case .waive: [.waive]
            case .assign: [.assign]
            case .accept: Acceptance.allCases.map { .accept($0) }
            case .due: DueOutcome.allCases.map { .due($0) }
            case .scope: ScopeChange.allCases.map { .scope($0) }
            case .tag: [.tag]
            case .mark: [.mark]
            case .note: [.note]
            case .addEvidence: [.addEvidence]
            case .withdrawEvidence: [.withdrawEvidence]
            case .loseEvidence: [.loseEvidence]
            case .addStep: [.addStep]
            case .finishStep: [.finishStep]
            case .dropStep: [.dropStep]
            case .addBenefit: [.addBenefit]
            case .realiseBenefit: [.realiseBenefit]
            case .reviseBenefit: [.reviseBenefit]
            }
        }
    }

    /// An act with as much of it as rules tell apart: closing as superseded needs something else than closing as
    /// implemented.
    package enum Variant: Hashable, CustomStringConvertible, Sendable {
        case add, start, progress, submit, assure, assureOnWord, `return`
        case close(CloseReason)
        case reopen(Status)
        case waive, assign
        case accept(Acceptance)
        case due(DueOutcome)
        case scope(ScopeChange)
        case tag, mark, note
        case addEvidence, withdrawEvidence, loseEvidence
        case addStep, finishStep, dropStep
        case addBenefit, realiseBenefit, reviseBenefit

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
            case .add, .start, .progress, .submit, .assure, .assureOnWord, .return, .waive, .assign,
                .accept(.accepted), .due(.set), .tag, .mark, .note, .addEvidence, .withdrawEvidence,
                .loseEvidence, .addStep, .finishStep, .dropStep, .addBenefit, .realiseBenefit,
                .reviseBenefit:
                name.rawValue
            }
        }

        package var name: Name {
            switch self {
            case .add: .add
            case .start: .start
            case .progress: .progress
            case .submit: .submit
            case .assure, .assureOnWord: .assure
            case .return: .return
            case .close: .close
            case .reopen: .reopen
            case .waive: .waive
            case .assign: .assign
            case .accept: .accept
            case .due: .due
            case .scope: .scope
            case .tag: .tag
            case .mark: .mark
            case .note: .note
            case .addEvidence: .addEvidence
            case .withdrawEvidence: .withdrawEvidence
            case .loseEvidence: .loseEvidence
            case .addStep: .addStep
            case .finishStep: .finishStep
            case .dropStep: .dropStep
            case .addBenefit: .addBenefit
            case .realiseBenefit: .realiseBenefit
            case .reviseBenefit: .reviseBenefit
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
        case .assure: .assure
        case .assureOnWord: .assureOnWord
        case .waive: .waive
        case .return: .return
        case .close(let reason, _, _): .close(reason)
        case .reopen(let status): .reopen(status)
        case .due(_, let outcome): .due(outcome)
        case .scope(let change): .scope(change)
        case .tag: .tag
        case .mark: .mark
        case .note: .note
        case .addEvidence: .addEvidence
        case .withdrawEvidence: .withdrawEvidence
        case .loseEvidence: .loseEvidence
        case .addStep: .addStep
        case .endStep(_, .done): .finishStep
        case .endStep(_, .dropped): .dropStep
        case .addBenefit: .addBenefit
        case .realiseBenefit: .realiseBenefit
        case .reviseBenefit: .reviseBenefit
        }
    }
}
