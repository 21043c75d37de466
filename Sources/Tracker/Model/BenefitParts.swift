import TrackerValues

/// The rules of benefits that are parts of others, "of which £100m depends on ICT": a part has its whole's unit, has no parts
/// itself, and the parts of a benefit never come to more than the whole.
enum BenefitParts {
    /// Refuses a part of something that can't have it.
    ///
    /// - Parameter subject: whose benefits they are, as a refusal names it.
    static func check(
        partOf whole: Int64, unit: String, among benefits: [Benefit], of subject: String
    ) throws(RuleViolation) {
        guard let found = benefits.first(where: { $0.id == whole }) else {
            throw RuleViolation(
                subject, "it had no benefit B\(whole) by then", remedies: [.see(.item(subject))])
        }
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
