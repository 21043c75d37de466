import TransparencyLog
import TrackerStorage
public import TrackerLedger
import TrackerModel
public import TrackerValues

// Questions about the ledger's entries as they stand.

extension Register {
    /// Every entry, or those about one subject whatever the case of its spelling.
    public func entries(about subject: String?) throws -> [Entry] {
        guard let subject else {
            return try database.all("SELECT entry FROM ledger ORDER BY seq") {
                try LedgerStore.entry($0, 0)
            }
        }
        let spelled =
            try database.first(
                """
                SELECT ref FROM recommendation WHERE folded = ? UNION ALL SELECT ref FROM report WHERE folded = ?
                UNION ALL SELECT ref FROM board WHERE folded = ? UNION ALL SELECT ref FROM meeting WHERE folded = ?
                """, subject.lowercased(), subject.lowercased(), subject.lowercased(), subject.lowercased(),
                read: { $0.text(0) }) ?? subject
        return try ledger.entries(about: spelled, knownAt: .max)
    }

    /// When the last of the first `size` entries was recorded; nil for an empty ledger.
    public func recordedAt(_ size: Int64) throws -> Instant? {
        try database.first("SELECT recorded_at FROM ledger WHERE seq = ?", size) {
            Instant(iso: $0.text(0))
        } ?? nil
    }

    /// The entries that say of their words that they may be published.
    package func publicEntries(knownAt: Int64) throws -> [Int64] {
        // Parsed only where the text says anything of the kind.
        try database.all(
            "SELECT entry FROM ledger WHERE seq <= ? AND instr(entry, '\"\(Publishable.field)\":true') > 0",
            knownAt
        ) { try LedgerStore.entry($0, 0) }
        .filter { $0.data[Publishable.field]?.bool == true }.map(\.seq)
    }

    /// The corrections of what took an item in.
    package func correctionsOfItems(knownAt: Int64) throws -> [Int64] {
        try database.all(
            "SELECT entry FROM ledger WHERE act = ? AND seq <= ?", Correction.act, knownAt
        ) { try LedgerStore.entry($0, 0) }
        .filter { entry in
            guard let corrected = entry.data["corrects"]?.int else { return false }
            return try database.first("SELECT act FROM ledger WHERE seq = ?", corrected) { $0.text(0) }
                == "add"
        }.map(\.seq)
    }

    /// The entries whose words were put right or taken back after the ledger had so many, and the corrections of the
    /// same that came before.
    package func entriesPutRight(after size: Int64) throws -> Set<Int64> {
        let corrections = try database.all(
            "SELECT entry FROM ledger WHERE act = ? ORDER BY seq", Correction.act
        ) { try LedgerStore.entry($0, 0) }
        var found: Set<Int64> = []
        for entry in corrections where entry.seq > size {
            let isOfWords = entry.words.keys.contains { ![.reason, .account, .typist].contains($0) }
            guard let corrected = entry.data["corrects"]?.int,
                isOfWords || entry.data["void"]?.bool == true
            else { continue }
            found.insert(corrected)
        }
        return found.union(
            corrections.filter { found.contains($0.data["corrects"]?.int ?? 0) }.map(\.seq))
    }

    /// The entry by which a file of that content was taken in, if it was.
    package func importEntry(_ sha256: String) throws -> Int64? {
        try database.all(
            "SELECT seq, entry FROM ledger WHERE subject = ? AND act = 'import'", Writer.registerSubject
        ) { ($0.int(0), try LedgerStore.entry($0, 1)) }.first { $0.1.data["sha256"]?.string == sha256 }?.0
    }

    /// The latest day from which anything counts that sheets told; nil where none was taken in.
    package func lastImportDay() throws -> Day? {
        try database.first(
            "SELECT max(effective_on) FROM ledger WHERE subject = ? AND act = 'import'",
            Writer.registerSubject
        ) { try $0.optionalStoredDay(0) } ?? nil
    }

    /// The entry by which a sheet of that content was logged, if it was.
    package func meetingLogEntry(_ sha256: String) throws -> (seq: Int64, meeting: String)? {
        try database.all(
            """
            SELECT l.seq, l.subject, l.entry FROM meeting m JOIN ledger l ON l.subject = m.ref
            WHERE l.act = 'meeting log'
            """
        ) { (seq: $0.int(0), meeting: $0.text(1), entry: try LedgerStore.entry($0, 2)) }
        .first { $0.entry.data["sha256"]?.string == sha256 }.map { ($0.seq, $0.meeting) }
    }

    /// The bytes of the entries that a tile of the bundle level holds, in order.
    package func entryBytes(_ places: Range<Int64>) throws -> [[UInt8]] {
        try database.all(
            "SELECT entry FROM ledger WHERE seq > ? AND seq <= ? ORDER BY seq", places.lowerBound,
            places.upperBound
        ) { $0.bytes(0) }
    }
}

extension Register {
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

    /// The item whose evidence a hold holds, and its number.
    ///
    /// - Parameter typed: its identifier, `H14`.
    /// - Throws: `InvalidValue`; `NotFound` when that entry holds no evidence.
    public func hold(_ typed: String) throws -> (item: Reference, seq: Int64) {
        guard typed.first?.uppercased() == "H", let seq = Int64(typed.dropFirst()) else {
            throw InvalidValue(what: "hold", given: typed, expected: "its identifier, for example H14")
        }
        let unknown = NotFound("hold", typed, remedies: [.see(.disposal)])
        let entry: Entry
        do { entry = try self.entry(seq) } catch is NotFound { throw unknown }
        guard ItemAct.Name(rawValue: entry.act) == .holdEvidence else { throw unknown }
        return (Reference(stored: entry.subject), seq)
    }

    /// One entry. - Throws: `NotFound`.
    public func entry(_ seq: Int64) throws -> Entry {
        let found = try database.first("SELECT entry FROM ledger WHERE seq = ?", seq) {
            try LedgerStore.entry($0, 0)
        }
        guard let found else {
            throw NotFound(
                "entry", String(seq), known: ["1 to \(try size())"], remedies: [.see(.ledger)])
        }
        return found
    }

    /// The entries about one subject up to a ledger size, in the order in which they were recorded.
    public func entries(about subject: String, knownAt: Int64) throws -> [Entry] {
        try ledger.entries(about: subject, knownAt: knownAt)
    }
}
