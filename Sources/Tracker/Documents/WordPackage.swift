// A Word document is a zip file of parts that name each other by relationships (Open Packaging Conventions, ECMA-376
// part 2). The main part may be long and goes through a file without a name; the others are short.

#if Spreadsheets
    import CSpreadsheets
    import Glibc

    /// The parts of a Word document on their way into its file.
    struct WordPackage: ~Copyable {
        private let path: String
        private let main: UnsafeMutablePointer<FILE>
        private var isWhole = true
        private var parts: [(name: String, bytes: [UInt8])] = []
        private var overrides: [(name: String, type: String)] = []
        private var relationships: [String] = []
        private var charts = 0
        private var pictures = 0

        private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

        /// An empty package that will be written to `path`.
        init(for path: String) throws(SpreadsheetError) {
            guard let main = tmpfile() else {
                throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
            }
            self.path = path
            self.main = main
        }

        /// Appends to the main part.
        mutating func write(_ text: String) {
            var text = text
            text.withUTF8 { if fwrite($0.baseAddress, 1, $0.count, main) != $0.count { isWhole = false } }
        }

        /// Adds a part beside the main part. - Returns: the relationship by which the main part names it.
        @discardableResult
        mutating func add(_ name: String, _ kind: String, _ xml: String) -> String {
            add(
                name, type: "\(Self.word).\(kind)+xml", relation: kind,
                Array((xml.hasPrefix("<?xml") ? xml : Self.declaration + xml).utf8))
        }

        /// Adds a header or footer; where it is a template's, with what it shows.
        mutating func add(
            _ name: String, _ kind: String, _ xml: String, with own: WordTemplate.Margin?
        ) -> String {
            guard let own else { return add(name, kind, xml) }
            // The template's text begins with a declaration of its own.
            let id = add(
                name, type: "\(Self.word).\(kind)+xml", relation: kind, Array(xml.utf8))
            if let relationships = own.relationships {
                parts.append(("word/_rels/\(name).rels", Array(relationships.utf8)))
            }
            for picture in own.media where !parts.contains(where: { $0.name == "word/\(picture.name)" }) {
                parts.append(("word/\(picture.name)", picture.bytes))
            }
            return id
        }

        /// Adds a template's theme: its colours and typefaces.
        mutating func add(theme xml: String) {
            _ = add(
                "theme/theme1.xml", type: "application/vnd.openxmlformats-officedocument.theme+xml",
                relation: "theme", Array(xml.utf8))
        }

        /// Adds a chart. - Returns: as ``add(_:_:_:)``.
        mutating func add(chart xml: String) -> String {
            charts += 1
            return add(
                "charts/chart\(charts).xml",
                type: "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", relation: "chart",
                Array((Self.declaration + xml).utf8))
        }

        /// Adds a picture. - Returns: as ``add(_:_:_:)``.
        mutating func add(_ picture: Picture) -> String {
            pictures += 1
            return add(
                "media/picture\(pictures).\(picture.kind.rawValue)", type: nil, relation: "image",
                picture.bytes)
        }

        private mutating func add(
            _ name: String, type: String?, relation: String, _ bytes: [UInt8]
        ) -> String {
            parts.append(("word/\(name)", bytes))
            if let type { overrides.append(("/word/\(name)", type)) }
            let id = "rId\(relationships.count + 1)"
            relationships.append(
                "<Relationship Id=\"\(id)\" Type=\"\(Self.office)/\(relation)\" Target=\"\(name)\"/>")
            return id
        }

        /// Adds what the package says of itself.
        mutating func describe(title: String, marking: String) {
            let core = """
                <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
                xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>\(WordText.escaped(title))</dc:title>\
                <dc:language>en-GB</dc:language><cp:contentStatus>\(WordText.escaped(marking))</cp:contentStatus>\
                </cp:coreProperties>
                """
            parts.append(("docProps/core.xml", Array((Self.declaration + core).utf8)))
            overrides.append(
                ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
        }

        /// Ends the file, which is there whole only then.
        consuming func close() throws(SpreadsheetError) {
            guard isWhole, fflush(main) == 0 else {
                let reason = String(cString: strerror(errno))
                fclose(main)
                throw .cannotWrite(path: path, reason: reason)
            }
            rewind(main)
            var code: Int32 = 0
            guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
                fclose(main)
                throw .cannotWrite(path: path, reason: "libzip can't make a file there")
            }
            var buffers: [UnsafeMutableRawBufferPointer] = []
            defer { for buffer in buffers { buffer.deallocate() } }
            var isAdded = true
            func add(_ source: OpaquePointer?, _ name: String) {
                let index = source.map { zip_file_add(archive, name, $0, UInt32(ZIP_FL_ENC_UTF_8)) } ?? -1
                // Equal papers are equal files: the oldest day that a zip file can hold.
                if index < 0 || zip_file_set_dostime(archive, UInt64(max(0, index)), 0, 0x21, 0) != 0 {
                    if index < 0, let source { zip_source_free(source) }
                    isAdded = false
                }
            }
            func add(_ bytes: [UInt8], _ name: String) {
                let buffer = UnsafeMutableRawBufferPointer.allocate(
                    byteCount: max(1, bytes.count), alignment: 16)
                buffer.copyBytes(from: bytes)
                buffers.append(buffer)
                add(zip_source_buffer(archive, buffer.baseAddress, UInt64(bytes.count), 0), name)
            }
            add(Array(contentTypes.utf8), "[Content_Types].xml")
            add(Array(root.utf8), "_rels/.rels")
            // The file closes with the archive.
            add(zip_source_filep(archive, main, 0, -1), "word/document.xml")
            add(Array(related.utf8), "word/_rels/document.xml.rels")
            for part in parts { add(part.bytes, part.name) }
            guard isAdded, zip_close(archive) == 0 else {
                let reason = String(cString: zip_error_strerror(zip_get_error(archive))!)
                zip_discard(archive)
                throw .cannotWrite(path: path, reason: reason)
            }
        }

        private var contentTypes: String {
            let defaults = [
                ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
                ("xml", "application/xml"),
                ("png", "image/png"), ("jpeg", "image/jpeg"), ("jpg", "image/jpeg"), ("gif", "image/gif"),
                ("emf", "image/x-emf"), ("wmf", "image/x-wmf"),
            ].map { "<Default Extension=\"\($0.0)\" ContentType=\"\($0.1)\"/>" }
            let parts = ([("/word/document.xml", "\(Self.word).document.main+xml")] + overrides)
                .map { "<Override PartName=\"\($0.0)\" ContentType=\"\($0.1)\"/>" }
            return Self.declaration
                + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + (defaults + parts).joined() + "</Types>"
        }

        private var root: String {
            Self.relationships([
                "<Relationship Id=\"rId1\" Type=\"\(Self.office)/officeDocument\" Target=\"word/document.xml\"/>",
                "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
            ])
        }

        private var related: String { Self.relationships(relationships) }

        private static func relationships(_ list: [String]) -> String {
            declaration
                + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + list.joined() + "</Relationships>"
        }
    }
#endif
