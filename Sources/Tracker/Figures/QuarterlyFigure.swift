package import TrackerModel

/// A column of the quarterly table: a count, or a figure made of counts.
package enum QuarterlyFigure: Hashable, Sendable {
    case count(QuarterlyCount)
    /// What came into scope, less what went out.
    case scopeChange
    /// What was restated in, less what was restated out.
    case restated
    /// Days since the oldest counted item was opened.
    case oldestDays

    /// Its name in JSON and CSV.
    package var key: String {
        switch self {
        case .count(let count): count.key
        case .scopeChange: "scope_change"
        case .restated: "restated"
        case .oldestDays: "oldest_days"
        }
    }

    /// Its words on paper.
    package var title: String {
        switch self {
        case .count(let count): count.title
        case .scopeChange: "Scope change"
        case .restated: "Restated"
        case .oldestDays: "Oldest (days)"
        }
    }

    /// The counts that it expands to.
    package var counts: [QuarterlyCount] {
        switch self {
        case .count(let count): [count]
        case .scopeChange: [.scopeIn, .scopeOut]
        case .restated: [.restatedIn, .restatedOut]
        case .oldestDays: []
        }
    }

    /// A part of another column, left out where it has nothing: tables that were issued before it was told apart must hash
    /// as they did.
    package var isPart: Bool {
        switch self {
        case .count(.closedImplementedOnWord), .count(.assuredOnWord), .count(.part): true
        case .count, .scopeChange, .restated, .oldestDays: false
        }
    }
}

/// A part of the quarterly table that is printed as a table of its own.
package enum QuarterlySection: CaseIterable, Sendable {
    case movement
    case position
    case dates
    case rating
}

extension QuarterlySpec {
    /// The columns of a part.
    package func figures(of section: QuarterlySection) -> [QuarterlyFigure] {
        func counts(_ counts: [QuarterlyCount]) -> [QuarterlyFigure] { counts.map { .count($0) } }
        return switch section {
        case .movement:
            counts([.broughtForward, .opened, .reopened, .closedImplemented, .closedOther])
                + [.scopeChange, .restated] + counts([.carriedForward, .closedImplementedOnWord])
        case .position:
            counts(
                QuarterlyCount.positions + [.carriedForward, .closedInQuarter, .assuredOnWord]
                    + PositionPart.allCases.map { .part($0) })
        case .dates:
            counts([.overdue, .dueNextQuarter, .noDate, .revisedOnce, .revisedMore]) + [.oldestDays]
        case .rating:
            counts([.red, .amber, .green, .notRated] + AgeBand.bands(upTo: ageBands).map { .aged($0) })
        }
    }

    /// Every column once; last, the parts of others.
    package var figures: [QuarterlyFigure] {
        var seen: Set<QuarterlyFigure> = []
        let all = QuarterlySection.allCases.flatMap { figures(of: $0) }.filter { seen.insert($0).inserted }
        return all.filter { !$0.isPart } + all.filter(\.isPart)
    }

    /// Every count, in the table's order.
    public var counts: [QuarterlyCount] { figures.flatMap(\.counts) }
}
