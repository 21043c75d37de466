// A SHA-256 hash (FIPS 180-4) and the three ways in which the ledger computes one: plain, as a leaf and as an
// inner node of a Merkle tree (RFC 6962 section 2.1).

import Crypto

/// The 32 bytes of a SHA-256 hash, stored inline.
public struct Hash: Hashable, Sendable {
    @usableFromInline let words: (UInt64, UInt64, UInt64, UInt64)

    /// How many bytes a hash has: 32.
    public static let byteCount = 32

    /// The hash of nothing, which is the root of an empty tree (RFC 6962 section 2.1).
    public static let empty = Hash.sha256([])

    /// The hash whose bytes these are, or nil unless there are exactly 32.
    @inlinable public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Hash.byteCount else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }

    /// The hash written as 64 lower-case hexadecimal digits, or nil where `hex` is anything else.
    public init?(hex: some StringProtocol) {
        guard let bytes = Hexadecimal.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    private init(_ digest: SHA256Digest) {
        self.words = digest.withUnsafeBytes { $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self) }
    }

    /// SHA-256 of `bytes`.
    @inlinable public static func sha256(_ bytes: some Collection<UInt8>) -> Hash {
        contiguous(bytes) { digest(of: $0) }
    }

    /// Who has `key` can make it of `bytes`, and nobody else (HMAC, RFC 2104).
    package static func authentication(of bytes: [UInt8], by key: [UInt8]) -> Hash {
        let code = HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: key))
        return Hash(
            words: code.withUnsafeBytes { $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self) })
    }

    private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// Whether both are the same; that takes as long wherever they differ.
    package func isSameSecret(as other: Hash) -> Bool {
        zip(bytes, other.bytes).reduce(0) { $0 | $1.0 ^ $1.1 } == 0
    }

    /// The hash of a ledger entry as a leaf: SHA-256 of 0x00 and the entry.
    @inlinable public static func leaf(_ entry: some Collection<UInt8>) -> Hash {
        contiguous(entry) { digest(of: $0, behind: 0x00) }
    }

    /// The hash of an inner node: SHA-256 of 0x01, the left and the right child.
    public static func node(_ left: Hash, _ right: Hash) -> Hash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 8) { buffer in
            buffer.storeBytes(of: 0x01, as: UInt8.self)
            buffer.storeBytes(of: left.words, toByteOffset: 1, as: (UInt64, UInt64, UInt64, UInt64).self)
            buffer.storeBytes(
                of: right.words, toByteOffset: 1 + byteCount, as: (UInt64, UInt64, UInt64, UInt64).self)
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return Hash(hasher.finalize())
        }
    }

    // Inlined, so that each kind of collection is lent to the hasher as it is, in whatever room it is hashed.
    @inlinable static func contiguous(
        _ bytes: some Collection<UInt8>, _ digest: (UnsafeRawBufferPointer) -> Hash
    ) -> Hash {
        bytes.withContiguousStorageIfAvailable { digest(UnsafeRawBufferPointer($0)) }
            ?? Array(bytes).withUnsafeBytes(digest)
    }

    @usableFromInline static func digest(
        of bytes: UnsafeRawBufferPointer, behind prefix: UInt8? = nil
    ) -> Hash {
        var hasher = SHA256()
        if let prefix { Swift.withUnsafeBytes(of: prefix) { hasher.update(bufferPointer: $0) } }
        hasher.update(bufferPointer: bytes)
        return Hash(hasher.finalize())
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { Hexadecimal.encode(bytes) }

    /// Calls `body` with the 32 bytes in place.
    public func withUnsafeBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try Swift.withUnsafeBytes(of: words, body)
    }

    /// Whether these are its 32 bytes.
    package func equals(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count == Hash.byteCount
            && bytes.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self) == words
    }

    /// Whether both are the same 32 bytes.
    public static func == (left: Hash, right: Hash) -> Bool { left.words == right.words }

    /// Feeds the hash to a hasher; its first eight bytes are random enough.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension Hash: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public var description: String { hex }
}
