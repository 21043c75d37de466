import ArgumentParser
import Tracker

struct ResponseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "response", abstract: "Responses to inspection reports (Police Act 1996 s.55).",
        discussion: """
            The local policing body publishes its comments within 56 days, counting the day of publication as day 1. The \
            clock runs for reports of HMIC and HMICFRS; only the publication of the comments stops it. Example:
              trackerctl response status
            """,
        subcommands: [Status.self, Draft.self, Record.self, Link.self])

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every report's clock: day n of 56, the last day, how late.",
            discussion:
                "Examples:\n  trackerctl response status\n  trackerctl response status --as-at 2018-01-08 --format json"
        )
        @OptionGroup var paper: PaperOptions

        func run() throws {
            let register = try paper.register.open()
            var scope = try paper.scope(register)
            (scope.report, scope.force) = (nil, nil)
            guard scope == .everything else {
                throw ValidationError(
                    "Only --report and --force narrow this paper: leave out the other filters.")
            }
            let result = try register.reading {
                try ResponseStatusPaper(register, frame: try paper.frame(register))
            }
            try paper.output.print(result.document, json: result.json(), hints: result.remedies)
        }
    }

    struct Draft: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drafts the letter to a report.",
            discussion: """
                It says for each item what is done or proposed, or why nothing is, and is refused while an item lacks both. \
                The HTML prints on A4, and word processors open it as a document (end it in .doc for Word). Examples:
                  trackerctl response draft EFF17 -o letter.html
                  trackerctl response draft EFF17 --audience public -o letter.doc
                """)
        @OptionGroup var paper: PaperOptions
        @Argument(help: "The report's identifier.", completion: .register(.reports)) var report: String

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
                    frame: try options.frame(register))
            }
            var output = paper.output
            // Word opens HTML under its own ending.
            if output.format == nil, output.output?.lowercased().hasSuffix(".doc") ?? false {
                output.format = .html
            }
            try output.print(result.document, json: result.json, isLetter: true)
            Output.note(result.reminder)
        }
    }

    struct Record: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keeps dates, names and comments of a response.",
            discussion: """
                Give what is new; what is given again corrects what was given before, and the history is kept. A date is \
                31/10/2023 or 2023-10-31, or none to take it back. Example:
                  trackerctl response record EFF17 --comments-requested 2017-11-10 --letter-sent 2018-01-08 \\
                    --reference MOPAC09112017-D1460 --addressee "Home Secretary" --signatory "Deputy Mayor"
                  trackerctl response record EFF17 --published 2018-01-08
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The report's identifier.", completion: .register(.reports)) var report: String
        @Option(help: ArgumentHelp("When the chief officer's comments were asked for.", valueName: "date"))
        var commentsRequested: String?
        @Option(help: ArgumentHelp("When the letter was sent; does not stop the clock.", valueName: "date"))
        var letterSent: String?
        @Option(help: ArgumentHelp("When the comments were published; stops the clock.", valueName: "date"))
        var published: String?
        @Option(help: "The letter's reference.") var reference: String?
        @Option(help: "Whom it is addressed to: name, office, address.") var addressee: String?
        @Option(help: "Who signs it.") var signatory: String?
        @Option(
            name: .customLong("cc"), parsing: .upToNextOption,
            help: "Who gets a copy; else the inspectors and the Secretary of State (s.55(6)).")
        var copies: [String] = []
        @Option(name: .customLong("enclosure"), parsing: .upToNextOption, help: "What is enclosed.")
        var enclosures: [String] = []
        @Option(help: "The policing body's own comments on the whole report.") var comments: String?
        @Option(help: "The chief officer's comments.") var chiefComments: String?
        @Option(help: "The reply to the chief officer's comments.") var reply: String?

        func run() throws {
            var facts = ResponseFacts()
            facts.commentsRequested = try change(commentsRequested)
            facts.letterSent = try change(letterSent)
            facts.commentsPublished = try change(published)
            facts.reference = reference
            let words: Words = [
                .addressee: addressee ?? "", .signatory: signatory ?? "",
                .copies: copies.joined(separator: "\n"), .enclosures: enclosures.joined(separator: "\n"),
                .comments: comments ?? "", .chiefComments: chiefComments ?? "", .reply: reply ?? "",
            ]
            let id = try acting.write { try $0.respond(to: report, facts, words: words) }
            acting.say("Recorded for \(id). See: trackerctl response status --report \(id)")
        }

        private func change(_ typed: String?) throws -> Change<Day> {
            guard let typed else { return .keep }
            return .set(typed.lowercased() == "none" ? nil : try Day(parsing: typed))
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
