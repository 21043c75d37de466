import TrackerPapers
import TrackerStorage
import TrackerFiles
import TrackerLedger
public import TrackerModel
import TrackerRegister
public import TrackerValues
public import TransparencyLog

/// Whether a register is safe where it lies: the database and its evidence are whole, only its owner gets at them,
/// there is room, and the disk is one of this computer. Nothing is changed by looking.
public struct HealthCheck: Sendable {
    /// The register's file.
    public let path: String
    /// Whether the entries, words and tables were checked as `audit verify` does.
    public let isDeep: Bool
    /// What was looked at, in order.
    public private(set) var lines: [CheckLine] = []
    /// The number of entries and the root over them, where they can be read.
    public private(set) var ledger: (size: Int64, root: Hash)?

    /// The gravest of the verdicts.
    public var verdict: CheckLine.Verdict {
        if lines.contains(where: { $0.verdict == .wrong }) { return .wrong }
        return lines.contains { $0.verdict == .warning } ? .warning : .fine
    }

    /// Looks at the register at `path`.
    ///
    /// - Parameters:
    ///   - path: the register.
    ///   - key: the signing key, whose permissions are looked at too.
    ///   - isDeep: also every entry, hash and word, and every table against a replay of the ledger.
    ///   - busyTimeout: how long another program is waited for, in milliseconds.
    ///   - clock: the time that the computer tells; nil leaves the line on it out.
    ///   - progress: told how far it is.
    /// - Throws: `RegisterError` where there is no register at all; damage is a line, not an error.
    public init(
        _ path: String, key: KeyFile? = nil, isDeep: Bool = false, busyTimeout: Int32 = 10_000,
        clock: Instant? = nil, progress: Progress = { _, _, _ in }
    ) throws {
        self.path = ServerName(path)?.shown ?? path
        self.isDeep = isDeep
        let place = RegisterFiles(path)
        do {
            let register = try Register.open(at: path, for: .inspecting, busyTimeout: busyTimeout)
            try lookInto(register, try register.evidenceStore(toRead: true), clock, progress)
        } catch {
            guard let damage = error.damage else { throw error }
            lines.append(CheckLine("Register", .wrong, damage, remedies: [.restoreLatestBackup]))
        }
        guard ServerName(path) == nil else { return }
        lines.append(Self.permissions(place, key))
        lines.append(Self.room(place))
        lines.append(Self.disk(place))
    }

    private mutating func lookInto(
        _ register: Register, _ evidence: EvidenceStore, _ clock: Instant?, _ progress: Progress
    ) throws {
        lines.append(try register.formatLine())
        let isDeep = isDeep
        if register.database.isOnServer {
            lines += try register.serverLines()
        } else {
            try look("Pages") { try register.checksums() }
            try look("Database") { try register.pages(thoroughly: isDeep, progress) }
            try look("References") { try register.references() }
        }
        let size = try register.size()
        if let clock { try look("Clock") { try register.clockLine(clock) } }
        try look("Typists") { try register.typistLine() }
        if evidence.hasPlace {
            try look("Evidence") { try register.evidence(in: evidence, progress) }
            try look("Redactions") { try register.redactedEvidence(in: evidence) }
            try look("Disposals") { try register.disposedEvidence(in: evidence) }
        } else {
            lines.append(
                CheckLine(
                    "Evidence", .warning, "It was not looked at: nothing says where it is kept.",
                    remedies: [.plain("set $TRACKER_EVIDENCE to the folder that everybody keeps it in")]))
        }
        if isDeep {
            var verification: Verification?
            try look("Ledger") {
                let result = try register.verify(progress: progress)
                verification = result
                return Self.line(result)
            }
            ledger = verification.map { ($0.size, $0.root) }
        } else {
            var root: Hash?
            try look("Ledger") {
                root = try register.root(at: size)
                return CheckLine(
                    "Ledger", .fine,
                    "\(size.counted("entry", "entries")); a check in depth looks at every one of them.")
            }
            ledger = root.map { (size, $0) }
        }
    }

    /// Adds a line, where there is one, which says so where the database turns out to be damaged.
    private mutating func look(_ subject: String, _ body: () throws -> CheckLine?) throws {
        do { if let line = try body() { lines.append(line) } } catch {
            guard let damage = error.damage else { throw error }
            lines.append(CheckLine(subject, .wrong, damage, remedies: [.restoreLatestBackup]))
        }
    }

    private static func line(_ result: Verification) -> CheckLine {
        guard let first = result.findings.first else {
            let redacted = result.redacted == 0 ? "" : " (\(result.redacted) redacted)"
            return CheckLine(
                "Ledger", .fine,
                "\(result.size.counted("entry", "entries")): hashes, words\(redacted), tables and rules are as they should be."
            )
        }
        let more = result.findings.count - 1
        return CheckLine(
            "Ledger", .wrong,
            first.description + (more > 0 ? " And \(Int64(more).counted("finding", "findings")) more." : ""),
            remedies: [.verifyThenRestore])
    }

    private static func permissions(_ place: RegisterFiles, _ key: KeyFile?) -> CheckLine {
        let keys = key.flatMap { FilePermissions(of: $0.path) }.map { [$0] } ?? []
        let exposed = (place.permissions + keys).filter { $0.sentence != nil }
        guard !exposed.isEmpty else {
            return CheckLine("Permissions", .fine, "Only their owner can write to the register's files.")
        }
        return CheckLine(
            "Permissions", .warning, exposed.compactMap(\.sentence).joined(separator: ". ") + ".",
            remedies: [.plain("unless they are meant to: \(exposed.map(\.remedy).joined(separator: "; "))")])
    }

    private static func room(_ place: RegisterFiles) -> CheckLine {
        guard let free = place.fileSystem?.freeBytes else {
            return CheckLine("Room", .warning, "It can't be told how much room the disk has.")
        }
        let needed = max(64 << 20, 2 * place.bytes)
        let found = "\(megabytes(free)) free; the register takes \(megabytes(place.bytes))."
        guard free < needed else { return CheckLine("Room", .fine, found) }
        return CheckLine(
            "Room", .warning, found,
            remedies: [
                .plain(
                    "make room: \(megabytes(needed)) should be free, so that the register can be written and backed up"
                )
            ])
    }

    private static func disk(_ place: RegisterFiles) -> CheckLine {
        guard let disk = place.fileSystem else {
            return CheckLine("Disk", .warning, "It can't be told what kind of disk it is.")
        }
        if let name = disk.networkName {
            return CheckLine(
                "Disk", .warning, "The register lies on a network file system: \(name).",
                remedies: [
                    .plain("keep it on a disk of the computer that writes to it (docs/safekeeping.md)")
                ])
        }
        if disk.isReadOnly {
            return CheckLine(
                "Disk", .warning, "The disk can only be read.",
                remedies: [.plain("to go on writing, restore the register to another disk")])
        }
        return CheckLine("Disk", .fine, "A disk of this computer.")
    }

    private static func megabytes(_ bytes: Int64) -> String {
        bytes < 10 << 20 ? "\((bytes + 1023) >> 10) KiB" : "\(bytes >> 20) MiB"
    }
}
