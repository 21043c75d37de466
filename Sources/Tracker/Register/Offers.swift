package import TrackerModel
import TrackerStorage
package import TrackerValues

/// Whether somebody may do an act on an item as it stands, and if not, why.
package enum Offer: Equatable, Sendable {
    /// They may, with what it needs said.
    case open
    /// They may, once this is there.
    case lacking([Requirement])
    /// Nobody may: the item isn't so far, or is further.
    case notNow
    /// Others may.
    case forOthers([Role])
    /// What they say counts once it is accepted: they may propose it.
    case asProposal
}

extension Register {
    /// What a person may do with an item, act by act.
    package func offers(
        of acts: [ItemAct], on item: ItemHistory, to person: Person, today: Day
    ) throws -> [Offer] {
        let hasOfficer = try !people().officers(on: today).isEmpty
        let takesProposals = try takesProposals()
        return acts.map { act in
            guard Permission.allows(.item(act.variant), roles: person.roles, hasOfficer: hasOfficer) else {
                let able = Permission.roles(for: .item(act.variant))
                return .forOthers(Role.allCases.filter(able.contains))
            }
            guard let missing = item.lacks(act, by: person.id, on: today) else { return .notNow }
            if takesProposals,
                Permission.isOwnersWord(act.variant, roles: person.roles, hasOfficer: hasOfficer)
            {
                return .asProposal
            }
            return missing.isEmpty ? .open : .lacking(missing)
        }
    }
}

/// Somebody who looks into the register, and which items they see: officers, assurers, approvers and auditors see all;
/// everybody else sees what they lead or support, in person or by a post. Who loses a role never sees more for it.
package struct Viewer: Sendable {
    package let person: Person
    /// Whether they keep the register; while nobody is an officer, whoever is registered does.
    package let isOfficer: Bool
    package let seesAll: Bool
    private let names: Set<PersonID>

    fileprivate init(_ person: Person, posts: [Post], hasOfficer: Bool) {
        self.person = person
        isOfficer = !hasOfficer || person.roles.contains(.officer)
        seesAll = isOfficer || person.roles.contains { $0 != .owner }
        names = Set(posts.filter { $0.holding?.holder == person.id }.map(\.id)).union([person.id])
    }

    /// Whether they lead an item that stands so, for all of it or for one of its addressees, or support it.
    package func owns(_ standing: ItemState) -> Bool {
        standing.lead.map(names.contains) == true || standing.supporting.contains(where: names.contains)
            || standing.addressees.contains { $0.lead.map(names.contains) == true }
    }

    /// Whether they see an item that stands so.
    package func sees(_ standing: ItemState) -> Bool { seesAll || owns(standing) }
}

extension Register {
    /// A person as they may look on a day; nil where nobody is so registered, or they have left.
    package func viewer(_ id: PersonID, on day: Day) throws -> Viewer? {
        let people = try people()
        return try people.first { $0.id == id && !$0.hasLeft(by: day) }.map {
            Viewer($0, posts: try posts(), hasOfficer: !people.officers(on: day).isEmpty)
        }
    }

    /// Every item's reference, in the order in which they were taken in.
    package func references() throws -> [Reference] {
        try database.all("SELECT ref FROM recommendation ORDER BY id") {
            Reference(stored: try $0.storedText(0))
        }
    }
}
