import TrackerValues

/// Reads CSV files strictly after RFC 4180, row by row, knowing the line that each row begins in.
///
/// Beyond the RFC it takes LF or CR as line ends, `;`, TAB or `|` as separators, and skips blank lines (RFC 4180
/// leaves these open). A row that lacks its last cells, as many programs write it, has them empty, and empty ones
/// too many mean nothing. What else the RFC forbids is an error with its place, never repaired: a repaired row can
/// be a wrong one.
///
///     var reader = try CSVReader(bytes)
///     while let row = try reader.next() { print(row.line, row.cells) }
public struct CSVReader: Sendable {
    /// What stands between the cells of a row.
    public enum Separator: Character, Hashable, Sendable, CaseIterable {
        /// `,`, that of the RFC.
        case comma = ","
        /// `;`, written where the comma is the decimal sign.
        case semicolon = ";"
        /// The tabulator, written when cells are copied out of a spreadsheet.
        case tab = "\t"
        /// `|`, written by databases.
        case bar = "|"
    }

    /// One row below the headings.
    public struct Row: Hashable, Sendable {
        /// The line of the file in which the row begins, from 1.
        public let line: Int
        /// The cells, as many as there are headings.
        public let cells: [String]
    }

    /// The longest a cell may be unless set otherwise, in bytes of UTF-8: 1 MiB.
    public static let longestCell = 1 << 20
    /// The largest a file may be unless set otherwise, in bytes: 256 MiB.
    public static let largestFile = 256 << 20

    /// The separator given or found.
    public let separator: Separator
    /// The cells of the row that holds the headings.
    public let headings: [String]
    /// The line in which the headings begin.
    public let headingsLine: Int
    /// What stands above them: the words of each row.
    package let titles: [String]
    /// The cells of the row above them.
    package let above: [SheetCell]

    /// The encoding that the file was in, and a line that shows how its letters came out, where it was guessed.
    package private(set) var remark: SheetRemark?
    /// Whether the row that `next` gave had fewer cells than there are headings, or empty ones too many.
    package private(set) var wasRagged = false

    package let text: String
    private(set) var scanner: CSVScanner

    /// A reader of a file's bytes, in any encoding that ``DecodedText`` knows. It has read the headings.
    ///
    /// - Parameters:
    ///   - bytes: the file's bytes.
    ///   - separator: nil to take whichever is most frequent in the headings outside quotes.
    ///   - search: how the headings are found; what stands above them is passed over.
    ///   - longestCell: the most bytes that a cell may hold.
    ///   - largestFile: the most bytes that are read.
    public init(
        _ bytes: [UInt8], separator: Separator? = nil, headings search: HeadingSearch = .firstRow,
        longestCell: Int = longestCell, largestFile: Int = largestFile
    ) throws(CSVSyntaxError) {
        guard bytes.count <= largestFile else {
            throw CSVSyntaxError(line: 1, column: 1, reason: .fileTooLarge(limit: largestFile))
        }
        let decoded: DecodedText
        do {
            decoded = try DecodedText(bytes)
        } catch {
            throw CSVSyntaxError(line: error.line, column: error.column, reason: .undecodable(error.sentence))
        }
        try self.init(decoded.text, separator: separator, headings: search, longestCell: longestCell)
        if decoded.encoding.isGuessed, let sample = decoded.sample {
            remark = .encoding(decoded.encoding, sample: sample.words, line: sample.line)
        }
    }

    /// A reader of a text. It has read the headings.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - separator: nil to take whichever is most frequent in the headings outside quotes.
    ///   - search: how the headings are found; what stands above them is passed over.
    ///   - longestCell: the most bytes that a cell may hold.
    public init(
        _ text: String, separator: Separator? = nil, headings search: HeadingSearch = .firstRow,
        longestCell: Int = longestCell
    ) throws(CSVSyntaxError) {
        var text = text
        text.makeContiguousUTF8()
        self.text = text
        let likely = separator ?? CSVReader.separator(in: text)
        func scanner(_ separator: Separator) -> CSVScanner {
            CSVScanner(separator: separator.rawValue.asciiValue!, longestCell: longestCell)
        }
        // A title above the headings may hold other separators, so each of them is tried.
        let others = separator == nil ? Separator.allCases.filter { $0 != likely } : []
        for candidate in [likely] + others {
            var reading = scanner(candidate)
            guard let found = CSVReader.headings(in: text, search, &reading) else { continue }
            self.separator = candidate
            self.scanner = reading
            headings = found.headings.cells
            headingsLine = found.headings.line
            titles = found.titles
            above = found.above
            return
        }
        self.separator = likely
        self.scanner = scanner(likely)
        guard let first = try self.scanner.row(of: text) else {
            throw CSVSyntaxError(line: 1, column: 1, reason: .empty)
        }
        headings = first.cells
        headingsLine = first.line
        titles = []
        above = []
    }

    private static func headings(
        in text: String, _ search: HeadingSearch, _ scanner: inout CSVScanner
    ) -> (headings: Row, titles: [String], above: [SheetCell])? {
        var titles: [String] = []
        var above: [SheetCell] = []
        for _ in 0..<HeadingSearch.depth {
            guard let row = try? scanner.row(of: text) else { return nil }
            let cells = row.cells.map(SheetCell.init(csv:))
            guard search.isHeadings(cells) else {
                titles.append(cells.words)
                above = cells
                continue
            }
            var ahead = scanner
            guard let next = try? ahead.row(of: text),
                search.isHeadings(next.cells.map(SheetCell.init(csv:)), belowGroups: cells)
            else { return (row, titles, above) }
            scanner = ahead
            return (next, titles, cells)
        }
        return nil
    }

    /// The next row; nil at the end.
    ///
    /// After an error reading can go on: behind a row that has too many cells with the row after
    /// it, behind any other error at the end, since nobody can tell where the next row begins.
    public mutating func next() throws(CSVSyntaxError) -> Row? {
        guard let row = try scanner.row(of: text) else { return nil }
        wasRagged = row.cells.count != headings.count
        guard wasRagged else { return row }
        guard row.cells.dropFirst(headings.count).allSatisfy(\.isBlank) else {
            throw CSVSyntaxError(
                line: row.line, column: 1,
                reason: .cellCount(found: row.cells.count, expected: headings.count))
        }
        return row.fitted(to: headings.count)
    }

    private static func separator(in text: String) -> Separator {
        var counts: [Character: Int] = [:]
        var isQuoted = false
        for character in text.drop(while: \.isNewline) {
            if character == "\"" { isQuoted.toggle() }
            if isQuoted { continue }
            if character.isNewline { break }
            counts[character, default: 0] += 1
        }
        // The first of equals, so a single column is read as the RFC's own.
        return Separator.allCases.max {
            counts[$0.rawValue, default: 0] < counts[$1.rawValue, default: 0]
        }!
    }
}

extension CSVReader.Row {
    /// The same with so many cells: empty ones added, or those beyond left out.
    func fitted(to count: Int) -> CSVReader.Row {
        guard cells.count != count else { return self }
        let missing = [String](repeating: "", count: max(0, count - cells.count))
        return CSVReader.Row(line: line, cells: Array(cells.prefix(count)) + missing)
    }
}
