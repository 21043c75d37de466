import Tracker

/// What a page is asked beside its path: from which viewpoint, over what. The same names as the command line's options.
struct PageQuestion {
    static let filters = [
        "report", "publisher", "force", "kind", "owner", "status", "question", "board", "tag", "addressee",
        "risk", "delay",
    ]
    private static let common: Set<String> = Set(
        filters + ["evidence-changed", "as-at", "known-at", "rag", "page", "recorded"])

    let fields: FormFields
    let register: Register
    let today: Day

    /// - Parameter own: what else this page may be asked.
    /// - Throws: `InvalidValue` for what no page knows: a filter that is misspelt would show everything.
    init(_ fields: FormFields, own: Set<String> = [], register: Register, today: Day) throws {
        (self.fields, self.register, self.today) = (fields, register, today)
        let known = Self.common.union(own)
        if let unknown = fields.pairs.first(where: { !known.contains($0.name) }) {
            throw InvalidValue(
                what: "filter", given: unknown.name,
                expected: "one of \(known.sorted().joined(separator: ", "))",
                nearest: NearestMatch.suggestions(for: unknown.name, among: known.sorted()))
        }
    }

    var isFiltered: Bool { fields.pairs.contains { Self.filters.contains($0.name) && !$0.value.isEmpty } }

    func knownAt() throws -> KnownAt { try fields["known-at"].map { try KnownAt(parsing: $0) } ?? .now }

    private func known() throws -> Int64 {
        try register.viewpoint(asAt: .distantFuture, knownAt: knownAt()).knownAt
    }

    func scope() throws -> Scope {
        var scope = Scope()
        let known = try known()
        scope.report = try fields["report"].map { try register.report($0, knownAt: known).reference }
        scope.publisher = try fields["publisher"].map { try register.publisher($0, knownAt: known) }
        scope.force = try fields["force"].map { try register.force($0) }
        scope.kind = try fields["kind"].map { try register.kind($0).name }
        scope.owner = try fields["owner"].map { try register.owner(withWords: $0) }
        if let status = fields["status"] { try scope.setStatus(status) }
        scope.question = try fields["question"].map { try register.question($0) }
        scope.board = try fields["board"].map { try register.board($0, knownAt: known).reference }
        scope.tag = try fields["tag"].map { try register.tag($0) }
        scope.addressee = try fields["addressee"].map { try register.addressee($0) }
        scope.risk = try fields["risk"].map { try register.risk($0) }
        scope.delay = try fields["delay"].map { try register.delay($0) }
        scope.isEvidenceChanged = fields["evidence-changed"] != nil
        return scope
    }

    func ragRule() throws -> RAGRule { try register.ragRule(fields["rag"], knownAt: known()) }

    func asAt() throws -> Day? { try fields["as-at"].map { try Day(parsing: $0) } }

    /// The paper's frame; `day` stands in where no other is asked for.
    func frame(day: Day? = nil, _ narrow: (inout Scope) -> Void = { _ in }) throws -> PaperContext {
        let viewpoint = try register.viewpoint(asAt: try asAt() ?? day ?? today, knownAt: knownAt())
        var scope = try scope()
        narrow(&scope)
        return try PaperContext(register.snapshot(from: viewpoint, today: today), scope: scope)
    }

    /// The items of one page of a list.
    static let pageSize = 50

    func page() throws -> Int {
        guard let typed = fields["page"] else { return 1 }
        guard let page = Int(typed), (1...1_000_000).contains(page) else {
            throw InvalidValue(what: "page", given: typed, expected: "a number from 1")
        }
        return page
    }

    var window: Range<Int> {
        get throws { let first = (try page() - 1) * Self.pageSize; return first..<(first + Self.pageSize) }
    }
}
