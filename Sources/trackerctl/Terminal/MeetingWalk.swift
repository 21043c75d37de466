import Tracker

/// Goes through the items of a meeting at the terminal: one key for each act, nothing recorded until the end.
struct MeetingWalk {
    let register: Register
    let session: Session
    let form: FillInForm
    let assurer: PersonID?
    let file: MeetingDraftFile
    var draft: MeetingDraft
    private var minutes: [Int: String] = [:]

    private static let keys =
        "[p]rogress [s]ubmit [a]ssure [r]eturn [c]lose [d]ue [o]wner [n]ote [e]vidence [m]inute · [k] next [b]ack [x] clear · [q] keep for later [w]rite"

    init(
        register: Register, path: String, session: Session, meeting: Reference, form: FillInForm,
        assurer: PersonID?
    ) throws {
        self.assurer = assurer
        self.register = register
        self.session = session
        self.form = form
        file = MeetingDraftFile(register: path, meeting: meeting)
        draft = try file.load(meeting: meeting)
    }

    /// Asks about each item until the answers are to be recorded (true) or kept for later (false).
    mutating func run() throws -> Bool {
        if !draft.answers.isEmpty {
            Output.say("Taken up again: \(draft.answers.count) answers from before, in \(file.path).")
        }
        var isNew = true
        while true {
            draft.position = min(draft.position, form.rows.count)
            if isNew { show() }
            isNew = true
            Terminal.prompt(draft.position == form.rows.count ? "[b]ack [q] keep for later [w]rite > " : "> ")
            guard let key = Terminal.key() else { return false }
            Output.say(String(key))
            switch key {
            case "q": return false
            case "w":
                if try confirm() { return true }
            case "b": draft.position = max(0, draft.position - 1)
            case "k", " ", "\n", "\r": draft.position += 1
            default:
                guard draft.position < form.rows.count else { continue }
                isNew = try take(key)
            }
            try file.save(draft)
        }
    }

    private var reference: Reference? {
        guard draft.position < form.rows.count, case .text(let text) = form.rows[draft.position][0] else {
            return nil
        }
        return try? Reference(parsing: text)
    }

    private func show() {
        guard let reference else { return Output.say("\nThat was the last item.") }
        let cells = form.rows[draft.position].map(\.line)
        let late = cells[7].isEmpty ? "" : ", \(cells[7]) \(cells[7] == "1" ? "day" : "days") late"
        Output.say(
            "\nItem \(draft.position + 1) of \(form.rows.count) · \(cells[0]) · \(cells[1]) · \(cells[4]) · \(cells[5].isEmpty ? "nobody leads it" : cells[5]) · \(cells[6].isEmpty ? "no date" : "due \(cells[6])")\(late)"
        )
        Output.say("  \(cells[3])")
        if !cells[8].isEmpty { Output.say("  Last: \(cells[8])") }
        let answered = draft.summary(of: reference)
        if !answered.isEmpty { Output.say("  Answered: \(answered)") }
        Output.say(Self.keys)
    }

    /// Asks what the act needs, and keeps the answer if the rules allow it. True when the item is to be shown
    /// again.
    private mutating func take(_ key: Character) throws -> Bool {
        guard let reference else { return true }
        if key == "x" {
            draft.clear(reference)
            return true
        }
        if key == "m" {
            minutes[draft.position] = Terminal.line("Number of the minute: ")
            return false
        }
        guard var answer = try answer(to: key) else {
            Output.say("Nothing was taken. \(Self.keys)")
            return false
        }
        answer[.reference] = reference.text
        answer[.minute] = minutes[draft.position]
        draft.add(answer.filter { !$0.value.isEmpty })
        do {
            _ = try rehearse()
            return true
        } catch let problems as InputProblems {
            draft.takeBack()
            for problem in problems.problems {
                Output.say(
                    "Not possible: \(([problem.sentence] + (problem.remedies.isEmpty ? [] : [problem.remedies.sentence])).joined(separator: " "))"
                )
            }
            return false
        }
    }

    /// What a key and the questions that follow it come to; nil for an unknown key or an answer left out.
    private func answer(to key: Character) throws -> [MeetingColumn: String]? {
        func act(_ act: MeetingAct, _ more: [MeetingColumn: String?] = [:]) -> [MeetingColumn: String] {
            more.compactMapValues { $0 }.merging([.act: act.title]) { $1 }
        }
        func needed(_ question: String) throws -> String? {
            let words = try Terminal.words(question, folder: file.folder)
            return words?.isEmpty ?? true ? nil : words
        }
        switch key {
        case "p":
            guard let note = try needed("Progress") else { return nil }
            return act(
                .progress, [.note: note, .complete: Terminal.line("% complete (blank to leave it): ")])
        case "s": return act(.submit, [.note: try Terminal.words("What was done", folder: file.folder)])
        case "a":
            return act(.assure, [.reason: try Terminal.words("What it rests on", folder: file.folder)])
        case "r": return try needed("Why it goes back").map { act(.return, [.reason: $0]) }
        case "n": return try needed("Note").map { act(.note, [.note: $0]) }
        case "e": return Terminal.line("Address of the evidence: ").map { [.evidence: $0] }
        case "o": return Terminal.line("New owner (or nobody): ").map { [.newOwner: $0] }
        case "c": return try close()
        case "d": return try date()
        default: return nil
        }
    }

    private func close() throws -> [MeetingColumn: String]? {
        Terminal.prompt(
            "Closed: [i]mplemented [s]uperseded [n]o further action [a] not accepted [d]uplicate > ")
        let key = Terminal.key()
        Output.say(key.map { String($0) } ?? "")
        func because(_ reason: CloseReason) throws -> [MeetingColumn: String]? {
            guard let why = try Terminal.words("Why", folder: file.folder), !why.isEmpty else { return nil }
            return [.act: MeetingAct.close(reason).title, .reason: why]
        }
        switch key {
        case "i": return [.act: MeetingAct.close(.implemented).title]
        case "s": return Terminal.line("By which item: ").map { [.act: "superseded by \($0)"] }
        case "n": return try because(.noFurtherAction)
        case "a": return try because(.notAccepted)
        case "d": return Terminal.line("Of which item: ").map { [.act: "duplicate of \($0)"] }
        default: return nil
        }
    }

    private func date() throws -> [MeetingColumn: String]? {
        Terminal.prompt("Due date: extension [r]equested [g]ranted re[f]used, or date [c]hanged > ")
        let key = Terminal.key()
        Output.say(key.map { String($0) } ?? "")
        let act: MeetingAct
        switch key {
        case "r": act = .request
        case "g": act = .grant
        case "f": act = .refuse
        case "c": act = .date
        default: return nil
        }
        var answer: [MeetingColumn: String] = [.act: act.title]
        if act != .refuse {
            answer[.newDate] = Terminal.line(
                act == .grant ? "Date (blank for the one asked for): " : "Date, for example 30/09/2018: ")
        }
        answer[.reason] = try Terminal.words("Why", folder: file.folder)
        return answer
    }

    /// Whether the rules allow all answers so far: they are recorded and undone again.
    private func rehearse() throws -> LoggedMeeting {
        try register.write(session, keep: false) {
            try $0.log(draft.lines, file: "answers", sha256: nil, assurer: assurer)
        }
    }

    private func confirm() throws -> Bool {
        guard !draft.answers.isEmpty else {
            Output.say("There is nothing to write yet.")
            return false
        }
        let paper = MeetingLogPaper(
            try rehearse(), isRehearsal: true, people: try register.people(), spelling: \.typed)
        var sink = try FileSink(nil)
        try TextRenderer.render(
            paper.document, width: Output.width(toFile: false), colour: Output.colour(toFile: false),
            to: &sink)
        try sink.close()
        Terminal.prompt("Record this for good? [y/n] > ")
        let key = Terminal.key()
        Output.say(key.map { String($0) } ?? "")
        return key == "y"
    }
}

extension Cell {
    /// The cell as people read it.
    fileprivate var line: String { words(in: .text) }
}
