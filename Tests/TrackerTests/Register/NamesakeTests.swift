import Testing
@testable import TrackerRegister

import Tracker

/// People, posts and boards whose names look the same.
struct NamesakeTests {
    private let fixture: RegisterFixture

    init() throws {
        fixture = try RegisterFixture(on: "2022-04-01")
        try fixture.report("R")
        try fixture.item("A-1")
        try fixture.write { try $0.addPerson("Bob Owner", post: "Inspector", roles: [.owner]) }
    }

    private static let alike = [
        "Bob Owner", "bob owner", "Bob Owner ", " Bob Owner", "Bob  Owner", "Bob Owner\u{200B}",
        "Bob\u{A0}Owner",
        "B\u{43E}b Owner", "Bob Own\u{AD}er", "Bob \u{202E}Owner", "B0b Owner",
    ]

    @Test(arguments: alike) func areRefused(name: String) throws {
        let before = try fixture.register.size()
        let refusal = try #require(throws: RuleViolation.self) {
            try fixture.write { try $0.addPerson(name, roles: [.assurer]) }
        }
        #expect(refusal.remedies == [.changePerson(id: "P5")])
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.addPerson(name, post: "\u{406}nspector") }
        }
        #expect(throws: RuleViolation.self) { try fixture.write { try $0.addPost(name) } }
        #expect(try fixture.register.size() == before)
    }

    @Test func areTakenWithAnOfficeOfTheirOwnWhichPapersPrint() throws {
        let other = try fixture.write {
            try $0.addPerson("Bob Owner", post: "Sergeant 1234", roles: [.owner])
        }
        try fixture.record(.assign(lead: .set(other), supporting: [PersonID(5)], board: .keep), "A-1")
        let viewpoint = try fixture.register.viewpoint(asAt: fixture.today)
        let frame = try PaperContext(
            fixture.register.snapshot(from: viewpoint, today: fixture.today), scope: .everything)
        #expect(frame.name(other) == "Bob Owner (Sergeant 1234)")
        #expect(frame.name(PersonID(5)) == "Bob Owner (Inspector)")
        #expect(frame.name(PersonID(1)) == "Amira Khan")
        // The name alone says too little; what is printed says enough.
        let people = try fixture.register.people()
        let refusal = try #require(throws: RuleViolation.self) { try people.named("Bob Owner") }
        #expect(refusal.description.contains("P5 (Inspector) or \(other) (Sergeant 1234)"))
        #expect(try people.named("bob owner (sergeant 1234)").id == other)
        #expect(try people.named("\(other)").id == other)
        // They stay told apart.
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.changePerson("P5", post: "Sergeant 1234") }
        }
        try fixture.write { try $0.changePerson("P5", post: "") }
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.changePerson("\(other)", post: "") }
        }
        #expect(try fixture.register.people().printedNames[PersonID(5)] == "Bob Owner (P5)")
        // An earlier paper doesn't change for whoever came later.
        let then = try fixture.register.viewpoint(asAt: fixture.today, knownAt: .size(5))
        let earlier = try PaperContext(
            fixture.register.snapshot(from: then, today: fixture.today), scope: .everything)
        #expect(earlier.name(PersonID(5)) == "Bob Owner")
    }

    @Test func postsAndBoards() throws {
        try fixture.write {
            try $0.addPost("AC Frontline")
            try $0.addBoard(ref("OB"), name: "Oversight caf\u{E9}")
        }
        for name in ["AC  frontline", "\u{410}C Frontline"] {
            #expect(throws: RuleViolation.self) { try fixture.write { try $0.addPost(name) } }
            #expect(throws: RuleViolation.self) {
                try fixture.write { try $0.addPerson(name, post: "Other") }
            }
        }
        for name in ["Oversight cafe\u{301}", "OVERSIGHT CAF\u{C9}", "OB", "0B"] {
            #expect(throws: RuleViolation.self) {
                try fixture.write { try $0.addBoard(ref("X"), name: name) }
            }
        }
        for typed in ["ob", "Oversight cafe\u{301}", "oversight caf\u{E9}"] {
            #expect(try fixture.register.board(typed).reference == ref("OB"))
        }
    }

    @Test func correctionsOfNamesMeetTheSameRules() throws {
        let other = try fixture.write { try $0.addPerson("Rob Other", post: "Inspector", roles: [.owner]) }
        let seq = other.seq
        try fixture.board("OB")
        try fixture.write { try $0.addBoard(ref("AP"), name: "Audit panel") }
        let panel = try fixture.register.size()
        for words: Words in [[.name: "B\u{43E}b Owner"], [.name: "P77"], [.name: "none"]] {
            let all = words.merging([.reason: "Misspelt"]) { $1 }
            #expect(throws: (any Error).self) { try fixture.write { _ = try $0.correct(seq, words: all) } }
        }
        #expect(throws: RuleViolation.self) {
            try fixture.write {
                _ = try $0.correct(panel, fields: ["name": "board  0B"], words: [.reason: "Renamed"])
            }
        }
        try fixture.write {
            _ = try $0.correct(seq, words: [.name: " Rene\u{301}\u{200B}  Roux ", .reason: "Misspelt"])
            _ = try $0.correct(panel, fields: ["name": "Audit  pane\u{301}l"], words: [.reason: "Renamed"])
        }
        let person = try #require(try fixture.register.people().first { $0.id == other })
        #expect(person.name.utf8.elementsEqual("Ren\u{E9} Roux".utf8))
        #expect(try fixture.register.board("AP").name.utf8.elementsEqual("Audit pan\u{E9}l".utf8))
        #expect(try fixture.register.verify().findings == [])
    }

    /// Version 0.1.0 took names that this program refuses; they stay what they are.
    @Test func whatEarlierProgramsTookIn() throws {
        for name in ["Bob Owner ", "P1", "Rene\u{301} Roux"] {
            try fixture.write { writer in
                let act = RegisterAct.addPerson([.owner])
                let id = "P\(writer.nextSeq)"
                _ = try writer.enter(.register(act), about: id, words: [.name: name], day: fixture.today)
            }
        }
        let people = try fixture.register.people()
        #expect(try people.named("Bob Owner").id == PersonID(5))
        #expect(try people.named("Bob Owner ").id == PersonID(6))
        #expect(try people.named("P1").name == "Amira Khan")
        #expect(try people.named("Ren\u{E9} Roux").id == PersonID(8))
        #expect(people.printedNames[PersonID(6)] == "Bob Owner  (P6)")
    }
}
