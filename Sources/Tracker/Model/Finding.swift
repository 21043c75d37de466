/// Something that `audit verify` found to be wrong.
public struct Finding: Equatable, Sendable, CustomStringConvertible {
    /// What kind of damage it is.
    public enum Kind: String, Sendable {
        /// A page of the file is not as it was written.
        case page
        /// An entry is not what was hashed, or not an entry.
        case entry
        /// The tree of hashes does not follow from the entries.
        case tree
        /// Words do not match what their entry commits to.
        case words
        /// A computed table is not what the ledger makes it.
        case table
        /// A quarterly table that was issued is not what the ledger of then makes it.
        case issued = "issued table"
        /// A rule of the database (a trigger, a check) is missing or changed.
        case schema
        /// An evidence file is missing or changed.
        case evidence
        /// Entries that were committed to are missing at the ledger's end.
        case truncated = "cut short"
        /// The ledger is right in itself, but not the one that was committed to.
        case rewritten
    }

    /// What kind of damage it is.
    public let kind: Kind
    /// The first entry concerned, where there is one.
    public let seq: Int64?
    /// A sentence without its full stop.
    public let sentence: String

    package init(kind: Kind, seq: Int64?, sentence: String) {
        self.kind = kind
        self.seq = seq
        self.sentence = sentence
    }

    /// One line.
    public var description: String {
        "\(kind.rawValue)\(seq.map { " (entry \($0))" } ?? ""): \(sentence)."
    }
}
