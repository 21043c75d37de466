public import TrackerSheets
import TrackerValues

/// Which field each column of a sheet holds.
public struct ImportMapping: Equatable, Sendable {
    /// The fields, one a column.
    public let fields: [ImportField]

    /// How the headings are found below titles: two columns of that row are known.
    public static func search(given: [String], saved: SavedMapping?) -> HeadingSearch {
        let said = given.compactMap {
            $0.split(separator: "=").first.map { ImportField.normalised(String($0)) }
        }
        let known = Set(said).union(saved?.columns.keys.map { $0 } ?? [])
        return HeadingSearch { headings in
            headings.filter {
                ImportField.guess($0) != nil || known.contains(ImportField.normalised($0.plain))
            }.count >= 2
        }
    }

    /// Works out the mapping from the headings, what was saved earlier and what was said of columns.
    ///
    /// - Parameters:
    ///   - sheet: the sheet that is taken in.
    ///   - given: `COLUMN=FIELD`, as typed.
    ///   - saved: what was kept for such sheets; columns that this one doesn't have don't matter.
    ///   - file: the file's name, for the problems.
    /// - Throws: every column that isn't understood, and everything said that names nothing.
    public init(
        _ sheet: Sheet, given: [String], saved: SavedMapping? = nil, file: String
    ) throws(InputProblems) {
        var problems: [Problem] = []
        var said = saved?.columns ?? [:]
        let headings = sheet.headings.map(\.text.plain)
        for mapping in given {
            let parts = mapping.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                problems.append(
                    Problem(file: file, sentence: "\"\(mapping)\" is not of the form COLUMN=FIELD."))
                continue
            }
            let column = ImportField.normalised(String(parts[0]).plain)
            if !headings.contains(where: { ImportField.normalised($0) == column }) {
                problems.append(
                    Problem(
                        file: file, sentence: "There is no column \"\(parts[0])\" in the file.",
                        accepted: Self.oneOf(
                            NearestMatch.suggestions(for: String(parts[0]), among: headings), or: headings)))
            }
            guard let field = ImportField(rawValue: ImportField.normalised(String(parts[1]))) else {
                let known = ImportField.allCases.map(\.rawValue)
                problems.append(
                    Problem(
                        file: file,
                        sentence: "There is no field \"\(parts[1])\" (from \"\(mapping)\").",
                        accepted: Self.oneOf(
                            NearestMatch.suggestions(for: String(parts[1]), among: known), or: known)))
                continue
            }
            said[column] = field
        }
        var fields: [ImportField] = []
        for (index, heading) in headings.enumerated() {
            let place = sheet.place(row: sheet.headingsRow, column: index)
            if let field = said[ImportField.normalised(heading)] ?? ImportField.guess(heading) {
                if !field.mayRepeat, fields.contains(field) {
                    problems.append(
                        Problem(
                            file: file, place: place,
                            sentence: "A second column holds the field \"\(field.rawValue)\".",
                            accepted: "one column for each field", remedies: [.keepColumn(heading)]))
                }
                fields.append(field)
            } else if heading.isEmpty, sheet.rows.allSatisfy({ $0.cells[index].isBlank }) {
                fields.append(.ignore)
            } else {
                problems.append(
                    Problem(
                        file: file, place: place, sentence: "The column \"\(heading)\" is not known.",
                        remedies: [.mapColumn(heading)]))
                fields.append(.ignore)
            }
        }
        if !fields.contains(.text) {
            problems.append(
                Problem(
                    file: file, sentence: "No column holds the items' text.",
                    remedies: [.mapColumnOfText]))
        }
        problems += sheet.problems(
            inColumns: Set(fields.indices.filter { fields[$0] != .ignore }), file: file)
        guard problems.isEmpty else { throw InputProblems(problems) }
        self.fields = fields
    }

    private static func oneOf(_ near: [String], or all: [String]) -> String {
        (near.isEmpty ? all : near).joined(separator: ", ")
    }
}

extension ImportField {
    /// Whether several columns may hold it.
    fileprivate var mayRepeat: Bool { [.keep, .ignore, .note, .tag, .support].contains(self) }
}

/// How such sheets are read, kept in the register under a name for the next time.
public struct SavedMapping: Equatable, Sendable {
    /// The field of each column, by the heading in the form that `ImportField.normalised` gives.
    public let columns: [String: ImportField]
    /// What the sheet's words for a status stand for.
    public let statuses: StatusWords

    /// A mapping to keep.
    public init(columns: [String: ImportField], statuses: StatusWords) {
        self.columns = columns
        self.statuses = statuses
    }

    /// The mapping that was worked out for a sheet.
    public init(_ mapping: ImportMapping, of sheet: Sheet, statuses: StatusWords) {
        let pairs = zip(sheet.headings, mapping.fields).filter { !$0.0.isBlank }.map {
            (ImportField.normalised($0.0.text.plain), $0.1)
        }
        self.init(columns: Dictionary(pairs) { first, _ in first }, statuses: statuses)
    }
}
