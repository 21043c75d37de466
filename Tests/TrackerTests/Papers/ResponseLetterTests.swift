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
        _ test: RegisterFixture, of report: String = "EFF17", asAt day: String = "2018-01-08",
        _ audience: Audience = .board, choice: [String]? = nil, isDraft: Bool = false
    ) throws -> ResponseLetterPaper {
        try ResponseLetterPaper(
            test.register, try test.register.report(report), choice: choice, isDraft: isDraft,
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
        #expect(paper.reminder == "The last day was 3 January 2018: 5 days late.")
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
        #expect(
            try letter(test).letter.copies == [
                "HM Inspectors of Constabulary", "The Secretary of State for the Home Department",
            ])
        // Whoever it is addressed to has the letter itself.
        try test.write {
            try $0.respond(to: "EFF17", ResponseFacts(), words: [.addressee: "Amber Rudd\nHome Secretary"])
        }
        #expect(try letter(test).letter.copies == ["HM Inspectors of Constabulary"])
        try test.write {
            try $0.respond(to: "EFF17", ResponseFacts(), words: [.copies: "Chief Inspector\nHome Office"])
        }
        #expect(try letter(test).letter.copies == ["Chief Inspector", "Home Office"])
    }

    @Test func aDraftNamesWhatIsMissing() throws {
        let test = try prepared()
        let draft = try letter(test, isDraft: true)
        let markdown = try MarkdownRenderer.render(draft.document)
        #expect(markdown.contains("DRAFT"))
        #expect(markdown.matches(of: /no answer yet/).count == 4)
        #expect(draft.letter.missing.contains("An answer to Recommendation 5 (EFF17-2)"))
        #expect(draft.letter.missing.contains("Who signs it"))
        try record(test)
        let recorded = try letter(test, isDraft: true)
        #expect(recorded.letter.missing.count == draft.letter.missing.count - 3)
    }

    @Test func anItemOpenedLaterIsNamed() throws {
        let test = try answered()
        try test.item(
            "EFF17-9", from: "EFF17", kind: "recommendation", text: "Sent on afterwards", opened: "2018-02-01"
        )
        let paper = try letter(test)
        #expect(paper.letter.openedLater.map(\.reference) == [ref("EFF17-9")])
        #expect(
            paper.remarks == [
                "EFF17-9 was opened on 1 February 2018, after the day of the letter, and isn't in it."
            ])
        #expect(
            try letter(test, isDraft: true).letter.missing.contains {
                $0.hasPrefix("EFF17-9, which was opened")
            })
    }

    @Test func onlyWhatTheLawAsksForMustBeAnswered() throws {
        let test = try answered()
        let whole = try letter(test)
        #expect(whole.letter.leftOut.isEmpty)
        let some = ["EFF17-2", "EFF17-3", "EFF17-4", "EFF17-C", "EFF17-C1"]
        let without = try letter(test, choice: some)
        #expect(without.letter.leftOut.map(\.reference) == [ref("EFF17-1")])
        #expect(without.remarks == ["The letter doesn't answer EFF17-1."])
        let refusal = try #require(throws: RuleViolation.self) {
            try letter(test, choice: ["EFF17-1", "EFF17-2"])
        }
        #expect(refusal.description.contains("can't leave out EFF17-3, EFF17-4, EFF17-C, EFF17-C1"))
        #expect(throws: NotFound.self) { try letter(test, choice: ["EFF17-7"]) }
        // A report that no law asks an answer to.
        try test.write {
            try $0.addReport(
                ref("GLA"), title: "Smart working",
                details: ReportDetails(
                    publisher: "A committee", force: RegisterFixture.force,
                    published: try PartialDate(parsing: "2017-08")))
        }
        for number in ["One", "Two"] {
            try test.item(
                "GLA-\(number)", from: "GLA", kind: "recommendation", text: "Do \(number)",
                opened: "2017-08-01"
            ) { $0.number = number }
        }
        try test.act("GLA-One", on: "2017-12-01", [.note: "Begun"]) { _ in .start }
        let plain = try letter(test, of: "GLA")
        let markdown = try MarkdownRenderer.render(plain.document)
        #expect(plain.letter.rule == .none)
        #expect(plain.remarks == ["The letter doesn't answer GLA-Two."])
        #expect(markdown.contains("## Recommendation One – Do One"))
        #expect(markdown.contains("which A committee published in August 2017."))
        for words in ["Act", "Copies", "GLA-", "Two"] { #expect(!markdown.contains(words), "\(words)") }
    }

    @Test func theOverallGradeLeads() throws {
        let test = try answered()
        try test.write {
            try $0.grade("EFF17", question: "Use of resources", grade: "good")
            try $0.grade("EFF17", question: "Planning", grade: "good")
        }
        let markdown = try MarkdownRenderer.render(try letter(test).document)
        // The report is named for efficiency, so that grade is the report's.
        #expect(markdown.contains("The overall grade that HMICFRS gave is ‘requires improvement’."))
        #expect(markdown.contains("It graded two questions besides: both ‘good’."))
        #expect(markdown.contains("- Use of resources – good\n- Planning – good"))
    }

    @Test func itsWordsAreTheWriters() throws {
        let test = try answered()
        try record(test)
        try test.write {
            try $0.respond(
                to: "EFF17", ResponseFacts(),
                words: [
                    .salutation: "Dear Amber,", .subject: "Efficiency",
                    .opening: "Thank you for your report.",
                    .delay: "I am sorry to be late.", .comments: "First.\n\nSecond,\nin two lines.",
                    .closing: "I look forward to the next.",
                ])
        }
        let markdown = try MarkdownRenderer.render(try letter(test).document)
        let parts = [
            "Rt Hon Amber Rudd MP", "8 January 2018", "Dear Amber,", "# Efficiency",
            "Thank you for your report.",
            "I am sorry to be late.", "First.\n\nSecond,<br>in two lines.", "## Recommendation 5",
            "I look forward to the next.", "Yours sincerely,<br><br><br><br><br>Deputy Mayor",
        ]
        var rest = Substring(markdown)
        for part in parts {
            let found = try #require(rest.range(of: part), "\(part)")
            rest = rest[found.upperBound...]
        }
    }

    @Test(arguments: [
        ("HMICFRS", "2017-05-02", ResponseRule.section55), ("HMIC", "2017-05-01", .section55AsEnacted),
        ("Victims' Commissioner", "2025-01-28", .none),
        ("The Victims’ Commissioner for England and Wales", "2025-01-29", .victimsCommissioner),
        ("London's Victims' Commissioner", "2025-06-01", .none),
        ("Domestic Abuse Commissioner", "2021-11-01", .domesticAbuseCommissioner),
        ("IOPC", "2024-02-09", .policeConduct),
        ("Senior Coroner, Inner North London", "2024-02-09", .coroner),
        ("London Assembly", "2013-08", .none), ("HMICS", "2024-02-09", .none),
    ])
    func eachLawHasItsOwnWords(publisher: String, published: String, rule: ResponseRule) throws {
        let report = ReportDetails(
            publisher: publisher, force: RegisterFixture.force, published: try PartialDate(parsing: published)
        )
        #expect(ResponseRule(for: report) == rule)
        // Only section 55 has copies sent, and only the inspectors are told of the Police Act.
        let isSection55 = rule == .section55 || rule == .section55AsEnacted
        #expect(rule.copies.isEmpty != isSection55)
        #expect((rule.law?.contains("Police Act 1996") ?? false) == isSection55)
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
