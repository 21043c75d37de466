import Glibc
import Tracker

/// What was typed, before Swift makes text of it.
enum TypedArguments {
    /// Makes sure that every argument is UTF-8: Swift would put U+FFFD for bytes that are not, and what is recorded would
    /// not be what was typed.
    ///
    /// - Throws: `MalformedValue`.
    static func check() throws {
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = CommandLine.unsafeArgv[index] else { continue }
            if String(validatingCString: argument) == nil {
                throw MalformedValue(
                    what: "argument", given: String(cString: argument),
                    expected: "text in UTF-8 (is the terminal set to another character set?)")
            }
        }
    }
}
