import TrackerStorage
public import TrackerModel
public import TrackerValues

/// Setting a register up and filling it: everything that isn't an act on an item.
extension Register {
    /// Makes a register with its first person: whoever founds it.
    ///
    /// - Parameters:
    ///   - path: where the file is to be; `:memory:` for one that is gone afterwards.
    ///   - founder: the name of the first person; they are registered for the session's account as officer,
    ///     assurer and approver.
    ///   - settings: values for `Setting`, by name.
    ///   - session: who acts, when and on what authority.
    /// - Throws: `RegisterError.exists` when there is one already.
    public static func create(
        at path: String, founder: String, settings: [Setting: String] = [:], session: Session
    ) throws -> Register {
        for (setting, value) in settings { try Writer.check(setting, value) }
        let founder = try Name.parse(founder, what: "founder's name")
        guard path != ":memory:" else {
            return try found(at: path, by: founder, settings: settings, session: session)
        }
        return try installAtomically(at: path) {
            _ = try found(at: $0, by: founder, settings: settings, session: session)
        }.1
    }

    private static func found(
        at path: String, by founder: String, settings: [Setting: String], session: Session
    ) throws -> Register {
        let register = try make(at: path)
        try register.connection.transaction {
            let writer = try Writer(register, session, founder: true)
            var words: Words = [.name: founder]
            words[.account] = session.actor.account
            try writer.record(
                .addPerson([.officer, .assurer, .approver]), on: PersonID(1).description,
                words: words)
            let named = settings.map { ($0.key.rawValue, $0.key.canonical($0.value)) }
            try writer.record(
                .initialise(Dictionary(uniqueKeysWithValues: named)), on: Writer.registerSubject)
        }
        return register
    }
}

extension Writer {
    /// What an entry is about when it is about the register as a whole.
    package static let registerSubject = "register"

    /// Registers a person.
    ///
    /// - Throws: `InvalidValue` for what can't be a name; `RuleViolation` when somebody is registered whose name looks the same
    ///   and whose office doesn't tell them apart, or whose account it is.
    @discardableResult
    public func addPerson(
        _ name: String, post: String? = nil, roles: [Role] = [], account: String? = nil
    ) throws -> PersonID {
        let name = try Name.parse(name, what: "person's name")
        let post = post.map { Name.tidied($0) }
        let people = try register.people()
        try refuseAlike(name, post: post, among: people)
        try refusePost(named: name)
        let account = account?.trimmed
        try refuseTaken(account, by: name, among: people)
        let id = PersonID(nextSeq)
        var words: Words = [.name: name]
        words[.post] = post
        words[.account] = account
        try record(.addPerson(roles), on: id.description, words: words)
        return id
    }

    /// Adds a kind of item. - Throws: `AlreadyExists` when there is one of that name.
    public func addKind(_ name: Reference, needsRecommendation: Bool = false) throws {
        try refuseTaken(name, "kind", in: "kind", by: "name")
        try record(.addKind(needsRecommendation: needsRecommendation), on: name.folded)
    }

    /// Adds a grade scale, best grade first. - Throws: `AlreadyExists` when there is one of that name.
    public func addScale(_ name: Reference, grades: [String]) throws {
        try refuseTaken(name, "grade scale", in: "scale", by: "name")
        try record(.addScale(grades.map { $0.lowercased() }), on: name.folded)
    }

    /// Adds a rule for red, amber and green. - Throws: `AlreadyExists` when there is one of that name; `InvalidValue`
    /// when its days can't be meant.
    public func addRAGRule(_ rule: RAGRule) throws {
        let reference = try Reference(parsing: rule.name, what: "RAG rule")
        let name = reference.folded
        if let days = rule.amberWithinDays, !(0...RAGRule.mostDays).contains(days) {
            throw InvalidValue(
                what: "number of days", given: String(days), expected: "0 to \(RAGRule.mostDays)")
        }
        if RAGRule.builtIn.contains(where: { $0.name == name }) {
            throw AlreadyExists(what: "RAG rule", reference: name)
        }
        try refuseTaken(reference, "RAG rule", in: "rag_rule", by: "name")
        try record(.addRAGRule(rule), on: name)
    }

    /// Adds a board.
    ///
    /// - Throws: `AlreadyExists` when there is one with that identifier; `RuleViolation` when one has a name that looks the same.
    public func addBoard(_ reference: Reference, name: String) throws {
        let name = try Name.parse(name, what: "board's name")
        try refuseTaken(reference, "board", in: "board")
        try refuseAlike(board: name, reference)
        try record(.addBoard(name: name), on: reference.text)
    }

    /// A board's name must not look like that of another, nor like its identifier.
    func refuseAlike(board name: String, _ reference: Reference) throws {
        let other = try register.boards().first {
            $0.reference != reference
                && ($0.name.resembles(name) || $0.reference.text.resembles(name)
                    || $0.name.resembles(reference.text))
        }
        guard let other else { return }
        throw RuleViolation(
            "Board \"\(name)\"",
            "it looks like \(other.reference), \"\(other.name)\", which is there already; choose another name"
        )
    }

    /// Adds a meeting of a board. - Throws: `NotFound` for the board, `AlreadyExists` when the identifier is taken.
    public func addMeeting(_ reference: Reference, board: String, heldOn: Day) throws {
        let board = try register.board(board).reference
        try refuseTaken(reference, "meeting", in: "meeting")
        try record(.addMeeting(board: board, heldOn: heldOn), on: reference.text)
    }

    /// Adds a report.
    ///
    /// The usual grade scale of its inspection cycle is taken when none is named: grade scales change with the
    /// cycle and are data.
    ///
    /// - Throws: `AlreadyExists` when the identifier is taken, `NotFound` for an unknown scale.
    public func addReport(_ reference: Reference, title: String, details: ReportDetails) throws {
        try requireWords(title, "report's title")
        try refuseTaken(reference, "report", in: "report")
        var details = details
        if let named = details.scale {
            details.scale = try register.scale(named).name
        } else if details.publisher.uppercased().contains("HMIC"), let cycle = details.cycle,
            let year = Int(cycle.prefix(4))
        {
            details.scale = try register.scales().first { $0.cycles?.contains(year) ?? false }?.name
        }
        try record(.addReport(details), on: reference.text, words: [.title: title])
    }

    /// Grades a question of a report, or says that it is `ungraded`.
    ///
    /// - Throws: `NotFound` for the report, `InvalidValue` for a grade that isn't on the report's scale.
    public func grade(_ report: String, question: String, grade: String) throws {
        let report = try register.report(report)
        let grade = grade.lowercased()
        try refuse(grade, of: report)
        try requireWords(question, "question")
        try record(.grade(question: question, grade: grade), on: report.reference.text)
    }

    /// Refuses a grade that isn't on the report's scale.
    package func refuse(_ grade: String, of report: ReportRecord) throws {
        if let name = report.details.scale,
            let scale = try register.scales().first(where: { $0.name == name }),
            !scale.grades.contains(grade), grade != "ungraded"
        {
            throw InvalidValue(
                what: "grade", given: grade,
                expected: "one of the scale \(name): \(scale.grades.joined(separator: ", ")), or ungraded")
        }
    }

    /// Takes an item into the register.
    ///
    /// The due date is worked out of the deadline's words when it isn't given and they allow it.
    ///
    /// - Throws: `NotFound` for an unknown report, kind or parent; `AlreadyExists` when the reference is taken.
    @discardableResult
    public func add(
        _ reference: Reference, _ origin: ItemOrigin, text: String, deadline: String? = nil,
        openedOn: Day? = nil
    ) throws -> Receipt {
        try requireWords(text, "text of \(reference)")
        let report = try report(origin.report)
        var origin = origin
        origin.report = report.reference
        origin.kind = try kindName(origin.kind)
        if origin.force.isEmpty { origin.force = report.details.force }
        if let parent = origin.parent { origin.parent = try register.item(parent.text) }
        if try register.storedReference(reference.folded) != nil {
            throw AlreadyExists(what: "item", reference: reference.text)
        }
        if origin.due == nil, let deadline {
            origin.due = DeadlineWords.day(from: deadline, published: report.details.published.day)
        }
        var words: Words = [.text: text]
        words[.deadline] = deadline
        return try record(.add(origin), on: reference, words: words, day: openedOn)
    }

    /// Puts a new item under the board that oversees it: the one named, else the register's default board.
    ///
    /// - Parameters:
    ///   - reference: the item's reference.
    ///   - board: the board's reference or name.
    ///   - day: the day it counts from, as when the item was added.
    /// - Returns: the board; nil where none is named and none is set, and nothing is recorded.
    /// - Throws: `NotFound` for the board.
    @discardableResult
    public func oversee(_ reference: Reference, by board: String?, day: Day? = nil) throws -> Reference? {
        guard let board = try board.map({ try self.board($0).reference }) ?? register.defaultBoard() else {
            return nil
        }
        try record(.assign(lead: .keep, supporting: nil, board: .set(board)), on: reference, day: day)
        return board
    }

    /// An identifier names one thing for ever, also when that was taken back: past papers still name it.
    private func refuseTaken(
        _ reference: Reference, _ what: String, in table: String, by column: String = "folded"
    ) throws {
        let isTaken = try register.connection.first(
            "SELECT 1 FROM \(table) WHERE \(column) = ?", reference.folded, read: { _ in true })
        if isTaken == true { throw AlreadyExists(what: what, reference: reference.text) }
    }

    func requireWords(_ words: String, _ what: String) throws(InvalidValue) {
        if words.isBlank {
            throw InvalidValue(what: what, given: "", expected: "some words")
        }
    }
}

extension Register {
    /// The rule of that name, or the register's own when none is named, as known at a ledger size. - Throws: `NotFound`.
    public func ragRule(_ typed: String?, knownAt: Int64 = .max) throws -> RAGRule {
        let rules = try ragRules(knownAt: knownAt)
        let name = try typed ?? setting(.ragRule, knownAt: knownAt) ?? RAGRule.date.name
        guard let rule = rules.first(where: { $0.name == name.lowercased() }) else {
            throw NotFound(
                "RAG rule", name, nearest: NearestMatch.suggestions(for: name, among: rules.map(\.name)),
                known: rules.map(\.name), remedies: [.add(.ragRule)])
        }
        return rule
    }

    /// Every rule for red, amber and green: those built in, and those added, as known at a ledger size.
    public func ragRules(knownAt: Int64 = .max) throws -> [RAGRule] {
        var added = try connection.all(
            """
            SELECT name, red_up_to, amber_up_to, past_date_red_below, amber_within_days
            FROM rag_rule ORDER BY name
            """
        ) { row in
            if let days = row.optionalInt(4) { return RAGRule(name: row.text(0), amberWithinDays: Int(days)) }
            return RAGRule(
                name: row.text(0),
                bands: try RAGRule.Bands(
                    redUpTo: Int(row.int(1)), amberUpTo: Int(row.int(2)), pastDateRedBelow: Int(row.int(3))))
        }
        try correct(&added, from: .addRAGRule, knownAt: knownAt, named: \.name) {
            guard case .addRAGRule(let rule) = $1 else { return }
            $0 = rule
        }
        return RAGRule.builtIn + added
    }

    /// The grade scale of that name. - Throws: `NotFound`.
    package func scale(_ typed: String) throws -> GradeScale {
        let scales = try scales()
        guard let scale = scales.first(where: { $0.name == typed.lowercased() }) else {
            throw NotFound(
                "grade scale", typed,
                nearest: NearestMatch.suggestions(for: typed, among: scales.map(\.name)),
                known: scales.map(\.name), remedies: [.leaveOut(.scale)])
        }
        return scale
    }

    /// Every grade scale, as known at a ledger size.
    public func scales(knownAt: Int64 = .max) throws -> [GradeScale] {
        var scales = try connection.all("SELECT name, grades, from_cycle, to_cycle FROM scale ORDER BY name")
        {
            var cycles: ClosedRange<Int>?
            if let from = $0.optionalInt(2), let to = $0.optionalInt(3) { cycles = Int(from)...Int(to) }
            return GradeScale(
                name: $0.text(0), grades: $0.text(1).split(separator: "\n").map { String($0) }, cycles: cycles
            )
        }
        try correct(&scales, from: .addScale, knownAt: knownAt, named: \.name) {
            if case .addScale(let grades) = $1 { $0.grades = grades }
        }
        return scales
    }
}
