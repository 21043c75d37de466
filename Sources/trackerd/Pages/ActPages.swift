import Tracker
import TrackerDocuments

/// The forms of an item: fill in, check what will be recorded, record.
extension Pages {
    private static let day = FormField(
        name: "on", label: "The day it counts from", hint: "Today, where it is left blank.", kind: .day)
    static let dated = "dated"

    /// A form and what it is about, as the register has it.
    private struct Asked {
        let form: ActForm
        let reference: Reference
        /// The last entry about the item that whoever fills it in has seen.
        let seen: Int64
        let fields: [FormField]
        let offer: Offer
        let line: String
    }

    private func ask(
        _ name: String, of item: String, by visitor: Visitor, _ register: Register
    ) throws -> Asked? {
        guard let form = ActForm.all.first(where: { $0.name == name }) else { return nil }
        let (reference, history) = try visitor.item(item, register)
        let today = clock().day(in: try register.timeZone())
        let offer = try register.offers(
            of: [form.sample], on: history, to: visitor.viewer.person, today: today)[0]
        var fields = try form.fields(ActForm.ActSubject(register: register, history: history, today: today))
        if form.isOwners, visitor.isOfficer {
            let people = try register.people().filter { !$0.hasLeft(by: today) }
            fields.append(
                FormField(
                    name: "by", label: "Whose act it is",
                    hint: "Yours, where it is left blank; that you typed it in is recorded.",
                    kind: .choice(
                        zip(people, people.inPrint).filter { $0.0.id != visitor.person }.map {
                            ($0.id.description, $1)
                        })))
        }
        if form.isBoards {
            let meetings = try register.meetings().filter { $0.heldOn <= today }.suffix(24).reversed()
            fields.append(
                FormField(
                    name: "meeting", label: "Who decided it",
                    hint: "A meeting, or a board's chair between meetings",
                    kind: .choice(
                        meetings.map {
                            ($0.reference.text, "the meeting \($0.reference), \($0.heldOn.shortForm)")
                        }
                            + (try register.boards()).map {
                                ("chair \($0.reference)", "the chair of \($0.name)")
                            })))
        }
        if !fields.contains(where: { $0.name == Self.dated }) { fields.append(Self.day) }
        if visitor.isOfficer, fields.contains(where: { if case .words = $0.kind { true } else { false } }),
            name != "note"
        {
            fields.append(
                FormField(name: "public", label: "The words may be printed in public papers", kind: .tick))
        }
        return Asked(
            form: form, reference: reference, seen: try register.lastEntry(about: reference), fields: fields,
            offer: offer,
            line:
                "\(history.now.label): \(try register.words(of: history.acts.first?.seq ?? 0)[.text]?.cut(to: 200) ?? "")"
        )
    }

    /// The form, empty or as it was left.
    func actForm(_ item: String, _ name: String, by visitor: Visitor) throws -> PageView {
        let asked = try shelf.reading { try ask(name, of: item, by: visitor, $0) }
        guard let asked else { throw NotFound("act", name) }
        if let sentence = asked.offer.sentence {
            var view = PageView.message("\(asked.form.title): \(asked.reference)", sentence, status: 403)
            view.below =
                "<p>\(HTML.link("Back to \(asked.reference)", to: PageAddress.path("items", asked.reference.text)))</p>\n"
            return view
        }
        let draft = try file.draft(PageAddress.path("items", asked.reference.text, name), of: visitor.person)
        return view(
            of: asked, draft ?? FormFields(), by: visitor,
            notice: draft == nil ? nil : "What you typed before is here again; nothing of it is recorded yet."
        )
    }

    private func view(
        of asked: Asked, _ typed: FormFields, by visitor: Visitor, faults: [FieldFault] = [],
        notice: String? = nil,
        happened: [String] = [], status: Int = 200
    ) -> PageView {
        var view = PageView(
            Document(title: "\(asked.form.title): \(asked.reference)", blocks: [.paragraph(asked.line)]))
        view.status = status
        view.isFaulty = !faults.isEmpty
        view.above = HTML.errors(faults) + (notice.map(HTML.notice) ?? "")
        if !happened.isEmpty {
            view.above +=
                "<div class=\"errors\" role=\"alert\" tabindex=\"-1\" autofocus><h2>The item has moved meanwhile</h2>\n<p>Nothing was recorded, and what you typed is below. Since you opened this form:</p>\n\(HTML.list(happened.map(HTML.text)))</div>\n"
        }
        view.below =
            "<form method=\"post\"\(asked.form.takesFile ? " enctype=\"multipart/form-data\"" : "") action=\"\(HTML.value(path(asked)))\">\n\(hidden(asked, typed, visitor))"
            + asked.fields.map { $0.html(typed, faults) }.joined()
            + "<p class=\"buttons\"><button name=\"step\" value=\"check\">Check before it is recorded</button> \(HTML.link("Cancel", to: PageAddress.path("items", asked.reference.text)))</p>\n</form>\n"
        return view
    }

    private func path(_ asked: Asked) -> String {
        PageAddress.path("items", asked.reference.text, asked.form.name)
    }

    private func hidden(_ asked: Asked, _ typed: FormFields, _ visitor: Visitor) -> String {
        HTML.hidden("token", visitor.proof)
            + HTML.hidden("form", typed["form"] ?? Hexadecimal.encode(PagesFile.random(16)))
            + HTML.hidden("seen", typed["seen"] ?? String(asked.seen)) + "\n"
    }

    /// Takes a form: shows what it would record, records it, or says what is wrong with everything typed still there.
    func take(
        _ sent: FormFields, _ upload: MultipartForm.File?, for item: String, _ name: String,
        by visitor: Visitor
    ) throws -> PageResponse {
        var typed = sent
        let asked = try shelf.reading { try ask(name, of: item, by: visitor, $0) }
        guard let asked else { throw NotFound("act", name) }
        let at = ["items", asked.reference.text, name]
        func answer(_ view: PageView) throws -> PageResponse { try page(view, for: visitor, at: at) }
        guard let form = typed["form"], form.utf8.count == 32 else {
            return try answer(
                view(
                    of: asked, typed, by: visitor,
                    faults: [FieldFault("Load this form again, and send it once more.")], status: 422))
        }
        if let outcome = try file.outcome(of: form, by: visitor.person) { return .leading(to: outcome) }
        if asked.form.takesFile, let upload, upload.field == "upload" {
            try file.keep((upload.name, upload.bytes), of: form, by: visitor.person, at: now)
            typed["file"] = upload.name
        }
        let given =
            asked.form.takesFile && typed["file"] != nil ? try file.upload(form, by: visitor.person) : nil
        if typed["step"] == "change" { return try answer(view(of: asked, typed, by: visitor)) }
        let isRecorded = typed["step"] == "record"
        do {
            let outcome = try shelf.writing { register -> (path: String?, receipt: Receipt)? in
                // The same form may have been sent twice at once.
                if try file.outcome(of: form, by: visitor.person) != nil { return nil }
                let receipt = try register.write(
                    try session(asked, typed, visitor, register), keep: isRecorded
                ) { writer in
                    let last = try register.lastEntry(about: asked.reference)
                    guard typed["seen"] == String(last) else {
                        throw MovedItem(seen: typed["seen"].flatMap { Int64($0) } ?? last)
                    }
                    if typed["file"] != nil {
                        guard let given else { throw FieldFault("file", "Choose the file once more.") }
                        return try add(given, asked, typed, writer, isRecorded: isRecorded)
                    }
                    let history = try writer.currentHistory(of: asked.reference)
                    let (act, words) = try asked.form.act(typed, writer, history)
                    return try writer.record(
                        act, on: asked.reference, words: words, day: try day(asked, typed),
                        isPublic: typed["public"] != nil)
                }
                guard isRecorded else { return (nil, receipt) }
                let path = PageAddress.path("items", asked.reference.text) + "?recorded=\(receipt.seq)"
                try file.take(form, by: visitor.person, outcome: path, at: now)
                return (path, receipt)
            }
            guard let outcome else {
                return .leading(
                    to: try file.outcome(of: form, by: visitor.person)
                        ?? PageAddress.path("items", asked.reference.text))
            }
            if let path = outcome.path {
                try file.keep(nil as FormFields?, PageAddress.path(at), of: visitor.person, at: now)
                if given != nil { try file.keep(nil, of: form, by: visitor.person, at: now) }
                return .leading(to: path)
            }
            return try answer(check(asked, typed, outcome.receipt, by: visitor))
        } catch let moved as MovedItem {
            let happened = try shelf.reading { register in
                let today = clock().day(in: try register.timeZone())
                let frame = try PaperContext(register.snapshot(asAt: today, today: today), scope: .everything)
                return try ItemPaper(register, asked.reference, frame: frame).happened(after: moved.seen)
            }
            var typed = typed
            typed["seen"] = nil
            return try answer(
                view(
                    of: asked, typed, by: visitor,
                    happened: happened.isEmpty ? ["Something was put right."] : happened, status: 409))
        } catch let fault as FieldFault {
            return try answer(view(of: asked, typed, by: visitor, faults: [fault], status: 422))
        } catch let error as StorageError where error.isBusy {
            var response = try answer(
                view(
                    of: asked, typed, by: visitor,
                    faults: [
                        FieldFault(
                            "Somebody else is writing. Nothing was recorded; send it once more in a moment.")
                    ], status: 503))
            response["Retry-After"] = "2"
            return response
        } catch let refusal as RuleViolation {
            let fields = Set(asked.fields.map(\.name))
            var faults = refusal.missing.compactMap { need in
                need.field.flatMap { fields.contains($0) ? FieldFault($0, "It needs \(need.label).") : nil }
            }
            if faults.count < max(1, refusal.missing.count) { faults.append(FieldFault(refusal.onPages)) }
            return try answer(view(of: asked, typed, by: visitor, faults: faults, status: 422))
        } catch let error as any TrackerError
            where [.malformed, .missing, .notPermitted].contains(error.failure)
        {
            return try answer(
                view(of: asked, typed, by: visitor, faults: [FieldFault(error.onPages)], status: 422))
        }
    }

    /// Names a file as evidence; it is kept with the register's evidence only once that is recorded.
    private func add(
        _ given: (name: String, bytes: [UInt8]), _ asked: Asked, _ typed: FormFields, _ writer: Writer,
        isRecorded: Bool
    ) throws -> Receipt {
        guard typed["address"] == nil else {
            throw FieldFault("address", "Give a file or an address, not both.")
        }
        guard !given.bytes.isEmpty else { throw FieldFault("file", "The file is empty.") }
        guard let dated = try day(asked, typed) else { throw FieldFault("The evidence has no date.") }
        let evidence = GivenEvidence(given.bytes, named: given.name)
        if isRecorded {
            return try writer.addEvidence(evidence, to: asked.reference, title: typed["title"], dated: dated)
        }
        return try writer.record(
            .addEvidence(evidence.file), on: asked.reference,
            words: [.title: typed["title"] ?? "", .file: given.name], day: dated)
    }

    /// Shows what will be recorded, before it is.
    private func check(
        _ asked: Asked, _ typed: FormFields, _ receipt: Receipt, by visitor: Visitor
    ) -> PageView {
        var facts = asked.fields.compactMap { field in
            field.answer(in: typed).map { Fact(label: field.label, value: $0) }
        }
        let (before, after) = (receipt.before?.label ?? "", receipt.after?.label ?? "")
        facts.append(
            Fact(label: "The item", value: before == after ? "stays \(after)" : "\(before) → \(after)"))
        var view = PageView(
            Document(
                title: "Check: \(asked.form.title.lowercased()), \(asked.reference)",
                blocks: [.paragraph(asked.line), .facts(facts)]))
        view.above = HTML.notice("Nothing is recorded yet. This is what will be.")
        view.below =
            "<form method=\"post\" action=\"\(HTML.value(path(asked)))\">\n\(hidden(asked, typed, visitor))"
            + asked.fields.map { $0.sent(typed) }.joined()
            + "<p class=\"buttons\"><button name=\"step\" value=\"record\">Record it</button> <button class=\"plain\" name=\"step\" value=\"change\">Change it</button></p>\n</form>\n"
        return view
    }

    private func day(_ asked: Asked, _ typed: FormFields) throws -> Day? {
        guard let field = asked.fields.first(where: { $0.name == Self.dated }) else { return nil }
        guard let day = try field.day(in: typed) else {
            throw FieldFault("\(Self.dated)-day", "\(field.label): say which day.")
        }
        return day
    }

    /// Who acts, on which day, and on whose authority.
    private func session(
        _ asked: Asked, _ typed: FormFields, _ visitor: Visitor, _ register: Register
    ) throws -> Session {
        var behalf: PersonID?
        if let by = typed["by"] {
            guard asked.fields.contains(where: { $0.name == "by" }), let id = PersonID(by) else {
                throw FieldFault("by", "Nobody can be named here for whom you act.")
            }
            behalf = id
        }
        var session = Session(
            Actor(.person(visitor.person), onBehalfOf: behalf), on: try Self.day.day(in: typed), clock: clock)
        if let decided = typed["meeting"] {
            guard asked.form.isBoards else { throw FieldFault("No meeting decides this.") }
            if decided.hasPrefix("chair ") {
                session.chairOf = String(decided.dropFirst(6))
            } else {
                session.meeting = decided
            }
        }
        return session
    }
}

/// Somebody else recorded something of the item while a form was open.
private struct MovedItem: Error {
    let seen: Int64
}

extension Offer {
    /// Why not, as sentences; nil where it is possible.
    var sentence: String? {
        switch self {
        case .open: nil
        case .lacking(let needs): "It needs \(needs.map(\.label).joined(separator: ", and "))."
        case .notNow: "Not at the stage that the item is at."
        case .forOthers(let roles): "That is for: \(roles.map(\.rawValue).joined(separator: ", "))."
        case .asProposal: "In this register what owners say counts once it is accepted: propose it."
        }
    }
}

extension Register {
    /// The number of the last entry about an item.
    func lastEntry(about item: Reference) throws -> Int64 {
        try entries(about: item.text, knownAt: .max).map(\.seq).max() ?? 0
    }
}

extension Visitor {
    /// An item that they may see. - Throws: `NotFound`, whether it isn't there or isn't theirs.
    func item(_ typed: String, _ register: Register) throws -> (Reference, ItemHistory) {
        let unknown = NotFound("item", typed.excerpt)
        guard Reference.isWellFormed(typed), let reference = try register.storedReference(typed.lowercased())
        else { throw unknown }
        let history = try register.history(of: reference, knownAt: try register.size())
        guard viewer.sees(history.now) else { throw unknown }
        return (reference, history)
    }
}
