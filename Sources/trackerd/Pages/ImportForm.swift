import Tracker
import TrackerDocuments

/// An import's form: what is asked of a sheet, beginning with the sheet itself, and what the answers say.
struct ImportForm {
    static let path = "/import"

    private let typed: FormFields
    /// The sheet as it was read; nil before there is one.
    private let looked: LookedSheet?
    /// What was said of the sheet's own words, and what is still asked of them.
    private let said: [(kind: String, words: String, meaning: String)]
    /// What is wrong, and what the sheet leaves open, each at the field that answers it.
    let faults: [FieldFault]

    /// - Parameters:
    ///   - typed: the answers so far.
    ///   - looked: the sheet, once it was read.
    ///   - faults: what is wrong with the answers.
    init(_ typed: FormFields, of looked: LookedSheet?, faults: [FieldFault]) {
        self.typed = typed
        self.looked = looked
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
                Self.fault($0, in: looked.sheet, said)
            }
            if looked.problems.count > InputProblems.printed {
                faults.append(FieldFault("And \(looked.problems.count - InputProblems.printed) more."))
            }
        }
        self.said = said
        self.faults = faults
    }
}

/// Its fields.
extension ImportForm {
    static let counting = FormField(
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
    static func at<Value>(_ field: String, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as any TrackerError
            where [.malformed, .missing].contains(error.failure)
        {
            throw FieldFault(field, error.onPages)
        }
    }

    static func options(_ typed: FormFields, _ saved: SavedMapping?) throws -> ImportOptions {
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
    static func columns(of sheet: Sheet, _ typed: FormFields) -> [String] {
        let headings = sheet.headings.map(\.text.plain)
        return headings.indices.compactMap { index in
            let letters = LookedSheet.letters(sheet, index)
            guard let field = typed["c-\(letters)"] else { return nil }
            // Its letter names it, unless another column is headed so.
            let isHeading = headings.contains { $0.uppercased() == letters }
            return "\(isHeading ? headings[index] : letters)=\(field)"
        }
    }
}

/// How it looks.
extension ImportForm {
    func html(mappings: [String], by visitor: Visitor) -> String {
        var fields: [FormField] = [Self.sheetFile]
        if !mappings.isEmpty {
            fields.append(
                FormField(
                    name: "mapping", label: "Read as kept under a name",
                    kind: .choice(mappings.map { ($0, $0) }))
            )
        }
        fields.append(Self.later)
        var html = fields.map { $0.html(typed, faults) }.joined()
        var shown = Set(fields.map(\.name))
        if let looked {
            html += columns(looked)
            shown.formUnion(looked.sheet.headings.indices.map { "c-\(looked.letters($0))" })
            shown.formUnion(["sheet", "back", "save-as"])
            html += "<h2>What it leaves open</h2>\n" + meanings(&shown)
            html += Self.answers.map { $0.html(typed, faults) }.joined()
            shown.formUnion(Self.answers.map(\.name))
            shown.formUnion(FormField.dayParts.map { "on-\($0)" })
            html += stepsBack(looked)
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
        return
            "<form method=\"post\" enctype=\"multipart/form-data\" action=\"\(Self.path)\">\n"
            + HTML.hidden("token", visitor.proof)
            + HTML.hidden("form", typed["form"] ?? Hexadecimal.encode(PagesFile.random(16)))
            + (looked.map { HTML.hidden("seen", $0.seen) } ?? "") + carried.joined() + "\n" + html
            + buttons() + "</form>\n"
    }

    private func buttons() -> String {
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
    private func columns(_ looked: LookedSheet) -> String {
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
            let letters = LookedSheet.letters(sheet, index)
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
        _ shown: inout Set<String>
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
    private func stepsBack(_ looked: LookedSheet) -> String {
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
    private static func fault(
        _ problem: Problem, in sheet: Sheet, _ said: [(kind: String, words: String, meaning: String)]
    ) -> FieldFault {
        let place = problem.place.map {
            "\($0.description)\(problem.reference.map { ", \($0)" } ?? ""): "
        }
        let sentence =
            (place.map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? "") + LookedSheet.words(problem)
        func column(_ heading: String) -> String? {
            sheet.headings.indices.first { sheet.headings[$0].text.plain == heading.plain }.map {
                "c-\(LookedSheet.letters(sheet, $0))"
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
                    sheet.headings.indices.first.map { "c-\(LookedSheet.letters(sheet, $0))" }
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
