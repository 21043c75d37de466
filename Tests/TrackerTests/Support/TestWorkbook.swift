#if Spreadsheets
    import CSpreadsheets

    import Tracker
    @testable import TrackerSpreadsheets

    /// Workbooks and other zip files made for one test, with what no spreadsheet program writes.
    enum TestWorkbook {
        /// A workbook of one sheet called "Actions" with this XML; `parts` are added, or take the place of
        /// others.
        static func bytes(
            sheet: String, strings: String = "", parts: [(String, [UInt8])] = []
        ) -> [UInt8] {
            let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            let root = """
                <Relationships><Relationship Id='r1' Type='\(types)/officeDocument' Target='/xl/workbook.xml'/>\
                </Relationships>
                """
            let workbook = """
                <workbook xmlns:r='\(types)'><sheets><sheet name='Actions' sheetId='1' r:id='r1'/></sheets></workbook>
                """
            let relationships = """
                <Relationships><Relationship Id='r1' Type='\(types)/worksheet' Target='./x/../sheet.xml'/>\
                <Relationship Id='r2' Type='\(types)/sharedStrings' Target='strings.xml'/></Relationships>
                """
            let all = [
                ("_rels/.rels", root), ("xl/workbook.xml", workbook),
                ("xl/_rels/workbook.xml.rels", relationships), ("xl/sheet.xml", sheet),
                ("xl/strings.xml", "<sst>\(strings)</sst>"),
            ].map { ($0.0, Array($0.1.utf8)) }
            let replaced = Set(parts.map(\.0))
            return zip(all.filter { !replaced.contains($0.0) } + parts)
        }

        /// The XML of a sheet with these rows.
        static func sheet(_ rows: String) -> String {
            "<worksheet><dimension ref='A1:XFD1048576'/><sheetData>\(rows)</sheetData></worksheet>"
        }

        /// A cell with these words in it.
        static func words(_ name: String, _ words: String) -> String {
            "<c r='\(name)' t='inlineStr'><is><t>\(words)</t></is></c>"
        }

        /// A zip file of these parts, deflated.
        static func zip(_ parts: [(String, [UInt8])]) -> [UInt8] {
            precondition(SpreadsheetLibraries.lack == nil)
            var error = zip_error_t()
            let target = zip_source_buffer_create(nil, 0, 0, &error)!
            zip_source_keep(target)
            defer { zip_source_free(target) }
            let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error)!
            // libzip reads the parts when the archive is closed.
            let buffers = parts.map { part in
                let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: part.1.count)
                _ = buffer.initialize(from: part.1)
                return buffer
            }
            defer { for buffer in buffers { buffer.deallocate() } }
            for (part, buffer) in Swift.zip(parts, buffers) {
                let source = zip_source_buffer(archive, buffer.baseAddress, UInt64(buffer.count), 0)
                _ = zip_file_add(archive, part.0, source, UInt32(ZIP_FL_ENC_UTF_8))
            }
            precondition(zip_close(archive) == 0)
            _ = zip_source_open(target)
            _ = zip_source_seek(target, 0, SEEK_END)
            let size = Int(zip_source_tell(target))
            _ = zip_source_seek(target, 0, SEEK_SET)
            return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                count = Int(zip_source_read(target, buffer.baseAddress, UInt64(size)))
            }
        }
    }
#endif
