import TrackerValues

#if Spreadsheets
    /// The value of the cell being parsed: gathers its text, then makes of it what its type and number format
    /// say (ECMA-376 part 1, 18.3.1.4 and 18.18.11).
    struct CellValue {
        private enum Kind {
            case number, shared, formulaText, inline, boolean, error, date
        }

        private let strings: SharedStringsPart
        private let styles: [StylesPart.Style]
        private let dates: SerialDate
        private let limit: Int

        private var kind = Kind.number
        private var style = 0
        private var hasFormula = false
        private var isPicture = false
        private var isInValue = false
        private var isInline = false
        private var value: [UInt8] = []
        private var words: RichText

        init(strings: SharedStringsPart, styles: [StylesPart.Style], dates: SerialDate, limit: Int) {
            self.strings = strings
            self.styles = styles
            self.dates = dates
            self.limit = limit
            words = RichText(limit: limit)
        }

        /// Begins a cell.
        package mutating func start(_ attributes: XMLAttributes) {
            kind = attributes.pointer("t").flatMap(CellValue.kind) ?? .number
            style = attributes.pointer("s").flatMap { Int(String(cString: $0)) } ?? 0
            hasFormula = false
            isPicture = attributes.pointer("vm") != nil
            value.removeAll(keepingCapacity: true)
        }

        private static func kind(_ name: UnsafePointer<CChar>) -> Kind? {
            switch String(cString: name) {
            case "s": .shared
            case "str": .formulaText
            case "inlineStr": .inline
            case "b": .boolean
            case "e": .error
            case "d": .date
            default: nil
            }
        }

        /// Begins an element inside the cell.
        package mutating func start(_ element: XMLName, _ attributes: XMLAttributes) {
            switch element {
            case "v": isInValue = true
            case "f": hasFormula = true
            case "is": isInline = true
            default: if isInline { words.start(element, attributes) }
            }
        }

        /// Ends an element inside the cell.
        package mutating func end(_ element: XMLName) {
            switch element {
            case "v": isInValue = false
            case "is": isInline = false
            default: if isInline { words.end(element) }
            }
        }

        /// Takes text where it counts; false if it gets too long.
        package mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
            if isInline { return words.take(bytes) }
            guard isInValue else { return true }
            guard value.count + bytes.count <= limit else { return false }
            value += bytes
            return true
        }

        /// Whether its words are struck through: as a whole, or run by run.
        package var isStruck: Bool {
            if styles.indices.contains(style), styles[style].isStruck { return true }
            switch kind {
            case .inline: return words.isStruck
            case .shared: return !strings.struck.isEmpty && strings.struck.contains(index ?? -1)
            default: return false
            }
        }

        private var text: String { String(decoding: value, as: UTF8.self) }
        /// Some programs write blanks around a value.
        private var index: Int? { Int(text.trimmed) }

        /// What the cell holds, or why that cannot be taken.
        package mutating func finish() throws(SpreadsheetFault) -> Result<SheetCell, SpreadsheetFault> {
            switch kind {
            case .inline: return .success(cell(words.finish()))
            case .formulaText: return .success(cell(text.unescapingControls))
            case .error: return .failure(error(text.trimmed))
            case _ where text.isBlank:
                guard hasFormula else { return .success(.empty) }
                return .failure(
                    SpreadsheetFault(
                        "The cell has a formula that was never calculated: "
                            + "open the workbook in a spreadsheet program and save it."))
            case .shared:
                guard let index, strings.strings.indices.contains(index) else {
                    throw .damaged("a cell refers to text \(text) of \(strings.strings.count)")
                }
                return .success(cell(strings.strings[index]))
            case .boolean: return .success(.boolean(["1", "true"].contains(text.trimmed)))
            case .date: return .success(CellValue.date(text.trimmed))
            case .number: return number(text.trimmed)
            }
        }

        /// A day; with an offset from UTC behind it, an instant, whose day is that of whoever reads it; or a time
        /// alone.
        private static func date(_ text: String) -> SheetCell {
            let time = text.dropFirst(10)
            let hasOffset = time.contains { "Z+-".contains($0) }
            guard !hasOffset, let day = Day(iso: text.prefix(10)) else { return .text(text) }
            return .date(day)
        }

        private func error(_ text: String) -> SpreadsheetFault {
            // A picture in a cell is stored as an error with its value elsewhere (ECMA-376 part 1, 18.3.1.4, vm).
            if isPicture, text == "#VALUE!" {
                return SpreadsheetFault("The cell holds a picture: type what it shows.")
            }
            return SpreadsheetFault("The cell shows the error \(text): mend its formula, or type the value.")
        }

        private func cell(_ text: String) -> SheetCell {
            guard !text.isEmpty else { return .empty }
            let words = text.withPlainLineBreaks
            return .text(styles.indices.contains(style) ? styles[style].format.shown(words) : words)
        }

        private func number(_ text: String) -> Result<SheetCell, SpreadsheetFault> {
            guard let value = Double(text), value.isFinite else {
                return .failure(
                    SpreadsheetFault("The cell's number \"\(text)\" can't be read: type it again."))
            }
            guard styles.indices.contains(style) else {
                let shown = GeneralNumber.isPlain(text) ? text : GeneralNumber.text(of: value)
                return .success(.number(shown, value))
            }
            let format = styles[style].format
            guard format.isDate else {
                let isAsItIs = format.isGeneral && GeneralNumber.isPlain(text)
                return .success(.number(isAsItIs ? text : format.shown(value), value))
            }
            guard let day = dates.day(value) else {
                return .failure(
                    SpreadsheetFault(
                        "The cell is formatted as a date, but its number \(text) is none: type the date again."
                    ))
            }
            // "Mar-23" typed into a cell is kept as its first day: the month is all that was said.
            if format.showsMonthAlone, day.day == 1 { return .success(.text(format.shownMonth(of: day))) }
            return .success(.date(day))
        }
    }
#endif
