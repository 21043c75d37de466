import Testing
import Tracker

@Suite("Signed notes (C2SP signed-note)")
struct SignedNoteTests {
    /// The example of the specification's section "Verifier keys".
    static let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    static let note = """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """

    let signer: SignerKey

    init() throws { signer = try SignerKey(name: "register.example/london", seed: Array(0..<32)) }

    @Test("The specification's example is read, verified and written again")
    func specificationExample() throws {
        let key = try VerifierKey(parsing: SignedNoteTests.key)
        #expect(key.name == "example.com/foo" && key.id == 0x530d_903a)
        #expect(key.description == SignedNoteTests.key)
        let note = try SignedNote(parsing: SignedNoteTests.note.utf8)
        #expect(note.text == "This is an example message.\n")
        #expect(try note.verify(with: [signer.verifier, key]) == [key])
        #expect(note.encoded == SignedNoteTests.note)
    }

    @Test("No bit of the text or the signature can change unnoticed")
    func flippedBits() throws {
        let key = try VerifierKey(parsing: SignedNoteTests.key)
        let bytes = Array(SignedNoteTests.note.utf8)
        for bit in 0..<bytes.count * 8 {
            var damaged = bytes
            damaged[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: SignedNoteError.self, "bit \(bit)") {
                try SignedNote(parsing: damaged).verify(with: [key])
            }
        }
    }

    @Test("What is signed here is read and verified here, with any number of signatures")
    func roundTrip() throws {
        let others = try (0..<16).map {
            try SignerKey(name: "witness\($0)", seed: Array(repeating: $0, count: 32))
        }
        let text = "one\n\n— two\n\nthree\n"
        let note = SignedNote(signing: text, with: [signer] + others)
        let read = try SignedNote(parsing: note.encoded.utf8)
        #expect(read == note && read.text == text)
        #expect(
            try read.verify(with: [others[3].verifier, signer.verifier]) == [
                signer.verifier, others[3].verifier,
            ])
        let doubled = try SignedNote(
            parsing: (note.encoded + note.encoded.split(separator: "\n").last! + "\n").utf8)
        #expect(try doubled.verify(with: [others[15].verifier]) == [others[15].verifier])
    }

    @Test("Unknown keys are passed over; a wrong signature by a known one refuses the note")
    func trust() throws {
        let stranger = try SignerKey(name: "register.example/london", seed: Array(repeating: 7, count: 32))
        let note = SignedNote(signing: "text\n", with: [stranger])
        #expect(throws: SignedNoteError.noKnownKey(signers: ["register.example/london"])) {
            try note.verify(with: [signer.verifier])
        }
        let moved = SignedNote(signing: "other text\n", with: [signer])
        let forged = "text\n" + moved.encoded.dropFirst("other text\n".count)
        #expect(throws: SignedNoteError.wrongSignature(name: "register.example/london")) {
            try SignedNote(parsing: forged.utf8).verify(with: [signer.verifier])
        }
    }

    @Test(
        "Whatever is not a signed note is refused with a reason",
        arguments: [
            ("", .noSignatures), ("text\n", .noSignatures), ("text\n\n", .noSignatures),
            ("\n— a AAAAAAA=\n", .noSignatures), ("text\n— a AAAAAAA=\n", .noSignatures),
            ("text\n\n— a AAAAAAA=", .noLineBreakAtEnd), ("te\txt\n\n— a AAAAAAA=\n", .notPlainText),
            ("text\r\n\r\n— a AAAAAAA=\r\n", .carriageReturns),
            ("text\n\n- a AAAAAAA=\n", .malformedSignature(number: 1)),
            ("text\n\n— a AAAAAAA=\n— b\n", .malformedSignature(number: 2)),
            ("text\n\n— a+b AAAAAAA=\n", .malformedSignature(number: 1)),
            ("text\n\n— a\u{2003}b AAAAAAA=\n", .malformedSignature(number: 1)),
            ("text\n\n—  AAAAAAA=\n", .malformedSignature(number: 1)),
            ("text\n\n— a AAAAAAA= \n", .malformedSignature(number: 1)),
            ("text\n\n— a AAAAAA==\n", .malformedSignature(number: 1)),
            ("text\n\n— a AAAAAAB=\n", .malformedSignature(number: 1)),
            ("text\n\n— a AAAAAAA\n", .malformedSignature(number: 1)),
        ] as [(String, SignedNoteError)])
    func refused(_ text: String, _ error: SignedNoteError) {
        #expect(throws: error) { try SignedNote(parsing: text.utf8) }
    }

    @Test("A note has a greatest size")
    func tooLarge() {
        let bytes = [UInt8](repeating: 0x61, count: SignedNote.greatestSize + 1)
        #expect(throws: SignedNoteError.tooLarge) { try SignedNote(parsing: bytes) }
        #expect(throws: SignedNoteError.noSignatures) { try SignedNote(parsing: bytes.dropLast()) }
    }

    @Test("A note has to be UTF-8")
    func invalidUTF8() {
        #expect(throws: SignedNoteError.notPlainText) {
            try SignedNote(parsing: [0xFF] + SignedNoteTests.note.utf8)
        }
    }

    @Test("A signer key is kept as one line and never shown")
    func signerKey() throws {
        let text = signer.secretText
        #expect(text.hasPrefix("PRIVATE+KEY+register.example/london+"))
        let read = try SignerKey(parsing: text)
        #expect(read.verifier == signer.verifier && read.secretText == text)
        let secret = text.split(separator: "+").last!
        #expect(!"\(signer)".contains(secret) && !String(reflecting: signer).contains(secret))
        var dumped = ""
        dump(signer, to: &dumped)
        #expect(dumped.contains("verifier") && !dumped.contains("PrivateKey"))

        var random = SplitMix64(state: 1)
        let one = try SignerKey(name: "a", using: &random)
        let two = try SignerKey(name: "a", using: &random)
        #expect(one.verifier != two.verifier)
    }

    @Test("Ed25519 as in RFC 8032 section 7.1, test 2")
    func knownSignature() throws {
        let key = try SignerKey(
            name: "a",
            seed: MerkleTreeTests.bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        #expect(
            key.verifier.publicKey
                == MerkleTreeTests.bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
        let signature = MerkleTreeTests.bytes(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
        #expect(key.signature(of: [0x72]) == signature)
        #expect(key.verifier.verifies(signature: signature, of: [0x72]))
        #expect(!key.verifier.verifies(signature: signature.dropLast(), of: [0x72]))
        #expect(!key.verifier.verifies(signature: signature, of: [0x73]))
    }

    @Test(
        "Texts that are not keys are refused with a reason",
        arguments: [
            ("", .malformed), ("example.com/foo", .malformed), ("example.com/foo+530d903a", .malformed),
            ("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformed),
            ("example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformed),
            ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2", .malformed),
            ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv", .malformed),
            ("example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .unsupportedType),
            (
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                .wrongID(name: "example.com/foo")
            ),
            (
                "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                .wrongID(name: "example.com/fop")
            ),
            ("example com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .badName("example com")),
            ("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .badName("")),
        ] as [(String, NoteKeyError)])
    func badKeys(_ text: String, _ error: NoteKeyError) {
        #expect(throws: error) { try VerifierKey(parsing: text) }
        #expect(throws: NoteKeyError.malformed) { try SignerKey(parsing: text) }
    }

    @Test("Parts that make no key are refused with a reason")
    func badParts() {
        #expect(throws: NoteKeyError.badName("a+b")) { try SignerKey(name: "a+b", seed: Array(0..<32)) }
        #expect(throws: NoteKeyError.malformed) { try SignerKey(name: "a", seed: Array(0..<31)) }
        #expect(throws: NoteKeyError.malformed) { try VerifierKey(name: "a", publicKey: []) }
        #expect(throws: NoteKeyError.wrongID(name: "b")) {
            try SignerKey(parsing: signer.secretText.replacing("register.example/london", with: "b"))
        }
    }
}

@Suite("Keys that prove nothing, and second signatures")
struct WorthlessKeyTests {
    /// The y of the points whose order divides 8, and what else is read as one of them.
    private static let ys = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ]

    @Test("A key of small order, or not written in its one way, is refused", arguments: ys)
    func worthless(y: String) throws {
        let point = stride(from: 0, to: 64, by: 2).map { index -> UInt8 in
            let start = y.index(y.startIndex, offsetBy: index)
            return UInt8(y[start..<y.index(start, offsetBy: 2)], radix: 16)!
        }
        for sign: UInt8 in [0, 0x80] {
            var key = point
            key[31] |= sign
            #expect(throws: NoteKeyError.worthless) { try VerifierKey(name: "a.test/b", publicKey: key) }
        }
    }

    @Test("One wrong signature of a key given refuses the note, be it a second one")
    func secondSignature() throws {
        let signer = try SignerKey(name: "a.test/b", seed: Array(0..<32))
        let good = SignedNote(signing: "text\n", with: [signer]).encoded
        let other = SignedNote(signing: "another\n", with: [signer]).encoded.split(separator: "\n").last!
        for lines in [good + other + "\n", good.replacing("\n\n", with: "\n\n\(other)\n")] {
            let note = try SignedNote(parsing: lines.utf8)
            #expect(note.signatures.count == 2)
            #expect(throws: SignedNoteError.wrongSignature(name: "a.test/b")) {
                try note.verify(with: [signer.verifier])
            }
        }
    }

    @Test("What mail and editors do to a note is told")
    func mailed() throws {
        let signer = try SignerKey(name: "a.test/b", seed: Array(0..<32))
        let note = SignedNote(signing: "a.test/b\n1\nx\n", with: [signer]).encoded
        func error(_ text: String) -> SignedNoteError? {
            do { _ = try SignedNote(parsing: text.utf8) } catch { return error }
            return nil
        }
        #expect(error(note) == nil)
        #expect(error(note + "\n") == .emptyLineAtEnd)
        #expect(error(note + "\n\n") == .emptyLineAtEnd)
        #expect(error(String(note.dropLast())) == .noLineBreakAtEnd)
        #expect(error("\u{FEFF}" + note) == .byteOrderMark)
        #expect(error(note.replacing("\n", with: "\r\n")) == .carriageReturns)
        #expect(error("\u{FEFF}" + note.replacing("\n", with: "\r\n")) == .byteOrderMark)
        #expect(error(note.replacing("x", with: "\u{7}")) == .notPlainText)
        #expect(error("no signature\n") == .noSignatures)
    }
}
