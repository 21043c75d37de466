import Testing

import Tracker

/// Somebody with the file appends entries that the program would never have let in, with right bytes, hashes and tree.
/// Each is named by the replay, with the rule that it breaks.
struct EntryRulesTests {
    private let fixture: RegisterFixture
    private let officer: PersonID
    private let owner: PersonID
    private let post: PersonID

    init() throws {
        fixture = try RegisterFixture(settings: [.body: "B"])  // P1
        fixture.clock.set(day("2022-04-02"))
        officer = try fixture.write { try $0.addPerson("Olive", roles: [.officer]) }
        owner = try fixture.write { try $0.addPerson("Owen", roles: [.owner]) }
        post = try fixture.write { try $0.addPost("AC") }
        try fixture.board("OB")
        try fixture.meeting("OB-1", of: "OB", on: "2022-04-01")
        try fixture.report("R")
        try fixture.item("R-1")
        try fixture.record(.addEvidence(nil), "R-1", words: [.address: "https://example.org"])
        try fixture.record(.start, "R-1", words: [:])
        fixture.clock.set(day("2022-04-03"))
        #expect(try fixture.register.verify().findings == [])
    }

    /// Appends an entry as somebody with the file does, its tables with it where the fold allows them.
    @discardableResult
    private func forge(
        _ act: String, _ subject: String, _ data: [String: JSON] = [:], words: [WordName] = [],
        actor: String = "P1", recordedBy: String? = nil, authority: String? = nil,
        on day: String = "2022-04-02"
    ) throws -> Int64 {
        let register = fixture.register
        let seq = try register.size() + 1
        let salt = [UInt8](repeating: 3, count: Commitment.saltLength)
        let entry = Entry(
            seq: seq, effectiveOn: Day(iso: day)!, recordedAt: fixture.clock.now, actor: PersonID(actor)!,
            recordedBy: recordedBy.flatMap { PersonID($0) }, authority: authority, subject: subject, act: act,
            data: data,
            words: Dictionary(words.map { ($0, Commitment(text: "words", salt: salt)) }) { one, _ in one })
        try register.ledger.append(entry, entry.canonical)
        for name in words { try register.ledger.store("words", salt: salt, as: name, of: seq) }
        do {
            try register.database.transaction {
                if let content = try EntryContent(entry) { try register.projections.apply(entry, content) }
            }
        } catch {}
        return seq
    }

    /// The one finding that a forged entry makes, which names it.
    private func sentence(_ seq: Int64) throws -> String {
        let findings = try fixture.register.verify().findings
        guard findings.count == 1, let finding = findings.first, finding.kind == .entry, finding.seq == seq
        else { return "\(findings)" }
        return finding.sentence
    }

    @Test func whatTheRulesAllowIsNoFinding() throws {
        try forge("note", "R-1", words: [.note])
        try forge(
            "assign", "R-1", ["lead": "P\(owner.seq)" as JSON, "board": "OB"], actor: officer.description)
        try forge("progress", "R-1", words: [.note], actor: owner.description, recordedBy: "P1")
        try forge("note", "R-1", words: [.note], authority: "OB-1")
        try forge("note", "R-1", ["public": true], words: [.note])
        #expect(try fixture.register.verify().findings == [])
    }

    @Test func aDateMovedMoreOftenThanTheRegisterSays() throws {
        try fixture.item("R-2", opened: "2022-04-01", due: "2022-05-31")
        try fixture.write { try $0.set(.revisions, to: "1") }
        func due(_ date: String, authority: String? = nil) throws -> Int64 {
            try forge(
                "due", "R-2", ["due": .string(date), "outcome": "set"], words: [.reason],
                authority: authority,
                on: "2022-04-03")
        }
        _ = try due("2022-06-30")
        _ = try due("2022-06-30")
        _ = try due("2022-07-31", authority: "OB-1")
        try forge("assign", "R-2", ["board": "OB"])
        try forge(
            "due", "R-2", ["due": "2022-08-01", "outcome": "set", "chair_of": "OB"], words: [.reason],
            on: "2022-04-03")
        #expect(try fixture.register.verify().findings == [])
        #expect(try sentence(due("2022-08-31")).contains("only a board could"))
    }

    @Test(
        arguments: [
            ("OB", nil, nil), ("JAP", nil, "did not oversee"), ("OB", "OB-1", "at a meeting and by"),
            ("NOBODY", nil, "did not oversee"), ("ob", nil, "did not oversee"),
        ] as [(String, String?, String?)])
    func whatAChairDecides(board: String, authority: String?, rule: String?) throws {
        try fixture.board("JAP")
        try forge("assign", "R-1", ["board": "OB"])
        let seq = try forge(
            "scope", "R-1", ["chair_of": .string(board), "scope": "out"], words: [.reason],
            authority: authority)
        guard let rule else {
            #expect(try fixture.register.verify().findings == [])
            return
        }
        let found = try sentence(seq)
        #expect(found.contains(rule), "\(found)")
    }

    @Test func whatNoChairDecides() throws {
        try forge("assign", "R-1", ["board": "OB"])
        let note = try forge("note", "R-1", ["chair_of": "OB"], words: [.note])
        #expect(try sentence(note).contains("not as \"note\" is written"))
    }

    /// What an assurance says that it saw was there: all of it, and nothing besides.
    @Test func evidenceThatWasNotThere() throws {
        let ada = try fixture.write { try $0.addPerson("Ada", roles: [.assurer]) }
        let piece = try #require(try fixture.history("R-1").evidence.first).id
        func assure(_ seen: [String], _ size: Int64? = nil) throws -> Int64 {
            let end = try fixture.register.size()
            return try forge(
                "assure", "R-1",
                ["evidence_seen": .array(seen.map { .string($0) }), "size_seen": .int(size ?? end)],
                actor: ada.description, on: "2022-04-03")
        }
        #expect(try fixture.register.verify().findings == [])
        _ = try assure(["E\(piece)"])
        #expect(try fixture.register.verify().findings == [])
        try fixture.record(.return, "R-1")
        let found = try sentence(assure(["E\(piece)", "E\(piece + 1)"]))
        #expect(found.contains("other evidence than there was for R-1"), "\(found)")
    }

    @Test(arguments: [[], ["E9 \(Hash.empty.hex)"], ["E999"]])
    func evidenceOtherThanWasThere(seen: [String]) throws {
        let ada = try fixture.write { try $0.addPerson("Ada", roles: [.assurer]) }
        let size = try fixture.register.size()
        let seq = try forge(
            "assure", "R-1",
            ["evidence_seen": .array(seen.map { .string($0) }), "size_seen": .int(size)],
            actor: ada.description, on: "2022-04-03")
        #expect(try sentence(seq).contains("other evidence than there was"))
    }

    @Test func aLedgerSizeThatWasNot() throws {
        let ada = try fixture.write { try $0.addPerson("Ada", roles: [.assurer]) }
        let piece = try #require(try fixture.history("R-1").evidence.first).id
        let seq = try forge(
            "assure", "R-1", ["evidence_seen": [.string("E\(piece)")], "size_seen": 3],
            actor: ada.description, on: "2022-04-03")
        #expect(try sentence(seq).contains("other evidence than there was"))
    }

    // MARK: - Reminders

    /// What became of a message is told once more only where more can be known.
    @Test(arguments: ["sent", "written", "unknown", "refused"])
    func aResultThatNothingFollows(_ second: String) throws {
        let subject = owner.description
        let reminder = try forge(
            "remind", subject,
            [
                "lines": [["about": "R-1", "why": "overdue", "day": "2022-03-01"]], "way": "notify",
                "sha256": .string(Hash.empty.hex),
            ], words: [.email])
        for result in ["unknown", "sent", "delivered"] {
            try forge("remind result", subject, ["reminder": .int(reminder), "result": .string(result)])
        }
        #expect(try fixture.register.verify().findings == [])
        let seq = try forge(
            "remind result", subject, ["reminder": .int(reminder), "result": .string(second)])
        #expect(try sentence(seq).contains("another result of entry \(reminder) was told before"))
    }

    // MARK: - Proposals

    private func propose(
        _ data: [String: JSON] = ["complete": 60, "submit": true], words: [WordName] = [.note]
    ) throws -> Int64 {
        try forge("propose", "R-1", data, words: words, actor: owner.description, on: "2022-04-03")
    }

    private func answer(
        _ seq: Int64, _ answer: String = "accept", by actor: PersonID? = nil, typist: PersonID? = nil
    ) throws -> Int64 {
        try forge(
            "proposal \(answer)", "R-1", ["proposal": .int(seq)], words: [.reason],
            actor: (actor ?? officer).description, recordedBy: typist?.description, on: "2022-04-03")
    }

    private func part(
        _ act: String, of seq: Int64, _ data: [String: JSON] = [:], by actor: PersonID? = nil,
        on day: String = "2022-04-03"
    ) throws -> Int64 {
        try forge(
            act, "R-1", data.merging(["proposal": .int(seq)]) { $1 }, words: [.note, .reason],
            actor: (actor ?? owner).description, recordedBy: officer.description, on: day)
    }

    @Test func whatWasAcceptedFollowsWhole() throws {
        let seq = try propose()
        _ = try answer(seq)
        _ = try part("progress", of: seq, ["complete": 60])
        _ = try part("submit", of: seq)
        #expect(try fixture.register.verify().findings == [])
        let again = try answer(seq)
        let found = try sentence(again)
        #expect(found.contains("proposal \(seq) has been accepted already"), "\(found)")
    }

    @Test func halfOfIt() throws {
        let seq = try propose()
        _ = try answer(seq)
        let last = try part("progress", of: seq, ["complete": 60])
        #expect(try sentence(last).contains("not all that it says follows"))
        let other = try forge("note", "R-1", words: [.note])
        #expect(try sentence(other).contains("not all that it says follows"))
    }

    @Test func noneOfIt() throws {
        #expect(try sentence(answer(propose())).contains("not all that it says follows"))
    }

    @Test func somethingElse() throws {
        let seq = try propose()
        _ = try answer(seq)
        #expect(
            try sentence(part("progress", of: seq, ["complete": 90])).contains("not all that it says follows")
        )
    }

    @Test func bySomebodyElse() throws {
        let seq = try propose()
        _ = try answer(seq)
        let other = try part("progress", of: seq, ["complete": 60], by: PersonID(1))
        #expect(try sentence(other).contains("not all that it says follows"))
    }

    @Test func onAnotherDay() throws {
        let seq = try propose()
        _ = try answer(seq)
        let other = try part("progress", of: seq, ["complete": 60], on: "2022-04-02")
        #expect(try sentence(other).contains("not all that it says follows"))
    }

    @Test(arguments: ["progress", "submit", "start", "evidence add"]) func whatNobodyAccepted(
        act: String
    ) throws {
        let seq = try propose()
        #expect(try sentence(part(act, of: seq)).contains("which was not accepted just ahead of it"))
    }

    @Test func aProposalOfNobodysAccepting() throws {
        _ = try fixture.write { try $0.changePerson("Owen", giving: [.officer]) }
        let seq = try propose()
        #expect(try sentence(answer(seq, by: owner)).contains("accepts what they proposed themself"))
    }

    @Test func aProposalItsMakerTypedTheAcceptanceOf() throws {
        let seq = try propose()
        #expect(try sentence(answer(seq, typist: owner)).contains("accepts what they proposed themself"))
    }

    @Test func whatIsNoProposal() throws {
        let note = try forge("note", "R-1", words: [.note])
        #expect(try sentence(answer(note)).contains("is no proposal"))
    }

    @Test(arguments: [true, false]) func whatStays(isVoid: Bool) throws {
        let seq = try propose(["complete": 60])
        let data: [String: JSON] =
            isVoid
            ? ["corrects": .int(seq + 1), "void": true] : ["corrects": .int(seq), "fields": ["complete": 90]]
        _ = try answer(seq)
        _ = try part("progress", of: seq, ["complete": 60])
        let found = try sentence(forge("correct", "R-1", data, words: [.reason], on: "2022-04-03"))
        #expect(found.contains(isVoid ? "which stays so" : "other words into the mouth"), "\(found)")
    }

    @Test(
        arguments: [
            (["addresses": 1], "date of the evidence"), (["dated": "2022-04-02"], "date of the evidence"),
            (["addresses": 1, "dated": "2022-04-04"], "date of the evidence"),
            (["dated": "2022-04-02", "files": [["sha256": "00", "size": 1, "media_type": "x"]]], "hash"),
        ] as [([String: JSON], String)])
    func evidenceThatCantBeProposed(data: [String: JSON], words: String) throws {
        let found = try sentence(propose(data, words: [.note, .file, .address]))
        #expect(found.contains(words), "\(found)")
    }

    /// Where the register takes what owners say as proposals, an owner's own act is none that the program recorded.
    @Test func whatOwnersDontSay() throws {
        try fixture.write { try $0.set(.ownerUpdates, to: "proposed") }
        try forge("note", "R-1", words: [.note], actor: owner.description)
        try forge("progress", "R-1", words: [.note])
        #expect(try fixture.register.verify().findings == [])
        let seq = try forge("progress", "R-1", words: [.note], actor: owner.description)
        #expect(try sentence(seq).contains("by owners counted then only as an accepted proposal"))
    }

    @Test func whoActs() throws {
        #expect(try sentence(forge("note", "R-1", words: [.note], actor: "P999")).contains("P999"))
    }

    @Test func whoTypedIt() throws {
        let seq = try forge("note", "R-1", words: [.note], recordedBy: "P999")
        #expect(try sentence(seq).contains("typed it in"))
    }

    @Test(arguments: [
        ("assure", "R-1"), ("redact", "R-1"), ("board add", "NEW"), ("close", "R-1"), ("person add", "P13"),
    ])
    func whatARoleAllows(act: String, subject: String) throws {
        let data: [String: JSON] =
            switch act {
            case "close": ["as": "no-further-action"]
            case "redact": ["redacts": 3, "words": ["name"]]
            case "board add": ["name": "New"]
            case "person add": ["roles": ["officer"]]
            default: [:]
            }
        let seq = try forge(
            act, act == "redact" ? "P3" : subject, data, words: [.reason, .basis, .name],
            actor: owner.description)
        let found = try sentence(seq)
        #expect(found.contains("may not \"\(act)"), "\(found)")
    }

    /// Everybody says for themself how they wish to be reminded, whatever their roles: nothing else, and of nobody else.
    @Test func whatSomebodyWishes() throws {
        try fixture.write(by: "Owen") {
            var wishes = ReminderWishes()
            wishes.pace = .weekly
            try $0.changePerson("Owen", reminding: wishes)
        }
        try forge("person change", owner.description, ["duties_only": true], actor: owner.description)
        #expect(try fixture.register.verify().findings == [])
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Owen") { try $0.changePerson("Owen", giving: [.assurer]) }
        }
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Owen") {
                var wishes = ReminderWishes()
                wishes.dutiesOnly = true
                try $0.changePerson("P1", reminding: wishes)
            }
        }
        let seq = try forge(
            "person change", owner.description, ["duties_only": true, "roles_given": ["assurer"]],
            actor: owner.description)
        #expect(try sentence(seq).contains("may not \"person change"))
    }

    @Test func whatNobodyWishesForOthers() throws {
        let seq = try forge("person change", "P1", ["duties_only": true], actor: owner.description)
        #expect(try sentence(seq).contains("may not \"person change"))
    }

    /// Roles are those of then: given later, they don't make it right; taken later, they don't make it wrong.
    @Test func rolesAreThoseOfThen() throws {
        try fixture.write { _ = try $0.changePerson("Owen", giving: [.assurer], taking: [.owner]) }
        let before = try fixture.register.size()
        try fixture.record(.note(isInternal: false), "R-1", by: "Owen")
        #expect(try fixture.register.verify().findings == [])
        let seq = try forge("progress", "R-1", words: [.note], actor: owner.description)
        #expect(seq == before + 2)
        #expect(try sentence(seq).contains("assurer"))
    }

    @Test func whoHadLeft() throws {
        try fixture.write { _ = try $0.changePerson("Owen", leaves: .set(day("2022-04-01"))) }
        let seq = try forge("note", "R-1", words: [.note], actor: owner.description)
        #expect(try sentence(seq).contains("left on 2022-04-01"))
    }

    @Test func noDayAheadOfItsRecording() throws {
        #expect(
            try sentence(forge("note", "R-1", words: [.note], on: "2022-04-04")).contains("after the day"))
    }

    /// The day is that of the register's own zone: at noon in London it is tomorrow 13 hours to the east.
    @Test func theDayIsThatOfTheRegistersZone() throws {
        try fixture.write { try $0.set(.timeZone, to: "+13:00") }
        try forge("note", "R-1", words: [.note], on: "2022-04-04")
        #expect(try fixture.register.verify().findings == [])
    }

    @Test(
        .enabled(if: TestServer.filesAlone),
        arguments: ["../../x", "a\nb", "\u{1B}[31m", "é", "e\u{301}", "", " ", "a\u{0}b", "-x"])
    func referencesAreWellFormed(reference: String) throws {
        let data: [String: JSON] = ["report": "R", "kind": "recommendation", "force": "F"]
        let seq = try forge("add", reference, data, words: [.text])
        #expect(try sentence(seq).contains("is no reference"))
    }

    @Test func aReferenceIsShort() throws {
        let data: [String: JSON] = ["report": "R", "kind": "recommendation", "force": "F"]
        let seq = try forge("add", String(repeating: "a", count: 65), data, words: [.text])
        #expect(try sentence(seq).contains("is no reference"))
    }

    @Test(
        arguments: [
            ("add", "N", ["report": "NOPE", "kind": "recommendation", "force": "F"], "report \"NOPE\""),
            ("add", "N", ["report": "r", "kind": "recommendation", "force": "F"], "report \"r\""),
            ("add", "N", ["report": "R", "kind": "nope", "force": "F"], "kind \"nope\""),
            (
                "add", "N", ["report": "R", "kind": "recommendation", "force": "F", "parent": "R-9"],
                "item \"R-9\""
            ),
            ("assign", "R-1", ["lead": "P999"], "person or post \"P999\""),
            ("assign", "R-1", ["board": "NOPE"], "board \"NOPE\""),
            ("assign", "R-1", ["supporting": ["P1", "P998"]], "person or post \"P998\""),
            ("close", "R-1", ["as": "superseded", "successor": "R-9"], "item \"R-9\""),
            ("close", "R-1", ["as": "superseded", "successor_report": "R-9"], "report \"R-9\""),
            ("action add", "R-1", ["owner": "P999", "due": "2022-05-01"], "person or post \"P999\""),
            ("meeting add", "M", ["board": "NOPE", "held_on": "2022-04-01"], "board \"NOPE\""),
            ("report grade", "NOPE", ["question": "q", "grade": "good"], "report \"NOPE\""),
            ("response link", "R", ["same_as": "NOPE"], "report \"NOPE\""),
            ("response link", "R", ["same_as": "R"], "linked with itself"),
            ("post holder", "P1", ["holder": "P1"], "post \"P1\""),
            ("person change", "P999", ["roles_given": ["officer"]], "person \"P999\""),
            ("person add", "P999", ["roles": ["officer"]], "where it should be about"),
            ("init", "register", ["settings": [:]], "set up once"),
            ("config", "register", ["setting": "time_zone", "value": "+99:99"], "can't be"),
            ("config", "register", ["setting": "colour", "value": "red"], "no setting"),
            ("config", "register", ["setting": "board", "value": "NOPE"], "board \"NOPE\""),
            ("rag add", "huge", ["amber_within_days": 9_007_199_254_740_991], "looks"),
            ("evidence add", "R-1", ["sha256": "00", "size": 1, "media_type": "x"], "evidence"),
            ("progress", "R-1", ["complete": 101], "percentage"),
            ("correct", "R-1", ["corrects": 999, "void": true], "not ahead of it"),
            ("correct", "OB", ["corrects": 10, "void": true], "but not about what"),
            ("correct", "R-1", ["corrects": 9, "fields": ["report": "NOPE"]], "report \"NOPE\""),
            ("correct", "R-1", ["corrects": 9, "effective_on": "2022-04-09"], "after the day"),
            ("redact", "R-1", ["redacts": 9, "words": ["note"]], "no words \"note\""),
            ("evidence withdraw", "R-1", ["evidence": "E999"], "no evidence E999"),
            ("hack", "R-1", [:], "knows no act \"hack\""),
        ] as [(String, String, [String: JSON], String)])
    func namesAreThoseOfWhatIsThere(act: String, subject: String, data: [String: JSON], words: String) throws
    {
        let seq = try forge(
            act, subject, data, words: [.text, .reason, .note, .name, .title, .basis])
        let found = try sentence(seq)
        #expect(found.contains(words), "\(found)")
    }

    @Test func theMeetingIsThere() throws {
        let seq = try forge("note", "R-1", words: [.note], authority: "NOPE")
        #expect(try sentence(seq).contains("meeting \"NOPE\""))
    }

    /// What nobody reads could say anything: data is what its act writes, and no more.
    @Test(
        arguments: [
            ("note", ["evil": true]), ("progress", ["complete": 5, "rag": "green", "x": 1]),
            ("assign", ["lead": "P+1"]), ("evidence add", ["size": 4]),
        ] as [(String, [String: JSON])])
    func noFieldIsPassedOver(act: String, data: [String: JSON]) throws {
        let seq = try forge(act, "R-1", data, words: [.note])
        #expect(try sentence(seq) == "its data is not as \"\(act)\" is written")
    }

    @Test(
        arguments: [
            ("person add", ["roles": ["superuser"]]), ("person change", ["roles_given": ["superuser"]]),
        ] as [(String, [String: JSON])])
    func noRoleIsUnknown(act: String, data: [String: JSON]) throws {
        let seq = try forge(act, act == "person add" ? "P12" : "P1", data, words: [.name])
        #expect(try sentence(seq).contains("is not as"))
    }

    /// Of two references that Unicode holds equivalent neither is one, and nothing that reads them stops the program.
    @Test func equivalentReferencesDontStopAPaper() throws {
        #expect(Reference(stored: "é") != Reference(stored: "e\u{301}"))
        for reference in ["é", "e\u{301}"] {
            try forge(
                "report add", reference, ["publisher": "HMIC", "force": "F", "published": "2017"],
                words: [.title])
        }
        _ = try PaperContext(
            fixture.register.snapshot(
                from: fixture.register.viewpoint(asAt: fixture.today), today: fixture.today),
            scope: .everything)
        #expect(try fixture.register.verify().findings.first?.sentence.contains("is no reference") == true)
    }
}

/// What a quarterly table said when it was issued can be computed again for ever; one that can't was forged, or rests on
/// what was.
struct IssuedCheckTests {
    private let fixture: RegisterFixture
    private let issue: IssuedTable

    init() throws {
        fixture = try RegisterFixture()
        try fixture.report("R")
        try fixture.item("R-1")
        let spec = QuarterlySpec(
            .containing(fixture.today, kind: .calendar), asAt: fixture.today, ageBands: [90])
        issue = try QuarterlyPaper(fixture.register, spec, today: fixture.today).issue
    }

    @Test func whatWasIssuedIsReproduced() throws {
        try fixture.write { _ = try $0.issue(issue) }
        try fixture.record(.close(as: .noFurtherAction, successor: nil), "R-1")
        #expect(try fixture.register.verify().findings == [])
    }

    @Test(arguments: [0, 1, 2, 3, 4])
    func whatWasNotIsNamed(lie: Int) throws {
        var issue = issue
        switch lie {
        case 0: issue.contentHash = String(repeating: "0", count: 64)
        case 1: issue.root = String(repeating: "0", count: 64)
        case 2: issue.carriedForward["total"] = 7
        case 3: issue.carriedForward["row X"] = 1
        default: issue.rows = .owner
        }
        let seq = try fixture.write { try $0.issue(issue) }
        let findings = try fixture.register.verify().findings
        #expect(findings.map(\.kind) == [.issued], "\(findings)")
        #expect(findings.first?.seq == seq)
    }
}
