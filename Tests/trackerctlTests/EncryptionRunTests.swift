import Foundation
import Testing

/// A server that is reached over a network: who it is is checked, the connection is encrypted, and passwords stand in files
/// and in nothing that is printed.
@Suite(.enabled(if: EncryptedServer.isThere)) struct EncryptionRunTests {
    @Test func onlyTheServerThatIsMeantIsTalkedTo() throws {
        let run = try CommandLineRun()
        let server = try EncryptedServer(in: run)
        let name = "postgresql://tests@/oversight?host=db.test&\(server.place)"
        func give(
            _ arguments: String..., to name: String, _ environment: [String: String] = [:]
        ) throws
            -> CommandLineRun.Result
        {
            let own = [
                "TRACKER_REGISTER": name, "PGPASSFILE": server.passwords, "PGSSLROOTCERT": server.authority,
            ]
            let result = try run(arguments, environment: own.merging(environment) { $1 })
            #expect(!(result.output + result.error).contains(EncryptedServer.password))
            return result
        }
        // Nothing is said about encryption: it is asked for off this computer.
        let made = try give("init", "--by", "Olive Officer", "--body", "Oversight body", to: name)
        #expect(made.code == 0, "\(made.error)")
        func refuse(
            _ name: String, _ environment: [String: String] = [:], _ words: String..., code: Int32 = 73,
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            let result = try give("outstanding", to: name, environment)
            #expect(result.code == code, "\(result.output)\(result.error)", sourceLocation: sourceLocation)
            for word in words {
                #expect(result.error.contains(word), "\(result.error)", sourceLocation: sourceLocation)
            }
            #expect(result.output.isEmpty, sourceLocation: sourceLocation)
        }
        try refuse(
            name, ["PGSSLROOTCERT": "/nowhere/root.crt"], "/nowhere/root.crt",
            "say where it is: sslrootcert=FILE")
        try refuse(
            name, ["PGSSLROOTCERT": server.otherAuthority], "certificate verify failed",
            "isn't signed by the authority")
        try refuse(
            name.replacing("db.test", with: "db2.test"), [:], "does not match host name",
            "Name the server as its certificate does")
        try server.show("expired")
        try refuse(name, [:], "certificate verify failed", "has run out")
        try server.show(nil)
        try refuse(name, [:], "does not support SSL", "ssl = on")
        try server.show("db.test")
        #expect(try give("outstanding", to: name).code == 0)
        // Who may come in says a password, which stands in a file or nowhere.
        try refuse(name, ["PGPASSFILE": "/nowhere"], "no password supplied", "lets you in", code: 75)
        let wrong = try run.file("wrong", "*:*:*:*:wrong \(EncryptedServer.password)\n")
        try server.protect(wrong)
        try refuse(name, ["PGPASSFILE": wrong], "password authentication failed", code: 75)
        try refuse(
            name.replacing("tests@", with: "tests:\(EncryptedServer.password)@"), [:], "holds a password",
            code: 65)
        let service = try run.file(
            "services",
            """
            [oversight]
            host=db.test
            hostaddr=\(EncryptedServer.address)
            port=\(server.port)
            user=tests
            dbname=oversight
            password=\(EncryptedServer.password)
            [nowhere]
            host=db.test
            hostaddr=\(EncryptedServer.address)
            port=\(server.port)
            user=tests
            dbname=nowhere
            password=\(EncryptedServer.password)

            """)
        let files = ["PGSERVICEFILE": service, "PGPASSFILE": "/nowhere"]
        #expect(try give("outstanding", to: "postgresql:///?service=oversight", files).code == 0)
        try refuse("postgresql:///?service=nowhere", files, "nowhere", code: 75)
        let other = files.merging(["PGSSLROOTCERT": server.otherAuthority]) { $1 }
        try refuse("postgresql:///?service=oversight", other, "certificate verify failed")
    }
}

/// A server of the test's own, which listens where nothing but this computer gets, and is no name that is taken for it.
private final class EncryptedServer {
    static let isThere = ProcessInfo.processInfo.environment["TRACKER_TEST_POSTGRESQL"] != nil
    static let password = "correct horse battery"
    static let address = "127.0.0.2"

    let port = 20_000 + Int(ProcessInfo.processInfo.processIdentifier) % 20_000
    private let run: CommandLineRun
    private let folder: String
    private static let repository = DocumentationRunTests.repository.path

    var place: String { "hostaddr=\(Self.address)&port=\(port)" }
    var passwords: String { run.folder.appendingPathComponent("passwords").path }
    var authority: String { run.folder.appendingPathComponent("certificates/authority.crt").path }
    var otherAuthority: String { run.folder.appendingPathComponent("others/authority.crt").path }

    init(in run: CommandLineRun) throws {
        self.run = run
        // `Process` would wait for the server as well.
        let script = try run.file(
            "start",
            """
            set -e
            \(Self.repository)/deploy/certificate certificates db.test
            \(Self.repository)/deploy/certificate others db.test
            cd certificates
            openssl req -new -key db.test.key -subj /CN=db.test -addext subjectAltName=DNS:db.test -out request 2>/dev/null
            openssl x509 -req -in request -CA authority.crt -CAkey authority.key -days -1 -copy_extensions copy \\
                -out expired.crt 2>/dev/null
            cp db.test.key expired.key
            cd ..
            . \(Self.repository)/scripts/postgresql-server
            start_postgresql -c listen_addresses=\(Self.address) -c port=\(port) >&2
            cp certificates/db.test.* certificates/expired.* "$POSTGRESQL_HOST"
            [ "$(id -u)" != 0 ] || chown nobody "$POSTGRESQL_HOST"/*.key
            printf 'local all all trust\\nhostssl all all all scram-sha-256\\n' >"$POSTGRESQL_HOST/data/pg_hba.conf"
            printf '*:*:*:*:\(Self.password)\\n' >passwords
            chmod 600 passwords
            printf %s "$POSTGRESQL_HOST" >started

            """)
        try #require(
            system("cd '\(run.folder.path)' && exec /bin/sh '\(script)' </dev/null >errors 2>&1") == 0)
        folder = try String(contentsOf: run.folder.appendingPathComponent("started"), encoding: .utf8)
        _ = try sql("ALTER USER tests PASSWORD '\(Self.password)'")
        _ = try sql("CREATE DATABASE oversight TEMPLATE template0")
        try show("db.test")
    }

    deinit {
        _ = try? run.execute(
            "/bin/sh",
            [
                "-c",
                ". \(Self.repository)/scripts/postgresql-server; postgresql_folder=\(folder); stop_postgresql",
            ])
    }

    /// The password files that are read are nobody else's.
    func protect(_ file: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }

    /// From now on it shows that certificate, or takes no encrypted connection.
    func show(_ certificate: String?) throws {
        if let certificate {
            _ = try sql("ALTER SYSTEM SET ssl_cert_file = '\(folder)/\(certificate).crt'")
            _ = try sql("ALTER SYSTEM SET ssl_key_file = '\(folder)/\(certificate).key'")
        }
        _ = try sql("ALTER SYSTEM SET ssl = \(certificate == nil ? "off" : "on")")
        _ = try sql("SELECT pg_reload_conf()")
        // The server's first process takes its time.
        for _ in 0..<100 where try sql("SHOW ssl") != (certificate == nil ? "off" : "on") { usleep(50_000) }
        usleep(300_000)
    }

    func sql(_ text: String) throws -> String {
        let ran = try run.execute(
            "/usr/bin/env",
            ["psql", "-XAtq", "-h", folder, "-p", "\(port)", "-U", "tests", "-d", "postgres", "-c", text])
        try #require(ran.code == 0, "\(ran.error)")
        return ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
