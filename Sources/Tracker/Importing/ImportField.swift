/// What a column of an imported sheet can hold. The raw value is what `--map COLUMN=FIELD` takes.
public enum ImportField: String, CaseIterable, Sendable {
    /// This register's reference; made from the report when there is no such column.
    case ref
    /// The report: its identifier, or its title.
    case report
    /// Who published the report.
    case publisher
    /// The force.
    case force
    /// When the report was published.
    case published
    /// The inspection cycle.
    case cycle
    /// Where the report can be read.
    case url
    /// The kind of item.
    case kind
    /// The report's own number.
    case number
    /// The inspectorate's register number.
    case externalNumber = "external_number"
    /// What the item says.
    case text
    /// The inspection question.
    case question
    /// The reference of the cause of concern that it belongs to.
    case parent
    /// Whom it is addressed to.
    case addressee
    /// The deadline in words.
    case deadline
    /// The due date.
    case due
    /// Its priority.
    case priority
    /// The day it was opened.
    case opened
    /// Who leads it.
    case lead
    /// Who supports, parted by semicolons.
    case support
    /// The board that oversees it.
    case board
    /// Programmes and themes, parted by semicolons.
    case tag
    /// Its protective marking.
    case marking
    /// A note to keep with the item.
    case note
    /// Kept with the item as a note that names the column.
    case keep
    /// Left out.
    case ignore

    /// Headings that officers use for a field, in the form that `normalised` gives.
    private static let synonyms: [String: ImportField] = [
        "reference": .ref, "ref_no": .ref, "id": .ref, "item": .ref, "report_title": .report,
        "inspection_report": .report, "inspection": .report, "published_by": .publisher,
        "date_published": .published, "publication_date": .published, "link": .url, "type": .kind,
        "recommendation_number": .number, "rec_no": .number, "no": .number,
        "register_number": .externalNumber,
        "recommendation": .text, "recommendation_text": .text, "wording": .text, "description": .text,
        "question_area": .question, "cause_of_concern": .parent, "addressed_to": .addressee,
        "deadline_words": .deadline, "due_text": .deadline, "timescale": .deadline, "due_date": .due,
        "target_date": .due, "date_due": .due, "date_opened": .opened, "opened_on": .opened, "owner": .lead,
        "lead_officer": .lead, "lead_owner": .lead, "supporting": .support, "supported_by": .support,
        "oversight_board": .board, "tags": .tag, "programme": .tag, "theme": .tag,
        "protective_marking": .marking,
        "notes": .note, "comment": .note, "comments": .note,
    ]

    /// The field that a heading plainly names, if any.
    static func guess(_ heading: String) -> ImportField? {
        let name = normalised(heading)
        return ImportField(rawValue: name).flatMap { $0 == .keep || $0 == .ignore ? nil : $0 }
            ?? synonyms[name]
    }

    /// Lower case, with one `_` for whatever isn't a letter or digit.
    static func normalised(_ heading: String) -> String {
        heading.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
    }
}

/// Which field each column of a sheet holds.
public struct ImportMapping: Equatable, Sendable {
    /// The fields, one a column.
    public let fields: [ImportField]

    /// Works out the mapping from the headings and what was said with `--map`.
    ///
    /// - Parameter given: `COLUMN=FIELD`, as typed.
    /// - Throws: every column that isn't understood, and every `--map` that names nothing.
    public init(_ sheet: Sheet, given: [String], file: String) throws(InputProblems) {
        var problems: [Problem] = []
        var said: [String: ImportField] = [:]
        let headings = sheet.headings.map(\.text)
        for mapping in given {
            let parts = mapping.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                problems.append(
                    Problem(file: file, sentence: "\"--map \(mapping)\" is not of the form COLUMN=FIELD."))
                continue
            }
            let column = ImportField.normalised(String(parts[0]))
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
                        sentence: "There is no field \"\(parts[1])\" (from \"--map \(mapping)\").",
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
                if field != .keep, field != .ignore, field != .note, field != .tag, fields.contains(field) {
                    problems.append(
                        Problem(
                            file: file, place: place,
                            sentence: "A second column holds the field \"\(field.rawValue)\".",
                            accepted: "one column for each field; use --map \"\(heading)=keep\" or =ignore"))
                }
                fields.append(field)
            } else if heading.isEmpty, sheet.rows.allSatisfy({ $0.cells[index].isBlank }) {
                fields.append(.ignore)
            } else {
                problems.append(
                    Problem(
                        file: file, place: place, sentence: "The column \"\(heading)\" is not known.",
                        accepted:
                            "--map \"\(heading)=FIELD\" to say what it holds, =keep to keep it as a note, or =ignore to leave it out"
                    ))
                fields.append(.ignore)
            }
        }
        if !fields.contains(.text) {
            problems.append(
                Problem(
                    file: file, sentence: "No column holds the items' text.",
                    accepted: "--map \"COLUMN=text\" for the column that does"))
        }
        guard problems.isEmpty else { throw InputProblems(problems) }
        self.fields = fields
    }

    private static func oneOf(_ near: [String], or all: [String]) -> String {
        (near.isEmpty ? all : near).joined(separator: ", ")
    }
}
