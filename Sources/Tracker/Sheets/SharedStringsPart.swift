#if Spreadsheets
    /// The texts that cells refer to by number (ECMA-376 part 1, 18.4.9).
    final class SharedStringsPart: XMLReceiver {
        package private(set) var strings: [String] = []
        /// The numbers of those that are struck through from end to end.
        package private(set) var struck: Set<Int> = []
        private let limits: SpreadsheetLimits
        private var text: RichText

        init(limits: SpreadsheetLimits) {
            self.limits = limits
            text = RichText(limit: limits.cell)
        }

        package func start(_ element: XMLName, _ attributes: XMLAttributes) throws(SpreadsheetFault) {
            text.start(element, attributes)
        }

        package func end(_ element: XMLName) throws(SpreadsheetFault) {
            text.end(element)
            guard element == "si" else { return }
            guard strings.count < limits.cells else {
                throw SpreadsheetFault(
                    "The workbook has more than \(limits.cells) different texts: split it.")
            }
            if text.isStruck { struck.insert(strings.count) }
            strings.append(text.finish())
        }

        package func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetFault) {
            guard text.take(bytes) else {
                throw SpreadsheetFault(
                    "A cell of the workbook holds more than \(limits.cell) bytes of text: shorten it.")
            }
        }
    }
#endif
