import TrackerModel
import TrackerStorage

/// Checking what a register's file declares: its tables, indexes, triggers and views are exactly those of a new register,
/// whatever they are called. Whoever wants to change the ledger has to drop its triggers first, or to add some.
enum SchemaCheck {
    /// What is missing, was changed, or doesn't belong there; `replay` is a new register.
    package static func findings(in database: Database, expected replay: Database) throws -> [Finding] {
        let found = Dictionary(grouping: try database.schemaObjects(), by: \.title)
        let expected = Dictionary(grouping: try replay.schemaObjects(), by: \.title)
        return Set(found.keys).union(expected.keys).sorted { $0.lexicographicallyPrecedes($1) }.compactMap {
            let name = String(decoding: $0, as: UTF8.self)
            let sentence: String
            switch (found[$0], expected[$0]) {
            case (nil, _): sentence = "the \(name) is missing"
            case (let found?, nil):
                if found.count == 1, found[0].isPermitted { return nil }
                sentence = "there is a \(name) that does not belong here"
            case (let found, let expected):
                // In a damaged schema a name may stand twice; neither is then taken for the right one.
                if found == expected { return nil }
                sentence = "the \(name) has been changed"
            }
            return Finding(kind: .schema, seq: nil, sentence: sentence)
        }
    }
}
