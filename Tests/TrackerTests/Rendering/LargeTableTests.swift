// A register of 100,000 items prints in every format, and printing takes no memory that grows with the rows.

import Glibc
import Testing

@testable import Tracker

@Suite(.serialized) struct LargeTableTests {
    private static let rowCount = 100_000

    private static let paper = Document(
        title: "All items", marking: "OFFICIAL",
        blocks: [
            .table(
                Table(
                    name: "Items",
                    columns: [
                        Column(title: "Reference", key: "ref"), Column(title: "Text", key: "text", weight: 3),
                        Column(title: "Due", key: "due", kind: .date), Column(title: "Days", key: "days", kind: .number),
                        Column(title: "RAG", key: "rag", kind: .rag),
                    ],
                    rows: (0..<rowCount).map { row in
                        [
                            .text("R-\(row)"), .text("The force should ensure that café \(row) is reviewed, \(row % 97) times"),
                            .date("2022-\(row % 3 + 10)-\(row % 20 + 10)"), .number(row),
                            .rag(RAGColour.allCases[row % 5]),
                        ]
                    }))
        ])

    /// Counts what it is given and keeps nothing; notes how far memory rose above what was held at first.
    private struct CountingSink: TextOutputStream {
        private let start = residentBytes()
        private(set) var lines = 0
        private(set) var growth = 0
        private var writes = 0

        mutating func write(_ string: String) {
            lines += string.utf8.count { $0 == UInt8(ascii: "\n") }
            writes += 1
            if writes % 10_000 == 0 { growth = max(growth, residentBytes() - start) }
        }
    }

    /// More than other tests that run meanwhile take, less than a tenth of what the paper would take as one string.
    private static let allowed = 8 << 20

    private func growth(_ lines: Int, _ render: (inout CountingSink) -> Void) {
        _ = Self.paper
        var sink = CountingSink()
        render(&sink)
        #expect(sink.lines >= lines)
        #expect(sink.growth < Self.allowed, "\(sink.growth) bytes")
    }

    @Test func text() { growth(Self.rowCount) { TextRenderer.render(Self.paper, width: 80, to: &$0) } }

    @Test func markdown() { growth(Self.rowCount) { MarkdownRenderer.render(Self.paper, to: &$0) } }

    @Test func csv() { growth(Self.rowCount + 1) { CSVRenderer.render(Self.paper, to: &$0) } }

    @Test func html() { growth(Self.rowCount) { HTMLRenderer.render(Self.paper, to: &$0) } }

    #if Spreadsheets
        @Test func workbook() throws {
            _ = Self.paper
            let start = residentBytes()
            try SpreadsheetRenderer.write(Self.paper, to: "/tmp/tracker-large-\(getpid()).xlsx")
            defer { unlink("/tmp/tracker-large-\(getpid()).xlsx") }
            #expect(residentBytes() - start < Self.allowed)
        }
    #endif
}

/// The process's resident memory (proc(5): the second field of statm, in pages).
private func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
    return (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
}
