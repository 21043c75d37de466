import CCurl

/// Why a server couldn't be asked, as a sentence without a full stop.
package struct TransferError: Error, CustomStringConvertible {
    package let description: String
    /// Whether the server may have had the question all the same.
    package var mayHaveArrived = false
}

/// What a web server answered.
package struct WebAnswer: Sendable {
    package let status: Int
    package let body: [UInt8]
    /// After how many seconds it wants to be asked again; nil where it doesn't say.
    package let retryAfter: Int?

    package init(status: Int, body: [UInt8], retryAfter: Int? = nil) {
        (self.status, self.body, self.retryAfter) = (status, body, retryAfter)
    }
}

/// What came so far.
private final class Gathering {
    /// The longest answer that is read, in bytes.
    static let longest = 1 << 20

    var bytes: [UInt8] = []
}

/// Called by libcurl with each piece; a number other than how many came ends the transfer.
private func gather(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ gathering: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let gathering else { return 0 }
    let gathered = Unmanaged<Gathering>.fromOpaque(gathering).takeUnretainedValue()
    guard gathered.bytes.count + count <= Gathering.longest else { return 0 }
    gathered.bytes += UnsafeRawBufferPointer(start: bytes, count: count)
    return count
}

/// Asking a web server, and waiting for its answer: over HTTPS with the computer's own certificates; plain HTTP is for servers
/// on the computer itself. One after the other over one connection, where the server keeps it.
package final class WebTransfer {
    private let transfer: OpaquePointer

    /// - Throws: `TransferError` where this computer lacks what it needs.
    package init() throws(TransferError) {
        if let lack = TransferLibrary.lack { throw TransferError(description: lack) }
        guard let transfer = transfer_begin() else {
            throw TransferError(description: "libcurl can't begin a transfer")
        }
        self.transfer = transfer
    }

    deinit { transfer_end(transfer) }

    /// Whether plain HTTP may be spoken there: what is said doesn't leave this computer.
    package static func isHere(_ address: String) -> Bool {
        ["http://localhost", "http://127.0.0.1"].contains { here in
            address.hasPrefix(here) && [":", "/", nil].contains(address.dropFirst(here.count).first)
        }
    }

    /// Asks for an address once, or sends a form there.
    ///
    /// - Parameters:
    ///   - address: where, `https://…`; `http://` only to `localhost` and `127.0.0.1`.
    ///   - form: what is sent, as `application/x-www-form-urlencoded`; nil to ask only.
    ///   - seconds: how long it may take in all.
    /// - Throws: `TransferError` where no answer came, whatever the answer would have been.
    package static func ask(
        _ address: String, sending form: String? = nil, seconds: Int = 10
    ) throws(TransferError) -> (status: Int, body: [UInt8]) {
        let answer = try WebTransfer().ask(address, sending: form, seconds: seconds)
        return (answer.status, answer.body)
    }

    /// Asks for an address, or sends something there.
    ///
    /// - Parameters:
    ///   - address: where, as above.
    ///   - body: what is sent; nil to ask only.
    ///   - headers: lines that go ahead of it, `Name: value`.
    ///   - authorities: the file of certificates that are trusted; nil for the computer's own.
    ///   - seconds: how long it may take in all.
    /// - Throws: `TransferError` where no answer came, whatever the answer would have been.
    package func ask(
        _ address: String, sending body: String? = nil, headers: [String] = [], authorities: String? = nil,
        seconds: Int
    ) throws(TransferError) -> WebAnswer {
        // Connections stay open.
        defer { transfer_reset(transfer) }
        let gathering = Gathering()
        let reason = UnsafeMutablePointer<CChar>.allocate(capacity: Int(TRANSFER_REASON_SIZE))
        reason.initialize(repeating: 0, count: Int(TRANSFER_REASON_SIZE))
        defer { reason.deallocate() }
        var lines: OpaquePointer?
        defer { transfer_list_end(lines) }
        for header in headers { lines = transfer_list(lines, header) ?? lines }
        var code: Int32 = 0
        func set(_ outcome: Int32) { if code == 0 { code = outcome } }
        set(transfer_set_pointer(transfer, TRANSFER_ERRORBUFFER, reason))
        set(transfer_set_text(transfer, TRANSFER_URL, address))
        // Nothing else is spoken, and nobody leads elsewhere.
        set(
            transfer_set_text(transfer, TRANSFER_PROTOCOLS_STR, Self.isHere(address) ? "http,https" : "https")
        )
        set(transfer_set_number(transfer, TRANSFER_FOLLOWLOCATION, 0))
        set(transfer_set_number(transfer, TRANSFER_NOSIGNAL, 1))
        set(transfer_set_number(transfer, TRANSFER_TIMEOUT, seconds))
        set(transfer_set_number(transfer, TRANSFER_CONNECTTIMEOUT, max(1, seconds / 2)))
        if let authorities { set(transfer_set_text(transfer, TRANSFER_CAINFO, authorities)) }
        if lines != nil { set(transfer_set_list(transfer, TRANSFER_HTTPHEADER, lines)) }
        set(
            transfer_set_pointer(
                transfer, TRANSFER_WRITEDATA, Unmanaged.passUnretained(gathering).toOpaque()))
        set(transfer_set_pipe(transfer, TRANSFER_WRITEFUNCTION, gather))
        if let body {
            set(transfer_set_number(transfer, TRANSFER_POSTFIELDSIZE, body.utf8.count))
            // It is copied.
            set(transfer_set_text(transfer, TRANSFER_COPYPOSTFIELDS, body))
        }
        if code == 0 { code = withExtendedLifetime(gathering) { transfer_perform(transfer) } }
        guard code == 0 else {
            let said = String(cString: reason)
            throw TransferError(
                description: said.isEmpty ? String(cString: transfer_reason(code)) : said,
                mayHaveArrived: !Self.beforeAsking.contains(code))
        }
        let seconds = transfer_retry_after(transfer)
        return WebAnswer(
            status: transfer_status(transfer), body: gathering.bytes,
            retryAfter: seconds > 0 ? Int(seconds) : nil)
    }

    /// CURLcode, of what goes wrong before a question is asked: a protocol or an address that isn't one, no name, no connection,
    /// no TLS, a certificate that can't be trusted.
    private static let beforeAsking: Set<Int32> = [
        1, 2, 3, 4, 5, 6, 7, 35, 53, 54, 58, 59, 60, 66, 77, 83, 91,
    ]
}
