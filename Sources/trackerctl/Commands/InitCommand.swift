import ArgumentParser
import Glibc
import Tracker

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes a new register.",
        discussion: """
            You become its first person, officer, assurer and approver. Example:
              trackerctl init --body "Mayor's Office for Policing and Crime" --force "Metropolitan Police Service"
            """)

    @OptionGroup var acting: ActingOptions
    @Option(help: ArgumentHelp("The policing body.", valueName: "name")) var body: String?
    @Option(help: ArgumentHelp("The force it oversees.", valueName: "name")) var force: String?
    @Option(help: ArgumentHelp("First day of the financial year.", valueName: "mm-dd")) var yearStart =
        "04-01"
    @Option(help: ArgumentHelp("Which day it is: Europe/London, UTC, +05:30 …", valueName: "zone"))
    var timeZone: String?
    @Option(help: ArgumentHelp("Protective marking of papers.", valueName: "text")) var marking: String?

    func run() throws {
        var settings: [Setting: String] = [.yearStart: yearStart]
        settings[.body] = body
        settings[.force] = force
        settings[.timeZone] = timeZone
        settings[.marking] = marking
        for (setting, value) in settings { try Writer.check(setting, value) }
        let path = acting.register.location
        try Self.makeFolder(of: path)
        _ = try Register.create(
            at: path, founder: acting.by ?? Environment.fullName, settings: settings,
            session: try acting.session(of: Actor(.account(Environment.account))))
        acting.say(
            "Made a register at \(ServerName(path)?.shown ?? path). Next: trackerctl report add --help")
    }

    /// Makes the folders on the way to a file, readable by their owner alone.
    static func makeFolder(of path: String) throws {
        guard ServerName(path) == nil else { return }
        var folder = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            folder += part + "/"
            if part.isEmpty { continue }
            if mkdir(folder, 0o700) != 0 && errno != EEXIST {
                throw CannotWrite(path: folder, why: String(cString: strerror(errno)))
            }
        }
    }
}
