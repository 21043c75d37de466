import ArgumentParser

/// Writes the reference; for whoever packages the program, so the help screen doesn't list it.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Writes the command reference.",
        discussion: """
            scripts/reference keeps docs/commands.md and docs/man/trackerctl.1 with it. Example:
              trackerctl manual man > trackerctl.1
            """, shouldDisplay: false)

    enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, man }

    @Argument(help: "markdown or man.") var format: Format

    func run() throws {
        let manual = try Manual()
        var sink = try FileSink(nil)
        sink.write(format == .man ? ManPage.render(manual) : MarkdownManual.render(manual))
        try sink.close()
    }
}
