import ArgumentParser
import Glibc
import Tracker

/// Messages as files, for whoever sends them by hand.
struct Outbox: MailCarrier {
    let way = MailWay.file
    private let folder: String

    /// - Throws: `CannotWrite` where the folder isn't there and can't be made.
    init(_ folder: String) throws {
        if mkdir(folder, 0o700) != 0, errno != EEXIST {
            throw CannotWrite(path: folder, why: String(cString: strerror(errno)))
        }
        self.folder = folder
    }

    func carry(_ message: MailMessage) -> (result: ReminderResult, answer: String?) {
        do {
            // What it tells of the register is its reader's alone.
            let file = try OutputFile("\(folder)/\(message.fileName)", isPrivate: true)
            try file.write(message.bytes)
            try file.commit()
            return (.written, nil)
        } catch { return (.deferred, "\(error)") }
    }
}

/// The computer's own `sendmail`, whatever mail program provides it.
struct Sendmail: MailCarrier {
    let way = MailWay.sendmail
    private static let seconds = 60.0
    private let program: String
    private let folder: PrivateFolder

    /// - Throws: `ValidationError` where there is none.
    init(in folder: PrivateFolder) throws {
        guard
            let program = Environment.program("sendmail")
                ?? ["/usr/sbin/sendmail", "/usr/lib/sendmail"].first(where: { access($0, X_OK) == 0 })
        else {
            throw ValidationError(
                "This computer has no sendmail. Install a mail program such as msmtp-mta or postfix, or write files with --outbox FOLDER."
            )
        }
        self.program = program
        self.folder = folder
    }

    func carry(_ message: MailMessage) -> (result: ReminderResult, answer: String?) {
        let (input, errors) = ("\(folder.path)/message", "\(folder.path)/errors")
        unlink(errors)
        do {
            let file = try OutputFile(input, isPrivate: true)
            try file.write(message.bytes)
            try file.commit()
        } catch { return (.deferred, "\(error)") }
        let arguments = ["-i", "-f", message.from.description, "--", message.to.description]
        guard Interruption.startHelper(program, arguments, input: input, errors: errors) else {
            return (.deferred, "\(program) can't be started")
        }
        let status = Interruption.waitForHelper(seconds: Self.seconds)
        let said = (try? EvidenceStore.read(errors)).map { String(decoding: $0.prefix(500), as: UTF8.self) }
        let answer = said.flatMap { $0.isEmpty ? nil : $0.trimmingNewlines }
        switch status {
        case 0: return (.sent, nil)
        // Those of sysexits.h that stay so however often it is tried: no such person, host or right, and no such message.
        case EX_DATAERR, EX_NOUSER, EX_NOHOST, EX_NOPERM:
            return (.refused, answer ?? "\(program) ended with \(status)")
        default:
            return (
                .deferred,
                answer ?? (status < 0 ? "\(program) gave no answer" : "\(program) ended with \(status)")
            )
        }
    }
}

extension String {
    fileprivate var trimmingNewlines: String {
        split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
