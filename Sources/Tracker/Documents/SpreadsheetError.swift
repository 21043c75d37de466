public import TrackerValues

// What can go wrong in writing a workbook, worded for the officer who asked for it.

/// Why a workbook was not written.
public enum SpreadsheetError: TrackerError, Equatable, Sendable {
    /// The file can't be written; `reason` is the system's word for it.
    case cannotWrite(path: String, reason: String)
    /// A library is not on this computer; the sentence, without its full stop, says which.
    case lacking(String)
    /// A table is longer than a sheet can be.
    case tooManyRows(table: String, rows: Int)

    package var failure: FailureKind { .unwritable }

    /// The error in a sentence.
    public var description: String {
        switch self {
        case .lacking(let sentence): sentence + "."
        case .cannotWrite(let path, let reason):
            "The file \(ControlCharacters.shown(in: path)) can't be written: \(reason). "
                + "Choose another place, or free the one named."
        case .tooManyRows(let table, let rows):
            "The table \"\(ControlCharacters.shown(in: table))\" has \(Numerals.grouped(rows)) rows, and a sheet holds "
                + "\(Numerals.grouped(SheetLimit.rows)) at most. Narrow the question, or ask for CSV instead."
        }
    }
}

/// What a sheet can hold (Microsoft, "Excel specifications and limits").
enum SheetLimit {
    /// Rows of a sheet, its heading among them.
    package static let rows = 1_048_576
    /// UTF-16 units in a cell.
    package static let cell = 32_767
    /// UTF-16 units in a sheet's name.
    package static let name = 31
    /// Digits of a number that survive.
    package static let digits = 15
}
