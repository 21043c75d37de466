import Tracker
import TrackerDocuments

/// A spreadsheet that is taken in: looked at as often as it takes, then recorded whole. What the sheet leaves open is asked here as
/// `trackerctl import` asks it, and answered by fields instead of options.
extension Pages {
    /// The page as it was left.
    func importPage(_ fields: FormFields, by visitor: Visitor) throws -> PageView {
        guard visitor.isOfficer else { throw NotFound("page", "import") }
        let draft = try file.draft(ImportForm.path, of: visitor.person)
        var view = try view(
            of: nil, draft ?? FormFields(), by: visitor,
            notice: draft == nil ? nil : "What you chose before is here again; nothing of it is recorded yet."
        )
        if fields["recorded"] != nil {
            view.above =
                try shelf.reading { register in
                    let today = clock().day(in: try register.timeZone())
                    return try recordedNotice(
                        try PageQuestion(fields, register: register, today: today), by: visitor, register)
                } + "<p>\(HTML.link("See the items", to: "/items"))</p>\n" + view.above
        }
        return view
    }

    /// Reads a sheet, shows what it would come to, or records it.
    func takeImport(
        _ sent: FormFields, _ upload: MultipartForm.File?, by visitor: Visitor
    ) throws -> PageResponse {
        guard visitor.isOfficer else { throw NotFound("page", "import") }
        var typed = sent
        typed["upload"] = nil
        func answer(_ view: PageView) throws -> PageResponse { try page(view, for: visitor, at: ["import"]) }
        func refuse(_ fault: FieldFault) throws -> PageResponse {
            try answer(view(of: nil, typed, by: visitor, faults: [fault], status: 422))
        }
        guard let form = typed["form"], form.utf8.count == 32 else {
            return try refuse(FieldFault("Load this page again, and send it once more."))
        }
        if let outcome = try file.outcome(of: form, by: visitor.person) { return .leading(to: outcome) }
        if typed["step"] == "forget" {
            try file.keep(nil, of: form, by: visitor.person, at: now)
            try file.keep(nil as FormFields?, ImportForm.path, of: visitor.person, at: now)
            return .leading(to: ImportForm.path)
        }
        if let upload, upload.field == "upload" {
            try file.keep((upload.name, upload.bytes), of: form, by: visitor.person, at: now)
            typed["file"] = upload.name
            typed["sheet"] = nil
        }
        try file.keep(typed, ImportForm.path, of: visitor.person, at: now)
        guard typed["file"] != nil, let given = try file.upload(form, by: visitor.person),
            !given.bytes.isEmpty
        else {
            typed["file"] = nil
            return try refuse(FieldFault("file", "Choose the sheet, a file that isn't empty."))
        }
        do {
            let (looked, outcome) = try look(at: given, &typed, form, by: visitor)
            if let outcome {
                try file.keep(nil as FormFields?, ImportForm.path, of: visitor.person, at: now)
                try file.keep(nil, of: form, by: visitor.person, at: now)
                return .leading(to: outcome)
            }
            if typed["step"] == "marked", !looked.problems.isEmpty { return try marked(looked) }
            let notice =
                typed["step"] == "record" && looked.isReady
                ? "Something has changed since you looked. Nothing is recorded yet: look once more." : nil
            typed["step"] = nil
            let isWrong = looked.fault != nil || !looked.problems.isEmpty
            return try answer(
                view(
                    of: looked, typed, by: visitor, faults: looked.fault.map { [$0] } ?? [], notice: notice,
                    status: isWrong ? 422 : 200))
        } catch let problems as InputProblems {
            return try answer(
                view(
                    of: nil, typed, by: visitor,
                    faults: problems.problems.prefix(InputProblems.printed).map {
                        FieldFault("file", $0.description)
                    }, status: 422))
        } catch { return try refused(error) { fault, _ in try refuse(fault) } }
    }

    /// Reads the sheet and rehearses what it would come to; or records that, where it is what was seen.
    ///
    /// - Throws: `InputProblems` for a file that can't be read.
    private func look(
        at given: (name: String, bytes: [UInt8]), _ typed: inout FormFields, _ form: String,
        by visitor: Visitor
    ) throws -> (LookedSheet, outcome: String?) {
        let saved = try typed["mapping"].map { name in
            try ImportForm.at("mapping") { try shelf.reading { try $0.mapping(name) } }
        }
        let sheet = try Sheet.read(
            given.bytes, file: given.name, tab: typed["sheet"] ?? saved?.answers.sheet,
            headings: ImportMapping.search(given: [], saved: saved))
        if sheet.tabs.count > 1 { typed["sheet"] = sheet.name }
        // What was said of the columns of another sheet isn't said of this one's.
        if let other = typed["columns-of"], other != sheet.name {
            for pair in typed.pairs where pair.name.hasPrefix("c-") { typed[pair.name] = nil }
        }
        typed["columns-of"] = sheet.name
        var looked = LookedSheet(sheet: sheet)
        do {
            let mapping = try ImportMapping(
                sheet, given: ImportForm.columns(of: sheet, typed), saved: saved,
                needsText: typed["update"] == nil, file: given.name)
            looked.mapping = mapping
            let outcome = try rehearse(&looked, mapping, saved, given, typed, form, by: visitor)
            return (looked, outcome)
        } catch let problems as InputProblems {
            looked.problems = problems.problems
        } catch let fault as FieldFault {
            looked.fault = fault
        } catch let error as any TrackerError
            where [.malformed, .missing, .notPermitted].contains(error.failure)
        {
            looked.fault = FieldFault(error.onPages)
        }
        return (looked, nil)
    }

    /// What the sheet comes to, recorded if that is what was seen. - Returns: where that led.
    private func rehearse(
        _ looked: inout LookedSheet, _ mapping: ImportMapping, _ saved: SavedMapping?,
        _ given: (name: String, bytes: [UInt8]), _ typed: FormFields, _ form: String, by visitor: Visitor
    ) throws -> String? {
        let sheet = looked.sheet
        var options = try ImportForm.options(typed, saved)
        if options.answers.sheet == nil, sheet.source == .spreadsheet { options.answers.sheet = sheet.name }
        let kept = try typed["save-as"].map { name in
            let name = try ImportForm.at("save-as") {
                try Reference(parsing: name, what: "name of a mapping")
            }
            return (
                mapping: SavedMapping(
                    mapping, of: sheet, statuses: options.statuses, answers: options.answers), name: name
            )
        }
        var session = Session(Actor(.person(visitor.person)), clock: clock)
        session.on = try ImportForm.counting.day(in: typed)
        let hash = Hash.sha256(given.bytes).hex
        let rows = ImportedRows(sheet, mapping: mapping, file: given.name)
        return try shelf.writing { register in
            if let outcome = try file.outcome(of: form, by: visitor.person) { return outcome }
            looked.seen = Self.seen(typed, hash, size: try register.size())
            let isRecorded = typed["step"] == "record" && typed["seen"] == looked.seen
            let taken = try register.importRows(
                rows, options: options, file: given.name, sha256: hash, saving: kept, session: session,
                keep: isRecorded)
            looked.taken = taken
            guard isRecorded, !taken.isNothing else { return nil }
            let outcome = "\(ImportForm.path)?recorded=\(try register.size())"
            try file.take(form, by: visitor.person, outcome: outcome, at: now)
            return outcome
        }
    }

    /// Everything that decides what is recorded.
    private static func seen(_ typed: FormFields, _ hash: String, size: Int64) -> String {
        let answers = typed.pairs.filter {
            !["token", "form", "step", "seen"].contains($0.name) && !$0.value.isBlank
        }
        .map { "\($0.name)=\($0.value.trimmed)" }.sorted().joined(separator: "\n")
        return Hash.sha256(Array("\(hash) \(size)\n\(answers)".utf8)).hex
    }

    /// A copy of the sheet with what is open marked where it stands.
    private func marked(_ looked: LookedSheet) throws -> PageResponse {
        #if Spreadsheets
            let table = MarkedTable(looked.sheet, problems: looked.problems) { LookedSheet.words($0) }
            var response = PageResponse(
                200, type: PageFormat.xlsx.type,
                try PageFormat.xlsx.made { try MarkedTableRenderer.write(table, to: $0) })
            response["Content-Disposition"] = "attachment; filename=\"marked.xlsx\""
            return response
        #else
            throw NotFound("page", "import")
        #endif
    }

    private func view(
        of looked: LookedSheet?, _ typed: FormFields, by visitor: Visitor, faults: [FieldFault] = [],
        notice: String? = nil, status: Int = 200
    ) throws -> PageView {
        let form = ImportForm(typed, of: looked, faults: faults)
        let title = looked?.isReady == true ? "Check: take in a spreadsheet" : "Take in a spreadsheet"
        var view = PageView(
            Document(
                title: title,
                blocks: looked?.preview ?? [
                    .paragraph(
                        "The items of a spreadsheet become items here: all of them or none. What it would come to is shown before anything is recorded."
                    )
                ]))
        view.status = status
        view.isFaulty = !form.faults.isEmpty
        view.above = HTML.errors(form.faults)
        if let notice {
            view.above += HTML.notice(notice)
        } else if looked?.isReady == true {
            view.above += HTML.notice("Nothing is recorded yet. This is what will be, all of it or nothing.")
        } else if let taken = looked?.taken, taken.isNothing {
            view.above += HTML.notice("Nothing differs from the register, so there is nothing to record.")
        }
        view.below = form.html(mappings: try shelf.reading { try $0.mappings() }, by: visitor)
        return view
    }
}
