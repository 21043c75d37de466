import Testing

import Tracker
import TrackerStorage

/// A stored value that can't be read is damage, in a sentence: no paper takes a default for it.
struct UnreadableTests {
    private let folder = TemporaryFolder()
    private let fixture: RegisterFixture
    private let intruder: Intruder

    init() throws {
        fixture = try RegisterFixture(at: folder.file("register.db"), settings: [.yearStart: "04-01"])
        try fixture.board("OB")
        try fixture.meeting("OB-1", of: "OB", on: "2022-04-01")
        try fixture.report("R")
        try fixture.item("R-1", due: "2022-03-31")
        try fixture.write {
            _ = try $0.addPost("AC")
            try $0.holdPost("AC", by: RegisterFixture.founder, from: day("2022-04-01"))
            _ = try $0.monitor(
                "Metropolitan Police Service", stage: "Engage", from: day("2022-04-01"), reason: "Said")
        }
        intruder = try Intruder(Database(path: folder.file("register.db"), for: .writing))
        try intruder.database.execute("PRAGMA ignore_check_constraints = ON")
    }

    @Test(arguments: [
        "item_state SET due = '2022-03-31' || char(0)", "item_state SET due = '31/03/2022'",
        "item_state SET opened_on = ''", "item_state SET stage = 'opened'",
        "item_state SET acceptance = 'perhaps'",
        "item_state SET rag = 'pink'", "item_state SET supporting = 'x'",
        "item_state SET kind = kind || char(0)",
        "item_state SET marking = 'SECRET' || char(0)", "item_state SET tags = char(0)",
        "setting SET name = name || char(0)", "setting SET value = '99-99'",
        "person_role SET role = 'king' WHERE role = 'officer'",
        "meeting SET held_on = 'soon'", "board SET name = char(0)", "report SET published = 'once'",
        "post_holder SET from_on = 'then'", "monitoring SET from_on = 'then'",
    ])
    func noDefaultIsTakenForIt(change: String) throws {
        try intruder.database.execute("UPDATE \(change)")
        #expect {
            let register = fixture.register
            try register.snapshot(asAt: fixture.today, today: fixture.today).forEachItem { _ in }
            _ = (
                try register.people(), try register.boards(), try register.meetings(), try register.reports()
            )
            _ = (try register.kinds(), try register.posts(), try register.monitoring())
            _ = (try register.yearStart(), try register.timeZone())
        } throws: { error in
            guard case RegisterError.damaged(let what)? = error as? RegisterError else { return false }
            return !what.isEmpty
        }
    }

    /// The number that SQLite keeps for the file's format can be anything.
    @Test(arguments: [-1, 0, Int(Int32.min), Int(Int32.max)])
    func anyFormatNumber(format: Int) throws {
        try intruder.database.execute("PRAGMA user_version = \(format)")
        for purpose in [Access.reading, .writing] {
            #expect(throws: RegisterError.self) {
                try Register.open(at: folder.file("register.db"), for: purpose)
            }
        }
    }

    /// SQLite leaves the checks of a schema out where it may only read.
    @Test func aRowThatItsTableForbids() throws {
        let whole = try HealthCheck(folder.file("register.db"), isDeep: true)
        #expect(whole.lines.first { $0.subject == "Database" }?.verdict == .fine)
        try intruder.database.execute("UPDATE item_state SET from_on = '9999-12-31', to_on = '2022-01-01'")
        try intruder.cover()
        let check = try HealthCheck(folder.file("register.db"), isDeep: true)
        let line = try #require(check.lines.first { $0.subject == "Database" })
        #expect(line.verdict == .wrong && line.found.contains("CHECK"), "\(line)")
    }
}
