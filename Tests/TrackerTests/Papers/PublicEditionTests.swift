import Testing

import Tracker

/// Secrets planted by every way in, and looked for in every public format of every paper.
@Suite struct PublicEditionTests {
    static let secret = "XYLOPHONE"
    private static let person = "Jane Secret-Doe"

    /// A register whose every field that the public may not see holds the secret, or names a person without an office.
    static func planted() throws -> RegisterFixture {
        let fixture = try RegisterFixture(on: "2022-12-01")
        let register = fixture.register
        let details = ReportDetails(
            publisher: "HMICFRS", force: "Metropolitan Police Service",
            published: PartialDate(day("2022-03-01")))
        try fixture.write {
            try $0.addReport(ref("R"), title: "Report on \(person)", details: details)
            try $0.grade("R", question: "Is \(person) well led?", grade: "good")
        }
        try fixture.write { try $0.addBoard(ref("B"), name: "The board of \(person)") }
        try fixture.meeting("M", of: "B", on: "2022-11-01")
        try fixture.meeting("M0", of: "B", on: "2022-10-01")
        try fixture.write {
            try $0.addPerson(person, account: "acc\(secret)")
            try $0.addPerson("Ann Office", post: "Assistant Commissioner")
        }
        var origin = ItemOrigin(report: ref("R"), kind: "recommendation", force: "")
        origin.priority = "Priority \(secret)"
        origin.question = "Is \(person) well led?"
        origin.due = day("2022-06-30")
        try fixture.write {
            try $0.add(
                ref("A-1"), origin, text: "Tell \(person) OUTRIGHT.", deadline: "By June, says \(person)",
                openedOn: day("2022-03-01"))
        }
        let people = try register.people()
        try fixture.record(
            .assign(
                lead: .set(try people.named(person).id), supporting: [try people.named("Ann Office").id],
                board: .set(ref("B"))), "A-1", on: "2022-03-02")
        let said: Words = [.note: "note \(secret)", .reason: "reason \(secret)", .basis: "basis \(secret)"]
        try fixture.record(.accept(.partly), "A-1", on: "2022-03-03", words: said)
        try fixture.record(.progress(complete: 40, rating: .amber), "A-1", on: "2022-04-01", words: said)
        for isInternal in [false, true] {
            try fixture.record(.note(isInternal: isInternal), "A-1", on: "2022-04-01", words: said)
        }
        try fixture.record(.tag(["Tag \(secret)"], remove: false), "A-1", on: "2022-04-01", words: [:])
        try fixture.record(
            .due(day("2022-12-31"), .request), "A-1", on: "2022-11-02",
            words: [.reason: "late \(secret)", .deadline: "deadline \(secret)"])
        try fixture.record(
            .addEvidence(
                EvidenceFile(sha256: String(repeating: "ab", count: 32), size: 1, mediaType: "text/plain")),
            "A-1", on: "2022-04-02", words: [.title: "Title \(secret)", .file: "\(secret).txt"])
        try fixture.record(
            .addStep(owner: try people.named(person).id, due: day("2022-12-31")), "A-1", on: "2022-04-03",
            words: [.text: "Step \(secret)"])
        try fixture.record(
            .addBenefit(unit: "unit \(secret)", target: Amount("3") ?? .zero, committed: nil), "A-1",
            on: "2022-04-03", words: [.text: "Benefit \(secret)"])

        // Published, then put right: the words that were wrong are gone; what is right says anew that it is public.
        let published = try fixture.write {
            try $0.record(
                .progress(complete: 50, rating: nil), on: ref("A-1"), words: [.note: "wrong \(secret)"],
                isPublic: true
            ).seq
        }
        try fixture.write {
            try $0.correct(
                published, words: [.reason: "why \(secret)", .note: "Half done, says \(person). PUBLISHED"],
                isPublic: true)
        }
        let void = try fixture.write {
            try $0.record(
                .note(isInternal: false), on: ref("A-1"), words: [.note: "void \(secret)"], isPublic: true
            ).seq
        }
        try fixture.write { try $0.correct(void, isVoid: true, words: [.reason: "void \(secret)"]) }
        let unpublished = try fixture.write {
            try $0.record(
                .note(isInternal: false), on: ref("A-1"), words: [.note: "once harmless"], isPublic: true
            ).seq
        }
        try fixture.write {
            try $0.correct(unpublished, words: [.reason: "x", .note: "no longer \(secret)"])
        }
        let redacted = try fixture.record(
            .note(isInternal: false), "A-1", words: [.note: "redacted \(secret)"])
        try fixture.write { try $0.redact(redacted, names: nil, reason: "reason \(secret)") }

        // What is marked, and what refers to it.
        var marked = ItemOrigin(report: ref("R"), kind: "recommendation", force: "")
        marked.marking = "OFFICIAL-SENSITIVE"
        marked.parent = ref("A-1")
        try fixture.write {
            try $0.add(ref("S\(secret)"), marked, text: "Sensitive", openedOn: day("2022-03-01"))
        }
        try fixture.item("A-2", opened: "2022-03-01")
        try fixture.record(
            .close(as: .duplicate, successor: ref("S\(secret)")), "A-2", on: "2022-10-02",
            words: [.reason: "reason \(secret)"])

        // A sheet with notes, kept columns and the progress that the force tells.
        let sheet = try Sheet.read(
            Array(
                """
                Reference,Recommendation,Internal notes,Notes,Latest update,Status
                I-1,Imported OUTRIGHT,kept \(secret),note \(secret),update \(secret),in progress
                I-2,"Imported, too",kept \(secret),,,closed: no further action

                """.utf8), file: "s.csv", tab: nil,
            headings: ImportMapping.search(given: ["Internal notes=keep"], saved: nil))
        let mapping = try ImportMapping(sheet, given: ["Internal notes=keep"], file: "s.csv")
        try fixture.write {
            try $0.importRows(
                ImportedRows(sheet, mapping: mapping, file: "s \(secret).csv"),
                options: ImportOptions(report: "R"), file: "s \(secret).csv", sha256: "0")
        }
        try fixture.record(
            .assign(lead: .keep, supporting: nil, board: .set(ref("B"))), "I-1", on: "2022-11-20")

        // Every item is answered for the letter.
        for reference in ["S\(secret)", "I-1"] {
            try fixture.record(
                .accept(.notAccepted), reference, on: "2022-03-05", words: [.reason: "answer \(secret)"])
        }

        // Tables that were issued, and entries about them that came late.
        let quarter = try Quarter(parsing: "2022/23-Q2")
        for rowKey in [RowKey.tag, .owner] {
            let table = try QuarterlyPaper(
                register, QuarterlySpec(quarter, rowKey: rowKey, ageBands: [90]), today: fixture.today)
            try fixture.write { try $0.issue(table.issue) }
        }
        for reference in ["S\(secret)", "I-1"] {
            try fixture.record(
                .tag(["Late \(secret)"], remove: false), reference, on: "2022-09-15", words: [:])
        }

        // What a board decided.
        let stranger = try fixture.session(
            by: RegisterFixture.founder, account: "stranger\(secret)", meeting: "M")
        try register.write(stranger) {
            let line = MeetingLine(
                [.reference: "A-1", .act: "progress", .note: "minuted \(secret)", .minute: "4"], row: 2)
            _ = try $0.log([line], file: "m \(secret).csv", sha256: nil)
        }
        try fixture.write {
            try $0.respond(
                to: "R", ResponseFacts(),
                words: [.comments: "We thank \(person).", .addressee: "\(person), OUTRIGHT"])
        }
        return fixture
    }

    /// Every paper of an audience in every format that is text.
    private static func papers(_ fixture: RegisterFixture, _ audience: Audience) throws -> [(String, String)]
    {
        let register = fixture.register
        let snapshot = try register.snapshot(asAt: fixture.today, today: fixture.today)
        func frame(_ scope: Scope = .everything) throws -> PaperContext {
            try PaperContext(snapshot, scope: scope, audience: audience)
        }
        var papers: [(String, Document, JSON)] = []
        var tagged = Scope()
        tagged.tag = "Tag \(secret)"
        for selection in [ItemListPaper.Selection.all, .outstanding, .overdue, .dueWithin(60)] {
            for grouping in [nil] + RowKey.allCases.map(Optional.some) {
                for scope in [.everything, tagged] {
                    let paper = try ItemListPaper(
                        register, selection, frame: frame(scope), ragRule: .date, grouping: grouping)
                    papers.append(("list", paper.document, try paper.json(from: snapshot)))
                }
            }
        }
        for rowKey in RowKey.allCases {
            let spec = QuarterlySpec(
                try Quarter(parsing: "2022/23-Q3"), asAt: fixture.today, rowKey: rowKey, ageBands: [90])
            let paper = try QuarterlyPaper(
                register, spec, today: fixture.today, audience: audience, quartersBefore: 3)
            papers.append(("quarterly \(rowKey)", paper.document(expand: true), try paper.json(expand: true)))
        }
        for reference in ["A-1", "A-2", "I-1", "I-2"] {
            let paper = try ItemPaper(register, ref(reference), frame: frame())
            papers.append(("show \(reference)", paper.document, try paper.json()))
            papers.append(("history \(reference)", paper.historyDocument, try paper.json()))
            let plan = try Listing.plan(register, of: ref(reference), frame: frame())
            papers.append(("plan", plan.document, try plan.json))
        }
        for words in [["e"], ["o"], ["Secret"], [person], ["redacted"]] {
            let paper = try SearchPaper(register, words: words, frame: frame())
            papers.append(("search \(words)", paper.document, try paper.json))
        }
        for (id, _) in try register.issuedTables() {
            let issued = try IssuedPaper(register, "T\(id)", today: fixture.today, audience: audience)
            papers.append(
                ("issued", issued.paper.document(expand: true), try issued.paper.json(expand: true)))
            papers.append(("compared", issued.comparisonDocument, issued.comparisonJSON))
        }
        let pack = try MeetingPackPaper(
            register, meeting: try register.meeting("M"), frame: frame(), ragRule: .date)
        papers.append(("pack", pack.document, pack.json))
        let benefits = try BenefitsPaper(register, frame: frame())
        papers.append(("benefits", benefits.document, try benefits.json()))
        let status = try ResponseStatusPaper(register, frame: frame())
        papers.append(("status", status.document, try status.json()))
        let report = try register.report("R")
        let letter = try ResponseLetterPaper(register, report, frame: frame())
        papers.append(("letter", letter.document, letter.json))
        let whole = try ReportPaper(register, report, frame: frame(), ragRule: .date)
        papers.append(("report", whole.document, try whole.json(from: snapshot)))
        let board = try BoardPaper(register, register.board("B"), frame: frame(), ragRule: .date)
        papers.append(("board", board.document, try board.json(from: snapshot)))
        return try papers.flatMap { name, document, json in
            [
                ("\(name) text", try TextRenderer.render(document, from: snapshot, width: 250)),
                ("\(name) markdown", try MarkdownRenderer.render(document, from: snapshot)),
                ("\(name) csv", try CSVRenderer.render(document, from: snapshot)),
                ("\(name) html", try HTMLRenderer.render(document, from: snapshot)),
                ("\(name) letter", try LetterRenderer.render(document, from: snapshot)),
                ("\(name) json", json.pretty()),
            ]
        }
    }

    @Test func nothingThatWasNotSaidToBePublishableIsPublished() throws {
        let fixture = try Self.planted()
        let board = try Self.papers(fixture, .board).filter { $0.1.contains(Self.secret) }
        #expect(board.count > 100)
        for (name, paper) in try Self.papers(fixture, .public) {
            let folded = paper.uppercased()
            for secret in [Self.secret, "SECRET-DOE", "ABABAB"] {
                if folded.contains(secret) { Issue.record("\(name) holds \(secret)") }
            }
        }
    }

    @Test func whatMayBePublishedIs() throws {
        let fixture = try Self.planted()
        let papers = Dictionary(
            try Self.papers(fixture, .public).map { ($0.0, $0.1) }, uniquingKeysWith: { $0 + $1 })
        #expect(papers["list text"]?.contains("Tell (not named) OUTRIGHT.") == true)
        #expect(papers["list json"]?.contains("By June, says (not named)") == true)
        #expect(papers["show A-1 text"]?.contains("Half done, says (not named). PUBLISHED") == true)
        #expect(papers["show A-1 text"]?.contains("Assistant Commissioner") == true)
        #expect(papers["show A-1 text"]?.contains("40% complete") == true)
        #expect(papers["show A-1 text"]?.contains("[redacted]") == false)
        #expect(papers["letter markdown"]?.contains("We thank (not named)") == true)
        #expect(papers["quarterly tag json"]?.contains("(not named)") == true)
        #expect(papers["compared text"]?.contains("I-1") == true)
    }

    /// What the register rules publishable is published, and past papers print as they were.
    @Test func aRuleOfTheRegisterPublishesMore() throws {
        let fixture = try Self.planted()
        let size = try fixture.register.size()
        try fixture.write { try $0.set(.publish, to: "tags, PROGRESS ,plan,benefits") }
        #expect(try fixture.register.setting(.publish) == "benefits,plan,progress,tags")
        #expect(throws: InvalidValue.self) { try fixture.write { try $0.set(.publish, to: "notes") } }
        func paper(_ known: KnownAt) throws -> String {
            let frame = try PaperContext(
                fixture.register.snapshot(asAt: fixture.today, knownAt: known, today: fixture.today),
                scope: .everything, audience: .public)
            let paper = try ItemPaper(fixture.register, ref("A-1"), frame: frame)
            return try paper.json().pretty() + TextRenderer.render(paper.document, width: 250)
        }
        let now = try paper(.now)
        for words in ["Tag", "note", "Step", "Benefit"] { #expect(now.contains("\(words) \(Self.secret)")) }
        for words in ["reason", "void", "wrong", "Title"] {
            #expect(!now.contains("\(words) \(Self.secret)"))
        }
        #expect(try !paper(.size(size)).contains(Self.secret))
        try fixture.write { try $0.set(.publish, to: "none") }
        #expect(try !paper(.now).contains(Self.secret))
    }
}
