import Tracker
import TrackerDocuments

/// Coming in and going out.
extension Pages {
    /// What is answered before anybody is known; nil for all other addresses.
    func beforeSignIn(
        _ request: PageRequest, _ address: PageAddress, _ typed: FormFields?
    ) throws -> PageResponse? {
        switch address.path {
        case ["sign-in"]:
            guard let typed else { return try signInPage(address) }
            return try typed["key"] == nil ? signInByPasskey(typed, request) : signIn(typed, request)
        case ["invitation"] where site.ways.passkeys:
            guard let typed else { return try invitationPage(address.question["key"] ?? "") }
            return try takeInvitation(typed, request)
        case ["answer"]:
            guard let typed else { return try answerPage(address.question["key"] ?? "") }
            return try takeAnswer(typed)
        case ["sign-in", "openid"] where typed == nil:
            guard let openID else { return nil }
            return beginOpenID(openID, address)
        case ["sign-in", "openid", "done"] where typed == nil:
            guard let openID else { return nil }
            return try finishOpenID(openID, request, address.question)
        case ["accessibility"] where typed == nil:
            let today = try shelf.reading { clock().day(in: try $0.timeZone()) }
            return try page(accessibility(on: today), for: nil, at: address.path)
        case ["script.js"] where typed == nil:
            var response = PageResponse(
                200, type: "text/javascript; charset=utf-8", Array(PageScript.text.utf8))
            response["Cache-Control"] = "public, max-age=31536000, immutable"
            return response
        default: return nil
        }
    }

    /// Asks to sign in, says why, and leads back to where somebody was.
    func signedOut(_ sentence: String, back address: PageAddress? = nil, status: Int = 403) -> PageResponse {
        let view = askToSignIn(sentence, back: address.map(Self.way), status: status)
        return (try? page(view, for: nil, at: [])) ?? plain(status, sentence)
    }

    private func askToSignIn(_ sentence: String, back: String?, status: Int) -> PageView {
        let accessibility = "<p class=\"hint\">\(HTML.link("Accessibility", to: "/accessibility"))</p>\n"
        guard site.ways.isAny else {
            var view = PageView.message(
                "Sign in", sentence,
                "Open an address made for you: whoever started these pages finds it in their terminal, and a new one with the Enter key.",
                status: status)
            view.below = accessibility
            return view
        }
        var view = PageView.message("Sign in", sentence, status: status)
        view.below = openIDLink(back: back)
        if site.ways.passkeys {
            view.below += passkeyForm(
                "/sign-in", "Sign in with your passkey",
                challenge: challenges.challenge(for: "sign in", at: now),
                asks: ["client", "authenticator", "signature", "passkey"],
                hidden: back.map { HTML.hidden("back", $0) } ?? "")
            view.below +=
                "<p class=\"hint\">You have no passkey, or lost it? Ask an officer for an invitation.</p>\n"
            view.usesScript = true
        }
        view.below += accessibility
        return view
    }

    /// Where to go on, if it is an address of ours that is looked at; nothing else is led to.
    static func way(to back: String?) -> String {
        back.flatMap { PageAddress(parsing: $0) }.map(way) ?? "/"
    }

    private static func way(_ address: PageAddress) -> String {
        let notThere: Set = ["sign-in", "sign-out", "sign-in-requests", "invitation", "invitations"]
        if let first = address.path.first, notThere.contains(first) { return "/" }
        // Written anew from what it means, so that no browser reads it in another way.
        let question = address.question.pairs.isEmpty ? "" : "?\(address.question.encoded)"
        return PageAddress.path(address.path) + question
    }

    /// With a key, whose address it is; only sending the form uses it up, so that nothing that looks ahead does.
    private func signInPage(_ address: PageAddress) throws -> PageResponse {
        guard let key = address.question["key"] else {
            let back = address.question["back"].map { Self.way(to: $0) }
            return try page(
                askToSignIn("Nobody sees the register without signing in.", back: back, status: 200),
                for: nil, at: [])
        }
        guard let id = try file.person(entering: key, at: now), let person = try viewer(id) else {
            return signedOut("This address was used already, or is too old.")
        }
        var view = PageView.message("Sign in", "You come in as \(person.person.name).")
        view.below =
            "<form method=\"post\" action=\"/sign-in\">\(HTML.hidden("key", key))<button autofocus>Go on as \(HTML.text(person.person.name))</button></form>\n"
        return try page(view, for: nil, at: [])
    }

    private func signIn(_ typed: FormFields, _ request: PageRequest) throws -> PageResponse {
        guard let key = typed["key"], let token = try file.signIn(key, device: request.device, at: now) else {
            return signedOut("This address was used already, or is too old.")
        }
        return try welcome(token, from: request, to: "/")
    }

    /// Hands a new session over. The one that the browser had ends.
    func welcome(_ token: String, from request: PageRequest, to path: String) throws -> PageResponse {
        if let old = request.cookie(site.cookie) { try file.signOut(old) }
        var response = PageResponse.leading(to: path)
        response["Set-Cookie"] = site.cookie(token)
        return response
    }

    /// Somebody who is registered and hasn't left.
    func viewer(_ person: PersonID) throws -> Viewer? {
        try shelf.reading { register in
            try register.viewer(person, on: clock().day(in: try register.timeZone()))
        }
    }

    func signOut(_ visitor: Visitor) throws -> PageResponse {
        try file.signOut(visitor.token)
        return try goodbye("You are signed out")
    }

    func goodbye(_ title: String) throws -> PageResponse {
        var response = try page(.message(title, "Close this window."), for: nil, at: [])
        response["Set-Cookie"] = site.cookie(nil)
        response["Clear-Site-Data"] = "\"cache\""
        return response
    }
}

extension PageRequest {
    /// What kind of browser it comes from, in words; what browsers send besides isn't kept.
    var device: String {
        let agent = headers["user-agent"] ?? ""
        func first(_ known: [(mark: String, name: String)]) -> String? {
            known.first { agent.contains($0.mark) }?.name
        }
        let browser = first([
            ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
            ("CriOS/", "Chrome"),
            ("Chrome/", "Chrome"), ("Safari/", "Safari"),
        ])
        let system = first([
            ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS X", "a Mac"),
            ("CrOS", "ChromeOS"), ("Linux", "Linux"),
        ])
        return [browser ?? "Another browser", system].compactMap { $0 }.joined(separator: " on ")
    }
}
