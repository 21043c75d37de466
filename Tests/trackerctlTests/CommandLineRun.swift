import Foundation
import Testing

import Tracker
import TrackerStorage
import TrackerValues

/// Runs the built command line as an officer would, on a register in a folder of its own; with `$TRACKER_TEST_ENGINE` set to
/// `postgresql`, on one in a database of its own, on the server that `$TRACKER_TEST_POSTGRESQL` names.
struct CommandLineRun {
    struct Result {
        let code: Int32
        let output: String
        let error: String

        /// The output as JSON.
        var json: JSON? { try? JSON(parsing: Array(output.utf8)) }
    }

    let folder: URL
    /// Its path, or its name on the server.
    let register: String

    /// Removes the folder, and the database, when the test lets go of the run.
    private final class Removal {
        let folder: URL
        let database: String?
        init(_ folder: URL, _ database: String?) { (self.folder, self.database) = (folder, database) }
        deinit {
            try? FileManager.default.removeItem(at: folder)
            if let database { try? CommandLineRun.server("DROP DATABASE \(database) WITH (FORCE)") }
        }
    }
    private let removal: Removal

    init() throws {
        let id = UUID()
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("trackerctl-test-\(id)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if Self.filesAlone {
            register = folder.appendingPathComponent("register.db").path
            removal = Removal(folder, nil)
        } else {
            let database = "c_\(id.uuidString.lowercased().replacing("-", with: "_"))"
            try Self.server("CREATE DATABASE \(database)")
            register = Self.name(of: database)
            removal = Removal(folder, database)
        }
    }

    private static let serverFolder = ProcessInfo.processInfo.environment["TRACKER_TEST_POSTGRESQL"]
    static let filesAlone =
        serverFolder == nil || ProcessInfo.processInfo.environment["TRACKER_TEST_ENGINE"] != "postgresql"

    private static func name(of database: String) -> String {
        "postgresql://tests@/\(database)?host=\(serverFolder ?? "")"
    }

    private static func server(_ sql: String) throws {
        #if PostgreSQL
            try Database(on: ServerName(name(of: "postgres"))!, busyTimeout: 10_000).execute(sql)
        #endif
    }

    /// A register with a report, three people, a board, a meeting and an item `L-1`.
    static func prepared() throws -> CommandLineRun {
        let run = try CommandLineRun()
        for arguments in [
            ["init", "--by", "Olive Officer", "--body", "Oversight body"],
            [
                "report", "add", "LEG", "PEEL: Police legitimacy 2017", "--publisher", "HMICFRS", "--force",
                "Metropolitan Police Service", "--published", "2017-12-12", "--cycle", "2017",
            ],
            ["person", "add", "Owen Owner", "--role", "owner"],
            ["person", "add", "Ada Assurer", "--role", "assurer"],
            ["board", "add", "OB", "Oversight Board"],
            ["meeting", "add", "OB-1", "--board", "OB", "--date", "2018-03-06"],
            [
                "add", "L-1", "--report", "LEG", "--kind", "area-for-improvement", "--text",
                "Make complaining easy", "--deadline", "Within three months", "--opened", "2017-12-12",
            ],
        ] {
            let result = try run(arguments)
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        return run
    }

    /// Runs one command; its standard error goes to a file, so that neither pipe can fill up unread.
    @discardableResult
    func callAsFunction(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
        try execute(Self.program.path, arguments, environment: environment)
    }

    /// Runs any program in the folder.
    func execute(
        _ program: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var variables = ProcessInfo.processInfo.environment
        variables["TRACKER_REGISTER"] = register
        variables["COLUMNS"] = "80"
        process.environment = variables.merging(environment) { $1 }
        let output = Pipe()
        let errors = folder.appendingPathComponent("stderr-\(UUID())")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, output: String(decoding: data, as: UTF8.self),
            error: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    @discardableResult
    func callAsFunction(_ arguments: String...) throws -> Result { try self(arguments) }

    /// The number of entries: unchanged when a command wrote nothing.
    func size() throws -> Int64 {
        try #require(try self("audit", "log", "--format", "json").json?["size"]?.int)
    }

    /// The register's tables, to be changed behind its back.
    func database() throws -> Database {
        #if PostgreSQL
            if let server = ServerName(register) { return try Database(on: server, busyTimeout: 10_000) }
        #endif
        return try Database(path: register, for: .writing)
    }

    /// The path of what is kept of a meeting until it is recorded, if anything is.
    func draft(of meeting: String) throws -> String? {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .first { $0.hasSuffix(".meeting-\(meeting).draft") }.map {
                folder.appendingPathComponent($0).path
            }
    }

    /// Writes a file into the folder and returns its path.
    func file(_ name: String, _ text: String) throws -> String {
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// The program stands beside the test program.
    static let program = URL(
        fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    ).deletingLastPathComponent().appendingPathComponent("trackerctl")

    /// The other verifier, where there is Python for it, takes the register's export for what it is.
    func verifyElsewhere() throws {
        #expect(try self("key", "create", "--key", "key").code == 0)
        #expect(try self("audit", "export", "export", "--key", "key").code == 0)
        let verifier = DocumentationRunTests.repository.appendingPathComponent("docs/verify/verify.py").path
        let verified = try execute(
            "/bin/sh", ["-c", "command -v python3 >/dev/null || exit 0; python3 '\(verifier)' export"])
        #expect(verified.code == 0, "\(verified.error)\(verified.output)")
    }
}

extension Trait where Self == ConditionTrait {
    /// For a test of what only a register in a file has, with what that is: it isn't run where registers are on a server.
    static func ofFiles(_ what: Comment) -> Self { .enabled(if: CommandLineRun.filesAlone, what) }
}
