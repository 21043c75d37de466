import ArgumentParser
import Tracker

struct RemindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remind",
        abstract: "Reminds everybody of what is theirs by e-mail, and keeps a record of it.",
        discussion: """
            Examples:
              trackerctl remind --dry-run
              trackerctl remind --outbox outbox
              trackerctl remind log --about LEG-1
            """,
        subcommands: [Send.self, Log.self], defaultSubcommand: Send.self)

    struct Send: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Works out who is to be told what, and sends one message a person.",
            discussion: """
                Owners are told of what is overdue or falls due (30, 7 and 1 days before: config reminders), what was returned, \
                and what was answered; assurers of what waits for them; officers of clocks, proposals, meetings without a log, \
                and whom nobody could reach. Nothing is told twice, a day that was missed is made up for, and nobody is told \
                of their own act. Each message is an entry, and so is what became of it. Addresses: person change --email. \
                From whom: config mail_from. Examples:
                  trackerctl remind send --dry-run
                  trackerctl remind send --outbox outbox
                  trackerctl remind send --sendmail --to Harper
                  trackerctl remind send --smtp /etc/tracker/mail.conf
                  trackerctl remind send --notify /etc/tracker/notify.conf
                """)
        @OptionGroup var acting: ActingOptions
        @Flag(help: "Print the messages; send and record nothing.") var dryRun = false
        @Option(
            help: ArgumentHelp(
                "Write messages as .eml files into a folder, to be sent by hand.", valueName: "folder"),
            completion: .directory) var outbox: String?
        @Flag(help: "Send by the computer's own mail program.") var sendmail = false
        @Option(
            help: ArgumentHelp(
                "Send through the mail server that a file names (server, port, security, user, password-file).",
                valueName: "file"), completion: .file()) var smtp: String?
        @Option(
            help: ArgumentHelp(
                "Send by GOV.UK Notify, as a file says (key-file, template, reply-to).", valueName: "file"),
            completion: .file()) var notify: String?
        @Option(
            name: .customLong("to"), help: ArgumentHelp("Only to one person.", valueName: "name"),
            completion: .register(.people)) var person: String?

        func validate() throws {
            let ways = [dryRun, outbox != nil, sendmail, smtp != nil, notify != nil].count { $0 }
            guard ways == 1 else {
                throw ValidationError(
                    "Say how: --dry-run to look, --outbox FOLDER for files, --sendmail, --smtp FILE, or --notify FILE."
                )
            }
        }

        func run() throws {
            let register = try acting.register.open(for: dryRun ? .reading : .writing)
            let only = try person.map { try register.people().named($0).id }
            var reminding = try Reminding(register, clock: Environment.now)
            if dryRun {
                let (messages, unreached) = try register.reading { try reminding.rehearse(only: only) }
                for message in messages {
                    Output.say("To: \(message.person.name) <\(message.message.to)>")
                    Output.say("Subject: \(message.message.subject)\n")
                    Output.say(message.message.text)
                }
                if messages.isEmpty { Output.say("There is nothing to tell anybody now.") }
                return tell(unreached)
            }
            let session = try acting.session(in: register)
            reminding.learnt = { learnt in
                let result = [learnt.result.label, learnt.answer].compactMap { $0 }.joined(separator: ": ")
                acting.say(
                    "\(learnt.person) <\(learnt.message.address)>: what was sent before (entry \(learnt.message.entry)) is \(result)"
                )
            }
            if let outbox { return try send(by: session, reminding, through: Outbox(outbox), only) }
            if let service = smtp.map({ MailService.server($0) }) ?? notify.map({ .notify($0) }) {
                return try send(by: session, reminding, through: service.carrier(for: register), only)
            }
            try send(by: session, reminding, through: Sendmail(in: PrivateFolder()), only)
        }

        private func send(
            by session: Session, _ reminding: Reminding, through carrier: some MailCarrier, _ only: PersonID?
        ) throws {
            var (sent, failed) = (0, 0)
            let unreached = try reminding.send(by: session, through: carrier, only: only) { told in
                let isOff = told.result == .sent || told.result == .written
                sent += isOff ? 1 : 0
                failed += isOff ? 0 : 1
                let what = told.lines == 1 ? "1 line" : "\(told.lines) lines"
                let result = [told.result?.label, told.answer].compactMap { $0 }.joined(separator: ": ")
                acting.say(
                    "\(told.person.name) <\(told.message.to)>: \(what), \(result) (entry \(told.entry ?? 0))")
            }
            if sent + failed == 0, carrier.canGoOn { acting.say("There is nothing to tell anybody now.") }
            tell(unreached)
            if !carrier.canGoOn {
                Output.note(
                    "\(carrier.way == .notify ? "GOV.UK Notify" : "The mail server") can't be used now, so nobody else was written to; the next run makes up for it."
                )
                if failed == 0 {
                    throw AnswerIsNo(sentence: "nothing could be asked or sent; try again later")
                }
            }
            if failed > 0 {
                throw AnswerIsNo(
                    sentence:
                        "\(failed == 1 ? "1 message was" : "\(failed) messages were") not taken; see trackerctl remind log"
                )
            }
        }

        private func tell(_ unreached: [String]) {
            guard !unreached.isEmpty else { return }
            Output.note(
                "Nobody can be told what is for \(unreached.joined(separator: ", ")): there is no address, or nobody holds the post. Give one with: trackerctl person change NAME --email ADDRESS"
            )
        }
    }

    struct Log: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists who was told what, when, and with what result.",
            discussion: """
                Examples:
                  trackerctl remind log --about LEG-1
                  trackerctl remind log --to Harper --quarter 2018/19-Q1 --format csv
                  trackerctl remind log --about LEG-1 --counts
                """)
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions
        @Option(help: ArgumentHelp("Only of one item, report or meeting.", valueName: "ref"))
        var about: String?
        @Option(
            name: .customLong("to"),
            help: ArgumentHelp(
                "Only what one person, or somebody in their place, was told.", valueName: "name"),
            completion: .register(.people)) var person: String?
        @Option(help: ArgumentHelp("Only what was sent in a quarter.", valueName: "quarter"))
        var quarter: String?
        @Flag(help: "How often each person was reminded of a date by its day, and how often since.")
        var counts = false

        func run() throws {
            let register = try register.open()
            let listing = try register.reading {
                let person = try person.map { try register.people().named($0).id }
                let days = try quarter.map {
                    let quarter = try Quarter(parsing: $0, yearStart: register.yearStart())
                    return quarter.first...quarter.last
                }
                return try counts
                    ? Listing.remindersCounted(register, about: about, to: person, on: days)
                    : Listing.reminders(register, about: about, to: person, on: days)
            }
            try output.print(listing)
        }
    }
}
