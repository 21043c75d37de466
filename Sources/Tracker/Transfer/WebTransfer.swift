import CCurl

/// Why a server couldn't be asked, as a sentence without a full stop.
package struct TransferError: Error, CustomStringConvertible {
    package let description: String
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
/// on the computer itself.
package enum WebTransfer {
    /// Asks for an address, or sends a form there.
    ///
    /// - Parameters:
    ///   - address: where, `https://…`; `http://` only to `localhost` and `127.0.0.1`.
    ///   - form: what is sent, as `application/x-www-form-urlencoded`; nil to ask only.
    ///   - seconds: how long it may take in all.
    /// - Throws: `TransferError` where no answer came, whatever the answer would have been.
    package static func ask(
        _ address: String, sending form: String? = nil, seconds: Int = 10
    ) throws(TransferError) -> (status: Int, body: [UInt8]) {
        if let lack = TransferLibrary.lack { throw TransferError(description: lack) }
        guard let transfer = transfer_begin() else {
            throw TransferError(description: "libcurl can't begin a transfer")
        }
        defer { transfer_end(transfer) }
        let isHere = ["http://localhost", "http://127.0.0.1"].contains { here in
            address.hasPrefix(here) && [":", "/", nil].contains(address.dropFirst(here.count).first)
        }
        let gathering = Gathering()
        let reason = UnsafeMutablePointer<CChar>.allocate(capacity: Int(TRANSFER_REASON_SIZE))
        reason.initialize(repeating: 0, count: Int(TRANSFER_REASON_SIZE))
        defer { reason.deallocate() }
        var code: Int32 = 0
        func set(_ outcome: Int32) { if code == 0 { code = outcome } }
        set(transfer_set_pointer(transfer, TRANSFER_ERRORBUFFER, reason))
        set(transfer_set_text(transfer, TRANSFER_URL, address))
        // Nothing else is spoken, and nobody leads elsewhere.
        set(transfer_set_text(transfer, TRANSFER_PROTOCOLS_STR, isHere ? "http,https" : "https"))
        set(transfer_set_number(transfer, TRANSFER_FOLLOWLOCATION, 0))
        set(transfer_set_number(transfer, TRANSFER_NOSIGNAL, 1))
        set(transfer_set_number(transfer, TRANSFER_TIMEOUT, seconds))
        set(transfer_set_number(transfer, TRANSFER_CONNECTTIMEOUT, max(1, seconds / 2)))
        set(
            transfer_set_pointer(
                transfer, TRANSFER_WRITEDATA, Unmanaged.passUnretained(gathering).toOpaque()))
        set(transfer_set_pipe(transfer, TRANSFER_WRITEFUNCTION, gather))
        if let form {
            set(transfer_set_number(transfer, TRANSFER_POSTFIELDSIZE, form.utf8.count))
            // It is copied.
            set(transfer_set_text(transfer, TRANSFER_COPYPOSTFIELDS, form))
        }
        if code == 0 { code = withExtendedLifetime(gathering) { transfer_perform(transfer) } }
        guard code == 0 else {
            let said = String(cString: reason)
            throw TransferError(description: said.isEmpty ? String(cString: transfer_reason(code)) : said)
        }
        return (transfer_status(transfer), gathering.bytes)
    }
}
