// Breaks text into lines that fit a width in terminal columns: at spaces where it can, inside a word (between
// grapheme clusters) only where the word alone is too long.

import TrackerValues

/// Lines of at most a given display width.
enum WordWrap {
    /// `text` in lines of at most `width` columns; its own newlines are kept. At least one line.
    package static func lines(_ text: String, width: Int) -> [String] {
        if text.utf8.allBytes({ $0 != UInt8(ascii: "\n") }), DisplayWidth.of(text) <= width { return [text] }
        // By byte, which is several times faster; a newline's byte is nothing else.
        return text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).flatMap {
            let line = Substring($0)
            return DisplayWidth.of(line) <= width ? [String(line)] : wrapped(line, width: width)
        }
    }

    /// The width of the longest line of `text`, and of its longest word.
    static func extent(of text: String) -> (line: Int, word: Int) {
        var extent = (line: 0, word: 0)
        var (line, word) = (0, 0)
        if text.utf8.allBytes({ $0 < 0x80 }) {
            for byte in text.utf8 {
                line = byte == UInt8(ascii: "\n") ? 0 : line + 1
                word = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: " ") ? 0 : word + 1
                extent = (max(extent.line, line), max(extent.word, word))
            }
            return extent
        }
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
        if line.utf8.allBytes({ $0 < 0x80 }) { return wrapped(Array(line.utf8), width: width) }
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

    /// The same for ASCII, where every byte is a column.
    private static func wrapped(_ line: [UInt8], width: Int) -> [String] {
        var lines: [String] = []
        var current: [UInt8] = []
        func endLine() {
            if !current.isEmpty { lines.append(String(decoding: current, as: UTF8.self)) }
            current.removeAll(keepingCapacity: true)
        }
        for word in line.split(separator: UInt8(ascii: " ")) {
            if !current.isEmpty, current.count + 1 + word.count <= width {
                current.append(UInt8(ascii: " "))
                current += word
                continue
            }
            endLine()
            var rest = word
            while rest.count > width {
                current += rest.prefix(width)
                endLine()
                rest = rest.dropFirst(width)
            }
            current += rest
        }
        endLine()
        return lines
    }
}
