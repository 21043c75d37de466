/// Who stands behind an entry: who acted, and who typed it in where that was somebody else.
public struct Authorship: Equatable, Sendable {
    /// Who acted.
    public let actor: PersonID
    /// Who recorded it for them; nil where they did themselves.
    public let recordedBy: PersonID?
    /// The operating-system account that typed it in, where nobody was registered for it.
    public let account: String?

    /// Who stands behind `entry`, whose words are `words`.
    init(_ entry: Entry, words: [WordName: String]) {
        self.init(actor: entry.actor, recordedBy: entry.recordedBy, account: words[.typist])
    }

    init(actor: PersonID, recordedBy: PersonID?, account: String?) {
        self.actor = actor
        self.recordedBy = recordedBy
        self.account = account
    }

    /// Who typed it in, as papers say it; nil where whoever acted did.
    func typed(_ name: (PersonID) -> String) -> String? {
        let account = account.map { "typed in by account \($0) (not registered)" }
        guard let recordedBy else { return account }
        return account.map { "recorded by \(name(recordedBy)), \($0)" } ?? "typed in by \(name(recordedBy))"
    }

    /// Who acted and who typed it in, in one cell.
    func words(_ name: (PersonID) -> String) -> String {
        [name(actor), typed(name)].compactMap { $0 }.joined(separator: "\n")
    }

    /// The fields that say who acted and who typed it in.
    func fields(_ name: (PersonID) -> String) -> [String: JSON] {
        [
            "actor": .string(name(actor)),
            "recorded_by": recordedBy.map { .string(name($0)) } ?? .null,
            "typed_by_account": account.map { .string($0) } ?? .null,
        ]
    }

    /// A column that says who typed an entry in, where another column says who acted.
    static let typedColumn = Column(title: "Typed in", key: "typed_in", weight: 2)

    /// The fields as columns of a table whose rows are entries.
    static let columns = [
        Column(title: "By", key: "actor"), Column(title: "Recorded by", key: "recorded_by"),
        Column(title: "Typed by account", key: "typed_by_account"),
    ]

    /// The cells of ``columns``.
    func cells(_ name: (PersonID) -> String) -> [Cell] {
        [.text(name(actor)), Cell(recordedBy.map(name)), Cell(account)]
    }
}

extension Register {
    /// Who stands behind an entry.
    func authorship(of entry: Entry) throws -> Authorship {
        Authorship(entry, words: entry.words[.typist] == nil ? [:] : try words(of: entry.seq))
    }

    /// How many entries were typed in by accounts for which nobody was registered.
    func typistLine() throws -> CheckLine {
        var counts: [String: Int64] = [:]
        try connection.forEach(
            "SELECT \(Self.words("w")), count(*) FROM words w WHERE w.name = 'typist' GROUP BY 1"
        ) { counts[$0.text(0)] = $0.int(1) }
        let total = counts.values.reduce(0, +)
        guard total > 0 else {
            return CheckLine("Typists", .fine, "Every entry was typed in by somebody registered.")
        }
        let registered = Set(try people().compactMap(\.account))
        let strangers = counts.keys.filter { !registered.contains($0) && $0 != "[redacted]" }.sorted()
        let found =
            "\(SafetyCheck.count(total, "entry was", "entries were")) typed in by accounts for which nobody was registered: \(counts.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", "))."
        guard let first = strangers.first else {
            return CheckLine("Typists", .fine, "\(found) Somebody is by now.")
        }
        return CheckLine(
            "Typists", .warning, found,
            remedies: [.registerTypists(account: first)])
    }
}
