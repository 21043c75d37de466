import Foundation
import Testing
@testable import TrackerMail
import TrackerDocuments
import TrackerModel
import TrackerPapers
import TrackerRegister
@testable import TrackerTransfer
import TrackerValues
import TransparencyLog

/// GOV.UK Notify's settings, key and answers. `scripts/notify-trial` sends to one that is made there.
struct NotifyTests {
    private static let service = "11111111-2222-4333-8444-555555555555"
    private static let template = "5f4a2a0e-5b0c-4c0e-9a55-0a2c4f0e7b11"
    private static let key = "a-name-\(service)-aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
    private let folder = TemporaryFolder()

    private func faults(_ text: String) -> [String] {
        do {
            _ = try NotifyConfiguration(parsing: text)
            return []
        } catch { return error.all.map(\.description) }
    }

    // MARK: - Settings

    @Test func whatIsUsual() throws {
        let usual = try NotifyConfiguration(
            parsing: "key-file = /k\ntemplate = \(Self.template.uppercased())")
        #expect(usual.template == Self.template && usual.replyTo == nil)
        #expect(usual.address == "https://api.notifications.service.gov.uk" && usual.seconds == 30)
        let here = try NotifyConfiguration(
            parsing: "key-file = /k\ntemplate = \(Self.template)\naddress = http://127.0.0.1:8080/")
        #expect(here.address == "http://127.0.0.1:8080")
    }

    @Test func allThatIsWrong() {
        #expect(
            faults("template = 5\nreply-to = x\naddress = http://notify.example\nseconds = 61") == [
                "1:template: say the identifier as Notify shows it, for example 5f4a2a0e-5b0c-4c0e-9a55-0a2c4f0e7b11.",
                "2:reply-to: say the identifier as Notify shows it, for example 5f4a2a0e-5b0c-4c0e-9a55-0a2c4f0e7b11.",
                "3:address: say where Notify's API is, beginning with https://; http:// is for localhost and 127.0.0.1 alone.",
                "4:seconds: say a whole number from 1 to 60.",
                "key-file: say it, for example: key-file = /etc/tracker/notify-key",
            ])
        for address in ["https://", "http://localhost.evil.example", "https://a b", "https://a?b", "ftp://a"]
        {
            #expect(faults("key-file = k\ntemplate = \(Self.template)\naddress = \(address)").count == 1)
        }
    }

    @Test func aKeyProvesWhoAsks() throws {
        let key = try #require(NotifyKey(Self.key))
        #expect(key.service == Self.service)
        // As Python's hmac and json make it.
        #expect(
            key.token(at: 1_764_000_000)
                == "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3NjQwMDAwMDAsImlzcyI6IjExMTExMTExLTIyMjItNDMzMy04NDQ0LTU1NTU1NTU1NTU1NSJ9.zD1l4SqWAAmiuSVDK9COBoXovgVIEjsAmZvzNUL3LHY"
        )
        for text in ["", "x", String(Self.key.dropLast()), String(Self.key.dropFirst(7)), Self.key + "0"] {
            #expect(NotifyKey(text) == nil, "\(text)")
        }
    }

    // MARK: - Sending

    private func carrier(
        _ answers: @escaping (_ address: String, _ body: String?) throws(TransferError) -> WebAnswer,
        wait: @escaping (Int) -> Bool = { _ in true }
    ) throws -> NotifyCarrier {
        let file = folder.file("key")
        try Self.key.write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let configuration = try NotifyConfiguration(
            parsing: "key-file = \(file)\ntemplate = \(Self.template)\nreply-to = \(Self.service)")
        return try NotifyCarrier(
            configuration, register: "3fa0c1d2-0000-8000-8000-000000000000",
            ask: { address, body, headers throws(TransferError) in
                #expect(headers.first?.hasPrefix("Authorization: Bearer eyJ") == true)
                return try answers(address, body)
            }, wait: wait, time: { 1_764_000_000 })
    }

    private func message() throws -> MailMessage {
        MailMessage(
            number: 118, of: "3fa0c1d2-0000-8000-8000-000000000000",
            from: try #require(MailSender("Oversight body <register@body.example>")),
            to: try #require(EmailAddress("owen@force.example")), name: "Owen Owner",
            at: Instant(millisecondsSince1970: 0), subject: "1 overdue", text: "text", html: "<p>text</p>",
            markdown: "R\\-1")
    }

    private func fault(_ status: Int, _ name: String, _ words: String, retryAfter: Int? = nil) -> WebAnswer {
        let json: JSON = [
            "status_code": .int(Int64(status)),
            "errors": [["error": .string(name), "message": .string(words)]],
        ]
        return WebAnswer(status: status, body: json.canonical, retryAfter: retryAfter)
    }

    @Test func whatIsSent() throws {
        var asked: [(String, JSON)] = []
        let carrier = try carrier { address, body throws(TransferError) in
            asked.append((address, (try? JSON(parsing: Array((body ?? "").utf8))) ?? .null))
            return WebAnswer(status: 201, body: [])
        }
        let message = try message()
        #expect(carrier.carry(message).result == .sent)
        #expect(asked.count == 1 && carrier.canGoOn)
        #expect(asked[0].0 == "https://api.notifications.service.gov.uk/v2/notifications/email")
        let hash = Hash.sha256(Array("1 overdue\nR\\-1".utf8)).hex.prefix(8)
        #expect(
            asked[0].1.object.map { JSON.object($0).canonical }
                == ([
                    "template_id": .string(Self.template), "email_address": "owen@force.example",
                    "personalisation": ["subject": "1 overdue", "body": "R\\-1"],
                    "reference": .string("3fa0c1d2-118-\(hash)"), "email_reply_to_id": .string(Self.service),
                ] as JSON).canonical)
    }

    @Test func whatAnAnswerMeans() throws {
        for (answer, result, goesOn) in [
            (
                fault(400, "ValidationError", "email_address Not a valid email address"),
                ReminderResult.refused, true
            ),
            (fault(400, "InvalidEmailError", "Not a valid email address"), .refused, true),
            (fault(400, "ValidationError", "template_id is not a valid UUID"), .deferred, false),
            (
                fault(400, "BadRequestError", "email_address can’t be sent to by a team-only key"), .deferred,
                false
            ),
            (fault(403, "AuthError", "Invalid token"), .deferred, false),
            (
                fault(429, "TooManyRequestsError", "Exceeded send limits (email: 50) for today"), .deferred,
                false
            ),
            (fault(429, "RateLimitError", "Exceeded", retryAfter: 600), .deferred, false),
            (WebAnswer(status: 302, body: Array("<html>".utf8)), .deferred, false),
        ] {
            let carrier = try carrier { _, _ throws(TransferError) in answer }
            let outcome = carrier.carry(try message())
            #expect(outcome.result == result, "\(outcome)")
            #expect(carrier.canGoOn == goesOn, "\(outcome)")
            #expect(outcome.answer?.hasPrefix("\(answer.status) ") == true)
        }
    }

    @Test func tooManyAMinute() throws {
        var (waits, tries) = ([Int](), 0)
        let patient = try carrier(
            { _, _ throws(TransferError) in
                tries += 1
                return tries < 4
                    ? fault(429, "RateLimitError", "x", retryAfter: tries == 2 ? 7 : nil)
                    : WebAnswer(status: 201, body: [])
            },
            wait: {
                waits.append($0)
                return true
            })
        #expect(patient.carry(try message()).result == .sent)
        #expect(waits == [1, 7, 4] && patient.canGoOn)
        (waits, tries) = ([], 0)
        let never = try carrier(
            { _, _ throws(TransferError) in
                tries += 1
                return fault(429, "RateLimitError", "x")
            },
            wait: {
                waits.append($0)
                return true
            })
        #expect(never.carry(try message()).result == .deferred)
        #expect(tries == 5 && waits == [1, 2, 4, 8] && !never.canGoOn)
    }

    /// After silence Notify is asked whether it has the message.
    @Test func noAnswer() throws {
        let reference = NotifyReference(
            register: "3fa0c1d2-0000-8000-8000-000000000000", entry: 118,
            sha256: Hash.sha256(try message().notifyBytes).hex)
        func list(_ status: String, of name: String) -> WebAnswer {
            let text =
                "{\"notifications\": [{\"reference\": \"\(name)\", \"status\": \"\(status)\", \"cost_in_pounds\": 0.0}], \"links\": {}}"
            return WebAnswer(status: 200, body: Array(text.utf8))
        }
        let none = WebAnswer(status: 200, body: Array("{\"notifications\": []}".utf8))
        let silent = TransferError(description: "Operation timed out", mayHaveArrived: true)
        let absent = TransferError(description: "Could not resolve host")
        let broken = fault(500, "Exception", "Internal server error")
        let gateway = fault(504, "EventletTimeout", "Timeout serving request")
        for (sent, found, result) in [
            (
                Result<WebAnswer, TransferError>.failure(silent), list("created", of: "\(reference)"),
                ReminderResult.sent
            ),
            (.failure(silent), list("permanent-failure", of: "\(reference)"), .refused),
            (.failure(silent), list("delivered", of: "another"), .unknown),
            (.failure(silent), none, .unknown),
            (.failure(silent), broken, .unknown), (.failure(absent), broken, .deferred),
            (.success(broken), none, .deferred),
            (.success(broken), list("sending", of: "\(reference)"), .sent),
            (.success(broken), broken, .unknown), (.success(gateway), none, .unknown),
        ] {
            let carrier = try carrier { address, body throws(TransferError) in
                if body != nil { return try sent.get() }
                #expect(address.hasSuffix("/v2/notifications?reference=\(reference)"))
                return found
            }
            let outcome = carrier.carry(try message())
            #expect(outcome.result == result, "\(outcome)")
            #expect(!carrier.canGoOn)
        }
    }

    // MARK: - References and receipts

    @Test func references() throws {
        let reference = NotifyReference(
            register: "3fa0c1d2-0000-8000-8000-000000000000", entry: 118, sha256: Hash.empty.hex)
        #expect(reference.description == "3fa0c1d2-118-e3b0c442")
        #expect(NotifyReference("3fa0c1d2-118-e3b0c442") == reference)
        for text in [
            "", "3fa0c1d2-118", "3fa0c1d2-0118-e3b0c442", "3fa0c1d2--1-e3b0c442", "3fa0c1d-118-e3b0c442",
        ] {
            #expect(NotifyReference(text) == nil, "\(text)")
        }
    }

    @Test func receipts() {
        func receipt(_ text: String) -> NotifyReceipt? { NotifyReceipt(Array(text.utf8)) }
        let good = receipt(
            "{\"id\": \"x\", \"reference\": \"3fa0c1d2-118-e3b0c442\", \"status\": \"permanent-failure\", \"template_version\": 1, \"cost\": 1.5e3}"
        )
        #expect(good?.status?.result == .refused && good?.reference?.entry == 118)
        #expect(receipt("{\"id\": \"x\", \"reference\": null, \"status\": \"new-one\"}") != nil)
        for text in [
            "", "[]", "{}", "{\"id\": \"x\"}", "{\"status\": \"delivered\"}",
            "{\"id\": \"x\", \"status\": \"sent\", \"a\": \"\(String(repeating: "x", count: 20_000))\"}",
        ] { #expect(receipt(text) == nil, "\(text.prefix(40))") }
    }

    // MARK: - Markdown

    /// Each as Notify's own renderer showed it: as these words, in one paragraph, without a link.
    @Test func wordsAreWords() {
        for (words, markdown) in [
            ("# A heading", "\\# A heading"), ("* a list", "\\* a list"), ("1. one", "1\\. one"),
            ("^ quoted ^", "ˆ quoted ^"), ("• a • b", "· a • b"), ("=== a = b", "＝== a = b"),
            ("[press](https://evil.example)", "\\[press\\]\\(https: //evil\\.example\\)"),
            ("<b>bold</b>", "‹b\\>bold‹/b\\>"), ("((name))", "\\(\\(name\\)\\)"),
            ("a | b\n--|--", "a \\| b \\-\\-\\|\\-\\-"), ("\\# _x_ `y`", "\\\\\\# \\_x\\_ \\`y\\`"),
            ("  Écoute\n\n.\n..dots ", "Écoute \\. \\.\\.dots"),
        ] { #expect(NotifyMarkdown.plain(words) == markdown) }
        #expect(
            NotifyMarkdown.plain("See https://body.example/a_b. Or http://x", keepsAddresses: true)
                == "See https://body.example/a_b. Or http: //x")
    }
}
