// The workbook against programs that are not ours: openpyxl reads its cells, LibreOffice reads and writes it
// again.

#if Spreadsheets
    import Glibc
    import Testing
    @testable import TrackerDocuments

    import Tracker

    @Suite struct SpreadsheetRendererTests {
        @Test(
            .enabled(if: succeeds("python3 -c 'import openpyxl'")),
            arguments: ["quarterly", "outstanding", "hostile"])
        func openpyxlFindsWhatWasWritten(name: String) throws {
            let folder = try temporaryFolder()
            defer { system("rm -rf \(folder)") }
            try SpreadsheetRenderer.write(paper(name), to: "\(folder)/\(name).xlsx")
            try RenderingGolden.expect(output("\(reader) \(folder)/\(name).xlsx"), is: "\(name)-workbook.txt")
        }

        @Test(
            .enabled(if: succeeds("python3 -c 'import openpyxl'") && succeeds("soffice --version")),
            arguments: ["quarterly", "outstanding", "hostile"])
        func libreOfficeFindsTheSameCells(name: String) throws {
            let folder = try temporaryFolder()
            defer { system("rm -rf \(folder)") }
            try SpreadsheetRenderer.write(paper(name), to: "\(folder)/\(name).xlsx")
            // A profile of its own, so that it runs beside any other LibreOffice.
            let convert =
                "soffice -env:UserInstallation=file://\(folder)/profile --headless --convert-to xlsx"
            #expect(succeeds("\(convert) --outdir \(folder)/again \(folder)/\(name).xlsx"))
            let written = output("\(reader) \(folder)/\(name).xlsx --values")
            let again = output("\(reader) \(folder)/again/\(name).xlsx --values --unescaped")
            #expect(!written.isEmpty)
            #expect(again == written)
        }

        @Test func equalPapersAreEqualFiles() throws {
            let folder = try temporaryFolder()
            defer { system("rm -rf \(folder)") }
            for name in ["a.xlsx", "b.xlsx"] {
                try SpreadsheetRenderer.write(RenderingSamples.quarterly, to: "\(folder)/\(name)")
            }
            let first = try #require(RenderingGolden.bytes("\(folder)/a.xlsx"))
            #expect(RenderingGolden.bytes("\(folder)/b.xlsx") == first)
        }

        @Test func wordsBeyondWhatACellHoldsAreCutAndSaySo() {
            let setup = SheetSetup.cut(String(repeating: "é👍", count: 20_000))
            #expect(setup.utf16.count <= 32_767)
            #expect(
                setup.hasSuffix("👍… [cut: a cell holds 32,767 characters]")
                    || setup.hasSuffix("é… [cut: a cell holds 32,767 characters]"))
            #expect(SheetSetup.cut("short") == "short")
        }

        @Test func aPlaceThatCannotBeWrittenIsNamed() {
            let path = "/nowhere/at/all.xlsx"
            #expect(throws: SpreadsheetError.cannotWrite(path: path, reason: "No such file or directory")) {
                try SpreadsheetRenderer.write(RenderingSamples.quarterly, to: path)
            }
        }

        @Test func tooManyRowsAreRefused() {
            let rows = [[Cell]](repeating: [.empty], count: 1_048_575)
            let table = Table(name: "Long", columns: [Column(title: "A", key: "a")], rows: rows)
            #expect(throws: SpreadsheetError.tooManyRows(table: "Long", rows: 1_048_575)) {
                try SpreadsheetRenderer.write(
                    Document(title: "T", blocks: [.table(table)]), to: "/nowhere.xlsx")
            }
        }

        private var reader: String {
            "python3 \(TrailFixture.package)/Tests/TrackerTests/Documents/Readers/read_workbook.py"
        }

        private func paper(_ name: String) -> Document {
            switch name {
            case "quarterly": RenderingSamples.quarterly
            case "outstanding": RenderingSamples.outstanding
            default: RenderingSamples.hostile
            }
        }

        private func temporaryFolder() throws -> String {
            var template = Array("/tmp/tracker-rendering-XXXXXX".utf8CString)
            return try #require(mkdtemp(&template).map { String(cString: $0) })
        }
    }

    private func output(_ command: String) -> String {
        guard let pipe = popen(command, "r") else { return "" }
        defer { pclose(pipe) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func succeeds(_ command: String) -> Bool {
        system("\(command) >/dev/null 2>&1") == 0
    }
#endif
