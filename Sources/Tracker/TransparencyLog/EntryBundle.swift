// The file of a tile of entries, after C2SP tlog-tiles, section "Log entries": each entry behind its length
// as two big-endian bytes.

/// Why a file is not a bundle of entries, as a sentence.
public enum EntryBundleError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file ends within the entry at `entry`, counted from 0.
    case truncated(entry: Int)
    /// The file does not have as many entries as its path says.
    case wrongCount(found: Int, expected: Int)

    /// The sentence to show.
    public var description: String {
        switch self {
        case .truncated(let entry):
            "The file of entries breaks off within entry \(entry + 1). Copy the exported folder again."
        case .wrongCount(let found, let expected):
            "The file has \(found) entries where its name calls for \(expected). "
                + "Copy the exported folder again."
        }
    }
}

/// The encoding of up to 256 entries in a file.
public enum EntryBundle {
    /// The longest entry that two bytes can measure.
    public static let greatestEntryLength = 65_535

    /// The most bytes that the file of `count` entries can have.
    package static func greatestSize(_ count: Int) -> Int { count * (2 + greatestEntryLength) }

    /// The file that holds `entries`, none longer than ``greatestEntryLength``.
    public static func encode(_ entries: some Sequence<[UInt8]>) -> [UInt8] {
        var file: [UInt8] = []
        for entry in entries {
            precondition(entry.count <= greatestEntryLength, "an entry has at most 65,535 bytes")
            file.append(UInt8(entry.count >> 8))
            file.append(UInt8(entry.count & 0xFF))
            file += entry
        }
        return file
    }

    /// The entries of a file that should hold `count` of them.
    public static func decode(_ file: [UInt8], count: Int) throws(EntryBundleError) -> [ArraySlice<UInt8>] {
        var entries: [ArraySlice<UInt8>] = []
        var rest = file[...]
        // What is more than there should be is counted and not kept: it may be millions.
        var found = 0
        while !rest.isEmpty {
            guard rest.count >= 2 else { throw .truncated(entry: found) }
            let length = Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())
            guard rest.count >= length else { throw .truncated(entry: found) }
            if found < count { entries.append(rest.prefix(length)) }
            rest.removeFirst(length)
            found += 1
        }
        guard found == count else { throw .wrongCount(found: found, expected: count) }
        return entries
    }
}
