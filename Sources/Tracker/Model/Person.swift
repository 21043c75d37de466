public import TrackerValues

/// A person as the register knows them.
public struct Person: Equatable, Sendable {
    /// Who they are in the ledger.
    public let id: PersonID
    /// Their name, or `[redacted]`.
    public package(set) var name: String
    /// The office they hold, if any.
    public package(set) var post: String?
    /// Their operating-system account, if registered.
    public package(set) var account: String?
    /// Their last day, if they leave or have left.
    public package(set) var leaves: Day?
    /// What they may do.
    public let roles: [Role]

    package init(
        id: PersonID, name: String, post: String? = nil, account: String? = nil, leaves: Day? = nil,
        roles: [Role]
    ) {
        self.id = id
        self.name = name
        self.post = post
        self.account = account
        self.leaves = leaves
        self.roles = roles
    }

    /// Whether their last day is before `day`.
    public func hasLeft(by day: Day) -> Bool { leaves.map { $0 < day } ?? false }
}

extension [Person] {
    /// Whoever keeps the register on `day`: officers who have not left.
    package func officers(on day: Day) -> [Person] {
        filter { $0.roles.contains(.officer) && !$0.hasLeft(by: day) }
    }

    /// Everybody's name as papers print it: with their office, or else their identifier, where another's looks the same.
    public var printedNames: [PersonID: String] {
        var names: [PersonID: String] = [:]
        var looks: [Likeness: [Person]] = [:]
        for person in self {
            names[person.id] = person.name
            // Nobody can be told by a name that was removed.
            if person.name == "[redacted]" { continue }
            looks[Likeness(person.name), default: []].append(person)
        }
        guard looks.values.contains(where: { $0.count > 1 }) || Likeness.anyAlike(looks.keys) else {
            return names
        }
        for (look, people) in looks {
            let alike = looks.filter { $0.key.resembles(look) }.flatMap(\.value)
            for person in people where alike.count > 1 {
                let isTold = person.post.map { post in
                    alike.allSatisfy { $0.id == person.id || $0.post?.resembles(post) != true }
                }
                let mark = isTold == true ? person.post : nil
                names[person.id] = "\(person.name) (\(mark ?? person.id.description))"
            }
        }
        return names
    }
}

extension [Person] {
    /// Everybody's name as papers print it, in their order.
    package var inPrint: [String] {
        let names = printedNames
        return map { names[$0.id] ?? $0.name }
    }
}

extension Person {
    /// Identifier and office, by which somebody is told apart: "P4 (Inspector)".
    package var told: String { post.map { "\(id) (\($0))" } ?? id.description }
}
