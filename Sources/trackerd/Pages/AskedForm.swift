import Tracker
import TrackerDocuments

/// A form as it is asked of somebody: what it is about, its fields, and what it records. Every form whose answers are looked at once
/// more before they are recorded is one, whatever command it fills in.
struct AskedForm {
    /// Its address, name by name.
    let at: [String]
    let title: String
    /// What stands above its fields.
    var about: [Block] = []
    var fields: [FormField]
    /// What was filled in beforehand.
    var given = FormFields()
    /// Where whoever cancels it is led, and how that is called.
    let back: (words: String, path: String)
    /// Why it can't be filled in now.
    var refusal: String?
    /// What the last button says.
    var button = "Record it"
    /// What in the register it is about.
    var subject: Subject?
    /// What is looked at before anything is recorded, with nobody else kept waiting.
    var prepare: ((Register) throws -> Void)?
    /// Who acts, when, and on whose authority.
    var session: (FormFields, Register) throws -> Session
    /// Records it.
    var record: (FilledForm, Writer) throws -> RecordedForm

    /// Something of which others may record something while the form is open.
    struct Subject {
        let name: String
        /// What people call it.
        let called: String
        /// The last entry about it.
        let last: Int64
        /// What was recorded behind an entry, a sentence each.
        let happened: (_ seen: Int64, Register) throws -> [String]
    }

    var takesFile: Bool { fields.contains { if case .file = $0.kind { true } else { false } } }
    var path: String { PageAddress.path(at) }
}

/// A form that came back.
struct FilledForm {
    let typed: FormFields
    /// The file that came with it, now or at an earlier step.
    let file: (name: String, bytes: [UInt8])?
    /// Whether it is recorded; else only what that would come to is looked at.
    let isRecorded: Bool

    /// The file, where the form's field for it isn't blank.
    func givenFile(_ field: String = "file") throws -> (name: String, bytes: [UInt8])? {
        guard typed[field] != nil else { return nil }
        guard let file else { throw FieldFault(field, "Choose the file once more.") }
        guard !file.bytes.isEmpty else { throw FieldFault(field, "The file is empty.") }
        return file
    }
}

/// What a form came to, or would.
struct RecordedForm {
    /// What is said of it beside the answers, before it is recorded.
    var facts: [Fact] = []
    var blocks: [Block] = []
    /// Where it leads once it is recorded.
    let path: String
}

/// Somebody else recorded something while a form was open.
private struct MovedSubject: Error {
    let seen: Int64
}

extension Pages {
    /// The form, empty or as it was left.
    func shown(_ asked: AskedForm, by visitor: Visitor) throws -> PageView {
        if let sentence = asked.refusal {
            var view = PageView.message(asked.title, sentence, status: 403)
            view.below = "<p>\(HTML.link(asked.back.words, to: asked.back.path))</p>\n"
            return view
        }
        let draft = try file.draft(asked.path, of: visitor.person)
        return view(
            of: asked, draft ?? asked.given, by: visitor,
            notice: draft == nil ? nil : "What you typed before is here again; nothing of it is recorded yet."
        )
    }

    private func view(
        of asked: AskedForm, _ typed: FormFields, by visitor: Visitor, faults: [FieldFault] = [],
        notice: String? = nil, happened: [String] = [], status: Int = 200
    ) -> PageView {
        var view = PageView(Document(title: asked.title, blocks: asked.about))
        view.status = status
        view.isFaulty = !faults.isEmpty
        view.above = HTML.errors(faults) + (notice.map(HTML.notice) ?? "")
        if !happened.isEmpty {
            view.above +=
                "<div class=\"errors\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(HTML.text(asked.subject?.called ?? "It")) has moved meanwhile</h2>\n<p>Nothing was recorded, and what you typed is below. Since you opened this form:</p>\n\(HTML.list(happened.map(HTML.text)))</div>\n"
        }
        view.below =
            "<form method=\"post\"\(asked.takesFile ? " enctype=\"multipart/form-data\"" : "") action=\"\(HTML.value(asked.path))\">\n\(hidden(asked, typed, visitor))"
            + asked.fields.map { $0.html(typed, faults) }.joined()
            + "<p class=\"buttons\"><button name=\"step\" value=\"check\">Check before it is recorded</button> \(HTML.link("Cancel", to: asked.back.path))</p>\n</form>\n"
        return view
    }

    private func hidden(_ asked: AskedForm, _ typed: FormFields, _ visitor: Visitor) -> String {
        HTML.hidden("token", visitor.proof)
            + HTML.hidden("form", typed["form"] ?? Hexadecimal.encode(PagesFile.random(16)))
            + (asked.subject.map { HTML.hidden("seen", typed["seen"] ?? String($0.last)) } ?? "") + "\n"
    }

    /// Takes a form: shows what it would record, records it, or says what is wrong with everything typed still there.
    func take(
        _ sent: FormFields, _ upload: MultipartForm.File?, for asked: AskedForm, by visitor: Visitor
    ) throws -> PageResponse {
        var typed = sent
        func answer(_ view: PageView) throws -> PageResponse { try page(view, for: visitor, at: asked.at) }
        guard let form = typed["form"], form.utf8.count == 32 else {
            return try answer(
                view(
                    of: asked, typed, by: visitor,
                    faults: [FieldFault("Load this form again, and send it once more.")], status: 422))
        }
        if let outcome = try file.outcome(of: form, by: visitor.person) { return .leading(to: outcome) }
        if asked.takesFile, let upload, upload.field == "upload" {
            try file.keep((upload.name, upload.bytes), of: form, by: visitor.person, at: now)
            typed["file"] = upload.name
        }
        let given =
            asked.takesFile && typed["file"] != nil ? try file.upload(form, by: visitor.person) : nil
        if typed["step"] == "change" { return try answer(view(of: asked, typed, by: visitor)) }
        let filled = FilledForm(typed: typed, file: given, isRecorded: typed["step"] == "record")
        do {
            // First, since what is prepared may take longer than a draft counts.
            let draft =
                filled.isRecorded && typed["statement"] != nil ? try signedDraft(typed, by: visitor) : nil
            if let prepare = asked.prepare { try shelf.asking(prepare) }
            guard filled.isRecorded else {
                let checked: PageView?
                do {
                    checked = try gone(through: asked, filled, form, .none, by: visitor).map {
                        check(asked, typed, $0.recorded, by: visitor)
                    }
                } catch let refusal as RuleViolation where refusal.asksForSignature {
                    checked = try signed(asked, filled, form, by: visitor, despite: refusal)
                }
                guard let checked else { return try known(form, asked, by: visitor) }
                return try answer(checked)
            }
            guard
                let recorded = try gone(
                    through: asked, filled, form, draft?.signing ?? .none, by: visitor)?.recorded
            else { return try known(form, asked, by: visitor) }
            if let draft { try file.count(draft.passkey, counter: draft.counter, at: now) }
            try file.keep(nil as FormFields?, asked.path, of: visitor.person, at: now)
            if given != nil { try file.keep(nil, of: form, by: visitor.person, at: now) }
            return .leading(to: recorded.path)
        } catch let fault as PasskeyFault {
            return try answer(
                view(of: asked, typed, by: visitor, faults: [FieldFault(fault.sentence)], status: 403))
        } catch let moved as MovedSubject {
            let happened = try shelf.reading { try asked.subject?.happened(moved.seen, $0) ?? [] }
            var typed = typed
            typed["seen"] = nil
            return try answer(
                view(
                    of: asked, typed, by: visitor,
                    happened: happened.isEmpty ? ["Something was put right."] : happened, status: 409))
        } catch let refusal as RuleViolation {
            let fields = Set(asked.fields.map(\.name))
            var faults = refusal.missing.compactMap { need in
                need.field.flatMap { fields.contains($0) ? FieldFault($0, "It needs \(need.label).") : nil }
            }
            if faults.count < max(1, refusal.missing.count) { faults.append(FieldFault(refusal.onPages)) }
            return try answer(view(of: asked, typed, by: visitor, faults: faults, status: 422))
        } catch {
            return try refused(error) {
                try answer(view(of: asked, typed, by: visitor, faults: [$0], status: $1))
            }
        }
    }

    /// Goes through a form once: records it, or only looks what it would come to, and where it is signed elsewhere, what is to be
    /// signed.
    ///
    /// - Returns: nil where the same form was recorded meanwhile.
    private func gone(
        through asked: AskedForm, _ filled: FilledForm, _ form: String, _ signing: Signing,
        by visitor: Visitor
    ) throws -> (recorded: RecordedForm, statement: ActStatement?)? {
        let typed = filled.typed
        return try shelf.writing { register in
            // The same form may have been sent twice at once.
            if try file.outcome(of: form, by: visitor.person) != nil { return nil }
            var session = try asked.session(typed, register)
            session.signing = signing
            var drafted: RecordedForm?
            do {
                let recorded = try register.write(session, keep: filled.isRecorded) { writer in
                    if let subject = asked.subject {
                        let last = try register.newest(about: subject.name)
                        guard typed["seen"] == String(last) else {
                            throw MovedSubject(seen: typed["seen"].flatMap { Int64($0) } ?? last)
                        }
                    }
                    let recorded = try asked.record(filled, writer)
                    drafted = recorded
                    return recorded
                }
                if filled.isRecorded {
                    try file.take(form, by: visitor.person, outcome: recorded.path, at: now)
                }
                return (recorded, nil)
            } catch let draft as Drafted {
                return drafted.map { ($0, draft.statement) }
            }
        }
    }

    /// Where a form led that was recorded before.
    private func known(_ form: String, _ asked: AskedForm, by visitor: Visitor) throws -> PageResponse {
        .leading(to: try file.outcome(of: form, by: visitor.person) ?? asked.back.path)
    }

    /// Shows what will be recorded once it is signed, where somebody has a passkey for that. - Throws: `refusal`, where not.
    private func signed(
        _ asked: AskedForm, _ filled: FilledForm, _ form: String, by visitor: Visitor,
        despite refusal: RuleViolation
    ) throws -> PageView? {
        let keys = try shelf.reading { try signingKeys(of: visitor.person, $0) }
        let chosen = filled.typed["signing-key"].flatMap { Int64($0) }
        guard let key = keys.first(where: { $0.key.id == chosen }) ?? keys.first else { throw refusal }
        let signing = Signing.elsewhere(with: { $0.id == key.key.id }, { throw Drafted(statement: $0) })
        guard let (recorded, statement) = try gone(through: asked, filled, form, signing, by: visitor),
            let statement
        else { return nil }
        var view = check(asked, filled.typed, recorded, by: visitor)
        view.below = signature(
            of: statement, with: key, at: asked.path,
            hidden: hidden(asked, filled.typed, visitor)
                + asked.fields.map { $0.sent(filled.typed) }.joined(),
            others: keys.filter { $0.key.id != key.key.id },
            words: "Sign and \(asked.button.prefix(1).lowercased() + asked.button.dropFirst())",
            by: visitor)
        view.usesScript = true
        return view
    }

    /// Shows what will be recorded, before it is.
    private func check(
        _ asked: AskedForm, _ typed: FormFields, _ recorded: RecordedForm, by visitor: Visitor
    ) -> PageView {
        let answers = asked.fields.compactMap { field in
            field.answer(in: typed).map { Fact(label: field.label, value: $0) }
        }
        var view = PageView(
            Document(
                title: "Check: \(asked.title.prefix(1).lowercased() + asked.title.dropFirst())",
                blocks: asked.about + [.facts(answers + recorded.facts)] + recorded.blocks))
        view.above = HTML.notice("Nothing is recorded yet. This is what will be.")
        view.below =
            "<form method=\"post\" action=\"\(HTML.value(asked.path))\">\n\(hidden(asked, typed, visitor))"
            + asked.fields.map { $0.sent(typed) }.joined()
            + "<p class=\"buttons\"><button name=\"step\" value=\"record\">\(HTML.text(asked.button))</button> <button class=\"plain\" name=\"step\" value=\"change\">Change it</button></p>\n</form>\n"
        return view
    }

    /// What is told where nothing was recorded: the form once more, drawn by `draw` with what is wrong.
    func refused(
        _ error: any Error, _ draw: (FieldFault, _ status: Int) throws -> PageResponse
    ) throws -> PageResponse {
        switch error {
        case let fault as FieldFault: return try draw(fault, 422)
        case let error as StorageError where error.isBusy:
            var response = try draw(
                FieldFault("Somebody else is writing. Nothing was recorded; send it once more in a moment."),
                503)
            response["Retry-After"] = "2"
            return response
        case let error as any TrackerError
        where [.malformed, .missing, .notPermitted].contains(error.failure):
            return try draw(FieldFault(error.onPages), 422)
        default: throw error
        }
    }
}

extension Register {
    /// The number of the last entry about something that the register names.
    func newest(about subject: String) throws -> Int64 {
        try lastEntry(about: subject)?.seq ?? 0
    }
}
