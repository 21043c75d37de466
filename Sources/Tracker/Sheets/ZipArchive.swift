#if Spreadsheets
    import CSpreadsheets
    import TrackerSpreadsheets

    /// A zip file in memory, read part by part through libzip. Names in it are only compared, never used as
    /// paths.
    struct ZipArchive: ~Copyable {
        private let archive: OpaquePointer
        private let limits: SpreadsheetLimits
        private var unpacked = 0

        /// Opens the archive in `bytes`, which must stay where they are while it is open.
        init(_ bytes: UnsafeBufferPointer<UInt8>, limits: SpreadsheetLimits) throws(SpreadsheetFault) {
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
        }

        deinit {
            zip_discard(archive)
        }

        private static func fault(_ error: inout zip_error_t) -> SpreadsheetFault {
            .damaged(String(cString: zip_error_strerror(&error)!))
        }

        /// Whether there is a part of this name; case does not count.
        package func contains(_ name: String) -> Bool {
            zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE)) >= 0
        }

        /// Unpacks a part piece by piece: `fill` is asked for room and told how much of it was filled, 0 at
        /// the end.
        mutating func unpack(
            _ name: String, into room: () throws(SpreadsheetFault) -> UnsafeMutableRawBufferPointer,
            filled: (Int) throws(SpreadsheetFault) -> Void
        ) throws(SpreadsheetFault) {
            let index = zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE))
            guard index >= 0 else { throw .damaged("the part \(name) is missing") }
            var status = zip_stat_t()
            zip_stat_init(&status)
            guard zip_stat_index(archive, UInt64(index), 0, &status) == 0,
                let file = zip_fopen_index(archive, UInt64(index), 0)
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
