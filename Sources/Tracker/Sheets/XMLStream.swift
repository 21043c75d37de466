#if Spreadsheets
    import CSpreadsheets
    import Glibc

    /// Receives the elements and the text of a part in their order. Throwing ends the parsing.
    protocol XMLReceiver: AnyObject {
        func start(_ element: XMLName, _ attributes: XMLAttributes) throws(SpreadsheetFault)
        func end(_ element: XMLName) throws(SpreadsheetFault)
        func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetFault)
    }

    /// The name of an element. Valid only during the call it is given to.
    ///
    /// Names are compared without their prefix: no two elements that are looked for differ in the namespace
    /// alone.
    struct XMLName {
        private let start: UnsafePointer<CChar>

        fileprivate init(_ qualified: UnsafePointer<CChar>) {
            start = strchr(qualified, Int32(UInt8(ascii: ":"))).map { UnsafePointer($0 + 1) } ?? qualified
        }

        static func == (name: XMLName, expected: StaticString) -> Bool {
            equal(name.start, expected)
        }

        static func ~= (expected: StaticString, name: XMLName) -> Bool { name == expected }
    }

    /// The attributes of an element. Valid only during the call they are given to.
    struct XMLAttributes {
        fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

        /// The value of the attribute of this name, in UTF-8 up to a zero.
        package func pointer(_ name: StaticString) -> UnsafePointer<CChar>? {
            first { equal($0, name) }
        }

        /// The value of the attribute of this name.
        package subscript(_ name: StaticString) -> String? {
            pointer(name).map { String(cString: $0) }
        }

        /// Whether the attribute of this name says yes: `1`, `true` or `on`.
        func isOn(_ name: StaticString, unlessGiven byDefault: Bool = false) -> Bool {
            guard let value = pointer(name) else { return byDefault }
            return equal(value, "1") || equal(value, "true") || equal(value, "on")
        }

        /// The value of the attribute of this name with whatever prefix, such as `r:id` for "id".
        func prefixed(_ name: StaticString) -> String? {
            first { strchr($0, Int32(UInt8(ascii: ":"))) != nil && XMLName($0) == name }
                .map { String(cString: $0) }
        }

        private func first(where matches: (UnsafePointer<CChar>) -> Bool) -> UnsafePointer<CChar>? {
            var pair = pairs
            while let name = pair[0] {
                if matches(name) { return pair[1] }
                pair += 2
            }
            return nil
        }
    }

    private func equal(_ name: UnsafePointer<CChar>, _ expected: StaticString) -> Bool {
        strcmp(name, UnsafeRawPointer(expected.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
    }

    /// Parses one part of a workbook as it is unpacked, through libexpat, keeping nothing.
    ///
    /// A document type declaration is refused, so there are no entities: neither files nor addresses are
    /// fetched, nor does text grow by expansion. No part of a workbook has one (ECMA-376 part 2, 9.1.4).
    final class XMLStream {
        private static let room = 1 << 16
        /// A workbook's elements nest about ten deep.
        private static let deepest = 100
        /// How much may be fed without a tag or text coming out of it; libexpat scans an unfinished tag again
        /// and again.
        private static let longestSilence = 1 << 18
        /// How many different names the elements and attributes may have; libexpat remembers each for ever.
        private static let mostNames = 1000

        private let part: String
        private let receiver: any XMLReceiver
        private var fault: SpreadsheetFault?
        private var depth = 0
        private var fed = 0
        private var fedAtLastCall = 0
        private var names: Set<UInt64> = []
        private let parser: XML_Parser

        /// Unpacks and parses the part of this name.
        package static func parse(
            _ part: String, of archive: inout ZipArchive, to receiver: any XMLReceiver
        ) throws(SpreadsheetFault) {
            guard let parser = XML_ParserCreate(nil) else {
                throw SpreadsheetFault("There is not enough memory to read the workbook.")
            }
            defer { XML_ParserFree(parser) }
            let stream = XMLStream(part, parser, receiver)
            try withExtendedLifetime(stream) { () throws(SpreadsheetFault) in
                try archive.unpack(part) { () throws(SpreadsheetFault) in
                    try stream.buffer()
                } filled: { count throws(SpreadsheetFault) in
                    try stream.feed(count)
                }
            }
        }

        private init(_ part: String, _ parser: XML_Parser, _ receiver: any XMLReceiver) {
            self.part = part
            self.parser = parser
            self.receiver = receiver
            XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
            XML_SetElementHandler(
                parser,
                { stream, name, attributes in
                    XMLStream.from(stream).started(name!, XMLAttributes(pairs: attributes!))
                },
                { stream, name in XMLStream.from(stream).ended(XMLName(name!)) })
            XML_SetCharacterDataHandler(parser) { stream, bytes, count in
                bytes?.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
                    XMLStream.from(stream).said(UnsafeBufferPointer(start: $0, count: Int(count)))
                }
            }
            XML_SetStartDoctypeDeclHandler(parser) { stream, _, _, _, _ in
                let stream = XMLStream.from(stream)
                stream.stop(
                    SpreadsheetFault(
                        "The workbook has a document type declaration in \(stream.part), which no spreadsheet program "
                            + "writes: do not trust it; ask for it to be saved again."))
            }
        }

        private static func from(_ pointer: UnsafeMutableRawPointer?) -> XMLStream {
            Unmanaged<XMLStream>.fromOpaque(pointer!).takeUnretainedValue()
        }

        private func buffer() throws(SpreadsheetFault) -> UnsafeMutableRawBufferPointer {
            guard let buffer = XML_GetBuffer(parser, Int32(XMLStream.room)) else {
                throw SpreadsheetFault("There is not enough memory to read the workbook.")
            }
            return UnsafeMutableRawBufferPointer(start: buffer, count: XMLStream.room)
        }

        private func feed(_ count: Int) throws(SpreadsheetFault) {
            fed += count
            let status = XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0)
            if let fault { throw fault }
            guard status == XML_STATUS_OK else {
                let reason = String(cString: XML_ErrorString(XML_GetErrorCode(parser))!)
                throw .damaged("\(part), line \(XML_GetCurrentLineNumber(parser)): \(reason)")
            }
            guard fed - fedAtLastCall <= XMLStream.longestSilence else {
                throw .damaged("\(part) has a tag or a comment that is far too long")
            }
        }

        // libexpat may call back after it was told to stop, so each call looks whether it was.

        private func started(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
            fedAtLastCall = fed
            depth += 1
            remember(name)
            var pair = attributes.pairs
            while let name = pair[0] {
                remember(name)
                pair += 2
            }
            guard depth <= XMLStream.deepest else { return stop(.damaged("\(part) nests too deeply")) }
            guard names.count <= XMLStream.mostNames else {
                return stop(.damaged("\(part) has more than \(XMLStream.mostNames) different names of tags"))
            }
            receive { () throws(SpreadsheetFault) in try receiver.start(XMLName(name), attributes) }
        }

        /// Counts a name once, by its hash (FNV-1a); of one or two bytes, as most are, there can't be many.
        private func remember(_ name: UnsafePointer<CChar>) {
            guard name[0] != 0, name[1] != 0, name[2] != 0 else { return }
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            var next = name
            while next.pointee != 0 {
                hash = (hash ^ UInt64(UInt8(bitPattern: next.pointee))) &* 0x100_0000_01B3
                next += 1
            }
            names.insert(hash)
        }

        private func ended(_ name: XMLName) {
            fedAtLastCall = fed
            depth -= 1
            receive { () throws(SpreadsheetFault) in try receiver.end(name) }
        }

        private func said(_ bytes: UnsafeBufferPointer<UInt8>) {
            fedAtLastCall = fed
            receive { () throws(SpreadsheetFault) in try receiver.text(bytes) }
        }

        private func receive(_ call: () throws(SpreadsheetFault) -> Void) {
            guard fault == nil else { return }
            do { try call() } catch { stop(error) }
        }

        private func stop(_ fault: SpreadsheetFault) {
            self.fault = self.fault ?? fault
            _ = XML_StopParser(parser, 0)
        }
    }
#endif
