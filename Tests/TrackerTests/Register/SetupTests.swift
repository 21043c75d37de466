import Testing

import Tracker

/// Filling a register around its items: people, boards, meetings, reports and their grades, kinds, settings;
/// and who is said to have done it.
struct SetupTests {
    private let fixture: RegisterFixture
    private var register: Register { fixture.register }

    init() throws { fixture = try RegisterFixture(on: "2022-04-01") }

    private func last() throws -> Entry { try #require(register.entries(about: nil).last) }

    @Test func peopleAreKnownByTheirEntry() throws {
        let id = try fixture.write {
            try $0.addPerson("AC Frontline", post: "Assistant Commissioner", roles: [.owner], account: "acf")
        }
        #expect(id == PersonID(3))
        #expect(try last().subject == "P3")
        let people = try register.people()
        #expect(people.map(\.name) == ["Amira Khan", "AC Frontline"])
        for typed in ["AC Frontline", "ac frontline", "P3", "p3"] {
            #expect(try people.named(typed).id == id)
        }
        let error = try #require(throws: NotFound.self) { try people.named("AC Frontlime") }
        #expect(error.nearest == ["AC Frontline"])
        let refusal = try #require(throws: RuleViolation.self) {
            try fixture.write { try $0.addPerson("Somebody else", account: "acf") }
        }
        #expect(refusal.sentence == "the account acf belongs to AC Frontline")
        #expect(refusal.remedies == [.see(.people)])
    }

    @Test func whoActsAndWhoTypes() throws {
        try fixture.write { try $0.addPerson("Ben Ode", roles: [.officer], account: "ben") }
        try fixture.person("AC Frontline")
        func entry(by name: String?, account: String) throws -> Entry {
            let session = try fixture.session(by: name, account: account)
            try register.write(session) { try $0.set(.body, to: "MOPAC") }
            return try last()
        }
        let own = try entry(by: nil, account: "ben")
        #expect((own.actor, own.recordedBy) == (PersonID(3), nil))
        #expect(own.words[.account] == nil)
        let named = try entry(by: "Ben Ode", account: "ben")
        #expect((named.actor, named.recordedBy) == (PersonID(3), nil))
        let typed = try entry(by: "AC Frontline", account: "ben")
        #expect((typed.actor, typed.recordedBy) == (PersonID(4), PersonID(3)))
        // Somebody typed it in whom the register doesn't know: their account is kept beside, as words.
        let foreign = try entry(by: "AC Frontline", account: "temp42")
        #expect((foreign.actor, foreign.recordedBy) == (PersonID(4), nil))
        #expect(try register.words(of: foreign.seq) == [.typist: "temp42"])
        #expect(!String(decoding: foreign.canonical, as: UTF8.self).contains("temp42"))
        #expect(throws: NotFound.self) { try entry(by: nil, account: "temp42") }
        // Signed in at a door that knows them, with no account at all.
        func signedIn(_ person: Int64, for other: Int64? = nil) throws -> Entry {
            let actor = Actor(.person(PersonID(person)), onBehalfOf: other.map { PersonID($0) })
            try register.write(Session(actor, clock: { [clock = fixture.clock] in clock.now })) {
                try $0.set(.body, to: "MOPAC")
            }
            return try last()
        }
        let present = try signedIn(3)
        #expect((present.actor, present.recordedBy, present.words) == (PersonID(3), nil, [:]))
        let helped = try signedIn(3, for: 4)
        #expect((helped.actor, helped.recordedBy, helped.words) == (PersonID(4), PersonID(3), [:]))
        #expect(throws: NotFound.self) { try signedIn(99) }
        #expect(throws: NotFound.self) { try signedIn(3, for: 99) }
        try fixture.write { try $0.changePerson("Ben Ode", leaves: .set(fixture.today.adding(days: -1))) }
        #expect(throws: NotFound.self) { try signedIn(3, for: 4) }
    }

    @Test func theDayItCountsFrom() throws {
        try fixture.board("OB")
        try fixture.meeting("OB-1", of: "OB", on: "2022-03-15")
        try fixture.meeting("OB-2", of: "OB", on: "2022-06-15")
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-01-01")
        func effective(on day: Day?, meeting: String?) throws -> Entry {
            try fixture.write(on: day, meeting: meeting) {
                try $0.record(.note(isInternal: false), on: ref("R-1"), words: RegisterFixture.said)
            }
            return try last()
        }
        #expect(try effective(on: nil, meeting: nil).effectiveOn == day("2022-04-01"))
        let decided = try effective(on: nil, meeting: "ob-1")
        #expect(decided.effectiveOn == day("2022-03-15"))
        #expect(decided.authority == "OB-1")
        #expect(try effective(on: day("2022-03-20"), meeting: "OB-1").effectiveOn == day("2022-03-20"))
        // A meeting to come decides nothing ahead of its day.
        #expect(try effective(on: nil, meeting: "OB-2").effectiveOn == day("2022-04-01"))
    }

    @Test func midnightIsLondons() throws {
        // 23:30 UTC on 30 June is 00:30 on 1 July in London.
        fixture.clock.set(day("2022-06-30"))
        fixture.clock.advance(milliseconds: (11 * 60 + 30) * 60_000)
        try fixture.board("OB")
        #expect(try last().effectiveOn == day("2022-07-01"))
        try fixture.write { try $0.set(.timeZone, to: "UTC") }
        try fixture.board("RAB")
        #expect(try last().effectiveOn == day("2022-06-30"))
    }

    @Test func aReportTakesTheScaleOfItsCycle() throws {
        func scale(_ id: String, publisher: String, cycle: String?, scale: String? = nil) throws -> String? {
            let details = ReportDetails(
                publisher: publisher, force: "MPS", published: PartialDate(day("2017-11-09")), cycle: cycle,
                scale: scale)
            try fixture.write { try $0.addReport(ref(id), title: "Report \(id)", details: details) }
            return try register.report(id).details.scale
        }
        #expect(try scale("A", publisher: "HMICFRS", cycle: "2017") == "peel-four-tier")
        #expect(try scale("B", publisher: "HMIC", cycle: "2016") == "peel-four-tier")
        #expect(try scale("C", publisher: "HMICFRS", cycle: "2018/19") == "peel-four-tier")
        #expect(try scale("D", publisher: "HMICFRS", cycle: "2021/22") == "peel-five-tier")
        #expect(try scale("E", publisher: "London Assembly", cycle: "2017") == nil)
        #expect(try scale("F", publisher: "HMICFRS", cycle: nil) == nil)
        #expect(
            try scale("G", publisher: "HMICFRS", cycle: "2021/22", scale: "PEEL-four-tier")
                == "peel-four-tier")
        let error = try #require(throws: NotFound.self) {
            try scale("H", publisher: "HMICFRS", cycle: nil, scale: "peel-for-tier")
        }
        #expect(error.nearest.first == "peel-four-tier")
    }

    @Test func gradesAreThoseOfTheScale() throws {
        try fixture.report("R")  // 2021/22: five tiers
        let given = [
            ("Efficiency", "Adequate"), ("Legitimacy", "good"), ("Effectiveness", "ungraded"),
            ("Efficiency", "Requires Improvement"),
        ]
        for (question, grade) in given {
            try fixture.write { try $0.grade("r", question: question, grade: grade) }
        }
        let grades = try register.grades(of: ref("R")).map { "\($0.question): \($0.grade)" }
        #expect(
            grades == ["Efficiency: requires improvement", "Legitimacy: good", "Effectiveness: ungraded"])
        let error = try #require(throws: InvalidValue.self) {
            try fixture.write { try $0.grade("R", question: "Efficiency", grade: "excellent") }
        }
        #expect(
            error.expected.hasSuffix(
                "outstanding, good, adequate, requires improvement, inadequate, or ungraded"))
    }

    @Test func kindsHaveShortForms() throws {
        for (typed, name) in [
            ("AFI", "area-for-improvement"), ("coc", "cause-of-concern"),
            ("Cause of concern", "cause-of-concern"),
            ("area_for_improvement", "area-for-improvement"), ("ACoC", "accelerated-cause-of-concern"),
        ] {
            #expect(try register.kind(typed).name == name)
        }
        let error = try #require(throws: NotFound.self) { try register.kind("recomendation") }
        #expect(error.nearest.first == "recommendation")
        try fixture.write { try $0.addKind(ref("Coroner-action"), needsRecommendation: true) }
        #expect(
            try register.kind("coroner action") == Kind(name: "coroner-action", needsRecommendation: true))
        #expect(throws: AlreadyExists.self) { try fixture.write { try $0.addKind(ref("CORONER-ACTION")) } }
    }

    @Test func deadlinesInWordsBecomeDates() throws {
        try fixture.report("R")  // published 2022-03-01
        let origin = ItemOrigin(report: ref("r"), kind: "Recommendation", force: "")
        try fixture.write { writer in
            try writer.add(ref("R-1"), origin, text: "One", deadline: "Within three months")
            try writer.add(ref("R-2"), origin, text: "Two", deadline: "When the board next meets")
            var dated = origin
            dated.due = day("2022-12-31")
            try writer.add(ref("R-3"), dated, text: "Three", deadline: "Immediately")
        }
        let items = try fixture.items()
        #expect(items["R-1"]?.standing.due == day("2022-06-01"))
        #expect(items["R-1"]?.deadline == "Within three months")
        #expect(items["R-2"]?.standing.due == nil)
        #expect(items["R-2"]?.deadline == "When the board next meets")
        #expect(items["R-3"]?.standing.due == day("2022-12-31"))
        // The report's spelling, the kind's and the report's force are the register's.
        #expect(items["R-1"]?.standing.report.text == "R")
        #expect(items["R-1"]?.standing.kind == "recommendation")
        #expect(items["R-1"]?.standing.force == "Metropolitan Police Service")
    }

    @Test func settings() throws {
        #expect(try register.yearStart() == .april)
        #expect(try register.ageBands() == [90, 180, 365])
        #expect(try register.timeZone() == .london)
        try fixture.write { writer in
            try writer.set(.ageBands, to: " 30, 60 ")
            try writer.set(.yearStart, to: "10-01")
            try writer.set(.timeZone, to: "+05:30")
        }
        #expect(try register.ageBands() == [30, 60])
        #expect(try register.yearStart() == YearStart(month: 10, day: 1))
        #expect(try register.timeZone() == .fixed(minutes: 330))
        for bands in ["", "90,90", "0,30", "-5", "90,,180", "a", "90;180"] {
            #expect(throws: InvalidValue.self, "\(bands)") {
                try fixture.write { try $0.set(.ageBands, to: bands) }
            }
        }
    }

    @Test func errorsAreSentences() throws {
        try fixture.report("R")
        let origin = ItemOrigin(report: ref("R"), kind: "recommendation", force: "")
        let empty: [(String, (Writer) throws -> Void)] = [
            ("The person's name is empty: give some words.", { _ = try $0.addPerson("") }),
            ("The board's name is empty: give some words.", { try $0.addBoard(ref("OB"), name: " ") }),
            ("The question is empty: give some words.", { try $0.grade("R", question: "", grade: "good") }),
            (
                "The text of PEEL-1 is empty: give some words.",
                { _ = try $0.add(ref("PEEL-1"), origin, text: "") }
            ),
        ]
        for (sentence, command) in empty {
            let error = try #require(throws: InvalidValue.self) { try fixture.write { try command($0) } }
            #expect(error.description == sentence)
        }
        let taken = try #require(throws: AlreadyExists.self) { try fixture.report("R") }
        #expect(taken.description == "There is a report \"R\" already; it has been left as it is.")
        #expect(taken.remedies == [.give(.otherIdentifier), .see(.report("R"))])
    }
}
