import TrackerStorage
public import TrackerModel
public import TrackerValues

// Kinds of items.

extension Register {
    /// Every kind of item, as known at a ledger size: those that are built in, and the register's own. One that a register
    /// added before it was built in stays as it was added.
    public func kinds(knownAt: Int64 = .max) throws -> [Kind] {
        var kinds = try database.all("SELECT name, needs_recommendation FROM kind") {
            Kind(name: try $0.storedText(0), needsRecommendation: try $0.storedInt(1) != 0)
        }
        try correct(&kinds, from: .addKind, knownAt: knownAt, named: \.name) {
            if case .addKind(let needs) = $1 { $0.needsRecommendation = needs }
        }
        for kind in BuiltInKind.all where !kinds.contains(where: { $0.name == kind.name }) {
            kinds.append(Kind(name: kind.name, needsRecommendation: kind.needsRecommendation))
        }
        return kinds.sorted { $0.name < $1.name }
    }

    /// The kind with that name; blanks, capitals and what else those that are built in are called are understood.
    ///
    /// - Throws: `NotFound`.
    public func kind(_ typed: String) throws -> Kind {
        let folded = typed.lowercased().split { $0 == " " || $0 == "_" || $0 == "-" }.joined(separator: "-")
        let kinds = try kinds()
        let called = BuiltInKind.called(typed)?.name
        guard
            let kind = kinds.first(where: { $0.name == folded }) ?? kinds.first(where: { $0.name == called })
        else {
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
        if BuiltInKind.all.contains(where: { $0.name == name.folded }) {
            throw AlreadyExists(what: "kind", reference: name.folded)
        }
        try record(.addKind(needsRecommendation: needsRecommendation), on: name.folded)
    }
}
