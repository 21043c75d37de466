import ArgumentParser
import Tracker

/// One command as the reference tells it, read from the parser's own description of the commands (the JSON of
/// `--experimental-dump-help`), so that the reference can't say anything else than the program does.
struct CommandPage {
    /// An argument, option or flag.
    struct Parameter {
        /// As it is typed: `<ref>`, `-o, --output <file>`.
        let spelling: String
        /// Its place in the synopsis: in brackets where it may be left out.
        let synopsis: String
        /// What it is for, with its default where it has one.
        let words: String
        let isPositional: Bool
    }

    /// The words that call it: "trackerctl meeting add".
    let name: String
    let abstract: String
    /// What there is to say beyond the abstract.
    let prose: String
    /// Commands to try, as typed; a long one goes on in the next line.
    let examples: String
    /// Its own parameters.
    let parameters: [Parameter]
    /// The sets of options that it shares with other commands.
    let shared: [SharedOptions]
    let subcommands: [CommandPage]

    /// Reads a command from the parser's JSON.
    init(_ json: JSON, parents: [String] = []) {
        let path = parents + [json["commandName"]?.string ?? ""]
        name = path.joined(separator: " ")
        abstract = json["abstract"]?.string ?? ""
        (prose, examples) = Self.parted(json["discussion"]?.string ?? "")
        var own = (json["arguments"]?.array ?? []).filter {
            $0["shouldDisplay"]?.bool ?? true && !SharedOptions.always.contains(Self.spelling($0))
        }
        var shared: [SharedOptions] = []
        for set in SharedOptions.all {
            let spellings = Set(set.arguments.map(Self.spelling))
            guard spellings.isSubset(of: own.map(Self.spelling)) else { continue }
            own.removeAll { spellings.contains(Self.spelling($0)) }
            shared.append(set)
        }
        parameters = own.map(Self.parameter)
        self.shared = shared
        subcommands = (json["subcommands"]?.array ?? []).filter { $0["shouldDisplay"]?.bool ?? true }
            .map { CommandPage($0, parents: path) }
    }

    /// What it takes, one piece each: the command, then its own parameters.
    var synopsis: [String] {
        [name] + parameters.filter(\.isPositional).map(\.synopsis)
            + parameters.filter { !$0.isPositional }.map(\.synopsis)
    }

    /// The command and all below it that do something themselves.
    var leaves: [CommandPage] { subcommands.isEmpty ? [self] : subcommands.flatMap(\.leaves) }

    /// The discussion, parted where its examples begin.
    private static func parted(_ discussion: String) -> (prose: String, examples: String) {
        let lines = discussion.split(separator: "\n", omittingEmptySubsequences: false)
        guard let last = lines.lastIndex(where: { $0.hasSuffix("Example:") || $0.hasSuffix("Examples:") })
        else { return (discussion, "") }
        let head = lines[last].split(separator: " ").dropLast().joined(separator: " ")
        let prose = lines[..<last].joined(separator: "\n") + (last > 0 && !head.isEmpty ? "\n" : "") + head
        return (prose, lines[(last + 1)...].map { String($0.dropFirst(2)) }.joined(separator: "\n"))
    }

    static func parameter(_ json: JSON) -> Parameter {
        let isPositional = json["kind"]?.string == "positional"
        let value = "<\(json["valueName"]?.string ?? "value")>"
        let repeats = json["isRepeating"]?.bool ?? false ? " ..." : ""
        let name = json["preferredName"].map(Self.name) ?? ""
        let typed =
            isPositional ? value : json["kind"]?.string == "flag" ? name : "\(name) \(value)"
        let isOptional = json["isOptional"]?.bool ?? false
        let byDefault = json["defaultValue"]?.string.map { " (default: \($0))" } ?? ""
        return Parameter(
            spelling: spelling(json), synopsis: isOptional ? "[\(typed)\(repeats)]" : typed + repeats,
            words: (json["abstract"]?.string ?? "") + byDefault, isPositional: isPositional)
    }

    /// All names and the value of an argument: what tells it from the others of its command.
    static func spelling(_ json: JSON) -> String {
        let value = "<\(json["valueName"]?.string ?? "value")>"
        let names = (json["names"]?.array ?? []).map(name).sorted { $0.count < $1.count }
        switch json["kind"]?.string {
        case "positional": return value
        case "flag": return names.joined(separator: ", ")
        default: return "\(names.joined(separator: ", ")) \(value)"
        }
    }

    private static func name(_ json: JSON) -> String {
        (json["kind"]?.string == "long" ? "--" : "-") + (json["name"]?.string ?? "")
    }
}

/// Options that many commands share, told once.
struct SharedOptions {
    let title: String
    /// How a command refers to them: "and the options of …".
    let words: String
    let arguments: [JSON]

    /// What every command has.
    static let always: Set<String> = ["-h, --help", "--version"]

    /// The sets, wider ones before those that they contain.
    static let all = [
        SharedOptions("Options of questions and papers", "questions and papers", PaperOptions.self),
        SharedOptions("Options of commands that write", "commands that write", ActingOptions.self),
        SharedOptions("Options of commands that print", "commands that print", OutputOptions.self),
        SharedOptions("Options of commands that sign", "commands that sign", SigningOptions.self),
        SharedOptions("The register", "the register", RegisterOptions.self),
    ]

    private init(_ title: String, _ words: String, _ options: any ParsableArguments.Type) {
        self.title = title
        self.words = words
        let described = try? JSON(parsing: Array(options._dumpHelp().utf8))
        arguments = (described?["command"]?["arguments"]?.array ?? []).filter {
            !Self.always.contains(CommandPage.spelling($0))
        }
    }

    var parameters: [CommandPage.Parameter] { arguments.map(CommandPage.parameter) }
}
