import Tracker

/// One item's acts, put together one by one without a register: each is checked as a register would check it,
/// and kept only when it is allowed.
struct ActLog {
    static let item = ref("LEG-1")
    static let officer = PersonID(1)
    static let owner = PersonID(2)
    static let assurer = PersonID(3)
    static let meeting = ref("OB-2018-03")

    private(set) var acts: [RecordedAct] = []

    init(opened: String = "2018-01-10", due: String? = nil) {
        var origin = ItemOrigin(report: ref("PEEL-2017-LEG"), kind: "recommendation", force: "MPS")
        origin.due = due.map { day($0) }
        acts = [Self.act(.add(origin), seq: 1, on: opened, by: Self.officer, at: nil, says: [.text])]
    }

    /// Records an act with a note and a reason unless told otherwise.
    @discardableResult
    mutating func record(
        _ act: ItemAct, on day: String, by actor: PersonID = ActLog.officer, at meeting: Reference? = nil,
        says words: [WordName] = [.note, .reason]
    ) throws(RuleViolation) -> Int64 {
        let proposed = Self.act(
            act, seq: Int64(acts.count + 1), on: day, by: actor, at: meeting, says: words)
        _ = try ItemHistory(Self.item, acts: acts + [proposed], newest: proposed.seq)
        acts.append(proposed)
        return proposed.seq
    }

    /// What the rules answer to an act; nil when they allow it. Nothing is recorded.
    func refusal(
        of act: ItemAct, on day: String, by actor: PersonID = ActLog.officer, at meeting: Reference? = nil,
        says words: [WordName] = [.note, .reason]
    ) -> RuleViolation? {
        var log = self
        do throws(RuleViolation) {
            try log.record(act, on: day, by: actor, at: meeting, says: words)
            return nil
        } catch { return error }
    }

    var history: ItemHistory {
        get throws(RuleViolation) { try ItemHistory(Self.item, acts: acts) }
    }

    var standing: ItemState {
        get throws(RuleViolation) { try history.now }
    }

    private static func act(
        _ act: ItemAct, seq: Int64, on effective: String, by actor: PersonID, at meeting: Reference?,
        says words: [WordName]
    ) -> RecordedAct {
        RecordedAct(
            seq: seq, effectiveOn: day(effective), actor: actor, authority: meeting, act: act,
            words: Dictionary(uniqueKeysWithValues: words.map { ($0, seq) }))
    }
}

extension ActLog {
    /// An item at a stage on 1 March 2018, with evidence (entry 2), a date, and another date asked for; where it is held, with
    /// a file for its evidence and a hold on it (entry 4).
    init(at stage: Stage, isHeld: Bool = false) throws {
        self.init(due: "2018-06-30")
        try record(.addEvidence(isHeld ? Self.file : nil), on: "2018-01-20")
        try record(.due(day("2018-09-30"), .request), on: "2018-01-20")
        if isHeld { try record(.holdEvidence(nil), on: "2018-01-20") }
        if stage == .closed { try record(.close(as: .noFurtherAction, successor: nil), on: "2018-03-01") }
        guard stage != .open && stage != .closed else { return }
        try record(.start, on: "2018-02-01")
        if stage != .inProgress { try record(.submit, on: "2018-02-20", by: Self.owner) }
        if stage == .assured { try record(.assure, on: "2018-03-01", by: Self.assurer) }
    }

    static let file = EvidenceFile(sha256: Hash.empty.hex, size: 0, mediaType: "text/plain")
    /// Of entry 2, where that is a file.
    static let disposal = EvidenceDisposal(
        piece: 2, rule: "closed-items", day: day("2018-03-01"), sha256: Hash.empty.hex, size: 0)
}
