import TrackerStorage
import TrackerValues

// Reading what the tables hold. A value that isn't of its kind is damage, told in a sentence, and never a default: a
// date that can't be read would otherwise be no date, and an item on time.

extension Row {
    /// The column's day.
    func storedDay(_ column: Int32) throws(RegisterError) -> Day {
        guard let day = try optionalStoredDay(column) else { throw damage(column, "no date") }
        return day
    }

    /// The column's day, or nil for NULL.
    func optionalStoredDay(_ column: Int32) throws(RegisterError) -> Day? {
        if isNull(column) { return nil }
        guard isText(column), let day = withBytes(column, { Day(isoBytes: $0.bindMemory(to: UInt8.self)) })
        else {
            throw damage(column, "no date")
        }
        return day
    }

    /// The column's text, which no text of a table has a NUL in.
    func storedText(_ column: Int32) throws(RegisterError) -> String {
        guard isText(column) else { throw damage(column, "no text") }
        let text = text(column)
        guard !text.utf8.contains(0) else { throw damage(column, "no text") }
        return text
    }

    /// The column's text, or nil for NULL.
    func optionalStoredText(_ column: Int32) throws(RegisterError) -> String? {
        isNull(column) ? nil : try storedText(column)
    }

    /// The column's integer.
    func storedInt(_ column: Int32) throws(RegisterError) -> Int64 {
        guard isInt(column) else { throw damage(column, "no whole number") }
        return int(column)
    }

    /// The column's integer, or nil for NULL.
    func optionalStoredInt(_ column: Int32) throws(RegisterError) -> Int64? {
        isNull(column) ? nil : try storedInt(column)
    }

    /// The value that `read` makes of the column's text.
    package func stored<Value>(
        _ column: Int32, _ what: String, _ read: (String) -> Value?
    ) throws(RegisterError) -> Value {
        guard let value = read(try storedText(column)) else { throw damage(column, "no \(what)") }
        return value
    }

    /// The value that `read` makes of the column's text, or nil for NULL.
    func optionalStored<Value>(
        _ column: Int32, _ what: String, _ read: (String) -> Value?
    ) throws(RegisterError) -> Value? {
        isNull(column) ? nil : try stored(column, what, read)
    }

    private func damage(_ column: Int32, _ what: String) -> RegisterError {
        .damaged("a stored \"\(name(column))\" is \(what): it reads \(shown(column))")
    }
}
