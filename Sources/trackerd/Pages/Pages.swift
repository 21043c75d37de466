import Glibc
import Synchronization
package import Tracker
import TrackerDocuments

/// The register's pages: an answer to every request, and nothing of sockets.
package final class Pages: Sendable {
    /// The most that a form may hold, in bytes, and one with a file of evidence.
    package static let longestForm = 1 << 20
    package static let longestUpload = 16 << 20

    /// The most that may be sent to an address.
    package static func longest(to target: String) -> Int {
        if target == receiptsAddress { return NotifyReceipt.longest }
        let takesFile =
            target.hasPrefix("/items/") && (target.hasSuffix("/evidence") || target.hasSuffix("/propose"))
            || target.hasPrefix("/meetings/") && target.hasSuffix("/log") || target == "/import"
            || target.hasPrefix("/reports/") && target.hasSuffix("/response/record")
        return takesFile ? longestUpload : longestForm
    }

    let shelf: RegisterShelf
    let file: PagesFile
    let site: PagesSite
    let clock: @Sendable () -> Instant
    let challenges = Challenges()
    let openID: OpenIDClient?
    /// What signs checkpoints and proofs.
    let key: KeyFile
    let verifier: Verifier
    let exporter: Exporter
    /// The register for everybody; nil where there is none.
    let editions: PublicEditions?
    /// Who may tell what became of messages; nil for nobody.
    let receipts: ReceiptTaker?
    private let links = Mutex<PageLinks?>(nil)

    /// - Parameters:
    ///   - path: the register's file, or a server's database.
    ///   - file: what pages keep for themselves.
    ///   - site: where they are looked at.
    ///   - openID: what asks a provider who somebody is.
    ///   - key: what signs checkpoints and proofs.
    ///   - isPublic: whether there is a public register as well.
    ///   - receipts: who may tell what became of messages.
    ///   - clock: the time.
    package init(
        register path: String, file: PagesFile, site: PagesSite, openID: OpenIDClient? = nil,
        key: KeyFile = Pages.ownKey, isPublic: Bool = false, receipts: ReceiptTaker? = nil,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.receipts = receipts
        shelf = RegisterShelf(path)
        self.openID = openID
        editions = isPublic ? PublicEditions() : nil
        (self.file, self.site, self.key, self.clock) = (file, site, key, clock)
        verifier = Verifier(register: path, file: file, clock: clock)
        exporter = Exporter(register: path, key: key, clock: clock)
    }

    /// An office's, as it configured them.
    ///
    /// - Parameter ask: asks a web server: for an address, or sends it a form.
    package convenience init(
        _ configuration: PagesConfiguration, ask: @escaping OpenIDClient.Ask,
        clock: @escaping @Sendable () -> Instant
    ) throws {
        let site = PagesSite(configuration.address, ways: configuration.ways)
        let secret = try configuration.openIDSecret()
        self.init(
            register: configuration.register,
            file: try PagesFile(at: configuration.pages, limits: configuration.limits), site: site,
            openID: configuration.ways.openID.map {
                OpenIDClient($0, secret: secret, origin: site.origin, ask: ask)
            },
            isPublic: configuration.isPublic,
            receipts: try configuration.receipts.map { try ReceiptTaker($0) }, clock: clock)
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

    /// Whether a request comes from a browser that somebody has signed in with, though it may be too long ago: from nobody
    /// else a file is taken in.
    package func knows(_ request: PageRequest) -> Bool { (try? session(of: request)) != nil }

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
        case let path where path.count == 2 && path[0] == "calendar" && request.method != .post:
            return try calendar(path[1], ifNoneMatch: request.headers["if-none-match"])
        default: break
        }
        if address.path == Self.receiptsPath, request.method == .post { return try takeReceipt(request) }
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
            if let response = try beforeSignIn(request, address, typed) { return response }
            return try withVisitor(request, address, typed) { visitor in
                try post(typed, upload, at: address, by: visitor)
            }
        }
        if let response = publicPage(address, ifNoneMatch: request.headers["if-none-match"]) {
            return response
        }
        if let response = try beforeSignIn(request, address, nil) { return response }
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
        guard let (token, session, isNew) = try session(of: request) else {
            return signedOut("Nobody is signed in.", back: address)
        }
        let proof = PagesFile.proof(of: token)
        guard session.isLive else {
            if let typed, typed["token"] == proof {
                try file.keep(typed, PageAddress.path(address.path), of: session.person, at: now)
                return signedOut(
                    "You were signed out after a while. What you typed is kept, and stands in its form when you are back.",
                    back: address)
            }
            return signedOut("You were signed out after a while.", back: address)
        }
        // Whoever leaves is out at once.
        guard let viewer = try viewer(session.person) else {
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
        var response: PageResponse
        do { response = try body(visitor) } catch {
            response = failure(error, for: visitor, at: address.path)
        }
        if isNew { response["Set-Cookie"] = site.cookie(token) }
        return response
    }

    /// A page as HTML.
    func page(
        _ view: PageView, for visitor: Visitor?, at path: [String], links: PageLinks? = nil
    ) throws -> PageResponse {
        var response = PageResponse(view.status, try view.html(for: visitor, at: path, links: links))
        if view.usesScript { response.allowScript() }
        return response
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

    /// Whether the register can be read and written to, and how long ago it was last verified.
    private func health() -> PageResponse {
        let size = try? shelf.reading { try $0.size() }
        let reads = size != nil
        let writes = ServerName(shelf.path) != nil ? reads : access(shelf.path, W_OK) == 0
        let last = (try? file.verification()) ?? nil
        func number(_ value: Int64?) -> String { value.map { String(max(0, $0)) } ?? "null" }
        let fields = [
            ("reads", "\(reads)"), ("writes", "\(writes)"),
            ("verified", last.map { "\($0.isSound)" } ?? "null"),
            ("verified_seconds_ago", number(last.map { (now - $0.at) / 1000 })),
            ("entries_since", number(last.flatMap { last in size.map { $0 - last.size } })),
        ]
        let json = fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ")
        return PageResponse(reads ? 200 : 503, type: "application/json", Array("{\(json)}\n".utf8))
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
