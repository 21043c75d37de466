public import TrackerDocuments
public import TrackerFigures
public import TrackerModel
public import TrackerValues

/// The letter that gives a local policing body's comments on an inspection report: Police Act 1996 s.55.
///
/// Its shape: reference, date, addressee; which report, when published, its grades; a part for each item (action taken
/// or proposed, owner, board, or why none); the chief officer's comments and the reply to them; the signatory;
/// enclosures; copies.
public struct ResponseLetter: Equatable, Sendable {
    /// A report that the letter answers.
    public struct Subject: Equatable, Sendable {
        /// Its title.
        public let title: String
        /// Who published it.
        public let publisher: String
        /// When.
        public let published: PartialDate
        /// The grades of its questions.
        public let grades: [Grade]
    }

    /// A grade quoted.
    public struct Grade: Equatable, Sendable {
        /// The question.
        public let question: String
        /// Its grade.
        public let grade: String
    }

    /// Who gets a copy unless the register says otherwise: s.55(6).
    public static let usualCopies = [
        "HM Inspectors of Constabulary", "The Secretary of State for the Home Department",
    ]

    /// The policing body.
    public let body: String?
    /// The report, and those that the letter serves besides.
    public let subjects: [Subject]
    /// The date.
    public let date: Day
    /// What is recorded about the response.
    public package(set) var response: Response
    /// The items.
    public package(set) var answers: [ItemAnswer]

    /// The letter.
    ///
    /// - Throws: `RuleViolation` while any item lacks both action and reason, naming them all.
    public init(
        of report: Reference, body: String?, subjects: [Subject], date: Day, response: Response,
        answers: [ItemAnswer]
    ) throws(RuleViolation) {
        self.body = body
        self.subjects = subjects
        self.date = date
        self.response = response
        self.answers = answers
        let unanswered = answers.filter { !$0.isAnswered }
        let lacking = unanswered.map(\.reference.text)
        guard lacking.isEmpty else {
            throw RuleViolation(
                report.text,
                """
                the letter can't be drafted: neither an action nor the reason why none is recorded for \
                \(lacking.joined(separator: ", ")), and Police Act 1996 s.55(5B) asks for one of them
                """, remedies: [.answer(item: lacking[0], isClosed: unanswered[0].isClosed)])
        }
    }

    /// Who gets a copy.
    public var copies: [String] {
        let named = response.lines(.copies)
        return named.isEmpty ? Self.usualCopies : named
    }
}

extension ResponseLetter {
    /// The letter, ready to be drawn.
    ///
    /// - Parameters:
    ///   - letterhead: the body's address and logo, where it has them.
    ///   - marking: its protective marking.
    ///   - withheld: how many items are answered but not shown in this edition.
    public func document(letterhead: Letterhead?, marking: String, withheld: Int) -> Document {
        var blocks: [Block] = [
            .facts([
                Fact(label: "Our reference", value: response.reference ?? "(to be given)"),
                Fact(label: "Date", value: date.longForm),
            ])
        ]
        if let addressee = response.words[.addressee] {
            blocks += [.paragraph(addressee), .paragraph("Dear \(Self.salutation(addressee)),")]
        } else {
            blocks.append(.paragraph("Dear Sir or Madam,"))
        }
        blocks.append(.paragraph(opening))
        if let comments = response.words[.comments] { blocks.append(.paragraph(comments)) }
        for subject in subjects where !subject.grades.isEmpty { blocks += grades(of: subject) }
        for answer in answers { blocks += self.blocks(for: answer) }
        if withheld > 0 {
            blocks.append(
                .paragraph(
                    "\(withheld == 1 ? "1 item is" : "\(withheld) items are") not shown in this edition because of the protective marking."
                ))
        }
        if let comments = response.words[.chiefComments] {
            blocks += [.heading("The chief officer's comments"), .paragraph(comments)]
        }
        if let reply = response.words[.reply] {
            blocks += [.heading("Our reply to the chief officer's comments"), .paragraph(reply)]
        }
        blocks.append(.paragraph("Yours \(response.words[.addressee] == nil ? "faithfully" : "sincerely"),"))
        let signed = [response.words[.signatory] ?? "(signatory)", body].compactMap { $0 }
        blocks.append(.paragraph(signed.joined(separator: "\n")))
        let enclosures = response.lines(.enclosures)
        if !enclosures.isEmpty { blocks += [.heading("Enclosures"), .list(enclosures)] }
        blocks += [.heading("Copies"), .list(copies)]
        return Document(
            title: "Response to \(subjects.map(\.title).joined(separator: " and "))", subtitle: body,
            letterhead: letterhead, marking: marking, blocks: blocks)
    }

    /// How a letter greets the one it is addressed to: their name, without office and address.
    private static func salutation(_ addressee: String) -> String {
        String(addressee.prefix { $0 != "," && $0 != "\n" })
    }

    private var opening: String {
        let reports = subjects.map {
            "\($0.title), which \($0.publisher) published \($0.published.day.map { "on \($0.longForm)" } ?? "in \($0.published.longForm)")"
        }
        let many = reports.count > 1
        return """
            This letter gives \(body.map { "the comments of \($0)" } ?? "our comments") on \
            \(reports.joined(separator: ", and on ")), as section 55 of the Police Act 1996 requires. It says for each \
            item of the report\(many ? "s" : "") what action has been taken or is proposed, or why none.
            """
    }

    private func grades(of subject: Subject) -> [Block] {
        [
            .heading(subjects.count > 1 ? "The grades: \(subject.title)" : "The grades"),
            .facts(subject.grades.map { Fact(label: $0.question, value: $0.grade) }),
        ]
    }

    private func blocks(for answer: ItemAnswer) -> [Block] {
        let facts = [
            answer.owner.map { Fact(label: "Owner", value: $0) },
            answer.board.map { Fact(label: "Overseen by", value: $0) },
        ].compactMap { $0 }
        var blocks: [Block] = [.heading(answer.heading), .paragraph(answer.text)]
        if !facts.isEmpty { blocks.append(.facts(facts)) }
        if !answer.actions.isEmpty {
            blocks += [.paragraph("Action taken or proposed:"), .list(answer.actions)]
        }
        if !answer.reasons.isEmpty {
            blocks += [
                .paragraph("Why \(answer.actions.isEmpty ? "no action" : "no other action"):"),
                .list(answer.reasons),
            ]
        }
        return blocks
    }
}
