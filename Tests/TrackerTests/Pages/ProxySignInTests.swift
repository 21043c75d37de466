import Testing
@testable import TrackerPages

import Tracker

/// A header in which the proxy says who somebody is: believed where it is configured, and nowhere else.
struct ProxySignInTests {
    private let office: PagesFixture

    init() throws {
        office = try PagesFixture()
        try office.fixture.write { try $0.changePerson("Owen Owner", account: "owen@force.example") }
        try office.fixture.write { try $0.changePerson("Ada Assurer", account: "ada@force.example") }
    }

    private let owen = ["x-remote-user": "owen@force.example"]

    private func get(_ browser: Browser, _ path: String = "/me", _ headers: [String: String]) -> PageResponse
    {
        let page = browser.get(path, headers)
        if let set = page["Set-Cookie"] { browser.cookie = set.split(separator: ";").first.map(String.init) }
        return page
    }

    @Test(arguments: [SignInWays(), SignInWays(passkeys: true), SignInWays(header: "x-other")])
    func aClientsOwnHeaderIsIgnored(ways: SignInWays) throws {
        let pages = try office.behindProxy(ways: ways)
        for name in ["x-remote-user", "x-forwarded-user", "remote-user", "authorization"] {
            #expect(Browser(pages).get("/me", [name: "owen@force.example"]).status == 403)
        }
        // On one's own computer too.
        #expect(Browser(office.pages).get("/me", owen).status == 403)
    }

    @Test func theProxySaysWhoItIs() throws {
        let browser = Browser(try office.behindProxy(ways: SignInWays(header: "x-remote-user")))
        #expect(get(browser, "/me", [:]).status == 403)
        #expect(get(browser, "/me", ["x-remote-user": "nobody@force.example"]).status == 403)
        // A header that came twice names nobody.
        #expect(get(browser, "/me", ["x-remote-user": "owen@force.example, ada@force.example"]).status == 403)
        let page = get(browser, "/me", owen)
        #expect(page.text.contains("Owen Owner") && page.text.contains(HTML.text("by the office's proxy")))
        // The session is kept, and holds for a form.
        let cookie = browser.cookie
        let form = get(browser, "/items/R-1/note", owen)
        #expect(form.status == 200 && browser.cookie == cookie)
        let before = try office.size()
        let sent = browser.send(
            [
                "token": Browser.hidden("token", in: form.text) ?? "",
                "form": Browser.hidden("form", in: form.text) ?? "",
                "seen": Browser.hidden("seen", in: form.text) ?? "", "note": "By the proxy", "step": "record",
            ], to: "/items/R-1/note", headers: owen)
        #expect(sent.status == 303)
        #expect(try office.size() == before + 1)
    }

    @Test func itHoldsAsLongAsTheProxySaysSo() throws {
        let browser = Browser(try office.behindProxy(ways: SignInWays(header: "x-remote-user")))
        _ = get(browser, "/me", owen)
        // Without the header the cookie alone lets nobody in, with another's it is the other who is in.
        let cookie = browser.cookie
        #expect(get(browser, "/me", ["x-remote-user": "ada@force.example"]).text.contains("Ada Assurer"))
        browser.cookie = cookie
        #expect(get(browser, "/me", [:]).status == 403)
        #expect(browser.send(["token": "x"], to: "/me/sign-out", headers: owen).status == 403)
    }

    @Test func whoLeavesIsOut() throws {
        let browser = Browser(try office.behindProxy(ways: SignInWays(header: "x-remote-user")))
        _ = get(browser, "/me", owen)
        try office.fixture.write { try $0.changePerson("Owen Owner", leaves: .set(day("2022-03-31"))) }
        #expect(get(browser, "/me", owen).status == 403)
    }

    @Test(arguments: [
        ("listen = 127.0.0.1:8080\nproxy-header = X-Remote-User", "3:proxy-header: on a port every program"),
        ("listen = /run/x\nproxy-header = Cookie", "3:proxy-header: say a header's name"),
        ("listen = /run/x\nproxy-header = X Remote", "3:proxy-header: say a header's name"),
        ("listen = /run/x\nproxy-header-on-port = yes", "3:proxy-header-on-port: it goes with proxy-header."),
        ("listen = /run/x\npasskeys = no", "3:passkeys: nobody could sign in"),
    ])
    func whatTheConfigurationRefuses(lines: String, sentence: String) {
        let text = "register = r\n\(lines)\naddress = https://tracker.example"
        #expect { try PagesConfiguration(parsing: text) } throws: { error in
            (error as? ConfigurationFaults)?.all.first?.description.hasPrefix(sentence) == true
        }
    }

    @Test func whatTheConfigurationTakes() throws {
        let socket = try PagesConfiguration(
            parsing:
                "register = r\nlisten = /run/x\naddress = https://tracker.example\nproxy-header = X-Remote-User"
        )
        #expect(socket.ways == SignInWays(passkeys: false, header: "x-remote-user"))
        let port = try PagesConfiguration(
            parsing:
                "register = r\nlisten = 127.0.0.1:1\naddress = https://tracker.example\nproxy-header = X-Remote-User\nproxy-header-on-port = yes\npasskeys = yes"
        )
        #expect(port.ways == SignInWays(passkeys: true, header: "x-remote-user"))
    }
}
