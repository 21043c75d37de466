public import TrackerModel
public import TrackerValues

/// Where an imported item stands: a stage, and for a closed one the reason where it is known.
public struct ImportedStatus: Hashable, Sendable {
    /// How far it has come.
    public let stage: Stage
    /// Why it was closed.
    public let closedAs: CloseReason?
    /// The item that takes its place, where the words name it.
    package var successor: String?
    /// Whoever published it has been asked to close it.
    package var isProposedForClosure = false

    init(_ stage: Stage, closedAs: CloseReason? = nil) {
        self.stage = stage
        self.closedAs = closedAs
    }

    static let proposedForClosure = {
        var status = ImportedStatus(.pendingSignOff)
        status.isProposedForClosure = true
        return status
    }()
}

/// What the words in a sheet's status column stand for: the usual ones, and those that an office has said.
///
/// Words that could mean several things ("complete": by its owner? assured? closed?) are not guessed.
public struct StatusWords: Equatable, Sendable {
    /// What was said, by the words in lower case: the status as it was written.
    public private(set) var said: [String: String]

    private static let usual: [(status: ImportedStatus, words: [String])] = [
        (
            .init(.open),
            ["open", "not started", "not yet started", "new", "to do", "awaiting allocation", "unallocated"]
        ),
        (
            .init(.inProgress),
            [
                "in progress", "ongoing", "started", "underway", "under way", "live", "active", "on track",
                "in hand",
            ]
        ),
        (
            .init(.pendingSignOff),
            [
                "pending sign-off", "pending sign off", "awaiting sign-off", "submitted",
                "submitted for sign-off",
                "awaiting assurance", "pending assurance", "pending closure",
            ]
        ),
        (
            .proposedForClosure,
            [
                "proposed for closure", "closure proposed", "closure requested",
                "submitted to hmicfrs", "awaiting hmicfrs", "with hmicfrs", "submitted to iopc",
                "awaiting iopc", "with iopc", "submitted to internal audit", "awaiting internal audit",
                "with internal audit",
            ]
        ),
        (.init(.assured), ["assured", "signed off", "verified"]),
        (.init(.closed), ["closed"]),
        (
            .init(.closed, closedAs: .implemented),
            ["implemented", "closed - implemented", "closed: implemented", "implemented and closed"]
        ),
        (.init(.closed, closedAs: .superseded), ["superseded", "closed - superseded"]),
        (
            .init(.closed, closedAs: .noFurtherAction),
            ["no further action", "nfa", "closed - no further action"]
        ),
        (.init(.closed, closedAs: .notAccepted), ["not accepted", "rejected", "closed - not accepted"]),
        (.init(.closed, closedAs: .duplicate), ["duplicate", "closed - duplicate"]),
    ]

    private static let known: [String: ImportedStatus] = Dictionary(
        usual.flatMap { row in row.words.map { (ImportField.normalised($0), row.status) } }
    ) { first, _ in first }

    /// The statuses as they can be written: what a problem offers.
    package static let accepted = usual.map { $0.words[0] }.joined(separator: ", ")

    /// The usual words alone.
    public init() { said = [:] }

    /// The usual words, and what was said as `WORDS=STATUS`, on top of what was `saved`.
    ///
    /// - Throws: `InvalidValue` when one isn't of that form or names no status.
    public init(given: [String], saved: StatusWords = StatusWords()) throws(InvalidValue) {
        said = saved.said
        for mapping in given {
            let parts = mapping.split(separator: "=", maxSplits: 1).map { String($0) }
            guard parts.count == 2, Self.meaning(of: parts[1].plain) != nil else {
                throw InvalidValue(
                    what: "status mapping", given: mapping,
                    expected:
                        "WORDS=STATUS with a status of: \(Self.accepted), superseded by REFERENCE (of an item or a report)"
                )
            }
            said[ImportField.normalised(parts[0].plain)] = parts[1].plain.lowercased()
        }
    }

    /// Words that were kept in the register.
    init(kept: [String: String]) { said = kept }

    /// What a cell's words stand for; nil when nobody has said.
    package func status(_ words: String) -> ImportedStatus? {
        Self.meaning(of: said[ImportField.normalised(words.plain)] ?? words.plain)
    }

    private static func meaning(of words: String) -> ImportedStatus? {
        known[ImportField.normalised(words)] ?? withSuccessor(words)
    }

    /// "Superseded by D-1", "Closed - superseded, see D-1", "Duplicate of D-1".
    private static func withSuccessor(_ words: String) -> ImportedStatus? {
        let lower = words.lowercased()
        for (start, reason) in [("superseded", CloseReason.superseded), ("duplicate", .duplicate)] {
            guard let place = lower.firstRange(of: start),
                ["", "closed_as", "closed"].contains(
                    ImportField.normalised(String(lower[..<place.lowerBound])))
            else { continue }
            let rest = words.dropFirst(lower.distance(from: lower.startIndex, to: place.upperBound))
            let parts = rest.split { " ,:-()".contains($0) && !$0.isNumber }
            guard let link = parts.first, ["by", "see", "of", "with"].contains(link.lowercased()),
                let name = rest.firstRange(of: link)
            else { continue }
            var status = ImportedStatus(.closed, closedAs: reason)
            status.successor = String(rest[name.upperBound...]).trimmed.trimmingSuffix(while: {
                ").".contains($0)
            })
            return status
        }
        return nil
    }
}

extension ImportedStatus {
    /// What words most likely stand for that could mean several things: for whoever takes the sheet in to say.
    static func proposal(_ words: String) -> ImportedStatus? {
        let words = Set(ImportField.normalised(words.plain).split(separator: "_"))
        func has(_ any: Set<Substring>) -> Bool { !words.isDisjoint(with: any) }
        if has(["superseded", "replaced"]) { return ImportedStatus(.closed, closedAs: .superseded) }
        if has(["awaiting", "pending", "await"]),
            has(["sign", "signoff", "closure", "assurance", "hmicfrs", "approval"])
        {
            return ImportedStatus(.pendingSignOff)
        }
        if has(["closed", "discharged"]) { return ImportedStatus(.closed) }
        if has(["complete", "completed", "done", "delivered", "achieved", "met"]),
            !has(["not", "partially", "partly", "part"])
        {
            return ImportedStatus(.pendingSignOff)
        }
        if has(["not", "yet"]), has(["started", "commenced", "begun"]) { return ImportedStatus(.open) }
        if has([
            "delayed", "behind", "track", "risk", "overdue", "slipped", "progressing", "progress",
            "partially",
            "partly", "part", "hold", "paused", "continuing", "working", "green", "amber", "red",
        ]) {
            return ImportedStatus(.inProgress)
        }
        return nil
    }

    /// As it can be said: "in progress", "closed - implemented".
    var words: String {
        if isProposedForClosure { return PositionPart.proposedForClosure.label }
        return closedAs.map { "closed - \($0.label)" } ?? stage.label
    }
}

extension String {
    func trimmingSuffix(while isEnd: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, isEnd(last) { text.removeLast() }
        return text
    }
}
