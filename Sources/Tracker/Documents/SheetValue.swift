// What a cell becomes in a workbook: a number or a date where a spreadsheet can hold it exactly, else words.

import TrackerValues

#if Spreadsheets
    /// A cell's value as a sheet holds it.
    enum SheetValue: Equatable {
        case nothing
        case number(Double, SheetSetup.Style)
        case date(Day)
        case text(String)

        /// The value of `cell` in a column of `kind`.
        init(_ cell: Cell, in kind: Column.Kind) {
            switch cell {
            case .empty: self = .nothing
            case .text(let text): self = .text(text)
            case .number(let number): self = Self.number(String(number), in: kind)
            case .decimal(let decimal): self = Self.number(decimal, in: kind)
            case .date(let text):
                // Spreadsheets count days from 1900, and take that year for a leap year until 28 February.
                guard let date = Day(iso: text), (date.year, date.month) >= (1900, 3) else {
                    self = .text(cell.words(in: kind))
                    return
                }
                self = .date(date)
            case .time, .rag: self = .text(cell.words(in: kind))
            }
        }

        private static func number(_ text: String, in kind: Column.Kind) -> Self {
            let digits = text.utf8.count { 0x30...0x39 ~= $0 }
            guard Numerals.isDecimal(text), digits <= SheetLimit.digits, let number = Double(text) else {
                return .text(text)
            }
            if kind == .count { return .number(number, .count) }
            let places = text.utf8.split(separator: UInt8(ascii: ".")).dropFirst().first?.count
            if kind == .percent { return .number(number / 100, places == nil ? .percent : .decimalPercent) }
            let style: SheetSetup.Style =
                switch places {
                case nil: .whole
                case 1: .tenths
                case 2: .hundredths
                default: .thousandths
                }
            return .number(number, style)
        }
    }
#endif
