import Testing
@testable import TrackerPages

import Tracker

/// What GOV.UK Notify tells by itself of messages that it sent.
struct ReceiptPagesTests {
    private static let token = "a-callback's-own-token"
    private let office: PagesFixture
    private let pages: Pages
    private let entry: Int64
    private let reference: String

    init() throws {
        office = try PagesFixture()
        let fixture = office.fixture
        pages = Pages(
            register: office.folder.file("register.db"), file: office.file, site: PagesSite(loopback: 8080),
            receipts: ReceiptTaker(token: Self.token, officer: try fixture.register.people()[0].name),
            clock: { [clock = fixture.clock] in clock.now })
        let owner = office.owner
        entry = try fixture.write {
            let entry = try $0.remind(
                owner, at: "owen@force.example",
                Reminder(
                    [ReminderLine("R-1", .overdue, day: day("2022-03-01"))], by: .notify,
                    sha256: Hash.empty.hex))
            try $0.record(.sent, of: entry, to: owner)
            return entry
        }
        reference =
            NotifyReference(
                register: try fixture.register.identifier(), entry: entry, sha256: Hash.empty.hex
            ).description
    }

    private func tell(
        _ status: String, of reference: String? = nil, proof: String? = "Bearer \(token)",
        body: String? = nil, to pages: Pages? = nil
    ) -> Int {
        var headers = ["host": "127.0.0.1:8080", "content-type": "application/json"]
        headers["authorization"] = proof
        let text =
            body
            ?? "{\"id\": \"1\", \"reference\": \"\(reference ?? self.reference)\", \"status\": \"\(status)\"}"
        return (pages ?? self.pages).respond(
            to: PageRequest(.post, "/notify/callback", headers: headers, body: Array(text.utf8))
        ).status
    }

    private func result() throws -> ReminderResult? { try office.fixture.register.reminders().last?.result }

    @Test func whatBecameOfIt() throws {
        #expect(tell("permanent-failure") == 200)
        #expect(try result() == .refused)
        let size = try office.size()
        #expect(tell("permanent-failure") == 200 && tell("delivered") == 200)
        #expect(try office.size() == size)
        let page = try office.browser(office.officer).get("/")
        #expect(page.text.contains("permanent-failure") && page.text.contains("owen@force.example"))
        #expect(try office.fixture.register.verify().findings == [])
    }

    @Test func whatItMeans() throws {
        for (status, result) in [("delivered", ReminderResult.delivered), ("temporary-failure", .deferred)] {
            let test = try ReceiptPagesTests()
            #expect(test.tell(status) == 200)
            #expect(try test.result() == result)
        }
        let size = try office.size()
        #expect(tell("sending") == 200 && tell("unheard-of") == 200)
        #expect(try office.size() == size)
    }

    @Test func whoMayTell() throws {
        let size = try office.size()
        #expect(tell("delivered", proof: nil) == 401)
        #expect(tell("delivered", proof: "Basic \(Self.token)") == 401)
        for token in ["", "x", Self.token + " ", String(Self.token.dropLast())] {
            #expect(tell("delivered", proof: "Bearer \(token)") == 403)
        }
        // Where nobody is to tell anything there is no such page.
        #expect(tell("delivered", to: office.pages) == 404)
        #expect(try office.size() == size)
        #expect(tell("delivered", proof: "bearer \(Self.token)") == 200)
    }

    @Test func whatIsNoneOfOurs() throws {
        let size = try office.size()
        for other in [
            "00000000-\(entry)-e3b0c442", reference.replacing("-\(entry)-", with: "-1-"),
            reference.replacing("-\(entry)-", with: "-99999-"),
            reference.replacing("e3b0c442", with: "00000000"), "x",
        ] { #expect(tell("permanent-failure", of: other) == 200) }
        for body in ["", "{}", "[1]", "{\"id\": 1, \"status\": \"delivered\"}"] {
            #expect(tell("", body: body) == 400)
        }
        #expect(tell("", body: "{" + String(repeating: " ", count: 20_000) + "}") == 413)
        #expect(Pages.longest(to: "/notify/callback") < 20_000)
        #expect(try office.size() == size)
    }
}
