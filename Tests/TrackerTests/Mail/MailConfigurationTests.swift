import Foundation
import Testing
@testable import TrackerMail
import TrackerTransfer
import TrackerValues

/// What a mail server's configuration says, and all that is wrong with it. `scripts/mail-trial` sends by it.
struct MailConfigurationTests {
    private let folder = TemporaryFolder()

    private func faults(_ text: String) -> [String] {
        do {
            _ = try MailConfiguration(parsing: text)
            return []
        } catch { return error.all.map(\.description) }
    }

    private func secret(_ name: String, _ words: String, mode: Int = 0o640) throws -> String {
        let path = folder.file(name)
        try words.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    @Test func whatIsUsual() throws {
        for (security, port) in [("starttls", 587), ("tls", 465)] {
            let server = try MailConfiguration(parsing: "server = Mail.Example\nsecurity = \(security)\n")
                .server()
            #expect((server.host, server.port, server.seconds) == ("mail.example", port, 60))
            #expect(server.user == nil && server.secret == nil)
        }
        #expect(try MailConfiguration(parsing: "server = mail.example").server().security == .startTLS)
        let here = try MailConfiguration(parsing: "server = localhost\nsecurity = none").server()
        #expect((here.security, here.port) == (.none, 25))
    }

    @Test func whoSignsIn() throws {
        let start = "server = mail.example\nuser = register@body.example\n"
        let password = try secret("password", "correct horse\n")
        #expect(
            try MailConfiguration(parsing: start + "password-file = \(password)").server().secret
                == .password("correct horse"))
        let token = try secret("token", "ya29.token")
        #expect(
            try MailConfiguration(parsing: start + "token-file = \(token)").server().secret
                == .token("ya29.token"))
        for (name, words, mode, sentence) in [
            ("open", "x", 0o604, "everybody on this computer may read"),
            ("empty", "\n", 0o600, "the secret alone"),
            ("two", "a\nb", 0o600, "the secret alone"),
        ] {
            let path = try secret(name, words, mode: mode)
            let error = #expect(throws: MailUnusable.self) {
                try MailConfiguration(parsing: start + "password-file = \(path)").check()
            }
            #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
        }
        #expect(throws: MailUnusable.self) {
            try MailConfiguration(parsing: start + "password-file = /nowhere").check()
        }
    }

    @Test func allThatIsWrong() {
        #expect(
            faults("server = https://mail.example\nport = 0\nsecurity = ssl\nuser = x\nseconds = 600") == [
                "1:server: say its name alone, for example smtp.office365.com.",
                "2:port: say a whole number from 1 to 65535.",
                "3:security: say starttls, tls, or none for a server on this computer.",
                "4:user: say password-file or token-file as well: by what the server knows them.",
                "5:seconds: say a whole number from 1 to 240.",
            ])
        #expect(faults("") == ["server: say it, for example: server = smtp.office365.com"])
        #expect(
            faults("server = mail.example\nsecurity = none").first?.hasPrefix("2:security: without TLS")
                == true)
        #expect(
            faults("server = m\npassword-file = a\ntoken-file = b") == [
                "2:password-file: say user as well: whose it is.",
                "3:token-file: say password-file or this, not both.",
            ])
        #expect(
            faults("server = m\nzzzzzzzz = x") == [
                "2:zzzzzzzz: there is no such setting; there are server, port, security, user, seconds, password-file, token-file, ca-file."
            ])
    }
}
