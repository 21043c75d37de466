import Glibc
import Tracker

/// What was typed, before Swift makes text of it.
enum TypedArguments {
    /// Makes sure that there are arguments, and that every one is UTF-8: Swift would put U+FFFD for
    /// bytes that are not, and what is recorded would not be what was typed.
    ///
    /// - Throws: `CannotRead` or `InvalidValue`.
    static func check() throws {
        // Swift's runtime takes them from /proc; where there is none, help and exit code 0 would look like success.
        guard CommandLine.argc > 0 else {
            throw CannotRead(path: "/proc", why: "what was asked for is read from there; nothing was done")
        }
        for index in 1..<Int(CommandLine.argc) {
            guard let argument = CommandLine.unsafeArgv[index] else { continue }
            if String(validatingCString: argument) == nil {
                throw InvalidValue(
                    what: "argument", given: String(cString: argument),
                    expected: "text in UTF-8 (is the terminal set to another character set?)")
            }
        }
    }
}
