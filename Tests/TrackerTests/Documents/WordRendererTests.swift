// The Word document read back: over the zip file by the library's own reader, by python-docx, and by LibreOffice, each
// compared cell by cell with CSV.

#if Spreadsheets
    import Glibc
    import Testing
    @testable import TrackerDocuments
    @testable import TrackerSheets
    import TrackerValues

    import Tracker

    @Suite struct WordRendererTests {
        private static let papers = [
            "quarterly": RenderingSamples.quarterly, "outstanding": RenderingSamples.outstanding,
            "hostile": RenderingSamples.hostile,
        ]
        private static let names = papers.keys.sorted()
        private let folder: String

        init() throws {
            var template = Array("/tmp/tracker-word-XXXXXX".utf8CString)
            folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        }

        private func write(_ name: String, layout: WordRenderer.Layout = .paper) throws -> String {
            let path = "\(folder)/\(name).docx"
            try WordRenderer.write(try #require(Self.papers[name]), layout: layout, to: path)
            return path
        }

        /// The tables of a paper that have rows, charts' figures among them.
        private func tables(_ name: String) throws -> [Table] {
            try #require(Self.papers[name]).blocks.compactMap { block in
                switch block {
                case .table(let table): table.rows.isEmpty ? nil : table
                case .chart(let chart): chart.figures.rows.isEmpty ? nil : chart.figures
                default: nil
                }
            }
        }

        @Test(arguments: names) func everyCellIsThatOfCSV(name: String) throws {
            defer { system("rm -rf \(folder)") }
            let found = try WordReading(try write(name)).tables
            let tables = try tables(name)
            #expect(found.count == tables.count)
            for (found, table) in zip(found, tables) {
                try expect(found, toBe: table)
            }
        }

        @Test(.enabled(if: succeeds("soffice --version")), arguments: ["quarterly", "outstanding"])
        func libreOfficeFindsTheSameCells(name: String) throws {
            defer { system("rm -rf \(folder)") }
            let path = try write(name)
            let convert =
                "soffice -env:UserInstallation=file://\(folder)/profile --headless --convert-to docx"
            #expect(succeeds("\(convert) --outdir \(folder)/again \(path)"))
            let again = try WordReading("\(folder)/again/\(name).docx")
            let tables = try tables(name)
            #expect(again.tables.count == tables.count)
            for (found, table) in zip(again.tables, tables) { try expect(found, toBe: table) }
            #expect(again.styles.isSuperset(of: ["Title", "Heading1"]))
            #expect(again.repeatedHeads == tables.count)
        }

        @Test(.enabled(if: succeeds("python3 -c 'import docx'")), arguments: names)
        func pythonDocxFindsTheSameCells(name: String) throws {
            defer { system("rm -rf \(folder)") }
            let reader = "\(TrailFixture.package)/Tests/TrackerTests/Documents/Readers/read_word.py"
            let read = try write(name)
            #expect(system("python3 \(reader) \(read) >\(folder)/found.txt") == 0)
            let found = try #require(RenderingGolden.read("\(folder)/found.txt"))
            var lines = found.split(separator: "\n").drop { !$0.hasPrefix("table") }[...]
            for table in try tables(name) {
                #expect(lines.popFirst() == "table · Register Table")
                let count = table.rows.count + 1 + (table.total == nil ? 0 : 1)
                let rows = lines.prefix(count).map {
                    $0.split(separator: "\t", omittingEmptySubsequences: false).map {
                        String($0).replacing("\\n", with: "\n")
                    }
                }
                lines = lines.dropFirst(count)
                try expect(rows, toBe: table)
            }
        }

        @Test func whatMakesItAPaper() throws {
            defer { system("rm -rf \(folder)") }
            let reading = try WordReading(try write("quarterly"))
            let tables = try tables("quarterly")
            let main = try reading.part("word/document.xml")
            let header = try reading.part("word/header1.xml")
            let chart = try reading.part("word/charts/chart3.xml")
            #expect(reading.repeatedHeads == tables.count)
            #expect(
                reading.styles.isSuperset(of: ["Title", "Subtitle", "Heading1", "Heading2", "ListBullet"]))
            #expect(main.contains("w:orient=\"landscape\""))
            #expect(header.contains("OFFICIAL"))
            let footer = try reading.part("word/footer1.xml")
            #expect(footer.contains("OFFICIAL") && footer.contains(" PAGE ") && footer.contains(" NUMPAGES "))
            // Three charts, each with words for those who can't see it.
            #expect(reading.descriptions.count == 3)
            #expect(reading.descriptions.allSatisfy { $0.count > 30 })
            #expect(chart.contains("AC Frontline Policing"))
        }

        /// A few columns stand on standing pages, and the lying ones begin with the table that needs them.
        @Test func onlyWhatNeedsItLies() throws {
            defer { system("rm -rf \(folder)") }
            func table(_ columns: Int) -> Block {
                .table(
                    Table(
                        name: "\(columns)",
                        columns: (0..<columns).map { Column(title: "C\($0)", key: "c\($0)") },
                        rows: [(0..<columns).map { .number($0) }]))
            }
            for (blocks, sections, lying) in [
                ([table(3)], 1, 0), ([table(9)], 1, 1), ([table(3), .heading("Wide"), table(9)], 2, 1),
                ([.paragraph("Words"), table(9), table(3)], 1, 1),
            ] {
                let path = "\(folder)/lying.docx"
                try WordRenderer.write(Document(title: "T", blocks: blocks), to: path)
                let body = try WordReading(path).part("word/document.xml")
                #expect(body.split(separator: "<w:sectPr>").count - 1 == sections)
                #expect(body.split(separator: "w:orient=\"landscape\"").count - 1 == lying)
            }
        }

        @Test func aLetterHasItsHeadAndNoFoot() throws {
            defer { system("rm -rf \(folder)") }
            let letter = Document(
                title: "Response to \"PEEL <2017>\"", subtitle: "Oversight body",
                letterhead: Letterhead(
                    name: "Oversight body", lines: ["1 Bridge Street"], logo: LetterheadTests.logo),
                marking: "OFFICIAL", blocks: [.paragraph("Dear Sir\nor Madam")],
                foot: [Fact(label: "As at", value: "2018-01-01")])
            let path = "\(folder)/letter.docx"
            try WordRenderer.write(letter, layout: .letter, to: path)
            let reading = try WordReading(path)
            let body = try reading.part("word/document.xml")
            #expect(!body.contains("As at"))
            #expect(body.contains("Response to &quot;PEEL &lt;2017&gt;&quot;"))
            #expect(body.contains("Dear Sir</w:t><w:br/>"))
            #expect(reading.descriptions == ["Oversight body"])
        }

        @Test func equalPapersAreEqualFiles() throws {
            defer { system("rm -rf \(folder)") }
            let first = RenderingGolden.bytes(try write("quarterly"))
            #expect(try first == RenderingGolden.bytes(write("quarterly")))
        }

        @Test func aPlaceThatCannotBeWrittenIsNamed() {
            #expect(throws: SpreadsheetError.self) {
                try WordRenderer.write(RenderingSamples.quarterly, to: "/nowhere/at/all.docx")
            }
        }

        /// Compares what was found with the table, total and all, as CSV has it.
        private func expect(_ found: [[String]], toBe table: Table) throws {
            #expect(found.first == table.columns.map { ControlCharacters.shown(in: $0.title) })
            var reader = try CSVReader(CSVRenderer.render(table), separator: .comma)
            var records: [[String]] = []
            while let row = try reader.next() { records.append(row.cells) }
            #expect(found.count == records.count + 1)
            for (row, record) in zip(found.dropFirst(), records) {
                for (column, (cell, value)) in zip(row, record).enumerated() {
                    let kind = table.columns[column].kind
                    #expect(Self.plain(cell, kind) == Self.plain(Self.active(value), kind))
                }
                #expect(row.count == record.count)
            }
        }

        /// A record's value without the apostrophe that keeps spreadsheets from taking it for a formula.
        private static func active(_ value: String) -> String {
            value.hasPrefix("'") ? String(value.dropFirst()) : value
        }

        /// A cell of either as days, numbers and words are compared: CSV has ISO dates, bare numbers and small letters.
        private static func plain(_ cell: String, _ kind: Column.Kind) -> String {
            if kind == .rag { return cell == "Not rated" ? "" : cell.lowercased() }
            if kind == .count, cell == "–" { return "0" }
            if let day = Day(iso: cell) { return day.shortForm }
            if let instant = Instant(iso: cell) { return instant.shortForm(in: .london) }
            let bare = cell.replacing("\u{2212}", with: "-").replacing(",", with: "").replacing("%", with: "")
            return Double(bare) == nil ? cell.replacing("\t", with: " ") : bare
        }
    }

    private func succeeds(_ command: String) -> Bool {
        system("\(command) >/dev/null 2>&1") == 0
    }
#endif
