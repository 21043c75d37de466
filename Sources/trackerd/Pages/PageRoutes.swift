import Tracker
import TrackerDocuments

/// Which page is where.
extension Pages {
    func get(_ address: PageAddress, by visitor: Visitor, ifNoneMatch: String?) throws -> PageResponse {
        let path = address.path
        // Forms first: they aren't the same for long.
        if path.count == 3, path[0] == "meetings", path[2] == "log" {
            return try page(meetingLog(path[1], by: visitor), for: visitor, at: path)
        }
        if path == ["audit", "export.tar"] { return try exported(by: visitor) }
        if path.count == 2, path[0] == Self.receipts { return try receipt(path[1], by: visitor) }
        if path == ["import"] {
            return try page(importPage(address.question, by: visitor), for: visitor, at: path)
        }
        if case (let name, let format) = PageFormat.taken(from: path), format != .html, name.count == 3,
            name[0] == "meetings", name[2] == "log"
        {
            return try meetingSheet(name[1], format, by: visitor)
        }
        if let asked = try shelf.reading({ try form(at: path, address.question, by: visitor, $0) }) {
            return try page(shown(asked, by: visitor), for: visitor, at: path)
        }
        if path.count == 4, path[0] == "items", path[2] == "evidence" {
            return try shelf.reading { try evidence(path[3], of: path[1], by: visitor, $0) }
        }
        return try shelf.reading { register in
            let today = clock().day(in: try register.timeZone())
            // What is asked, of whom, by whom, on which day: the answer is the same until one of them changes.
            let tag =
                "\"\(Hash.sha256(Array("\(try register.size()) \(today) \(visitor.proof) \(visitor.viewer.person.roles) \(PageLook.address) \(path) \(address.query)".utf8)).hex.prefix(32))\""
            if let ifNoneMatch, path.first != nil,
                ifNoneMatch.split(separator: ",").contains(where: {
                    String($0).trimmed.trimmingWeakness == tag
                })
            {
                var response = PageResponse(304)
                response.headers = []
                response.own(tag)
                return response
            }
            if path == ["me"] { return try page(me(by: visitor, register), for: visitor, at: path) }
            let (name, format) = PageFormat.taken(from: path)
            guard var view = try view(at: name, format, address.question, by: visitor, register, today) else {
                throw NotFound("page", path.joined(separator: "/").excerpt)
            }
            if format == .html {
                if view.json != nil { view.below += formats(path, address.query) }
                if path == ["people"] {
                    view.below += try signingIn(by: visitor, register)
                    view.below += HTML.list(
                        [
                            HTML.link("Who was told what, when", to: "/reminders"),
                            HTML.link("Keys with which people sign", to: Self.keysPath),
                        ], "more")
                }
                var response = try page(view, for: visitor, at: path, links: try links(register))
                if view.json != nil, view.status == 200, !view.isLive { response.own(tag) }
                return response
            }
            guard view.json != nil else { throw NotFound("page", path.joined(separator: "/").excerpt) }
            var response = try PageResponse(200, type: format.type, format.bytes(of: view))
            let file = "\(name.joined(separator: "-"))".filter {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))
            }
            response["Content-Disposition"] = "attachment; filename=\"\(file).\(format.rawValue)\""
            response.own(tag)
            return response
        }
    }

    func post(
        _ typed: FormFields, _ upload: MultipartForm.File?, at address: PageAddress, by visitor: Visitor
    ) throws -> PageResponse {
        let path = address.path
        if path == ["sign-out"] { return try signOut(visitor) }
        if path.first == "me", path != ["me", "reminders"] { return try changeMe(path, typed, by: visitor) }
        if path == ["invitations"] { return try makeInvitation(typed, by: visitor) }
        if path == ["sign-in-requests"] { return try answerSignInRequest(typed, by: visitor) }
        if path == ["import"] { return try takeImport(typed, upload, by: visitor) }
        if path.count == 2, path[0] == "audit" { return try auditDeed(path[1], typed, by: visitor) }
        if path.count == 3, path[0] == "meetings", path[2] == "log" {
            return try takeLog(typed, upload, of: path[1], by: visitor)
        }
        if let asked = try shelf.reading({ try form(at: path, typed, by: visitor, $0) }) {
            return try take(typed, upload, for: asked, by: visitor)
        }
        throw NotFound("page", path.joined(separator: "/").excerpt)
    }

    /// The form at an address; nil where there is none.
    ///
    /// - Parameter given: what was filled in, or is to be beforehand.
    private func form(
        at path: [String], _ given: FormFields, by visitor: Visitor, _ register: Register
    ) throws -> AskedForm? {
        switch path.first {
        case "items" where path.count == 3:
            return try actForm(path[2], of: path[1], by: visitor, register)
        case "proposals" where path == ["proposals", "answer"]:
            return try proposalsForm(by: visitor, register)
        case "quarterly" where path.last == "issue" && (3...4).contains(path.count):
            return try issueForm(
                path[1..<(path.count - 1)].joined(separator: "/"), given, by: visitor, register)
        case "me" where path == ["me", "reminders"]: return try remindersForm(by: visitor, register)
        case "reports" where path.count == 4 && path[2] == "response" && path[3] == "record":
            return try responseForm(path[1], by: visitor, register)
        case "reports" where path.count == 4 && path[2] == "response" && path[3] == "time":
            return try timeForm(path[1], by: visitor, register)
        case "add" where path == ["add", "key"]: return try addKeyForm(by: visitor, register)
        case "add" where path.count == 2:
            return try officeForm(at: path, by: visitor, register)
        case "people" where path.count == 3 && path[2] == "change",
            "settings" where path.count == 3 && path[2] == "change":
            return try officeForm(at: path, by: visitor, register)
        case "keys" where path.count == 3: return try keyForm(at: path, by: visitor, register)
        default: return nil
        }
    }

    /// The other formats of a paper.
    private func formats(_ path: [String], _ query: String) -> String {
        let question = query.isEmpty ? "" : "?\(query)"
        let links = PageFormat.offered.map {
            HTML.link($0.rawValue.uppercased(), to: "\(PageAddress.path(path)).\($0.rawValue)\(question)")
        }
        return "<nav aria-label=\"Other formats\">\(HTML.list(["This paper as"] + links, "more"))</nav>\n"
    }

    private func view(
        at path: [String], _ format: PageFormat, _ fields: FormFields, by visitor: Visitor,
        _ register: Register, _ today: Day
    ) throws -> PageView? {
        func question(_ own: Set<String> = []) throws -> PageQuestion {
            try PageQuestion(fields, own: own, register: register, today: today)
        }
        switch path.count {
        case 0: return try start(try question(), by: visitor, register)
        case 1:
            switch path[0] {
            case "items": return try items(try question(["show", "words"]), format, by: visitor, register)
            case "outstanding": return try outstanding(try question(["group"]), format, register)
            case "quarterly": return try quarters(try question(), by: visitor, register)
            case "meetings":
                return try listing(
                    .meetings(register), ids: "meetings", add: ("Add a meeting", "meeting"), try question(),
                    by: visitor, register)
            case "reports":
                var view = try listing(
                    .reports(register), ids: "reports", add: ("Add a report", "report"), try question(),
                    by: visitor, register)
                view.above += "<p>\(HTML.link("Clocks for answers", to: "/clocks"))</p>\n"
                if visitor.isOfficer {
                    view.above += "<p>\(HTML.link("Take in a spreadsheet", to: "/import"))</p>\n"
                }
                return view
            case "boards":
                return try listing(
                    .boards(register), ids: "boards", add: ("Add a board", "board"), try question(),
                    by: visitor, register)
            case "benefits":
                let paper = try BenefitsPaper(register, frame: try question().frame())
                return PageView(paper.document) { try paper.json().pretty() + "\n" }
            case "clocks":
                var view = try listing(
                    .clocks(register), add: ("Add a clock of our own", "clock"), try question(), by: visitor,
                    register)
                view.places = []
                return view
            case "proposals" where visitor.viewer.seesAll:
                return try proposals(try question(), by: visitor, register)
            case "audit" where visitor.viewer.seesAll: return try audit(fields, format, by: visitor, register)
            case "people" where visitor.seesOffice:
                return try listing(
                    .people(register), add: ("Register a person", "person"), try question(), by: visitor,
                    register)
            case "keys": return try keys(try question(), by: visitor, register)
            case "reminders" where visitor.seesOffice:
                return try reminders(fields, register)
            case "settings" where visitor.seesOffice:
                return try listing(.settings(register), try question(), by: visitor, register)
            default: return nil
            }
        case 2:
            switch path[0] {
            case "items": return try item(path[1], try question(), by: visitor, register)
            case "meetings": return try pack(path[1], try question(), by: visitor, register)
            case "reports": return try report(path[1], try question(), by: visitor, register)
            case "boards": return try board(path[1], try question(), register)
            case "quarterly":
                return try quarterly(path[1], try question(Self.tableQuestions), by: visitor, register)
            case "annual": return try annual(path[1], try question(["rows"]), register)
            case "issued":
                return try issued(path[1], try question(Self.tableQuestions), by: visitor, register)
            default: return nil
            }
        case 3 where path[0] == "quarterly":
            return try quarterly(
                "\(path[1])/\(path[2])", try question(Self.tableQuestions), by: visitor, register)
        case 3 where path[0] == "reports" && path[2] == "response" && visitor.viewer.seesAll:
            return try letter(path[1], try question(["edition", "item", "items"]), by: visitor, register)
        case 3 where path[0] == "annual":
            return try annual("\(path[1])/\(path[2])", try question(["rows"]), register)
        default: return nil
        }
    }
}

extension Pages {
    /// An address without anything of the register: of its names only those that every register's pages have.
    package static func shape(of target: String) -> String {
        guard let path = PageAddress(parsing: target)?.path else { return "?" }
        return "/"
            + path.map { name in
                let (stem, _) = PageFormat.taken(from: [name])
                return stem.first.map { words.contains($0) } == true ? name : "*"
            }.joined(separator: "/")
    }

    private static let words = Set(
        [
            "items", "outstanding", "quarterly", "meetings", "log", "reports", "boards", "benefits",
            "proposals", "audit", "people",
            "settings", "health", "style.css", "script.js", "sign-in", "sign-out", "invitation",
            "invitations", "me", "devices", "openid", "done", "sign-in-requests", "calendar", "reminders",
            "passkeys", "removed", "answer", "issue", "issued", "annual", "add", "person", "board", "meeting",
            "report", "change", "verify", "checkpoint", "prove", "response", "record",
            "import", "public", "accessibility", "clocks", "clock", "time", "export", "export.tar",
            "notify", "callback", "keys", "key", "enrol", "revoke", receipts,
        ] + ActForm.all.map(\.name))
}

extension PageResponse {
    /// Marks it as one person's own, to be asked for again each time and not sent again while it is the same.
    mutating func own(_ tag: String) {
        self["ETag"] = tag
        self["Cache-Control"] = "private, no-cache"
        self["Vary"] = "Cookie"
    }
}

extension String {
    /// An entity tag without the mark that it may be compared weakly.
    fileprivate var trimmingWeakness: String { hasPrefix("W/") ? String(dropFirst(2)) : self }
}
