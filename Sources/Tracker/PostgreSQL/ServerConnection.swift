#if PostgreSQL
    import CPostgreSQL
    package import TrackerValues
    import Glibc

    /// An open connection to the database of a server in which a register lies.
    ///
    /// It is in pipeline mode throughout (<https://www.postgresql.org/docs/current/libpq-pipeline-mode.html>): statements that
    /// write wait in a queue, so that each doesn't cost a way to the server and back.
    package final class ServerConnection {
        package let name: ServerName
        private let parameters: [(String, String)]
        private let waiting: Int32
        private var handle: OpaquePointer
        /// The names under which the server knows statements.
        private var prepared: [String: String] = [:]
        private var names = 0
        /// What was sent and not answered yet.
        private var sent: [Sent] = []
        private(set) var isInTransaction = false
        private let notices = Notices()
        /// Whether the server took too long: nothing is expected of it any more.
        private var isGivenUp = false

        private struct Sent {
            let sql: String
            var isPreparation = false
            /// Thrown unless exactly one row was written.
            var lack: (() -> any Error)?
        }

        /// Answers are fetched after so many statements, so that they don't pile up on either side.
        private static let mostSent = 256

        /// Connects to the server. An answer of the server's is waited for as long as it takes, but for locks.
        ///
        /// - Parameters:
        ///   - name: where the register lies.
        ///   - busyTimeout: how long another writer is waited for, in milliseconds.
        /// - Throws: `StorageError` where it can't be reached or lets nobody in.
        package init(_ name: ServerName, busyTimeout: Int32) throws {
            self.name = name
            waiting = busyTimeout
            if let lack = ClientLibrary.lack {
                throw StorageError(.unreachable, lack, origin: "libpq", sql: nil, path: name.shown)
            }
            let address = try ServerAddress(name)
            address.encrypt()
            parameters = address.parameters
            handle = try Self.connect(parameters, name)
            try settle()
        }

        deinit { PQfinish(handle) }

        /// Asks once more, after the connection was lost or the server fell silent while it kept something: connects anew, and
        /// asks when it is this program's turn to write. What is then found, the standbys have that the server waits for. It is
        /// tried for six times as long as another writer is waited for, since another server may have to take this one's place.
        package func askAnew<Result>(_ question: () throws -> Result) throws -> Result {
            let end = ContinuousClock.now + .milliseconds(6 * Int64(waiting))
            while true {
                do {
                    try reconnect()
                    return try transaction(.writing, keep: true) {
                        // Something for standbys to confirm: a mere question is answered before they have what it finds.
                        try queue("SELECT pg_logical_emit_message(true, 'tracker', '')")
                        return try question()
                    }
                } catch let error as StorageError {
                    guard [.unreachable, .untrusted, .uncertain, .busy, .standby].contains(error.kind),
                        .now < end
                    else {
                        throw error
                    }
                    usleep(500_000)
                }
            }
        }

        private func reconnect() throws {
            let new = try Self.connect(parameters, name)
            PQfinish(handle)
            handle = new
            prepared = [:]
            sent = []
            isInTransaction = false
            isGivenUp = false
            try settle()
        }

        /// Connects to the first of the servers named that takes this program in. Of several, libpq passes over those that don't answer
        /// or aren't of the kind that is asked for, but it stops at one that turns it away, for being full, say.
        private static func connect(
            _ parameters: [(String, String)], _ name: ServerName
        ) throws(StorageError) -> OpaquePointer {
            var asked = parameters
            var refusals: [String] = []
            while true {
                let handle = try start(asked, name)
                if PQstatus(handle) == CONNECTION_OK, PQenterPipelineMode(handle) == 1 {
                    guard PQserverVersion(handle) >= 140_000 else {
                        PQfinish(handle)
                        throw StorageError(
                            .unreachable, "it is older than PostgreSQL 14", origin: "libpq", sql: nil,
                            path: name.shown)
                    }
                    return handle
                }
                refusals.append(PQerrorMessage(handle).map { String(cString: $0).oneLine } ?? "")
                let others = ServerAddress.others(after: handle)
                PQfinish(handle)
                let refusal = StorageError(refusal: refusals.joined(separator: "; "), path: name.shown)
                // One that can't show that it is the server that is meant is told of, not passed over.
                guard let others, refusal.kind == .unreachable else { throw refusal }
                asked = parameters + others
            }
        }

        private static func start(
            _ parameters: [(String, String)], _ name: ServerName
        ) throws(StorageError) -> OpaquePointer {
            var keywords = parameters.map { UnsafePointer(strdup($0.0)) } + [nil]
            var values = parameters.map { UnsafePointer(strdup($0.1)) } + [nil]
            defer { for text in keywords + values { free(UnsafeMutablePointer(mutating: text)) } }
            guard let handle = PQconnectdbParams(&keywords, &values, 1) else {
                throw StorageError(.outOfMemory, "out of memory", origin: "libpq", sql: nil, path: name.shown)
            }
            return handle
        }

        /// What holds for the whole connection: where names are looked up, how long locks are waited for; that a server looks
        /// whether we are still there while it works for us; and that what is told to be stored is on its disk.
        private func settle() throws {
            notices.listen(to: handle)
            try queue(
                """
                SELECT set_config('search_path', 'tracker, pg_temp', false),
                    set_config('lock_timeout', '\(waiting == 0 ? 1 : waiting)', false),
                    set_config('client_connection_check_interval', '2000', false),
                    set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
                        ELSE current_setting('synchronous_commit') END, false)
                """)
            // By itself: a transaction that is undone would otherwise take it with it.
            PQclear(try flush())
        }
    }

    // Asking and writing.
    extension ServerConnection {
        package func prepare(_ sql: String) -> ServerStatement { ServerStatement(self, sql) }

        /// Runs one or more statements that take no values and give no rows.
        package func execute(_ sql: String) throws {
            PQclear(try flush())
            // Several in one text can't be sent in a pipeline.
            guard PQexitPipelineMode(handle) == 1, let result = PQexec(handle, sql) else { throw lost(sql) }
            defer { PQclear(result) }
            guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
                _ = PQenterPipelineMode(handle)
                throw StorageError(result: result, sql: sql, path: name.shown)
            }
            guard PQenterPipelineMode(handle) == 1 else { throw lost(sql) }
        }

        /// Runs `body` as one transaction: all of it is kept, or none. One that writes waits for the writer ahead of it, so that
        /// entries are numbered without gaps; questions wait for nobody.
        ///
        /// - Parameters:
        ///   - kind: what it does.
        ///   - keep: false undoes everything at the end.
        ///   - body: what is done in it.
        /// - Throws: what `body` throws; `StorageError` of the kind `.uncertain` where the connection was lost while it was kept.
        package func transaction<Result>(
            _ kind: TransactionKind, keep: Bool, _ body: () throws -> Result
        ) throws -> Result {
            for statement in kind.beginning { try queue(statement) }
            isInTransaction = true
            defer { isInTransaction = false }
            do {
                let result = try body()
                if keep { try commit(kind) } else { abandon() }
                return result
            } catch {
                abandon()
                throw error
            }
        }

        private func commit(_ kind: TransactionKind) throws {
            // What went wrong so far is told as what it is.
            PQclear(try flush())
            notices.warning = nil
            do {
                try queue("COMMIT")
                let result = try flush(within: longestCommit)
                defer { PQclear(result) }
                // Somebody had the server stop waiting for its standby: it has kept it, but alone.
                if let warning = notices.warning {
                    throw StorageError(
                        .unreachable, warning, origin: "libpq", sql: "COMMIT", path: name.shown)
                }
                guard let tag = PQcmdStatus(result), String(cString: tag) == "COMMIT" else {
                    throw StorageError(
                        .mistake, "the server undid it", origin: "libpq", sql: "COMMIT", path: name.shown)
                }
            } catch let error as StorageError where error.kind == .unreachable && kind != .reading {
                throw StorageError(
                    .uncertain, error.message, origin: error.origin, sql: error.sql, path: error.path)
            }
        }

        /// How long the server may take to say that something is kept. One that waits for a standby does so for ever.
        private var longestCommit: Duration { .milliseconds(max(5000, 3 * Int64(waiting))) }

        /// Undoes a transaction, whatever became of it.
        private func abandon() {
            if isGivenUp { return }
            PQclear(try? flush())
            try? queue("ROLLBACK")
            PQclear(try? flush())
        }

        /// Has the last statement refuse to have written any number of rows but one.
        package func requireOne(orThrow error: @escaping () -> any Error) {
            if !sent.isEmpty { sent[sent.count - 1].lack = error }
        }

        func newName(_ letter: String) -> String {
            names += 1
            return "\(letter)\(names)"
        }

        /// Sends a statement that writes.
        func write(_ sql: String, _ values: [SQLValue]) throws {
            if sent.count >= Self.mostSent { PQclear(try flush()) }
            try send(sql, values)
            if !isInTransaction { PQclear(try flush()) }
        }

        /// Sends a question and waits for its answer, which is the caller's to clear.
        ///
        /// - Parameter keeping: whether the server keeps it prepared.
        func ask(_ sql: String, _ values: [SQLValue] = [], keeping: Bool = true) throws -> OpaquePointer {
            if keeping { try send(sql, values) } else { try queue(sql) }
            guard let result = try flush() else { throw lost(sql) }
            return result
        }

        /// Sends a statement that is run once.
        func queue(_ sql: String) throws {
            guard PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 1) == 1 else { throw lost(sql) }
            sent.append(Sent(sql: sql))
        }

        private func send(_ sql: String, _ values: [SQLValue]) throws {
            let known: String
            if let name = prepared[sql] {
                known = name
            } else {
                known = newName("s")
                // No types: the server finds them, since every integer of the tables is a bigint.
                guard PQsendPrepare(handle, known, Self.numbered(sql), 0, nil) == 1 else { throw lost(sql) }
                sent.append(Sent(sql: sql, isPreparation: true))
                prepared[sql] = known
            }
            let isSent = ParameterList(values).withPointers { count, pointers, lengths, formats in
                PQsendQueryPrepared(handle, known, count, pointers, lengths, formats, 1) == 1
            }
            guard isSent else { throw lost(sql) }
            sent.append(Sent(sql: sql))
        }

        /// Waits for the answers to all that was sent. - Returns: the last one, the caller's to clear.
        ///
        /// - Parameter limit: how long they are waited for.
        /// - Throws: what went wrong first.
        private func flush(within limit: Duration? = nil) throws -> OpaquePointer? {
            guard !sent.isEmpty else { return nil }
            let awaited = sent
            sent = []
            guard PQpipelineSync(handle) == 1 else { throw lost(awaited.last?.sql) }
            if let limit, !isAnswered(within: limit) {
                isGivenUp = true
                throw StorageError(
                    .unreachable, "it did not answer within \(limit.components.seconds) seconds",
                    origin: "libpq",
                    sql: awaited.last?.sql, path: name.shown)
            }
            var failure: (any Error)?
            var answer: OpaquePointer?
            for statement in awaited {
                PQclear(answer)
                answer = nil
                guard let result = PQgetResult(handle) else {
                    failure = failure ?? lost(statement.sql)
                    continue
                }
                switch PQresultStatus(result) {
                case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                    answer = result
                    if let lack = statement.lack, PQcmdTuples(result).map({ String(cString: $0) }) != "1" {
                        failure = failure ?? lack()
                    }
                case let status:
                    if statement.isPreparation { prepared[statement.sql] = nil }
                    if status != PGRES_PIPELINE_ABORTED {
                        failure =
                            failure ?? StorageError(result: result, sql: statement.sql, path: name.shown)
                    }
                    PQclear(result)
                }
                while let more = PQgetResult(handle) { PQclear(more) }
            }
            PQclear(PQgetResult(handle))  // That the pipeline is empty.
            if let failure {
                PQclear(answer)
                throw PQstatus(handle) == CONNECTION_OK ? failure : lost(awaited.last?.sql)
            }
            return answer
        }

        /// Whether an answer came, or the connection was lost, before so much time passed.
        private func isAnswered(within limit: Duration) -> Bool {
            let end = ContinuousClock.now + limit
            while PQisBusy(handle) == 1 {
                let left = (end - .now) / .milliseconds(1)
                guard left > 0 else { return false }
                var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
                _ = poll(&socket, 1, Int32(left.rounded(.up)))
                if PQconsumeInput(handle) == 0 { return true }
            }
            return true
        }

        private func lost(_ sql: String?) -> StorageError {
            let why = PQerrorMessage(handle).map { String(cString: $0).oneLine } ?? ""
            return StorageError(
                .unreachable, why.isEmpty ? "the connection was lost" : why, origin: "libpq", sql: sql,
                path: name.shown)
        }

        /// Parameters as PostgreSQL writes them: `$1` for the first `?`. A question mark in a text is none.
        static func numbered(_ sql: String) -> String {
            var numbered = ""
            var count = 0
            var isText = false
            for character in sql.unicodeScalars {
                if character == "'" { isText.toggle() }
                if character == "?", !isText {
                    count += 1
                    numbered += "$\(count)"
                } else {
                    numbered.unicodeScalars.append(character)
                }
            }
            return numbered
        }
    }

    /// What the server notes beside its answers. Only warnings are kept; nothing goes to standard error.
    private final class Notices {
        var warning: String?

        func listen(to handle: OpaquePointer) {
            _ = PQsetNoticeReceiver(
                handle,
                { notices, result in
                    guard let notices,
                        PQresultErrorField(result, Int32(UInt8(ascii: "V"))).map({ String(cString: $0) })
                            == "WARNING"
                    else { return }
                    let message = PQresultErrorField(result, Int32(UInt8(ascii: "M")))
                    Unmanaged<Notices>.fromOpaque(notices).takeUnretainedValue().warning = message.map {
                        String(cString: $0).oneLine
                    }
                }, Unmanaged.passUnretained(self).toOpaque())
        }
    }

    /// What a transaction is for.
    package enum TransactionKind {
        /// Asks, of one state throughout.
        case reading
        /// Appends to the ledger.
        case writing
        /// Writes beside the ledger.
        case adding
        /// Makes the tables or changes them.
        case making

        fileprivate var beginning: [String] {
            switch self {
            case .reading: ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"]
            // A table of its own: the ledger's would be in the way of the server's housekeeping.
            case .writing:
                [
                    "BEGIN ISOLATION LEVEL READ COMMITTED", Self.growing,
                    "LOCK TABLE writer IN EXCLUSIVE MODE",
                ]
            case .adding: ["BEGIN ISOLATION LEVEL READ COMMITTED"]
            // There may be no table yet. The number is "TRCK", by which SQLite's files are known too.
            case .making:
                [
                    "BEGIN ISOLATION LEVEL READ COMMITTED", Self.growing,
                    "SELECT pg_advisory_xact_lock(1414677323)",
                ]
            }
        }

        /// The server keeps the plans that it makes, also those of triggers: one made while a table was nearly empty would read
        /// all of it again and again while an import fills it.
        private static let growing = "SET LOCAL enable_seqscan = off"
    }

    /// Values in binary, as the server takes them: integers in eight bytes, big-endian.
    private struct ParameterList {
        // A pointer to nothing would be NULL: an empty text needs an address too.
        private var bytes: [UInt8] = [0]
        private var spans: [Range<Int>?] = []

        init(_ values: [SQLValue]) {
            for value in values {
                let start = bytes.count
                switch value {
                case .null:
                    spans.append(nil)
                    continue
                case .int(let value): withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
                case .text(let value): bytes.append(contentsOf: value.utf8)
                case .bytes(let value): bytes.append(contentsOf: value)
                }
                spans.append(start..<bytes.count)
            }
        }

        func withPointers<Result>(
            _ body: (
                Int32, UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>
            ) -> Result
        ) -> Result {
            bytes.withUnsafeBytes { bytes in
                let start = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
                let pointers = spans.map { $0.map { start + $0.lowerBound } }
                return body(
                    Int32(spans.count), pointers, spans.map { Int32($0?.count ?? 0) },
                    spans.map { _ in 1 })
            }
        }
    }
#endif
