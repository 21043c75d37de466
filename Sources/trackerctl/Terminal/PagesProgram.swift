import Glibc
import Tracker

/// trackerd, the program with the server, which lies beside this one.
enum PagesProgram {
    /// Becomes it. - Throws: where there is none, or it can't be started.
    static func start(_ typed: [String]) throws {
        let program = place + "/trackerd"
        guard access(program, X_OK) == 0 else { throw WithoutServer(place: place) }
        var arguments = ([program] + typed).map { strdup($0) } + [nil]
        execv(program, &arguments)
        throw CannotRead(path: program, why: String(cString: strerror(errno)))
    }

    /// The folder of this program.
    private static var place: String {
        guard let real = realpath("/proc/self/exe", nil) else { return "." }
        defer { free(real) }
        let path = String(cString: real)
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}

/// The program that serves isn't there.
private struct WithoutServer: TrackerError {
    let place: String
    var failure: FailureKind { .missing }
    var description: String {
        "the pages are served by a program of its own, trackerd, and there is none in \(place). It is built with the trait Server: scripts/server says how."
    }
}
