import Tracker

/// How a form that must be signed is signed in the browser: the statement of what it records is drafted, shown, and signed by a
/// passkey; then the form is gone through once more and must come to that statement.
extension Pages {
    /// A key that signs on these pages, with the passkey that it is.
    struct SigningKey {
        let key: EnrolledKey
        let passkey: KeptPasskey
    }

    /// What a passkey signed, and how often it has by now.
    struct SignedDraft {
        let signing: Signing
        let passkey: KeptPasskey
        let counter: UInt32
    }

    /// A statement on its way out of a transaction that records nothing.
    struct Drafted: Error { let statement: ActStatement }

    /// Somebody's keys in force that sign here; that which was used last comes first.
    func signingKeys(of person: PersonID, _ register: Register) throws -> [SigningKey] {
        guard site.ways.passkeys else { return [] }
        let passkeys = try file.passkeys(of: person)
        return try register.keys(of: person).filter { $0.revocation == nil }.compactMap { key in
            passkeys.first { $0.personKey(of: site.name) == key.key }.map {
                SigningKey(key: key, passkey: $0)
            }
        }.sorted { ($0.passkey.used ?? 0, $0.key.id) > ($1.passkey.used ?? 0, $1.key.id) }
    }

    /// What stands below a form that is signed as it is recorded.
    ///
    /// - Parameters:
    ///   - hidden: what is sent with it, as HTML.
    ///   - others: further keys with which it can be signed instead.
    func signature(
        of statement: ActStatement, with key: SigningKey, at path: String, hidden: String,
        others: [SigningKey], words: String, by visitor: Visitor
    ) -> String {
        let draft = challenges.challenge(for: draftPurpose(statement, visitor), at: now)
        let fields =
            [
                ("step", "record"), ("statement", Base64URL.encode(statement.bytes)),
                ("statement-words", Base64URL.encode(statement.wordsFile)), ("draft", draft),
            ].map { HTML.hidden($0, $1) }
            + ["passkey", "client", "authenticator", "signature"].map { HTML.hidden($0, "") }
        let instead = others.map {
            " <button class=\"plain\" name=\"signing-key\" value=\"\($0.key.id)\">Sign with \($0.key.name) instead</button>"
        }.joined()
        return """
            <h2>Your signature</h2>
            <form method="post" action="\(HTML.value(path))" class="passkey" data-place="\(HTML.value(site.name))" data-known="\(key.passkey.name)">\(hidden)\(fields.joined())
            <p>This is recorded only with your signature, by your passkey \(key.key.name). What you sign, as your browser shows it:</p>
            <div class="signed"><dl></dl><pre tabindex="0" role="region" aria-label="What you sign"></pre></div>
            <button>\(HTML.text(words))</button>
            <p role="status" class="error"></p>
            <p class="hint">A passkey needs JavaScript, for this page alone.</p></form>
            <form method="post" action="\(HTML.value(path))">\(hidden)<p class="buttons"><button class="plain" name="step" value="change">Change it</button>\(instead)</p></form>
            \(PageScript.element)
            """
    }

    /// What a passkey made of the statement that a form brought back. What it records is judged when it is.
    func signedDraft(_ typed: FormFields, by visitor: Visitor) throws(PasskeyFault) -> SignedDraft {
        let (bytes, words) = (try bytes(typed, "statement"), try bytes(typed, "statement-words"))
        guard let statement = try? ActStatement(bytes: bytes, words: words) else { throw .malformed }
        let id = try self.bytes(typed, "passkey")
        guard let kept = try? file.passkey(id), kept.person == visitor.person else { throw .unknown }
        let made = PasskeySignature(
            authenticator: try self.bytes(typed, "authenticator"), client: try self.bytes(typed, "client"),
            signature: try self.bytes(typed, "signature"))
        // The ledger takes nothing behind the counter, which isn't asked for.
        guard made.authenticator.count == 37 else { throw .unusableKey }
        let counter = try ceremony.signed(
            kept.passkey, client: made.client, authenticator: made.authenticator, signature: made.signature
        ) {
            $0 == PasskeySignature.challenge(for: bytes)
                && challenges.use(typed["draft"] ?? "", for: draftPurpose(statement, visitor), at: now)
        }
        return SignedDraft(
            signing: .signed(statement, value: made.bytes), passkey: kept, counter: counter)
    }

    /// A draft counts once, for a few minutes, and in the session that made it.
    private func draftPurpose(_ statement: ActStatement, _ visitor: Visitor) -> String {
        "sign \(Hash.sha256(statement.bytes).hex) \(visitor.proof)"
    }
}

/// What whoever signed keeps of it.
extension Pages {
    static let receipts = "receipts"

    /// Where the receipt of an entry is; nil where it isn't signed, or by somebody else.
    func receiptLink(_ entry: Entry, for visitor: Visitor) -> String? {
        guard entry.signature != nil, entry.actor == visitor.person else { return nil }
        return
            "<p>\(HTML.link("Keep the receipt of your signature", to: PageAddress.path(Self.receipts, String(entry.seq))))</p>\n"
    }

    /// The receipt of an entry that somebody signed. - Throws: `NotFound` where they didn't.
    func receipt(_ typed: String, by visitor: Visitor) throws -> PageResponse {
        try shelf.reading { register in
            guard let seq = Int64(typed), let entry = try? register.entry(seq),
                entry.actor == visitor.person, let text = try register.signingReceipt(of: entry)
            else { throw NotFound("receipt", typed.excerpt) }
            return attachment(text, "receipt-\(seq).txt")
        }
    }
}

extension KeptPasskey {
    /// It as a key with which a person signs; nil for one that an authenticator wrote otherwise than it should.
    func personKey(of relyingParty: String) -> PersonKey? {
        guard let cose = try? CBOR(parsing: passkey.key), let key = PasskeyPublicKey(cose: cose) else {
            return nil
        }
        return PersonKey(key, of: relyingParty)
    }
}

extension RuleViolation {
    /// Whether it would be recorded, were it signed.
    var asksForSignature: Bool {
        remedies.contains { if case .give(.signature) = $0 { true } else { false } }
    }
}
