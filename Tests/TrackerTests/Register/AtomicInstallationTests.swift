import Glibc
import Testing

import Tracker

/// A register is put in its place whole or not at all.
struct PlacingTests {
    private struct Interruption: Error {}
    private let folder = TemporaryFolder()
    private var path: String { folder.file("register.db") }

    @Test func anInterruptedOneLeavesNothing() {
        #expect(throws: Interruption.self) {
            try Register.installAtomically(at: path) { draft in
                _ = try Register.make(at: draft)
                throw Interruption()
            }
        }
        #expect(folder.names == [])
    }

    @Test func whatAKilledOneLeftIsInNobodysWay() throws {
        // kill -9 leaves the draft of a process whose number may come again.
        for ending in ["", "-wal", "-shm"] {
            folder.write(Array("half".utf8), to: "register.db.\(getpid()).draft\(ending)")
        }
        let fixture = try RegisterFixture(at: path)
        #expect(try fixture.register.verify().findings.isEmpty)
        #expect(folder.names.allSatisfy { !$0.contains("draft") })
    }

    @Test func oneThatAppearsMeanwhileIsLeftAsItIs() {
        #expect(throws: RegisterError.exists(path: path)) {
            try Register.installAtomically(at: path) { draft in
                _ = try Register.make(at: draft)
                folder.write(Array("minutes".utf8), to: "register.db")
            }
        }
        #expect(folder.bytes("register.db") == Array("minutes".utf8))
    }

    @Test func theRefusalNamesThePlaceThatWasAskedFor() {
        let path = folder.file("missing/register.db")
        #expect(throws: RegisterError.cannotOpen(path: path, why: "No such file or directory")) {
            try RegisterFixture(at: path)
        }
    }
}
