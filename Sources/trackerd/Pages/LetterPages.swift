import Tracker
import TrackerDocuments

/// The letter that answers a report: as a draft that names what is missing, or final; and what is recorded of the answer.
extension Pages {
    /// The letter, as it would be sent or as it is passed round.
    func letter(
        _ id: String, _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        let report = try register.report(id)
        let isFinal: Bool
        switch question.fields["edition"] {
        case nil, "draft": isFinal = false
        case "final": isFinal = true
        case let other?:
            throw InvalidValue(what: "edition", given: other, expected: "draft or final")
        }
        let frame = try question.frame { $0.report = report.reference }
        let named = question.fields.pairs.filter { $0.name == "item" }.map(\.value)
        let choice: [String]?
        switch question.fields["items"] {
        case nil where named.isEmpty, "all": choice = nil
        case nil, "chosen": choice = named
        case "none": choice = []
        case let other?:
            throw InvalidValue(what: "choice of items", given: other, expected: "all, chosen or none")
        }
        let paper = try ResponseLetterPaper(
            register, report, choice: choice, isDraft: !isFinal, frame: frame)
        var view = PageView(paper.document) { paper.json.pretty() + "\n" }
        view.isLetter = true
        let path = PageAddress.path("reports", report.reference.text, "response")
        var other = question.fields
        other["recorded"] = nil
        other["edition"] = isFinal ? nil : "final"
        let address = other.pairs.isEmpty ? path : "\(path)?\(other.encoded)"
        var links = [
            HTML.link(isFinal ? "The draft, with what is missing" : "The final letter", to: address)
        ]
        if visitor.isOfficer {
            links.append(HTML.link("Record dates, names and comments", to: "\(path)/record"))
            links.append(HTML.link("Record more time, days in court or its clock", to: "\(path)/time"))
        }
        var items: [Reference] = []
        try frame.snapshot(of: register).forEachItem(frame.scope) { items.append($0.reference) }
        view.above =
            try recordedNotice(question, by: visitor, register)
            + "<nav aria-label=\"This letter\">\(HTML.list(links, "more"))</nav>\n"
        view.above += Self.choosing(among: items, choice, isFinal: isFinal, path)
        if !paper.remarks.isEmpty {
            view.below = "<h2>Before it is sent</h2>\n\(HTML.list(paper.remarks.map(HTML.text)))"
        }
        return view
    }

    /// Which items the letter answers one by one.
    private static func choosing(
        among items: [Reference], _ choice: [String]?, isFinal: Bool, _ path: String
    ) -> String {
        if items.isEmpty { return "" }
        let chosen = choice == nil ? "all" : choice == [] ? "none" : "chosen"
        let ways = [
            ("all", "all of them"), ("chosen", "those that are ticked"),
            ("none", "none: the comments on the whole report are the answer"),
        ].map {
            "<option value=\"\($0.0)\"\($0.0 == chosen ? " selected" : "")>\($0.1)</option>"
        }
        let boxes = items.map {
            "<label class=\"tick\"><input type=\"checkbox\" name=\"item\" value=\"\(HTML.value($0.text))\"\(choice?.contains($0.text) == true ? " checked" : "")> \(HTML.text($0.text))</label>"
        }
        return
            "<details><summary>Which items it answers</summary>\n<form action=\"\(HTML.value(path))\">\(isFinal ? HTML.hidden("edition", "final") : "")<div class=\"field\"><label for=\"items\">It answers</label><select id=\"items\" name=\"items\">\(ways.joined())</select></div>\n<fieldset class=\"field\"><legend>Items</legend>\(boxes.joined(separator: " "))</fieldset><button>Show the letter</button></form>\n</details>\n"
    }

    /// The words that a letter is made of, each with what it is asked as.
    private static let letterWords: [(name: WordName, label: String, hint: String?)] = [
        (.addressee, "Whom it is addressed to", "Name, office and address, a line each"),
        (.salutation, "How it greets them", "For example Home Secretary"),
        (.subject, "What it is about", "Else the report's title"),
        (.opening, "The sentences it begins with", "Else which report it answers, and under which law"),
        (.comments, "The body's own comments on the whole report", nil),
        (.chiefComments, "The chief officer's comments", nil),
        (.reply, "The reply to the chief officer's comments", nil),
        (.closing, "The sentences it ends with", nil), (.delay, "Why it is late", nil),
        (.signatory, "Who signs it", "Name and office, a line each"),
        (.copies, "Who gets a copy", "One a line"), (.enclosures, "What is enclosed", "One a line"),
    ]

    /// The form that records what is known of an answer. - Throws: `NotFound` for who doesn't keep the register.
    func responseForm(_ id: String, by visitor: Visitor, _ register: Register) throws -> AskedForm {
        guard visitor.isOfficer else { throw NotFound("page", "record") }
        let report = try register.report(id).reference
        func day(_ name: String, _ label: String) -> FormField { Self.answerDay(name, label) }
        let (requested, sent, published) = (
            day("requested", "When the chief officer's comments were asked for"),
            day("sent", "When the letter was sent"),
            day("published", "When the comments were published, which stops the clock")
        )
        var fields = [
            requested, sent, published,
            FormField(name: "reference", label: "The letter's reference", kind: .line),
        ]
        fields += Self.letterWords.map {
            FormField(name: $0.name.rawValue, label: $0.label, hint: $0.hint, kind: .words, rows: 3)
        }
        if let whose = try Self.whose(report, register) { fields.insert(whose, at: 0) }
        fields.append(
            FormField(
                name: "file", label: "The letter that was sent",
                hint: "Its hash and its name are kept, so that anybody can tell later whether a file is it.",
                kind: .file))
        let path = PageAddress.path("reports", report.text, "response")
        return office(
            ["reports", report.text, "response", "record"], "Record of the answer to \(report)", fields,
            about: [
                .paragraph("What is left blank stays as it is; what is given corrects what was given before.")
            ],
            subject: try subject(report.text, called: "The report", register),
            back: ("Back to the letter", path), by: visitor
        ) { filled, writer in
            let typed = filled.typed
            func change(_ field: FormField) throws -> Change<Day> {
                try field.day(in: typed).map { .set($0) } ?? .keep
            }
            var facts = ResponseFacts()
            facts.commentsRequested = try change(requested)
            facts.letterSent = try change(sent)
            facts.commentsPublished = try change(published)
            facts.reference = typed["reference"]
            facts.addressee = typed["for"]
            var words: Words = [:]
            if let sent = try filled.givenFile() {
                facts.sentSHA256 = Hash.sha256(sent.bytes).hex
                words[.file] = sent.name
            }
            for word in Self.letterWords { words[word.name] = typed[word.name.rawValue] ?? "" }
            try writer.respond(to: report.text, facts, words: words)
            return path
        }
    }

    private static func answerDay(_ name: String, _ label: String) -> FormField {
        FormField(name: name, label: label, hint: "For example 27 3 2018", kind: .day)
    }

    /// Whose answer it is, where a report was sent to several.
    private static func whose(_ report: Reference, _ register: Register) throws -> FormField? {
        let addressees = try register.responses(to: report, knownAt: .max).addressees
        return addressees.isEmpty
            ? nil
            : FormField(name: "for", label: "Whose answer it is", kind: .choice(addressees.map { ($0, $0) }))
    }

    /// The dates that move the last day of an answer.
    private static let times:
        [(field: FormField, fact: any WritableKeyPath<ResponseFacts, Change<Day>> & Sendable)] = [
            (answerDay("asked", "When more time was asked for"), \.extensionAsked),
            (answerDay("granted", "When it was granted"), \.extensionGranted),
            (answerDay("until", "The new last day"), \.extendedTo),
            (answerDay("refused", "When it was refused"), \.extensionRefused),
            (answerDay("court-from", "The first day of a judicial review"), \.suspendedFrom),
            (answerDay("court-to", "The last day of it"), \.suspendedTo),
            (answerDay("printed", "The date for the answer that the report prints"), \.printedDate),
        ]

    /// The form that records what moves the last day. - Throws: `NotFound` for who doesn't keep the register.
    func timeForm(_ id: String, by visitor: Visitor, _ register: Register) throws -> AskedForm {
        guard visitor.isOfficer else { throw NotFound("page", "time") }
        let report = try register.report(id).reference
        var fields = Self.times.map(\.field)
        if let whose = try Self.whose(report, register) { fields.insert(whose, at: 0) }
        fields += [
            FormField(name: "extension-by", label: "Who granted or refused it", kind: .line),
            FormField(
                name: "clock", label: "The clock that runs for the report",
                hint: "Where its publisher doesn't tell. Left blank, it stays as it is.",
                kind: .choice(
                    [("none", "as its publisher tells")]
                        + (try register.clocks().map { ($0.name, "\($0.title): \($0.law)") }))),
            FormField(
                name: "take-back", label: "A date above that was recorded by mistake, to be taken back",
                kind: .choice(Self.times.map { ($0.field.name, $0.field.label) })),
        ]
        let path = PageAddress.path("reports", report.text, "response")
        return office(
            ["reports", report.text, "response", "time"], "Time for the answer to \(report)", fields,
            about: [
                .paragraph(
                    "What is left blank stays as it is. What the report's clock doesn't know, such as more time under section 55, is refused."
                )
            ],
            subject: try subject(report.text, called: "The report", register),
            back: ("Back to the letter", path), by: visitor
        ) { filled, writer in
            let typed = filled.typed
            var facts = ResponseFacts()
            for (field, fact) in Self.times {
                if let day = try field.day(in: typed) {
                    facts[keyPath: fact] = .set(day)
                } else if typed["take-back"] == field.name {
                    facts[keyPath: fact] = .set(nil)
                }
            }
            if let clock = typed["clock"] { facts.clock = .set(clock == "none" ? nil : clock) }
            facts.addressee = typed["for"]
            try writer.respond(
                to: report.text, facts, words: [.extensionBy: typed["extension-by"] ?? ""])
            return path
        }
    }
}
