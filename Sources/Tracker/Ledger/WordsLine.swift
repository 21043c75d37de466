package import TrackerModel
import TransparencyLog

/// One line of an export's `words.jsonl`: what stands beside an entry, as canonical JSON (RFC 8785).
package struct WordsLine: Equatable, Sendable {
    /// What there is: salt and text, or the entry that removed them.
    package enum Content: Equatable, Sendable {
        case words(salt: [UInt8], text: String)
        case redacted(by: Int64)
    }

    package let seq: Int64
    package let name: WordName
    package let content: Content

    /// The most bytes that a line can have whose text has so many: an escape makes six of one.
    package static func greatestLength(ofText bytes: Int64) -> Int {
        let (escaped, overflow) = bytes.multipliedReportingOverflow(by: 6)
        return overflow || escaped < 0 ? 256 : Int(min(escaped, Int64.max - 256)) + 256
    }

    /// The line without its line break.
    package var encoded: [UInt8] {
        var members: [String: JSON] = ["seq": .int(seq), "name": .string(name.rawValue)]
        switch content {
        case .words(let salt, let text):
            members["salt"] = .string(Hexadecimal.encode(salt))
            members["text"] = .string(text)
        case .redacted(let entry): members["redacted_by"] = .int(entry)
        }
        return JSON.object(members).canonical
    }

    package init(seq: Int64, name: WordName, content: Content) {
        self.seq = seq
        self.name = name
        self.content = content
    }

    /// Reads a line; nil unless it is exactly as ``encoded`` writes it.
    package init?(parsing line: some Collection<UInt8>) {
        guard let json = try? JSON(parsing: line), let seq = json["seq"]?.int,
            let name = json["name"]?.string.flatMap({ WordName(rawValue: $0) })
        else { return nil }
        self.seq = seq
        self.name = name
        if let entry = json["redacted_by"]?.int {
            content = .redacted(by: entry)
        } else if let salt = json["salt"]?.string.flatMap({ Hexadecimal.decode($0) }),
            let text = json["text"]?.string
        {
            content = .words(salt: salt, text: text)
        } else {
            return nil
        }
        guard encoded.elementsEqual(line) else { return nil }
    }
}
