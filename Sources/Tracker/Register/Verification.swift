/// Something that `audit verify` found to be wrong.
public struct Finding: Equatable, Sendable, CustomStringConvertible {
    /// What kind of damage it is.
    public enum Kind: String, Sendable {
        /// An entry is not what was hashed, or not an entry.
        case entry
        /// The tree of hashes does not follow from the entries.
        case tree
        /// Words do not match what their entry commits to.
        case words
        /// A computed table is not what the ledger makes it.
        case table
        /// An evidence file is missing or changed.
        case evidence
        /// The ledger does not continue the one that a checkpoint was made of.
        case checkpoint
    }

    /// What kind of damage it is.
    public let kind: Kind
    /// The first entry concerned, where there is one.
    public let seq: Int64?
    /// A sentence without its full stop.
    public let sentence: String

    /// One line.
    public var description: String {
        "\(kind.rawValue)\(seq.map { " (entry \($0))" } ?? ""): \(sentence)."
    }
}

/// What `audit verify` says.
public struct Verification: Sendable {
    /// The number of entries.
    public let size: Int64
    /// The root worked out from the entries themselves.
    public let root: Hash
    /// How many words were removed by redaction.
    public let redacted: Int
    /// Everything found to be wrong; empty when all is well.
    public let findings: [Finding]
}

extension Register {
    /// Checks the register against itself: every entry's bytes, hash and columns, the tree, the words, and the
    /// computed tables against a replay.
    ///
    /// - Parameters:
    ///   - evidence: the folder whose files are checked as well.
    ///   - hashesOnly: only entries, hashes and root.
    public func verify(evidence: EvidenceStore? = nil, hashesOnly: Bool = false) throws -> Verification {
        try reading {
            var findings: [Finding] = []
            let frontier = try verifyEntries(&findings, evidence: hashesOnly ? nil : evidence)
            var redacted = 0
            if !hashesOnly {
                redacted = try verifyWords(&findings)
                if findings.isEmpty { try verifyTables(&findings) }
            }
            return Verification(
                size: frontier.size, root: frontier.root, redacted: redacted, findings: findings)
        }
    }

    private func verifyEntries(
        _ findings: inout [Finding], evidence: EvidenceStore?
    ) throws -> MerkleFrontier {
        var frontier = MerkleFrontier()
        var found: [Finding] = []
        let node = try connection.prepare("SELECT hash FROM tree WHERE level = ? AND position = ?")
        var nodes: Int64 = 0
        var lastRecorded: Instant?
        let removed = try redactedFiles()
        try connection.forEach(
            """
            SELECT seq, entry, leaf_hash, effective_on, recorded_at, actor, recorded_by, authority, subject, act
            FROM ledger ORDER BY seq
            """
        ) { row in
            let seq = row.int(0)
            func note(_ kind: Finding.Kind, _ sentence: String) {
                if found.count < 100 { found.append(Finding(kind: kind, seq: seq, sentence: sentence)) }
            }
            let expected = frontier.size + 1
            if seq != expected { note(.entry, "entry \(expected) is missing") }
            let leaf = row.withBytes(1) { Hash.leaf($0) }
            if row.bytes(2) != leaf.bytes { note(.entry, "its text is not what was hashed") }
            for subtree in frontier.append(leaf) {
                nodes += 1
                let stored = try node.first(subtree.level, subtree.index) { $0.bytes(0) }
                if stored != subtree.hash.bytes {
                    note(.tree, "the stored hash at level \(subtree.level), place \(subtree.index) is wrong")
                }
            }
            do throws(EntryError) {
                let bytes = row.bytes(1)
                let entry = try Entry(parsing: bytes)
                if entry.canonical != bytes { note(.entry, "its text is not in canonical form") }
                let columns =
                    entry.seq == seq && entry.effectiveOn.description == row.text(3)
                    && entry.recordedAt.description == row.text(4) && entry.actor.description == row.text(5)
                    && entry.recordedBy?.description == row.optionalText(6)
                    && entry.authority == row.optionalText(7) && entry.subject == row.text(8)
                    && entry.act == row.text(9)
                if !columns { note(.entry, "its columns say something else than its text") }
                if let last = lastRecorded, entry.recordedAt < last {
                    note(.entry, "it was recorded before the entry ahead of it")
                }
                lastRecorded = entry.recordedAt
                if let evidence,
                    case .addEvidence(let file?)? = try ItemAct(name: entry.act, data: entry.data),
                    !removed.contains(file.sha256), let fault = evidence.fault(in: file)
                {
                    note(.evidence, fault)
                }
            } catch { note(.entry, error.reason) }
        }
        let stored = try connection.first("SELECT count(*) FROM tree") { $0.int(0) } ?? 0
        if stored != nodes {
            found.append(
                Finding(
                    kind: .tree, seq: nil,
                    sentence: "\(stored) hashes are stored where \(frontier.size) entries make \(nodes)"))
        }
        findings += found
        return frontier
    }

    /// - Returns: how many words were redacted.
    private func verifyWords(_ findings: inout [Finding]) throws -> Int {
        var found: [Finding] = []
        var redacted = 0
        // Ordered alike, the entries and the words beside them are read side by side.
        var waiting: [Int64: [WordName: Commitment]] = [:]
        try connection.forEach("SELECT seq, entry FROM ledger ORDER BY seq") { row in
            if let entry = try? LedgerStore.entry(row, 1), !entry.words.isEmpty {
                waiting[row.int(0)] = entry.words
            }
        }
        try connection.forEach("SELECT seq, name, salt, text, redacted_by FROM words ORDER BY seq, name") {
            row in
            let seq = row.int(0)
            func note(_ sentence: String) {
                if found.count < 100 { found.append(Finding(kind: .words, seq: seq, sentence: sentence)) }
            }
            guard let name = WordName(rawValue: row.text(1)),
                let commitment = waiting[seq]?.removeValue(forKey: name)
            else { return note("there are words \"\(row.text(1))\" that it does not commit to") }
            if row.isNull(3) {
                redacted += 1
            } else if Commitment(text: row.text(3), salt: row.bytes(2)) != commitment {
                note("its words \"\(name)\" are not those it commits to")
            }
        }
        for (seq, missing) in waiting.sorted(by: { $0.key < $1.key }) where !missing.isEmpty {
            if found.count < 100 {
                let names = missing.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
                found.append(
                    Finding(
                        kind: .words, seq: seq, sentence: "its words \(names) are missing without a redaction"
                    ))
            }
        }
        findings += found
        return redacted
    }

    private func verifyTables(_ findings: inout [Finding]) throws {
        let replay = try replayed()
        for table in Projections.tables {
            if let difference = try Self.difference(in: table, between: connection, and: replay) {
                findings.append(
                    Finding(
                        kind: .table, seq: nil,
                        sentence: "table \(table) is not what the ledger makes it: \(difference)"))
            }
        }
    }

    /// The computed tables made anew from the ledger, in an empty database.
    func replayed() throws -> Connection {
        // An empty path is a temporary file of SQLite's own: large registers needn't fit in memory.
        let scratch = try Connection(path: "", for: .creating)
        try Migration.apply(Self.migrations, to: scratch)
        // The ledger stays where it is; its rows aren't copied, so nothing there can refer to it.
        try scratch.execute("PRAGMA foreign_keys = OFF")
        let projections = try Projections(scratch, ledger: ledger)
        try scratch.transaction {
            try connection.forEach("SELECT entry FROM ledger ORDER BY seq") {
                try projections.apply(LedgerStore.entry($0, 0))
            }
        }
        return scratch
    }

    /// The first row in which a table differs between two databases, in words; nil when there is none.
    static func difference(in table: String, between a: Connection, and b: Connection) throws -> String? {
        let columns = try a.all("SELECT name FROM pragma_table_info(?)", table) { $0.text(0) }
        let list = columns.map { "quote(\($0))" }.joined(separator: " || ', ' || ")
        let order = columns.joined(separator: ", ")
        let sql = "SELECT \(list) FROM \(table) ORDER BY \(order)"
        let left = try a.all(sql) { $0.text(0) }
        let right = try b.all(sql) { $0.text(0) }
        for index in 0..<max(left.count, right.count) {
            let found = index < left.count ? left[index] : "nothing"
            let expected = index < right.count ? right[index] : "nothing"
            if found != expected { return "it holds \(found) where the ledger makes \(expected)" }
        }
        return nil
    }
}
