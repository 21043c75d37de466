import Tracker

/// Draws acts of every kind for items of a register: most of them possible, some not, many dated back.
struct RandomActs {
    var random: SplitMix64
    /// Who can act and own; the first is the register's founder.
    let people: [PersonID]
    let boards: [Reference]
    /// Draws other boards by themselves, so that everything else is drawn as without them.
    private var otherBoards: SplitMix64
    /// Draws the acts of addressees, disputes and closures asked for, likewise.
    private var states: SplitMix64
    /// Draws proposals and answers to them, which come between the others.
    private var proposing: SplitMix64
    /// The proposals that were made, by item: what can be answered.
    private var proposals: [Reference: [Int64]] = [:]
    /// The entries that named evidence, by item: what can be withdrawn.
    private var evidence: [Reference: [Int64]] = [:]

    static let tags = ["ICT", "One Met Model 2020", "Data"]

    init(seed: UInt64, people: [PersonID], boards: [Reference]) {
        random = SplitMix64(state: seed)
        otherBoards = SplitMix64(state: ~seed)
        states = SplitMix64(state: seed &* 0x9E37_79B9_7F4A_7C15)
        proposing = SplitMix64(state: seed ^ 0xA5A5_A5A5_A5A5_A5A5)
        self.people = people
        self.boards = boards
    }

    /// An act with what it mostly needs; every eighth lacks its words. Half of them take the item further, as
    /// far as `stage` is where it stands.
    mutating func next(
        for item: Reference, at stage: Stage, others: [Reference], today: Day
    ) -> (act: ItemAct, words: Words) {
        let words = chance(1, in: 8) ? [:] : RegisterFixture.said
        let act = chance(1, in: 2) ? further(from: stage) : act(for: item, others: others, today: today)
        return (Int.random(in: 0..<4, using: &states) == 0 ? stateAct(at: stage) : act, words)
    }

    /// Every fourth time a proposal for an item, or an answer to one, whoever does it and the day.
    mutating func proposal(for item: Reference, today: Day) -> (act: ItemAct, actor: PersonID, day: Day)? {
        guard Int.random(in: 0..<4, using: &proposing) == 0 else { return nil }
        let actor = people.randomElement(using: &proposing)!
        let day = today.adding(days: -[0, 0, 0, 3, 40].randomElement(using: &proposing)!)
        if let made = proposals[item]?.randomElement(using: &proposing), Bool.random(using: &proposing) {
            let isRejected = Int.random(in: 0..<3, using: &proposing) == 0
            return (.answerProposal(made, isRejected ? .rejected : .accepted), actor, day)
        }
        let wanted = today.adding(days: .random(in: 1...200, using: &proposing))
        let update = ProposedUpdate(
            complete: [nil, 20, 80].randomElement(using: &proposing)!,
            due: [.keep, .keep, .set(wanted), .set(nil)].randomElement(using: &proposing)!,
            isDone: Int.random(in: 0..<4, using: &proposing) == 0)
        return (.propose(update), actor, day)
    }

    static let bodies = ["Essex Police", "Kent Police", "City"]

    private mutating func stateAct(at stage: Stage) -> ItemAct {
        let body = Self.bodies.randomElement(using: &states)!
        let ofBody: [AddresseeChange] = [
            .added, .added, .removed, .assigned(people.randomElement(using: &states)!), .answered(.accepted),
            .closed(.noFurtherAction), .closed(.implemented), .reopened,
        ]
        let acts: [ItemAct] =
            switch stage {
            case .inProgress: [.dispute, .dispute, .submitForClosure]
            case .pendingSignOff: [.submitForClosure, .decide(for: .owner), .decide(for: .assurer)]
            case .open, .assured, .closed: []
            }
        let any = acts + [.addressee(body, ofBody.randomElement(using: &states)!)]
        return any.randomElement(using: &states)!
    }

    private mutating func further(from stage: Stage) -> ItemAct {
        switch stage {
        case .open: pick([.start, .progress(complete: 10, rating: nil), .addEvidence(nil)])
        case .inProgress: pick([.addEvidence(nil), .submit, .assure])
        case .pendingSignOff: pick([.addEvidence(nil), .assure, .assure, .return])
        case .assured:
            pick([
                .close(as: .implemented, successor: nil), .close(as: .implemented, successor: nil), .return,
            ])
        case .closed: .reopen(to: pick([.open, .inProgress]))
        }
    }

    /// Mostly today; else up to `reach` days ago, so that it falls among what is recorded already.
    mutating func effectiveDay(today: Day, reach: Int) -> Day {
        chance(1, in: 2) ? today : today.adding(days: -Int.random(in: 0...reach, using: &random))
    }

    /// Remembers what was recorded, so that evidence can be withdrawn again.
    mutating func recorded(_ act: ItemAct, as seq: Int64, on item: Reference) {
        if case .addEvidence = act { evidence[item, default: []].append(seq) }
        if case .propose = act { proposals[item, default: []].append(seq) }
    }

    mutating func chance(_ count: Int, in total: Int) -> Bool {
        Int.random(in: 0..<total, using: &random) < count
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random)! }

    private mutating func act(for item: Reference, others: [Reference], today: Day) -> ItemAct {
        switch Int.random(in: 0..<34, using: &random) {
        case 0, 1: .start
        case 2, 3:
            .progress(
                complete: chance(2, in: 3) ? pick([0, 25, 26, 49, 50, 75, 76, 100]) : nil,
                rating: pick([nil, .red, .amber, .green]))
        case 4, 5: .submit
        case 6, 7, 8: .assure
        case 9: .return
        case 10, 11: .close(as: .implemented, successor: nil)
        case 12: .close(as: pick([.noFurtherAction, .notAccepted, .duplicate]), successor: nil)
        case 13:
            .close(as: pick([.superseded, .duplicate]), successor: chance(3, in: 4) ? pick(others) : nil)
        case 14, 15, 16: .reopen(to: pick([.open, .inProgress]))
        case 17, 18, 19: assign()
        case 20: .accept(pick(Acceptance.allCases))
        case 21, 22:
            .due(chance(1, in: 5) ? nil : today.adding(days: .random(in: -60...200, using: &random)), .set)
        case 23: .due(today.adding(days: .random(in: 0...200, using: &random)), .request)
        case 24: .due(today.adding(days: .random(in: 0...200, using: &random)), pick([.grant, .refuse]))
        case 25: .scope(pick([.in, .out]))
        case 26: .scope(.in)
        case 27, 28: .tag([pick(Self.tags)], remove: chance(1, in: 3))
        case 29: .mark(pick([nil, "OFFICIAL", "OFFICIAL-SENSITIVE"]))
        case 30: .note(isInternal: chance(1, in: 2))
        case 31, 32:
            .addEvidence(
                chance(1, in: 2)
                    ? nil : EvidenceFile(sha256: Hash.empty.hex, size: 0, mediaType: "text/plain"))
        default: .withdrawEvidence(evidence[item].map { pick($0) } ?? 1)
        }
    }

    private mutating func assign() -> ItemAct {
        let lead: Change<PersonID> = pick([.keep, .set(nil), .set(pick(people)), .set(pick(people))])
        let board: Change<Reference> = pick([.keep, .set(nil), .set(pick(boards))])
        let drawn = (0..<2).map { _ in Int.random(in: 0..<5 * boards.count, using: &otherBoards) }
        let named = drawn.map { $0 < boards.count ? [boards[$0]] : [] }
        let others = OtherBoards(added: named[0], taken: named[1])
        return .assign(
            lead: lead, supporting: chance(1, in: 2) ? nil : [pick(people)], board: board, otherBoards: others
        )
    }
}
