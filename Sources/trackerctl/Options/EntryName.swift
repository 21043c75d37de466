import Tracker

/// How steps, benefits and evidence are typed: a letter and the number of the entry that added them.
enum EntryName {
    /// The entry's number in `A14`; the letter's case does not matter.
    static func number(_ typed: String, letter: Character, what: String) throws -> Int64 {
        guard typed.uppercased().first == letter, let seq = Int64(typed.dropFirst()), seq > 0 else {
            throw InvalidValue(
                what: what, given: typed, expected: "its identifier, for example \(letter)14")
        }
        return seq
    }
}
