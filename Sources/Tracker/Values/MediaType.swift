/// The media type of a file, from what is in it and, where that doesn't tell, from its name's ending.
package enum MediaType {
    /// First bytes that tell (the formats' own specifications).
    private static let signatures: [(bytes: [UInt8], type: String)] = [
        (Array("%PDF-".utf8), "application/pdf"), ([0x89, 0x50, 0x4E, 0x47], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"), (Array("GIF8".utf8), "image/gif"),
    ]
    private static let endings: [String: String] = [
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "msg": "application/vnd.ms-outlook", "eml": "message/rfc822", "txt": "text/plain", "csv": "text/csv",
        "html": "text/html", "zip": "application/zip",
    ]

    package static func of(_ bytes: [UInt8], name: String) -> String {
        if let found = signatures.first(where: { bytes.starts(with: $0.bytes) }) { return found.type }
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return endings[ending] ?? "application/octet-stream"
    }
}
