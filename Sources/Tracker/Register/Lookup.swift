import TrackerStorage
import TrackerModel
import TrackerValues

// How what somebody typed is found in the register, whatever the case and spelling.

extension Register {
    /// SQL that reads words: the text, or `[redacted]` where it was removed.
    package static func words(_ alias: String) -> String {
        "CASE WHEN \(alias).redacted_by IS NULL THEN \(alias).text ELSE '[redacted]' END"
    }

    /// The force with that name, spelled as registered. - Throws: `NotFound` with the nearest.
    public func force(_ typed: String) throws -> String {
        let forces = try database.all("SELECT DISTINCT force FROM item_state ORDER BY force") {
            $0.text(0)
        }
        guard let force = forces.first(where: { $0.lowercased() == typed.lowercased() }) else {
            throw NotFound(
                "force with items", typed, nearest: NearestMatch.suggestions(for: typed, among: forces),
                remedies: [.see(.reports)])
        }
        return force
    }

    /// A tag as items carry it, now or once. - Throws: `NotFound` with the nearest.
    public func tag(_ typed: String) throws -> String {
        var carried = SQLFilter("1 = 1")
        carried.require(tagged: typed)
        var isCarried = false
        try database.prepare("SELECT 1 FROM item_state s WHERE \(carried.sql) LIMIT 1")
            .forEach(carried.values) { _ in isCarried = true }
        if isCarried { return typed }
        let tags = try database.all("SELECT DISTINCT tags FROM item_state") { $0.text(0) }
        return try spelled(
            typed, "tag", as: Set(tags.flatMap { $0.split(separator: "\n").map(String.init) }).sorted(),
            remedy: .add(.tag, named: typed))
    }

    /// A body that items are directed at, now or once. - Throws: `NotFound` with the nearest.
    public func addressee(_ typed: String) throws -> String {
        let column = RowKey.addressee.column
        let lines = try database.all("SELECT DISTINCT \(column) FROM item_state s") { $0.text(0) }
        let names = lines.flatMap { RowKey.addressee.keys(in: $0) }
        return try spelled(typed, "addressee", as: Set(names).sorted(), remedy: .see(.items))
    }

    /// A question under which items stand, now or once. - Throws: `NotFound` with the nearest.
    public func question(_ typed: String) throws -> String {
        try spelled(
            typed, "question",
            as: database.all(
                "SELECT DISTINCT question FROM item_state WHERE question IS NOT NULL ORDER BY question"
            ) { $0.text(0) }, remedy: .see(.questions))
    }

    func spelled(
        _ typed: String, _ what: String, as known: [String], remedy: Remedy
    ) throws -> String {
        guard let found = known.first(where: { $0.lowercased() == typed.lowercased() }) else {
            throw NotFound(
                what, typed, nearest: NearestMatch.suggestions(for: typed, among: known), remedies: [remedy])
        }
        return found
    }

    func find<Value>(
        _ typed: String, _ what: String, in all: [Value], by reference: (Value) -> Reference,
        remedies: [Remedy]
    ) throws -> Value {
        let folded = typed.lowercased()
        guard let found = all.first(where: { reference($0).folded == folded }) else {
            let known = all.map { reference($0).text }
            throw NotFound(
                what, typed, nearest: NearestMatch.suggestions(for: typed, among: known), remedies: remedies)
        }
        return found
    }

    /// What entries are about whose name is nearest to a mistyped one.
    package func subjects(like typed: String) throws -> [String] {
        NearestMatch.suggestions(
            for: typed, among: try database.all("SELECT DISTINCT subject FROM ledger") { $0.text(0) })
    }
}
