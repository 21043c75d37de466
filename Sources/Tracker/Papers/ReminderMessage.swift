import TrackerDocuments
import TrackerModel
import TrackerRegister
import TrackerValues

/// What a reminder says: the same in plain text and in HTML, short enough to be read on a telephone.
struct ReminderMessage {
    /// Of a text, what is read before the item is opened.
    private static let textLength = 160

    /// What it is about, in a line.
    let subject: String
    /// In plain text.
    let text: String
    /// In HTML, in one column and without anything from elsewhere.
    let html: String
    /// In Notify's Markdown.
    let markdown: String

    /// One paragraph or one thing to be told, before it is drawn.
    private enum Block {
        case paragraph(String)
        /// A line of the office's own.
        case own(String)
        case heading(String)
        /// What it is about and when, then what there is to say of it, then where to read on.
        case line(String, [String], link: String?, answer: String?)
    }

    /// Words a letter of a round.
    ///
    /// - Parameters:
    ///   - settings: the body's own words, and where its pages are.
    ///   - answer: where somebody says of an item what was done; nil for nowhere.
    init(
        _ letter: ReminderRound.Letter, of round: ReminderRound, settings: [Setting: String],
        answer: (Reference) -> String? = { _ in nil }
    ) {
        let frame = round.frame
        let standings = letter.lines.compactMap { round.items[Reference(stored: $0.subject)]?.standing }
        let marking = frame.marking(of: standings)
        let isConfidential = Marking.isConfidential(marking)
        let body = frame.body ?? "The register of recommendations"
        var blocks: [Block] = []
        if isConfidential { blocks.append(.paragraph(marking)) }
        blocks.append(.paragraph("Dear \(letter.person.name),"))
        let opening = settings[.mailOpening]?.split(separator: "\n").map(String.init)
        blocks +=
            (opening ?? [
                "This is what needs you in the register of \(body), as it is on \(round.today.longForm)."
            ])
            .map { .own($0) }
        if let uncertain = letter.uncertain {
            blocks.append(
                .paragraph(
                    "We tried to write to you on \(uncertain.day.shortForm) and don't know whether that arrived. If it did, this tells you some of it again."
                ))
        }
        var heading: String?
        for line in letter.lines {
            let next = Self.heading(of: line, frame)
            if next != heading { blocks.append(.heading(next)) }
            heading = next
            // Whoever stands in for somebody doesn't answer for them.
            let isAnswered = [.overdue, .due, .returned].contains(line.reason) && line.insteadOf == nil
            let reference = Reference(stored: line.subject)
            blocks.append(
                Self.block(
                    line, round, settings[.mailLink],
                    answer: isAnswered && round.items[reference] != nil ? answer(reference) : nil))
        }
        let closing = settings[.mailClosing]?.split(separator: "\n").map(String.init)
        blocks +=
            (closing ?? ["Please answer this message if anything here is wrong or can't be done in time."])
            .map { .own($0) }
        let counts = Self.counts(letter.lines)
        subject = [isConfidential ? marking : nil, "\(body): \(counts)"].compactMap { $0 }.joined(
            separator: " – ")
        text = Self.text(blocks)
        html = Self.html(blocks, title: subject)
        markdown = Self.markdown(blocks)
    }

    // MARK: - Words

    private static func counts(_ lines: [ReminderLine]) -> String {
        ReminderReason.allCases.compactMap { reason in
            let count = lines.count { $0.reason == reason }
            guard count > 0 else { return nil }
            return switch reason {
            case .overdue: "\(count) overdue"
            case .due: "\(count) due soon"
            case .returned: "\(count) returned"
            case .answered: count == 1 ? "1 answer" : "\(count) answers"
            case .signOff: "\(count) to assure"
            case .proposal: "\(count) with proposals"
            case .log: count == 1 ? "1 meeting to log" : "\(count) meetings to log"
            case .unreached: count == 1 ? "1 person not reached" : "\(count) people not reached"
            }
        }.joined(separator: ", ")
    }

    private static func heading(of line: ReminderLine, _ frame: PaperContext) -> String {
        let heading =
            switch line.reason {
            case .overdue: "Overdue"
            case .due: "Due soon"
            case .returned: "Returned to you: not assured yet"
            case .answered: "Answered"
            case .signOff: "Waiting for you to assure"
            case .proposal: "Proposals to accept or reject"
            case .log: "Meetings without a log"
            case .unreached: "Not reached"
            }
        return line.insteadOf.map { "\(heading), for \(frame.name($0)), who is away" } ?? heading
    }

    private static func block(
        _ line: ReminderLine, _ round: ReminderRound, _ link: String?, answer: String?
    ) -> Block {
        let frame = round.frame
        func when(_ verb: String) -> String {
            guard let day = line.day else { return line.subject }
            let days = day.days(since: round.today)
            let distance =
                switch days {
                case 0: "today"
                case 1: "tomorrow"
                case ..<0: "\((-days).counted("day", "days")) ago"
                default: "in \(days) days"
                }
            return "\(line.subject)\(verb) \(day.shortForm), \(distance)"
        }
        if line.reason == .unreached {
            let name = PersonID(line.subject).map { frame.name($0) } ?? line.subject
            let why =
                line.entry == nil
                ? "there is no e-mail address to write to, or nobody holds the post"
                : "the mail server refused the address"
            return .line(
                name, ["\(why). Tell them in another way, or put the address right.".capitalizedFirst],
                link: nil, answer: nil)
        }
        if line.reason == .log {
            return .line(
                when(", held"), ["Nothing is recorded of it."],
                link: link.map { "\($0)/meetings/\(line.subject)/log" }, answer: nil)
        }
        let reference = Reference(stored: line.subject)
        guard let item = round.items[reference] else {
            // A report whose answer is owed, or an item that is closed by now.
            let isClock = [.overdue, .due].contains(line.reason)
            return isClock
                ? .line(
                    when(": last day to answer"), [frame.title(reference)],
                    link: link.map { "\($0)/reports/\(line.subject)" }, answer: nil)
                : .line(line.subject, [], link: link.map { "\($0)/items/\(line.subject)" }, answer: nil)
        }
        let details =
            Marking.isConfidential(frame.marking(of: [item.standing]))
            ? []
            : [
                item.text.split(whereSeparator: \.isWhitespace).joined(separator: " ").cut(to: textLength),
                "\(frame.title(item.standing.report)), \(Kind.numbered(item.standing.kind, item.number ?? item.externalNumber)); \(item.standing.positionLabel)",
            ]
        let head = [.overdue, .due].contains(line.reason) ? when(", due") : line.subject
        return .line(head, details, link: link.map { "\($0)/items/\(line.subject)" }, answer: answer)
    }

    // MARK: - Drawing

    private static func text(_ blocks: [Block]) -> String {
        blocks.map { block in
            switch block {
            case .paragraph(let words), .own(let words): words
            case .heading(let words): "\(words)\n\(String(repeating: "-", count: words.count))"
            case .line(let head, let details, let link, let answer):
                "* \(head)\(details.map { "\n  \($0)" }.joined())\(link.map { "\n  \($0)" } ?? "")\(answer.map { "\n  Say what was done: \($0)" } ?? "")"
            }
        }.joined(separator: "\n\n") + "\n"
    }

    /// Each line is one, and words of the register make nothing of it.
    private static func markdown(_ blocks: [Block]) -> String {
        blocks.map { block in
            switch block {
            case .paragraph(let words): NotifyMarkdown.plain(words)
            case .own(let words): NotifyMarkdown.plain(words, keepsAddresses: true)
            case .heading(let words): "## \(NotifyMarkdown.plain(words))"
            case .line(let head, let details, let link, let answer):
                ([NotifyMarkdown.plain(head)] + details.map { NotifyMarkdown.plain($0) }
                    + [link, answer.map { "Say what was done: \($0)" }].compactMap { $0 })
                    .joined(separator: "\n")
            }
        }.joined(separator: "\n\n") + "\n"
    }

    private static func html(_ blocks: [Block], title: String) -> String {
        let body = blocks.map { block in
            switch block {
            case .paragraph(let words), .own(let words): return "<p>\(HTMLText.escaped(words))</p>"
            case .heading(let words):
                return "<h2 style=\"font-size:1.1em;margin:1.5em 0 .5em\">\(HTMLText.escaped(words))</h2>"
            case .line(let head, let details, let link, let answer):
                let named = HTMLText.escaped(head)
                let linked = link.map { "<a href=\"\(HTMLText.escaped($0))\">\(named)</a>" } ?? named
                return "<p style=\"margin:.75em 0\"><strong>\(linked)</strong>"
                    + details.map { "<br>\(HTMLText.escaped($0))" }.joined()
                    + (answer.map { "<br><a href=\"\(HTMLText.escaped($0))\">Say what was done</a>" } ?? "")
                    + "</p>"
            }
        }
        return """
            <!DOCTYPE html>
            <html lang="en-GB"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width, initial-scale=1">\
            <title>\(HTMLText.escaped(title))</title></head>
            <body style="font-family:sans-serif;line-height:1.4;max-width:40em;margin:1em auto;padding:0 1em">
            \(body.joined(separator: "\n"))
            </body></html>

            """
    }
}
