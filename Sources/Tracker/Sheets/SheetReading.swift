// Reading a table out of a file's bytes: which kind of file it is, and CSV as a sheet.

extension Sheet {
    /// Reads a table out of the bytes of a CSV file or an .xlsx workbook; which of them it is, its first
    /// bytes tell.
    ///
    /// - Parameters:
    ///   - bytes: the file's bytes.
    ///   - file: the file's name, for the problems.
    ///   - tab: the name of the sheet to read; nil for the first with such headings, else the first that
    ///     holds anything, of those that are not hidden. A CSV file has none.
    ///   - search: how the headings are found.
    /// - Throws: all that is wrong in the file.
    public static func read(
        _ bytes: [UInt8], file: String, tab: String? = nil, headings search: HeadingSearch = .firstRow
    ) throws(InputProblems) -> Sheet {
        func refusal(_ sentence: String) -> InputProblems {
            InputProblems([Problem(file: file, sentence: sentence)])
        }
        if let other = OtherFile(bytes) { throw refusal(other.sentence) }
        if OtherFile.isZip(bytes) {
            #if Spreadsheets
                return try SpreadsheetReader().sheet(bytes, file: file, tab: tab, headings: search)
            #else
                throw refusal(
                    "This program was built without support for spreadsheets: save the sheet as CSV UTF-8."
                )
            #endif
        }
        if tab != nil {
            throw refusal("A CSV file has no sheets to choose from: leave the sheet's name out.")
        }
        return try read(csv: bytes, file: file, headings: search)
    }

    /// Reads the bytes of a CSV file.
    ///
    /// - Throws: every row that has too many cells, and the first other breach of the format.
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
        var ragged: [Int] = []
        var problems: [Problem] = []
        while true {
            do {
                let mark = reader.scanner.mark
                guard let row = try reader.next() else { break }
                guard !row.cells.allSatisfy(\.isBlank) else { continue }
                marks.append(mark)
                if reader.wasRagged { ragged.append(row.line) }
            } catch {
                problems.append(problem(error))
            }
        }
        guard problems.isEmpty else { throw InputProblems(problems) }
        return Sheet(
            name: file, source: .csv, headings: reader.headings.map(SheetCell.init(csv:)),
            headingsRow: reader.headingsLine,
            rows: SheetRows(reader.text, reader.scanner, marks, width: reader.headings.count),
            epoch: Sheet.epoch1900, titles: reader.titles,
            groups: reader.above.groups(of: reader.headings.count),
            remarks: [reader.remark, ragged.isEmpty ? nil : .raggedRows(ragged)].compactMap { $0 })
    }
}

extension Sheet.Row {
    package init(_ row: CSVReader.Row) {
        self.init(number: row.line, cells: row.cells.map(SheetCell.init(csv:)))
    }

    /// A row of a text in which no cell holds another line break than a line feed.
    init(plain row: CSVReader.Row) {
        self.init(number: row.line, cells: row.cells.map { $0.isEmpty ? .empty : .text($0) })
    }
}

extension SheetCell {
    package init(csv text: String) {
        self = text.isEmpty ? .empty : .text(text.withPlainLineBreaks)
    }
}

extension String {
    /// With a line feed for each way in which other programs write a line break in a cell: the vertical tabs of
    /// Word and PowerPoint, the lone CR of old Macintoshes, NEL and Unicode's separators of lines and paragraphs.
    var withPlainLineBreaks: String {
        guard holdsOtherLineBreak() else { return self }
        return String(map { String.lineBreaks.contains($0) ? "\n" : $0 })
    }

    /// Whether the bytes of one are in it. - Parameter inCSV: it is the text of a whole file, in which carriage returns
    /// outside quotes end a row.
    func holdsOtherLineBreak(inCSV: Bool = false) -> Bool {
        utf8.withContiguousStorageIfAvailable { bytes in
            var isInside = !inCSV
            for (index, byte) in bytes.enumerated() {
                switch byte {
                case UInt8(ascii: "\"") where inCSV: isInside.toggle()
                case 0x0D where !isInside: continue
                case 0x0B, 0x0D: return true
                case 0x85 where index > 0 && bytes[index - 1] == 0xC2: return true
                case 0xA8, 0xA9:
                    if index > 1, bytes[index - 2] == 0xE2, bytes[index - 1] == 0x80 { return true }
                default: continue
                }
            }
            return false
        } ?? true
    }

    private static let lineBreaks: Set<Character> = ["\u{B}", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
}
