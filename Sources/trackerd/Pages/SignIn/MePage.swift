import Tracker
import TrackerDocuments

/// What somebody sees of themselves: where they are signed in, and their passkeys.
extension Pages {
    func me(by visitor: Visitor, _ register: Register) throws -> PageView {
        let person = visitor.viewer.person
        let roles = person.roles.map(\.rawValue).joined(separator: ", ")
        var view = PageView.message(
            visitor.name,
            roles.isEmpty
                ? "You have no role in this register, and see what owners see." : "Your roles: \(roles).")
        func button(_ path: String, _ name: String, _ value: String, _ words: String) -> String {
            "<form method=\"post\" action=\"\(path)\">\(HTML.hidden("token", visitor.proof))\(HTML.hidden(name, value))<button class=\"plain\">\(HTML.text(words))</button></form>"
        }
        let here = PagesFile.deviceName(of: visitor.token)
        view.below = "<h2>Where you are signed in</h2>\n"
        view.below += HTML.list(
            try file.devices(of: person.id, at: now).map { device in
                let words =
                    "\(device.device), \(device.way.label), since \(try moment(device.began, register)), last seen \(try moment(device.seen, register))"
                return HTML.text(words) + " "
                    + (device.name == here
                        ? "<strong>(this one)</strong>"
                        : button("/me/devices", "device", device.name, "Sign out there"))
            }, "mine")
        view.below += button("/me/sign-out", "everywhere", "yes", "Sign out everywhere")
        let wishes = try ReminderWishFields(
            of: person.id, on: clock().day(in: try register.timeZone()), register)
        view.below += "\n<h2>How you are reminded</h2>\n"
        view.below += HTML.list(wishes.facts.map { HTML.text("\($0.label): \($0.value)") })
        view.below += "<p>\(HTML.link("Change how you are reminded", to: "/me/reminders"))</p>\n"
        // Where they are served to an office: on one's own computer they have another address each time.
        if site.isSecure { view.below += try calendarBelow(visitor, register) }
        let accessibility = "<p>\(HTML.link("Accessibility of these pages", to: "/accessibility"))</p>\n"
        guard site.ways.passkeys else {
            view.below += accessibility
            return view
        }
        view.below += "\n<h2>Your passkeys</h2>\n"
        let keys = try file.passkeys(of: person.id)
        let enrolled = try register.keys(of: person.id)
        let names = try register.people().printedNames
        view.below +=
            keys.isEmpty
            ? "<p>You have none.</p>\n"
            : HTML.list(
                try keys.map { key in
                    let by =
                        key.invitedBy == person.id ? "" : ", invited by \(names[key.invitedBy] ?? "somebody")"
                    let used =
                        try key.used.map { ", last used \(try moment($0, register))" } ?? ", never used since"
                    return HTML.text(
                        "Made \(try moment(key.made, register))\(by)\(used). \(signs(key, enrolled))") + " "
                        + button("/me/passkeys/removed", "passkey", key.name, "Remove")
                }, "mine")
        view.below += passkeyForm(
            "/me/passkeys", "Add a passkey",
            challenge: challenges.challenge(for: "add \(visitor.proof)", at: now),
            asks: ["client", "attestation"], hidden: HTML.hidden("token", visitor.proof), for: person,
            without: keys)
        view.below += accessibility
        view.usesScript = true
        return view
    }

    /// What a passkey of somebody's signs, and the fingerprint by which it is compared.
    private func signs(_ passkey: KeptPasskey, _ enrolled: [EnrolledKey]) -> String {
        guard let key = passkey.personKey(of: site.name) else { return "" }
        guard let known = enrolled.first(where: { $0.key == key }) else {
            return
                "It signs nothing; an approver can enrol it, and then asks you for its fingerprint: \(key.fingerprint)."
        }
        return known.revocation == nil
            ? "It signs what you do, as \(known.name), \(known.fingerprint)."
            : "It signs nothing any more: \(known.name) was revoked."
    }

    func changeMe(_ path: [String], _ typed: FormFields, by visitor: Visitor) throws -> PageResponse {
        switch path.dropFirst() {
        case ["devices"]:
            try file.signOut(device: typed["device"] ?? "", of: visitor.person)
            return .leading(to: "/me")
        case ["calendar"] where site.isSecure: return try changeCalendar(typed, by: visitor, at: path)
        case ["sign-out"]:
            try file.signOutEverywhere(visitor.person)
            return try goodbye("You are signed out everywhere")
        case ["passkeys"] where site.ways.passkeys:
            do {
                let passkey = try made(typed, for: "add \(visitor.proof)")
                guard try file.take(passkey, of: visitor.person, at: now) else {
                    throw PasskeyFault.unusableKey
                }
                return .leading(to: "/me")
            } catch let fault as PasskeyFault {
                var view = try shelf.reading { try me(by: visitor, $0) }
                (view.above, view.isFaulty, view.status) = (
                    HTML.errors([FieldFault(fault.sentence)]), true, 403
                )
                return try page(view, for: visitor, at: path)
            }
        case ["passkeys", "removed"] where site.ways.passkeys:
            guard try file.remove(passkey: typed["passkey"] ?? "", of: visitor.person) else {
                throw NotFound("passkey", (typed["passkey"] ?? "").excerpt)
            }
            return .leading(to: "/me")
        default: throw NotFound("page", path.joined(separator: "/").excerpt)
        }
    }

    /// A moment as people read it: "3 March 2022, 14:02", in the register's time.
    func moment(_ milliseconds: Int64, _ register: Register) throws -> String {
        let zone = try register.timeZone()
        let instant = Instant(millisecondsSince1970: milliseconds)
        let minutes = (milliseconds / 60_000 + Int64(zone.offsetMinutes(at: instant))) % 1440
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(instant.day(in: zone).longForm), \(two(minutes / 60)):\(two(minutes % 60))"
    }
}
