import Glibc
import Testing
@testable import TrackerPages

import Tracker

/// Papers as pages: the same as the command line's, for whom they are meant, and no larger than promised.
struct PaperPagesTests {
    private let office: PagesFixture

    init() throws {
        office = try PagesFixture()
        try office.fixture.meeting("OB-1", of: "OB", on: "2022-03-20")
    }

    private static let papers = [
        "/items", "/items?show=overdue", "/items?words=says", "/items/R-1", "/outstanding",
        "/outstanding?group=owner",
        "/quarterly/2021/22-Q4", "/quarterly/2021%2F22-Q4?rows=owner", "/meetings", "/meetings/OB-1",
        "/reports", "/reports/R",
        "/boards", "/boards/OB", "/benefits", "/audit", "/people", "/settings", "/proposals",
    ]

    @Test(arguments: papers) func everyPaperInEveryFormat(path: String) throws {
        let browser = try office.browser(office.officer)
        let page = browser.get(path)
        #expect(page.status == 200)
        #expect(page.text.contains("<nav aria-label=\"Register\">"))
        #expect(page.text.contains("</main>"))
        let parts = path.split(separator: "?", maxSplits: 1)
        for format in PageFormat.offered {
            let answer = browser.get(
                "\(parts[0]).\(format.rawValue)" + (parts.count > 1 ? "?\(parts[1])" : ""))
            #expect(answer.status == 200, "\(path) \(format)")
            #expect(answer["Content-Type"] == format.type)
            #expect(answer["Content-Disposition"]?.hasPrefix("attachment; filename=\"") == true)
            #expect(!answer.body.isEmpty)
            if format == .json { #expect(throws: Never.self) { try JSON(parsing: answer.body) } }
            if format == .xlsx || format == .docx { #expect(answer.body.starts(with: Array("PK".utf8))) }
        }
    }

    @Test func nothingChangedIsNotSentAgain() throws {
        let browser = try office.browser(office.officer)
        for path in ["/items", "/items.csv", "/items/R-1", "/quarterly/2021/22-Q4"] {
            let first = browser.get(path)
            let tag = try #require(first["ETag"])
            let again = browser.get(path, ["if-none-match": tag])
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
            #expect(again["ETag"] == tag)
        }
        let tag = try #require(browser.get("/items")["ETag"])
        // Another question, another person, another day, another entry: another answer.
        #expect(browser.get("/items?show=overdue", ["if-none-match": tag]).status == 200)
        #expect((try office.browser(office.owner)).get("/items", ["if-none-match": tag]).status == 200)
        try office.fixture.record(.note(isInternal: true), "R-1")
        #expect(browser.get("/items", ["if-none-match": tag]).status == 200)
        let today = try #require(browser.get("/items")["ETag"])
        office.fixture.clock.set(day("2022-04-02"))
        let tomorrow = try office.browser(office.officer)
        #expect(tomorrow.get("/items", ["if-none-match": today]).status == 200)
    }

    @Test func ownersSeeTheirOwn() throws {
        let owner = try office.browser(office.owner)
        #expect(owner.get("/items/R-1").status == 200)
        // What isn't theirs looks like what isn't there.
        let (theirs, none) = (owner.get("/items/R-2"), owner.get("/items/R-9"))
        #expect(theirs.status == 404 && none.status == 404)
        #expect(theirs.text.replacing("R-2", with: "") == none.text.replacing("R-9", with: ""))
        for path in [
            "/items/R-2.csv", "/items/r-2", "/items/R-2/note", "/items/R-2/progress", "/people", "/settings",
            "/audit", "/audit.csv", "/proposals",
        ] {
            #expect(owner.get(path).status == 404, "\(path)")
        }
        let list = owner.get("/items").text
        #expect(list.contains("R-1") && !list.contains("R-2"))
        #expect(!owner.get("/").text.contains("R-2"))
        // By a post as well as in person.
        try office.fixture.write { try $0.addPost("Head of R") }
        try office.fixture.write { try $0.holdPost("Head of R", by: "Owen Owner", from: nil) }
        try office.fixture.act("R-2") {
            .assign(lead: .set(try $0.owner("Head of R")), supporting: nil, board: .keep)
        }
        #expect(owner.get("/items/R-2").status == 200)
    }

    @Test func whoLosesARoleSeesNoMoreForIt() throws {
        let owner = try office.browser(office.owner)
        #expect(owner.get("/items/R-1").status == 200)
        #expect(owner.get("/items/R-2").status == 404)
        try office.fixture.write { try $0.changePerson("Owen Owner", taking: [.owner]) }
        #expect(owner.get("/items/R-2").status == 404)
        #expect(owner.get("/audit").status == 404)
        #expect(!owner.get("/items").text.contains("R-2"))
        #expect(!owner.get("/items.csv").text.contains("R-2"))
    }

    @Test func auditorsReadAndWriteNothing() throws {
        let auditor = try office.browser(office.auditor)
        for path in Self.papers { #expect(auditor.get(path).status == 200, "\(path)") }
        for form in ActForm.all {
            #expect(auditor.get("/items/R-1/\(form.name)").status == 403, "\(form.name)")
        }
        #expect((try office.browser(office.assurer)).get("/people").status == 404)
    }

    @Test func countsLeadToTheirItems() throws {
        let browser = try office.browser(office.officer)
        let page = browser.get("/quarterly/2021/22-Q4").text
        let link = try #require(page.firstMatch(of: /<a href="(\?behind=0#row-[^"]*)">2<\/a>/)?.output.1)
        let parts = link.split(separator: "#")
        let behind = browser.get("/quarterly/2021/22-Q4\(parts[0])").text
        #expect(behind.contains("id=\"\(parts[1])\""))
        #expect(behind.contains("<a href=\"/items/R-1\">R-1</a>"))
        #expect(browser.get("/quarterly/2021/22-Q4?behind=9").status == 404)
    }

    @Test func aTableOfManyReportsIsSmall() throws {
        for number in 0..<24 { try office.fixture.report("M-\(number)") }
        for number in 0..<50 {
            try office.fixture.item(
                "N-\(number)", from: "M-\(number % 24)", opened: "2022-01-\(number % 9 + 10)",
                due: number % 3 == 0 ? nil : "2022-0\(number % 5 + 2)-01")
        }
        let text = try office.browser(office.officer).get("/quarterly/2021/22-Q4").text
        #expect(text.utf8.count <= 30 * 1024, "\(text.utf8.count)")
        // The style sheet aligns figures; what is none says so.
        #expect(!text.contains("<td class=\"number"))
        #expect(text.contains("<td class=\"nought\">") && text.contains("<th scope=\"row\"><a href="))
    }

    @Test func whatIsAskedWronglyIsSaid() throws {
        let browser = try office.browser(office.officer)
        for path in [
            "/items?stautus=open", "/items?status=opne", "/items?page=0", "/items?show=x",
            "/outstanding?group=x", "/quarterly/2021/22-Q9", "/items?as-at=soon", "/items?known-at=x",
        ] {
            let answer = browser.get(path)
            #expect(answer.status == 400, "\(path)")
        }
        for path in [
            "/nothing", "/Items", "/ITEMS/R-1", "/items/R-1/nothing", "/items/R-1/note/x", "/meetings/NONE",
            "/reports/NONE", "/items.exe", "/quarterly.csv", "/items?report=NONE", "/audit?about=NONE",
        ] {
            #expect(browser.get(path).status == 404, "\(path)")
        }
    }

    @Test func longListsGoByPages() throws {
        for number in 10..<70 {
            try office.fixture.item("R-\(number)", opened: "2022-01-10", due: "2022-05-01")
        }
        let browser = try office.browser(office.officer)
        var seen: [Substring] = []
        for page in ["/items", "/items?page=2"] {
            let text = browser.get(page).text
            seen += text.matches(of: /<a href="\/items\/(R-[0-9]+)">R-/).map(\.output.1)
            #expect(text.utf8.count <= 30 * 1024)
        }
        #expect(seen.count == 62)
        #expect(Set(seen).count == 62)
        #expect(browser.get("/items?page=2").text.contains("51 to 62 of 62 are shown."))
        #expect(browser.get("/items?page=3").text.contains("There are no more."))
        #expect(browser.get("/items").text.contains("<a href=\"?page=2\">2</a>"))
        #expect(browser.get("/outstanding").text.contains("1 to 50 of 62 are shown."))
        // Data has all of them.
        #expect(browser.get("/items.csv").text.split(separator: "\r\n").count >= 63)
    }

    /// Closed when it is made, so that all of it is in its file.
    private func makeAnother() throws {
        let other = try RegisterFixture(on: "2022-04-01", at: office.folder.file("other.db"))
        try other.report("R")
        try other.item("R-7")
    }

    @Test func anotherRegisterInItsPlaceIsRead() throws {
        let browser = try office.browser(office.officer)
        #expect(browser.get("/items/R-1").status == 200)
        try makeAnother()
        rename(office.folder.file("other.db"), office.folder.file("register.db"))
        for ending in ["-wal", "-shm"] { unlink(office.folder.file("register.db\(ending)")) }
        #expect(browser.get("/items/R-7").status == 200)
        #expect(browser.get("/items/R-1").status == 404)
    }
}
