import ArgumentParser
import Tracker

/// Everything that the reference tells, in whatever format: the commands in the groups of the help screen, and what
/// holds for all of them.
struct Manual {
    /// Commands under one heading.
    struct Chapter {
        let title: String
        let commands: [CommandPage]
    }

    let abstract: String
    let chapters: [Chapter]

    /// The manual of this very program.
    ///
    /// - Throws: `JSONSyntaxError` if the parser's description of itself can't be read.
    init() throws {
        let described = try JSON(parsing: Array(Trackerctl._dumpHelp().utf8))
        let root = CommandPage(described["command"] ?? .null)
        abstract = root.abstract
        chapters = Trackerctl.configuration.groupedSubcommands.map { group in
            Chapter(
                title: group.name,
                commands: group.subcommands.compactMap { type in
                    root.subcommands.first {
                        $0.name == "\(root.name) \(type.configuration.commandName ?? "")"
                    }
                })
        }
    }

    /// What the environment decides, each with what it does.
    static let environment = [
        (
            "TRACKER_REGISTER",
            "The register of commands that are given no --register: a file, or postgresql://USER@HOST/DATABASE."
        ),
        (
            "TRACKER_EVIDENCE",
            "The folder of evidence of a register on a server, where it was made to keep it in one."
        ),
        (
            "XDG_DATA_HOME",
            "The folder of data, else ~/.local/share: the register is trackerctl/register.db in it."
        ),
        (
            "XDG_CONFIG_HOME",
            "The folder of settings, else ~/.config: the signing key is trackerctl/key in it."
        ),
        ("COLUMNS", "How wide text is where there is no terminal (80)."),
        ("NO_COLOR", "Set to anything: no colours."),
        (
            "PAGER",
            "What a long text is shown with on a terminal; else less (with LESS set to FRX where it isn't set). Empty: nothing."
        ),
        ("VISUAL, EDITOR", "In which longer words are written while a meeting is logged at the terminal."),
    ]

    /// The exit codes, each with when it is given (after sysexits.h).
    static let exitCodes = [
        ("0", "Done."),
        ("1", "The answer is no: tampering was found, or something is overdue and --fail-on-overdue asked."),
        ("64", "The command was typed wrongly."),
        ("65", "What was given can't be read or contradicts the register; nothing was written."),
        ("66", "A file, or something named in the register, isn't there."),
        ("73", "The file can't be made."),
        ("74", "The disk can't be read or written."),
        ("75", "Another program is writing to the register; try again."),
        ("77", "The rules don't permit it; nothing was written."),
    ]
}
