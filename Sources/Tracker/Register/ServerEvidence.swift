public import TrackerFiles
import TrackerStorage
import TrackerValues
import TransparencyLog
import Dispatch
import Glibc

extension Register {
    /// Where its evidence is: in the folder beside its file; of a register on a server in that server, or in the folder that
    /// `$TRACKER_EVIDENCE` names where that was so when the register was made.
    ///
    /// - Parameter reading: also finds that of a register that was kept aside, which shares the folder of the one in its place.
    public func evidenceStore(toRead reading: Bool = false) throws -> EvidenceStore {
        guard let name = ServerName(path) else {
            return reading ? RegisterFiles(path).sharedEvidence : EvidenceStore(beside: path)
        }
        #if PostgreSQL
            if try database.first("SELECT place FROM evidence_place", read: { $0.text(0) }) != "folder" {
                return EvidenceStore(on: ServerEvidence(name))
            }
        #endif
        return EvidenceStore(beside: path)
    }

    /// Has a new register on a server keep its evidence where whoever makes it wants that.
    func chooseEvidencePlace() throws {
        guard EvidenceStore.namedFolder?.isEmpty == false else { return }
        try database.run("UPDATE evidence_place SET place = 'folder'")
    }

    /// Keeps a file that an entry of this transaction names. On a server both are stored together, or neither.
    func keep(_ given: GivenEvidence) throws {
        let store = try evidenceStore()
        #if PostgreSQL
            if store.isOnServer, store.fault(in: given.file) != nil {
                try ServerEvidence.refuseChanged(given.file.sha256, in: store)
                return try ServerEvidence.insert(given.bytes, as: given.file.sha256, into: database)
            }
        #endif
        try store.keep(given.bytes, as: given.file.sha256)
    }

    /// Writes the table of evidence anew, so that nothing is left in it of what was removed.
    func sweepEvidence() throws { try database.execute("SELECT sweep_evidence()") }
}

#if PostgreSQL
    /// The evidence that a register's own server keeps, asked over a connection of its own: the register's belongs to one thread,
    /// and what is looked at here may be looked at by several.
    final class ServerEvidence: EvidenceServer, @unchecked Sendable {
        private let name: ServerName
        var shown: String { name.shown }
        // Only ever used in `turn`.
        private var connection: Database?
        private let turn = DispatchQueue(label: "evidence")

        /// How much of a file is stored in a row, in bytes.
        private static let partLength = 1 << 20

        init(_ name: ServerName) { self.name = name }

        private func ask<Result>(
            _ sha256: String, isReading: Bool = true, _ body: (Database) throws -> Result
        ) throws(EvidenceError) -> Result {
            do {
                return try turn.sync {
                    let database = try connection ?? Database(on: name, busyTimeout: 10_000)
                    connection = database
                    return try body(database)
                }
            } catch let error as EvidenceError { throw error } catch {
                let said = (error as? StorageError)?.message ?? "\(error)"
                throw EvidenceError(
                    path: "\(sha256) at \(shown)", isReading: isReading, code: EIO, said: said)
            }
        }

        func forEachPart(
            of sha256: String, _ body: (UnsafeRawBufferPointer) -> Void
        ) throws(EvidenceError) {
            try ask(sha256) { database in
                let part = try database.prepare("SELECT bytes FROM evidence WHERE sha256 = ? AND part = ?")
                var count: Int64 = 0
                while try part.first(sha256, count, read: { $0.withBytes(0, body) }) != nil { count += 1 }
                guard count > 0 else {
                    throw EvidenceError(path: "\(sha256) at \(shown)", isReading: true, code: ENOENT)
                }
            }
        }

        func holds(_ sha256: String) -> Bool {
            do throws(EvidenceError) {
                return try ask(sha256) {
                    try $0.first("SELECT 1 FROM evidence WHERE sha256 = ? LIMIT 1", sha256) { _ in } != nil
                }
            } catch { return true }
        }

        func keep(_ bytes: [UInt8], as sha256: String) throws(EvidenceError) {
            let store = EvidenceStore(on: self)
            if store.fault(in: sha256) == nil { return }
            try Self.refuseChanged(sha256, in: store)
            try ask(sha256, isReading: false) { database in
                try database.transaction(for: .adding) {
                    try Self.insert(bytes, as: sha256, into: database)
                }
            }
        }

        func remove(_ sha256: String) throws(EvidenceError) -> EvidenceRemoval {
            guard holds(sha256) else { return .absent }
            try ask(sha256, isReading: false) { try $0.run("DELETE FROM evidence WHERE sha256 = ?", sha256) }
            return .overwritten
        }

        /// Puts a file's parts into the table, within whatever transaction is under way.
        static func insert(_ bytes: [UInt8], as sha256: String, into database: Database) throws {
            let insert = try database.prepare(
                "INSERT INTO evidence (sha256, part, bytes) VALUES (?, ?, ?) ON CONFLICT (sha256, part) DO NOTHING"
            )
            // A file without bytes has one part as well.
            for (part, start) in stride(from: 0, to: max(bytes.count, 1), by: partLength).enumerated() {
                try insert.run(
                    sha256, Int64(part), Array(bytes[start..<min(start + partLength, bytes.count)]))
            }
        }

        /// What lies there and isn't what its name says is never replaced.
        static func refuseChanged(_ sha256: String, in store: EvidenceStore) throws(EvidenceError) {
            guard store.holds(sha256) else { return }
            throw EvidenceError(
                path: store.path(sha256), isReading: false, code: EEXIST,
                said: "something else lies there under its hash, or it can't be read")
        }
    }
#endif
