import TrackerValues

#if Spreadsheets
    /// Reads one sheet of an .xlsx workbook (ECMA-376, Office Open XML; its transitional and strict forms).
    ///
    /// Values are taken as they were shown when the workbook was saved: a formula gives its last result. Hidden
    /// rows and columns count like others, and are told; a sheet that is hidden is read only if asked for by name.
    /// What is merged over several rows or shows an error is a fault of its cell; what stands to the right of the
    /// headings is left out, and told. Workbooks come from anywhere, so what they unpack to is bounded, and nothing
    /// in one makes the reader open another file.
    public struct SpreadsheetReader: Sendable {
        private let limits: SpreadsheetLimits

        /// A reader that takes in no more than this.
        public init(limits: SpreadsheetLimits = SpreadsheetLimits()) {
            self.limits = limits
        }

        /// Reads a sheet out of the bytes of a workbook.
        ///
        /// - Parameters:
        ///   - bytes: the file's bytes.
        ///   - file: the file's name, for the problems.
        ///   - tab: the sheet's name, case not counted; nil for the first with such headings, else the first that
        ///     holds anything, of those that are not hidden.
        ///   - search: how the headings are found; what stands above them is passed over.
        /// - Throws: all that is wrong in the sheet, or why the workbook cannot be read.
        public func sheet(
            _ bytes: [UInt8], file: String, tab: String? = nil, headings search: HeadingSearch = .firstRow
        ) throws(InputProblems) -> Sheet {
            do throws(SpreadsheetFault) {
                return try bytes.withUnsafeBufferPointer { bytes throws(SpreadsheetFault) in
                    try read(bytes, tab, search)
                }
            } catch {
                throw InputProblems([Problem(file: file, sentence: error.sentence)])
            }
        }

        private func read(
            _ bytes: UnsafeBufferPointer<UInt8>, _ tab: String?, _ search: HeadingSearch
        ) throws(SpreadsheetFault) -> Sheet {
            var archive = try ZipArchive(bytes, limits: limits)
            let name = try workbookPart(of: &archive)
            let workbook = WorkbookPart()
            try XMLStream.parse(name, of: &archive, to: workbook)
            let relationships = RelationshipsPart(of: name)
            try XMLStream.parse(RelationshipsPart.name(of: name), of: &archive, to: relationships)

            let candidates = try candidates(tab, of: workbook.tabs, relationships)
            // Without styles numbers are shown as they are; without texts the cells must not refer to any.
            let styles = StylesPart()
            if let part = relationships.part(type: "styles"), archive.contains(part) {
                try XMLStream.parse(part, of: &archive, to: styles)
            }
            let strings = SharedStringsPart(limits: limits)
            if let part = relationships.part(type: "sharedStrings"), archive.contains(part) {
                try XMLStream.parse(part, of: &archive, to: strings)
            }
            var chosen: (name: String, sheet: SheetPart)?
            for candidate in candidates {
                let sheet = SheetPart(
                    limits: limits, strings: strings, styles: styles.styles, dates: workbook.dates,
                    search: search)
                try XMLStream.parse(candidate.part, of: &archive, to: sheet)
                guard !sheet.headings.isEmpty, chosen == nil || sheet.hasKnownHeadings else { continue }
                chosen = (candidate.name, sheet)
                if sheet.hasKnownHeadings { break }
            }
            guard let (name, sheet) = chosen else { throw SpreadsheetReader.empty(candidates.map(\.name)) }
            return sheet.sheet(
                named: name, tabs: workbook.tabs.map(\.tab),
                epoch: workbook.dates == .since1904 ? Sheet.epoch1904 : Sheet.epoch1900)
        }

        private static func empty(_ names: [String]) -> SpreadsheetFault {
            guard names.count == 1 else {
                return SpreadsheetFault(
                    "All sheets are empty (\(listed(names))): one must hold headings, and rows below them.")
            }
            return SpreadsheetFault(
                "The sheet \"\(names[0])\" is empty: its first row must hold the headings.")
        }

        private static func listed(_ names: [String]) -> String {
            names.map { "\"\($0)\"" }.joined(separator: ", ")
        }

        private func workbookPart(of archive: inout ZipArchive) throws(SpreadsheetFault) -> String {
            let root = RelationshipsPart(of: "")
            if archive.contains("_rels/.rels") { try XMLStream.parse("_rels/.rels", of: &archive, to: root) }
            let usual = "xl/workbook.xml"
            guard let part = root.part(type: "officeDocument") ?? (archive.contains(usual) ? usual : nil)
            else {
                throw SpreadsheetFault(
                    "This is a zip file but no workbook: give an .xlsx workbook or a CSV file.")
            }
            if part.hasPrefix("word/") {
                throw SpreadsheetFault(
                    "This is a Word document: copy its table to a spreadsheet and save that as .xlsx.")
            }
            if part.hasPrefix("ppt/") {
                throw SpreadsheetFault(
                    "This is a PowerPoint presentation: copy its table to a spreadsheet and save that as .xlsx."
                )
            }
            return part
        }

        /// The sheets that may be read, in their order.
        private func candidates(
            _ tab: String?, of tabs: [(tab: SheetTab, relationship: String)],
            _ relationships: RelationshipsPart
        ) throws(SpreadsheetFault) -> [(name: String, part: String)] {
            // The other types are charts, dialogues and macros.
            let sheets = tabs.compactMap { tab, id -> (tab: SheetTab, part: String)? in
                relationships.relationships.first { $0.id == id && $0.type == "worksheet" }.map {
                    (tab, $0.part)
                }
            }
            let visible = sheets.filter { $0.tab.state == .visible }
            guard let tab else {
                guard !visible.isEmpty else {
                    throw SpreadsheetFault(
                        "The file has no sheet with rows to read: give an .xlsx workbook that has one.")
                }
                return visible.map { ($0.tab.name, $0.part) }
            }
            guard
                let named = sheets.first(where: { $0.tab.name.plain.lowercased() == tab.plain.lowercased() })
            else {
                throw SpreadsheetFault(
                    "The workbook has no sheet \"\(tab)\": it has \(Self.listed(visible.map(\.tab.name))).")
            }
            return [(named.tab.name, named.part)]
        }
    }

    extension SheetPart {
        /// The sheet that was parsed.
        fileprivate func sheet(named name: String, tabs: [SheetTab], epoch: Day) -> Sheet {
            let hidden = hiddenColumns.filter { headings.indices.contains($0) && !headings[$0].isBlank }
            var remarks: [SheetRemark] = []
            if !columnsLeftOut.isEmpty { remarks.append(.columnsLeftOut(columnsLeftOut.sorted())) }
            if !hidden.isEmpty {
                remarks.append(.hiddenColumns(hidden.sorted().map { headings[$0].text.plain }))
            }
            let hiddenRows = rows.filter(\.isHidden).map(\.number)
            if !hiddenRows.isEmpty { remarks.append(.hiddenRows(hiddenRows)) }
            let struck = rows.filter(\.isStruck).map(\.number)
            if !struck.isEmpty { remarks.append(.struckRows(struck)) }
            return Sheet(
                name: name, source: .spreadsheet, headings: headings, headingsRow: headingsRow,
                rows: SheetRows(rows), epoch: epoch, titles: titles,
                groups: above.groups(of: headings.count), tabs: tabs,
                hiddenColumns: hidden,
                faults: faults.filter { $0.row > headingsRow && headings.indices.contains($0.column) },
                remarks: remarks)
        }
    }
#endif
