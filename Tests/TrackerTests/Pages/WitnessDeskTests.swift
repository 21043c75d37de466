import Glibc
import Synchronization
import Testing
@testable import TrackerPages

import Tracker
import TrackerArchive
import TrackerFiles
import TransparencyLog

/// What a witness answers and keeps, and what a register makes of it, without a network between them.
struct WitnessDeskTests {
    private let office: PagesFixture
    private let key: KeyFile
    private let signer: SignerKey
    private let kept: WitnessedCheckpoints

    init() throws {
        office = try PagesFixture()
        key = KeyFile(office.folder.file("key"))
        signer = try SignerKey(name: "body.example/register", seed: Array(0..<32))
        try key.create(.open(signer))
        kept = try #require(WitnessedCheckpoints(beside: office.folder.file("register.db")))
    }

    /// A witness that knows the register.
    private func witness(_ name: String, seed: UInt8) throws -> (WitnessFolder, WitnessSigner) {
        let folder = WitnessFolder(office.folder.file("witness-\(name)"))
        try folder.create(try WitnessSigner(name: "\(name).example/w", seed: Array(seed..<(seed + 32))))
        #expect(try folder.add(signer.verifier))
        return (folder, try folder.signer())
    }

    private func desk(_ witness: (WitnessFolder, WitnessSigner)) -> WitnessDesk {
        WitnessDesk(witness.0, signer: witness.1, clock: { [clock = office.fixture.clock] in clock.now })
    }

    private func policy(_ witnesses: [(WitnessFolder, WitnessSigner)]) throws -> WitnessPolicy {
        let lines = witnesses.map {
            "witness \($0.1.key.name.prefix { $0 != "." }) \($0.1.key) http://\($0.1.key.name)/\n"
        }
        let text =
            "log \(signer.verifier)\n\(lines.joined())group all all \(witnesses.map { $0.1.key.name.prefix { $0 != "." } }.joined(separator: " "))\nquorum all\n"
        return try office.fixture.register.trust(Array(text.utf8), kept: kept)
    }

    private func round(
        _ witnesses: [(WitnessFolder, WitnessSigner)], _ policy: WitnessPolicy, of register: Register? = nil
    ) throws -> [WitnessRound.Outcome] {
        try WitnessRound(
            register ?? office.fixture.register, key: key, signer: signer, kept: kept, policy: policy,
            witnesses: policy.witnesses
        ) { address, body in
            let host = address.split(separator: "/")[1]
            let found = try #require(witnesses.first { $0.1.key.name.hasPrefix(host) })
            #expect(address.hasSuffix("/add-checkpoint") && !address.contains("w//"))
            let answer = desk(found).respond(
                to: PageRequest(.post, "/add-checkpoint", body: Array(body.utf8)))
            return (answer.status, answer.body)
        }.outcomes.map(\.outcome)
    }

    private func post(_ desk: WitnessDesk, _ request: WitnessRequest) -> PageResponse {
        desk.respond(to: PageRequest(.post, "/add-checkpoint", body: Array(request.encoded.utf8)))
    }

    private func request(from old: Int64) throws -> WitnessRequest {
        let register = office.fixture.register
        return try WitnessRequest(
            oldSize: old, proof: try register.consistencyPath(from: old, to: try register.size()),
            note: try register.checkpoint(signedBy: signer))
    }

    @Test func whatIsCosignedIsKeptFirstAndHandedToMonitors() throws {
        let witness = try witness("audit", seed: 1)
        let desk = desk(witness)
        let hash = Hash.sha256(Array("body.example/register".utf8)).hex
        #expect(desk.respond(to: PageRequest(.get, "/\(hash)/checkpoint")).status == 404)
        let asked = try request(from: 0)
        let answer = post(desk, asked)
        #expect(answer.status == 200 && answer.text.hasPrefix("\u{2014} audit.example/w "))
        #expect(answer.text.split(separator: "\n").count == 1)
        let monitored = desk.respond(to: PageRequest(.get, "/\(hash)/checkpoint"))
        #expect(monitored.status == 200)
        let note = try SignedNote(parsing: monitored.body)
        #expect(monitored.text.hasSuffix(answer.text))
        #expect(try Checkpoint(verifying: note, with: [signer.verifier]) == asked.checkpoint)
        // Asked again by somebody else in its place, it stands where it stood.
        #expect(post(self.desk((WitnessFolder(witness.0.path), witness.1)), asked).status == 409)
        for (method, target, status) in [
            (.get, "/add-checkpoint", 405), (.post, "/", 404), (.get, "/", 404),
            (.post, "/add-checkpoint/", 404),
            (.get, "/\(hash.uppercased())/checkpoint", 404), (.get, "/../\(hash)/checkpoint", 404),
            (.get, "/key/checkpoint", 404), (.post, "/\(hash)/checkpoint", 404),
        ] as [(PageRequest.Method, String, Int)] {
            #expect(desk.respond(to: PageRequest(method, target)).status == status, "\(target)")
        }
    }

    @Test func ofManyAtOnceOneIsCosigned() throws {
        let witness = try witness("audit", seed: 1)
        let asked = try request(from: 0)
        let statuses = Mutex<[Int]>([])
        let threads = (0..<8).map { _ in
            var thread = pthread_t()
            let body = Unmanaged.passRetained(
                Turn {
                    let desk = self.desk(witness)
                    let status = self.post(desk, asked).status
                    statuses.withLock { $0.append(status) }
                })
            pthread_create(
                &thread, nil,
                { turn in
                    Unmanaged<Turn>.fromOpaque(turn!).takeRetainedValue().body()
                    return nil
                }, body.toOpaque())
            return thread
        }
        for thread in threads { pthread_join(thread, nil) }
        #expect(statuses.withLock { $0.sorted() } == [200] + Array(repeating: 409, count: 7))
    }

    private final class Turn {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    @Test func whatIsLostOrChangedIsNeverTakenForNew() throws {
        let witness = try witness("audit", seed: 1)
        let desk = desk(witness)
        #expect(post(desk, try request(from: 0)).status == 200)
        let size = try office.size()
        try office.fixture.record(.start, "R-1")
        let asked = try request(from: size)
        let name = Hash.sha256(Array("body.example/register".utf8)).hex
        let file = "\(witness.0.path)/\(name).log"
        let good = try EvidenceStore.read(file)
        // No paper is written over what it remembers.
        #expect(throws: OutputRefusal.self) { try OutputPlace(file, for: .paper) }
        #expect(throws: OutputRefusal.self) { try OutputPlace(file, for: .checkpoint) }
        // Another's cosignature, an empty file, half of one, none of its own under it.
        let other = try WitnessSigner(name: "audit.example/w", seed: Array(9..<41))
        let note = try request(from: 0).note
        let forged = SignedNote(
            text: note.text, signatures: note.signatures + [other.cosign(note.text, at: 9)])
        let json: JSON = [
            "format": "tracker witnessed log 1", "key": .string(signer.verifier.description),
            "cosigned": .string(forged.encoded),
        ]
        for bytes in [[], Array(good.prefix(good.count / 2)), json.canonical] as [[UInt8]] {
            let draft = try AtomicFile(for: file, isPrivate: true)
            try draft.write(bytes)
            try draft.commit()
            #expect(post(desk, asked).status == 500)
        }
        unlink(file)
        #expect(post(desk, asked).status == 404)
        let draft = try AtomicFile(for: file, isPrivate: true)
        try draft.write(good)
        try draft.commit()
        #expect(post(desk, asked).status == 200)
    }

    @Test func theKeyIsItsOwnersAlone() throws {
        let (folder, signer) = try witness("audit", seed: 1)
        #expect(throws: TrailFileError.self) { try folder.create(signer) }
        #expect(try !folder.add(self.signer.verifier))
        let thief = try SignerKey(name: "body.example/register", seed: Array(7..<39))
        #expect(throws: WitnessFolderError.otherKey(origin: "body.example/register")) {
            try folder.add(thief.verifier)
        }
        chmod(folder.keyFile, 0o640)
        #expect(throws: WitnessFolderError.openToOthers(path: folder.keyFile)) { try folder.signer() }
        #expect(throws: WitnessFolderError.withoutKey(path: "/nowhere")) {
            try WitnessFolder("/nowhere").signer()
        }
    }

    @Test func aRegisterIsWitnessedAsItGrowsAndItsPapersSaySo() throws {
        let both = [try witness("audit", seed: 1), try witness("force", seed: 2)]
        let policy = try policy(both)
        let size = try office.size()
        let register = office.fixture.register
        func foot() throws -> String? {
            try AuditLikePaper.foot(register, today: office.fixture.clock.now.day(in: register.timeZone()))
        }
        #expect(try foot() == nil)
        #expect(try WitnessRound.due(register, policy, kept, at: office.fixture.clock.now).count == 2)
        #expect(try round(both, policy) == [.witnessed(size: size), .witnessed(size: size)])
        #expect(try WitnessRound.due(register, policy, kept, at: office.fixture.clock.now).isEmpty)
        let day = office.fixture.clock.now.day(in: try register.timeZone()).shortForm
        #expect(try foot() == "by audit, \(day); by force, \(day)")
        // A day later it is asked again; what is kept of the size stays byte for byte.
        let before = try EvidenceStore.read(kept.path(size))
        let tomorrow = Instant(
            millisecondsSince1970: office.fixture.clock.now.millisecondsSince1970 + 86_400_000)
        #expect(try WitnessRound.due(register, policy, kept, at: tomorrow).count == 2)
        #expect(try round(both, policy) == [.witnessed(size: size), .witnessed(size: size)])
        #expect(try EvidenceStore.read(kept.path(size)) == before)
        // It grows; the earlier ledger's paper says what it said.
        try office.fixture.record(.start, "R-1")
        #expect(try round(both, policy) == [.witnessed(size: size + 1), .witnessed(size: size + 1)])
        #expect(try policy.judge(#require(kept.note(size + 1))).isEnough)
        // The register's own memory lost, the witness tells where it stands.
        unlink(kept.path(size + 1))
        unlink(kept.folder + "/newest")
        try office.fixture.record(.start, "R-2")
        #expect(try round(both, policy) == [.witnessed(size: size + 2), .witnessed(size: size + 2)])
        let page = try office.browser(office.auditor).get("/audit").text
        #expect(page.contains("Witnessed by audit") && page.contains("\(size + 2) entries, "))
    }

    @Test func whatWasPutBackOrRewrittenIsCaught() throws {
        let both = [try witness("audit", seed: 1)]
        let policy = try policy(both)
        let early = try PagesFixture()
        let size = try early.size()
        #expect(try size == office.size())
        for _ in 0..<3 { try office.fixture.record(.note(isInternal: false), "R-1", words: [.note: "More"]) }
        #expect(try round(both, policy) == [.witnessed(size: size + 3)])
        // The same office's register of before, everything put back with it.
        func forget() {
            for file in [
                "key.signed", "register.db.witnessed/newest", "register.db.witnessed/\(size + 3).checkpoint",
            ] {
                unlink(office.folder.file(file))
            }
        }
        #expect(throws: SigningRefusal.self) { try round(both, policy, of: early.fixture.register) }
        unlink(office.folder.file("key.signed"))
        #expect(
            try round(both, policy, of: early.fixture.register)
                == [.takenBack(seen: size + 3, present: size)])
        forget()
        #expect(
            try round(both, policy, of: early.fixture.register)
                == [.takenBack(seen: size + 3, present: size)])
        for _ in 0..<5 { try early.fixture.record(.note(isInternal: false), "R-1", words: [.note: "Else"]) }
        forget()
        #expect(try round(both, policy, of: early.fixture.register) == [.rewritten(seen: size + 3)])
        // What the witness holds is what it held.
        #expect(try both[0].0.logs().first?.last.map { try Checkpoint(parsing: $0.text).size } == size + 3)
    }

    @Test func whatComesBackByFileIsOfThisLedgerAndWitnessed() throws {
        let both = [try witness("audit", seed: 1)]
        let policy = try policy(both)
        let register = office.fixture.register
        let note = try register.checkpoint(signedBy: signer)
        #expect(throws: RuleViolation.self) {
            try register.keepWitnessed(note, in: "a", kept: kept, policy: policy)
        }
        let other = Checkpoint(
            origin: signer.verifier.name, size: try office.size(), root: .sha256("other".utf8)
        ).signed(by: signer)
        let cosigned = SignedNote(
            text: other.text, signatures: other.signatures + [both[0].1.cosign(other.text, at: 9)])
        #expect(throws: NotContinued.self) {
            try register.keepWitnessed(cosigned, in: "a", kept: kept, policy: policy)
        }
        let good = try both[0].0.cosign(
            try request(from: 0), by: both[0].1, at: office.fixture.clock.now)
        #expect(try register.keepWitnessed(good, in: "a", kept: kept, policy: policy).isEnough)
        #expect(kept.sizes() == [try office.size()])
        #expect(throws: RuleViolation.self) {
            try register.trust(Array("quorum none\n".utf8), kept: kept)
        }
    }
}

/// The line of a paper's foot that tells who has witnessed.
private enum AuditLikePaper {
    static func foot(_ register: Register, today: Day) throws -> String? {
        let viewpoint = try register.viewpoint(asAt: today, knownAt: .now)
        return try PaperContext(register.snapshot(from: viewpoint, today: today), scope: Scope()).foot()
            .first { $0.label == "Witnessed" }?.value
    }
}
