#if Spreadsheets
    import Foundation
    import FoundationXML
    @testable import TrackerSheets

    /// What is in a Word document, read without any of what wrote it but the zip reader.
    final class WordReading: NSObject, XMLParserDelegate {
        private let bytes: [UInt8]
        /// Each table's rows of cells; a line break is a newline.
        private(set) var tables: [[[String]]] = []
        /// The paragraph styles that are used.
        private(set) var styles: Set<String> = []
        /// How many rows repeat as heads on each page.
        private(set) var repeatedHeads = 0
        /// What is said of each drawing to those who can't see it.
        private(set) var descriptions: [String] = []
        private var isText = false

        init(_ path: String) throws {
            bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            super.init()
            let parser = XMLParser(data: Data(try part("word/document.xml").utf8))
            parser.delegate = self
            guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
        }

        /// A part's text.
        func part(_ name: String) throws -> String {
            var found: [UInt8] = []
            try bytes.withUnsafeBufferPointer { bytes in
                var archive = try ZipArchive(bytes, limits: SpreadsheetLimits())
                let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
                defer { room.deallocate() }
                try archive.unpack(name) { () throws(SpreadsheetFault) in
                    room
                } filled: { count throws(SpreadsheetFault) in
                    found += room[..<count]
                }
            }
            return String(decoding: found, as: UTF8.self)
        }

        func parser(
            _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
            qualifiedName: String?, attributes: [String: String]
        ) {
            switch element {
            case "w:tbl": tables.append([])
            case "w:tr": tables[tables.count - 1].append([])
            case "w:tc": append { $0.append("") }
            case "w:tblHeader": repeatedHeads += 1
            case "w:pStyle": attributes["w:val"].map { _ = styles.insert($0) }
            case "wp:docPr": descriptions.append(attributes["descr"] ?? "")
            case "w:t": isText = true
            case "w:br": append { if !$0.isEmpty { $0[$0.count - 1] += "\n" } }
            default: break
            }
        }

        func parser(
            _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
        ) {
            if element == "w:t" { isText = false }
            // What follows a table is none of it.
            if element == "w:tbl" { tables[tables.count - 1].append([]) }
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            guard isText else { return }
            append { if !$0.isEmpty { $0[$0.count - 1] += text } }
        }

        func parserDidEndDocument(_ parser: XMLParser) {
            tables = tables.map { $0.filter { !$0.isEmpty } }
        }

        /// Changes the row that is being read, if there is one.
        private func append(_ change: (inout [String]) -> Void) {
            guard let table = tables.indices.last, let row = tables[table].indices.last else { return }
            change(&tables[table][row])
        }
    }
#endif
