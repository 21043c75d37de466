public import TrackerValues

/// One thing that is wrong in what somebody handed in, worded so that they can find and mend it.
public struct Problem: TrackerError, Hashable, Sendable {
    /// The name of the file.
    public let file: String
    /// Where in the file; nil if it is the whole of it.
    public let place: SheetPlace?
    /// The item, report or meeting that it is about, where that is known.
    public let reference: String?
    /// What is wrong, as a sentence.
    public let sentence: String
    /// What would be accepted, as a phrase: "a date as YYYY-MM-DD"; nil where the sentence says it.
    public let accepted: String?
    /// What can be done about it besides mending the file.
    package let remedies: [Remedy]
    /// The numbers of all rows that have it, where they are several.
    package let alsoIn: [Int]
    package var failure: FailureKind { .malformed }

    /// A problem at a place in a file.
    package init(
        file: String, place: SheetPlace? = nil, reference: String? = nil, sentence: String,
        accepted: String? = nil, remedies: [Remedy] = [], alsoIn: [Int] = []
    ) {
        self.alsoIn = alsoIn
        self.file = file
        self.place = place
        self.reference = reference
        self.sentence = sentence
        self.accepted = accepted
        self.remedies = remedies
    }

    /// What an error says of a place in a file: a value that cannot be read, a rule that forbids it.
    package init(file: String, place: SheetPlace?, reference: String? = nil, _ error: any Error) {
        self.init(
            file: file, place: place, reference: reference, sentence: "\(error)",
            remedies: (error as? any TrackerError)?.remedies ?? [])
    }

    /// Everything on one line: `actions.xlsx, row 7, column D ("Due"), PEEL-R5: "soon" is no date. Accepted:
    /// …`
    public var description: String {
        let start = [file, place?.description, reference].compactMap { $0 }.joined(separator: ", ")
        let end = accepted.map { " Accepted: \($0)." } ?? ""
        return "\(start): \(sentence)\(end)".split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

/// A place in a table, named as the person who filled it in finds it.
public struct SheetPlace: Hashable, Sendable, CustomStringConvertible {
    /// What the table was read from.
    public let source: Sheet.Source
    /// The line (CSV) or row number (spreadsheet), from 1.
    public let row: Int
    /// The character in a CSV file's line, from 1, where that is what is wrong.
    public let character: Int?
    /// The letters of the column.
    public let column: String?
    /// The heading of the column; empty where it has none.
    public let heading: String

    /// A row, or a cell of it.
    public init(source: Sheet.Source, row: Int, column: String? = nil, heading: String = "") {
        self.source = source
        self.row = row
        self.column = column
        self.heading = heading
        character = nil
    }

    /// A character of a line in a CSV file.
    public init(line: Int, character: Int) {
        source = .csv
        row = line
        self.character = character
        column = nil
        heading = ""
    }

    /// `row 7, column D ("Due")`, `line 7, column D ("Due")` or `line 7, character 12`.
    public var description: String {
        let start = source == .csv ? "line \(row)" : "row \(row)"
        if let character { return "\(start), character \(character)" }
        guard let column else { return start }
        return heading.isEmpty ? "\(start), column \(column)" : "\(start), column \(column) (\"\(heading)\")"
    }
}

/// All that is wrong in what somebody handed in. Nothing of it is taken until all is right, so all is told at
/// once.
public struct InputProblems: TrackerError, Hashable, Sendable {
    /// The problems in the order in which they were found, at least one.
    public let problems: [Problem]

    /// How many problems are printed; the rest are counted.
    public static let printed = 50

    /// These problems.
    public init(_ problems: [Problem]) {
        self.problems = problems
    }

    package var failure: FailureKind { .malformed }

    /// One problem to a line, at most 50, then "and N more".
    public var description: String { lines(\.description) }

    /// The same, each problem in the words of whoever tells it.
    package func lines(_ words: (Problem) -> String) -> String {
        let rest = problems.count - InputProblems.printed
        let lines = problems.prefix(InputProblems.printed).map(words)
        return (lines + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "\n")
    }
}
