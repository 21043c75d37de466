import Tracker
import TrackerDocuments

/// The quarterly table: choose it, look at it, expand it, set it beside another, issue it; and what was issued.
extension Pages {
    /// What a table may be asked beside its filters.
    static let tableQuestions: Set<String> = ["rows", "behind", "expand", "compare"]

    /// Which quarters there are, this one and those before it, their years, and what was issued.
    func quarters(
        _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        let yearStart = try register.yearStart()
        var quarter = Quarter.containing(question.today, yearStart: yearStart)
        var years: [String] = []
        var rows: [[Cell]] = []
        for _ in 0..<12 {
            let year = String(quarter.argument.prefix { $0 != "-" })
            if years.last != year { years.append(year) }
            rows.append([
                .text(quarter.argument), .text("\(quarter.first.longForm) to \(quarter.last.longForm)"),
                .text(year),
            ])
            quarter = quarter.previous
        }
        let table = Table(
            name: "Quarters", caption: "The quarterly status table",
            columns: [
                Column(title: "Quarter", key: "quarter"), Column(title: "Days", key: "days", weight: 3),
                Column(title: "Its year", key: "year"),
            ], rows: Rows(rows))
        let issued = try register.issuedTables().reversed()
        let tables = Table(
            name: "Issued", caption: "Tables that were issued",
            columns: [
                Column(title: "Table", key: "id"), Column(title: "Of", key: "of"),
                Column(title: "Rows", key: "rows"),
                Column(title: "As at", key: "as_at", kind: .date),
            ],
            rows: issued.map { id, table in
                [
                    .text("T\(id)"), .text(table.quarter), .text(table.rows.rawValue),
                    .date(table.asAt.description),
                ]
            }, empty: "No table was issued yet.")
        var view = PageView(
            Document(title: "Quarterly tables", blocks: [.table(table), .table(tables)]))
        view.places = ["quarter", "year", "id"]
        view.address = { words, place, _ in
            switch place {
            case "quarter": "/quarterly/\(words)"
            case "year": "/annual/\(words)"
            default: "/issued/\(words)"
            }
        }
        return view
    }

    /// What a table is asked for.
    private func spec(
        _ quarter: Quarter, _ question: PageQuestion, _ register: Register, asAt: Day? = nil
    ) throws -> QuarterlySpec {
        let known = try register.viewpoint(asAt: .distantFuture, knownAt: question.knownAt()).knownAt
        return QuarterlySpec(
            quarter, asAt: asAt ?? min(quarter.last, question.today), scope: try question.scope(),
            rowKey: try rowKey(question), ragRule: try question.ragRule(),
            ageBands: try register.ageBands(knownAt: known))
    }

    private func rowKey(_ question: PageQuestion) throws -> RowKey {
        guard let rows = question.fields["rows"] else { return .report }
        guard let asked = RowKey(rawValue: rows) else {
            throw InvalidValue(
                what: "rows", given: rows,
                expected: "one of \(RowKey.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return asked
    }

    private func quarter(_ typed: String, _ question: PageQuestion, _ register: Register) throws -> Quarter {
        let known = try register.viewpoint(asAt: .distantFuture, knownAt: question.knownAt()).knownAt
        return try Quarter(parsing: typed, yearStart: try register.yearStart(knownAt: known))
    }

    /// A quarter's table; each count leads to the references behind it.
    func quarterly(
        _ typed: String, _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        let quarter = try quarter(typed, question, register)
        let paper = try QuarterlyPaper(
            register, spec(quarter, question, register, asAt: question.asAt()),
            knownAt: try question.knownAt(), today: question.today, quartersBefore: 7)
        if let behind = question.fields["behind"] { return try self.behind(behind, paper, quarter.label) }
        if let other = question.fields["compare"] {
            return try comparison(of: paper, with: other, question, register)
        }
        let isExpanded = question.fields["expand"] != nil
        var view = PageView(paper.document(expand: isExpanded)) {
            try paper.json(expand: true).pretty() + "\n"
        }
        leadOn(&view, from: paper, question)
        view.above =
            try chooser(question, register, hasDay: true) + around(quarter, question, by: visitor, register)
        return view
    }

    /// A year's table.
    func annual(_ typed: String, _ question: PageQuestion, _ register: Register) throws -> PageView {
        let known = try register.viewpoint(asAt: .distantFuture, knownAt: question.knownAt()).knownAt
        let year = try Year(parsing: typed, yearStart: try register.yearStart(knownAt: known))
        guard try question.asAt() == nil else {
            throw InvalidValue(
                what: "day", given: question.fields["as-at"] ?? "",
                expected: "none: a year is counted to its end, or to today while it runs")
        }
        let paper = try AnnualPaper(
            register, year, scope: try question.scope(), rowKey: try rowKey(question),
            ragRule: try question.ragRule(), knownAt: try question.knownAt(), today: question.today,
            quartersBefore: 7)
        var view = PageView(paper.document) { try paper.json().pretty() + "\n" }
        view.above = try chooser(question, register, hasDay: false)
        return view
    }

    /// A table that was issued: as it was, or beside what is known now.
    func issued(
        _ id: String, _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        let issued = try IssuedPaper(register, id, today: question.today, quartersBefore: 7)
        let isCompared = question.fields["compare"] != nil
        let isExpanded = question.fields["expand"] != nil
        var view =
            isCompared
            ? PageView(issued.comparisonDocument) { issued.comparisonJSON.pretty() + "\n" }
            : PageView(issued.paper.document(expand: isExpanded)) {
                try issued.paper.json(expand: isExpanded).pretty() + "\n"
            }
        let path = PageAddress.path("issued", "T\(issued.id)")
        let links = [
            isCompared || isExpanded ? HTML.link("As it was issued", to: path) : nil,
            isExpanded ? nil : HTML.link("With the references behind each count", to: "\(path)?expand=yes"),
            isCompared ? nil : HTML.link("Beside what is known now", to: "\(path)?compare=now"),
        ].compactMap { $0 }
        view.above =
            try recordedNotice(question, by: visitor, register)
            + "<nav aria-label=\"This table\">\(HTML.list(["Table T\(issued.id), issued at ledger size \(issued.issue.ledgerSize)"] + links, "more"))</nav>\n"
        return view
    }

    /// The references behind each count of a row.
    private func behind(_ typed: String, _ paper: QuarterlyPaper, _ period: String) throws -> PageView {
        let row = Int(typed).flatMap {
            paper.table.rows.indices.contains($0) ? paper.table.rows[$0] : nil
        }
        guard let row = row ?? (typed == "total" ? paper.table.total : nil) else {
            throw NotFound("row", typed.excerpt)
        }
        let label = typed == "total" ? "All rows" : paper.label(row)
        var view = PageView(
            Document(
                title: label, subtitle: "The items behind each count, \(period)",
                blocks: [.table(paper.behind(row, label))]))
        view.namesRows = true
        return view
    }

    /// Makes each count lead to the items behind it.
    private func leadOn(_ view: inout PageView, from paper: QuarterlyPaper, _ question: PageQuestion) {
        let figures = Dictionary(
            paper.table.spec.figures.compactMap { figure in
                figure.counts.first.map {
                    (figure.key, (anchor: SitePage.anchor(of: $0.title), counts: figure.counts))
                }
            }
        ) { first, _ in first }
        let table = paper.table
        view.places = Set(figures.keys).union(["key"])
        var fields = question.fields
        fields["expand"] = nil
        view.address = { [fields] _, place, row in
            var asked = fields
            asked["behind"] = row.map(String.init) ?? "total"
            if place == "key" { return "?\(asked.encoded)" }
            let counted = row.map { table.rows[$0] } ?? table.total
            guard let figure = figures[place], let first = figure.counts.first(where: { counted[$0] > 0 })
            else { return nil }
            return "?\(asked.encoded)#\(SitePage.anchor(of: first.title))"
        }
    }

    /// A table beside that of another quarter, or beside one that was issued.
    private func comparison(
        of paper: QuarterlyPaper, with typed: String, _ question: PageQuestion, _ register: Register
    ) throws -> PageView {
        let other: QuarterlyPaper
        let name: String
        if let number = Int64(typed.uppercased().drop { $0 == "T" }), typed.uppercased().hasPrefix("T") {
            let issued = try IssuedPaper(register, "T\(number)", today: question.today)
            (other, name) = (issued.paper, "T\(issued.id), \(issued.paper.table.spec.quarter.label)")
        } else {
            let quarter = try quarter(typed, question, register)
            other = try QuarterlyPaper(
                register, spec(quarter, question, register), knownAt: try question.knownAt(),
                today: question.today)
            name = quarter.label
        }
        return PageView(paper.comparison(with: other, named: name))
    }

    /// The fields by which a table is chosen.
    private func chooser(_ question: PageQuestion, _ register: Register, hasDay: Bool) throws -> String {
        func option(_ value: String, _ label: String, _ isChosen: Bool) -> String {
            "<option value=\"\(HTML.value(value))\"\(isChosen ? " selected" : "")>\(HTML.text(label))</option>"
        }
        let rowKey = try rowKey(question)
        let rows = RowKey.allCases.map { option($0.rawValue, $0.rawValue, $0 == rowKey) }
        let rule = try question.ragRule().name
        let rules = try register.ragRules().map { option($0.name, $0.name, $0.name == rule) }
        let kept = PageQuestion.filters.compactMap { name in
            question.fields[name].map { HTML.hidden(name, $0) }
        }
        let day =
            hasDay
            ? "<label>Positions as at<input type=\"date\" name=\"as-at\" value=\"\(HTML.value(question.fields["as-at"] ?? ""))\"></label>\n"
            : ""
        return """
            <form class="filters" role="search" aria-label="Choose the table">
            <label>Rows<select name="rows">\(rows.joined())</select></label>
            <label>Rating by the rule<select name="rag">\(rules.joined())</select></label>
            \(day)<label>As known at (a day, or a ledger size)<input type="text" name="known-at" value="\(HTML.value(question.fields["known-at"] ?? ""))"></label>
            \(kept.joined())<button>Show</button>
            </form>

            """
    }

    /// What leads on from a quarter's table.
    private func around(
        _ quarter: Quarter, _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> String {
        func query(_ change: (inout FormFields) -> Void) -> String {
            var fields = FormFields()
            for pair in question.fields.pairs where !pair.value.isEmpty { fields[pair.name] = pair.value }
            change(&fields)
            return fields.pairs.isEmpty ? "?" : "?\(fields.encoded)"
        }
        let isExpanded = question.fields["expand"] != nil
        let before = quarter.previous
        var links = [
            HTML.link(
                isExpanded ? "Counts alone" : "With the references behind each count",
                to: query { $0["expand"] = isExpanded ? nil : "yes" }),
            HTML.link(
                "Beside \(before.label)",
                to: query {
                    $0["compare"] = before.argument; $0["expand"] = nil
                }),
            HTML.link("\(before.label)", to: "/quarterly/\(before.argument)"),
        ]
        for (id, table) in try register.issuedTables().suffix(200) where table.quarter == quarter.argument {
            links.append(
                HTML.link(
                    "Beside T\(id)",
                    to: query {
                        $0["compare"] = "T\(id)"; $0["expand"] = nil
                    }))
            links.append(HTML.link("T\(id), as it was issued", to: "/issued/T\(id)"))
        }
        if visitor.isOfficer, question.fields["as-at"] == nil, question.fields["known-at"] == nil {
            let asked = query { $0["expand"] = nil }
            links.append(
                HTML.link(
                    "Issue this table", to: "/quarterly/\(quarter.argument)/issue\(asked == "?" ? "" : asked)"
                ))
        }
        return "<nav aria-label=\"This table\">\(HTML.list(links, "more"))</nav>\n"
    }

    /// The form by which a table is issued. - Throws: `NotFound` for who doesn't keep the register.
    func issueForm(
        _ typed: String, _ given: FormFields, by visitor: Visitor, _ register: Register
    ) throws -> AskedForm {
        guard visitor.isOfficer else { throw NotFound("page", "issue") }
        let quarter = try Quarter(parsing: typed, yearStart: try register.yearStart())
        let names = PageQuestion.filters.filter { given[$0] != nil }
        let fields =
            [
                FormField(
                    name: "rows", label: "What a row stands for",
                    kind: .choice(RowKey.allCases.map { ($0.rawValue, $0.rawValue) }), isNeeded: true),
                FormField(
                    name: "rag", label: "The rule behind red, amber and green",
                    kind: .choice(try register.ragRules().map { ($0.name, "\($0.name): \($0.explanation)") }),
                    isNeeded: true),
                FormField(
                    name: "audience", label: "For whom it is",
                    kind: .choice([("board", "the board"), ("public", "the public")]), isNeeded: true),
            ] + names.map { FormField(name: $0, label: "Only this \($0)", kind: .line) }
        var filled = FormFields()
        filled["rows"] = given["rows"] ?? RowKey.report.rawValue
        filled["rag"] = try given["rag"] ?? register.ragRule(nil).name
        filled["audience"] = given["audience"] ?? Audience.board.rawValue
        for name in names { filled[name] = given[name] }
        let path = "/quarterly/\(quarter.argument)"
        return AskedForm(
            at: ["quarterly"] + quarter.argument.split(separator: "/").map(String.init) + ["issue"],
            title: "Issue the table of \(quarter.label)",
            about: [
                .paragraph(
                    "It is issued as things are known now, on the quarter's last day or today while it runs, and only if the whole register verifies, which may take a while. It can be printed again for ever."
                )
            ], fields: fields, given: filled, back: ("Back to the table", path), button: "Issue it",
            prepare: { try $0.requireSound(for: .issue, hashesOnly: false) { _, _, _ in } },
            session: { [clock] _, _ in Session(Actor(.person(visitor.person)), clock: clock) },
            record: { [self] filled, writer in
                var asked = FormFields()
                for name in ["rows", "rag"] + names { asked[name] = filled.typed[name] }
                let register = writer.register
                let question = try PageQuestion(
                    asked, own: ["rows"], register: register, today: clock().day(in: try register.timeZone()))
                guard let audience = filled.typed["audience"].flatMap({ Audience(rawValue: $0) }) else {
                    throw FieldFault("audience", "Say for whom it is.")
                }
                let (paper, seq) = try writer.issueTable(
                    spec(quarter, question, register), audience: audience)
                return RecordedForm(
                    facts: [
                        Fact(label: "Positions as at", value: paper.table.spec.asAt.longForm),
                        Fact(label: "Content hash", value: paper.contentHash),
                    ], blocks: [.paragraph(paper.headline)], path: "/issued/T\(seq)?recorded=\(seq)")
            })
    }
}
