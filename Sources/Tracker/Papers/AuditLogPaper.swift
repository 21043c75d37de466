public import TrackerDocuments
import TrackerLedger
import TrackerModel
public import TrackerRegister
import TrackerValues
public import TransparencyLog

/// The ledger's entries as a paper: what was done, when it counts from, when it was recorded, by whom.
public struct AuditLogPaper: Sendable {
    private let size: Int64
    private let root: Hash
    private let zone: TimeZoneRule
    private let entries: [(entry: Entry, authorship: Authorship)]
    private let people: [PersonID: String]
    /// What an entry says beyond its act, of those that let somebody assure and those that do so by it.
    private let remarks: [Int64: String]

    /// Asks the register.
    ///
    /// - Parameters:
    ///   - register: the register that is asked.
    ///   - subject: only entries about that item, report, board, meeting or person.
    /// - Throws: `NotFound` when nothing was ever recorded about it.
    public init(_ register: Register, subject: String?) throws {
        size = try register.size()
        root = try register.root(at: size)
        zone = try register.timeZone()
        let people = try register.names()
        self.people = people
        let entries = try register.entries(about: subject)
        self.entries = try entries.map { ($0, try register.authorship(of: $0)) }
        remarks = try Self.remarks(on: entries, register) { people[$0] ?? $0.description }
        if let subject, entries.isEmpty {
            throw NotFound(
                "subject of any entry", subject, nearest: try register.subjects(like: subject),
                remedies: [.see(.items)])
        }
    }

    /// The entries, ready to be drawn.
    public var document: Document {
        Document(
            title: "Audit log",
            blocks: [
                .table(
                    Table(
                        name: "entries", caption: entries.count.counted("entry", "entries"), columns: printed,
                        rows: lines, empty: "No entries."))
            ],
            foot: [
                Fact(label: "Ledger size", value: String(size)), Fact(label: "Ledger root", value: root.hex),
            ], records: records)
    }

    private var columns: [Column] {
        [
            Column(title: "Entry", key: "seq", kind: .number),
            Column(title: "Effective", key: "effective_on", kind: .date),
            Column(title: "Recorded", key: "recorded_at"),
            Column(title: "Actor", key: "actor", weight: 2), Column(title: "Authority", key: "authority"),
            Column(title: "Subject", key: "subject", weight: 2), Column(title: "Act", key: "act"),
            Column(title: "Remark", key: "remark", weight: 2),
        ]
    }

    /// What people read: a line an entry.
    private var printed: [Column] {
        [
            Column(title: "Entry", key: "seq", kind: .number),
            Column(title: "Effective", key: "effective_on", kind: .date),
            Column(title: "Recorded", key: "recorded_on", kind: .date),
            Column(title: "Actor", key: "actor", weight: 2), Column(title: "Subject", key: "subject"),
            Column(title: "Act", key: "act", weight: 2),
        ]
    }

    private var lines: [[Cell]] {
        entries.map { entry, authorship in
            let act = [
                entry.authorityLabel.map { "\(entry.act) (\($0))" } ?? entry.act, authorship.typed(name),
                remarks[entry.seq],
            ]
            return [
                .number(Int(entry.seq)), Cell(entry.effectiveOn), Cell(entry.recordedAt.day(in: zone)),
                .text(name(authorship.actor)), .text(entry.subject),
                .text(act.compactMap { $0 }.joined(separator: "; ")),
            ]
        }
    }

    private func rows(_ actor: (Authorship) -> String) -> [[Cell]] {
        entries.map { entry, authorship in
            [
                .number(Int(entry.seq)), Cell(entry.effectiveOn), .time(entry.recordedAt, in: zone),
                .text(actor(authorship)), Cell(entry.authorityLabel), .text(entry.subject), .text(entry.act),
                Cell(remarks[entry.seq]),
            ]
        }
    }

    /// The entries with a column for who typed them in: what CSV prints.
    private var records: Table {
        let typed = entries.map { Cell($0.authorship.typed(name)) }
        return Table(
            name: "entries", columns: columns + [Authorship.typedColumn],
            rows: zip(rows { name($0.actor) }, typed).map { $0 + [$1] })
    }

    /// The entries as data.
    public var json: JSON {
        [
            "size": .int(size), "root": .string(root.hex),
            "entries": .array(
                entries.map { entry, authorship in
                    let about: [String: JSON] = [
                        "seq": .int(entry.seq), "effective_on": .string(entry.effectiveOn.description),
                        "recorded_at": .string(entry.recordedAt.description),
                        "actor_id": .string(entry.actor.description),
                        "authority": entry.authority.map { .string($0) } ?? .null,
                        "chair_of": entry.chairOf.map { .string($0.text) } ?? .null,
                        "subject": .string(entry.subject), "act": .string(entry.act),
                        "data": .object(entry.data),
                        "signature": entry.signature.map { ["key": .string($0.keyName)] } ?? .null,
                        "leaf_hash": .string(Hash.leaf(entry.canonical).hex),
                        "remark": remarks[entry.seq].map { .string($0) } ?? .null,
                    ]
                    return .object(about.merging(authorship.fields(name)) { $1 })
                }),
        ]
    }

    /// Who may assure what by whose word, and which assurances had to be allowed or are a sheet's.
    private static func remarks(
        on entries: [Entry], _ register: Register, name: (PersonID) -> String
    ) throws -> [Int64: String] {
        var remarks: [Int64: String] = [:]
        var waived: Set<String> = []
        for entry in entries {
            switch try ItemAct(entry) {
            case .waive(let assurer):
                let reason = try register.words(of: entry.seq)[.reason] ?? ""
                remarks[entry.seq] = "\(name(assurer)) may assure it: \(reason)"
                waived.insert(entry.subject)
            case .assureOnWord: remarks[entry.seq] = "on the sheet's word"
            case .answerProposal(let id, _): remarks[entry.seq] = "proposal \(id)"
            case let act?:
                if let proposal = RecordedAct(entry, act).proposal {
                    remarks[entry.seq] = "as entry \(proposal) proposed"
                }
            case nil: break
            }
        }
        for subject in waived {
            let history = try register.history(of: Reference(stored: subject), knownAt: .max)
            for (seq, allowed) in history.allowed {
                remarks[seq] =
                    "by one \(allowed.label); allowed by \(name(allowed.by)), entry \(allowed.waiver)"
            }
        }
        for entry in entries {
            guard let signature = entry.signature else { continue }
            let told = "signed with \(signature.keyName)"
            remarks[entry.seq] = remarks[entry.seq].map { "\($0); \(told)" } ?? told
        }
        return remarks
    }

    private func name(_ id: PersonID) -> String { people[id] ?? id.description }
}
