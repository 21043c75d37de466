import Tracker

/// What went wrong, in the words of pages: what can be done about it there, where there is something.
extension TrackerError {
    /// One paragraph.
    var onPages: String {
        if let refusal = self as? RuleViolation { return refusal.paragraph }
        let clauses = remedies.compactMap(\.onPages)
        if clauses.isEmpty { return description }
        let words = clauses.joined(separator: ", or ")
        return "\(description) \(words.prefix(1).uppercased() + words.dropFirst())."
    }
}

extension RuleViolation {
    fileprivate var paragraph: String {
        let sentence = sentence { act in
            ActForm.all.first { $0.sample.variant == act }.map { $0.title.lowercased() } ?? act.description
        }
        var parts = ["\(subject): \(sentence)."]
        if !missing.isEmpty { parts.append("It needs \(missing.map(\.label).joined(separator: ", and ")).") }
        let clauses = remedies.compactMap(\.onPages).joined(separator: ", or ")
        if !clauses.isEmpty { parts.append("\(clauses.prefix(1).uppercased() + clauses.dropFirst()).") }
        return parts.joined(separator: " ")
    }
}

extension Remedy {
    /// A clause; nil where nothing on a page does it.
    fileprivate var onPages: String? {
        switch self {
        case .plain(let clause): clause
        case .see(let view):
            switch view {
            case .benefits: "see the page of benefits"
            case .boards, .board: "see the page of boards"
            case .entries, .ledger: "see the audit page"
            case .evidence, .history, .item, .itemForBoard, .steps, .proposals: "see the item's page"
            case .items: "see the list of items"
            case .meetings: "see the page of meetings"
            case .people: "see the page of people"
            case .report, .reports: "see the page of reports"
            case .settings: "see the page of settings"
            case .keys: "see the page of keys"
            case .clocks, .disposal, .issuedTables, .kinds, .posts, .questions, .ragRules,
                .retentionRules:
                nil
            }
        case .giveRole(let role, let name): "an officer can give \(name) the role of \(role)"
        case .give(.signature):
            "sign it with a passkey that an approver enrolled (see the page of keys), or with a key file or a token, by trackerctl"
        case .signAnew: "check it once more, and sign that"
        case .give(.earlierDay): "give an earlier day"
        case .give(.otherSuccessor): "name another item"
        case .propose: "propose it instead"
        case .releaseHold(let hold): "release the hold H\(hold) first"
        default: nil
        }
    }
}
