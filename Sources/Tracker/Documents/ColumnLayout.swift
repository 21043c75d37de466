// Shares a line's width out among columns: each gets what its unbreakable parts need, the rest goes to those
// that would otherwise wrap, by weight. Columns that can't stand side by side are stacked in groups, each
// group repeating the first column so that every row keeps its name.

/// Which columns stand side by side, and how wide each is.
struct ColumnLayout: Equatable {
    /// What one column asks for, in display columns.
    struct Extent: Equatable {
        /// Below this, something would be broken that should not be.
        var minimum: Int
        /// The longest line of the cells.
        package var content: Int
        /// The heading on one line.
        package var heading: Int
        /// The share of free width.
        package var weight: Int
    }

    /// A column in its place.
    package struct Place: Equatable {
        package var column: Int
        package var width: Int
    }

    /// The blanks between two columns.
    package static let gap = 2

    /// Groups of columns that stand side by side, to be stacked.
    package let groups: [[Place]]

    /// Lays out columns of `extents` on lines of `width` display columns.
    init(_ extents: [Extent], width: Int) {
        // Half a line each at most, so that the first column and any other always fit together.
        let half = (width - Self.gap) / 2
        let narrowed = extents.map { extent in
            var extent = extent
            extent.minimum = extents.count == 1 ? min(extent.minimum, width) : min(extent.minimum, half)
            return extent
        }
        var groups = Self.groups(of: narrowed, width: width)
        // As many groups as it takes, but of even widths: the room is better spent on names than left at the
        // end.
        var even = width
        while groups.count > 1, even > 0, case let narrower = Self.groups(of: narrowed, width: even - 1),
            narrower.count == groups.count
        {
            groups = narrower
            even -= 1
        }
        self.groups = groups.map { Self.places($0, of: narrowed, width: width) }
    }

    /// Fills each group with as many columns as it can hold.
    private static func groups(of extents: [Extent], width: Int) -> [[Int]] {
        var groups: [[Int]] = []
        var used = 0
        for column in extents.indices {
            let needed = gap + extents[column].minimum
            if groups.isEmpty {
                groups.append([column])
                used = extents[column].minimum
            } else if used + needed > width, groups[groups.count - 1].count > 1 {
                groups.append([0, column])
                used = extents[0].minimum + needed
            } else {
                groups[groups.count - 1].append(column)
                used += needed
            }
        }
        return groups
    }

    private static func places(_ columns: [Int], of extents: [Extent], width: Int) -> [Place] {
        var places = columns.map { Place(column: $0, width: extents[$0].minimum) }
        var free = width - gap * (places.count - 1) - places.reduce(0) { $0 + $1.width }
        grow(&places, by: &free) {
            extents[$0].content
        } weight: {
            extents[$0].weight
        }
        grow(&places, by: &free) {
            max(extents[$0].content, extents[$0].heading)
        } weight: {
            extents[$0].weight
        }
        return places
    }

    private static func grow(
        _ places: inout [Place], by free: inout Int, upTo goal: (Int) -> Int, weight: (Int) -> Int
    ) {
        while free > 0 {
            let wanting = places.indices.filter { places[$0].width < goal(places[$0].column) }
            if wanting.isEmpty { return }
            let shares = wanting.reduce(0) { $0 + max(1, weight(places[$1].column)) }
            let round = free
            for index in wanting where free > 0 {
                let column = places[index].column
                let share = max(1, round * max(1, weight(column)) / shares)
                let growth = min(share, goal(column) - places[index].width, free)
                places[index].width += growth
                free -= growth
            }
        }
    }
}
