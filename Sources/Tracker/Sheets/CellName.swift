#if Spreadsheets
    /// A cell's name such as "D7", a row's ("7") or a column's ("D").
    struct CellName: Hashable, Sendable {
        /// The column, from 0.
        package var column: Int?
        /// The row, from 1.
        package var row: Int?

        /// Reads a name that ends with a zero byte; nil if it is none.
        init?(_ name: UnsafePointer<CChar>) {
            var next = name
            while case let letter = UInt8(bitPattern: next.pointee), (0x41...0x5A).contains(letter) {
                column = ((column ?? -1) + 1) * 26 + Int(letter - 0x41)
                guard column! < 1 << 20 else { return nil }
                next += 1
            }
            while case let digit = UInt8(bitPattern: next.pointee), (0x30...0x39).contains(digit) {
                row = (row ?? 0) * 10 + Int(digit - 0x30)
                guard row! < 1 << 30 else { return nil }
                next += 1
            }
            guard next.pointee == 0, next != name, row != 0 else { return nil }
        }
    }
#endif
