import CSQLite
package import TrackerValues

/// A layer between SQLite and the operating system's files (<https://www.sqlite.org/vfs.html>) that gives every page a
/// checksum when it is written to a database file, and looks at it when it is read: a paper can't be printed from bytes
/// that changed on the disk. docs/decisions/0070 says why it is here and not in the tables.
///
/// Only whole database files are looked after. Frames of the write-ahead log have checksums of SQLite's own; what SQLite
/// holds of a page has zeros in the place of the sum, so that a page that another program copies out of the log has none
/// rather than a wrong one.
enum ChecksumVFS {
    /// A page whose sum differs is refused: SQLITE_IOERR_DATA.
    package static let checking = register("tracker-checking", isChecking: true)
    /// Pages are handed over as they are, for looking into a file that may be damaged; sums are written all the same.
    static let tolerant = register("tracker-tolerant", isChecking: false)

    /// SQLITE_IOERR_DATA, a macro that Swift doesn't see.
    static let badPage: Int32 = SQLITE_IOERR | (32 << 8)

    /// Adds the layer to SQLite under a name. - Returns: the name; nil where SQLite has no file system to build on.
    private static func register(_ name: StaticString, isChecking: Bool) -> String? {
        guard sqlite3_initialize() == SQLITE_OK, let base = sqlite3_vfs_find(nil) else { return nil }
        let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        layer.initialize(to: base.pointee)
        layer.pointee.pNext = nil
        layer.pointee.zName = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
        layer.pointee.szOsFile = Int32(ChecksumFile.header) + base.pointee.szOsFile
        layer.pointee.pAppData = UnsafeMutableRawPointer(base)
        if isChecking {
            layer.pointee.xOpen = { ChecksumFile.open($0, $1, $2, $3, $4, isChecking: true) }
        } else {
            layer.pointee.xOpen = { ChecksumFile.open($0, $1, $2, $3, $4, isChecking: false) }
        }
        return sqlite3_vfs_register(layer, 0) == SQLITE_OK ? "\(name)" : nil
    }
}

/// What the checksums of a file say.
package struct PageReport: Equatable {
    /// The pages, counted from 1, that are not as they were written.
    package var changed: [Int64] = []
    /// How many pages have no sum.
    package var without: Int64 = 0
    /// How many pages there are.
    package var pages: Int64 = 0
}

extension Connection {
    /// Asks that the file set room aside for checksums, which it does from its first page or the next `VACUUM` on.
    package func wantChecksums() {
        var room = Int32(PageChecksum.size)
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &room)
    }

    /// Whether the file sets room aside for checksums.
    package var hasChecksums: Bool {
        var room: Int32 = -1
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &room)
        return room == PageChecksum.size
    }

    /// Looks at the checksum of every page in the file, whatever SQLite makes of it; nil where it has none.
    package func pageReport() throws(StorageError) -> PageReport? {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = withUnsafeMutablePointer(to: &file) {
            sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, $0)
        }
        guard code == SQLITE_OK, let file, file.pointee.pMethods == UnsafePointer(ChecksumFile.methods) else {
            return nil
        }
        let (found, end) = ChecksumFile.report(UnsafeMutableRawPointer(file))
        guard end == SQLITE_OK else { throw StorageError(connection: handle, code: end, sql: nil) }
        return found
    }
}

/// What stands in the memory that SQLite sets aside for an open database file: our own members, and behind them the
/// file as the system's layer has it.
private struct ChecksumFile {
    /// What SQLite looks at: where the methods are.
    var file: sqlite3_file
    /// The size of a page, where the file sets room aside for sums; else 0.
    var pageSize: Int
    var isChecking: Bool

    /// Where the system's file begins; a multiple of 16.
    static let header = (MemoryLayout<ChecksumFile>.size + 15) & ~15

    static func open(
        _ layer: UnsafeMutablePointer<sqlite3_vfs>?, _ name: UnsafePointer<CChar>?,
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32, _ outFlags: UnsafeMutablePointer<Int32>?,
        isChecking: Bool
    ) -> Int32 {
        guard let base = layer?.pointee.pAppData?.assumingMemoryBound(to: sqlite3_vfs.self), let file,
            let open = base.pointee.xOpen
        else { return SQLITE_CANTOPEN }
        // Logs, journals and temporary files are the system's alone.
        guard flags & SQLITE_OPEN_MAIN_DB != 0 else { return open(base, name, file, flags, outFlags) }
        let raw = UnsafeMutableRawPointer(file)
        let own = raw.bindMemory(to: ChecksumFile.self, capacity: 1)
        own.initialize(
            to: ChecksumFile(file: sqlite3_file(pMethods: nil), pageSize: 0, isChecking: isChecking))
        let code = open(base, name, Self.base(raw), flags, outFlags)
        if Self.base(raw).pointee.pMethods != nil { own.pointee.file.pMethods = UnsafePointer(methods) }
        return code
    }

    /// The system's file behind ours.
    static func base(_ file: UnsafeMutableRawPointer) -> UnsafeMutablePointer<sqlite3_file> {
        (file + header).assumingMemoryBound(to: sqlite3_file.self)
    }

    static func read(
        _ file: UnsafeMutableRawPointer, _ buffer: UnsafeMutableRawPointer, _ count: Int, _ offset: Int64
    ) -> Int32 {
        let own = file.assumingMemoryBound(to: ChecksumFile.self)
        let base = base(file)
        guard let read = base.pointee.pMethods?.pointee.xRead else { return SQLITE_IOERR }
        let code = read(base, buffer, Int32(count), offset)
        guard code == SQLITE_OK else { return code }
        if offset == 0, count >= 100 { own.pointee.pageSize = PageChecksum.pageSize(header: buffer) ?? 0 }
        // The header alone is looked at before the page that it is part of is read.
        if offset < 100, count <= 100 { return code }
        let pageSize = own.pointee.knownPageSize(base)
        if pageSize == 0 {
            let isHidden =
                offset == 0 && own.pointee.isChecking && PageChecksum.isHidden(in: buffer, count: count)
            return isHidden ? ChecksumVFS.badPage : code
        }
        if count == pageSize {
            guard !own.pointee.isChecking || PageChecksum.holds(buffer, count: count) else {
                return ChecksumVFS.badPage
            }
            PageChecksum.store(0, in: buffer, count: count)
        } else if own.pointee.isChecking, count < pageSize {
            return check(partOf: offset / Int64(pageSize) * Int64(pageSize), base, pageSize)
        }
        return code
    }

    /// Of a page only a part was read: its sum is looked at all the same.
    private static func check(
        partOf start: Int64, _ base: UnsafeMutablePointer<sqlite3_file>, _ pageSize: Int
    ) -> Int32 {
        withUnsafeTemporaryAllocation(byteCount: pageSize, alignment: 8) { page in
            guard let whole = page.baseAddress, let read = base.pointee.pMethods?.pointee.xRead else {
                return SQLITE_IOERR
            }
            let code = read(base, whole, Int32(pageSize), start)
            guard code == SQLITE_OK else { return code }
            return PageChecksum.holds(whole, count: pageSize) ? SQLITE_OK : ChecksumVFS.badPage
        }
    }

    static func write(
        _ file: UnsafeMutableRawPointer, _ buffer: UnsafeRawPointer, _ count: Int, _ offset: Int64
    ) -> Int32 {
        let own = file.assumingMemoryBound(to: ChecksumFile.self)
        let base = base(file)
        guard let write = base.pointee.pMethods?.pointee.xWrite else { return SQLITE_IOERR }
        if offset == 0, count >= 100 { own.pointee.pageSize = PageChecksum.pageSize(header: buffer) ?? 0 }
        guard count == own.pointee.knownPageSize(base) else {
            return write(base, buffer, Int32(count), offset)
        }
        // A copy: what SQLite holds of the page keeps its zeros.
        return withUnsafeTemporaryAllocation(byteCount: count, alignment: 8) { page in
            guard let copy = page.baseAddress else { return SQLITE_IOERR }
            copy.copyMemory(from: buffer, byteCount: count)
            PageChecksum.store(PageChecksum.of(copy, count: count), in: copy, count: count)
            return write(base, copy, Int32(count), offset)
        }
    }

    /// The size of a page, asked of the file again while it is not known: another program may have given it sums.
    private mutating func knownPageSize(_ base: UnsafeMutablePointer<sqlite3_file>) -> Int {
        if pageSize != 0 { return pageSize }
        pageSize = withUnsafeTemporaryAllocation(byteCount: 100, alignment: 8) { header in
            guard let start = header.baseAddress, let read = base.pointee.pMethods?.pointee.xRead,
                read(base, start, 100, 0) == SQLITE_OK
            else { return 0 }
            return PageChecksum.pageSize(header: start) ?? 0
        }
        return pageSize
    }

    /// Every page, read past SQLite; nil where the file sets no room aside.
    static func report(_ file: UnsafeMutableRawPointer) -> (PageReport?, Int32) {
        let base = base(file)
        let pageSize = file.assumingMemoryBound(to: ChecksumFile.self).pointee.knownPageSize(base)
        guard pageSize != 0, let methods = base.pointee.pMethods?.pointee, let read = methods.xRead else {
            return (nil, SQLITE_OK)
        }
        var size: Int64 = 0
        guard methods.xFileSize?(base, &size) == SQLITE_OK else { return (nil, SQLITE_IOERR) }
        var report = PageReport()
        report.pages = size / Int64(pageSize)
        // The page with SQLite's lock bytes is never written.
        let locks = 0x4000_0000 / Int64(pageSize)
        return withUnsafeTemporaryAllocation(byteCount: pageSize, alignment: 8) { buffer in
            guard let page = buffer.baseAddress else { return (nil, SQLITE_NOMEM) }
            for index in 0..<report.pages where index != locks {
                let start = index * Int64(pageSize)
                // Read again where it differs: another program may be writing that very page.
                for isLast in [false, true] {
                    let code = read(base, page, Int32(pageSize), start)
                    guard code == SQLITE_OK else { return (nil, code) }
                    if PageChecksum.holds(page, count: pageSize) { break }
                    if isLast { report.changed.append(index + 1) }
                }
                if PageChecksum.stored(in: page, count: pageSize) == 0 { report.without += 1 }
            }
            return (report, SQLITE_OK)
        }
    }

    /// Reading and writing are ours; everything else is handed on.
    nonisolated(unsafe) static let methods: UnsafeMutablePointer<sqlite3_io_methods> = {
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        var own = sqlite3_io_methods()
        own.iVersion = 3
        own.xClose = { file in handOn(file) { $1.xClose?($0) } }
        own.xRead = { file, buffer, count, offset in
            guard let file, let buffer else { return SQLITE_IOERR }
            return read(UnsafeMutableRawPointer(file), buffer, Int(count), offset)
        }
        own.xWrite = { file, buffer, count, offset in
            guard let file, let buffer else { return SQLITE_IOERR }
            return write(UnsafeMutableRawPointer(file), buffer, Int(count), offset)
        }
        own.xTruncate = { file, size in handOn(file) { $1.xTruncate?($0, size) } }
        own.xSync = { file, flags in handOn(file) { $1.xSync?($0, flags) } }
        own.xFileSize = { file, size in handOn(file) { $1.xFileSize?($0, size) } }
        own.xLock = { file, level in handOn(file) { $1.xLock?($0, level) } }
        own.xUnlock = { file, level in handOn(file) { $1.xUnlock?($0, level) } }
        own.xCheckReservedLock = { file, result in handOn(file) { $1.xCheckReservedLock?($0, result) } }
        own.xFileControl = { file, operation, argument in
            handOn(file) { $1.xFileControl?($0, operation, argument) }
        }
        own.xSectorSize = { file in handOn(file) { $1.xSectorSize?($0) } }
        own.xDeviceCharacteristics = { file in
            // Not SQLITE_IOCAP_SUBPAGE_READ: pages are best read whole.
            handOn(file) { $1.xDeviceCharacteristics?($0) } & ~0x8000
        }
        own.xShmMap = { file, page, size, extend, memory in
            handOn(file) { $1.xShmMap?($0, page, size, extend, memory) }
        }
        own.xShmLock = { file, offset, count, flags in handOn(file) { $1.xShmLock?($0, offset, count, flags) }
        }
        own.xShmBarrier = { file in
            _ = handOn(file) {
                $1.xShmBarrier?($0)
                return SQLITE_OK
            }
        }
        own.xShmUnmap = { file, delete in handOn(file) { $1.xShmUnmap?($0, delete) } }
        // Mapped memory would go past the checksums.
        own.xFetch = { _, _, _, page in
            page?.pointee = nil
            return SQLITE_OK
        }
        own.xUnfetch = { _, _, _ in SQLITE_OK }
        methods.initialize(to: own)
        return methods
    }()

    private static func handOn(
        _ file: UnsafeMutablePointer<sqlite3_file>?,
        _ body: (UnsafeMutablePointer<sqlite3_file>, sqlite3_io_methods) -> Int32?
    ) -> Int32 {
        guard let file else { return SQLITE_ERROR }
        let base = base(UnsafeMutableRawPointer(file))
        guard let methods = base.pointee.pMethods else { return SQLITE_ERROR }
        return body(base, methods.pointee) ?? SQLITE_ERROR
    }
}
