// How wide a table's columns are on paper, in twentieths of a point, and whether the page must lie for them.

#if Spreadsheets
    /// The widths of a table's columns on a page.
    struct WordColumns {
        /// The widths, left to right; together at most that of the text.
        let widths: [Int]
        /// How high the table is drawn, about; nil for a table that is too long for a page anyway.
        let height: Int?

        /// A letter of a table's text in a word that must not break, and in a line; the room at both sides of a cell.
        private static let (letter, headed, running, padding) = (98, 94, 86, 210)
        /// Room for a few words, which every column gets before any gets more.
        private static let phrase = 16 * running + padding
        private static let mostRowsOnAPage = 45

        /// Whether `table` needs a lying page.
        static func needsLandscape(
            _ table: Table, from source: (any RowSource)?, on portrait: WordPage
        ) throws -> Bool {
            if table.isWide { return true }
            return try Extent.all(of: table, from: source, letters: portrait.letters).reduce(0) {
                $0 + $1.least
            }
                > portrait.textWidth
        }

        /// Shares the page's width out among the columns of `table`.
        init(_ table: Table, from source: (any RowSource)?, on page: WordPage) throws {
            if table.isFixed {
                let shares = table.columns.reduce(0) { $0 + $1.weight }
                widths = table.columns.map { page.textWidth * $0.weight / shares }
                height = nil
                return
            }
            let extents = try Extent.all(of: table, from: source, letters: page.letters)
            var widths = extents.map(\.least)
            var free = page.textWidth - widths.reduce(0, +)
            if free < 0 {
                // Too many columns even so: each gives its part, and long words break.
                let whole = page.textWidth
                let asked = widths.reduce(0, +)
                widths = widths.map { $0 * whole / asked }
                free = whole - widths.reduce(0, +)
            }
            func grow(upTo goal: (Int) -> Int) {
                while free > 0 {
                    let wanting = widths.indices.filter { widths[$0] < goal($0) }
                    if wanting.isEmpty { return }
                    let shares = wanting.reduce(0) { $0 + extents[$1].weight }
                    let round = free
                    for index in wanting {
                        let share = max(1, round * extents[index].weight / shares)
                        let growth = min(share, goal(index) - widths[index], free)
                        widths[index] += growth
                        free -= growth
                    }
                }
            }
            grow { min(extents[$0].wanted, Self.phrase) }
            grow { extents[$0].wanted }
            // What nobody wants goes to the words; a table of little is left narrow.
            if free > 0, free < page.textWidth * 2 / 5, !widths.isEmpty {
                let heaviest = widths.indices.max { extents[$0].weight < extents[$1].weight } ?? 0
                widths[heaviest] += free
            }
            self.widths = widths
            guard table.rows.count <= Self.mostRowsOnAPage else {
                height = nil
                return
            }
            let room = widths.map { max(1, ($0 - Self.padding) / Self.running) }
            func lines(_ words: [String]) -> Int {
                zip(words, room).map { WordWrap.lines($0, width: $1).count }.max() ?? 1
            }
            func drawn(_ lines: Int) -> Int { lines * 200 + 80 }
            var height = drawn(lines(table.columns.map(\.title)))
            let rows = try table.rows.all(from: source) + (table.total.map { [$0] } ?? [])
            for row in rows {
                height += drawn(lines(zip(row, table.columns).map { WordTable.words($0, in: $1.kind) }))
            }
            self.height = height
        }

        /// What one column asks for.
        private struct Extent {
            /// Below this a word would break.
            var least: Int
            /// With this no line would.
            var wanted: Int
            var weight: Int

            static func all(
                of table: Table, from source: (any RowSource)?, letters: Int
            ) throws -> [Extent] {
                let headings = table.columns.map { WordWrap.extent(of: $0.title).word * headed }
                var words = table.columns.map { _ in 0 }
                var lines = words
                func measure(_ row: [Cell]) {
                    for (index, column) in table.columns.enumerated() where index < row.count {
                        let extent = WordWrap.extent(of: WordTable.words(row[index], in: column.kind))
                        // Dates and numbers stay on one line.
                        let isWhole = if case .text = row[index] { false } else { true }
                        words[index] = max(words[index], isWhole ? extent.line : min(extent.word, 18))
                        let longest = index == 0 || column.weight > 1 ? 60 * column.weight : 24
                        lines[index] = max(lines[index], min(extent.line, longest))
                    }
                }
                try table.rows.forEach(from: source, measure)
                if let total = table.total { measure(total) }
                return table.columns.indices.map { index in
                    let least = max(headings[index], min(words[index], 24) * letter)
                    return Extent(
                        least: least * letters / 100 + padding,
                        wanted: max(lines[index] * running, least) * letters / 100 + padding,
                        weight: table.columns[index].weight * table.columns[index].weight)
                }
            }
        }
    }
#endif
