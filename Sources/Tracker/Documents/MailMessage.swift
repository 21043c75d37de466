public import TrackerValues
import TransparencyLog

/// A message as it is sent (RFC 5322): the same words as plain text and as HTML (RFC 2046, 5.1.4).
public struct MailMessage: Sendable {
    /// Where to.
    public let to: EmailAddress
    /// From where.
    public let from: EmailAddress
    /// What it is about, in a line.
    public let subject: String
    /// The message in plain text.
    public let text: String
    /// What it is called as a file, unlike any other's.
    public let fileName: String
    /// Its bytes, lines ended by CR LF.
    public let bytes: [UInt8]
    /// That of the entry that tells of it.
    package let number: Int64
    /// That of the register, which no other has.
    package let register: String
    /// The message in Notify's Markdown, for GOV.UK Notify, which makes its own text and HTML of it.
    package let markdown: String

    /// What GOV.UK Notify is given: the subject, and behind a line feed the Markdown.
    package var notifyBytes: [UInt8] { Array("\(subject)\n\(markdown)".utf8) }

    /// - Parameters:
    ///   - number: that of the entry that tells of it.
    ///   - identifier: of the register, so that no other message is called the same; mail programs show two of one name once.
    ///   - name: whom it is to, as it is written ahead of the address.
    ///   - isUnsent: whether somebody is to send it by hand: Outlook opens such a file as a draft.
    package init(
        number: Int64, of identifier: String, from sender: MailSender, to address: EmailAddress, name: String,
        at instant: Instant,
        subject: String, text: String, html: String, markdown: String, isUnsent: Bool = false
    ) {
        (self.number, register, self.markdown) = (number, identifier, markdown)
        let id = "entry.\(number).\(identifier)"
        to = address
        from = sender.address
        self.subject = subject
        fileName = "\(number)-\(address.description.replacing("/", with: "_")).eml"
        self.text = text
        // Base 64 has no such line, so that no part of a message can be taken for its end.
        let boundary = "=_\(Hash.sha256(Array(id.utf8)).hex.prefix(32))"
        func part(_ type: String, _ words: String) -> [String] {
            let lines = words.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            return [
                "--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64",
                "",
            ]
                + Self.folded(Base64.encode(Array((lines.joined(separator: "\r\n") + "\r\n").utf8)))
        }
        var lines = [
            "From: \(Self.mailbox(sender.name, sender.address))", "To: \(Self.mailbox(name, address))",
            "Subject: \(Self.header(subject, after: "Subject: ".count))", "Date: \(Self.date(instant))",
            "Message-ID: <\(id)@\(sender.address.domain)>", "MIME-Version: 1.0",
            // Nobody's note of absence answers it (RFC 3834, 5).
            "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All",
        ]
        if isUnsent { lines.append("X-Unsent: 1") }
        lines += ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
        lines += part("text/plain", text) + part("text/html", html) + ["--\(boundary)--", ""]
        bytes = Array(lines.joined(separator: "\r\n").utf8)
    }

    private static func mailbox(_ name: String, _ address: EmailAddress) -> String {
        name.isBlank ? address.description : "\(header(name, after: 8, isPhrase: true)) <\(address)>"
    }

    /// Words of a header's: as they are where they are plain, else as encoded words (RFC 2047), none of which parts a character.
    private static func header(_ words: String, after length: Int, isPhrase: Bool = false) -> String {
        let words = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let isPlain = words.utf8.allSatisfy {
            (0x20...0x7E).contains($0) && !(isPhrase && "()<>[]:;@\\,.\"".utf8.contains($0))
        }
        if isPlain, !words.contains("=?"), words.utf8.count + length <= 76 { return words }
        // 75 characters a word, of which 12 are "=?utf-8?B?" and "?=", make 45 bytes of text.
        var encoded: [String] = []
        var bytes: [UInt8] = []
        func end() {
            if !bytes.isEmpty { encoded.append("=?utf-8?B?\(Base64.encode(bytes))?=") }
            bytes = []
        }
        for character in words {
            for scalar in character.unicodeScalars {
                let next = Array(String(scalar).utf8)
                if bytes.count + next.count > 42 { end() }
                bytes += next
            }
        }
        end()
        return encoded.joined(separator: "\r\n ")
    }

    private static func folded(_ text: String) -> [String] {
        let characters = Array(text.utf8)
        return stride(from: 0, to: characters.count, by: 76).map {
            String(decoding: characters[$0..<min($0 + 76, characters.count)], as: UTF8.self)
        }
    }

    /// `Wed, 25 Nov 2026 08:30:00 +0000`.
    private static func date(_ instant: Instant) -> String {
        let day = instant.dayUTC
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday.rawValue - 1]
        let time = instant.description.dropFirst(11).prefix(8)
        return "\(weekday), \(day.shortForm) \(time) +0000"
    }
}
