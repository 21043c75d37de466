import Crypto
import Testing
@testable import TransparencyLog

import Tracker

/// Signatures of OpenSSH: those of ssh-keygen itself, and those of keys on a token, which are made here as PROTOCOL.u2f says.
struct SSHSignatureTests {
    private static let hasOpenSSH = TrailFixture.shell("command -v ssh-keygen").code == 0
    private static let message = Array("tracker signed act 1\n{}\n".utf8)

    @Test(
        "What ssh-keygen signs verifies, and nothing else", .enabled(if: hasOpenSSH),
        arguments: ["ed25519", "ecdsa"])
    func openSSH(type: String) throws {
        let folder = TrailFixture.Folder()
        let (key, file) = (folder("key"), folder("file"))
        TrailFixture.overwrite(file, Self.message)
        let made = TrailFixture.shell(
            "ssh-keygen -q -t \(type) -N '' -C 'a comment' -f '\(key)' && ssh-keygen -q -Y sign -n tracker-act -f '\(key)' '\(file)' 2>&1"
        )
        #expect(made.code == 0, "\(made.output)")
        let line = try #require(
            SSHKey(
                line: String(decoding: try EvidenceStore.read("\(key).pub"), as: UTF8.self).filter {
                    !$0.isNewline
                }))
        let text = String(decoding: try EvidenceStore.read("\(file).sig"), as: UTF8.self)
        let signature = try #require(SSHSignature(armored: text))
        #expect(signature.armored == text)
        try Self.checkEveryBit(signature, of: Self.message, by: line)
        // The other way round: OpenSSH verifies what we write again.
        TrailFixture.overwrite(folder("again.sig"), Array(signature.armored.utf8))
        TrailFixture.overwrite(folder("who"), Array("person \(line.line)\n".utf8))
        let verified = TrailFixture.shell(
            "ssh-keygen -Y verify -n tracker-act -f '\(folder("who"))' -I person -s '\(folder("again.sig"))' < '\(file)' 2>&1"
        )
        #expect(verified.code == 0, "\(verified.output)")
    }

    @Test func aKeyOnATokenAsksForATouch() throws {
        let application = Array("ssh:".utf8)
        let pair = try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: 5, count: 32))
        let other = try P256.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: 5, count: 32))
        func string(_ text: String) -> [UInt8] { SSHReader.string(Array(text.utf8)) }
        let blobs: [(SSHKey.Kind, [UInt8])] = [
            (
                .tokenEd25519,
                string("sk-ssh-ed25519@openssh.com")
                    + SSHReader.string(Array(pair.publicKey.rawRepresentation))
                    + SSHReader.string(application)
            ),
            (
                .tokenECDSA,
                string("sk-ecdsa-sha2-nistp256@openssh.com") + string("nistp256")
                    + SSHReader.string(Array(other.publicKey.x963Representation))
                    + SSHReader.string(application)
            ),
        ]
        for (kind, blob) in blobs {
            let key = try #require(SSHKey(blob: blob))
            #expect(key.kind == kind && SSHKey(line: key.line) == key)
            for flags: UInt8 in [0, 1, 5] {
                let digest = Array(SHA512.hash(data: Self.message))
                let signed =
                    Array("SSHSIG".utf8) + string("tracker-act") + string("") + string("sha512")
                    + SSHReader.string(digest)
                let asked =
                    Hash.sha256(application).bytes + [flags, 0, 0, 0, 9] + Hash.sha256(signed).bytes
                var value: [UInt8]
                if kind == .tokenEd25519 {
                    value = Array(try pair.signature(for: asked))
                } else {
                    let raw = Array(try other.signature(for: asked).rawRepresentation)
                    value = SSHReader.string([0] + raw[..<32]) + SSHReader.string([0] + raw[32...])
                }
                let made = string(kind.rawValue) + SSHReader.string(value) + [flags, 0, 0, 0, 9]
                let whole =
                    Array("SSHSIG".utf8) + [0, 0, 0, 1] + SSHReader.string(blob) + string("tracker-act")
                    + string("") + string("sha512") + SSHReader.string(made)
                let signature = try #require(SSHSignature(blob: whole))
                #expect(signature.verifies(Self.message, by: key, for: "tracker-act") == (flags & 1 == 1))
            }
        }
    }

    @Test func whatIsNoKey() {
        // RSA, one that anybody can sign with, one that breaks off, and one with something behind it.
        let worthless =
            SSHReader.string(Array("ssh-ed25519".utf8))
            + SSHReader.string([1] + [UInt8](repeating: 0, count: 31))
        let sound =
            SSHReader.string(Array("ssh-ed25519".utf8)) + SSHReader.string([UInt8](repeating: 9, count: 32))
        #expect(SSHKey(blob: worthless) == nil)
        #expect(SSHKey(blob: sound) != nil)
        #expect(SSHKey(blob: sound + [0]) == nil)
        for end in sound.indices { #expect(SSHKey(blob: Array(sound[..<end])) == nil) }
        #expect(SSHKey(blob: SSHReader.string(Array("ssh-rsa".utf8)) + SSHReader.string([1, 0, 1])) == nil)
        #expect(SSHKey(line: "ssh-rsa \(Base64.encode(sound))") == nil)
        #expect(
            SSHSignature(armored: "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n") == nil
        )
    }

    /// That a signature holds, and no other with a bit changed, nor for another message, key or purpose.
    private static func checkEveryBit(
        _ signature: SSHSignature, of message: [UInt8], by key: SSHKey
    ) throws {
        #expect(signature.verifies(message, by: key, for: "tracker-act"))
        #expect(!signature.verifies(message + [0], by: key, for: "tracker-act"))
        #expect(!signature.verifies(message, by: key, for: "file"))
        for index in signature.blob.indices {
            for bit in 0..<8 {
                var blob = signature.blob
                blob[index] ^= 1 << bit
                let isAccepted = SSHSignature(blob: blob)?.verifies(message, by: key, for: "tracker-act")
                #expect(isAccepted != true, "byte \(index), bit \(bit)")
            }
        }
    }
}
