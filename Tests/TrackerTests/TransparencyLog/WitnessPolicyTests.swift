import Testing
@testable import TransparencyLog
import Tracker

@Suite("Which witnesses count (C2SP tlog-policy)")
struct WitnessPolicyTests {
    private let log: SignerKey
    private let witnesses: [WitnessSigner]

    init() throws {
        log = try SignerKey(name: "register.example/london", seed: Array(0..<32))
        witnesses = try (0..<6).map { number in
            try WitnessSigner(
                name: "witness.example/\(number)", seed: (0..<32).map { UInt8($0 + 30 * (number + 1)) })
        }
    }

    private func policy(_ end: String) throws(WitnessPolicyError) -> WitnessPolicy {
        let lines = witnesses.indices.map { "witness X\($0) \(witnesses[$0].key)\n" }.joined()
        return try WitnessPolicy(parsing: "log \(log.verifier)\n\(lines)\(end)".utf8)
    }

    private func note(by numbers: [Int]) -> SignedNote {
        let text = Checkpoint(origin: log.verifier.name, size: 9, root: .sha256("root".utf8)).text
        let own = SignedNote(signing: text, with: [log])
        return SignedNote(
            text: text,
            signatures: own.signatures + numbers.map { witnesses[$0].cosign(text, at: Int64($0) + 1) })
    }

    @Test(
        "As many as the quorum says are enough, and not one less",
        arguments: [
            ("quorum none\n", [], nil), ("quorum X0\n", [0], [1, 2]),
            ("group g 2 X0 X1 X2\nquorum g\n", [0, 2], [2, 3, 4]),
            ("group g all X0 X1 X2\nquorum g\n", [0, 1, 2], [0, 1]),
            ("group g any X0 X1 X2\nquorum g\n", [1], [3]),
            ("group a 2 X0 X1 X2\ngroup b any X3 X4 X5\ngroup c all a b\nquorum c\n", [0, 1, 5], [0, 1, 2]),
            ("group a 2 X0 X1 X2\ngroup b any X3 X4\ngroup c 2 a b X5\nquorum c", [5, 3], [0, 1]),
        ] as [(String, [Int], [Int]?)])
    func quorum(_ end: String, _ enough: [Int], _ tooFew: [Int]?) throws {
        let policy = try policy(end)
        #expect(try policy.judge(note(by: enough)).isEnough)
        if let tooFew { #expect(try !policy.judge(note(by: tooFew)).isEnough) }
        #expect(try policy.judge(note(by: enough)).witnesses.map(\.name) == enough.sorted().map { "X\($0)" })
    }

    @Test("One witness who cosigned twice is one witness")
    func twice() throws {
        let policy = try policy("group g 2 X0 X1\nquorum g\n")
        let note = note(by: [0, 0])
        #expect(try !policy.judge(note).isEnough)
        #expect(try policy.judge(note).witnesses == [.init(name: "X0", time: 1)])
    }

    @Test("What no log of the policy signed counts for nothing, and a wrong cosignature refuses all")
    func notSigned() throws {
        let policy = try policy("quorum X0\n")
        let thief = try SignerKey(name: log.verifier.name, seed: Array(5..<37))
        let text = note(by: []).text
        let stolen = SignedNote(
            text: text,
            signatures: SignedNote(signing: text, with: [thief]).signatures
                + note(by: [0]).signatures.suffix(1))
        #expect(throws: CheckpointError.self) { try policy.judge(stolen) }
        let wrong = SignedNote(
            text: text, signatures: note(by: [0]).signatures + [witnesses[1].cosign(text + "x\n", at: 1)])
        #expect(throws: CheckpointError.note(.wrongSignature(name: "witness.example/1"))) {
            try policy.judge(wrong)
        }
    }

    @Test("Comments, tabs, addresses and an absent last line end are read")
    func layout() throws {
        let text =
            "# whose\n \t# log\n\tlog  \(log.verifier)\thttps://a.example/ \n\nwitness \u{E9} \(witnesses[0].key) https://w.example/api\nquorum \u{E9}"
        let policy = try WitnessPolicy(parsing: text.utf8)
        #expect(policy.logs.first?.address == "https://a.example/")
        #expect(policy.witnesses.first?.address == "https://w.example/api")
        #expect(policy.quorumWords == "1")
        // The same letter spelled otherwise is another name.
        let other = text.replacing("quorum \u{E9}", with: "quorum e\u{301}")
        #expect(throws: WitnessPolicyError.self) { try WitnessPolicy(parsing: other.utf8) }
    }

    @Test(
        "What is wrong is told with its line",
        arguments: [
            ("quorum X9\n", 8), ("group g 2 X0 X9\nquorum g\n", 8), ("group g 0 X0\nquorum g\n", 8),
            ("group g 3 X0 X1\nquorum g\n", 8), ("group g +1 X0\nquorum g\n", 8), ("group g most X0\n", 8),
            ("group g any\nquorum g\n", 8), ("group none any X0\n", 8), ("group X0 any X1\n", 8),
            ("group g any X0 X0\n", 8), ("group g any X0\ngroup h any X0\n", 9),
            ("group g any none\n", 8), ("group g any g\n", 8),
            ("quorum X0\nquorum X0\n", 9), ("quorum\n", 8), ("quorum X0 X1\n", 8), ("witnes X\n", 8),
            ("quorum X0\r\n", 8), ("quorum X0 \u{0}\n", 8), ("log x\n", 8), ("witness Y x\n", 8), ("", nil),
        ] as [(String, Int?)])
    func faults(_ end: String, _ line: Int?) {
        do {
            _ = try policy(end)
            Issue.record("\(end) was read")
        } catch { #expect(error.line == line, "\(error)") }
    }

    @Test("A key stands once, and each of its own kind")
    func keys() throws {
        let own = witnesses[0].key
        let renamed = try WitnessKey(name: "else.example", publicKey: own.publicKey)
        for end in ["witness Y \(renamed)\nquorum X0\n", "log \(own)\n", "witness Y \(log.verifier)\n"] {
            #expect(throws: WitnessPolicyError.self) { try policy(end) }
        }
        let again = try VerifierKey(name: "else.example", publicKey: log.verifier.publicKey)
        #expect(throws: WitnessPolicyError.self) { try policy("log \(again)\n") }
    }
}
