/// An error of the library: what is wrong in plain words, and, as data, how grave it is and what can be done. Each door
/// words the remedies in its own way: a command line names commands, a page its fields, a sheet its columns.
package protocol TrackerError: Error, CustomStringConvertible {
    /// What kind of failure it is, whatever the words.
    var failure: FailureKind { get }
    /// What can be done about it; with several, any of them.
    var remedies: [Remedy] { get }
}

extension TrackerError {
    package var remedies: [Remedy] { [] }
}

/// How something failed, as far as whoever asked has to tell it apart.
package enum FailureKind: Sendable {
    /// The answer is no: something does not verify.
    case unverified
    /// What was given can't be read, or contradicts itself; so does a damaged register.
    case malformed
    /// What was named isn't there.
    case missing
    /// What was to be written can't be written where it was to be.
    case unwritable
    /// A disk failed, or the work on it was left unfinished.
    case unfinished
    /// It may succeed when it is tried again, or when the computer is put right.
    case temporary
    /// The rules don't permit it.
    case notPermitted
}
