import ArgumentParser
import Tracker

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Reports: add, list, show, grade their questions, say to whom they were sent, take from what was published.",
        discussion: "Example:\n  trackerctl report list",
        subcommands: [Add.self, List.self, Show.self, Grade.self, Addressee.self, Take.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a report.",
            discussion: """
                Example:
                  trackerctl report add PEEL-2017-LEG "PEEL: Police legitimacy 2017" --publisher HMICFRS \\
                    --force "Metropolitan Police Service" --published 2017-12-12 --cycle 2017
                  trackerctl report add PFD-2024-0071 "Prevention of future deaths" --publisher "Coroner for Essex" \
                    --force "Essex Police" --published 2024-02-09 --addressee "Essex Police" --addressee "Home Office"
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "Its identifier in this register.") var id: String
        @Argument(help: "Its title.") var title: String
        @Option(help: "Who published it.") var publisher: String
        @Option(
            help: "The force it is about, or \"All forces\"; else the register's own.",
            completion: .register(.forces))
        var force: String?
        @Option(help: "When: 2017-12-12, or 2017-12 or 2017 where no more is known.") var published: String
        @Option(help: "The inspection cycle, for example 2021/22.") var cycle: String?
        @Option(help: "The grade scale; else the usual one of the cycle.") var scale: String?
        @Option(help: "Where it can be read.") var url: String?
        @Option(
            help: ArgumentHelp(
                "Whom it was sent to, each of whom owes an answer; give it once for each.", valueName: "name")
        )
        var addressee: [String] = []

        func run() throws {
            let published = try PartialDate(parsing: published)
            let reference = try Reference(parsing: id, what: "report identifier")
            try acting.write {
                guard let force = try force ?? $0.register.setting(.force) else {
                    throw ValidationError(
                        "Give --force: this register names no force of its own (trackerctl config force NAME)."
                    )
                }
                let details = ReportDetails(
                    publisher: publisher, force: force, published: published, cycle: cycle, scale: scale,
                    url: url)
                try $0.addReport(reference, title: title, details: details)
                if !addressee.isEmpty { try $0.address(reference.text, to: addressee) }
            }
            acting.say("Added report \(reference).")
        }
    }

    struct Addressee: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says to whom a report was sent: each owes an answer.",
            discussion: """
                Name all of them: those named before are replaced. Whoever has answered stays. Bodies and offices stand here, \
                not people. Examples:
                  trackerctl report addressee PFD-2024-0071 "Essex Police" "Home Office" "College of Policing"
                  trackerctl report addressee PFD-2024-0071 --none
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The report's identifier.", completion: .register(.reports)) var id: String
        @Argument(help: "Who owes an answer.") var names: [String] = []
        @Flag(help: "Nobody in particular: the body alone answers.") var none = false

        func validate() throws {
            guard names.isEmpty == none else {
                throw ValidationError("Name whom it was sent to, or give --none.")
            }
        }

        func run() throws {
            let id = try acting.write { try $0.address(self.id, to: names) }
            acting.say(
                names.isEmpty
                    ? "\(id) is answered by the body alone."
                    : "\(id): \(names.count == 1 ? "1 owes" : "\(names.count) owe") an answer. See: trackerctl response status --all --report \(id)"
            )
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the reports.", discussion: "Example:\n  trackerctl report list --format json")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.reports(try register.open())
            try output.print(listing)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a report, its grades and its items.",
            discussion: "Example:\n  trackerctl report show PEEL-2017-LEG")
        @OptionGroup var paper: PaperOptions
        @Argument(help: "The report's identifier.", completion: .register(.reports)) var id: String

        func run() throws {
            let register = try paper.register.open()
            var options = paper
            options.report = id
            try register.reading {
                let frame = try options.frame(register)
                let result = try ReportPaper(
                    register, try register.report(id, knownAt: paper.known(register)), frame: frame,
                    ragRule: try paper.ragRule(register))
                let snapshot = try frame.snapshot(of: register, progress: paper.output.progress())
                try paper.output.print(
                    result.document, from: snapshot, json: result.json(from: snapshot))
            }
        }
    }

    struct Grade: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records the grade of a question, or those of a draft.",
            discussion: """
                A question is graded on the scale of the report's inspection cycle, or "ungraded". --from takes the sheet \
                Grades of a draft that "report take" made, all of it or nothing; what is recorded already is left out. Example:
                  trackerctl report grade PEEL-2017-LEG "Legitimacy" good --judgement-file legitimacy.txt
                  trackerctl report grade metropolitan-peel-2016 --from draft.xlsx
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The report's identifier.", completion: .register(.reports)) var id: String
        @Argument(help: "The question.") var question: String?
        @Argument(help: "The grade.") var grade: String?
        @Option(
            help: ArgumentHelp("A draft's grades.", valueName: "file"),
            completion: .file(extensions: ["xlsx"]))
        var from: String?
        @Option(help: "What the report says about the question.") var judgement: String?
        @Option(
            help: ArgumentHelp("The same from a .docx, .txt or .md file, in paragraphs.", valueName: "file"),
            completion: .file(extensions: ["docx", "txt", "md"]))
        var judgementFile: String?

        func validate() throws {
            guard (from == nil) == (grade != nil) && (question == nil) == (grade == nil) else {
                throw ValidationError("Give a question and its grade, or --from and a draft.")
            }
            guard judgement == nil || judgementFile == nil, from == nil || judgement ?? judgementFile == nil
            else {
                throw ValidationError("Give --judgement or --judgement-file, with a question and its grade.")
            }
        }

        func run() throws {
            if let question, let grade {
                let words = try judgementFile.map { try ProseFile(path: $0).text } ?? judgement
                try acting.write { try $0.grade(id, question: question, grade: grade, judgement: words) }
                return acting.say("Graded \"\(question)\": \(grade.lowercased()).")
            }
            let draft = try SheetFile(from ?? "")
            let sheet = try Sheet.read(draft.bytes, file: draft.name, tab: ReportDraft.grades)
            let register = try acting.register.open(for: .writing)
            let report = try register.report(id)
            let known = try register.grades(of: report.reference)
            let new = try ReportDraft.grades(in: sheet, of: report.title, file: draft.name).filter { given in
                !known.contains { $0.question == given.question && $0.grade == given.grade.lowercased() }
            }
            guard !new.isEmpty else {
                return acting.say("Nothing differs from the register; nothing was written.")
            }
            try register.write(try acting.session(in: register)) { writer in
                for given in new { try writer.grade(id, question: given.question, grade: given.grade) }
            }
            for given in new { acting.say("Graded \"\(given.question)\": \(given.grade.lowercased()).") }
        }
    }
}
