import TrackerFigures
import TrackerModel
import TrackerValues

// What the quarterly table says in words: its headline, and what each of its columns counts.

/// The headline of a status table: sentences made of its counts.
struct QuarterlyHeadline {
    let table: QuarterlyTable
    /// How many were overdue on the day before the period, as known now.
    let overdueBefore: Int

    /// "33 items are outstanding at 30 June 2023, 5 of them overdue; 3 fewer than …"
    var sentences: String {
        let spec = table.spec
        let total = table.total
        let day = spec.asAt.longForm
        let eve = spec.from.adding(days: -1).longForm
        guard !table.rows.isEmpty else { return "Nothing was counted in this time." }
        return [
            standing(at: day), change(since: eve), moved, waiting(total),
        ].compactMap { $0 }.joined(separator: " ")
    }

    private func standing(at day: String) -> String {
        let (count, overdue) = (table.total[.carriedForward], table.total[.overdue])
        guard count > 0 else { return "Nothing is outstanding at \(day)." }
        let late =
            overdue == 0
            ? "none of them overdue" : overdue == count ? "overdue" : "\(overdue) of them overdue"
        return "\(Self.items(count)) \(count == 1 ? "is" : "are") outstanding at \(day), \(late)."
    }

    /// The change since the last issued table, or, where none was issued, since the eve as known now.
    private func change(since eve: String) -> String {
        let total = table.total
        let before = total[.broughtForward]
        let difference = total[.carriedForward] - before
        let compared =
            difference == 0
            ? "the same number as" : "\(abs(difference)) \(difference < 0 ? "fewer" : "more") than"
        let overdue =
            "\(overdueBefore == 0 ? "none was" : overdueBefore == 1 ? "1 was" : "\(overdueBefore) were") overdue"
        guard table.issuedBefore != nil else {
            return "That is \(compared) at the end of \(eve) (\(before)), when \(overdue)."
        }
        let restated =
            total[.restatedIn] + total[.restatedOut] == 0
            ? "" : "; \(Self.signed(total.restated)) of the change is restated"
        return
            "That is \(compared) in the table issued for \(table.spec.quarter.previous.label) (\(before)\(restated)); at the end of \(eve) \(overdue)."
    }

    private var moved: String {
        let total = table.total
        let closed = total[.closedImplemented] + total[.closedOther]
        let implemented = total[.closedImplemented]
        let period = table.spec.isOfYear ? "year" : "quarter"
        let onWord = Self.onWord(total[.closedImplementedOnWord])
        let how =
            closed == 0
            ? ""
            : implemented == closed
                ? " as implemented\(onWord)"
                : implemented == 0 ? ", none as implemented" : ", \(implemented) as implemented\(onWord)"
        var parts = [
            "\(closed == 0 ? "none" : "\(closed)") closed in the \(period)\(how)",
            "\(total[.opened] == 0 ? "none" : "\(total[.opened])") opened",
        ]
        if total[.reopened] > 0 { parts.append("\(total[.reopened]) reopened") }
        if total.scopeChange != 0 { parts.append("\(Self.signed(total.scopeChange)) by change of scope") }
        return parts.joined(separator: "; ").capitalizedFirst + "."
    }

    private func waiting(_ total: QuarterlyRow) -> String? {
        var parts: [String] = []
        if case let count = total[.pendingSignOff], count > 0 {
            parts.append("\(count) \(count == 1 ? "waits" : "wait") for sign-off")
        }
        if case let count = total[.assured], count > 0 {
            parts.append(
                "\(count) \(count == 1 ? "is" : "are") assured\(Self.onWord(total[.assuredOnWord])) and can be closed"
            )
        }
        if case let count = total[.awaitingAllocation], count > 0 {
            parts.append("\(count) \(count == 1 ? "has" : "have") no lead yet")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ").capitalizedFirst + "."
    }

    private static func items(_ count: Int) -> String { "\(count) \(count == 1 ? "item" : "items")" }

    private static func onWord(_ count: Int) -> String {
        count == 0 ? "" : " (\(count) on the sheet's word)"
    }

    private static func signed(_ number: Int) -> String { number < 0 ? "\u{2212}\(-number)" : "+\(number)" }
}

extension QuarterlyFigure {
    /// What the column counts, in a sentence.
    func explanation(in spec: QuarterlySpec) -> String {
        let period = spec.isOfYear ? "year" : "quarter"
        let eve = spec.from.adding(days: -1).longForm
        let day = spec.asAt.longForm
        let next = spec.quarter.next
        switch self {
        case .scopeChange:
            return
                "Came into what is counted, or into this row, less what left it, without being opened or closed."
        case .restated:
            return
                "Known now about \(eve), and not in the table that was issued for it, less what was in it and is no longer so."
        case .oldestDays: return "Days from the day on which the oldest item counted was opened to \(day)."
        case .count(let count):
            switch count {
            case .broughtForward:
                return "Outstanding at the end of \(eve); as printed, where a table was issued for that day."
            case .opened: return "Taken in during the \(period)."
            case .reopened: return "Closed before, and live again in the \(period)."
            case .closedImplemented: return "Closed in the \(period) because what was asked for is done."
            case .closedOther:
                return
                    "Closed in the \(period) for another reason: superseded, no further action, not accepted, duplicate."
            case .scopeIn, .scopeOut, .restatedIn, .restatedOut: return ""
            case .carriedForward:
                return
                    "Outstanding at the end of \(day): brought forward + opened + reopened \u{2212} closed ± scope change ± restated. The five positions add up to it."
            case .awaitingAllocation: return "Not started, and nobody leads it."
            case .open: return "Not started; somebody leads it."
            case .inProgress: return "Started, and not yet said to be done."
            case .pendingSignOff: return "Said to be done, and waits for an assurer."
            case .assured: return "An assurer is satisfied; it can be closed."
            case .closedInQuarter: return "Closed in the \(period) and closed at its end; not outstanding."
            case .overdue:
                return "Past its current date at the end of \(day), and neither assured nor closed."
            case .dueNextQuarter:
                return "To do, with a date from \(next.first.longForm) to \(next.last.longForm)."
            case .noDate: return "To do, without a date."
            case .revisedOnce: return "Its date was changed once."
            case .revisedMore: return "Its date was changed twice or more."
            case .red: return "Red by the rule at the foot of this paper."
            case .amber: return "Amber by that rule."
            case .green: return "Green by that rule."
            case .notRated: return "The rule can't say."
            case .aged(let band):
                let days = band.to.map { "\(band.from) to \($0)" } ?? "more than \(band.from - 1)"
                return "Opened \(days) days before \(day)."
            case .closedImplementedOnWord:
                return "Of those closed as implemented: on a sheet's word, and nobody has assured it since."
            case .part(.proposedForClosure):
                return
                    "Of those pending sign-off: whoever published it has been asked to close it, and has not answered."
            case .part(.disputed):
                return
                    "Of those pending sign-off: its owner says that it is done, an assurer that it isn't, and no board has decided."
            case .part(.partlyDischarged):
                return
                    "Of those carried forward: some of the bodies that it is directed at have closed their part, and others have not."
            case .assuredOnWord:
                return "Of those assured: on a sheet's word, and nobody has assured it since."
            }
        }
    }
}
