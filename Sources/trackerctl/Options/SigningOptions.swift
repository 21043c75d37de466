import ArgumentParser
import Glibc
import Tracker

/// Which key signs, and how it is opened.
struct SigningOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The signing key's file; else trackerctl/key in your configuration folder.", valueName: "path"),
        completion: .file())
    var key: String?

    @Option(
        help: ArgumentHelp("A file with the key's passphrase on its first line.", valueName: "file"),
        completion: .file())
    var passphraseFile: String?

    /// `--key`, else `trackerctl/key` in the configuration folder (XDG Base Directory Specification).
    var file: KeyFile { KeyFile(key ?? Self.ownKey) }

    static var ownKey: String { Environment.folder("XDG_CONFIG_HOME", else: ".config") + "/trackerctl/key" }

    /// Has `body` sign a state of `register`, unless the key has signed another history: see `SignedState`.
    func sign<Result>(
        _ register: Register, _ body: (SignerKey) throws -> (Result, Checkpoint)
    ) throws -> Result {
        let key = try signer()
        return try SignedState(of: file).sign(register) { try body(key) }
    }

    /// The files that signing reads.
    var inputs: [String] { [file.path, SignedState(of: file).path] + (passphraseFile.map { [$0] } ?? []) }

    /// The key, opened; asks for its passphrase where it has one.
    func signer() throws -> SignerKey {
        let sealed = try file.read()
        guard sealed.isSealed else { return try sealed.signer(passphrase: nil) }
        return try sealed.signer(passphrase: try passphrase(asking: "Passphrase of the signing key: "))
    }

    /// The passphrase, from its file or typed unseen.
    func passphrase(asking prompt: String) throws -> String {
        guard let passphraseFile else { return try Self.typed(prompt) }
        if let exposure = FilePermissions(of: passphraseFile), let exposed = exposure.sentence {
            Output.note("Warning: \(exposed), and so sign with the key. Run: \(exposure.remedy)")
        }
        var line = try EvidenceStore.read(passphraseFile, atMost: 1 << 16).prefix { $0 != 0x0A }
        // Written on Windows, the line ends in CR LF.
        if line.last == 0x0D { line.removeLast() }
        guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
            throw InvalidValue(what: "passphrase", given: "", expected: "at least one character")
        }
        return String(decoding: line, as: UTF8.self)
    }

    private static func typed(_ prompt: String) throws -> String {
        let terminal = open("/dev/tty", O_RDWR)
        guard terminal >= 0 else { throw KeyFileError.passphraseNeeded }
        defer { close(terminal) }
        var settings = termios()
        tcgetattr(terminal, &settings)
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(terminal, TCSAFLUSH, &silent)
        defer { tcsetattr(terminal, TCSAFLUSH, &settings) }
        _ = prompt.utf8CString.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count - 1) }
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(terminal, &byte, 1) == 1, byte != 0x0A { bytes.append(byte) }
        _ = write(terminal, "\n", 1)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A public key as typed: the key's own line, or a file that holds it.
enum VerifierOption {
    /// Reads `typed`; without it, the public half of the own signing key, or nil where there is none.
    static func key(_ typed: String?) throws -> VerifierKey? {
        guard let typed else {
            let own = KeyFile(SigningOptions.ownKey)
            return own.exists ? try own.read().verifier : nil
        }
        if let key = try? VerifierKey(parsing: typed) { return key }
        guard access(typed, F_OK) == 0 else {
            throw InvalidValue(
                what: "key", given: typed,
                expected: "a verifier key as key show prints it (name+ID+key), or a file that holds one")
        }
        let bytes = try EvidenceStore.read(typed)
        let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        if let key = try? VerifierKey(parsing: line) { return key }
        return try SealedKey(parsing: bytes).verifier
    }

    /// The key that must be given where there is no own one.
    static func requiredKey(_ typed: String?) throws -> VerifierKey {
        guard let key = try key(typed) else {
            throw ValidationError(
                "Say whose signature is to be trusted: --key with the line that key show prints, or a file that holds it."
            )
        }
        return key
    }
}
