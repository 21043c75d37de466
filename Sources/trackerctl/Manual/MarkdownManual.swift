/// The reference as a Markdown page, docs/commands.md.
enum MarkdownManual {
    static func render(_ manual: Manual) -> String {
        var page = """
            # The commands

            Made by `scripts/reference` from the commands themselves: change their help, not this page. The same is in
            `man trackerctl`, and what a command takes in `trackerctl help COMMAND`.

            """
        for chapter in manual.chapters {
            page += "\n- \(chapter.title): "
            page += chapter.commands.map { "[\(short($0.name))](#\(anchor($0.name)))" }.joined(
                separator: ", ")
        }
        page += "\n\n## Options that many commands share\n"
        for set in SharedOptions.all {
            page += "\n### \(set.title)\n\n" + list(set.parameters)
        }
        for chapter in manual.chapters {
            page += "\n## \(chapter.title)\n"
            for command in chapter.commands { page += section(command) }
        }
        page += "\n## Environment\n\n" + list(Manual.environment)
        page += "\n## Exit codes\n\n" + list(Manual.exitCodes)
        return page
    }

    private static func section(_ command: CommandPage) -> String {
        var text = "\n### \(command.name)\n\n\(escaped(command.abstract))\n"
        if !command.prose.isEmpty { text += "\n\(escaped(command.prose))\n" }
        if command.subcommands.isEmpty { text += "\n```\n\(wrapped(command.synopsis))\n```\n" }
        if !command.parameters.isEmpty { text += "\n" + list(command.parameters) }
        if !command.shared.isEmpty {
            let sets = command.shared.map { "[\($0.words)](#\(anchor($0.title)))" }
            text += "\nIt also takes the options of \(sets.joined(separator: " and ")).\n"
        }
        if !command.examples.isEmpty { text += "\n```sh\n\(command.examples)\n```\n" }
        return text + command.subcommands.map(section).joined()
    }

    private static func list(_ parameters: [CommandPage.Parameter]) -> String {
        list(parameters.map { ($0.spelling, $0.words) })
    }

    private static func list(_ entries: [(String, String)]) -> String {
        entries.map { "- `\($0)`: \(escaped($1))\n" }.joined()
    }

    /// The pieces on lines of at most 100 characters; a piece is never broken.
    private static func wrapped(_ pieces: [String]) -> String {
        var lines: [String] = []
        for piece in pieces {
            if let last = lines.last, last.count + piece.count < 100 {
                lines[lines.count - 1] = "\(last) \(piece)"
            } else {
                lines.append(lines.isEmpty ? piece : "    \(piece)")
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func short(_ name: String) -> String {
        name.split(separator: " ").dropFirst().joined(separator: " ")
    }

    /// How Markdown viewers name a heading in addresses.
    private static func anchor(_ heading: String) -> String {
        String(heading.lowercased().map { $0 == " " ? "-" : $0 })
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if "\\*_<`[".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
