/// A page of the documentation, read for what its reader would type.
///
/// - ```` ```sh ```` holds commands; all of them must succeed.
/// - ```` ```console ```` holds commands after `$ `, each with what it prints; `…` stands for what differs from run to
///   run, and a line `…` for any number of lines. A command may fail where its output shows that.
/// - `<!-- sh … -->` holds commands that make what the page takes for granted; readers don't see them.
/// - `<!-- needs PROGRAM -->` before a block skips it where the program is missing, `<!-- not run: REASON -->` always.
struct GuidePage {
    /// A command, or a block of them, with the line on which it begins.
    struct Step {
        let line: Int
        let commands: String
        /// What it prints; nil where only success counts.
        var output: [String]?
        var needs: String?
        var notRun: String?
    }

    let steps: [Step]

    init(_ text: String) {
        var steps: [Step] = []
        var needs: String?
        var notRun: String?
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
        func take(until end: String) -> [String] {
            let block = lines.prefix { $0 != end }
            lines = lines.dropFirst(block.count + 1)
            return Array(block)
        }
        while let line = lines.first {
            let number = lines.startIndex + 2
            lines = lines.dropFirst()
            switch line {
            case "```sh", "<!-- sh":
                let block = take(until: line == "```sh" ? "```" : "-->").joined(separator: "\n")
                steps.append(Step(line: number, commands: block, needs: needs, notRun: notRun))
            case "```console":
                for var step in Self.typed(take(until: "```"), from: number) {
                    step.needs = needs
                    step.notRun = notRun
                    steps.append(step)
                }
            case _ where line.hasPrefix("```"): _ = take(until: "```")
            case _ where line.hasPrefix("<!-- needs "):
                needs = String(line.dropFirst("<!-- needs ".count).dropLast(" -->".count))
                continue
            case _ where line.hasPrefix("<!-- not run: "):
                notRun = String(line.dropFirst("<!-- not run: ".count).dropLast(" -->".count))
                continue
            case "": continue
            default: break
            }
            needs = nil
            notRun = nil
        }
        self.steps = steps
    }

    private static func typed(_ block: [String], from number: Int) -> [Step] {
        var steps: [Step] = []
        var continues = false
        for (offset, line) in block.enumerated() {
            if line.hasPrefix("$ ") {
                steps.append(Step(line: number + offset, commands: String(line.dropFirst(2)), output: []))
            } else if let last = steps.popLast() {
                var step = last
                if continues {
                    step = Step(line: last.line, commands: last.commands + "\n" + line, output: [])
                } else {
                    step.output?.append(line)
                }
                steps.append(step)
            }
            continues = line.hasSuffix("\\") && (continues || line.hasPrefix("$ "))
        }
        return steps
    }

    /// Whether what was printed is what the page shows.
    static func shows(_ shown: [String], _ printed: [String]) -> Bool {
        guard let first = shown.first else { return printed.isEmpty }
        if first == "…" {
            return (0...printed.count).contains {
                shows(Array(shown.dropFirst()), Array(printed.dropFirst($0)))
            }
        }
        guard let line = printed.first, shows(line: first, line) else { return false }
        return shows(Array(shown.dropFirst()), Array(printed.dropFirst()))
    }

    /// Blanks at a line's end don't count, since editors take them away.
    private static func shows(line shown: String, _ printed: String) -> Bool {
        var rest = printed.trimmedEnd[...]
        let parts = shown.trimmedEnd.split(separator: "…", omittingEmptySubsequences: false)
        guard let head = parts.first, rest.hasPrefix(head) else { return false }
        rest = rest.dropFirst(head.count)
        guard parts.count > 1, let tail = parts.last else { return rest.isEmpty }
        for part in parts.dropFirst().dropLast() {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(tail)
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
