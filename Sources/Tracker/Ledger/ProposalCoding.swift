package import TrackerModel
import TrackerValues
package import TransparencyLog

/// How a proposal stands in an entry's `data` (docs/ledger-format.md).
extension ProposedUpdate {
    package var data: [String: JSON] {
        var data: [String: JSON] = [:]
        data["complete"] = complete.map { .int(Int64($0)) }
        if case .set(let due) = due { data["due"] = due.map { .string($0.description) } ?? .null }
        if isDone { data["submit"] = true }
        if !files.isEmpty { data["files"] = .array(files.map { .object($0.data) }) }
        if addresses > 0 { data["addresses"] = .int(Int64(addresses)) }
        data["dated"] = dated.map { .string($0.description) }
        return data
    }

    /// Reads it back. - Throws: `EntryError` when it can't be read.
    package init(_ data: [String: JSON]) throws(EntryError) {
        func missing(_ key: String) -> EntryError {
            EntryError(reason: "\"\(key)\" of \"\(ItemAct.Name.propose)\" can't be read")
        }
        func day(_ key: String) throws(EntryError) -> Day {
            guard let day = data[key]?.string.flatMap({ Day(iso: $0) }) else { throw missing(key) }
            return day
        }
        func number(_ key: String) throws(EntryError) -> Int? {
            guard let given = data[key] else { return nil }
            guard let number = given.int else { throw missing(key) }
            return Int(number)
        }
        self.init(complete: try number("complete"))
        if let given = data["due"] { due = .set(given.isNull ? nil : try day("due")) }
        if let given = data["submit"] {
            guard given.bool == true else { throw missing("submit") }
            isDone = true
        }
        if let given = data["files"] {
            let read = (given.array ?? []).map { $0.object.flatMap { EvidenceFile($0) } }
            guard !read.isEmpty, !read.contains(nil) else { throw missing("files") }
            files = read.compactMap { $0 }
        }
        if let count = try number("addresses") {
            guard (1...Self.mostAddresses).contains(count) else { throw missing("addresses") }
            addresses = count
        }
        if data["dated"] != nil { dated = try day("dated") }
    }

    /// The most addresses that one proposal names.
    package static let mostAddresses = 100
}

extension EvidenceFile {
    /// Its fields in an entry's data.
    package var data: [String: JSON] {
        ["sha256": .string(sha256), "size": .int(size), "media_type": .string(mediaType)]
    }

    /// Reads them; nil where one of them is missing.
    package init?(_ data: [String: JSON]) {
        guard let sha256 = data["sha256"]?.string, let size = data["size"]?.int,
            let mediaType = data["media_type"]?.string
        else { return nil }
        self.init(sha256: sha256, size: size, mediaType: mediaType)
    }
}
