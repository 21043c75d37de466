import TrackerValues

/// The people whom one cell names: "DAC Harper / Cmdr Okafor" is led by the first and supported by the second.
struct PeopleCell: Equatable {
    /// Who leads; nil for nobody yet.
    var lead: String?
    /// Who supports.
    var support: [String] = []
    /// Whether the cell says that nobody does yet: TBC, vacant.
    var isNobody = false
    /// Whether more than one name was made of it.
    var isSplit: Bool { !support.isEmpty }

    private static let nobody: Set<String> = [
        "tbc", "tba", "tbd", "n/a", "na", "none", "vacant", "unallocated", "not allocated", "unassigned", "-",
        "?", "to be confirmed", "to be agreed", "to be allocated", "not assigned", "awaiting allocation",
    ]
    private static let covers = [
        "cover:", "cover", "deputy:", "deputy", "supported by", "support:", "support",
    ]

    /// Reads a cell. A name that `isKnown` is one name, whatever stands in it.
    ///
    /// Several are parted as `NameCell` has it; who stands in brackets as cover or deputy supports.
    init(_ text: String, isKnown: (String) -> Bool) {
        let plain = text.plain
        if Self.nobody.contains(plain.lowercased()) {
            isNobody = true
            return
        }
        let names = NameCell(text, isKnown: isKnown).names.flatMap {
            isKnown($0) ? [$0] : Self.withCover($0)
        }.filter { !Self.nobody.contains($0.lowercased()) }
        lead = names.first
        support = Array(names.dropFirst())
    }

    /// The same with the names that were said for those of the sheet.
    func meaning(_ meant: (String) -> String?) -> PeopleCell {
        var cell = self
        cell.lead = lead.map { meant($0) ?? $0 }
        cell.support = support.map { meant($0) ?? $0 }
        return cell
    }

    /// "Cmdr Okafor (cover: Supt Mistry)": both of them.
    private static func withCover(_ name: String) -> [String] {
        guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { return [name] }
        let inside = String(name[name.index(after: open)...].dropLast()).trimmed
        guard let cover = covers.first(where: { inside.lowercased().hasPrefix($0) }) else { return [name] }
        let other = String(inside.dropFirst(cover.count)).trimmed
        return other.isEmpty ? [name] : [String(name[..<open]).trimmed, other]
    }
}
