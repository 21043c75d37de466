// A page that belongs to a site: the same paper, with the site's navigation above it, its style sheet in a file of its
// own, and links from what it names to the pages about that. Every address is relative, so that the site works from any
// folder and any server.

/// What a page has around it where it is one of many.
public struct SitePage: Sendable {
    /// A link of the navigation.
    public struct Link: Sendable {
        let words: String
        let address: String
        /// Whether it leads to this very page.
        let isHere: Bool

        /// A link to `address`.
        public init(_ words: String, to address: String, isHere: Bool = false) {
            (self.words, self.address, self.isHere) = (words, address, isHere)
        }
    }

    /// Where what is named has a page; nil where it has none.
    ///
    /// - Parameters:
    ///   - words: what a cell, a piece of one or a fact says.
    ///   - place: the key of the column, or the label of the fact.
    ///   - row: the number of the table's row, from 0; nil for its total and for facts.
    public typealias Address = @Sendable (_ words: String, _ place: String, _ row: Int?) -> String?

    /// The place that an ``Address`` is asked for under a table's name, for its caption.
    public static let caption = "caption"

    let name: String
    let stylesheet: String
    let feed: String
    let navigation: [Link]
    let address: Address
    let places: Set<String>
    let namesRows: Bool
    /// Whether a server serves it, which sends the policy itself: nothing of the style may then stand in the page.
    let isServed: Bool
    /// HTML that follows the navigation's links, and that stands above and below the page's matter.
    private let tail: String
    let above: String
    let below: String
    /// Whether what was sent has to be put right, which the page's title says first.
    let isFaulty: Bool

    /// - Parameters:
    ///   - name: whose site it is; it follows the page's title.
    ///   - stylesheet: where ``SitePage/style`` lies.
    ///   - feed: where the Atom feed lies.
    ///   - navigation: what stands above every page.
    ///   - places: the columns and facts that name what may have a page.
    ///   - namesRows: whether each row of a table can be linked to, by ``SitePage/anchor(of:)`` of its first cell.
    ///   - address: where those pages are.
    public init(
        name: String, stylesheet: String, feed: String, navigation: [Link], places: Set<String>,
        namesRows: Bool = false, address: @escaping Address
    ) {
        (self.name, self.stylesheet, self.feed) = (name, stylesheet, feed)
        (self.navigation, self.places, self.namesRows) = (navigation, places, namesRows)
        self.address = address
        isServed = false
        (tail, above, below, isFaulty) = ("", "", "", false)
    }

    /// A page that a server serves, with its forms.
    ///
    /// - Parameters:
    ///   - name: whose site it is.
    ///   - stylesheet: where ``SitePage/style`` lies, and how the shares of columns are drawn: `.c34` is 34 % wide.
    ///   - tail: HTML that ends the navigation's list.
    ///   - above: HTML above the paper's matter.
    ///   - below: HTML below it.
    package init(
        served name: String, stylesheet: String, navigation: [Link], tail: String, places: Set<String>,
        namesRows: Bool, above: String, below: String, isFaulty: Bool, address: @escaping Address
    ) {
        (self.name, self.stylesheet, feed) = (name, stylesheet, "")
        (self.navigation, self.places, self.namesRows) = (navigation, places, namesRows)
        self.address = address
        isServed = true
        (self.tail, self.above, self.below, self.isFaulty) = (tail, above, below, isFaulty)
    }

    /// The style sheet of every page.
    public static var style: String { HTMLStyle.sheet + "\n" + HTMLStyle.site + "\n" }

    /// The identifier of the row that begins with these words.
    public static func anchor(of words: String) -> String {
        "row-" + String(words.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }

    /// What stands in the page's head.
    var head: String {
        let style = "<link rel=\"stylesheet\" href=\"\(HTMLText.escaped(stylesheet))\">\n"
        return feed.isEmpty
            ? style
            : style
                + "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Changes\" href=\"\(HTMLText.escaped(feed))\">\n"
    }

    /// What stands above everything else.
    var top: String {
        let links = navigation.map { link in
            let here = link.isHere ? " aria-current=\"page\"" : ""
            return
                "<li><a href=\"\(HTMLText.escaped(link.address))\"\(here)>\(HTMLText.escaped(link.words))</a></li>"
        }
        return """
            <nav aria-label="Register">
            <a class="skip" href="#main">Skip to the page</a>
            <ul>
            \(links.joined(separator: "\n"))\(tail.isEmpty ? "" : "\n" + tail)
            </ul>
            </nav>

            """
    }

    static func link(_ words: String, to address: String) -> String {
        "<a href=\"\(HTMLText.escaped(address))\">\(HTMLText.escaped(words))</a>"
    }

    /// Words as HTML with links to what they name, whole, line by line or between commas; nil where they name nothing.
    func linked(
        _ words: String, _ place: String, row: Int? = nil, _ escaped: (String) -> String
    ) -> String? {
        guard places.contains(place), !words.isEmpty else { return nil }
        if let address = address(words, place, row) { return Self.link(words, to: address) }
        var isLinked = false
        func link(_ words: String) -> String? {
            guard let address = address(words, place, row) else { return nil }
            isLinked = true
            return Self.link(words, to: address)
        }
        let html = words.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            link(String(line))
                ?? String(line).split(separator: ", ", omittingEmptySubsequences: false)
                .map { link(String($0)) ?? escaped(String($0)) }.joined(separator: ", ")
        }.joined(separator: "<br>")
        return isLinked ? html : nil
    }
}
