import ArgumentParser
import Glibc
import Tracker

/// Which register a command is about.
struct RegisterOptions: ParsableArguments {
    @Option(
        name: .customLong("register"), help: ArgumentHelp("The register.", valueName: "path"),
        completion: .file())
    var path: String?

    @Option(
        help: ArgumentHelp(
            "How long to wait while another program writes; else $TRACKER_WAIT, or 10.", valueName: "seconds")
    )
    var wait: Double?

    /// `--register`, else `$TRACKER_REGISTER`, else `trackerctl/register.db` in the data folder
    /// (XDG Base Directory Specification).
    var location: String { Self.location(asked: path) }

    /// The same for a path asked for elsewhere.
    static func location(asked path: String?) -> String {
        let named = path ?? Environment.value("TRACKER_REGISTER")
        return RegisterFiles(named.map(fileName) ?? dataFolder + "/register.db").path
    }

    /// Where one's own data lies.
    static var dataFolder: String {
        Environment.folder("XDG_DATA_HOME", else: ".local/share") + "/trackerctl"
    }

    /// What was typed as the name of a file, even where SQLite would take it for one of its own.
    static func fileName(_ typed: String) -> String {
        typed.hasPrefix(":") || typed.hasPrefix("file:") ? "./" + typed : typed
    }

    /// Opens the register; what its user should know about the place it lies in is said on standard error.
    func open(for purpose: Access = .reading) throws -> Register {
        let place = RegisterFiles(location)
        for warning in place.warnings { Output.note("Warning: \(warning)") }
        if [.reading, .inspecting].contains(purpose), let note = place.readingNote { Output.note(note) }
        return try Register.open(at: location, for: purpose, busyTimeout: try busyTimeout())
    }

    /// `--wait`, else `$TRACKER_WAIT`, else ten seconds: in milliseconds.
    func busyTimeout() throws -> Int32 {
        let typed = Environment.value("TRACKER_WAIT")
        let seconds = wait ?? typed.map { Double($0) ?? -1 } ?? 10
        guard (0...86_400).contains(seconds) else {
            throw InvalidValue(
                what: "wait", given: wait.map { "\($0)" } ?? typed ?? "",
                expected: "a number of seconds from 0 to 86400")
        }
        return Int32(seconds * 1000)
    }
}

/// Whether the computer's clock is believed against the register.
struct ClockOptions: ParsableArguments {
    @Flag(help: "Write although the register contradicts this computer's clock: the clock is right.")
    var clockIsRight = false

    /// The session with the clock that these options describe.
    func trusted(_ session: Session) -> Session {
        var session = session
        session.clockIsRight = clockIsRight
        session.elsewhere = Environment.lastTrace
        return session
    }
}

/// Whether the words of an entry may be published.
struct PublicOption: ParsableArguments {
    @Flag(name: .customLong("public"), help: "The words may be printed in public papers.") var isPublic =
        false
}

/// What a board's chair decided between its meetings.
struct ChairOption: ParsableArguments {
    @Option(
        name: .customLong("chair-of"),
        help: ArgumentHelp(
            "In place of --meeting: the board that oversees it, whose chair decided it between meetings.",
            valueName: "board"), completion: .register(.boards))
    var board: String?
}

/// Who acts, on which day and on what authority.
struct ActingOptions: ParsableArguments {
    @OptionGroup var register: RegisterOptions

    @Option(
        help: ArgumentHelp("Who is acting; else the person registered for your account.", valueName: "name"),
        completion: .register(.people))
    var by: String?

    @Option(
        help: ArgumentHelp("The day it counts from; else the meeting's, or today.", valueName: "date"))
    var on: String?

    @Option(
        name: .customLong("meeting"), help: ArgumentHelp("The meeting that decided it.", valueName: "id"),
        completion: .register(.meetings))
    var meeting: String?

    @Flag(help: "Say nothing when all went well.") var quiet = false
    @OptionGroup var clock: ClockOptions
    @OptionGroup var signature: SignatureOptions

    /// Says what was done, unless it is to be kept quiet about.
    func say(_ line: String) {
        if !quiet { Output.say(line) }
    }

    /// The session in a register that these options describe.
    ///
    /// - Parameter chair: the board whose chair decided, where the command lets one.
    func session(in register: Register, chair: ChairOption? = nil) throws -> Session {
        var session = try session(of: Actor(named: by, in: register))
        session.chairOf = chair?.board
        if meeting != nil, session.chairOf != nil {
            throw ValidationError("Give --meeting or --chair-of, not both: one of the two decided it.")
        }
        return session
    }

    /// The session that these options describe, but for who acts.
    func session(of actor: Actor) throws -> Session {
        try signature.signing(
            clock.trusted(
                Session(
                    actor, on: try on.map { try Day(parsing: $0) }, meeting: meeting, clock: Environment.now)),
            register: register, clock, quiet: quiet)
    }

    /// Opens the register and runs commands in it as one transaction.
    @discardableResult
    func write<Result>(_ body: (Writer) throws -> Result) throws -> Result {
        let register = try register.open(for: .writing)
        return try register.write(try session(in: register), body)
    }

    /// Does one thing to one item, and says where it stands then; `naming` names what the entry added.
    func act(
        on typed: String, in opened: Register? = nil, words: Words = [:], day: Day? = nil,
        isPublic: Bool = false, chair: ChairOption? = nil, naming: ((Int64) -> String)? = nil,
        _ act: (Writer) throws -> ItemAct
    ) throws {
        try self.act(on: typed, in: opened, chair: chair, naming: naming) { writer, item in
            try writer.record(try act(writer), on: item, words: words, day: day, isPublic: isPublic)
        }
    }

    /// The same for a command that records its act itself.
    func act(
        on typed: String, in opened: Register? = nil, chair: ChairOption? = nil,
        naming: ((Int64) -> String)? = nil, _ command: (Writer, Reference) throws -> Receipt
    ) throws {
        let register = try opened ?? register.open(for: .writing)
        let done = try register.write(try session(in: register, chair: chair)) {
            try command($0, try $0.item(typed))
        }
        let stage = done.after?.label ?? ""
        say("\(done.subject): \(stage)\(naming.map { ", added \($0(done.seq))" } ?? "") (entry \(done.seq))")
    }
}

extension Actor {
    /// Whoever runs the program, on behalf of somebody whom they may have named.
    init(named name: String?, in register: Register) throws {
        self.init(
            .account(Environment.account), onBehalfOf: try name.map { try register.people().named($0).id })
    }
}

/// What the operating system tells.
enum Environment {
    static func value(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// One's own folder, wherever the program was started: `HOME`, else the account's.
    static var home: String {
        if let home = value("HOME"), home.hasPrefix("/") { return home }
        guard let folder = getpwuid(getuid())?.pointee.pw_dir, folder.pointee == UInt8(ascii: "/") else {
            return ""
        }
        return String(cString: folder)
    }

    /// A folder of the XDG Base Directory Specification, which has relative names ignored.
    static func folder(_ variable: String, else usual: String) -> String {
        value(variable).flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/\(usual)"
    }

    /// The name of the account that runs the program.
    static var account: String {
        if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name { return String(cString: name) }
        return "uid \(getuid())"
    }

    /// The full name of the account's holder, where the system knows it.
    static var fullName: String {
        guard let entry = getpwuid(getuid()), let gecos = entry.pointee.pw_gecos else { return account }
        let name = String(cString: gecos).prefix { $0 != "," }
        return name.isEmpty ? account : String(name)
    }

    /// Where a program is on `PATH`.
    static func program(_ name: String) -> String? {
        (value("PATH") ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
            .map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// When the computer was last used, by the traces that it leaves without being asked.
    static let lastTrace: @Sendable () -> Instant? = {
        ["/run", "/run/user", "/tmp", "/var/tmp", "/var/log", "/var/log/wtmp", "/var/log/syslog", "/etc"]
            .compactMap { Instant(fileWritten: $0) }.max()
    }

    /// The time.
    static let now: @Sendable () -> Instant = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(millisecondsSince1970: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
