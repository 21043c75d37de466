import ArgumentParser
import Glibc
import Tracker

/// How an error leaves the program: one sentence on standard error and an exit code after sysexits.h.
enum Failure {
    static func exit(with error: any Error) -> Never {
        let (code, sentence) = describe(error)
        guard let code, let sentence else {
            let isMistake = Trackerctl.exitCode(for: error) != .success
            // A shell that asks for completions with a script of another version must not write over the line typed.
            if CommandLine.arguments.dropFirst().first == "---completion",
                isMistake
            {
                Glibc.exit(0)
            }
            if isMistake, let unknown = UnknownCommand.first(in: CommandLine.arguments) {
                exit(with: unknown)
            }
            Trackerctl.exit(withError: error)
        }
        Output.note("trackerctl: \(sentence)")
        Glibc.exit(code)
    }

    /// The exit code and the sentence; nil for what the argument parser words itself (help, usage).
    private static func describe(_ error: any Error) -> (Int32?, String?) {
        switch error {
        case let answer as AnswerIsNo: (1, answer.sentence)
        case let error as UnknownCommand: (64, error.description)
        case let error as MalformedValue: (65, explained(error))
        case let error as AlreadyThere: (65, error.description)
        case let error as InputProblems: (65, "nothing was taken in.\n\(error.description)")
        case let error as EntryError: (65, error.description)
        case let error as DoesNotReconcile: (65, error.description)
        case let error as NotFound: (66, error.description)
        case let error as CannotRead: (66, error.description)
        case let error as CannotWrite: (73, error.description)
        case let error as SpreadsheetError: (73, error.description)
        case let error as EvidenceError: (error.isReading ? 66 : 74, error.description)
        case let error as TrailFileError: (error.isReading ? 66 : 73, error.description)
        case let error as OutputRefusal: (73, error.description)
        case let error as SigningRefusal: (1, error.description)
        case let error as KeyFileError: (code(of: error), error.description)
        case let error as NoteKeyError: (65, error.description)
        case let error as CheckpointError: (65, error.description)
        case let error as ProofError: (65, error.description)
        case let error as ExportError: (code(of: error), error.description)
        case let error as CopyError: (code(of: error), error.description)
        case let error as ClockDoubt: (75, error.description)
        case let error as Refusal: (77, error.description(\.typed))
        case let error as RedactionUnfinished: (74, error.description)
        case let error as RegisterError: (code(of: error), error.description)
        case let error as SQLiteError: describe(error)
        default: (nil, nil)
        }
    }

    /// With the page that explains how such a value is written, where there is one.
    private static func explained(_ error: MalformedValue) -> String {
        guard let topic = HelpTopic(explaining: error.what) else { return error.description }
        return "\(error.description) See: trackerctl help \(topic.rawValue)"
    }

    private static func code(of error: KeyFileError) -> Int32 {
        switch error {
        case .missing: 66
        case .wrongPassphrase: 77
        case .malformed, .key, .passphraseNeeded: 65
        }
    }

    private static func code(of error: ExportError) -> Int32 {
        switch error {
        case .notAnExport, .otherKey, .holdsWords: 73
        case .otherHistory, .missing, .wrong, .checkpoint: 1
        case .withoutWords: 65
        }
    }

    private static func code(of error: CopyError) -> Int32 {
        switch error {
        case .taken, .itself, .inUse, .otherLedger(_, _, _, true): 73
        case .doesNotVerify, .otherLedger: 1
        }
    }

    private static func code(of error: RegisterError) -> Int32 {
        switch error {
        case .missing: 66
        case .exists, .cannotOpen, .leftOver, .unreadable: 73
        case .changed: 75
        case .notARegister, .newer, .damaged: 65
        }
    }

    private static func code(of error: SQLiteError) -> Int32 {
        if error.isBusy { return 75 }
        if error.isDamaged { return 65 }
        return error.isNotPermitted ? 73 : 74
    }

    private static func describe(_ error: SQLiteError) -> (Int32?, String?) {
        // The program is done with the register, so that asking who holds it can give up no lock that is needed.
        let holder = error.isBusy ? error.path.flatMap { LockHolder(of: $0) } : nil
        if let advice = error.advice(holder: holder) { return (code(of: error), advice) }
        return (70, "something that should not happen did: \(error.description). Nothing was written.")
    }
}

/// The answer to what was asked is no: tampering found, something overdue.
struct AnswerIsNo: Error {
    let sentence: String
}

/// A file that was named can't be read.
struct CannotRead: Error, CustomStringConvertible {
    let path: String
    let why: String
    var description: String { "\(path) can't be read: \(why). Check its name, and that you may read it." }
}

/// A file that was named can't be written.
struct CannotWrite: Error, CustomStringConvertible {
    let path: String
    let why: String
    var description: String {
        "\(path) can't be written: \(why). Choose another place, or mend that and try again."
    }
}
