import TrackerValues

/// Which acts a register can ask a signature for: those by which somebody answers for something. What a sheet or the log of
/// a meeting tells of others can't be signed by them, and so isn't among them.
package enum SignedActs {
    /// By the ledger's names, in order.
    package static let all: [String] =
        (items.map(\.rawValue) + others.map(\.rawValue) + ["correct", "redact"])
        .sorted()

    private static let items: [ItemAct.Name] = [
        .assure, .return, .close, .reopen, .decide, .waive, .scope, .disposeEvidence, .releaseHold,
    ]
    private static let others: [RegisterAct.Name] = [.issue, .respond, .changePerson, .configure]

    /// Reads acts parted by commas, in the ledger's order, each once; nil where one of them is none that can be asked for.
    package static func list(_ text: String) -> [String]? {
        if text.isEmpty { return [] }
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map {
            String($0).trimmed.lowercased()
        }
        return names.allSatisfy(all.contains) ? all.filter(names.contains) : nil
    }
}

extension Setting {
    /// What ``signed`` can list: acts, as the ledger calls them.
    public static var signable: [String] { SignedActs.all }
}
