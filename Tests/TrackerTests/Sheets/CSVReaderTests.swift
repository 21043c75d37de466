import Testing
@testable import TrackerSheets

import Tracker

/// The CSV reader against RFC 4180, against Python's reader, and on files that break the format.
struct CSVReaderTests {
    @Test(arguments: [
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]), ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]), ("a\n", [["a"]]), ("a,b\n,\n", [["a", "b"], ["", ""]]),
        ("a,b\n\"1,\"\"x\"\"\",\"two\r\nlines\"\n", [["a", "b"], ["1,\"x\"", "two\r\nlines"]]),
        ("a\n\"\"\n", [["a"], [""]]), ("a\n\"\"\"\"", [["a"], ["\""]]),
        ("\n\r\n\na\n\n1\n\n", [["a"], ["1"]]),
        ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]), ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ("\"x;y;z\",b\n1,2\n", [["x;y;z", "b"], ["1", "2"]]),
        ("a, b \n 1 ,2\n", [["a", " b "], [" 1 ", "2"]]),
        ("\u{FEFF}a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ])
    func reads(text: String, rows: [[String]]) throws {
        #expect(try Self.rows(of: CSVReader(Array(text.utf8))) == rows)
    }

    @Test func numbersLinesAsAnEditorDoes() throws {
        var reader = try CSVReader("\r\na,b\r\n\r\n\"x\r\ny\nz\",1\n\n2,3\r4,5")
        #expect(reader.headingsLine == 2)
        var lines: [Int] = []
        while let row = try reader.next() { lines.append(row.line) }
        #expect(lines == [4, 8, 9])
    }

    @Test(arguments: [
        ("", 1, 1, CSVSyntaxError.Reason.empty), ("\n\n", 1, 1, .empty), ("a\n1\nx\"y\n", 3, 2, .bareQuote),
        ("a,b\n1,2\n£,\"open\n\n", 3, 3, .unterminatedQuote), ("a\n\"", 2, 1, .unterminatedQuote),
        ("a,b\n\"x\ny\" ,2\n", 3, 3, .textAfterQuote(openedLine: 2, openedColumn: 1)),
        ("a,b\n1,\"é\"z\n", 2, 6, .textAfterQuote(openedLine: 2, openedColumn: 3)),
        ("a,b\n1,2,3\n", 2, 1, .cellCount(found: 3, expected: 2)),
        ("a\nx\u{0}", 2, 2, .nul),
        ("a\n\"x\n\u{0}\"", 3, 1, .nul), ("a\"b\n", 1, 2, .bareQuote),
    ])
    func refuses(text: String, line: Int, column: Int, reason: CSVSyntaxError.Reason) {
        let error = #expect(throws: CSVSyntaxError.self) { try Self.rows(of: CSVReader(text)) }
        #expect(error == CSVSyntaxError(line: line, column: column, reason: reason))
        #expect(error?.description.hasPrefix("Line \(line), column \(column): ") == true)
        #expect(error?.description.hasSuffix(".") == true || error?.description.hasSuffix("?") == true)
    }

    @Test func goesOnBehindARowOfTheWrongLength() throws {
        var reader = try CSVReader("a,b\n1\n2,3\n4,5,6\n7,8\n")
        var read: [[String]] = []
        var wrong: [Int] = []
        while true {
            do throws(CSVSyntaxError) {
                guard let row = try reader.next() else { break }
                read.append(row.cells)
            } catch {
                wrong.append(error.line)
            }
        }
        #expect(read == [["1", ""], ["2", "3"], ["7", "8"]])
        #expect(wrong == [4])
    }

    @Test func shortRowsHaveEmptyCellsAndEmptyOnesTooManyMeanNothing() throws {
        var reader = try CSVReader("a,b,\n\n1\n1,2,,,\n1,2,3\n")
        #expect(try reader.next()?.cells == ["1", "", ""])
        #expect(reader.wasRagged)
        #expect(try reader.next()?.cells == ["1", "2", ""])
        #expect(try reader.next()?.cells == ["1", "2", "3"])
        #expect(!reader.wasRagged)
    }

    @Test func columnsMayBePartedByBars() throws {
        #expect(try CSVReader("Ref|Text\nR1|a, b\n").headings == ["Ref", "Text"])
        #expect(try CSVReader("Ref\nR1\n").separator == .comma)
    }

    @Test func endsBehindABrokenQuote() throws {
        var reader = try CSVReader("a\nx\"\n1\n")
        #expect(throws: CSVSyntaxError.self) { try reader.next() }
        #expect(try reader.next() == nil)
    }

    @Test func keepsItsLimits() throws {
        let long = "a\n" + String(repeating: "x", count: 11)
        let quoted = "a\n\"" + String(repeating: "\n", count: 11) + "\""
        for text in [long, quoted] {
            let error = #expect(throws: CSVSyntaxError.self) {
                try Self.rows(of: CSVReader(text, longestCell: 10))
            }
            #expect(error == CSVSyntaxError(line: 2, column: 1, reason: .cellTooLong(limit: 10)))
            #expect(try Self.rows(of: CSVReader(text, longestCell: 11)).count == 2)
        }
        let error = #expect(throws: CSVSyntaxError.self) { try CSVReader(Array(long.utf8), largestFile: 12) }
        #expect(error?.reason == .fileTooLarge(limit: 12))
    }

    @Test func readsWindowsFilesAndRefusesOthers() throws {
        #expect(try Self.rows(of: CSVReader([0x61, 0x0A, 0xA3, 0x31])) == [["a"], ["£1"]])
        let error = #expect(throws: CSVSyntaxError.self) { try CSVReader([0x61, 0x0A, 0xA3, 0x8F, 0xDC]) }
        #expect(error?.line == 2 && error?.column == 2)
    }

    @Test func readsWhatPythonReads() throws {
        let fixture = try #require(TestFile.bytes("python-csv.txt"))
        var file: [UInt8] = []
        var expected: [[String]] = []
        var compared = 0
        func compare() throws {
            guard !expected.isEmpty else { return }
            let read = try Self.rows(of: CSVReader(file))
            #expect(read.map { $0.map { Array($0.utf8) } } == expected.map { $0.map { Array($0.utf8) } })
            compared += 1
        }
        for line in String(decoding: fixture, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            if words[0] == "file" {
                try compare()
                (file, expected) = (try Self.bytes(hex: words[1]), [])
            } else {
                expected.append(
                    try words.dropFirst().map {
                        $0 == "-" ? "" : String(decoding: try Self.bytes(hex: $0), as: UTF8.self)
                    })
            }
        }
        try compare()
        #expect(compared == 200)
    }

    @Test(arguments: CSVReader.Separator.allCases)
    func readsBackWhatIsWritten(separator: CSVReader.Separator) throws {
        var random = Dice(seed: 4180)
        let pieces = [
            "a", "£", "🚨", " ", "\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "\r", "\r\r\n", "=", "x\u{301}",
        ]
        for _ in 0..<300 {
            let width = Int.random(in: 1...5, using: &random)
            var rows = [(0..<width).map { "h\($0)" }]
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                rows.append(
                    (0..<width).map { _ in
                        (0..<Int.random(in: 0...5, using: &random)).map { _ in
                            pieces.randomElement(using: &random)!
                        }
                        .joined()
                    })
            }
            let end = ["\n", "\r\n", "\r"].randomElement(using: &random)!
            let written = rows.map { row in
                row.map { Self.written($0, separator.rawValue, isAlone: width == 1) }
                    .joined(separator: String(separator.rawValue))
            }.joined(separator: end)
            let read = try Self.rows(of: CSVReader(written, separator: separator))
            #expect(read.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
        }
    }

    @Test func neverCrashesOnDamage() throws {
        var random = Dice(seed: 7)
        let good = Array("ref,text,due\r\nR1,\"a \"\"b\"\", c\",2022-10-01\r\nR2,\"x\r\ny\",\r\n".utf8)
        let noise: [UInt8] = [0, 0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x80, 0xC3, 0xFF]
        var refused = 0
        for _ in 0..<3000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = noise.randomElement(using: &random)!
            }
            do throws(CSVSyntaxError) {
                let rows = try Self.rows(of: CSVReader(bytes))
                #expect(Set(rows.map(\.count)).count == 1)
            } catch {
                #expect(error.line <= 8 && error.column <= bytes.count)
                refused += 1
            }
        }
        #expect(refused > 1000)
    }

    private static func rows(of given: CSVReader) throws(CSVSyntaxError) -> [[String]] {
        var reader = given
        var rows = [reader.headings]
        while let row = try reader.next() { rows.append(row.cells) }
        return rows
    }

    private static func written(_ cell: String, _ separator: Character, isAlone: Bool) -> String {
        let special = cell.unicodeScalars.contains { "\"\r\n".unicodeScalars.contains($0) }
        let needsQuotes = special || cell.utf8.contains(separator.asciiValue!) || (isAlone && cell.isEmpty)
        return needsQuotes ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
    }

    private static func bytes(hex: Substring) throws -> [UInt8] {
        let digits = Array(hex.utf8)
        return try stride(from: 0, to: digits.count, by: 2).map {
            try #require(UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16))
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers at every run.
private struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
