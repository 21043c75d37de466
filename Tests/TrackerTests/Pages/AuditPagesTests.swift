import Testing
@testable import TrackerPages

import Glibc
import Tracker

/// The auditor's page: verified apart from everything else, its answer kept, and what is signed can be taken away.
struct AuditPagesTests {
    private let office: PagesFixture

    init() throws { office = try PagesFixture() }

    /// Sends a button's form.
    private func press(
        _ deed: String, _ fields: KeyValuePairs<String, String> = [:], by browser: Browser,
        pages: Pages? = nil
    ) -> PageResponse {
        var form = FormFields()
        form["token"] = Browser.hidden("token", in: browser.get("/").text)
        for (name, value) in fields { form[name] = value }
        return (pages ?? office.pages).respond(
            to: PageRequest(
                .post, "/audit/\(deed)",
                headers: [
                    "host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080",
                    "content-type": "application/x-www-form-urlencoded", "cookie": browser.cookie ?? "",
                ], body: Array(form.encoded.utf8)))
    }

    /// Waits until no verification runs.
    private func wait() throws {
        for _ in 0..<600 where office.pages.verifier.running != nil { usleep(50_000) }
        #expect(office.pages.verifier.running == nil)
    }

    @Test func itIsVerifiedAndTheAnswerIsKept() throws {
        let auditor = try office.browser(office.auditor)
        #expect(auditor.get("/audit").text.contains("Verify now"))
        #expect(
            office.pages.respond(to: PageRequest(.get, "/health", headers: ["host": "127.0.0.1:8080"])).text
                .contains("\"verified\": null"))
        let before = try office.size()
        let begun = press("verify", by: auditor)
        #expect(begun.status == 303)
        #expect(begun["Location"] == "/audit")
        try wait()
        #expect(try office.size() == before)
        let page = auditor.get("/audit")
        #expect(page.text.contains("all is well: \(before) entries"))
        #expect(page.text.contains("today, "))
        #expect(page.text.contains("by Ines Auditor"))
        // It changes without the register, so nothing may say that it is the same.
        #expect(page["ETag"] == nil)
        // Kept with what pages keep, for the next program.
        let record = try #require(try office.file.verification())
        #expect(record.isSound && record.size == before)
        #expect(record.root == (try office.fixture.register.root(at: before)).hex)
        try office.fixture.record(.start, "R-1")
        #expect(auditor.get("/audit").text.contains("1 entry has come since"))
        let health = office.pages.respond(
            to: PageRequest(.get, "/health", headers: ["host": "127.0.0.1:8080"])
        ).text
        #expect(health.contains("\"verified\": true"))
        #expect(health.contains("\"verified_seconds_ago\": 0"))
        #expect(try JSON(parsing: Array(health.utf8))["entries_since"]?.int == 1)
    }

    @Test func whatIsWrongIsSaid() throws {
        try office.damage()
        let auditor = try office.browser(office.auditor)
        _ = press("verify", by: auditor)
        try wait()
        let page = auditor.get("/audit").text
        #expect(page.contains("What is wrong"))
        #expect(
            office.pages.respond(to: PageRequest(.get, "/health", headers: ["host": "127.0.0.1:8080"])).text
                .contains("\"verified\": false"))
    }

    @Test func othersVerifyNothing() throws {
        let owner = try office.browser(office.owner)
        for deed in ["verify", "checkpoint", "prove"] { #expect(press(deed, by: owner).status == 404) }
        #expect(office.pages.verifier.running == nil)
        #expect(try office.file.verification() == nil)
        let auditor = try office.browser(office.auditor)
        #expect(auditor.get("/audit/verify").status == 404)
        #expect(press("nothing", by: auditor).status == 404)
        let forged = office.pages.respond(
            to: PageRequest(
                .post, "/audit/verify",
                headers: [
                    "host": "127.0.0.1:8080", "origin": "http://elsewhere.example",
                    "content-type": "application/x-www-form-urlencoded", "cookie": auditor.cookie ?? "",
                ]))
        #expect(forged.status == 403)
    }

    @Test func whatIsSignedCanBeTakenAway() throws {
        let path = office.folder.file("keys/key")
        let pages = Pages(
            register: office.folder.file("register.db"), file: office.file, site: PagesSite(loopback: 8080),
            key: KeyFile(path), clock: { [clock = office.fixture.clock] in clock.now })
        let auditor = try office.browser(office.auditor)
        // Without a key nothing is offered, and nothing is signed.
        #expect(auditor.get("/audit").text.contains("no signing key"))
        #expect(press("checkpoint", by: auditor, pages: pages).status == 404)
        let signer = TrailFixture.key
        try KeyFile(path).create(SealedKey.open(signer))
        let checkpoint = press("checkpoint", by: auditor, pages: pages)
        #expect(checkpoint.status == 200, "\(checkpoint.text)")
        #expect(checkpoint["Content-Disposition"] == "attachment; filename=\"ledger.checkpoint\"")
        let note = try SignedNote(parsing: checkpoint.body)
        let size = try office.size()
        #expect(try Checkpoint(verifying: note, with: [signer.verifier]).size == size)
        let proof = press("prove", ["about": "R-1"], by: auditor, pages: pages)
        guard case .inclusion(let inclusion) = try Proof(parsing: proof.body) else {
            Issue.record("no inclusion proof")
            return
        }
        #expect(try inclusion.verify(with: [signer.verifier]).size == size)
        #expect(press("prove", ["about": "R-99"], by: auditor, pages: pages).status == 404)
        #expect(press("prove", by: auditor, pages: pages).status == 400)
    }

    @Test func theWholeLedgerIsHandedOutFromDisk() throws {
        let path = office.folder.file("keys/key")
        let pages = Pages(
            register: office.folder.file("register.db"), file: office.file, site: PagesSite(loopback: 8080),
            key: KeyFile(path), clock: { [clock = office.fixture.clock] in clock.now })
        try KeyFile(path).create(SealedKey.open(TrailFixture.key))
        let auditor = try office.browser(office.auditor, pages)
        #expect(auditor.get("/audit").text.contains("Make an export"))
        #expect(auditor.get("/audit/export.tar").status == 404)
        #expect(press("export", by: auditor, pages: pages).status == 303)
        for _ in 0..<600 where pages.exporter.running != nil { usleep(50_000) }
        #expect(pages.exporter.fault == nil)
        let size = try office.size()
        #expect(auditor.get("/audit").text.contains("\(size) entries, made"))
        let answer = auditor.get("/audit/export.tar")
        #expect(answer.status == 200)
        #expect(answer["Content-Disposition"] == "attachment; filename=\"ledger-\(size).tar\"")
        #expect(answer["Cache-Control"] == "no-store")
        let file = try #require(answer.file)
        let archive = office.folder.file("ledger.tar")
        office.folder.write(try file.bytes(Int(file.size), at: 0), to: "ledger.tar")
        // A program of others unpacks it.
        let folder = office.folder.file("")
        let unpacked = TrailFixture.shell(
            "cd '\(folder)' && tar -xf '\(archive)' && find ledger -type f | sort")
        #expect(unpacked.output.contains("ledger/checkpoint"), "\(unpacked.output)")
        #expect(unpacked.output.contains("ledger/words.jsonl"))
        let note = try SignedNote(parsing: office.folder.bytes("ledger/checkpoint") ?? [])
        #expect(try Checkpoint(verifying: note, with: [TrailFixture.key.verifier]).size == size)
        for person in [office.owner, office.assurer] {
            let browser = try office.browser(person, pages)
            #expect(browser.get("/audit/export.tar").status == 404)
            #expect(press("export", by: browser, pages: pages).status == 404)
        }
    }
}
