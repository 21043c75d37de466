import Testing
@testable import TrackerPages

import Tracker

/// Owners propose, and an officer answers: several at once, with words, looked at before anything is recorded.
struct ProposalPagesTests {
    private let office: PagesFixture
    private let owner: Browser
    private let officer: Browser

    init() throws {
        office = try PagesFixture(settings: [.ownerUpdates: "proposed"])
        owner = try office.browser(office.owner)
        officer = try office.browser(office.officer)
    }

    /// Proposes by the form. - Returns: the proposal's entry.
    @discardableResult
    private func propose(_ fields: KeyValuePairs<String, String>) throws -> Int64 {
        let path = "/items/R-1/propose"
        let before = try office.size()
        let check = owner.fill(owner.get(path), at: path, fields, step: "check")
        #expect(check.text.contains("Nothing is recorded yet"), "\(check.text)")
        #expect(try office.size() == before)
        #expect(owner.fill(check, at: path, fields, step: "record").status == 303)
        #expect(try office.size() == before + 1)
        return before + 1
    }

    private func answer(
        _ fields: KeyValuePairs<String, String>, step: String = "record"
    ) -> PageResponse {
        let path = "/proposals/answer"
        return officer.fill(officer.get(path), at: path, fields, step: step)
    }

    @Test func whatOwnersSayIsProposed() throws {
        let page = owner.get("/items/R-1").text
        #expect(page.contains("href=\"/items/R-1/propose\""))
        #expect(!page.contains("href=\"/items/R-1/progress\""))
        #expect(owner.get("/items/R-2/propose").status == 404)
        let seq = try propose(["note": "Leaflets printed", "complete": "60", "done": "yes"])
        let history = try office.fixture.history("R-1")
        #expect(history.proposals.map(\.seq) == [seq])
        #expect(history.now.complete == nil)
        // Both see that it waits: who proposed it, and who is to answer.
        for browser in [owner, officer] {
            #expect(browser.get("/").text.contains("Proposals that wait for an answer: 1"))
            #expect(browser.get("/").text.contains("Leaflets printed; 60% complete; Ready for assurance"))
        }
        #expect(officer.get("/").text.contains("href=\"/proposals/answer\""))
        #expect(!owner.get("/").text.contains("href=\"/proposals/answer\""))
    }

    @Test func whatIsWrongIsToldAtItsField() throws {
        let path = "/items/R-1/propose"
        func told(_ fields: KeyValuePairs<String, String>) -> String {
            let answer = owner.fill(owner.get(path), at: path, fields, step: "record")
            #expect(answer.status == 422)
            return answer.text
        }
        #expect(told(["complete": "most"]).contains("<a href=\"#complete\">"))
        #expect(told(["reason": "Printers"]).contains("<a href=\"#date-day\">"))
        #expect(told(["note": "x", "address": "ftp://x"]).contains("<a href=\"#address\">"))
        #expect(told([:]).contains("<a href=\"#note\">"))
        #expect(try office.fixture.history("R-1").proposals.isEmpty)
    }

    @Test func severalAreAnsweredAtOnce() throws {
        let first = try propose(["note": "Leaflets printed", "complete": "60"])
        let second = try propose(["date-day": "1", "date-month": "9", "date-year": "2022", "reason": "Late"])
        let third = try propose(["note": "Not for now"])
        #expect(officer.get("/proposals").text.contains("href=\"/proposals/answer\""))
        let fields: KeyValuePairs = [
            "p\(first)": "accepted", "w\(first)": "Seen", "p\(second)": "rejected",
            "w\(second)": "The printers are quick",
        ]
        let before = try office.size()
        let check = answer(fields, step: "check")
        #expect(check.status == 200, "\(check.text)")
        #expect(check.text.contains("R-1: proposal \(first) is accepted, in 2 entries"))
        #expect(check.text.contains("R-1: proposal \(second) is rejected"))
        #expect(try office.size() == before)
        let done = officer.fill(check, at: "/proposals/answer", fields, step: "record")
        #expect(done.status == 303, "\(done.text)")
        #expect(try office.size() == before + 3)
        let page = officer.get(done["Location"] ?? "").text
        #expect(page.contains("Recorded, up to entry \(before + 3)."))
        let history = try office.fixture.history("R-1")
        #expect(history.now.complete == 60)
        #expect(history.proposals.first { $0.seq == third }?.answer == nil)
        #expect(history.acts.last { $0.act.name == .progress }?.actor == office.owner)
        // Answered twice is refused, and nothing else of the form is recorded.
        let again = answer(["p\(third)": "accepted", "p\(first)": "accepted"])
        #expect(again.status == 422)
        #expect(try office.size() == before + 3)
        #expect(try office.fixture.register.verify().findings.isEmpty)
    }

    @Test func rejectingNeedsWords() throws {
        let seq = try propose(["note": "Leaflets printed"])
        let before = try office.size()
        let refused = answer(["p\(seq)": "rejected"])
        #expect(refused.status == 422)
        #expect(refused.text.contains("<a href=\"#w\(seq)\">"))
        let nothing = answer([:])
        #expect(nothing.status == 422)
        #expect(nothing.text.contains("Say of at least one proposal"))
        #expect(try office.size() == before)
    }

    @Test func aFileIsKeptOnceItIsProposed() throws {
        let mark = "----boundary7"
        func send(_ page: PageResponse, _ step: String, file: Bool) -> PageResponse {
            var body = ""
            func part(_ head: String, _ words: String) {
                body += "--\(mark)\r\nContent-Disposition: form-data; \(head)\r\n\r\n\(words)\r\n"
            }
            for name in ["token", "form", "seen", "file"] {
                if let value = Browser.hidden(name, in: page.text) { part("name=\"\(name)\"", value) }
            }
            part("name=\"step\"", step)
            if file { part("name=\"upload\"; filename=\"survey.txt\"", "A survey") }
            return office.pages.respond(
                to: PageRequest(
                    .post, "/items/R-1/propose",
                    headers: [
                        "host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080",
                        "cookie": owner.cookie ?? "", "content-type": "multipart/form-data; boundary=\(mark)",
                    ], body: Array("\(body)--\(mark)--\r\n".utf8)))
        }
        let check = send(owner.get("/items/R-1/propose"), "check", file: true)
        #expect(check.status == 200, "\(check.text)")
        // A rehearsal leaves nothing among the evidence.
        #expect(!office.folder.names.contains("register.db.evidence"))
        #expect(send(check, "record", file: false).status == 303)
        #expect(office.folder.names.contains("register.db.evidence"))
        let proposal = try #require(try office.fixture.history("R-1").proposals.last)
        #expect(proposal.update.files.map(\.size) == [8])
        #expect(try office.fixture.history("R-1").evidence.isEmpty)
    }

    @Test func onlyWhoKeepsTheRegisterAnswers() throws {
        let seq = try propose(["note": "Leaflets printed"])
        let before = try office.size()
        for person in [office.owner, office.assurer, office.auditor] {
            let browser = try office.browser(person)
            #expect(browser.get("/proposals/answer").status == 404)
            let form = browser.get("/items/R-1/note")
            let sent = browser.fill(
                form, at: "/proposals/answer", ["p\(seq)": "accepted"], step: "record")
            #expect(sent.status == 403 || sent.status == 404)
        }
        #expect(try office.size() == before)
    }

    @Test func whereOwnersActAtOnceNobodyIsAskedToPropose() throws {
        let office = try PagesFixture()
        let owner = try office.browser(office.owner)
        #expect(!owner.get("/items/R-1").text.contains("/items/R-1/propose"))
        #expect(owner.get("/items/R-1/propose").status == 200)
    }
}
