import Tracker

extension ItemAct.Variant {
    /// The act as it is typed: "close --as superseded".
    var typed: String {
        switch self {
        case .close(let reason): "close --as \(reason.rawValue)"
        case .reopen(let status): "reopen --to \(status.rawValue)"
        case .accept(.partly): "accept --partly"
        case .accept(.notAccepted): "accept --not"
        case .submitForClosure: "submit --for-closure"
        case .decide(let party): "decide --for \(party.rawValue)"
        case .addAddressee: "addressee"
        case .removeAddressee: "addressee --remove"
        case .assignAddressee: "assign --for"
        case .answerAddressee(.accepted): "accept --for"
        case .answerAddressee(.partly): "accept --for --partly"
        case .answerAddressee(.notAccepted): "accept --for --not"
        case .closeAddressee(let reason): "close --for --as \(reason.rawValue)"
        case .reopenAddressee: "reopen --for"
        case .acceptProposal: "accept-proposal"
        case .rejectProposal: "reject-proposal"
        case .due(.request): "due --request"
        case .due(.grant): "due --grant"
        case .due(.refuse): "due --refuse"
        case .scope(let change): "scope --\(change.rawValue)"
        case .add, .start, .progress, .submit, .assure, .assureOnWord, .return, .dispute, .waive, .assign,
            .accept(.accepted), .due(.set), .tag, .mark, .assess, .note, .addEvidence, .withdrawEvidence,
            .loseEvidence, .retainEvidence, .holdEvidence, .releaseHold, .disposeEvidence,
            .addStep, .finishStep, .dropStep, .addBenefit, .realiseBenefit, .reviseBenefit, .propose:
            name.rawValue
        }
    }
}
