import Testing

import Tracker

/// Corrections and redactions: later entries, after which everything still verifies.
@Suite struct AmendingTests {
    private func fixture(at path: String = ":memory:") throws -> RegisterFixture {
        let fixture = try RegisterFixture(on: "2022-12-01", at: path)
        try fixture.report("R")
        try fixture.item("A-1", opened: "2022-03-01", due: "2022-06-30")
        return fixture
    }

    @Test func correctionCountsFromWhenItIsKnown() throws {
        let fixture = try fixture()
        let close = try fixture.record(.close(as: .noFurtherAction, successor: nil), "A-1", on: "2022-05-01")
        let size = try fixture.register.size()
        try fixture.write { try $0.correct(close, isVoid: true, words: [.reason: "Wrong item"]) }
        #expect(try fixture.items()["A-1"]?.standing.stage == .open)
        #expect(try fixture.items(knownAt: .size(size))["A-1"]?.standing.stage == .closed)
        #expect(try fixture.items(asAt: day("2022-05-01"))["A-1"]?.standing.stage == .open)
        #expect(try fixture.register.verify().findings == [])
        // What no longer counts can't be corrected again.
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(close, isVoid: true, words: [.reason: "Again"]) }
        }
    }

    @Test func anotherDayOtherFieldsAndOtherWords() throws {
        let fixture = try fixture()
        let progress = try fixture.record(
            .progress(complete: 14, rating: nil), "A-1", on: "2022-05-10", words: [.note: "Fourteen"])
        let correction = try fixture.write {
            try $0.correct(
                progress, effectiveOn: day("2022-04-10"), fields: ["complete": "40"],
                words: [.reason: "Misheard", .note: "Forty"])
        }
        let item = try #require(try fixture.items()["A-1"])
        #expect(item.standing.complete == 40)
        #expect(item.progress == "Forty")
        #expect(item.standing.progressOn == day("2022-04-10"))
        #expect(try fixture.items(asAt: day("2022-04-30"))["A-1"]?.standing.complete == 40)
        #expect(correction.subject == ref("A-1"))
        #expect(try fixture.register.verify().findings == [])
    }

    @Test func aCorrectedOriginMovesTheItemInTables() throws {
        let fixture = try fixture()
        let add = try fixture.register.entries(about: "A-1", knownAt: .max)[0].seq
        let size = try fixture.register.size()
        try fixture.write {
            try $0.correct(
                add, fields: ["kind": "area for improvement", "number": "7", "due": .null],
                words: [.reason: "Read again", .text: "Right text"])
        }
        let now = try #require(try fixture.items()["A-1"])
        #expect(now.standing.kind == "area-for-improvement")
        #expect(now.number == "7")
        #expect(now.standing.due == nil)
        #expect(now.text == "Right text")
        let then = try #require(try fixture.items(knownAt: .size(size))["A-1"])
        #expect(then.standing.kind == "recommendation")
        #expect(then.text == "What A-1 says.")
        #expect(try fixture.register.verify().findings == [])
    }

    @Test func aCorrectionThatBreaksTheLaterHistoryIsRefused() throws {
        let fixture = try fixture()
        try fixture.record(.start, "A-1", on: "2022-04-01")
        let submit = try fixture.record(.submit, "A-1", on: "2022-05-01")
        try fixture.record(.return, "A-1", on: "2022-05-10")
        let size = try fixture.register.size()
        let refusal = #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(submit, isVoid: true, words: [.reason: "Not so"]) }
        }
        #expect(refusal?.description.contains("return") == true)
        #expect(try fixture.register.size() == size)
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(1, isVoid: true, words: [.reason: "Not so"]) }
        }
        #expect(throws: NotFound.self) {
            try fixture.write { try $0.correct(999, isVoid: true, words: [.reason: "Not so"]) }
        }
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(submit, fields: ["colour": "red"], words: [.reason: "x"]) }
        }
    }

    @Test func redactedWordsAreNowhereInTheFile() throws {
        let folder = TemporaryFolder()
        let path = folder.file("register.db")
        let secret = "ZANZIBAR-SECRET"
        let letter = Array("The victim is \(secret).".utf8)
        folder.write(letter, to: "letter.txt")
        let fixture = try fixture(at: path)
        let store = EvidenceStore(beside: path)
        let evidence = try fixture.record(
            .addEvidence(try store.take(folder.file("letter.txt"))), "A-1",
            words: [.title: "About \(secret)", .file: secret])
        let note = try fixture.record(
            .note(isInternal: false), "A-1", words: [.note: String(repeating: "\(secret) ", count: 2_000)])
        // Enough is written around it to move pages about.
        for number in 0..<200 {
            try fixture.record(.note(isInternal: false), "A-1", words: [.note: "Note \(number)"])
        }
        let before = try fixture.register.verify(evidence: store)
        #expect(before.findings == [])
        #expect(["", "-wal"].contains { holds(secret, path + $0) })
        for entry in [evidence, note] {
            try fixture.register.redact(
                entry, reason: "Named a victim", evidence: store, session: fixture.session())
        }
        for suffix in ["", "-wal", "-shm"] { #expect(!holds(secret, path + suffix)) }
        #expect((try? EvidenceStore.read(store.path(Hash.sha256(letter).hex))) == nil)
        let after = try fixture.register.verify(evidence: store)
        #expect(after.findings == [])
        #expect(after.redacted == 3)
        #expect(try fixture.register.root(at: before.size) == before.root)
        #expect(try fixture.register.words(of: note)[.note] == "[redacted]")
        // A second time nothing is left to remove, and nothing more is recorded; never without a reason.
        let again = try fixture.register.redact(
            note, reason: "Again", evidence: store, session: fixture.session())
        #expect(again.seq == nil)
        #expect(try fixture.register.size() == before.size + 2)
        #expect(throws: RuleViolation.self) {
            try fixture.register.redact(1, reason: "", evidence: store, session: fixture.session())
        }
    }

    @Test func onlyAnApproverRedacts() throws {
        let fixture = try fixture()
        try fixture.write { try $0.addPerson("Olu Officer", roles: [.officer]) }
        let note = try fixture.record(.note(isInternal: false), "A-1")
        let refusal = #expect(throws: RuleViolation.self) {
            try fixture.register.redact(
                note, reason: "Named a victim", evidence: nil, session: fixture.session(by: "Olu Officer"))
        }
        #expect(refusal?.description.contains("approver") == true)
        #expect(try fixture.register.words(of: note)[.note] == "Discussed at length.")
    }

    @Test func rolesDecideWhoMayDoWhat() throws {
        let fixture = try fixture()
        try fixture.write {
            try $0.addPerson("Owner", roles: [.owner])
            try $0.addPerson("Assurer", roles: [.assurer])
            try $0.addPerson("Auditor", roles: [.auditor])
            try $0.addPerson("Anybody")
        }
        let acts: [(act: ItemAct, by: String, allowed: Bool)] = [
            (.start, "Auditor", false), (.start, "Assurer", false), (.start, "Owner", true),
            (.due(day("2022-12-31"), .request), "Owner", true),
            (.due(day("2022-12-31"), .set), "Owner", false),
            (.addEvidence(nil), "Auditor", false), (.addEvidence(nil), "Owner", true),
            (.close(as: .noFurtherAction, successor: nil), "Owner", false), (.submit, "Owner", true),
            (.assure, "Owner", false), (.assure, "Assurer", true),
            (.note(isInternal: false), "Anybody", false),
        ]
        for (act, name, allowed) in acts {
            if allowed {
                try fixture.record(act, "A-1", by: name)
            } else {
                #expect(throws: RuleViolation.self, "\(act) by \(name)") {
                    try fixture.record(act, "A-1", by: name)
                }
            }
        }
    }

    private func holds(_ words: String, _ path: String) -> Bool {
        guard let bytes = try? EvidenceStore.read(path) else { return false }
        return String(decoding: bytes, as: UTF8.self).contains(words)
    }
}
