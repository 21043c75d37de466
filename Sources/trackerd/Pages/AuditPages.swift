import Glibc
package import Tracker
import TrackerDocuments

/// What the ledger holds and rests on: verified, proven, signed.
extension Pages {
    func audit(
        _ fields: FormFields, _ format: PageFormat, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        if fields["about"] != nil || format.isData {
            let paper = try AuditLogPaper(register, subject: fields["about"])
            var view = PageView(paper.document) { paper.json.pretty() + "\n" }
            view.above = aboutForm(fields["about"])
            return view
        }
        let size = try register.size()
        var facts = [
            Fact(label: "Ledger size", value: String(size)),
            Fact(label: "Ledger root", value: try register.root(at: size).hex),
        ]
        var blocks: [Block] = []
        let running = verifier.running
        if let record = try file.verification() {
            facts.append(Fact(label: "Last verified", value: try words(record, register)))
            facts.append(Fact(label: "What was found", value: found(record, size)))
            if !record.findings.isEmpty {
                blocks += [.heading("What is wrong"), .list(Array(record.findings.prefix(100)))]
            }
            if record.signed > 0 {
                facts.append(
                    Fact(
                        label: "Signed by whoever acted",
                        value: Int(record.signed).counted("entry", "entries")))
            }
            if !record.lost.isEmpty { blocks += [.heading("Known to be lost"), .list(record.lost)] }
            if !record.doubts.isEmpty {
                blocks += [.heading("Signed with a key that was lost"), .list(record.doubts)]
            }
        } else {
            facts.append(
                Fact(label: "Last verified", value: "not by these pages, as far as they remember"))
        }
        if let running {
            let far = running.total > 0 ? ", \(running.done) of \(running.total)" : ""
            facts.append(Fact(label: "Being verified now", value: "\(running.task)\(far)"))
        }
        facts += try witnesses(register)
        var view = PageView(Document(title: "Audit", blocks: [.facts(facts)] + blocks)) {
            try AuditLogPaper(register, subject: nil).json.pretty() + "\n"
        }
        // It tells of more than the register holds.
        view.isLive = true
        view.above =
            aboutForm(nil) + "<p>\(HTML.link("Keys with which people sign", to: Self.keysPath))</p>\n"
        let token = HTML.hidden("token", visitor.proof)
        view.below =
            running == nil
            ? "<form method=\"post\" action=\"/audit/verify\" class=\"deed\">\(token)<button>Verify now</button></form>\n"
            : "<p>You can leave this page meanwhile. \(HTML.link("See how far it is", to: "/audit"))</p>\n"
        view.below += proofs(token)
        if mayExport(visitor) { view.below += try exports(token, register) }
        return view
    }

    /// How far each witness has seen the ledger, and what it complained of when it was asked last.
    private func witnesses(_ register: Register) throws -> [Fact] {
        guard let kept = WitnessedCheckpoints(beside: register.path) else { return [] }
        let policy: WitnessPolicy
        do {
            guard let read = try kept.policy() else { return [] }
            policy = read
        } catch let error as WitnessPolicyError {
            return [Fact(label: "Witnesses", value: error.description)]
        }
        let (zone, complaints) = (try register.timeZone(), kept.complaints)
        return policy.witnesses.map { witness in
            let last = kept.last(by: witness.key).map { checkpoint, _, time in
                "\(Int(checkpoint.size).counted("entry", "entries")), \(Instant(millisecondsSince1970: time * 1000).shortForm(in: zone))"
            }
            let complaint = complaints[witness.name].map { ". When it was asked last, it \($0)" } ?? ""
            return Fact(
                label: "Witnessed by \(witness.name)", value: (last ?? "nothing yet") + complaint)
        }
    }

    private func aboutForm(_ about: String?) -> String {
        "<form class=\"filters\" action=\"/audit\"><label>Entries about an item, report, board, meeting or person<input type=\"text\" name=\"about\" value=\"\(HTML.value(about ?? ""))\"></label><button>Show</button></form>\n"
    }

    /// When and by whom it was verified.
    private func words(_ record: VerificationRecord, _ register: Register) throws -> String {
        let instant = Instant(millisecondsSince1970: record.at)
        let zone = try register.timeZone()
        let age = clock().day(in: zone).days(since: instant.day(in: zone))
        let ago = age == 0 ? "today" : age == 1 ? "yesterday" : "\(age) days ago"
        let name = try register.people().first { $0.id == record.person }?.name ?? record.person.description
        return "\(ago), \(instant.shortForm(in: zone)), by \(name)"
    }

    private func found(_ record: VerificationRecord, _ size: Int64) -> String {
        guard record.isSound else { return record.findings.count.counted("finding", "findings") }
        let since = size - record.size
        let rest = since > 0 ? "; \(Int(since).counted("entry has", "entries have")) come since" : ""
        return
            "all is well: \(Int(record.size).counted("entry", "entries")), every hash, word, table and file; root \(record.root)\(rest)"
    }

    /// What can be taken away, where there is a key to sign it with.
    private func proofs(_ token: String) -> String {
        let head = "<h2>For somebody without the register</h2>\n"
        guard key.exists else {
            return head
                + "<p class=\"hint\">Checkpoints and proofs are signed, and whoever runs these pages has no signing key yet.</p>\n"
        }
        return head + """
            <p class="hint">A checkpoint fixes everything recorded so far. A proof shows that entries are in the ledger, and tells nothing else of it.</p>
            <form method="post" action="/audit/checkpoint" class="deed">\(token)<button>Download a signed checkpoint</button></form>
            <form method="post" action="/audit/prove" class="filters">\(token)<label>Prove an item's entries, or one by its number<input type="text" name="about"></label><button>Download the proof</button></form>

            """
    }

    /// Who may take the whole ledger away, with all its words.
    private func mayExport(_ visitor: Visitor) -> Bool {
        visitor.isOfficer || visitor.viewer.person.roles.contains(.auditor)
    }

    /// The whole ledger as files.
    private func exports(_ token: String, _ register: Register) throws -> String {
        guard key.exists else { return "" }
        var html = "<h2>The whole ledger</h2>\n"
        if let made = exporter.made {
            let instant = Instant(millisecondsSince1970: made.at)
            let name = try register.people().first { $0.id == made.person }?.name ?? made.person.description
            let words =
                "\(Int(made.entries).counted("entry", "entries"))\(made.hasEvidence ? ", with evidence" : ""), made \(instant.shortForm(in: try register.timeZone())) by \(name), \(max(1, made.file.size >> 20)) MB"
            html +=
                "<p>\(HTML.link("Download the export", to: "/audit/export.tar")): \(HTML.text(words)).</p>\n"
        }
        if let fault = exporter.fault { html += "<p class=\"error\">\(HTML.text(fault))</p>\n" }
        if let running = exporter.running {
            let far = running.total > 0 ? ", \(running.done) of \(running.total)" : ""
            return html
                + "<p>An export is being made: \(HTML.text(running.task))\(far). You can leave this page meanwhile. \(HTML.link("See how far it is", to: "/audit"))</p>\n"
        }
        return html + """
            <p class="hint">Every entry with its words, signed, in the files that trackerctl audit verify and programs of others check. Keep it as the register is kept.</p>
            <form method="post" action="/audit/export" class="deed">\(token)<label class="tick"><input type="checkbox" name="evidence" value="yes"> with the files of evidence</label> <button>Make an export</button></form>

            """
    }

    /// The export, as it was made last.
    func exported(by visitor: Visitor) throws -> PageResponse {
        guard mayExport(visitor), let made = exporter.made else { throw NotFound("page", "export") }
        var response = PageResponse(200, type: "application/x-tar")
        response.file = made.file
        response["Content-Disposition"] = "attachment; filename=\"ledger-\(made.entries).tar\""
        return response
    }

    /// Does what the page of the ledger offers. - Throws: `NotFound` for whom it isn't there.
    func auditDeed(_ name: String, _ typed: FormFields, by visitor: Visitor) throws -> PageResponse {
        guard visitor.viewer.seesAll else { throw NotFound("page", "audit") }
        switch name {
        case "verify":
            verifier.begin(for: visitor.person)
            return .leading(to: "/audit")
        case "export" where mayExport(visitor):
            exporter.begin(for: visitor.person, evidence: typed["evidence"] != nil)
            return .leading(to: "/audit")
        case "checkpoint":
            let note = try signed { register, key in
                let note = try register.checkpoint(signedBy: key)
                return (note, try Checkpoint(parsing: note.text))
            }
            return attachment(note.encoded, "ledger.checkpoint")
        case "prove":
            guard let about = typed["about"] else {
                throw InvalidValue(
                    what: "what is to be proven", given: "",
                    expected: "an item's reference, or an entry's number")
            }
            let proof = try signed { register, key in
                let proof = try register.proof(of: about, signedBy: key)
                return (Proof.inclusion(proof), try Checkpoint(parsing: proof.checkpoint.text))
            }
            return attachment(proof.encoded, "\(about.asFileName).proof")
        default: throw NotFound("page", name.excerpt)
        }
    }

    /// Signs a state of the register with the key of whoever runs the pages.
    private func signed<Result>(
        _ body: (Register, SignerKey) throws -> (Result, Checkpoint)
    ) throws -> Result {
        guard key.exists else { throw NotFound("signing key", "") }
        let signer = try key.unattended()
        return try shelf.asking { register in
            try SignedState(of: key).sign(register) { try body(register, signer) }
        }
    }

    func attachment(_ text: String, _ name: String) -> PageResponse {
        var response = PageResponse(200, type: "text/plain; charset=utf-8", Array(text.utf8))
        response["Content-Disposition"] = "attachment; filename=\"\(name)\""
        return response
    }

    /// The signing key of whoever runs these pages: `trackerctl/key` in their configuration folder (XDG Base Directory Specification).
    package static var ownKey: KeyFile {
        func variable(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let folder = variable("XDG_CONFIG_HOME") ?? (variable("HOME") ?? "") + "/.config"
        return KeyFile("\(folder)/trackerctl/key")
    }
}

extension KeyFile {
    /// What signs where nobody can type a passphrase.
    package func unattended() throws -> SignerKey {
        let sealed = try read()
        guard !sealed.isSealed else {
            throw RuleViolation(
                "The signing key", "it has a passphrase, so it signs nothing where nobody can type that")
        }
        return try sealed.signer(passphrase: nil)
    }
}

extension String {
    /// What of it may stand in a file's name.
    var asFileName: String {
        filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }
}
