import Crypto
import Synchronization
import Tracker

/// Challenges that authenticators sign. None is kept before it is used, so that asking for one costs nothing: each carries its last
/// moment, and proves by a key of this program's run that it is ours and for what it was made.
final class Challenges: Sendable {
    /// How long somebody has to find their passkey, in milliseconds.
    static let lasts: Int64 = 10 * 60_000

    private let key = SymmetricKey(size: .bits256)
    /// Those that were used, with their last moments.
    private let used = Mutex<[String: Int64]>([:])

    /// A challenge for one purpose.
    func challenge(for purpose: String, at now: Int64) -> String {
        let bytes = PagesFile.random(16) + Self.bytes(now + Self.lasts)
        return Base64URL.encode(bytes + proof(of: bytes, purpose))
    }

    /// Whether a challenge is ours, for this purpose, young enough and not used yet; which uses it up.
    func use(_ challenge: String, for purpose: String, at now: Int64) -> Bool {
        guard let all = Base64URL.decode(challenge), all.count == 56 else { return false }
        let bytes = Array(all.prefix(24))
        guard
            HMAC<SHA256>.isValidAuthenticationCode(
                Array(all.dropFirst(24)), authenticating: bytes + Array(purpose.utf8), using: key)
        else { return false }
        let until = bytes.dropFirst(16).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        guard now <= until else { return false }
        return used.withLock { used in
            if used[challenge] != nil { return false }
            used = used.filter { $0.value >= now }
            used[challenge] = until
            return true
        }
    }

    private func proof(of bytes: [UInt8], _ purpose: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes + Array(purpose.utf8), using: key))
    }

    private static func bytes(_ number: Int64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> Int64($0)) }
    }
}
