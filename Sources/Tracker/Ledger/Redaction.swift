package import TrackerModel
package import TransparencyLog

/// What an entry says that removes words for good: which entry's, and which of them. Who, when and why are the
/// entry's own actor, instant and reason.
package struct Redaction: Equatable {
    /// The entry whose words go.
    package let redacts: Int64
    /// The names of the words that go.
    package let words: [WordName]
    /// The hash of the evidence file that goes with them, if one does.
    package let file: String?

    /// The name of the act in the ledger.
    package static let act = "redact"

    package init(redacts: Int64, words: [WordName], file: String? = nil) {
        self.redacts = redacts
        self.words = words
        self.file = file
    }

    package var data: [String: JSON] {
        var data: [String: JSON] = [
            "redacts": .int(redacts), "words": .array(words.sorted().map { .string($0.rawValue) }),
        ]
        data["file"] = file.map { .string($0) }
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
        file = entry.data["file"]?.string
    }
}
