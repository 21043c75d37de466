public import TrackerValues

/// A report in the register.
public struct ReportRecord: Equatable, Sendable {
    /// The entry that added it.
    public let id: Int64
    /// Its identifier.
    public let reference: Reference
    /// Its title.
    public package(set) var title: String
    /// Everything else about it.
    public package(set) var details: ReportDetails

    package init(id: Int64, reference: Reference, title: String, details: ReportDetails) {
        self.id = id
        self.reference = reference
        self.title = title
        self.details = details
    }
}
