import TrackerModel
import TrackerStorage
import TrackerValues
import TransparencyLog
import Dispatch
import Glibc

/// The quick part of an audit: every entry is hashed again and every stored hash of the tree (RFC 6962) worked out
/// again, on every core. What an entry says is not looked at.
struct HashCheck {
    package private(set) var findings: [Finding] = []
    private let size: Int64

    /// Entries are checked in pieces of 2^14: complete subtrees, so that pieces don't depend on each other.
    private static let height = 14
    /// Between two reports of progress.
    private static let piecesAtOnce = 32
    private static let mostFindings = 100

    init(size: Int64) { self.size = size }

    package mutating func run(_ database: Database, progress: Progress) throws {
        let pieces = Int((size + (1 << Self.height) - 1) >> Self.height)
        for first in stride(from: 0, to: pieces, by: Self.piecesAtOnce) {
            let some = first..<min(first + Self.piecesAtOnce, pieces)
            findings += try check(some, database)
            progress("Checking hashes", min(Int64(some.upperBound) << Self.height, size), size)
        }
        for level in Self.height + 1..<64 where size >> level > 0 {
            let below = try Self.stored(level - 1, 0..<(size >> level) << 1, database)
            compare(
                Self.parents(of: below), with: try Self.stored(level, 0..<size >> level, database), level,
                from: 0)
        }
        let last = try database.first("SELECT max(seq) FROM ledger") { $0.int(0) } ?? 0
        if last != size { note(.entry, size + 1, "entry \(size + 1) is missing") }
        // By seeks: reading every row of the tree once more would take as long as hashing a tenth of the ledger.
        for level in 1...62 {
            let last = try database.first(
                "SELECT max(position) FROM tree WHERE level = ? HAVING max(position) >= ?", level,
                size >> level
            ) { $0.int(0) }
            if let last { noteBeyond(Int64(level), last) }
        }
        try database.forEach("SELECT level, position FROM tree WHERE level < 1 OR level > 62 LIMIT 1") {
            noteBeyond($0.int(0), $0.int(1))
        }
        findings = Array(findings.prefix(Self.mostFindings))
    }

    /// Shares pieces among the cores. Each opens the database for itself, where that can be, since one belongs to one
    /// thread.
    private func check(_ pieces: Range<Int>, _ database: Database) throws -> [Finding] {
        let cores = min(pieces.count, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        guard cores > 1, let open = database.sibling else {
            return try pieces.flatMap { try check($0, database) }
        }
        var results = [Result<[Finding], any Error>](repeating: .success([]), count: cores)
        let whole = self
        results.withUnsafeMutableBufferPointer { buffer in
            // Each iteration writes its own element and nothing else.
            nonisolated(unsafe) let results = buffer
            DispatchQueue.concurrentPerform(iterations: cores) { core in
                results[core] = Result {
                    let own = try open()
                    return try pieces.filter { $0 % cores == core }.flatMap { try whole.check($0, own) }
                }
            }
        }
        return try results.flatMap { try $0.get() }
    }

    /// The findings in one piece of the ledger and in the tree above it.
    private func check(_ piece: Int, _ database: Database) throws -> [Finding] {
        var checked = HashCheck(size: size)
        let start = Int64(piece) << Self.height
        let end = min(start + 1 << Self.height, size)
        var level: [Hash] = []
        level.reserveCapacity(Int(end - start))
        var expected = start
        try database.forEach(
            "SELECT seq, entry, leaf_hash FROM ledger WHERE seq > ? AND seq <= ? ORDER BY seq", start, end
        ) { row in
            expected += 1
            if row.int(0) != expected {
                checked.note(.entry, expected, "entry \(expected) is missing")
                expected = row.int(0)
            }
            let leaf = row.withBytes(1) { Hash.leaf($0) }
            if row.withBytes(2, { !leaf.equals($0) }) {
                checked.note(.entry, expected, "its text is not what was hashed")
            }
            level.append(leaf)
        }
        guard level.count == Int(end - start) else {
            if checked.findings.isEmpty {
                checked.note(.entry, expected + 1, "entry \(expected + 1) is missing")
            }
            return checked.findings
        }
        for height in 1...Self.height {
            level = Self.parents(of: level)
            let stored = try Self.stored(height, start >> height..<end >> height, database)
            checked.compare(level, with: stored, height, from: start >> height)
        }
        return checked.findings
    }

    private mutating func compare(_ hashes: [Hash], with stored: [Hash], _ level: Int, from first: Int64) {
        for (index, hash) in hashes.enumerated() where index >= stored.count || stored[index] != hash {
            let place = first + Int64(index)
            note(.tree, (place + 1) << level, "the stored hash at level \(level), place \(place) is wrong")
            return
        }
    }

    /// The hashes one level up; one without a neighbour has no parent yet.
    private static func parents(of level: [Hash]) -> [Hash] {
        (0..<level.count / 2).map { .node(level[2 * $0], level[2 * $0 + 1]) }
    }

    private static func stored(
        _ level: Int, _ places: Range<Int64>, _ database: Database
    ) throws -> [Hash] {
        var hashes: [Hash] = []
        try database.forEach(
            "SELECT hash FROM tree WHERE level = ? AND position >= ? AND position < ? ORDER BY position",
            level,
            places.lowerBound, places.upperBound
        ) { row in hashes.append(row.withBytes(0) { Hash(bytes: $0) } ?? .empty) }
        return hashes
    }

    private mutating func noteBeyond(_ level: Int64, _ place: Int64) {
        note(.tree, nil, "there is a hash at level \(level), place \(place), where no entries are")
    }

    private mutating func note(_ kind: Finding.Kind, _ seq: Int64?, _ sentence: String) {
        if findings.count < Self.mostFindings {
            findings.append(Finding(kind: kind, seq: seq, sentence: sentence))
        }
    }
}
