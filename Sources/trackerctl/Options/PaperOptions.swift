public import ArgumentParser
import Tracker

/// From which viewpoint, over what, for whom: the options of every question and paper.
struct PaperOptions: ParsableArguments {
    @OptionGroup var register: RegisterOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: .customLong("as-at"),
        help: ArgumentHelp("Where things stood at the end of a day; else today.", valueName: "date"))
    var asAt: String?

    @Option(
        name: .customLong("known-at"),
        help: ArgumentHelp(
            "Only what had been recorded by then: an instant, a day or a ledger size.",
            valueName: "instant|size"))
    var knownAt: String?

    @Option(help: ArgumentHelp("Only items of a report.", valueName: "id"), completion: .register(.reports))
    var report: String?
    @Option(
        help: ArgumentHelp("Only items of a publisher's reports.", valueName: "name"),
        completion: .register(.publishers)) var publisher: String?
    @Option(
        help: ArgumentHelp("Only items tracked for a force.", valueName: "name"),
        completion: .register(.forces)) var force: String?
    @Option(help: ArgumentHelp("Only items of a kind.", valueName: "kind"), completion: .register(.kinds))
    var kind: String?
    @Option(
        help: ArgumentHelp(
            "Only items that a person or post leads; words of the name that only one has will do.",
            valueName: "name"),
        completion: .register(.owners)) var owner: String?
    @Option(
        help: ArgumentHelp("Only items of a status.", valueName: "status"),
        completion: .list([
            "open", "in-progress", "pending-sign-off", "awaiting-allocation", "assured", "closed",
            "proposed-for-closure", "disputed", "partly-discharged",
        ])) var status: String?
    @Option(
        help: ArgumentHelp("Only items under a question.", valueName: "question"),
        completion: .register(.questions)) var question: String?
    @Option(
        help: ArgumentHelp(
            "Only items that are before a board: it oversees them, or is another of their boards.",
            valueName: "id"),
        completion: .register(.boards)) var board: String?
    @Option(help: ArgumentHelp("Only items with a tag.", valueName: "tag"), completion: .register(.tags))
    var tag: String?
    @Option(
        help: ArgumentHelp("Only items that are directed at a body.", valueName: "name"),
        completion: .register(.addressees)) var addressee: String?

    @Option(help: ArgumentHelp("Only items of a local risk.", valueName: "grade"))
    var risk: String?
    @Option(help: ArgumentHelp("Only items delayed for a reason.", valueName: "reason"))
    var delay: String?
    @Flag(
        name: .customLong("evidence-changed"),
        help: "Only items that are assured and whose evidence has changed since.") var evidenceChanged = false

    @Option(help: ArgumentHelp("The protective marking; else the register's.", valueName: "text"))
    var marking: String?

    @Option(help: "board or public.") var audience: Audience = .board

    @Option(
        help: ArgumentHelp(
            "The rule behind red, amber and green: date, percentage or one added with rag add.",
            valueName: "rule"), completion: .register(.ragRules))
    var rag: String?

    func scope(_ register: Register) throws -> Scope {
        var scope = Scope()
        let known = try known(register)
        scope.report = try report.map { try register.report($0, knownAt: known).reference }
        scope.publisher = try publisher.map { try register.publisher($0, knownAt: known) }
        scope.force = try force.map { try register.force($0) }
        scope.kind = try kind.map { try register.kind($0).name }
        scope.owner = try owner.map { try register.owner(withWords: $0) }
        if let status { try scope.setStatus(status) }
        scope.question = try question.map { try register.question($0) }
        scope.board = try board.map { try register.board($0, knownAt: known).reference }
        scope.tag = try tag.map { try register.tag($0) }
        scope.addressee = try addressee.map { try register.addressee($0) }
        scope.risk = try risk.map { try register.risk($0) }
        scope.delay = try delay.map { try register.delay($0) }
        scope.isEvidenceChanged = evidenceChanged
        return scope
    }

    func ragRule(_ register: Register) throws -> RAGRule {
        try register.ragRule(rag, knownAt: try known(register))
    }

    /// The ledger size from which it is looked.
    func known(_ register: Register) throws -> Int64 {
        try register.viewpoint(asAt: .distantFuture, knownAt: try knowledge()).knownAt
    }

    /// By when it was known, as asked for.
    func knowledge() throws -> KnownAt { try knownAt.map { try KnownAt(parsing: $0) } ?? .now }

    /// The paper's frame; `day` stands in for `--as-at` where the command knows better than today, and `board`
    /// narrows what it is about.
    func frame(_ register: Register, day: Day? = nil, board: Reference? = nil) throws -> PaperContext {
        let today = Environment.now().day(in: try register.timeZone())
        let asked = try asAt.map { try Day(parsing: $0) }
        let viewpoint = try register.viewpoint(
            asAt: asked ?? day ?? today, knownAt: try knowledge())
        var scope = try scope(register)
        if let board { scope.board = board }
        return try PaperContext(
            register.snapshot(from: viewpoint, today: today), scope: scope, audience: audience,
            marking: marking)
    }
}

extension Audience: ExpressibleByArgument {}
