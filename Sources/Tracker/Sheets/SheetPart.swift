import TrackerSpreadsheets

#if Spreadsheets
    /// The rows of a sheet as its part is parsed (ECMA-376 part 1, 18.3.1): headings first, then every row
    /// that holds anything. How large the part says the sheet is (`dimension`) is not looked at.
    final class SheetPart: XMLReceiver {
        package private(set) var headings: [SheetCell] = []
        package private(set) var headingsRow = 0
        package private(set) var rows: [Sheet.Row] = []
        /// Whether the headings were found by what is in them, and not taken for want of others.
        package private(set) var hasKnownHeadings = false
        package private(set) var faults: [CellFault] = []
        package private(set) var hiddenColumns: Set<Int> = []
        /// Columns to the right of the last heading that hold something.
        package private(set) var columnsLeftOut: Set<Int> = []

        /// What stands above the headings that were found.
        package private(set) var titles: [String] = []
        /// The cells of the row above the headings that were found.
        package private(set) var above: [SheetCell] = []

        private let limits: SpreadsheetLimits
        private let search: HeadingSearch
        /// Rows read while it isn't known yet which of them holds the headings.
        private var undecided: [Sheet.Row] = []
        /// What may be the row of headings, unless the next one is.
        private var candidate: Sheet.Row?
        private var cell: CellValue
        private var row = 0
        private var column = -1
        private var cells: [SheetCell] = []
        private var hasContent = false
        private var isHidden = false
        private var struckColumns: [Int] = []
        private var faultCounts: [Int: Int] = [:]
        private var cellCount = 0

        // ECMA-376 sets no bounds; these are Excel's.
        private static let lastRow = 1_048_576
        private static let columns = 16_384

        init(
            limits: SpreadsheetLimits, strings: SharedStringsPart, styles: [StylesPart.Style],
            dates: SerialDate, search: HeadingSearch
        ) {
            self.search = search
            self.limits = limits
            cell = CellValue(strings: strings, styles: styles, dates: dates, limit: limits.cell)
        }

        package func start(_ element: XMLName, _ attributes: XMLAttributes) throws(SpreadsheetFault) {
            switch element {
            case "c":
                try startCell(attributes)
                cell.start(attributes)
            case "row": try startRow(attributes)
            case "col": hide(attributes)
            case "mergeCell": merged(attributes["ref"] ?? "")
            default: cell.start(element, attributes)
            }
        }

        package func end(_ element: XMLName) throws(SpreadsheetFault) {
            switch element {
            case "c": try endCell()
            case "row": try endRow()
            case "sheetData": try decide()
            default: cell.end(element)
            }
        }

        package func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetFault) {
            guard cell.take(bytes) else {
                throw SpreadsheetFault(
                    "The cell \(ColumnLetters.of(column))\(row) holds more than \(limits.cell) bytes: shorten it."
                )
            }
        }

        private func startRow(_ attributes: XMLAttributes) throws(SpreadsheetFault) {
            var number = row + 1
            if let given = attributes.pointer("r") {
                guard let read = CellName(given), read.column == nil, let given = read.row else {
                    throw .damaged("a row after row \(row) has no proper number")
                }
                number = given
            }
            guard number > row, number <= SheetPart.lastRow else {
                throw .damaged("row \(number) comes after row \(row)")
            }
            row = number
            column = -1
            hasContent = false
            isHidden = attributes.isOn("hidden")
            struckColumns.removeAll()
            cells.removeAll(keepingCapacity: true)
        }

        private func startCell(_ attributes: XMLAttributes) throws(SpreadsheetFault) {
            column += 1
            if let given = attributes.pointer("r") {
                guard let name = CellName(given)?.column else {
                    throw .damaged("a cell in row \(row) has no proper name")
                }
                column = name
            }
            guard column < SheetPart.columns else { throw .damaged("row \(row) has too many columns") }
        }

        private func endCell() throws(SpreadsheetFault) {
            let isStruck = cell.isStruck
            let value: SheetCell
            switch try cell.finish() {
            case .success(let found): value = found
            case .failure(let fault): return report(fault.sentence, row, column)
            }
            guard value != .empty else { return }
            if headingsRow > 0, column >= headings.count {
                if !value.isBlank { columnsLeftOut.insert(column) }
                return
            }
            if isStruck, !value.isBlank { struckColumns.append(column) }
            if cells.count <= column {
                let width = max(headings.count, column + 1)
                cells += repeatElement(.empty, count: width - cells.count)
            }
            cells[column] = value
            hasContent = hasContent || !value.isBlank
        }

        private func endRow() throws(SpreadsheetFault) {
            guard hasContent else { return }
            cells += repeatElement(.empty, count: max(0, headings.count - cells.count))
            let read = Sheet.Row(number: row, cells: cells, isHidden: isHidden, struckColumns: struckColumns)
            guard headingsRow == 0 else { return try append(read) }
            if let candidate {
                if search.isHeadings(cells, belowGroups: candidate.cells) {
                    above = candidate.cells
                    take(headings: read)
                } else {
                    take(headings: candidate)
                    try append(fitted: read)
                }
            } else if search.isHeadings(cells) {
                hasKnownHeadings = true
                candidate = read
                titles = undecided.map(\.cells.words)
                above = undecided.last?.cells ?? []
                undecided.removeAll()
            } else {
                undecided.append(read)
                if undecided.count == HeadingSearch.depth { try decide() }
            }
        }

        private func append(_ row: Sheet.Row) throws(SpreadsheetFault) {
            cellCount += row.cells.count
            guard cellCount <= limits.cells else {
                throw SpreadsheetFault("The sheet has more than \(limits.cells) cells: split it.")
            }
            rows.append(row)
        }

        private func take(headings row: Sheet.Row) {
            headingsRow = row.number
            headings = Array(row.cells.prefix(1 + (row.cells.lastIndex { !$0.isBlank } ?? 0)))
            for fault in faults where fault.row > headingsRow && fault.column >= headings.count {
                columnsLeftOut.insert(fault.column)
            }
        }

        /// Takes the first row that holds anything for the headings, because none was found by its names.
        private func decide() throws(SpreadsheetFault) {
            guard headingsRow == 0 else { return }
            if let candidate { return take(headings: candidate) }
            guard let first = undecided.first else { return }
            take(headings: first)
            for row in undecided.dropFirst() { try append(fitted: row) }
            undecided.removeAll()
        }

        /// Appends a row that was read before the headings were known.
        private func append(fitted row: Sheet.Row) throws(SpreadsheetFault) {
            for (column, cell) in row.cells.enumerated() where column >= headings.count && !cell.isBlank {
                columnsLeftOut.insert(column)
            }
            var cells = Array(row.cells.prefix(headings.count))
            cells += repeatElement(.empty, count: headings.count - cells.count)
            try append(
                Sheet.Row(
                    number: row.number, cells: cells, isHidden: row.isHidden, struckColumns: row.struckColumns
                ))
        }

        private func hide(_ attributes: XMLAttributes) {
            guard attributes.isOn("hidden"), let first = attributes["min"].flatMap({ Int($0) }), first > 0,
                let last = attributes["max"].flatMap({ Int($0) })
            else { return }
            hiddenColumns.formUnion(first - 1..<max(first, min(last, SheetPart.columns)))
        }

        /// A value over several rows could belong to each of them or to the first: nobody can tell.
        private func merged(_ range: String) {
            let corners = range.split(separator: ":").compactMap { String($0).withCString { CellName($0) } }
            guard corners.count == 2, let first = corners[0].row, let last = corners[1].row, last > first,
                first > headingsRow, let column = corners[0].column,
                let value = value(row: first, column: column), !value.isBlank
            else { return }
            report(
                "The cells \(range.replacing(":", with: " to ")) are merged, so nobody can tell which rows the value "
                    + "belongs to: unmerge them and fill in each row.", first, column)
        }

        private func value(row number: Int, column: Int) -> SheetCell? {
            guard headings.indices.contains(column) else { return nil }
            var (low, high) = (0, rows.count)
            while low < high {
                let middle = (low + high) / 2
                if rows[middle].number < number { low = middle + 1 } else { high = middle }
            }
            return low < rows.count && rows[low].number == number ? rows[low].cells[column] : nil
        }

        /// Notes a fault; of more in one column than anybody reads, no more.
        private func report(_ sentence: String, _ row: Int, _ column: Int) {
            guard headingsRow == 0 || column < headings.count else {
                columnsLeftOut.insert(column)
                return
            }
            guard faultCounts[column, default: 0] < limits.problems else { return }
            faultCounts[column, default: 0] += 1
            faults.append(CellFault(row: row, column: column, sentence: sentence))
        }
    }
#endif
