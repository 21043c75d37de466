import TrackerModel
public import TrackerSheets
import TrackerValues

/// Which field each column of a sheet holds.
public struct ImportMapping: Equatable, Sendable {
    /// The fields, one a column.
    public let fields: [ImportField]
    /// The columns of which nobody said what they hold, which the plan asks: they would be kept as internal notes.
    package let unknown: [Int]
    /// The columns that were to be notes for everybody and say that they are internal: kept as internal notes.
    package let heldBack: [Int]

    /// How the headings are found below titles: two columns of that row are known.
    public static func search(given: [String], saved: SavedMapping?) -> HeadingSearch {
        let said = given.compactMap {
            $0.split(separator: "=").first.map { ImportField.normalised(String($0)) }
        }
        let known = Set(said).union(saved?.columns.keys.map { $0 } ?? [])
        return HeadingSearch(least: 2) {
            ImportField.guess($0) != nil || known.contains(ImportField.normalised($0))
        }
    }

    /// Works out the mapping from the headings, what was saved earlier and what was said of columns.
    ///
    /// - Parameters:
    ///   - sheet: the sheet that is taken in.
    ///   - given: `COLUMN=FIELD`, as typed: a heading or a column's letter.
    ///   - saved: what was kept for such sheets; columns that this one doesn't have don't matter.
    ///   - needsText: whether a column must hold the items' text.
    ///   - file: the file's name, for the problems.
    /// - Throws: columns that hold the same, and everything said that names nothing.
    public init(
        _ sheet: Sheet, given: [String], saved: SavedMapping? = nil, needsText: Bool = true, file: String
    ) throws(InputProblems) {
        var problems: [Problem] = []
        let headings = sheet.headings.map(\.text.plain)
        let letters = headings.indices.map { sheet.place(row: 1, column: $0).column ?? "" }
        let said = Self.said(given, headings, letters, file, &problems)
        var fields: [ImportField] = []
        var unknown: [Int] = []
        var heldBack: [Int] = []
        let isMoved = headings.contains { ImportField.isRevised($0) }
        /// What a heading says: where that is nothing by itself, together with the group above it.
        func named(_ index: Int) -> String {
            let heading = headings[index]
            guard sheet.groups.indices.contains(index), case let group = sheet.groups[index], !group.isEmpty,
                ImportField.guess(heading) == nil
            else {
                return heading
            }
            return ["\(group) \(heading)", "\(heading) \(group)"].first { ImportField.guess($0) != nil }
                ?? heading
        }
        for (index, heading) in headings.enumerated() {
            let place = sheet.place(row: sheet.headingsRow, column: index)
            let name = ImportField.normalised(heading)
            if var field = said[index] ?? (name.isEmpty ? nil : saved?.columns[name])
                ?? Self.publisher(sheet, index, besides: fields)
                ?? Self.guess(named(index), besides: fields, isMoved: isMoved)
            {
                if field == .note, ImportField.isInternal(heading) || sheet.hiddenColumns.contains(index) {
                    field = .keep
                    heldBack.append(index)
                }
                if !field.mayRepeat, fields.contains(field) {
                    problems.append(
                        Problem(
                            file: file, place: place,
                            sentence: "A second column holds the field \"\(field.rawValue)\".",
                            accepted: "one column for each field", remedies: [.keepColumn(heading)]))
                }
                fields.append(field)
            } else if sheet.rows.allSatisfy({ $0.cells[index].isBlank }) {
                fields.append(heading.isEmpty ? .ignore : .keep)
            } else {
                unknown.append(index)
                fields.append(.keep)
            }
        }
        if needsText, !fields.contains(.text) {
            problems.append(
                Problem(
                    file: file, sentence: "No column holds the items' text.",
                    remedies: [.mapColumnOfText]))
        }
        guard problems.isEmpty else { throw InputProblems(problems) }
        self.fields = fields
        self.unknown = unknown
        self.heldBack = heldBack
    }

    /// A column of publishers' names, where its heading alone doesn't say so.
    private static func publisher(_ sheet: Sheet, _ index: Int, besides fields: [ImportField]) -> ImportField?
    {
        guard ImportField.mayBePublisher(sheet.headings[index].text), !fields.contains(.publisher) else {
            return nil
        }
        let cells = sheet.rows.map { $0.cells[index] }.filter { !$0.isBlank }
        return !cells.isEmpty && cells.allSatisfy { Publisher.isName($0.text) } ? .publisher : nil
    }

    /// What a heading names; the second of two that name the same thing is for whoever maps it to say.
    private static func guess(_ heading: String, besides fields: [ImportField], isMoved: Bool) -> ImportField?
    {
        guard let field = ImportField.guess(heading) else { return nil }
        if field == .due, isMoved, !ImportField.isRevised(heading) { return .dueOriginal }
        let isPlain = ImportField(rawValue: ImportField.normalised(heading)) != nil
        // A strategic lead and a tactical one: the second supports.
        if field == .lead, !isPlain, fields.contains(field) { return .support }
        if field == .progress, fields.contains(field) {
            return ImportField.period(of: heading) == nil ? nil : field
        }
        return field.mayRepeat || isPlain || !fields.contains(field) ? field : nil
    }

    /// What was said of each column.
    private static func said(
        _ given: [String], _ headings: [String], _ letters: [String], _ file: String,
        _ problems: inout [Problem]
    ) -> [Int: ImportField] {
        var said: [Int: ImportField] = [:]
        for mapping in given {
            let parts = mapping.split(separator: "=", omittingEmptySubsequences: false).map { String($0) }
            guard parts.count >= 2, let typed = parts.last else {
                problems.append(
                    Problem(file: file, sentence: "\"\(mapping)\" is not of the form COLUMN=FIELD."))
                continue
            }
            let name = parts.dropLast().joined(separator: "=")
            let columns = columns(named: name, headings, letters)
            if columns.isEmpty {
                problems.append(
                    Problem(
                        file: file, sentence: "There is no column \"\(name)\" in the file.",
                        accepted: Self.oneOf(
                            NearestMatch.suggestions(for: name, among: headings), or: headings)))
            }
            if columns.count > 1 {
                let letters = columns.map { letters[$0] }
                problems.append(
                    Problem(
                        file: file,
                        sentence:
                            "\"\(name)\" could be any of the columns \(letters.joined(separator: ", ")).",
                        accepted: "the column's letter in place of its heading, \(letters[0])=\(typed)"))
                continue
            }
            guard let field = ImportField(rawValue: ImportField.normalised(typed)) else {
                let known = ImportField.allCases.map(\.rawValue)
                problems.append(
                    Problem(
                        file: file,
                        sentence: "There is no field \"\(typed)\" (from \"\(mapping)\").",
                        accepted: Self.oneOf(NearestMatch.suggestions(for: typed, among: known), or: known)))
                continue
            }
            if let column = columns.first { said[column] = field }
        }
        return said
    }

    /// The columns that a typed name means: those headed exactly so, else so but for capitals, else but for blanks and
    /// signs, else the one with that letter.
    private static func columns(
        named typed: String, _ headings: [String], _ letters: [String]
    ) -> [Int] {
        let plain = typed.plain
        func those(_ isMeant: (String) -> Bool) -> [Int] { headings.indices.filter { isMeant(headings[$0]) } }
        let name = ImportField.normalised(plain)
        for found in [
            those { $0 == plain }, those { $0.lowercased() == plain.lowercased() },
            name.isEmpty ? [] : those { ImportField.normalised($0) == name },
            letters.indices.filter { letters[$0] == plain.uppercased() },
        ] where !found.isEmpty { return found }
        return []
    }

    private static func oneOf(_ near: [String], or all: [String]) -> String {
        (near.isEmpty ? all : near).joined(separator: ", ")
    }
}

extension ImportField {
    /// Whether several columns may hold it.
    fileprivate var mayRepeat: Bool { [.keep, .ignore, .note, .tag, .support, .progress].contains(self) }
}

/// How such sheets are read, kept in the register under a name for the next time.
public struct SavedMapping: Equatable, Sendable {
    /// The field of each column, by the heading in the form that `ImportField.normalised` gives.
    public let columns: [String: ImportField]
    /// What the sheet's words for a status stand for.
    public let statuses: StatusWords
    /// The sheet's name, and what was answered beside it.
    public let answers: ImportAnswers

    /// A mapping to keep.
    public init(
        columns: [String: ImportField], statuses: StatusWords, answers: ImportAnswers = ImportAnswers()
    ) {
        self.columns = columns
        self.statuses = statuses
        self.answers = answers
    }

    /// The mapping that was worked out for a sheet.
    public init(
        _ mapping: ImportMapping, of sheet: Sheet, statuses: StatusWords,
        answers: ImportAnswers = ImportAnswers()
    ) {
        let pairs = zip(sheet.headings, mapping.fields).filter { !$0.0.isBlank }.map {
            (ImportField.normalised($0.0.text.plain), $0.1)
        }.filter { !$0.0.isEmpty }
        self.init(
            columns: Dictionary(pairs) { first, _ in first }, statuses: statuses, answers: answers)
    }
}
