import ArgumentParser

struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Prints what makes the shell complete commands and the register's names.",
        discussion: """
            It completes commands and options, and from the register at hand references, people, reports, meetings, boards, \
            quarters, tags and kinds. Put it where your shell looks for it. Examples:
              trackerctl completions bash > ~/.local/share/bash-completion/completions/trackerctl
              trackerctl completions zsh > ~/.zfunc/_trackerctl
              trackerctl completions fish > ~/.config/fish/completions/trackerctl.fish
            """)

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish

        var completed: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    private static let addNames = """
        __trackerctl_add_names() {
            local completion
            while IFS='' read -r completion; do
                [[ -n "${completion}" ]] && COMPREPLY+=("${completion}")
            done <<<"${1}"
        }


        """

    @Argument(help: "bash, zsh or fish.") var shell: Shell

    func run() throws {
        var script = Trackerctl.completionScript(for: shell.completed)
        switch shell {
        case .bash:
            // Names are taken as they are: compgen -W would expand them as a command is expanded, and run what is in them.
            script.replace(
                "__trackerctl_add_completions -W \"$(__trackerctl_custom",
                with: "__trackerctl_add_names \"$(__trackerctl_custom")
            script.replace(
                "    \"${COMP_WORDS[0]}\" \"${@}\"",
                with: "    \(RegisterCompletion.plain)=1 \"${COMP_WORDS[0]}\" \"${@}\"")
            script.replace(
                "__trackerctl_custom_complete() {", with: Self.addNames + "__trackerctl_custom_complete() {")
        case .zsh: break
        case .fish:
            // Where the cursor stands in the word is never asked, and fish 3 can't tell outside an interactive line.
            script.replace("(__trackerctl_tokens -tC)", with: "0")
        }
        var sink = try FileSink(nil)
        sink.write(script + "\n")
        try sink.close()
    }
}
