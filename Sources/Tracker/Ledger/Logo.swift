public import TrackerValues
import TransparencyLog

/// A body's logo, as the register keeps it and papers print it: a PNG or JPEG inside a `data:` address (RFC 2397),
/// small enough for one entry of the ledger.
public struct Logo: Equatable, Sendable, CustomStringConvertible {
    /// The most bytes that its file may have: in Base 64 a third more, which leaves an entry room to spare.
    public static let largest = 32_768

    /// What a logo has to be, for errors.
    package static let expected = "a PNG or JPEG file of at most 32 KB"
    private static let types = ["image/png": "PNG", "image/jpeg": "JPEG"]

    /// The picture as an address that pages can show.
    public let dataURI: String
    private let type: String
    private let size: Int

    /// The logo in a file.
    ///
    /// - Parameters:
    ///   - bytes: what is in it; that decides what it is, not its name.
    ///   - name: the file's name, for errors.
    /// - Throws: `InvalidValue` when it is neither PNG nor JPEG, or too large.
    public init(_ bytes: [UInt8], named name: String) throws(InvalidValue) {
        guard bytes.count <= Self.largest, let logo = Self(bytes) else {
            throw InvalidValue(
                what: "logo", given: name,
                expected: Self.expected
                    + (bytes.count > Self.largest ? " (it has \(Self.kilobytes(bytes.count)) KB)" : ""))
        }
        self = logo
    }

    /// The logo in an address, or nil when it is no logo as this type writes it.
    public init?(dataURI: String) {
        guard let comma = dataURI.firstIndex(of: ","),
            let bytes = Base64.decode(dataURI[dataURI.index(after: comma)...]),
            let logo = Self(bytes), logo.dataURI == dataURI
        else { return nil }
        self = logo
    }

    private init?(_ bytes: [UInt8]) {
        let mediaType = MediaType.of(bytes, name: "")
        guard bytes.count <= Self.largest, let type = Self.types[mediaType] else { return nil }
        self.type = type
        size = bytes.count
        dataURI = "data:\(mediaType);base64,\(Base64.encode(bytes))"
    }

    /// What it is, in words: "PNG, 12 KB".
    public var description: String { "\(type), \(Self.kilobytes(size)) KB" }

    private static func kilobytes(_ bytes: Int) -> Int { (bytes + 1023) / 1024 }
}
