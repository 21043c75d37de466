import Testing

import Tracker

/// A command that is refused or fails writes nothing: not an entry, not a word, not a row.
struct AtomicityTests {
    private let fixture: RegisterFixture

    init() throws {
        fixture = try RegisterFixture(on: "2022-04-01")
        try fixture.person("AC Frontline")
        try fixture.board("OB")
        try fixture.meeting("OB-1", of: "OB", on: "2022-03-31")
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-03-01")
    }

    private func expectNothingWritten<Failure: Error>(
        _ type: Failure.Type, _ name: Comment, sourceLocation: SourceLocation = #_sourceLocation,
        _ command: () throws -> Void
    ) throws {
        let before = try fixture.register.contents()
        let size = try fixture.register.size()
        #expect(throws: type, name, sourceLocation: sourceLocation) { try command() }
        #expect(try fixture.register.size() == size, name, sourceLocation: sourceLocation)
        #expect(try fixture.register.contents() == before, name, sourceLocation: sourceLocation)
        #expect(try fixture.register.database.first("SELECT 1", read: { $0.int(0) }) == 1)
        // And the next command works.
        try fixture.record(.note(isInternal: false), "R-1")
    }

    @Test func commandsThatNameWhatIsNotThere() throws {
        try expectNothingWritten(NotFound.self, "item") { try fixture.write { _ = try $0.item("R-9") } }
        try expectNothingWritten(NotFound.self, "actor") { try fixture.person("X", by: "Nobody") }
        try expectNothingWritten(NotFound.self, "meeting") {
            try fixture.record(.start, "R-1", meeting: "OB-9")
        }
        try expectNothingWritten(NotFound.self, "report") { try fixture.item("R-2", from: "S") }
        try expectNothingWritten(NotFound.self, "kind") { try fixture.item("R-2", kind: "wish") }
        try expectNothingWritten(NotFound.self, "board") {
            try fixture.meeting("X-1", of: "X", on: "2022-04-01")
        }
        try expectNothingWritten(NotFound.self, "grade of report") {
            try fixture.write { try $0.grade("S", question: "Q", grade: "good") }
        }
        try expectNothingWritten(NotFound.self, "account") {
            let stranger = Session(account: "stranger", clock: { [clock = fixture.clock] in clock.now })
            try fixture.register.write(stranger) { try $0.addPerson("X") }
        }
        try expectNothingWritten(NotFound.self, "never added") { try fixture.record(.start, "R-9") }
    }

    @Test func commandsThatTheRulesForbid() throws {
        let forbidden: [(Comment, ItemAct, String?, Words)] = [
            ("submit when open", .submit, nil, RegisterFixture.said),
            ("no reason", .close(as: .noFurtherAction, successor: nil), nil, [:]),
            ("a reason that is empty", .close(as: .notAccepted, successor: nil), nil, [.reason: ""]),
            ("a reason that is blank", .close(as: .notAccepted, successor: nil), nil, [.reason: " \n\t"]),
            ("tomorrow", .start, "2022-04-02", RegisterFixture.said),
            ("before it was opened", .start, "2022-02-28", RegisterFixture.said),
            ("no such evidence", .withdrawEvidence(3), nil, RegisterFixture.said),
            ("too much for an entry", .tag([String(repeating: "x", count: 70_000)], remove: false), nil, [:]),
            (
                "a second add", .add(ItemOrigin(report: ref("R"), kind: "recommendation", force: "MPS")), nil,
                [:]
            ),
        ]
        for (name, act, day, words) in forbidden {
            try expectNothingWritten(RuleViolation.self, name) {
                try fixture.record(act, "R-1", on: day, words: words)
            }
        }
        try expectNothingWritten(RuleViolation.self, "session's day") {
            try fixture.write(on: day("2022-04-02")) { try $0.addBoard(ref("X"), name: "X") }
        }
    }

    @Test func commandsWithBadValues() throws {
        try expectNothingWritten(AlreadyExists.self, "item") { try fixture.item("r-1") }
        try expectNothingWritten(AlreadyExists.self, "report") { try fixture.report("r") }
        try expectNothingWritten(AlreadyExists.self, "board") { try fixture.board("ob") }
        try expectNothingWritten(AlreadyExists.self, "meeting") {
            try fixture.meeting("ob-1", of: "OB", on: "2022-04-01")
        }
        try expectNothingWritten(RuleViolation.self, "person") { try fixture.person("ac frontline") }
        try expectNothingWritten(InvalidValue.self, "no name") { try fixture.person(" ") }
        try expectNothingWritten(InvalidValue.self, "no text") {
            let origin = ItemOrigin(report: ref("R"), kind: "recommendation", force: "")
            try fixture.write { _ = try $0.add(ref("R-2"), origin, text: "\n") }
        }
        try expectNothingWritten(InvalidValue.self, "grade") {
            try fixture.write { try $0.grade("R", question: "Q", grade: "splendid") }
        }
        for (setting, value) in [(Setting.yearStart, "1 April"), (.ageBands, "90,30"), (.timeZone, "Mars")] {
            try expectNothingWritten(InvalidValue.self, "\(setting)") {
                try fixture.write { try $0.set(setting, to: value) }
            }
        }
    }

    @Test func inTheMiddleOfManyActs() throws {
        try expectNothingWritten(RuleViolation.self, "the third act") {
            try fixture.write { writer in
                try writer.record(.start, on: ref("R-1"))
                try writer.record(.submit, on: ref("R-1"))
                try writer.record(.submit, on: ref("R-1"))
            }
        }
        #expect(try fixture.history("R-1").now.stage == .open)
        try expectNothingWritten(NotFound.self, "the second item") {
            try fixture.write { writer in
                let origin = ItemOrigin(report: ref("R"), kind: "recommendation", force: "")
                try writer.add(ref("R-2"), origin, text: "Two")
                try writer.add(
                    ref("R-3"), ItemOrigin(report: ref("S"), kind: "recommendation", force: ""), text: "Three"
                )
            }
        }
        struct Interrupted: Error {}
        try expectNothingWritten(Interrupted.self, "after all acts") {
            try fixture.write { writer in
                try writer.addPerson("DAC Professionalism")
                try writer.addBoard(ref("RAB"), name: "Risk and assurance board")
                try writer.record(.start, on: ref("R-1"))
                throw Interrupted()
            }
        }
        // What was thought to have happened is forgotten, too.
        try fixture.record(.start, "R-1")
        #expect(try fixture.register.verify().findings.isEmpty)
    }

    /// A caller that goes on after a refusal: what was refused has left no trace, the rest is kept.
    @Test func aRefusalThatIsPassedOver() throws {
        let origin = ItemOrigin(report: ref("R"), kind: "recommendation", force: "MPS")
        try fixture.write { writer in
            try writer.record(.start, on: ref("R-1"))
            #expect(throws: RuleViolation.self) { try writer.record(.return, on: ref("R-1")) }
            #expect(throws: (any Error).self) { try writer.record(.add(origin), on: ref("R-1")) }
            try writer.record(.submit, on: ref("R-1"))
        }
        #expect(try fixture.register.verify().findings.isEmpty)
        #expect(try fixture.history("R-1").acts.map(\.act.name) == [.add, .start, .submit])
    }

    @Test func whileAnotherProgramWrites() throws {
        let folder = TemporaryFolder()
        let one = try RegisterFixture(at: folder.file("register.db"))
        let other = try Register.open(at: folder.file("register.db"), for: .writing, busyTimeout: 10)
        try one.write { writer in
            try writer.addPerson("AC Frontline")
            #expect(throws: StorageError.self) { try other.write(one.session()) { try $0.addPerson("X") } }
            #expect(try other.size() == 2)
        }
        #expect(try other.people().map(\.name) == ["Amira Khan", "AC Frontline"])
    }
}

extension RegisterFixture {
    fileprivate func person(_ name: String, by actor: String) throws {
        try write(by: actor) { _ = try $0.addPerson(name) }
    }
}
