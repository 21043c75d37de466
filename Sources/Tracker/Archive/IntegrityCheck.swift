package import TrackerFiles
import TrackerLedger
package import TrackerModel
import TrackerRegister
import TrackerStorage
package import TrackerValues
import TransparencyLog
import Glibc

/// Whether the database that a register is kept in is sound, as SQLite itself can tell
/// (<https://www.sqlite.org/pragma.html#pragma_integrity_check>), and whether its evidence is there.
extension Register {
    /// Whether it is the newest format; opening it has shown that it is a known one.
    func formatLine() throws -> CheckLine {
        let (format, newest) = (fileFormat, newestFormat)
        guard format < newest else {
            return CheckLine("Format", .fine, "Format \(format), the newest that this program knows.")
        }
        return CheckLine(
            "Format", .warning, "Format \(format), older than this program's own, \(newest).",
            remedies: [.plain("nothing: the next command that writes brings it up to date")])
    }

    /// The checksum of every page of the file.
    func checksums() throws -> CheckLine {
        guard let report = try database.pageReport() else {
            return CheckLine(
                "Pages", .warning, "They have no checksums, so that papers can't tell a damaged disk.",
                remedies: [
                    .plain("nothing: the next command that writes gives them, once the disk has room for it")
                ])
        }
        let pages = report.pages.counted("page", "pages")
        if let first = report.changed.first {
            let more = report.changed.count > 1 ? ", and \(report.changed.count - 1) more" : ""
            if try database.isReplicated() {
                return CheckLine(
                    "Pages", .warning, "Page \(first)\(more) of \(pages) was written by Litestream.",
                    remedies: [
                        .plain(
                            "nothing; papers don't look at checksums while Litestream replicates the register"
                        )
                    ])
            }
            throw RegisterError.damaged("page \(first) of the file is not as it was written\(more)")
        }
        let without =
            report.without == 0 ? "" : "; \(report.without) without a checksum, copied by another program"
        return CheckLine("Pages", .fine, "\(pages), as they were written\(without).")
    }

    /// Every page; `thoroughly` also compares each index with its table, and each row with what its table demands.
    package func pages(thoroughly: Bool, _ progress: Progress) throws -> CheckLine {
        progress("Checking the database", 0, 1)
        let faults = try database.integrityFaults(thoroughly: thoroughly)
        progress("Checking the database", 1, 1)
        guard !faults.isEmpty else { return CheckLine("Database", .fine, "SQLite finds every page sound.") }
        let more = faults.count > 1 ? ", and \(faults.count - 1) more" : ""
        throw RegisterError.damaged("SQLite finds \(faults.first ?? "nothing in it")\(more)")
    }

    /// Every reference from one row to another.
    package func references() throws -> CheckLine {
        let broken = try database.brokenReferences()
        guard let first = broken.first else {
            return CheckLine("References", .fine, "Every row that another one names is there.")
        }
        let more = broken.count > 1 ? ", and \(broken.count - 1) more" : ""
        throw RegisterError.damaged("\(first) refers to something that isn't there\(more)")
    }

    /// Every evidence file that the ledger names and that was neither redacted nor disposed of: present, and with the hash it
    /// was named by.
    package func evidence(in store: EvidenceStore, _ progress: Progress) throws -> CheckLine {
        let standing = try standingEvidence()
        let files = standing.files.sorted()
        var faults: [String] = []
        var lost: [String] = []
        for (index, file) in files.enumerated() {
            if let loss = standing.loss(of: file, in: store) {
                lost.append(loss)
            } else if let fault = store.fault(in: file) {
                faults.append(fault)
            }
            progress("Checking evidence", Int64(index + 1), Int64(files.count))
        }
        guard let first = faults.first else {
            let kept = files.count - lost.count
            let told = lost.map { "\($0.prefix(1).uppercased() + $0.dropFirst())." }
            let found =
                kept == 0
                ? "No files are kept as evidence."
                : "\(kept.counted("file", "files")), unchanged."
            return CheckLine("Evidence", .fine, ([found] + told).joined(separator: " "))
        }
        let sentence = first.prefix(1).uppercased() + first.dropFirst()
        return CheckLine(
            "Evidence", .wrong,
            sentence + (faults.count > 1 ? ", and \(faults.count - 1) more of \(files.count) files." : "."),
            remedies: [.copyEvidence])
    }

    /// Evidence files that redactions removed, and that nothing names again: none of them may lie in the folder.
    func redactedEvidence(in store: EvidenceStore) throws -> CheckLine {
        let left = try standingEvidence().removed.compactMap { file, removal in
            removal.redacts.flatMap { store.holds(file) ? (file: file, entry: $0) : nil }
        }.sorted { $0.entry < $1.entry }
        guard let first = left.first else {
            return CheckLine(
                "Redactions", .fine,
                "No evidence file that was redacted lies \(store.isOnServer ? "on the server" : "in the folder")."
            )
        }
        let more = left.count > 1 ? ", and \(left.count - 1) more" : ""
        return CheckLine(
            "Redactions", .wrong,
            "\(store.path(first.file)) is still there, although entry \(first.entry) was redacted\(more).",
            remedies: [.redact(entry: first.entry)])
    }

    /// Evidence files that were disposed of, and that nothing names again: none of them may lie in the folder. Nil where none
    /// ever was.
    func disposedEvidence(in store: EvidenceStore) throws -> CheckLine? {
        let standing = try standingEvidence()
        guard standing.hasDisposals else { return nil }
        let left = standing.disposed(leftIn: store)
        guard let first = left.first else {
            return CheckLine(
                "Disposals", .fine,
                "No evidence file that was disposed of lies \(store.isOnServer ? "on the server" : "in the folder")."
            )
        }
        let more = left.count > 1 ? ", and \(left.count - 1) more" : ""
        return CheckLine(
            "Disposals", .wrong,
            "\(store.path(first.file)) is still there, although entry \(first.entry) disposed of it\(more).",
            remedies: [.finishDisposal])
    }
}

extension RegisterFiles {
    /// How large the register is without its evidence, in bytes.
    package var bytes: Int64 {
        ([path] + sideFiles).reduce(0) { sum, file in
            var status = stat()
            return stat(file, &status) == 0 ? sum + Int64(status.st_size) : sum
        }
    }
}

extension Error {
    /// What is wrong, as a sentence, where the register's own contents are at fault, and not the disk, another program
    /// or what was asked; else nil.
    package var damage: String? {
        switch self {
        case let error as StorageError: return error.isDamaged ? "SQLite says: \(error.message)." : nil
        case let error as RegisterError:
            guard case .damaged(let what) = error else { return nil }
            return what.prefix(1).uppercased() + what.dropFirst() + "."
        case let error as EntryError: return "\(error)"
        default: return nil
        }
    }
}
