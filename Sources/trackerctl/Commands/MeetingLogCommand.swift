import ArgumentParser
import Glibc
import Tracker

extension MeetingCommand {
    struct Log: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records what a board decided, from a filled-in sheet or answer by answer.",
            discussion: """
                All of a sheet is recorded, or nothing; every problem is told with its row and column. Each act counts from \
                the day of the meeting. Without a file, on a terminal, it goes through the items one by one: one key for \
                each act, nothing written until the end, and it can be taken up again after an interruption. Examples:
                  trackerctl meeting log OB-2018-03 sheet.xlsx --dry-run
                  trackerctl meeting log OB-2018-03
                """)
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions
        @Option(
            help: ArgumentHelp(
                "Who is acting; else the person registered for your account.", valueName: "name"),
            completion: .register(.people))
        var by: String?
        @Argument(help: "The meeting.", completion: .register(.meetings)) var meeting: String
        @Argument(
            help: "The sheet, .xlsx or .csv; left out to answer at the terminal.",
            completion: .file(extensions: ["xlsx", "csv"])) var file: String?
        @Option(help: ArgumentHelp("The workbook's sheet, else the first.", valueName: "name")) var sheet:
            String?
        @Option(
            help: ArgumentHelp(
                "Who assured what was assured, else whoever is acting; it is recorded who typed.",
                valueName: "name"),
            completion: .register(.people))
        var assurer: String?
        @Flag(help: "Show the moves it would make, and write nothing.") var dryRun = false
        @Flag(help: "Print nothing when all went well.") var quiet = false
        @OptionGroup var clock: ClockOptions
        @OptionGroup var signature: SignatureOptions

        func run() throws {
            guard let file else {
                guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
                    throw ValidationError(
                        "Name the sheet, or run it on a terminal to answer item by item.")
                }
                return try walk()
            }
            try output.check(keeping: [file])
            let handed = try SheetFile(file)
            let filled = try MeetingSheet(handed.bytes, file: handed.name, tab: sheet)
            let register = try register.open(for: .writing)
            let logged = try register.write(try session(in: register), keep: !dryRun) {
                try $0.log(
                    filled.lines, file: handed.name, sha256: handed.hash, assurer: try assurer(in: register))
            }
            try print(logged, register, keeping: [file])
            for remark in filled.remarks { Output.note(remark) }
            if !filled.ignored.isEmpty {
                Output.note(
                    "Columns that mean nothing here were left out: \(filled.ignored.joined(separator: ", "))."
                )
            }
            if !logged.minutesAlone.isEmpty {
                Output.note(
                    "Rows with a minute number alone were left as they are: \(logged.minutesAlone.map(String.init).joined(separator: ", "))."
                )
            }
        }

        private func session(in register: Register) throws -> Session {
            try signature.signing(
                clock.trusted(
                    Session(try Actor(named: by, in: register), meeting: meeting, clock: Environment.now)),
                register: self.register, clock)
        }

        private func assurer(in register: Register) throws -> PersonID? {
            try assurer.map { try register.people().named($0).id }
        }

        private func walk() throws {
            try output.check()
            let path = register.location
            let register = try register.open(for: .writing)
            let today = Environment.now().day(in: try register.timeZone())
            let session = try session(in: register)
            let assurer = try assurer(in: register)
            let form = try MeetingForm.make(register, meeting: meeting, today: today)
            var walk = try MeetingWalk(
                register: register, path: path, session: session,
                meeting: try register.meeting(meeting).reference, form: form,
                assurer: assurer)
            guard try walk.run() else {
                let count = walk.draft.answers.count
                guard count > 0 else {
                    walk.file.remove()
                    return Output.say("Nothing was recorded.")
                }
                Output.say(
                    "Nothing was recorded. \(count) \(count == 1 ? "answer is" : "answers are") kept in \(walk.file.path); take it up again with: trackerctl meeting log \(meeting)"
                )
                return
            }
            let logged = try register.write(session, keep: !dryRun) {
                try $0.log(walk.draft.lines, file: "answers", sha256: nil, assurer: assurer)
            }
            if !dryRun { walk.file.remove() }
            try print(logged, register)
        }

        func print(_ logged: LoggedMeeting, _ register: Register, keeping inputs: [String] = []) throws {
            if quiet { return }
            let paper = MeetingLogPaper(
                logged, isRehearsal: dryRun, people: try register.people(), spelling: \.typed)
            try output.print(paper.document, json: paper.json, keeping: inputs)
            for move in logged.moves where move.acts.contains(.assure) {
                guard let complete = move.after.complete, complete < 100 else { continue }
                Output.note(
                    "\(move.reference) is assured at \(complete)% complete: is that meant? If so, fill in 100 with the act."
                )
            }
        }
    }
}
