import ArgumentParser
import Glibc
import Tracker

/// How an error leaves the program: one sentence on standard error and an exit code after sysexits.h.
enum Failure {
    static func exit(with error: any Error) -> Never {
        guard let (code, sentence) = told(error) else {
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
    private static func told(_ error: any Error) -> (code: Int32, sentence: String)? {
        switch error {
        case let error as UnknownCommand: (64, error.description)
        case let error as InvalidValue: (error.failure.exitCode, explained(error))
        case let error as any TrackerError: (error.failure.exitCode, error.told)
        case let error as StorageError: told(error)
        default: nil
        }
    }

    /// With the page that explains how such a value is written, where there is one.
    private static func explained(_ error: InvalidValue) -> String {
        guard let topic = HelpTopic(explaining: error.what) else { return error.told }
        return "\(error.told) See: trackerctl help \(topic.rawValue)"
    }

    private static func told(_ error: StorageError) -> (code: Int32, sentence: String) {
        // The program is done with the register, so that asking who holds it can give up no lock that is needed.
        guard let advice = error.advice(holder: error.holder) else {
            return (70, "something that should not happen did: \(error.description). Nothing was written.")
        }
        let failure: FailureKind =
            switch error.kind {
            case .busy, .unreachable: .temporary
            case .malformed, .notADatabase, .changedPage: .malformed
            case .notPermitted, .movedAway, .standby, .untrusted: .unwritable
            default: .unfinished
            }
        return (failure.exitCode, advice)
    }
}

extension FailureKind {
    /// The exit code, after sysexits.h; 1 says no.
    fileprivate var exitCode: Int32 {
        switch self {
        case .unverified: 1
        case .malformed: 65
        case .missing: 66
        case .unwritable: 73
        case .unfinished: 74
        case .temporary: 75
        case .notPermitted: 77
        }
    }
}

/// The answer to what was asked is no: tampering found, something overdue.
struct AnswerIsNo: TrackerError {
    let description: String
    var failure: FailureKind { .unverified }

    init(sentence: String) { description = sentence }
}

/// A file that was named can't be read.
struct CannotRead: TrackerError {
    let path: String
    let why: String
    var failure: FailureKind { .missing }
    var description: String { "\(path) can't be read: \(why). Check its name, and that you may read it." }
}

/// A file that was named can't be written.
struct CannotWrite: TrackerError {
    let path: String
    let why: String
    var failure: FailureKind { .unwritable }
    var description: String {
        "\(path) can't be written: \(why). Choose another place, or mend that and try again."
    }
}
