import Tracker
import TrackerDocuments

/// Passkeys: the invitation that leads to one, and signing in by it.
extension Pages {
    var ceremony: PasskeyCeremony { PasskeyCeremony(origin: site.origin, place: site.name) }

    /// A form that an authenticator fills in, to make a passkey or to sign in.
    func passkeyForm(
        _ path: String, _ words: String, challenge: String, asks: [String], hidden: String = "",
        for person: Person? = nil,
        without known: [KeptPasskey] = []
    ) -> String {
        var data = " data-challenge=\"\(challenge)\" data-place=\"\(HTML.value(site.name))\""
        if let person {
            // The same for the same person, so that an authenticator replaces what it had; it says nothing of who that is.
            let handle = Hash.sha256(Array("\(site.name) \(person.id)".utf8)).bytes.prefix(16)
            data +=
                " data-person=\"\(Base64URL.encode(Array(handle)))\" data-name=\"\(HTML.value(person.name))\" data-known=\"\(known.map(\.name).joined(separator: " "))\" data-algorithms=\"\(PasskeyPublicKey.algorithms.map(String.init).joined(separator: " "))\""
        }
        let fields = asks.map { HTML.hidden($0, "") }.joined()
        return """
            <form method="post" action="\(path)" class="passkey"\(data)>\(hidden)\(fields)<button>\(HTML.text(words))</button>
            <p role="status" class="error"></p>
            <p class="hint">A passkey needs JavaScript, for this page alone.</p></form>
            \(PageScript.element)
            """
    }

    /// The bytes in a field that an authenticator filled in.
    func bytes(_ typed: FormFields, _ name: String) throws(PasskeyFault) -> [UInt8] {
        guard let bytes = typed[name].flatMap({ Base64URL.decode($0) }) else { throw .malformed }
        return bytes
    }

    func signInByPasskey(_ typed: FormFields, _ request: PageRequest) throws -> PageResponse {
        let back = typed["back"].flatMap { PageAddress(parsing: $0) }
        do {
            guard site.ways.passkeys else { throw PasskeyFault.unknown }
            let (client, authenticator) = (try bytes(typed, "client"), try bytes(typed, "authenticator"))
            let (signature, id) = (try bytes(typed, "signature"), try bytes(typed, "passkey"))
            let kept = try file.passkey(id)
            // A name that isn't known takes as long as one that is.
            let counter = try ceremony.signed(
                kept?.passkey ?? Self.nobodys, client: client, authenticator: authenticator,
                signature: signature
            ) { challenges.use($0, for: "sign in", at: now) }
            guard let kept, try viewer(kept.person) != nil else { throw PasskeyFault.unknown }
            guard let token = try file.signIn(kept, counter: counter, device: request.device, at: now) else {
                throw PasskeyFault.staleChallenge
            }
            return try welcome(token, from: request, to: Self.way(to: typed["back"]))
        } catch let fault as PasskeyFault {
            return signedOut(fault.sentence, back: back)
        }
    }

    /// A key of which nobody has the other half: its point is the generator of P-256.
    private static let nobodys: Passkey = {
        let x = Hexadecimal.decode("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296")!
        let y = Hexadecimal.decode("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")!
        return Passkey(
            id: [],
            key: [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20] + x + [0x22, 0x58, 0x20] + y,
            counter: 0)
    }()

    private static let usedInvitation =
        "This invitation was used already, is too old, or another took its place. Ask an officer for a new one."

    /// Shows who is invited; only a passkey uses the invitation up.
    func invitationPage(_ key: String, _ fault: PasskeyFault? = nil) throws -> PageResponse {
        guard let id = try file.invited(by: key, at: now), let person = try viewer(id)?.person else {
            return signedOut(Self.usedInvitation)
        }
        var view = PageView.message(
            "Your invitation",
            "You are \(person.name). If you aren't, close this page and tell whoever sent it.",
            "A passkey takes the place of a password: your computer, your telephone or a security key keeps it, and asks for your finger, your face or its number. Nobody can read it here."
        )
        if let fault {
            (view.above, view.isFaulty, view.status) = (HTML.errors([FieldFault(fault.sentence)]), true, 403)
        }
        view.below = passkeyForm(
            "/invitation", "Make a passkey", challenge: challenges.challenge(for: key, at: now),
            asks: ["client", "attestation"],
            hidden: HTML.hidden("key", key), for: person, without: try file.passkeys(of: id))
        view.usesScript = true
        return try page(view, for: nil, at: [])
    }

    func takeInvitation(_ typed: FormFields, _ request: PageRequest) throws -> PageResponse {
        let key = typed["key"] ?? ""
        guard let id = try file.invited(by: key, at: now), try viewer(id) != nil else {
            return signedOut(Self.usedInvitation)
        }
        do {
            let passkey = try made(typed, for: key)
            guard let token = try file.take(passkey, by: key, device: request.device, at: now) else {
                throw PasskeyFault.unusableKey
            }
            return try welcome(token, from: request, to: "/me")
        } catch let fault as PasskeyFault {
            return try invitationPage(key, fault)
        }
    }

    /// The passkey that was made for a purpose.
    func made(_ typed: FormFields, for purpose: String) throws -> Passkey {
        try ceremony.made(client: try bytes(typed, "client"), attestation: try bytes(typed, "attestation")) {
            challenges.use($0, for: purpose, at: now)
        }
    }
}

/// Invitations, as officers make them.
extension Pages {
    /// What stands below the page of people: who signs in by what, who asked to, and how officers let somebody in.
    func signingIn(by visitor: Visitor, _ register: Register) throws -> String {
        let parts = try signInRequests(by: visitor, register) + invitations(by: visitor, register)
        return parts.isEmpty ? "" : "<h2>Signing in</h2>\n\(parts)"
    }

    /// What stands below the page of people: a form for officers, and for all who see it who has which passkeys.
    private func invitations(by visitor: Visitor, _ register: Register) throws -> String {
        guard site.ways.passkeys else { return "" }
        let today = clock().day(in: try register.timeZone())
        let people = try register.people()
        let names = people.printedNames
        let keys = try file.passkeys()
        var html = "<h3>With a passkey</h3>\n"
        html += HTML.list(
            try keys.map { key in
                let by =
                    key.invitedBy == key.person ? "" : ", invited by \(names[key.invitedBy] ?? "somebody")"
                return HTML.text(
                    "\(names[key.person] ?? "Somebody") has a passkey, made \(try moment(key.made, register))\(by)"
                )
            })
        if keys.isEmpty { html += "<p>Nobody has a passkey yet.</p>\n" }
        guard visitor.isOfficer else { return html }
        let present = people.filter { !$0.hasLeft(by: today) }
        let choices = present.map { person in
            let count = keys.count { $0.person == person.id }
            let has = count == 0 ? "no passkey" : count == 1 ? "1 passkey" : "\(count) passkeys"
            return (person.id.description, "\(names[person.id] ?? person.name) (\(has))")
        }
        let who = FormField(name: "person", label: "Who is invited", kind: .choice(choices), isNeeded: true)
        let lost = FormField(
            name: "lost", label: "They lost their passkey: what they had lets nobody in any more", kind: .tick
        )
        return html
            + "<form method=\"post\" action=\"/invitations\">\(HTML.hidden("token", visitor.proof))\n\(who.html(FormFields(), []))\(lost.html(FormFields(), []))<button>Make an invitation</button></form>\n"
    }

    func makeInvitation(_ typed: FormFields, by visitor: Visitor) throws -> PageResponse {
        guard site.ways.passkeys, visitor.isOfficer else { throw NotFound("page", "invitations") }
        guard let id = typed["person"].flatMap({ PersonID($0) }), let person = try viewer(id)?.person
        else {
            throw NotFound("person", (typed["person"] ?? "").excerpt)
        }
        if typed["lost"] != nil {
            for key in try file.passkeys(of: id) { _ = try file.remove(passkey: key.name, of: id) }
            try file.signOutEverywhere(id)
        }
        let link = site.origin + (try invitation(for: id, by: visitor.person))
        var view = PageView.message(
            "An invitation for \(person.name)",
            "Give \(person.name) this link, by a way that only they read. It is shown here once, lasts three days, and leads to one passkey."
        )
        view.below =
            "<p class=\"field\"><label for=\"link\">The link</label><input type=\"text\" id=\"link\" readonly value=\"\(HTML.value(link))\"></p>\n\(HTML.link("Back to the people", to: "/people"))\n"
        return try page(view, for: visitor, at: ["invitations"])
    }

    /// A link with which somebody makes a passkey once: its path.
    func invitation(for person: PersonID, by officer: PersonID) throws -> String {
        "/invitation?key=\(try file.invitation(for: person, by: officer, at: now))"
    }

    /// The link for whoever is registered by that name, who invites themselves: how the first officer comes in.
    package func firstInvitation(for name: String) throws -> (link: String, name: String)? {
        let found = try shelf.reading { register in
            let today = clock().day(in: try register.timeZone())
            let people = try register.people().filter {
                !$0.hasLeft(by: today) && ($0.name == name || $0.id.description == name)
            }
            return people.count == 1 ? people.first : nil
        }
        return try found.map { (site.origin + (try invitation(for: $0.id, by: $0.id)), $0.name) }
    }
}
