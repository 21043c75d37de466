/// The reference as a manual page, trackerctl(1), in the mdoc(7) language.
enum ManPage {
    /// The day of the release that the page goes with.
    private static let day = "November 21, 2026"

    static func render(_ manual: Manual) -> String {
        var page = """
            .\\" Made by scripts/reference from the commands themselves.
            .Dd \(day)
            .Dt TRACKERCTL 1
            .Os
            .Sh NAME
            .Nm trackerctl
            .Nd \(text(withoutStop(manual.abstract)))
            .Sh SYNOPSIS
            .Nm
            .Ar command
            .Op Ar options
            .Nm
            .Cm help
            .Op Ar command | topic
            .Sh DESCRIPTION
            .Nm
            keeps a register of what inspections recommend: one SQLite file with a ledger that only grows.
            The commands are told below in groups; each has
            .Fl \\-help
            with an example.
            .Sh OPTIONS
            These are shared by many commands, which name them.

            """
        for set in SharedOptions.all {
            page += ".Ss \(text(set.title))\n" + list(set.parameters)
        }
        page += ".Sh COMMANDS\n"
        for chapter in manual.chapters {
            page += ".Ss \(text(chapter.title))\n.Bl -tag -width Ds\n"
            page += chapter.commands.flatMap(\.leaves).map(entry).joined() + ".El\n"
        }
        page += ".Sh ENVIRONMENT\n" + list(Manual.environment)
        page += ".Sh FILES\n" + list([("~/.local/share/trackerctl/register.db", "The register.")])
        page += ".Sh EXIT STATUS\n" + list(Manual.exitCodes)
        return page
    }

    private static func entry(_ command: CommandPage) -> String {
        // A request line ends where its line does, so the pieces of a synopsis stand in one block of their own.
        var entry = ".It Xo\n.Ic \(words(command.name))\n"
        for piece in command.synopsis.dropFirst() { entry += "\(text(piece))\\&\n" }
        entry += ".Xc\n\(sentences(command.abstract))\n"
        if !command.prose.isEmpty { entry += "\(sentences(command.prose))\n" }
        if !command.parameters.isEmpty { entry += list(command.parameters) }
        if !command.shared.isEmpty {
            entry +=
                ".Pp\n"
                + text(
                    "Also the options of \(command.shared.map(\.words).joined(separator: " and ")).") + "\n"
        }
        guard !command.examples.isEmpty else { return entry }
        return entry + ".Bd -literal -offset indent\n\(text(command.examples))\n.Ed\n"
    }

    private static func list(_ parameters: [CommandPage.Parameter]) -> String {
        list(parameters.map { ($0.spelling, $0.words) })
    }

    private static func list(_ entries: [(String, String)]) -> String {
        ".Bl -tag -width Ds -compact\n"
            + entries.map { ".It Cm \(words($0))\n\(sentences($1))\n" }.joined() + ".El\n"
    }

    /// Words as arguments of a macro: none of them is taken for another macro or for punctuation.
    private static func words(_ words: String) -> String {
        words.split(separator: " ").map { "\\&\(text(String($0)))" }.joined(separator: " ")
    }

    /// Running text, each sentence on a line of its own, as mdoc(7) asks.
    private static func sentences(_ prose: String) -> String {
        text(prose.replacing(". ", with: ".\n"))
    }

    /// Text as it is: backslashes and dashes printed, no line taken for a request.
    private static func text(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var written = line.first == "." || line.first == "'" ? "\\&" : ""
            for character in line {
                switch character {
                case "\\": written += "\\e"
                case "-": written += "\\-"
                case "…": written += "\\&..."
                default: written.append(character)
                }
            }
            return written
        }.joined(separator: "\n")
    }

    private static func withoutStop(_ sentence: String) -> String {
        sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}
