import TrackerValues

/// The rules of benefits that are parts of others, "of which £100m depends on ICT": a part has its whole's unit, has no parts
/// itself, and the parts of a benefit never come to more than the whole.
enum BenefitParts {
    /// Where among them the benefit is that entry `id` added.
    ///
    /// - Parameters:
    ///   - subject: whose benefits they are, as a refusal names it.
    ///   - view: where they can be looked at.
    static func place(
        of id: Int64, among benefits: [Benefit], of subject: String, see view: Remedy.View
    ) throws(RuleViolation) -> Int {
        guard let place = benefits.firstIndex(where: { $0.id == id }) else {
            throw RuleViolation(subject, "it had no benefit B\(id) by then", remedies: [.see(view)])
        }
        return place
    }

    /// Refuses a part of something that can't have it.
    static func check(
        partOf whole: Int64, unit: String, among benefits: [Benefit], of subject: String,
        see view: Remedy.View
    ) throws(RuleViolation) {
        let found = benefits[try place(of: whole, among: benefits, of: subject, see: view)]
        if let wider = found.partOf {
            throw RuleViolation(
                subject, "B\(whole) is part of B\(wider), and a part has no parts; make it part of B\(wider)")
        }
        guard found.unit == unit else {
            throw RuleViolation(
                subject, "B\(whole) is counted in \(found.unit), and its part must be too, not in \(unit)")
        }
    }

    /// Refuses parts that come to more than their whole, as every amount stands by now.
    static func check(_ benefits: [Benefit], of subject: String) throws(RuleViolation) {
        let parts = Dictionary(grouping: benefits.filter { $0.partOf != nil }) { $0.partOf }
        for whole in benefits {
            guard let parts = parts[whole.id] else { continue }
            var figures: [BenefitFigures] = []
            for part in parts { figures.append(try part.figures(asAt: .distantFuture)) }
            let sum = try BenefitFigures.sum(figures)
            let total = try whole.figures(asAt: .distantFuture)
            guard let (what, of, over) = BenefitFigures.excess(of: sum, over: total) else { continue }
            throw RuleViolation(
                subject,
                "the parts of B\(whole.id) would come to more than the whole: \(what) \(of) of \(over) \(whole.unit); change B\(whole.id) first"
            )
        }
    }
}
