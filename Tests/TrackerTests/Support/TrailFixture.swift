import Glibc

import Tracker
import TrackerStorage
@testable import TrackerRegister

/// What the tests of the audit trail share: a key, folders that go away, registers of random acts, and a hand
/// that damages them as somebody with the `sqlite3` shell would.
enum TrailFixture {
    static let key = try! SignerKey(name: "register.example", seed: (0..<32).map { UInt8($0) })
    static let verifier = key.verifier

    /// A register of random acts, the same for the same seed.
    static func register(
        seed: UInt64, acts: Int = 12, at path: String = ":memory:"
    ) throws -> RegisterFixture {
        let fixture = try RegisterFixture(at: path)
        var random = SplitMix64(state: seed)
        try fixture.report("R")
        let items = (0...Int.random(in: 0...3, using: &random)).map { "I-\($0)" }
        for item in items { try fixture.item(item) }
        let people = try ["Ada", "Ben"].map { try fixture.person("\($0) \(seed)") }
        for number in 0..<acts {
            fixture.clock.advance(milliseconds: .random(in: 0...100_000, using: &random))
            let choices: [ItemAct] = [
                .note(isInternal: Bool.random(using: &random)), .start,
                .progress(complete: .random(in: 0...100, using: &random), rating: .amber),
                .assign(lead: .set(people.randomElement(using: &random)), supporting: nil, board: .keep),
                .addEvidence(nil), .submit,
            ]
            let said =
                "Said \(number): \(UInt32.random(in: 0...(.max), using: &random)) – “ünïcode” \u{1F4DC}"
            do {
                try fixture.record(
                    choices.randomElement(using: &random)!, items.randomElement(using: &random)!,
                    words: [.note: said, .address: "https://example.org/\(number)"])
            } catch is RuleViolation {
                // Not every act is possible everywhere; what is refused leaves no entry.
            }
        }
        return fixture
    }

    /// Removes a folder with everything in it when the test lets go of it.
    final class Folder {
        let path: String

        init() {
            var template = Array("/tmp/tracker-trail-XXXXXX".utf8CString)
            path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
        }

        deinit { _ = shell("rm -rf '\(path)'") }

        func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
    }

    /// Runs a shell command; its exit code and standard output.
    static func shell(_ command: String) -> (code: Int32, output: String) {
        guard let pipe = popen(command, "r") else { return (-1, "") }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { output += buffer[..<count] }
        return ((pclose(pipe) >> 8) & 0xFF, String(decoding: output, as: UTF8.self))
    }

    static func overwrite(_ path: String, _ bytes: [UInt8]) {
        let file = open(path, O_WRONLY | O_TRUNC | O_CREAT, 0o600)
        _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        close(file)
    }

    /// The top folder of the package.
    static let package = String(#filePath.dropLast("/Tests/TrackerTests/Support/TrailFixture.swift".count))
}

/// Somebody with the file and the `sqlite3` shell.
struct Intruder {
    let database: Database
    private let triggers: [(name: String, sql: String)]

    /// Drops every trigger first.
    init(_ database: Database) throws {
        self.database = database
        triggers = try database.all("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'") {
            ($0.text(0), $0.text(1))
        }
        try database.execute("PRAGMA foreign_keys = OFF")
        for trigger in triggers { try database.execute("DROP TRIGGER \(trigger.name)") }
    }

    /// Puts the triggers back, to leave no trace.
    func cover() throws { for trigger in triggers { try database.execute(trigger.sql) } }

    /// Makes leaf hashes and tree fit whatever the entries say now.
    func rehash() throws {
        try database.execute("DELETE FROM tree")
        var frontier = MerkleFrontier()
        for (seq, leaf) in try database.all(
            "SELECT seq, entry FROM ledger ORDER BY seq",
            read: { row in
                (row.int(0), row.withBytes(1) { Hash.leaf($0) })
            })
        {
            try database.run("UPDATE ledger SET leaf_hash = ? WHERE seq = ?", leaf.bytes, seq)
            for subtree in frontier.append(leaf) {
                try database.run(
                    "INSERT INTO tree VALUES (?, ?, ?)", subtree.level, subtree.index, subtree.hash.bytes)
            }
        }
    }

    /// Changes an entry's text and the columns that repeat it.
    func rewrite(_ seq: Int64, _ change: (inout Entry) -> Void) throws {
        var entry = try database.first("SELECT entry FROM ledger WHERE seq = ?", seq) {
            try LedgerStore.entry($0, 0)
        }!
        change(&entry)
        try database.run(
            "UPDATE ledger SET effective_on = ?, recorded_at = ?, entry = ? WHERE seq = ?",
            entry.effectiveOn.description, entry.recordedAt.description,
            String(decoding: entry.canonical, as: UTF8.self), seq)
    }

    /// Changes a note and makes its entry commit to the new words.
    func reword(_ seq: Int64, _ name: WordName, to text: String) throws {
        let salt = [UInt8](repeating: 7, count: Commitment.saltLength)
        try database.run(
            "UPDATE words SET salt = ?, text = ? WHERE seq = ? AND name = ?", salt, text, seq, name.rawValue)
        try rewrite(seq) { $0.words[name] = Commitment(text: text, salt: salt) }
    }

    /// Cuts off everything after the first `size` entries.
    func cut(to size: Int64) throws {
        try database.run("DELETE FROM words WHERE seq > ?", size)
        try database.run("DELETE FROM ledger WHERE seq > ?", size)
    }

    /// Computes every table anew, as the program would have.
    func recompute() throws {
        try database.transaction {
            for table in Projections.tables.reversed() where table != "kind" && table != "scale" {
                try database.execute("DELETE FROM \(table)")
            }
            let projections = Projections(database, ledger: LedgerStore(database))
            for entry in try database.all(
                "SELECT entry FROM ledger ORDER BY seq",
                read: {
                    try LedgerStore.entry($0, 0)
                })
            {
                if let content = try EntryContent(entry) { try projections.apply(entry, content) }
            }
        }
    }
}

extension Register {
    /// What `verify` finds besides the triggers that a test has dropped for good.
    func verifyBesidesTriggers(
        evidence: EvidenceStore? = nil, hashesOnly: Bool = false
    ) throws -> Verification {
        let found = try verify(evidence: evidence, hashesOnly: hashesOnly)
        return Verification(
            size: found.size, root: found.root, redacted: found.redacted,
            findings: found.findings.filter { $0.kind != .schema })
    }
}
