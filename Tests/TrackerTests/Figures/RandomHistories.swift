import Tracker

/// Random lives of items over the financial year 2022/23, made without a database: acts on random days in random
/// order, many on the same day, most of them allowed.
struct RandomHistories {
    static let quarters: [Quarter] = {
        let first = Quarter(year: 2022, number: 1, kind: .financial(.april))!
        return [first, first.next, first.next.next, first.next.next.next]
    }()

    private static let begin = day("2022-04-01")
    var acts: RandomActs

    init(seed: UInt64) {
        acts = RandomActs(
            seed: seed, people: (1...4).map { PersonID($0) }, boards: [ref("OB"), ref("RAB")])
    }

    /// A register's worth of histories.
    mutating func next(items: Int) throws -> [ItemHistory] {
        var histories: [ItemHistory] = []
        for number in 1...items { histories.append(try history(ref("I\(number)"))) }
        return histories
    }

    private mutating func history(_ reference: Reference) throws -> ItemHistory {
        var origin = ItemOrigin(
            report: ref(acts.pick(["R", "S", "T"])), kind: acts.pick(["recommendation", "cause-of-concern"]),
            force: acts.pick(["MPS", "City"]))
        origin.question = acts.pick([nil, "Efficiency", "Legitimacy"])
        origin.due = acts.pick([nil, Self.begin.adding(days: .random(in: 0...400, using: &acts.random))])
        let opened = Self.begin.adding(days: .random(in: -100...300, using: &acts.random))
        var recorded = [record(.add(origin), 1, on: opened, [.text])]
        var history = try ItemHistory(reference, acts: recorded)
        var proposals: [RecordedAct] = []
        for _ in 0..<36 {
            let spread = acts.chance(2, in: 3) ? 12 : 1
            let on = Self.begin.adding(
                days: .random(in: 0...(365 / spread), using: &acts.random) * spread)
            let (act, words) = acts.next(
                for: reference, at: history.now.stage, others: [ref("X")], today: on)
            let next = recorded + [record(act, Int64(recorded.count + 1), on: on, Array(words.keys))]
            guard let longer = try? ItemHistory(reference, acts: next + proposals) else { continue }
            acts.recorded(act, as: Int64(next.count), on: reference)
            (recorded, history) = (next, longer)
            guard let (act, actor, day) = acts.proposal(for: reference, today: on) else { continue }
            // Numbers of their own, so that everything else is as without them.
            let proposal = RecordedAct(
                seq: Int64(1000 + proposals.count), effectiveOn: day, actor: actor, authority: nil, act: act,
                words: [.note: 1, .reason: 1])
            guard
                let longer = try? ItemHistory(reference, acts: recorded + proposals + [proposal])
            else { continue }
            acts.recorded(act, as: proposal.seq, on: reference)
            proposals.append(proposal)
            history = longer
        }
        return history
    }

    private mutating func record(
        _ act: ItemAct, _ seq: Int64, on day: Day, _ words: [WordName]
    ) -> RecordedAct {
        RecordedAct(
            seq: seq, effectiveOn: day, actor: acts.pick(acts.people),
            authority: acts.pick([nil, ref("OB-1")]), act: act,
            words: Dictionary(uniqueKeysWithValues: words.map { ($0, seq) }))
    }
}

extension ItemHistory {
    /// Where it stood on the eve of a quarter, and each change up to a day in it.
    func steps(in quarter: Quarter, asAt day: Day) -> ItemSteps? {
        let before = steps.last { $0.from < quarter.first }
        let within = steps.filter { $0.from >= quarter.first && $0.from <= day }
        let found = ([before].compactMap { $0 } + within).map {
            ItemSteps.Step(from: $0.from, cause: $0.cause, standing: $0.standing)
        }
        guard !found.isEmpty else { return nil }
        return ItemSteps(reference: reference.text, steps: found)
    }

    /// Its acts as a ledger would hold them.
    var entries: [Entry] {
        acts.map { act in
            Entry(
                seq: act.seq, effectiveOn: act.effectiveOn, recordedAt: Instant(millisecondsSince1970: 0),
                actor: act.actor, recordedBy: nil, authority: act.authority?.text, subject: reference.text,
                act: act.act.name.rawValue, data: act.act.data,
                words: act.words.mapValues { _ in Commitment(text: "", salt: []) })
        }
    }
}
