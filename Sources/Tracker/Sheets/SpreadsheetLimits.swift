#if Spreadsheets
    /// How much of a workbook is taken in before it is refused: a few kilobytes can unpack to gigabytes.
    public struct SpreadsheetLimits: Hashable, Sendable {
        /// The size of the file, in bytes.
        public var packed = 64 << 20
        /// The size of all parts read, unpacked, in bytes.
        public var unpacked = 512 << 20
        /// How many times its packed size a part may unpack to, once it is larger than 16 MiB.
        public var ratio = 400
        /// The text of one cell, in bytes of UTF-8.
        public var cell = 1 << 20
        /// How many cells the table may have, empty ones between others counted, and how many different
        /// texts.
        public var cells = 5_000_000
        /// How many faulty cells of a column are noted.
        public var problems = 1000

        /// The limits by default.
        public init() {}
    }
#endif
