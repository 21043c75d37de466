public import TrackerDocuments
public import TrackerFigures
public import TrackerModel
public import TrackerValues

/// The letter that answers a report.
///
/// Its shape is that of the letters that policing bodies send: addressee, date and reference, the greeting, the subject;
/// which report, why the answer is late, its grades, our comments; a part for each recommendation (action taken or
/// proposed, owner, board, or why none); the chief officer's comments and the reply to them; the signatory; enclosures;
/// copies.
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
        public let grades: [QuestionGrade]
    }

    /// Which items are answered one by one.
    public enum Choice: Equatable, Sendable {
        /// All of them.
        case all
        /// Those named, and nothing of the others; none where no one is named.
        case only([Reference])
    }

    /// What asks for the letter.
    public let rule: ResponseRule
    /// The policing body.
    public let body: String?
    /// The report, and those that the letter serves besides.
    public let subjects: [Subject]
    /// The date.
    public let date: Day
    /// What was decided on the time there is for it, in a sentence; nil where nothing was.
    public let time: String?
    /// What is recorded about the response.
    public package(set) var response: Response
    /// The items that it answers; in a draft those without an answer too.
    public package(set) var answers: [ItemAnswer]
    /// The items of the report that it leaves out, because others were chosen or there is nothing to say.
    public let leftOut: [ItemAnswer]
    /// Items of the report that were opened after the day that the letter looks from.
    public let openedLater: [OpenedLater]
    /// Whether it is a draft: what is missing is named in it, and nothing refuses it.
    public let isDraft: Bool

    /// An item that was opened after the letter's day.
    public struct OpenedLater: Equatable, Sendable {
        /// The item.
        public let reference: Reference
        /// When it was opened.
        public let openedOn: Day
    }

    /// The letter.
    ///
    /// - Parameters:
    ///   - report: the report, for what is refused.
    ///   - answers: what there is to say about each of its items.
    ///   - time: what was decided on the time there is for it, in a sentence.
    /// - Throws: `RuleViolation` where the law asks for an answer to each recommendation and one is left out or lacks both
    ///   action and reason, naming all of them. A draft is never refused.
    package init(
        of report: Reference, rule: ResponseRule, body: String?, subjects: [Subject], date: Day,
        response: Response, answers: [ItemAnswer], choice: Choice = .all, openedLater: [OpenedLater] = [],
        isDraft: Bool = false, time: String? = nil
    ) throws(RuleViolation) {
        self.time = time
        self.rule = rule
        self.body = body
        self.subjects = subjects
        self.date = date
        self.response = response
        self.openedLater = openedLater
        self.isDraft = isDraft
        var chosen = answers
        if case .only(let references) = choice {
            chosen = answers.filter { references.contains($0.reference) }
        }
        if !isDraft, let law = rule.asksForEach {
            let kept = Set(chosen.map(\.reference))
            let missed = answers.filter { !kept.contains($0.reference) && !rule.mayLeaveOut(kind: $0.kind) }
                .map(\.reference.text)
            guard missed.isEmpty else {
                throw RuleViolation(
                    report.text,
                    """
                    the letter can't leave out \(missed.joined(separator: ", ")): \(law) asks for an answer to each \
                    recommendation
                    """)
            }
            let unanswered = chosen.filter { !$0.isAnswered }
            guard unanswered.isEmpty else {
                let lacking = unanswered.map(\.reference.text)
                throw RuleViolation(
                    report.text,
                    """
                    the letter can't be drafted: neither an action nor the reason why none is recorded for \
                    \(lacking.joined(separator: ", ")), and \(law) asks for one of them
                    """, remedies: [.answer(item: lacking[0], isClosed: unanswered[0].isClosed)])
            }
        }
        self.answers = isDraft ? chosen : chosen.filter(\.isAnswered)
        let printed = Set(self.answers.map(\.reference))
        leftOut = answers.filter { !printed.contains($0.reference) }
    }

    /// Who gets a copy. Whoever the letter is addressed to needs none.
    public var copies: [String] {
        let named = response.lines(.copies)
        guard named.isEmpty else { return named }
        let addressee = response.words[.addressee] ?? ""
        let isMinisters = addressee.contains("Home Secretary") || addressee.contains("Secretary of State")
        return rule.copies.filter { !isMinisters || !$0.contains("Secretary of State") }
    }

    /// How it greets.
    var greeting: LetterGreeting {
        LetterGreeting(asked: response.words[.salutation], addressee: response.words[.addressee])
    }

    /// What it is about, in a line.
    public var subject: String {
        response.words[.subject] ?? subjects.map(\.title).joined(separator: " and ")
    }

    /// What a draft still needs, a line each.
    public var missing: [String] {
        var missing: [String] = []
        for (name, what) in [
            (WordName.addressee, "whom it is addressed to"), (.signatory, "who signs it"),
            (.comments, "our comments on the report as a whole"),
        ] where response.words[name] == nil { missing.append(what.capitalizedFirst) }
        if response.reference == nil { missing.append("Our reference") }
        missing += answers.filter { !$0.isAnswered }.map {
            "An answer to \($0.heading) (\($0.reference))"
        }
        missing += openedLater.map {
            "\($0.reference), which was opened on \($0.openedOn.longForm), after the day of this letter"
        }
        return missing
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
        Document(
            title: isDraft ? "DRAFT: \(subject)" : subject, subtitle: body, letterhead: letterhead,
            marking: marking, opening: head,
            blocks: matter(withheld: withheld))
    }

    /// What stands above the subject.
    private var head: [Block] {
        var head: [Block] = []
        if isDraft { head.append(.paragraph("DRAFT – not to be sent")) }
        if let addressee = response.words[.addressee] ?? (isDraft ? "[whom it is addressed to]" : nil) {
            head.append(.paragraph(addressee))
        }
        let reference = response.reference ?? (isDraft ? "[our reference]" : nil)
        head.append(
            .paragraph(
                [date.longForm, reference.map { "Our reference: \($0)" }].compactMap { $0 }.joined(
                    separator: "\n")))
        head.append(.paragraph(greeting.line))
        return head
    }

    private func matter(withheld: Int) -> [Block] {
        var blocks: [Block] = paragraphs(.opening, else: opening) + paragraphs(.delay)
        if let time { blocks.append(.paragraph(time)) }
        for subject in subjects where !subject.grades.isEmpty { blocks += grades(of: subject) }
        blocks += paragraphs(.comments, else: isDraft ? "[our comments on the report as a whole]" : nil)
        if !answers.isEmpty { blocks.append(.paragraph(introduction)) }
        for answer in answers { blocks += self.blocks(for: answer) }
        if withheld > 0 {
            blocks.append(
                .paragraph(
                    "\(withheld == 1 ? "1 item is" : "\(withheld) items are") not shown in this edition because of the protective marking."
                ))
        }
        if response.words[.chiefComments] != nil {
            blocks += [.heading("The chief officer's comments")] + paragraphs(.chiefComments)
        }
        if response.words[.reply] != nil {
            blocks += [.heading("Our reply to the chief officer's comments")] + paragraphs(.reply)
        }
        blocks += paragraphs(.closing)
        blocks.append(.paragraph(signature))
        let enclosures = response.lines(.enclosures)
        if !enclosures.isEmpty { blocks += [.heading("Enclosures"), .list(enclosures)] }
        if !copies.isEmpty { blocks += [.heading("Copies"), .list(copies)] }
        if isDraft, !missing.isEmpty { blocks += [.heading("Missing from this draft"), .list(missing)] }
        return blocks
    }

    private func paragraphs(_ name: WordName, else standard: String? = nil) -> [Block] {
        let recorded = response.paragraphs(name)
        return (recorded.isEmpty ? [standard].compactMap { $0 } : recorded).map { .paragraph($0) }
    }

    /// Whoever signs writes; where nobody is named, the body does.
    private var isSigned: Bool { response.words[.signatory] != nil || isDraft }

    private var opening: String {
        // What a law calls so: the inspectors publish a report, a coroner sends one, the IOPC makes recommendations.
        let trigger = rule.clock?.trigger ?? .published
        let what = trigger == .made ? "the recommendations" : "the report"
        let reports = subjects.map {
            "\(what) ‘\($0.title)’, which \(Publisher.inSentence($0.publisher)) \(trigger.rawValue) \($0.published.inSentence)"
        }
        let isOne = subjects.count == 1 && trigger != .made
        let answers = rule.clock?.stop == .responseProvided ? "is our response to" : "gives our comments on"
        let law = rule.law.map { " This letter \(answers) \(isOne ? "it" : "them"), as \($0) requires." }
        return "\(isSigned ? "I" : "We") write with regard to \(reports.joinedInWords).\(law ?? "")"
    }

    /// What stands before the parts for the items.
    private var introduction: String {
        let whose = isSigned ? "My" : "Our"
        let what = Kind.together(answers.map(\.kind))
        return answers.count == 1
            ? "\(whose) answer to the report's \(what.one) is as follows."
            : "\(whose) answers to the report's \(what.several) are as follows."
    }

    /// The ending, room for a hand, and who signs.
    private var signature: String {
        let signatory = response.words[.signatory] ?? (isDraft ? "[who signs it]" : body)
        return ([greeting.ending, "", "", "", ""] + [signatory].compactMap { $0 }).joined(separator: "\n")
    }

    private func grades(of subject: Subject) -> [Block] {
        let grades = LetterGrades(subject.grades, of: subject.title)
        let about = subjects.count > 1 ? " (\(subject.title))" : ""
        var blocks: [Block] = [.paragraph(grades.sentence(subject.publisher) + about)]
        if !grades.others.isEmpty {
            blocks.append(.list(grades.others.map { "\($0.question) – \($0.grade)" }))
        }
        return blocks
    }

    /// The longest text that stands in its item's heading, in characters.
    private static let longestHeading = 110

    private func blocks(for answer: ItemAnswer) -> [Block] {
        let text = answer.text.trimmed
        let isTitle = text.count <= Self.longestHeading && !text.contains("\n")
        var blocks: [Block] =
            isTitle
            ? [.heading("\(answer.heading) – \(text)")] : [.heading(answer.heading), .paragraph(text)]
        let facts = [
            answer.owner.map { Fact(label: "Owner", value: $0) },
            answer.board.map { Fact(label: "Overseen by", value: $0) },
            answer.alsoBoards.isEmpty
                ? nil : Fact(label: "Also before", value: answer.alsoBoards.joined(separator: ", ")),
        ].compactMap { $0 }
        if !facts.isEmpty { blocks.append(.facts(facts)) }
        guard answer.isAnswered else { return blocks + [.paragraph("[no answer yet]")] }
        // One that is said in sentences of its own needs no bullet.
        if answer.actions.count == 1 {
            blocks += answer.actions[0].paragraphs.map { .paragraph($0) }
        } else if !answer.actions.isEmpty {
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

extension PartialDate {
    /// "on 9 November 2017", "in August 2013", "in 2013".
    fileprivate var inSentence: String { "\(precision == .day ? "on" : "in") \(longForm)" }
}
