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
}
