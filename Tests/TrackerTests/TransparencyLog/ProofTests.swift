import Testing
@testable import TransparencyLog
import Tracker

@Suite("Proof files")
struct ProofTests {
    let tree: StoredTree
    let signer: SignerKey

    init() throws {
        tree = try StoredTree(size: 77)
        signer = try SignerKey(name: "register.example/london", seed: Array(0..<32))
    }

    private func checkpoint(_ size: Int64) throws -> SignedNote {
        let root = try MerkleTree.root(size: size, reader: tree)
        return Checkpoint(origin: signer.verifier.name, size: size, root: root).signed(by: signer)
    }

    private func inclusion(of indices: [Int64], at size: Int64) throws -> InclusionProof {
        try InclusionProof(
            checkpoint: try checkpoint(size), entries: indices.map { ($0, StoredTree.text($0)) }, reader: tree
        )
    }

    private func read(_ proof: Proof) throws -> Proof { try Proof(parsing: proof.encoded.utf8) }

    @Test("Entries of a subject are proven, sent, read and verified", arguments: [[0], [76], [5, 2, 70]])
    func inclusionRoundTrip(_ indices: [Int64]) throws {
        let proof = try inclusion(of: indices, at: 77)
        #expect(proof.entries.map(\.index) == indices.sorted())
        #expect(try read(.inclusion(proof)) == .inclusion(proof))
        let verified = try proof.verify(with: [signer.verifier])
        #expect(verified.size == 77)
    }

    @Test("The file is laid out as documented")
    func layout() throws {
        let proof = try inclusion(of: [1], at: 2)
        let json = try JSON(parsing: Proof.inclusion(proof).encoded.utf8)
        #expect(
            json == [
                "checkpoint": .string(try checkpoint(2).encoded),
                "entries": [
                    // Base 64 of the SHA-256 of 0x00 and "entry 0".
                    [
                        "entry": "entry 1", "index": 1,
                        "path": ["dziFphNIniTOLPdhmdakI/BC5LvxLX7s7pEu8nbGVwE="],
                    ]
                ],
                "format": "tracker inclusion proof 1",
            ])
    }

    @Test("A proof gives away no other entry")
    func nothingElse() throws {
        let text = Proof.inclusion(try inclusion(of: [40], at: 77)).encoded
        #expect(text.contains("entry 40"))
        for index in 0..<77 where index != 40 { #expect(!text.contains("\"entry \(index)\"")) }
    }

    @Test(
        "Two checkpoints are shown to be of one growing ledger",
        arguments: [(0, 77), (1, 77), (64, 77), (50, 51), (9, 9)])
    func consistencyRoundTrip(_ old: Int64, _ new: Int64) throws {
        let proof = try ConsistencyProof(old: checkpoint(old), new: checkpoint(new), reader: tree)
        #expect(try read(.consistency(proof)) == .consistency(proof))
        let verified = try proof.verify(with: [signer.verifier])
        #expect(verified.old.size == old && verified.new.size == new)
    }

    @Test("A changed entry is noticed, whoever changes it")
    func changedEntry() throws {
        let text = Proof.inclusion(try inclusion(of: [3, 40], at: 77)).encoded
        let changed = text.replacing("entry 40", with: "entry 41")
        guard case .inclusion(let proof) = try Proof(parsing: changed.utf8) else {
            throw ProofError.unknownFormat
        }
        #expect(throws: ProofError.notIncluded(index: 40)) { try proof.verify(with: [signer.verifier]) }
    }

    @Test("A rewritten ledger is noticed")
    func rewrittenLedger() throws {
        let rewritten = try StoredTree(
            entries: (0..<77).map { Array("entry \($0 == 4 ? "four" : "\($0)")".utf8) })
        let root = try MerkleTree.root(size: 77, reader: rewritten)
        let new = Checkpoint(origin: signer.verifier.name, size: 77, root: root).signed(by: signer)
        let proof = try ConsistencyProof(old: checkpoint(60), new: new, reader: rewritten)
        #expect(throws: ProofError.notConsistent(old: 60, new: 77)) {
            try proof.verify(with: [signer.verifier])
        }
    }

    @Test("What cannot be proven is refused with a reason")
    func unprovable() throws {
        #expect(throws: ProofError.beyondCheckpoint(index: 60, size: 60)) { try inclusion(of: [60], at: 60) }
        #expect(throws: ProofError.wrongOrder(old: 60, new: 50)) {
            try ConsistencyProof(old: checkpoint(60), new: checkpoint(50), reader: tree)
        }
        let leeds = try SignerKey(name: "register.example/leeds", seed: Array(0..<32))
        let other = Checkpoint(origin: leeds.verifier.name, size: 60, root: .empty).signed(by: leeds)
        #expect(throws: ProofError.differentLogs("register.example/leeds", "register.example/london")) {
            try ConsistencyProof(old: other, new: checkpoint(77), reader: tree)
        }
        let note = SignedNote(signing: "no checkpoint\n", with: [signer])
        #expect(throws: ProofError.checkpoint(.missingLine)) {
            try InclusionProof(checkpoint: note, entries: [(0, "")], reader: tree)
        }
        let stranger = ProofError.checkpoint(.note(.noKnownKey(signers: ["register.example/london"])))
        #expect(throws: stranger) { try inclusion(of: [1], at: 77).verify(with: [leeds.verifier]) }
        #expect(throws: stranger) {
            try ConsistencyProof(old: checkpoint(60), new: checkpoint(77), reader: tree).verify(with: [
                leeds.verifier
            ])
        }
    }

    @Test("A file with a member too many, too few or of another kind is refused")
    func strictLayout() throws {
        let inclusion = try JSON(parsing: Proof.inclusion(inclusion(of: [3, 40], at: 77)).encoded.utf8)
        let consistency = try JSON(
            parsing: Proof.consistency(
                ConsistencyProof(old: checkpoint(60), new: checkpoint(77), reader: tree)
            ).encoded.utf8)
        for whole in [inclusion, consistency] {
            let members = try #require(whole.object)
            for key in members.keys {
                for replacement in [nil, 0, "", [0], ["0"], [:]] as [JSON] {
                    var damaged = members
                    damaged[key] = replacement
                    expectRefusal(damaged)
                }
                var damaged = members
                damaged[key] = nil
                expectRefusal(damaged)
            }
            expectRefusal(members.merging(["note": ""]) { $1 })
        }
        let entries = try #require(inclusion["entries"]?.array)
        for list in [[], entries.reversed(), [entries[0], entries[0]]] {
            expectRefusal(try #require(inclusion.object).merging(["entries": .array(list)]) { $1 })
        }
        for (key, value) in [("index", -1), ("entry", 1), ("path", ["AA=="]), ("more", 1)] as [(String, JSON)]
        {
            let entry = JSON.object(try #require(entries[0].object).merging([key: value]) { $1 })
            expectRefusal(try #require(inclusion.object).merging(["entries": [entry]]) { $1 })
        }
        #expect(throws: ProofError.notJSON(JSONSyntaxError(offset: 0, reason: "the text ends too early"))) {
            try Proof(parsing: [])
        }
    }

    private func expectRefusal(_ members: [String: JSON], sourceLocation: SourceLocation = #_sourceLocation) {
        let file = JSON.object(members).canonical
        #expect(throws: ProofError.self, sourceLocation: sourceLocation) { try Proof(parsing: file) }
    }

    @Test("No bit of a proof file can change unnoticed")
    func flippedBits() throws {
        let proofs = [
            Proof.inclusion(try inclusion(of: [3], at: 6)),
            Proof.consistency(try ConsistencyProof(old: checkpoint(3), new: checkpoint(6), reader: tree)),
        ]
        for proof in proofs {
            let file = Array(proof.encoded.utf8)
            for bit in 0..<file.count * 8 {
                var damaged = file
                damaged[bit / 8] ^= 1 << (bit % 8)
                // A flip that only turns one white space into another leaves the proof as it was.
                guard let read = try? Proof(parsing: damaged), read != proof else { continue }
                #expect(throws: ProofError.self, "bit \(bit)") {
                    switch read {
                    case .inclusion(let proof): _ = try proof.verify(with: [signer.verifier])
                    case .consistency(let proof): _ = try proof.verify(with: [signer.verifier])
                    }
                }
            }
        }
    }
}
