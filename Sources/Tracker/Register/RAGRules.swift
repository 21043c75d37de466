import TrackerStorage
public import TrackerModel
import TrackerValues

// Rules for red, amber and green.

extension Register {
    /// The rule of that name, or the register's own when none is named, as known at a ledger size. - Throws: `NotFound`.
    public func ragRule(_ typed: String?, knownAt: Int64 = .max) throws -> RAGRule {
        let rules = try ragRules(knownAt: knownAt)
        let name = try typed ?? setting(.ragRule, knownAt: knownAt) ?? RAGRule.date.name
        guard let rule = rules.first(where: { $0.name == name.lowercased() }) else {
            throw NotFound(
                "RAG rule", name, nearest: NearestMatch.suggestions(for: name, among: rules.map(\.name)),
                known: rules.map(\.name), remedies: [.add(.ragRule)])
        }
        return rule
    }

    /// Every rule for red, amber and green: those built in, and those added, as known at a ledger size.
    public func ragRules(knownAt: Int64 = .max) throws -> [RAGRule] {
        var added = try database.all(
            """
            SELECT name, red_up_to, amber_up_to, past_date_red_below, amber_within_days
            FROM rag_rule ORDER BY name
            """
        ) { row in
            if let days = row.optionalInt(4) { return RAGRule(name: row.text(0), amberWithinDays: Int(days)) }
            return RAGRule(
                name: row.text(0),
                bands: try RAGRule.Bands(
                    redUpTo: Int(row.int(1)), amberUpTo: Int(row.int(2)), pastDateRedBelow: Int(row.int(3))))
        }
        try correct(&added, from: .addRAGRule, knownAt: knownAt, named: \.name) {
            guard case .addRAGRule(let rule) = $1 else { return }
            $0 = rule
        }
        return RAGRule.builtIn + added
    }
}

extension Writer {
    /// Adds a rule for red, amber and green. - Throws: `AlreadyExists` when there is one of that name; `InvalidValue`
    /// when its days can't be meant.
    public func addRAGRule(_ rule: RAGRule) throws {
        let reference = try Reference(parsing: rule.name, what: "RAG rule")
        let name = reference.folded
        if let days = rule.amberWithinDays, !(0...RAGRule.mostDays).contains(days) {
            throw InvalidValue(
                what: "number of days", given: String(days), expected: "0 to \(RAGRule.mostDays)")
        }
        if RAGRule.builtIn.contains(where: { $0.name == name }) {
            throw AlreadyExists(what: "RAG rule", reference: name)
        }
        try refuseTaken(reference, "RAG rule", in: "rag_rule", by: "name")
        try record(.addRAGRule(rule), on: name)
    }
}
