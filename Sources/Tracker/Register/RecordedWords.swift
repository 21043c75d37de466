package import TrackerStorage
package import TrackerLedger
package import TrackerModel

// Questions about the words beside the ledger.

extension Register {
    /// What everyone registered is called on paper.
    package func names() throws -> [PersonID: String] { try people().printedNames }

    /// How many of the words known at a ledger size have been removed since.
    package func wordsRemoved(after size: Int64) throws -> Int64 {
        try database.first(
            "SELECT count(*) FROM words WHERE seq <= ? AND redacted_by > ?", size, size, read: { $0.int(0) })
            ?? 0
    }

    /// One of an entry's words; nil where there are none or they were removed.
    package func standingWords(_ seq: Int64, _ name: WordName) throws -> String? {
        try database.first(
            "SELECT text FROM words WHERE seq = ? AND name = ? AND text IS NOT NULL", seq, name.rawValue
        ) { $0.text(0) }
    }

    /// An entry's words with their salts, by their names.
    package func wordsLines(of seq: Int64) throws -> [WordsLine] {
        try database.all(
            "SELECT seq, name, salt, text, redacted_by FROM words WHERE seq = ? ORDER BY name", seq
        ) { try Self.wordsLine($0) }
    }

    /// Calls `body` with every entry's words, in the order of entries.
    package func forEachWordsLine(_ body: (WordsLine) throws -> Void) throws {
        try database.forEach("SELECT seq, name, salt, text, redacted_by FROM words ORDER BY seq, name") {
            row in
            try body(try Self.wordsLine(row))
        }
    }

    /// Reads words from the columns `seq`, `name`, `salt`, `text`, `redacted_by`.
    package static func wordsLine(_ row: borrowing Row) throws -> WordsLine {
        guard let name = WordName(rawValue: row.text(1)) else {
            throw RegisterError.damaged("entry \(row.int(0)) has words \"\(row.text(1))\"")
        }
        let content: WordsLine.Content =
            row.isNull(3)
            ? .redacted(by: row.int(4)) : .words(salt: row.bytes(2), text: row.text(3))
        return WordsLine(seq: row.int(0), name: name, content: content)
    }
}
