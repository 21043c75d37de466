package import TrackerModel
package import TransparencyLog

/// What an entry says that removes words for good: which entry's, and which of them. Who, when and why are the
/// entry's own actor, instant and reason.
package struct Redaction: Equatable {
    /// The entry whose words go.
    package let redacts: Int64
    /// The names of the words that go.
    package let words: [WordName]
    /// The hashes of the evidence files that go with them.
    package let files: [String]

    /// The name of the act in the ledger.
    package static let act = "redact"

    package init(redacts: Int64, words: [WordName], files: [String] = []) {
        self.redacts = redacts
        self.words = words
        self.files = files
    }

    package var data: [String: JSON] {
        var data: [String: JSON] = [
            "redacts": .int(redacts), "words": .array(words.sorted().map { .string($0.rawValue) }),
        ]
        if files.count == 1 { data["file"] = .string(files[0]) }
        if files.count > 1 { data["files"] = .array(files.map { .string($0) }) }
        return data
    }

    /// Reads an entry; nil when it is no redaction.
    package init?(_ entry: Entry) throws(EntryError) {
        guard entry.act == Redaction.act else { return nil }
        guard let redacts = entry.data["redacts"]?.int, let names = entry.data["words"]?.array else {
            throw EntryError(reason: "\"redacts\" of \"redact\" can't be read")
        }
        self.redacts = redacts
        words = names.compactMap { $0.string.flatMap { WordName(rawValue: $0) } }
        files =
            entry.data["file"]?.string.map { [$0] } ?? entry.data["files"]?.array?.compactMap(\.string) ?? []
    }
}
