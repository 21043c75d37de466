/// What is wrong with a CSV file as CSV, whatever it says, and where.
public struct CSVSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A breach of RFC 4180 or of a limit.
    public enum Reason: Hashable, Sendable {
        /// The file has no line with headings.
        case empty
        /// Bytes that are no text; the sentence that says which.
        case undecodable(String)
        /// A character U+0000.
        case nul
        /// The quote at the error's place is never closed.
        case unterminatedQuote
        /// Something other than a separator or a line end after the quote that closed a cell, which the quote
        /// at this line and column had opened.
        case textAfterQuote(openedLine: Int, openedColumn: Int)
        /// A quote inside a cell that does not begin with one.
        case bareQuote
        /// More cells than headings.
        case cellCount(found: Int, expected: Int)
        /// A cell of more than this many bytes, beginning at the error's place.
        case cellTooLong(limit: Int)
        /// A file of more than this many bytes.
        case fileTooLarge(limit: Int)
    }

    /// The line in the file, from 1, blank lines and lines inside cells counted.
    public let line: Int
    /// The place in that line in characters (Unicode scalars), from 1.
    public let column: Int
    /// What is wrong there.
    public let reason: Reason

    /// What is wrong and what to do, without the place.
    public var sentence: String {
        switch reason {
        case .empty:
            return "The file is empty: the first line must hold the headings."
        case .undecodable(let sentence):
            return sentence
        case .nul:
            return
                "There is a NUL character here, so this is not a plain text file: save it again as CSV UTF-8."
        case .unterminatedQuote:
            return "The quote (\") that opens a cell here is never closed: "
                + "close it, or double every quote that is part of the words."
        case .textAfterQuote(let line, let column):
            return
                "A cell opened by the quote (\") at line \(line), column \(column) is closed just before this place, "
                + "but no separator follows: double every quote that is part of the words."
        case .bareQuote:
            return "There is a quote (\") inside a cell that does not begin with one: "
                + "put the whole cell in quotes and double the quote inside it."
        case .cellCount(let found, let expected):
            let headings = expected == 1 ? "1 heading" : "\(expected) headings"
            return "The row has \(found) cells where the file has \(headings): "
                + "put a cell that contains the separator in quotes, or remove what is too much."
        case .cellTooLong(let limit):
            return "The cell that begins here is longer than \(limit) bytes: "
                + "is the quote that should close it missing?"
        case .fileTooLarge(let limit):
            return "The file is larger than \(limit) bytes: split it."
        }
    }

    /// The sentence with the place.
    public var description: String { "Line \(line), column \(column): \(sentence)" }
}
