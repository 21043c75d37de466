#if Spreadsheets
    import CSpreadsheets

    /// The C libraries for .xlsx workbooks and zip files, loaded when the first of these comes along; before that
    /// `CSpreadsheets` must not be called. See docs/decisions/0004-dependencies.md.
    package enum SpreadsheetLibraries {
        /// Loads them, once. What lacks on this computer, as a sentence without its full stop; nil when all are there.
        package static let lack: String? = lack(of: [
            ["libexpat.so.1"],
            // The functions used here are the same in both.
            ["libzip.so.5", "libzip.so.4"],
            // Structures are handed over as this header has them, so no other version will do.
            ["libxlsxwriter.so.\(LXW_SOVERSION)"],
        ])

        /// Loads the first that is there of each line's `files`.
        package static func lack(of libraries: [[String]]) -> String? {
            for files in libraries where !files.contains(where: { dlopen($0, RTLD_NOW | RTLD_GLOBAL) != nil })
            {
                return "Workbooks and zip files need \(files[0]), which this computer lacks: "
                    + "install it, or use CSV files and folders"
            }
            return nil
        }
    }
#endif
