/// Takes one row after another from the UTF-8 of a text: the grammar of RFC 4180, section 2, and nothing
/// about headings.
struct CSVScanner: Sendable {
    private let separator: UInt8
    private let longestCell: Int
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var usualCount = 0

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(separator: UInt8, longestCell: Int) {
        self.separator = separator
        self.longestCell = longestCell
    }

    /// A place between two rows.
    struct Mark: Sendable {
        fileprivate let position: Int32
        fileprivate let line: Int32
    }

    /// Where it stands.
    package var mark: Mark { Mark(position: Int32(position), line: Int32(line)) }

    /// The row from a mark on.
    package func row(of text: String, at mark: Mark) throws(CSVSyntaxError) -> CSVReader.Row? {
        var scanner = self
        (scanner.position, scanner.line) = (Int(mark.position), Int(mark.line))
        return try scanner.row(of: text)
    }

    /// The next row that is not a blank line; nil at the end. `text` must be contiguous and the same at every
    /// call. After an error the scanner is at the end.
    package mutating func row(of text: String) throws(CSVSyntaxError) -> CSVReader.Row? {
        var result: Result<CSVReader.Row?, CSVSyntaxError> = .success(nil)
        text.utf8.withContiguousStorageIfAvailable { bytes in
            do throws(CSVSyntaxError) {
                result = .success(try row(bytes))
            } catch {
                position = bytes.count
                result = .failure(error)
            }
        }
        return try result.get()
    }

    private mutating func row(_ bytes: UnsafeBufferPointer<UInt8>) throws(CSVSyntaxError) -> CSVReader.Row? {
        while position < bytes.count, isLineEnd(bytes[position]) { takeLineEnd(bytes) }
        guard position < bytes.count else { return nil }
        let firstLine = line
        var cells: [String] = []
        cells.reserveCapacity(usualCount)
        while true {
            cells.append(try cell(bytes))
            guard position < bytes.count else { break }
            if bytes[position] != separator {
                takeLineEnd(bytes)
                break
            }
            position += 1
        }
        usualCount = cells.count
        return CSVReader.Row(line: firstLine, cells: cells)
    }

    /// Takes a cell, up to its separator, line end or the end of the file.
    private mutating func cell(_ bytes: UnsafeBufferPointer<UInt8>) throws(CSVSyntaxError) -> String {
        if position < bytes.count, bytes[position] == CSVScanner.quote { return try quotedCell(bytes) }
        let start = position
        var end = start
        while end < bytes.count, bytes[end] != separator, !isLineEnd(bytes[end]) {
            if bytes[end] == CSVScanner.quote { throw error(.bareQuote, at: end, bytes) }
            if bytes[end] == 0 { throw error(.nul, at: end, bytes) }
            end += 1
        }
        position = end
        guard position - start <= longestCell else {
            throw error(.cellTooLong(limit: longestCell), at: start, bytes)
        }
        return string(bytes, start, position)
    }

    private mutating func quotedCell(_ bytes: UnsafeBufferPointer<UInt8>) throws(CSVSyntaxError) -> String {
        let opened = (offset: position, line: line, lineStart: lineStart)
        func openingError(_ reason: CSVSyntaxError.Reason) -> CSVSyntaxError {
            let column = column(of: opened.offset, lineStart: opened.lineStart, bytes)
            return CSVSyntaxError(line: opened.line, column: column, reason: reason)
        }

        position += 1
        var start = position
        var value = ""
        while true {
            var end = position
            while end < bytes.count, bytes[end] >= 0x20, bytes[end] != CSVScanner.quote { end += 1 }
            position = end
            guard position - opened.offset - 1 <= longestCell else {
                throw openingError(.cellTooLong(limit: longestCell))
            }
            guard position < bytes.count else { throw openingError(.unterminatedQuote) }
            let byte = bytes[position]
            if byte == CSVScanner.quote {
                let isDoubled = position + 1 < bytes.count && bytes[position + 1] == CSVScanner.quote
                guard isDoubled else { break }
                value += string(bytes, start, position + 1)
                position += 2
                start = position
            } else if isLineEnd(byte) {
                takeLineEnd(bytes)
            } else if byte == 0 {
                throw error(.nul, at: position, bytes)
            } else {
                position += 1
            }
        }
        let last = string(bytes, start, position)
        position += 1
        guard position == bytes.count || bytes[position] == separator || isLineEnd(bytes[position]) else {
            let column = column(of: opened.offset, lineStart: opened.lineStart, bytes)
            throw error(
                .textAfterQuote(openedLine: opened.line, openedColumn: column), at: position, bytes)
        }
        return value.isEmpty ? last : value + last
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == CSVScanner.lineFeed || byte == CSVScanner.carriageReturn
    }

    /// Takes CR LF, LF or CR, one line end each.
    private mutating func takeLineEnd(_ bytes: UnsafeBufferPointer<UInt8>) {
        let isPair =
            bytes[position] == CSVScanner.carriageReturn && position + 1 < bytes.count
            && bytes[position + 1] == CSVScanner.lineFeed
        position += isPair ? 2 : 1
        line += 1
        lineStart = position
    }

    private func string(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }

    private func error(
        _ reason: CSVSyntaxError.Reason, at offset: Int, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> CSVSyntaxError {
        CSVSyntaxError(line: line, column: column(of: offset, lineStart: lineStart, bytes), reason: reason)
    }

    /// Counts the scalars before `offset`: the bytes of the form 10xxxxxx only continue one.
    private func column(of offset: Int, lineStart: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes[lineStart..<offset].count { $0 & 0xC0 != 0x80 } + 1
    }
}
