package import TrackerValues
import TransparencyLog

// How the failures of the transparency log, which knows nothing of doors, count for them.

extension NoteKeyError: TrackerError {
    package var failure: FailureKind { .malformed }
}

extension CheckpointError: TrackerError {
    package var failure: FailureKind { .malformed }
}

extension ProofError: TrackerError {
    package var failure: FailureKind { .malformed }
}

extension KeyFileError: TrackerError {
    package var failure: FailureKind {
        switch self {
        case .missing: .missing
        case .wrongPassphrase: .notPermitted
        case .malformed, .key, .passphraseNeeded: .malformed
        }
    }

    package var remedies: [Remedy] {
        switch self {
        case .missing(let path): [.add(.key(path: path))]
        case .malformed: [.plain("check the path"), .add(.key(path: nil))]
        case .passphraseNeeded: [.give(.passphrase)]
        case .key, .wrongPassphrase: []
        }
    }
}

extension WitnessKeyError: TrackerError {
    package var failure: FailureKind { .malformed }
}

extension WitnessPolicyError: TrackerError {
    package var failure: FailureKind { .malformed }
}

extension WitnessRefusal: TrackerError {
    package var failure: FailureKind {
        switch self {
        case .malformed, .oldAboveNew: .malformed
        case .unknownLog: .missing
        case .notSigned, .otherSize, .notConsistent: .unverified
        }
    }
}
