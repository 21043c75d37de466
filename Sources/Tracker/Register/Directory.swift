import TrackerStorage
public import TrackerLedger
public import TrackerModel
public import TrackerValues

extension [Person] {
    /// The person with that identifier or name, as somebody types it or a paper prints it.
    ///
    /// - Throws: `NotFound` with the nearest names; `RuleViolation` when two people share it.
    public func named(_ name: String) throws -> Person {
        // An identifier is never taken for a name.
        let folded = name.trimmed.lowercased()
        if let person = first(where: { $0.id.description.lowercased() == folded }) { return person }
        var found = named(name, by: \.name)
        if found.isEmpty {
            let printed = printedNames
            found = named(name) { printed[$0.id] ?? $0.name }
        }
        if found.count > 1 {
            throw RuleViolation(
                "Person \"\(name)\"",
                "\(found.count) people have that name: use \(found.map(\.told).joined(separator: " or ")) instead"
            )
        }
        guard let person = found.first else {
            throw NotFound(
                "person", name, nearest: NearestMatch.suggestions(for: name, among: map(\.name)),
                remedies: [.add(.person, named: name)])
        }
        return person
    }
}

extension Register {
    /// SQL that reads words: the text, or `[redacted]` where it was removed.
    package static func words(_ alias: String) -> String {
        "CASE WHEN \(alias).redacted_by IS NULL THEN \(alias).text ELSE '[redacted]' END"
    }

    /// Everyone registered, in the order of registration; their name, office, account and last day as they were from a
    /// viewpoint, or as they are.
    public func people(from viewpoint: Viewpoint? = nil) throws -> [Person] {
        var roles: [Int64: [Role]] = [:]
        try connection.forEach("SELECT person, role FROM person_role ORDER BY person, role") {
            roles[$0.int(0), default: []].append(try $0.stored(1, "role") { Role(rawValue: $0) })
        }
        let recorded = try connection.all(
            """
            SELECT p.id, \(Self.words("n")), \(Self.words("o")), \(Self.words("a")) FROM person p
            LEFT JOIN words n ON n.seq = p.id AND n.name = 'name'
            LEFT JOIN words o ON o.seq = p.id AND o.name = 'post'
            LEFT JOIN words a ON a.seq = p.id AND a.name = 'account'
            ORDER BY p.id
            """
        ) {
            (
                seq: $0.int(0),
                row: Person(
                    id: PersonID($0.int(0)), name: $0.text(1), post: $0.optionalText(2),
                    account: $0.optionalText(3), leaves: nil, roles: roles[$0.int(0)] ?? [])
            )
        }
        var people = try known(recorded, from: .addPerson, at: viewpoint?.knownAt ?? .max) { person, record in
            person.name = try word(.name, of: record) ?? person.name
            person.post = try word(.post, of: record)
            person.account = try word(.account, of: record)
        }
        try change(&people, from: viewpoint)
        return people
    }

    /// Every board, by identifier, as known at a ledger size.
    public func boards(knownAt: Int64 = .max) throws -> [Board] {
        let recorded = try connection.all("SELECT id, ref, name FROM board ORDER BY folded") {
            (
                seq: $0.int(0),
                row: Board(reference: Reference(stored: try $0.storedText(1)), name: try $0.storedText(2))
            )
        }
        return try known(recorded, from: .addBoard, at: knownAt) { board, record in
            if case .addBoard(let name) = record.act { board.name = name }
        }
    }

    /// Every meeting, oldest first, as known at a ledger size.
    public func meetings(knownAt: Int64 = .max) throws -> [Meeting] {
        let recorded = try connection.all(
            "SELECT m.id, m.ref, b.ref, m.held_on FROM meeting m JOIN board b ON b.id = m.board ORDER BY m.id"
        ) {
            (
                seq: $0.int(0),
                row: Meeting(
                    reference: Reference(stored: try $0.storedText(1)),
                    board: Reference(stored: try $0.storedText(2)), heldOn: try $0.storedDay(3))
            )
        }
        return try known(recorded, from: .addMeeting, at: knownAt) { meeting, record in
            if case .addMeeting(let board, let heldOn) = record.act {
                meeting.board = board
                meeting.heldOn = heldOn
            }
        }.enumerated().sorted { ($0.element.heldOn, $0.offset) < ($1.element.heldOn, $1.offset) }.map(
            \.element)
    }

    /// Every kind of item, as known at a ledger size.
    public func kinds(knownAt: Int64 = .max) throws -> [Kind] {
        var kinds = try connection.all("SELECT name, needs_recommendation FROM kind ORDER BY name") {
            Kind(name: try $0.storedText(0), needsRecommendation: try $0.storedInt(1) != 0)
        }
        try correct(&kinds, from: .addKind, knownAt: knownAt, named: \.name) {
            if case .addKind(let needs) = $1 { $0.needsRecommendation = needs }
        }
        return kinds
    }

    /// Every report, by date of publication, as known at a ledger size.
    public func reports(knownAt: Int64 = .max) throws -> [ReportRecord] {
        let recorded = try connection.all(
            """
            SELECT r.id, r.ref, \(Self.words("t")), r.publisher, r.force, r.published, r.cycle, r.scale, r.url
            FROM report r LEFT JOIN words t ON t.seq = r.id AND t.name = 'title' ORDER BY r.id
            """
        ) {
            (
                seq: $0.int(0),
                row: ReportRecord(
                    id: $0.int(0), reference: Reference(stored: try $0.storedText(1)), title: $0.text(2),
                    details: ReportDetails(
                        publisher: try $0.storedText(3), force: try $0.storedText(4),
                        published: try $0.stored(5, "date") { PartialDate(iso: $0) },
                        cycle: try $0.optionalStoredText(6), scale: try $0.optionalStoredText(7),
                        url: try $0.optionalStoredText(8)))
            )
        }
        return try known(recorded, from: .addReport, at: knownAt) { report, record in
            report.title = try word(.title, of: record) ?? report.title
            if case .addReport(let details) = record.act { report.details = details }
        }.sorted {
            ($0.details.published.description, $0.id) < ($1.details.published.description, $1.id)
        }
    }

    /// The grades of a report's questions as known: the latest of each, in the order in which they were first given.
    public func grades(
        of report: Reference, knownAt: Int64 = .max
    ) throws -> [(question: String, grade: String)] {
        let recorded = try connection.all(
            """
            SELECT g.seq, g.question, g.grade FROM grade g JOIN report r ON r.id = g.report
            WHERE r.folded = ? ORDER BY g.seq
            """, report.folded
        ) { (seq: $0.int(0), row: (question: try $0.storedText(1), grade: try $0.storedText(2))) }
        var latest: [(question: String, grade: String)] = []
        for given in try known(
            recorded, from: .grade, at: knownAt,
            correct: { row, record in
                if case .grade(let question, let grade) = record.act { row = (question, grade) }
            })
        {
            if let index = latest.firstIndex(where: { $0.question == given.question }) {
                latest[index] = given
            } else {
                latest.append(given)
            }
        }
        return latest
    }

    /// The board with that identifier or name, as known at a ledger size.
    ///
    /// - Throws: `NotFound`; `RuleViolation` when two boards share the name.
    public func board(_ typed: String, knownAt: Int64 = .max) throws -> Board {
        let boards = try boards(knownAt: knownAt)
        do {
            return try find(
                typed, "board", in: boards, by: \.reference, remedies: [.see(.boards)])
        } catch let error as NotFound {
            let named = boards.named(typed, by: \.name)
            if named.count > 1 {
                throw RuleViolation(
                    "Board \"\(typed)\"",
                    "\(named.count) boards have that name: use \(named.map(\.reference.text).joined(separator: " or ")) instead"
                )
            }
            guard let board = named.first else { throw error }
            return board
        }
    }

    /// The meeting with that identifier, as known at a ledger size. - Throws: `NotFound`.
    public func meeting(_ typed: String, knownAt: Int64 = .max) throws -> Meeting {
        try find(
            typed, "meeting", in: meetings(knownAt: knownAt), by: \.reference,
            remedies: [.see(.meetings)])
    }

    /// The report with that identifier, as known at a ledger size. - Throws: `NotFound`.
    public func report(_ typed: String, knownAt: Int64 = .max) throws -> ReportRecord {
        try find(
            typed, "report", in: reports(knownAt: knownAt), by: \.reference, remedies: [.see(.reports)])
    }

    /// The kind with that name; blanks, capitals and the usual short forms are understood.
    ///
    /// - Throws: `NotFound`.
    public func kind(_ typed: String) throws -> Kind {
        let short = [
            "afi": "area-for-improvement", "coc": "cause-of-concern", "acoc": "accelerated-cause-of-concern",
        ]
        let folded = typed.lowercased().split { $0 == " " || $0 == "_" || $0 == "-" }.joined(separator: "-")
        let kinds = try kinds()
        let name = short[folded] ?? folded
        guard let kind = kinds.first(where: { $0.name == name }) else {
            throw NotFound(
                "kind of item", typed,
                nearest: NearestMatch.suggestions(for: folded, among: kinds.map(\.name)),
                known: kinds.map(\.name), remedies: [.add(.kind, named: folded)])
        }
        return kind
    }

    /// The force with that name, spelled as registered. - Throws: `NotFound` with the nearest.
    public func force(_ typed: String) throws -> String {
        let forces = try connection.all("SELECT DISTINCT force FROM item_state ORDER BY force") {
            $0.text(0)
        }
        guard let force = forces.first(where: { $0.lowercased() == typed.lowercased() }) else {
            throw NotFound(
                "force with items", typed, nearest: NearestMatch.suggestions(for: typed, among: forces),
                remedies: [.see(.reports)])
        }
        return force
    }

    /// A tag as items carry it, now or once. - Throws: `NotFound` with the nearest.
    public func tag(_ typed: String) throws -> String {
        var carried = SQLFilter("1 = 1")
        carried.require(tagged: typed)
        var isCarried = false
        try connection.prepare("SELECT 1 FROM item_state s WHERE \(carried.sql) LIMIT 1")
            .forEach(carried.values) { _ in isCarried = true }
        if isCarried { return typed }
        let tags = try connection.all("SELECT DISTINCT tags FROM item_state") { $0.text(0) }
        return try spelled(
            typed, "tag", as: Set(tags.flatMap { $0.split(separator: "\n").map(String.init) }).sorted(),
            remedy: .add(.tag, named: typed))
    }

    /// A question under which items stand, now or once. - Throws: `NotFound` with the nearest.
    public func question(_ typed: String) throws -> String {
        try spelled(
            typed, "question",
            as: connection.all(
                "SELECT DISTINCT question FROM item_state WHERE question IS NOT NULL ORDER BY question"
            ) { $0.text(0) }, remedy: .see(.questions))
    }

    private func spelled(
        _ typed: String, _ what: String, as known: [String], remedy: Remedy
    ) throws -> String {
        guard let found = known.first(where: { $0.lowercased() == typed.lowercased() }) else {
            throw NotFound(
                what, typed, nearest: NearestMatch.suggestions(for: typed, among: known), remedies: [remedy])
        }
        return found
    }

    /// The item that a piece of evidence was named for, and its number.
    ///
    /// - Parameter typed: its identifier, `E14`.
    /// - Throws: `InvalidValue`; `NotFound` when that entry named no evidence.
    public func evidence(_ typed: String) throws -> (item: Reference, seq: Int64) {
        guard typed.first?.uppercased() == "E", let seq = Int64(typed.dropFirst()) else {
            throw InvalidValue(what: "evidence", given: typed, expected: "its identifier, for example E14")
        }
        let unknown = NotFound("evidence", typed, remedies: [.see(.evidence(of: nil))])
        let entry: Entry
        do { entry = try self.entry(seq) } catch is NotFound { throw unknown }
        guard ItemAct.Name(rawValue: entry.act) == .addEvidence else { throw unknown }
        return (Reference(stored: entry.subject), seq)
    }

    /// One entry. - Throws: `NotFound`.
    public func entry(_ seq: Int64) throws -> Entry {
        let found = try connection.first("SELECT entry FROM ledger WHERE seq = ?", seq) {
            try LedgerStore.entry($0, 0)
        }
        guard let found else {
            throw NotFound(
                "entry", String(seq), known: ["1 to \(try size())"], remedies: [.see(.ledger)])
        }
        return found
    }

    /// What entries are about whose name is nearest to a mistyped one.
    package func subjects(like typed: String) throws -> [String] {
        NearestMatch.suggestions(
            for: typed, among: try connection.all("SELECT DISTINCT subject FROM ledger") { $0.text(0) })
    }

    /// The entries about one subject up to a ledger size, in the order in which they were recorded.
    public func entries(about subject: String, knownAt: Int64) throws -> [Entry] {
        try ledger.entries(about: subject, knownAt: knownAt)
    }

    /// The item with that reference, spelled as registered. - Throws: `NotFound` with the nearest.
    public func item(_ typed: String) throws -> Reference {
        if let found = try storedReference(typed.lowercased()) { return found }
        let all = try connection.all("SELECT ref FROM recommendation") { $0.text(0) }
        throw NotFound(
            "item", typed, nearest: NearestMatch.suggestions(for: typed, among: all),
            remedies: [.see(.items)])
    }

    private func find<Value>(
        _ typed: String, _ what: String, in all: [Value], by reference: (Value) -> Reference,
        remedies: [Remedy]
    ) throws -> Value {
        let folded = typed.lowercased()
        guard let found = all.first(where: { reference($0).folded == folded }) else {
            let known = all.map { reference($0).text }
            throw NotFound(
                what, typed, nearest: NearestMatch.suggestions(for: typed, among: known), remedies: remedies)
        }
        return found
    }
}
