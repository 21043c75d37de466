import CCurl

/// Handing messages to a mail server (RFC 5321), one after the other over one connection where the server keeps it.
package final class MailTransfer {
    /// What became of a message, each with the server's words or libcurl's.
    package enum Outcome: Equatable, Sendable {
        /// The server took it.
        case taken
        /// The server will never take it for this reader.
        case refused(String)
        /// The server doesn't take it now.
        case later(String)
        /// The server had all of it, and didn't say whether it took it.
        case unanswered(String)
        /// The server can't be used now, for whomever the message is.
        case unusable(String)
    }

    private let server: MailServer
    private let transfer: OpaquePointer
    /// Whether a connection may be left of the message before.
    private var isConnected = false

    /// - Throws: `TransferError` where this computer lacks what it needs.
    package init(_ server: MailServer) throws(TransferError) {
        if let lack = TransferLibrary.lack { throw TransferError(description: lack) }
        guard let transfer = transfer_begin() else {
            throw TransferError(description: "libcurl can't begin a transfer")
        }
        self.server = server
        self.transfer = transfer
    }

    deinit { transfer_end(transfer) }

    /// Hands a message over.
    ///
    /// - Parameters:
    ///   - message: its bytes, lines ended by CR LF.
    ///   - sender: where the server reports to.
    ///   - reader: to whom it is.
    package func hand(_ message: [UInt8], from sender: String, to reader: String) -> Outcome {
        var outcome = attempt(message, from: sender, to: reader)
        // A server ends a connection after so many messages, or so long; nothing was handed over by then.
        if case .unusable = outcome, isConnected {
            outcome = attempt(message, from: sender, to: reader, isAnew: true)
        }
        if case .unusable = outcome { isConnected = false } else { isConnected = true }
        return outcome
    }

    private func attempt(
        _ message: [UInt8], from sender: String, to reader: String, isAnew: Bool = false
    ) -> Outcome {
        let conversation = Conversation(message)
        // Connections stay open; whoever ends them is given nothing of this conversation.
        defer { transfer_reset(transfer) }
        let readers = transfer_list(nil, "<\(reader)>")
        defer { transfer_list_end(readers) }
        let reason = UnsafeMutablePointer<CChar>.allocate(capacity: Int(TRANSFER_REASON_SIZE))
        reason.initialize(repeating: 0, count: Int(TRANSFER_REASON_SIZE))
        defer { reason.deallocate() }
        var code: Int32 = 0
        func set(_ outcome: Int32) { if code == 0 { code = outcome } }
        set(transfer_set_pointer(transfer, TRANSFER_ERRORBUFFER, reason))
        let scheme = server.security == .tls ? "smtps" : "smtp"
        set(transfer_set_text(transfer, TRANSFER_URL, "\(scheme)://\(server.host):\(server.port)"))
        set(transfer_set_text(transfer, TRANSFER_PROTOCOLS_STR, scheme))
        if server.security == .startTLS {
            set(transfer_set_number(transfer, TRANSFER_USE_SSL, Int(TRANSFER_TLS_ALWAYS)))
        }
        set(transfer_set_number(transfer, TRANSFER_SSLVERSION, Int(TRANSFER_TLS_1_2)))
        if let authorities = server.authorities {
            set(transfer_set_text(transfer, TRANSFER_CAINFO, authorities))
        }
        if let user = server.user {
            set(transfer_set_text(transfer, TRANSFER_USERNAME, user))
            switch server.secret {
            case .password(let password): set(transfer_set_text(transfer, TRANSFER_PASSWORD, password))
            case .token(let token):
                set(transfer_set_text(transfer, TRANSFER_XOAUTH2_BEARER, token))
                set(transfer_set_text(transfer, TRANSFER_LOGIN_OPTIONS, "AUTH=XOAUTH2"))
            case nil: break
            }
        }
        if isAnew { set(transfer_set_number(transfer, TRANSFER_FRESH_CONNECT, 1)) }
        set(transfer_set_number(transfer, TRANSFER_NOSIGNAL, 1))
        set(transfer_set_number(transfer, TRANSFER_TIMEOUT, server.seconds))
        set(transfer_set_number(transfer, TRANSFER_CONNECTTIMEOUT, max(1, server.seconds / 2)))
        set(transfer_set_text(transfer, TRANSFER_MAIL_FROM, "<\(sender)>"))
        set(transfer_set_list(transfer, TRANSFER_MAIL_RCPT, readers))
        set(transfer_set_number(transfer, TRANSFER_UPLOAD, 1))
        let data = Unmanaged.passUnretained(conversation).toOpaque()
        set(transfer_set_pointer(transfer, TRANSFER_READDATA, data))
        set(transfer_set_pipe(transfer, TRANSFER_READFUNCTION, give))
        // What is said is listened to, since libcurl tells of a refusal its number alone.
        set(transfer_set_number(transfer, TRANSFER_VERBOSE, 1))
        set(transfer_set_pointer(transfer, TRANSFER_DEBUGDATA, data))
        set(transfer_set_listener(transfer, listen))
        if code == 0 { code = withExtendedLifetime(conversation) { transfer_perform(transfer) } }
        let said = String(cString: reason)
        let outcome = conversation.outcome(
            isTaken: code == 0, reason: said.isEmpty ? String(cString: transfer_reason(code)) : said)
        switch outcome {
        case .unanswered, .unusable: transfer_break(transfer)
        case .taken, .refused, .later: break
        }
        return outcome
    }
}

/// What was said so far between libcurl and a server about one message.
private final class Conversation {
    /// As far as a command matters for what a refusal means.
    enum Command { case other, reader, data }

    private let message: [UInt8]
    private var given = 0
    private var command = Command.other
    /// The lines that the server said since.
    private var lines: [String] = []
    /// After a refusal libcurl takes its leave, to which the answer says nothing of the message.
    private var isOver = false

    init(_ message: [UInt8]) { self.message = message }

    /// Copies what comes next of the message, and says how much that is.
    func give(_ bytes: UnsafeMutablePointer<CChar>, _ most: Int) -> Int {
        let next = message[given..<min(given + most, message.count)]
        UnsafeMutableRawBufferPointer(start: bytes, count: most).copyBytes(from: next)
        given += next.count
        return next.count
    }

    /// Commands of the sign-in are others, and nothing of them is kept.
    func told(_ line: String) {
        if line.hasPrefix("QUIT") { isOver = true }
        if isOver { return }
        command = line.hasPrefix("RCPT TO:") ? .reader : line.hasPrefix("DATA") ? .data : .other
        lines = []
    }

    func said(_ line: String) {
        if !isOver { lines.append(line) }
    }

    /// The number and the words of the last answer.
    private var reply: (code: Int, words: String)? {
        guard let last = lines.last, let code = Int(last.prefix(3)), (200...599).contains(code) else {
            return nil
        }
        // Of an answer of several lines each begins with its number.
        let words = lines.suffix(while: { $0.hasPrefix(last.prefix(3)) }).map { line in
            String(line.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
        }
        return (code, String(words.joined(separator: " ").prefix(500)))
    }

    func outcome(isTaken: Bool, reason: String) -> MailTransfer.Outcome {
        if isTaken { return .taken }
        let reply = reply
        // From here on the server may have it.
        if command == .data, given == message.count {
            switch reply?.code {
            case .some(200...299): return .taken
            case .some(400...499): return .later(reply?.words ?? reason)
            case .some(500...599): return .refused(reply?.words ?? reason)
            default: return .unanswered(reason)
            }
        }
        guard let reply, reply.code >= 400 else { return .unusable(reason) }
        switch (command, reply.code) {
        case (.other, _), (_, 421), (_, 530): return .unusable(reply.words)
        case (_, ..<500): return .later(reply.words)
        // A rule of the server's (RFC 3463, 3.8), which says nothing against the address.
        case (.reader, _) where reply.words.dropFirst(4).hasPrefix("5.7."): return .later(reply.words)
        default: return .refused(reply.words)
        }
    }
}

extension [String] {
    /// The last of them, as far back as all are as asked.
    fileprivate func suffix(while isSo: (String) -> Bool) -> ArraySlice<String> {
        self[((lastIndex { !isSo($0) } ?? -1) + 1)...]
    }
}

/// Called by libcurl for more of the message.
private func give(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ data: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let data else { return 0 }
    return Unmanaged<Conversation>.fromOpaque(data).takeUnretainedValue().give(bytes, size * count)
}

/// Called by libcurl with what is said, a line or more at a time.
private func listen(
    _ transfer: OpaquePointer?, _ kind: Int32, _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int,
    _ data: UnsafeMutableRawPointer?
) -> Int32 {
    let kind = Int(kind)
    guard let bytes, let data, kind == TRANSFER_SAID || kind == TRANSFER_TOLD else { return 0 }
    let conversation = Unmanaged<Conversation>.fromOpaque(data).takeUnretainedValue()
    let text = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) {
        kind == TRANSFER_SAID ? conversation.said(String(line)) : conversation.told(String(line))
    }
    return 0
}
