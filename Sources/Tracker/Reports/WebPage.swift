import TrackerValues

/// What a reader of a saved web page sees, from top to bottom, without its menus and its foot.
struct WebPage {
    private(set) var passages: [Passage] = []
    /// The title that a browser shows in its tab.
    private(set) var title = ""
    /// The days that its markup gives for its publication, as it writes them.
    private(set) var published: [String] = []

    /// The elements that are open, the innermost last.
    private var open: [Element] = []
    private var words = ""
    private var line = 1
    private var isInTitle = false

    private struct Element {
        let name: String
        let isHidden: Bool
        /// Whether this point of a list has shown words yet.
        var hasWords = false
    }

    init(_ page: String) {
        var tokens = HTMLTokens(page)
        while let token = tokens.next() {
            switch token {
            case .open(let name, let attributes, let isEmpty):
                begin(name, attributes, isEmpty: isEmpty)
            case .close(let name): end(name)
            case .text(let text): add(text, before: tokens.line)
            }
        }
        flush()
    }

    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    /// What isn't the report: menus, forms, what the browser draws by itself.
    private static let hidden: Set<String> = [
        "script", "style", "noscript", "template", "svg", "nav", "footer", "form", "button", "select",
        "iframe", "object",
        "dialog", "audio", "video", "canvas", "head", "textarea", "noembed", "noframes", "sup",
    ]
    /// What stands on lines of its own.
    private static let blocks = Set([
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details",
        "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
        "main", "ol",
        "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]).union(hidden).subtracting(["sup"])
    /// Deeper than this no page is nested that somebody wrote.
    private static let deepest = 400

    private mutating func begin(_ name: String, _ attributes: [String: String], isEmpty: Bool) {
        if name == "title" { isInTitle = open.last?.isHidden != true || open.last?.name == "head" }
        if name == "time" || name == "meta" { notePublication(attributes, of: name) }
        if Self.blocks.contains(name) { flush() }
        // HTML lets these ends be left out.
        if name == "li" { close("li", within: ["ul", "ol"]) }
        if ["td", "th"].contains(name) { close("td", within: ["tr", "table"]) }
        if Self.blocks.contains(name) { close("p", within: ["td", "li", "div", "section", "article"]) }
        guard !Self.void.contains(name), !isEmpty, open.count < Self.deepest else { return }
        let isHidden =
            Self.hidden.contains(name) || open.last?.isHidden == true || attributes["hidden"] != nil
            || attributes["aria-hidden"] == "true"
        open.append(Element(name: name, isHidden: isHidden))
    }

    private mutating func end(_ name: String) {
        if name == "title" { isInTitle = false }
        if Self.blocks.contains(name) { flush() }
        if let index = open.lastIndex(where: { $0.name == name }) { open.removeSubrange(index...) }
    }

    /// Closes an element whose end was left out, unless one of `limits` was opened in it.
    private mutating func close(_ name: String, within limits: Set<String>) {
        guard let index = open.lastIndex(where: { $0.name == name || limits.contains($0.name) }),
            open[index].name == name
        else { return }
        open.removeSubrange(index...)
    }

    private mutating func notePublication(_ attributes: [String: String], of name: String) {
        let isPublication =
            name == "time"
            || ["article:published_time", "dcterms.issued", "dc.date.issued", "datepublished"].contains(
                (attributes["property"] ?? attributes["name"] ?? attributes["itemprop"] ?? "").lowercased())
        guard isPublication, published.count < 8,
            let day = attributes[name == "time" ? "datetime" : "content"]
        else {
            return
        }
        published.append(String(day.prefix(10)))
    }

    private mutating func add(_ text: String, before next: Int) {
        if isInTitle {
            title += text
            return
        }
        guard open.last?.isHidden != true else { return }
        if words.isEmpty {
            line =
                next - text.utf8.count { $0 == 0x0A } + text.utf8.prefix { $0 <= 0x20 }.count { $0 == 0x0A }
        }
        words += text
    }

    /// Ends the passage that is being read.
    private mutating func flush() {
        let text = words.blanksMadeOne
        words = ""
        guard !text.isEmpty else { return }
        passages.append(Passage(kind(), text, at: SourcePlace(line: line)))
        if let point = open.lastIndex(where: { $0.name == "li" }) { open[point].hasWords = true }
    }

    private func kind() -> Passage.Kind {
        if let heading = open.last(where: {
            $0.name.count == 2 && $0.name.first == "h" && $0.name.last?.isNumber == true
        }),
            let level = heading.name.last?.wholeNumberValue
        {
            return .heading(level: level)
        }
        guard let point = open.last(where: { $0.name == "li" }), !point.hasWords else { return .paragraph }
        return .point(depth: max(1, open.count { $0.name == "ul" || $0.name == "ol" }))
    }
}

extension String {
    /// With one blank for any run of blanks and what can't be seen left out; nothing else is changed.
    var blanksMadeOne: String {
        var made = String.UnicodeScalarView()
        var isBlank = false
        for scalar in unicodeScalars {
            switch scalar {
            case "\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}": continue
            case _ where scalar.properties.isWhitespace || scalar.value < 0x20: isBlank = true
            default:
                if isBlank, !made.isEmpty { made.append(" ") }
                isBlank = false
                made.append(scalar)
            }
        }
        return String(made)
    }
}
