import TrackerSQLite
public import TrackerModel
public import TrackerValues

// Kinds of items.

extension Register {
    /// Every kind of item, as known at a ledger size.
    public func kinds(knownAt: Int64 = .max) throws -> [Kind] {
        var kinds = try database.all("SELECT name, needs_recommendation FROM kind ORDER BY name") {
            Kind(name: try $0.storedText(0), needsRecommendation: try $0.storedInt(1) != 0)
        }
        try correct(&kinds, from: .addKind, knownAt: knownAt, named: \.name) {
            if case .addKind(let needs) = $1 { $0.needsRecommendation = needs }
        }
        return kinds
    }

    /// The kind with that name; blanks, capitals and the usual short forms are understood.
    ///
    /// - Throws: `NotFound`.
    public func kind(_ typed: String) throws -> Kind {
        let short = [
            "afi": "area-for-improvement", "coc": "cause-of-concern", "acoc": "accelerated-cause-of-concern",
        ]
        let folded = typed.lowercased().split { $0 == " " || $0 == "_" || $0 == "-" }.joined(separator: "-")
        let kinds = try kinds()
        let name = short[folded] ?? folded
        guard let kind = kinds.first(where: { $0.name == name }) else {
            throw NotFound(
                "kind of item", typed,
                nearest: NearestMatch.suggestions(for: folded, among: kinds.map(\.name)),
                known: kinds.map(\.name), remedies: [.add(.kind, named: folded)])
        }
        return kind
    }
}

extension Writer {
    /// Adds a kind of item. - Throws: `AlreadyExists` when there is one of that name.
    public func addKind(_ name: Reference, needsRecommendation: Bool = false) throws {
        try refuseTaken(name, "kind", in: "kind", by: "name")
        try record(.addKind(needsRecommendation: needsRecommendation), on: name.folded)
    }
}
