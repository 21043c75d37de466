import Glibc
import Testing

import Tracker

@Suite("The signing key's file") struct SealedKeyTests {
    private let salt = [UInt8](repeating: 9, count: 16)

    @Test("A key comes back from its file, open or sealed")
    func roundTrip() throws {
        let open = try SealedKey(parsing: SealedKey.open(TrailFixture.key).encoded)
        #expect(!open.isSealed)
        #expect(try open.signer(passphrase: nil).verifier == TrailFixture.verifier)
        let sealed = try SealedKey(TrailFixture.key, passphrase: "correct horse", salt: salt)
        let read = try SealedKey(parsing: sealed.encoded)
        #expect(read.isSealed && read.verifier == TrailFixture.verifier)
        #expect(!String(decoding: sealed.encoded, as: UTF8.self).contains("PRIVATE"))
        #expect(
            try read.signer(passphrase: "correct horse").signature(of: [1])
                == TrailFixture.key.signature(of: [1]))
        #expect(throws: KeyFileError.wrongPassphrase) { try read.signer(passphrase: "correct house") }
        #expect(throws: KeyFileError.passphraseNeeded) { try read.signer(passphrase: nil) }
    }

    @Test("A key file is its owner's alone whatever the umask, and never replaced")
    func modes() throws {
        let folder = TrailFixture.Folder()
        let file = KeyFile(folder("new/key"))
        let before = umask(0)
        defer { umask(before) }
        try file.create(.open(TrailFixture.key))
        var status = stat()
        stat(file.path, &status)
        #expect(status.st_mode & 0o777 == 0o600)
        stat(folder("new"), &status)
        #expect(status.st_mode & 0o777 == 0o700)
        #expect(throws: TrailFileError.self) { try file.create(.open(TrailFixture.key)) }
        chmod(file.path, 0o640)
        #expect(throws: RuleViolation.self) { try file.read() }
    }

    @Test("A name is made of the body's")
    func names() {
        #expect(KeyFile.name(forBody: "Mayor's Office for Policing") == "mayor-s-office-for-policing")
        #expect(KeyFile.name(forBody: nil) == "register")
        #expect(KeyFile.name(forBody: "—") == "register")
    }
}
