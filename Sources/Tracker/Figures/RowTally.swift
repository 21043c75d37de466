/// Counts, each once.
struct CountSet {
    /// The counts but for the age bands, by their places.
    fileprivate var places: UInt32 = 0
    /// The place of the age band, of which an item has one; 0 for none.
    fileprivate var band: Int32 = 0

    /// One count.
    static func of(_ count: QuarterlyCount) -> CountSet {
        var counts = CountSet()
        counts.insert(count)
        return counts
    }

    mutating func insert(_ count: QuarterlyCount) {
        if case .aged = count { band = Int32(count.place) } else { places |= 1 << UInt32(count.place) }
    }
}

/// A row of the quarterly table while items are counted: an item's counts are noted all at once, since every item has some ten in its
/// row and in the total, of the year and of each quarter. The lists behind the counts are made of that at the end.
struct RowTally {
    let key: String
    private var marks: [(number: Int32, counts: CountSet)] = []
    private var oldestDays: Int?

    init(key: String) { self.key = key }

    /// Counts the item of a number: see ``CountedReferences``.
    mutating func add(_ number: Int32, to counts: CountSet) { marks.append((number, counts)) }

    mutating func age(_ days: Int) { oldestDays = max(oldestDays ?? days, days) }

    /// The row, with the numbers of the items behind each count in the order in which they were noted.
    var row: QuarterlyRow {
        var lengths = [Int](repeating: 0, count: 32)
        var bands = 0
        for (_, counts) in marks {
            Self.forEachPlace(of: counts) { lengths[$0] += 1 }
            bands = max(bands, Int(counts.band))
        }
        var lists = [[Int32]](repeating: [], count: max(lengths.count, bands + 1))
        for (place, length) in lengths.enumerated() { lists[place].reserveCapacity(length) }
        for (number, counts) in marks {
            Self.forEachPlace(of: counts) { lists[$0].append(number) }
            if counts.band > 0 { lists[Int(counts.band)].append(number) }
        }
        var row = QuarterlyRow(key: key)
        row.references = CountedReferences(lists: lists)
        row.oldestDays = oldestDays
        return row
    }

    @inline(__always)
    private static func forEachPlace(of counts: CountSet, _ body: (Int) -> Void) {
        var places = counts.places
        while places != 0 {
            body(places.trailingZeroBitCount)
            places &= places - 1
        }
    }
}
