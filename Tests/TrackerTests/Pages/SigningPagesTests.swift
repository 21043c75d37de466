import Testing
@testable import TrackerPages
@testable import TrackerRegister

import Tracker

/// What must be signed is signed in the browser by a passkey that an approver enrolled, and verified from the register alone.
struct SigningPagesTests {
    private let office: PagesFixture
    private let pages: Pages
    private let approver: PersonID
    private let (ann, ada): (SoftPasskey, SoftPasskey)
    private static let hasPython = TrailFixture.shell("python3 -c 'import hashlib' 2>/dev/null").code == 0
    private static let program = "\(TrailFixture.package)/docs/verify/verify.py"

    /// An item that waits for its assurance, an approver and an assurer with passkeys; nobody's is a key yet.
    init() throws {
        office = try PagesFixture()
        pages = try office.behindProxy()
        approver = try office.fixture.write { try $0.addPerson("Ann Approver", roles: [.approver]) }
        (ann, ada) = (try SoftPasskey(), try SoftPasskey(.rs256))
        #expect(try pages.file.take(ann.kept, of: approver, at: pages.now))
        #expect(try pages.file.take(ada.kept, of: office.assurer, at: pages.now))
        try office.fixture.record(
            .addEvidence(nil), "R-1", on: "2022-03-21", words: [.address: "https://example.org/1"])
        try office.fixture.record(.start, "R-1", on: "2022-03-21")
        try office.fixture.record(.submit, "R-1", on: "2022-03-21")
    }

    /// Enrols both, and a second key of Ann's that is kept in a safe, and asks for signed assurances.
    private func prepare(_ acts: String = "assure") throws {
        let browser = try office.browser(approver, pages)
        _ = try enrol(ann, by: browser, signed: nil)
        _ = try enrol(ada, by: browser, signed: ann)
        var session = try office.fixture.session(by: "Ann Approver")
        session.signing = .elsewhere(with: { _ in true }) { throw Pages.Drafted(statement: $0) }
        let safe = try SignerKey(name: "safe", seed: [UInt8](repeating: 9, count: 32))
        do {
            try office.fixture.register.write(session) {
                try $0.enrol(PersonKey(safe.verifier), of: "Ann Approver")
            }
        } catch let drafted as Pages.Drafted {
            let answer = try ann.signed(PasskeySignature.challenge(for: drafted.statement.bytes))
            let made = PasskeySignature(
                authenticator: answer.authenticator, client: answer.client, signature: answer.signature)
            try office.fixture.register.record(
                drafted.statement, signature: made.bytes, office.fixture.session(by: "Ann Approver"))
        }
        try office.fixture.write { try $0.set(.signed, to: acts) }
    }

    private func enrol(_ soft: SoftPasskey, by browser: Browser, signed: SoftPasskey?) throws -> PageResponse
    {
        let path = "/keys/\(Base64URL.encode(soft.id))/enrol"
        #expect(browser.get("/keys").text.contains("href=\"\(path)\""))
        let check = browser.fill(browser.get(path), at: path, ["note": "On a laptop"], step: "check")
        #expect(check.status == 200, "\(check.text)")
        guard let signed else {
            let done = browser.fill(check, at: path, ["note": "On a laptop"], step: "record")
            #expect(done.status == 303, "\(done.text)")
            return done
        }
        let done = try sign(check, at: path, ["note": "On a laptop"], with: signed, by: browser)
        #expect(done.status == 303, "\(done.text)")
        return done
    }

    /// Sends what was checked, signed: as the page's script does it.
    private func sign(
        _ check: PageResponse, at path: String, _ fields: KeyValuePairs<String, String>,
        with soft: SoftPasskey,
        by browser: Browser, change: (inout [String: String]) throws -> Void = { _ in }
    ) throws -> PageResponse {
        var sent = Dictionary(uniqueKeysWithValues: fields.map { ($0.key, $0.value) })
        for name in ["statement", "statement-words", "draft"] {
            sent[name] = try #require(Browser.hidden(name, in: check.text), "\(check.text)")
        }
        let statement = try #require(Base64URL.decode(sent["statement"] ?? ""))
        soft.counter += 1
        let answer = try soft.signed(PasskeySignature.challenge(for: statement))
        sent["passkey"] = Base64URL.encode(soft.id)
        sent["client"] = Base64URL.encode(answer.client)
        sent["authenticator"] = Base64URL.encode(answer.authenticator)
        sent["signature"] = Base64URL.encode(answer.signature)
        try change(&sent)
        return browser.fill(check, at: path, pairs: Array(sent), step: "record")
    }

    private static let fields: KeyValuePairs = ["basis": "Six offices\nand <b>two</b> more"]
    private static let path = "/items/R-1/assure"

    private func checked(_ browser: Browser) -> PageResponse {
        browser.fill(browser.get(Self.path), at: Self.path, Self.fields, step: "check")
    }

    @Test func anAssuranceIsSignedAndVerifiedByStrangers() throws {
        try prepare()
        let browser = try office.browser(office.assurer, pages)
        let before = try office.size()
        let check = checked(browser)
        #expect(check.status == 200 && check.text.contains("Nothing is recorded yet"))
        #expect(check.text.contains("by your passkey K") && check.text.contains("Sign and record it"))
        #expect(check.text.contains("data-known=\"\(Base64URL.encode(ada.id))\""))
        #expect(check["Content-Security-Policy"]?.contains("script-src 'self'") == true)
        #expect(try office.size() == before)
        let done = try sign(check, at: Self.path, Self.fields, with: ada, by: browser)
        #expect(done.status == 303, "\(done.text)")
        let entry = try office.fixture.register.entry(before + 1)
        #expect(entry.act == "assure" && entry.actor == office.assurer && entry.signature != nil)
        // Sent twice, it leads to the same place and records nothing.
        #expect(
            browser.fill(check, at: Self.path, Self.fields, step: "record")["Location"] == done["Location"])
        #expect(try office.size() == before + 1)
        // Whoever signed has a receipt, and nobody else.
        let page = browser.get(done["Location"] ?? "")
        let receipt = "/receipts/\(before + 1)"
        #expect(page.text.contains("href=\"\(receipt)\""))
        let text = browser.get(receipt).text
        for part in [
            "tracker signed act 1", "Six offices", "Recorded as entry \(before + 1)", "Ada Assurer",
            "\"act\":\"key enrol\"",
        ] { #expect(text.contains(part), "\(part): \(text)") }
        #expect(try office.browser(office.officer, pages).get(receipt).status == 404)
        #expect(browser.get("/receipts/1").status == 404)
        #expect(browser.get("/receipts/99999").status == 404)
        // How often a passkey has signed is known afterwards.
        #expect(try pages.file.passkeys(of: office.assurer).map(\.passkey.counter) == [ada.counter])
        let verification = try office.fixture.register.verify()
        #expect(verification.findings.isEmpty, "\(verification.findings.map(\.sentence))")
        #expect(verification.signed == 3)
        guard Self.hasPython else { return }
        let folder = TrailFixture.Folder()
        _ = try office.fixture.register.exportAsIs(
            to: ExportFolder(folder("export")), signedBy: TrailFixture.key)
        let run = TrailFixture.shell(
            "python3 '\(Self.program)' '\(folder("export"))' 2>&1")
        #expect(run.code == 0, "\(run.output)")
    }

    /// What a browser may send that isn't what was asked of it.
    @Test(arguments: [
        "otherStatement", "otherWords", "otherDraft", "noDraft", "otherKey", "strangersKey", "notEnrolled",
        "signInAnswer", "otherOrigin", "changedField", "late", "moved", "elsewhere", "nothing", "garbage",
    ]) func whatIsntSignedAsAskedIsRefused(attempt: String) throws {
        try prepare()
        let browser = try office.browser(office.assurer, pages)
        let check = checked(browser)
        let before = try office.size()
        var path = Self.path
        var fields = Self.fields
        var soft = ada
        if attempt == "otherKey" { soft = ann }
        if attempt == "strangersKey" { soft = try SoftPasskey() }
        if attempt == "notEnrolled" {
            soft = try SoftPasskey()
            #expect(try pages.file.take(soft.kept, of: office.assurer, at: pages.now))
        }
        if attempt == "changedField" { fields = ["basis": "Seven offices"] }
        if attempt == "late" { office.fixture.clock.advance(milliseconds: Challenges.lasts + 1) }
        if attempt == "moved" {
            try office.fixture.record(.note(isInternal: false), "R-1", words: [.note: "Between."])
        }
        if attempt == "elsewhere" { path = "/items/R-1/return" }
        let size = try office.size()
        let done = try sign(check, at: path, fields, with: soft, by: browser) { sent in
            switch attempt {
            case "otherStatement":
                var bytes = try #require(Base64URL.decode(sent["statement"] ?? ""))
                let place = try #require(bytes.indices.first { bytes[$0...].starts(with: "R-1".utf8) })
                bytes[place + 2] = UInt8(ascii: "2")
                sent["statement"] = Base64URL.encode(bytes)
            case "otherWords":
                let words = String(
                    decoding: Base64URL.decode(sent["statement-words"] ?? "") ?? [], as: UTF8.self)
                sent["statement-words"] = Base64URL.encode(Array(words.replacing("Six", with: "Ten").utf8))
            case "otherDraft":
                sent["draft"] = Browser.hidden(
                    "draft", in: self.checked(try self.office.browser(self.office.assurer, self.pages)).text)
            case "noDraft": sent["draft"] = nil
            case "signInAnswer":
                let answer = try soft.signed(
                    self.pages.challenges.challenge(for: "sign in", at: self.pages.now))
                sent["client"] = Base64URL.encode(answer.client)
                sent["authenticator"] = Base64URL.encode(answer.authenticator)
                sent["signature"] = Base64URL.encode(answer.signature)
            case "otherOrigin":
                let answer = try soft.signed(
                    PasskeySignature.challenge(for: Base64URL.decode(sent["statement"] ?? "") ?? []),
                    SoftPasskey.Manner(origin: "https://evil.example"))
                sent["client"] = Base64URL.encode(answer.client)
                sent["signature"] = Base64URL.encode(answer.signature)
            case "nothing":
                for name in ["passkey", "client", "authenticator", "signature"] { sent[name] = "" }
            case "garbage": sent["client"] = "%%%"
            default: break
            }
        }
        #expect([403, 409, 422].contains(done.status), "\(attempt): \(done.status) \(done.text)")
        #expect(try office.size() == size)
        #expect(size == before || attempt == "moved")
        #expect(done.text.contains("role=\"alert\""), "\(done.text)")
        #expect(try office.fixture.register.verify().findings.isEmpty)
    }

    @Test func aDraftCountsOnce() throws {
        try prepare()
        let browser = try office.browser(office.assurer, pages)
        let check = checked(browser)
        // A signature that is refused for another reason uses its draft up.
        let refused = try sign(check, at: Self.path, ["basis": "Other words"], with: ada, by: browser)
        #expect(refused.status == 422, "\(refused.text)")
        let again = try sign(check, at: Self.path, Self.fields, with: ada, by: browser)
        #expect(again.status == 403 && again.text.contains("sent twice"))
        let anew = try sign(checked(browser), at: Self.path, Self.fields, with: ada, by: browser)
        #expect(anew.status == 303, "\(anew.text)")
    }

    @Test func whoHasNoKeyIsToldWhatToDo() throws {
        try prepare()
        let other = try office.fixture.write { try $0.addPerson("Petra Assurer", roles: [.assurer]) }
        let browser = try office.browser(other, pages)
        let check = checked(browser)
        #expect(check.status == 422 && check.text.contains("with a passkey that an approver enrolled"))
        #expect(check.text.contains("Six offices"))
        // Where nobody can bring a passkey, the same is told.
        let alone = checked(try office.browser(office.assurer))
        #expect(alone.status == 422)
    }

    @Test func severalKeys() throws {
        try prepare()
        let second = try SoftPasskey(.ed25519)
        #expect(try pages.file.take(second.kept, of: office.assurer, at: pages.now))
        _ = try enrol(second, by: try office.browser(approver, pages), signed: ann)
        let key = try #require(office.fixture.register.keys(of: office.assurer).last)
        let browser = try office.browser(office.assurer, pages)
        let check = checked(browser)
        #expect(
            check.text.contains("Sign with \(key.name) instead") || check.text.contains("passkey \(key.name)")
        )
        let chosen = browser.fill(
            check, at: Self.path, ["basis": "Six offices", "signing-key": "\(key.id)"], step: "check")
        #expect(chosen.text.contains("by your passkey \(key.name)"))
        let done = try sign(chosen, at: Self.path, ["basis": "Six offices"], with: second, by: browser)
        #expect(done.status == 303, "\(done.text)")
        #expect(try office.fixture.register.entry(try office.size()).signature?.key == key.id)
        #expect(try office.fixture.register.verify().findings.isEmpty)
    }

    @Test func keys() throws {
        let browser = try office.browser(approver, pages)
        #expect(browser.get("/keys").text.contains("No act needs a signature in this register."))
        try prepare()
        let page = browser.get("/keys")
        #expect(page.text.contains("Recorded only with a signature: assure."))
        #expect(page.text.contains("passkey") && page.text.contains("ed25519"))
        // Its owner sees the fingerprint that was compared, and what it is by now.
        let key = try #require(office.fixture.register.keys(of: office.assurer).first)
        let me = try office.browser(office.assurer, pages)
        #expect(me.get("/me").text.contains("It signs what you do, as \(key.name), \(key.fingerprint)."))
        #expect(browser.get("/keys/\(key.name)/enrol").status == 404)
        // Somebody else neither enrols nor revokes.
        let owner = try office.browser(office.owner, pages)
        #expect(owner.get("/keys").status == 200 && !owner.get("/keys").text.contains("/revoke"))
        #expect(owner.get("/keys/\(key.name)/revoke").status == 404)
        let path = "/keys/\(key.name)/revoke"
        let fields: KeyValuePairs = ["reason": "Left on the train"]
        let missing = me.fill(me.get(path), at: path, [:], step: "check")
        #expect(missing.status == 422)
        let check = me.fill(me.get(path), at: path, fields, step: "check")
        let done = try sign(check, at: path, fields, with: ada, by: me)
        #expect(done.status == 303, "\(done.text)")
        #expect(me.get("/me").text.contains("It signs nothing any more: \(key.name) was revoked."))
        #expect(checked(me).status == 422)
        let late = me.get(path)
        #expect(late.status == 403 && late.text.contains("It is revoked already."))
        // Sent once more, it leads where it led.
        #expect(
            me.fill(check, at: path, fields, step: "record")["Location"] == done["Location"])
        #expect(try office.fixture.register.verify().findings.isEmpty)
    }

    /// A table that was signed counts what was known then, though something else was recorded meanwhile.
    @Test func aTableIsIssued() throws {
        try prepare("assure,issue")
        let second = try SoftPasskey(.ed25519)
        #expect(try pages.file.take(second.kept, of: office.officer, at: pages.now))
        _ = try enrol(second, by: try office.browser(approver, pages), signed: ann)
        let browser = try office.browser(office.officer, pages)
        let path = "/quarterly/2021/22-Q4/issue"
        let fields: KeyValuePairs = ["rows": "report", "rag": "date", "audience": "board"]
        let check = browser.fill(browser.get(path), at: path, fields, step: "check")
        #expect(check.status == 200 && check.text.contains("Sign and issue it"), "\(check.text)")
        let size = try office.size()
        try office.fixture.record(.note(isInternal: false), "R-2", words: [.note: "Between."])
        let done = try sign(check, at: path, fields, with: second, by: browser)
        #expect(done.status == 303, "\(done.text)")
        let issued = try #require(try office.fixture.register.issuedTables().last)
        #expect(issued.table.ledgerSize == size)
        #expect(browser.get(done["Location"] ?? "").text.contains("Keep the receipt"))
        #expect(try office.fixture.register.verify().findings.isEmpty)
    }

    /// Passkeys end with the pages; what asks for signatures must outlast them.
    @Test func passkeysAloneAreNotEnough() throws {
        let browser = try office.browser(approver, pages)
        _ = try enrol(ann, by: browser, signed: nil)
        let second = try SoftPasskey()
        #expect(try pages.file.take(second.kept, of: approver, at: pages.now))
        _ = try enrol(second, by: browser, signed: ann)
        let refusal = #expect(throws: RuleViolation.self) {
            try office.fixture.write { try $0.set(.signed, to: "assure") }
        }
        #expect(refusal?.sentence.contains("passkeys alone") == true)
    }

    /// Our verifier and the one in Python agree on a key that is no point of its curve: it may stand there, and signs nothing.
    @Test(.enabled(if: hasPython)) func aKeyThatIsNoPoint() throws {
        let cose =
            [0xA4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20, 2] + [UInt8](repeating: 0, count: 31)
        let key = try PersonKey(#require(PasskeyPublicKey(cose: cose)), of: "tracker.example")
        try office.fixture.write(by: "Ann Approver") { try $0.enrol(key, of: "Ann Approver") }
        #expect(try office.fixture.register.verify().findings.isEmpty)
        let folder = TrailFixture.Folder()
        _ = try office.fixture.register.exportAsIs(
            to: ExportFolder(folder("export")), signedBy: TrailFixture.key)
        let run = TrailFixture.shell("python3 '\(Self.program)' '\(folder("export"))' 2>&1")
        #expect(run.code == 0, "\(run.output)")
    }
}
