import Testing
@testable import TrackerPages

import Tracker

/// The letter's page: a draft names what is missing, a final one is whole or isn't there, and what is recorded stands in it.
struct LetterPagesTests {
    private let office: PagesFixture
    private let officer: Browser
    private let path = "/reports/R/response"

    init() throws {
        office = try PagesFixture()
        officer = try office.browser(office.officer)
    }

    @Test func aDraftNamesWhatIsMissing() throws {
        let draft = officer.get(path)
        #expect(draft.status == 200, "\(draft.text)")
        #expect(draft.text.contains("[no answer yet]"))
        // The law asks about each recommendation: no final letter without.
        let final = officer.get("\(path)?edition=final")
        #expect(final.status == 403)
        #expect(final.text.contains("R-1") && final.text.contains("R-2"))
        #expect(officer.get("\(path)?edition=x").status == 400)
        #expect(officer.get("/reports/R").text.contains("href=\"\(path)\""))
    }

    @Test func whatIsRecordedStandsInIt() throws {
        for item in ["R-1", "R-2"] {
            try office.fixture.record(.start, item, words: [.note: "Begun with \(item)."])
        }
        let form = "\(path)/record"
        let fields: KeyValuePairs = [
            "sent-day": "30", "sent-month": "3", "sent-year": "2022", "reference": "OB/2022/7",
            "addressee": "Amber Example\nHome Secretary", "signatory": "Sam Example\nDeputy Mayor",
            "comments": "We welcome it.",
        ]
        let before = try office.size()
        let check = officer.fill(officer.get(form), at: form, fields, step: "check")
        #expect(check.status == 200, "\(check.text)")
        #expect(try office.size() == before)
        let done = officer.fill(check, at: form, fields, step: "record")
        #expect(done["Location"] == "\(path)?recorded=\(before + 1)")
        let final = officer.get("\(path)?edition=final")
        #expect(final.status == 200, "\(final.text)")
        for words in ["OB/2022/7", "Amber Example", "Sam Example", "We welcome it."] {
            #expect(final.text.contains(words), "\(words)")
        }
        #expect(
            try office.fixture.register.response(to: ref("R"), knownAt: .max).letterSent == day("2022-03-30"))
        #if Spreadsheets
            let word = officer.get("\(path).docx?edition=final")
            #expect(word.status == 200)
            #expect(word.body.starts(with: Array("PK".utf8)))
        #endif
    }

    @Test func aDayToComeIsRefused() throws {
        let form = "\(path)/record"
        let before = try office.size()
        let refused = officer.fill(
            officer.get(form), at: form, ["sent-day": "1", "sent-month": "1", "sent-year": "2023"],
            step: "record")
        #expect(refused.status == 422)
        #expect(try office.size() == before)
        // Nothing said is nothing recorded.
        #expect(officer.fill(officer.get(form), at: form, [:], step: "record").status == 422)
        #expect(try office.size() == before)
    }

    @Test func ownersSeeNoDraft() throws {
        let owner = try office.browser(office.owner)
        #expect(owner.get(path).status == 404)
        #expect(!owner.get("/reports/R").text.contains(path))
        for person in [office.owner, office.assurer, office.auditor] {
            let browser = try office.browser(person)
            #expect(browser.get("\(path)/record").status == 404)
            #expect(
                browser.fill(browser.get("/"), at: "\(path)/record", ["reference": "x"], step: "record")
                    .status == 404)
        }
        #expect(try office.browser(office.auditor).get(path).status == 200)
    }

    @Test func moreTimeIsRecordedWhereTheClockKnowsIt() throws {
        let form = "\(path)/time"
        let before = try office.size()
        let days: KeyValuePairs = ["asked-day": "20", "asked-month": "3", "asked-year": "2022"]
        // Section 55 gives none.
        let refused = officer.fill(officer.get(form), at: form, days, step: "check")
        #expect(refused.status == 422)
        #expect(try office.size() == before)
        let clock = "/add/clock"
        let fields: KeyValuePairs = [
            "id": "audit-20", "title": "Internal audit report", "law": "Audit charter, para. 12",
            "publishers": "Internal Audit", "trigger": "published", "length": "20", "unit": "working-days",
            "stop": "response provided", "extension": "before-expiry", "printed": "none",
        ]
        let check = officer.fill(officer.get(clock), at: clock, fields, step: "check")
        #expect(check.status == 200, "\(check.text)")
        #expect(officer.fill(check, at: clock, fields, step: "record").status == 303)
        #expect(officer.get("/clocks").text.contains("audit-20"))
        try office.fixture.report("A", publisher: "Internal Audit", published: "2022-03-15")
        let own = "/reports/A/response/time"
        let looked = officer.fill(officer.get(own), at: own, days, step: "check")
        #expect(looked.status == 200, "\(looked.text)")
        #expect(officer.fill(looked, at: own, days, step: "record").status == 303)
        #expect(
            try office.fixture.register.response(to: ref("A"), knownAt: .max).extensionAsked
                == day("2022-03-20"))
        let back: KeyValuePairs = ["take-back": "asked"]
        #expect(officer.fill(officer.get(own), at: own, back, step: "record").status == 303)
        #expect(try office.fixture.register.response(to: ref("A"), knownAt: .max).extensionAsked == nil)
        // A length that is none is told at its field.
        let wrong = officer.fill(
            officer.get(clock), at: clock,
            ["id": "x", "title": "x", "law": "x", "length": "soon", "printed": "none"], step: "check")
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("href=\"#length\""))
        for person in [office.owner, office.assurer, office.auditor] {
            #expect(try office.browser(person).get(form).status == 404)
        }
    }

    @Test func itsItemsAreChosen() throws {
        let one = officer.get("\(path)?items=chosen&item=R-1").text
        #expect(one.contains("value=\"R-1\" checked"))
        #expect(!one.contains("value=\"R-2\" checked"))
        #expect(officer.get("\(path)?items=some").status == 400)
        #expect(officer.get("\(path)?items=chosen&item=R-99").status == 404)
        // The choice goes on to the other edition and to the files.
        #expect(one.contains("edition=final"))
        #expect(one.contains("/response.csv?items=chosen&amp;item=R-1"))
    }

    @Test func whatWasSentIsKnownAgain() throws {
        let form = "\(path)/record"
        let letter = ("letter.pdf", Array("%PDF-1.7".utf8))
        let check = officer.submit(officer.get(form), at: form, file: letter, step: "check")
        #expect(check.status == 200, "\(check.text)")
        #expect(officer.submit(check, at: form, step: "record").status == 303)
        #expect(
            try office.fixture.register.response(to: ref("R"), knownAt: .max).sentSHA256
                == Hash.sha256(letter.1).hex)
    }
}
