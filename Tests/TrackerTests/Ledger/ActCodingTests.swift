import Testing

import Tracker

/// Every act comes back from its entry's data as it was written, and data that can't be meant is refused.
struct ActCodingTests {
    private static let origin: ItemOrigin = {
        var origin = ItemOrigin(report: ref("PEEL-2017"), kind: "recommendation", force: "MPS")
        origin.number = "Recommendation 5"
        origin.externalNumber = "8751"
        origin.question = "Legitimacy"
        origin.parent = ref("PEEL-2017-C1")
        origin.addressee = "Home Office"
        origin.priority = "High"
        origin.due = day("2018-06-30")
        origin.marking = "OFFICIAL-SENSITIVE"
        return origin
    }()

    private static let itemActs: [ItemAct] =
        [
            .add(origin), .add(ItemOrigin(report: ref("R"), kind: "area-for-improvement", force: "")),
            .assign(lead: .keep, supporting: nil, board: .keep),
            .assign(lead: .set(nil), supporting: [], board: .set(nil)),
            .assign(lead: .set(PersonID(3)), supporting: [PersonID(9), PersonID(4)], board: .set(ref("OB"))),
            .start, .submit, .assure, .assureOnWord, .waive(PersonID(7)), .return,
            .progress(complete: nil, rating: nil),
            .progress(complete: 0, rating: nil), .mark(nil), .mark("OFFICIAL"), .note(isInternal: true),
            .note(isInternal: false), .tag(["ICT", "One Met Model 2020"], remove: false),
            .tag(["ICT"], remove: true), .tag(["ICT", "Data"], remove: false), .addEvidence(nil),
            .addEvidence(ActLog.file), .assess(risk: .set("high"), delay: .keep),
            .assess(risk: .set(nil), delay: .set("no analyst")), .assess(risk: .keep, delay: .keep),
            .addEvidence(nil, over: try! EvidencePeriod(from: day("2018-01-01"), to: day("2018-03-31"))),
            .withdrawEvidence(12), .loseEvidence(12), .scope(.in), .scope(.out),
            .retainEvidence(12, rule: "closed-items"), .retainEvidence(12, rule: nil), .holdEvidence(12),
            .holdEvidence(nil), .releaseHold(12), .disposeEvidence(ActLog.disposal),
            .addStep(owner: PersonID(3), due: day("2018-06-30")), .endStep(9, .done), .endStep(9, .dropped),
            .addBenefit(unit: "GBP", target: Amount("390000000")!, committed: nil),
            .addBenefit(unit: "GBP", target: Amount("0.5")!, committed: Amount("0.25")!),
            .realiseBenefit(9, Amount("0.1")!), .reviseBenefit(9, target: Amount("2")!, committed: nil),
            .reviseBenefit(9, target: nil, committed: Amount("2")!),
            .submitForClosure, .dispute, .addressee("NPCC", .added), .addressee("NPCC", .removed),
            .addressee("NPCC", .assigned(PersonID(3))), .addressee("NPCC", .assigned(nil)),
            .addressee("NPCC", .answered(.partly)), .addressee("NPCC", .closed(.implemented)),
            .addressee("NPCC", .reopened), .propose(ProposedUpdate()),
            .propose(
                ProposedUpdate(
                    complete: 40, due: .set(nil), isDone: true, files: [ActLog.file, ActLog.file],
                    addresses: 2, dated: day("2018-03-01"))),
            .propose(ProposedUpdate(due: .set(day("2018-09-30")))), .answerProposal(41, .accepted),
            .answerProposal(41, .rejected),
        ] + Acceptance.allCases.map { .accept($0) } + DisputeParty.allCases.map { .decide(for: $0) }
        + Rating.allCases.map { .progress(complete: 100, rating: $0) }
        + CloseReason.allCases.flatMap {
            [
                .close(as: $0, successor: nil), .close(as: $0, successor: ref("R-2")),
                .close(as: $0, successor: nil, successorReport: ref("PEEL-2023")),
            ]
        }
        + Status.allCases.map { .reopen(to: $0) }
        + DueOutcome.allCases.flatMap { [.due(nil, $0), .due(day("2018-12-31"), $0)] }

    @Test func actsOnItemsComeBack() throws {
        for act in Self.itemActs {
            let written = JSON.object(act.data)
            let read = try #require(JSON(parsing: written.canonical).object)
            #expect(try ItemAct(act.name, data: read) == act)
        }
        #expect(Set(Self.itemActs.map(\.name)) == Set(ItemAct.Name.allCases))
    }

    /// A clock of a body's own, unlike the usual in everything.
    private static let ownClock: Clock = {
        var clock = Clock("fortnight", title: "Audit report", law: "Charter")
        clock.publishers = ["Audit"]
        clock.trigger = .sent
        clock.length = 3
        clock.unit = .months
        clock.countsFirstDay = false
        clock.stop = .responseProvided
        clock.extending = .alsoAfterExpiry
        clock.suspension = .judicialReview
        clock.printedDate = .wins
        clock.addressee = "the force"
        clock.from = day("2020-04-01")
        return clock
    }()

    private static let facts: ResponseFacts = {
        var facts = ResponseFacts()
        facts.addressee = "Essex Police"
        facts.extensionAsked = .set(day("2024-04-01"))
        facts.extensionGranted = .set(day("2024-04-02"))
        facts.extendedTo = .set(day("2024-05-02"))
        facts.extensionRefused = .set(nil)
        facts.suspendedFrom = .set(day("2024-03-01"))
        facts.suspendedTo = .set(day("2024-03-20"))
        facts.printedDate = .set(day("2024-06-01"))
        facts.clock = .set("fortnight")
        return facts
    }()

    private static let reached: PersonChange = {
        var change = PersonChange()
        change.email = true
        change.pace = .weekly
        change.dutiesOnly = false
        change.absence = .set(
            Absence(from: day("2018-08-06"), to: day("2018-08-17"), substitute: PersonID(7)))
        return change
    }()

    private static let registerActs: [RegisterAct] = [
        .initialise([:]), .initialise(["body": "MOPAC", "year_start": "04-01"]),
        .configure(name: "marking", value: ""), .addPerson([]), .addPerson(Role.allCases),
        .addKind(needsRecommendation: true), .addKind(needsRecommendation: false),
        .addScale(["good", "bad"]),
        .addRAGRule(RAGRule(name: "fortnight", amberWithinDays: 14)), .addBoard(name: "Oversight Board"),
        .addMeeting(board: ref("OB"), heldOn: day("2018-03-06")),
        .addReport(
            ReportDetails(publisher: "HMICFRS", force: "MPS", published: PartialDate(day("2017-11-09")))),
        .addReport(
            ReportDetails(
                publisher: "HMICFRS", force: "MPS", published: PartialDate(day("2017-11-09")), cycle: "2017",
                scale: "peel-four-tier", url: "https://example.org/")),
        .changePerson(reached), .changePerson(PersonChange()),
        .remind(
            Reminder(
                [
                    ReminderLine("L-1", .overdue, day: day("2018-03-06")),
                    ReminderLine("L-2", .returned, entry: 12, insteadOf: PersonID(4)),
                ], by: .sendmail, sha256: Hash.empty.hex)),
        .reminded(40, .unknown), .reminded(40, .delivered),
        .enrolKey(PersonKey(.ed25519, publicKey: "AAAA")), .enrolKey(PersonKey(.ssh, publicKey: "AAAA")),
        .revokeKey(12),
        .addressees(["Essex Police", "Home Office"]), .addressees([]), .addClock(ownClock),
        .addRetentionRule(
            RetentionRule("fortnight", length: 6, unit: .years, trigger: .closed, source: "Schedule")),
        .respond(ResponseFacts()), .respond(facts),
        .grade(question: "Legitimacy", grade: "good"), .importRows(sha256: Hash.empty.hex, rows: 20),
        .shareBenefit(
            .report, .add(unit: "GBP", target: Amount("390")!, committed: Amount("290")!, partOf: 12)),
        .shareBenefit(.programme, .realise(12, Amount("-0.5")!)),
        .shareBenefit(.programme, .revise(12, target: Amount("400")!, committed: nil)),
        .issue(
            IssuedTable(
                quarter: "2022/23-Q3", rows: .owner, scope: .everything, ragRule: "date",
                ageBands: [90, 180],
                asAt: day("2022-12-31"), ledgerSize: 120, root: Hash.empty.hex, contentHash: Hash.empty.hex,
                carriedForward: ["row P3": 4, "row ": 2, "total": 6])),
    ]

    @Test func actsOnTheRegisterComeBack() throws {
        for act in Self.registerActs {
            let read = try #require(JSON(parsing: JSON.object(act.data).canonical).object)
            #expect(try RegisterAct(act.name, subject: "fortnight", data: read) == act)
        }
    }

    /// What an issued table was counted over is never guessed.
    @Test(
        arguments: [
            ("rows", "nothing"), ("scope", "{\"colour\":\"red\"}"), ("age_bands", ["90", 180]),
            ("age_bands", .null), ("carried_forward", ["total": "6"]), ("as_at", "2022-12-32"),
        ] as [(String, JSON)])
    func anIssuedTableThatCannotBeRead(key: String, value: JSON) throws {
        let act = try #require(Self.registerActs.last)
        var data = act.data
        data[key] = value
        #expect(throws: EntryError.self) { try RegisterAct(act.name, subject: "2022/23-Q3", data: data) }
    }

    @Test func namesOfActsAreDistinct() throws {
        let items = ItemAct.Name.allCases.map(\.rawValue)
        #expect(Set(items).isDisjoint(with: Self.registerActs.map(\.name.rawValue)))
        #expect(items.allSatisfy { RegisterAct.Name(rawValue: $0) == nil })
    }

    @Test func everyVariantIsOfItsName() {
        for name in ItemAct.Name.allCases { #expect(name.variants.allSatisfy { $0.name == name }) }
        #expect(Set(Self.itemActs.map(\.variant)).isSubset(of: ItemAct.Variant.allCases))
    }

    @Test(
        arguments: [
            (.add, ["kind": "recommendation", "force": "MPS"]), (.assign, ["lead": "3"]),
            (.assign, ["board": 7]),
            (.assign, ["supporting": ["P3", "x"]]), (.assign, ["supporting": "P3"]),
            (.accept, ["acceptance": "perhaps"]),
            (.accept, [:]), (.progress, ["rag": "blue"]), (.progress, ["complete": "most"]),
            (.close, [:]),
            (.close, ["as": "done"]), (.reopen, ["to": "pending-sign-off"]), (.due, ["outcome": "set"]),
            (.due, ["due": "2018-02-30", "outcome": "set"]), (.due, ["due": .null, "outcome": "perhaps"]),
            (.scope, ["scope": "sideways"]), (.tag, [:]), (.tag, ["tags": "ICT"]), (.mark, [:]),
            (.addEvidence, ["sha256": "00"]), (.withdrawEvidence, ["evidence": "12"]),
            (.add, ["report": "R", "kind": "recommendation", "force": "MPS", "due": "soon"]),
        ] as [(ItemAct.Name, [String: JSON])])
    func dataThatCannotBeMeant(name: ItemAct.Name, data: [String: JSON]) {
        #expect(throws: EntryError.self, "\(name) \(data)") { try ItemAct(name, data: data) }
    }
}
