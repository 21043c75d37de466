import Testing
import Tracker

@Suite("Tiles (C2SP tlog-tiles)")
struct TileTests {
    @Test(
        "Paths are written and read in one way",
        arguments: [
            // The specification's example: 1234067 is x001/x234/067.
            (Tile(.hashes(level: 0), index: 1_234_067), "tile/0/x001/x234/067"),
            (Tile(.hashes(level: 0), index: 0), "tile/0/000"),
            (Tile(.hashes(level: 1), index: 999), "tile/1/999"),
            (Tile(.hashes(level: 63), index: 1000), "tile/63/x001/000"),
            (Tile(.entries, index: 273, width: 112), "tile/entries/273.p/112"),
            (Tile(.entries, index: 1_000_000, width: 1), "tile/entries/x001/x000/000.p/1"),
            (Tile(.hashes(level: 2), index: 67, width: 255), "tile/2/067.p/255"),
        ])
    func paths(_ tile: Tile, _ path: String) {
        #expect(tile.path == path)
        #expect(Tile(path: path) == tile)
    }

    @Test(
        "Other paths are refused",
        arguments: [
            "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/1234", "tile/00/000", "tile/64/000",
            "tile/-1/000",
            "tile/0/x000/000", "tile/0/001/000", "tile/0/x001", "tile/0/xx01/000", "tile/0/000.p",
            "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/+00", "tile/0/000/", "/tile/0/000",
            "tile/entry/000",
            "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/\u{661}\u{662}\u{663}",
            "tile/0/x001/9223372036854775807", "tile/0/x001/-01", "tile/0/x036/x028/x797/x018/x963/967/000",
        ])
    func badPaths(_ path: String) {
        #expect(Tile(path: path) == nil)
    }

    @Test("The specification's tree of 70,000 entries, and its tree of 256")
    func tilesOfTree() {
        let tiles = Tile.tiles(size: 70_000)
        func row(_ content: Tile.Content) -> [Int] { tiles.filter { $0.content == content }.map(\.width) }
        #expect(row(.hashes(level: 0)) == Array(repeating: 256, count: 273) + [112])
        #expect(row(.hashes(level: 1)) == [256, 17])
        #expect(row(.hashes(level: 2)) == [1])
        #expect(row(.entries) == Array(repeating: 256, count: 273) + [112])
        #expect(tiles.count == 274 + 2 + 1 + 274)
        #expect(
            Tile.tiles(size: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"])
        #expect(Tile.tiles(size: 0).isEmpty)
    }

    @Test("The hashes in the tiles rebuild the root")
    func tileBytes() throws {
        let tree = try StoredTree(size: 700)
        let tiles = Tile.tiles(size: tree.size)
        var frontier = MerkleFrontier()
        var subroots: [Hash] = []
        for tile in tiles where tile.content == .hashes(level: 0) {
            let bytes = try #require(try tile.bytes(reader: tree))
            #expect(bytes.count == tile.width * 32)
            var subtree = MerkleFrontier()
            for place in 0..<tile.width {
                let hash = try #require(Hash(bytes: bytes[place * 32..<place * 32 + 32]))
                frontier.append(hash)
                subtree.append(hash)
            }
            if tile.width == Tile.fullWidth { subroots.append(subtree.root) }
        }
        #expect(try frontier.root == MerkleTree.root(size: 700, reader: tree))
        let upper = try #require(tiles.first { $0.content == .hashes(level: 1) })
        #expect(upper.width == 2 && upper.index == 0)
        #expect(try upper.bytes(reader: tree) == subroots.flatMap(\.bytes))
        #expect(try tiles.last?.bytes(reader: tree) == nil)
    }

    @Test("Entry bundles are written, read and checked")
    func bundles() throws {
        let entries: [[UInt8]] = [[], Array("{}".utf8), Array(repeating: 0x61, count: 65_535)]
        let file = EntryBundle.encode(entries)
        #expect(file.prefix(8) == [0, 0, 0, 2, 0x7B, 0x7D, 0xFF, 0xFF])
        #expect(try EntryBundle.decode(file, count: 3).map(Array.init) == entries)
        #expect(try EntryBundle.decode([], count: 0).isEmpty)
        #expect(throws: EntryBundleError.wrongCount(found: 3, expected: 4)) {
            try EntryBundle.decode(file, count: 4)
        }
        #expect(throws: EntryBundleError.truncated(entry: 2)) {
            try EntryBundle.decode(file.dropLast(), count: 3)
        }
        #expect(throws: EntryBundleError.truncated(entry: 1)) {
            try EntryBundle.decode(Array(file.prefix(3)), count: 2)
        }
    }
}
