/// From whom messages come: a name and an address.
package struct MailSender: Equatable, Sendable {
    /// The name; empty where there is none.
    package let name: String
    package let address: EmailAddress

    /// Reads `Oversight body <recommendations@example.org>`, or an address alone; nil for anything else.
    package init?(_ text: String) {
        let text = text.trimmed
        guard !text.contains(where: \.isNewline) else { return nil }
        guard let open = text.lastIndex(of: "<") else {
            guard let address = EmailAddress(text) else { return nil }
            (name, self.address) = ("", address)
            return
        }
        guard text.last == ">",
            let address = EmailAddress(String(text[text.index(after: open)...].dropLast()))
        else { return nil }
        name = String(text[..<open]).trimmed
        self.address = address
    }

    /// Whether a text is a web address that a message can lead to.
    package static func isLink(_ text: String) -> Bool {
        text.hasPrefix("https://") && text.utf8.count > 8 && text.utf8.count <= 200
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"'`\\".utf8.contains($0) }
    }
}
