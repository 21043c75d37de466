import TrackerValues

/// What a reader of a PDF sees, from where its words stand on the pages: the output of poppler's
/// `pdftotext -bbox-layout`, which keeps the hyphens that its plain text loses.
struct PDFText {
    private(set) var passages: [Passage] = []

    private struct Line {
        var (left, top, bottom) = (0.0, 0.0, 0.0)
        var words: [String] = []
        var text: String { words.joined(separator: " ") }
        /// What tells the height of its letters.
        var height: Double { bottom - top }
    }
    private struct Page {
        var height = 0.0
        var blocks: [[Line]] = []
    }

    init(_ layout: String) {
        var pages = Self.pages(layout)
        Self.leaveOutHeadsAndFeet(&pages)
        let body = Self.bodyHeight(of: pages)
        let headings = Set(
            pages.flatMap(\.blocks).joined().map(\.height).filter { $0 > body * Self.headingHeight }
        ).sorted(by: >)
        func level(_ height: Double) -> Int? {
            headings.firstIndex { height >= $0 - 0.3 }.map { $0 + 1 }
        }
        for (number, page) in pages.enumerated() {
            for block in page.blocks {
                add(block, of: page, at: SourcePlace(page: number + 1), body: body, level: level)
            }
        }
    }

    /// How much higher than the others the letters of a heading are: those of another face may differ by little.
    private static let headingHeight = 1.04

    // MARK: Reading what pdftotext wrote

    private static func pages(_ layout: String) -> [Page] {
        var tokens = HTMLTokens(layout)
        var pages: [Page] = []
        var isWord = false
        while let token = tokens.next() {
            switch token {
            case .open("page", let attributes, _):
                pages.append(Page(height: Double(attributes["height"] ?? "") ?? 0))
            case .open("block", _, _) where !pages.isEmpty:
                pages[pages.count - 1].blocks.append([])
            case .open("line", let attributes, _) where pages.last?.blocks.isEmpty == false:
                func number(_ name: String) -> Double { Double(attributes[name] ?? "") ?? 0 }
                let line = Line(left: number("xmin"), top: number("ymin"), bottom: number("ymax"))
                pages[pages.count - 1].blocks[pages[pages.count - 1].blocks.count - 1].append(line)
            case .open("word", _, _): isWord = pages.last?.blocks.last?.isEmpty == false
            case .close("word"): isWord = false
            case .text(let text) where isWord && pages.last?.blocks.last?.isEmpty == false:
                let word = text.blanksMadeOne
                guard !word.isEmpty else { continue }
                let (page, block) = (pages.count - 1, pages[pages.count - 1].blocks.count - 1)
                let line = pages[page].blocks[block].count - 1
                pages[page].blocks[block][line].words.append(word)
            default: break
            }
        }
        for page in pages.indices {
            pages[page].blocks = pages[page].blocks.map { $0.filter { !$0.words.isEmpty } }.filter {
                !$0.isEmpty
            }
        }
        return pages
    }

    /// Leaves out what stands at the head or foot of page after page, and their numbers.
    private static func leaveOutHeadsAndFeet(_ pages: inout [Page]) {
        func isAtEdge(_ line: Line, _ page: Page) -> Bool {
            line.bottom < page.height * 0.12 || line.top > page.height * 0.88
        }
        func bare(_ line: Line) -> String { line.text.filter { !$0.isNumber && !$0.isWhitespace } }
        var seen: [String: Int] = [:]
        for page in pages {
            for line in Set(page.blocks.joined().filter { isAtEdge($0, page) }.map(bare)) {
                seen[line, default: 0] += 1
            }
        }
        let often = pages.count < 4 ? 2 : 3
        for index in pages.indices {
            let page = pages[index]
            // What stood on both sides of a line that is left out is no longer one block.
            pages[index].blocks = page.blocks.flatMap { block in
                block.split { line in
                    let words = bare(line)
                    let isFurniture =
                        words.isEmpty || ["page", "of", "pageof", "|page"].contains(words.lowercased())
                    return isAtEdge(line, page) && (isFurniture || seen[words, default: 0] >= often)
                }.map(Array.init)
            }
        }
    }

    /// The height of most letters.
    private static func bodyHeight(of pages: [Page]) -> Double {
        var letters: [Int: Int] = [:]
        for line in pages.flatMap(\.blocks).joined() where line.height > 0 && line.height < 200 {
            letters[Int(line.height * 2), default: 0] += line.text.utf8.count
        }
        return letters.max { ($0.value, $0.key) < ($1.value, $1.key) }.map { Double($0.key) / 2 } ?? 0
    }

    // MARK: Making passages

    private mutating func add(
        _ block: [Line], of page: Page, at place: SourcePlace, body: Double, level: (Double) -> Int?
    ) {
        let left = block.map(\.left).min() ?? 0
        var lines: [Line] = []
        var marker = ""
        func isNumbered(_ index: Int) -> Bool {
            // A number that merely begins a line stands no further out than its neighbours.
            index == 0 || block[index].left < left + 2 && block[index].left < block[index - 1].left - 3
                || !marker.isEmpty && ListMarker.isNumber(marker) && block[index].left < left + 2
        }
        func flush() {
            defer { (lines, marker) = ([], "") }
            guard let first = lines.first else { return }
            let text = Self.joined(lines.map(\.text))
            let height = lines.map(\.height).max() ?? 0
            let isNote = body > 0 && first.height < body * 0.9 && first.top > page.height * 0.55
            var kind: Passage.Kind = .paragraph
            if !marker.isEmpty { kind = .point(depth: 1) }
            if let level = level(height), text.utf8.count <= (height > body * 1.15 ? 300 : 100),
                text.last != ".",
                marker.isEmpty || ListMarker.isNumber(marker)
            {
                kind = .heading(level: level)
            }
            if isNote { kind = .note }
            passages.append(Passage(kind, marker: marker, text.isEmpty ? marker : text, at: place))
        }
        for (index, line) in block.enumerated() {
            var line = line
            let split = ListMarker.split(line.text)
            let starts = split.map { ListMarker.isBullet($0.marker) || isNumbered(index) } ?? false
            let changes = lines.last.map { abs($0.height - line.height) > body * 0.12 } ?? false
            let isAfterSentence = lines.last?.text.last.map { ".:?".contains($0) } ?? true
            let isLabel = isAfterSentence && ItemLabel(line.text)?.isPlural == true
            if starts || changes || isLabel { flush() }
            if starts, let split {
                marker = split.marker
                line.words = split.rest.isEmpty ? [] : [split.rest]
            }
            lines.append(line)
            if isLabel || Grade(line.text) != nil { flush() }
        }
        flush()
    }

    /// Lines as one text: a word that was parted at a line's end keeps its hyphen, which may be its own.
    private static func joined(_ lines: [String]) -> String {
        var text = ""
        for line in lines where !line.isEmpty {
            if !text.isEmpty, !(text.last == "-" && text.dropLast().last?.isLetter == true) { text += " " }
            text += line
        }
        return text
    }
}
