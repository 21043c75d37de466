import Testing
@testable import TrackerPages

import Tracker

/// What an office's configuration says, and all that is wrong with it.
struct ConfigurationTests {
    private let whole = """
        # The office's pages
        register = /var/lib/tracker/register.db
        listen = /run/tracker/pages.socket
        address = https://Tracker.example/

        """

    private func faults(_ text: String) -> [String] {
        do {
            _ = try PagesConfiguration(parsing: text)
            return []
        } catch { return error.all.map(\.description) }
    }

    @Test func whatIsNeeded() throws {
        let configuration = try PagesConfiguration(parsing: whole)
        #expect(configuration.register == "/var/lib/tracker/register.db")
        #expect(configuration.pages == "/var/lib/tracker/register.db.pages")
        #expect(configuration.listening == .socket(path: "/run/tracker/pages.socket", mode: 0o660))
        #expect(configuration.address.description == "https://tracker.example")
        #expect(configuration.ways.passkeys)
        #expect(!configuration.isPublic)
        #expect(configuration.limits == SessionLimits())
        #expect((configuration.connections, configuration.requestSeconds) == (256, 60))
    }

    @Test func remindersEachMorning() throws {
        #expect(try PagesConfiguration(parsing: whole).mail == nil)
        let said = try PagesConfiguration(
            parsing: whole + "mail = /etc/tracker/mail.conf\nmail-by = Olive Officer\n")
        let mail = try #require(said.mail)
        #expect(mail.service == .server("/etc/tracker/mail.conf"))
        #expect((mail.hour, mail.officer) == (7, "Olive Officer"))
        #expect(
            faults(whole + "mail = /etc/tracker/mail.conf\nmail-hour = 24\n") == [
                "6:mail-hour: say a whole number from 0 to 23.",
                "mail-by: say which officer sends reminders: their name in the register.",
            ])
        #expect(
            faults(whole + "mail-hour = 6\n") == [
                "5:mail-hour: it goes with mail or notify, which names the file that says how messages leave."
            ])
    }

    @Test func remindersByNotify() throws {
        let said = try PagesConfiguration(
            parsing: whole + "notify = /n\nnotify-token-file = /t\nmail-hour = 6\nmail-by = Olive Officer\n")
        #expect(said.mail?.service == .notify("/n") && said.mail?.hour == 6)
        #expect(said.receipts == PagesConfiguration.Receipts(tokenFile: "/t", officer: "Olive Officer"))
        // A timer may send, and the pages be told what became of it.
        let told = try PagesConfiguration(
            parsing: whole + "notify-token-file = /t\nmail-by = Olive Officer\n")
        #expect(told.mail == nil && told.receipts?.tokenFile == "/t")
        #expect(
            faults(whole + "mail = /m\nnotify = /n\nmail-by = Olive Officer\n") == [
                "6:notify: say mail, for a mail server, or this, for GOV.UK Notify; not both."
            ])
        #expect(
            faults(whole + "notify-token-file = /t\n") == [
                "mail-by: say which officer sends reminders: their name in the register."
            ])
    }

    @Test func allOfIt() throws {
        let configuration = try PagesConfiguration(
            parsing: """
                register=postgresql://tracker@db.example/oversight?sslmode=verify-full\r
                pages = /var/lib/tracker/pages.db
                listen = 127.0.0.1:8080
                address = https://tracker.example:8443
                passkeys = no
                idle-minutes = 15
                longest-hours = 8
                connections = 64
                request-seconds = 20
                public = yes
                openid-issuer = https://login.microsoftonline.com/0000-1111/v2.0
                openid-client = 2222-3333
                openid-label = Entra ID
                """)
        #expect(configuration.register == "postgresql://tracker@db.example/oversight?sslmode=verify-full")
        #expect(configuration.listening == .port(8080))
        #expect(configuration.address.host == "tracker.example:8443")
        #expect(!configuration.ways.passkeys)
        #expect(configuration.isPublic)
        #expect(
            configuration.ways.openID
                == OpenIDProvider(
                    issuer: "https://login.microsoftonline.com/0000-1111/v2.0", client: "2222-3333",
                    secretFile: nil,
                    label: "Entra ID", subject: .oid))
        #expect(configuration.limits == SessionLimits(idle: 15 * 60_000, longest: 8 * 3_600_000))
        #expect((configuration.connections, configuration.requestSeconds) == (64, 20))
    }

    @Test func everythingWrongIsTold() {
        let found = faults(
            """
            register
            lisen = /run/x
            address = http://tracker.example
            idle-minutes = many
            idle-minutes = 5
            colour = red
            passkeys =
            """)
        #expect(
            found == [
                "1: \"register\" is no setting: write key = value.",
                "2:lisen: there is no such setting; did you mean listen?",
                "3:address: it must begin with https://: whoever listens on the way could come in otherwise. http:// is for localhost alone, to try things.",
                "4:idle-minutes: say a whole number from 1 to 1440.",
                "5:idle-minutes: line 4 says it already; leave one.",
                "6:colour: there is no such setting; there are register, pages, listen, address, passkeys, connections, socket-mode, idle-minutes, longest-hours, request-seconds, openid-issuer, openid-client, openid-secret-file, openid-label, openid-subject, proxy-header, proxy-header-on-port, public, mail, notify, notify-token-file, mail-hour, mail-by.",
                "7:passkeys: say a value, or take the line away.",
                "register: say it, for example: register = /var/lib/tracker/register.db",
                "listen: say it, for example: listen = /run/tracker/pages.socket",
            ])
    }

    @Test(arguments: [
        ("listen = 0.0.0.0:8080", "2:listen: say a socket's path"),
        ("listen = 8080", "2:listen: say a socket's path"),
        ("listen = 127.0.0.1:99999", "2:listen: say a socket's path"),
        (
            "listen = /\(String(repeating: "x", count: 110))",
            "2:listen: a socket's path has at most 103 bytes"
        ),
        ("socket-mode = 666", "2:socket-mode: with 666 every program"),
        ("socket-mode = rw", "2:socket-mode: a mode has three digits"),
        ("address = tracker.example", "2:address: say it whole"),
        ("address = https://127.0.0.1", "2:address: its name must be"),
        ("address = https://tracker.example/tracker", "2:address: its name must be"),
        ("address = https://a..b", "2:address: its name must be"),
        ("address = https://x@tracker.example", "2:address: its name must be"),
        ("address = https://tracker.example:0", "2:address: a port is"),
        ("connections = 1", "2:connections: say a whole number from 8"),
        ("request-seconds = 0", "2:request-seconds: say a whole number from 1"),
        ("passkeys = maybe", "2:passkeys: say yes or no."),
        ("openid-issuer = http://id.example", "2:openid-issuer: say it as the sign-in service does"),
        (
            "openid-issuer = https://id.example",
            "openid-client: say what the sign-in service calls these pages"
        ),
        ("openid-client = pages", "2:openid-client: say openid-issuer as well."),
        ("openid-subject = email", "2:openid-subject: say sub, or oid"),
    ])
    func aValueThatCannotBe(line: String, sentence: String) {
        let key = line.prefix { $0 != " " }
        let rest = whole.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("\(key) ") }
        let found = faults("# x\n\(line)\n\(rest.joined(separator: "\n"))")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(sentence) == true, "\(found)")
    }

    @Test func whatDoesNotGoTogether() {
        #expect(
            faults(
                "register = postgresql://db.example/oversight\nlisten = 127.0.0.1:0\naddress = https://tracker.example"
            ).first?
            .hasPrefix("pages: say in which file") == true)
        #expect(
            faults("register = r\nlisten = 127.0.0.1:0\nsocket-mode = 660\naddress = https://tracker.example")
                == [
                    "3:socket-mode: a port has no mode; leave it out, or listen on a socket."
                ])
    }

    @Test func whatThisComputerHasNot() throws {
        let office = try PagesFixture()
        func here(_ register: String, _ listen: String) throws -> [String] {
            try PagesConfiguration(
                parsing: "register = \(register)\nlisten = \(listen)\naddress = https://tracker.example"
            )
            .faultsHere().map(\.description)
        }
        #expect(try here(office.folder.file("register.db"), office.folder.file("socket")) == [])
        let found = try here(office.folder.file("none/register.db"), "/nowhere/at/all/socket")
        #expect(found.count == 3)
        #expect(found[0].hasPrefix("register: "))
        #expect(found[1].hasPrefix("pages: there is no folder "))
        #expect(
            found[2]
                == "listen: there is no folder /nowhere/at/all; make it, for the account that runs the pages."
        )
    }

    @Test func whatCanChangeWhileItRuns() throws {
        let one = try PagesConfiguration(parsing: whole)
        #expect(one.listensAs(try PagesConfiguration(parsing: whole + "idle-minutes = 5")))
        #expect(!one.listensAs(try PagesConfiguration(parsing: whole + "connections = 99")))
    }

    @Test(arguments: [
        ("/items/R-1?words=secret", "/items/*"), ("/items/R-1/progress", "/items/*/progress"), ("/", "/"),
        ("/items.csv", "/items.csv"), ("/meetings/OB-1/log", "/meetings/*/log"), ("/Secret%20words", "/*"),
        ("/..", "?"),
        ("/sign-in?key=abc", "/sign-in"), ("/quarterly/2022/23-Q3", "/quarterly/*/*"),
    ])
    func logsHoldNoWords(target: String, shape: String) {
        #expect(Pages.shape(of: target) == shape)
    }
}
