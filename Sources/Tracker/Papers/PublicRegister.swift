import TrackerDocuments
import TrackerFigures
import TrackerLedger
import TrackerModel
public import TrackerRegister
public import TrackerValues
import TransparencyLog

/// The register as the public may read it: a page for each item and report, the status table, lists, downloads, a feed of
/// changes. Everything comes from the public edition's papers, so that it shows what they show and nothing besides.
///
/// Every page is made of the register alone, never of the moment in which it is made: the same register, looked at from the
/// same day, gives the same bytes. What changes with every entry, the ledger's size and root, stands on one page.
public struct PublicRegister: Sendable {
    /// The page's place in the folder, "items/PEEL-01.html".
    public typealias Path = String

    /// From where it is looked, and for whom.
    public let frame: PaperContext
    /// Identifies the register, and never changes: the hash of its first entry as an URN (RFC 9562, version 8).
    public let identifier: String
    /// The status table on its first page.
    public let quarterly: QuarterlyPaper
    /// Every item in scope, counted.
    public let items: ItemListPaper
    /// The identifier of the issued table that it shows; nil where it shows what is known.
    public let issued: String?
    let outstanding: ItemListPaper
    let responses: ResponseStatusPaper
    let ragRule: RAGRule
    let reports: [ReportCounts]
    /// How many rows of the status table have a name.
    let rowLabels: [String: Int]

    /// A report with the counts of its items, those that aren't shown included.
    struct ReportCounts: Sendable {
        let answers: ReportAnswers
        var items = 0
        var outstanding = 0
        var overdue = 0

        var report: ReportRecord { answers.report }
    }

    /// The longest outstanding list that is one page; a longer one is parted by report.
    static let longestList = 500
    private static let quartersBefore = 7

    /// Asks the register.
    ///
    /// - Parameters:
    ///   - register: the register that is asked.
    ///   - asAt: the day it is looked from; the status table is that of the quarter of this day.
    ///   - today: the day it is now.
    /// - Throws: as ``QuarterlyPaper`` does.
    public init(_ register: Register, asAt: Day, today: Day) throws {
        let viewpoint = try register.viewpoint(asAt: asAt)
        let known = viewpoint.knownAt
        let spec = QuarterlySpec(
            Quarter.containing(asAt, yearStart: try register.yearStart(knownAt: known)), asAt: asAt,
            ragRule: try register.ragRule(nil, knownAt: known),
            ageBands: try register.ageBands(knownAt: known))
        let quarterly = try QuarterlyPaper(
            register, spec, today: today, audience: .public, quartersBefore: Self.quartersBefore)
        try self.init(register, quarterly, frame: quarterly.frame, issued: nil)
    }

    /// Asks the register for what an issued table was made of: as at its day, as known when it was issued, over its scope.
    /// Words that have been put right or taken back since are not published as they were.
    ///
    /// - Parameters:
    ///   - register: the register that is asked.
    ///   - typed: the table's identifier, `T12`.
    ///   - today: the day it is now.
    /// - Throws: as ``IssuedPaper`` does; `RuleViolation` when an item that it would show has been given a marking since.
    public init(_ register: Register, fromIssued typed: String, today: Day) throws {
        let issued = try IssuedPaper(register, typed, today: today, audience: .public)
        let found = (id: issued.id, table: issued.issue)
        let quarterly = try IssuedPaper.paper(
            register, found, knownAt: .size(issued.issue.ledgerSize), today: today, audience: .public,
            quartersBefore: Self.quartersBefore, isAnew: true)
        let then = try quarterly.frame.snapshot(of: register)
        let hidden = Set(try then.withheld())
        var shown: Set<Reference> = []
        try then.forEachItem(quarterly.frame.scope) { shown.insert($0.reference) }
        let marked = try then.asNow().withheld().filter { shown.contains($0) && !hidden.contains($0) }
        if let first = marked.min() {
            throw RuleViolation(
                "T\(issued.id)",
                "it can't be published any more: \(first) has been given a marking since\(marked.count > 1 ? ", and so have \(marked.count - 1) others" : "")",
                remedies: [.plain("issue the table anew, or publish the register as it is known now")])
        }
        try self.init(register, quarterly, frame: quarterly.frame, issued: "T\(issued.id)")
    }

    private init(
        _ register: Register, _ quarterly: QuarterlyPaper, frame: PaperContext, issued: String?
    ) throws {
        self.frame = frame
        self.quarterly = quarterly
        self.issued = issued
        identifier = Self.urn(of: try register.root(at: 1).bytes)
        ragRule = quarterly.table.spec.ragRule
        rowLabels = Dictionary(grouping: quarterly.table.rows) { quarterly.label($0) }.mapValues(\.count)
        items = try ItemListPaper(register, .all, frame: frame, ragRule: ragRule)
        outstanding = try ItemListPaper(
            register, .outstanding, frame: frame, ragRule: ragRule, grouping: .report)
        responses = try ResponseStatusPaper(
            register, frame: frame, clocks: try register.clocks(knownAt: frame.viewpoint.knownAt))
        let snapshot = try frame.snapshot(of: register)
        var query = ItemQuery(frame.scope)
        var counts = Dictionary(
            stored: responses.reports.map { ($0.report.reference, ReportCounts(answers: $0)) })
        for tally in try snapshot.tally(query, by: .report) {
            counts[Reference(stored: tally.key)]?.items += tally.count
        }
        query.isCounted = true
        for tally in try snapshot.tally(query, by: .report) {
            let reference = Reference(stored: tally.key)
            counts[reference]?.outstanding += tally.count
            if tally.section == .overdue { counts[reference]?.overdue += tally.count }
        }
        let isWhole = frame.scope == .everything
        // The newest first.
        reports = responses.reports.reversed().compactMap { counts[$0.report.reference] }.filter {
            isWhole || $0.items > 0
        }
    }

    static func urn(of bytes: [UInt8]) -> String { "urn:uuid:" + uuid(of: bytes) }

    /// An identifier made from bytes that are unlike any other's: a UUID of version 8 (RFC 9562, 5.8).
    static func uuid(of bytes: [UInt8]) -> String {
        var bytes = Array(Hash.sha256(bytes).bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = Array(bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined())
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }
        return parts.joined(separator: "-")
    }

    /// Whose register it is.
    var name: String { frame.body ?? "Register of recommendations" }

    static func page(ofItem reference: Reference) -> Path { "items/\(file(reference)).html" }
    static func page(ofReport reference: Reference) -> Path { "reports/\(file(reference)).html" }

    /// A reference as a file's name: the one character of it that can't stand there is written as one that no reference has.
    static func file(_ reference: Reference) -> String { reference.text.replacing("/", with: "~") }
}
