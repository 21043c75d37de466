import Tracker
import TrackerDocuments

/// Signing in by a provider. It knows who somebody is; who that is in the register, an officer says once.
extension Pages {
    /// Whether answering may wait for a server elsewhere, so that it must hold nobody else up.
    package static func waitsForOthers(_ target: String) -> Bool { target.hasPrefix("/sign-in/openid") }

    private static let cookieLasts = Challenges.lasts / 1000

    func openIDLink(back: String?) -> String {
        guard let openID else { return "" }
        let question = back.map { "?back=\(PageAddress.encoded($0))" } ?? ""
        return
            "<p>\(HTML.link("Sign in with \(openID.provider.label)", to: "/sign-in/openid\(question)"))</p>\n"
    }

    /// Sends a browser to the provider. Nothing is kept here: what it began with goes along as a cookie.
    func beginOpenID(_ openID: OpenIDClient, _ address: PageAddress) -> PageResponse {
        let back = Self.way(to: address.question["back"])
        let (nonce, verifier) = (
            Base64URL.encode(PagesFile.random(32)), Base64URL.encode(PagesFile.random(32))
        )
        let state = challenges.challenge(for: OpenIDClient.Attempt.purpose(nonce, verifier), at: now)
        let attempt = OpenIDClient.Attempt(
            state: state, nonce: nonce, verifier: verifier, back: back.utf8.count > 1000 ? "/" : back)
        do {
            var response = PageResponse.leading(to: try openID.address(for: attempt, at: now))
            response["Set-Cookie"] = site.openIDCookie(attempt.cookie, lasts: Self.cookieLasts)
            return response
        } catch { return signedOut(error.sentence, back: address, status: 503) }
    }

    /// Takes somebody in who comes back from the provider.
    func finishOpenID(
        _ openID: OpenIDClient, _ request: PageRequest, _ question: FormFields
    ) throws -> PageResponse {
        var response: PageResponse
        do {
            let (identity, back) = try identity(openID, request, question)
            response = try arrive(identity, back, request)
        } catch let fault as OpenIDFault {
            response = signedOut(fault.sentence)
        }
        // One answer to one question.
        response.headers.append(("Set-Cookie", site.openIDCookie(nil, lasts: 0)))
        return response
    }

    private func identity(
        _ openID: OpenIDClient, _ request: PageRequest, _ question: FormFields
    ) throws(OpenIDFault) -> (OpenIDIdentity, back: String) {
        guard let attempt = request.cookie(site.openIDCookie).flatMap({ OpenIDClient.Attempt(cookie: $0) }),
            question["state"] == attempt.state, challenges.use(attempt.state, for: attempt.purpose, at: now)
        else { throw .staleState }
        // Where the provider says which it is, it must be the one that was asked (RFC 9207).
        if let issuer = question["iss"], issuer != openID.provider.issuer { throw .otherIssuer }
        guard let code = question["code"] else { throw .refused((question["error"] ?? "no code").excerpt) }
        return (try openID.identity(code, of: attempt, at: now), attempt.back)
    }

    private func arrive(
        _ identity: OpenIDIdentity, _ back: String, _ request: PageRequest
    ) throws -> PageResponse {
        if let person = try file.person(of: identity) {
            guard try viewer(person) != nil else { return signedOut("You aren't in this register any more.") }
            return try welcome(
                try file.signIn(identity, person, device: request.device, at: now), from: request,
                to: Self.way(to: back))
        }
        try file.request(identity, at: now)
        return try page(
            .message(
                "Not yet",
                "You are signed in as \(identity.name), but nobody has said yet who that is in this register.",
                "An officer sees that you asked, on the page of people. Come back when they have told you.",
                status: 403),
            for: nil, at: [])
    }

    /// What stands below the page of people: who asked to sign in, and who signs in so.
    func signInRequests(by visitor: Visitor, _ register: Register) throws -> String {
        guard let openID else { return "" }
        let today = clock().day(in: try register.timeZone())
        let people = try register.people()
        let names = people.printedNames
        var html = "<h3>With \(HTML.text(openID.provider.label))</h3>\n"
        let identities = try file.identities()
        html += HTML.list(
            identities.map { identity in
                let words = "\(names[identity.person] ?? "Somebody") signs in as \(identity.name)"
                guard visitor.isOfficer else { return HTML.text(words) }
                return HTML.text(words)
                    + " <form method=\"post\" action=\"/sign-in-requests\">\(HTML.hidden("token", visitor.proof))\(HTML.hidden("identity", identity.id))<button class=\"plain\" name=\"step\" value=\"end\">Let them in no more</button></form>"
            }, "mine")
        guard visitor.isOfficer else { return html }
        let choices = people.filter { !$0.hasLeft(by: today) }.map {
            ($0.id.description, names[$0.id] ?? $0.name)
        }
        for (number, request) in try file.requests(at: now).enumerated() {
            let who = FormField(
                name: "person\(number)", label: "Who is \(request.name)?",
                hint:
                    "They asked to sign in on \(try moment(request.at, register)). Ask them, not their address.",
                kind: .choice(choices),
                isNeeded: true)
            html +=
                "<form method=\"post\" action=\"/sign-in-requests\">\(HTML.hidden("token", visitor.proof))\(HTML.hidden("identity", request.id))\(HTML.hidden("field", "person\(number)"))\n\(who.html(FormFields(), []))<div class=\"buttons\"><button name=\"step\" value=\"take\">It is them</button> <button class=\"plain\" name=\"step\" value=\"forget\">Nobody of ours</button></div></form>\n"
        }
        return html
    }

    func answerSignInRequest(_ typed: FormFields, by visitor: Visitor) throws -> PageResponse {
        guard openID != nil, visitor.isOfficer else { throw NotFound("page", "sign-in-requests") }
        let id = typed["identity"] ?? ""
        switch typed["step"] {
        case "take":
            guard let person = typed["field"].flatMap({ typed[$0] }).flatMap({ PersonID($0) }),
                try viewer(person) != nil
            else {
                throw NotFound("person", (typed["field"].flatMap { typed[$0] } ?? "").excerpt)
            }
            guard try file.take(request: id, as: person, by: visitor.person, at: now) else {
                throw NotFound("request", id.excerpt)
            }
        case "forget": try file.forget(request: id)
        case "end": try file.end(identity: id)
        default: throw NotFound("step", (typed["step"] ?? "").excerpt)
        }
        return .leading(to: "/people")
    }
}
