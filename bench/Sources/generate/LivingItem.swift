import Tracker

/// An item on its way through the register's years: small, since many are on their way at once.
struct LivingItem {
    let report: Int32
    let number: Int32
    private let first: Int16
    private let life: Int16
    private let course: Course
    private let lead: PersonID
    private var done: Int8 = 0
    private var day: Day
    private var due: Day?
    private var random: Random

    /// How many sittings an item's ten acts are spread over, at most: boards meet once a quarter, and what they
    /// decided on an item is typed in together.
    private static let sittings = 4

    /// - Parameters:
    ///   - first: the quarter in which its report was published, on `published`.
    ///   - quarters: how many the register has.
    init(
        report: Int, number: Int, first: Int, of quarters: Int, published: Day, owners: [PersonID],
        seed: UInt64
    ) {
        var random = Random(seed: seed)
        let life =
            switch random.below(100) {
            case 0..<40: random.within(1...3)
            case 40..<80: random.within(4...7)
            case 80..<95: random.within(8...14)
            default: random.within(15...30)
            }
        let isClosed = first + life < quarters
        self.report = Int32(report)
        self.number = Int32(number)
        self.first = Int16(first)
        self.life = Int16(isClosed ? life : quarters - 1 - first)
        course = isClosed ? .closed(&random) : .live(&random)
        lead = random.one(of: owners)
        day = published
        // One in six is an area for improvement or the like, which has no date.
        due = random.below(6) == 0 ? nil : published.adding(days: random.within(3...24) * 30)
        self.random = random
    }

    /// Whether all its acts are recorded.
    var isDone: Bool { done == 10 }

    /// How many of its acts are recorded by the end of the sitting in `quarter`.
    private func acts(by quarter: Int) -> Int {
        let sittings = min(Int(life) + 1, Self.sittings)
        if sittings == 1 { return 10 }
        let sat = (0..<sittings).last { Int(first) + $0 * Int(life) / (sittings - 1) <= quarter } ?? 0
        return (sat + 1) * 10 / sittings
    }

    /// Records what happened to it since the sitting before, and what the sitting on `held` decided.
    ///
    /// - Returns: how many entries that made.
    mutating func record(
        in quarter: Int, heldOn held: Day, plan: Plan, writer: Writer
    ) throws -> Int {
        let moves = course.moves
        let end = acts(by: quarter)
        let count = end - Int(done)
        while done < end {
            try record(moves[Int(done)], plan: plan, writer: writer)
            done += 1
            // The days between, so that each act has its own.
            let left = held.days(since: day)
            if left > 0 { day = day.adding(days: max(left / (end - Int(done) + 1), 1)) }
        }
        return count
    }

    private mutating func record(_ move: Course.Move, plan: Plan, writer: Writer) throws {
        let reference = plan.item(report: Int(report), number: Int(number))
        func act(_ act: ItemAct, _ words: Words = [:], by: PersonID? = nil) throws {
            try writer.record(act, on: reference, words: words, day: day, by: by)
        }
        switch move {
        case .add: try add(reference, plan, writer)
        case .assign:
            let support = random.one(of: plan.owners)
            try act(
                .assign(
                    lead: .set(lead), supporting: support == lead ? [] : [support],
                    board: .set(plan.board(ofReport: Int(report)))))
        case .accept: try act(.accept(.accepted))
        case .start: try act(.start)
        case .progress:
            let complete = min(Int(done) * 10 + random.below(10), 100)
            try act(
                .progress(complete: complete, rating: nil), [.note: Phrases.progress(&random)],
                by: random.below(2) == 0 ? lead : nil)
        // What never had a date isn't given more time.
        case .extend where due == nil:
            try act(.note(isInternal: false), [.note: Phrases.progress(&random)])
        case .extend, .ask, .grant:
            if move != .grant { due = (due ?? day).adding(days: random.within(2...6) * 30) }
            let outcome: DueOutcome = move == .extend ? .set : move == .ask ? .request : .grant
            try act(.due(due, outcome), [.reason: Phrases.reason(&random)])
        case .tag: try act(.tag([random.one(of: plan.tags)], remove: false))
        case .note: try act(.note(isInternal: random.below(3) == 0), [.note: Phrases.progress(&random)])
        case .evidence:
            try act(
                .addEvidence(nil),
                [
                    .title: "Report to the board, \(day)",
                    .address: "https://evidence.example/\(reference.text)",
                ])
        case .submit: try act(.submit, by: lead)
        case .assure:
            try act(.assure, [.basis: "Dip sample of \(random.within(5...60)) cases"], by: plan.assurers[0])
        case .close: try act(closing(plan), [.reason: Phrases.reason(&random)])
        case .reopen: try act(.reopen(to: .inProgress), [.reason: Phrases.reason(&random)])
        }
    }

    private mutating func add(_ reference: Reference, _ plan: Plan, _ writer: Writer) throws {
        // A cause of concern is always accompanied by a recommendation: the item after it.
        let isCause = plan.isCause(number: Int(number), inReport: Int(report))
        let isUnderCause = number > 1 && plan.isCause(number: Int(number) - 1, inReport: Int(report))
        var origin = ItemOrigin(
            report: plan.report(Int(report)),
            kind: isCause ? "cause-of-concern" : due == nil ? "area-for-improvement" : "recommendation",
            force: "")
        if isUnderCause { origin.parent = plan.item(report: Int(report), number: Int(number) - 1) }
        origin.number = isCause || due == nil ? nil : "Recommendation \(number)"
        origin.question = random.one(of: plan.questions)
        origin.due = due
        try writer.add(
            reference, origin, text: Phrases.text(&random), deadline: due.map { "By \($0)" }, openedOn: day)
    }

    private func closing(_ plan: Plan) -> ItemAct {
        switch course {
        case .implemented, .implementedLate: return .close(as: .implemented, successor: nil)
        case .superseded where number > 1:
            return .close(
                as: .superseded, successor: plan.item(report: Int(report), number: Int(number) - 1))
        case .reopened where done < 9: return .close(as: .implemented, successor: nil)
        default: return .close(as: .noFurtherAction, successor: nil)
        }
    }
}
