import Testing
@testable import TrackerPages

import Tracker

/// Files of evidence are taken as they are, kept once they are recorded, and never act in a browser.
struct EvidencePagesTests {
    private let office: PagesFixture
    private let path = "/items/R-1/evidence"

    init() throws { office = try PagesFixture() }

    private func send(
        _ page: PageResponse, _ fields: KeyValuePairs<String, String>, file: (name: String, bytes: [UInt8])?,
        step: String,
        by browser: Browser
    ) -> PageResponse {
        let mark = "----boundary7"
        var body: [UInt8] = []
        func part(_ head: String, _ bytes: [UInt8]) {
            body +=
                Array("--\(mark)\r\nContent-Disposition: form-data; \(head)\r\n\r\n".utf8) + bytes
                + Array("\r\n".utf8)
        }
        for name in ["token", "form", "seen", "file"] {
            if let value = Browser.hidden(name, in: page.text) { part("name=\"\(name)\"", Array(value.utf8)) }
        }
        for (name, value) in fields { part("name=\"\(name)\"", Array(value.utf8)) }
        part("name=\"step\"", Array(step.utf8))
        if let file { part("name=\"upload\"; filename=\"\(file.name)\"", file.bytes) }
        body += Array("--\(mark)--\r\n".utf8)
        return office.pages.respond(
            to: PageRequest(
                .post, path,
                headers: [
                    "host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080",
                    "cookie": browser.cookie ?? "",
                    "content-type": "multipart/form-data; boundary=\(mark)",
                ], body: body))
    }

    private static let dated: KeyValuePairs = [
        "dated-day": "1", "dated-month": "2", "dated-year": "2022", "title": "Survey",
    ]

    /// Gives a file, and asks for it.
    private func give(_ name: String, _ bytes: [UInt8]) throws -> PageResponse {
        let browser = try office.browser(office.owner)
        let check = send(browser.get(path), Self.dated, file: (name, bytes), step: "check", by: browser)
        #expect(check.status == 200, "\(check.text)")
        #expect(check.text.contains("Nothing is recorded yet"))
        #expect(!office.folder.names.contains("register.db.evidence"))
        let done = send(check, Self.dated, file: nil, step: "record", by: browser)
        #expect(done.status == 303, "\(done.text)")
        let piece = try #require(try office.fixture.history("R-1").evidence.last)
        #expect(piece.file?.sha256 == Hash.sha256(bytes).hex)
        #expect(browser.get("/items/R-1").text.contains("href=\"/items/R-1/evidence/E\(piece.id)\""))
        // What was kept until it was recorded is gone.
        let kept = office.folder.bytes("register.db.pages") ?? []
        #expect(
            try office.file.upload(Browser.hidden("form", in: check.text) ?? "", by: office.owner) == nil,
            "\(kept.count)")
        #expect((try office.browser(office.auditor)).get("/items/R-2/evidence/E\(piece.id)").status == 404)
        return (try office.browser(office.assurer)).get("/items/R-1/evidence/E\(piece.id)")
    }

    @Test func aPicture() throws {
        let bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 255, 13, 10, 45, 45]
        let file = try give("Foto über Ely.png", bytes)
        #expect(file.body == bytes)
        #expect(file["Content-Type"] == "image/png")
        #expect(file["Content-Disposition"] == "inline; filename*=UTF-8''Foto%20%C3%BCber%20Ely.png")
        #expect(file["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox")
        #expect(file["X-Content-Type-Options"] == "nosniff")
    }

    @Test(arguments: [
        ("page.html", "<script>alert(1)</script>"),
        ("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("page.png", "<html><script>alert(1)</script>"), ("x.xhtml", "<html/>"), ("nothing", "x"),
    ])
    func whatCouldActIsSavedOnly(name: String, content: String) throws {
        let file = try give(name, Array(content.utf8))
        #expect(file["Content-Type"] == "application/octet-stream")
        #expect(file["Content-Disposition"]?.hasPrefix("attachment; ") == true)
        #expect(file["Content-Security-Policy"]?.contains("sandbox") == true)
    }

    @Test(arguments: ["../../etc/passwd", "C:\\\\temp\\\\a.txt", "a\nb.txt"])
    func namesAreNoPaths(name: String) throws {
        let file = try give(name, Array("Words".utf8))
        #expect(file.status == 200)
        let words = try office.fixture.register.words(of: try office.size())
        #expect(words[.file]?.contains { "/\\\n".contains($0) } == false)
    }

    @Test func whatIsWrongIsSaid() throws {
        let browser = try office.browser(office.owner)
        let before = try office.size()
        let blank = send(browser.get(path), Self.dated, file: nil, step: "check", by: browser)
        #expect(blank.status == 422)
        #expect(blank.text.contains("Choose a file, or give an address"))
        let undated = send(
            browser.get(path), ["title": "Survey"], file: ("a.txt", [65]), step: "check", by: browser)
        #expect(undated.status == 422)
        #expect(undated.text.contains("a.txt is here"))
        // The file needn't be chosen again.
        let check = send(undated, Self.dated, file: nil, step: "check", by: browser)
        #expect(check.status == 200)
        #expect(send(check, Self.dated, file: ("b.txt", []), step: "record", by: browser).status == 422)
        let lost = send(
            browser.get(path), ["file": "a.txt", "dated-day": "1", "dated-month": "2", "dated-year": "2022"],
            file: nil, step: "record", by: browser)
        #expect(lost.text.contains("Choose the file once more"))
        #expect(try office.size() == before)
    }

    @Test func oddForms() throws {
        let type = "multipart/form-data; boundary=x"
        for body in [
            "", "--x", "--x\r\n", "--x--", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb",
            "--x\r\n\r\n\r\n--x--", "--y\r\n",
        ] {
            let read = MultipartForm(parsing: Array(body.utf8), type: type)
            #expect(read == nil || read?.fields.pairs.isEmpty == true, "\(body)")
        }
        let two =
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x\r\ncontent-disposition: form-data; name=\"b\"\r\n\r\n\r\n--x--\r\n"
        let read = try #require(MultipartForm(parsing: Array(two.utf8), type: type))
        #expect(read.fields["a"] == "1" && read.fields.pairs.count == 2)
        #expect(MultipartForm(parsing: Array(two.utf8), type: "multipart/form-data") == nil)
    }
}
