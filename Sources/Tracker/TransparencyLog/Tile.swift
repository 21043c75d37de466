// The tiles in which a ledger is published as plain files, after C2SP tlog-tiles: 256 hashes, or 256 entries,
// to a file, so that anybody can recompute every root and proof without this program.

/// The coordinates of one tile: what it holds, where it stands, how full it is.
public struct Tile: Hashable, Sendable {
    /// What the tile is a row of.
    public enum Content: Hashable, Sendable {
        /// Hashes of subtrees over `256^level` entries; level 0 is leaf hashes.
        case hashes(level: Int)
        /// The entries themselves: see ``EntryBundle``.
        case entries
    }

    /// What the tile is a row of.
    public let content: Content
    /// The tile's place in its row, starting at 0.
    public let index: Int64
    /// How many hashes or entries it has: 256, or fewer (from 1) at the right edge of the tree.
    public let width: Int

    /// The width of a tile that is full.
    public static let fullWidth = 256

    /// A tile. The level lies in 0...63, the index is not negative and within what an `Int64` can count, the
    /// width lies in 1...256.
    public init(_ content: Content, index: Int64, width: Int = fullWidth) {
        if case .hashes(let level) = content {
            precondition((0...63).contains(level), "no tile has that level")
        }
        precondition((0...Tile.greatestIndex).contains(index), "no tile has that index")
        precondition((1...Tile.fullWidth).contains(width), "a tile has 1 to 256 hashes or entries")
        self.content = content
        self.index = index
        self.width = width
    }

    private static let greatestIndex = Int64.max / 256 - 1

    /// Every tile of a tree of `size` entries, hashes by level from the left, then entries.
    public static func tiles(size: Int64) -> [Tile] {
        precondition(size >= 0, "a tree has no fewer than 0 entries")
        var tiles: [Tile] = []
        var (level, count) = (0, size)
        while count > 0 {
            tiles += row(.hashes(level: level), count: count)
            (level, count) = (level + 1, count / 256)
        }
        return tiles + row(.entries, count: size)
    }

    /// The tiles of one row that has `count` hashes or entries, from the left. They are made one by one: a stranger's
    /// checkpoint may claim any number.
    package static func row(_ content: Content, count: Int64) -> some Sequence<Tile> {
        sequence(state: Int64(0)) { index -> Tile? in
            guard index * 256 < count else { return nil }
            defer { index += 1 }
            return Tile(content, index: index, width: Int(min(256, count - index * 256)))
        }
    }

    /// The indices, among the hashes or entries of its row, that the tile holds.
    public var places: Range<Int64> {
        index * 256..<index * 256 + Int64(width)
    }

    /// The path of the tile below the folder of the export: `tile/1/x001/067` or `tile/entries/000.p/12`.
    public var path: String {
        let row =
            switch content {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        var number = Tile.threeDigits(index % 1000)
        var rest = index / 1000
        while rest > 0 {
            number = "x\(Tile.threeDigits(rest % 1000))/\(number)"
            rest /= 1000
        }
        return "tile/\(row)/\(number)\(width == Tile.fullWidth ? "" : ".p/\(width)")"
    }

    /// The tile of a path, or nil where the path is not written exactly as ``path`` writes it.
    public init?(path: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.removeFirst() == "tile" else { return nil }
        let row = parts.removeFirst()
        var width = Tile.fullWidth
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let partial = Int(parts.removeLast()), (1..<Tile.fullWidth).contains(partial) else {
                return nil
            }
            width = partial
            parts[parts.count - 1].removeLast(2)
        }
        var index: Int64 = 0
        for part in parts {
            guard let digits = Int64(part.drop { $0 == "x" }), (0...999).contains(digits),
                index <= Tile.greatestIndex / 1000
            else { return nil }
            index = index * 1000 + digits
        }
        guard (0...Tile.greatestIndex).contains(index) else { return nil }
        if row == "entries" {
            self.init(.entries, index: index, width: width)
        } else if let level = Int(row), (0...63).contains(level) {
            self.init(.hashes(level: level), index: index, width: width)
        } else {
            return nil
        }
        // Parsing was lenient about zeros, signs and the letter x; there is one right spelling.
        guard self.path == path else { return nil }
    }

    private static func threeDigits(_ number: Int64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }

    /// The bytes of a tile of hashes, 32 for each, or nil for a tile of entries. Throws what the reader
    /// throws.
    ///
    /// The tree must be large enough for the tile.
    public func bytes(reader: some HashReader) throws -> [UInt8]? {
        guard case .hashes(let level) = content else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(width * Hash.byteCount)
        for place in places {
            bytes += try reader.hash(level: 8 * level, index: place).bytes
        }
        return bytes
    }
}
