import Testing
@testable import TrackerPages

import Tracker

/// What somebody would try at the office's pages: other people's forms and pages, forms sent again, roles that are gone, words that act.
struct DeskAttackTests {
    private let office: PagesFixture

    init() throws { office = try PagesFixture(settings: [.ownerUpdates: "proposed"]) }

    private static let forms = [
        "/add/person", "/add/board", "/add/meeting", "/add/report", "/people/P1/change",
        "/settings/board/change", "/proposals/answer", "/quarterly/2021/22-Q4/issue",
    ]

    private static let filled: KeyValuePairs = [
        "name": "Eve", "role-officer": "yes", "id": "EVE", "value": "OB", "rows": "report", "rag": "date",
        "audience": "board", "board": "OB", "date-day": "1", "date-month": "4", "date-year": "2022",
    ]

    @Test(arguments: forms) func whoKeepsNoRegisterFindsNoForm(path: String) throws {
        let before = try office.size()
        for person in [office.owner, office.assurer, office.auditor] {
            let browser = try office.browser(person)
            #expect(browser.get(path).status == 404)
            // The token is their own, and the form was never shown to them.
            let sent = browser.fill(browser.get("/"), at: path, Self.filled, step: "record")
            #expect(sent.status == 404)
        }
        #expect(try office.size() == before)
    }

    @Test(arguments: forms) func aRoleThatIsGoneRecordsNothing(path: String) throws {
        let other = try office.fixture.write { try $0.addPerson("Otto Officer", roles: [.officer]) }
        try office.fixture.write {
            try $0.propose(ProposedUpdate(complete: 5), on: ref("R-1"), words: [.note: "x"])
        }
        let browser = try office.browser(other)
        let form = browser.get(path)
        #expect(form.status == 200)
        try office.fixture.write { try $0.changePerson("Otto Officer", taking: [.officer]) }
        let before = try office.size()
        #expect(browser.fill(form, at: path, Self.filled, step: "record").status == 404)
        #expect(try office.size() == before)
    }

    @Test func whoLeftIsOutInTheMiddleOfAForm() throws {
        let other = try office.fixture.write { try $0.addPerson("Otto Officer", roles: [.officer]) }
        let browser = try office.browser(other)
        let form = browser.get("/add/board")
        try office.fixture.write {
            try $0.changePerson("Otto Officer", leaves: .set(day("2022-03-31")))
        }
        let before = try office.size()
        let sent = browser.fill(form, at: "/add/board", ["id": "EVE", "name": "Eve's"], step: "record")
        #expect(sent.status == 403)
        #expect(try office.size() == before)
    }

    @Test func aFormSentAgainIsOneEntry() throws {
        let browser = try office.browser(office.officer)
        let form = browser.get("/add/person")
        let fields: KeyValuePairs = ["name": "Penny Person", "role-owner": "yes"]
        let before = try office.size()
        let first = browser.fill(form, at: "/add/person", fields, step: "record")
        #expect(first.status == 303, "\(first.text)")
        #expect(
            browser.fill(form, at: "/add/person", fields, step: "record")["Location"] == first["Location"])
        #expect(try office.size() == before + 1)
        // Nor does its number serve somebody else.
        let other = try office.fixture.write { try $0.addPerson("Otto Officer", roles: [.officer]) }
        let another = try office.browser(other)
        let stolen = another.fill(form, at: "/add/person", fields, step: "record")
        #expect(stolen.status == 403)
    }

    @Test func aFormOfAnotherIsRefused() throws {
        let officer = try office.browser(office.officer)
        let owner = try office.browser(office.owner)
        let form = officer.get("/items/R-1/propose")
        let before = try office.size()
        #expect(owner.fill(form, at: "/items/R-1/propose", ["note": "x"], step: "record").status == 403)
        // Nor does an owner propose for what isn't theirs, whatever form they send.
        let own = owner.get("/items/R-1/propose")
        #expect(owner.fill(own, at: "/items/R-2/propose", ["note": "x"], step: "record").status == 404)
        #expect(try office.size() == before)
    }

    @Test func nobodyAcceptsTheirOwn() throws {
        let seq = try office.fixture.write {
            try $0.propose(ProposedUpdate(complete: 5), on: ref("R-1"), words: [.note: "x"]).seq
        }
        let browser = try office.browser(office.officer)
        let path = "/proposals/answer"
        let before = try office.size()
        let sent = browser.fill(browser.get(path), at: path, ["p\(seq)": "accepted"], step: "record")
        #expect(sent.status == 422)
        #expect(sent.text.contains("<a href=\"#p\(seq)\">"))
        // What is no proposal isn't one for being called so.
        for forged in ["p1", "p-1", "p999999999999999999", "px"] {
            var fields = FormFields()
            for name in ["token", "form"] { fields[name] = Browser.hidden(name, in: browser.get(path).text) }
            fields[forged] = "accepted"
            fields["step"] = "record"
            let answer = office.pages.respond(
                to: PageRequest(
                    .post, path,
                    headers: [
                        "host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080",
                        "content-type": "application/x-www-form-urlencoded", "cookie": browser.cookie ?? "",
                    ], body: Array(fields.encoded.utf8)))
            #expect(answer.status == 422, "\(forged)")
        }
        #expect(try office.size() == before)
    }

    @Test func wordsNeverAct() throws {
        let script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
        let owner = try office.browser(office.owner)
        let path = "/items/R-1/propose"
        let sent = owner.fill(owner.get(path), at: path, ["note": script], step: "record")
        #expect(sent.status == 303, "\(sent.text)")
        let officer = try office.browser(office.officer)
        let query = "?report=\(PageAddress.encoded(script))&rows=\(PageAddress.encoded(script))"
        for page in [
            "/", "/proposals", "/proposals/answer", "/items/R-1", "/quarterly/2021/22-Q4/issue\(query)",
            "/quarterly/2021/22-Q4\(query)", "/quarterly/2021/22-Q4?compare=\(PageAddress.encoded(script))",
            "/issued/\(PageAddress.encoded(script))", "/settings/\(PageAddress.encoded(script))/change",
            "/people/\(PageAddress.encoded(script))/change", "/audit?about=\(PageAddress.encoded(script))",
        ] {
            let text = officer.get(page).text
            #expect(!text.contains("<script") && !text.contains("<img"), "\(page)")
        }
    }

    @Test func onePersonsPageIsNoOthers() throws {
        let officer = try office.browser(office.officer)
        let auditor = try office.browser(office.auditor)
        for path in [
            "/people", "/settings", "/proposals", "/quarterly/2021/22-Q4", "/people.csv",
        ] {
            let page = officer.get(path)
            #expect(page["Cache-Control"] == "private, no-cache", "\(path)")
            #expect(page["Vary"] == "Cookie", "\(path)")
            let tag = try #require(page["ETag"], "\(path)")
            #expect(officer.get(path, ["if-none-match": tag]).status == 304, "\(path)")
            #expect(auditor.get(path, ["if-none-match": tag]).status == 200, "\(path)")
        }
        for path in Self.forms where path != "/proposals/answer" {
            let page = officer.get(path)
            #expect(page["Cache-Control"] == "no-store", "\(path)")
            #expect(page["ETag"] == nil, "\(path)")
        }
    }

    @Test func anAddressInDisguiseLeadsNowhereElse() throws {
        let officer = try office.browser(office.officer)
        let owner = try office.browser(office.owner)
        for path in [
            "/Proposals/answer", "/ADD/person", "/people/p1/change", "/SETTINGS/board/change",
            "/add/../people",
            "/add/%2e%2e/people", "/add//person", "/add/person/", "/settings/board%00/change",
            "/issued/..%2f..",
        ] {
            #expect([400, 404].contains(officer.get(path).status), "\(path)")
        }
        // Encoded, it is the same address, and the same people see it.
        for path in ["/%61dd/person", "/add/%70erson", "/p%65ople/P1/change"] {
            #expect(officer.get(path).status == 200, "\(path)")
            #expect(owner.get(path).status == 404, "\(path)")
        }
    }

    @Test func lookingChangesNothing() throws {
        let officer = try office.browser(office.officer)
        let before = try office.size()
        for path in Self.forms + ["/audit/verify", "/audit/checkpoint", "/audit/prove?about=R-1"] {
            _ = officer.get("\(path)\(path.contains("?") ? "&" : "?")step=record&name=Eve&id=EVE&value=OB")
            _ = officer.get(path, method: .head)
        }
        #expect(try office.size() == before)
        #expect(office.pages.verifier.running == nil)
    }
}
