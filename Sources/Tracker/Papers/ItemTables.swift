// An item's plan and its benefits as tables, the same wherever they are printed.

extension Table {
    /// The steps of an item's plan on the frame's day; `words` holds their texts by entry.
    init(plan history: ItemHistory, words: [Int64: String], frame: PaperFrame) {
        let day = frame.viewpoint.asAt
        self.init(
            name: "Plan", caption: "Plan at the end of \(day.words)",
            columns: [
                Column(title: "Step", key: "id"), Column(title: "What", key: "text", weight: 5),
                Column(title: "Owner", key: "owner", weight: 2),
                Column(title: "Due", key: "due", kind: .date),
                Column(title: "State", key: "state", kind: .status),
                Column(title: "Ended", key: "ended", kind: .date),
                Column(title: "Days overdue", key: "days_overdue", kind: .number),
            ],
            rows: history.plan.steps(asAt: day).map { step in
                let state = step.state(asAt: day)
                let hasEnded = state == .done || state == .dropped
                return [
                    .text("A\(step.id)"), .text(words[step.text] ?? ""), .text(frame.name(step.owner)),
                    Cell(step.due), .text(state.words), hasEnded ? Cell(step.ended?.on) : .empty,
                    state == .overdue ? .number(day.days(since: step.due)) : .empty,
                ]
            })
    }

    /// An item's benefits on a day; `words` holds their names by entry.
    init(benefits history: ItemHistory, words: [Int64: String], day: Day) throws(Refusal) {
        var rows: [[Cell]] = []
        for benefit in history.benefits where benefit.from <= day {
            rows.append(
                [.text("B\(benefit.id)"), .text(words[benefit.name] ?? ""), .text(benefit.unit)]
                    + (try benefit.figures(asAt: day)).cells)
        }
        self.init(
            name: "Benefits", caption: "Benefits at the end of \(day.words)",
            columns: [
                Column(title: "Benefit", key: "id"), Column(title: "What", key: "name", weight: 4),
                Column(title: "Unit", key: "unit"),
            ] + BenefitFigures.columns, rows: rows)
    }
}

extension BenefitFigures {
    /// The columns of its cells.
    static let columns = [
        Column(title: "Target", key: "target", kind: .number),
        Column(title: "Committed", key: "committed", kind: .number),
        Column(title: "Realised", key: "realised", kind: .number),
    ]

    /// The amounts as exact decimals.
    var cells: [Cell] { [target, committed, realised].map { .decimal($0.description) } }
}
