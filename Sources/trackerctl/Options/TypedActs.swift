import Tracker

extension ItemAct.Variant {
    /// The act as it is typed: "close --as superseded".
    var typed: String {
        switch self {
        case .close(let reason): "close --as \(reason.rawValue)"
        case .reopen(let status): "reopen --to \(status.rawValue)"
        case .accept(.partly): "accept --partly"
        case .accept(.notAccepted): "accept --not"
        case .due(.request): "due --request"
        case .due(.grant): "due --grant"
        case .due(.refuse): "due --refuse"
        case .scope(let change): "scope --\(change.rawValue)"
        case .add, .start, .progress, .submit, .assure, .assureOnWord, .return, .waive, .assign,
            .accept(.accepted), .due(.set), .tag, .mark, .note, .addEvidence, .withdrawEvidence,
            .loseEvidence,
            .addStep, .finishStep, .dropStep, .addBenefit, .realiseBenefit, .reviseBenefit:
            name.rawValue
        }
    }
}
