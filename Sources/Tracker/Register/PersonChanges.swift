import TrackerStorage
import TrackerLedger
public import TrackerModel
public import TrackerValues

/// People change: another office, another account, roles, a last day. What they were before stays known.
extension Register {
    /// Applies to `people` what has changed about them, as far as the viewpoint sees it.
    package func change(_ people: inout [Person], from viewpoint: Viewpoint?) throws {
        let day = viewpoint?.asAt ?? .distantFuture
        let places = Dictionary(stored: people.enumerated().map { ($1.id.seq, $0) })
        let recorded = try database.all(
            """
            SELECT c.seq, c.person, c.post, \(Self.words("o")), c.account, \(Self.words("a")), c.leaves, c.from_on
            FROM person_change c
            LEFT JOIN words o ON o.seq = c.post AND o.name = 'post'
            LEFT JOIN words a ON a.seq = c.account AND a.name = 'account'
            ORDER BY c.seq
            """
        ) {
            let post = try $0.optionalStoredInt(2).map { $0 != 0 }
            let account = try $0.optionalStoredInt(4).map { $0 != 0 }
            return (
                seq: $0.int(0),
                row: DatedPersonChange(
                    person: $0.int(1), from: try $0.storedDay(7),
                    post: DatedPersonChange.change(post, to: $0.optionalText(3)),
                    account: DatedPersonChange.change(account, to: $0.optionalText(5)),
                    leaves: try $0.optionalStoredDay(6).map { .set($0 == .distantFuture ? nil : $0) } ?? .keep
                )
            )
        }
        let changes = try known(recorded, from: .changePerson, at: viewpoint?.knownAt ?? .max) {
            change, record in
            guard case .changePerson(let said) = record.act else { return }
            change.from = record.effectiveOn
            change.post = DatedPersonChange.change(said.post, to: try word(.post, of: record))
            change.account = DatedPersonChange.change(said.account, to: try word(.account, of: record))
            change.leaves = said.leaves
        }
        // By day, and within one in the order in which they were recorded.
        for (_, change) in changes.enumerated().sorted(by: {
            ($0.element.from, $0.offset) < ($1.element.from, $1.offset)
        }) {
            guard let place = places[change.person] else { continue }
            // A last day is a date of its own, whenever it was recorded.
            if case .set(let leaves) = change.leaves { people[place].leaves = leaves }
            guard change.from <= day else { continue }
            if case .set(let post) = change.post { people[place].post = post }
            if case .set(let account) = change.account { people[place].account = account }
        }
    }
}

/// What a change says of a person other than their roles, and from which day.
private struct DatedPersonChange {
    let person: Int64
    var from: Day
    var post: Change<String>
    var account: Change<String>
    var leaves: Change<Day>

    /// What it says of a name that stands in words: nothing, that there is one, or that there is none any more.
    static func change(_ said: Bool?, to text: String?) -> Change<String> {
        said.map { .set($0 ? text : nil) } ?? .keep
    }
}

extension Writer {
    /// Changes something about a person.
    ///
    /// - Parameters:
    ///   - typed: their name or identifier.
    ///   - post: the office they hold from now on; empty for none, nil for no change.
    ///   - account: their operating-system account; empty for none, nil for no change.
    ///   - given: roles that they get.
    ///   - taken: roles that they lose.
    ///   - leaves: their last day, which may be yet to come.
    ///   - reminding: how they are written to.
    /// - Throws: `NotFound` for the person; `InvalidValue` for an e-mail address that can't be meant; `RuleViolation` when
    ///   nothing changes, when the account is somebody else's, or when nobody would stay who is an officer.
    @discardableResult
    public func changePerson(
        _ typed: String, post: String? = nil, account: String? = nil, giving given: [Role] = [],
        taking taken: [Role] = [], leaves: Change<Day> = .keep, reminding: ReminderWishes = ReminderWishes()
    ) throws -> PersonID {
        let people = try people()
        let person = try people.named(typed)
        let account = account?.trimmed
        let post = post.map { Name.tidied($0) }
        if let post { try refuseAlike(person.name, post: post, of: person.id, among: people) }
        var changed = person
        if let account { changed.account = account.isEmpty ? nil : account }
        if case .set(let last) = leaves { changed.leaves = last }
        if changed != person, !changed.hasLeft(by: today) {
            try refuseTaken(changed.account, by: person.name, person.id, among: people)
        }
        if let both = given.first(where: { taken.contains($0) }) {
            throw RuleViolation(
                "Person \"\(person.name)\"",
                "the role \(both.rawValue) can't be given and taken at once", remedies: [.leaveOut(.role)])
        }
        var change = PersonChange()
        change.given = given
        change.taken = taken
        change.post = post.map { !$0.isEmpty }
        change.account = account.map { !$0.isEmpty }
        change.leaves = leaves
        change.email = reminding.email.map { !$0.trimmed.isEmpty }
        change.pace = reminding.pace
        change.dutiesOnly = reminding.dutiesOnly
        change.absence = try absence(reminding.absence, of: person)
        let email = try EmailAddress.checked(reminding.email)
        guard change != PersonChange() else {
            throw RuleViolation(
                "Person \"\(person.name)\"",
                "nothing to change was given", remedies: [.give(.personChange)])
        }
        try keepingAnOfficer {
            try record(
                .changePerson(change), on: person.id.description,
                words: [.post: post ?? "", .account: account ?? "", .email: email ?? ""])
        }
        return person.id
    }

    /// Refuses an absence that ends before it begins, and a substitute who can't be told.
    private func absence(_ asked: Change<Absence>, of person: Person) throws -> Change<Absence> {
        guard case .set(let absence?) = asked else { return asked }
        func refuse(_ why: String) -> RuleViolation { RuleViolation("Person \"\(person.name)\"", why) }
        guard absence.from <= absence.to else {
            throw refuse(
                "they can't be away from \(absence.from.shortForm) to \(absence.to.shortForm): that ends before it begins"
            )
        }
        if absence.substitute == person.id { throw refuse("nobody stands in for themself") }
        guard let substitute = try people().first(where: { $0.id == absence.substitute }),
            !substitute.hasLeft(by: absence.to)
        else { throw refuse("who stands in for them must be registered, and still be there then") }
        return asked
    }

    /// Two people whose names look the same are told apart by their offices, or not registered.
    ///
    /// - Parameter id: theirs, once they have one; whoever is new needs an office.
    func refuseAlike(
        _ name: String, post: String?, of id: PersonID? = nil, among people: [Person]
    ) throws(RuleViolation) {
        let look = Likeness(name)
        let office = Likeness(post ?? "")
        let other = people.first {
            $0.id != id && Likeness($0.name).resembles(look)
                && (id == nil && post?.isEmpty ?? true || Likeness($0.post ?? "").resembles(office))
        }
        guard let other else { return }
        let known = "\(other.name), who is registered already as \(other.told)"
        throw RuleViolation(
            "Person \"\(name)\"",
            "their name looks like that of \(known)",
            remedies: [
                id == nil
                    ? .changePerson(id: other.id.description)
                    : .plain("only an office of their own tells them apart")
            ])
    }

    /// One account belongs to one person, of those who have not left. - Parameter id: theirs, once they have one.
    func refuseTaken(
        _ account: String?, by name: String, _ id: PersonID? = nil, among people: [Person]
    ) throws(RuleViolation) {
        guard let account, !account.isEmpty else { return }
        if let other = people.first(where: {
            $0.account == account && $0.id != id && !$0.hasLeft(by: today)
        }) {
            throw RuleViolation(
                "Person \"\(name)\"",
                "the account \(account) belongs to \(other.name)", remedies: [.see(.people)])
        }
    }

    /// Does what changes people, and refuses it where nobody would stay who is an officer: only officers give roles,
    /// so that nobody could write to the register any more. An officer who has a last day does not stay.
    @discardableResult
    func keepingAnOfficer<Result>(_ change: () throws -> Result) throws -> Result {
        let before = try people().filter { $0.roles.contains(.officer) }
        let result = try change()
        let after = try people().filter { $0.roles.contains(.officer) }
        guard after.allSatisfy({ $0.leaves != nil }) else { return result }
        // What was so before can be changed for the better.
        let lost = before.first { was in
            let now = after.first { $0.id == was.id }
            return now.map { ($0.leaves ?? .distantFuture) < (was.leaves ?? .distantFuture) } ?? true
        }
        guard let lost else { return result }
        let last = after.compactMap(\.leaves).max()
        throw RuleViolation(
            "Person \"\(lost.name)\"",
            "nobody would be an officer\(last.map { " after \($0)" } ?? "") any more, and only officers can give roles and keep the register",
            remedies: [.makeOfficer])
    }
}
