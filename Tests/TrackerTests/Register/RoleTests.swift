import Testing

import Tracker

/// Roles: without one a person only reads, and a register never loses its last officer.
struct RoleTests {
    private let fixture: RegisterFixture

    init() throws {
        fixture = try RegisterFixture(on: "2022-04-01")
        try fixture.report("R")
        try fixture.item("A-1", opened: "2022-03-01")
        try fixture.write {
            try $0.addPerson("Owen Owner", roles: [.owner])
            try $0.addPerson("Nobody Yet")
        }
    }

    private func change(
        _ name: String, giving given: [Role] = [], taking taken: [Role] = [], leaves: Change<Day> = .keep
    ) throws {
        try fixture.write { try $0.changePerson(name, giving: given, taking: taken, leaves: leaves) }
    }

    private func refusal(_ body: () throws -> Void) throws -> String {
        try #require(throws: RuleViolation.self) { try body() }.description
    }

    /// An officer who stays beside the founder.
    private func secondOfficer() throws {
        try fixture.write { try $0.addPerson("Olu Officer", roles: [.officer]) }
    }

    @Test func withoutARoleAPersonOnlyReads() throws {
        let sentence = try refusal { try fixture.record(.note(isInternal: false), "A-1", by: "Nobody Yet") }
        #expect(
            sentence
                == "Nobody Yet: without a role they may only read, and \"note\" is for owner or officer or assurer."
        )
        for attempt in [
            { try fixture.write(by: "Nobody Yet") { _ = try $0.addPerson("Somebody") } },
            { try fixture.write(by: "Nobody Yet") { try $0.changePerson("P1", taking: [.officer]) } },
            { try fixture.write(by: "Nobody Yet") { try $0.set(.body, to: "Mine") } },
            { try fixture.write(by: "Nobody Yet") { try $0.correct(4, words: [.reason: "x", .text: "y"]) } },
            {
                try fixture.register.redact(
                    4, reason: "x", evidence: nil, session: fixture.session(by: "Nobody Yet"))
            },
        ] as [() throws -> Any] {
            #expect(throws: RuleViolation.self) { _ = try attempt() }
        }
        // They can own an item all the same.
        try fixture.write {
            try $0.record(
                .assign(lead: .set(try $0.owner("Nobody Yet")), supporting: nil, board: .keep), on: ref("A-1")
            )
        }
    }

    @Test func takingTheLastRoleLeavesNoRights() throws {
        try change("Owen Owner", taking: [.owner])
        for act in [ItemAct.close(as: .noFurtherAction, successor: nil), .start, .note(isInternal: true)] {
            #expect(throws: RuleViolation.self) { try fixture.record(act, "A-1", by: "Owen Owner") }
        }
    }

    @Test func theLastOfficerKeepsTheRole() throws {
        let sentence = try refusal { try change("Amira Khan", giving: [.auditor], taking: [.officer]) }
        #expect(
            sentence
                == "Person \"Amira Khan\": nobody would be an officer any more, and only officers can give roles and keep the register."
        )
        #expect(throws: RuleViolation.self) {
            try change("Amira Khan", taking: [.officer, .assurer, .approver])
        }
        #expect(try fixture.register.people()[0].roles == [.approver, .assurer, .officer])
        try secondOfficer()
        try change("Amira Khan", taking: [.officer])
        #expect(throws: RuleViolation.self) { try change("Olu Officer", taking: [.officer]) }
    }

    @Test func theLastOfficerDoesNotRetire() throws {
        for last in ["2022-03-31", "2022-04-01", "2030-12-31"] {
            #expect(throws: RuleViolation.self) { try change("Amira Khan", leaves: .set(day(last))) }
        }
        try secondOfficer()
        try change("Amira Khan", leaves: .set(day("2022-09-30")))
        // Both on the same day, and one after another: the last who is left counts.
        for last in ["2022-09-30", "2022-09-01", "2025-12-31"] {
            let sentence = try refusal { try change("Olu Officer", leaves: .set(day(last))) }
            #expect(sentence.contains("nobody would be an officer after \(max(last, "2022-09-30")) any more"))
        }
        // Whoever has yet to leave doesn't stay.
        #expect(throws: RuleViolation.self) { try change("Olu Officer", taking: [.officer]) }
        try change("Amira Khan", leaves: .set(nil))
        try change("Olu Officer", leaves: .set(day("2022-09-30")))
        #expect(throws: RuleViolation.self) { try change("Amira Khan", taking: [.officer]) }
    }

    @Test func nothingButThatIsRefused() throws {
        try change("Amira Khan", taking: [.approver])
        try change("Owen Owner", taking: [.owner], leaves: .set(day("2022-03-31")))
        try fixture.write { try $0.changePerson("Amira Khan", post: "Director") }
    }

    /// What version 0.1.0 allowed: nobody is an officer any more. The way back is open to whoever is registered.
    @Test func aRegisterWithoutAnOfficerCanGetOne() throws {
        try fixture.register.database.run("DELETE FROM person_role WHERE role = 'officer'")
        #expect(throws: RuleViolation.self) { try fixture.record(.assure, "A-1", by: "Owen Owner") }
        try fixture.write(by: "Owen Owner") { try $0.changePerson("Amira Khan", giving: [.officer]) }
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Owen Owner") { try $0.changePerson("Owen Owner", giving: [.officer]) }
        }
        try fixture.record(.start, "A-1")
    }

    @Test func earlierEntriesAreJudgedByTheRulesOfTheirTime() {
        #expect(Permission.allows(.item(.close(.noFurtherAction)), roles: [], rules: RuleSet.first))
        #expect(!Permission.allows(.item(.close(.noFurtherAction)), roles: []))
        #expect(!Permission.allows(.item(.note), roles: [.auditor], hasOfficer: false, rules: RuleSet.first))
        #expect(Permission.allows(.item(.due(.request)), roles: [.owner]))
        #expect(!Permission.allows(.item(.due(.set)), roles: [.owner]))
    }

    @Test func whoeverHasLeftHasNoRightsAfterwards() throws {
        try change("Owen Owner", leaves: .set(day("2022-03-15")))
        #expect(throws: RuleViolation.self) { try fixture.record(.start, "A-1", by: "Owen Owner") }
        // What they did in their time can still be typed up.
        try fixture.record(.start, "A-1", by: "Owen Owner", on: "2022-03-10")
        try secondOfficer()
        try change("Olu Officer", leaves: .set(day("2022-03-15")))
        // Roles and settings hold from when they are recorded, whatever day they are dated back to.
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Olu Officer", on: day("2022-03-10")) {
                try $0.changePerson("Owen Owner", giving: [.officer])
            }
        }
    }

    @Test func anAccountBelongsToOnePerson() throws {
        try fixture.write {
            try $0.changePerson("Owen Owner", account: "owen")
            try $0.changePerson("Owen Owner", leaves: .set(day("2022-03-15")))
            try $0.changePerson("Nobody Yet", account: " owen ")
        }
        #expect(try fixture.register.people()[2].account == "owen")
        // Coming back they would share it.
        #expect(throws: RuleViolation.self) { try change("Owen Owner", leaves: .set(nil)) }
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.addPerson("Third", account: "owen ") }
        }
        try fixture.write { try $0.changePerson("Owen Owner", account: "", leaves: .set(nil)) }
    }

    @Test func aPostActsThroughItsHolder() throws {
        try fixture.write {
            try $0.addPost("AC Frontline")
            try $0.holdPost("AC Frontline", by: "Owen Owner", from: day("2022-03-01"))
        }
        let post = try fixture.register.owner("AC Frontline")
        try fixture.record(.start, "A-1")
        let seq = try fixture.write {
            try $0.record(.submit, on: ref("A-1"), words: RegisterFixture.said, by: post).seq
        }
        #expect(try fixture.register.entry(seq).actor == fixture.register.owner("Owen Owner"))
    }
}
