public import TrackerValues

/// Who held which post from which day: a post outlives its holder.
///
/// A post has an identity of its own (`P…`, the number of the entry that added it), so that items can be led by the
/// post and stay with it when its holder changes.
public struct PostHolding: Equatable, Sendable {
    /// The entry that says so.
    public let seq: Int64
    /// The post.
    public let post: PersonID
    /// The holder; nil when it fell vacant.
    public let holder: PersonID?
    /// The first day.
    public let from: Day

    package init(seq: Int64, post: PersonID, holder: PersonID?, from: Day) {
        self.seq = seq
        self.post = post
        self.holder = holder
        self.from = from
    }
}

extension [PostHolding] {
    /// Whoever holds or has held one of `owners`, as known before entry `seq` and begun by `day`.
    ///
    /// What was recorded after an act does not make it wrong in retrospect: the answer never changes.
    package func holders(of owners: Set<PersonID>, before seq: Int64, by day: Day) -> Set<PersonID> {
        Set(filter { $0.seq < seq && $0.from <= day && owners.contains($0.post) }.compactMap(\.holder))
    }

    /// The posts that `person` holds, held or is to hold, as known before entry `seq`.
    package func posts(of person: PersonID, before seq: Int64) -> Set<PersonID> {
        Set(filter { $0.seq < seq && $0.holder == person }.map(\.post))
    }

    /// The holding of `post` in force on `day`, of those given.
    package func current(_ post: PersonID, on day: Day) -> PostHolding? {
        filter { $0.post == post && $0.from <= day }.max { ($0.from, $0.seq) < ($1.from, $1.seq) }
    }
}
