import TrackerStorage
public import TrackerModel
public import TrackerValues

// Scales of grades.

extension Register {
    /// The grade scale of that name. - Throws: `NotFound`.
    package func scale(_ typed: String) throws -> GradeScale {
        let scales = try scales()
        guard let scale = scales.first(where: { $0.name == typed.lowercased() }) else {
            throw NotFound(
                "grade scale", typed,
                nearest: NearestMatch.suggestions(for: typed, among: scales.map(\.name)),
                known: scales.map(\.name), remedies: [.leaveOut(.scale)])
        }
        return scale
    }

    /// Every grade scale, as known at a ledger size.
    public func scales(knownAt: Int64 = .max) throws -> [GradeScale] {
        var scales = try database.all("SELECT name, grades, from_cycle, to_cycle FROM scale ORDER BY name") {
            var cycles: ClosedRange<Int>?
            if let from = $0.optionalInt(2), let to = $0.optionalInt(3) { cycles = Int(from)...Int(to) }
            return GradeScale(
                name: $0.text(0), grades: $0.text(1).split(separator: "\n").map { String($0) }, cycles: cycles
            )
        }
        try correct(&scales, from: .addScale, knownAt: knownAt, named: \.name) {
            if case .addScale(let grades) = $1 { $0.grades = grades }
        }
        return scales
    }
}

extension Writer {
    /// Adds a grade scale, best grade first. - Throws: `AlreadyExists` when there is one of that name.
    public func addScale(_ name: Reference, grades: [String]) throws {
        try refuseTaken(name, "grade scale", in: "scale", by: "name")
        try record(.addScale(grades.map { $0.lowercased() }), on: name.folded)
    }
}
