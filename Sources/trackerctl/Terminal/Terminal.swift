import Glibc
import Tracker

/// The terminal that somebody sits at: single keys, lines, and longer words in their editor.
enum Terminal {
    /// Writes a prompt and stays on the line.
    static func prompt(_ words: String) {
        var words = words
        words.withUTF8 { _ = Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }

    /// One key, in lower case; nil at the end of input and for Ctrl-C. Keys that send several bytes are "?".
    static func key() -> Character? {
        var usual = termios()
        tcgetattr(STDIN_FILENO, &usual)
        var single = usual
        single.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        tcsetattr(STDIN_FILENO, TCSANOW, &single)
        defer { tcsetattr(STDIN_FILENO, TCSANOW, &usual) }
        guard let byte = byte(), byte != 3, byte != 4 else { return nil }
        guard byte == 27 || byte >= 0x80 else {
            return Character(Unicode.Scalar(byte)).lowercased().first
        }
        // An arrow or an accented letter: the bytes that follow must not count as keys of their own.
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        while poll(&input, 1, 20) > 0, self.byte() != nil {}
        return "?"
    }

    /// Asks for a line; nil at the end of input. Blanks at the ends are left out.
    static func line(_ question: String) -> String? {
        prompt(question)
        var bytes: [UInt8] = []
        while let byte = byte() {
            if byte == UInt8(ascii: "\n") { return text(bytes) }
            bytes.append(byte)
        }
        return bytes.isEmpty ? nil : text(bytes)
    }

    /// Asks for words that may be long: in `$VISUAL` or `$EDITOR`, else as a line. Nil when nothing came of it.
    ///
    /// - Parameter folder: where the file being edited stands, readable by its owner alone.
    static func words(_ question: String, folder: String) throws -> String? {
        guard let editor = Environment.value("VISUAL") ?? Environment.value("EDITOR") else {
            return line("\(question): ")
        }
        var template = Array("\(folder)/trackerctl-note-XXXXXX".utf8CString)
        let file = template.withUnsafeMutableBufferPointer { mkstemp($0.baseAddress!) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard file >= 0 else { throw CannotWrite(path: path, why: String(cString: strerror(errno))) }
        Leftovers.note(path)
        defer {
            unlink(path)
            Leftovers.forget(path)
        }
        let scissors = "# ---- >8 ----"
        var start =
            "\n\(scissors)\n# \(question). What stands above the line counts; leave it empty for none.\n"
        start.withUTF8 { _ = Glibc.write(file, $0.baseAddress, $0.count) }
        close(file)
        let isWritten = run(editor, path)
        // What was typed while the editor was open was not meant as keys here.
        tcflush(STDIN_FILENO, TCIFLUSH)
        guard isWritten else {
            Output.note("The editor \(editor) ended with an error; nothing was taken.")
            return nil
        }
        let written = String(decoding: try EvidenceStore.read(path), as: UTF8.self)
        return text(
            Array(
                (written.split(separator: scissors, maxSplits: 1, omittingEmptySubsequences: false)[0]).utf8))
    }

    /// Runs an editor, which may be a command with options, on a file.
    private static func run(_ editor: String, _ path: String) -> Bool {
        let words: [String] = ["sh", "-c", "\(editor) \"$1\"", "sh", path]
        let arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        guard posix_spawn(&process, "/bin/sh", nil, nil, arguments, environ) == 0 else { return false }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status == 0
    }

    private static func byte() -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count == 1 { return byte }
            if count == 0 || errno != EINTR { return nil }
        }
    }

    private static func text(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let kept = text.drop { $0.isWhitespace }
        return String(kept.prefix(kept.reversed().drop { $0.isWhitespace }.count))
    }
}
