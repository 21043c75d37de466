// A register of 100,000 items prints in every format, and printing takes no memory that grows with the rows.
// Each format is measured in a process of its own, where no other test disturbs the figures.

import Glibc
import Testing

import Tracker

@Suite struct LargeTableTests {
    @Test func text() async {
        await #expect(processExitsWith: .success) {
            try expectFlat { try TextRenderer.render($0, width: 80, to: &$1) }
        }
    }

    @Test func markdown() async {
        await #expect(processExitsWith: .success) {
            try expectFlat { try MarkdownRenderer.render($0, to: &$1) }
        }
    }

    @Test func csv() async {
        await #expect(processExitsWith: .success) {
            try expectFlat { try CSVRenderer.render($0, to: &$1) }
        }
    }

    @Test func html() async {
        await #expect(processExitsWith: .success) {
            try expectFlat { try HTMLRenderer.render($0, to: &$1) }
        }
    }

    #if Spreadsheets
        @Test func workbook() async {
            await #expect(processExitsWith: .success) {
                let path = "/tmp/tracker-large-\(getpid()).xlsx"
                let paper = largePaper()
                let start = residentBytes()
                try SpreadsheetRenderer.write(paper, to: path)
                let growth = residentBytes() - start
                unlink(path)
                // Compression and the library itself take some once; the sheet's text alone would take more.
                #expect(growth < 4 * allowedGrowth, "\(growth) bytes")
            }
        }
    #endif
}

/// Fewer rows where nothing is optimised: the ordinary test run stays short, the optimised one has them all.
private var rowCount: Int {
    #if DEBUG
        40_000
    #else
        100_000
    #endif
}

/// Less than the smallest of the formats takes for 40,000 rows.
private let allowedGrowth = 3 << 20

private func largePaper() -> Document {
    let rows = Rows(count: rowCount) { _, body in
        for row in 0..<rowCount {
            try body([
                .text("R-\(row)"),
                .text("The force should ensure that café \(row) is reviewed, \(row % 97) times"),
                .date("2022-\(row % 3 + 10)-\(row % 20 + 10)"), .number(row),
                .rag(RAGColour.allCases[row % 5]),
            ])
        }
    }
    let columns = [
        Column(title: "Reference", key: "ref"), Column(title: "Text", key: "text", weight: 3),
        Column(title: "Due", key: "due", kind: .date), Column(title: "Days", key: "days", kind: .number),
        Column(title: "RAG", key: "rag", kind: .rag),
    ]
    return Document(
        title: "All items", marking: "OFFICIAL",
        blocks: [.table(Table(name: "Items", columns: columns, rows: rows))])
}

private func expectFlat(_ render: (Document, inout CountingSink) throws -> Void) throws {
    let paper = largePaper()
    var sink = CountingSink()
    try render(paper, &sink)
    #expect(sink.lines > rowCount)
    #expect(sink.bytes > allowedGrowth)
    #expect(sink.growth < allowedGrowth, "\(sink.growth) bytes")
}

/// Counts what it is given and keeps nothing; notes how far memory rises above what was held at first.
private struct CountingSink: TextOutputStream {
    private let start = residentBytes()
    private(set) var lines = 0
    private(set) var bytes = 0
    private(set) var growth = 0
    private var writes = 0

    mutating func write(_ string: String) {
        for byte in string.utf8 where byte == UInt8(ascii: "\n") { lines += 1 }
        bytes += string.utf8.count
        writes += 1
        if writes % 1_000 == 0 { growth = max(growth, residentBytes() - start) }
    }
}

/// The process's own resident memory (proc(5): the second field of statm less the third, in pages): the program's code, which
/// is read as it is used, is a file's.
private func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let fields = text.split(separator: " ").map { Int($0) ?? 0 }
    return (fields[1] - fields[2]) * Int(sysconf(Int32(_SC_PAGESIZE)))
}
