import TrackerModel
import TrackerValues

/// What a report's clock allows of what is recorded of its time: an extension, days in court, a date that the report prints.
struct TimeRules {
    let report: ReportRecord
    let clocks: [Clock]
    /// The first day of s.55(5A), as the register has it.
    let start: Day
    /// What is being recorded.
    let facts: ResponseFacts
    /// What was known before.
    let before: Response

    /// - Throws: `RuleViolation`, citing the law.
    func check() throws(RuleViolation) {
        let isPrinted = gives(facts.printedDate)
        let isExtended = [
            facts.extensionAsked, facts.extensionGranted, facts.extendedTo, facts.extensionRefused,
        ].contains { gives($0) }
        let isInCourt = gives(facts.suspendedFrom) || gives(facts.suspendedTo)
        guard isPrinted || isExtended || isInCourt else { return }
        guard let clock = Clock.of(report.details, named: after.clock, among: clocks) else {
            throw refusal(
                "no law that is known here sets a time for its answer", [.see(.clocks), .add(.clock)])
        }
        if isPrinted, clock.printedDate == .none {
            throw refusal("a date printed in the report doesn't count: \(clock.law) sets \(clock.period)")
        }
        if isExtended { try checkExtension(clock) }
        if isInCourt { try checkCourt(clock) }
    }

    private func checkExtension(_ clock: Clock) throws(RuleViolation) {
        let running = try running(after)
        guard clock.extending != .none else {
            throw refusal("\(clock.law) gives no extension: the last day stays \(running.lastDay.longForm)")
        }
        if case .set(let asked?) = facts.extensionAsked, clock.extending == .beforeExpiry {
            var base = after
            (base.extensionAsked, base.extensionGranted) = (before.extensionAsked, before.extensionGranted)
            (base.extendedTo, base.extensionRefused) = (before.extendedTo, before.extensionRefused)
            let last = try self.running(base, asAt: asked).lastDay
            guard asked <= last else {
                throw refusal(
                    "an extension asked for on \(asked.longForm) comes too late: the time ended on \(last.longForm), and under \(clock.law) it must be asked for before"
                )
            }
        }
        for case .set(let answered?) in [facts.extensionGranted, facts.extensionRefused] {
            guard let asked = after.extensionAsked else {
                throw refusal("nobody has asked for an extension yet", [.give(.extensionAsked)])
            }
            guard answered >= asked else {
                throw refusal(
                    "an extension asked for on \(asked.longForm) can't have been answered on \(answered.longForm)"
                )
            }
        }
        guard (after.extensionGranted == nil) == (after.extendedTo == nil) else {
            throw refusal(
                "an extension that was granted has the day on which it was and the new last day",
                [.give(.extensionGranted)])
        }
        if let extended = after.extendedTo, extended <= running.originalLastDay {
            throw refusal(
                "\(extended.longForm) is no extension: the time ends on \(running.originalLastDay.longForm) without it"
            )
        }
    }

    private func checkCourt(_ clock: Clock) throws(RuleViolation) {
        guard clock.suspension != .none else {
            throw refusal("days in court are not added under \(clock.law)")
        }
        guard let from = after.suspendedFrom else {
            throw refusal("the first day in court isn't recorded", [.give(.suspendedFrom)])
        }
        if let to = after.suspendedTo, to < from {
            throw refusal("\(to.longForm), the last day in court, is before the first, \(from.longForm)")
        }
        var base = after
        base.suspendedFrom = nil
        let last = try running(base, asAt: from).lastDay
        guard from <= last else {
            throw refusal("the time had ended on \(last.longForm), before the first day in court")
        }
    }

    /// The clock, with what is known then.
    private func running(
        _ response: Response, asAt: Day = .distantFuture
    ) throws(RuleViolation) -> ResponseClock {
        let duty = ResponseDuty(
            to: report.details, start: start, clocks: clocks, response: response, asAt: asAt)
        guard let clock = duty.clock else { throw refusal("no time runs that could be moved: \(duty.why)") }
        return clock
    }

    private var after: Response {
        var after = before
        after.take(facts)
        return after
    }

    private func gives(_ change: Change<Day>) -> Bool { if case .set(_?) = change { true } else { false } }

    private func refusal(_ sentence: String, _ remedies: [Remedy] = []) -> RuleViolation {
        RuleViolation(report.reference.text, sentence, remedies: remedies)
    }
}
