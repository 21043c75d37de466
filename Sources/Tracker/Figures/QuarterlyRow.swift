public import TrackerValues

/// One row of the quarterly table: the references behind each of its counts.
public struct QuarterlyRow: Equatable, Sendable {
    /// What the row stands for: an identifier that never changes (`P12` for an owner), empty for none.
    public let key: String
    /// The references behind each count.
    public package(set) var references = CountedReferences()
    /// Days since the oldest counted item was opened; nil without one.
    public package(set) var oldestDays: Int?

    package init(key: String) { self.key = key }

    /// A row that counts nothing.
    package static var empty: QuarterlyRow { QuarterlyRow(key: "") }

    /// How many references are behind a count.
    public subscript(count: QuarterlyCount) -> Int { references[numbers: count].count }

    /// What came into scope, or into this row, less what went out.
    public var scopeChange: Int { self[.scopeIn] - self[.scopeOut] }

    /// What is known now about the day before the quarter, less what was printed of it.
    public var restated: Int { self[.restatedIn] - self[.restatedOut] }

    /// What a column says; nil for the age of the oldest item where there is none.
    package subscript(figure: QuarterlyFigure) -> Int? {
        switch figure {
        case .count(let count): self[count]
        case .scopeChange: scopeChange
        case .restated: restated
        case .oldestDays: oldestDays
        }
    }

    mutating func restate(from printed: [Int32]) {
        let known = references[numbers: .broughtForward]
        let knownSet = Set(known)
        let printedSet = Set(printed)
        for number in known where !printedSet.contains(number) {
            references[numbers: .restatedIn].append(number)
        }
        for number in printed where !knownSet.contains(number) {
            references[numbers: .restatedOut].append(number)
        }
        references[numbers: .broughtForward] = printed
    }

    /// Checks the identities that every row must keep.
    ///
    /// - Throws: `ReconciliationError`, naming the items that can't be explained.
    public func reconcile() throws(ReconciliationError) {
        var balance: [Int32] = []
        try reconcile(&balance)
    }

    /// The same; `balance` is worked with, so that many rows need one.
    func reconcile(_ balance: inout [Int32]) throws(ReconciliationError) {
        let unexplained = unexplained(&balance)
        let moved =
            self[.broughtForward] + self[.opened] + self[.reopened] - self[.closedImplemented]
            - self[.closedOther] + scopeChange + restated
        guard moved == self[.carriedForward], unexplained.isEmpty else {
            throw ReconciliationError(
                row: key,
                what:
                    "\(self[.broughtForward]) brought forward + \(self[.opened]) opened + \(self[.reopened]) reopened - \(self[.closedImplemented] + self[.closedOther]) closed + \(scopeChange) scope + \(restated) restated make \(moved), but \(self[.carriedForward]) are carried forward",
                items: unexplained)
        }
        let positions = QuarterlyCount.positions.map { self[$0] }.reduce(0, +)
        guard positions == self[.carriedForward] else {
            throw ReconciliationError(
                row: key,
                what:
                    "the five positions make \(positions), but \(self[.carriedForward]) are carried forward",
                items: [])
        }
    }

    /// What each movement does to the count of an item; at the end it must be nought.
    private static let movement: [(count: QuarterlyCount, change: Int32)] = [
        (.broughtForward, 1), (.opened, 1), (.reopened, 1), (.closedImplemented, -1), (.closedOther, -1),
        (.scopeIn, 1), (.scopeOut, -1), (.restatedIn, 1), (.restatedOut, -1), (.carriedForward, -1),
    ]

    /// The references whose comings and goings don't end in, or out of, what is carried forward.
    ///
    /// - Parameter balance: nought for every number, before and after.
    private func unexplained(_ balance: inout [Int32]) -> [String] {
        let names = references.names
        if balance.count < names.count { balance = Array(repeating: 0, count: names.count) }
        for (count, change) in Self.movement {
            for number in references[numbers: count] { balance[Int(number)] += change }
        }
        var found: Set<Int32> = []
        for (count, _) in Self.movement {
            for number in references[numbers: count] where balance[Int(number)] != 0 {
                found.insert(number)
            }
        }
        for (count, _) in Self.movement {
            for number in references[numbers: count] { balance[Int(number)] = 0 }
        }
        return found.map { names[Int($0)] }.sorted()
    }
}

/// The references behind the counts of a row. A table counts each item some ten times, so they lie by place and not by hash, and
/// stand as the item's number among all that the table counts.
public struct CountedReferences: Equatable, Sendable {
    /// The references by number, which the rows of a table share.
    var names: [String] = []
    private var lists: [[Int32]] = []

    init() {}

    /// - Parameter lists: numbers by the places of the counts.
    init(lists: [[Int32]]) { self.lists = lists }

    /// Those behind a count; none when it is nought.
    public package(set) subscript(count: QuarterlyCount) -> [String] {
        get { self[numbers: count].map { names[Int($0)] } }
        set {
            self[numbers: count] = newValue.map { name in
                if let number = names.firstIndex(of: name) { return Int32(number) }
                names.append(name)
                return Int32(names.count - 1)
            }
        }
    }

    /// The same by number.
    subscript(numbers count: QuarterlyCount) -> [Int32] {
        get { count.place < lists.count ? lists[count.place] : [] }
        _modify {
            while lists.count <= count.place { lists.append([]) }
            yield &lists[count.place]
        }
    }

    /// Whether each count has the same references, in the same order.
    public static func == (left: Self, right: Self) -> Bool {
        (0..<max(left.lists.count, right.lists.count)).allSatisfy { place in
            left.references(at: place) == right.references(at: place)
        }
    }

    private func references(at place: Int) -> [String] {
        place < lists.count ? lists[place].map { names[Int($0)] } : []
    }
}

/// The order of the references that a table counts, found once: each stands behind some ten counts of a row and of the total, which
/// then needn't compare words.
package struct ReferenceOrder {
    /// The references, in order.
    package let names: [String]
    /// The place of each number in the order.
    private let places: [Int32]

    init(_ counted: CountedReferences) {
        let numbers = counted.names.indices.sorted { counted.names[$0] < counted.names[$1] }
        names = numbers.map { counted.names[$0] }
        var places = Array(repeating: Int32(0), count: numbers.count)
        for (place, number) in numbers.enumerated() { places[number] = Int32(place) }
        self.places = places
    }

    /// The places in the order of the references behind a count of one of the table's rows, the first first.
    package func places(of row: QuarterlyRow, _ count: QuarterlyCount) -> [Int32] {
        var found = row.references[numbers: count].map { places[Int($0)] }
        found.sort()
        return found
    }
}

/// A table's figures contradict each other. It must not be printed.
public struct ReconciliationError: TrackerError, Equatable {
    /// The row's key; empty for the total or the row of items without one.
    public let row: String
    /// The contradiction.
    public let what: String
    /// The items that can't be explained.
    public let items: [String]

    package var failure: FailureKind { .malformed }
    package var remedies: [Remedy] { [.verify()] }

    package init(row: String, what: String, items: [String]) {
        self.row = row
        self.what = what
        self.items = items
    }

    /// A sentence with the items.
    public var description: String {
        let place = row.isEmpty ? "in total" : "in row \(row)"
        let named =
            items.isEmpty
            ? ""
            : " Items: \(items.prefix(20).joined(separator: ", "))\(items.count > 20 ? " and \(items.count - 20) more" : "")."
        return
            "The table does not reconcile \(place): \(what).\(named) It is not printed."
    }
}
