import Glibc
import Testing
@testable import TrackerFiles

import Tracker

/// Redaction removes an evidence file for good, and nothing that is somebody else's.
struct EvidenceRemovalTests {
    private let folder = TemporaryFolder()
    private var store: EvidenceStore { EvidenceStore(beside: folder.file("register.db")) }
    private let words = Array("A statement by a victim.".utf8)

    private func taken() throws -> String {
        folder.write(words, to: "statement.txt")
        return try store.take(folder.file("statement.txt")).sha256
    }

    /// Whoever kept the file open sees zeros: the bytes themselves are gone.
    @Test func itsBytesAreOverwritten() throws {
        let hash = try taken()
        let open = Glibc.open(store.path(hash), O_RDONLY)
        defer { close(open) }
        #expect(try store.remove(hash) == .overwritten)
        #expect(try EvidenceStore.read(open, of: "") == [UInt8](repeating: 0, count: words.count))
        #expect(!store.holds(hash))
        #expect(try store.remove(hash) == .absent)
    }

    /// A hard-linked backup, or a file that somebody linked there to have it destroyed.
    @Test func whatHasOtherNamesKeepsItsBytes() throws {
        let hash = try taken()
        #expect(link(store.path(hash), folder.file("snapshot")) == 0)
        #expect(try store.remove(hash).warning?.contains("other names") == true)
        #expect(!store.holds(hash))
        #expect(folder.bytes("snapshot") == words)
    }

    @Test func whatIsSomethingElseKeepsItsBytes() throws {
        let hash = try taken()
        let file = Glibc.open(store.path(hash), O_RDWR | O_TRUNC)
        defer { close(file) }
        #expect(pwrite(file, "minutes", 7, 0) == 7)
        #expect(try store.remove(hash).warning?.contains("something else") == true)
        #expect(try EvidenceStore.read(file, of: "") == Array("minutes".utf8))
        #expect(!store.holds(hash))
    }

    @Test func whatWaitsForAnotherProgramHoldsNothingUp() throws {
        let hash = try taken()
        unlink(store.path(hash))
        #expect(mkfifo(store.path(hash), 0o600) == 0)
        #expect(store.holds(hash))
        #expect(try store.remove(hash).warning?.contains("not a regular file") == true)
        #expect(!store.holds(hash))
    }

    /// What can't be removed is told, and can be removed later.
    @Test func aFolderInItsPlaceIsAnError() throws {
        let hash = try taken()
        unlink(store.path(hash))
        mkdir(store.path(hash), 0o700)
        let error = try #require(throws: EvidenceError.self) { try store.remove(hash) }
        #expect(!error.isReading && error.fault.contains(hash))
        rmdir(store.path(hash))
        #expect(try store.remove(hash) == .absent)
    }

    @Test(arguments: ["a FIFO", "a device", "a folder"])
    func whatIsNoFileIsRefusedAtOnce(_ what: String) throws {
        let path = what == "a device" ? "/dev/zero" : folder.file("given")
        if what == "a FIFO" { mkfifo(path, 0o600) } else if what == "a folder" { mkdir(path, 0o700) }
        #expect(throws: EvidenceError(path: path, isReading: true, code: EISDIR)) {
            try EvidenceStore.read(path)
        }
        folder.write(words, to: "large")
        #expect(throws: EvidenceError(path: folder.file("large"), isReading: true, code: EFBIG)) {
            try EvidenceStore.read(folder.file("large"), atMost: words.count - 1)
        }
    }
}
