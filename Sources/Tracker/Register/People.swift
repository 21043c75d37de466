import TrackerStorage
public import TrackerModel
import TrackerValues

// People: who is registered, how they are found, and their registration.

extension [Person] {
    /// The person with that identifier or name, as somebody types it or a paper prints it.
    ///
    /// - Throws: `NotFound` with the nearest names; `RuleViolation` when two people share it.
    public func named(_ name: String) throws -> Person {
        // An identifier is never taken for a name.
        let folded = name.trimmed.lowercased()
        if let person = first(where: { $0.id.description.lowercased() == folded }) { return person }
        var found = named(name, by: \.name)
        if found.isEmpty {
            let printed = printedNames
            found = named(name) { printed[$0.id] ?? $0.name }
        }
        if found.count > 1 {
            throw RuleViolation(
                "Person \"\(name)\"",
                "\(found.count) people have that name: use \(found.map(\.told).joined(separator: " or ")) instead"
            )
        }
        guard let person = found.first else {
            throw NotFound(
                "person", name, nearest: NearestMatch.suggestions(for: name, among: map(\.name)),
                remedies: [.add(.person, named: name)])
        }
        return person
    }
}

extension Register {
    /// Everyone registered, in the order of registration; their name, office, account and last day as they were from a
    /// viewpoint, or as they are.
    public func people(from viewpoint: Viewpoint? = nil) throws -> [Person] {
        var roles: [Int64: [Role]] = [:]
        try database.forEach("SELECT person, role FROM person_role ORDER BY person, role") {
            roles[$0.int(0), default: []].append(try $0.stored(1, "role") { Role(rawValue: $0) })
        }
        let recorded = try database.all(
            """
            SELECT p.id, \(Self.words("n")), \(Self.words("o")), \(Self.words("a")) FROM person p
            LEFT JOIN words n ON n.seq = p.id AND n.name = 'name'
            LEFT JOIN words o ON o.seq = p.id AND o.name = 'post'
            LEFT JOIN words a ON a.seq = p.id AND a.name = 'account'
            ORDER BY p.id
            """
        ) {
            (
                seq: $0.int(0),
                row: Person(
                    id: PersonID($0.int(0)), name: $0.text(1), post: $0.optionalText(2),
                    account: $0.optionalText(3), leaves: nil, roles: roles[$0.int(0)] ?? [])
            )
        }
        var people = try known(recorded, from: .addPerson, at: viewpoint?.knownAt ?? .max) { person, record in
            person.name = try word(.name, of: record) ?? person.name
            person.post = try word(.post, of: record)
            person.account = try word(.account, of: record)
        }
        try change(&people, from: viewpoint)
        return people
    }
}

extension Writer {
    /// Registers a person.
    ///
    /// - Throws: `InvalidValue` for what can't be a name or an e-mail address; `RuleViolation` when somebody is registered whose name looks the same
    ///   and whose office doesn't tell them apart, or whose account it is.
    @discardableResult
    public func addPerson(
        _ name: String, post: String? = nil, roles: [Role] = [], account: String? = nil, email: String? = nil
    ) throws -> PersonID {
        let name = try Name.parse(name, what: "person's name")
        let post = post.map { Name.tidied($0) }
        let people = try register.people()
        try refuseAlike(name, post: post, among: people)
        try refusePost(named: name)
        let account = account?.trimmed
        try refuseTaken(account, by: name, among: people)
        let id = PersonID(nextSeq)
        var words: Words = [.name: name]
        words[.post] = post
        words[.account] = account
        words[.email] = try EmailAddress.checked(email)
        try record(.addPerson(roles), on: id.description, words: words)
        return id
    }
}
