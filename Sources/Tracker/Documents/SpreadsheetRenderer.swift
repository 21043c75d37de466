// Writes a paper as a workbook (.xlsx: Office Open XML, ECMA-376) through libxlsxwriter: the list of everything where
// there is one, a sheet for each table, one for the charts, and last a sheet that says what the paper is and rests on. The same paper makes
// the same bytes.

#if Spreadsheets
    import CSpreadsheets
    import TrackerSpreadsheets
    import Glibc

    /// Papers as workbooks.
    public enum SpreadsheetRenderer {
        /// Writes `document` to the file at `path`, replacing what is there. Rows go to disk as they are
        /// written: memory doesn't grow with their number. Throws when a table is too long for a sheet or the
        /// file can't be written.
        public static func write(
            _ document: Document, from source: (any RowSource)? = nil, to path: String
        ) throws {
            let parts = document.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
            let tables = (document.list.map { [$0] } ?? []) + parts
            let charts = document.blocks.compactMap { if case .chart(let chart) = $0 { chart } else { nil } }
            for table in tables where table.rows.count + 2 > SheetLimit.rows {
                throw SpreadsheetError.tooManyRows(table: table.name, rows: table.rows.count)
            }
            let setup = try SheetSetup(document, at: path, isStreamed: true)
            var names = SheetNames()
            var index: [Fact] = []
            for table in tables {
                let name = names.name(for: table.name)
                index.append(Fact(label: name, value: table.caption ?? table.name))
                try TableSheet(table: table, source: source, setup: setup).write(to: setup.sheet(name))
            }
            let drawable = charts.filter { !$0.categories.isEmpty && !$0.series.isEmpty }
            if !drawable.isEmpty {
                let name = names.name(for: "Charts")
                index.append(Fact(label: name, value: drawable.map(\.title).joined(separator: ", ")))
                try ChartsSheet(charts: drawable, name: name, setup: setup).write(to: setup.sheet(name))
            }
            AboutSheet(document: document, index: index, setup: setup)
                .write(to: setup.sheet(names.name(for: "About this paper")))
            try setup.close()
        }
    }
#endif
