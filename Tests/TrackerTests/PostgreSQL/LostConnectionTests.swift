#if PostgreSQL
    import Foundation
    import Synchronization
    import Testing

    import Tracker
    import TrackerValues
    @testable import TrackerRegister

    /// The connection is lost while what was recorded is kept: the register is asked before anything is told.
    @Suite(.enabled(if: TestServer.isThere)) struct LostConnectionTests {
        @Test func whatWasStoredIsAcknowledged() throws {
            let (outcome, entries) = try record(cutting: .answer)
            #expect(try outcome.get() == entries)
            #expect(entries == 3)
        }

        @Test func whatNeverArrivedIsNotStored() throws {
            let (outcome, entries) = try record(cutting: .request)
            let error = #expect(throws: StorageError.self) { try outcome.get() }
            #expect(error?.kind == .unreachable)
            #expect(entries == 2)
        }

        @Test func whatNobodyCanTellIsSaidToBeUnknown() throws {
            let (outcome, entries) = try record(cutting: .everything)
            let error = #expect(throws: StorageError.self) { try outcome.get() }
            #expect(error?.kind == .uncertain)
            #expect(entries == 3)
        }

        @Test func whatWasStoredAndCantBeReadBackIsAskedAfter() throws {
            let (outcome, entries) = try record(cutting: .readingBack)
            #expect(try outcome.get() == entries)
            #expect(entries == 3)
        }

        /// It waits for a standby that doesn't come, say.
        @Test func aServerThatFallsSilentIsNotWaitedForForEver() throws {
            let (outcome, entries) = try record(cutting: .silence)
            #expect(try outcome.get() == entries)
            #expect(entries == 3)
        }

        @Test func whatNoStandbyConfirmedIsNotAcknowledged() throws {
            let (outcome, _) = try record(cutting: .warning)
            let error = #expect(throws: StorageError.self) { try outcome.get() }
            #expect(error?.kind == .uncertain)
            #expect(error?.message.contains("canceling wait") == true)
        }

        @Test func aServerThatTurnsAwayIsPassedOver() throws {
            let place = try TestServer.Place()
            let fixture = try RegisterFixture(at: place.register)
            let (first, last) = (TemporaryFolder(), TemporaryFolder())
            _ = (try CutWire(in: first, isFull: true), try CutWire(in: last, isFull: true))
            func open(_ hosts: String...) throws -> Int64 {
                let name = "postgresql://tests@/\(place.database)?host=\(hosts.joined(separator: ","))"
                return try Register.open(at: name, for: .writing).size()
            }
            let server = TestServer.folder ?? ""
            let size = try fixture.register.size()
            #expect(try open(first.path, server) == size)
            #expect(try open(first.path, last.path, server) == size)
            #expect(try open(first.file("nobody"), first.path, server, last.path) == size)
            // Where nobody takes it in, each is told of.
            let error = #expect(throws: StorageError.self) { try open(first.path, last.path) }
            #expect(error?.kind == .unreachable)
            for folder in [first, last] { #expect(error?.message.contains(folder.path) == true) }
            #expect(error?.message.contains("too many clients") == true)
        }

        /// Records one entry over a wire that is cut on the way. - Returns: its number, and how many entries there are then.
        private func record(
            cutting cut: CutWire.Cut
        ) throws -> (outcome: Result<Int64, any Error>, entries: Int64) {
            let place = try TestServer.Place()
            let fixture = try RegisterFixture(at: place.register)
            let folder = TemporaryFolder()
            let wire = try CutWire(in: folder)
            let register = try Register.open(
                at: "postgresql://tests@/\(place.database)?host=\(folder.path)", for: .writing,
                busyTimeout: 1000)
            wire.cut(cut)
            let session = try fixture.session()
            let outcome = Result {
                try register.write(session) { writer in
                    try writer.addBoard(ref("OB"), name: "Board")
                    return writer.nextSeq - 1
                }
            }
            return (outcome, try fixture.register.size())
        }
    }

    /// A socket that hands on to the server's, until it is cut at the next COMMIT.
    private final class CutWire: Sendable {
        enum Cut {
            /// COMMIT doesn't reach the server.
            case request
            /// The server keeps it, and its answer is lost.
            case answer
            /// So it is, and nobody gets through any more.
            case everything
            /// The answer arrives, and nothing after it.
            case readingBack
            /// The answer doesn't come, and the wire is whole.
            case silence
            /// The answer has a warning before it, that no standby was waited for; nobody gets through any more.
            case warning
        }

        private let listener: Int32
        private let next = Mutex<Cut?>(nil)

        /// - Parameters:
        ///   - folder: where it stands in for the server's socket.
        ///   - isFull: whether it turns everybody away, as a server does that has no room.
        init(in folder: TemporaryFolder, isFull: Bool = false) throws {
            listener = Self.socket(folder.file(".s.PGSQL.5432"), bind)
            try #require(listener >= 0 && listen(listener, 8) == 0)
            Self.start { [self] in
                while case let client = accept(listener, nil, nil), client >= 0 {
                    Self.start { [self] in isFull ? Self.turnAway(client) : relay(client) }
                }
            }
        }

        /// Cuts the wire at the next COMMIT.
        func cut(_ cut: Cut) { next.withLock { $0 = cut } }

        private func relay(_ client: Int32) {
            let server = Self.socket("\(TestServer.folder ?? "")/.s.PGSQL.5432", connect)
            defer {
                close(client)
                close(server)
            }
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            var isLast = false
            while true {
                var ends = [
                    pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: server, events: Int16(POLLIN), revents: 0),
                ]
                guard poll(&ends, 2, 10_000) > 0 else { return }
                let (from, to) = ends[0].revents != 0 ? (client, server) : (server, client)
                let count = read(from, &buffer, buffer.count)
                guard count > 0 else { return }
                let isEnd =
                    from == client && String(decoding: buffer[..<count], as: UTF8.self).contains("\0COMMIT\0")
                if isLast, from == client { return }
                let cut = isEnd ? next.withLock { $0.take() } : nil
                if cut == .request { return }
                if cut == .everything || cut == .warning { shutdown(listener, Int32(SHUT_RDWR)) }
                if cut == .warning { _ = write(client, Self.warning, Self.warning.count) }
                guard write(to, buffer, count) == count else { return }
                if cut == .readingBack || cut == .warning {
                    isLast = true
                } else if cut == .silence {
                    // Until the client has had enough.
                    _ = read(client, &buffer, buffer.count)
                    return
                } else if cut != nil {
                    // The server has answered when something is to be read.
                    var end = pollfd(fd: server, events: Int16(POLLIN), revents: 0)
                    _ = poll(&end, 1, 5000)
                    return
                }
            }
        }

        private static func turnAway(_ client: Int32) {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            if read(client, &buffer, buffer.count) > 0 { _ = write(client, full, full.count) }
            close(client)
        }

        /// What a server sends that was told to wait no longer, and one that has no room.
        private static let warning = message(
            "N", ["SWARNING", "VWARNING", "C01000", "Mcanceling wait for synchronous replication"])
        private static let full = message(
            "E", ["SFATAL", "VFATAL", "C53300", "Msorry, too many clients already"])

        /// (<https://www.postgresql.org/docs/current/protocol-error-fields.html>)
        private static func message(_ kind: Unicode.Scalar, _ fields: [String]) -> [UInt8] {
            let bytes = (fields + [""]).map { Array($0.utf8) + [0] }.joined()
            return [UInt8(ascii: kind), 0, 0, 0, UInt8(bytes.count + 4)] + bytes
        }

        private static func socket(
            _ path: String, _ attach: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
        ) -> Int32 {
            let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let code = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    attach(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            return code == 0 ? descriptor : -1
        }

        private static func start(_ body: @escaping @Sendable () -> Void) {
            Thread.detachNewThread(body)
        }
    }
#endif
