import Testing
@testable import TrackerPages

import Tracker

/// What isn't ours is refused before anything is looked up.
struct PageGuardTests {
    private let office: PagesFixture

    init() throws { office = try PagesFixture() }

    @Test(arguments: ["evil.example", "127.0.0.1", "127.0.0.1:8081", "127.0.0.1:8080.evil.example", ""])
    func anotherHost(host: String) throws {
        let browser = try office.browser(office.officer)
        browser.host = host
        #expect(browser.get("/").status == 421)
        #expect(office.pages.respond(to: PageRequest(.get, "/")).status == 421)
    }

    @Test(arguments: [
        ["origin": "http://evil.example"], ["origin": "null"], ["origin": "https://127.0.0.1:8080"],
        ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"], ["sec-fetch-site": "none"],
    ])
    func anotherOrigin(headers: [String: String]) throws {
        let browser = try office.browser(office.officer)
        let path = "/items/R-1/note"
        let form = browser.get(path)
        let before = try office.size()
        let fields: KeyValuePairs = [
            "token": Browser.hidden("token", in: form.text) ?? "",
            "form": Browser.hidden("form", in: form.text) ?? "",
            "seen": Browser.hidden("seen", in: form.text) ?? "", "note": "Forged", "step": "record",
        ]
        #expect(browser.send(fields, to: path, headers: headers).status == 403)
        #expect(try office.size() == before)
        // The same form from the page itself is taken.
        #expect(browser.send(fields, to: path).status == 303)
        #expect(try office.size() == before + 1)
    }

    @Test func anotherToken() throws {
        let (browser, other) = (try office.browser(office.officer), try office.browser(office.assurer))
        let before = try office.size()
        let theirs = Browser.hidden("token", in: other.get("/items/R-1/note").text) ?? ""
        for token in [theirs, "", String(repeating: "0", count: 64)] {
            let form = browser.get("/items/R-1/note")
            let sent = browser.send(
                [
                    "token": token, "form": Browser.hidden("form", in: form.text) ?? "",
                    "seen": Browser.hidden("seen", in: form.text) ?? "", "note": "x", "step": "record",
                ],
                to: "/items/R-1/note")
            #expect(sent.status == 403)
        }
        #expect(try office.size() == before)
    }

    @Test func lookingChangesNothing() throws {
        let browser = try office.browser(office.officer)
        let before = try office.size()
        for method in [PageRequest.Method.get, .head] {
            for path in [
                "/", "/items/R-1/note?note=x&step=record", "/items/R-1/close?as=duplicate", "/sign-out",
                "/items/R-1",
            ] {
                _ = browser.get(path, method: method)
            }
        }
        #expect(try office.size() == before)
        #expect(browser.get("/").status == 200)
        #expect(browser.get("/", method: .other).status == 405)
    }

    @Test func browsersAreTold() throws {
        let browser = try office.browser(office.officer)
        for path in ["/", "/items", "/health", "/style.css", "/nothing", "/items/R-1/note"] {
            let answer = browser.get(path)
            #expect(
                answer["Content-Security-Policy"]?.contains("default-src 'none'; style-src 'self'") == true)
            #expect(answer["Content-Security-Policy"]?.contains("unsafe") == false)
            #expect(answer["Content-Security-Policy"]?.contains("frame-ancestors 'none'") == true)
            #expect(answer["X-Content-Type-Options"] == "nosniff")
            #expect(answer["Referrer-Policy"] == "same-origin")
            // Nothing of the style stands in the page: the policy would stop it.
            #expect(!answer.text.contains("<style") && !answer.text.contains(" style="))
            #expect(!answer.text.contains("<script"))
        }
        #expect(browser.get("/")["Cache-Control"] == "no-store")
        #expect(browser.get("/items")["Cache-Control"] == "private, no-cache")
        #expect(browser.get("/items")["Vary"] == "Cookie")
        #expect(browser.get("/style.css")["Cache-Control"]?.contains("immutable") == true)
    }

    @Test func nobodySeesAnything() throws {
        let stranger = Browser(office.pages)
        for path in ["/", "/items", "/items/R-1", "/items/NONE", "/people", "/items.csv", "/audit.json"] {
            let answer = stranger.get(path)
            #expect(answer.status == 403)
            #expect(!answer.text.contains("R-1") && !answer.text.contains("Owen"))
        }
        stranger.cookie = "tracker-8080=\(String(repeating: "0", count: 64))"
        #expect(stranger.get("/").status == 403)
        #expect(
            stranger.get("/health").text
                == "{\"reads\": true, \"writes\": true, \"verified\": null, \"verified_seconds_ago\": null, \"entries_since\": null}\n"
        )
    }

    @Test func whatActsIsShown() throws {
        try office.fixture.item(
            "R-3", text: "<script>alert(1)</script> \"quoted\" <img src=x onerror=alert(1)>")
        let browser = try office.browser(office.officer)
        for path in [
            "/items/R-3", "/items", "/outstanding", "/items?words=%3Cscript%3E", "/items/%3Cscript%3E",
            "/items/R-3/note",
        ] {
            let text = browser.get(path).text
            #expect(!text.contains("<script") && !text.contains("<img"), "\(path)")
        }
        let form = browser.get("/items/R-3/note")
        let back = browser.fill(
            form, at: "/items/R-3/note", ["note": "\"><script>x</script>", "on-day": "\"><b>"], step: "check")
        #expect(back.status == 422)
        #expect(!back.text.contains("<script") && !back.text.contains("<b>"))
    }

    @Test func noHeaderIsMade() throws {
        var response = PageResponse.leading(to: "/items/R\r\nSet-Cookie: a=b")
        #expect(response["Location"] == "/items/RSet-Cookie: a=b")
        response["Content-Disposition"] = "attachment; filename=\"a\nb\""
        #expect(response["Content-Disposition"]?.contains("\n") == false)
        let browser = try office.browser(office.officer)
        for path in ["/items/R-1%0d%0aSet-Cookie:%20a=b", "/%0d%0aLocation:%20http://evil.example"] {
            #expect(browser.get(path).status == 404)
        }
    }

    @Test func hugeAndOddForms() throws {
        let browser = try office.browser(office.officer)
        let headers = [
            "host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080", "cookie": browser.cookie ?? "",
            "content-type": "application/x-www-form-urlencoded",
        ]
        func send(_ body: [UInt8], type: String = "application/x-www-form-urlencoded") -> Int {
            var headers = headers
            headers["content-type"] = type
            return office.pages.respond(
                to: PageRequest(.post, "/items/R-1/note", headers: headers, body: body)
            ).status
        }
        #expect(send([UInt8](repeating: 65, count: Pages.longestForm + 1)) == 413)
        #expect(send([0xff, 0xfe]) == 415)
        #expect(send(Array("a=%".utf8)) == 415)
        #expect(send(Array("{}".utf8), type: "application/json") == 415)
        #expect(send(Array("a=b".utf8), type: "text/plain") == 415)
    }
}
