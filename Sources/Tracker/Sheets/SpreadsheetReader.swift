#if Spreadsheets
    /// Reads one sheet of an .xlsx workbook (ECMA-376, Office Open XML; its transitional and strict forms).
    ///
    /// Values are taken as they were when the workbook was saved: a formula gives its last result. Hidden
    /// rows and columns count like others; a sheet that is hidden is read only if asked for by name. What is
    /// merged over several rows, shows an error or stands under no heading is told, not guessed. Workbooks
    /// come from anywhere, so what they unpack to is bounded, and nothing in one makes the reader open
    /// another file.
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
        ///   - tab: the sheet's name, case not counted; nil for the first that is not hidden.
        ///   - search: how the headings are found; what stands above them is passed over.
        /// - Throws: all that is wrong in the sheet, or why the workbook cannot be read.
        public func sheet(
            _ bytes: [UInt8], file: String, tab: String? = nil, headings search: HeadingSearch = .firstRow
        ) throws(InputProblems) -> Sheet {
            var problems: [Problem] = []
            do throws(SpreadsheetFault) {
                let sheet = try bytes.withUnsafeBufferPointer { bytes throws(SpreadsheetFault) in
                    try read(bytes, file, tab, search, &problems)
                }
                if problems.isEmpty { return sheet }
            } catch {
                problems.append(Problem(file: file, sentence: error.sentence))
            }
            throw InputProblems(problems)
        }

        private func read(
            _ bytes: UnsafeBufferPointer<UInt8>, _ file: String, _ tab: String?, _ search: HeadingSearch,
            _ problems: inout [Problem]
        ) throws(SpreadsheetFault) -> Sheet {
            var archive = try ZipArchive(bytes, limits: limits)
            let name = try workbookPart(of: &archive)
            let workbook = WorkbookPart()
            try XMLStream.parse(name, of: &archive, to: workbook)
            let relationships = RelationshipsPart(of: name)
            try XMLStream.parse(RelationshipsPart.name(of: name), of: &archive, to: relationships)

            let chosen = try choose(tab, of: workbook.tabs, relationships)
            let styles = StylesPart()
            if let part = relationships.part(type: "styles") {
                try XMLStream.parse(part, of: &archive, to: styles)
            }
            let strings = SharedStringsPart(limits: limits)
            if let part = relationships.part(type: "sharedStrings") {
                try XMLStream.parse(part, of: &archive, to: strings)
            }
            let sheet = SheetPart(
                file: file, limits: limits, strings: strings.strings, formats: styles.formats,
                dates: workbook.dates, search: search)
            defer { problems = sheet.problems }
            try XMLStream.parse(chosen.part, of: &archive, to: sheet)
            guard !sheet.headings.isEmpty else {
                throw SpreadsheetFault(
                    "The sheet \"\(chosen.name)\" is empty: its first row must hold the headings.")
            }
            return Sheet(
                name: chosen.name, source: .spreadsheet, headings: sheet.headings,
                headingsRow: sheet.headingsRow, rows: SheetRows(sheet.rows),
                epoch: workbook.dates == .since1904 ? Sheet.epoch1904 : Sheet.epoch1900)
        }

        private func workbookPart(of archive: inout ZipArchive) throws(SpreadsheetFault) -> String {
            let root = RelationshipsPart(of: "")
            guard archive.contains("_rels/.rels") else {
                throw SpreadsheetFault(
                    archive.contains("content.xml")
                        ? "This is an OpenDocument file: save the sheet as .xlsx or as CSV UTF-8."
                        : "This is a zip file but no workbook: give an .xlsx workbook or a CSV file.")
            }
            try XMLStream.parse("_rels/.rels", of: &archive, to: root)
            guard let part = root.part(type: "officeDocument") else { throw .damaged("it names no workbook") }
            guard !part.hasSuffix(".bin") else {
                throw SpreadsheetFault(
                    "This is a binary workbook (.xlsb): save it as .xlsx or the sheet as CSV UTF-8.")
            }
            return part
        }

        private func choose(
            _ tab: String?, of tabs: [WorkbookPart.Tab], _ relationships: RelationshipsPart
        ) throws(SpreadsheetFault) -> (name: String, part: String) {
            // The other types are charts, dialogues and macros.
            let sheets = tabs.compactMap { tab -> (tab: WorkbookPart.Tab, part: String)? in
                let found = relationships.relationships.first {
                    $0.id == tab.relationship && $0.type == "worksheet"
                }
                return found.map { (tab, $0.part) }
            }
            guard let tab else {
                guard let first = sheets.first(where: { !$0.tab.isHidden }) else {
                    throw SpreadsheetFault(
                        "The file has no sheet with rows to read: give an .xlsx workbook that has one.")
                }
                return (first.tab.name, first.part)
            }
            guard let named = sheets.first(where: { $0.tab.name.lowercased() == tab.lowercased() }) else {
                let names = sheets.filter { !$0.tab.isHidden }.map { "\"\($0.tab.name)\"" }.joined(
                    separator: ", ")
                throw SpreadsheetFault("The workbook has no sheet \"\(tab)\": it has \(names).")
            }
            return (named.tab.name, named.part)
        }
    }
#endif
