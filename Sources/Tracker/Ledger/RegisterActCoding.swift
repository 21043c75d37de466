package import TrackerModel
import TrackerValues
package import TransparencyLog

/// How an act on the register stands in an entry's `data`: the names are the ledger format's, for ever.
extension RegisterAct {
    package var data: [String: JSON] {
        var data: [String: JSON] = [:]
        switch self {
        case .initialise(let settings): data["settings"] = .object(settings.mapValues { .string($0) })
        case .configure(let name, let value):
            data["setting"] = .string(name)
            data["value"] = .string(value)
        case .addPerson(let roles): data["roles"] = .array(roles.map { .string($0.rawValue) })
        case .addKind(let needsRecommendation):
            if needsRecommendation { data["needs_recommendation"] = true }
        case .addScale(let grades): data["grades"] = .array(grades.map { .string($0) })
        case .addRAGRule(let rule):
            if let bands = rule.bands {
                data["red_up_to"] = .int(Int64(bands.redUpTo))
                data["amber_up_to"] = .int(Int64(bands.amberUpTo))
                data["past_date_red_below"] = .int(Int64(bands.pastDateRedBelow))
            }
            data["amber_within_days"] = rule.amberWithinDays.map { .int(Int64($0)) }
        case .addBoard(let name): data["name"] = .string(name)
        case .addMeeting(let board, let heldOn):
            data["board"] = .string(board.text)
            data["held_on"] = .string(heldOn.description)
        case .addReport(let report):
            data["publisher"] = .string(report.publisher)
            data["force"] = .string(report.force)
            data["published"] = .string(report.published.description)
            data["cycle"] = report.cycle.map { .string($0) }
            data["scale"] = report.scale.map { .string($0) }
            data["url"] = report.url.map { .string($0) }
        case .grade(let question, let grade):
            data["question"] = .string(question)
            data["grade"] = .string(grade)
        case .changePerson(let change):
            if !change.given.isEmpty {
                data["roles_given"] = .array(change.given.map { .string($0.rawValue) })
            }
            if !change.taken.isEmpty {
                data["roles_taken"] = .array(change.taken.map { .string($0.rawValue) })
            }
            data["post"] = change.post.map { .bool($0) }
            data["account"] = change.account.map { .bool($0) }
            data["leaves"] = change.leaves.json
            data["email"] = change.email.map { .bool($0) }
            data["reminders"] = change.pace.map { .string($0.rawValue) }
            data["duties_only"] = change.dutiesOnly.map { .bool($0) }
            if case .set(let absence) = change.absence {
                data["away_from"] = absence.map { .string($0.from.description) } ?? .null
                data["away_to"] = absence.map { .string($0.to.description) }
                data["substitute"] = absence.map { .string($0.substitute.description) }
            }
        case .addPost: break
        case .holdPost(let holder): data["holder"] = holder.map { .string($0.description) } ?? .null
        case .respond(let facts):
            data["addressee"] = facts.addressee.map { .string($0) }
            data["comments_requested"] = facts.commentsRequested.json
            data["letter_sent"] = facts.letterSent.json
            data["comments_published"] = facts.commentsPublished.json
            data["extension_asked"] = facts.extensionAsked.json
            data["extension_granted"] = facts.extensionGranted.json
            data["extended_to"] = facts.extendedTo.json
            data["extension_refused"] = facts.extensionRefused.json
            data["suspended_from"] = facts.suspendedFrom.json
            data["suspended_to"] = facts.suspendedTo.json
            data["printed_date"] = facts.printedDate.json
            if case .set(let clock) = facts.clock { data["clock"] = clock.map { .string($0) } ?? .null }
            data["reference"] = facts.reference.map { .string($0) }
            data["sent_sha256"] = facts.sentSHA256.map { .string($0) }
        case .linkResponse(let report): data["same_as"] = report.map { .string($0.text) } ?? .null
        case .monitor(let stage): data["stage"] = .string(stage)
        case .addressees(let names): data["addressee"] = .array(names.map { .string($0) })
        case .addClock(let clock):
            data["title"] = .string(clock.title)
            data["law"] = .string(clock.law)
            data["publishers"] = .array(clock.publishers.map { .string($0) })
            data["trigger"] = .string(clock.trigger.rawValue)
            data["length"] = .int(Int64(clock.length))
            data["unit"] = .string(clock.unit.rawValue)
            data["counts_first_day"] = .bool(clock.countsFirstDay)
            data["stop"] = .string(clock.stop.rawValue)
            data["extension"] = .string(clock.extending.rawValue)
            data["suspension"] = .string(clock.suspension.rawValue)
            data["printed"] = .string(clock.printedDate.rawValue)
            data["addressee"] = .string(clock.addressee)
            data["from"] = clock.from.map { .string($0.description) }
        case .addRetentionRule(let rule):
            data["length"] = .int(Int64(rule.length))
            data["unit"] = .string(rule.unit.rawValue)
            data["trigger"] = .string(rule.trigger.rawValue)
            data["source"] = .string(rule.source)
        case .importRows(let sha256, let rows):
            data["sha256"] = .string(sha256)
            data["rows"] = .int(Int64(rows))
        case .logMeeting(let sha256, let rows):
            data["sha256"] = sha256.map { .string($0) }
            data["rows"] = .int(Int64(rows))
        case .saveMapping(let columns, let statuses, let answers):
            data["columns"] = .object(columns.mapValues { .string($0) })
            if !statuses.isEmpty { data["statuses"] = .object(statuses.mapValues { .string($0) }) }
            if !answers.isEmpty { data["answers"] = .object(answers.mapValues { .string($0) }) }
        case .issue(let table):
            data["quarter"] = .string(table.quarter)
            data["rows"] = .string(table.rows.rawValue)
            data["scope"] = .string(table.scope.canonical)
            data["rag_rule"] = .string(table.ragRule)
            data["age_bands"] = .array(table.ageBands.map { .int(Int64($0)) })
            data["as_at"] = .string(table.asAt.description)
            data["ledger_size"] = .int(table.ledgerSize)
            data["root"] = .string(table.root)
            data["content_hash"] = .string(table.contentHash)
            data["carried_forward"] = .object(table.carriedForward.mapValues { .int(Int64($0)) })
        case .remind(let reminder):
            data["lines"] = .array(reminder.lines.map(\.json))
            data["way"] = .string(reminder.way.rawValue)
            data["sha256"] = .string(reminder.sha256)
        case .reminded(let reminder, let result):
            data["reminder"] = .int(reminder)
            data["result"] = .string(result.rawValue)
        case .enrolKey(let key):
            data["type"] = .string(key.type.rawValue)
            data["public_key"] = .string(key.publicKey)
            if let relyingParty = key.relyingParty { data["relying_party"] = .string(relyingParty) }
        case .revokeKey(let id): data["key"] = .string("\(PersonKey.letter)\(id)")
        case .shareBenefit(let kind, let change):
            data = change.data
            data["of"] = .string(kind.rawValue)
        }
        return data
    }

    /// Reads the act that an entry records; nil when it isn't one on the register.
    ///
    /// - Throws: `EntryError` when it is one and its data can't be read.
    package init?(_ entry: Entry) throws(EntryError) {
        guard let name = Name(rawValue: entry.act) else { return nil }
        self = try RegisterAct(name, subject: entry.subject, data: entry.data)
    }

    /// Reads an act back.
    ///
    /// - Parameter subject: what the entry is about; a rule is named by it.
    /// - Throws: `EntryError` when its data can't be read.
    package init(_ name: Name, subject: String, data: [String: JSON]) throws(EntryError) {
        func text(_ key: String) throws(EntryError) -> String {
            guard let text = data[key]?.string else { throw missing(key) }
            return text
        }
        func missing(_ key: String) -> EntryError {
            EntryError(reason: "\"\(key)\" of \"\(name)\" can't be read")
        }
        func day(_ key: String) throws(EntryError) -> Day {
            guard let day = Day(iso: try text(key)) else { throw missing(key) }
            return day
        }
        func strings(_ key: String) throws(EntryError) -> [String] {
            guard let list = data[key]?.array else { throw missing(key) }
            return list.compactMap(\.string)
        }
        func change(_ key: String) throws(EntryError) -> Change<Day> {
            guard let json = data[key] else { return .keep }
            if json.isNull { return .set(nil) }
            return .set(try day(key))
        }
        func bearer() throws(EntryError) -> BenefitSubject.Kind {
            guard let kind = BenefitSubject.Kind(rawValue: try text("of")) else { throw missing("of") }
            return kind
        }
        func roles(_ key: String) throws(EntryError) -> [Role] {
            data[key] == nil ? [] : try strings(key).compactMap { Role(rawValue: $0) }
        }
        func choice<Choice: RawRepresentable<String>>(_ key: String) throws(EntryError) -> Choice {
            guard let choice = Choice(rawValue: try text(key)) else { throw missing(key) }
            return choice
        }
        switch name {
        case .initialise:
            guard let settings = data["settings"]?.object else { throw missing("settings") }
            self = .initialise(settings.compactMapValues(\.string))
        case .configure: self = .configure(name: try text("setting"), value: try text("value"))
        case .addPerson: self = .addPerson(try strings("roles").compactMap { Role(rawValue: $0) })
        case .addKind:
            self = .addKind(needsRecommendation: data["needs_recommendation"]?.bool ?? false)
        case .addScale: self = .addScale(try strings("grades"))
        case .addRAGRule:
            if let days = data["amber_within_days"]?.int {
                self = .addRAGRule(RAGRule(name: subject, amberWithinDays: Int(days)))
            } else {
                guard let red = data["red_up_to"]?.int, let amber = data["amber_up_to"]?.int,
                    let past = data["past_date_red_below"]?.int,
                    let bands = try? RAGRule.Bands(
                        redUpTo: Int(red), amberUpTo: Int(amber), pastDateRedBelow: Int(past))
                else { throw missing("red_up_to") }
                self = .addRAGRule(RAGRule(name: subject, bands: bands))
            }
        case .addBoard: self = .addBoard(name: try text("name"))
        case .addMeeting:
            self = .addMeeting(board: Reference(stored: try text("board")), heldOn: try day("held_on"))
        case .addReport:
            guard let published = PartialDate(iso: try text("published")) else { throw missing("published") }
            self = .addReport(
                ReportDetails(
                    publisher: try text("publisher"), force: try text("force"), published: published,
                    cycle: data["cycle"]?.string, scale: data["scale"]?.string, url: data["url"]?.string))
        case .grade: self = .grade(question: try text("question"), grade: try text("grade"))
        case .changePerson:
            var person = PersonChange()
            person.given = try roles("roles_given")
            person.taken = try roles("roles_taken")
            person.post = data["post"]?.bool
            person.account = data["account"]?.bool
            person.leaves = try change("leaves")
            person.email = data["email"]?.bool
            if data["reminders"] != nil { person.pace = try choice("reminders") }
            person.dutiesOnly = data["duties_only"]?.bool
            if let from = data["away_from"] {
                if from.isNull {
                    person.absence = .set(nil)
                } else {
                    guard let substitute = PersonID(try text("substitute")) else {
                        throw missing("substitute")
                    }
                    person.absence = .set(
                        Absence(from: try day("away_from"), to: try day("away_to"), substitute: substitute))
                }
            }
            self = .changePerson(person)
        case .addPost: self = .addPost
        case .holdPost:
            guard let holder = data["holder"] else { throw missing("holder") }
            if holder.isNull {
                self = .holdPost(nil)
            } else {
                guard let person = holder.string.flatMap({ PersonID($0) }) else { throw missing("holder") }
                self = .holdPost(person)
            }
        case .respond:
            var facts = ResponseFacts()
            facts.addressee = data["addressee"]?.string
            facts.extensionAsked = try change("extension_asked")
            facts.extensionGranted = try change("extension_granted")
            facts.extendedTo = try change("extended_to")
            facts.extensionRefused = try change("extension_refused")
            facts.suspendedFrom = try change("suspended_from")
            facts.suspendedTo = try change("suspended_to")
            facts.printedDate = try change("printed_date")
            if let clock = data["clock"] { facts.clock = .set(clock.string) }
            facts.commentsRequested = try change("comments_requested")
            facts.letterSent = try change("letter_sent")
            facts.commentsPublished = try change("comments_published")
            facts.reference = data["reference"]?.string
            facts.sentSHA256 = data["sent_sha256"]?.string
            self = .respond(facts)
        case .linkResponse:
            guard let report = data["same_as"] else { throw missing("same_as") }
            self = .linkResponse(report.string.map { Reference(stored: $0) })
        case .monitor: self = .monitor(stage: try text("stage"))
        case .addressees: self = .addressees(try strings("addressee"))
        case .addClock:
            var clock = Clock(subject, title: try text("title"), law: try text("law"))
            guard let length = data["length"]?.int, let countsFirstDay = data["counts_first_day"]?.bool else {
                throw missing("length")
            }
            clock.publishers = try strings("publishers")
            clock.trigger = try choice("trigger")
            clock.length = Int(length)
            clock.unit = try choice("unit")
            clock.countsFirstDay = countsFirstDay
            clock.stop = try choice("stop")
            clock.extending = try choice("extension")
            clock.suspension = try choice("suspension")
            clock.printedDate = try choice("printed")
            clock.addressee = try text("addressee")
            if case .set(let from) = try change("from") { clock.from = from }
            self = .addClock(clock)
        case .addRetentionRule:
            guard let length = data["length"]?.int else { throw missing("length") }
            self = .addRetentionRule(
                RetentionRule(
                    subject, length: Int(length), unit: try choice("unit"), trigger: try choice("trigger"),
                    source: try text("source")))
        case .importRows:
            guard let rows = data["rows"]?.int else { throw missing("rows") }
            self = .importRows(sha256: try text("sha256"), rows: Int(rows))
        case .logMeeting:
            guard let rows = data["rows"]?.int else { throw missing("rows") }
            self = .logMeeting(sha256: data["sha256"]?.string, rows: Int(rows))
        case .saveMapping:
            guard let columns = data["columns"]?.object else { throw missing("columns") }
            self = .saveMapping(
                columns: columns.compactMapValues(\.string),
                statuses: (data["statuses"]?.object ?? [:]).compactMapValues(\.string),
                answers: (data["answers"]?.object ?? [:]).compactMapValues(\.string))
        case .issue:
            guard let size = data["ledger_size"]?.int else { throw missing("ledger_size") }
            guard let rows = RowKey(rawValue: try text("rows")) else { throw missing("rows") }
            guard let bands = data["age_bands"]?.array, bands.allSatisfy({ $0.int != nil }) else {
                throw missing("age_bands")
            }
            guard let carried = data["carried_forward"]?.object, carried.values.allSatisfy({ $0.int != nil })
            else { throw missing("carried_forward") }
            self = .issue(
                IssuedTable(
                    quarter: try text("quarter"), rows: rows, scope: try Scope(canonical: try text("scope")),
                    ragRule: try text("rag_rule"), ageBands: bands.compactMap { $0.int.map { Int($0) } },
                    asAt: try day("as_at"), ledgerSize: size,
                    root: try text("root"), contentHash: try text("content_hash"),
                    carriedForward: carried.compactMapValues { $0.int.map { Int($0) } }))
        case .remind:
            guard let lines = data["lines"]?.array else { throw missing("lines") }
            let read = lines.compactMap { ReminderLine($0) }
            guard read.count == lines.count else { throw missing("lines") }
            self = .remind(Reminder(read, by: try choice("way"), sha256: try text("sha256")))
        case .reminded:
            guard let reminder = data["reminder"]?.int else { throw missing("reminder") }
            self = .reminded(reminder, try choice("result"))
        case .enrolKey:
            let relyingParty = data["relying_party"] == nil ? nil : try text("relying_party")
            self = .enrolKey(
                PersonKey(
                    try choice("type"), publicKey: try text("public_key"), relyingParty: relyingParty))
        case .revokeKey:
            guard let key = PersonKey.number(try text("key")) else { throw missing("key") }
            self = .revokeKey(key)
        case .addSharedBenefit: self = .shareBenefit(try bearer(), try BenefitChange(adding: data))
        case .realiseSharedBenefit: self = .shareBenefit(try bearer(), try BenefitChange(realising: data))
        case .reviseSharedBenefit: self = .shareBenefit(try bearer(), try BenefitChange(revising: data))
        }
    }
}

extension ReminderLine {
    fileprivate var json: JSON {
        var fields: [String: JSON] = ["about": .string(subject), "why": .string(reason.rawValue)]
        fields["day"] = day.map { .string($0.description) }
        fields["entry"] = entry.map { .int($0) }
        fields["instead_of"] = insteadOf.map { .string($0.description) }
        return .object(fields)
    }

    /// Nil where it can't be read.
    fileprivate init?(_ json: JSON) {
        guard let fields = json.object, let subject = fields["about"]?.string,
            let reason = fields["why"]?.string.flatMap({ ReminderReason(rawValue: $0) })
        else { return nil }
        self.init(subject, reason, entry: fields["entry"]?.int)
        if let day = fields["day"] {
            guard let read = day.string.flatMap({ Day(iso: $0) }) else { return nil }
            self.day = read
        }
        if let person = fields["instead_of"] {
            guard let read = person.string.flatMap({ PersonID($0) }) else { return nil }
            insteadOf = read
        }
    }
}

extension Change<Day> {
    /// Left out when nothing changes, null for none.
    fileprivate var json: JSON? {
        switch self {
        case .keep: nil
        case .set(let day): day.map { .string($0.description) } ?? .null
        }
    }
}
