public import TrackerModel
import TrackerValues
import TransparencyLog

/// How a scope stands in the ledger: as canonical JSON, so that an issued table's scope can be compared and read
/// back exactly.
extension Scope {
    /// One line that two scopes share only when they are the same.
    public var canonical: String {
        var object: [String: JSON] = [:]
        object["report"] = report.map { .string($0.text) }
        object["publisher"] = publisher.map { .string($0.name) }
        object["force"] = force.map { .string($0) }
        object["kind"] = kind.map { .string($0) }
        object["owner"] = owner.map { .string($0.description) }
        if !stages.isEmpty { object["stages"] = .array(stages.map { .string($0.rawValue) }) }
        object["allocated"] = isUnallocated.map { .bool(!$0) }
        object["question"] = question.map { .string($0) }
        object["board"] = board.map { .string($0.text) }
        object["tag"] = tag.map { .string($0) }
        object["addressee"] = addressee.map { .string($0) }
        object["part"] = part.map { .string($0.rawValue) }
        if isEvidenceChanged { object["evidence_changed"] = true }
        object["risk"] = risk.map { .string($0) }
        object["delay"] = delay.map { .string($0) }
        return String(decoding: JSON.object(object).canonical, as: UTF8.self)
    }

    /// Reads what `canonical` wrote; which reports a publisher's are, the register knows. - Throws: `EntryError` when it is
    /// something else.
    package init(canonical text: String) throws(EntryError) {
        let json: JSON
        do { json = try JSON(parsing: Array(text.utf8)) } catch {
            throw EntryError(reason: "its scope can't be read")
        }
        self.init()
        report = json["report"]?.string.map { Reference(stored: $0) }
        publisher = json["publisher"]?.string.map { Publisher($0) }
        force = json["force"]?.string
        kind = json["kind"]?.string
        owner = json["owner"]?.string.flatMap { PersonID($0) }
        stages = (json["stages"]?.array ?? []).compactMap { $0.string.flatMap { Stage(rawValue: $0) } }
        isUnallocated = json["allocated"]?.bool.map { !$0 }
        question = json["question"]?.string
        board = json["board"]?.string.map { Reference(stored: $0) }
        tag = json["tag"]?.string
        addressee = json["addressee"]?.string
        part = json["part"]?.string.flatMap { PositionPart(rawValue: $0) }
        isEvidenceChanged = json["evidence_changed"]?.bool ?? false
        risk = json["risk"]?.string
        delay = json["delay"]?.string
        // Whatever wasn't understood would make it another scope.
        if canonical != text { throw EntryError(reason: "its scope can't be read") }
    }
}
