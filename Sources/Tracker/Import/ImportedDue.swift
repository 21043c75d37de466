import TrackerModel
import TrackerSheets
import TrackerValues

/// What a row says of its deadline: the first date, the one it was moved to, and the words.
struct ImportedDue {
    /// The column that holds the first date.
    let field: ImportField
    /// The first date; nil for none.
    let original: Day?
    /// The date that it was moved to; nil where it wasn't.
    let revised: Day?
    /// The deadline in words, where it isn't a plain date.
    let words: String?
    /// What stands in the column of the first date.
    let text: String?

    /// - Parameter published: the day from which "within six months" counts.
    init(_ row: ImportedRow, published: Day?) {
        let hasOriginal = row.fields.contains(.dueOriginal)
        let hasDue = row.fields.contains(.due)
        field = hasOriginal ? .dueOriginal : hasDue ? .due : .deadline
        let rules = row.dates[field].rules
        let first = row[field]
        let written = row.written(field)
        var moved: Day?
        var day: Day?
        if case .moved(let from, let to) = written {
            day = from.day(rules)
            moved = to.day(rules)
        } else {
            day =
                (written.map { $0.day(rules) } ?? row.day(field))
                ?? first.flatMap { DeadlineWords.day(from: $0, published: published) }
        }
        let deadline = row[.deadline]
        if field != .deadline, day == nil, let deadline {
            day =
                row.dates[.deadline].day(deadline)
                ?? DeadlineWords.day(from: deadline, published: published)
        }
        original = day
        revised = (hasOriginal ? row.day(.due) : nil) ?? moved
        let isPlain: Bool
        switch written {
        case .day, .eitherOrder, .monthFirst: isPlain = true
        case .part, .end, .moved, .words, nil: isPlain = row.cell(field)?.isText == false
        }
        words = deadline ?? (isPlain ? nil : first)
        text = first
    }

    /// The date that counts.
    var due: Day? { revised ?? original }
}

extension SheetCell {
    fileprivate var isText: Bool { if case .text = self { true } else { false } }
}
