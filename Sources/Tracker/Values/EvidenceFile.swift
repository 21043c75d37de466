/// A file given as evidence: known by what is in it, not by its name.
public struct EvidenceFile: Equatable, Sendable {
    /// SHA-256 of the content, lower-case hex.
    public let sha256: String
    /// Size in bytes.
    public let size: Int64
    /// Media type worked out of the content and the name's ending.
    public let mediaType: String

    /// A file with that content.
    public init(sha256: String, size: Int64, mediaType: String) {
        self.sha256 = sha256
        self.size = size
        self.mediaType = mediaType
    }
}
