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
        let paper = try ResponseLetterPaper(register, report, isDraft: !isFinal, frame: frame)
        var view = PageView(paper.document) { paper.json.pretty() + "\n" }
        view.isLetter = true
        let path = PageAddress.path("reports", report.reference.text, "response")
        var links = [
            isFinal
                ? HTML.link("The draft, with what is missing", to: path)
                : HTML.link("The final letter", to: "\(path)?edition=final")
        ]
        if visitor.isOfficer {
            links.append(HTML.link("Record dates, names and comments", to: "\(path)/record"))
        }
        view.above =
            try recordedNotice(question, by: visitor, register)
            + "<nav aria-label=\"This letter\">\(HTML.list(links, "more"))</nav>\n"
        if !paper.remarks.isEmpty {
            view.below = "<h2>Before it is sent</h2>\n\(HTML.list(paper.remarks.map(HTML.text)))"
        }
        return view
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
        func day(_ name: String, _ label: String) -> FormField {
            FormField(name: name, label: label, hint: "For example 27 3 2018", kind: .day)
        }
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
        let addressees = try register.responses(to: report, knownAt: .max).addressees
        if !addressees.isEmpty {
            fields.insert(
                FormField(
                    name: "for", label: "Whose answer it is", kind: .choice(addressees.map { ($0, $0) })),
                at: 0)
        }
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
            for word in Self.letterWords { words[word.name] = typed[word.name.rawValue] ?? "" }
            try writer.respond(to: report.text, facts, words: words)
            return path
        }
    }
}
