import Tracker

/// A register with a few reports, people and boards, whose items live through random acts.
struct RandomRegister {
    let fixture: RegisterFixture
    var acts: RandomActs
    private(set) var items: [Reference] = []
    /// Where each item stands, but for what acts dated back have made of it.
    private var stages: [Reference: Stage] = [:]
    /// How many acts were recorded, and how many the rules refused.
    private(set) var recorded = 0
    private(set) var accepted = 0
    private(set) var corrected = 0
    private(set) var refused = 0
    private let names = [
        "AC Frontline", "DAC Professionalism", "Ch Supt Digital", "Risk and assurance board",
    ]

    init(seed: UInt64, on today: String = "2022-04-01", at path: String = ":memory:") throws {
        fixture = try RegisterFixture(on: today, at: path)
        var people = [PersonID(1)]
        for name in names { people.append(try fixture.person(name)) }
        for board in ["OB", "RAB"] { try fixture.board(board) }
        try fixture.report("R")
        try fixture.report("S", publisher: "IOPC", force: "City of London Police")
        acts = RandomActs(seed: seed, people: people, boards: [ref("OB"), ref("RAB")])
    }

    /// Takes some items in, opened today or earlier.
    mutating func open(_ count: Int, openedWithin reach: Int = 60) throws {
        try fixture.write { writer in
            for _ in 0..<count {
                let reference = ref("I\(items.count + 1)")
                var origin = ItemOrigin(
                    report: ref(acts.pick(["R", "S"])),
                    kind: acts.pick(["recommendation", "area-for-improvement", "cause-of-concern"]), force: ""
                )
                origin.question = acts.pick([nil, "Efficiency", "Legitimacy"])
                if acts.chance(2, in: 3) {
                    origin.due = fixture.today.adding(days: .random(in: -30...300, using: &acts.random))
                }
                try writer.add(
                    reference, origin, text: "Text of \(reference)",
                    openedOn: acts.effectiveDay(today: fixture.today, reach: reach))
                items.append(reference)
            }
        }
    }

    /// Tries so many acts, in transactions of a few each; `reach` is how far they may be dated back.
    mutating func live(acts count: Int, reach: Int = 100) throws {
        var left = count
        while left > 0 {
            let batch = min(left, Int.random(in: 1...12, using: &acts.random))
            left -= batch
            fixture.clock.advance(milliseconds: 1000)
            let actor = acts.chance(1, in: 2) ? nil : acts.pick(names)
            try fixture.write(by: actor, meeting: acts.chance(1, in: 3) ? try meeting() : nil) { writer in
                for _ in 0..<batch {
                    try attempt(writer, reach: reach)
                    try propose(writer)
                }
            }
        }
    }

    private mutating func attempt(_ writer: Writer, reach: Int) throws {
        let item = acts.pick(items)
        let (act, words) = acts.next(
            for: item, at: stages[item] ?? .open, others: items, today: fixture.today)
        do {
            let day = acts.effectiveDay(today: fixture.today, reach: reach)
            let seq = try writer.record(act, on: item, words: words, day: day).seq
            acts.recorded(act, as: seq, on: item)
            recorded += 1
            stages[item] = Lifecycle.rules.first { $0.act == act.variant }?.to ?? stages[item]
        } catch is RuleViolation {
            refused += 1
        }
    }

    /// Now and then a proposal, or an answer to one, which brings acts of its own.
    private mutating func propose(_ writer: Writer) throws {
        let item = items[recorded % items.count]
        guard let (act, actor, day) = acts.proposal(for: item, today: fixture.today) else { return }
        do {
            let by = act.name == .propose ? actor : nil
            let seq = try writer.record(act, on: item, words: RegisterFixture.said, day: day, by: by).seq
            acts.recorded(act, as: seq, on: item)
            if case .answerProposal(_, .accepted) = act { accepted += 1 }
        } catch is RuleViolation {
            refused += 1
        }
    }

    /// Tries so many corrections of earlier acts: void, of another day, with another value.
    mutating func correct(_ count: Int) throws {
        let entries = try fixture.register.entries(about: nil)
        let acts = entries.filter { entry in
            items.contains { $0.text == entry.subject } && entry.act != "correct"
        }
        for _ in 0..<count {
            let entry = self.acts.pick(acts)
            let day = self.acts.effectiveDay(today: fixture.today, reach: 100)
            let isVoid = self.acts.chance(1, in: 2)
            let fields = isVoid ? [:] : field(of: entry)
            let words: Words =
                entry.act == "progress" ? [.reason: "Misheard.", .note: "As said."] : [.reason: "Misheard."]
            do {
                try fixture.write {
                    _ = try $0.correct(
                        entry.seq, isVoid: isVoid, effectiveOn: isVoid ? nil : day, fields: fields,
                        words: words)
                }
                corrected += 1
            } catch is RuleViolation {
                refused += 1
            }
        }
    }

    private mutating func field(of entry: Entry) -> [String: JSON] {
        switch entry.act {
        case "add": ["force": .string(acts.pick(["Metropolitan Police Service", "City of London Police"]))]
        case "assign": ["lead": acts.pick([.null, "AC Frontline"])]
        case "progress": ["complete": acts.pick([.null, "35"])]
        case "due": ["due": acts.pick([.null, "2022-11-30"])]
        case "tag": ["tags": "ICT; Data"]
        default: [:]
        }
    }

    /// Today's meeting of a board, added when there is none.
    private func meeting() throws -> String {
        let id = "OB-\(fixture.today)"
        if try !fixture.register.meetings().contains(where: { $0.reference.text == id }) {
            try fixture.meeting(id, of: "OB", on: fixture.today.description)
        }
        return id
    }
}
