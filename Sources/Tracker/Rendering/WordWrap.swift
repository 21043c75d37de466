// Breaks text into lines that fit a width in terminal columns: at spaces where it can, inside a word (between
// grapheme clusters) only where the word alone is too long.

/// Lines of at most a given display width.
enum WordWrap {
    /// `text` in lines of at most `width` columns; its own newlines are kept. At least one line.
    static func lines(_ text: String, width: Int) -> [String] {
        if !text.utf8.contains(UInt8(ascii: "\n")), DisplayWidth.of(text) <= width { return [text] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            DisplayWidth.of(line) <= width ? [String(line)] : wrapped(line, width: width)
        }
    }

    /// The width of the longest line of `text`, and of its longest word.
    static func extent(of text: String) -> (line: Int, word: Int) {
        var extent = (line: 0, word: 0)
        var (line, word) = (0, 0)
        for scalar in text.unicodeScalars {
            // From the first combining mark on, what counts are clusters.
            if scalar.value >= 0x300 { return extentOfClusters(in: text) }
            line = scalar == "\n" ? 0 : line + 1
            word = scalar == "\n" || scalar == " " ? 0 : word + 1
            extent = (max(extent.line, line), max(extent.word, word))
        }
        return extent
    }

    private static func extentOfClusters(in text: String) -> (line: Int, word: Int) {
        var extent = (line: 0, word: 0)
        for line in text.split(separator: "\n") {
            extent.line = max(extent.line, DisplayWidth.of(line))
            for word in line.split(separator: " ") { extent.word = max(extent.word, DisplayWidth.of(word)) }
        }
        return extent
    }

    private static func wrapped(_ line: Substring, width: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        var used = 0
        func endLine() {
            if !current.isEmpty { lines.append(current) }
            current = ""
            used = 0
        }
        for word in line.split(separator: " ") {
            let size = DisplayWidth.of(word)
            if !current.isEmpty, used + 1 + size <= width {
                current += " " + word
                used += 1 + size
                continue
            }
            endLine()
            guard size > width else {
                current = String(word)
                used = size
                continue
            }
            for character in word {
                let step = DisplayWidth.of(character)
                if used + step > width { endLine() }
                current.append(character)
                used += step
            }
        }
        endLine()
        return lines
    }
}
