import TrackerSheets
import TrackerValues

/// What a row of a sheet is, beside an item.
package enum RowRole: Hashable, Sendable {
    /// An item.
    case item
    /// It names the report of the items below it.
    case banner(String)
    /// A total, or the key to the colours.
    case total
    /// How the cells below are to be filled in: "(dd/mm/yyyy)", "(choose from the list)".
    case hint
    /// Nothing but its number, as templates are numbered ahead.
    case onlyNumber
    /// More of the text of the item above.
    case continuation

    private static let totals: Set<String> = [
        "total", "totals", "subtotal", "grand", "sum", "count", "key", "legend", "note", "notes",
    ]

    /// - Parameter hasReferences: whether the sheet's items have references.
    init(_ row: ImportedRow, hasReferences: Bool) {
        let text = row[.text]
        let first = row.cells.first { !$0.isBlank }.map(\.text.plain) ?? ""
        let word = first.prefix { $0.isLetter }.lowercased()
        // Most rows by far.
        if text != nil, row[.ref] != nil, !Self.totals.contains(word) {
            self = .item
            return
        }
        let filled = row.cells.indices.filter { !row.cells[$0].isBlank }
        if Self.totals.contains(word) {
            let isWordAlone =
                first.count == word.count || !first.dropFirst(word.count).contains(where: \.isNumber)
            let hasItem =
                text.map { $0.contains(where: \.isLetter) && row.fields[filled[0]] != .text } ?? false
            if !hasItem, isWordAlone || first.contains(":") || first.contains("=") {
                self = .total
                return
            }
        }
        guard text == nil || filled.count == 1 else {
            let isBare = filled.allSatisfy {
                [.text, .progress, .keep, .note, .ignore].contains(row.fields[$0])
            }
            self = hasReferences && row[.ref] == nil && isBare && filled.count > 1 ? .continuation : .item
            return
        }
        if filled.count == 1, let column = filled.first {
            switch row.fields[column] {
            case .text: self = hasReferences ? .continuation : .item
            case .ref, .number, .externalNumber, .report, .ignore, .keep:
                self = Self.isNumber(first) ? .onlyNumber : .banner(first)
            default: self = .item
            }
        } else {
            self = .item
        }
    }

    /// Whether every cell that is filled says in brackets, or by letters in place of a date, what belongs below it.
    static func isHint(_ row: ImportedRow) -> Bool {
        let filled = row.cells.filter { !$0.isBlank }.map(\.text.plain)
        return !filled.isEmpty
            && filled.allSatisfy { words in
                words.hasPrefix("(") && words.hasSuffix(")")
                    || ["dd/mm/yyyy", "dd/mm/yy", "dd-mm-yyyy", "dd.mm.yyyy"].contains(words.lowercased())
            }
    }

    /// Whether words are a number or a short reference rather than a title.
    private static func isNumber(_ words: String) -> Bool {
        words.count <= 24 && words.contains(where: \.isNumber) && words.split(separator: " ").count <= 3
    }
}
