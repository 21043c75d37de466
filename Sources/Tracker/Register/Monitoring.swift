import TrackerStorage
import TrackerLedger
public import TrackerModel
public import TrackerValues

extension Register {
    /// Every stage recorded, force by force and oldest first, as known at a ledger size.
    public func monitoring(knownAt: Int64 = .max) throws -> [MonitoringStage] {
        let recorded = try database.all("SELECT seq, force, stage, from_on FROM monitoring") {
            (
                seq: $0.int(0),
                row: MonitoringStage(
                    seq: $0.int(0), force: try $0.storedText(1), stage: try $0.storedText(2),
                    from: try $0.storedDay(3))
            )
        }
        return try known(recorded, from: .monitor, at: knownAt) { stage, record in
            guard case .monitor(let said) = record.act else { return }
            stage = MonitoringStage(
                seq: stage.seq, force: stage.force, stage: said, from: record.effectiveOn)
        }.sorted { ($0.force, $0.from, $0.seq) < ($1.force, $1.from, $1.seq) }
    }

    /// The stage of each force that has one from a viewpoint.
    public func monitoring(from viewpoint: Viewpoint) throws -> [MonitoringStage] {
        var current: [MonitoringStage] = []
        for stage in try monitoring(knownAt: viewpoint.knownAt) where stage.from <= viewpoint.asAt {
            if current.last?.force == stage.force { current.removeLast() }
            current.append(stage)
        }
        return current
    }
}

extension Writer {
    /// Says at which stage a force is monitored from `day` on.
    ///
    /// - Returns: the force's name as the register spells it.
    /// - Throws: `NotFound` for a force that no report, item or setting names.
    @discardableResult
    public func monitor(_ typed: String, stage: String, from day: Day, reason: String?) throws -> String {
        try requireWords(stage, "stage")
        let known = Set(
            try register.reports().map(\.details.force) + [register.setting(.force)].compactMap { $0 }
                + register.monitoring().map(\.force)
        ).sorted()
        guard let force = known.first(where: { $0.lowercased() == typed.lowercased() }) else {
            throw NotFound(
                "force", typed, nearest: NearestMatch.suggestions(for: typed, among: known), known: known,
                remedies: [.see(.reports)])
        }
        try record(.monitor(stage: stage), on: force, words: [.reason: reason ?? ""], day: day)
        return force
    }
}
