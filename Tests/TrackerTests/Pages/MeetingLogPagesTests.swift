import Testing
@testable import TrackerPages

import Tracker

/// A meeting's log is recorded whole or not at all, once, and nothing typed is lost.
struct MeetingLogPagesTests {
    private let office: PagesFixture
    private let path = "/meetings/OB-1/log"

    init() throws {
        office = try PagesFixture()
        try office.fixture.meeting("OB-1", of: "OB", on: "2022-04-01")
        try office.fixture.act("R-2") {
            .assign(lead: .keep, supporting: nil, board: .set(try $0.board("OB").reference))
        }
        for number in 3...42 {
            try office.fixture.item("R-\(number)", opened: "2022-01-10", due: "2022-05-01")
            try office.fixture.act("R-\(number)") {
                .assign(lead: .set(office.owner), supporting: nil, board: .set(try $0.board("OB").reference))
            }
        }
    }

    /// The number of an item's fields.
    private func number(_ item: String, _ page: PageResponse) throws -> String {
        String(
            try #require(
                page.text.firstMatch(
                    of: try Regex<(Substring, Substring)>("name=i([0-9]+) value=\"\(item)\""))?.output.1))
    }

    /// Everything hidden in the page, and what is typed for some items.
    private func form(
        _ page: PageResponse, _ typed: [String: [String: String]], step: String
    ) throws -> FormFields {
        var fields = FormFields()
        for match in page.text.matches(of: /<input[^>]* name="?([a-z]+[0-9]*)"?[^>]* value="?([^">]*)"?>/) {
            fields[String(match.output.1)] = String(match.output.2).replacing("&#10;", with: "\n")
        }
        for match in page.text.matches(of: /<textarea name=([a-z]+[0-9]*)[^>]*>\n?([^<]*)<\/textarea>/)
        where !match.output.2.isEmpty {
            fields[String(match.output.1)] = String(match.output.2).replacing("&#10;", with: "\n")
        }
        for (item, words) in typed {
            let number = try number(item, page)
            for (letter, value) in words { fields[letter + number] = value }
        }
        fields["step"] = step
        return fields
    }

    private func send(_ fields: FormFields, by browser: Browser) -> PageResponse {
        office.pages.respond(
            to: PageRequest(
                .post, path,
                headers: [
                    "host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080",
                    "cookie": browser.cookie ?? "",
                    "content-type": "application/x-www-form-urlencoded",
                ], body: Array(fields.encoded.utf8)))
    }

    @Test func aMeetingOfFortyItems() throws {
        let browser = try office.browser(office.officer)
        let page = browser.get(path)
        #expect(page.status == 200)
        #expect(page.body.count <= 30 * 1024)
        var typed: [String: [String: String]] = [:]
        for number in 3...42 {
            typed["R-\(number)"] = ["a": "progress", "n": "Said of \(number)", "c": "40", "m": "\(number)"]
        }
        typed["R-3"]?["c"] = "a lot"
        let before = try office.size()
        // An error in one row: it is named with its field, and everything typed stays.
        let wrong = send(try form(page, typed, step: "check"), by: browser)
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("<a href=\"#c\(try number("R-3", page))\">% complete, R-3:"))
        for number in 3...42 { #expect(wrong.text.contains(">\nSaid of \(number)</textarea>")) }
        // The page is loaded anew: it is all there again.
        let again = browser.get(path)
        #expect(again.text.contains("nothing of it is recorded yet"))
        #expect(again.text.contains(">\nSaid of 42</textarea>"))
        // Somebody else moves an item meanwhile.
        try office.fixture.record(.start, "R-7", words: [.note: "Begun by another"])
        let moved = send(try form(again, ["R-3": ["c": "30"]], step: "check"), by: browser)
        #expect(moved.status == 409)
        #expect(moved.text.contains("R-7 has moved since you opened this page"))
        #expect(moved.text.contains("Begun by another"))
        #expect(moved.text.contains(">\nSaid of 7</textarea>"))
        #expect(try office.size() == before + 1)
        // Looked at, checked, recorded, once.
        let check = send(try form(moved, [:], step: "check"), by: browser)
        #expect(check.status == 200)
        #expect(check.text.contains("Would record 40 acts from 40 rows"))
        #expect(try office.size() == before + 1)
        let record = try form(check, [:], step: "record")
        let done = send(record, by: browser)
        #expect(done.status == 303)
        #expect(try office.size() == before + 1 + 41)
        let twice = send(record, by: browser)
        #expect(twice["Location"] == done["Location"])
        #expect(try office.size() == before + 1 + 41)
        #expect(browser.get(done["Location"] ?? "").text.contains("The meeting is logged"))
        #expect(!browser.get(path).text.contains("Said of 42<"))
        #expect(try office.fixture.register.verify().findings.isEmpty)
        let last = try #require(try office.fixture.history("R-42").acts.last)
        #expect(last.actor == office.owner)
        #expect(last.authority == ref("OB-1"))
    }

    @Test func nothingIsHalfRecorded() throws {
        let browser = try office.browser(office.officer)
        let page = browser.get(path)
        let before = try office.size()
        let typed = ["R-3": ["a": "progress", "n": "Done"], "R-4": ["a": "assured"]]
        let refused = send(try form(page, typed, step: "record"), by: browser)
        #expect(refused.status == 422)
        #expect(refused.text.contains("R-4:"))
        #expect(try office.size() == before)
        #expect(send(try form(page, [:], step: "record"), by: browser).status == 422)
        #expect(try office.size() == before)
    }

    @Test func draftsAreKept() throws {
        let browser = try office.browser(office.officer)
        let kept = send(
            try form(browser.get(path), ["R-5": ["n": "Half a thought"]], step: "keep"), by: browser)
        #expect(kept.text.contains("Kept as a draft"))
        // An item that closes meanwhile takes nothing typed with it.
        try office.fixture.record(.close(as: .noFurtherAction, successor: nil), "R-5", meeting: "OB-1")
        let later = try office.browser(office.officer).get(path)
        #expect(later.text.contains(">\nHalf a thought</textarea>"))
        #expect(later.text.contains("not before this board now"))
    }

    @Test func aBoardWithNothingBeforeItIsToldItsDay() throws {
        try office.fixture.board("NB")
        try office.fixture.meeting("NB-1", of: "NB", on: "2022-03-30")
        let page = try office.browser(office.officer).get("/meetings/NB-1/log").text
        #expect(page.contains("On 30 March 2022 no live item is before this board."))
    }

    @Test func wordsOfSeveralLinesStay() throws {
        let browser = try office.browser(office.officer)
        let page = browser.get(path)
        let typed = ["R-5": ["n": "First said\nand then said"]]
        let check = send(try form(page, typed, step: "check"), by: browser)
        #expect(check.status == 200)
        let change = send(try form(check, [:], step: "change"), by: browser)
        #expect(change.text.contains(">\nFirst said&#10;and then said</textarea>"))
        #expect(send(try form(change, [:], step: "record"), by: browser).status == 303)
        let entry = try #require(try office.fixture.history("R-5").acts.last)
        #expect(try office.fixture.register.words(of: entry.seq)[.note] == "First said\nand then said")
    }

    @Test func onlyWhoKeepsTheRegisterLogs() throws {
        for person in [office.owner, office.assurer, office.auditor] {
            #expect(try office.browser(person).get(path).status == 404)
        }
    }
}
