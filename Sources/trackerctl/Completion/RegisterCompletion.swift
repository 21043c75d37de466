import ArgumentParser
import Tracker

/// Completes names from the register at hand while a command is being typed. It answers at every press of the key, so it
/// waits for nobody, and whatever goes wrong it offers nothing and says nothing.
enum RegisterCompletion {
    /// More than this nobody reads; the next letter narrows it.
    private static let limit = 200
    /// How long another program's writing is waited for, in milliseconds.
    private static let patience: Int32 = 200

    /// What may stand in `words` (the whole command line as typed so far, quotes included) at `index`.
    static func candidates(
        _ what: Completable, in words: [String], at index: Int, shell: CompletionShell?
    ) -> [String] {
        let typed = words.indices.contains(index) ? unquoted(words[index]) : ""
        let path = register(in: words.prefix(index))
        guard
            let register = try? Register.open(
                at: RegisterOptions.location(asked: path), for: .reading, busyTimeout: patience),
            let zone = try? register.timeZone(),
            let found = try? register.completions(
                of: what, beginning: typed, today: Environment.now().day(in: zone), limit: limit)
        else { return [] }
        return found.compactMap { line($0, for: shell) }
    }

    /// The register that an earlier `--register` names.
    private static func register(in words: some BidirectionalCollection<String>) -> String? {
        let words = Array(words)
        guard let last = words.lastIndex(where: { $0 == "--register" || $0.hasPrefix("--register=") }) else {
            return nil
        }
        let inOne = words[last].split(separator: "=", maxSplits: 1).dropFirst().first.map(String.init)
        // Bash parts words at "=", so that it is a word of its own.
        let path = inOne ?? words[(last + 1)...].first { $0 != "=" }
        return path.map(unquoted).map { path in
            path.hasPrefix("~/") ? (Environment.value("HOME") ?? "~") + path.dropFirst() : path
        }
    }

    /// A word as the shell would hand it over: without quotes and the backslashes that quote.
    static func unquoted(_ word: String) -> String {
        var plain = ""
        var quote: Character?
        var isEscaped = false
        for character in word {
            switch character {
            case _ where isEscaped:
                plain.append(character)
                isEscaped = false
            case "\\" where quote != "'": isEscaped = true
            case "\"", "'":
                if quote == character {
                    quote = nil
                } else if quote == nil {
                    quote = character
                } else {
                    fallthrough
                }
            default: plain.append(character)
            }
        }
        return plain
    }

    /// A candidate as the shell's script wants it; nil for a name that can't stand on one line.
    private static func line(_ completion: Completion, for shell: CompletionShell?) -> String? {
        guard ControlCharacters.shown(in: completion.name) == completion.name,
            !completion.name.contains("\n")
        else { return nil }
        let about = String(
            ControlCharacters.shown(in: completion.about).split(whereSeparator: \.isNewline)
                .joined(separator: " ").prefix(60))
        switch shell {
        case .zsh?:
            let name = escaped(completion.name) { $0 == "\\" || $0 == ":" }
            return about.isEmpty ? name : "\(name):\(about)"
        case .fish?: return about.isEmpty ? completion.name : "\(completion.name)\t\(about)"
        default:
            // Bash expands the candidates as it would a command (compgen -W): nothing in a name may act.
            return escaped(completion.name) { !($0.isLetter || $0.isNumber || "-_./@+,".contains($0)) }
        }
    }

    private static func escaped(_ name: String, _ acts: (Character) -> Bool) -> String {
        String(name.flatMap { acts($0) ? ["\\", $0] : [$0] })
    }
}

extension CompletionKind {
    /// Names from the register at hand.
    static func register(_ what: Completable) -> CompletionKind {
        .custom { words, index, _ in
            RegisterCompletion.candidates(what, in: words, at: index, shell: CompletionShell.requesting)
        }
    }
}
