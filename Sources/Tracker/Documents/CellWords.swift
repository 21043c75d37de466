import TrackerValues

// What a cell says to people, the same in text, Markdown and HTML.

extension Cell {
    /// The cell in words, safe to show: numbers with commas, hundredths with a percent sign, dates as people
    /// read them, ratings by their word.
    package func words(in kind: Column.Kind) -> String {
        let unit = kind == .percent ? "%" : ""
        return switch self {
        case .empty: ""
        case .text(let text): ControlCharacters.shown(in: text)
        case .number(0) where kind == .count: "–"
        case .number(let number): Numerals.grouped(number) + unit
        case .decimal(let decimal): ControlCharacters.shown(in: Numerals.grouped(decimal)) + unit
        case .date(let date): PartialDate(iso: date)?.shortForm ?? ControlCharacters.shown(in: date)
        case .time(let instant, let zone): instant.shortForm(in: zone)
        case .rag(let colour): colour.word
        }
    }

    /// Whether the cell is aligned right: numbers, whatever their column.
    package var isNumber: Bool {
        switch self {
        case .number: true
        case .decimal(let decimal): Numerals.isDecimal(decimal)
        case .empty, .text, .date, .time, .rag: false
        }
    }
}

extension Column.Kind {
    /// Whether the column's heading is aligned right.
    package var isNumber: Bool { self == .number || self == .count || self == .percent }
}
