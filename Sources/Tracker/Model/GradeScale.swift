/// A grade scale.
public struct GradeScale: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// Its grades, best first.
    public package(set) var grades: [String]
    /// The inspection cycles that it is the usual scale for, by the year in which they begin.
    public let cycles: ClosedRange<Int>?

    package init(name: String, grades: [String], cycles: ClosedRange<Int>?) {
        self.name = name
        self.grades = grades
        self.cycles = cycles
    }
}
