import Testing
@testable import TrackerPages

import Tracker

/// A spreadsheet is looked at before it is taken in, recorded whole and once, and taken in again when it has changed.
struct ImportPagesTests {
    private let office: PagesFixture
    private let officer: Browser
    private let path = "/import"

    init() throws {
        office = try PagesFixture()
        officer = try office.browser(office.officer)
    }

    private func sheet(_ rows: String...) -> (name: String, bytes: [UInt8]) {
        let headings = "Reference,Report,Type,Recommendation,Status,Lead\r\n"
        return ("tracker.csv", Array((headings + rows.map { $0 + "\r\n" }.joined()).utf8))
    }

    private var first: (name: String, bytes: [UInt8]) {
        sheet(
            "X-1,R,recommendation,Do this thing,open,Owen Owner",
            "X-2,R,recommendation,Do that thing,With somebody,Owen Owner")
    }

    private func look(
        _ page: PageResponse, _ fields: KeyValuePairs<String, String> = [:],
        file: (name: String, bytes: [UInt8])? = nil, step: String = "look"
    ) -> PageResponse { officer.submit(page, at: path, fields, file: file, step: step) }

    @Test func itIsAskedThenShownThenRecorded() throws {
        let before = try office.size()
        let asked = look(officer.get(path), file: first)
        #expect(asked.status == 422)
        #expect(
            asked.text.contains("Which status &quot;With somebody&quot; means")
                || asked.text.contains("Which status \"With somebody\" means"))
        #expect(asked.text.contains("<a href=\"#m0\">"))
        #expect(asked.text.contains("What is open, where it stands in the sheet"))
        #expect(asked.text.contains("tracker.csv is here"))
        #expect(try office.size() == before)
        // What isn't clear can't be recorded.
        #expect(look(asked, step: "record").status == 422)
        #expect(try office.size() == before)
        let shown = look(asked, ["m0": "in progress"])
        #expect(shown.status == 200, "\(shown.text)")
        #expect(shown.text.contains("Nothing is recorded yet"))
        #expect(shown.text.contains("2: X-1, X-2"))
        #expect(try office.size() == before)
        // Another answer than the one that was seen is looked at first.
        let changed = look(shown, ["m0": "open"], step: "record")
        #expect(changed.status == 200)
        #expect(changed.text.contains("Something has changed since you looked"))
        #expect(try office.size() == before)
        let again = look(changed, ["m0": "in progress"])
        // So is another register.
        try office.fixture.record(.start, "R-2")
        let moved = look(again, ["m0": "in progress"], step: "record")
        #expect(moved.text.contains("Something has changed since you looked"))
        #expect(try office.size() == before + 1)
        let done = look(moved, ["m0": "in progress"], step: "record")
        #expect(done.status == 303, "\(done.text)")
        #expect(try office.fixture.history("X-2").now.stage == .inProgress)
        #expect(try office.fixture.history("X-1").now.lead == office.owner)
        let size = try office.size()
        let twice = look(moved, ["m0": "in progress"], step: "record")
        #expect(twice["Location"] == done["Location"])
        #expect(try office.size() == size)
        #expect(try office.fixture.register.verify().findings.isEmpty)
        // Nothing of it waits any more.
        #expect(!officer.get(path).text.contains("tracker.csv"))
        // The very file again is refused; the next month's copy is compared.
        #expect(look(officer.get(path), ["m0": ""], file: first).text.contains("was taken in already"))
        let copy = sheet(
            "X-1,R,recommendation,Do this thing,in progress,Owen Owner",
            "X-2,R,recommendation,Do that thing,open,Owen Owner",
            "X-3,R,recommendation,Do one thing more,open,Owen Owner")
        let update = look(officer.get(path), ["update": "yes"], file: copy)
        #expect(update.status == 200, "\(update.text)")
        #expect(update.text.contains("What differs"))
        #expect(update.text.contains("1: X-3"))
        // A step back is left out unless it is ticked.
        #expect(update.text.contains("name=\"back\" value=\"X-2\""))
        let recorded = look(update, ["update": "yes"], step: "record")
        #expect(recorded.status == 303, "\(recorded.text)")
        #expect(try office.fixture.history("X-1").now.stage == .inProgress)
        #expect(try office.fixture.history("X-2").now.stage == .inProgress)
        let nothing = look(officer.get(path), ["update": "yes"], file: copy)
        #expect(nothing.text.contains("there is nothing to record"))
        #expect(!nothing.text.contains("value=\"record\""))
    }

    @Test func columnsAreSaidAndKept() throws {
        let odd: (String, [UInt8]) = (
            "odd.csv",
            Array(
                "Reference,Report,Type,Zweck,Colour\r\nY-1,R,recommendation,Do it,green\r\n".utf8)
        )
        let asked = look(officer.get(path), file: odd)
        #expect(asked.status == 422)
        #expect(asked.text.contains("No column holds the items"))
        let shown = look(asked, ["c-D": "text", "c-E": "ignore", "save-as": "odd"])
        #expect(shown.status == 200, "\(shown.text)")
        let done = look(
            shown, ["c-D": "text", "c-E": "ignore", "save-as": "odd"], step: "record")
        #expect(done.status == 303, "\(done.text)")
        #expect(try office.fixture.register.mappings() == ["odd"])
        let next: (String, [UInt8]) = (
            "odd.csv",
            Array(
                "Reference,Report,Type,Zweck,Colour\r\nY-2,R,recommendation,Do more,red\r\n".utf8)
        )
        #expect(officer.get(path).text.contains("<option value=\"odd\""))
        #expect(look(officer.get(path), ["mapping": "odd"], file: next).text.contains("1: Y-2"))
    }

    @Test func whatIsNoSheetIsRefused() throws {
        let before = try office.size()
        #expect(look(officer.get(path)).status == 422)
        for (bytes, words) in [
            (Array("%PDF-1.7 ".utf8), "PDF"), (Array("PK\u{3}\u{4}junk".utf8), "junk.xlsx"),
            ([], "Choose the sheet"),
        ] as [([UInt8], String)] {
            let refused = look(officer.get(path), file: ("junk.xlsx", bytes))
            #expect(refused.status == 422)
            #expect(refused.text.contains(words), "\(words)")
        }
        // A faulty answer is told at its field, with all the others still there.
        let faulty = look(
            officer.get(path), ["on-day": "31", "on-month": "2", "on-year": "2022", "m0": "open"], file: first
        )
        #expect(faulty.status == 422)
        #expect(faulty.text.contains("<a href=\"#on-day\">"))
        #expect(faulty.text.contains("id=\"on-day\""))
        let anew = look(faulty, step: "forget")
        #expect(anew.status == 303)
        #expect(!officer.get(path).text.contains("tracker.csv"))
        #expect(try office.size() == before)
    }

    #if Spreadsheets
        @Test func aMarkedCopyIsHandedOut() throws {
            let asked = look(officer.get(path), file: first)
            let copy = look(asked, step: "marked")
            #expect(copy.status == 200)
            #expect(copy["Content-Disposition"] == "attachment; filename=\"marked.xlsx\"")
            #expect(copy.body.starts(with: Array("PK".utf8)))
        }
    #endif

    @Test func onlyWhoKeepsTheRegisterTakesIn() throws {
        #expect(officer.get("/reports").text.contains("href=\"/import\""))
        for person in [office.owner, office.assurer, office.auditor] {
            let browser = try office.browser(person)
            #expect(browser.get(path).status == 404)
            #expect(browser.submit(browser.get("/"), at: path, file: first, step: "look").status == 404)
        }
    }
}
