public import TrackerValues

/// A text that somebody wrote in a file of its own: a Word document, plain text or Markdown. Its paragraphs are parted by
/// blank lines.
public struct ProseFile: Equatable, Sendable {
    /// What it says.
    public let text: String

    /// No comments are longer, in bytes.
    public static let largestFile = 16 << 20

    /// No page is so wide: a file with such lines has each paragraph on one.
    private static let widest = 200

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: what it holds.
    ///   - name: its name, by whose ending Markdown is known.
    /// - Throws: `InvalidValue` where it is no text that can be read, or says nothing.
    public init(_ bytes: [UInt8], name: String) throws(InvalidValue) {
        func unreadable(_ why: String) -> InvalidValue {
            InvalidValue(
                what: "text", given: name, expected: "a .docx, .txt or .md file with words in it: \(why)")
        }
        let paragraphs: [String]
        if OtherFile.isZip(bytes) {
            #if Spreadsheets
                do { paragraphs = try WordDocument.paragraphs(of: bytes) } catch {
                    throw unreadable(error.sentence)
                }
            #else
                throw unreadable("this program was built without spreadsheets, which .docx needs")
            #endif
        } else if let other = OtherFile(bytes) {
            throw unreadable(other == .pdf ? "it is a PDF" : "it is something else")
        } else {
            let decoded: String
            do { decoded = try DecodedText(bytes).text } catch { throw unreadable("\(error)") }
            paragraphs = Self.paragraphs(decoded, isMarkdown: name.lowercased().hasSuffix(".md"))
        }
        text = paragraphs.filter { !$0.isBlank }.joined(separator: "\n\n")
        if text.isEmpty { throw unreadable("it says nothing") }
    }

    /// Lines that end where the page was full are joined; those of a list stay lines.
    private static func paragraphs(_ text: String, isMarkdown: Bool) -> [String] {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
            .map { isMarkdown ? String($0).trimmed.withoutMarkdown : String($0).trimmed }
        let isWrapped = !lines.contains { $0.utf8.count > widest }
        return lines.split(separator: "").flatMap { lines -> [String] in
            guard isWrapped else { return Array(lines) }
            return [
                lines.dropFirst().reduce(lines.first ?? "") { text, line in
                    text + (line.isPoint ? "\n" : " ") + line
                }
            ]
        }
    }
}

extension String {
    /// Whether it is a point of a list.
    fileprivate var isPoint: Bool { ["- ", "* ", "• ", "– "].contains { hasPrefix($0) } }

    /// Without the signs for headings and for bold letters.
    fileprivate var withoutMarkdown: String {
        let line = hasPrefix("#") ? String(drop { $0 == "#" }).trimmed : self
        return line.replacing("**", with: "").replacing("__", with: "")
    }
}

#if Spreadsheets
    /// The words of a Word document (Office Open XML, ECMA-376 part 1, 17): what stands once its changes are accepted,
    /// without comments, notes, headers and fields' codes.
    private final class WordDocument: XMLReceiver {
        private static let body = "word/document.xml"

        private var paragraphs: [String] = []
        /// Those that are open: a frame within a paragraph has its own.
        private var open: [[UInt8]] = []
        private var isText = false
        /// How many elements are open whose words don't count: what was deleted or moved away, and what is written a
        /// second time for programs that don't know the first.
        private var skipped = 0

        static func paragraphs(of bytes: [UInt8]) throws(SpreadsheetFault) -> [String] {
            let document = WordDocument()
            let read = bytes.withUnsafeBufferPointer { bytes -> Result<Void, SpreadsheetFault> in
                do throws(SpreadsheetFault) {
                    var archive = try ZipArchive(bytes, limits: SpreadsheetLimits())
                    guard archive.contains(body) else { throw SpreadsheetFault("It is no Word document.") }
                    try XMLStream.parse(body, of: &archive, to: document)
                    return .success(())
                } catch { return .failure(error) }
            }
            try read.get()
            return document.paragraphs
        }

        func start(_ element: XMLName, _ attributes: XMLAttributes) throws(SpreadsheetFault) {
            switch element {
            case "Fallback", "del", "moveFrom": skipped += 1
            case "p": open.append([])
            case "numPr": add("• ")
            case "t": isText = true
            case "tab": add(" ")
            case "br", "cr": add("\n")
            case "noBreakHyphen": add("-")
            default: break
            }
        }

        func end(_ element: XMLName) throws(SpreadsheetFault) {
            switch element {
            case "Fallback", "del", "moveFrom": skipped -= 1
            case "t": isText = false
            case "p":
                guard let bytes = open.popLast() else { return }
                paragraphs.append(String(decoding: bytes, as: UTF8.self).trimmed)
            default: break
            }
        }

        func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetFault) {
            if isText, skipped == 0, !open.isEmpty { open[open.count - 1] += bytes }
        }

        private func add(_ words: StaticString) {
            guard skipped == 0, !open.isEmpty else { return }
            words.withUTF8Buffer { open[open.count - 1] += $0 }
        }
    }
#endif
