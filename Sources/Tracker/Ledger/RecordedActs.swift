package import TrackerModel
package import TrackerValues
import TransparencyLog

extension RecordedAct {
    /// The act that an entry records; nil when the entry is not about an item.
    package init?(_ entry: Entry) throws(EntryError) {
        guard let act = try ItemAct(entry) else { return nil }
        self.init(entry, act)
    }

    package init(_ entry: Entry, _ act: ItemAct) {
        self.init(
            seq: entry.seq, effectiveOn: entry.effectiveOn, actor: entry.actor,
            authority: entry.authority.map { Reference(stored: $0) }, act: act,
            words: entry.words.mapValues { _ in entry.seq }, chairOf: entry.chairOf,
            seen: act == .assure ? AssuredEvidence(entry.data) : nil,
            proposal: act.isAcceptable ? entry.data[RecordedAct.proposalField]?.int : nil)
    }
}

extension Entry {
    /// The board whose chair decided it between meetings.
    package var chairOf: Reference? { data[ItemAct.chairField]?.string.map { Reference(stored: $0) } }

    /// By whose authority it was done: a meeting's, or a chair's.
    package var authorityLabel: String? { authority ?? chairOf.map { "chair of \($0)" } }
}
