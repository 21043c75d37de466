import Glibc
import Testing

import Tracker
import TrackerStorage

/// Making and opening a register, and leaving alone what is none.
struct RegisterOpeningTests {
    private let folder = TemporaryFolder()

    private func create(_ name: String = "register.db") throws -> RegisterFixture {
        try RegisterFixture(at: folder.file(name), settings: [.body: "MOPAC", .yearStart: "04-01"])
    }

    @Test func aNewRegisterHoldsItsFounderAndSettings() throws {
        let fixture = try create()
        let entries = try fixture.register.entries(about: nil)
        #expect(entries.map(\.act) == ["person add", "init"])
        #expect(entries.map(\.actor) == [PersonID(1), PersonID(1)])
        let founder = Person(
            id: PersonID(1), name: "Amira Khan", post: nil, account: "amira",
            roles: [.approver, .assurer, .officer])
        #expect(try fixture.register.people() == [founder])
        let again = try Register.open(at: folder.file("register.db"), for: .reading)
        #expect(try again.people() == [founder])
        #expect(try again.size() == 2)
        #expect(try again.setting(.body) == "MOPAC")
        #expect(try again.setting(.force) == nil)
        #expect(try again.root(at: 2) == fixture.register.root(at: 2))
        #expect(try again.verify().findings.isEmpty)
    }

    @Test func onlyItsOwnerMayReadIt() throws {
        _ = try create()
        var status = stat()
        #expect(stat(folder.file("register.db"), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test func theOneThatIsThereIsLeftAsItIs() throws {
        _ = try create()
        let before = try #require(folder.bytes("register.db"))
        #expect(throws: RegisterError.exists(path: folder.file("register.db"))) { try create() }
        #expect(folder.bytes("register.db") == before)
        folder.write(Array("minutes".utf8), to: "minutes.txt")
        #expect(throws: RegisterError.exists(path: folder.file("minutes.txt"))) { try create("minutes.txt") }
        #expect(folder.bytes("minutes.txt") == Array("minutes".utf8))
    }

    @Test func aFolderThatIsMissingIsNamed() throws {
        let path = folder.file("none/register.db")
        #expect(throws: RegisterError.cannotOpen(path: path, why: "No such file or directory")) {
            try RegisterFixture(at: path)
        }
    }

    @Test func aMissingRegisterIsNotMade() throws {
        for purpose in [Access.reading, .writing] {
            #expect(throws: RegisterError.missing(path: folder.file("none.db"))) {
                try Register.open(at: folder.file("none.db"), for: purpose)
            }
        }
        #expect(folder.names == [])
        let error = RegisterError.missing(path: "none.db")
        #expect(error.description == "There is no register at none.db.")
        #expect(error.remedies == [.add(.registerFile(path: "none.db"))])
    }

    @Test func whatIsNoRegisterIsLeftAsItIs() throws {
        folder.write([], to: "empty")
        folder.write(
            Array(String(repeating: "Minutes of the oversight board. ", count: 400).utf8), to: "text")
        try Database(path: folder.file("other"), for: .creating).execute("CREATE TABLE t (i INTEGER)")
        // The start of a database, and nothing behind it.
        folder.write(Array("SQLite format 3\0".utf8) + [1, 2, 3], to: "torso")
        for name in folder.names {
            let before = try #require(folder.bytes(name))
            for purpose in [Access.reading, .writing] {
                #expect(throws: RegisterError.notARegister(path: folder.file(name))) {
                    try Register.open(at: folder.file(name), for: purpose)
                }
            }
            #expect(folder.bytes(name) == before)
        }
    }

    @Test func aFolderIsNoRegister() throws {
        #expect(throws: RegisterError.self) { try Register.open(at: folder.path, for: .reading) }
    }

    @Test func aRegisterFromANewerVersionIsLeftUntouched() throws {
        _ = try create()
        let path = folder.file("register.db")
        let known = Register.migrations.count
        do {
            let database = try Database(path: path, for: .writing)
            try database.execute("PRAGMA user_version = \(known + 1)")
            try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        }
        let before = try #require(folder.bytes("register.db"))
        for purpose in [Access.reading, .writing] {
            let error = try #require(throws: RegisterError.self) { try Register.open(at: path, for: purpose) }
            #expect(error == .newer(path: path, found: known + 1, known: known))
            #expect(error.description.contains("was made by a newer version of this program"))
        }
        #expect(folder.bytes("register.db") == before)
    }

    @Test func openedForReadingItIsNotWritten() throws {
        let fixture = try create()
        let reader = try Register.open(at: folder.file("register.db"), for: .reading)
        let error = try #require(throws: StorageError.self) {
            try reader.write(fixture.session()) { try $0.addPerson("AC Frontline") }
        }
        #expect(error.isCannotWrite)
        #expect(try reader.size() == 2)
    }

    @Test func twoProgramsTakeTurns() throws {
        let fixture = try create()
        let other = try Register.open(at: folder.file("register.db"), for: .writing, busyTimeout: 20)
        try fixture.write { writer in
            try writer.addPerson("AC Frontline")
            let error = try #require(throws: StorageError.self) {
                try other.write(fixture.session()) { try $0.addPerson("DAC Professionalism") }
            }
            #expect(error.isBusy)
        }
        try other.write(fixture.session()) { try $0.addPerson("DAC Professionalism") }
        try fixture.person("Ch Supt Digital")
        #expect(try fixture.register.people().map(\.id.seq) == [1, 3, 4, 5])
        #expect(try other.verify().findings.isEmpty)
    }

    /// A setting that can't be meant, or one too long for an entry, makes no half a register.
    @Test func aRegisterThatCannotBeFoundedIsNotLeftBehind() throws {
        let tooLong = String(repeating: "MOPAC ", count: 20_000)
        for (name, settings) in [("a.db", [Setting.body: tooLong]), ("b.db", [.ageBands: "ninety"])] {
            #expect(throws: (any Error).self) {
                try RegisterFixture(at: folder.file(name), settings: settings)
            }
        }
        #expect(folder.names == [])
    }
}
