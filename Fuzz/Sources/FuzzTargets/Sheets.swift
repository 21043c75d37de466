import Tracker

/// Sheets that people hand in: CSV, workbooks, and what is made of their rows.
enum Sheets {
    static func csv(_ bytes: [UInt8]) {
        read { try Sheet.read(csv: bytes, file: "fuzz.csv", headings: $0) }
        _ = try? MeetingSheet(bytes, file: "fuzz.csv")
    }

    static func workbook(_ bytes: [UInt8]) {
        read { try SpreadsheetReader(limits: limits).sheet(bytes, file: "fuzz.xlsx", headings: $0) }
    }

    /// The first byte chooses a part of a sound workbook; the rest stands in its place. Without this the checksums of
    /// the zip file would turn nearly every input away.
    static func partOfWorkbook(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        var parts = SoundWorkbook.parts
        parts[Int(first) % parts.count].bytes = Array(bytes.dropFirst())
        workbook(StoredZip.bytes(parts))
    }

    private static let limits = SpreadsheetLimits()

    private static func read(_ sheet: (HeadingSearch) throws -> Sheet) {
        for search in [.firstRow, ImportMapping.search(given: [], saved: nil)] {
            guard let sheet = try? sheet(search),
                let mapping = try? ImportMapping(sheet, given: [], file: "fuzz")
            else { continue }
            for row in ImportedRows(sheet, mapping: mapping, file: "fuzz") { _ = row[.text] }
        }
    }
}
