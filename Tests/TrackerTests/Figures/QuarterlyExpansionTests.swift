import Glibc
import Testing

import Tracker

/// Every count that the quarterly paper prints is expanded under the same words to as many references, in every
/// format; over random registers with a table issued each quarter and entries that come late.
struct QuarterlyExpansionTests {
    /// A count of a row, as it is expanded.
    private struct Line: Hashable {
        let row: String
        let title: String
        let references: [String]
    }

    /// The columns that are no counts, and the counts that they are expanded to.
    private static let net = [
        "Scope change": ("Scope change: in", "Scope change: out"),
        "Restated": ("Restated: in", "Restated: out"),
    ]

    private func tables(_ document: Document) -> [Table] {
        document.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    }

    private func rows(_ table: Table) throws -> [[Cell]] {
        var rows: [[Cell]] = []
        try table.rows.forEach { rows.append($0) }
        return rows + (table.total.map { [$0] } ?? [])
    }

    private func text(_ cell: Cell?) -> String {
        if case .text(let text)? = cell { text } else { "" }
    }

    /// What the document expands, and checks that each line has as many references as it says.
    private func expansion(_ document: Document) throws -> [Line] {
        try tables(document).filter { $0.columns.map(\.key) == ["count", "items", "references"] }.flatMap {
            table in
            try rows(table).map { cells in
                let references = text(cells[2]).replacing(" ", with: "").split(separator: ",").map(
                    String.init)
                #expect(cells[1] == .number(references.count), "\(table.name): \(text(cells[0]))")
                return Line(row: table.name, title: text(cells[0]), references: references)
            }
        }
    }

    private func paper(
        _ fixture: RegisterFixture, _ quarter: Quarter, _ rowKey: RowKey
    ) throws -> QuarterlyPaper {
        try QuarterlyPaper(
            fixture.register, QuarterlySpec(quarter, rowKey: rowKey, ageBands: [60, 150]),
            today: fixture.today)
    }

    @Test(arguments: 1...5) func everyCountExpands(seed: UInt64) throws {
        var register = try RandomRegister(seed: 300 + seed, on: "2022-04-05")
        let fixture = register.fixture
        let rowKey = RowKey.allCases[Int(seed) % RowKey.allCases.count]
        var titles: Set<String> = []
        for quarter in RandomHistories.quarters {
            fixture.clock.set(quarter.first.adding(days: 40))
            try register.open(5, openedWithin: 60)
            try register.live(acts: 100, reach: 90)
            fixture.clock.set(quarter.last.adding(days: 9))
            try register.live(acts: 60, reach: 60)
            let paper = try paper(fixture, quarter, rowKey)
            let document = paper.document(expand: true)
            let lines = try expansion(document)
            titles.formUnion(lines.map(\.title))
            try expectAll(of: document, in: lines)
            try expectJSON(of: paper, lines)
            if quarter == RandomHistories.quarters.last { try expectPrinted(document, lines) }
            try fixture.write { _ = try $0.issue(paper.issue) }
        }
        #expect(
            titles.isSuperset(of: ["0 to 60 days", "61 to 150 days", "Over 150 days", "Scope change: out"]))
        #expect(titles.contains("Restated: in") || titles.contains("Restated: out"))
    }

    /// Each number of the document's tables is in the expansion of its row.
    private func expectAll(of document: Document, in lines: [Line]) throws {
        for table in tables(document).prefix(2) {
            for cells in try rows(table) {
                let row = text(cells[0])
                func count(_ title: String) -> Int {
                    lines.first { $0.row == row && $0.title == title }?.references.count ?? 0
                }
                for (column, cell) in zip(table.columns, cells).dropFirst() where column.key != "oldest_days"
                {
                    let expanded =
                        Self.net[column.title].map { count($0.0) - count($0.1) } ?? count(column.title)
                    #expect(cell == .number(expanded), "\(row), \(column.title)")
                }
            }
        }
    }

    /// The data have the same counts under their keys.
    private func expectJSON(of paper: QuarterlyPaper, _ lines: [Line]) throws {
        let json = try paper.json(expand: true)
        for row in try #require(json["rows"]?.array) + [try #require(json["total"])] {
            for count in paper.table.spec.counts {
                let listed = row["\(count.key)_refs"]?.array?.compactMap(\.string) ?? []
                let line = lines.first { $0.row == row["label"]?.string && $0.title == count.title }
                #expect(listed == line?.references ?? [], "\(count.key)")
                if let number = row[count.key]?.int { #expect(Int(number) == listed.count, "\(count.key)") }
            }
        }
    }

    private func untagged(_ html: String) -> String {
        var isTag = false
        let bytes = html.utf8.map { byte in
            if byte == UInt8(ascii: "<") { isTag = true }
            defer { if byte == UInt8(ascii: ">") { isTag = false } }
            return isTag ? UInt8(ascii: " ") : byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Every format prints all lines of the expansion.
    private func expectPrinted(_ document: Document, _ lines: [Line]) throws {
        func words(_ text: String) -> Set<String> {
            Set(text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") })
        }
        let text = words(try TextRenderer.render(document, width: 4_000))
        let markdown = words(try MarkdownRenderer.render(document))
        let html = words(untagged(try HTMLRenderer.render(document)))
        for line in lines {
            let (number, references) = (line.references.count, line.references.joined(separator: ", "))
            let words = "\(line.title) \(number) \(references)"
            #expect(text.contains(words))
            #expect(html.contains(words))
            #expect(markdown.contains("| \(line.title) | \(number) | \(references) |"))
        }
        #if Spreadsheets
            var template = Array("/tmp/expansion-XXXXXX".utf8CString)
            _ = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) }
            let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            defer { system("rm -rf \(path)") }
            try SpreadsheetRenderer.write(document, to: "\(path)/table.xlsx")
            let bytes = try #require(RenderingGolden.bytes("\(path)/table.xlsx"))
            let total = try Sheet.read(bytes, file: "table.xlsx", tab: "Total")
            #expect(
                total.rows.map { row in row.cells.map(\.text) }
                    == lines.filter { $0.row == "Total" }.map {
                        [$0.title, "\($0.references.count)", $0.references.joined(separator: ", ")]
                    })
        #endif
    }

    /// A late entry about when an item was opened moves it to another age band, and the comparison says so.
    @Test func aRestatedAgeBandIsCompared() throws {
        let quarter = RandomHistories.quarters[0]
        let fixture = try RegisterFixture(on: "2022-04-05")
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-04-05")
        fixture.clock.set(quarter.last.adding(days: 5))
        let id = try fixture.write { try $0.issue(try paper(fixture, quarter, .report).issue) }
        let entry = try #require(try fixture.register.entries(about: nil).first { $0.act == "add" }).seq
        try fixture.write {
            try $0.correct(entry, effectiveOn: day("2022-06-20"), words: [.reason: "Misheard."])
        }
        let issued = try IssuedPaper(fixture.register, "T\(id)", today: fixture.today)
        let ages = issued.comparison.differences.filter {
            $0.row == nil && $0.count.key.hasPrefix("age_band")
        }
        #expect(ages.map(\.count.key) == ["age_band_1", "age_band_2"])
        #expect(ages.map(\.count.title) == ["0 to 60 days", "61 to 150 days"])
        #expect(ages.map(\.gained) == [["R-1"], []])
        #expect(ages.map(\.lost) == [[], ["R-1"]])
        let text = try MarkdownRenderer.render(issued.comparisonDocument)
        #expect(text.contains("| Total | 0 to 60 days | 0 | 1 | R-1 |"))
    }
}
