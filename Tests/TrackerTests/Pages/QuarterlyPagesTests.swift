import Testing
@testable import TrackerPages

import Tracker

/// The quarterly table is chosen, expanded, set beside another and issued as the command line does it.
struct QuarterlyPagesTests {
    private let office: PagesFixture
    private let officer: Browser
    private let path = "/quarterly/2021/22-Q4"

    init() throws {
        office = try PagesFixture()
        officer = try office.browser(office.officer)
    }

    /// Issues it by its form. - Returns: where that leads.
    private func issue(_ fields: KeyValuePairs<String, String>) throws -> String {
        let form = "\(path)/issue"
        let before = try office.size()
        let check = officer.fill(officer.get(form), at: form, fields, step: "check")
        #expect(check.status == 200, "\(check.text)")
        #expect(check.text.contains("Content hash"))
        #expect(try office.size() == before)
        let done = officer.fill(check, at: form, fields, step: "record")
        #expect(done.status == 303, "\(done.text)")
        #expect(try office.size() == before + 1)
        let twice = officer.fill(check, at: form, fields, step: "record")
        #expect(twice["Location"] == done["Location"])
        #expect(try office.size() == before + 1)
        return done["Location"] ?? ""
    }

    private static let asked: KeyValuePairs = ["rows": "report", "rag": "date", "audience": "board"]

    @Test func itIsChosenByAForm() throws {
        let page = officer.get("\(path)?rows=owner&as-at=2022-03-15&known-at=").text
        #expect(page.contains("<option value=\"owner\" selected>"))
        #expect(page.contains("name=\"as-at\" value=\"2022-03-15\""))
        #expect(page.contains("positions as at 15 March 2022"))
        // What narrows it stays when something else is chosen.
        #expect(officer.get("\(path)?report=R").text.contains("name=\"report\" value=\"R\""))
        let whole = officer.get("\(path)?expand=yes").text
        #expect(whole.contains("R-1, R-2") || whole.contains(">R-1</a>"))
        #expect(whole.utf8.count > officer.get(path).text.utf8.count)
    }

    @Test func itIsIssued() throws {
        let place = try issue(Self.asked)
        let page = officer.get(place).text
        let issued = try #require(try office.fixture.register.issuedTables().last)
        #expect(place == "/issued/T\(issued.id)?recorded=\(issued.id)")
        #expect(page.contains("Recorded, up to entry \(issued.id)."))
        #expect(page.contains(issued.table.contentHash))
        #expect(issued.table.asAt == day("2022-03-31"))
        // The same as the command's.
        let spec = QuarterlySpec(
            try Quarter(parsing: "2021/22-Q4", yearStart: .april), rowKey: .report, ageBands: [90, 180, 365])
        let (paper, _) = try office.fixture.register.issueTable(spec, session: office.fixture.session())
        #expect(paper.contentHash == issued.table.contentHash)
        #expect(officer.get("/quarterly").text.contains("href=\"/issued/T\(issued.id)\""))
        #expect(officer.get(path).text.contains("href=\"/issued/T\(issued.id)\""))
        #expect(try office.fixture.register.verify().findings.isEmpty)
    }

    @Test func aScopeIsIssuedWithIt() throws {
        let link = try #require(
            officer.get("\(path)?report=R").text.firstMatch(of: /href="([^"]*\/issue[^"]*)"/)?.output.1)
        let form = officer.get(String(link).replacing("&amp;", with: "&"))
        #expect(form.text.contains("id=\"report\" name=\"report\" value=\"R\""))
        _ = try issue(["rows": "owner", "rag": "date", "audience": "board", "report": "R"])
        let issued = try #require(try office.fixture.register.issuedTables().last?.table)
        #expect(issued.rows == .owner)
        #expect(issued.scope.report == ref("R"))
    }

    @Test func whatWasIssuedStandsBesideWhatIsKnownNow() throws {
        _ = try issue(Self.asked)
        let id = try #require(try office.fixture.register.issuedTables().last?.id)
        #expect(
            officer.get("/issued/T\(id)?compare=now").text.contains("what was issued is what is known now"))
        try office.fixture.record(.close(as: .noFurtherAction, successor: nil), "R-2", on: "2022-03-10")
        let page = officer.get("/issued/T\(id)?compare=now").text
        #expect(page.contains("Counts that are different as known now"))
        #expect(page.contains("href=\"/items/R-2\""))
        let beside = officer.get("\(path)?compare=T\(id)").text
        #expect(beside.contains("beside T\(id)"))
        #expect(officer.get("\(path)?compare=T999").status == 404)
    }

    @Test func twoQuartersStandBesideEachOther() throws {
        let page = officer.get("\(path)?compare=2021/22-Q3").text
        #expect(page.contains("2021/22 Q4 beside 2021/22 Q3") || page.contains("beside 2021/22 Q3"))
        #expect(page.contains("Carried forward, row by row"))
        let csv = officer.get("\(path).csv?compare=2021/22-Q3")
        #expect(csv.status == 404 || csv.text.contains("Change"))
        #expect(officer.get("\(path)?compare=2021/22-Q9").status == 400)
    }

    @Test func aYearHasItsTable() throws {
        let page = officer.get("/annual/2021/22")
        #expect(page.status == 200, "\(page.text)")
        #expect(page.text.contains("2021/22"))
        #expect(officer.get("/annual/2021/22.csv").status == 200)
        #expect(officer.get("/annual/2021/22?as-at=2022-01-01").status == 400)
        #expect(officer.get("/quarterly").text.contains("href=\"/annual/2021/22\""))
    }

    @Test func nothingIsIssuedOutOfARegisterThatDoesNotVerify() throws {
        try office.damage()
        let form = "\(path)/issue"
        let before = try office.size()
        let refused = officer.fill(officer.get(form), at: form, Self.asked, step: "record")
        #expect(refused.status != 303)
        #expect(try office.size() == before)
    }

    @Test func onlyWhoKeepsTheRegisterIssues() throws {
        for person in [office.owner, office.assurer, office.auditor] {
            let browser = try office.browser(person)
            #expect(browser.get(path).status == 200)
            #expect(!browser.get(path).text.contains("/issue"))
            #expect(browser.get("\(path)/issue").status == 404)
            let sent = browser.fill(browser.get("/"), at: "\(path)/issue", Self.asked, step: "record")
            #expect(sent.status == 404)
        }
        #expect(try office.fixture.register.issuedTables().isEmpty)
    }
}
