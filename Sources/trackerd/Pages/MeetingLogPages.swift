import Tracker
import TrackerDocuments

/// A meeting's log: a row an item, kept as it is typed, looked at, and recorded as one unit or not at all.
extension Pages {
    /// What is filled in for an item, and the letter that names its field.
    private static let columns: [(column: MeetingColumn, letter: String)] = [
        (.act, "a"), (.minute, "m"), (.note, "n"), (.complete, "c"), (.newOwner, "o"), (.newDate, "d"),
        (.evidence, "e"), (.reason, "r"),
    ]

    /// One item as the board has it before it.
    private struct Row {
        let reference: Reference
        let line: String
        /// The last entry about it.
        let last: Int64
    }

    private struct Log {
        let meeting: Meeting
        /// The day as at which the items stand here.
        let day: Day
        let title: String
        let marking: String
        let rows: [Row]
        let people: [String]
        let assurers: [(value: String, label: String)]
    }

    /// - Throws: `NotFound`, also for whom meetings aren't to log: an address that one may not see isn't there.
    private func log(_ id: String, by visitor: Visitor, _ register: Register) throws -> Log {
        guard visitor.isOfficer else { throw NotFound("page", "log") }
        let today = clock().day(in: try register.timeZone())
        let meeting = try register.meeting(id)
        let form = try MeetingForm.make(register, meeting: id, today: today)
        let rows = try form.rows.map { cells in
            let words = cells.map { if case .text(let text) = $0 { text } else { "" } }
            let reference = Reference(stored: words[0])
            return Row(
                reference: reference,
                line: "\(words[3].cut(to: 110)) (\(words[4]); \(words[5].isEmpty ? "nobody yet" : words[5]))",
                last: try register.newest(about: reference.text))
        }
        let people = try register.people().filter { !$0.hasLeft(by: today) }
        return Log(
            meeting: meeting, day: MeetingPackPaper.day(of: meeting, today: today), title: form.title,
            marking: form.marking, rows: rows, people: people.inPrint,
            assurers: zip(people, people.inPrint).filter { $0.0.roles.contains(.assurer) }.map {
                ($0.id.description, $1)
            })
    }

    private func path(_ log: Log) -> String {
        PageAddress.path("meetings", log.meeting.reference.text, "log")
    }

    /// The page as it was left.
    func meetingLog(_ id: String, by visitor: Visitor) throws -> PageView {
        let log = try shelf.reading { try self.log(id, by: visitor, $0) }
        let draft = try file.draft(path(log), of: visitor.person)
        return view(
            of: log, draft ?? FormFields(), by: visitor,
            notice: draft == nil ? nil : "What you typed before is here again; nothing of it is recorded yet."
        )
    }

    private func view(
        of log: Log, _ typed: FormFields, by visitor: Visitor, faults: [FieldFault] = [],
        notice: String? = nil,
        status: Int = 200
    ) -> PageView {
        var view = PageView(Document(title: "Log: \(log.title)", marking: log.marking, blocks: []))
        view.status = status
        view.isFaulty = !faults.isEmpty
        view.above =
            HTML.errors(faults) + (notice.map(HTML.notice) ?? "")
            + "<p>\(sheetLinks(log.meeting)) <a href=\"#sheet\">Give it back filled in</a></p>\n"
        let faulty = Dictionary(grouping: faults.filter { $0.field != nil }) { $0.field ?? "" }
        func field(_ column: MeetingColumn, _ name: String) -> String {
            let fault = faulty[name]?.first
            let (about, said) =
                fault.map {
                    (
                        " id=\(name) aria-invalid=true",
                        "<span class=\"error\">\(HTML.text($0.sentence))</span>"
                    )
                } ?? ("", "")
            let label = "<label\(fault == nil ? "" : " class=\"faulty\"")>\(column.rawValue)\(said)"
            if column == .note {
                return
                    "\(label)<textarea name=\(name)\(about)>\(typed[name].map { "\n" + HTML.value($0) } ?? "")</textarea></label>"
            }
            let value = typed[name].map { " value=\"\(HTML.value($0))\"" } ?? ""
            let list = column == .act ? " list=acts" : column == .newOwner ? " list=people" : ""
            return "\(label)<input name=\(name)\(list)\(value)\(about)></label>"
        }
        let rows = numbered(log, typed).map { number, row in
            let fields = Self.columns.map { field($0.column, "\($0.letter)\(number)") }.joined()
            return
                "<fieldset><legend><b>\(HTML.text(row.reference.text))</b> \(HTML.text(row.line))</legend><input type=hidden name=i\(number) value=\"\(HTML.value(row.reference.text))\"><input type=hidden name=s\(number) value=\(seen(number, typed) ?? row.last)>\(fields)</fieldset>\n"
        }
        let assurer = FormField(
            name: "assurer", label: "Who assured what was assured", hint: "You, where it is left blank.",
            kind: .choice(log.assurers))
        view.below =
            "<form class=\"log\" method=\"post\" action=\"\(HTML.value(path(log)))\">\n\(hidden(typed, visitor))"
            + "<p class=\"hint\">A row with nothing filled in is left alone. Several acts are parted by commas; \"closed - superseded by REFERENCE\" names the item that takes its place. Days are written like 27/3/2018.</p>\n"
            + "<datalist id=acts>\(MeetingAct.choices.map { "<option value=\"\(HTML.value($0))\">" }.joined())</datalist>"
            + "<datalist id=people>\(log.people.map { "<option value=\"\(HTML.value($0))\">" }.joined())</datalist>\n"
            + rows.joined()
            + (log.rows.isEmpty
                ? "<p>On \(log.day.longForm) no live item is before this board.</p>\n"
                : assurer.html(typed, faults))
            + "<p class=\"buttons\"><button name=\"step\" value=\"check\">Check before it is recorded</button> <button class=\"plain\" name=\"step\" value=\"keep\">Keep as a draft</button></p>\n"
            // Behind the other buttons: Enter in a field presses the first.
            + "<h2>From a sheet</h2>\n\(Self.sheet.html(typed, faults))"
            + "<p class=\"buttons\"><button class=\"plain\" formenctype=\"multipart/form-data\" name=\"step\" value=\"sheet\">Fill this page in from the sheet</button></p>\n</form>\n"
        return view
    }

    /// The rows with the numbers of their fields: those of the form that was sent, and behind them what has come before the board
    /// since; what was typed for an item that isn't before it any more stays.
    private func numbered(_ log: Log, _ typed: FormFields) -> [(Int, Row)] {
        var rows: [(Int, Row)] = []
        let known = Dictionary(log.rows.map { ($0.reference.folded, $0) }) { first, _ in first }
        var next = 1
        for (number, reference) in references(typed) {
            next = max(next, number + 1)
            let row =
                known[reference.folded]
                ?? Row(reference: reference, line: "(not before this board now)", last: 0)
            if known[reference.folded] != nil || isFilledIn(number, typed) { rows.append((number, row)) }
        }
        let shown = Set(rows.map { $0.1.reference.folded })
        for row in log.rows where !shown.contains(row.reference.folded) {
            rows.append((next, row))
            next += 1
        }
        return rows
    }

    private func references(_ typed: FormFields) -> [(Int, Reference)] {
        typed.pairs.compactMap { pair in
            guard pair.name.first == "i", let number = Int(pair.name.dropFirst()),
                (1...10_000).contains(number),
                Reference.isWellFormed(pair.value)
            else { return nil }
            return (number, Reference(stored: pair.value))
        }
    }

    private func seen(_ number: Int, _ typed: FormFields) -> Int64? {
        typed["s\(number)"].flatMap { Int64($0) }
    }

    private func isFilledIn(_ number: Int, _ typed: FormFields) -> Bool {
        Self.columns.contains { typed["\($0.letter)\(number)"] != nil }
    }

    private func hidden(_ typed: FormFields, _ visitor: Visitor) -> String {
        HTML.hidden("token", visitor.proof)
            + HTML.hidden("form", typed["form"] ?? Hexadecimal.encode(PagesFile.random(16))) + "\n"
    }

    /// Keeps what was typed, takes a sheet, shows what it would record, or records it.
    func takeLog(
        _ sent: FormFields, _ upload: MultipartForm.File?, of id: String, by visitor: Visitor
    ) throws -> PageResponse {
        let log = try shelf.reading { try self.log(id, by: visitor, $0) }
        var typed = sent
        // What was chosen and not sent is a name without a file.
        typed["upload"] = nil
        let at = ["meetings", log.meeting.reference.text, "log"]
        func answer(_ view: PageView) throws -> PageResponse { try page(view, for: visitor, at: at) }
        guard let form = typed["form"], form.utf8.count == 32 else {
            return try answer(
                view(
                    of: log, typed, by: visitor,
                    faults: [FieldFault("Load this page again, and send it once more.")], status: 422))
        }
        if let outcome = try file.outcome(of: form, by: visitor.person) { return .leading(to: outcome) }
        // Whatever becomes of it, nothing typed is lost.
        try file.keep(typed, path(log), of: visitor.person, at: now)
        var remarks: [String] = []
        if typed["step"] == "sheet" {
            do { remarks = try fill(&typed, from: upload, form, log, by: visitor) } catch let faults
                as SheetFaults
            {
                return try answer(
                    view(of: log, typed, by: visitor, faults: faults.all, status: 422))
            }
            try file.keep(typed, path(log), of: visitor.person, at: now)
        }
        let sheet = try typed["sheet"].flatMap { _ in try file.upload(form, by: visitor.person) }
        switch typed["step"] {
        case "keep":
            return try answer(
                view(of: log, typed, by: visitor, notice: "Kept as a draft; nothing is recorded."))
        case "change": return try answer(view(of: log, typed, by: visitor))
        default: break
        }
        let isRecorded = typed["step"] == "record"
        let rows = references(typed).filter { isFilledIn($0.0, typed) }
        do {
            let done = try shelf.writing { register -> (outcome: String?, logged: LoggedMeeting)? in
                if try file.outcome(of: form, by: visitor.person) != nil { return nil }
                let session = Session(
                    Actor(.person(visitor.person)), meeting: log.meeting.reference.text, clock: clock)
                let logged = try register.write(session, keep: isRecorded) { writer in
                    let moved = try rows.filter { number, reference in
                        try register.newest(about: reference.text) != seen(number, typed)
                    }
                    guard moved.isEmpty else { throw MovedRows(rows: moved) }
                    return try writer.log(
                        rows.map { number, reference in
                            var words: [MeetingColumn: String] = [.reference: reference.text]
                            for (column, letter) in Self.columns {
                                words[column] = typed["\(letter)\(number)"]
                            }
                            return MeetingLine(words, inRow: number)
                        }, file: sheet?.name ?? "answers", sha256: sheet.map { Hash.sha256($0.bytes).hex },
                        assurer: typed["assurer"].flatMap { PersonID($0) })
                }
                guard isRecorded else { return (nil, logged) }
                let outcome =
                    PageAddress.path("meetings", log.meeting.reference.text)
                    + "?recorded=\(try register.size())"
                try file.take(form, by: visitor.person, outcome: outcome, at: now)
                return (outcome, logged)
            }
            guard let done else {
                return .leading(to: try file.outcome(of: form, by: visitor.person) ?? path(log))
            }
            if let outcome = done.outcome {
                try file.keep(nil as FormFields?, path(log), of: visitor.person, at: now)
                if sheet != nil { try file.keep(nil, of: form, by: visitor.person, at: now) }
                return .leading(to: outcome)
            }
            return try answer(preview(log, typed, done.logged, rows.map(\.0), remarks, by: visitor))
        } catch let moved as MovedRows {
            return try answer(
                view(
                    of: log, moved.forgotten(typed), by: visitor, faults: try faults(moved, typed),
                    status: 409))
        } catch let problems as InputProblems {
            let letters = Dictionary(
                uniqueKeysWithValues: Self.columns.map { ($0.column.rawValue, $0.letter) })
            let faults = problems.problems.map { problem -> FieldFault in
                let sentence = [
                    problem.reference.map { "\($0):" }, problem.sentence,
                    problem.accepted.map { "Accepted: \($0)." },
                ]
                .compactMap { $0 }.joined(separator: " ")
                guard let place = problem.place else { return FieldFault(sentence) }
                let heading = place.heading
                return FieldFault(
                    "\(letters[heading] ?? "a")\(place.row)",
                    "\(letters[heading] == nil ? "" : "\(heading), ")\(sentence)")
            }
            return try answer(view(of: log, typed, by: visitor, faults: faults, status: 422))
        } catch {
            return try refused(error) {
                try answer(view(of: log, typed, by: visitor, faults: [$0], status: $1))
            }
        }
    }

    /// What happened meanwhile to items that something was typed for.
    private func faults(_ moved: MovedRows, _ typed: FormFields) throws -> [FieldFault] {
        try shelf.reading { register in
            let today = clock().day(in: try register.timeZone())
            let frame = try PaperContext(register.snapshot(asAt: today, today: today), scope: .everything)
            return try moved.rows.map { number, reference in
                let happened = try ItemPaper(register, reference, frame: frame).happened(
                    after: seen(number, typed) ?? 0)
                return FieldFault(
                    "a\(number)",
                    "\(reference) has moved since you opened this page: \(happened.joined(separator: "; ")). What you typed for it is still there: look whether it holds."
                )
            }
        }
    }

    /// All entries that would be recorded, before they are.
    private func preview(
        _ log: Log, _ typed: FormFields, _ logged: LoggedMeeting, _ numbers: [Int], _ remarks: [String],
        by visitor: Visitor
    ) throws -> PageView {
        let people = try shelf.reading { try $0.people() }
        var view = PageView(
            MeetingLogPaper(logged, isRehearsal: true, people: people, spelling: MeetingAct.spelled).document)
        view.document.title = "Check: \(log.title)"
        view.above =
            HTML.notice("Nothing is recorded yet. This is what will be, all of it or nothing.")
            + HTML.list(remarks.map(HTML.text))
        let names =
            numbers.flatMap { number in
                ["i", "s"].map { "\($0)\(number)" } + Self.columns.map { "\($0.letter)\(number)" }
            } + ["assurer", "sheet"]
        view.below =
            "<form method=\"post\" action=\"\(HTML.value(path(log)))\">\n\(hidden(typed, visitor))"
            + names.compactMap { name in typed[name].map { HTML.hidden(name, $0) } }.joined()
            + "<p class=\"buttons\"><button name=\"step\" value=\"record\">Record all of it</button> <button class=\"plain\" name=\"step\" value=\"change\">Change it</button></p>\n</form>\n"
        return view
    }
}

/// The same as a sheet that is filled in elsewhere.
extension Pages {
    private static let sheet = FormField(
        name: "sheet", label: "The sheet, filled in",
        hint: "A workbook (.xlsx) or CSV. Its rows take the place of what is typed here for the same items.",
        kind: .file)

    /// Where the sheet to fill in is got.
    func sheetLinks(_ meeting: Meeting) -> String {
        let path = PageAddress.path("meetings", meeting.reference.text, "log")
        let links = PageFormat.offered.filter(\.isSheet).map {
            HTML.link($0.rawValue.uppercased(), to: "\(path).\($0.rawValue)")
        }
        return "The sheet to fill in away from here: \(links.joined(separator: ", "))."
    }

    /// The sheet of a meeting, as the command line writes it.
    func meetingSheet(_ id: String, _ format: PageFormat, by visitor: Visitor) throws -> PageResponse {
        guard visitor.isOfficer, format.isSheet else { throw NotFound("page", "log") }
        var form = try shelf.reading { register in
            try MeetingForm.make(
                register, meeting: id, today: clock().day(in: try register.timeZone()))
        }
        form.guide.insert(
            Fact(
                label: "How to hand it back",
                value:
                    "Give it on the page of the meeting's log; what it says is shown there before it is recorded, all of it or nothing."
            ), at: 0)
        var response = PageResponse(200, type: format.type, try format.bytes(of: form))
        response["Content-Disposition"] =
            "attachment; filename=\"\(id.asFileName).\(format.rawValue)\""
        return response
    }

    /// Fills the page in with what a sheet says. - Returns: what whoever gave it should know.
    private func fill(
        _ typed: inout FormFields, from upload: MultipartForm.File?, _ form: String, _ log: Log,
        by visitor: Visitor
    ) throws -> [String] {
        guard let upload, upload.field == "upload", !upload.bytes.isEmpty else {
            throw SheetFaults(["Choose the sheet, a file that isn't empty."])
        }
        let hash = Hash.sha256(upload.bytes).hex
        if let earlier = try shelf.reading({ try $0.meetingLogEntry(hash) }) {
            throw SheetFaults([
                "This very sheet was logged already, as entry \(earlier.seq) for meeting \(earlier.meeting); nothing in it is new."
            ])
        }
        let sheet: MeetingSheet
        do { sheet = try MeetingSheet(upload.bytes, file: upload.name) } catch {
            throw SheetFaults(error.problems.prefix(InputProblems.printed).map(\.description))
        }
        let lines = sheet.lines.filter(\.isFilledIn)
        if lines.isEmpty { throw SheetFaults(["No row of the sheet is filled in."]) }
        let nameless = lines.filter { $0[.reference].flatMap { Reference(printed: $0) } == nil }
        guard nameless.isEmpty else {
            throw SheetFaults(
                nameless.map { "Row \($0.row) of the sheet is filled in, but names no item under Reference." }
            )
        }
        let shown = numbered(log, typed)
        var free = Dictionary(shown.map { ($0.1.reference.folded, $0) }) { first, _ in first }
        var next = (shown.map(\.0).max() ?? 0) + 1
        try shelf.reading { register in
            for line in lines {
                guard let named = line[.reference].flatMap({ Reference(printed: $0) }) else { continue }
                // A second row of the same item stands by itself.
                let taken = free.removeValue(forKey: named.folded)
                let number = taken?.0 ?? next
                if taken == nil { next += 1 }
                let reference = taken?.1.reference ?? named
                typed["i\(number)"] = reference.text
                typed["s\(number)"] = String(
                    try seen(number, typed) ?? register.newest(about: reference.text))
                for (column, letter) in Self.columns {
                    typed["\(letter)\(number)"] = line.typed(column)
                }
            }
        }
        typed["sheet"] = upload.name
        try file.keep((upload.name, upload.bytes), of: form, by: visitor.person, at: now)
        return sheet.remarks
            + (sheet.ignored.isEmpty
                ? []
                : ["Columns that mean nothing here were left out: \(sheet.ignored.joined(separator: ", "))."])
    }
}

/// What is wrong with a sheet that was given.
private struct SheetFaults: Error {
    let all: [FieldFault]

    init(_ sentences: [String]) { all = sentences.map { FieldFault("sheet", $0) } }
}

extension MeetingLine {
    /// A cell as it would be typed into the page.
    fileprivate func typed(_ column: MeetingColumn) -> String? {
        switch cells[column] {
        case .number?, .date?:
            let read: String? =
                switch column {
                case .complete: cells[column]?.percent.map { String($0) }
                case .newDate: cells[column]?.day(since: epoch)?.description
                default: nil
                }
            return read ?? self[column]
        default: return self[column]
        }
    }
}

/// Items for which something was typed, and of which somebody else recorded something meanwhile.
private struct MovedRows: Error {
    let rows: [(Int, Reference)]

    /// What was typed, as seen anew.
    func forgotten(_ typed: FormFields) -> FormFields {
        var typed = typed
        for (number, _) in rows { typed["s\(number)"] = nil }
        return typed
    }
}
