public import TrackerDocuments
import TrackerFigures
package import TrackerLedger
public import TrackerModel
public import TrackerRegister
public import TrackerValues
public import TransparencyLog

/// For whom a paper is printed. Most papers exist twice.
public enum Audience: String, CaseIterable, Sendable {
    /// The oversight board: everything.
    case board
    /// The public: what reports say, statuses, dates and offices; what people wrote only where it was said to be
    /// publishable; no names of people who hold no office, no items marked above OFFICIAL. Every count stays true, and
    /// the paper says how many items it does not show.
    case `public`
}

/// What every paper says about itself: for whom, how marked, over what, from which viewpoint. Read from the
/// register once, so that titles and names are the same throughout a paper.
public struct PaperContext: Sendable {
    /// The viewpoint that the paper looks from.
    public let viewpoint: Viewpoint
    /// What it is about.
    public private(set) var scope: Scope
    /// For whom it is.
    public let audience: Audience
    /// The day it was made.
    public let today: Day
    /// The policing body, if the register names one.
    public let body: String?
    /// The head of its papers, if the register has an address or a logo.
    public let letterhead: Letterhead?
    private let askedMarking: Marking?
    private let registerMarking: Marking
    private let knownAt: Instant?
    /// The ledger size by which names, titles and words are known: the viewpoint's, unless it is published anew.
    package let wordsKnownAt: Int64
    /// The zone in which moments are printed.
    package let zone: TimeZoneRule
    /// How many words were known at the viewpoint and have been removed since.
    private let removed: Int64
    package let root: Hash
    /// Who has witnessed the ledger, and on which day; it is no part of what was issued.
    private let witnessed: [(name: String, day: Day)]
    /// The force that the paper is about, where that isn't told by its scope.
    package var force: String?
    private let people: [PersonID: Person]
    private let names: [PersonID: String]
    /// Whether rows stand by their names: what version 0.1.0 printed has them by their keys.
    let isOrderedByName: Bool
    private let posts: [PersonID: Post]
    private let monitoring: [MonitoringStage]
    private let reports: [Reference: ReportRecord]
    private let boards: [Reference: String]
    /// What a public paper may print; nil for the board's.
    private let edition: PublicEdition?

    /// Reads what the paper needs from the register.
    ///
    /// - Parameters:
    ///   - snapshot: the register as the paper finds it.
    ///   - scope: which items it is about.
    ///   - audience: for whom the edition is.
    ///   - marking: the marking asked for, or nil for the register's or the items' highest.
    ///   - isAnew: whether an earlier viewpoint is published now. Its figures are those of then; names, titles and words are
    ///     as they have been put right since, and what may no longer be published is not.
    public init(
        _ snapshot: Snapshot, scope: Scope, audience: Audience = .board, marking: String? = nil,
        isAnew: Bool = false
    ) throws {
        let (register, viewpoint) = (snapshot.register, snapshot.viewpoint)
        let named =
            isAnew ? try register.viewpoint(asAt: viewpoint.asAt, knownAt: .now) : viewpoint
        wordsKnownAt = named.knownAt
        self.viewpoint = viewpoint
        self.scope = scope
        self.audience = audience
        today = snapshot.today
        askedMarking = marking.map { Marking($0) }
        let settings = try register.settings(knownAt: named.knownAt)
        registerMarking = settings[.marking].map { Marking($0) } ?? .official
        body = settings[.body]
        letterhead = Letterhead(settings)
        knownAt = try register.recordedAt(viewpoint.knownAt)
        zone = try register.timeZone()
        removed = try register.wordsRemoved(after: viewpoint.knownAt)
        root = try register.root(at: viewpoint.knownAt)
        let clocks = zone
        witnessed = try register.witnesses(of: viewpoint.knownAt).map {
            ($0.name, Instant(millisecondsSince1970: $0.time * 1000).day(in: clocks))
        }
        let everyone = try register.people(from: named)
        let offices = try register.posts(from: named)
        people = Dictionary(stored: everyone.map { ($0.id, $0) })
        // What version 0.1.0 printed prints as it was, and whoever came later changes no earlier paper.
        isOrderedByName = try register.rulesFrom() <= viewpoint.knownAt
        names =
            isOrderedByName
            ? everyone.filter { $0.id.seq <= viewpoint.knownAt }.printedNames : [:]
        posts = Dictionary(stored: offices.map { ($0.id, $0) })
        edition =
            audience == .board
            ? nil
            : try PublicEdition(
                snapshot, rules: try Publishable.stored(settings[.publish]), people: everyone,
                posts: offices, isAnew: isAnew)
        monitoring = try register.monitoring(from: viewpoint)
        let reports = try register.reports(knownAt: named.knownAt)
        self.reports = Dictionary(stored: reports.map { ($0.reference, $0) })
        boards = Dictionary(
            stored: try register.boards(knownAt: named.knownAt).map { ($0.reference, $0.name) })
    }

    /// The same about one report alone.
    package func narrowed(to report: Reference) -> PaperContext {
        var frame = self
        frame.scope.report = report
        return frame
    }

    /// The register as this paper finds it: what is handed on when the paper is drawn.
    ///
    /// - Parameter progress: told how far the reading of a long list has come.
    public func snapshot(
        of register: Register, progress: @escaping Progress = { _, _, _ in }
    ) throws -> Snapshot {
        try register.snapshot(from: viewpoint, today: today, progress: progress)
    }

    /// A person's name as this paper may print it: in the public edition, the office they hold, or that they
    /// are not named. A post is printed with its holder on the paper's day; in public, alone.
    public func name(_ id: PersonID) -> String {
        if let post = posts[id] {
            guard audience == .board, let holding = post.holding else { return post.name }
            return "\(post.name) (\(holding.holder.map { name($0) } ?? "vacant"))"
        }
        guard let person = people[id] else { return id.description }
        switch audience {
        case .board: return names[id] ?? person.name
        case .public: return person.post ?? NameMask.substitute
        }
    }

    /// An item's lead; what is said where it has none stands here alone.
    package func lead(_ id: PersonID?) -> String { id.map { name($0) } ?? "(nobody yet)" }

    /// A text that somebody wrote, as this paper may print it.
    package func text(_ text: String) -> String { edition?.text(text) ?? text }

    /// An item as this paper may show it.
    package func item(_ item: Item) -> Item { edition?.item(item) ?? item }

    /// A reference, unless this paper may not name the item.
    package func reference(_ reference: Reference) -> Reference? {
        guard let edition else { return reference }
        return edition.reference(reference)
    }

    /// Whether all of a kind is printed: always for the board.
    func publishes(_ what: Publishable) -> Bool { edition?.publishes(what) ?? true }

    /// Words of an act that entry `seq` holds; nil where this paper may not print them.
    package func words(_ text: String, _ name: WordName, of act: ItemAct, in seq: Int64) -> String? {
        guard let edition else { return text }
        return edition.allows(name, of: act, in: seq) ? edition.text(text) : nil
    }

    /// Who acted and who typed it in, as this paper may say it.
    package func words(_ authorship: Authorship) -> String {
        [name(authorship.actor), typed(authorship)].compactMap { $0 }.joined(separator: "\n")
    }

    /// Who typed it in; nil where whoever acted did. The public edition names neither people nor accounts.
    package func typed(_ authorship: Authorship) -> String? {
        let typed = authorship.typed { name($0) }
        return audience == .board ? typed : typed.map { _ in "typed in by another" }
    }

    /// The fields that say who acted and who typed it in.
    package func fields(_ authorship: Authorship) -> [String: JSON] {
        var fields = authorship.fields { name($0) }
        if audience == .public, authorship.account != nil {
            fields["typed_by_account"] = .string(NameMask.substitute)
        }
        return fields
    }

    /// A board's name, or its identifier when it has none.
    public func boardName(_ board: Reference) -> String { text(boards[board] ?? board.text) }

    /// A report by its title and its identifier: "PEEL 2021/22 (PEEL-2021)".
    func named(report: Reference) -> String { "\(title(report)) (\(report))" }

    /// What took an item's place, as its history says it; nil where nothing did that this edition may name.
    func inItsPlace(_ item: Reference?, _ report: Reference?) -> String? {
        item.flatMap { reference($0) }.map { "see \($0)" } ?? report.map { "see the report \($0)" }
    }

    /// Of an item, in a paper for one board: the board that oversees it, or else the others that it is before too.
    func otherBoards(of standing: ItemState) -> String? {
        guard let board = scope.board else { return nil }
        if let overseer = standing.board, overseer != board { return "Overseen by \(boardName(overseer))" }
        return alsoBefore(standing).map { "Also before \($0)" }
    }

    /// The names of the boards that an item is before beside the one that oversees it; nil for none.
    func alsoBefore(_ standing: ItemState) -> String? {
        let names = standing.alsoBoards.map { boardName($0) }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// The monitoring stages of the force or forces that the paper covers, on its day.
    private var monitored: [MonitoringStage] {
        let reported = scope.report.flatMap { reports[$0]?.details.force }
        // A national report covers every force.
        guard let force = force ?? scope.force ?? reported, force.lowercased() != "all forces" else {
            return monitoring
        }
        return monitoring.filter { $0.force == force }
    }

    /// A report's title, or its identifier when it has none.
    public func title(_ report: Reference) -> String { text(reports[report]?.title ?? report.text) }

    /// Who published a report, if it is known.
    package func publisher(of report: Reference) -> String? { reports[report]?.details.publisher }

    /// When a report was published, if it is known.
    package func published(_ report: Reference) -> PartialDate? { reports[report]?.details.published }

    /// The force that a report is about; nil for a programme.
    package func force(of subject: BenefitSubject) -> String? {
        guard case .report(let report) = subject else { return nil }
        return reports[report]?.details.force
    }

    /// What stands over a report's items: "PEEL 2021/22 (HMICFRS, 22 Sep 2022): 7 items, 3 overdue".
    package func heading(_ report: Reference, items: Int, overdue: Int) -> String {
        let source =
            reports[report].map { " (\($0.details.publisher), \($0.details.published.shortForm))" } ?? ""
        return "\(title(report))\(source): \(Self.counted(items, overdue: overdue))"
    }

    /// "7 items, 3 overdue", or "7 items".
    package static func counted(_ items: Int, overdue: Int) -> String {
        items.counted("item", "items") + (overdue > 0 ? ", \(overdue) overdue" : "")
    }

    /// What a table's row is called.
    public func label(_ key: String, of rowKey: RowKey) -> String {
        switch rowKey {
        case .report: title(Reference(stored: key))
        case .kind: Kind.label(key)
        case .owner: key.isEmpty ? lead(nil) : PersonID(key).map { name($0) } ?? key
        case .board: key.isEmpty ? "(no board)" : boardName(Reference(stored: key))
        case .force, .publisher: key
        case .addressee: text(key)
        case .question: key.isEmpty ? "(no question)" : text(key)
        case .tag: key.isEmpty ? "(no tag)" : publishes(.tags) ? text(key) : NameMask.substitute
        }
    }

    /// A row's key as data: an identifier, or words that this paper may print.
    package func key(_ key: String, of rowKey: RowKey) -> String {
        switch rowKey {
        case .question, .addressee: text(key)
        case .tag: key.isEmpty ? key : label(key, of: .tag)
        case .report, .publisher, .kind, .owner, .force, .board: key
        }
    }

    /// Whether this paper may show an item.
    public func shows(_ standing: ItemState) -> Bool { shows(marking: standing.marking) }

    /// - Throws: `RuleViolation` when an item's marking keeps it out of the edition.
    func requireShown(_ item: Reference, _ standing: ItemState) throws(RuleViolation) {
        guard shows(standing) else {
            throw RuleViolation(
                item.text,
                "its marking keeps it out of the public edition",
                remedies: [.see(.itemForBoard(item.text))])
        }
    }

    /// Whether this paper may show an item so marked.
    package func shows(marking: String?) -> Bool {
        audience == .board || (marking.map { Marking($0) } ?? .official).isPublic
    }

    /// The marking of a paper over items so marked: the one asked for or the register's, and never lower than
    /// the highest of the items it shows.
    public func marking(of standings: some Sequence<ItemState>) -> String {
        marking(of: standings.compactMap(\.marking))
    }

    /// The same, by the items' own markings.
    package func marking(of markings: some Sequence<String>) -> String {
        let lowest = askedMarking ?? (audience == .public ? .official : registerMarking)
        let items = Set(markings).map { Marking($0) }
        return ([lowest] + items).max { $0 < $1 }.map(\.description) ?? lowest.description
    }

    /// The scope in words.
    public var scopeWords: String {
        scope.listed { filter in
            switch filter.name {
            case "owner": scope.owner.map { name($0) } ?? filter.value
            case "tag": label(filter.value, of: .tag)
            case "risk", "delay": audience == .board ? filter.value : NameMask.substitute
            default: text(filter.value)
            }
        }
    }

    /// The lines at every paper's foot, with those in `more` between scope and ledger.
    public func foot(_ more: [Fact] = []) -> [Fact] {
        var facts = [
            Fact(label: "As at", value: viewpoint.asAt.shortForm),
            Fact(label: "Known at", value: knownAt.map { $0.shortForm(in: zone) } ?? "nothing recorded"),
            Fact(label: "Scope", value: scopeWords),
        ]
        facts += monitored.map {
            Fact(label: "Monitoring", value: "\($0.force): \($0.stage) since \($0.from.shortForm)")
        }
        facts += more
        facts.append(Fact(label: "Edition", value: audience.rawValue))
        if removed > 0 {
            facts.append(
                Fact(
                    label: "Redacted since",
                    value:
                        "\(removed.counted("passage", "passages")) known then and removed since; where one stood, [redacted] is printed, and nothing else differs"
                ))
        }
        facts.append(Fact(label: "Ledger size", value: String(viewpoint.knownAt)))
        facts.append(Fact(label: "Ledger root", value: root.hex))
        if !witnessed.isEmpty {
            facts.append(
                Fact(
                    label: "Witnessed",
                    value: witnessed.map { "by \($0.name), \($0.day.shortForm)" }.joined(separator: "; ")))
        }
        return facts
    }

    /// The same in every paper's JSON.
    public var json: [String: JSON] {
        [
            "as_at": .string(viewpoint.asAt.description),
            "known_at": knownAt.map { .string($0.description) } ?? .null,
            "scope": .string(scopeWords), "audience": .string(audience.rawValue),
            "ledger_size": .int(viewpoint.knownAt), "root": .string(root.hex),
            "monitoring": .array(
                monitored.map {
                    [
                        "force": .string($0.force), "stage": .string($0.stage),
                        "from": .string($0.from.description),
                    ]
                }),
        ]
    }
}

extension Letterhead {
    /// What the settings say; nil where they say neither an address nor a logo.
    fileprivate init?(_ settings: [Setting: String]) {
        let lines = settings[.letterhead]?.split(separator: "\n").map { String($0) } ?? []
        let logo = settings[.logo].flatMap { Logo(dataURI: $0)?.dataURI }
        guard !lines.isEmpty || logo != nil else { return nil }
        self.init(name: settings[.body], lines: lines, logo: logo)
    }
}
