#if Spreadsheets
    import CSpreadsheets
    import TrackerSpreadsheets

    /// A zip file in memory, read part by part through libzip. Names in it are only compared, never used as
    /// paths.
    package struct ZipArchive: ~Copyable {
        private let archive: OpaquePointer
        private let limits: SpreadsheetLimits
        private var unpacked = 0
        /// Where each part is, by its name in lower case.
        private let places: [String: UInt64]

        /// Opens the archive in `bytes`, which must stay where they are while it is open.
        package init(
            _ bytes: UnsafeBufferPointer<UInt8>, limits: SpreadsheetLimits
        ) throws(SpreadsheetFault) {
            if let lack = SpreadsheetLibraries.lack { throw SpreadsheetFault(lack + ".") }
            guard bytes.count <= limits.packed else {
                throw SpreadsheetFault("The workbook is larger than \(limits.packed) bytes: split it.")
            }
            var error = zip_error_t()
            zip_error_init(&error)
            defer { zip_error_fini(&error) }
            guard let source = zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, &error)
            else {
                throw ZipArchive.fault(&error)
            }
            guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
                zip_source_free(source)
                throw ZipArchive.fault(&error)
            }
            self.archive = archive
            self.limits = limits
            places = ZipArchive.places(of: archive)
        }

        deinit {
            zip_discard(archive)
        }

        private static func fault(_ error: inout zip_error_t) -> SpreadsheetFault {
            .damaged(String(cString: zip_error_strerror(&error)!))
        }

        /// The parts by their names; of two of one name the first. Some programs of Windows write `\\` for `/`
        /// (PKWARE APPNOTE 4.4.17 forbids it; spreadsheet programs take it).
        private static func places(of archive: OpaquePointer) -> [String: UInt64] {
            var places: [String: UInt64] = [:]
            for index in 0..<UInt64(max(0, zip_get_num_entries(archive, 0))) {
                guard let name = zip_get_name(archive, index, 0) else { continue }
                let path = String(cString: name).lowercased().replacing("\\", with: "/")
                let key = path.hasPrefix("/") ? String(path.dropFirst()) : path
                if places[key] == nil { places[key] = index }
            }
            return places
        }

        /// Whether there is a part of this name; case does not count.
        package func contains(_ name: String) -> Bool { places[name.lowercased()] != nil }

        /// A part, unpacked whole.
        package mutating func bytes(of name: String) throws(SpreadsheetFault) -> [UInt8] {
            var bytes: [UInt8] = []
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
            defer { room.deallocate() }
            try unpack(name) { () throws(SpreadsheetFault) in
                room
            } filled: { count throws(SpreadsheetFault) in
                bytes += room[..<count]
            }
            return bytes
        }

        /// Unpacks a part piece by piece: `fill` is asked for room and told how much of it was filled, 0 at
        /// the end.
        mutating func unpack(
            _ name: String, into room: () throws(SpreadsheetFault) -> UnsafeMutableRawBufferPointer,
            filled: (Int) throws(SpreadsheetFault) -> Void
        ) throws(SpreadsheetFault) {
            guard let index = places[name.lowercased()] else { throw .damaged("the part \(name) is missing") }
            var status = zip_stat_t()
            zip_stat_init(&status)
            guard zip_stat_index(archive, index, 0, &status) == 0,
                let file = zip_fopen_index(archive, index, 0)
            else {
                let error = zip_get_error(archive)
                if error?.pointee.zip_err == ZIP_ER_NOPASSWD {
                    throw SpreadsheetFault("The workbook has a password: save it without one.")
                }
                throw .damaged("\(name): \(String(cString: zip_error_strerror(error)!))")
            }
            defer { _ = zip_fclose(file) }

            // The size that the archive states is not trusted: what comes out is counted.
            var size = 0
            while true {
                let buffer = try room()
                let count = Int(zip_fread(file, buffer.baseAddress, UInt64(buffer.count)))
                guard count >= 0 else {
                    throw .damaged(
                        "\(name): \(String(cString: zip_error_strerror(zip_file_get_error(file))!))")
                }
                size += count
                unpacked += count
                let isBomb = size > 16 << 20 && size / limits.ratio > Int(status.comp_size)
                guard unpacked <= limits.unpacked, !isBomb else {
                    throw SpreadsheetFault(
                        "The workbook unpacks to far more than a table holds: "
                            + "copy the rows to a new workbook, or save the sheet as CSV UTF-8.")
                }
                try filled(count)
                if count == 0 { return }
            }
        }
    }
#endif
