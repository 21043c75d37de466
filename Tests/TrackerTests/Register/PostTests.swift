import Testing

import Tracker

/// A post outlives its holder; whoever holds or held the post that owns an item may not assure it.
@Suite struct PostTests {
    private func prepared() throws -> RegisterFixture {
        let test = try RegisterFixture(
            on: "2018-07-02", settings: [.body: "Oversight body", .force: RegisterFixture.force])
        try test.report("LEG", "PEEL: Police legitimacy 2017", published: "2017-12-12")
        try test.item(
            "L-1", from: "LEG", kind: "area-for-improvement", text: "Make complaining easy",
            opened: "2017-12-12")
        try test.write {
            for name in ["Anna First", "Ben Second", "Cleo Third"] {
                try $0.addPerson(name, roles: [.owner, .assurer])
            }
            try $0.addPost("AC Frontline")
        }
        try test.write { try $0.holdPost("ac frontline", by: "Anna First", from: Day(iso: "2017-01-01")) }
        try test.write { try $0.holdPost("AC Frontline", by: "Ben Second", from: Day(iso: "2018-03-01")) }
        try test.act("L-1", on: "2018-01-05") {
            .assign(lead: .set(try $0.owner("AC Frontline")), supporting: nil, board: .keep)
        }
        return test
    }

    private func lead(
        _ test: RegisterFixture, asAt day: String, _ audience: Audience = .board
    ) throws -> String? {
        let frame = try test.frame(asAt: day, audience: audience)
        let list = try ItemListPaper(test.register, .all, frame: frame, ragRule: .date)
        return try list.json(from: frame.snapshot(of: test.register))["items"]?.array?.first?["lead"]?.string
    }

    @Test func papersNameTheHolderOfTheirDay() throws {
        let test = try prepared()
        #expect(try lead(test, asAt: "2018-02-28") == "AC Frontline (Anna First)")
        #expect(try lead(test, asAt: "2018-03-01") == "AC Frontline (Ben Second)")
        #expect(try lead(test, asAt: "2018-03-01", .public) == "AC Frontline")
        try test.write { try $0.holdPost("AC Frontline", by: nil, from: Day(iso: "2018-05-01")) }
        #expect(try lead(test, asAt: "2018-05-01") == "AC Frontline (vacant)")
        #expect(try lead(test, asAt: "2018-04-30") == "AC Frontline (Ben Second)")
    }

    @Test func somebodyWhoHasLeftHoldsNoPostAndActsNoMore() throws {
        let test = try prepared()
        try test.write { try $0.changePerson("Ben Second", leaves: .set(Day(iso: "2018-04-30"))) }
        #expect(try lead(test, asAt: "2018-04-30") == "AC Frontline (Ben Second)")
        #expect(try lead(test, asAt: "2018-05-01") == "AC Frontline (vacant)")
        #expect(throws: RuleViolation.self) { try test.act("L-1", by: "Ben Second") { _ in .start } }
        try test.act("L-1", on: "2018-04-30", by: "Ben Second") { _ in .start }
    }

    @Test(arguments: ["Anna First", "Ben Second"])
    func holdersPresentAndPastMayNotAssure(name: String) throws {
        let test = try prepared()
        try test.act("L-1", [.note: "Printed"]) { _ in .progress(complete: nil, rating: nil) }
        try test.act("L-1", [.address: "https://www.example.org"]) { _ in .addEvidence(nil) }
        #expect(throws: RuleViolation.self) { try test.act("L-1", by: name) { _ in .assure } }
        try test.act("L-1", by: "Cleo Third") { _ in .assure }
        // Taking the post over afterwards does not undo an assurance, nor lock the item.
        try test.write { try $0.holdPost("AC Frontline", by: "Cleo Third", from: nil) }
        try test.act("L-1") { _ in .close(as: .implemented, successor: nil) }
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func anOldLeadKeepsCounting() throws {
        let test = try prepared()
        try test.act("L-1", on: "2018-04-01") { _ in .assign(lead: .set(nil), supporting: nil, board: .keep) }
        try test.act("L-1", [.note: "Printed"]) { _ in .progress(complete: nil, rating: nil) }
        try test.act("L-1", [.address: "https://www.example.org"]) { _ in .addEvidence(nil) }
        #expect(throws: RuleViolation.self) { try test.act("L-1", by: "Ben Second") { _ in .assure } }
    }

    @Test func namesOfPeopleAndPostsStayApart() throws {
        let test = try prepared()
        #expect(throws: RuleViolation.self) { try test.write { try $0.addPerson("AC frontline") } }
        #expect(throws: RuleViolation.self) { try test.write { try $0.addPost("anna first") } }
        #expect(throws: NotFound.self) { try test.register.owner("AC Backline") }
    }

    @Test func whatChangesAboutAPersonIsKnownFromItsDay() throws {
        let test = try prepared()
        try test.write(on: day("2018-04-01")) {
            try $0.changePerson("Cleo Third", post: "Director", account: "cleo", giving: [.assurer])
        }
        func cleo(_ day: String) throws -> Person {
            let viewpoint = try test.register.viewpoint(asAt: try Day(parsing: day))
            return try test.register.people(from: viewpoint).named("Cleo Third")
        }
        #expect(try cleo("2018-03-31").post == nil)
        #expect(try cleo("2018-04-01").post == "Director")
        #expect(try cleo("2018-04-01").account == "cleo")
        #expect(try cleo("2018-04-01").roles == [.assurer, .owner])
        try test.write { try $0.changePerson("Cleo Third", account: "", taking: [.assurer, .owner]) }
        #expect(try test.register.people().named("Cleo Third").account == nil)
        #expect(try test.register.people().named("Cleo Third").roles == [])
        #expect(throws: RuleViolation.self) {
            try test.write { try $0.changePerson("Cleo Third", account: RegisterFixture.account) }
        }
        #expect(throws: RuleViolation.self) { try test.write { try $0.changePerson("Cleo Third") } }
        #expect(try test.register.verify().findings.isEmpty)
    }
}
