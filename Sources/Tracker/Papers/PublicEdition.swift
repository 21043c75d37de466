import TrackerLedger
package import TrackerModel
import TrackerRegister
import TrackerValues

/// What the public edition may print of what people wrote.
///
/// Nothing is published because nobody thought of it. Texts of reports, statuses, dates and posts are; any other words
/// only where the entry that holds them says so (`"public": true`), or where the register rules them publishable. A
/// correction's words are its own: whoever puts words right says anew whether they may be published.
struct PublicEdition: Sendable {
    private let said: Set<Int64>
    /// Entries that put right what a report says.
    private let reports: Set<Int64>
    private let rules: Set<Publishable>
    private let names: NameMask
    private let withheld: Set<Reference>
    /// Entries whose words have been put right or taken back since.
    private let stale: Set<Int64>
    /// The texts of items as they were put right.
    private let putRight: [Reference: String]

    /// Reads from the register what may be published from a viewpoint.
    ///
    /// - Parameter isAnew: whether an earlier viewpoint is published now: words that have been put right or taken back since
    ///   are not published again.
    init(
        _ snapshot: Snapshot, rules: Set<Publishable>, people: [Person], posts: [Post], isAnew: Bool
    ) throws {
        let (register, viewpoint) = (snapshot.register, snapshot.viewpoint)
        self.rules = rules
        let holders = Set(posts.compactMap(\.holding?.holder))
        names = NameMask(people.filter { $0.post == nil && !holders.contains($0.id) }.map(\.name))
        said = Set(try register.publicEntries(knownAt: viewpoint.knownAt))
        reports = Set(try register.correctionsOfItems(knownAt: viewpoint.knownAt))
        withheld = Set(try snapshot.withheld())
        var stale: Set<Int64> = []
        var putRight: [Reference: String] = [:]
        if isAnew {
            stale = try register.entriesPutRight(after: viewpoint.knownAt)
            for seq in stale.sorted() {
                let reference = Reference(stored: try register.entry(seq).subject)
                guard putRight[reference] == nil,
                    let history = try? register.history(of: reference, knownAt: .max),
                    let text = history.acts.first?.words[.text]
                else { continue }
                putRight[reference] = try register.words(of: text)[.text]
            }
        }
        self.stale = stale
        self.putRight = putRight
    }

    /// Whether all of a kind is published.
    func publishes(_ what: Publishable) -> Bool { rules.contains(what) }

    /// Whether words may be printed that entry `seq` holds for an act.
    package func allows(_ name: WordName, of act: ItemAct, in seq: Int64) -> Bool {
        if stale.contains(seq) { return false }
        return switch (name, act) {
        case (_, .propose), (_, .answerProposal): false
        case (.title, _), (.file, _), (.address, _), (.account, _), (.typist, _): false
        case (.text, .add), (.deadline, .add): true
        case (.note, .note(isInternal: true)): false
        case (.note, .start), (.note, .progress), (.note, .submit):
            rules.contains(.progress) || said.contains(seq)
        case (.text, .addStep): rules.contains(.plan) || said.contains(seq)
        case (.text, .addBenefit): rules.contains(.benefits) || said.contains(seq)
        default: said.contains(seq)
        }
    }

    /// A text without the names of people who hold no office.
    package func text(_ text: String) -> String { names.masked(text) }

    /// A reference, unless it is that of an item which this edition may not name.
    package func reference(_ reference: Reference) -> Reference? {
        withheld.contains(reference) ? nil : reference
    }

    /// An item as this edition shows it.
    package func item(_ item: Item) -> Item {
        var item = item
        item.text = text(stale.contains(item.standing.text) ? putRight[item.reference] ?? "" : item.text)
        if let seq = item.standing.deadline, stale.contains(seq) { item.deadline = nil }
        if let seq = item.standing.progress, stale.contains(seq) { item.progress = nil }
        if let seq = item.standing.deadline, seq != item.id, !reports.contains(seq), !said.contains(seq) {
            item.deadline = nil
        }
        item.deadline = item.deadline.map(text)
        if let seq = item.standing.progress, !rules.contains(.progress), !said.contains(seq) {
            item.progress = nil
        }
        item.progress = item.progress.map(text)
        item.standing.addressee = item.standing.addressee.map(text)
        item.standing.addressees = item.standing.addressees.map { $0.renamed(text($0.name)) }
        item.standing.question = item.standing.question.map(text)
        item.standing.parent = item.standing.parent.flatMap(reference)
        item.standing.successor = item.standing.successor.flatMap(reference)
        item.standing.priority = nil
        (item.standing.risk, item.standing.delay, item.standing.control) = (nil, nil, nil)
        item.standing.proposals = 0
        if !rules.contains(.tags) { item.standing.tags = [] }
        return item
    }
}

extension Snapshot {
    /// The items that no public edition may name, because of their marking.
    func withheld() throws -> [Reference] {
        try markings().compactMap { reference, marking in Marking(marking).isPublic ? nil : reference }
    }

    /// The same register as it stands now.
    func asNow() throws -> Snapshot {
        try moved(to: try register.viewpoint(asAt: max(today, viewpoint.asAt)))
    }
}

extension Publishable {
    /// Reads the setting; none publishes nothing besides. - Throws: what damage is, where it can't be read.
    package static func stored(_ text: String?) throws -> Set<Publishable> {
        guard let text else { return [] }
        guard let list = list(text) else {
            throw RegisterError.damaged("the setting \"publish\" reads \"\(text)\"")
        }
        return list
    }
}
