import Tracker
import TrackerDocuments

/// Keys with which people sign: which there are, which passkeys could become one, and what approvers do about both.
extension Pages {
    static let keysPath = "/keys"

    func keys(_ question: PageQuestion, by visitor: Visitor, _ register: Register) throws -> PageView {
        var view = try listing(.keys(register), question, by: visitor, register)
        view.places = []
        // It tells of passkeys too, which aren't in the register.
        view.isLive = true
        let signed = try register.setting(.signed)
        let words =
            signed.map { "Recorded only with a signature: \($0)." }
            ?? "No act needs a signature in this register."
        view.above += "<p>\(HTML.text(words))</p>\n"
        let roles = visitor.viewer.person.roles
        let own = try register.keys().filter {
            $0.revocation == nil && (roles.contains(.approver) || $0.person == visitor.person)
        }
        let revocations = own.map {
            HTML.link("Revoke \($0.name)", to: PageAddress.path("keys", $0.name, "revoke"))
        }
        if !revocations.isEmpty {
            view.below += "<h2>A key that was lost</h2>\n\(HTML.list(revocations))"
        }
        guard roles.contains(.approver) else { return view }
        view.above += "<p>\(HTML.link("Enrol a key file or a token", to: "/add/key"))</p>\n"
        guard site.ways.passkeys else { return view }
        let names = try register.people().printedNames
        let candidates = try candidates(register).map { passkey, key in
            HTML.text(
                "\(names[passkey.person] ?? "Somebody"): a passkey made \(try moment(passkey.made, register)), \(key.fingerprint)"
            ) + " " + HTML.link("Enrol it", to: PageAddress.path("keys", passkey.name, "enrol"))
        }
        view.below += "<h2>Passkeys that sign nothing yet</h2>\n"
        view.below += candidates.isEmpty ? "<p>None.</p>\n" : HTML.list(candidates)
        return view
    }

    /// Passkeys that nobody has enrolled as a key.
    private func candidates(_ register: Register) throws -> [(KeptPasskey, PersonKey)] {
        let known = Set(try register.keys().map(\.key.publicKey))
        let people = Dictionary(stored: try register.people().map { ($0.id, $0) })
        let today = clock().day(in: try register.timeZone())
        return try file.passkeys().compactMap { passkey in
            guard let person = people[passkey.person], !person.hasLeft(by: today),
                let key = passkey.personKey(of: site.name), !known.contains(key.publicKey)
            else { return nil }
            return (passkey, key)
        }
    }

    /// The form at an address below the page of keys; nil where there is none.
    func keyForm(at path: [String], by visitor: Visitor, _ register: Register) throws -> AskedForm? {
        switch path[2] {
        case "enrol": return try enrolForm(path[1], by: visitor, register)
        case "revoke": return try revokeForm(path[1], by: visitor, register)
        default: return nil
        }
    }

    private func enrolForm(_ name: String, by visitor: Visitor, _ register: Register) throws -> AskedForm {
        guard visitor.viewer.person.roles.contains(.approver), site.ways.passkeys,
            let passkey = try file.passkeys().first(where: { $0.name == name }),
            let key = passkey.personKey(of: site.name),
            let person = try register.people().first(where: { $0.id == passkey.person })
        else { throw NotFound("passkey", name.excerpt) }
        let known = try register.keys().first { $0.key.publicKey == key.publicKey }
        let note = FormField(
            name: "note", label: "Where it is kept, or what else is to be known of it", kind: .words)
        var form = office(
            ["keys", name, "enrol"], "Enrol a key of \(person.name)", [note],
            about: [
                .paragraph(
                    "From then on what \(person.name) signs with it counts as theirs. Compare its fingerprint with what they see of themselves on their own screen, by a way that you trust."
                ),
                .facts([
                    Fact(label: "Whose passkey it is", value: person.name),
                    Fact(label: "Made", value: try moment(passkey.made, register)),
                    Fact(label: "Fingerprint", value: key.fingerprint),
                    Fact(label: "As a line, for the command line", value: key.passkeyLine ?? ""),
                ]),
            ], subject: try subject(person.id.description, called: person.name, register),
            back: ("Back to the keys", Self.keysPath), by: visitor
        ) { filled, writer in
            try writer.enrol(key, of: person.id.description, note: filled.typed["note"] ?? "")
            return nil
        }
        form.refusal = known.map { "It is enrolled already, as \($0.name)." }
        return form
    }

    /// Enrols what isn't a passkey: a key file's or a token's public line.
    func addKeyForm(by visitor: Visitor, _ register: Register) throws -> AskedForm {
        guard visitor.viewer.person.roles.contains(.approver) else { throw NotFound("page", "add/key") }
        let today = clock().day(in: try register.timeZone())
        let people = try register.people().filter { !$0.hasLeft(by: today) }
        let person = FormField(
            name: "person", label: "Whose key it is",
            kind: .choice(zip(people, people.inPrint).map { ($0.id.description, $1) }), isNeeded: true)
        let line = FormField(
            name: "key", label: "Its public line",
            hint: "As trackerctl key show prints it, or of an OpenSSH .pub file", kind: .line, isNeeded: true)
        let note = FormField(
            name: "note", label: "Where it is kept, or what else is to be known of it", kind: .words)
        var form = office(
            ["add", "key"], "Enrol a key", [person, line, note],
            about: [
                .paragraph(
                    "From then on what is signed with it counts as theirs. Compare its fingerprint with them, by a way that you trust."
                )
            ], back: ("Back to the keys", Self.keysPath), by: visitor
        ) { _, _ in nil }
        form.record = { filled, writer in
            guard let typed = filled.typed["person"] else {
                throw FieldFault("person", "Say whose key it is.")
            }
            guard let key = PersonKey(line: filled.typed["key"] ?? "") else {
                throw FieldFault(
                    "key",
                    "This is no public line: as trackerctl key show prints it, or of an OpenSSH key of type ed25519 or ecdsa."
                )
            }
            try writer.enrol(key, of: typed, note: filled.typed["note"] ?? "")
            return RecordedForm(
                facts: [Fact(label: "Fingerprint", value: key.fingerprint)],
                path: "\(Self.keysPath)?recorded=\(writer.nextSeq - 1)")
        }
        return form
    }

    private func revokeForm(_ name: String, by visitor: Visitor, _ register: Register) throws -> AskedForm {
        guard let key = try register.keys().first(where: { $0.name == name }),
            let person = try register.people().first(where: { $0.id == key.person }),
            visitor.person == person.id || visitor.viewer.person.roles.contains(.approver)
        else { throw NotFound("key", name.excerpt) }
        let reason = FormField(name: "reason", label: "Why", kind: .words, isNeeded: true)
        let day = FormField(
            name: "on", label: "The day from which it is not to be trusted",
            hint: "Today, where it is left blank.",
            kind: .day)
        var form = office(
            ["keys", name, "revoke"], "Revoke \(name), a key of \(person.name)", [day, reason],
            about: [
                .paragraph(
                    "It signs nothing more. What was signed with it stays; whatever was from that day on is named whenever the ledger is verified."
                )
            ], subject: try subject(person.id.description, called: person.name, register),
            back: ("Back to the keys", Self.keysPath), by: visitor
        ) { filled, writer in
            try writer.revoke(key, reason: filled.typed["reason"] ?? "")
            return nil
        }
        form.session = { [clock] typed, _ in try visitor.session(typed, clock: clock) }
        if key.revocation != nil { form.refusal = "It is revoked already." }
        return form
    }
}
