import Testing

import Tracker
@testable import TrackerRegister

/// Files of evidence are kept by rule: the day follows from the ledger, a hold stops it, and somebody on whose word nothing of it
/// rests disposes of them. The trail verifies before and after.
struct RetentionTests {
    private let folder = TemporaryFolder()
    private let fixture: RegisterFixture
    private let store: EvidenceStore
    private let file: EvidenceFile
    private let piece: Int64

    init() throws {
        fixture = try RegisterFixture(on: "2018-06-01", at: folder.file("register.db"))
        try fixture.report("R", published: "2017-02")
        try fixture.item("R-1", opened: "2018-01-10")
        try fixture.item("R-2", opened: "2018-01-10")
        try fixture.write {
            _ = try $0.addPerson("Ada Assurer", roles: [.assurer])
            _ = try $0.addPerson("Dana Disposer", roles: [.approver])
            _ = try $0.addPerson("Otto Officer", roles: [.officer, .approver])
            _ = try $0.addPerson("Olly Owner", roles: [.owner, .approver])
            _ = try $0.addPerson("Vera Void", roles: [.officer, .approver])
        }
        folder.write(Array("The dip sample.".utf8), to: "sample.csv")
        store = EvidenceStore(beside: folder.file("register.db"))
        piece = try fixture.write { [folder] in
            try $0.addRetentionRule(
                RetentionRule(
                    "closed-items", length: 6, unit: .years, trigger: .closed, source: "Schedule 2018, 12"))
            try $0.set(.retention, to: "closed-items")
            return try $0.addEvidence(
                try GivenEvidence(folder.file("sample.csv")), to: ref("R-1"), title: "Dip sample",
                dated: day("2018-04-02")
            ).seq
        }
        file = try #require(try fixture.history("R-1").evidence.first?.file)
        try fixture.record(
            .assign(
                lead: .set(fixture.register.people().named("Olly Owner").id), supporting: nil, board: .keep),
            "R-1", on: "2018-01-11")
        try fixture.record(.start, "R-1", on: "2018-02-01")
        try fixture.record(.assure, "R-1", by: "Ada Assurer", on: "2018-05-01")
    }

    private func close(_ item: String = "R-1", on day: String = "2018-05-22") throws {
        try fixture.record(
            .close(as: item == "R-1" ? .implemented : .noFurtherAction, successor: nil), item, on: day)
    }

    private func retention(
        _ id: Int64? = nil, of item: String = "R-1", asAt date: Day? = nil
    ) throws -> Retention {
        let today = date ?? fixture.today
        let history = try fixture.history(item).asAt(today)
        let book = try RetentionBook(fixture.register.ledger, knownAt: try fixture.register.size())
        let evidence = try #require(history.evidence.first { $0.id == id ?? piece })
        return try #require(try book.retention(of: evidence, in: history, asAt: today))
    }

    @discardableResult
    private func dispose(
        _ id: Int64? = nil, by name: String = "Dana Disposer", on date: Day? = nil
    ) throws
        -> DisposalOutcome
    {
        try fixture.register.dispose(
            .pieces(["E\(id ?? piece)"]), evidence: store, session: fixture.session(by: name, on: date))
    }

    private func refusal(_ body: () throws -> Void) throws -> String {
        let size = try fixture.register.size()
        do {
            try body()
            return "done"
        } catch let error as RuleViolation {
            #expect(try fixture.register.size() == size)
            return error.description
        }
    }

    private func rule(
        _ name: String, _ length: Int, _ unit: RetentionRule.Unit, _ trigger: RetentionRule.Trigger
    ) throws {
        try fixture.write(by: "Otto Officer") {
            try $0.addRetentionRule(
                RetentionRule(name, length: length, unit: unit, trigger: trigger, source: "Schedule"))
            try $0.record(.retainEvidence(piece, rule: name), on: ref("R-1"))
        }
    }

    private func findings() throws -> [String] {
        try fixture.register.verify(evidence: store).findings.map(\.description)
    }

    private var isKept: Bool { store.holds(file.sha256) }

    private func line(_ subject: String) throws -> CheckLine? {
        try HealthCheck(folder.file("register.db")).lines.first { $0.subject == subject }
    }

    // MARK: - The day

    @Test func theDayFollowsFromTheLedger() throws {
        #expect(try retention().state == .open && retention().day == nil)
        try close()
        #expect(try retention().day == day("2024-05-22") && retention().state == .kept)
        let vectors: [(Int, RetentionRule.Unit, RetentionRule.Trigger, String)] = [
            (18, .months, .dated, "2019-10-02"), (90, .days, .dated, "2018-07-01"),
            // Its item closed later than its time ended.
            (1, .months, .dated, "2018-05-22"), (10, .days, .recorded, "2018-06-11"),
            // Published in February 2017: on the 28th at the latest.
            (7, .years, .published, "2024-02-28"), (1, .years, .closed, "2019-05-22"),
        ]
        for (index, (length, unit, trigger, expected)) in vectors.enumerated() {
            try rule("rule-\(index)", length, unit, trigger)
            #expect(try retention().day == day(expected), "\(length) \(unit) \(trigger)")
        }
        let leap = RetentionRule("leap", length: 1, unit: .years, trigger: .dated, source: "S")
        #expect(leap.day(from: day("2024-02-29")) == day("2025-02-28"))
        #expect(try RetentionRule.length(parsing: "6y") == (6, .years))
        for typed in ["", "6", "y", "0y", "-1d", "101y", "3661d", "1201m", "six y"] {
            #expect(throws: InvalidValue.self) { try RetentionRule.length(parsing: typed) }
        }
        #expect(try findings() == [])
    }

    @Test func aReopenedItemBeginsAnew() throws {
        try close()
        fixture.clock.set(day("2024-01-01"))
        try fixture.record(.reopen(to: .inProgress), "R-1", on: "2023-12-01")
        #expect(try retention().state == .open && retention().day == nil)
        try fixture.record(.close(as: .noFurtherAction, successor: nil), "R-1", on: "2023-12-15")
        #expect(try retention().day == day("2029-12-15"))
        // As at a day before, it was kept until then.
        #expect(try retention(asAt: day("2023-06-01")).day == day("2024-05-22"))
        fixture.clock.set(day("2024-06-01"))
        #expect(try refusal { try dispose() }.contains("14 Dec 2029"))
        #expect(try findings() == [])
    }

    // MARK: - Disposing

    @Test func theFileGoesAndTheTrailStays() throws {
        try close()
        fixture.clock.set(day("2024-05-22"))
        #expect(try retention().state == .due)
        let before = try fixture.register.root(at: fixture.register.size())
        let backup = folder.file("before.db")
        _ = try fixture.register.backup(to: backup, clock: { [clock = fixture.clock] in clock.now })
        let outcome = try dispose()
        #expect(outcome.files.count == 1 && outcome.removed == 1 && outcome.warnings == [])
        #expect(!isKept)
        let entry = try fixture.register.entry(fixture.register.size())
        #expect(entry.act == "evidence dispose" && entry.data["rule"]?.string == "closed-items")
        #expect(entry.data["day"]?.string == "2024-05-22" && entry.data["sha256"]?.string == file.sha256)
        #expect(try fixture.register.root(at: entry.seq - 1) == before)
        #expect(try findings() == [])
        #expect(try retention().state == .disposed)
        #expect(try fixture.history("R-1").evidence.map(\.state) == ["disposed of"])
        #expect(try line("Evidence")?.verdict == .fine && line("Disposals")?.verdict == .fine)
        // Twice is once; nothing else can be said of it but that it never counted.
        #expect(try refusal { try dispose() }.contains("disposed of already"))
        for act in [
            ItemAct.loseEvidence(piece), .holdEvidence(piece), .retainEvidence(piece, rule: nil),
        ] {
            #expect(try refusal { try fixture.record(act, "R-1") }.contains("disposed of already"))
        }
        // Nor is it put right, nor what it rests on taken from under it.
        for (seq, isVoid) in [(entry.seq, true), (piece, true)] {
            let refused = try refusal {
                try fixture.write { _ = try $0.correct(seq, isVoid: isVoid, words: [.reason: "Mistake"]) }
            }
            #expect(refused != "done", "\(seq)")
        }
        #expect(
            try refusal { try fixture.record(.reopen(to: .open), "R-1", on: "2019-01-01") }
                .contains("would no longer be possible"))
        // What was made before still has it; a new backup has not, and one brought up to date loses it.
        #expect(EvidenceStore(beside: backup).holds(file.sha256))
        let new = try fixture.register.backup(
            to: folder.file("after.db"), clock: { [clock = fixture.clock] in clock.now })
        #expect(new.lacking == [] && new.lost == [] && new.evidenceFiles == 0)
        _ = try fixture.register.backup(
            to: backup, replacing: true, clock: { [clock = fixture.clock] in clock.now })
        #expect(!EvidenceStore(beside: backup).holds(file.sha256))
        // Reopened, the item needs other evidence.
        try fixture.record(.reopen(to: .inProgress), "R-1")
        let lacking = #expect(throws: RuleViolation.self) {
            try fixture.record(.assure, "R-1", by: "Ada Assurer")
        }
        #expect(lacking?.missing == [.evidence])
        // Given anew, it is evidence again.
        try fixture.write { [folder] in
            _ = try $0.addEvidence(
                try GivenEvidence(folder.file("sample.csv")), to: ref("R-1"), title: nil,
                dated: day("2018-04-02"))
        }
        #expect(isKept)
        #expect(try findings() == [])
        #expect(try line("Disposals")?.verdict == .fine)
    }

    @Test func aRuleChangedLaterChangesNothingThatWasDone() throws {
        try close()
        fixture.clock.set(day("2024-05-22"))
        try dispose()
        let size = try fixture.register.size()
        let rule = try #require(
            try fixture.register.entries(about: "closed-items").first { $0.act == "retention add" })
        try fixture.write {
            _ = try $0.correct(rule.seq, fields: ["length": "10"], words: [.reason: "New schedule"])
        }
        #expect(try retention().state == .disposed && retention().day == day("2024-05-22"))
        #expect(try fixture.register.retentionRules().first?.length == 10)
        #expect(try fixture.register.retentionRules(knownAt: size).first?.length == 6)
        #expect(try findings() == [])
        for name in ["closed-items", "nowhere"] {
            #expect(throws: (any Error).self) {
                try fixture.write { try $0.correct(rule.seq, isVoid: true, words: [.reason: name]) }
            }
        }
    }

    @Test func theFileGoesWithTheLastThatNamesIt() throws {
        let other = try fixture.record(.addEvidence(file), "R-2", on: "2018-04-02", words: [.title: "Copy"])
        try close()
        try close("R-2", on: "2018-05-23")
        fixture.clock.set(day("2024-05-22"))
        #expect(try dispose().removed == 0)
        #expect(isKept)
        #expect(try findings() == [])
        #expect(try line("Evidence")?.found.hasPrefix("1 file, unchanged") == true)
        fixture.clock.set(day("2024-05-23"))
        #expect(try dispose(other).removed == 1)
        #expect(!isKept)
        #expect(try findings() == [])
    }

    @Test func whatIsDueGoesAtOnceAndTheRestIsTold() throws {
        let files = try (1...3).map { number in
            folder.write(Array("File \(number)".utf8), to: "\(number).txt")
            return try fixture.write(by: number == 2 ? "Ada Assurer" : nil) { [folder] in
                try $0.addEvidence(
                    try GivenEvidence(folder.file("\(number).txt")), to: ref("R-2"), title: nil,
                    dated: day("2018-02-0\(number)"), keptBy: number == 2 ? nil : "closed-items"
                ).seq
            }
        }
        try fixture.record(.holdEvidence(files[0]), "R-2", words: [.reason: "Inquest"])
        try close("R-2")
        fixture.clock.set(day("2024-05-22"))
        func due(by name: String, keep: Bool = true) throws -> DisposalOutcome {
            try fixture.register.dispose(
                .due, evidence: store, keep: keep, session: fixture.session(by: name))
        }
        let size = try fixture.register.size()
        #expect(try due(by: "Dana Disposer", keep: false).files.map(\.piece) == [files[1], files[2]])
        #expect(try fixture.register.size() == size)
        // The founder gave one of them, and closed the item.
        let left = try due(by: RegisterFixture.founder)
        #expect(left.files.allSatisfy { $0.refusal?.contains("somebody else than who") == true })
        #expect(try due(by: "Dana Disposer").removed == 2)
        #expect(try due(by: "Dana Disposer").files.isEmpty)
        #expect(throws: RuleViolation.self) { try due(by: "Ada Assurer") }
        #expect(try findings() == [])
    }

    /// After a power cut between the entry and the removal, or when somebody puts the file back.
    @Test func whatStillLiesThereIsFoundAndRemoved() throws {
        try close()
        fixture.clock.set(day("2024-05-22"))
        try fixture.write(by: "Dana Disposer") {
            _ = try $0.record(
                .disposeEvidence(
                    EvidenceDisposal(
                        piece: piece, rule: "closed-items", day: day("2024-05-22"), sha256: file.sha256,
                        size: file.size)), on: ref("R-1"))
        }
        #expect(isKept)
        let entry = try fixture.register.size()
        let verification = try fixture.register.verify(evidence: store)
        #expect(verification.findings.map(\.kind) == [.evidence] && verification.firstBad == entry)
        #expect(try line("Disposals")?.verdict == .wrong)
        #expect(try line("Disposals")?.found.contains("entry \(entry) disposed of it") == true)
        let outcome = try fixture.register.dispose(.leftovers, evidence: store, session: fixture.session())
        #expect(outcome.removed == 1 && outcome.files.isEmpty)
        #expect(try fixture.register.size() == entry)
        #expect(!isKept)
        #expect(try findings() == [])
    }

    /// An export goes without it, loses what an earlier one held, and a register rebuilt from it tells the same.
    @Test func anExportGoesWithoutIt() throws {
        let key = TrailFixture.key
        let export = ExportFolder(folder.file("export"))
        func verifies() throws -> Bool {
            if TrailFixture.shell("python3 -c 'import hashlib' 2>/dev/null").code == 0 {
                let python = TrailFixture.shell(
                    "python3 '\(TrailFixture.package)/docs/verify/verify.py' '\(export.path)' 2>&1")
                #expect(python.code == 0, "\(python.output)")
            }
            return try export.verify(with: key.verifier).size == fixture.register.size()
        }
        try close()
        fixture.clock.set(day("2024-05-22"))
        try fixture.register.export(to: export, signedBy: key, evidence: store)
        #expect(try verifies())
        try dispose()
        try fixture.register.export(to: export, signedBy: key, evidence: store)
        #expect(try verifies())
        #expect(try EvidenceStore.read(export.evidenceList) == [])
        #expect(!export.evidence.holds(file.sha256))
        try Register.rebuild(at: folder.file("rebuilt.db"), from: export, key: key.verifier)
        let rebuilt = try Register.open(at: folder.file("rebuilt.db"), for: .reading)
        #expect(try rebuilt.root(at: rebuilt.size()) == fixture.register.root(at: fixture.register.size()))
    }

    /// What somebody proposes as evidence stays until it is accepted or redacted; then its own evidence decides.
    @Test func aFileThatIsProposedStays() throws {
        func proposed() throws -> Int64 {
            try fixture.write(by: "Olly Owner") { [folder] in
                var update = ProposedUpdate()
                update.dated = day("2018-04-02")
                return try $0.propose(
                    update, on: ref("R-2"), words: [:],
                    evidence: [try GivenEvidence(folder.file("sample.csv"))]
                ).seq
            }
        }
        let proposal = try proposed()
        try close()
        fixture.clock.set(day("2024-05-22"))
        #expect(try dispose().removed == 0)
        #expect(isKept)
        #expect(try findings() == [])
        let receipts = try fixture.write { try $0.acceptProposal(proposal) }
        let other = try #require(receipts.last).seq
        try close("R-2", on: "2024-05-22")
        #expect(try retention(other, of: "R-2").day == day("2030-05-22"))
        try fixture.write(by: "Otto Officer") {
            try $0.addRetentionRule(
                RetentionRule("month", length: 1, unit: .months, trigger: .dated, source: "Schedule"))
            try $0.record(.retainEvidence(other, rule: "month"), on: ref("R-2"))
        }
        #expect(try dispose(other).removed == 1)
        #expect(!isKept)
        #expect(try findings() == [])
        #expect(try line("Evidence")?.verdict == .fine)
        let export = ExportFolder(folder.file("export"))
        try fixture.register.export(to: export, signedBy: TrailFixture.key, evidence: store)
        if TrailFixture.shell("python3 -c 'import hashlib' 2>/dev/null").code == 0 {
            let python = TrailFixture.shell(
                "python3 '\(TrailFixture.package)/docs/verify/verify.py' '\(export.path)' 2>&1")
            #expect(python.code == 0, "\(python.output)")
        }
    }

    // MARK: - Refused

    @Test func notOfAnOpenItem() throws {
        try rule("soon", 1, .days, .dated)
        #expect(try refusal { try dispose() }.contains("of an open item, and is kept until that is closed"))
    }

    @Test func notBeforeItsDayNorOnAnother() throws {
        try close()
        fixture.clock.set(day("2024-05-21"))
        #expect(
            try refusal { try dispose() }.contains(
                "kept to 21 May 2024: 6 years after the item is closed (closed-items)"))
        #expect(throws: RuleViolation.self) { try dispose(on: day("2024-05-22")) }
        fixture.clock.set(day("2024-06-22"))
        #expect(try refusal { try dispose(on: day("2024-05-23")) }.contains("gone from the day on which"))
        let forged = EvidenceDisposal(
            piece: piece, rule: "closed-items", day: day("2020-01-01"), sha256: file.sha256, size: file.size)
        #expect(
            try refusal {
                try fixture.record(.disposeEvidence(forged), "R-1", by: "Dana Disposer", words: [:])
            }
            .contains("22 May 2024"))
        #expect(try findings() == [])
    }

    @Test func notWhatIsHeld() throws {
        try close()
        let one = try fixture.record(
            .holdEvidence(piece), "R-1", by: "Ada Assurer", words: [.reason: "Inquest"])
        let all = try fixture.record(.holdEvidence(nil), "R-1", words: [.reason: "Public inquiry"])
        fixture.clock.set(day("2024-06-01"))
        #expect(try retention().state == .held && retention().holds.map(\.id) == [one, all])
        #expect(try refusal { try dispose() }.contains("held by H\(one), since 1 Jun 2018; H\(all)"))
        try fixture.record(.releaseHold(one), "R-1", words: [.reason: "Concluded"])
        #expect(try refusal { try dispose() }.contains("held by H\(all)"))
        #expect(try refusal { try fixture.record(.releaseHold(one), "R-1") }.contains("released already"))
        #expect(try refusal { try fixture.record(.releaseHold(piece), "R-1") }.contains("nothing holds"))
        #expect(throws: RuleViolation.self) {
            try fixture.record(.holdEvidence(nil), "R-1", words: [:])
        }
        #expect(throws: RuleViolation.self) {
            try fixture.record(.releaseHold(all), "R-1", by: "Ada Assurer")
        }
        try fixture.record(.releaseHold(all), "R-1", words: [.reason: "Reported"])
        try dispose()
        // As at a day before, it was held.
        #expect(try retention(asAt: day("2024-05-31")).state == .held)
        #expect(try findings() == [])
    }

    /// A hold dated back to before the disposal can still be told; it brings nothing back.
    @Test func aHoldThatWasNotToldInTime() throws {
        try close()
        fixture.clock.set(day("2024-05-22"))
        try dispose()
        fixture.clock.set(day("2024-06-22"))
        try fixture.record(.holdEvidence(nil), "R-1", on: "2024-05-01", words: [.reason: "Letter of 1 May"])
        #expect(try findings() == [])
    }

    @Test func notOnTheirOwnWord() throws {
        try close()
        fixture.clock.set(day("2024-05-22"))
        func refused(_ name: String) throws -> String { try refusal { try dispose(by: name) } }
        #expect(try refused("Ada Assurer").contains("that is for approver"))
        #expect(try refused("Olly Owner").contains("isn't possible yet"))
        #expect(try refused(RegisterFixture.founder).contains("who gave it"))
        // Whoever shortens a rule doesn't use it.
        let rule = try #require(
            try fixture.register.entries(about: "closed-items").first { $0.act == "retention add" })
        try fixture.write(by: "Vera Void") {
            _ = try $0.correct(rule.seq, fields: ["length": "5"], words: [.reason: "Too long"])
        }
        #expect(try refused("Vera Void").contains("who wrote its rule"))
        #expect(try findings() == [])
        try dispose()
    }

    @Test func noneOfThoseWhoBringTheDayForward() throws {
        try close()
        fixture.clock.set(day("2019-06-01"))
        let hold = try fixture.record(.holdEvidence(nil), "R-1", words: [.reason: "Inquest"])
        let acts: [(String, (Writer) throws -> Void)] = [
            (
                "who released a hold",
                { try $0.record(.releaseHold(hold), on: ref("R-1"), words: [.reason: "R"]) }
            ),
            (
                "who wrote its rule",
                {
                    try $0.addRetentionRule(
                        RetentionRule("short", length: 1, unit: .months, trigger: .closed, source: "S"))
                }
            ),
            ("who named its rule", { try $0.record(.retainEvidence(piece, rule: "short"), on: ref("R-1")) }),
        ]
        for (index, (_, act)) in acts.enumerated() {
            let name = "Approver \(index)"
            try fixture.write { _ = try $0.addPerson(name, roles: [.officer, .approver]) }
            try fixture.write(by: name, act)
        }
        for (index, (expected, _)) in acts.enumerated() {
            let told = try refusal { try dispose(by: "Approver \(index)") }
            #expect(told.contains(expected), "\(told)")
        }
        // Nor whoever chose the register's rule, or put an entry of the item right.
        try fixture.record(.retainEvidence(piece, rule: nil), "R-1", by: "Otto Officer")
        try fixture.write(by: "Vera Void") { try $0.set(.retention, to: "short") }
        #expect(try refusal { try dispose(by: "Vera Void") }.contains("who chose the register's rule"))
        #expect(try refusal { try dispose(by: "Otto Officer") }.contains("who named its rule"))
        try fixture.write { _ = try $0.addPerson("Cora", roles: [.officer, .approver]) }
        let start = try #require(try fixture.history("R-1").acts.first { $0.act == .start }).seq
        try fixture.write(by: "Cora") {
            _ = try $0.correct(start, effectiveOn: day("2018-02-02"), words: [.reason: "Misread"])
        }
        #expect(try refusal { try dispose(by: "Cora") }.contains("who put an entry of the item right"))
        // Nor whoever dated the report that the time runs from.
        try rule("published", 1, .years, .published)
        try fixture.write { _ = try $0.addPerson("Petra", roles: [.officer, .approver]) }
        let report = try #require(
            try fixture.register.entries(about: "R").first { $0.act == "report add" })
        try fixture.write(by: "Petra") {
            _ = try $0.correct(report.seq, fields: ["published": "2016"], words: [.reason: "Misread"])
        }
        #expect(try refusal { try dispose(by: "Petra") }.contains("who dated its report"))
        try dispose()
        #expect(try findings() == [])
    }

    @Test func onlyFilesAreKept() throws {
        let address = try fixture.record(
            .addEvidence(nil), "R-1", words: [.address: "https://example.org"])
        for act in [ItemAct.holdEvidence(address), .retainEvidence(address, rule: nil)] {
            #expect(try refusal { try fixture.record(act, "R-1") }.contains("is an address"))
        }
        try close()
        fixture.clock.set(day("2024-06-01"))
        #expect(try refusal { try dispose(address) }.contains("no file of evidence"))
        #expect(throws: NotFound.self) {
            try fixture.record(.retainEvidence(piece, rule: "nowhere"), "R-1")
        }
        try fixture.write(by: "Otto Officer") { try $0.set(.retention, to: "none") }
        #expect(try refusal { try dispose() }.contains("kept by no rule"))
    }

    // MARK: - Redaction

    @Test func aHeldFileIsNotRedacted() throws {
        let hold = try fixture.record(.holdEvidence(piece), "R-1", words: [.reason: "Inquest"])
        func redact(_ names: [WordName]? = nil) throws {
            try fixture.register.redact(
                piece, names: names, reason: "A victim", evidence: store, session: fixture.session())
        }
        #expect(try refusal { try redact() }.contains("held by H\(hold)"))
        try redact([.title])
        #expect(isKept)
        #expect(try fixture.history("R-1").now.evidenceChanged == false)
        try fixture.record(.releaseHold(hold), "R-1", words: [.reason: "Concluded"])
        try redact()
        #expect(!isKept)
        #expect(try retention().state == .redacted)
        try close("R-2")
        #expect(try findings() == [])
    }

    /// Nobody can look at it any more: whoever relies on the assurance is told, as of evidence that is lost.
    @Test func redactedEvidenceIsTold() throws {
        let before = try fixture.register.size()
        fixture.clock.set(day("2018-06-10"))
        try fixture.register.redact(piece, reason: "A victim", evidence: store, session: fixture.session())
        #expect(try fixture.history("R-1").now.label == "assured, evidence changed since")
        #expect(try fixture.items()["R-1"]?.standing.evidenceChanged == true)
        #expect(try fixture.items(asAt: day("2018-06-09"))["R-1"]?.standing.evidenceChanged == false)
        #expect(try fixture.items(knownAt: .size(before))["R-1"]?.standing.evidenceChanged == false)
        #expect(try fixture.history("R-1").evidence.map(\.state) == ["redacted"])
        let lacking = #expect(throws: RuleViolation.self) { try close(on: "2018-06-10") }
        #expect(lacking?.missing == [.evidence])
        // Other evidence, and it is assured again.
        let other = try fixture.record(.addEvidence(nil), "R-1", words: [.address: "https://example.org"])
        try fixture.record(.assure, "R-1", by: "Ada Assurer")
        #expect(try fixture.history("R-1").now.label == "assured")
        // An address goes with its words.
        try fixture.register.redact(other, reason: "A victim", evidence: store, session: fixture.session())
        #expect(try fixture.history("R-1").now.label == "assured, evidence changed since")
        #expect(try findings() == [])
    }

    @Test func lapsedEvidenceIsNoChange() throws {
        try close()
        fixture.clock.set(day("2024-05-22"))
        try dispose()
        #expect(try fixture.history("R-1").now.label == "closed: implemented")
        let frame = try fixture.frame(asAt: "2024-05-22")
        let text = try TextRenderer.render(
            ItemPaper(fixture.register, ref("R-1"), frame: frame).document, width: 220)
        #expect(text.contains("disposed of on 22 May 2024 under closed-items"), "\(text)")
        #expect(!text.contains("Evidence since"))
        // Another piece withdrawn is a change, and says nothing of the one that lapsed.
        try fixture.record(.withdrawEvidence(piece), "R-1")
        #expect(try fixture.history("R-1").now.evidenceChanged)
        #expect(try findings() == [])
    }
}
