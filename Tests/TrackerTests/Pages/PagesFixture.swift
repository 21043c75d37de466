import Testing
@testable import TrackerPages

import Tracker
import TrackerStorage

/// A register on disk with three people of one role each, and its pages.
struct PagesFixture {
    let folder = TemporaryFolder()
    let fixture: RegisterFixture
    let file: PagesFile
    let pages: Pages
    let officer = PersonID(1)
    let owner: PersonID
    let assurer: PersonID
    let auditor: PersonID

    init(settings: [Setting: String] = [:]) throws {
        fixture = try RegisterFixture(on: "2022-04-01", at: folder.file("register.db"), settings: settings)
        owner = try fixture.write { try $0.addPerson("Owen Owner", roles: [.owner]) }
        assurer = try fixture.write { try $0.addPerson("Ada Assurer", roles: [.assurer]) }
        auditor = try fixture.write { try $0.addPerson("Ines Auditor", roles: [.auditor]) }
        try fixture.report("R")
        try fixture.board("OB")
        try fixture.item("R-1", opened: "2022-01-10", due: "2022-03-01")
        try fixture.item("R-2", opened: "2022-01-10")
        try fixture.record(.assign(lead: .set(owner), supporting: nil, board: .set(ref("OB"))), "R-1")
        file = try PagesFile(at: folder.file("register.db.pages"))
        pages = Pages(
            register: folder.file("register.db"), file: file, site: PagesSite(loopback: 8080),
            clock: { [clock = fixture.clock] in clock.now })
    }

    /// The same register's pages as an office has them: under a name of their own, behind what encrypts.
    func behindProxy(ways: SignInWays = SignInWays(passkeys: true)) throws -> Pages {
        Pages(
            register: folder.file("register.db"), file: file,
            site: PagesSite(try PublicAddress(parsing: "https://tracker.example"), ways: ways),
            clock: { [clock = fixture.clock] in clock.now })
    }

    /// Somebody's browser, signed in.
    func browser(_ person: PersonID, _ pages: Pages? = nil) throws -> Browser {
        let pages = pages ?? self.pages
        let browser = Browser(pages)
        let page = browser.get(try pages.entrance(for: person))
        #expect(page.status == 200)
        #expect(
            browser.send(["key": Browser.hidden("key", in: page.text) ?? ""], to: "/sign-in").status == 303)
        return browser
    }

    /// Takes away what guards the ledger, so that the register doesn't verify any more.
    func damage() throws {
        let vandal = try Database(path: folder.file("register.db"), for: .writing)
        let trigger = try vandal.first("SELECT name FROM sqlite_schema WHERE type = 'trigger'") { $0.text(0) }
        try vandal.execute("DROP TRIGGER \(try #require(trigger))")
    }

    func size() throws -> Int64 { try fixture.register.size() }
}

/// A browser as far as pages notice: it keeps cookies and sends forms with what is hidden in them.
final class Browser {
    let pages: Pages
    var cookie: String?
    var host: String

    init(_ pages: Pages) {
        self.pages = pages
        host = pages.site.hosts.sorted()[0]
    }

    func get(
        _ path: String, _ headers: [String: String] = [:], method: PageRequest.Method = .get
    ) -> PageResponse {
        var headers = headers
        headers["host"] = headers["host"] ?? host
        headers["cookie"] = cookie
        return pages.respond(to: PageRequest(method, path, headers: headers))
    }

    func send(
        _ fields: KeyValuePairs<String, String>, to path: String, headers: [String: String] = [:]
    ) -> PageResponse {
        var headers = headers
        headers["host"] = headers["host"] ?? host
        headers["origin"] = headers["origin"] ?? pages.site.origin
        headers["content-type"] = headers["content-type"] ?? "application/x-www-form-urlencoded"
        headers["cookie"] = cookie
        var form = FormFields()
        for (name, value) in fields { form[name] = value }
        let response = pages.respond(
            to: PageRequest(.post, path, headers: headers, body: Array(form.encoded.utf8)))
        if let set = response["Set-Cookie"] { cookie = set.split(separator: ";").first.map(String.init) }
        return response
    }

    /// Fills in a form that was got, and sends it with what is hidden in it.
    func fill(
        _ page: PageResponse, at path: String, _ fields: KeyValuePairs<String, String>, step: String
    ) -> PageResponse {
        fill(page, at: path, pairs: Array(fields), step: step)
    }

    func fill(
        _ page: PageResponse, at path: String, pairs fields: [(key: String, value: String)], step: String
    ) -> PageResponse {
        var all: [(String, String)] = []
        for name in ["token", "form", "seen"] {
            Self.hidden(name, in: page.text).map { all.append((name, $0)) }
        }
        var form = FormFields()
        for (name, value) in all { form[name] = value }
        for (name, value) in fields { form[name] = value }
        form["step"] = step
        return pages.respond(
            to: PageRequest(
                .post, path,
                headers: [
                    "host": host, "origin": pages.site.origin,
                    "content-type": "application/x-www-form-urlencoded",
                    "cookie": cookie ?? "",
                ], body: Array(form.encoded.utf8)))
    }

    /// Sends a form that may have a file, with everything that is hidden in it.
    func submit(
        _ page: PageResponse, at path: String, _ fields: KeyValuePairs<String, String> = [:],
        file: (name: String, bytes: [UInt8])? = nil, step: String
    ) -> PageResponse {
        let mark = "----boundary7"
        var body: [UInt8] = []
        func part(_ head: String, _ bytes: [UInt8]) {
            body +=
                Array("--\(mark)\r\nContent-Disposition: form-data; \(head)\r\n\r\n".utf8) + bytes
                + Array("\r\n".utf8)
        }
        var form = FormFields()
        for match in page.text.matches(of: /<input type="?hidden"? name="?([^" ]*)"? value="?([^">]*)"?>/) {
            form[String(match.output.1)] = String(match.output.2).replacing("&quot;", with: "\"")
                .replacing("&#10;", with: "\n").replacing("&amp;", with: "&")
        }
        for (name, value) in fields { form[name] = value }
        form["step"] = step
        for pair in form.pairs { part("name=\"\(pair.name)\"", Array(pair.value.utf8)) }
        if let file { part("name=\"upload\"; filename=\"\(file.name)\"", file.bytes) }
        body += Array("--\(mark)--\r\n".utf8)
        return pages.respond(
            to: PageRequest(
                .post, path,
                headers: [
                    "host": host, "origin": pages.site.origin, "cookie": cookie ?? "",
                    "content-type": "multipart/form-data; boundary=\(mark)",
                ], body: body))
    }

    static func hidden(_ name: String, in html: String) -> String? {
        html.firstRange(of: "name=\"\(name)\" value=\"").map {
            String(html[$0.upperBound...].prefix { $0 != "\"" })
        }
    }
}

extension PageResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
