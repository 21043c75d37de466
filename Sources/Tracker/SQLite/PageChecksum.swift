/// The checksum in the last eight bytes of each page of a register's file, as SQLite's own checksum extension has it
/// (<https://www.sqlite.org/cksumvfs.html>): two 32-bit sums over the rest of the page, each taking in the other.
///
/// Any one byte that changes is noticed, whatever it changes to. Eight zeros mean that the page has none: a program
/// without this layer, such as Litestream, copied it out of the write-ahead log.
enum PageChecksum {
    /// How many bytes it takes.
    package static let size = 8

    /// The sum of a page that holds `count` bytes, its own place among them.
    package static func of(_ page: UnsafeRawPointer, count: Int) -> UInt64 {
        var first: UInt32 = 0
        var second: UInt32 = 0
        for offset in stride(from: 0, to: count - size, by: 8) {
            first &+= UInt32(littleEndian: page.load(fromByteOffset: offset, as: UInt32.self)) &+ second
            second &+= UInt32(littleEndian: page.load(fromByteOffset: offset + 4, as: UInt32.self)) &+ first
        }
        return UInt64(first) | UInt64(second) << 32
    }

    /// The sum that stands in a page.
    package static func stored(in page: UnsafeRawPointer, count: Int) -> UInt64 {
        UInt64(littleEndian: page.load(fromByteOffset: count - size, as: UInt64.self))
    }

    /// Writes a sum into a page; 0 for none.
    package static func store(_ sum: UInt64, in page: UnsafeMutableRawPointer, count: Int) {
        page.storeBytes(of: sum.littleEndian, toByteOffset: count - size, as: UInt64.self)
    }

    /// Whether a page is as it was written, as far as its sum tells.
    package static func holds(_ page: UnsafeRawPointer, count: Int) -> Bool {
        let stored = stored(in: page, count: count)
        return stored == 0 || stored == of(page, count: count)
    }

    /// Whether a file's first page says that there is no room for sums and holds one all the same: the byte that says so
    /// has changed.
    package static func isHidden(in page: UnsafeRawPointer, count: Int) -> Bool {
        guard count >= 512, stored(in: page, count: count) != 0 else { return false }
        return withUnsafeTemporaryAllocation(byteCount: count, alignment: 8) { copy in
            guard let start = copy.baseAddress else { return false }
            start.copyMemory(from: page, byteCount: count)
            start.storeBytes(of: UInt8(size), toByteOffset: 20, as: UInt8.self)
            return stored(in: start, count: count) == of(start, count: count)
        }
    }

    /// Whether the file that begins with these 100 bytes or more sets room aside for sums
    /// (<https://www.sqlite.org/fileformat2.html#the_database_header>, offsets 0, 16 and 20); the size of its pages if so.
    static func pageSize(header: UnsafeRawPointer) -> Int? {
        let magic: StaticString = "SQLite format 3\0"
        let bytes = UnsafeRawBufferPointer(start: header, count: 100)
        guard bytes[20] == size,
            bytes.starts(with: UnsafeBufferPointer(start: magic.utf8Start, count: magic.utf8CodeUnitCount))
        else { return nil }
        let written = Int(bytes[16]) << 8 | Int(bytes[17])
        let pageSize = written == 1 ? 65_536 : written
        return pageSize >= 512 && pageSize & (pageSize - 1) == 0 ? pageSize : nil
    }
}
