import ArgumentParser
import Tracker

struct ResponseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "response",
        abstract: "Responses to inspection reports: the clock of Police Act 1996 s.55, the letter.",
        discussion: """
            The local policing body publishes its comments within 56 days, counting the day of publication as day 1. The \
            clock runs for reports of HMIC and HMICFRS; only the publication of the comments stops it. Other laws have \
            clocks of their own. Examples:
              trackerctl response status
              trackerctl response status --all
            """,
        subcommands: [Status.self, Draft.self, Record.self, Check.self, Link.self])

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every report's clock: day n of 56, the last day, how late.",
            discussion: """
                Only reports of HMIC and HMICFRS have the clock of section 55; --all counts every report by the law that \
                asks for its response, and each of several addressees singly. Examples:
                  trackerctl response status
                  trackerctl response status --as-at 2018-01-08 --format json
                  trackerctl response status --all
                  trackerctl response status --all --owed-by "Essex Police"
                """)
        @OptionGroup var paper: PaperOptions
        @Flag(help: "Every clock, each report by its own: see clock list.") var all = false
        @Option(
            help: ArgumentHelp(
                "Only what one owes: an addressee as a report names it, or the body.", valueName: "name"))
        var owedBy: String?

        func run() throws {
            let register = try paper.register.open()
            var scope = try paper.scope(register)
            (scope.report, scope.publisher, scope.force) = (nil, nil, nil)
            guard scope == .everything else {
                throw ValidationError(
                    "Only --report, --publisher and --force narrow this paper: leave out the other filters.")
            }
            let result = try register.reading {
                let frame = try paper.frame(register)
                let known = frame.viewpoint.knownAt
                return try ResponseStatusPaper(
                    register, frame: frame,
                    clocks: all ? try register.clocks(knownAt: known) : [.section55],
                    owedBy: try owedBy.map { try register.answerer($0, knownAt: known) })
            }
            try paper.output.print(result.document, json: result.json(), hints: result.remedies)
        }
    }

    struct Draft: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drafts the letter to a report.",
            discussion: """
                It says for each item what is done or proposed, or why nothing is. Where a law asks for that, as section 55 \
                does of reports by the inspectors, it is refused while an item lacks both; --incomplete makes a draft to \
                pass round, with what is missing named in it. A .docx is there to be worked on; HTML and PDF print on \
                A4. Examples:
                  trackerctl response draft EFF17 --incomplete -o draft.docx
                  trackerctl response draft EFF17 -o letter.html
                  trackerctl response draft SMART13 --item SMART-1 --item SMART-7 -o letter.pdf
                """)
        @OptionGroup var paper: PaperOptions
        @Argument(help: "The report's identifier.", completion: .register(.reports)) var report: String
        @Flag(
            help:
                "A draft to pass round: marked DRAFT, \"[no answer yet]\" where none is, a list of what is missing."
        )
        var incomplete = false
        @Option(
            name: .customLong("item"),
            help: ArgumentHelp(
                "Answer this item, and only those so named. Recommendations can't be left out where a law asks about each.",
                valueName: "ref"), completion: .register(.items))
        var items: [String] = []
        @Flag(help: "Answer no item singly: the comments on the whole report are the answer.") var noItems =
            false

        func validate() throws {
            guard items.isEmpty || !noItems else {
                throw ValidationError("Give --item or --no-items, not both.")
            }
            guard !incomplete || paper.audience == .board else {
                throw ValidationError("A draft is for those who work at it: leave out --audience public.")
            }
        }

        func run() throws {
            let register = try paper.register.open()
            guard try paper.scope(register) == .everything else {
                throw ValidationError("A letter answers the whole report: leave out the filters.")
            }
            var options = paper
            options.report = report
            let result = try register.reading {
                try ResponseLetterPaper(
                    register, try register.report(report, knownAt: options.known(register)),
                    choice: noItems ? [] : items.isEmpty ? nil : items, isDraft: incomplete,
                    frame: try options.frame(register))
            }
            var output = paper.output
            // Word opens HTML under its own ending.
            if output.format == nil, output.output?.lowercased().hasSuffix(".doc") ?? false {
                output.format = .html
            }
            try output.print(result.document, json: result.json, isLetter: true)
            Output.note(result.reminder)
            for remark in result.remarks { Output.note(remark) }
        }
    }

    struct Record: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keeps dates, names and comments of a response.",
            discussion: """
                Give what is new; what is given again corrects what was given before, and the history is kept. A date is \
                31/10/2023 or 2023-10-31, or none to take it back. Lines of an address are parted by " | ", or given one by \
                one. More time, days in court and a date printed in the report are taken where the report's clock knows \
                them: see clock list. Examples:
                  trackerctl response record EFF17 --comments-requested 2017-11-10 --reference MOPAC09112017-D1460 \\
                    --addressee "Home Secretary | 2 Marsham Street | London SW1P 4DF" --salutation "Home Secretary" \\
                    --signatory "Sam Example | Deputy Mayor" --comments-file comments.docx
                  trackerctl response record EFF17 --letter-sent 2018-01-08 --sent letter.docx --published 2018-01-08
                  trackerctl response record PFD24 --for "Essex Police" --extension-asked 2024-04-02 \
                    --extension-granted 2024-04-05 --extended-to 2024-05-03 --extension-by "The coroner"
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The report's identifier.", completion: .register(.reports)) var report: String
        @Option(help: ArgumentHelp("When the chief officer's comments were asked for.", valueName: "date"))
        var commentsRequested: String?
        @Option(help: ArgumentHelp("When the letter was sent; does not stop the clock.", valueName: "date"))
        var letterSent: String?
        @Option(help: ArgumentHelp("When the comments were published; stops the clock.", valueName: "date"))
        var published: String?
        @Option(
            name: .customLong("for"),
            help: ArgumentHelp("Whose answer it is, where a report was sent to several.", valueName: "name"))
        var answerer: String?
        @Option(help: ArgumentHelp("When more time was asked for.", valueName: "date"))
        var extensionAsked: String?
        @Option(help: ArgumentHelp("When it was granted; with --extended-to.", valueName: "date"))
        var extensionGranted: String?
        @Option(help: ArgumentHelp("The new last day.", valueName: "date")) var extendedTo: String?
        @Option(help: ArgumentHelp("When it was refused.", valueName: "date")) var extensionRefused: String?
        @Option(help: "Who granted or refused it.") var extensionBy: String?
        @Option(help: ArgumentHelp("The first day of a judicial review.", valueName: "date"))
        var suspendedFrom: String?
        @Option(help: ArgumentHelp("The last day of it.", valueName: "date")) var suspendedTo: String?
        @Option(help: ArgumentHelp("The date for the answer that the report prints.", valueName: "date"))
        var printedDate: String?
        @Option(
            help: ArgumentHelp(
                "The clock that runs for the report, where its publisher doesn't tell; or none.",
                valueName: "name"))
        var clock: String?
        @Option(help: "The letter's reference.") var reference: String?
        @Option(
            help: "Whom it is addressed to: name, office, address, parted by \" | \" or given line by line.")
        var addressee: [String] = []
        @Option(help: "How it greets them: \"Home Secretary\", \"Amber\"; else by office or name.")
        var salutation: String?
        @Option(help: "What it is about; else the report's title.") var subject: String?
        @Option(help: "The sentences it begins with; else which report it answers, and under which law.")
        var opening: String?
        @Option(help: "The sentences it ends with.") var closing: String?
        @Option(help: "Why it is late.") var delay: String?
        @Option(help: "Who signs it: name and office, parted by \" | \" or given line by line.")
        var signatory: [String] = []
        @Option(
            name: .customLong("cc"), parsing: .upToNextOption,
            help: "Who gets a copy; else, under s.55(6), the inspectors and the Secretary of State.")
        var copies: [String] = []
        @Option(name: .customLong("enclosure"), parsing: .upToNextOption, help: "What is enclosed.")
        var enclosures: [String] = []
        @Option(help: "The policing body's own comments on the whole report.") var comments: String?
        @Option(
            help: ArgumentHelp("The same from a .docx, .txt or .md file, in paragraphs.", valueName: "file"),
            completion: .file(extensions: ["docx", "txt", "md"]))
        var commentsFile: String?
        @Option(help: "The chief officer's comments.") var chiefComments: String?
        @Option(
            help: ArgumentHelp("The same from a file.", valueName: "file"),
            completion: .file(extensions: ["docx", "txt", "md"]))
        var chiefCommentsFile: String?
        @Option(help: "The reply to the chief officer's comments.") var reply: String?
        @Option(
            help: ArgumentHelp("The same from a file.", valueName: "file"),
            completion: .file(extensions: ["docx", "txt", "md"]))
        var replyFile: String?
        @Option(
            help: ArgumentHelp("What was sent: its hash and its name are kept.", valueName: "file"),
            completion: .file())
        var sent: String?

        func validate() throws {
            for (typed, file) in [
                (comments, commentsFile), (chiefComments, chiefCommentsFile), (reply, replyFile),
            ] where typed != nil && file != nil {
                throw ValidationError("Give the words or a file that holds them, not both.")
            }
        }

        func run() throws {
            var facts = ResponseFacts()
            facts.commentsRequested = try change(commentsRequested)
            facts.letterSent = try change(letterSent)
            facts.commentsPublished = try change(published)
            facts.addressee = answerer
            facts.extensionAsked = try change(extensionAsked)
            facts.extensionGranted = try change(extensionGranted)
            facts.extendedTo = try change(extendedTo)
            facts.extensionRefused = try change(extensionRefused)
            facts.suspendedFrom = try change(suspendedFrom)
            facts.suspendedTo = try change(suspendedTo)
            facts.printedDate = try change(printedDate)
            if let clock { facts.clock = .set(clock.lowercased() == "none" ? nil : clock) }
            facts.reference = reference
            var words: Words = [
                .addressee: TypedLines(addressee).text, .salutation: salutation ?? "",
                .subject: subject ?? "",
                .opening: TypedLines(opening).text, .closing: TypedLines(closing).text,
                .delay: TypedLines(delay).text, .signatory: TypedLines(signatory).text,
                .copies: copies.joined(separator: "\n"), .enclosures: enclosures.joined(separator: "\n"),
                .comments: try words(comments, in: commentsFile),
                .chiefComments: try words(chiefComments, in: chiefCommentsFile),
                .reply: try words(reply, in: replyFile), .extensionBy: extensionBy ?? "",
            ]
            if let sent {
                facts.sentSHA256 = Hash.sha256(try EvidenceStore.read(sent)).hex
                words[.file] = String(sent.split(separator: "/").last ?? "")
            }
            let id = try acting.write { try $0.respond(to: report, facts, words: words) }
            let all = try acting.register.open().clockWords(of: id, facts)
            acting.say("Recorded for \(id).\(all) See: trackerctl response status --report \(id)")
        }

        private func words(_ typed: String?, in path: String?) throws -> String {
            guard let path else { return TypedLines(typed).text }
            return try ProseFile(path: path).text
        }

        private func change(_ typed: String?) throws -> Change<Day> {
            guard let typed else { return .keep }
            return .set(typed.lowercased() == "none" ? nil : try Day(parsing: typed))
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says whether a file is the letter that was sent.",
            discussion: """
                Examples:
                  trackerctl response check EFF17 letter.docx
                  trackerctl response check PFD24 answer.pdf --for "Essex Police"
                """)
        @OptionGroup var register: RegisterOptions
        @Argument(help: "The report's identifier.", completion: .register(.reports)) var report: String
        @Argument(help: "The file.", completion: .file()) var file: String
        @Option(
            name: .customLong("for"),
            help: ArgumentHelp(
                "Whose answer it is, where a report was sent to several; else the body's own.",
                valueName: "name"))
        var answerer: String?

        func run() throws {
            let register = try register.open()
            let id = try register.report(report).reference
            let all = try register.responses(to: id, knownAt: .max)
            let response = all.response(of: try answerer.map { try all.addressee($0, of: id) })
            if answerer == nil, response.sentSHA256 == nil,
                all.each.values.contains(where: { $0.sentSHA256 != nil })
            {
                throw RuleViolation(
                    id.text,
                    "it was sent to \(all.addressees.joined(separator: ", ")), and each answers singly",
                    remedies: [.give(.answerer)])
            }
            guard let sent = response.sentSHA256 else {
                throw RuleViolation(
                    id.text, "what was sent isn't recorded", remedies: [.give(.responseFacts)])
            }
            let hash = Hash.sha256(try EvidenceStore.read(file)).hex
            let name = response.words[.file].map { " as \($0)" } ?? ""
            guard hash == sent else {
                throw RuleViolation(
                    id.text,
                    "this file isn't what was recorded\(name): its SHA-256 is \(hash), that of the letter \(sent)"
                )
            }
            let day = response.letterSent.map { " on \($0.longForm)" } ?? ""
            Output.say("This is what was sent\(day) and recorded\(name).")
        }
    }

    struct Link: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that the response to one report serves for another too.",
            discussion: """
                For a national and a force report whose findings and recommendations are the same. Example:
                  trackerctl response link EFF17-NAT --same-as EFF17
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The report that needs no response of its own.", completion: .register(.reports))
        var report: String
        @Option(help: "The report whose response serves for it, or none.", completion: .register(.reports))
        var sameAs: String

        func run() throws {
            let other = sameAs.lowercased() == "none" ? nil : sameAs
            try acting.write { try $0.linkResponse(of: report, to: other) }
            acting.say(
                other.map { "\(report) is answered with \($0)." }
                    ?? "\(report) needs a response of its own again.")
        }
    }
}

extension Register {
    /// The last day that came of what moves it, in a sentence for the terminal; empty where nothing did.
    fileprivate func clockWords(of report: Reference, _ facts: ResponseFacts) throws -> String {
        let changes = [
            facts.extensionAsked, facts.extensionGranted, facts.extendedTo, facts.extensionRefused,
            facts.suspendedFrom, facts.suspendedTo, facts.printedDate,
        ]
        guard changes.contains(where: { $0 != .keep }) || facts.clock != .keep else { return "" }
        let all = try responses(to: report, knownAt: .max)
        let duty = ResponseDuty(
            to: try self.report(report.text).details, start: try responseStart(), clocks: try clocks(),
            response: all.response(of: facts.addressee.flatMap { all.addressee($0) }),
            asAt: Environment.now().day(in: try timeZone()))
        return duty.clock.map { " The last day is \($0.lastDay.longForm)." } ?? " No time runs: \(duty.why)."
    }
}
