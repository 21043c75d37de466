import TrackerLedger
import TrackerModel
import TransparencyLog

/// By whose leave somebody assured an item who had a part in the work, as an edition tells it.
struct Allowance: Sendable {
    private let allowed: AllowedAssurance
    /// Why; nil where it was removed, or may not be printed.
    private let reason: String?

    /// That of the assurance recorded as entry `seq`; nil where nobody had to allow it.
    init?(
        of seq: Int64, in history: ItemHistory,
        _ entries: [Int64: (entry: Entry, words: [WordName: String])], _ frame: PaperContext
    ) {
        guard let allowed = history.allowed[seq] else { return nil }
        self.allowed = allowed
        let waiver = history.acts.first { $0.seq == allowed.waiver }
        reason = waiver.flatMap { waiver in
            guard let teller = waiver.words[.reason], let text = entries[teller]?.words[.reason] else {
                return nil
            }
            return frame.words(text, .reason, of: waiver.act, in: teller)
        }
    }

    /// "who had led it; Y allowed it (entry 13): reason".
    package func label(_ frame: PaperContext) -> String {
        let why = reason.map { ": \($0)" } ?? ""
        return "\(allowed.label); \(frame.name(allowed.by)) allowed it (entry \(allowed.waiver))\(why)"
    }

    package func json(_ frame: PaperContext) -> JSON {
        [
            "entry": .int(allowed.waiver), "by": .string(frame.name(allowed.by)),
            "had": .array(allowed.parts.map { .string($0.label) }),
            "reason": reason.map { .string($0) } ?? .null,
        ]
    }
}
