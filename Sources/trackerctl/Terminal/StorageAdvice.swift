import Glibc
import Tracker

/// What the storage's errors mean to whoever keeps a register, and what to do about them.
extension StorageError {
    /// A sentence an officer can act on; nil for what is a mistake of the program.
    ///
    /// - Parameter holder: who keeps others from writing, where that is known.
    func advice(holder: String? = nil) -> String? {
        // SQLite's own files for intermediate results have no name.
        let place = path.map { $0.isEmpty ? "temporary files (see $SQLITE_TMPDIR)" : $0 } ?? "the register"
        switch kind {
        case .busy:
            return
                "\(holder ?? "another program") is writing to \(place) and did not finish in time; nothing was written. Try again in a moment, or wait longer: --wait SECONDS."
        case .malformed, .notADatabase, .changedPage: return RegisterError.damaged(message).told
        case .tooLarge:
            return
                "\(place) or its log would become larger than files may be here (see ulimit -f). The command counts as not done: look whether it was (trackerctl audit log) before you repeat it. What was recorded before is kept. Lift that limit, then give the command again."
        case .diskFull:
            return
                "the disk that holds \(place) is full; nothing was written, and what was recorded before is kept. Make room on it, then give the command again."
        case .movedAway:
            return
                "\(place) was moved away while the command ran; nothing was written. Give the command again."
        case .notPermitted where origin.hasPrefix("PostgreSQL"):
            return
                "your role on the server may not do that to \(place) (\(message)); nothing was written. Ask whoever keeps the server for the right (docs/postgresql.md)."
        case .unreachable:
            return
                "the server of \(place) can't be used: \(message). Nothing was written. Look whether the name is right, whether the server runs, and whether it lets you in, then give the command again."
        case .untrusted:
            return
                "the server of \(place) can't be trusted: \(message). Nothing was sent to it, and nothing was written. \(remedyOfTrust)"
        case .uncertain:
            return
                "the server of \(place) did not say whether it stored what was recorded (\(message)), and it can't be asked: it may be stored, or not. Once it answers again, look whether it was (trackerctl audit log) before you repeat it."
        case .standby:
            return
                "the server of \(place) only answers questions; another one is written to. Nothing was written. Name that one, or both (docs/postgresql.md)."
        // SQLite reports the log that it could not make, not the disk.
        case .notPermitted
        where systemCode == EROFS || path.flatMap({ FileSystem(at: $0) })?.isReadOnly == true:
            return
                "\(place) is on a disk that can only be read; nothing was written. To go on writing, restore the register to another disk: trackerctl restore."
        case .notPermitted:
            return
                "you may not read or write \(place) or the files beside it (\(why)); nothing was written. Ask whoever keeps the register, or look at its permissions: trackerctl check."
        case .diskFailed:
            return
                "the disk that holds \(place) failed (\(why)). The command counts as not done: look whether it was (trackerctl audit log) before you repeat it. What was recorded before is kept. See to the disk, then run: trackerctl check --deep."
        case .outOfMemory:
            return
                "the computer has no memory left for this; nothing was written. Close other programs and try again."
        case .constraint, .mistake: return nil
        }
    }

    /// What to do where a server can't show who it is; libpq tells the cases apart by words alone.
    private var remedyOfTrust: String {
        if message.contains("root certificate file") {
            "Put the certificate of the authority that signed the server's there, or say where it is: sslrootcert=FILE in the name, or $PGSSLROOTCERT (docs/postgresql.md)."
        } else if message.contains("does not match") {
            "Name the server as its certificate does, or ask whoever keeps it for one with this name."
        } else if message.contains("does not support SSL") {
            "Ask whoever keeps the server to have it encrypt (ssl = on); only where nobody else is on the network, add sslmode=disable to the name."
        } else {
            "Either its certificate isn't signed by the authority that you trust (~/.postgresql/root.crt, or sslrootcert), or one of the two has run out. Ask whoever keeps the server which it is; openssl s_client -starttls postgres -connect HOST:5432 shows it."
        }
    }
}
