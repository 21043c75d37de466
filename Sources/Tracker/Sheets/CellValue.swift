import TrackerValues

#if Spreadsheets
    /// The value of the cell being parsed: gathers its text, then makes of it what its type and number format
    /// say (ECMA-376 part 1, 18.3.1.4 and 18.18.11).
    struct CellValue {
        private enum Kind {
            case number, shared, formulaText, inline, boolean, error, date
        }

        private let strings: [String]
        private let formats: [NumberFormat]
        private let dates: SerialDate
        private let limit: Int

        private var kind = Kind.number
        private var style = 0
        private var hasFormula = false
        private var isInValue = false
        private var isInline = false
        private var value: [UInt8] = []
        private var words: RichText

        init(strings: [String], formats: [NumberFormat], dates: SerialDate, limit: Int) {
            self.strings = strings
            self.formats = formats
            self.dates = dates
            self.limit = limit
            words = RichText(limit: limit)
        }

        /// Begins a cell.
        package mutating func start(_ attributes: XMLAttributes) {
            kind = attributes.pointer("t").flatMap(CellValue.kind) ?? .number
            style = attributes.pointer("s").flatMap { Int(String(cString: $0)) } ?? 0
            hasFormula = false
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
        package mutating func start(_ element: XMLName) {
            switch element {
            case "v": isInValue = true
            case "f": hasFormula = true
            case "is": isInline = true
            default: if isInline { words.start(element) }
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

        /// What the cell holds, or why that cannot be taken; throws where the workbook contradicts itself.
        package mutating func finish() throws(SpreadsheetFault) -> Result<SheetCell, SpreadsheetFault> {
            let text = String(decoding: value, as: UTF8.self)
            switch kind {
            case .inline: return .success(CellValue.cell(words.finish()))
            case .formulaText: return .success(CellValue.cell(text.unescapingControls))
            case .error:
                return .failure(
                    SpreadsheetFault("The cell shows the error \(text): mend its formula, or type the value.")
                )
            case _ where text.isEmpty:
                guard hasFormula else { return .success(.empty) }
                return .failure(
                    SpreadsheetFault(
                        "The cell has a formula that was never calculated: "
                            + "open the workbook in a spreadsheet program and save it."))
            case .shared:
                guard let index = Int(text), strings.indices.contains(index) else {
                    throw .damaged("a cell refers to text \(text) of \(strings.count)")
                }
                return .success(CellValue.cell(strings[index]))
            case .boolean: return .success(.boolean(text == "1" || text == "true"))
            case .date:
                guard let day = Day(iso: text.prefix(10)) else { throw .damaged("\(text) stands for a date") }
                return .success(.date(day))
            case .number: return try number(text)
            }
        }

        private static func cell(_ text: String) -> SheetCell {
            text.isEmpty ? .empty : .text(text)
        }

        private func number(_ text: String) throws(SpreadsheetFault) -> Result<SheetCell, SpreadsheetFault> {
            guard let value = Double(text), value.isFinite else {
                throw .damaged("\(text) stands for a number")
            }
            switch formats.indices.contains(style) ? formats[style] : .plain {
            case .plain: return .success(.number(text, value))
            case .percentage: return .success(.number(CellValue.percentage(value), value))
            case .date:
                guard let day = dates.day(value) else {
                    return .failure(
                        SpreadsheetFault(
                            "The cell is formatted as a date, but its number \(text) is none: type the date again."
                        ))
                }
                return .success(.date(day))
            }
        }

        /// "7%" for 0.07, although 0.07 × 100 is 7.000000000000001.
        private static func percentage(_ value: Double) -> String {
            let hundredfold = (value * 1e10).rounded() / 1e8
            return (Int64(exactly: hundredfold).map(String.init) ?? hundredfold.description) + "%"
        }
    }
#endif
