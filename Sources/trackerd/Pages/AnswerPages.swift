package import Tracker
import TrackerDocuments
import TrackerStorage

/// A link in a reminder: who may say what was done of which item by it.
struct AnswerLink: Equatable {
    let person: PersonID
    let item: Reference
    /// Where it was sent.
    let address: String
}

/// Links in reminders. Of a link only the SHA-256 of its secret is kept.
extension PagesFile {
    /// Makes a link: its path; nil where it can't be kept, and the message goes without it.
    package func answer(
        to item: Reference, by person: PersonID, at address: String, days: Int, now: Instant
    ) -> String? {
        let (secret, now) = (Self.secret(), now.millisecondsSince1970)
        do {
            try turn {
                try database.transaction {
                    try database.run("DELETE FROM answer WHERE until < ?", now)
                    try database.run(
                        "INSERT INTO answer (secret, person, item, address, until) VALUES (?, ?, ?, ?, ?)",
                        Self.hash(secret), person.seq, item.text, address, now + Int64(days) * 86_400_000)
                }
            }
            return "/answer?key=\(secret)"
        } catch { return nil }
    }

    func answer(by secret: String, at now: Int64) throws -> AnswerLink? {
        try turn {
            try database.first(
                "SELECT person, item, address FROM answer WHERE secret = ? AND until >= ?", Self.hash(secret),
                now
            ) {
                AnswerLink(
                    person: PersonID($0.int(0)), item: Reference(stored: $0.text(1)), address: $0.text(2))
            }
        }
    }

    func endAnswer(by secret: String) throws {
        try turn { try database.run("DELETE FROM answer WHERE secret = ?", Self.hash(secret)) }
    }
}

/// `/answer?key=…`: an owner says what was done without signing in. It becomes a proposal, which an officer accepts or rejects; it
/// can do nothing else. Looking at it changes nothing, however often a mail program's scanner does.
extension Pages {
    private static let ended = "This link has ended"

    /// What a link is still good for: it ends with its days, once it was used, when the item closes or is somebody else's, when its
    /// reader leaves, and when the register allows no such links any more.
    private func usable(_ key: String, _ register: Register) throws -> (link: AnswerLink, item: Item)? {
        guard let link = try file.answer(by: key, at: now), try register.takesProposals(),
            try register.setting(.mailAnswers)?.isEmpty == false
        else { return nil }
        let today = clock().day(in: try register.timeZone())
        guard let viewer = try register.viewer(link.person, on: today) else { return nil }
        let standing = try register.history(of: link.item, knownAt: .max).now
        guard standing.isCounted, standing.stage.isToDo, viewer.owns(standing) else { return nil }
        var scope = Scope()
        scope.report = standing.report
        var found: Item?
        try register.snapshot(asAt: today, today: today).forEachItem(scope) { item in
            if item.reference == link.item { found = item }
        }
        return found.map { (link, $0) }
    }

    private func endedPage() throws -> PageResponse {
        try page(
            .message(
                Self.ended,
                "It was used, its days are over, or the item isn't yours any more. Answer the message instead, or sign in.",
                status: 404),
            for: nil, at: [])
    }

    func answerPage(
        _ key: String, _ typed: FormFields = FormFields(), _ fault: FieldFault? = nil
    ) throws
        -> PageResponse
    {
        let shown = try shelf.reading { register -> PageView? in
            guard let (link, item) = try usable(key, register) else { return nil }
            let today = clock().day(in: try register.timeZone())
            let frame = try PaperContext(
                register.snapshot(asAt: today, today: today), scope: .everything)
            let name = try register.people().printedNames[link.person] ?? ""
            // What is marked higher is read by whoever has signed in.
            let isShown = !Marking.isConfidential(frame.marking(of: [item.standing]))
            return .message(
                "\(link.item): what was done", isShown ? item.text : frame.marking(of: [item.standing]),
                "You are \(name). What you say here is looked at by an officer, and counts once they accept it. The link works once."
            )
        }
        guard var view = shown else { return try endedPage() }
        if let fault { (view.above, view.isFaulty, view.status) = (HTML.errors([fault]), true, 400) }
        view.below = """
            <form method="post" action="/answer">\(HTML.hidden("key", key))
            <p class="field"><label for="note">What was done</label><textarea id="note" name="note" rows="6" required>\(HTML.value(typed["note"] ?? ""))</textarea></p>
            <p class="field"><label for="complete">How much of it is done, in percent (or nothing)</label><input type="text" inputmode="numeric" id="complete" name="complete" value="\(HTML.value(typed["complete"] ?? ""))"></p>
            <button>Send</button></form>

            """
        return try page(view, for: nil, at: [])
    }

    func takeAnswer(_ typed: FormFields) throws -> PageResponse {
        let key = typed["key"] ?? ""
        let note = (typed["note"] ?? "").trimmed
        var update = ProposedUpdate()
        if let percent = typed["complete"]?.trimmed, !percent.isEmpty {
            guard let complete = Int(percent), (0...100).contains(complete) else {
                return try answerPage(
                    key, typed, FieldFault("complete", "Say a whole number from 0 to 100, or nothing."))
            }
            update.complete = complete
        }
        guard !note.isEmpty else {
            return try answerPage(key, typed, FieldFault("note", "Say what was done."))
        }
        do {
            // One at a time, so that a link that is pressed twice counts once.
            let entry = try shelf.writing { register -> Int64? in
                guard let (link, _) = try usable(key, register) else { return nil }
                let session = Session(
                    Actor(.account(Actor.linkSentTo + link.address), onBehalfOf: link.person), clock: clock)
                let receipt = try register.write(session) {
                    try $0.propose(update, on: link.item, words: [.note: note])
                }
                try file.endAnswer(by: key)
                return receipt.seq
            }
            guard let entry else { return try endedPage() }
            return try page(
                .message(
                    "Thank you",
                    "What you said waits for an officer (entry \(entry)). You can close this page."),
                for: nil, at: [])
        } catch let error as any TrackerError where [.malformed, .notPermitted].contains(error.failure) {
            return try answerPage(key, typed, FieldFault(error.onPages))
        }
    }
}
