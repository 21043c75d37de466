import TrackerValues

/// The names in one cell: of people or of boards.
struct NameCell: Equatable {
    /// The names, in the order of the cell.
    let names: [String]

    /// Reads a cell. A name that `isKnown` is one name, whatever stands in it.
    ///
    /// Several are parted by " / ", a line break or a semicolon, or by a slash or " & " between names that are known or of
    /// two words or more.
    init(_ text: String, isKnown: (String) -> Bool) {
        let plain = text.plain
        guard !isKnown(plain) else {
            names = [plain]
            return
        }
        names = text.split(whereSeparator: { $0.isNewline || $0 == ";" }).flatMap {
            Self.parts(String($0).plain, isKnown)
        }.filter { !$0.isEmpty }
    }

    private static func parts(_ text: String, _ isKnown: (String) -> Bool) -> [String] {
        guard !isKnown(text) else { return [text] }
        for separator in [" / ", " & ", "/", "&"] where text.contains(separator) {
            let parts = text.split(separator: separator).map { String($0).trimmed }
            guard parts.count > 1 else { continue }
            if separator == " / " || parts.allSatisfy({ $0.contains(" ") || isKnown($0) }) { return parts }
        }
        return [text]
    }
}
