import Testing
@testable import TrackerRegister

import Tracker

/// As at and as known at: what the register answers from any viewpoint, beside what a plain reading of the
/// ledger's entries gives.
struct ViewpointTests {
    private static func register(seed: UInt64) throws -> RandomRegister {
        var register = try RandomRegister(seed: seed)
        for today in ["2022-04-20", "2022-06-30", "2022-09-01"] {
            register.fixture.clock.set(day(today))
            try register.open(6)
            try register.live(acts: 120)
            try register.correct(15)
        }
        return register
    }

    @Test(arguments: 1...6) func itemListsAreWhatTheEntriesSay(seed: UInt64) throws {
        var register = try Self.register(seed: seed)
        let fixture = register.fixture
        let naive = try NaiveLedger(fixture.register)
        let size = try fixture.register.size()
        for turn in 0..<40 {
            let today = fixture.today
            let asAt =
                turn == 0 ? today : today.adding(days: .random(in: -220...5, using: &register.acts.random))
            let known = turn < 8 ? size : Int64.random(in: 0...size, using: &register.acts.random)
            let items = try fixture.items(asAt: asAt, knownAt: .size(known))
            for reference in naive.items {
                let expected = naive.state(of: reference, asAt: asAt, knownAt: known)
                // Where the register keeps an original date is tested in ItemsTests.
                let found = items[reference].map {
                    NaiveLedger.State(
                        $0.standing, originalDue: expected?.originalDue.flatMap { Day(iso: $0) })
                }
                #expect(found == expected, "\(reference) as at \(asAt), known at \(known)")
            }
            #expect(
                items.count == naive.items.count { naive.state(of: $0, asAt: asAt, knownAt: known) != nil })
        }
    }

    @Test(arguments: 30...32) func historiesAreWhatTheEntriesSay(seed: UInt64) throws {
        var register = try Self.register(seed: seed)
        let fixture = register.fixture
        let naive = try NaiveLedger(fixture.register)
        for reference in naive.items {
            let known = Int64.random(in: 0...(try fixture.register.size()), using: &register.acts.random)
            let acts = naive.acts(on: reference, asAt: .distantFuture, knownAt: known)
            guard let now = naive.state(of: reference, asAt: .distantFuture, knownAt: known) else {
                #expect(throws: NotFound.self) {
                    try fixture.register.history(of: ref(reference), knownAt: known)
                }
                continue
            }
            let history = try fixture.register.history(of: ref(reference), knownAt: known)
            #expect(history.acts.map(\.seq) == acts.map(\.seq))
            #expect(NaiveLedger.State(history.now, originalDue: history.originalDue) == now)
        }
    }

    @Test(arguments: 20...21) func filtersLeaveOutWhatTheyShould(seed: UInt64) throws {
        var register = try Self.register(seed: seed)
        let fixture = register.fixture
        for _ in 0..<100 {
            var scope = Scope()
            func maybe<Value>(_ filter: WritableKeyPath<Scope, Value?>, _ values: [Value]) {
                if register.acts.chance(1, in: 4) { scope[keyPath: filter] = register.acts.pick(values) }
            }
            maybe(\.report, [ref("R"), ref("S")])
            maybe(\.force, ["Metropolitan Police Service", "City of London Police"])
            maybe(\.kind, ["recommendation", "area-for-improvement"])
            maybe(\.question, ["Efficiency", "Legitimacy"])
            maybe(\.owner, register.acts.people)
            maybe(\.board, register.acts.boards)
            maybe(\.tag, RandomActs.tags)
            maybe(\.isUnallocated, [true, false])
            if register.acts.chance(1, in: 3) { scope.stages = [register.acts.pick(Stage.allCases)] }
            let known = Int64.random(in: 20...(try fixture.register.size()), using: &register.acts.random)
            let asAt = fixture.today.adding(days: .random(in: -120...0, using: &register.acts.random))
            let all = try fixture.items(asAt: asAt, knownAt: .size(known))
            let some = try fixture.items(scope, asAt: asAt, knownAt: .size(known))
            #expect(some == all.filter { scope.includes($0.value.standing) }, "\(scope.canonical)")
            for snapshot in [
                try fixture.register.snapshot(asAt: asAt, knownAt: .size(known), today: fixture.today),
                try fixture.register.snapshot(asAt: fixture.today, today: fixture.today),
            ] {
                var listed: [ItemQuery.Section: Int] = [:]
                try snapshot.forEachItem(scope) { item in
                    let state = item.standing
                    let section: ItemQuery.Section =
                        state.isOverdue(asAt: snapshot.viewpoint.asAt)
                        ? .overdue : state.due == nil ? .undated : .dated
                    listed[section, default: 0] += 1
                }
                for rowKey in [nil, RowKey.owner] {
                    let counted = try snapshot.tally(ItemQuery(scope), by: rowKey)
                    #expect(
                        counted.reduce(into: [:]) { $0[$1.section, default: 0] += $1.count } == listed,
                        "\(scope.canonical)")
                }
            }
        }
    }

    @Test func knownByThenBySizeInstantOrDay() throws {
        let fixture = try RegisterFixture(on: "2022-04-01")
        try fixture.report("R")
        try fixture.item("R-1")  // entry 4
        fixture.clock.set(day("2022-05-10"))
        try fixture.record(.start, "R-1", on: "2022-04-05")  // entry 5, dated back
        fixture.clock.advance(milliseconds: 1)
        try fixture.record(.scope(.out), "R-1", on: "2022-04-05")  // entry 6
        let asAt = day("2022-04-30")
        let cases: [(String, size: Int64, Stage?)] = [
            ("0", 0, nil), ("3", 3, nil), ("4", 4, .open), ("5", 5, .inProgress), ("6", 6, .inProgress),
            ("2022-03-31", 0, nil), ("2022-04-01", 4, .open), ("2022-05-09", 4, .open),
            ("2022-05-10", 6, .inProgress), ("2022-04-01T11:59:59.999Z", 0, nil),
            ("2022-04-01T12:00:00Z", 4, .open), ("2022-05-10T12:00:00Z", 5, .inProgress),
            ("2022-05-10T13:00:00.000+01:00", 5, .inProgress), ("2022-05-10T12:00:00.001Z", 6, .inProgress),
            ("9999-12-31", 6, .inProgress),
        ]
        for (text, size, stage) in cases {
            let known = try KnownAt(parsing: text)
            let viewpoint = try fixture.register.viewpoint(asAt: asAt, knownAt: known)
            #expect(viewpoint.knownAt == size, "\(text)")
            #expect(viewpoint.isLatest == (size == 6), "\(text)")
            #expect(try fixture.items(asAt: asAt, knownAt: known)["R-1"]?.standing.stage == stage, "\(text)")
        }
        let error = try #require(throws: NotFound.self) {
            try fixture.register.viewpoint(asAt: asAt, knownAt: .size(7))
        }
        #expect(error.remedies == [.plain("the ledger has 6 entries: give at most that many")])
        for text in ["", "-1", "yesterday", "2022-13-01", "2022-04-01T25:00:00Z"] {
            #expect(throws: InvalidValue.self, "\(text)") { try KnownAt(parsing: text) }
        }
    }

    /// What was typed in on 1 July at half past midnight was not known on 30 June, though it was still 30 June in UTC.
    @Test func aDayEndsWhereTheBodyIs() throws {
        for (zone, minutes) in [("Europe/London", 60), ("UTC", 0), ("+05:30", 330), ("-08:00", -480)] {
            let fixture = try RegisterFixture(on: "2018-06-28", settings: [.timeZone: zone])
            try fixture.report("R")
            let midnight = try #require(Instant(iso: "2018-07-01T00:00:00Z")).millisecondsSince1970
            let end = midnight - Int64(minutes) * 60_000
            fixture.clock.advance(milliseconds: end - 1 - fixture.clock.now.millisecondsSince1970)
            try fixture.item("R-1", opened: "2018-06-29")
            fixture.clock.advance(milliseconds: 1)
            let size = try fixture.register.size()
            try fixture.item("R-2", opened: "2018-06-29")
            func known(_ text: String) throws -> Int64 {
                try fixture.register.viewpoint(
                    asAt: day("2018-12-01"), knownAt: KnownAt(parsing: text)
                ).knownAt
            }
            #expect(try known("2018-06-30") == size, "\(zone)")
            #expect(try known("2018-07-01") == size + 1, "\(zone)")
            #expect(try known("9999-12-31") == size + 1, "\(zone)")
        }
        // The days on which the clocks change are 23 and 25 hours long.
        for (text, end) in [
            ("2018-03-24", "2018-03-24T23:59:59.999Z"), ("2018-03-25", "2018-03-25T22:59:59.999Z"),
            ("2018-10-27", "2018-10-27T22:59:59.999Z"), ("2018-10-28", "2018-10-28T23:59:59.999Z"),
        ] {
            #expect(TimeZoneRule.london.end(of: day(text)) == Instant(iso: end), "\(text)")
        }
    }

    /// A clock that was put back, at the computer that writes or at the one that reads.
    @Test func recordedInstantsNeverRunBackwards() throws {
        let fixture = try RegisterFixture(on: "2022-06-01")
        try fixture.report("R")
        try fixture.item("R-1")
        var random = SplitMix64(state: 4)
        for turn in 0..<60 {
            fixture.clock.advance(milliseconds: .random(in: -90_000_000...90_000_000, using: &random))
            try fixture.register.write(fixture.session(clockIsRight: true)) {
                try $0.record(.note(isInternal: turn % 2 == 0), on: ref("R-1"), words: RegisterFixture.said)
            }
        }
        let instants = try fixture.register.entries(about: nil).map(\.recordedAt)
        #expect(instants == instants.sorted())
        #expect(Set(instants).count > 10)
        #expect(try fixture.register.verify().findings.isEmpty)
        fixture.clock.set(day("2022-01-01"))
        let last = try #require(instants.last)
        let seq = try fixture.register.write(fixture.session(clockIsRight: true)) {
            try $0.addBoard(ref("B"), name: "Board")
            return $0.nextSeq - 1
        }
        let entry = try #require(fixture.register.entries(about: nil).last)
        #expect(entry.seq == seq)
        #expect(entry.recordedAt == last)
        // The day is the clock's: a clock that was wrong once doesn't date every later act.
        #expect(entry.effectiveOn == day("2022-01-01"))
        #expect(try fixture.register.viewpoint(asAt: .distantFuture, knownAt: .instant(last)).knownAt == seq)
    }

    @Test func asAtADayIsThatDayEvenIfTheReadersClockIsBehind() throws {
        let fixture = try RegisterFixture(on: "2022-06-10")
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-06-01")
        try fixture.record(.start, "R-1", on: "2022-06-10")
        fixture.clock.set(day("2022-06-05"))
        #expect(fixture.today == day("2022-06-05"))
        #expect(try fixture.items(asAt: day("2022-06-05"))["R-1"]?.standing.stage == .open)
    }
}
