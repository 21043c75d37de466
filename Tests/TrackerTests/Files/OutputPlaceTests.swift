import Glibc
import Testing

import Tracker

/// Files are known by what is in them, under any name.
struct OutputPlaceTests {
    private let folder = TemporaryFolder()

    private func nature(_ bytes: [UInt8]) throws -> FileNature {
        folder.write(bytes, to: "file")
        return try FileNature(of: folder.file("file"))
    }

    @Test func everyKindIsKnown() throws {
        let fixture = try RegisterFixture(at: folder.file("register.db"))
        try fixture.report("R")
        let key = try SignerKey(name: "r.example", seed: [UInt8](repeating: 1, count: 32))
        let note = try fixture.register.checkpoint(signedBy: key)
        #expect(try FileNature(of: folder.file("register.db")) == .database)
        #expect(try nature(SealedKey.open(key).encoded) == .signingKey)
        let sealed = try SealedKey(key, passphrase: "words", salt: [UInt8](repeating: 0, count: 16))
        #expect(try nature(sealed.encoded) == .signingKey)
        #expect(try nature(Array(note.encoded.utf8)) == .checkpoint)
        let growth = Proof.consistency(
            try fixture.register.proof(from: note, in: "checkpoint", signedBy: key))
        #expect(try nature(Array(growth.encoded.utf8)) == .proof)
        for number in 1...40 { try fixture.person("Person \(number)") }
        let long = Proof.inclusion(try fixture.register.proof(of: "1", signedBy: key))
        #expect(try nature(Array(long.encoded.utf8)) == .proof)
        #expect(try nature([]) == .empty)
        #expect(try nature(Array("ref,text\r\nL-1,Words\r\n".utf8)) == .other)
    }

    @Test func aNameThatLeavesNoRoomForADraftIsWrittenAllTheSame() throws {
        let name = String(repeating: "ä", count: 125) + ".csv"
        let file = try OutputFile(folder.file(name))
        try file.write(Array("words".utf8))
        #expect(folder.bytes(name) == nil)
        try file.commit()
        #expect(folder.bytes(name) == Array("words".utf8))
    }

    /// Somebody makes a register under the name while the paper is written.
    @Test func whatAppearsMeanwhileIsNotReplaced() throws {
        let file = try OutputFile(folder.file("paper"))
        try file.write(Array("words".utf8))
        _ = try RegisterFixture(at: folder.file("paper"))
        #expect(throws: OutputRefusal.self) { try file.commit() }
        #expect(try FileNature(of: folder.file("paper")) == .database)
    }

    @Test func whatIsNotFinishedIsGone() throws {
        folder.write(Array("the old one".utf8), to: "paper")
        do {
            let file = try OutputFile(folder.file("paper"))
            try file.write(Array("half".utf8))
            #expect(folder.names.count == 2)
        }
        #expect(folder.names == ["paper"] && folder.bytes("paper") == Array("the old one".utf8))
    }

    @Test func aDraftThatIsGoneIsTold() throws {
        let file = try OutputFile(folder.file("paper"))
        try file.write(Array("half".utf8))
        unlink(file.draftPath)
        #expect(folder.names.isEmpty)
        #expect(throws: TrailFileError.self) { try file.commit() }
    }
}
