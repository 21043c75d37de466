import ArgumentParser
import Tracker

/// Completes names from the register at hand while a command is being typed. It answers at every press of the key, so it
/// waits for nobody, and whatever goes wrong it offers nothing and says nothing.
enum RegisterCompletion {
    /// More than this nobody reads; the next letter narrows it.
    private static let limit = 200
    /// Set by a script that takes names as they are, without quotes.
    static let plain = "TRACKERCTL_PLAIN_NAMES"
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
        // Whoever takes them as they are doesn't look what they begin with.
        let isPlain = Environment.value(plain) != nil
        return found.filter { !isPlain || $0.name.utf8.starts(with: typed.utf8) }.compactMap {
            line($0, for: shell)
        }
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
        var plain = String.UnicodeScalarView()
        var quote: Unicode.Scalar?
        var isEscaped = false
        for scalar in word.unicodeScalars {
            switch scalar {
            case _ where isEscaped:
                plain.append(scalar)
                isEscaped = false
            case "\\" where quote != "'": isEscaped = true
            case "\"", "'":
                if quote == scalar {
                    quote = nil
                } else if quote == nil {
                    quote = scalar
                } else {
                    fallthrough
                }
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }

    /// A candidate as the shell's script wants it; nil for a name that can't stand on one line.
    private static func line(_ completion: Completion, for shell: CompletionShell?) -> String? {
        guard ControlCharacters.shown(in: completion.name).utf8.elementsEqual(completion.name.utf8),
            !completion.name.utf8.contains(0x0A)
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
            if Environment.value(plain) != nil { return completion.name }
            // The script of version 0.1.0 has bash expand the candidates as a command is (compgen -W): nothing in a name
            // may act.
            return escaped(completion.name) { !isInert($0) }
        }
    }

    private static func isInert(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            || "-_./@+,".unicodeScalars.contains(scalar)
    }

    /// Scalar by scalar: what people take for one character may be several for a shell.
    private static func escaped(_ name: String, _ acts: (Unicode.Scalar) -> Bool) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            if acts(scalar) { escaped.append("\\") }
            escaped.append(scalar)
        }
        return String(escaped)
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
