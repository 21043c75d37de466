// The sheet that says what a workbook is: title, marking, the paper's words, its sheets, and what it rests
// on.

#if Spreadsheets
    import CSpreadsheets

    /// Everything of a paper that is neither table nor chart.
    struct AboutSheet {
        package let document: Document
        /// The other sheets and what they show.
        package let index: [Fact]
        let setup: SheetSetup

        /// Writes labels in the first column, words in the second.
        package func write(to sheet: SheetSetup.Sheet) {
            let widths = [28, 100]
            for (column, width) in widths.enumerated() {
                _ = worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil)
            }
            var facts = [Fact(label: "Title", value: document.title)]
            if let subtitle = document.subtitle { facts.append(Fact(label: "Period", value: subtitle)) }
            if !document.marking.isEmpty { facts.append(Fact(label: "Marking", value: document.marking)) }
            facts += document.blocks.flatMap { words(of: $0) }
            for (row, fact) in (facts + index + document.foot).enumerated() {
                setup.fit([fact.label, fact.value], in: widths, sheet: sheet, row: row)
                setup.write(fact.label, to: sheet, row: row, column: 0)
                setup.write(fact.value, to: sheet, row: row, column: 1)
            }
        }

        private func words(of block: Block) -> [Fact] {
            switch block {
            case .heading(let heading): [Fact(label: heading, value: "")]
            case .paragraph(let text): [Fact(label: "", value: text)]
            case .list(let entries): entries.map { Fact(label: "", value: "• \($0)") }
            case .facts(let facts): facts
            case .table, .chart: []
            }
        }
    }
#endif
