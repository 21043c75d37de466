package import TrackerLedger
package import TrackerModel
package import TrackerStorage
package import TrackerValues
package import TransparencyLog

/// The ledger as it lies in SQLite: appending entries with their words and tree hashes, and reading them.
/// The only code that writes to `ledger`, `tree` and `words`.
package final class LedgerStore: HashReader {
    let database: Database
    private let insertEntry: Prepared
    private let insertNode: Prepared
    private let insertWords: Prepared
    private let leaf: Prepared
    private let node: Prepared
    private let about: Prepared
    private let stored: Prepared
    private let one: Prepared
    private let keysAbout: Prepared
    private let allKeys: Prepared
    /// What this transaction appended last, and the tree's right edge after it from the second entry on: many in a row read no
    /// hash back.
    private var last: Int64?
    private var frontier: MerkleFrontier?

    init(_ database: Database) {
        self.database = database
        insertEntry = Prepared(
            """
            INSERT INTO ledger (seq, effective_on, recorded_at, actor, recorded_by, authority, subject, act,
                                entry, leaf_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, on: database)
        insertNode = Prepared("INSERT INTO tree (level, position, hash) VALUES (?, ?, ?)", on: database)
        insertWords = Prepared(
            "INSERT INTO words (seq, name, salt, text) VALUES (?, ?, ?, ?)", on: database)
        leaf = Prepared("SELECT leaf_hash FROM ledger WHERE seq = ?", on: database)
        node = Prepared("SELECT hash FROM tree WHERE level = ? AND position = ?", on: database)
        stored = Prepared(
            "SELECT entry, leaf_hash, (SELECT count(*) FROM words WHERE seq = ?) FROM ledger WHERE seq = ?",
            on: database)
        one = Prepared("SELECT entry FROM ledger WHERE seq = ?", on: database)
        let acts = "act IN ('\(RegisterAct.Name.enrolKey)', '\(RegisterAct.Name.revokeKey)')"
        keysAbout = Prepared(
            "SELECT entry FROM ledger WHERE subject = ? AND seq <= ? AND \(acts) ORDER BY seq", on: database)
        // By person: what is about one is found without reading the ledger.
        allKeys = Prepared(
            """
            SELECT entry FROM ledger
            WHERE subject IN (SELECT 'P' || id FROM person) AND seq <= ? AND \(acts) ORDER BY seq
            """, on: database)
        about = Prepared(
            "SELECT entry FROM ledger WHERE subject = ? AND seq <= ? ORDER BY seq", on: database)
    }

    /// The number of entries and the instant of the last one.
    package func end() throws -> (size: Int64, recordedAt: Instant?) {
        try database.first("SELECT seq, recorded_at FROM ledger ORDER BY seq DESC LIMIT 1") {
            ($0.int(0), Instant(iso: $0.text(1)))
        } ?? (0, nil)
    }

    /// Writes an entry with its canonical bytes at the ledger's end, and the tree nodes that it completes.
    ///
    /// - Returns: its leaf hash.
    @discardableResult
    package func append(_ entry: Entry, _ bytes: [UInt8]) throws -> Hash {
        let hash = Hash.leaf(bytes)
        try insertEntry.run(
            entry.seq, entry.effectiveOn.description, entry.recordedAt.description, entry.actor.description,
            entry.recordedBy?.description, entry.authority, entry.subject, entry.act,
            String(decoding: bytes, as: UTF8.self), hash.bytes)
        try requireStored(entry.seq)
        for subtree in try subtrees(appending: hash, as: entry.seq) {
            try insertNode.run(subtree.level, subtree.index, subtree.hash.bytes)
            try requireStored(entry.seq)
        }
        return hash
    }

    private func subtrees(appending hash: Hash, as seq: Int64) throws -> [Subtree] {
        defer { last = seq }
        guard last == seq - 1 else {
            frontier = nil
            return try MerkleTree.subtrees(appending: hash, size: seq - 1, reader: self)
        }
        if frontier == nil { frontier = try MerkleFrontier(size: seq - 1, reader: self) }
        return frontier?.append(hash) ?? []
    }

    /// Forgets what was appended: after a transaction, others may append, or it may have been undone.
    func forget() {
        last = nil
        frontier = nil
    }

    /// A trigger that somebody put into the file can make SQLite pass over what it is told without a word.
    private func requireStored(_ seq: Int64) throws {
        try database.requireOneRow(
            orThrow: RegisterError.damaged("something in the file keeps entry \(seq) from being stored"))
    }

    /// Reads an entry back as it is stored, after its transaction.
    ///
    /// - Throws: `RegisterError.damaged` when it isn't there with the hash that it was recorded with.
    func requireStored(_ seq: Int64, leaf hash: Hash, words: Int) throws {
        let found = try stored.first(seq, seq) {
            (leaf: $0.withBytes(0) { Hash.leaf($0) }, stored: Hash(bytes: $0.bytes(1)), words: $0.int(2))
        }
        guard let found, found.leaf == hash, found.stored == hash, found.words == Int64(words) else {
            throw RegisterError.damaged("entry \(seq) was recorded, and isn't in the file")
        }
    }

    /// Puts words beside the entry that commits to them.
    package func store(_ text: String, salt: [UInt8], as name: WordName, of seq: Int64) throws {
        try insertWords.run(seq, name.rawValue, salt, text)
        try requireStored(seq)
    }

    /// Puts words of an export beside their entry: as they are, or as removed.
    package func store(_ line: WordsLine) throws {
        switch line.content {
        case .words(let salt, let text): try store(text, salt: salt, as: line.name, of: line.seq)
        case .redacted(let entry):
            try database.run(
                "INSERT INTO words (seq, name, redacted_by) VALUES (?, ?, ?)", line.seq, line.name.rawValue,
                entry)
        }
    }

    /// The stored hash of a complete subtree.
    package func hash(level: Int, index: Int64) throws -> Hash {
        let found =
            level == 0
            ? try leaf.first(index + 1) { Hash(bytes: $0.bytes(0)) }
            : try node.first(level, index) { Hash(bytes: $0.bytes(0)) }
        guard let hash = found ?? nil else {
            throw RegisterError.damaged("the hash at level \(level), place \(index) of the tree is missing")
        }
        return hash
    }

    /// The RFC 6962 root over the first `size` entries.
    package func root(size: Int64) throws -> Hash { try MerkleTree.root(size: size, reader: self) }

    /// The entries about one subject up to `knownAt`, in the order in which they were recorded.
    package func entries(about subject: String, knownAt: Int64) throws -> [Entry] {
        try about.all(subject, knownAt) { try LedgerStore.entry($0, 0) }
    }

    /// The entries that enrol or revoke keys of one person, or of all.
    func keyEntries(about person: String?, knownAt: Int64) throws -> [Entry] {
        guard let person else { return try allKeys.all(knownAt) { try LedgerStore.entry($0, 0) } }
        return try keysAbout.all(person, knownAt) { try LedgerStore.entry($0, 0) }
    }

    /// One entry; nil where the ledger has none of that number.
    package func entry(_ seq: Int64) throws -> Entry? {
        try one.first(seq) { try LedgerStore.entry($0, 0) }
    }

    /// The entry of the act that a correction is about: the one it names or, where that is a correction too, the act that
    /// that one put right.
    package func act(correctedBy correction: Correction) throws -> Entry {
        var correction = correction
        while let entry = try entry(correction.corrects) {
            guard let earlier = try Correction(entry), earlier.corrects < entry.seq else { return entry }
            correction = earlier
        }
        throw EntryError(reason: "it corrects entry \(correction.corrects), which is not there")
    }

    /// What entries of an act are about, each once.
    package func subjects(of act: RegisterAct.Name) throws -> [String] {
        try database.all("SELECT DISTINCT subject FROM ledger WHERE act = ?", act.rawValue) { $0.text(0) }
    }

    /// The acts on the register about one subject as known at a ledger size, corrections applied.
    package func records(about subject: String, knownAt: Int64 = .max) throws -> [RegisterRecord] {
        try RegisterRecord.list(try entries(about: subject, knownAt: knownAt))
    }

    /// What entry `seq` records as known at a ledger size; nil where it no longer counts, or is no act on the register.
    package func record(_ seq: Int64, knownAt: Int64) throws -> RegisterRecord? {
        guard let entry = try entry(seq) else { return nil }
        return try records(about: entry.subject, knownAt: knownAt).first { $0.seq == seq }
    }

    /// Reads an entry from a column that holds its canonical bytes.
    package static func entry(_ row: borrowing Row, _ column: Int32) throws -> Entry {
        try row.withBytes(column) { try Entry(parsing: $0) }
    }

    /// The size that the ledger had at `instant`. Recorded instants never go back, so a binary search finds it.
    package func size(at instant: Instant) throws -> Int64 {
        let recordedAt = try database.prepare("SELECT recorded_at FROM ledger WHERE seq = ?")
        var low: Int64 = 0
        var high = try end().size
        while low < high {
            let middle = (low + high + 1) / 2
            let found = try recordedAt.first(middle) { Instant(iso: $0.text(0)) } ?? nil
            guard let found else { throw RegisterError.damaged("entry \(middle) has no recorded instant") }
            if found <= instant { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
