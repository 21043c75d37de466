import Tracker
import TrackerDocuments

/// What an officer keeps beside items: people, boards, meetings, reports and settings. Each form fills in one command of the library.
extension Pages {
    /// The form at an address; nil where there is none. - Throws: `NotFound` for who doesn't keep the register.
    func officeForm(
        at path: [String], by visitor: Visitor, _ register: Register
    ) throws -> AskedForm? {
        guard visitor.isOfficer else { throw NotFound("page", path.joined(separator: "/").excerpt) }
        switch (path[0], path[1]) {
        case ("add", "person"): return personForm(by: visitor)
        case ("add", "board"): return boardForm(by: visitor)
        case ("add", "meeting"): return try meetingForm(by: visitor, register)
        case ("add", "clock"): return clockForm(by: visitor)
        case ("add", "report"): return try reportForm(by: visitor, register)
        case ("people", _): return try changeForm(path[1], by: visitor, register)
        case ("settings", _): return try settingForm(path[1], by: visitor, register)
        default: return nil
        }
    }

    /// A list of the office, with what an officer adds to it.
    func listing(
        _ listing: Listing, ids path: String? = nil, add: (words: String, what: String)? = nil,
        _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        var view = PageView(listing, ids: path)
        view.above = try recordedNotice(question, by: visitor, register)
        guard visitor.isOfficer else { return view }
        if let add { view.above += "<p>\(HTML.link(add.words, to: "/add/\(add.what)"))</p>\n" }
        if path == nil {
            let list = listing.table.name
            view.places = ["id", "setting"]
            view.address = { words, _, _ in PageAddress.path(list, words, "change") }
        }
        return view
    }

    func office(
        _ at: [String], _ title: String, _ fields: [FormField], given: FormFields = FormFields(),
        about: [Block] = [], subject: AskedForm.Subject? = nil, back: (words: String, path: String),
        by visitor: Visitor, record: @escaping (FilledForm, Writer) throws -> String?
    ) -> AskedForm {
        AskedForm(
            at: at, title: title, about: about, fields: fields, given: given, back: back, subject: subject,
            session: { [clock] _, _ in Session(Actor(.person(visitor.person)), clock: clock) },
            record: { filled, writer in
                let path = try record(filled, writer) ?? back.path
                return RecordedForm(path: "\(path)?recorded=\(writer.nextSeq - 1)")
            })
    }

    /// What a command takes from a field: what is wrong with it is told there.
    @discardableResult
    private func from<Value>(_ field: String, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as any TrackerError
            where [.malformed, .missing].contains(error.failure)
        {
            throw FieldFault(field, error.onPages)
        }
    }

    private func needed(_ field: FormField, in typed: FormFields) throws -> String {
        guard let words = typed[field.name] else {
            throw FieldFault(field.name, "\(field.label): this is needed.")
        }
        return words
    }

    private static let identifier = FormField(
        name: "id", label: "Its identifier",
        hint: "Short, and for ever; letters, digits and hyphens, for example PEEL-2017", kind: .line,
        isNeeded: true)

    // MARK: People

    private static let roles = Role.allCases.map {
        FormField(name: "role-\($0.rawValue)", label: "Role: \($0.rawValue)", kind: .tick)
    }

    private func roles(in typed: FormFields) -> [Role] {
        Role.allCases.filter { typed["role-\($0.rawValue)"] != nil }
    }

    private static let post = FormField(name: "post", label: "The office they hold", kind: .line)
    private static let account = FormField(
        name: "account", label: "Their account on this computer",
        hint: "By which the command line knows them", kind: .line)
    private static let email = FormField(
        name: "email", label: "Their e-mail address", hint: "Where reminders go", kind: .line)

    private func personForm(by visitor: Visitor) -> AskedForm {
        let name = FormField(name: "name", label: "Name", kind: .line, isNeeded: true)
        return office(
            ["add", "person"], "Register a person",
            [name, Self.post] + Self.roles + [Self.account, Self.email],
            about: [.paragraph("Without a role they may only read.")],
            back: ("Back to the people", "/people"), by: visitor
        ) { [self] filled, writer in
            let typed = filled.typed
            try from("name") {
                try writer.addPerson(
                    try needed(name, in: typed), post: typed["post"], roles: roles(in: typed),
                    account: typed["account"], email: typed["email"])
            }
            return nil
        }
    }

    private func changeForm(
        _ id: String, by visitor: Visitor, _ register: Register
    ) throws -> AskedForm {
        guard let person = try register.people().first(where: { $0.id.description == id }) else {
            throw NotFound("person", id.excerpt)
        }
        let leaves = FormField(
            name: "leaves", label: "Their last day", hint: "Left blank, they stay.", kind: .day)
        var given = FormFields()
        given["post"] = person.post
        given["account"] = person.account
        let address = try register.correspondent(person.id).address
        given["email"] = address
        for role in person.roles { given["role-\(role.rawValue)"] = "yes" }
        if let last = person.leaves { leaves.fill(&given, with: last) }
        let reminding = try ReminderWishFields(
            of: person.id, on: clock().day(in: try register.timeZone()), register)
        reminding.fill(&given)
        return office(
            ["people", id, "change"], "Change \(person.name)",
            [Self.post] + Self.roles + [Self.account, Self.email, leaves] + reminding.fields, given: given,
            about: [.paragraph("What was before is kept: past papers print the office of their day.")],
            subject: try subject(id, called: person.name, register),
            back: ("Back to the people", "/people"), by: visitor
        ) { [self] filled, writer in
            let typed = filled.typed
            let wanted = roles(in: typed)
            let last = try leaves.day(in: typed)
            var wishes = try reminding.wishes(typed)
            wishes.email = typed["email"] == address ? nil : typed["email"] ?? ""
            try writer.changePerson(
                id, post: typed["post"] == person.post ? nil : typed["post"] ?? "",
                account: typed["account"] == person.account ? nil : typed["account"] ?? "",
                giving: wanted.filter { !person.roles.contains($0) },
                taking: person.roles.filter { !wanted.contains($0) },
                leaves: last == person.leaves ? .keep : .set(last), reminding: wishes)
            return nil
        }
    }

    /// Something of the register that others may change while its form is open.
    func subject(
        _ name: String, called words: String, _ register: Register
    ) throws -> AskedForm.Subject {
        AskedForm.Subject(name: name, called: words, last: try register.newest(about: name)) {
            seen, register in
            let names = try register.names()
            return try register.entries(about: name, knownAt: .max).filter { $0.seq > seen }.map {
                "\($0.act), by \(names[$0.actor] ?? $0.actor.description) (entry \($0.seq))"
            }
        }
    }

    // MARK: Boards, meetings, reports

    private func boardForm(by visitor: Visitor) -> AskedForm {
        let name = FormField(name: "name", label: "Its name", kind: .line, isNeeded: true)
        return office(
            ["add", "board"], "Add a board", [Self.identifier, name], back: ("Back to the boards", "/boards"),
            by: visitor
        ) { [self] filled, writer in
            let id = try reference(filled.typed, "board identifier")
            try from("name") { try writer.addBoard(id, name: try needed(name, in: filled.typed)) }
            return PageAddress.path("boards", id.text)
        }
    }

    private func reference(_ typed: FormFields, _ what: String) throws -> Reference {
        let id = try needed(Self.identifier, in: typed)
        return try from("id") { try Reference(parsing: id, what: what) }
    }

    private func meetingForm(by visitor: Visitor, _ register: Register) throws -> AskedForm {
        let board = FormField(
            name: "board", label: "The board that sits",
            kind: .choice(try register.boards().map { ($0.reference.text, $0.name) }), isNeeded: true)
        let date = FormField(
            name: "date", label: "The day it is held", hint: "For example 27 3 2018", kind: .day,
            isNeeded: true)
        var given = FormFields()
        given["board"] = try register.defaultBoard()?.text
        return office(
            ["add", "meeting"], "Add a meeting", [Self.identifier, board, date], given: given,
            back: ("Back to the meetings", "/meetings"), by: visitor
        ) { [self] filled, writer in
            let id = try reference(filled.typed, "meeting identifier")
            let sits = try needed(board, in: filled.typed)
            let day = try ActForm.day(date, in: filled.typed)
            try from("board") { try writer.addMeeting(id, board: sits, heldOn: day) }
            return PageAddress.path("meetings", id.text)
        }
    }

    private func reportForm(by visitor: Visitor, _ register: Register) throws -> AskedForm {
        func line(_ name: String, _ label: String, hint: String? = nil, isNeeded: Bool = false) -> FormField {
            FormField(name: name, label: label, hint: hint, kind: .line, isNeeded: isNeeded)
        }
        let title = line("title", "Its title", isNeeded: true)
        let publisher = line("publisher", "Who published it", isNeeded: true)
        let force = line("force", "The force it is about", hint: "Or: All forces", isNeeded: true)
        let published = line(
            "published", "When it was published",
            hint: "2017-12-12, or 2017-12 or 2017 where no more is known", isNeeded: true)
        var given = FormFields()
        given["force"] = try register.setting(.force)
        return office(
            ["add", "report"], "Add a report",
            [
                Self.identifier, title, publisher, force, published,
                line("cycle", "The inspection cycle", hint: "For example 2021/22"),
                line("url", "Where it can be read"),
                FormField(
                    name: "addressees", label: "Whom it was sent to",
                    hint: "Each of whom owes an answer; one a line", kind: .words),
            ], given: given, back: ("Back to the reports", "/reports"), by: visitor
        ) { [self] filled, writer in
            let typed = filled.typed
            let id = try reference(typed, "report identifier")
            let words = try needed(title, in: typed)
            let day = try needed(published, in: typed)
            let details = ReportDetails(
                publisher: try needed(publisher, in: typed), force: try needed(force, in: typed),
                published: try from("published") { try PartialDate(parsing: day) }, cycle: typed["cycle"],
                url: typed["url"])
            try from("id") { try writer.addReport(id, title: words, details: details) }
            let names = typed["addressees"]?.split(whereSeparator: \.isNewline).map(String.init) ?? []
            if !names.isEmpty { try from("addressees") { try writer.address(id.text, to: names) } }
            return PageAddress.path("reports", id.text)
        }
    }

    // MARK: Clocks

    private func clockForm(by visitor: Visitor) -> AskedForm {
        func line(_ name: String, _ label: String, hint: String? = nil, isNeeded: Bool = false) -> FormField {
            FormField(name: name, label: label, hint: hint, kind: .line, isNeeded: isNeeded)
        }
        func choice(_ name: String, _ label: String, _ choices: [(String, String)]) -> FormField {
            FormField(
                name: name, label: label, kind: .choice(choices.map { (value: $0.0, label: $0.1) }),
                isNeeded: true)
        }
        let title = line("title", "What it is for", hint: "For example Internal audit report", isNeeded: true)
        let law = line("law", "What sets it, as papers cite it", isNeeded: true)
        let length = line(
            "length", "How many days or months",
            hint: "Left blank, where only a date that the report prints counts")
        let start = FormField(name: "from", label: "The first day in force", kind: .day)
        var given = FormFields()
        for (name, value) in [
            ("unit", "days"), ("trigger", "published"), ("first-day", "yes"),
            ("stop", Clock.Stop.commentsPublished.rawValue), ("extension", "none"), ("printed", "none"),
        ] { given[name] = value }
        return office(
            ["add", "clock"], "Add a clock",
            [
                Self.identifier, title, law,
                FormField(
                    name: "publishers", label: "Publishers whose reports it runs for", hint: "One a line",
                    kind: .words),
                choice(
                    "trigger", "It starts when",
                    [
                        ("published", "the report is published"), ("made", "the recommendation is made"),
                        ("sent", "the report is sent"),
                    ]),
                length, choice("unit", "Counted in", Clock.Unit.allCases.map { ($0.rawValue, $0.label) }),
                FormField(
                    name: "first-day", label: "The day that starts it is the first of them", kind: .tick),
                choice(
                    "stop", "It is stopped when",
                    [
                        (Clock.Stop.commentsPublished.rawValue, "the comments are published"),
                        (Clock.Stop.responseProvided.rawValue, "the response is sent"),
                    ]),
                choice(
                    "extension", "More time can be given",
                    [
                        (Clock.Extension.none.rawValue, "never"),
                        (Clock.Extension.beforeExpiry.rawValue, "if it is asked for in time"),
                        (Clock.Extension.alsoAfterExpiry.rawValue, "also afterwards"),
                    ]),
                FormField(name: "court", label: "The days of a judicial review are added", kind: .tick),
                choice(
                    "printed", "A date that the report prints",
                    [
                        ("none", "counts for nothing"), ("wins", "wins over the length"),
                        ("only", "alone counts"),
                    ]),
                line(
                    "addressee", "Who owes the answer where the report names nobody",
                    hint: "Left blank, each addressee"),
                start,
            ], given: given,
            about: [
                .paragraph("A name is given once: where the rule changes, add a clock of another name.")
            ], back: ("Back to the clocks", "/clocks"), by: visitor
        ) { [self] filled, writer in
            let typed = filled.typed
            let name = try needed(Self.identifier, in: typed)
            var clock = Clock(
                name.lowercased(), title: try needed(title, in: typed), law: try needed(law, in: typed))
            clock.publishers = typed["publishers"]?.split(whereSeparator: \.isNewline).map(String.init) ?? []
            clock.trigger = typed["trigger"].flatMap { Clock.Trigger(rawValue: $0) } ?? .published
            clock.unit = typed["unit"].flatMap { Clock.Unit(rawValue: $0) } ?? .days
            clock.countsFirstDay = typed["first-day"] != nil
            clock.stop = typed["stop"].flatMap { Clock.Stop(rawValue: $0) } ?? .commentsPublished
            clock.extending =
                typed["extension"].flatMap { Clock.Extension(rawValue: $0) } ?? Clock.Extension.none
            clock.suspension = typed["court"] == nil ? .none : .judicialReview
            clock.printedDate =
                typed["printed"].flatMap { Clock.PrintedDate(rawValue: $0) } ?? Clock.PrintedDate.none
            switch (typed["length"], clock.printedDate == .only) {
            case (nil, true): clock.length = 0
            case (let days?, false):
                guard let days = Int(days), (1...1000).contains(days) else {
                    throw FieldFault("length", "How many: a whole number from 1.")
                }
                clock.length = days
            default:
                throw FieldFault("length", "Say how many, or that only the date that a report prints counts.")
            }
            if let addressee = typed["addressee"] { clock.addressee = addressee }
            clock.from = try start.day(in: typed)
            try from("id") { try writer.addClock(clock) }
            return nil
        }
    }

    // MARK: Settings

    private func settingForm(
        _ name: String, by visitor: Visitor, _ register: Register
    ) throws -> AskedForm {
        guard let setting = Setting(rawValue: name) else { throw NotFound("setting", name.excerpt) }
        let isFile = setting == .logo
        let hint = setting.canBeNone ? "Left blank, none." : nil
        let field: FormField =
            switch setting {
            case .logo:
                FormField(name: "file", label: "A PNG or JPEG file of at most 32 KB", hint: hint, kind: .file)
            case .letterhead, .mailOpening, .mailClosing:
                FormField(name: "value", label: "Its lines", hint: hint, kind: .words)
            case .board:
                FormField(
                    name: "value", label: "The board", hint: hint,
                    kind: .choice(try register.boards().map { ($0.reference.text, $0.name) }))
            case .ragRule:
                FormField(
                    name: "value", label: "The rule",
                    kind: .choice(
                        try register.ragRules().map { ($0.name, "\($0.name): \($0.explanation)") }),
                    isNeeded: true)
            case .ownerUpdates:
                FormField(
                    name: "value", label: "What owners say",
                    kind: .choice([
                        (Setting.directUpdates, "counts at once"),
                        (Setting.proposedUpdates, "counts once it is accepted"),
                    ]), isNeeded: true)
            default:
                FormField(
                    name: "value", label: "Its value", hint: hint, kind: .line,
                    isNeeded: !setting.canBeNone)
            }
        var given = FormFields()
        if !isFile { given["value"] = try register.setting(setting) }
        let words = name.replacing("_", with: " ")
        return office(
            ["settings", name, "change"], "Change the setting: \(words)", [field], given: given,
            about: [
                .paragraph(
                    "It is \(try register.settingWords(setting) ?? "not set") now. Past papers keep what was set then."
                )
            ],
            back: ("Back to the settings", "/settings"), by: visitor
        ) { [self] filled, writer in
            if isFile {
                let value = try filled.givenFile().map { file in
                    try from("file") { try Logo(file.bytes, named: file.name).dataURI }
                }
                try writer.set(setting, to: value ?? "none")
            } else {
                guard let value = filled.typed["value"] ?? (setting.canBeNone ? "none" : nil) else {
                    throw FieldFault("value", "This setting needs a value.")
                }
                try from("value") { try writer.set(setting, to: value) }
            }
            return nil
        }
    }
}
