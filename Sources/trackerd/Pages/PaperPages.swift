import Tracker
import TrackerDocuments

/// Papers as pages: the same as the command line's, with what leads on from them.
extension Pages {
    /// Every item, or some: by filters, by words, by what is due.
    func items(
        _ question: PageQuestion, _ format: PageFormat, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        guard visitor.viewer.seesAll else { return try ownItems(question, by: visitor, register) }
        if let words = question.fields["words"] {
            let paper = try SearchPaper(
                register, words: words.split(separator: " ").map(String.init), frame: try question.frame())
            var view = PageView(paper.document) { try paper.json.pretty() + "\n" }
            view.above = filters(question)
            return view
        }
        let selection: ItemListPaper.Selection =
            switch question.fields["show"] {
            case nil, "all": .all
            case "outstanding": .outstanding
            case "overdue": .overdue
            case "due": .dueWithin(30)
            case let other?:
                throw InvalidValue(what: "list", given: other, expected: "all, outstanding, overdue or due")
            }
        var view = try list(selection, question, format, register)
        view.above = filters(question)
        return view
    }

    /// What is outstanding, report by report unless another grouping is asked for.
    func outstanding(_ question: PageQuestion, _ format: PageFormat, _ register: Register) throws -> PageView
    {
        var grouping: RowKey? = .report
        if let typed = question.fields["group"] {
            grouping = RowKey(rawValue: typed)
            guard grouping != nil || typed == "date" else {
                throw InvalidValue(
                    what: "grouping", given: typed,
                    expected: "date, \(RowKey.allCases.map(\.rawValue).joined(separator: ", "))")
            }
        }
        return try list(.outstanding, question, format, grouping: grouping, register)
    }

    private func list(
        _ selection: ItemListPaper.Selection, _ question: PageQuestion, _ format: PageFormat,
        grouping: RowKey? = nil,
        _ register: Register
    ) throws -> PageView {
        let frame = try question.frame()
        let isRows = format == .csv || format == .json
        let paper = try ItemListPaper(
            register, selection, frame: frame, ragRule: try question.ragRule(),
            grouping: isRows ? nil : grouping,
            window: format.isData ? nil : try question.window, isData: isRows)
        let snapshot = try frame.snapshot(of: register)
        var view = PageView(paper.document, from: snapshot) {
            var text = ""
            try paper.writeJSON(from: snapshot, to: &text)
            return text
        }
        view.below = try pager(question, of: paper.printable)
        return view
    }

    /// Of an owner the items that are theirs.
    private func ownItems(
        _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        let frame = try question.frame()
        var items: [Item] = []
        try frame.snapshot(of: register).forEachItem(frame.scope) {
            if visitor.viewer.sees($0.standing) { items.append($0) }
        }
        let shown = Array(items.dropFirst(try question.window.lowerBound).prefix(PageQuestion.pageSize))
        let table = NeedsTable.table("Items", "\(items.count) in all that you lead or support", shown, frame)
        var view = PageView(
            Document(title: "Your items", subtitle: frame.body, blocks: [.table(table)], foot: frame.foot())
        ) {
            JSON.object(["items": .array(items.map { .string($0.reference.text) })]).pretty() + "\n"
        }
        view.below = try pager(question, of: items.count)
        return view
    }

    /// Leads to the pages of a long list.
    private func pager(_ question: PageQuestion, of count: Int) throws -> String {
        let pages = (count + PageQuestion.pageSize - 1) / PageQuestion.pageSize
        guard pages > 1 else { return "" }
        let here = try question.page()
        let numbers = (1...pages).filter { $0 == 1 || $0 == pages || abs($0 - here) <= 3 }
        let links = numbers.map { number in
            var fields = question.fields
            fields["page"] = number == 1 ? nil : String(number)
            let words = fields.encoded
            return HTML.link(String(number), to: words.isEmpty ? "?" : "?\(words)", current: number == here)
        }
        return "<nav aria-label=\"Pages of this list\">\(HTML.list(["Page"] + links, "more"))</nav>\n"
    }

    private func filters(_ question: PageQuestion) -> String {
        func option(_ value: String, _ label: String, _ name: String) -> String {
            "<option value=\"\(value)\"\(question.fields[name] == value ? " selected" : "")>\(HTML.text(label))</option>"
        }
        func line(_ name: String, _ label: String) -> String {
            "<label>\(label)<input type=\"text\" name=\"\(name)\" value=\"\(HTML.value(question.fields[name] ?? ""))\"></label>\n"
        }
        let stages = [
            "open", "in-progress", "pending-sign-off", "awaiting-allocation", "assured", "closed", "disputed",
        ]
        return """
            <form class="filters" action="/items" role="search" aria-label="Filter the list">
            \(line("words", "Words"))<label>Show<select name="show">\(option("all", "all", "show"))\(option("outstanding", "outstanding", "show"))\(option("overdue", "overdue", "show"))\(option("due", "overdue, or due within 30 days", "show"))</select></label>
            <label>Status<select name="status"><option value="">any</option>\(stages.map { option($0, $0.replacing("-", with: " "), "status") }.joined())</select></label>
            \(line("report", "Report"))\(line("board", "Board"))\(line("owner", "Lead"))\(line("tag", "Tag"))<button>Show</button>
            </form>

            """
    }

    /// A report with its items.
    func report(
        _ id: String, _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        let report = try register.report(id)
        let frame = try question.frame { $0.report = report.reference }
        let paper = try ReportPaper(register, report, frame: frame, ragRule: try question.ragRule())
        let snapshot = try frame.snapshot(of: register)
        var view = PageView(paper.document, from: snapshot) {
            try paper.json(from: snapshot).pretty() + "\n"
        }
        view.above = try recordedNotice(question, by: visitor, register)
        if visitor.viewer.seesAll {
            let path = PageAddress.path("reports", report.reference.text, "response")
            view.above += "<p>\(HTML.link("The letter that answers it", to: path))</p>\n"
        }
        return view
    }

    /// A board with its meetings and items.
    func board(_ id: String, _ question: PageQuestion, _ register: Register) throws -> PageView {
        let board = try register.board(id)
        let frame = try question.frame { $0.board = board.reference }
        let paper = try BoardPaper(register, board, frame: frame, ragRule: try question.ragRule())
        let snapshot = try frame.snapshot(of: register)
        return PageView(paper.document, from: snapshot) { try paper.json(from: snapshot).pretty() + "\n" }
    }

    /// What a board needs before it sits.
    func pack(
        _ id: String, _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        let meeting = try register.meeting(id)
        let paper = try MeetingPackPaper(
            register, meeting: meeting,
            frame: try question.frame(day: MeetingPackPaper.day(of: meeting, today: question.today)) {
                $0.board = meeting.board
            }, ragRule: try question.ragRule())
        var view = PageView(paper.document) { paper.json.pretty() + "\n" }
        if let entry = question.fields["recorded"].flatMap({ Int64($0) }) {
            view.above = HTML.notice("The meeting is logged, up to entry \(entry).")
        }
        if visitor.isOfficer {
            let path = PageAddress.path("meetings", meeting.reference.text, "log")
            let log =
                meeting.heldOn <= question.today ? "\(HTML.link("Log what was decided", to: path)). " : ""
            view.above += "<p>\(log)\(sheetLinks(meeting))</p>\n"
        }
        return view
    }
}
