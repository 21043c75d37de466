// Writes a paper as a workbook (.xlsx: Office Open XML, ECMA-376) through libxlsxwriter: a sheet for each
// table, one for the charts, and last a sheet that says what the paper is and rests on. The same paper makes
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
            let tables = document.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
            let charts = document.blocks.compactMap { if case .chart(let chart) = $0 { chart } else { nil } }
            for table in tables where table.rows.count + 2 > SheetLimit.rows {
                throw SpreadsheetError.tooManyRows(table: table.name, rows: table.rows.count)
            }
            if let lack = SpreadsheetLibraries.lack { throw SpreadsheetError.lacking(lack) }
            // The library reports a file it can't open on the standard error stream, so that is tried first.
            guard let file = fopen(path, "ab") else {
                throw SpreadsheetError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
            }
            fclose(file)
            var options = lxw_workbook_options(constant_memory: 1, tmpdir: nil, use_zip64: 0)
            guard let book = workbook_new_opt(path, &options) else {
                throw SpreadsheetError.cannotWrite(path: path, reason: "there is no memory for it")
            }
            describe(document, in: book)
            let setup = SheetSetup(document: document, book: book)
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
            let result = workbook_close(book)
            guard result == LXW_NO_ERROR else {
                throw SpreadsheetError.cannotWrite(path: path, reason: String(cString: lxw_strerror(result)!))
            }
        }

        /// The workbook's properties. Its time of making is the oldest that a zip archive can hold, so that
        /// equal papers are equal files; when the paper was made is in its foot.
        private static func describe(_ document: Document, in book: UnsafeMutablePointer<lxw_workbook>) {
            let title = strdup(ControlCharacters.shown(in: document.title))
            let status = strdup(ControlCharacters.shown(in: document.marking))
            defer {
                free(title)
                free(status)
            }
            var properties = lxw_doc_properties()
            properties.title = title
            properties.status = status
            properties.created = 315_532_800
            _ = workbook_set_properties(book, &properties)
        }
    }
#endif
