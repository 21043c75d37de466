import TrackerValues

/// What a reader of a text file sees: paragraphs parted by blank lines, or one to a line.
struct TextFile {
    private(set) var passages: [Passage] = []

    private var words: [String] = []
    private var marker = ""
    private var first = SourcePlace()
    /// Whether lines end where the page was full, as in what was made from a PDF; else each line is a paragraph.
    private let isWrapped: Bool

    /// No page is so wide: a file with such lines doesn't break them.
    private static let widest = 200

    init(_ text: String) {
        // "\r\n" is one character, and so is the end of a page.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        isWrapped = !lines.contains { $0.utf8.count > Self.widest }
        let hasPages = text.unicodeScalars.contains("\u{0C}")
        var page = 1
        for (number, line) in lines.enumerated() {
            let pages = line.unicodeScalars.count { $0 == "\u{0C}" }
            if pages > 0 {
                flush()
                page += pages
            }
            let place = hasPages ? SourcePlace(page: page) : SourcePlace(line: number + 1)
            let words = String(line).blanksMadeOne.withoutEmphasis
            if words.isEmpty { flush() } else { add(words, at: place) }
        }
        flush()
    }

    private mutating func add(_ line: String, at place: SourcePlace) {
        let split = ListMarker.split(line)
        let standsAlone = Grade(line) != nil || ItemLabel(line) != nil
        if !isWrapped || split != nil || standsAlone { flush() }
        if words.isEmpty {
            (first, marker) = (place, split?.marker ?? "")
            words = [split.map(\.rest) ?? line]
        } else {
            words.append(line)
        }
        if standsAlone { flush() }
    }

    private mutating func flush() {
        defer { (words, marker) = ([], "") }
        guard !words.isEmpty else { return }
        let text = words.joined(separator: " ").trimmed
        guard !text.isEmpty else {
            if !marker.isEmpty { passages.append(Passage(.paragraph, marker, at: first)) }
            return
        }
        let isHeading =
            marker.isEmpty && words.count == 1 && text.count <= 120
            && !(text.last.map { ".;:,".contains($0) } ?? false)
        let kind: Passage.Kind =
            !marker.isEmpty ? .point(depth: 1) : isHeading ? .heading(level: 9) : .paragraph
        passages.append(Passage(kind, marker: marker, text, at: first))
    }
}

extension String {
    /// Without the asterisks that stand for bold letters around a whole line.
    fileprivate var withoutEmphasis: String {
        hasPrefix("**") && hasSuffix("**") && count > 4 ? String(dropFirst(2).dropLast(2)).trimmed : self
    }
}
