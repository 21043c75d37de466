#if Spreadsheets
    /// Why a workbook as a whole cannot be read, as a sentence for the person who handed it in.
    package struct SpreadsheetFault: Error, Hashable, Sendable {
        package let sentence: String

        init(_ sentence: String) {
            self.sentence = sentence
        }

        /// The workbook, or the part of it named, is not as the format demands.
        package static func damaged(_ detail: String) -> SpreadsheetFault {
            SpreadsheetFault(
                "The workbook is damaged (\(detail)): open it in a spreadsheet program and save it again.")
        }
    }
#endif
