import TrackerModel
import TrackerStorage
package import TrackerLedger

extension Register {
    /// Who stands behind an entry.
    package func authorship(of entry: Entry) throws -> Authorship {
        Authorship(entry, words: entry.words[.typist] == nil ? [:] : try words(of: entry.seq))
    }

    /// How many entries each account typed in for which nobody was registered then; `[redacted]` counts those whose
    /// account was removed.
    package func typists() throws -> [String: Int64] {
        var counts: [String: Int64] = [:]
        try database.forEach(
            "SELECT \(Self.words("w")), count(*) FROM words w WHERE w.name = 'typist' GROUP BY 1"
        ) { counts[$0.text(0)] = $0.int(1) }
        return counts
    }
}
