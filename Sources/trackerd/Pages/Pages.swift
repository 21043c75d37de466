import Glibc
import Synchronization
package import Tracker
import TrackerDocuments

/// Where pages are looked at: by which names, and whether what is sent is encrypted on its way.
package struct PagesSite: Sendable {
    let hosts: Set<String>
    let isSecure: Bool
    let cookie: String

    /// On this computer alone.
    package init(loopback port: Int) {
        hosts = ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"]
        isSecure = false
        // Cookies know no ports: two registers on one computer would sign each other out.
        cookie = "tracker-\(port)"
    }

    /// Under a name of its own, behind what encrypts.
    package init(host: String) {
        hosts = [host.lowercased()]
        isSecure = true
        cookie = "__Host-tracker"
    }

    func origin(_ host: String) -> String { "\(isSecure ? "https" : "http")://\(host)" }

    func cookie(_ token: String?) -> String {
        "\(cookie)=\(token ?? ""); Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
            + (token == nil ? "; Max-Age=0" : "")
    }
}

/// The register's pages: an answer to every request, and nothing of sockets.
package final class Pages: Sendable {
    /// The most that a form may hold, in bytes, and one with a file of evidence.
    package static let longestForm = 1 << 20
    package static let longestUpload = 16 << 20

    /// The most that may be sent to an address.
    package static func longest(to target: String) -> Int {
        target.hasPrefix("/items/") && target.hasSuffix("/evidence") ? longestUpload : longestForm
    }

    let shelf: RegisterShelf
    let file: PagesFile
    let site: PagesSite
    let clock: @Sendable () -> Instant
    private let links = Mutex<PageLinks?>(nil)

    /// - Parameters:
    ///   - path: the register's file, or a server's database.
    ///   - file: what pages keep for themselves.
    ///   - site: where they are looked at.
    ///   - clock: the time.
    package init(
        register path: String, file: PagesFile, site: PagesSite, clock: @escaping @Sendable () -> Instant
    ) {
        shelf = RegisterShelf(path)
        (self.file, self.site, self.clock) = (file, site, clock)
    }

    var now: Int64 { clock().millisecondsSince1970 }

    /// An address with which a person comes in once: its path.
    package func entrance(for person: PersonID) throws -> String {
        "/sign-in?key=\(try file.entrance(for: person, at: now))"
    }

    /// Who is registered for an operating-system account, and hasn't left; nil for nobody.
    package func person(ofAccount account: String) throws -> (id: PersonID, name: String)? {
        try shelf.reading { register in
            let today = clock().day(in: try register.timeZone())
            return try register.people().first { $0.account == account && !$0.hasLeft(by: today) }.map {
                ($0.id, $0.name)
            }
        }
    }

    /// The answer to a request, whatever it is.
    package func respond(to request: PageRequest) -> PageResponse {
        var response: PageResponse
        do { response = try answer(request) } catch { response = failure(error, for: nil, at: []) }
        response.guardBrowser(isSecure: site.isSecure)
        return response
    }

    private func answer(_ request: PageRequest) throws -> PageResponse {
        // A name that isn't ours was made to lead here by somebody else (DNS rebinding).
        guard let host = request.headers["host"]?.lowercased(), site.hosts.contains(host) else {
            return plain(421, "These pages aren't served under that name.")
        }
        guard request.method != .other else {
            var response = plain(405, "Pages are got, and forms are posted.")
            response["Allow"] = "GET, HEAD, POST"
            return response
        }
        guard let address = request.address else { return plain(404, "There is no such page.") }
        switch address.path {
        case ["health"] where request.method != .post: return health()
        case ["style.css"] where request.method != .post:
            var response = PageResponse(200, type: "text/css; charset=utf-8", Array(PageLook.sheet.utf8))
            response["Cache-Control"] = "public, max-age=31536000, immutable"
            return response
        default: break
        }
        if request.method == .post {
            guard comesFromUs(request, host) else {
                return plain(403, "This form isn't one of these pages' own. Nothing was recorded.")
            }
            guard request.body.count <= Self.longest(to: request.target) else {
                return plain(413, "That is more than a form may hold.")
            }
            guard let (typed, upload) = form(of: request) else {
                return plain(415, "That is no form of these pages.")
            }
            if address.path == ["sign-in"] { return try signIn(typed) }
            return try withVisitor(request, address, typed) { visitor in
                try post(typed, upload, at: address, by: visitor)
            }
        }
        if address.path == ["sign-in"] { return try entrance(address) }
        return try withVisitor(request, address, nil) { visitor in
            try get(address, by: visitor, ifNoneMatch: request.headers["if-none-match"])
        }
    }

    /// What a form holds, and the file that came with it.
    private func form(of request: PageRequest) -> (FormFields, MultipartForm.File?)? {
        let type = request.headers["content-type"] ?? ""
        if type.lowercased().hasPrefix("multipart/form-data") {
            return MultipartForm(parsing: request.body, type: type).map { ($0.fields, $0.files.first) }
        }
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded"),
            let text = String(validating: request.body, as: UTF8.self), let typed = FormFields(parsing: text)
        else { return nil }
        return (typed, nil)
    }

    /// Whether a form was sent from a page of ours: browsers say so, and what says nothing is no browser of these years.
    private func comesFromUs(_ request: PageRequest, _ host: String) -> Bool {
        if let from = request.headers["sec-fetch-site"], from != "same-origin" { return false }
        if let origin = request.headers["origin"] { return origin.lowercased() == site.origin(host) }
        return request.headers["sec-fetch-site"] == "same-origin"
    }

    /// Answers as whoever is signed in; everybody else is asked to sign in, and what they typed is kept.
    private func withVisitor(
        _ request: PageRequest, _ address: PageAddress, _ typed: FormFields?,
        _ body: (Visitor) throws -> PageResponse
    ) throws -> PageResponse {
        guard let token = request.cookie(site.cookie), let session = try file.session(token, at: now) else {
            return signedOut("Nobody is signed in.")
        }
        let proof = PagesFile.proof(of: token)
        guard session.isLive else {
            if let typed, typed["token"] == proof {
                try file.keep(typed, PageAddress.path(address.path), of: session.person, at: now)
                return signedOut(
                    "You were signed out after a while. What you typed is kept, and stands in its form when you are back."
                )
            }
            return signedOut("You were signed out after a while.")
        }
        let viewer = try shelf.reading { register in
            try register.viewer(session.person, on: clock().day(in: try register.timeZone()))
        }
        // Whoever leaves is out at once.
        guard let viewer else {
            try file.signOutEverywhere(session.person)
            return signedOut("You aren't in this register any more.")
        }
        let visitor = Visitor(viewer: viewer, proof: proof, token: token, name: viewer.person.name)
        if let typed, typed["token"] != proof {
            return try page(
                .message(
                    "This form can't be taken",
                    "It was made for another time that you were signed in. Nothing was recorded: go back, load the page again, and send it once more.",
                    status: 403),
                for: visitor, at: address.path)
        }
        do { return try body(visitor) } catch { return failure(error, for: visitor, at: address.path) }
    }

    /// A page as HTML.
    func page(
        _ view: PageView, for visitor: Visitor?, at path: [String], links: PageLinks? = nil
    ) throws -> PageResponse {
        PageResponse(view.status, try view.html(for: visitor, at: path, links: links))
    }

    /// What an error is told as.
    private func failure(_ error: any Error, for visitor: Visitor?, at path: [String]) -> PageResponse {
        let view: PageView
        var wait = false
        switch error {
        case let error as StorageError where error.isBusy || error.kind == .unreachable:
            wait = true
            view = .message(
                "Somebody else is writing",
                "The register is busy. Nothing was recorded; try again in a moment.", status: 503)
        case let error as any TrackerError where error.failure == .missing:
            view = .message("There is no such page", error.onPages, status: 404)
        case let error as any TrackerError where error.failure == .malformed && !(error is RegisterError):
            view = .message("That can't be answered", error.onPages, status: 400)
        case let error as any TrackerError where error.failure == .notPermitted:
            view = .message("That isn't possible", error.onPages, status: 403)
        case let error as any TrackerError where error.failure == .temporary:
            wait = true
            view = .message("Not now", error.onPages, status: 503)
        case let error as any TrackerError:
            view = .message("The register can't be read", error.onPages, status: 500)
        default:
            view = .message(
                "Something went wrong", "The page couldn't be made. What was recorded before is safe.",
                status: 500)
        }
        var response = (try? page(view, for: visitor, at: path)) ?? plain(500, "The page couldn't be made.")
        if wait { response["Retry-After"] = "2" }
        return response
    }

    func plain(_ status: Int, _ sentence: String) -> PageResponse {
        PageResponse(status, type: "text/plain; charset=utf-8", Array("\(sentence)\n".utf8))
    }

    private func signedOut(_ sentence: String) -> PageResponse {
        let view = PageView.message(
            "Sign in", sentence,
            "Open an address made for you: whoever started these pages finds it in their terminal, and a new one with the Enter key.",
            status: 403)
        return (try? page(view, for: nil, at: [])) ?? plain(403, sentence)
    }

    /// Whether the register can be read and written to.
    private func health() -> PageResponse {
        let reads = (try? shelf.reading { try $0.size() }) != nil
        let writes = ServerName(shelf.path) != nil ? reads : access(shelf.path, W_OK) == 0
        return PageResponse(
            reads ? 200 : 503, type: "application/json",
            Array("{\"reads\": \(reads), \"writes\": \(writes)}\n".utf8))
    }

    /// What the register names, as known now.
    func links(_ register: Register) throws -> PageLinks {
        let size = try register.size()
        if let known = links.withLock({ $0 }), known.size == size { return known }
        let found = try PageLinks(register)
        links.withLock { $0 = found }
        return found
    }
}

/// Coming in and going out.
extension Pages {
    /// Shows whose address it is; only sending the form uses it up, so that nothing that looks ahead does.
    private func entrance(_ address: PageAddress) throws -> PageResponse {
        guard let key = address.question["key"], let id = try file.person(entering: key, at: now),
            let person = try shelf.reading({ register in try register.people().first { $0.id == id } })
        else { return signedOut("This address was used already, or is too old.") }
        var view = PageView.message("Sign in", "You come in as \(person.name).")
        view.below =
            "<form method=\"post\" action=\"/sign-in\">\(HTML.hidden("key", key))<button autofocus>Go on as \(HTML.text(person.name))</button></form>\n"
        return try page(view, for: nil, at: [])
    }

    private func signIn(_ typed: FormFields) throws -> PageResponse {
        guard let key = typed["key"], let token = try file.signIn(key, at: now) else {
            return signedOut("This address was used already, or is too old.")
        }
        var response = PageResponse.leading(to: "/")
        response["Set-Cookie"] = site.cookie(token)
        return response
    }

    func signOut(_ visitor: Visitor) throws -> PageResponse {
        try file.signOut(visitor.token)
        var response = try page(.message("You are signed out", "Close this window."), for: nil, at: [])
        response["Set-Cookie"] = site.cookie(nil)
        response["Clear-Site-Data"] = "\"cache\""
        return response
    }
}
