import Testing
@testable import TransparencyLog
import Tracker

@Suite("Witnesses (C2SP tlog-witness, tlog-cosignature)")
struct WitnessTests {
    private static let now: Int64 = 1_679_315_147
    private let tree: StoredTree
    private let log: SignerKey
    private let witness: WitnessSigner

    init() throws {
        tree = try StoredTree(size: 77)
        log = try SignerKey(name: "register.example/london", seed: Array(0..<32))
        witness = try WitnessSigner(name: "witness.example/w1", seed: Array(32..<64))
    }

    private func checkpoint(_ size: Int64) throws -> Checkpoint {
        Checkpoint(
            origin: log.verifier.name, size: size, root: try MerkleTree.root(size: size, reader: tree))
    }

    private func request(from old: Int64, to new: Int64) throws -> WitnessRequest {
        try WitnessRequest(
            oldSize: old,
            proof: old == 0 ? [] : try MerkleTree.consistencyProof(from: old, to: new, reader: tree),
            note: checkpoint(new).signed(by: log))
    }

    private func cosign(
        _ request: WitnessRequest, last: Checkpoint?, keys: [VerifierKey]? = nil
    ) throws(WitnessRefusal) -> SignedNote {
        try Witness.cosign(
            request, keys: keys ?? [log.verifier], last: last, at: Self.now, by: witness)
    }

    private func refusal(
        _ request: WitnessRequest, last: Checkpoint?, keys: [VerifierKey]? = nil
    ) -> WitnessRefusal? {
        do {
            _ = try cosign(request, last: last, keys: keys)
            return nil
        } catch { return error }
    }

    // MARK: - Keys and cosignatures

    @Test("The specification's cosignature is read: its ID, and its time before the signature")
    func specificationExample() throws {
        let text = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

            """
        let note = try SignedNote(parsing: text.utf8)
        let signature = note.signatures[1]
        #expect(signature.bytes.count == 72)
        #expect(signature.bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) } == Self.now)
        #expect(
            String(decoding: Cosignature.message(of: note.text, at: Self.now), as: UTF8.self)
                == "cosignature/v1\ntime 1679315147\n\(note.text)")
    }

    @Test("A witness's key is no log's, and a log's no witness's")
    func keys() throws {
        #expect(try WitnessKey(parsing: witness.key.description) == witness.key)
        #expect(try WitnessSigner(parsing: witness.secretText).key == witness.key)
        #expect(!"\(witness)".contains("PRIVATE"))
        #expect(throws: WitnessKeyError.ofLog(name: log.verifier.name)) {
            try WitnessKey(parsing: log.verifier.description)
        }
        #expect(throws: NoteKeyError.unsupportedType) {
            try VerifierKey(parsing: witness.key.description)
        }
        #expect(throws: NoteKeyError.unsupportedType) { try SignerKey(parsing: witness.secretText) }
        // The same 32 bytes have another ID for each kind.
        let same = try VerifierKey(name: witness.key.name, publicKey: witness.key.publicKey)
        #expect(same.id != witness.key.id)
        let broken = witness.key.description.replacing("witness", with: "witnezz")
        #expect(throws: WitnessKeyError.self) { try WitnessKey(parsing: broken) }
    }

    @Test("What is cosigned is verified, at its time and for its text alone")
    func cosignature() throws {
        let note = try cosign(try request(from: 0, to: 9), last: nil)
        let read = try SignedNote(parsing: note.encoded.utf8)
        #expect(
            try read.cosignatures(by: [witness.key]) == [Cosignature(witness: witness.key, time: Self.now)])
        // Whoever knows no witness reads the checkpoint all the same.
        #expect(try Checkpoint(verifying: read, with: [log.verifier]).size == 9)
        // Every bit of the signature counts, those of the time as well.
        let own = try #require(read.signatures.last)
        for index in own.bytes.indices {
            var bytes = own.bytes
            bytes[index] ^= 1
            let changed = SignedNote(
                text: read.text,
                signatures: [.init(name: own.name, keyID: own.keyID, bytes: bytes)])
            #expect(throws: SignedNoteError.wrongSignature(name: own.name)) {
                try changed.cosignatures(by: [witness.key])
            }
        }
        let elsewhere = SignedNote(text: try checkpoint(10).text, signatures: [own])
        #expect(throws: SignedNoteError.self) { try elsewhere.cosignatures(by: [witness.key]) }
        #expect(try elsewhere.cosignatures(by: []) == [])
        // A signature of the checkpoint alone, by the same key, is no cosignature.
        let plain = try SignerKey(name: witness.key.name, seed: Array(32..<64)).signature(
            of: Array(read.text.utf8))
        let timeless = SignedNote(
            text: read.text, signatures: [.init(name: own.name, keyID: own.keyID, bytes: plain)])
        #expect(throws: SignedNoteError.self) { try timeless.cosignatures(by: [witness.key]) }
    }

    // MARK: - What is cosigned

    @Test(
        "Each later checkpoint is cosigned that goes on from the last",
        arguments: [
            [1, 2, 3, 64, 77], [0, 0, 5], [64, 65], [50, 50, 77],
        ] as [[Int64]])
    func growth(_ sizes: [Int64]) throws {
        var last: Checkpoint?
        for size in sizes {
            let note = try cosign(try request(from: last?.size ?? 0, to: size), last: last)
            #expect(try note.cosignatures(by: [witness.key]).count == 1)
            last = try Checkpoint(verifying: note, with: [log.verifier])
            #expect(last?.size == size)
        }
    }

    @Test("Signatures of others are neither looked at nor handed on")
    func others() throws {
        let stranger = try SignerKey(name: "stranger.example", seed: Array(1..<33))
        let text = try checkpoint(5).text
        let note = SignedNote(signing: text, with: [stranger, log])
        let cosigned = try cosign(try WitnessRequest(oldSize: 0, proof: [], note: note), last: nil)
        #expect(cosigned.signatures.map(\.name) == [log.verifier.name, witness.key.name])
    }

    // MARK: - What is refused

    @Test("A log that the witness wasn't told of: 404")
    func unknown() throws {
        let other = try SignerKey(name: "other.example", seed: Array(2..<34))
        let asked = try request(from: 0, to: 5)
        #expect(refusal(asked, last: nil, keys: []) == .unknownLog(origin: log.verifier.name))
        #expect(refusal(asked, last: nil, keys: [other.verifier])?.status == 404)
    }

    @Test("Signed by another key under the log's name, or wrongly: 403")
    func notSigned() throws {
        let thief = try SignerKey(name: log.verifier.name, seed: Array(3..<35))
        let text = try checkpoint(5).text
        func asked(_ note: SignedNote) throws -> WitnessRefusal? {
            refusal(try WitnessRequest(oldSize: 0, proof: [], note: note), last: nil)
        }
        #expect(try asked(SignedNote(signing: text, with: [thief]))?.status == 403)
        // The log's own name and ID with a signature that doesn't hold, beside one that does.
        let good = SignedNote(signing: text, with: [log])
        let bad = SignedNote.Signature(
            name: log.verifier.name, keyID: log.verifier.id, bytes: Array(repeating: 7, count: 64))
        #expect(try asked(SignedNote(text: text, signatures: good.signatures + [bad]))?.status == 403)
        // The signature of another text.
        let other = try checkpoint(6).signed(by: log).signatures
        #expect(try asked(SignedNote(text: text, signatures: other))?.status == 403)
        // A witness's key under a checkpoint makes it no log's.
        let cosigned = SignedNote(text: text, signatures: [witness.cosign(text, at: Self.now)])
        #expect(try asked(cosigned)?.status == 403)
    }

    @Test("The proof begins above the checkpoint: 400")
    func oldAboveNew() throws {
        let asked = try WitnessRequest(oldSize: 6, proof: [], note: checkpoint(5).signed(by: log))
        #expect(refusal(asked, last: try checkpoint(6)) == .oldAboveNew(old: 6, new: 5))
        #expect(refusal(asked, last: nil)?.status == 400)
    }

    @Test("The witness stands elsewhere: 409 with the size alone")
    func otherSize() throws {
        let behind = refusal(try request(from: 3, to: 9), last: try checkpoint(5))
        #expect(behind == .otherSize(last: 5) && behind?.status == 409)
        #expect(behind?.body == "5\n" && behind?.mediaType == "text/x.tlog.size")
        // Never cosigned is 0; a replay of what was cosigned before is refused; a rollback from 0 as well.
        #expect(refusal(try request(from: 3, to: 9), last: nil) == .otherSize(last: 0))
        #expect(refusal(try request(from: 3, to: 5), last: try checkpoint(5)) == .otherSize(last: 5))
        #expect(refusal(try request(from: 0, to: 3), last: try checkpoint(5)) == .otherSize(last: 5))
    }

    @Test("A ledger that was rewritten, whatever proof is sent: 422")
    func rewritten() throws {
        let last = try checkpoint(9)
        let forged = Checkpoint(origin: log.verifier.name, size: 12, root: .sha256("forged".utf8))
        func asked(_ checkpoint: Checkpoint, from old: Int64, _ proof: [Hash]) throws -> WitnessRefusal? {
            refusal(
                try WitnessRequest(oldSize: old, proof: proof, note: checkpoint.signed(by: log)), last: last)
        }
        let honest = try MerkleTree.consistencyProof(from: 9, to: 12, reader: tree)
        #expect(try asked(forged, from: 9, honest)?.status == 422)
        #expect(try asked(forged, from: 9, [])?.status == 422)
        #expect(try asked(checkpoint(12), from: 9, Array(honest.dropLast()))?.status == 422)
        #expect(try asked(checkpoint(12), from: 9, honest + [.empty])?.status == 422)
        #expect(try asked(checkpoint(12), from: 9, honest.reversed())?.status == 422)
        #expect(try asked(checkpoint(12), from: 9, honest) == nil)
        // The same size with another root, or with a proof where none belongs.
        let other = Checkpoint(origin: log.verifier.name, size: 9, root: .sha256("forged".utf8))
        #expect(try asked(other, from: 9, [])?.status == 422)
        #expect(try asked(last, from: 9, [.empty])?.status == 422)
        #expect(try asked(last, from: 9, []) == nil)
    }

    @Test("From nothing: no proof belongs there, and the empty ledger has its own root: else 422")
    func fromNothing() throws {
        func asked(_ checkpoint: Checkpoint, _ proof: [Hash]) throws -> Int? {
            refusal(
                try WitnessRequest(oldSize: 0, proof: proof, note: checkpoint.signed(by: log)), last: nil)?
                .status
        }
        #expect(try asked(checkpoint(5), [.empty]) == 422)
        #expect(try asked(checkpoint(5), []) == nil)
        let empty = Checkpoint(origin: log.verifier.name, size: 0, root: .empty)
        #expect(try asked(empty, []) == nil)
        #expect(
            try asked(Checkpoint(origin: log.verifier.name, size: 0, root: .sha256("x".utf8)), []) == 422)
    }

    // MARK: - The request and the answer as bytes

    @Test("A request is read as it is written")
    func requestRoundTrip() throws {
        for (old, new) in [(0, 5), (9, 77), (64, 65)] as [(Int64, Int64)] {
            let asked = try request(from: old, to: new)
            #expect(try WitnessRequest(parsing: asked.encoded.utf8) == asked)
        }
        #expect(try request(from: 0, to: 5).encoded.hasPrefix("old 0\n\n\(log.verifier.name)\n5\n"))
    }

    @Test(
        "Whatever isn't a request is refused: 400",
        arguments: [
            "", "old 0\n", "old 0", "\n", "old 00\n\nNOTE", "old -1\n\nNOTE", "old +1\n\nNOTE",
            "old 1 \n\nNOTE",
            "old  1\n\nNOTE", "OLD 1\n\nNOTE", "old 9223372036854775808\n\nNOTE", "old \n\nNOTE",
            "old 1\nnot base 64\n\nNOTE", "old 1\nAAAA\n\nNOTE", "old 1\r\n\nNOTE", "NOTE",
            "old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw\n\nNOTE",
            "old 0\n\na\n5\n\n— a AAAA\n", "old 0\n\njust a text\n\n— a Az3grlgtzPICa5OS8npV\n",
        ])
    func notARequest(_ text: String) throws {
        let note = try checkpoint(5).signed(by: log).encoded
        do {
            _ = try WitnessRequest(parsing: text.replacing("NOTE", with: note).utf8)
            Issue.record("\(text) was read")
        } catch { #expect(error.status == 400) }
    }

    @Test("A proof has at most 63 lines, and a request its size")
    func tooLong() throws {
        let note = try checkpoint(5).signed(by: log)
        let most = try WitnessRequest(
            oldSize: 1, proof: Array(repeating: .empty, count: 63), note: note)
        #expect(try WitnessRequest(parsing: most.encoded.utf8).proof.count == 63)
        let more = try WitnessRequest(oldSize: 1, proof: Array(repeating: .empty, count: 64), note: note)
        #expect(throws: WitnessRefusal.malformed("a proof has at most 63 lines")) {
            try WitnessRequest(parsing: more.encoded.utf8)
        }
        let large = [UInt8](repeating: 0x61, count: WitnessRequest.greatestSize + 1)
        #expect(throws: WitnessRefusal.malformed("it is too long")) { try WitnessRequest(parsing: large) }
    }

    @Test("A single bit changed anywhere in a request gets nothing else cosigned")
    func everyBit() throws {
        let last = try checkpoint(9)
        let asked = try request(from: 9, to: 12)
        let bytes = Array(asked.encoded.utf8)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            guard let read = try? WitnessRequest(parsing: changed), let note = try? cosign(read, last: last)
            else { continue }
            #expect(note.text == asked.note.text, "byte \(index)")
        }
    }

    @Test("A log believes no answer but a cosignature of what it sent")
    func answers() throws {
        let note = try checkpoint(9).signed(by: log)
        func answer(_ status: Int, _ body: String) -> WitnessAnswer {
            WitnessAnswer(status: status, body: Array(body.utf8), to: note, by: witness.key)
        }
        let cosigned = try cosign(try request(from: 0, to: 9), last: nil)
        let lines = cosigned.lines(by: witness.key)
        guard case .cosigned(let kept) = answer(200, lines) else {
            Issue.record("not taken")
            return
        }
        #expect(kept.signatures == note.signatures + cosigned.signatures.suffix(1))
        let other = try cosign(try request(from: 0, to: 10), last: nil).lines(by: witness.key)
        let stranger = try WitnessSigner(name: "else.example", seed: Array(0..<32)).cosign(note.text, at: 1)
        let strange = SignedNote(text: note.text, signatures: [stranger])
        for body in [
            "", "\n", "OK", other, String(lines.dropLast()), "x\n\n" + lines, "\n" + lines,
            strange.lines(by: try WitnessSigner(name: "else.example", seed: Array(0..<32)).key),
        ] {
            guard case .refused = answer(200, body) else {
                Issue.record("taken: \(body)")
                continue
            }
        }
        #expect(answer(409, "12\n") == .from(12))
        for body in ["12", "-1\n", "012\n", "12\n\n", "", "twelve\n"] {
            guard case .refused = answer(409, body) else {
                Issue.record("taken: \(body)")
                continue
            }
        }
        #expect(answer(422, "") == .notConsistent)
        for status in [400, 403, 404, 413, 500, 204, 302] {
            guard case .refused = answer(status, lines) else {
                Issue.record("taken: \(status)")
                continue
            }
        }
    }
}
