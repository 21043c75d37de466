import Testing
import Tracker

@Suite("Merkle tree (RFC 6962 section 2.1)")
struct MerkleTreeTests {
    /// The entries and roots on which the implementations of Certificate Transparency agree.
    static let entries = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static func bytes(_ hex: String) -> [UInt8] {
        var digits = hex[...]
        return (0..<hex.count / 2).map { _ in
            defer { digits = digits.dropFirst(2) }
            return UInt8(digits.prefix(2), radix: 16)!
        }
    }

    let tree: StoredTree

    init() throws { tree = try StoredTree(entries: MerkleTreeTests.entries.map(MerkleTreeTests.bytes)) }

    @Test("Roots of 0 to 8 known entries", arguments: 0...8)
    func knownRoots(_ size: Int) throws {
        #expect(try MerkleTree.root(size: Int64(size), reader: tree).hex == MerkleTreeTests.roots[size])
        var frontier = MerkleFrontier()
        for entry in MerkleTreeTests.entries.prefix(size) {
            frontier.append(.leaf(MerkleTreeTests.bytes(entry)))
        }
        #expect(frontier.root.hex == MerkleTreeTests.roots[size])
        #expect(frontier.size == Int64(size))
    }

    @Test(
        "Known inclusion proofs",
        arguments: [
            (0, 1, []),
            (
                0, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                5, 8,
                [
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
            (
                1, 5,
                [
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ] as [(Int64, Int64, [String])])
    func knownInclusion(_ index: Int64, _ size: Int64, _ expected: [String]) throws {
        let proof = try MerkleTree.inclusionProof(index: index, size: size, reader: tree)
        #expect(proof.map(\.hex) == expected)
    }

    @Test(
        "Known consistency proofs",
        arguments: [
            (1, 1, []),
            (
                1, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                6, 8,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (
                2, 5,
                [
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ] as [(Int64, Int64, [String])])
    func knownConsistency(_ old: Int64, _ new: Int64, _ expected: [String]) throws {
        let proof = try MerkleTree.consistencyProof(from: old, to: new, reader: tree)
        #expect(proof.map(\.hex) == expected)
    }

    @Test("Every proof in trees of up to 40 entries stands, and stands for nothing else")
    func exhaustive() throws {
        let tree = try StoredTree(size: 40)
        let roots = try (0...tree.size).map { try MerkleTree.root(size: $0, reader: tree) }
        for size in 0...tree.size {
            let root = roots[Int(size)]
            for index in 0..<size {
                let leaf = try tree.hash(level: 0, index: index)
                let proof = try MerkleTree.inclusionProof(index: index, size: size, reader: tree)
                for claimed in -1...size {
                    let stands = MerkleTree.verifyInclusion(
                        of: leaf, index: claimed, size: size, root: root, proof: proof)
                    #expect(stands == (claimed == index), "entry \(index) of \(size) as \(claimed)")
                }
            }
            for old in 0...size {
                let proof = try MerkleTree.consistencyProof(from: old, to: size, reader: tree)
                for claimed in 0...size {
                    let stands = MerkleTree.verifyConsistency(
                        from: claimed, roots[Int(claimed)], to: size, root, proof: proof)
                    // Between the trees for which there is nothing to show, the empty proof serves any.
                    #expect(stands == (claimed == old) || (proof.isEmpty && [0, size].contains(claimed)))
                }
            }
        }
    }

    @Test("One flipped bit anywhere is noticed, in random trees of up to 300 entries", arguments: 0..<12)
    func flippedBits(_ seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let size = Int64.random(in: 2...300, using: &random)
        let old = Int64.random(in: 1..<size, using: &random)
        let index = Int64.random(in: 0..<size, using: &random)
        let tree = try StoredTree(size: Int(size))
        let root = try MerkleTree.root(size: size, reader: tree)
        let oldRoot = try MerkleTree.root(size: old, reader: tree)

        let inclusion = try MerkleTree.inclusionProof(index: index, size: size, reader: tree)
        let included = [try tree.hash(level: 0, index: index), root] + inclusion
        func inclusionStands(_ hashes: [Hash]) -> Bool {
            MerkleTree.verifyInclusion(
                of: hashes[0], index: index, size: size, root: hashes[1], proof: Array(hashes[2...]))
        }
        #expect(inclusionStands(included))
        for damaged in flips(of: included) { #expect(!inclusionStands(damaged)) }
        #expect(!inclusionStands(included.dropLast()) && !inclusionStands(included + [root]))

        let consistency = try MerkleTree.consistencyProof(from: old, to: size, reader: tree)
        let consistent = [oldRoot, root] + consistency
        func consistencyStands(_ hashes: [Hash]) -> Bool {
            MerkleTree.verifyConsistency(
                from: old, hashes[0], to: size, hashes[1], proof: Array(hashes[2...]))
        }
        #expect(consistencyStands(consistent))
        for damaged in flips(of: consistent) { #expect(!consistencyStands(damaged)) }
        #expect(!consistencyStands(consistent.dropLast()) && !consistencyStands(consistent + [root]))
    }

    /// The same hashes, one bit different each time.
    private func flips(of hashes: [Hash]) -> [[Hash]] {
        hashes.indices.flatMap { place in
            (0..<256).map { bit in
                var bytes = hashes[place].bytes
                bytes[bit / 8] ^= 1 << (bit % 8)
                var damaged = hashes
                damaged[place] = Hash(bytes: bytes)!
                return damaged
            }
        }
    }

    @Test("Trees that are equal, empty or in the wrong order")
    func edges() throws {
        let root = try MerkleTree.root(size: 8, reader: tree)
        let other = try MerkleTree.root(size: 7, reader: tree)
        #expect(MerkleTree.verifyConsistency(from: 8, root, to: 8, root, proof: []))
        #expect(!MerkleTree.verifyConsistency(from: 8, root, to: 8, other, proof: []))
        #expect(!MerkleTree.verifyConsistency(from: 8, root, to: 8, root, proof: [root]))
        #expect(MerkleTree.verifyConsistency(from: 0, .empty, to: 8, root, proof: []))
        #expect(!MerkleTree.verifyConsistency(from: 0, root, to: 8, root, proof: []))
        #expect(!MerkleTree.verifyConsistency(from: 0, root, to: 0, root, proof: []))
        #expect(!MerkleTree.verifyConsistency(from: 8, root, to: 7, other, proof: []))
        #expect(!MerkleTree.verifyConsistency(from: -1, root, to: 7, other, proof: []))
        #expect(!MerkleTree.verifyConsistency(from: 4, root, to: .max, root, proof: []))
        #expect(!MerkleTree.verifyInclusion(of: root, index: 0, size: 0, root: root, proof: []))
        #expect(!MerkleTree.verifyInclusion(of: root, index: .max - 1, size: .max, root: root, proof: []))
    }

    @Test(
        "A frontier resumed from storage continues as one that saw every entry",
        arguments: [0, 1, 2, 7, 8, 100])
    func resumedFrontier(_ size: Int64) throws {
        let tree = try StoredTree(size: 130)
        var frontier = try MerkleFrontier(size: size, reader: tree)
        for index in size..<tree.size {
            #expect(try frontier.root == MerkleTree.root(size: index, reader: tree))
            let leaf = try tree.hash(level: 0, index: index)
            let completed = try MerkleTree.subtrees(appending: leaf, size: index, reader: tree)
            #expect(frontier.append(leaf) == completed)
            #expect(completed.count == (~index).trailingZeroBitCount)
        }
    }

    @Test("A hash is read from what it writes and from nothing else")
    func hashText() {
        let hash = Hash.sha256("abc".utf8)
        // FIPS 180-4's example.
        #expect(hash.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Hash(hex: hash.hex) == hash && Hash(bytes: hash.bytes) == hash)
        #expect("\(hash)" == hash.hex)
        for text in ["", "ba78", hash.hex.uppercased(), hash.hex + "00", "g" + hash.hex.dropFirst()] {
            #expect(Hash(hex: text) == nil)
        }
        #expect(Hash(bytes: hash.bytes.dropLast()) == nil)
        #expect(Hash.sha256("abc".utf8.reversed()) == Hash.sha256("cba".utf8))
    }
}
