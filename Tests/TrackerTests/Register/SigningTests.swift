import Testing
@testable import TrackerRegister

import Tracker

/// What is signed by the person who did it can't be forged by whoever keeps the register, nor be moved to another item, day,
/// register or place: each is tried, and found by our own verifier and by the one in Python.
@Suite(.enabled(if: TestServer.filesAlone)) struct SigningTests {
    private static func key(_ seed: UInt8) -> SignerKey {
        try! SignerKey(name: "key-\(seed)", seed: [UInt8](repeating: seed, count: 32))
    }

    private static let (ann, safe, asha, keeper) = (key(1), key(2), key(3), key(4))
    private static let hasPython = TrailFixture.shell("python3 -c 'import hashlib' 2>/dev/null").code == 0
    private static let reader = "\(TrailFixture.package)/Tests/TrackerTests/Archive/Readers/verify_many.py"
    private static let program = "\(TrailFixture.package)/docs/verify/verify.py"

    /// A register in which assurances and closings are signed, with two items that wait for one; the same each time.
    private static func prepared(report: String = "R", isSigned: Bool = true) throws -> RegisterFixture {
        let fixture = try RegisterFixture()
        for (name, roles) in [
            ("Ann", [Role.approver]), ("Asha", [.assurer]), ("Owen", [.owner]), ("Petra", [.assurer]),
        ] { try fixture.write { try $0.addPerson(name, roles: roles) } }  // P3 to P6
        try fixture.report("R", report)
        try fixture.write(by: "Ann") { try $0.enrol(PersonKey(ann.verifier), of: "Ann") }  // K8
        for (key, name) in [(safe, "Ann"), (asha, "Asha")] {  // K9, K10
            try fixture.write(by: "Ann", signed: ann) { try $0.enrol(PersonKey(key.verifier), of: name) }
        }
        if isSigned { try fixture.write { try $0.set(.signed, to: "assure, close") } }
        for item in ["R-1", "R-2"] {
            try fixture.item(item, opened: "2022-03-20")
            try fixture.record(
                .addEvidence(nil), item, on: "2022-03-21", words: [.address: "https://example.org/\(item)"])
            try fixture.record(.start, item, on: "2022-03-21")
            try fixture.record(.submit, item, on: "2022-03-21")
        }
        return fixture
    }

    private static func assure(_ fixture: RegisterFixture, _ item: String = "R-1") throws -> Entry {
        let receipt = try fixture.write(by: "Asha", signed: asha) {
            try $0.record(.assure, on: ref(item), words: [.basis: "A dip sample of 40."])
        }
        return try fixture.register.entry(receipt.seq)
    }

    @Test func whatMustBeSignedIsRefusedUnsigned() throws {
        let fixture = try Self.prepared()
        let contents = try fixture.register.contents()
        let error = #expect(throws: RuleViolation.self) { try fixture.record(.assure, "R-1", by: "Asha") }
        #expect(error?.sentence.contains("only with the signature of Asha") == true)
        // Another's key, one that isn't enrolled, and an act told of somebody else.
        for key in [Self.ann, Self.keeper] {
            #expect(throws: RuleViolation.self) {
                try fixture.write(by: "Asha", signed: key) { try $0.record(.assure, on: ref("R-1")) }
            }
        }
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Asha", signed: Self.asha) {
                try $0.record(.assure, on: ref("R-1"), by: PersonID(6))
            }
        }
        #expect(throws: RuleViolation.self) { try fixture.write { try $0.set(.signed, to: "none") } }
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Ann") { try $0.enrol(PersonKey(Self.keeper.verifier), of: "Petra") }
        }
        #expect(try fixture.register.contents() == contents)
        let entry = try Self.assure(fixture)
        #expect(entry.signature?.key == 10)
        #expect(entry.canonical.starts(with: #"{"act":"assure""#.utf8))
        // What was signed isn't put right by somebody who signs nothing.
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(entry.seq, isVoid: true, words: [.reason: "No."]) }
        }
        let verification = try fixture.register.verify()
        #expect(verification.findings.isEmpty && verification.signed == 3 && verification.doubts.isEmpty)
    }

    @Test func aRegisterNeedsTwoKeysBeforeItAsksForSignatures() throws {
        let fixture = try RegisterFixture()
        try fixture.write { try $0.addPerson("Ann", roles: [.approver]) }
        #expect(throws: RuleViolation.self) { try fixture.write { try $0.set(.signed, to: "assure") } }
        try fixture.write(by: "Ann") { try $0.enrol(PersonKey(Self.ann.verifier), of: "Ann") }
        #expect(throws: RuleViolation.self) { try fixture.write { try $0.set(.signed, to: "assure") } }
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Ann", signed: Self.ann) {
                try $0.enrol(PersonKey(Self.ann.verifier), of: "Ann")
            }
        }
        try fixture.write(by: "Ann", signed: Self.ann) {
            try $0.enrol(PersonKey(Self.safe.verifier), of: "Ann")
        }
        #expect(throws: InvalidValue.self) { try fixture.write { try $0.set(.signed, to: "progress") } }
        try fixture.write { try $0.set(.signed, to: "close,assure,close") }
        #expect(try fixture.register.setting(.signed) == "assure,close")
        // An entry without a signature is as it always was.
        let plain = try fixture.register.entry(1)
        #expect(String(decoding: plain.canonical, as: UTF8.self).contains(#""format":1,"#))
    }

    @Test func aKeyThatIsRevokedSignsNothing() throws {
        let fixture = try Self.prepared()
        let entry = try Self.assure(fixture)
        let key = try #require(fixture.register.keys().last)
        // Their own they may always give up, and sign that too.
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Asha") { try $0.revoke(key, reason: "Lost.") }
        }
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Petra", signed: Self.asha) { try $0.revoke(key, reason: "Lost.") }
        }
        try fixture.write(by: "Asha", on: day("2022-04-01"), signed: Self.asha) {
            try $0.revoke(key, reason: "Left on the train.")
        }
        #expect(throws: RuleViolation.self) { try Self.assure(fixture, "R-2") }
        let verification = try fixture.register.verify()
        #expect(verification.findings.isEmpty)
        #expect(
            verification.doubts.count == 1
                && verification.doubts[0].hasPrefix("entry \(entry.seq) is signed with K10"))
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Ann", signed: Self.ann) {
                try $0.revoke(try #require(try fixture.register.keys().last), reason: "Again.")
            }
        }
        // Whose key is whose isn't put right.
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Ann", signed: Self.ann) {
                try $0.correct(10, isVoid: true, words: [.reason: "No."])
            }
        }
    }

    @Test func anActThatIsSignedElsewhere() throws {
        let fixture = try Self.prepared()
        func statement(_ item: String = "R-1") throws -> ActStatement {
            let made = Taken()
            var session = try fixture.session(by: "Asha")
            session.signing = .elsewhere(with: { _ in true }) { statement in
                made.statement = statement
                throw Taken.Handed()
            }
            #expect(throws: Taken.Handed.self) {
                try fixture.register.write(session) {
                    try $0.record(.assure, on: ref(item), words: [.basis: "A dip sample."])
                }
            }
            return try #require(made.statement)
        }
        let contents = try fixture.register.contents()
        let first = try statement()
        #expect(try fixture.register.contents() == contents)
        #expect(first.lines.contains("act: assure") && first.lines.contains("basis: A dip sample."))
        let read = try ActStatement(bytes: first.bytes, words: first.wordsFile)
        #expect(read.bytes == first.bytes && read.words == first.words && read.key == "K10")
        let value = Self.asha.signature(of: read.bytes)
        #expect(ActStatement.signature(ActStatement.file(of: value)) == value)
        // No bit of the statement, of its words or of the signature can be another.
        for index in first.bytes.indices {
            var bytes = first.bytes
            bytes[index] ^= 1 << (index % 8)
            guard let other = try? ActStatement(bytes: bytes, words: first.wordsFile) else { continue }
            #expect(throws: (any Error).self) {
                try fixture.register.record(other, signature: value, fixture.session())
            }
        }
        for index in first.wordsFile.indices.dropLast() {
            var words = first.wordsFile
            words[index] ^= 1 << (index % 8)
            #expect(throws: EntryError.self) { try ActStatement(bytes: first.bytes, words: words) }
        }
        for index in value.indices {
            var other = value
            other[index] ^= 1 << (index % 8)
            #expect(throws: RuleViolation.self) {
                try fixture.register.record(read, signature: other, fixture.session())
            }
        }
        #expect(try fixture.register.contents() == contents)
        // Something about another item may come between; then it is recorded, by the clock of its recording.
        try fixture.record(.note(isInternal: false), "R-2", words: [.note: "Between."])
        fixture.clock.advance(milliseconds: 3 * 86_400_000)
        let receipt = try fixture.register.record(read, signature: value, fixture.session())
        #expect(try fixture.register.entry(receipt.seq).effectiveOn == day("2022-04-01"))
        #expect(throws: RuleViolation.self) {
            try fixture.register.record(read, signature: value, fixture.session())
        }
        // Something about the same item, or too many days, ask for another signature.
        let second = try statement("R-2")
        let signed = Self.asha.signature(of: second.bytes)
        fixture.clock.advance(milliseconds: 15 * 86_400_000)
        #expect(throws: RuleViolation.self) {
            try fixture.register.record(second, signature: signed, fixture.session())
        }
        let third = try statement("R-2")
        try fixture.record(.note(isInternal: false), "R-2", words: [.note: "Between."])
        let late = #expect(throws: RuleViolation.self) {
            try fixture.register.record(
                third, signature: Self.asha.signature(of: third.bytes), fixture.session())
        }
        #expect(late?.sentence.contains("was signed before entry") == true)
        #expect(try fixture.register.verify().findings.isEmpty)
    }

    private final class Taken: @unchecked Sendable {
        struct Handed: Error {}
        var statement: ActStatement?
    }

    /// What a keeper with the file, this code and no person's key may try; each with a part of what is found.
    private enum Forgery: String, CaseIterable {
        case none, otherTypist
        case otherItem, otherDay, otherActor, otherKey, otherWords, otherEvidence, otherSeen, otherRoot
        case laterPlace, otherRegister, twice, keptBack, unsigned, keepersSignature, keepersKey, keepersPerson
        case signedOff, voided, emptyValue
    }

    @Test("No keeper forges or moves a signed act", .enabled(if: hasPython)) func forgeries() throws {
        let genuine = try Self.assure(Self.prepared())
        let folder = TrailFixture.Folder()
        var papers = ""
        for forgery in Forgery.allCases {
            let fixture = try Self.prepared(report: forgery == .otherRegister ? "Another" : "R")
            let register = fixture.register
            var entry = genuine
            var signature = try #require(genuine.signature)
            func append(_ entry: Entry) throws {
                var entry = entry
                entry.seq = try register.size() + 1
                let content = try #require(try EntryContent(entry))
                try register.ledger.append(entry, entry.canonical)
                for name in entry.words.keys {
                    let text = forgery == .otherWords ? "Forged." : "A dip sample of 40."
                    let salt = try Self.salt(of: genuine, name)
                    entry.words[name] == Commitment(text: text, salt: salt)
                        ? try register.ledger.store(text, salt: salt, as: name, of: entry.seq)
                        : try register.ledger.store("Why.", salt: Self.why, as: name, of: entry.seq)
                }
                register.projections.items.forget()
                try register.projections.apply(entry, content)
            }
            func unsigned(_ act: String, on subject: String, by: PersonID, _ data: [String: JSON]) -> Entry {
                Entry(
                    seq: 0, effectiveOn: genuine.effectiveOn, recordedAt: genuine.recordedAt, actor: by,
                    recordedBy: nil, authority: nil, subject: subject, act: act, data: data, words: [:])
            }
            switch forgery {
            case .none: break
            case .otherTypist: entry.recordedBy = PersonID(5)
            case .otherItem:
                entry.subject = "R-2"
                entry.data["evidence_seen"] = ["E17"]
            case .otherDay: entry.effectiveOn = entry.effectiveOn.adding(days: -1)
            case .otherActor: entry.actor = PersonID(6)
            case .otherKey: signature = Signature(key: 8, seen: signature.seen, value: signature.value)
            case .otherWords:
                entry.words[.basis] = Commitment(
                    text: "Forged.", salt: try Self.salt(of: genuine, .basis))
            case .otherEvidence: entry.data["evidence_seen"] = []
            case .otherSeen, .otherRoot:
                let size = signature.seen.size - (forgery == .otherSeen ? 1 : 0)
                entry.data["size_seen"] = .int(size)
                signature = Signature(
                    key: 10,
                    seen: .init(
                        on: signature.seen.day, size: size,
                        root: try register.root(at: forgery == .otherRoot ? 9 : size)),
                    value: signature.value)
            case .laterPlace:
                try append(unsigned("tag", on: "R-1", by: PersonID(1), ["tags": ["later"]]))
            case .otherRegister: break
            case .twice:
                try append(entry)
                var back = unsigned("return", on: "R-1", by: PersonID(1), [:])
                back.words[.reason] = Commitment(text: "Why.", salt: Self.why)
                try append(back)
                try append(unsigned("submit", on: "R-1", by: PersonID(5), [:]))
            case .keptBack:
                entry.recordedAt = Instant(
                    millisecondsSince1970: entry.recordedAt.millisecondsSince1970 + 15 * 86_400_000)
            case .unsigned: break
            case .keepersSignature, .keepersKey, .keepersPerson:
                if forgery != .keepersSignature {
                    let person = forgery == .keepersPerson ? PersonID(6) : PersonID(4)
                    entry.actor = person
                    var enrolment = unsigned(
                        "key enrol", on: person.description, by: PersonID(3),
                        ["type": "ed25519", "public_key": .string(PersonKey(Self.keeper.verifier).publicKey)])
                    let seen = Signature.Seen(
                        on: signature.seen.day, size: try register.size(),
                        root: try register.root(at: try register.size()))
                    if forgery == .keepersPerson {
                        enrolment.signature = Signature(
                            key: 8, seen: seen,
                            value: Self.keeper.signature(of: enrolment.statement(key: 8, seen: seen)))
                    }
                    try append(enrolment)
                    entry.data["size_seen"] = .int(try register.size())
                }
                let size = try register.size()
                let key = forgery == .keepersSignature ? 10 : size
                let seen = Signature.Seen(
                    on: signature.seen.day, size: size, root: try register.root(at: size))
                signature = Signature(
                    key: key, seen: seen,
                    value: Self.keeper.signature(of: entry.statement(key: key, seen: seen)))
            case .signedOff:
                try append(
                    unsigned("config", on: "register", by: PersonID(1), ["setting": "signed", "value": ""]))
            case .voided:
                try append(entry)
                entry = unsigned(
                    "correct", on: "R-1", by: PersonID(1), ["corrects": .int(genuine.seq), "void": true])
                entry.words[.reason] = Commitment(text: "Why.", salt: Self.why)
            case .emptyValue: signature = Signature(key: 10, seen: signature.seen, value: [])
            }
            let isPlain = [.unsigned, .signedOff, .voided].contains(forgery)
            entry.signature = isPlain ? nil : signature
            if [.unsigned, .signedOff].contains(forgery) {
                entry.data["size_seen"] = .int(try register.size())
            }
            try append(entry)
            let findings = try register.verify().findings
            let isRight = [.none, .otherTypist].contains(forgery)
            #expect(findings.isEmpty == isRight, "\(forgery): \(findings.map(\.sentence))")
            // Of other evidence is told first that it wasn't there.
            let told = forgery == .otherEvidence ? "other evidence" : "sign"
            if !isRight {
                #expect(
                    findings.contains { $0.sentence.contains(told) },
                    "\(forgery): \(findings.map(\.sentence))")
            }
            let export = ExportFolder(folder(forgery.rawValue))
            _ = try register.exportAsIs(to: export, signedBy: TrailFixture.key)
            let size = try register.size()
            papers += "\(forgery.rawValue) \(size) \(try register.root(at: size).hex)\n"
        }
        TrailFixture.overwrite(folder("papers"), Array(papers.utf8))
        let run = TrailFixture.shell("python3 '\(Self.reader)' '\(Self.program)' many '\(folder.path)' 2>&1")
        #expect(run.code == 0, "\(run.output)")
        for line in run.output.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 2)
            let isRight = ["none", "otherTypist"].contains(parts[0])
            #expect((parts[1] == "verified") == isRight, "\(line)")
            #expect(isRight || parts[2].contains("sign"), "\(line)")
        }
        #expect(run.output.split(separator: "\n").count == Forgery.allCases.count)
    }

    private static let why = [UInt8](repeating: 7, count: Commitment.saltLength)

    /// The salt under which the genuine entry commits to its words: registers that are prepared alike draw alike.
    private static func salt(of entry: Entry, _ name: WordName) throws -> [UInt8] {
        let fixture = try prepared()
        _ = try assure(fixture)
        return try #require(
            try fixture.register.database.first(
                "SELECT salt FROM words WHERE seq = ? AND name = ?", entry.seq, name.rawValue
            ) { $0.bytes(0) } ?? why)
    }
}

extension RegisterFixture {
    /// As `write`, with everything that they do signed.
    @discardableResult
    fileprivate func write<Result>(
        by name: String, on day: Day? = nil, signed key: SignerKey, _ body: (Writer) throws -> Result
    ) throws -> Result {
        var session = try session(by: name, on: day)
        session.signing = .by(ActSigner(key))
        return try register.write(session, body)
    }
}
