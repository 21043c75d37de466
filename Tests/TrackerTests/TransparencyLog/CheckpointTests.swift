import Testing
import Tracker

@Suite("Checkpoints (C2SP tlog-checkpoint)")
struct CheckpointTests {
    static let origin = "register.example/london"
    let signer: SignerKey
    let checkpoint: Checkpoint

    init() throws {
        signer = try SignerKey(name: CheckpointTests.origin, seed: Array(0..<32))
        checkpoint = Checkpoint(origin: CheckpointTests.origin, size: 109_482, root: .sha256("root".utf8))
    }

    @Test("The specification's example is read and written again")
    func specificationExample() throws {
        let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        let checkpoint = try Checkpoint(parsing: text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa" && checkpoint.size == 20_852_163)
        #expect(checkpoint.root.hex == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")
        #expect(checkpoint.text == text)
    }

    @Test("What is signed is what is verified")
    func roundTrip() throws {
        let note = try SignedNote(parsing: checkpoint.signed(by: signer).encoded.utf8)
        #expect(try Checkpoint(verifying: note, with: [signer.verifier]) == checkpoint)
        let empty = Checkpoint(origin: "a", size: 0, root: .empty)
        #expect(empty.text == "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
        #expect(try Checkpoint(parsing: empty.text) == empty)
    }

    @Test("Extension lines are kept")
    func extensions() throws {
        let text = checkpoint.text + "one more\nand another\n"
        let read = try Checkpoint(parsing: text)
        #expect(read.extensions == ["one more", "and another"])
        #expect(read.text == text)
    }

    @Test("A key signs for its own log only")
    func otherOrigin() throws {
        let other = try SignerKey(name: "register.example/leeds", seed: Array(0..<32))
        let error = CheckpointError.otherOrigin(
            origin: CheckpointTests.origin, signers: ["register.example/leeds"])
        #expect(throws: error) {
            try Checkpoint(verifying: checkpoint.signed(by: other), with: [other.verifier])
        }
        #expect(throws: CheckpointError.note(.noKnownKey(signers: ["register.example/leeds"]))) {
            try Checkpoint(verifying: checkpoint.signed(by: other), with: [signer.verifier])
        }
    }

    @Test(
        "Whatever is not a checkpoint is refused with a reason",
        arguments: [
            ("", .missingLine), ("\n", .missingLine), ("a\n1\n", .missingLine),
            ("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", .missingLine),
            ("\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", .missingLine),
            ("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nb\n", .missingLine),
            ("a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", .badSize("01")),
            ("a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", .badSize("-1")),
            ("a\n+1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", .badSize("+1")),
            (
                "a\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                .badSize("9223372036854775808")
            ),
            ("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n", .badRoot),
            ("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n", .badRoot),
            ("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n", .badRoot),
        ] as [(String, CheckpointError)])
    func refused(_ text: String, _ error: CheckpointError) {
        #expect(throws: error) { try Checkpoint(parsing: text) }
    }
}
