public import TrackerValues

/// The stage at which the inspectorate monitors a force, from a day on: "Scan", "Engage", or other words.
public struct MonitoringStage: Equatable, Sendable {
    /// The entry that says so.
    public let seq: Int64
    /// The force.
    public let force: String
    /// The stage.
    public let stage: String
    /// The first day.
    public let from: Day

    package init(seq: Int64, force: String, stage: String, from: Day) {
        self.seq = seq
        self.force = force
        self.stage = stage
        self.from = from
    }
}
