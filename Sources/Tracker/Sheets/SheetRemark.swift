import TrackerSpreadsheets
import TrackerValues

/// What a reader did, or saw, that the person who handed a file in should know: nothing of it is wrong.
package enum SheetRemark: Hashable, Sendable {
    /// The file was in an encoding that nobody wrote down; a line of it shows how its letters came out.
    case encoding(DecodedText.Encoding, sample: String, line: Int)
    /// Rows that lack their last cells, or have empty ones too many.
    case raggedRows([Int])
    /// Columns to the right of the last heading, from 0; they were left out.
    case columnsLeftOut([Int])
    /// Columns that the sheet hides, by their headings.
    case hiddenColumns([String])
    /// Rows that the sheet hides, or that a filter does.
    case hiddenRows([Int])
    /// Rows whose words are struck through.
    case struckRows([Int])

    package var sentence: String {
        switch self {
        case .encoding(let encoding, let sample, let line):
            return "Read as \(encoding.explained): line \(line) says \"\(sample)\"."
        case .raggedRows(let rows):
            return
                "\(Self.lines(rows)) \(rows.count == 1 ? "has" : "have") fewer cells than headings, or empty ones too many."
        case .columnsLeftOut(let columns):
            let names = columns.map(ColumnLetters.of)
            return names.count == 1
                ? "Column \(names[0]) has no heading and is left out."
                : "Columns \(Self.listed(names)) have no heading and are left out."
        case .hiddenColumns(let headings):
            let names = headings.map { "\"\($0)\"" }
            return names.count == 1
                ? "The column \(names[0]) is hidden in the sheet."
                : "The columns \(Self.listed(names)) are hidden in the sheet."
        case .hiddenRows(let rows):
            return
                "\(Self.rows(rows)) \(rows.count == 1 ? "is" : "are") hidden in the sheet, and read like the others."
        case .struckRows(let rows):
            return
                "\(Self.rows(rows)) \(rows.count == 1 ? "is" : "are") struck through in the sheet, and read like the others."
        }
    }

    private static func rows(_ numbers: [Int]) -> String { places("Row", numbers) }
    private static func lines(_ numbers: [Int]) -> String { places("Line", numbers) }

    private static func places(_ word: String, _ numbers: [Int]) -> String {
        guard numbers.count > 1 else { return "\(word) \(numbers.first ?? 0)" }
        let shown =
            numbers.count > 12
            ? numbers.prefix(10).map(String.init) + ["\(numbers.count - 10) more"] : numbers.map(String.init)
        return "\(word)s \(listed(shown))"
    }

    private static func listed(_ names: [String]) -> String {
        guard names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
    }
}
