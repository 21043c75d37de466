#if Spreadsheets
    import Foundation
    import Testing
    @testable import TrackerSheets

    import Tracker

    /// Workbooks of a folder, cell by cell as another reader reads them: `scripts/sheet-corpus` writes what that is.
    @Suite(.enabled(if: ProcessInfo.processInfo.environment["TRACKER_SHEET_CORPUS"] != nil))
    struct SheetCorpusTests {
        static let folder = ProcessInfo.processInfo.environment["TRACKER_SHEET_CORPUS"]

        struct Workbook: Decodable {
            struct Sheet: Decodable {
                let name: String
                let cells: [Cell]
            }

            let path: String
            let name: String
            let sheets: [Sheet]
        }

        struct Cell: Decodable {
            let row: Int
            let column: Int
            let kind: String
            let text: String

            init(from decoder: any Decoder) throws {
                var values = try decoder.unkeyedContainer()
                row = try values.decode(Int.self)
                column = try values.decode(Int.self)
                kind = try values.decode(String.self)
                text =
                    kind == "b"
                    ? try values.decode(Bool.self) ? "TRUE" : "FALSE" : try values.decode(String.self)
            }
        }

        @Test func sheetsAreReadAsAnotherReaderReadsThem() throws {
            let folder = try #require(Self.folder)
            var (sheets, cells) = (0, 0)
            var differences: [String] = []
            for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
                let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
                let workbook = try JSONDecoder().decode(Workbook.self, from: data)
                let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: workbook.path)))
                for expected in workbook.sheets where expected.cells.contains(where: { !$0.isBlank }) {
                    sheets += 1
                    do throws(InputProblems) {
                        let read = try Sheet.read(bytes, file: workbook.name, tab: expected.name)
                        let found = Self.differences(read, expected.cells)
                        cells += found.compared
                        differences += found.differences.map {
                            "\(workbook.name), \"\(expected.name)\": \($0)"
                        }
                    } catch {
                        differences.append("\(error)")
                    }
                }
            }
            print("\(sheets) sheets and \(cells) cells compared, \(differences.count) differences")
            for difference in differences { print("  \(difference)") }
            #expect(differences.isEmpty)
            #expect(cells > 0)
        }

        private static func differences(
            _ sheet: Sheet, _ expected: [Cell]
        ) -> (compared: Int, differences: [String]) {
            var rows: [Int: [SheetCell]] = [sheet.headingsRow: sheet.headings]
            for row in sheet.rows { rows[row.number] = row.cells }
            let faults = Set(sheet.faults.map { [$0.row, $0.column] })
            var differences: [String] = []
            var compared = 0
            var seen: Set<[Int]> = []
            for cell in expected where cell.row >= sheet.headingsRow && cell.column < sheet.headings.count {
                compared += 1
                seen.insert([cell.row, cell.column])
                let read = rows[cell.row]?[cell.column] ?? .empty
                if cell.agrees(with: read, isFault: faults.contains([cell.row, cell.column])) { continue }
                differences.append("\(cell.row),\(cell.column): \(cell.kind) \(cell.text) is read as \(read)")
            }
            for (row, cells) in rows {
                for (column, cell) in cells.enumerated() where !cell.isBlank && !seen.contains([row, column])
                {
                    differences.append("\(row),\(column): nothing is read as \(cell)")
                }
            }
            return (compared, differences)
        }
    }

    extension SheetCorpusTests.Cell {
        var isBlank: Bool { kind == "e" || kind == "s" && text.allSatisfy(\.isWhitespace) }

        func agrees(with read: SheetCell, isFault: Bool) -> Bool {
            if isFault { return true }
            switch (kind, read) {
            case ("s", .text(let words)): return words == text.withPlainLineBreaks
            case ("s", .empty): return isBlank
            case ("n", .number(_, let value)): return value == Double(text)
            case ("t", .number), ("t", .text), ("e", .text), ("e", .empty): return true
            case ("d", .date(let day)): return day.description == text
            // A month alone, and an instant.
            case ("d", .text): return true
            case ("b", .boolean(let value)): return (value ? "TRUE" : "FALSE") == text
            default: return false
            }
        }
    }
#endif
