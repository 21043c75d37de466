import Tracker

/// What an authenticator says of itself and of what it did (Web Authentication, section 6.1).
struct AuthenticatorData {
    /// The SHA-256 of the name that the passkey belongs to.
    let place: [UInt8]
    /// Somebody was there, and the authenticator knew them: by a finger, a face, a number.
    let isPresent: Bool
    let isVerified: Bool
    /// How often it has signed; 0 where it doesn't count.
    let counter: UInt32
    /// A passkey that was just made: its name, and its public key as it stands there.
    let made: (id: [UInt8], key: [UInt8])?

    /// Nil where the bytes are anything else, or more.
    init?(parsing bytes: [UInt8]) {
        guard bytes.count >= 37 else { return nil }
        place = Array(bytes[0..<32])
        let flags = bytes[32]
        isPresent = flags & 0x01 != 0
        isVerified = flags & 0x04 != 0
        // What is kept elsewhere too must be of a kind that can be (BE, BS).
        guard flags & 0x18 != 0x10 else { return nil }
        counter = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        var rest = bytes[37...]
        if flags & 0x40 != 0 {
            guard rest.count >= 18 else { return nil }
            // The first 16 say which model it is, which isn't asked.
            rest = rest.dropFirst(16)
            let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            rest = rest.dropFirst(2)
            guard (1...1023).contains(length), rest.count >= length else { return nil }
            let id = Array(rest.prefix(length))
            rest = rest.dropFirst(length)
            let before = rest
            guard (try? CBOR(takingFrom: &rest)) != nil else { return nil }
            made = (id, Array(before.prefix(before.count - rest.count)))
        } else {
            made = nil
        }
        if flags & 0x80 != 0 {
            guard case .map? = try? CBOR(takingFrom: &rest) else { return nil }
        }
        guard rest.isEmpty else { return nil }
    }
}
