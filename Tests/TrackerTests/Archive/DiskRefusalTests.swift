import Glibc
import Testing

import Tracker

/// What SQLite says when the disk refuses, and the register as it was.
struct DiskRefusalTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("register.db") }

    @Test func aFullDatabaseTakesNothingInAndLosesNothing() throws {
        let fixture = try RegisterFixture(at: path)
        let before = try fixture.register.contents()
        let pages = try fixture.register.database.first("PRAGMA page_count") { $0.int(0) }
        try fixture.register.database.execute("PRAGMA max_page_count = \(try #require(pages))")
        let error = try #require(throws: StorageError.self) {
            try fixture.write { writer in
                for number in 1...200 { try writer.addPerson("Person \(number)") }
            }
        }
        #expect(error.kind == .diskFull && error.isCannotWrite)
        #expect(error.path == path)
        #expect(try fixture.register.contents() == before)
        try fixture.register.database.execute("PRAGMA max_page_count = 1000000")
        try fixture.person("AC Frontline")
        #expect(try fixture.register.verify().findings.isEmpty)
    }
}
