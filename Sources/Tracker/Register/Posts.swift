package import TrackerLedger
public import TrackerModel
package import TrackerStorage
public import TrackerValues

extension PostHolding {
    /// Every holding as it was recorded, in that order.
    package static func all(in database: Database) throws -> [PostHolding] {
        try database.all("SELECT seq, post, holder, from_on FROM post_holder ORDER BY seq") {
            PostHolding(
                seq: $0.int(0), post: PersonID(try $0.storedInt(1)),
                holder: try $0.optionalStoredInt(2).map { PersonID($0) }, from: try $0.storedDay(3))
        }
    }

    /// What an entry, or its correction number `seq`, says of a post; nil when it says nothing of one.
    package init?(_ record: RegisterRecord, as seq: Int64) {
        guard case .holdPost(let holder) = record.act, let post = PersonID(record.subject) else { return nil }
        self.init(seq: seq, post: post, holder: holder, from: record.effectiveOn)
    }
}

extension Register {
    /// Every post with its holder from a viewpoint. Somebody who has left holds no post.
    public func posts(from viewpoint: Viewpoint) throws -> [Post] {
        let holdings = try known(
            PostHolding.all(in: database).map { (seq: $0.seq, row: $0) }, from: .holdPost,
            at: viewpoint.knownAt
        ) { holding, record in holding = PostHolding(record, as: holding.seq) ?? holding }
        let leaving = Dictionary(
            stored: try people(from: viewpoint).map { ($0.id, $0.leaves ?? .distantFuture) })
        let names = try database.all(
            """
            SELECT p.id, \(Self.words("n")) FROM post p
            LEFT JOIN words n ON n.seq = p.id AND n.name = 'name' ORDER BY p.id
            """
        ) { (seq: $0.int(0), row: (id: PersonID($0.int(0)), name: $0.text(1))) }
        return try known(names, from: .addPost, at: viewpoint.knownAt) { post, record in
            post.name = try word(.name, of: record) ?? post.name
        }.map { id, name in
            var holding = holdings.current(id, on: viewpoint.asAt)
            if let found = holding, let holder = found.holder, let last = leaving[holder],
                last < viewpoint.asAt
            {
                holding = PostHolding(
                    seq: found.seq, post: id, holder: nil, from: last.adding(days: 1))
            }
            return Post(id: id, name: name, holding: holding)
        }
    }

    /// Every post with its holder as things are.
    public func posts() throws -> [Post] {
        try posts(from: Viewpoint(asAt: .distantFuture.adding(days: -1), knownAt: .max, isLatest: true))
    }

    /// The posts that a person holds or held, as far as was ever recorded.
    package func posts(everHeldBy holder: PersonID) throws -> [PersonID] {
        try PostHolding.all(in: database).filter { $0.holder == holder }.map(\.post)
    }

    /// The person or post with that name: whoever can own an item.
    ///
    /// - Throws: `NotFound` with the nearest names of both.
    public func owner(_ typed: String) throws -> PersonID {
        let posts = try posts()
        if let post = posts.named(typed) { return post.id }
        let people = try people()
        do {
            return try people.named(typed).id
        } catch is NotFound {
            throw NotFound(
                "person or post", typed,
                nearest: NearestMatch.suggestions(
                    for: typed, among: (people.map(\.name) + posts.map(\.name))),
                remedies: [.add(.personOrPost, named: typed)])
        }
    }

    /// The same for a question, where words of a name are enough if only one name has them: "Harper" for "DAC Harper".
    ///
    /// - Throws: `NotFound` with all that have them, or else the nearest.
    public func owner(withWords typed: String) throws -> PersonID {
        do { return try owner(typed) } catch let unknown as NotFound {
            func words(_ name: String) -> Set<Substring> { Set(name.lowercased().split(separator: " ")) }
            let wanted = words(typed)
            let named = (try people().map(\.name) + posts().map(\.name)).filter {
                !wanted.isEmpty && wanted.isSubset(of: words($0))
            }
            if named.isEmpty { throw unknown }
            guard named.count == 1 else {
                throw NotFound("person or post", typed, nearest: named, remedies: [])
            }
            return try owner(named[0])
        }
    }
}

extension [Post] {
    /// The post with that identifier or name, whatever its case.
    package func named(_ typed: String) -> Post? {
        let folded = typed.trimmed.lowercased()
        return first { $0.id.description.lowercased() == folded } ?? named(typed, by: \.name).first
    }
}

extension Writer {
    /// The person or post with that name. - Throws: `NotFound` with the nearest.
    public func owner(_ typed: String) throws -> PersonID { try register.owner(typed) }

    /// Adds a post. - Throws: `RuleViolation` when a post or a person has a name that looks the same.
    @discardableResult
    public func addPost(_ name: String) throws -> PersonID {
        let name = try Name.parse(name, what: "post's name")
        try refuseAlike(post: name)
        let id = PersonID(nextSeq)
        try record(.addPost, on: id.description, words: [.name: name])
        return id
    }

    /// Says who holds a post from `day` on; nil for nobody.
    ///
    /// - Throws: `NotFound` for the post or the person, `RuleViolation` for a holder who has left by then.
    public func holdPost(_ typed: String, by holder: String?, from day: Day?) throws {
        let posts = try register.posts()
        guard let post = posts.named(typed) else {
            throw NotFound(
                "post", typed, nearest: NearestMatch.suggestions(for: typed, among: posts.map(\.name)),
                remedies: [.add(.post, named: typed)])
        }
        let person = try holder.map { try people().named($0) }
        if let person, person.hasLeft(by: try day ?? effectiveDay()) {
            throw RuleViolation(
                "Post \"\(post.name)\"",
                "\(person.name) left on \(person.leaves ?? today)",
                remedies: [.plain("name somebody else"), .see(.people)])
        }
        try record(.holdPost(person?.id), on: post.id.description, day: day)
    }

    /// Whoever acts for an owner on `day`: the person, or the holder of the post; nil while it is vacant.
    package func holder(of owner: PersonID, on day: Day) throws -> PersonID? {
        if try people().contains(where: { $0.id == owner }) { return owner }
        let then = Viewpoint(asAt: day, knownAt: .max, isLatest: true)
        return try register.posts(from: then).first { $0.id == owner }?.holding?.holder
    }

    /// A post's name must not look like a person's or another post's. - Parameter id: its own, once it has one.
    func refuseAlike(post name: String, _ id: PersonID? = nil) throws {
        try refusePost(named: name, besides: id)
        if let person = try people().first(where: { $0.name.resembles(name) }) {
            throw RuleViolation(
                "Post \"\(name)\"",
                "\(person.id) is registered as a person whose name looks the same; choose another name")
        }
    }

    /// A person's and a post's name must not be mistaken for one another.
    func refusePost(named name: String, besides id: PersonID? = nil) throws {
        if let post = try register.posts().first(where: { $0.id != id && $0.name.resembles(name) }) {
            throw RuleViolation(
                "The name \"\(name)\"",
                "there is a post already whose name looks the same, \(post.id)", remedies: [.see(.posts)])
        }
    }
}
