import TrackerModel
import TrackerValues

// How often a due date may be moved, where the register limits it (the City of London lets a date change once): beyond that
// a board grants another, or sets it, at a meeting or by its chair.

extension Register {
    /// How often an item's due date may be moved without a board's word, as known at a ledger size; nil for any number.
    public func mostRevisions(knownAt: Int64 = .max) throws -> Int? {
        try setting(.revisions, knownAt: knownAt) { Int($0) }
    }
}

extension Writer {
    /// Refuses to move an item's date once more than the register allows.
    func refuseRevision(to date: Day?, of item: Reference) throws {
        guard meeting == nil, chairOf == nil, let most = try register.mostRevisions() else { return }
        let standing = try currentHistory(of: item).now
        guard standing.isRevised(by: date), standing.revisions >= most else { return }
        let moved = standing.revisions == 0 ? "not been moved yet" : "been moved \(standing.revisions.times)"
        throw RuleViolation(
            item.text,
            "its due date has \(moved), and this register lets it be moved \(most == 0 ? "only" : "\(most.times), then only") by its board",
            missing: [.meeting], remedies: [.askForExtension(of: item.text)])
    }
}

extension Int {
    /// "once", "twice", "3 times".
    fileprivate var times: String { self == 1 ? "once" : self == 2 ? "twice" : "\(self) times" }
}
