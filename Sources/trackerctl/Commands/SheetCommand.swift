import ArgumentParser
import Glibc
import Tracker

struct SheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Owners' sheets: what each has outstanding, to fill in and send back.",
        discussion: """
            Examples:
              trackerctl sheet --owner Harper -o harper.xlsx
              trackerctl sheet --every-owner -o sheets
              trackerctl sheet take returned --dry-run
            """,
        subcommands: [Write.self, Take.self], defaultSubcommand: Write.self)

    struct Write: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes an owner's sheet, or everybody's.",
            discussion: """
                It has the items that the owner leads or supports and that aren't closed, where each stands, and columns for \
                progress, percentage, a date wanted, evidence, and whether it is ready for assurance. Without -o one goes to \
                standard output as CSV. Take what comes back with: sheet take. Examples:
                  trackerctl sheet write --owner "DAC Harper" -o harper.xlsx
                  trackerctl sheet write --every-owner --format ods -o sheets
                """)
        @OptionGroup var register: RegisterOptions
        @Option(
            help: ArgumentHelp(
                "Whose: a person or post; words of the name that only one has will do.", valueName: "name"),
            completion: .register(.owners)) var owner: String?
        @Flag(help: "A file for each owner of anything outstanding, named after them, in the folder of -o.")
        var everyOwner = false
        @Option(help: "With --every-owner: xlsx, ods or csv.") var format: Format = .xlsx
        @Option(
            name: [.short, .long],
            help: ArgumentHelp(
                "An .xlsx, .ods or .csv file; with --every-owner a folder, made where there is none.",
                valueName: "file"),
            completion: .file(extensions: ["xlsx", "ods", "csv"]))
        var output: String?

        func run() throws {
            guard (owner == nil) == everyOwner else {
                throw ValidationError("Say whose sheet it is with --owner NAME, or --every-owner.")
            }
            let register = try register.open()
            let today = Environment.now().day(in: try register.timeZone())
            if let owner {
                _ = try Format.ofSheet(output, "An owner's sheet")
                let form = try register.reading {
                    try OwnerForm.make(register, owner: try register.owner(withWords: owner), today: today)
                }
                try Output.writeForm(form, to: output, isPrivate: Marking.isConfidential(form.marking))
                if let output { Output.note("Wrote \(Self.counted(form)) to \(output).") }
                return
            }
            guard let folder = output else { throw ValidationError("Say which folder with -o FOLDER.") }
            guard [.xlsx, .ods, .csv].contains(format) else {
                throw ValidationError("An owner's sheet is xlsx, ods or csv.")
            }
            let forms = try register.reading {
                try OwnerForm.owners(register, today: today).map { owner in
                    (owner.name, try OwnerForm.make(register, owner: owner.id, today: today))
                }
            }
            if forms.isEmpty { return Output.note("Nobody leads or supports anything outstanding.") }
            if mkdir(folder, 0o700) != 0, errno != EEXIST {
                throw CannotWrite(path: folder, why: String(cString: strerror(errno)))
            }
            var taken: Set<String> = []
            for (name, form) in forms {
                let file = Self.fileName(name, besides: &taken)
                let path = "\(folder)/\(file).\(format.rawValue)"
                try Output.writeForm(form, to: path, isPrivate: Marking.isConfidential(form.marking))
                Output.note("Wrote \(Self.counted(form)) of \(name)'s to \(path).")
            }
        }

        private static func counted(_ form: FillInForm) -> String {
            form.rows.count == 1 ? "1 item" : "\(form.rows.count) items"
        }

        /// A name as a file's: its letters and digits, in lower case, parted by hyphens; numbered where another has it.
        static func fileName(_ name: String, besides taken: inout Set<String>) -> String {
            let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
            // A file's name holds 255 bytes; a letter takes four at most.
            let start = words.isEmpty ? "owner" : String(words.prefix(50))
            var found = start
            var number = 2
            while !taken.insert(found).inserted {
                found = "\(start)-\(number)"
                number += 1
            }
            return found
        }
    }

    struct Take: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records what owners filled in on their sheets.",
            discussion: """
                What a row says is its owner's act, typed in by you: progress, a request for another date, evidence, and that it is \
                ready for assurance. All of all sheets is recorded, or nothing; every problem is told with its file, row and \
                column. What a sheet said before isn't recorded again. Where somebody else has moved an item since the sheet \
                was made, that is told and nothing recorded, unless you add --though-moved. Where the register takes what owners \
                say as proposals (config owner_updates), a row becomes one proposal, which waits; with --accept you accept it at \
                once. Elsewhere --as-proposals makes proposals of the rows. Examples:
                  trackerctl sheet take harper.xlsx --dry-run
                  trackerctl sheet take returned
                  trackerctl sheet take returned --accept
                """)
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions
        @Option(
            help: ArgumentHelp(
                "Who is acting; else the person registered for your account.", valueName: "name"),
            completion: .register(.people))
        var by: String?
        @Argument(
            help: ArgumentHelp("The sheets, or folders of them.", valueName: "file|folder"),
            completion: .file(extensions: ["xlsx", "ods", "csv"])) var files: [String]
        @Option(
            help: ArgumentHelp("Whose a sheet is that doesn't say so.", valueName: "name"),
            completion: .register(.owners)) var owner: String?
        @Option(help: ArgumentHelp("The day from which it counts; else today.", valueName: "date"))
        var on: String?
        @Flag(help: "Take rows although their items have moved since the sheet was made.")
        var thoughMoved = false
        @Flag(help: "Take each row as its owner's proposal, which waits to be accepted.") var asProposals =
            false
        @Flag(help: "Take each row as its owner's proposal, and accept it.") var accept = false
        @Flag(help: "Show what it would record, and write nothing.") var dryRun = false
        @Flag(help: "Print nothing when all went well.") var quiet = false
        @OptionGroup var clock: ClockOptions

        private var manner: OwnerSheetManner? {
            accept ? .acceptedProposals : asProposals ? .proposals : nil
        }

        func run() throws {
            if accept, asProposals {
                throw ValidationError("--accept and --as-proposals exclude each other.")
            }
            let paths = try files.flatMap(Self.sheets)
            try output.check(keeping: paths)
            let handed = try paths.map { path in
                let file = try SheetFile(path)
                return HandedSheet(name: file.name, bytes: file.bytes)
            }
            let day = try on.map { try Day(parsing: $0) }
            let register = try register.open(for: .writing)
            let whose = try owner.map { try register.owner(withWords: $0) }
            let session = clock.trusted(
                Session(try Actor(named: by, in: register), on: day, clock: Environment.now))
            let taken = try register.write(session, keep: !dryRun) {
                try $0.take(handed, owner: whose, thoughMoved: thoughMoved, as: manner)
            }
            let paper = OwnerSheetPaper(
                taken, isRehearsal: dryRun, people: try register.people(), posts: try register.posts(),
                spelling: \.typed)
            if !quiet { try output.print(paper.document, json: paper.json, keeping: paths) }
            for remark in paper.remarks { Output.note(remark) }
        }

        private static let endings: Set<String> = ["xlsx", "ods", "csv", "xls", "xlsm"]

        /// A file, or the sheets in a folder by name; what spreadsheet programs leave beside an open one is none.
        private static func sheets(_ path: String) throws -> [String] {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
            guard let folder = opendir(path) else {
                throw CannotRead(path: path, why: String(cString: strerror(errno)))
            }
            defer { closedir(folder) }
            var names: [String] = []
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
                if !name.hasPrefix("."), !name.hasPrefix("~$"), endings.contains(ending) {
                    names.append(name)
                }
            }
            guard !names.isEmpty else {
                throw ValidationError("There is no sheet in \(path): it has no .xlsx, .ods or .csv file.")
            }
            return names.sorted().map { "\(path)/\($0)" }
        }
    }
}
