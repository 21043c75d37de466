import TrackerValues

/// Finds a report's graded questions and its items among its passages, in one walk from top to bottom.
///
/// A label ("Areas for improvement", "Recommendation 5") opens a section, whose points or paragraphs are its items, until a
/// heading, another label or prose after a list ends it. Where a rule isn't sure, the item says why.
struct ItemReader {
    private(set) var questions: [PublishedReport.Question] = []
    private(set) var items: [PublishedReport.Item] = []
    private(set) var overall: PublishedReport.Quote?
    private(set) var checks: [String] = []

    private let isLetter: Bool
    private let title: String
    private var section: Section?
    /// The question under which the walk is, and the level of its heading.
    private var question: (text: String, level: Int)?
    /// The last cause of concern that recommendations can answer.
    private var concern: Int?
    /// The item to which points that follow belong.
    private var opened: Int?
    private var openedBy: Passage?
    /// The last passage with words of its own.
    private var last: Passage?
    private var hasProseSinceGrade = false
    private var isInTable = false
    private var contents: Passage?
    private var known: Set<String> = []

    private struct Section {
        var label: ItemLabel
        var level: Int
        var parent: Int?
        var leadIn: String?
        var count = 0
        /// The first point's kind of marker; nil while there was none.
        var points: PointKind?
        /// The number of the last numbered point.
        var number: Int?
        /// The level of the headings that part its items.
        var parting: Int?
    }

    private enum PointKind: Equatable {
        case bullet(depth: Int)
        case number
        case letter
    }

    init(isLetter: Bool, title: String) { (self.isLetter, self.title) = (isLetter, title) }

    mutating func read(_ passages: [Passage]) {
        let passages = passages.filter { $0.kind != .note }
        for (index, passage) in passages.enumerated() {
            let next = passages[(index + 1)...].first { !Self.isBareNumber($0.text) }
            take(passage, next: next)
            if !Self.isBareNumber(passage.text) { last = passage }
        }
        tellDoubleNumbers()
    }

    private mutating func take(_ passage: Passage, next: Passage?) {
        if Self.isBareNumber(passage.text) || isOfContents(passage) { return }
        if let label = label(of: passage) { return open(label, at: passage, next: next) }
        if takeGrade(passage) { return }
        if let level = passage.level, !isItemOfText(passage, level) {
            return takeHeading(passage, level, next: next)
        }
        if passage.text.utf8.count > 200 || passage.text.last == "." { hasProseSinceGrade = true }
        if takeSubPoint(passage) { return }
        opened = nil
        if section != nil, takeInSection(passage, next: next) { return }
        takeUnlabelled(passage, next: next)
    }

    /// A page's number, a number that stands before a question.
    private static func isBareNumber(_ text: String) -> Bool {
        text.utf8.count <= 4 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == UInt8(ascii: ".") }
    }

    // MARK: Contents

    /// Whether a passage is a line of the table of contents, which names what follows and holds none of it.
    private mutating func isOfContents(_ passage: Passage) -> Bool {
        if passage.text.contains("....") || passage.text.contains(". . .") { return true }
        if ["contents", "table of contents", "on this page", "in this page"].contains(
            passage.text.plain.lowercased())
        {
            contents = passage
            return true
        }
        guard let contents else { return false }
        let isOfIt =
            if let page = contents.place.page { passage.place.page == page } else {
                passage.text.utf8.count <= 120 && passage.text.last != "."
                    && (passage.isPoint || passage.level == contents.level) && Grade(passage.text) == nil
            }
        if !isOfIt { self.contents = nil }
        return isOfIt
    }

    // MARK: Labels

    private func label(of passage: Passage) -> ItemLabel? {
        guard passage.text.utf8.first.map({ $0 < 0x80 }) == true, let label = ItemLabel(passage.text) else {
            return nil
        }
        // A point that only names a section is a link to it.
        return passage.isPoint && passage.number == nil && label.rest.isEmpty ? nil : label
    }

    private mutating func open(_ label: ItemLabel, at passage: Passage, next: Passage?) {
        (section, opened) = (nil, nil)
        if let level = passage.level, let asked = question, level < 9,
            passage.place.page == nil ? level < asked.level : level <= asked.level
        {
            question = nil
        }
        if label.kind != ItemLabel.recommendation { concern = nil }
        let isNumbered = label.number != nil
        let parent = label.kind == ItemLabel.recommendation && !isNumbered ? concern : nil
        guard label.rest.isEmpty else {
            add(label.rest, passage, label: label, parent: parent, leadIn: nil)
            if label.kind == ItemLabel.causeOfConcern { concern = items.indices.last }
            section = Section(label: label, level: passage.level ?? 10, parent: parent, count: 1)
            openLast(passage, if: label.rest.last == ":")
            return
        }
        section = Section(label: label, level: passage.level ?? 10, parent: parent)
    }

    // MARK: Questions and grades

    private mutating func takeGrade(_ passage: Passage) -> Bool {
        if let grade = Grade(passage.text) {
            takeGrade(grade, at: passage)
            return true
        }
        guard passage.text.utf8.count <= 250, let (text, grade) = Grade.ending(passage.text), text.last != "."
        else {
            return false
        }
        endSection()
        if Self.isOverall(text) {
            overall = overall ?? PublishedReport.Quote(text: grade.words, place: passage.place)
        } else {
            judge(text, grade.words, at: passage)
        }
        return true
    }

    private mutating func takeGrade(_ grade: Grade, at passage: Passage) {
        endSection()
        if let last, Self.isOverall(last.text) {
            overall = overall ?? PublishedReport.Quote(text: grade.words, place: passage.place)
        } else if let last, Self.canBeQuestion(last), last.text != title {
            judge(last.text, grade.words, at: last)
        } else {
            overall = overall ?? PublishedReport.Quote(text: grade.words, place: passage.place)
        }
    }

    /// Notes a question with its grade; in a table of them none is the question of what follows the table.
    private mutating func judge(_ text: String, _ grade: String, at passage: Passage) {
        isInTable = !questions.isEmpty && !hasProseSinceGrade
        hasProseSinceGrade = false
        question = isInTable ? nil : (text, passage.level ?? 10)
        concern = nil
        let plain = text.plain.lowercased()
        if let same = questions.first(where: { $0.text.plain.lowercased() == plain }) {
            if question != nil { question = (same.text, passage.level ?? 10) }
            return
        }
        questions.append(PublishedReport.Question(text: text, grade: grade, place: passage.place))
    }

    private static func isOverall(_ text: String) -> Bool {
        let words = text.plain.lowercased()
        return ["overall effectiveness", "overall", "overall grade", "overall judgement", "overall rating"]
            .contains(words)
    }

    private static func canBeQuestion(_ passage: Passage) -> Bool {
        let text = passage.text
        guard text.utf8.count <= 250, Grade(text) == nil else { return false }
        let run = WordRun(text)
        if run.words.contains(where: { ["updated", "published", "date", "dates"].contains($0.plain) }) {
            return false
        }
        if QuotedDate.first(in: run) != nil { return false }
        return text.last == "?" || passage.level != nil || text.last.map { !".:;,".contains($0) } == true
    }

    /// A line of a text file that stands alone may be a heading, or a point whose full stop is missing.
    private func isItemOfText(_ passage: Passage, _ level: Int) -> Bool {
        level == 9 && passage.text.last != "?" && section != nil && WordRun(passage.text).words.count > 8
    }

    private mutating func takeHeading(_ passage: Passage, _ level: Int, next: Passage?) {
        let run = WordRun(passage.text)
        if run.has(["questions", "for"], at: 0), run.words.count <= 6 {
            // What was judged before the questions is the report's own.
            if questions.count == 1, overall == nil {
                overall = PublishedReport.Quote(text: questions[0].grade, place: questions[0].place)
                questions = []
            }
            question = nil
        } else if passage.text.last == "?" {
            question = (passage.text, level)
        } else if let asked = question, level < 9, level <= asked.level {
            question = nil
        }
        if partsSection(passage, level, next: next) { return }
        if let open = section, open.count == 0, level < 9, !open.label.isPlural,
            takeInSection(passage, next: next)
        {
            return
        }
        endSection()
        concern = nil
    }

    /// Whether a heading parts the items of the open section rather than ends them: it is lower than the label, or like the
    /// first one below it, whose letters may be higher than the label's.
    private mutating func partsSection(_ passage: Passage, _ level: Int, next: Passage?) -> Bool {
        guard let open = section, passage.text.last != "?", level < 9 || passage.place.page != nil else {
            return false
        }
        if level > open.level || level == open.parting { return true }
        guard open.count == 0, open.label.isPlural, next?.isPoint == true else { return false }
        section?.parting = level
        return true
    }

    private mutating func endSection() { (section, opened) = (nil, nil) }

    // MARK: Items of a section

    /// Takes a passage of the open section; false where it isn't one, which ends the section.
    private mutating func takeInSection(_ passage: Passage, next: Passage?) -> Bool {
        guard var open = section else { return false }
        if passage.isPoint { return takePoint(passage, &open, next: next) }
        let leadsIn = passage.text.last == ":" && next?.isPoint == true
        let isConcern = open.label.kind.hasSuffix(ItemLabel.causeOfConcern)
        if leadsIn, open.label.isPlural || isConcern && open.count > 0 {
            (open.leadIn, open.points, open.number) = (passage.text, nil, nil)
            section = open
            return true
        }
        if open.points != nil {
            if passage.text.utf8.count <= 80, goesOn(open, in: next) { return true }
            section = nil
            return false
        }
        if open.count == 0 {
            guard isItem(passage, in: open, leadsIn: leadsIn) else {
                // A sentence may stand between a label and its list.
                return open.label.isPlural
            }
            add(passage, open, checks: Self.asks(passage.text) || isConcern ? [] : [Self.asksNothing])
            if isConcern { concern = items.indices.last }
            openLast(passage, if: leadsIn)
        } else if Self.asks(passage.text), open.label.isPlural || isConcern {
            if isConcern {
                var answer = open
                answer.label.kind = ItemLabel.recommendation
                answer.parent = concern
                add(passage, answer, checks: [Self.isBare])
            } else {
                add(passage, open, checks: [Self.isBare])
            }
            openLast(passage, if: leadsIn)
        } else if Self.recommends(passage.text) {
            section = nil
            return false
        } else {
            tell(Self.goesOn)
        }
        open.count += 1
        section = open
        return true
    }

    /// What a point's number counts: 12 of "12.", 4 of "2.4".
    private static func count(of passage: Passage) -> Int? {
        passage.number.flatMap { $0.split(separator: ".").last }.flatMap { Int($0) }
    }

    /// Whether a numbered list counts on in the next passage.
    private func goesOn(_ open: Section, in next: Passage?) -> Bool {
        guard let before = open.number, let next, let number = next.number.flatMap({ Int($0) }) else {
            return false
        }
        return number == before + 1
    }

    private mutating func takePoint(_ passage: Passage, _ open: inout Section, next: Passage?) -> Bool {
        let kind = Self.kind(of: passage)
        let number = Self.count(of: passage)
        // A numbered paragraph that leads in to a list of bullets.
        if open.count == 0, let next, next.isPoint ? Self.kind(of: next) != kind : next.text.last == ":",
            passage.text.last == ":"
                || WordRun(passage.text).words.suffix(6).contains(where: { $0.plain == "following" })
        {
            open.leadIn = passage.text
            section = open
            return true
        }
        if let points = open.points, points != kind {
            // Points of another kind are a list within the list, or the next numbered paragraph of the report.
            guard points == .number, kind != .number else {
                section = nil
                return false
            }
            return true
        }
        if let number, let before = open.number, number != before + 1 {
            section = nil
            return false
        }
        (open.points, open.number) = (kind, number)
        var asked = open
        if open.label.kind.hasSuffix(ItemLabel.causeOfConcern), let concern, open.count > 0 {
            (asked.label.kind, asked.parent) = (ItemLabel.recommendation, concern)
        }
        // Conclusions and recommendations may be numbered through.
        let isMixed = open.label.isMixed && !Self.asks(passage.text)
        add(passage, asked, checks: isMixed ? [Self.asksNothing] : [])
        // A sentence that its points end.
        let breaksOff =
            passage.text.last?.isLetter == true
            && next.map { $0.isPoint && Self.kind(of: $0) == .letter } == true
        openLast(passage, if: passage.text.last == ":" || breaksOff && kind != .letter)
        open.count += 1
        section = open
        return true
    }

    private static func kind(of passage: Passage) -> PointKind {
        if passage.number != nil { return .number }
        if passage.marker.contains(where: \.isLetter), !ListMarker.isBullet(passage.marker) { return .letter }
        if case .point(let depth) = passage.kind { return .bullet(depth: depth) }
        return .bullet(depth: 1)
    }

    /// Adds a point to the item that it belongs to: one that ends in a colon.
    private mutating func takeSubPoint(_ passage: Passage) -> Bool {
        guard let opened, let openedBy, passage.isPoint else { return false }
        if openedBy.isPoint, Self.kind(of: openedBy) == Self.kind(of: passage) { return false }
        let isFirst = !items[opened].text.contains("\n")
        items[opened].text += "\n" + passage.text
        if isFirst { items[opened].checks.append("The points under it were put on lines of their own.") }
        if passage.crossesPage { items[opened].checks.append(Self.crossesPage) }
        return true
    }

    private mutating func openLast(_ passage: Passage, if isOpen: Bool) {
        (opened, openedBy) = isOpen ? (items.indices.last, passage) : (nil, nil)
    }

    /// Whether the first paragraph after a label is an item rather than words about them.
    private func isItem(_ passage: Passage, in open: Section, leadsIn: Bool) -> Bool {
        if leadsIn { return true }
        let count = WordRun(passage.text).words.count
        if open.label.number != nil { return count >= 3 }
        if Self.asks(passage.text) { return true }
        return !open.label.isPlural && count >= 6 && passage.text.last == "."
    }

    /// Whether words ask for something.
    private static func asks(_ text: String) -> Bool {
        let words = WordRun(text.utf8.count <= 1200 ? text : String(text.prefix(1200))).words
        return words.contains {
            ["should", "must", "recommend", "recommends", "recommended"].contains($0.plain)
        }
            || zip(words, words.dropFirst()).contains {
                ["needs", "need"].contains($0.plain) && $1.plain == "to"
            }
    }

    // MARK: Items without a label

    private mutating func takeUnlabelled(_ passage: Passage, next: Passage?) {
        if isLetter { return takeQuoted(passage) }
        guard Self.recommends(passage.text) else { return }
        let label = ItemLabel(kind: ItemLabel.recommendation)
        add(passage, Section(label: label, level: 10), checks: ["Nothing labels it; its words recommend."])
        openLast(passage, if: passage.text.last == ":" && next?.isPoint == true)
    }

    /// Whether words recommend: "We recommended last year" tells of a recommendation, "we recommend that" makes one.
    private static func recommends(_ text: String) -> Bool {
        let run = WordRun(text.utf8.count <= 2000 ? text : String(text.prefix(2000)))
        let openings = [
            ["we", "recommend"], ["we", "therefore", "recommend"], ["i", "recommend"],
            ["it", "is", "recommended"],
            ["the", "iopc", "recommends"], ["we", "also", "recommend"],
        ]
        guard let opening = openings.first(where: { run.has($0, at: 0) }) else { return false }
        return run.has(["that"], at: opening.count) || run.words.contains { $0.plain == "should" }
            || text.last == ":"
    }

    /// What a letter quotes of the report's items.
    private mutating func takeQuoted(_ passage: Passage) {
        let words = passage.text.plain.lowercased()
        if ["good", "outstanding", "adequate", "inadequate", "requires improvement"].contains(where: {
            words.contains("'\($0)'")
        }) {
            checks.append("Grades are told in its sentences (\(passage.place)): they were not taken.")
        }
        let isArea = WordRun(words).find(["areas", "for", "improvement"]) != nil
        guard isArea || WordRun(words).find(["recommendation"]) != nil else { return }
        var rest = passage.text[...]
        while let start = rest.firstIndex(where: { "\"“".contains($0) }) {
            rest = rest[rest.index(after: start)...]
            guard let end = rest.firstIndex(where: { "\"”".contains($0) }) else { return }
            let quote = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            guard quote.utf8.count > 30, Self.asks(quote) else { continue }
            let label = ItemLabel(kind: isArea ? ItemLabel.areaForImprovement : ItemLabel.recommendation)
            add(quote, passage, label: label, parent: nil, leadIn: nil)
        }
    }

    // MARK: Adding

    private mutating func add(_ passage: Passage, _ open: Section, checks: [String] = []) {
        add(
            passage.text, passage, label: open.label, parent: open.parent, leadIn: open.leadIn, checks: checks
        )
    }

    private mutating func add(
        _ text: String, _ passage: Passage, label: ItemLabel, parent: Int?, leadIn: String?,
        checks: [String] = []
    ) {
        // A summary tells again what the report says.
        guard items.count < 20_000, known.insert("\(label.number ?? "") \(text.plain.lowercased())").inserted
        else { return }
        let own = DeadlinePhrase(text)
        let lead = leadIn.map { DeadlinePhrase($0) }
        var item = PublishedReport.Item(kind: label.kind, text: text, place: passage.place)
        item.number = label.number ?? passage.number
        item.question = question?.text
        item.parent = parent
        item.addressee = own.addressee ?? lead?.addressee ?? label.addressee
        item.deadline = own.deadline ?? lead?.deadline ?? leadIn.flatMap { Self.bareDeadline($0) }
        item.leadIn = leadIn
        item.checks = checks
        if own.deadline != nil, own.isWithin {
            item.checks.append("The deadline stands within its words: is it the item's?")
        }
        if let word = label.ownWord {
            item.checks.append("The report calls them \"\(word)\": choose the kind.")
        }
        if passage.crossesPage { item.checks.append(Self.crossesPage) }
        if isLetter { item.checks.append("A letter says it; the report may say more.") }
        items.append(item)
    }

    /// "Immediately:" above a list.
    private static func bareDeadline(_ leadIn: String) -> String? {
        leadIn.utf8.count <= 60 ? DeadlinePhrase(leadIn).deadline : nil
    }

    private mutating func tell(_ check: String) {
        guard let item = items.indices.last, !items[item].checks.contains(check) else { return }
        items[item].checks.append(check)
    }

    private mutating func tellDoubleNumbers() {
        var seen: [String: [Int]] = [:]
        for (index, item) in items.enumerated() {
            if let number = item.number { seen["\(item.kind) \(number)", default: []].append(index) }
        }
        for index in seen.values.filter({ $0.count > 1 }).joined() {
            items[index].checks.append("Its number stands twice in the report.")
        }
    }

    private static let goesOn = "More is said about it below: is that a part of it?"
    private static let asksNothing = "Its words ask for nothing: is it an item?"
    private static let isBare = "Neither a number nor a bullet marks it: is it an item of its own?"
    private static let crossesPage = "It goes on over a page's or a column's end: read it against the report."
}
