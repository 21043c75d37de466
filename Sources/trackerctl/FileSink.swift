import Glibc
import Tracker

/// A file or standard output, written in large pieces; a long text for a terminal goes through a pager.
struct FileSink: TextOutputStream {
    private static let piece = 1 << 16
    private var descriptor: Int32
    private let path: String?
    private var buffer: [UInt8] = []
    private var failure: Int32?
    /// Whether what is written is JSON, where acting characters are escaped rather than shown.
    private let isJSON: Bool
    /// The pager to start once there is more than a screenful.
    private var pager: Pager?
    private var paging: pid_t?

    /// Writes to a file, or to standard output where `path` is nil, and there through `pager` if it is long.
    init(_ path: String?, isJSON: Bool = false, pager: Pager? = nil) throws {
        self.path = path
        self.isJSON = isJSON
        guard let path else {
            descriptor = STDOUT_FILENO
            self.pager = pager
            return
        }
        descriptor = Glibc.open(path, O_CREAT | O_TRUNC | O_WRONLY, 0o666)
        if descriptor < 0 { throw CannotWrite(path: path, why: String(cString: strerror(errno))) }
    }

    mutating func write(_ text: String) {
        buffer.append(contentsOf: (isJSON ? ControlCharacters.escaped(inJSON: text) : text).utf8)
        if buffer.count >= Self.piece { flush() }
    }

    private mutating func flush() {
        if let waiting = pager, buffer.count(where: { $0 == UInt8(ascii: "\n") }) > waiting.lines {
            pager = nil
            if let (shown, process) = waiting.start() { (descriptor, paging) = (shown, process) }
        }
        var start = 0
        while start < buffer.count, failure == nil {
            let count = buffer.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + start, $0.count - start)
            }
            if count >= 0 { start += count } else if errno != EINTR { failure = errno }
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Makes sure that everything has been written, and that somebody who reads it in a pager has left that.
    ///
    /// - Throws: `CannotWrite`. A reader that went away (`| head`) is no failure.
    mutating func close() throws {
        flush()
        if path != nil || paging != nil, Glibc.close(descriptor) != 0, failure == nil { failure = errno }
        if let paging { Pager.wait(for: paging) }
        if let failure, failure != EPIPE {
            throw CannotWrite(path: path ?? "standard output", why: String(cString: strerror(failure)))
        }
    }
}
