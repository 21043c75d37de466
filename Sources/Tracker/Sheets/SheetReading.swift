// Reading a table out of a file's bytes: which kind of file it is, and CSV as a sheet.

extension Sheet {
    /// Reads a table out of the bytes of a CSV file or an .xlsx workbook; which of them it is, its first
    /// bytes tell.
    ///
    /// - Parameters:
    ///   - bytes: the file's bytes.
    ///   - file: the file's name, for the problems.
    ///   - tab: the name of the sheet to read; nil for the first that is not hidden. A CSV file has none.
    ///   - search: how the headings are found.
    /// - Throws: all that is wrong in the file.
    public static func read(
        _ bytes: [UInt8], file: String, tab: String? = nil, headings search: HeadingSearch = .firstRow
    ) throws(InputProblems) -> Sheet {
        func refusal(_ sentence: String) -> InputProblems {
            InputProblems([Problem(file: file, sentence: sentence)])
        }
        // PKWARE APPNOTE 4.3.7: the signature of a zip file's first entry; an .xlsx workbook is a zip file.
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            #if Spreadsheets
                return try SpreadsheetReader().sheet(bytes, file: file, tab: tab, headings: search)
            #else
                throw refusal(
                    "This program was built without support for spreadsheets: save the sheet as CSV UTF-8."
                )
            #endif
        }
        // [MS-CFB] 2.2: the container of old .xls workbooks and of encrypted new ones.
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            throw refusal(
                "This is an .xls workbook of before 2007 or one with a password: "
                    + "save it as .xlsx without a password, or the sheet as CSV UTF-8.")
        }
        if tab != nil {
            throw refusal("A CSV file has no sheets to choose from: leave the sheet's name out.")
        }
        return try read(csv: bytes, file: file, headings: search)
    }

    /// Reads the bytes of a CSV file.
    ///
    /// - Throws: every row that has too many or too few cells, and the first other breach of the format.
    public static func read(
        csv bytes: [UInt8], file: String, separator: CSVReader.Separator? = nil,
        headings search: HeadingSearch = .firstRow
    ) throws(InputProblems) -> Sheet {
        func problem(_ error: CSVSyntaxError) -> Problem {
            Problem(
                file: file, place: SheetPlace(line: error.line, character: error.column),
                sentence: error.sentence)
        }
        var reader: CSVReader
        do {
            reader = try CSVReader(bytes, separator: separator, headings: search)
        } catch {
            throw InputProblems([problem(error)])
        }
        var marks: [CSVScanner.Mark] = []
        var problems: [Problem] = []
        while true {
            do {
                let mark = reader.scanner.mark
                guard let row = try reader.next() else { break }
                if !Row(row).cells.allSatisfy(\.isBlank) { marks.append(mark) }
            } catch {
                problems.append(problem(error))
            }
        }
        guard problems.isEmpty else { throw InputProblems(problems) }
        return Sheet(
            name: file, source: .csv, headings: reader.headings.map(SheetCell.init(csv:)),
            headingsRow: reader.headingsLine, rows: SheetRows(reader.text, reader.scanner, marks),
            epoch: Sheet.epoch1900)
    }
}

extension Sheet.Row {
    package init(_ row: CSVReader.Row) {
        self.init(number: row.line, cells: row.cells.map(SheetCell.init(csv:)))
    }
}

extension SheetCell {
    package init(csv text: String) {
        self = text.isEmpty ? .empty : .text(text)
    }
}
