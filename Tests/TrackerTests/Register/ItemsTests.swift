import Testing

import Tracker

/// Items as lists show them: dates, order, children, and references however they are spelled.
struct ItemsTests {
    private let fixture: RegisterFixture
    private var register: Register { fixture.register }

    init() throws {
        fixture = try RegisterFixture(on: "2022-04-01")
        try fixture.report("PEEL")
    }

    private func list(order: ItemOrder = .register, live: Bool = false) throws -> [String] {
        var references: [String] = []
        var query = ItemQuery()
        (query.isCounted, query.order) = (live, order)
        try register.snapshot(asAt: fixture.today, today: fixture.today).forEachItem(query) {
            references.append($0.reference.text)
        }
        return references
    }

    @Test func theOriginalDateIsTheFirstOneEver() throws {
        try fixture.item("A", from: "PEEL", due: "2022-06-30")
        try fixture.item("B", from: "PEEL")
        for item in ["A", "B"] { try fixture.record(.due(day("2022-09-30"), .set), item) }
        let first = try register.size()
        for item in ["A", "B"] { try fixture.record(.due(day("2022-12-31"), .set), item) }
        let items = try fixture.items()
        #expect(items["A"]?.originalDue == day("2022-06-30"))
        #expect(items["B"]?.originalDue == day("2022-09-30"))
        #expect(items["A"]?.standing.revisions == 2)
        #expect(items["B"]?.standing.revisions == 1)
        // Dated back before the first one known so far, another date was the original: known from now on.
        try fixture.record(.due(nil, .set), "B")
        let origin = ItemOrigin(report: ref("PEEL"), kind: "recommendation", force: "")
        try fixture.write { try $0.add(ref("C"), origin, text: "C", openedOn: day("2022-01-01")) }
        try fixture.record(.due(day("2022-10-31"), .set), "C")
        let known = try register.size()
        try fixture.record(.due(day("2022-08-31"), .set), "C", on: "2022-02-01")
        #expect(try fixture.items()["C"]?.originalDue == day("2022-08-31"))
        #expect(try fixture.items(knownAt: .size(known))["C"]?.originalDue == day("2022-10-31"))
        #expect(try fixture.items(knownAt: .size(first))["B"]?.originalDue == day("2022-09-30"))
        #expect(try fixture.items(asAt: day("2022-01-31"))["C"]?.originalDue == nil)
        for (reference, item) in try fixture.items() {
            #expect(try fixture.history(reference).originalDue == item.originalDue, "\(reference)")
        }
    }

    /// A correction is known from when it was recorded; a list of before prints what was known before.
    @Test func whatAnItemIsAsKnownThen() throws {
        var origin = ItemOrigin(report: ref("PEEL"), kind: "recommendation", force: "MPS")
        (origin.number, origin.priority, origin.due) = ("1", "Low", day("2022-06-30"))
        let seq = try fixture.write {
            try $0.add(ref("R-1"), origin, text: "One", openedOn: day("2022-03-01")).seq
        }
        let before = try #require(fixture.items()["R-1"])
        try fixture.write {
            _ = try $0.correct(
                seq, effectiveOn: day("2022-03-15"),
                fields: ["number": "7", "priority": "High", "due": "2022-07-31"], words: [.reason: "Misread."]
            )
        }
        let after = try #require(fixture.items()["R-1"])
        #expect((after.number, after.priority) == ("7", "High"))
        #expect((after.openedOn, after.originalDue) == (day("2022-03-15"), day("2022-07-31")))
        #expect(try fixture.items(knownAt: .size(seq))["R-1"] == before)
    }

    @Test func inOrder() throws {
        for (item, due) in [("d", nil), ("B", "2022-05-01"), ("a", "2022-03-01"), ("C", "2022-03-01")] {
            try fixture.item(item, from: "PEEL", due: due)
        }
        try fixture.item("e", from: "PEEL", due: "2022-01-01")
        try fixture.record(.close(as: .noFurtherAction, successor: nil), "e")
        #expect(try list() == ["d", "B", "a", "C", "e"])
        #expect(try list(order: .due) == ["e", "a", "C", "B", "d"])
        #expect(try list(order: .due, live: true) == ["a", "C", "B", "d"])
    }

    @Test func aCauseOfConcernNeedsARecommendation() throws {
        try fixture.item("CoC", from: "PEEL", kind: "cause-of-concern", opened: "2022-01-01")
        #expect(try fixture.items()["CoC"]?.isIncomplete == true)
        var origin = ItemOrigin(report: ref("PEEL"), kind: "recommendation", force: "")
        origin.parent = ref("coc")
        let size = try register.size()
        try fixture.write { try $0.add(ref("R-1"), origin, text: "Do it.", openedOn: day("2022-03-01")) }
        #expect(try fixture.items()["CoC"]?.isIncomplete == false)
        #expect(try fixture.items()["R-1"]?.parent?.text == "CoC")
        #expect(try fixture.items()["R-1"]?.isIncomplete == false)
        #expect(try fixture.items(knownAt: .size(size))["CoC"]?.isIncomplete == true)
        // In February the recommendation had not been made.
        #expect(try fixture.items(asAt: day("2022-02-15"))["CoC"]?.isIncomplete == true)
    }

    @Test func aReferenceIsTheSameInAnySpelling() throws {
        try fixture.item("Peel-1", from: "PEEL")
        #expect(try register.item("PEEL-1").text == "Peel-1")
        let error = try #require(throws: NotFound.self) { try register.item("peel-2") }
        #expect(error.nearest == ["Peel-1"])
        // Acts recorded under another spelling belong to the item.
        try fixture.record(.start, "PEEL-1")
        #expect(try fixture.history("Peel-1").now.stage == .inProgress)
        #expect(try register.verify().findings.isEmpty)
    }

    @Test func spellingsInOneTransaction() throws {
        let origin = ItemOrigin(report: ref("peel"), kind: "recommendation", force: "")
        try fixture.write { writer in
            try writer.add(ref("R-1"), origin, text: "One")
            try writer.record(.start, on: ref("r-1"))
        }
        try fixture.record(.submit, "R-1")
        #expect(try fixture.history("R-1").now.stage == .pendingSignOff)
        #expect(try register.entries(about: "R-1").map(\.act) == ["add", "start", "submit"])
        #expect(try register.verify().findings.isEmpty)
    }

    @Test func filtersKnowReferencesInAnySpelling() throws {
        try fixture.board("OB")
        try fixture.item("R-1", from: "PEEL")
        try fixture.record(.assign(lead: .keep, supporting: nil, board: .set(ref("OB"))), "R-1")
        var scope = Scope()
        scope.report = ref("peel")
        scope.board = ref("ob")
        #expect(try fixture.items(scope).keys.sorted() == ["R-1"])
    }

    @Test(arguments: ["two\nlines", "", " ", "\n"]) func aTagIsOneTag(tag: String) throws {
        try fixture.item("R-1", from: "PEEL")
        // Either it is refused or it comes back as it was.
        guard (try? fixture.record(.tag([tag], remove: false), "R-1")) != nil else { return }
        #expect(try fixture.items()["R-1"]?.standing.tags == fixture.history("R-1").now.tags)
    }

    @Test(arguments: [-1, 101, 1000]) func percentagesAreFromNoneToAll(complete: Int) throws {
        try fixture.item("R-1", from: "PEEL")
        #expect(throws: (any Error).self) {
            try fixture.record(.progress(complete: complete, rating: nil), "R-1")
        }
    }

    /// A report, a board and an item may be called the same; what is done to one is not done to the other.
    @Test func namesakesAreKeptApart() throws {
        try fixture.board("X")
        try fixture.report("X")
        try fixture.item("X", from: "X")
        try fixture.meeting("X", of: "X", on: "2022-03-01")
        try fixture.write { try $0.grade("X", question: "Efficiency", grade: "good") }
        try fixture.record(.start, "X")
        #expect(try fixture.history("X").acts.map(\.act.name) == [.add, .start])
        let viewpoint = try register.viewpoint(asAt: fixture.today)
        let frame = try PaperContext(
            register.snapshot(from: viewpoint, today: fixture.today), scope: .everything)
        let paper = try ItemPaper(register, ref("X"), frame: frame)
        #expect(try paper.json()["history"]?.array?.compactMap { $0["act"]?.string } == ["add", "start"])
        #expect(try register.verify().findings.isEmpty)
    }
}
