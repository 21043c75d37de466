import Testing

import Tracker

/// Whatever was entered about reports, people, boards and the register itself can be put right; papers as known before
/// print as they were, byte for byte, and a replay comes to the same tables.
struct RegisterCorrectionTests {
    private let fixture: RegisterFixture
    private var register: Register { fixture.register }

    init() throws {
        fixture = try RegisterFixture(
            on: "2022-12-01", settings: [.body: "Oversite body", .force: "Metropolitan Police Service"])
        try fixture.write {
            try $0.addPerson("Ada Wong", post: "Chief", roles: [.assurer], account: "ada")
            try $0.changePerson("Ada Wong", post: "Deputy", giving: [.owner], leaves: .set(day("2022-11-01")))
            try $0.addKind(ref("demand"), needsRecommendation: true)
            try $0.addScale(ref("three"), grades: ["good", "fair", "poor"])
            try $0.addRAGRule(RAGRule(name: "weeks", amberWithinDays: 7))
            try $0.set(.ragRule, to: "weeks")
            try $0.addBoard(ref("OB"), name: "Oversite Board")
            try $0.addMeeting(ref("OB-1"), board: "OB", heldOn: day("2022-10-05"))
            let details = ReportDetails(
                publisher: "HMICFRS", force: "Metropolitan Police Service",
                published: PartialDate(day("2022-03-01")), cycle: "2021/22", scale: "three")
            try $0.addReport(ref("R"), title: "A mistyped titel", details: details)
            try $0.addReport(ref("S"), title: "Its national twin", details: details)
            try $0.grade("R", question: "Efficiency", grade: "poor")
            try $0.addPost("AC Digitl")
            try $0.holdPost("AC Digitl", by: "Ada Wong", from: day("2022-04-01"))
            try $0.monitor(
                "Metropolitan Police Service", stage: "Engag", from: day("2022-06-28"), reason: nil)
            var facts = ResponseFacts()
            facts.commentsPublished = .set(day("2022-05-20"))
            facts.reference = "MOPAC-1"
            try $0.respond(to: "R", facts, words: [.addressee: "Home Secretry"])
            try $0.linkResponse(of: "S", to: "R")
            try $0.set(.marking, to: "OFFICIAL-SENSITIVE")
        }
        var origin = ItemOrigin(report: ref("R"), kind: "demand", force: "")
        origin.due = day("2022-12-10")
        try fixture.write {
            try $0.add(ref("R-1"), origin, text: "What R-1 asks.", openedOn: day("2022-03-01"))
            try $0.record(
                .assign(
                    lead: .set($0.owner("AC Digitl")), supporting: [try $0.owner("Ada Wong")],
                    board: .set(ref("OB"))),
                on: ref("R-1"), day: day("2022-04-02"))
            try $0.record(
                .progress(complete: 20, rating: nil), on: ref("R-1"), words: [.note: "Begun."],
                day: day("2022-05-01"))
        }
    }

    /// The last entry of an act.
    private func entry(_ act: String) throws -> Int64 {
        try #require(try register.entries(about: nil).last { $0.act == act }).seq
    }

    /// Every paper that names what the register knows, as printed from a viewpoint.
    private func papers(_ known: KnownAt, from asAt: String = "2022-12-01") throws -> String {
        let snapshot = try register.snapshot(asAt: day(asAt), knownAt: known, today: day("2022-12-01"))
        func frame(_ change: (inout Scope) -> Void = { _ in }) throws -> PaperContext {
            var scope = Scope()
            change(&scope)
            return try PaperContext(snapshot, scope: scope)
        }
        let size = snapshot.viewpoint.knownAt
        let rule = try register.ragRule(nil, knownAt: size)
        let report = try register.report("R", knownAt: size)
        let board = try register.board("OB", knownAt: size)
        let quarter = try Quarter(
            parsing: "2022/23-Q3", yearStart: try register.yearStart(knownAt: size))
        var documents = [
            try ItemListPaper(register, .outstanding, frame: frame(), ragRule: rule).document,
            try ItemPaper(register, ref("R-1"), frame: frame()).document,
            try ReportPaper(register, report, frame: frame { $0.report = report.reference }, ragRule: rule)
                .document,
            try BoardPaper(register, board, frame: frame { $0.board = board.reference }, ragRule: rule)
                .document,
            try ResponseStatusPaper(register, frame: frame()).document,
            try ResponseLetterPaper(register, report, frame: frame { $0.report = report.reference }).document,
        ]
        if let meeting = try? register.meeting("OB-1", knownAt: size) {
            documents.append(
                try MeetingPackPaper(
                    register, meeting: meeting, frame: frame { $0.board = board.reference }, ragRule: rule
                ).document)
        }
        for rows in [RowKey.report, .owner, .board] {
            let spec = QuarterlySpec(
                quarter, asAt: day(asAt), rowKey: rows, ragRule: rule,
                ageBands: try register.ageBands(knownAt: size))
            documents.append(
                try QuarterlyPaper(register, spec, knownAt: known, today: day("2022-12-01"))
                    .document(expand: true))
        }
        return try documents.map { try HTMLRenderer.render($0, from: snapshot) }.joined()
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let act: String
        var fields: [String: JSON] = [:]
        var words: Words = [:]
        var effectiveOn: Day?
        /// What papers print from then on.
        let printed: String
        var testDescription: String { act + " " + printed }
    }

    static let cases = [
        Case(act: "report add", words: [.title: "Its national sister"], printed: "Its national sister"),
        Case(act: "report grade", fields: ["grade": "Fair"], printed: "fair"),
        Case(act: "report grade", fields: ["question": "Legitimacy"], printed: "Legitimacy"),
        Case(act: "board add", fields: ["name": "Oversight Board"], printed: "Oversight Board"),
        Case(act: "meeting add", fields: ["held_on": "2022-10-06"], printed: "6 Oct 2022"),
        Case(act: "person add", words: [.name: "Ada Wrong"], printed: "Ada Wrong"),
        Case(act: "person change", fields: ["leaves": "none"], printed: "AC Digitl (Ada Wong)"),
        Case(act: "post add", words: [.name: "AC Digital"], printed: "AC Digital"),
        Case(act: "post holder", fields: ["holder": "Amira Khan"], printed: "AC Digitl (Amira Khan)"),
        Case(act: "monitoring set", fields: ["stage": "Engage"], printed: "Engage since 28 Jun 2022"),
        Case(act: "monitoring set", effectiveOn: day("2022-06-29"), printed: "Engag since 29 Jun 2022"),
        Case(
            act: "response record", fields: ["comments_published": "2022-04-20"], printed: ">51<"),
        Case(act: "response record", words: [.addressee: "Home Secretary"], printed: "Home Secretary"),
        Case(act: "init", fields: ["body": "Oversight body"], printed: "Oversight body"),
        Case(act: "config", fields: ["value": "OFFICIAL"], printed: "OFFICIAL<"),
        Case(act: "rag add", fields: ["amber_within_days": "60"], printed: "due within 60 days amber"),
    ]

    @Test(arguments: cases) func isPutRightAndWasPrintedAsItWas(_ given: Case) throws {
        let known = try register.size()
        let before = try papers(.now)
        #expect(!before.contains(given.printed))
        var words = given.words
        words[.reason] = "Mistyped"
        let fields = given.fields.mapValues { $0 == "none" ? JSON.null : $0 }
        let act = try entry(given.act)
        try fixture.write {
            try $0.correct(act, effectiveOn: given.effectiveOn, fields: fields, words: words)
        }
        #expect(try papers(.now).contains(given.printed))
        #expect(try papers(.size(known)) == before)
        #expect(try register.verify().findings == [])
        // Undone, everything is as it was, under another ledger size and root.
        let correction = try register.size()
        try fixture.write { try $0.correct(correction, isVoid: true, words: [.reason: "It was right"]) }
        #expect(try !papers(.now).contains(given.printed))
        #expect(try papers(.size(correction)).contains(given.printed))
        #expect(try papers(.size(known)) == before)
        #expect(try register.verify().findings == [])
        // And that, too.
        let undoing = try register.size()
        try fixture.write { try $0.correct(undoing, isVoid: true, words: [.reason: "It was wrong"]) }
        #expect(try papers(.now).contains(given.printed))
        #expect(try papers(.size(undoing)).contains(given.printed) == false)
        #expect(try register.verify().findings == [])
    }

    @Test func aPublicationDayMovesTheClock() throws {
        let report = try #require(try register.entries(about: nil).first { $0.act == "report add" }).seq
        func lastDay(_ known: KnownAt) throws -> Day? {
            let viewpoint = try register.viewpoint(asAt: fixture.today, knownAt: known)
            let frame = try PaperContext(
                register.snapshot(from: viewpoint, today: fixture.today), scope: .everything)
            return try ResponseStatusPaper(register, frame: frame).statuses.first { $0.report.id == report }?
                .lastDay
        }
        let known = try register.size()
        #expect(try lastDay(.now) == day("2022-04-25"))
        try fixture.write {
            try $0.correct(report, fields: ["published": "2022-03-11"], words: [.reason: "Misread"])
        }
        #expect(try lastDay(.now) == day("2022-05-05"))
        #expect(try lastDay(.size(known)) == day("2022-04-25"))
        // Nothing recorded about the response may lie before it.
        let refusal = #expect(throws: RuleViolation.self) {
            try fixture.write {
                try $0.correct(report, fields: ["published": "2022-06-01"], words: [.reason: "Misread"])
            }
        }
        #expect(refusal?.description.contains("20 May 2022") == true)
        // The item's date, once worked out or given, is its own.
        #expect(try fixture.items()["R-1"]?.standing.due == day("2022-12-10"))
    }

    @Test(arguments: [
        ("report grade", "poor"), ("monitoring set", "Engag"), ("post holder", "AC Digitl (vacant)"),
        ("response record", "MOPAC-1"), ("person change", "Deputy"), ("config", "OFFICIAL-SENSITIVE"),
    ])
    func isTakenBack(_ act: String, _ printed: String) throws {
        let known = try register.size()
        let before = try papers(.now)
        let seq = try entry(act)
        try fixture.write { try $0.correct(seq, isVoid: true, words: [.reason: "Never happened"]) }
        if act != "person change" { #expect(try !papers(.now).contains(printed)) }
        #expect(try papers(.size(known)) == before)
        #expect(try register.verify().findings == [])
        let refusal = #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(seq, isVoid: true, words: [.reason: "Again"]) }
        }
        #expect(refusal?.sentence.contains("no longer counts") == true)
    }

    @Test func whatOthersReferToIsNotTakenBack() throws {
        for (act, referrer) in [
            ("board add", "R-1"), ("kind add", "R-1"), ("person add", "R-1"), ("post add", "R-1"),
            ("scale add", "the report R"), ("rag add", "the setting rag_rule"),
            ("report add", "response link"),
        ] {
            let seq = try entry(act)
            let refusal = #expect(throws: RuleViolation.self, "\(act)") {
                try fixture.write { try $0.correct(seq, isVoid: true, words: [.reason: "Wrong"]) }
            }
            #expect(refusal?.sentence.contains(referrer) == true, "\(act): \(refusal?.sentence ?? "")")
        }
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(1, isVoid: true, words: [.reason: "Wrong"]) }
        }
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(2, isVoid: true, words: [.reason: "Wrong"]) }
        }
    }

    @Test func whatNothingRefersToIsTakenBackAndItsNameIsNotGivenAgain() throws {
        try fixture.write {
            try $0.addBoard(ref("XB"), name: "No such board")
            try $0.addMeeting(ref("XB-1"), board: "XB", heldOn: day("2022-11-11"))
            try $0.addPerson("TBC")
            let details = ReportDetails(
                publisher: "HMICFRS", force: "Kent Police", published: PartialDate(day("2022-03-01")))
            try $0.addReport(ref("X"), title: "No such report", details: details)
        }
        for act in ["meeting add", "board add", "person add", "report add"] {
            let seq = try entry(act)
            try fixture.write { try $0.correct(seq, isVoid: true, words: [.reason: "No such"]) }
        }
        #expect(try register.boards().map(\.reference) == [ref("OB")])
        #expect(try register.meetings().map(\.reference) == [ref("OB-1")])
        #expect(try register.reports().map(\.reference) == [ref("R"), ref("S")])
        #expect(try !register.people().map(\.name).contains("TBC"))
        #expect(throws: NotFound.self) { try register.report("X") }
        #expect(throws: AlreadyExists.self) { try fixture.report("X") }
        try fixture.person("TBC")
        #expect(try register.verify().findings == [])
    }

    @Test func rolesAndSettingsFollow() throws {
        func roles() throws -> [Role] {
            try register.people().named("Ada Wong").roles.sorted { "\($0)" < "\($1)" }
        }
        let change = try entry("person change")
        #expect(try roles() == [.assurer, .owner])
        try fixture.write {
            try $0.correct(change, fields: ["roles_given": "auditor"], words: [.reason: "Not an owner"])
        }
        #expect(try roles() == [.assurer, .auditor])
        try fixture.write {
            try $0.correct(
                entry("person add"), fields: ["roles": "officer; owner"], words: [.reason: "No assurer"])
        }
        #expect(try roles() == [.auditor, .officer, .owner])
        try fixture.write { try $0.correct(change, isVoid: true, words: [.reason: "Nothing changed"]) }
        #expect(try roles() == [.officer, .owner])
        #expect(try register.people().named("Ada Wong").post == "Chief")
        try fixture.write {
            try $0.correct(entry("config"), isVoid: true, words: [.reason: "Not marked"])
            try $0.correct(2, fields: ["body": .null, "year_start": "01-01"], words: [.reason: "No"])
        }
        #expect(try register.setting(.marking) == nil)
        #expect(try register.setting(.body) == nil)
        #expect(try register.yearStart() == YearStart(parsing: "01-01"))
        #expect(try register.setting(.force) == "Metropolitan Police Service")
        #expect(try register.verify().findings == [])
    }

    @Test func whatCantBeMeantIsRefused() throws {
        for (act, field, value) in [
            ("report add", "published", "2022-13-01"), ("report add", "scale", "seven"),
            ("report add", "colour", "red"), ("report grade", "grade", "splendid"),
            ("meeting add", "held_on", "soon"), ("meeting add", "board", "NB"),
            ("person add", "roles", "king"), ("post holder", "holder", "Nobody"),
            ("response record", "letter_sent", "2022-02-01"),
            ("response record", "letter_sent", "2022-12-24"), ("init", "year_start", "13-01"),
            ("rag add", "amber_within_days", "-1"), ("response link", "same_as", "S"),
        ] {
            let seq = try entry(act)
            let size = try register.size()
            #expect(throws: (any Error).self, "\(act) \(field)=\(value)") {
                try fixture.write {
                    try $0.correct(seq, fields: [field: .string(value)], words: [.reason: "Wrong"])
                }
            }
            #expect(try register.size() == size)
        }
        for (act, name) in [("report add", WordName.note), ("report grade", .title), ("config", .name)] {
            let seq = try entry(act)
            #expect(throws: RuleViolation.self) {
                try fixture.write { try $0.correct(seq, words: [.reason: "Wrong", name: "x"]) }
            }
        }
        // What a field needs can't be taken away.
        for (act, field) in [("report add", "publisher"), ("board add", "name"), ("meeting add", "held_on")] {
            let seq = try entry(act)
            #expect(throws: RuleViolation.self) {
                try fixture.write { try $0.correct(seq, fields: [field: .null], words: [.reason: "None"]) }
            }
        }
        // Without an office nothing would tell the two apart.
        let taken = try fixture.write { try $0.addPerson("Bo Bare") }.seq
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(taken, words: [.reason: "x", .name: "amira khan"]) }
        }
    }

    @Test func aCorrectionIsCorrectedThroughWhatItPutRight() throws {
        let board = try entry("board add")
        try fixture.write {
            try $0.correct(board, fields: ["name": "Oversigt Board"], words: [.reason: "Mistyped"])
        }
        let correction = try register.size()
        let refusal = #expect(throws: RuleViolation.self) {
            try fixture.write {
                try $0.correct(correction, fields: ["name": "Oversight Board"], words: [.reason: "Again"])
            }
        }
        #expect(refusal?.remedies == [.correctAgain(entry: board)])
        try fixture.write {
            try $0.correct(board, fields: ["name": "Oversight Board"], words: [.reason: "Mistyped again"])
        }
        #expect(try register.boards().map(\.name) == ["Oversight Board"])
        // Undoing the last leaves the first.
        let last = try register.size()
        try fixture.write { try $0.correct(last, isVoid: true, words: [.reason: "No"]) }
        #expect(try register.boards().map(\.name) == ["Oversigt Board"])
        #expect(try register.verify().findings == [])
    }

    @Test func aCorrectionOfAnItemsActIsUndone() throws {
        let assign = try entry("assign")
        let lead = try fixture.items()["R-1"]?.standing.lead
        try fixture.write {
            try $0.correct(assign, fields: ["lead": "Amira Khan"], words: [.reason: "Wrong person"])
        }
        let correction = try register.size()
        #expect(try fixture.items()["R-1"]?.standing.lead == PersonID(1))
        try fixture.write { try $0.correct(correction, isVoid: true, words: [.reason: "Right person"]) }
        #expect(try fixture.items()["R-1"]?.standing.lead == lead)
        #expect(try fixture.items(knownAt: .size(correction))["R-1"]?.standing.lead == PersonID(1))
        #expect(try register.verify().findings == [])
        try fixture.write { try $0.correct(assign, isVoid: true, words: [.reason: "Never assigned"]) }
        #expect(try fixture.items()["R-1"]?.standing.lead == nil)
        let void = try register.size()
        try fixture.write { try $0.correct(void, isVoid: true, words: [.reason: "It was"]) }
        #expect(try fixture.items()["R-1"]?.standing.lead == lead)
        #expect(try register.verify().findings == [])
    }

    @Test func theLastOfficerStaysOne() throws {
        for fields in [["roles": JSON.string("auditor")], ["roles": .array([])]] {
            #expect(throws: RuleViolation.self) {
                try fixture.write { try $0.correct(1, fields: fields, words: [.reason: "No officer"]) }
            }
        }
        try fixture.write { try $0.changePerson("Ada Wong", giving: [.officer], leaves: .set(nil)) }
        let change = try entry("person change")
        try fixture.write {
            try $0.correct(1, fields: ["roles": "auditor"], words: [.reason: "No officer"])
        }
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Ada Wong") { try $0.correct(change, isVoid: true, words: [.reason: "No"]) }
        }
        #expect(try register.verify().findings == [])
    }

    @Test func onlyWhoeverMayDoItMayPutItRight() throws {
        try fixture.write { try $0.addPerson("Ann Approver", roles: [.approver]) }
        let board = try entry("board add")
        #expect(throws: RuleViolation.self) {
            try fixture.write(by: "Ann Approver") {
                try $0.correct(board, fields: ["name": "Her board"], words: [.reason: "Hers"])
            }
        }
    }
}
