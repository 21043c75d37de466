import Glibc
import Tracker

/// A file or standard output, written in large pieces; a long text for a terminal goes through a pager. A file gets its
/// name when it is closed: what stood there is kept until then.
struct FileSink: TextOutputStream {
    private enum Target {
        case file(OutputFile)
        case descriptor(Int32, path: String?)
    }

    private static let piece = 1 << 16
    private var target: Target
    private var buffer: [UInt8] = []
    private var failure: (any Error)?
    /// Whether what is written is JSON, where acting characters are escaped rather than shown.
    private let isJSON: Bool
    /// The pager to start once there is more than a screenful.
    private var pager: Pager?
    private var paging: pid_t?

    /// Writes to a file or stream, or to standard output where `path` is nil, and there through `pager` if it is long.
    ///
    /// - Parameters:
    ///   - isPrivate: whether only its owner may read the file.
    ///   - inputs: what the command reads, which is never replaced.
    /// - Throws: `OutputRefusal`, `TrailFileError`.
    init(
        _ path: String?, as kind: OutputPlace.Kind = .paper, isPrivate: Bool = false,
        keeping inputs: [String] = [],
        isJSON: Bool = false, pager: Pager? = nil
    ) throws {
        self.isJSON = isJSON
        guard let path else {
            target = .descriptor(STDOUT_FILENO, path: nil)
            self.pager = pager
            return
        }
        if let stream = try OutputPlace.stream(path) {
            target = .descriptor(stream, path: path)
        } else {
            target = .file(try OutputFile(path, as: kind, isPrivate: isPrivate, keeping: inputs))
        }
    }

    mutating func write(_ text: String) {
        write(Array((isJSON ? ControlCharacters.escaped(inJSON: text) : text).utf8))
    }

    mutating func write(_ bytes: [UInt8]) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.piece { flush() }
    }

    private mutating func flush() {
        if let waiting = pager, buffer.count(where: { $0 == UInt8(ascii: "\n") }) > waiting.lines {
            pager = nil
            if let (shown, process) = waiting.start() {
                (target, paging) = (.descriptor(shown, path: nil), process)
            }
        }
        if failure == nil {
            do {
                switch target {
                case .file(let file): try file.write(buffer)
                case .descriptor(let descriptor, let path): try send(to: descriptor, path)
                }
            } catch { failure = error }
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private func send(to descriptor: Int32, _ path: String?) throws {
        var start = 0
        while start < buffer.count {
            let count = buffer.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + start, $0.count - start)
            }
            if count >= 0 { start += count } else if errno != EINTR { throw Self.failure(path) }
        }
    }

    private static func failure(_ path: String?) -> any Error {
        // A reader that went away (`| head`) is no failure.
        errno == EPIPE
            ? ReaderLeft()
            : CannotWrite(path: path ?? "standard output", why: String(cString: strerror(errno)))
    }

    private struct ReaderLeft: Error {}

    /// Makes sure that everything has been written, that a file is in its place, and that somebody who reads it in a
    /// pager has left that.
    ///
    /// - Throws: `CannotWrite`, `TrailFileError`, `OutputRefusal`.
    mutating func close() throws {
        flush()
        if case .descriptor(let descriptor, let path) = target, path != nil || paging != nil,
            Glibc.close(descriptor) != 0, failure == nil
        {
            failure = Self.failure(path)
        }
        if let paging { Pager.wait(for: paging) }
        if let failure {
            if failure is ReaderLeft { return }
            throw failure
        }
        if case .file(let file) = target { try file.commit() }
    }
}
