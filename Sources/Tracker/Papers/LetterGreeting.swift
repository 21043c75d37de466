import TrackerValues

/// How a letter greets the one it is addressed to.
struct LetterGreeting {
    /// "Home Secretary", "Amber"; nil where nobody is known.
    let name: String?

    /// - Parameters:
    ///   - asked: what the register says: "Amber", or "Dear Amber,".
    ///   - addressee: name, office and address, a line each.
    init(asked: String?, addressee: String?) {
        if let asked = asked?.trimmed, !asked.isEmpty {
            var name = asked.hasSuffix(",") ? String(asked.dropLast()) : asked
            if name.lowercased().hasPrefix("dear ") { name = String(name.dropFirst(5)) }
            self.name = name.trimmed
            return
        }
        let parts = (addressee ?? "").split { $0 == "\n" || $0 == "," }.map { String($0).trimmed }
        // A minister is greeted by the office.
        if let office = parts.first(where: { $0.hasSuffix(" Secretary") || $0.hasSuffix(" Minister") }) {
            name = office
        } else {
            name = parts.first.map(Self.withoutHonours)
        }
    }

    /// "Amber Rudd" of "Rt Hon Amber Rudd MP".
    private static func withoutHonours(_ name: String) -> String {
        var words = name.split(separator: " ").map { String($0) }
        while let first = words.first, words.count > 1,
            ["the", "rt", "hon", "hon."].contains(first.lowercased())
        {
            words.removeFirst()
        }
        while let last = words.last, words.count > 1, honours.contains(last) { words.removeLast() }
        return words.joined(separator: " ")
    }

    private static let honours: Set<String> = [
        "MP", "AM", "MS", "MSP", "QPM", "OBE", "CBE", "MBE", "KC", "QC",
    ]

    /// The line that greets.
    var line: String { "Dear \(name ?? "Sir or Madam")," }

    /// How a letter that greets so ends.
    var ending: String {
        let isNamed = name.map { !["sir or madam", "sir", "madam"].contains($0.lowercased()) } ?? false
        return "Yours \(isNamed ? "sincerely" : "faithfully"),"
    }
}
