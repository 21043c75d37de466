import Tracker
import TrackerDocuments

/// A spreadsheet that is taken in: looked at as often as it takes, then recorded whole. What the sheet leaves open is asked here as
/// `trackerctl import` asks it, and answered by fields instead of options.
extension Pages {
    private static let importPath = "/import"

    /// A sheet as it was read, and what it would come to.
    private struct LookedSheet {
        let sheet: Sheet
        var mapping: ImportMapping?
        var problems: [Problem] = []
        /// What is wrong with an answer.
        var fault: FieldFault?
        var taken: ImportResult?
        /// What a person who records it has seen: another sheet, other answers or another register are something else.
        var seen = ""

        /// Whether it can be recorded as it is.
        var isReady: Bool { taken.map { !$0.isNothing } ?? false }
    }

    /// The page as it was left.
    func importPage(_ fields: FormFields, by visitor: Visitor) throws -> PageView {
        guard visitor.isOfficer else { throw NotFound("page", "import") }
        let draft = try file.draft(Self.importPath, of: visitor.person)
        var view = try view(
            of: nil, draft ?? FormFields(), by: visitor,
            notice: draft == nil ? nil : "What you chose before is here again; nothing of it is recorded yet."
        )
        if fields["recorded"] != nil {
            view.above =
                try shelf.reading { register in
                    let today = clock().day(in: try register.timeZone())
                    return try recordedNotice(
                        try PageQuestion(fields, register: register, today: today), by: visitor, register)
                } + "<p>\(HTML.link("See the items", to: "/items"))</p>\n" + view.above
        }
        return view
    }

    /// Reads a sheet, shows what it would come to, or records it.
    func takeImport(
        _ sent: FormFields, _ upload: MultipartForm.File?, by visitor: Visitor
    ) throws -> PageResponse {
        guard visitor.isOfficer else { throw NotFound("page", "import") }
        var typed = sent
        typed["upload"] = nil
        func answer(_ view: PageView) throws -> PageResponse { try page(view, for: visitor, at: ["import"]) }
        func refuse(_ fault: FieldFault) throws -> PageResponse {
            try answer(view(of: nil, typed, by: visitor, faults: [fault], status: 422))
        }
        guard let form = typed["form"], form.utf8.count == 32 else {
            return try refuse(FieldFault("Load this page again, and send it once more."))
        }
        if let outcome = try file.outcome(of: form, by: visitor.person) { return .leading(to: outcome) }
        if typed["step"] == "forget" {
            try file.keep(nil, of: form, by: visitor.person, at: now)
            try file.keep(nil as FormFields?, Self.importPath, of: visitor.person, at: now)
            return .leading(to: Self.importPath)
        }
        if let upload, upload.field == "upload" {
            try file.keep((upload.name, upload.bytes), of: form, by: visitor.person, at: now)
            typed["file"] = upload.name
            typed["sheet"] = nil
        }
        try file.keep(typed, Self.importPath, of: visitor.person, at: now)
        guard typed["file"] != nil, let given = try file.upload(form, by: visitor.person),
            !given.bytes.isEmpty
        else {
            typed["file"] = nil
            return try refuse(FieldFault("file", "Choose the sheet, a file that isn't empty."))
        }
        do {
            let (looked, outcome) = try look(at: given, &typed, form, by: visitor)
            if let outcome {
                try file.keep(nil as FormFields?, Self.importPath, of: visitor.person, at: now)
                try file.keep(nil, of: form, by: visitor.person, at: now)
                return .leading(to: outcome)
            }
            if typed["step"] == "marked", !looked.problems.isEmpty { return try marked(looked) }
            let notice =
                typed["step"] == "record" && looked.isReady
                ? "Something has changed since you looked. Nothing is recorded yet: look once more." : nil
            typed["step"] = nil
            let isWrong = looked.fault != nil || !looked.problems.isEmpty
            return try answer(
                view(
                    of: looked, typed, by: visitor, faults: looked.fault.map { [$0] } ?? [], notice: notice,
                    status: isWrong ? 422 : 200))
        } catch let problems as InputProblems {
            return try answer(
                view(
                    of: nil, typed, by: visitor,
                    faults: problems.problems.prefix(InputProblems.printed).map {
                        FieldFault("file", $0.description)
                    }, status: 422))
        } catch { return try refused(error) { fault, _ in try refuse(fault) } }
    }

    /// Reads the sheet and rehearses what it would come to; or records that, where it is what was seen.
    ///
    /// - Throws: `InputProblems` for a file that can't be read.
    private func look(
        at given: (name: String, bytes: [UInt8]), _ typed: inout FormFields, _ form: String,
        by visitor: Visitor
    ) throws -> (LookedSheet, outcome: String?) {
        let saved = try typed["mapping"].map { name in
            try Self.at("mapping") { try shelf.reading { try $0.mapping(name) } }
        }
        let sheet = try Sheet.read(
            given.bytes, file: given.name, tab: typed["sheet"] ?? saved?.answers.sheet,
            headings: ImportMapping.search(given: [], saved: saved))
        if sheet.tabs.count > 1 { typed["sheet"] = sheet.name }
        // What was said of the columns of another sheet isn't said of this one's.
        if let other = typed["columns-of"], other != sheet.name {
            for pair in typed.pairs where pair.name.hasPrefix("c-") { typed[pair.name] = nil }
        }
        typed["columns-of"] = sheet.name
        var looked = LookedSheet(sheet: sheet)
        do {
            let mapping = try ImportMapping(
                sheet, given: Self.columns(of: sheet, typed), saved: saved,
                needsText: typed["update"] == nil, file: given.name)
            looked.mapping = mapping
            let outcome = try rehearse(&looked, mapping, saved, given, typed, form, by: visitor)
            return (looked, outcome)
        } catch let problems as InputProblems {
            looked.problems = problems.problems
        } catch let fault as FieldFault {
            looked.fault = fault
        } catch let error as any TrackerError
            where [.malformed, .missing, .notPermitted].contains(error.failure)
        {
            looked.fault = FieldFault(error.onPages)
        }
        return (looked, nil)
    }

    /// What the sheet comes to, recorded if that is what was seen. - Returns: where that led.
    private func rehearse(
        _ looked: inout LookedSheet, _ mapping: ImportMapping, _ saved: SavedMapping?,
        _ given: (name: String, bytes: [UInt8]), _ typed: FormFields, _ form: String, by visitor: Visitor
    ) throws -> String? {
        let sheet = looked.sheet
        var options = try Self.options(typed, saved)
        if options.answers.sheet == nil, sheet.source == .spreadsheet { options.answers.sheet = sheet.name }
        let kept = try typed["save-as"].map { name in
            let name = try Self.at("save-as") { try Reference(parsing: name, what: "name of a mapping") }
            return (
                mapping: SavedMapping(
                    mapping, of: sheet, statuses: options.statuses, answers: options.answers), name: name
            )
        }
        var session = Session(Actor(.person(visitor.person)), clock: clock)
        session.on = try Self.counting.day(in: typed)
        let hash = Hash.sha256(given.bytes).hex
        let rows = ImportedRows(sheet, mapping: mapping, file: given.name)
        return try shelf.writing { register in
            if let outcome = try file.outcome(of: form, by: visitor.person) { return outcome }
            looked.seen = Self.seen(typed, hash, size: try register.size())
            let isRecorded = typed["step"] == "record" && typed["seen"] == looked.seen
            let taken = try register.importRows(
                rows, options: options, file: given.name, sha256: hash, saving: kept, session: session,
                keep: isRecorded)
            looked.taken = taken
            guard isRecorded, !taken.isNothing else { return nil }
            let outcome = "\(Self.importPath)?recorded=\(try register.size())"
            try file.take(form, by: visitor.person, outcome: outcome, at: now)
            return outcome
        }
    }

    /// Everything that decides what is recorded.
    private static func seen(_ typed: FormFields, _ hash: String, size: Int64) -> String {
        let answers = typed.pairs.filter {
            !["token", "form", "step", "seen"].contains($0.name) && !$0.value.isBlank
        }
        .map { "\($0.name)=\($0.value.trimmed)" }.sorted().joined(separator: "\n")
        return Hash.sha256(Array("\(hash) \(size)\n\(answers)".utf8)).hex
    }

    /// A copy of the sheet with what is open marked where it stands.
    private func marked(_ looked: LookedSheet) throws -> PageResponse {
        #if Spreadsheets
            let table = MarkedTable(looked.sheet, problems: looked.problems) { Self.words($0) }
            var response = PageResponse(
                200, type: PageFormat.xlsx.type,
                try PageFormat.xlsx.made { try MarkedTableRenderer.write(table, to: $0) })
            response["Content-Disposition"] = "attachment; filename=\"marked.xlsx\""
            return response
        #else
            throw NotFound("page", "import")
        #endif
    }
}

/// Its fields.
extension Pages {
    private static let counting = FormField(
        name: "on", label: "The day from which it counts",
        hint: "Left blank, the day that the sheet says in its title, else today.", kind: .day)
    private static let later = FormField(
        name: "update", label: "It is a later copy of a sheet that was taken in: record what differs",
        kind: .tick)
    private static let sheetFile = FormField(
        name: "file", label: "The sheet", hint: "A workbook (.xlsx) or CSV, of at most 16 MB", kind: .file,
        isNeeded: true)
    private static let answers: [FormField] = [
        FormField(
            name: "as-proposed", label: "Take everything as it is proposed, where something is", kind: .tick),
        FormField(name: "add-people", label: "Register owners who aren't registered yet", kind: .tick),
        FormField(
            name: "split-updates", label: "Record each dated line of an update on its own day", kind: .tick),
        FormField(
            name: "report", label: "The report of rows that name none", hint: "Its identifier", kind: .line),
        FormField(name: "publisher", label: "Who published reports of which no column says it", kind: .line),
        FormField(
            name: "published", label: "When reports were published that no column dates",
            hint: "2017-12-12, or 2017-12 or 2017 where no more is known", kind: .line),
        FormField(
            name: "order", label: "A date such as 3/4/2023",
            kind: .choice([("day-first", "is 3 April"), ("month-first", "is 4 March")])),
        FormField(
            name: "months", label: "A month alone",
            kind: .choice([("end-of-month", "is its last day"), ("first-of-month", "is its first day")])),
        FormField(
            name: "date-columns", label: "Dates of single columns",
            hint: "One a line, for example: Date closed=month-first", kind: .words, rows: 2),
        counting,
    ]

    /// Kinds of words that a sheet has and only an office knows the meaning of.
    private static let meanings: [(kind: String, question: String, hint: String)] = [
        (
            "status", "Which status",
            "One of: \(StatusWords.accepted); or: superseded by, and a reference"
        ),
        ("person", "Whom", "A name as under People"),
        ("kind", "Which kind", "For example: recommendation, cause-of-concern"),
        ("board", "Which board", "Its identifier"),
    ]

    /// Gives a refusal the field that it is about.
    private static func at<Value>(_ field: String, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as any TrackerError
            where [.malformed, .missing].contains(error.failure)
        {
            throw FieldFault(field, error.onPages)
        }
    }

    private static func options(_ typed: FormFields, _ saved: SavedMapping?) throws -> ImportOptions {
        var options = ImportOptions(report: typed["report"])
        options.update = typed["update"] != nil
        options.stepsBack = typed.pairs.filter { $0.name == "back" }.map(\.value)
        let said = said(typed)
        func given(_ kind: String) -> [String] {
            said.compactMap { $0.kind == kind && !$0.meaning.isEmpty ? "\($0.words)=\($0.meaning)" : nil }
        }
        options.statuses = saved?.statuses ?? StatusWords()
        for (number, one) in said.enumerated() where one.kind == "status" && !one.meaning.isEmpty {
            options.statuses = try at("m\(number)") {
                try StatusWords(given: ["\(one.words)=\(one.meaning)"], saved: options.statuses)
            }
        }
        var answers = ImportAnswers()
        answers.sheet = typed["sheet"]
        answers.asProposed = typed["as-proposed"] != nil
        answers.publisher = typed["publisher"]
        answers.published = typed["published"]
        answers.addPeople = typed["add-people"] != nil
        answers.splitUpdates = typed["split-updates"] != nil
        let dates =
            [typed["order"], typed["months"]].compactMap { $0 }
            + (typed["date-columns"]?.split(whereSeparator: \.isNewline).map(String.init) ?? [])
        try at("date-columns") { try answers.read(dates: dates) }
        try answers.people.read(given("person"), what: "name of a person")
        try answers.kinds.read(given("kind"), what: "kind in the sheet")
        try answers.boards.read(given("board"), what: "board in the sheet")
        if let saved { answers.add(saved.answers) }
        options.answers = answers
        return options
    }

    /// What was said of the sheet's own words, by the number of its field.
    private static func said(_ typed: FormFields) -> [(kind: String, words: String, meaning: String)] {
        var said: [(kind: String, words: String, meaning: String)] = []
        while said.count < 500, let words = typed["w\(said.count)"], let kind = typed["k\(said.count)"],
            meanings.contains(where: { $0.kind == kind })
        {
            said.append((kind, words, typed["m\(said.count)"] ?? ""))
        }
        return said
    }

    /// What was said of columns: `COLUMN=FIELD`.
    private static func columns(of sheet: Sheet, _ typed: FormFields) -> [String] {
        let headings = sheet.headings.map(\.text.plain)
        return headings.indices.compactMap { index in
            let letters = letters(sheet, index)
            guard let field = typed["c-\(letters)"] else { return nil }
            // Its letter names it, unless another column is headed so.
            let isHeading = headings.contains { $0.uppercased() == letters }
            return "\(isHeading ? headings[index] : letters)=\(field)"
        }
    }

    private static func letters(_ sheet: Sheet, _ index: Int) -> String {
        sheet.place(row: 1, column: index).column ?? ""
    }

    /// What is open, as a sentence.
    private static func words(_ problem: Problem) -> String {
        let clauses = problem.remedies.compactMap { remedy -> String? in
            if case .plain(let clause) = remedy { clause } else { nil }
        }
        return problem.sentence + (problem.accepted.map { " Accepted: \($0)." } ?? "")
            + (clauses.isEmpty
                ? ""
                : " \(clauses.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }.joined(separator: " "))")
    }
}

/// How it looks.
extension Pages {
    private func view(
        of looked: LookedSheet?, _ typed: FormFields, by visitor: Visitor, faults: [FieldFault] = [],
        notice: String? = nil, status: Int = 200
    ) throws -> PageView {
        var said = Self.said(typed)
        var faults = faults
        if let looked {
            for problem in looked.problems {
                for case let (kind, words)? in problem.remedies.map(\.asked)
                where !said.contains(where: { $0.kind == kind && $0.words == words }) {
                    said.append((kind, words, ""))
                }
            }
            faults += looked.problems.prefix(InputProblems.printed).map {
                fault($0, in: looked.sheet, said)
            }
            if looked.problems.count > InputProblems.printed {
                faults.append(FieldFault("And \(looked.problems.count - InputProblems.printed) more."))
            }
        }
        let title = looked?.isReady == true ? "Check: take in a spreadsheet" : "Take in a spreadsheet"
        var view = PageView(
            Document(
                title: title,
                blocks: looked.map(preview) ?? [
                    .paragraph(
                        "The items of a spreadsheet become items here: all of them or none. What it would come to is shown before anything is recorded."
                    )
                ]))
        view.status = status
        view.isFaulty = !faults.isEmpty
        view.above = HTML.errors(faults)
        if let notice {
            view.above += HTML.notice(notice)
        } else if looked?.isReady == true {
            view.above += HTML.notice("Nothing is recorded yet. This is what will be, all of it or nothing.")
        } else if let taken = looked?.taken, taken.isNothing {
            view.above += HTML.notice("Nothing differs from the register, so there is nothing to record.")
        }
        let kept = try shelf.reading { try $0.mappings() }
        var fields: [FormField] = [Self.sheetFile]
        if !kept.isEmpty {
            fields.append(
                FormField(
                    name: "mapping", label: "Read as kept under a name", kind: .choice(kept.map { ($0, $0) }))
            )
        }
        fields.append(Self.later)
        var html = fields.map { $0.html(typed, faults) }.joined()
        var shown = Set(fields.map(\.name))
        if let looked {
            html += columns(looked, typed, faults)
            shown.formUnion(looked.sheet.headings.indices.map { "c-\(Self.letters(looked.sheet, $0))" })
            shown.formUnion(["sheet", "back", "save-as"])
            html += "<h2>What it leaves open</h2>\n" + meanings(said, typed, faults, &shown)
            html += Self.answers.map { $0.html(typed, faults) }.joined()
            shown.formUnion(Self.answers.map(\.name))
            shown.formUnion(FormField.dayParts.map { "on-\($0)" })
            html += stepsBack(looked, typed)
            html += FormField(
                name: "save-as", label: "Keep how it is read under a name",
                hint: "For the next copy of the same sheet", kind: .line
            ).html(typed, faults)
        }
        // What isn't asked at this step stays all the same.
        shown.formUnion(["token", "form", "step", "seen", "upload"])
        let carried = typed.pairs.filter { !shown.contains($0.name) && !$0.value.isEmpty }.map {
            HTML.hidden($0.name, $0.value)
        }
        view.below =
            "<form method=\"post\" enctype=\"multipart/form-data\" action=\"\(Self.importPath)\">\n"
            + HTML.hidden("token", visitor.proof)
            + HTML.hidden("form", typed["form"] ?? Hexadecimal.encode(PagesFile.random(16)))
            + (looked.map { HTML.hidden("seen", $0.seen) } ?? "") + carried.joined() + "\n" + html
            + buttons(looked, typed) + "</form>\n"
        return view
    }

    private func buttons(_ looked: LookedSheet?, _ typed: FormFields) -> String {
        func button(_ step: String, _ words: String, plain: Bool = false) -> String {
            "<button\(plain ? " class=\"plain\"" : "") name=\"step\" value=\"\(step)\">\(words)</button>"
        }
        var buttons: [String] = []
        if looked?.isReady == true { buttons.append(button("record", "Record all of it")) }
        buttons.append(
            button(
                "look", looked == nil ? "Look at it" : "Look at it again", plain: looked?.isReady == true))
        #if Spreadsheets
            if looked?.problems.isEmpty == false {
                buttons.append(button("marked", "Download it with what is open marked", plain: true))
            }
        #endif
        if typed["file"] != nil { buttons.append(button("forget", "Begin anew", plain: true)) }
        return "<p class=\"buttons\">\(buttons.joined(separator: " "))</p>\n"
    }

    /// What each column holds.
    private func columns(_ looked: LookedSheet, _ typed: FormFields, _ faults: [FieldFault]) -> String {
        let sheet = looked.sheet
        var html = "<h2>What its columns hold</h2>\n"
        let tabs = sheet.tabs.map {
            (value: $0.name, label: $0.state == .visible ? $0.name : "\($0.name) (hidden)")
        }
        if tabs.count > 1 {
            var chosen = typed
            chosen["sheet"] = typed["sheet"] ?? sheet.name
            html += FormField(
                name: "sheet", label: "The workbook's sheet", kind: .choice(tabs), isNeeded: true
            ).html(chosen, faults)
        } else if let only = typed["sheet"] {
            html += HTML.hidden("sheet", only)
        }
        html += HTML.list(sheet.remarks.map { HTML.text($0.sentence) })
        html +=
            "<datalist id=\"fields\">\(ImportField.allCases.map { "<option value=\"\($0.rawValue)\">" }.joined())</datalist>\n<div class=\"filters\">\n"
        let first = Array(sheet.rows.prefix(20))
        for (index, heading) in sheet.headings.enumerated() {
            let letters = Self.letters(sheet, index)
            let name = "c-\(letters)"
            let example = first.lazy.map { $0.cells[index].text.plain }.first { !$0.isEmpty }
            let isBlank = heading.isBlank && example == nil
            if isBlank { continue }
            let own = faults.first { $0.field == name }
            let label = heading.isBlank ? "Column \(letters)" : heading.text.plain.cut(to: 60)
            let words = [
                looked.mapping.map { "held to be: \(Self.held($0, index))" },
                example.map { "first: \($0.cut(to: 40))" },
            ].compactMap { $0 }.joined(separator: "; ")
            html +=
                "<label\(own == nil ? "" : " class=\"faulty\"")>\(HTML.text(label))<span class=\"hint\">\(HTML.text(words))</span><input type=\"text\" list=\"fields\" id=\"\(name)\" name=\"\(name)\" value=\"\(HTML.value(typed[name] ?? ""))\"\(own == nil ? "" : " aria-invalid=\"true\"")></label>\n"
        }
        return html
            + "</div>\n<p class=\"hint\">A field left blank stays as its heading is read. keep: an internal note; ignore: left out.</p>\n"
    }

    private static func held(_ mapping: ImportMapping, _ index: Int) -> String {
        let field = mapping.fields[index].rawValue.replacing("_", with: " ")
        if mapping.unknown.contains(index) { return "an internal note, since nobody said what" }
        return mapping.heldBack.contains(index) ? "an internal note: it is hidden, or says so" : field
    }

    /// What the sheet's own words mean.
    private func meanings(
        _ said: [(kind: String, words: String, meaning: String)], _ typed: FormFields,
        _ faults: [FieldFault], _ shown: inout Set<String>
    ) -> String {
        said.prefix(500).enumerated().map { number, one in
            shown.formUnion(["w\(number)", "k\(number)", "m\(number)"])
            let about = Self.meanings.first { $0.kind == one.kind } ?? Self.meanings[0]
            let field = FormField(
                name: "m\(number)", label: "\(about.question) \"\(one.words.plain.cut(to: 100))\" means",
                hint: about.hint, kind: .line)
            return HTML.hidden("w\(number)", one.words) + HTML.hidden("k\(number)", one.kind)
                + field.html(typed, faults)
        }.joined()
    }

    /// Steps back, which are left out unless somebody ticks them.
    private func stepsBack(_ looked: LookedSheet, _ typed: FormFields) -> String {
        let allowed = Set(typed.pairs.filter { $0.name == "back" }.map(\.value))
        var steps = (looked.taken?.stepsBack ?? []).map {
            ($0.reference.text, "\($0.reference), row \($0.row): \($0.was) here, \($0.becomes) in the sheet")
        }
        for reference in allowed.sorted() where !steps.contains(where: { $0.0 == reference }) {
            steps.append((reference, reference))
        }
        if steps.isEmpty { return "" }
        let boxes = steps.map {
            "<label class=\"tick\"><input type=\"checkbox\" name=\"back\" value=\"\(HTML.value($0.0))\"\(allowed.contains($0.0) ? " checked" : "")> \(HTML.text($0.1))</label>"
        }
        return
            "<fieldset class=\"field\"><legend>Steps back: left out, unless you tick them</legend>\n\(boxes.joined(separator: "<br>\n"))</fieldset>\n"
    }

    /// A problem, led to the field that answers it.
    private func fault(
        _ problem: Problem, in sheet: Sheet, _ said: [(kind: String, words: String, meaning: String)]
    ) -> FieldFault {
        let place = problem.place.map {
            "\($0.description)\(problem.reference.map { ", \($0)" } ?? ""): "
        }
        let sentence = (place.map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? "") + Self.words(problem)
        func column(_ heading: String) -> String? {
            sheet.headings.indices.first { sheet.headings[$0].text.plain == heading.plain }.map {
                "c-\(Self.letters(sheet, $0))"
            }
        }
        for remedy in problem.remedies {
            if let (kind, words) = remedy.asked,
                let number = said.firstIndex(where: { $0.kind == kind && $0.words == words })
            {
                return FieldFault("m\(number)", sentence)
            }
            let field: String? =
                switch remedy {
                case .mapColumn(let heading), .keepColumn(let heading): column(heading)
                case .mapColumnOfText:
                    sheet.headings.indices.first.map { "c-\(Self.letters(sheet, $0))" }
                case .registerOwners: "add-people"
                case .give(.reportForAll): "report"
                case .answerSheet(.asProposed): "as-proposed"
                case .answerSheet(.dates(let rules)):
                    rules.contains { $0.contains("=") }
                        ? "date-columns" : rules.contains { $0.hasSuffix("of-month") } ? "months" : "order"
                case .answerSheet(.day): "on-day"
                case .answerSheet(.publisher): "publisher"
                case .answerSheet(.published): "published"
                default: nil
                }
            if let field { return FieldFault(field, sentence) }
        }
        return FieldFault(sentence)
    }

    /// What it would come to, or what stands in the way, cell by cell.
    private func preview(_ looked: LookedSheet) -> [Block] {
        guard let taken = looked.taken else {
            return looked.problems.isEmpty ? [] : [.table(openCells(looked))]
        }
        let summary = taken.summary
        func list(_ references: [Reference]) -> String {
            references.prefix(30).map(\.text).joined(separator: ", ")
                + (references.count > 30 ? " and \(references.count - 30) more" : "")
        }
        func counts(_ counts: [String: Int]) -> String {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
                .joined(separator: ", ")
        }
        var facts = [Fact(label: "Rows of the sheet", value: String(summary.rows))]
        func add(_ label: String, _ value: String) {
            if !value.isEmpty, value != "0" { facts.append(Fact(label: label, value: value)) }
        }
        add("New items", summary.added == 0 ? "" : "\(summary.added): \(list(taken.items))")
        add("In the register already", String(summary.known))
        add("Rows that are no items", String(summary.noItem))
        add("Rows left out", String(summary.leftOut))
        add("New reports", list(taken.reports))
        add("People who are registered", taken.people.joined(separator: ", "))
        add("What differs", String(taken.differences.count))
        if summary.added > 0 {
            add("With a due date", String(summary.dated))
            add("Without one", list(summary.undated))
            add("Where they stand", counts(summary.statuses))
            add("Who leads them", counts(summary.owners))
            add("Led by nobody yet", list(summary.unowned))
        }
        add("On the sheet's word alone, until somebody assures them", list(taken.onWord))
        var blocks: [Block] = [.facts(facts)]
        if !taken.differences.isEmpty { blocks.append(.table(Listing.differences(taken.differences).table)) }
        var read: [String] = []
        for reading in taken.plan.readings {
            let rows = reading.rows.isEmpty ? "" : " (\(reading.rows.rowsTold))"
            read.append(
                "\"\(reading.words.plain.cut(to: 100))\" in \(reading.heading)\(rows): \(reading.meaning).")
        }
        for question in taken.plan.questions {
            guard let proposal = question.proposal else { continue }
            let words = question.words.isEmpty ? "" : "\"\(question.words.plain.cut(to: 100))\" "
            read.append("As proposed: \(words)(\(question.rows.rowsTold)): \(proposal).")
        }
        for rows in taken.plan.leftOut {
            read.append("\(rows.isItem ? "Left out" : "No item"): \(rows.rows.rowsTold): \(rows.why).")
        }
        if !read.isEmpty { blocks += [.heading("How it is read"), .list(read)] }
        return blocks
    }

    /// The cells that are open.
    private func openCells(_ looked: LookedSheet) -> Table {
        let marks = looked.problems.compactMap { problem in problem.place.map { (problem, $0) } }.prefix(
            InputProblems.printed)
        let wanted = Set(marks.map(\.1.row))
        var cells: [Int: [SheetCell]] = [:]
        for row in looked.sheet.rows where wanted.contains(row.number) { cells[row.number] = row.cells }
        return Table(
            name: "Open", caption: "What is open, where it stands in the sheet",
            columns: [
                Column(title: "Row", key: "row", kind: .number), Column(title: "Column", key: "column"),
                Column(title: "In the sheet", key: "words", weight: 2),
                Column(title: "What is open", key: "open", weight: 4),
            ],
            rows: marks.map { problem, place in
                let index = looked.sheet.headings.indices.first {
                    Self.letters(looked.sheet, $0) == place.column
                }
                let words = index.flatMap { cells[place.row]?[$0].text.plain.cut(to: 120) } ?? ""
                return [
                    .number(place.row), .text(place.heading.plain), .text(words), .text(Self.words(problem)),
                ]
            }, empty: "Nothing of a single cell.")
    }
}

extension Remedy {
    /// The sheet's own words that somebody is asked the meaning of, and what they are words for.
    fileprivate var asked: (kind: String, words: String)? {
        switch self {
        case .mapStatus(let words): ("status", words.plain)
        case .answerSheet(.meaning(let meant, let words)): (meant.rawValue, words.plain)
        default: nil
        }
    }
}
