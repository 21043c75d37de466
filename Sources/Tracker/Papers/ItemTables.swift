import TrackerValues
package import TrackerDocuments
package import TrackerModel

// An item's plan, and the benefits of an item or a report, as tables, the same wherever they are printed.

extension Table {
    /// The steps of an item's plan on the frame's day, as far as its edition shows them; `words` holds their texts by
    /// entry.
    package init(plan history: ItemHistory, words: [Int64: String], frame: PaperContext) {
        let day = frame.viewpoint.asAt
        self.init(
            name: "Plan", caption: "Plan at the end of \(day.longForm)",
            columns: [
                Column(title: "Step", key: "id"), Column(title: "What", key: "text", weight: 5),
                Column(title: "Owner", key: "owner", weight: 2),
                Column(title: "Due", key: "due", kind: .date),
                Column(title: "State", key: "state", kind: .status),
                Column(title: "Ended", key: "ended", kind: .date),
                Column(title: "Days overdue", key: "days_overdue", kind: .number),
            ],
            rows: history.plan.steps(asAt: day).compactMap { step in
                let act = ItemAct.addStep(owner: step.owner, due: step.due)
                guard let text = frame.words(words[step.text] ?? "", .text, of: act, in: step.text) else {
                    return nil
                }
                let state = step.state(asAt: day)
                let hasEnded = state == .done || state == .dropped
                return [
                    .text("A\(step.id)"), .text(text), .text(frame.name(step.owner)),
                    Cell(step.due), .text(state.label), hasEnded ? Cell(step.ended?.on) : .empty,
                    state == .overdue ? .number(day.days(since: step.due)) : .empty,
                ]
            })
    }

    /// Disputes about whether an item is done, as they stood at the end of the frame's day: refusal, claim, decision; `words`
    /// holds what was said, by entry.
    package init(disputes history: ItemHistory, words: [Int64: Words], frame: PaperContext) {
        self.init(
            name: "Disputes", caption: "Disputes about whether it is done",
            columns: [
                Column(title: "Refused", key: "refusal", weight: 3),
                Column(title: "Claimed", key: "claim", weight: 3),
                Column(title: "Decided", key: "decision", weight: 3),
            ], rows: Rows(frame.rows(of: history.disputes, words)))
    }

    /// The benefits of an item or a report on the frame's day, as far as its edition shows them; `words` holds their names by
    /// entry.
    ///
    /// - Parameter isData: whether parts are told from wholes by a column, as data has it, rather than by how they are printed.
    package init(
        benefits: [Benefit], words: [Int64: String], frame: PaperContext, isData: Bool = false
    ) throws(RuleViolation) {
        let day = frame.viewpoint.asAt
        var rows: [[Cell]] = []
        for benefit in benefits.partsBelowWholes where benefit.from <= day {
            guard let name = frame.name(of: benefit, words[benefit.name] ?? "") else { continue }
            rows.append(
                [
                    .text("B\(benefit.id)"),
                    .text(isData || benefit.partOf == nil ? name : BenefitFigures.ofWhich + name),
                    .text(benefit.unit),
                ] + (try benefit.figures(asAt: day)).cells
                    + (isData ? [Cell(benefit.partOf.map { "B\($0)" })] : []))
        }
        self.init(
            name: "Benefits", caption: "Benefits at the end of \(day.longForm)",
            columns: [
                Column(title: "Benefit", key: "id"), Column(title: "What", key: "name", weight: 4),
                Column(title: "Unit", key: "unit"),
            ] + BenefitFigures.columns + (isData ? [Column(title: "Part of", key: "part_of")] : []),
            rows: rows)
    }
}

extension PaperContext {
    /// Disputes as they stood at the end of the day, as far as this edition shows them: refusal, claim, decision.
    package func rows(of disputes: [Dispute], _ words: [Int64: Words]) -> [[Cell]] {
        func told(_ recorded: RecordedAct, _ name: WordName, _ head: [String?]) -> Cell {
            let text = recorded.words[name].flatMap { seq in
                words[seq]?[name].flatMap { self.words($0, name, of: recorded.act, in: seq) }
            }
            let first = ([recorded.effectiveOn.shortForm] + head).compactMap { $0 }.joined(separator: ", ")
            return .text([first, text].compactMap { $0 }.joined(separator: "\n"))
        }
        let day = viewpoint.asAt
        return disputes.filter { $0.claim.effectiveOn <= day }.map { dispute in
            let decision = dispute.decision.flatMap { $0.effectiveOn <= day ? $0 : nil }
            return [
                told(dispute.refusal, .reason, [name(dispute.refusal.actor)]),
                told(dispute.claim, .note, [name(dispute.claim.actor)]),
                decision.map {
                    told(
                        $0, .reason,
                        [$0.authority?.text, dispute.party.map { "for the \($0.rawValue)" }])
                } ?? .text("not yet"),
            ]
        }
    }

    /// A benefit's name; nil where this paper may not print it.
    package func name(of benefit: Benefit, _ name: String) -> String? {
        let act = ItemAct.addBenefit(unit: benefit.unit, target: .zero, committed: nil)
        return words(name, .text, of: act, in: benefit.name)
    }
}

extension BenefitFigures {
    /// What stands before the name of a benefit that is part of the one above it.
    package static let ofWhich = "\u{2003}of which: "

    /// The columns of its cells.
    package static let columns = [
        Column(title: "Target", key: "target", kind: .number),
        Column(title: "Committed", key: "committed", kind: .number),
        Column(title: "Still to find", key: "still_to_find", kind: .number),
        Column(title: "Realised", key: "realised", kind: .number),
    ]

    /// The amounts as exact decimals.
    package var cells: [Cell] {
        [target, committed, stillToFind, realised].map { .decimal($0.description) }
    }
}
