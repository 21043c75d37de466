import ArgumentParser
import Glibc
import Tracker

/// How whoever acts signs what they do.
struct SignatureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Sign what is recorded with this key of yours: a key file of trackerctl key create, or an OpenSSH key, for which ssh-keygen asks for its passphrase or a touch.",
            valueName: "file"), completion: .file())
    var signWith: String?

    @Option(
        help: ArgumentHelp("A file with the key file's passphrase on its first line.", valueName: "file"),
        completion: .file())
    var keyPassphraseFile: String?

    @Option(
        help: ArgumentHelp(
            "Record nothing: write what is to be signed to this file, and its words to FILE.words. Then: trackerctl record FILE.",
            valueName: "file"), completion: .file())
    var statement: String?

    @Option(help: ArgumentHelp("Which of your keys is to sign it, where you have several.", valueName: "key"))
    var signingKey: String?

    /// The session, signing as these options say. What OpenSSH signs is recorded once it is, in the same register.
    func signing(
        _ session: Session, register: RegisterOptions, _ clock: ClockOptions, quiet: Bool = false
    ) throws -> Session {
        var session = session
        let options = RecordOptions(register: register, clock: clock, quiet: quiet)
        session.signing = try signing { try options.record($0, signature: $1) }
        return session
    }

    private func signing(
        record: @escaping @Sendable (ActStatement, [UInt8]) throws -> Void
    ) throws -> Signing {
        let chosen = try signingKey.map { try KeyName.number($0) }
        // Passkeys sign in a browser alone.
        let isMeant: @Sendable (EnrolledKey) -> Bool = {
            $0.key.type != .passkey && (chosen == nil || $0.id == chosen)
        }
        if let statement {
            guard signWith == nil else {
                throw ValidationError(
                    "Give --sign-with or --statement, not both: it is signed here or elsewhere.")
            }
            return .elsewhere(with: isMeant) { try Self.write($0, to: statement) }
        }
        guard let signWith else { return .none }
        if let key = OpenSSH(keyFile: signWith) {
            return .elsewhere(with: isMeant) { statement in
                try record(statement, try key.sign(statement))
                throw ExitCode.success
            }
        }
        return .by(try ActSigner(signer(signWith)))
    }

    /// The Ed25519 key in a file, opened.
    func signer(_ path: String) throws -> SignerKey {
        var options = SigningOptions()
        options.key = path
        options.passphraseFile = keyPassphraseFile
        return try options.signer()
    }

    private static func write(_ statement: ActStatement, to path: String) throws -> Never {
        try SignatureFiles.write(statement.wordsFile, to: "\(path)\(SignatureFiles.words)")
        try SignatureFiles.write(statement.bytes, to: path)
        Output.note(
            """
            Nothing was recorded yet. \(path) is to be signed with \(statement.key): trackerctl sign \(path) --sign-with KEYFILE, or \
            ssh-keygen -Y sign -n \(ActStatement.namespace) -f KEYFILE \(path). Then: trackerctl record \(path)
            """)
        throw ExitCode.success
    }
}

/// A key's identifier as typed: `K12`.
enum KeyName {
    static func number(_ typed: String) throws -> Int64 {
        guard let number = EnrolledKey.number(typed) else {
            throw InvalidValue(
                what: "key", given: typed, expected: "one as key list shows it, for example K12")
        }
        return number
    }
}

/// OpenSSH's own program, which has the key or asks the agent or the token that has it.
struct OpenSSH: Sendable {
    let keyFile: String

    /// Nil unless the file is a key of OpenSSH, or the public half of one that an agent or a token holds.
    init?(keyFile: String) {
        guard let bytes = try? EvidenceStore.read(keyFile, atMost: 1 << 16) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("-----BEGIN OPENSSH PRIVATE KEY-----") || SSHKey(line: text.firstLine) != nil
        else { return nil }
        self.keyFile = keyFile
    }

    /// The signature of a statement. - Throws: `CannotRead` where ssh-keygen doesn't make one.
    func sign(_ statement: ActStatement) throws -> [UInt8] {
        guard let program = Environment.program("ssh-keygen") else {
            throw CannotRead(path: "ssh-keygen", why: "the key is OpenSSH's, and its program isn't installed")
        }
        let folder = try PrivateFolder()
        let file = "\(folder.path)/statement"
        try SignatureFiles.write(statement.bytes, to: file)
        let arguments = [program, "-Y", "sign", "-q", "-n", ActStatement.namespace, "-f", keyFile, file]
        guard Self.run(arguments) == 0,
            let made = try? EvidenceStore.read("\(file)\(SignatureFiles.signature)"),
            let value = ActStatement.signature(made)
        else { throw CannotRead(path: keyFile, why: "ssh-keygen made no signature with it") }
        return value
    }

    /// Runs a program that may ask at the terminal: in our own process group, or the terminal would stop it.
    private static func run(_ arguments: [String]) -> Int32 {
        let pointers = arguments.map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        var process = pid_t()
        guard posix_spawn(&process, arguments[0], nil, nil, pointers, environ) == 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }
}

/// The files that go between the register and a key: a statement, its words, and its signature.
enum SignatureFiles {
    /// What the names of the words' and the signature's file end with, behind that of the statement.
    static let (words, signature) = (".words", ".sig")

    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try OutputFile(path, isPrivate: true)
        try file.write(bytes)
        try file.commit()
    }

    /// The statement in a file, with the words beside it.
    static func statement(_ path: String) throws -> ActStatement {
        do {
            return try ActStatement(
                bytes: try EvidenceStore.read(path), words: try EvidenceStore.read("\(path)\(words)"))
        } catch let error as EntryError {
            throw InvalidValue(
                what: "statement", given: path,
                expected:
                    "the file that --statement wrote, unchanged, with its words beside it: \(error.reason)")
        }
    }
}

extension String {
    /// Everything up to the first line break.
    var firstLine: String { String(prefix { !$0.isNewline }) }
}
