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

    private func csv(_ rows: String...) -> (name: String, bytes: [UInt8]) {
        let headings = "Reference,Minute,Act,Note,% complete,New owner,New date,Reason\r\n"
        return ("sheet.csv", Array((headings + rows.map { $0 + "\r\n" }.joined()).utf8))
    }

    @Test func aSheetFillsThePageIn() throws {
        let browser = try office.browser(office.officer)
        let blank = browser.get("\(path).csv")
        #expect(blank.status == 200)
        #expect(blank["Content-Disposition"] == "attachment; filename=\"OB-1.csv\"")
        #expect(blank.text.contains("Reference,Report,Number"))
        #expect(blank.text.contains("R-42"))
        #if Spreadsheets
            let book = browser.get("\(path).xlsx")
            #expect(book.status == 200)
            #expect(try MeetingSheet(book.body, file: "sheet.xlsx").lines.count == 42)
        #endif
        let before = try office.size()
        // What is wrong in the sheet stands at its field, and what was typed for other items stays.
        let typed = try form(browser.get(path), ["R-9": ["n": "Typed before"]], step: "keep")
        let kept = send(typed, by: browser)
        let wrong = browser.submit(
            kept, at: path, ["n\(try number("R-9", kept))": "Typed before"],
            file: csv("r-3,3.1,progress,\"Said, of three\",a lot,,,", "R-4,3.2,progress,Said of four,0.4,,,"),
            step: "sheet")
        #expect(wrong.status == 422, "\(wrong.text)")
        #expect(wrong.text.contains("<a href=\"#c\(try number("R-3", wrong))\">% complete, R-3:"))
        #expect(wrong.text.contains(">\nSaid, of three</textarea>"))
        #expect(wrong.text.contains(">\nTyped before</textarea>"))
        #expect(wrong.text.contains("sheet.csv is here"))
        #expect(try office.size() == before)
        let sheet = csv(
            "R-3,3.1,progress,Said of three,40,,,", "R-4,,date changed,,,,6/5/2022,Agreed",
            "R-5,,,,,,,")
        let check = browser.submit(
            wrong, at: path, ["n\(try number("R-9", kept))": "Typed before"], file: sheet, step: "sheet")
        #expect(check.status == 200, "\(check.text)")
        #expect(check.text.contains("Nothing is recorded yet"))
        #expect(check.text.contains("from 3 rows"))
        #expect(try office.size() == before)
        let done = send(try form(check, [:], step: "record"), by: browser)
        #expect(done.status == 303, "\(done.text)")
        #expect(try office.fixture.history("R-3").now.complete == 40)
        #expect(try office.fixture.history("R-4").now.due == day("2022-05-06"))
        // It is known by its hash, and logged once.
        let hash = Hash.sha256(sheet.bytes).hex
        #expect(try office.fixture.register.meetingLogEntry(hash)?.meeting == "OB-1")
        let again = browser.submit(browser.get(path), at: path, file: sheet, step: "sheet")
        #expect(again.status == 422)
        #expect(again.text.contains("This very sheet was logged already"))
        #expect(try office.fixture.register.verify().findings.isEmpty)
    }

    @Test func whatIsNoSheetIsRefused() throws {
        let browser = try office.browser(office.officer)
        let before = try office.size()
        for (file, words) in [
            (("sheet.csv", [UInt8]()), "a file that isn&#39;t empty"),
            (("sheet.csv", Array("Name,Age\r\nOwen,40\r\n".utf8)), "No row near the top"),
            (csv("R-3,,,,,,,"), "No row of the sheet is filled in"),
            (csv(",,progress,Whose?,,,,"), "Row 2 of the sheet"),
            (("sheet.ods", Array("%PDF-1.7".utf8)), "PDF"),
        ] as [((name: String, bytes: [UInt8]), String)] {
            let refused = browser.submit(browser.get(path), at: path, file: file, step: "sheet")
            #expect(refused.status == 422)
            #expect(
                refused.text.contains(words) || refused.text.contains(words.replacing("&#39;", with: "'")),
                "\(words)")
            #expect(refused.text.contains("href=\"#sheet\""))
        }
        // An item that isn't there is told at its row.
        let stranger = browser.submit(
            browser.get(path), at: path, file: csv("R-99,,progress,Of nothing,,,,"), step: "sheet")
        #expect(stranger.status == 422)
        #expect(stranger.text.contains("R-99"))
        #expect(try office.size() == before)
        for person in [office.owner, office.assurer, office.auditor] {
            #expect(try office.browser(person).get("\(path).csv").status == 404)
        }
    }

    @Test func onlyWhoKeepsTheRegisterLogs() throws {
        for person in [office.owner, office.assurer, office.auditor] {
            #expect(try office.browser(person).get(path).status == 404)
        }
    }
}
