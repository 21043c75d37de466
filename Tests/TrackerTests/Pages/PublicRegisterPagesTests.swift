import Testing
@testable import TrackerPages

import Tracker

/// What everybody may read is what was issued, and nothing above OFFICIAL, whoever asks for it in whatever way.
struct PublicRegisterPagesTests {
    private let office: PagesFixture
    private let pages: Pages

    init() throws {
        office = try PagesFixture()
        try office.fixture.item("R-3", text: "=HYPERLINK(\"http://evil.example\")", opened: "2022-01-10")
        try office.fixture.item("R-4", text: "A secret matter", opened: "2022-01-10")
        try office.fixture.record(.mark("OFFICIAL-SENSITIVE"), "R-4", on: "2022-01-11")
        pages = Pages(
            register: office.folder.file("register.db"), file: office.file, site: PagesSite(loopback: 8080),
            isPublic: true, clock: { [clock = office.fixture.clock] in clock.now })
    }

    private func ask(
        _ path: String, _ headers: [String: String] = [:], method: PageRequest.Method = .get
    ) -> PageResponse {
        pages.respond(
            to: PageRequest(
                method, path, headers: ["host": "127.0.0.1:8080"].merging(headers) { $1 }))
    }

    private func issue() throws -> Int64 {
        let officer = try office.browser(office.officer)
        let form = "/quarterly/2021/22-Q4/issue"
        let fields: KeyValuePairs = ["rows": "report", "rag": "date", "audience": "board"]
        let check = officer.fill(officer.get(form), at: form, fields, step: "check")
        #expect(officer.fill(check, at: form, fields, step: "record").status == 303)
        return try #require(try office.fixture.register.issuedTables().last?.id)
    }

    @Test func nothingIsPublicBeforeItIsIssued() throws {
        #expect(ask("/public").status == 404)
        // Switched off it is an address like any other.
        let off = office.pages.respond(
            to: PageRequest(.get, "/public", headers: ["host": "127.0.0.1:8080"]))
        #expect(off.status == 403)
        #expect(try office.browser(office.officer).get("/public").status == 404)
    }

    @Test func whatWasIssuedIsForEverybody() throws {
        let id = try issue()
        let first = ask("/public")
        #expect(first.status == 200, "\(first.text)")
        #expect(first.text.contains("href=\"issued/T\(id).html\""))
        #expect(first.text.contains("href=\"index.html\""))
        #expect(first["Cache-Control"] == "public, max-age=300")
        #expect(first["Vary"] == nil)
        #expect(first["Set-Cookie"] == nil)
        let tag = try #require(first["ETag"])
        #expect(ask("/public", ["if-none-match": tag]).status == 304)
        for path in [
            "index.html", "items/R-1.html", "reports/R.html", "style.css", "changes.xml", "register.json",
            "SHA256SUMS", "issued/T\(id).html", "issued/T\(id).csv",
        ] { #expect(ask("/public/\(path)").status == 200, "\(path)") }
        for path in ["items/R-4.html", "../style.css", "issued/T1.csv", "items", "no.html"] {
            #expect(ask("/public/\(path)").status != 200, "\(path)")
        }
        // It is the same for whoever is signed in.
        #expect(try office.browser(office.owner, pages).get("/public").body == first.body)
        #expect(ask("/public", method: .post).status != 200)
    }

    @Test func noWordOfItIsForOthers() throws {
        _ = try issue()
        let files = try office.fixture.register.reading {
            try PublicEditionFiles(office.fixture.register, today: office.fixture.today).files
        }
        #expect(files.count > 10)
        for (path, file) in files {
            let text = String(decoding: file.bytes, as: UTF8.self)
            for words in ["secret matter", "R-4", "Owen Owner"] { #expect(!text.contains(words), "\(path)") }
        }
        // A spreadsheet computes nothing of what somebody wrote.
        let csv = ask("/public/items.csv")
        #expect(csv["Content-Type"] == "text/csv; charset=utf-8")
        #expect(csv.text.contains("\"'=HYPERLINK("))
        for line in csv.text.split(separator: "\r\n") {
            for cell in line.split(separator: ",") {
                #expect(!cell.hasPrefix("=") && !cell.hasPrefix("\"=") && !cell.hasPrefix("@"))
            }
        }
    }

    @Test func whatIsMarkedLaterGoes() throws {
        _ = try issue()
        #expect(ask("/public/items/R-1.html").status == 200)
        try office.fixture.record(.mark("OFFICIAL-SENSITIVE"), "R-1")
        // What was handed out stays a minute; then it is made anew, and can't be.
        office.fixture.clock.advance(milliseconds: 61_000)
        #expect(ask("/public/items/R-1.html").status == 404)
        #expect(ask("/public").status == 404)
    }

    @Test func accessibilityIsSaidToEverybody() throws {
        office.fixture.clock.set(AccessibilityStatement.day)
        let page = ask("/accessibility")
        #expect(page.status == 200)
        #expect(page.text.contains(AccessibilityStatement.day.longForm))
        #expect(!page.text.contains("more than a year"))
        office.fixture.clock.set(AccessibilityStatement.day.adding(days: 365))
        #expect(!ask("/accessibility").text.contains("more than a year"))
        office.fixture.clock.set(AccessibilityStatement.day.adding(days: 366))
        #expect(ask("/accessibility").text.contains("These tests are 366 days old. That is more than a year"))
    }
}
