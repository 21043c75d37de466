public import TrackerModel
package import TransparencyLog

/// Who stands behind an entry: who acted, and who typed it in where that was somebody else.
public struct Authorship: Equatable, Sendable {
    /// Who acted.
    public let actor: PersonID
    /// Who recorded it for them; nil where they did themselves.
    public let recordedBy: PersonID?
    /// The operating-system account that typed it in, where nobody was registered for it.
    public let account: String?

    /// Who stands behind `entry`, whose words are `words`.
    package init(_ entry: Entry, words: [WordName: String]) {
        self.init(actor: entry.actor, recordedBy: entry.recordedBy, account: words[.typist])
    }

    package init(actor: PersonID, recordedBy: PersonID?, account: String?) {
        self.actor = actor
        self.recordedBy = recordedBy
        self.account = account
    }

    /// Who typed it in, as papers say it; nil where whoever acted did.
    package func typed(_ name: (PersonID) -> String) -> String? {
        let account = account.map {
            $0.hasPrefix(Actor.linkSentTo) ? "by \($0)" : "typed in by account \($0) (not registered)"
        }
        guard let recordedBy else { return account }
        return account.map { "recorded by \(name(recordedBy)), \($0)" } ?? "typed in by \(name(recordedBy))"
    }

    /// Who acted and who typed it in, in one cell.
    package func words(_ name: (PersonID) -> String) -> String {
        [name(actor), typed(name)].compactMap { $0 }.joined(separator: "\n")
    }

    /// The fields that say who acted and who typed it in.
    package func fields(_ name: (PersonID) -> String) -> [String: JSON] {
        [
            "actor": .string(name(actor)),
            "recorded_by": recordedBy.map { .string(name($0)) } ?? .null,
            "typed_by_account": account.map { .string($0) } ?? .null,
        ]
    }
}
