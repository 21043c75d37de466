import Testing
@testable import TrackerPages

import Tracker

/// Forms record what their commands record: checked first, once, and nothing typed is lost.
struct ActPagesTests {
    private let office: PagesFixture

    init() throws { office = try PagesFixture() }

    /// Fills a form in, looks at what it would record, and records it.
    @discardableResult
    private func record(
        _ act: String, _ item: String = "R-1", by browser: Browser, _ fields: KeyValuePairs<String, String>
    ) throws -> String {
        let path = "/items/\(item)/\(act)"
        let before = try office.size()
        let check = browser.fill(browser.get(path), at: path, fields, step: "check")
        #expect(check.status == 200, "\(check.text)")
        #expect(check.text.contains("Nothing is recorded yet"))
        #expect(try office.size() == before)
        let done = browser.fill(check, at: path, fields, step: "record")
        #expect(done.status == 303, "\(done.text)")
        #expect(try office.size() == before + 1)
        let page = browser.get(done["Location"] ?? "")
        #expect(page.text.contains("Recorded as entry \(before + 1)"))
        return page.text
    }

    @Test func anItemsWholeLife() throws {
        let owner = try office.browser(office.owner)
        let assurer = try office.browser(office.assurer)
        let officer = try office.browser(office.officer)
        try record("start", by: owner, [:])
        try record(
            "progress", by: owner, ["note": "Leaflets printed", "complete": "40 %", "rating": "amber"])
        try record(
            "evidence", by: owner,
            [
                "address": "https://www.example.org/a", "dated-day": "1", "dated-month": "2",
                "dated-year": "2022",
            ])
        try record(
            "ask-for-date", by: owner,
            ["date-day": "1", "date-month": "May", "date-year": "2022", "reason": "Printers"])
        try record("grant-date", by: officer, ["meeting": "chair OB"])
        #expect(try office.fixture.items()["R-1"]?.standing.due == day("2022-05-01"))
        try record("submit", by: owner, ["note": "In every office"])
        try record("return", by: assurer, ["reason": "Not in Ely"])
        try record("dispute", by: owner, ["note": "Ely closed"])
        try record("decide", by: officer, ["for": "owner", "meeting": "chair OB"])
        try record("assure", by: assurer, ["basis": "Six offices"])
        let page = try record("close", by: officer, ["as": "implemented", "meeting": "chair OB"])
        #expect(page.contains("closed: implemented"))
        let state = try #require(try office.fixture.items()["R-1"]?.standing)
        #expect(state.closedAs == .implemented)
        #expect(state.complete == 40)
        #expect(try office.fixture.register.verify().findings.isEmpty)
        let acts = try office.fixture.history("R-1").acts
        #expect(acts.first { $0.act.name == .assure }?.actor == office.assurer)
    }

    @Test func sentTwiceIsOneEntry() throws {
        let browser = try office.browser(office.owner)
        let path = "/items/R-1/progress"
        let form = browser.get(path)
        let first = browser.fill(form, at: path, ["note": "Once"], step: "record")
        let size = try office.size()
        let second = browser.fill(form, at: path, ["note": "Once"], step: "record")
        #expect(first["Location"] == second["Location"])
        #expect(second.status == 303)
        #expect(try office.size() == size)
    }

    @Test func sentAtOnceIsOneEntry() async throws {
        let browser = try office.browser(office.owner)
        let path = "/items/R-1/progress"
        let form = browser.get(path)
        let before = try office.size()
        var fields = FormFields()
        for name in ["token", "form", "seen"] { fields[name] = Browser.hidden(name, in: form.text) }
        fields["note"] = "At once"
        fields["step"] = "record"
        let request = PageRequest(
            .post, path,
            headers: [
                "host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080", "cookie": browser.cookie ?? "",
                "content-type": "application/x-www-form-urlencoded",
            ], body: Array(fields.encoded.utf8))
        let pages = office.pages
        let answers = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { pages.respond(to: request).status } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: 303, count: 8))
        #expect(try office.size() == before + 1)
    }

    @Test func whatMovedMeanwhileIsShown() throws {
        let browser = try office.browser(office.owner)
        let path = "/items/R-1/progress"
        let form = browser.get(path)
        try office.fixture.record(
            .progress(complete: 70, rating: nil), "R-1", words: [.note: "Said by somebody else"])
        let before = try office.size()
        let moved = browser.fill(form, at: path, ["note": "My own words"], step: "record")
        #expect(moved.status == 409)
        #expect(try office.size() == before)
        #expect(moved.text.contains("Said by somebody else"))
        #expect(moved.text.contains("My own words"))
        // What was seen there can then be answered.
        #expect(browser.fill(moved, at: path, ["note": "My own words"], step: "record").status == 303)
    }

    @Test func whatIsWrongIsToldAtItsField() throws {
        let browser = try office.browser(office.owner)
        let path = "/items/R-1/progress"
        let before = try office.size()
        let wrong = browser.fill(
            browser.get(path), at: path, ["note": "Words that stay", "complete": "a lot"], step: "check")
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("<title>Error: "))
        #expect(wrong.text.contains("role=\"alert\" tabindex=\"-1\" autofocus"))
        #expect(wrong.text.contains("<a href=\"#complete\">"))
        #expect(
            wrong.text.contains(
                "id=\"complete\" name=\"complete\" aria-describedby=\"complete-error\" aria-invalid=\"true\"")
        )
        #expect(wrong.text.contains("Words that stay"))
        let missing = browser.fill(browser.get(path), at: path, ["complete": "50"], step: "check")
        #expect(missing.status == 422)
        #expect(missing.text.contains("<a href=\"#note\">It needs a note.</a>"))
        #expect(missing.text.contains("value=\"50\""))
        #expect(try office.size() == before)
    }

    @Test func theRulesHold() throws {
        let (owner, assurer) = (try office.browser(office.owner), try office.browser(office.assurer))
        let before = try office.size()
        #expect(owner.get("/items/R-1/assure").status == 403)
        #expect(owner.get("/items/R-1/close").status == 403)
        #expect(assurer.get("/items/R-1/assure").status == 403)
        // A form that was never shown is refused as well.
        let form = owner.get("/items/R-1/progress")
        for act in ["assure", "close", "waive", "assess"] {
            #expect(
                owner.fill(
                    form, at: "/items/R-1/\(act)", ["as": "duplicate", "reason": "x", "basis": "x"],
                    step: "record"
                ).status == 422)
        }
        // Nor can an owner act as another.
        let by = owner.fill(form, at: "/items/R-1/progress", ["note": "x", "by": "P1"], step: "record")
        #expect(by.status == 422)
        #expect(try office.size() == before)
    }

    @Test func anOfficerTypesForAnOwner() throws {
        let officer = try office.browser(office.officer)
        try record("progress", by: officer, ["note": "By telephone", "by": office.owner.description])
        let entry = try office.fixture.register.entry(try office.size())
        #expect(entry.actor == office.owner)
        #expect(entry.recordedBy == office.officer)
    }

    @Test func ownersPropose() throws {
        let office = try PagesFixture(settings: [.ownerUpdates: "proposed"])
        let owner = try office.browser(office.owner)
        #expect(owner.get("/items/R-1/progress").text.contains("propose it"))
        #expect(owner.get("/items/R-1/note").status == 200)
    }

    @Test func whatIsMissingIsSaid() throws {
        let assurer = try office.browser(office.assurer)
        try office.fixture.record(.start, "R-1")
        let page = assurer.get("/items/R-1").text
        #expect(page.contains("Assure it: it needs at least one piece of evidence"))
        #expect(!page.contains("href=\"/items/R-1/assure\""))
        #expect(page.contains("href=\"/items/R-1/note\""))
        try office.fixture.record(.addEvidence(nil), "R-1")
        #expect(assurer.get("/items/R-1").text.contains("href=\"/items/R-1/assure\""))
    }

    /// Every act on an item that a person can do by its own form is offered to whom the library permits it, and to nobody else.
    @Test func offersAreTheLibrarys() throws {
        for (person, name) in [
            (office.owner, "Owen Owner"), (office.assurer, "Ada Assurer"), (office.officer, "Amira Khan"),
        ] {
            let people = try office.fixture.register.people()
            let somebody = try #require(people.first { $0.name == name })
            let offers = try office.fixture.register.offers(
                of: ActForm.all.map(\.sample), on: try office.fixture.history("R-1"), to: somebody,
                today: office.fixture.today)
            let browser = try office.browser(person)
            for (form, offer) in zip(ActForm.all, offers) {
                #expect(
                    browser.get("/items/R-1/\(form.name)").status == (offer == .open ? 200 : 403),
                    "\(name) \(form.name)")
            }
        }
    }
}
