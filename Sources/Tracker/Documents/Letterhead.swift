// Whose paper it is: what stands above the title in the formats that are made to be printed, HTML and PDF. The others
// leave it out.

/// The head of a body's papers and letters.
public struct Letterhead: Equatable, Sendable {
    /// The body's name. It also says what the logo is to those who can't see it (WCAG 2.2, 1.1.1).
    public var name: String?
    /// What stands under the name, a line each: the address.
    public var lines: [String]
    /// The logo as a `data:` address (RFC 2397), or nil.
    public var logo: String?

    /// The head of papers of the body called `name`.
    public init(name: String?, lines: [String] = [], logo: String? = nil) {
        self.name = name
        self.lines = lines
        self.logo = logo
    }

    /// The logo as HTML. Its height is said in the element too, for word processors that read no style sheet.
    package var image: String {
        guard let logo else { return "" }
        let name = HTMLText.escaped(name ?? "Logo", newline: " ")
        return "<img class=\"logo\" src=\"\(HTMLText.escaped(logo))\" alt=\"\(name)\" height=\"64\">\n"
    }

    /// The lines as HTML.
    package var address: String { lines.map { HTMLText.escaped($0, newline: " ") }.joined(separator: "<br>") }
}
