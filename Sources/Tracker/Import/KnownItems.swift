import TrackerModel
import TrackerRegister
import TrackerSheets
import TrackerValues

/// The items that a sheet given again is about: found by reference, else by report and number or text.
struct KnownItems {
    private struct Key: Hashable {
        let report: Reference
        let words: String
    }

    private let writer: Writer
    private var byNumber: [Key: Reference]?
    private let hasNumber: Bool

    init(_ writer: Writer, _ rows: ImportedRows, _ options: ImportOptions) throws {
        self.writer = writer
        hasNumber = rows.has(.number)
        // Only a sheet without references needs to look at what the items are.
        guard options.update, !rows.has(.ref) else { return }
        var found: [Key: Reference] = [:]
        let snapshot = try writer.register.snapshot(asAt: writer.today, today: writer.today)
        try snapshot.forEachItem { item in
            let words = hasNumber ? item.standing.number ?? "" : item.text
            found[Key(report: item.standing.report, words: words.plain.lowercased())] = item.reference
        }
        byNumber = found
    }

    /// The item that a row is about, if it is in the register.
    func item(
        _ row: ImportedRow, _ reference: Reference?, report: Reference?
    ) throws(Problem) -> Reference? {
        if let reference { return try writer.stored(reference, for: row) }
        guard let report, let key = key(row, report) else { return nil }
        return byNumber?[key]
    }

    mutating func add(_ reference: Reference, _ row: ImportedRow, report: Reference) {
        guard byNumber != nil, let key = key(row, report) else { return }
        byNumber?[key] = reference
    }

    private func key(_ row: ImportedRow, _ report: Reference) -> Key? {
        let words = hasNumber ? row.name(.number) : row[.text]?.plain
        return words.map { Key(report: report, words: $0.lowercased()) }
    }
}
