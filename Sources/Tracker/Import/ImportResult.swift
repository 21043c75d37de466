import TrackerModel
public import TrackerValues

/// What an import did, or would do.
public struct ImportResult: Sendable {
    /// The references of the items, in the order of the file.
    public package(set) var items: [Reference] = []
    /// The reports that were added for them.
    public package(set) var reports: [Reference] = []
    /// The people who were registered for them.
    public package(set) var people: [String] = []
    /// What the sheet said otherwise than the register, of items that were in it already.
    public package(set) var differences: [ImportDifference] = []
    /// The items that are assured, or closed as implemented, on the sheet's word alone.
    public package(set) var onWord: [Reference] = []
    /// Steps back that the sheet says and nobody allowed: they are left out.
    public package(set) var stepsBack: [ImportDifference] = []
    /// How the sheet was read.
    public package(set) var plan = ImportPlan()
    /// The rows of the sheet, by what became of them.
    public package(set) var summary = ImportSummary()

    /// Nothing yet.
    init() {}

    /// Whether the sheet said nothing that the register didn't hold.
    public var isNothing: Bool { items.isEmpty && reports.isEmpty && people.isEmpty && differences.isEmpty }
}

/// The rows of a sheet, counted so that they add up.
public struct ImportSummary: Equatable, Sendable {
    /// All rows below the headings that hold anything.
    public package(set) var rows = 0
    /// Rows that became items.
    public package(set) var added = 0
    /// Rows of items that were in the register already.
    public package(set) var known = 0
    /// Rows that are no items.
    public package(set) var noItem = 0
    /// Rows of items that weren't taken in, for want of something.
    public package(set) var leftOut = 0
    /// Of the items added, those with a due date.
    public package(set) var dated = 0
    /// Of the items added, those without one.
    public package(set) var undated: [Reference] = []
    /// Of the items added, those that nobody leads.
    public package(set) var unowned: [Reference] = []
    /// How many of the items added stand where.
    public package(set) var statuses: [String: Int] = [:]
    /// How many of the items added somebody leads.
    public package(set) var owners: [String: Int] = [:]
}
