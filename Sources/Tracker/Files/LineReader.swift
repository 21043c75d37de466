import Glibc

/// The lines of a regular file, one after the other: no more of it is held than the line that is asked for.
package struct LineReader: ~Copyable {
    /// What a line turns out to be.
    package enum Line: Equatable {
        /// The line without its line break.
        case whole([UInt8])
        /// Longer than it may be.
        case tooLong
        /// The file ends within it.
        case brokenOff
        /// There is none any more.
        case end
    }

    private let descriptor: Int32
    private let path: String
    private var buffer: [UInt8] = []
    private var position = 0
    private static let piece = 1 << 16

    /// Takes over an open file. - Throws: `EvidenceError` when it is no regular file.
    package init(_ descriptor: Int32, of path: String) throws(EvidenceError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw EvidenceError(path: path, isReading: true, code: EISDIR)
        }
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// The next line, of at most so many bytes.
    package mutating func next(atMost most: Int) throws(EvidenceError) -> Line {
        while true {
            if let end = buffer[position...].firstIndex(of: 0x0A) {
                guard end - position <= most else { return .tooLong }
                defer { position = end + 1 }
                return .whole(Array(buffer[position..<end]))
            }
            guard buffer.count - position <= most else { return .tooLong }
            guard try more() else { return buffer.count == position ? .end : .brokenOff }
        }
    }

    /// Reads another piece; false at the file's end.
    private mutating func more() throws(EvidenceError) -> Bool {
        buffer.removeFirst(position)
        position = 0
        let held = buffer.count
        // As much again as there is, so that a long line isn't looked through once a piece.
        let wanted = max(Self.piece, held)
        buffer += repeatElement(0, count: wanted)
        var count: Int
        repeat {
            count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + held, wanted) }
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw EvidenceError(path: path, isReading: true, code: errno) }
        buffer.removeLast(wanted - count)
        return count > 0
    }
}
