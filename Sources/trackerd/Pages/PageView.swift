import Tracker
import TrackerDocuments

/// What a page shows: a paper, with what stands around it.
struct PageView {
    var document: Document
    /// What the rows of a long list are read from.
    var source: Snapshot?
    /// The paper as data; nil for what is no paper, but a form or a message.
    var json: (() throws -> String)?
    /// HTML above and below the paper's matter.
    var above = ""
    var below = ""
    /// Columns that lead somewhere on this page alone, and where.
    var places: Set<String> = []
    var address: SitePage.Address = { _, _, _ in nil }
    var namesRows = false
    /// Whether it tells of what isn't in the register, so that it may change while that doesn't.
    var isLive = false
    /// Whether it is laid out as a letter is.
    var isLetter = false
    var status = 200
    var isFaulty = false
    /// Whether it asks an authenticator.
    var usesScript = false

    init(_ document: Document, from source: Snapshot? = nil, json: (() throws -> String)? = nil) {
        (self.document, self.source, self.json) = (document, source, json)
    }

    init(_ listing: Listing, ids path: String? = nil) {
        self.init(listing.document) { try listing.json.pretty() + "\n" }
        guard let path else { return }
        places = ["id"]
        address = { words, place, _ in place == "id" ? PageAddress.path(path, words) : nil }
    }

    /// Some words under a heading.
    static func message(_ title: String, _ sentences: String..., status: Int = 200) -> PageView {
        var view = PageView(Document(title: title, blocks: sentences.map { .paragraph($0) }))
        view.status = status
        return view
    }

    /// As a browser shows it.
    func html(for visitor: Visitor?, at path: [String], links: PageLinks?) throws -> [UInt8] {
        let (places, address) = (places, address)
        let site = SitePage(
            served: "Tracker", stylesheet: PageLook.address,
            navigation: visitor.map { $0.navigation(at: path) } ?? [], tail: visitor?.tail ?? "",
            places: places.union(links == nil ? [] : PageLinks.places), namesRows: namesRows, above: above,
            below: below,
            isFaulty: isFaulty
        ) { words, place, row in
            places.contains(place) ? address(words, place, row) : links?.address(words, place)
        }
        var html = ""
        try HTMLRenderer.render(document, from: source, in: site, to: &html)
        return Array(html.utf8)
    }
}

/// Who looks at a page.
struct Visitor {
    let viewer: Viewer
    /// What proves that a form is theirs.
    let proof: String
    /// The session's token.
    let token: String
    let name: String

    var person: PersonID { viewer.person.id }
    var isOfficer: Bool { viewer.isOfficer }

    /// Whether they may look into people, settings and the like: who keeps the register, and who audits it.
    var seesOffice: Bool {
        viewer.isOfficer || viewer.person.roles.contains { $0 == .approver || $0 == .auditor }
    }

    func navigation(at path: [String]) -> [SitePage.Link] {
        let all = [
            ("What needs you", "", true), ("Items", "items", true), ("Outstanding", "outstanding", true),
            ("Quarterly", "quarterly", true), ("Meetings", "meetings", true), ("Reports", "reports", true),
            ("Benefits", "benefits", true), ("Audit", "audit", viewer.seesAll),
            ("People", "people", seesOffice), ("Settings", "settings", seesOffice),
        ]
        return all.filter(\.2).map {
            SitePage.Link($0.0, to: "/\($0.1)", isHere: path.count <= 1 && (path.first ?? "") == $0.1)
        }
    }

    /// Who is signed in, and the way out.
    var tail: String {
        "<li class=\"me\">\(HTML.link(name, to: "/me")) <form method=\"post\" action=\"/sign-out\">\(HTML.hidden("token", proof))<button class=\"plain\">Sign out</button></form></li>\n"
    }
}
