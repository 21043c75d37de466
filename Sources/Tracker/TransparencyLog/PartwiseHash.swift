import Crypto

/// SHA-256 of bytes that come one part after the other.
package struct PartwiseHash {
    private var hasher = SHA256()

    package init() {}

    package mutating func add(_ part: UnsafeRawBufferPointer) { hasher.update(bufferPointer: part) }

    /// The hash of all of them.
    package func hash() -> Hash? { Hash(bytes: Array(hasher.finalize())) }
}
