import Glibc
import Testing

import Tracker

/// The letter of PEEL efficiency 2017, whole; and when there can be none.
@Suite struct ResponseLetterTests {
    private func prepared() throws -> RegisterFixture {
        let test = try RegisterFixture(
            on: "2018-07-02",
            settings: [.body: "Mayor's Office for Policing and Crime", .force: RegisterFixture.force])
        try test.report("EFF17", "PEEL: Police efficiency 2017", published: "2017-11-09")
        try test.item(
            "EFF17-1", from: "EFF17", kind: "area-for-improvement", text: "Understand demand better",
            opened: "2017-11-09")
        try test.item(
            "EFF17-2", from: "EFF17", kind: "recommendation", text: "Publish a plan for ICT",
            opened: "2017-11-09"
        ) {
            $0.number = "5"
        }
        try test.item(
            "EFF17-3", from: "EFF17", kind: "recommendation", text: "Join the national programme",
            opened: "2017-11-09"
        ) {
            $0.number = "Recommendation 6"
        }
        try test.item(
            "EFF17-4", from: "EFF17", kind: "recommendation", text: "Set a national standard",
            opened: "2017-11-09"
        ) {
            $0.addressee = "the Home Office"
        }
        try test.item(
            "EFF17-C", from: "EFF17", kind: "cause-of-concern", text: "Change is not planned",
            opened: "2017-11-09")
        try test.item(
            "EFF17-C1", from: "EFF17", kind: "recommendation", text: "Plan it", opened: "2017-11-09"
        ) {
            $0.parent = Reference(stored: "EFF17-C")
        }
        return test
    }

    private func answered() throws -> RegisterFixture {
        let test = try prepared()
        try test.write {
            try $0.grade("EFF17", question: "Efficiency", grade: "requires improvement")
            try $0.addBoard(Reference(stored: "OB"), name: "Oversight Board")
            try $0.addPerson("Anna First", post: "Commander")
            try $0.addPost("AC Frontline")
            try $0.holdPost("AC Frontline", by: "Anna First", from: Day(iso: "2017-01-01"))
        }
        try test.act("EFF17-1", on: "2017-11-20") {
            .assign(
                lead: .set(try $0.owner("AC Frontline")), supporting: nil,
                board: .set(Reference(stored: "OB")))
        }
        try test.act("EFF17-1", on: "2017-12-01", [.reason: "For response teams"]) { _ in .accept(.partly) }
        try test.act("EFF17-1", on: "2017-12-04", [.note: "Demand was counted in two boroughs"]) { _ in
            .progress(complete: 20, rating: nil)
        }
        let step = try test.act("EFF17-2", on: "2017-12-01", [.text: "Draft the plan"]) {
            .addStep(owner: try $0.owner("AC Frontline"), due: try Day(parsing: "2018-03-31"))
        }
        try test.act("EFF17-2", on: "2017-12-01", [.text: "Publish it"]) {
            .addStep(owner: try $0.owner("Anna First"), due: try Day(parsing: "2018-06-30"))
        }
        try test.act("EFF17-2", on: "2017-12-20") { _ in .endStep(step, .done) }
        try test.act("EFF17-3", on: "2017-12-01", [.reason: "Its costs exceed its <benefits>"]) { _ in
            .accept(.notAccepted)
        }
        try test.act("EFF17-C1", on: "2017-12-01", [.note: "A planner was hired"]) { _ in .start }
        return test
    }

    private func record(_ test: RegisterFixture) throws {
        var facts = ResponseFacts()
        facts.letterSent = .set(try Day(parsing: "2018-01-08"))
        facts.reference = "MOPAC09112017-D1460"
        try test.write {
            try $0.respond(
                to: "eff17", facts,
                words: [
                    .addressee: "Rt Hon Amber Rudd MP, Home Secretary\n2 Marsham Street\nLondon",
                    .signatory: "Deputy Mayor for Policing and Crime",
                    .chiefComments: "The report is fair.", .reply: "We agree.",
                    .enclosures: "Plan for ICT\nTable of demand",
                ])
        }
    }

    private func letter(
        _ test: RegisterFixture, asAt day: String = "2018-01-08", _ audience: Audience = .board
    ) throws -> ResponseLetterPaper {
        try ResponseLetterPaper(
            test.register, try test.register.report("EFF17"),
            frame: try test.frame(asAt: day, audience: audience))
    }

    @Test func isDrawnWhole() throws {
        let test = try answered()
        try record(test)
        let paper = try letter(test)
        try RenderingGolden.expect(
            try LetterRenderer.render(paper.document), is: "letter.html", beside: #filePath)
        try RenderingGolden.expect(
            try MarkdownRenderer.render(paper.document), is: "letter.md", beside: #filePath)
        #expect(paper.reminder == "The last day was 2018-01-03: 5 days late.")
    }

    @Test func carriesAddressAndLogo() throws {
        let test = try answered()
        try record(test)
        try test.write { writer in
            try writer.set(.letterhead, to: "City Hall | Kamal Chunchie Way")
            try writer.set(.logo, to: LetterheadTests.logo)
        }
        try RenderingGolden.expect(
            try LetterRenderer.render(try letter(test).document), is: "letterhead.html", beside: #filePath)
    }

    @Test func thePublicEditionNamesPostsOnly() throws {
        let test = try answered()
        try record(test)
        try test.act("EFF17-3") { _ in .mark("OFFICIAL-SENSITIVE") }
        let markdown = try MarkdownRenderer.render(try letter(test, asAt: "2018-07-02", .public).document)
        #expect(!markdown.contains("Anna First"))
        #expect(markdown.contains("AC Frontline"))
        #expect(!markdown.contains("national programme"))
        #expect(markdown.contains("1 item is not shown"))
    }

    @Test func isRefusedWhileAnItemLacksBoth() throws {
        let test = try prepared()
        let refusal = try #require(throws: RuleViolation.self) { try letter(test) }
        // The Home Office's item and the cause of concern answer for themselves or are answered by their recommendations.
        #expect(refusal.description.contains("EFF17-1, EFF17-2, EFF17-3, EFF17-C1,"))
        #expect(!refusal.description.contains("EFF17-4"))
        #expect(refusal.remedies == [.answer(item: "EFF17-1", isClosed: false)])
        // Accepting says nothing of what is done.
        try test.act("EFF17-1", on: "2017-12-01") { _ in .accept(.accepted) }
        #expect(try #require(throws: RuleViolation.self) { try letter(test) }.description.contains("EFF17-1"))
        // What was recorded for a later day is not in an earlier letter.
        try test.act("EFF17-1", on: "2018-02-01", [.note: "Begun"]) { _ in .start }
        #expect(try #require(throws: RuleViolation.self) { try letter(test) }.description.contains("EFF17-1"))
        let later = try #require(throws: RuleViolation.self) { try letter(test, asAt: "2018-02-01") }
        #expect(!later.description.contains("EFF17-1,"))
    }

    @Test func copiesGoWhereTheLawSaysUnlessToldOtherwise() throws {
        let test = try answered()
        #expect(try letter(test).letter.copies == ResponseLetter.usualCopies)
        try test.write {
            try $0.respond(to: "EFF17", ResponseFacts(), words: [.copies: "Chief Inspector\nHome Office"])
        }
        #expect(try letter(test).letter.copies == ["Chief Inspector", "Home Office"])
    }

    @Test func oneLetterServesLinkedReports() throws {
        let test = try answered()
        try test.report("NAT17", "PEEL: a national overview", published: "2017-11-10")
        try test.write { try $0.linkResponse(of: "NAT17", to: "EFF17") }
        let paper = try ResponseLetterPaper(
            test.register, try test.register.report("NAT17"), frame: try test.frame(asAt: "2018-01-08"))
        #expect(
            paper.letter.subjects.map(\.title) == [
                "PEEL: Police efficiency 2017", "PEEL: a national overview",
            ])
        #expect(paper.letter.answers.count == 6)
        #expect(throws: RuleViolation.self) {
            try test.write { try $0.linkResponse(of: "EFF17", to: "NAT17") }
        }
        #expect(throws: RuleViolation.self) {
            try test.write { try $0.linkResponse(of: "EFF17", to: "EFF17") }
        }
        try test.write { try $0.linkResponse(of: "NAT17", to: nil) }
        #expect(try letter(test).letter.subjects.count == 1)
    }

    /// Word processors open it: LibreOffice Writer makes a .docx of it, and finds its words there again.
    @Test(
        .enabled(
            if: system(
                "dpkg -s libreoffice-writer >/dev/null 2>&1 && command -v soffice >/dev/null && command -v unzip >/dev/null"
            ) == 0)
    )
    func libreOfficeOpensIt() throws {
        let test = try answered()
        try record(test)
        var template = Array("/tmp/letter-XXXXXX".utf8CString)
        _ = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let file = try #require(fopen("\(folder)/letter.html", "w"))
        fputs(try LetterRenderer.render(try letter(test).document), file)
        fclose(file)
        let convert =
            "soffice -env:UserInstallation=file://\(folder)/profile --headless --infilter='HTML (StarWriter)' --convert-to docx --outdir \(folder) \(folder)/letter.html >/dev/null 2>&1"
        #expect(system(convert) == 0)
        #expect(system("unzip -p \(folder)/letter.docx word/document.xml | grep -q MOPAC09112017-D1460") == 0)
        #expect(system("unzip -p \(folder)/letter.docx word/document.xml | grep -q 'Oversight Board'") == 0)
    }
}
