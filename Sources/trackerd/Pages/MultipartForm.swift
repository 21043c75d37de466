import Tracker

/// A form with a file, as browsers send it (RFC 7578): read whole, or not at all.
struct MultipartForm: Equatable {
    /// A file that came with it.
    struct File: Equatable {
        let field: String
        let name: String
        let bytes: [UInt8]
    }

    private(set) var fields = FormFields()
    private(set) var files: [File] = []

    /// - Parameter type: the header that says where its parts end.
    init?(parsing body: [UInt8], type: String) {
        guard let boundary = Self.parameter("boundary", of: type), (1...70).contains(boundary.utf8.count)
        else { return nil }
        let mark = Array("--\(boundary)".utf8)
        guard body.starts(with: mark) else { return nil }
        var rest = body[mark.count...]
        let end = Array("\r\n".utf8) + mark
        while !rest.starts(with: Array("--".utf8)) {
            guard rest.starts(with: Array("\r\n".utf8)), fields.pairs.count < 4000, files.count < 10 else {
                return nil
            }
            rest = rest.dropFirst(2)
            guard let head = Self.find(Array("\r\n\r\n".utf8), in: rest), head - rest.startIndex < 2000,
                let close = Self.find(end, in: rest[head...]),
                let lines = String(validating: rest[rest.startIndex..<head], as: UTF8.self)
            else { return nil }
            let content = rest[(head + 4)..<max(head + 4, close)]
            rest = rest[(close + end.count)...]
            guard
                let disposition = lines.split(separator: "\r\n").first(where: {
                    $0.lowercased().hasPrefix("content-disposition:")
                }),
                let name = Self.parameter("name", of: String(disposition))
            else { return nil }
            if let file = Self.parameter("filename", of: String(disposition)) {
                // Nothing was chosen.
                if file.isEmpty, content.isEmpty { continue }
                files.append(File(field: name, name: Self.plain(file), bytes: Array(content)))
            } else {
                guard let value = String(validating: content, as: UTF8.self), !value.utf8.contains(0) else {
                    return nil
                }
                fields.add(name, FormFields.taken(value))
            }
        }
    }

    /// The last part of a name, on one line: it is shown, and never a path.
    private static func plain(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? "file"
        let shown = String(
            last.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }.map(Character.init))
        return shown.isBlank ? "file" : String(shown.prefix(200))
    }

    private static func find(_ mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= mark.count else { return nil }
        return bytes.withUnsafeBufferPointer { all in
            var place = 0
            let last = all.count - mark.count
            while place <= last {
                if all[place] == mark[0], mark.indices.allSatisfy({ all[place + $0] == mark[$0] }) {
                    return bytes.startIndex + place
                }
                place += 1
            }
            return nil
        }
    }

    private static func parameter(_ name: String, of header: String) -> String? {
        for part in header.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
            guard pair.count == 2, pair[0].lowercased() == name else { continue }
            let value = pair[1]
            return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count >= 2
                ? String(value.dropFirst().dropLast()) : value
        }
        return nil
    }
}
