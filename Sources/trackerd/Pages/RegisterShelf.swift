import Glibc
import Synchronization
import Tracker

/// Registers that are open and wait to be asked, and the one through which everything is written. Each is used by one thread at a
/// time, whichever that is.
final class RegisterShelf: Sendable {
    /// A register in one thread's hands at a time.
    private struct Box: @unchecked Sendable {
        let register: Register
        /// The file that it was opened from.
        let file: FileName?
    }

    /// Which file stands at a path: another one may take its place.
    private struct FileName: Equatable {
        let device: UInt
        let number: UInt

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (device, number) = (UInt(status.st_dev), UInt(status.st_ino))
        }
    }

    /// How long a writer waits for another program, in milliseconds: whoever asked for a page waits as well.
    private static let patience: Int32 = 2_000

    let path: String
    private let waiting = Mutex<[Box]>([])
    private let writer = Mutex<[Box]>([])

    init(_ path: String) { self.path = path }

    /// Asks one and the same state of the register.
    func reading<Result>(_ body: (Register) throws -> Result) throws -> Result {
        try asking { register in try register.reading { try body(register) } }
    }

    /// Asks the register what takes a state of it for itself, as verifying and signing do.
    func asking<Result>(_ body: (Register) throws -> Result) throws -> Result {
        let box =
            try waiting.withLock { $0.popLast() }.flatMap { isCurrent($0) ? $0 : nil } ?? open(for: .reading)
        let result = try body(box.register)
        waiting.withLock { $0.append(box) }
        return result
    }

    /// Writes; one at a time.
    func writing<Result>(_ body: (Register) throws -> Result) throws -> Result {
        try writer.withLock { kept in
            let box = try kept.popLast().flatMap { isCurrent($0) ? $0 : nil } ?? open(for: .writing)
            // Kept also where the rules refused: nothing was written then. Where storage failed, the next writer opens anew.
            do {
                let result = try body(box.register)
                kept = [box]
                return result
            } catch {
                if !(error is StorageError) { kept = [box] }
                throw error
            }
        }
    }

    private func open(for purpose: Access) throws -> Box {
        Box(
            register: try Register.open(at: path, for: purpose, busyTimeout: Self.patience),
            file: FileName(path))
    }

    private func isCurrent(_ box: Box) -> Bool { FileName(path) == box.file }
}
