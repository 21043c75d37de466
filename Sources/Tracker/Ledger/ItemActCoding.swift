package import TrackerModel
import TrackerValues
package import TransparencyLog

/// How an act on an item stands in an entry's `data`. The names are the ledger format's, for ever
/// (docs/ledger-format.md): a new field may be added, none may change its meaning.
extension ItemAct {
    /// What the act needs to be told, apart from its words.
    package var data: [String: JSON] {
        var data: [String: JSON] = [:]
        switch self {
        case .add(let origin): data = origin.data
        case .assign(let lead, let supporting, let board, let otherBoards):
            if case .set(let lead) = lead { data["lead"] = lead.map { .string($0.description) } ?? .null }
            data["supporting"] = supporting.map { .array($0.map { .string($0.description) }) }
            if case .set(let board) = board { data["board"] = board.map { .string($0.text) } ?? .null }
            for (key, boards) in [
                ("also_boards", otherBoards.added), ("not_boards", otherBoards.taken),
            ] where !boards.isEmpty {
                data[key] = .array(boards.map { .string($0.text) })
            }
        case .accept(let acceptance): data["acceptance"] = .string(acceptance.rawValue)
        case .start, .submit, .assure, .return, .dispute: break
        case .submitForClosure: data["for_closure"] = true
        case .decide(let party): data["for"] = .string(party.rawValue)
        case .propose(let update): data = update.data
        case .answerProposal(let id, _): data[RecordedAct.proposalField] = .int(id)
        case .addressee(let name, let change):
            data["addressee"] = .string(name)
            switch change {
            case .added, .removed, .reopened: break
            case .assigned(let lead): data["lead"] = lead.map { .string($0.description) } ?? .null
            case .answered(let acceptance): data["acceptance"] = .string(acceptance.rawValue)
            case .closed(let reason): data["as"] = .string(reason.rawValue)
            }
        case .assureOnWord: data["on_word"] = true
        case .waive(let assurer): data["assurer"] = .string(assurer.description)
        case .progress(let complete, let rating):
            data["complete"] = complete.map { .int(Int64($0)) }
            data["rag"] = rating.map { .string($0.rawValue) }
        case .close(let reason, let successor, let report):
            data["as"] = .string(reason.rawValue)
            data["successor"] = successor.map { .string($0.text) }
            data["successor_report"] = report.map { .string($0.text) }
        case .reopen(let status): data["to"] = .string(status.rawValue)
        case .due(let due, let outcome):
            data["due"] = due.map { .string($0.description) } ?? .null
            data["outcome"] = .string(outcome.rawValue)
        case .scope(let change): data["scope"] = .string(change.rawValue)
        case .tag(let tags, let remove):
            data["tags"] = .array(tags.map { .string($0) })
            if remove { data["remove"] = true }
        case .mark(let marking): data["marking"] = marking.map { .string($0) } ?? .null
        case .assess(let risk, let delay):
            if case .set(let risk) = risk { data["risk"] = risk.map { .string($0) } ?? .null }
            if case .set(let delay) = delay { data["delay"] = delay.map { .string($0) } ?? .null }
        case .note(let isInternal): if isInternal { data["internal"] = true }
        case .addEvidence(let file, let period):
            data["from"] = period.map { .string($0.from.description) }
            data["to"] = period.map { .string($0.to.description) }
            guard let file else { break }
            data["sha256"] = .string(file.sha256)
            data["size"] = .int(file.size)
            data["media_type"] = .string(file.mediaType)
        case .withdrawEvidence(let id), .loseEvidence(let id): data["evidence"] = .string("E\(id)")
        case .retainEvidence(let id, let rule):
            data["evidence"] = .string("E\(id)")
            data["rule"] = rule.map { .string($0) } ?? .null
        case .holdEvidence(let id): data["evidence"] = id.map { .string("E\($0)") }
        case .releaseHold(let id): data["hold"] = .string("H\(id)")
        case .disposeEvidence(let disposal):
            data["evidence"] = .string("E\(disposal.piece)")
            data["rule"] = .string(disposal.rule)
            data["day"] = .string(disposal.day.description)
            data["sha256"] = .string(disposal.sha256)
            data["size"] = .int(disposal.size)
        case .addStep(let owner, let due):
            data["owner"] = .string(owner.description)
            data["due"] = .string(due.description)
        case .endStep(let id, _): data["action"] = .string("A\(id)")
        case .addBenefit, .realiseBenefit, .reviseBenefit: data = benefitChange?.data ?? [:]
        }
        return data
    }

    /// Reads the act that an entry records; nil when it isn't one on an item.
    ///
    /// - Throws: `EntryError` when it is one and its data can't be read.
    package init?(_ entry: Entry) throws(EntryError) {
        guard let name = Name(rawValue: entry.act) else { return nil }
        self = try ItemAct(name, data: entry.data)
    }

    /// Reads an act back. - Throws: `EntryError` when its data can't be read.
    package init(_ name: Name, data: [String: JSON]) throws(EntryError) {
        func missing(_ key: String) -> EntryError {
            EntryError(reason: "\"\(key)\" of \"\(name)\" can't be read")
        }
        func value<Value: RawRepresentable<String>>(_ key: String) throws(EntryError) -> Value {
            guard let value = data[key]?.string.flatMap(Value.init(rawValue:)) else { throw missing(key) }
            return value
        }
        func change<Value>(_ key: String, _ read: (String) -> Value?) throws(EntryError) -> Change<Value> {
            guard let json = data[key] else { return .keep }
            if json.isNull { return .set(nil) }
            guard let value = json.string.flatMap(read) else { throw missing(key) }
            return .set(value)
        }
        func number(_ key: String, _ letter: Character) throws(EntryError) -> Int64 {
            guard let id = data[key]?.string, id.first == letter, let seq = Int64(id.dropFirst()) else {
                throw missing(key)
            }
            return seq
        }
        func addressee() throws(EntryError) -> String {
            guard let name = data["addressee"]?.string else { throw missing("addressee") }
            return name
        }
        func proposal() throws(EntryError) -> Int64 {
            guard let seq = data[RecordedAct.proposalField]?.int else {
                throw missing(RecordedAct.proposalField)
            }
            return seq
        }
        func boards(_ key: String) throws(EntryError) -> [Reference] {
            guard let json = data[key] else { return [] }
            let names = (json.array ?? []).map(\.string)
            guard !names.isEmpty, !names.contains(nil) else { throw missing(key) }
            return names.compactMap { $0.map { Reference(stored: $0) } }
        }
        func period() throws(EntryError) -> EvidencePeriod? {
            let (from, to) = (data["from"], data["to"])
            guard from != nil || to != nil else { return nil }
            guard let from = from?.string.flatMap({ Day(iso: $0) }),
                let to = to?.string.flatMap({ Day(iso: $0) }),
                let period = try? EvidencePeriod(from: from, to: to)
            else { throw missing("from") }
            return period
        }
        switch name {
        case .add: self = .add(try ItemOrigin(data))
        case .assign:
            var supporting: [PersonID]?
            if let given = data["supporting"] {
                guard let list = given.array else { throw missing("supporting") }
                supporting = list.compactMap { $0.string.flatMap { PersonID($0) } }
                guard supporting?.count == list.count else { throw missing("supporting") }
            }
            self = .assign(
                lead: try change("lead") { PersonID($0) }, supporting: supporting,
                board: try change("board") { Reference(stored: $0) },
                otherBoards: OtherBoards(added: try boards("also_boards"), taken: try boards("not_boards")))
        case .accept: self = .accept(try value("acceptance"))
        case .start: self = .start
        case .progress:
            let rating: Rating? = data["rag"] == nil ? nil : try value("rag")
            if let complete = data["complete"], complete.int == nil { throw missing("complete") }
            self = .progress(complete: data["complete"]?.int.map { Int($0) }, rating: rating)
        case .submit:
            guard let forClosure = data["for_closure"] else {
                self = .submit
                return
            }
            guard forClosure.bool == true else { throw missing("for_closure") }
            self = .submitForClosure
        case .dispute: self = .dispute
        case .decide: self = .decide(for: try value("for"))
        case .propose: self = .propose(try ProposedUpdate(data))
        case .acceptProposal: self = .answerProposal(try proposal(), .accepted)
        case .rejectProposal: self = .answerProposal(try proposal(), .rejected)
        case .addAddressee: self = .addressee(try addressee(), .added)
        case .removeAddressee: self = .addressee(try addressee(), .removed)
        case .reopenAddressee: self = .addressee(try addressee(), .reopened)
        case .answerAddressee: self = .addressee(try addressee(), .answered(try value("acceptance")))
        case .closeAddressee: self = .addressee(try addressee(), .closed(try value("as")))
        case .assignAddressee:
            guard case .set(let lead) = try change("lead", { PersonID($0) }) else { throw missing("lead") }
            self = .addressee(try addressee(), .assigned(lead))
        case .assure:
            guard let onWord = data["on_word"] else {
                self = .assure
                return
            }
            guard onWord.bool == true else { throw missing("on_word") }
            self = .assureOnWord
        case .waive:
            guard let assurer = data["assurer"]?.string.flatMap({ PersonID($0) }) else {
                throw missing("assurer")
            }
            self = .waive(assurer)
        case .return: self = .return
        case .close:
            self = .close(
                as: try value("as"), successor: data["successor"]?.string.map { Reference(stored: $0) },
                successorReport: data["successor_report"]?.string.map { Reference(stored: $0) })
        case .reopen: self = .reopen(to: try value("to"))
        case .due:
            guard case .set(let due) = try change("due", { Day(iso: $0) }) else { throw missing("due") }
            self = .due(due, try value("outcome"))
        case .scope: self = .scope(try value("scope"))
        case .tag:
            let tags = (data["tags"]?.array ?? []).map(\.string)
            guard !tags.isEmpty, !tags.contains(nil) else { throw missing("tags") }
            self = .tag(
                tags.compactMap { $0 }, remove: data["remove"]?.bool ?? false)
        case .mark:
            guard case .set(let marking) = try change("marking", { $0 }) else { throw missing("marking") }
            self = .mark(marking)
        case .assess: self = .assess(risk: try change("risk") { $0 }, delay: try change("delay") { $0 })
        case .note: self = .note(isInternal: data["internal"]?.bool ?? false)
        case .addEvidence:
            let period = try period()
            guard data["sha256"] != nil else {
                self = .addEvidence(nil, over: period)
                return
            }
            guard let sha256 = data["sha256"]?.string, let size = data["size"]?.int,
                let mediaType = data["media_type"]?.string
            else { throw missing("sha256") }
            self = .addEvidence(
                EvidenceFile(sha256: sha256, size: size, mediaType: mediaType), over: period)
        case .withdrawEvidence: self = .withdrawEvidence(try number("evidence", "E"))
        case .loseEvidence: self = .loseEvidence(try number("evidence", "E"))
        case .retainEvidence:
            guard case .set(let rule) = try change("rule", { $0 }) else { throw missing("rule") }
            self = .retainEvidence(try number("evidence", "E"), rule: rule)
        case .holdEvidence:
            self = .holdEvidence(data["evidence"] == nil ? nil : try number("evidence", "E"))
        case .releaseHold: self = .releaseHold(try number("hold", "H"))
        case .disposeEvidence:
            guard let rule = data["rule"]?.string else { throw missing("rule") }
            guard let day = data["day"]?.string.flatMap({ Day(iso: $0) }) else { throw missing("day") }
            guard let sha256 = data["sha256"]?.string, let size = data["size"]?.int else {
                throw missing("sha256")
            }
            self = .disposeEvidence(
                EvidenceDisposal(
                    piece: try number("evidence", "E"), rule: rule, day: day, sha256: sha256, size: size))
        case .addStep:
            guard let owner = data["owner"]?.string.flatMap({ PersonID($0) }),
                let due = data["due"]?.string.flatMap({ Day(iso: $0) })
            else { throw missing("owner") }
            self = .addStep(owner: owner, due: due)
        case .finishStep: self = .endStep(try number("action", "A"), .done)
        case .dropStep: self = .endStep(try number("action", "A"), .dropped)
        case .addBenefit: self = ItemAct(try BenefitChange(adding: data))
        case .realiseBenefit: self = ItemAct(try BenefitChange(realising: data))
        case .reviseBenefit: self = ItemAct(try BenefitChange(revising: data))
        }
    }
}

extension ItemOrigin {
    fileprivate var data: [String: JSON] {
        var data: [String: JSON] = [
            "report": .string(report.text), "kind": .string(kind), "force": .string(force),
        ]
        data["number"] = number.map { .string($0) }
        data["external_number"] = externalNumber.map { .string($0) }
        data["question"] = question.map { .string($0) }
        data["parent"] = parent.map { .string($0.text) }
        data["addressee"] = addressee.map { .string($0) }
        data["priority"] = priority.map { .string($0) }
        data["due"] = due.map { .string($0.description) }
        data["marking"] = marking.map { .string($0) }
        return data
    }

    fileprivate init(_ data: [String: JSON]) throws(EntryError) {
        guard let report = data["report"]?.string, let kind = data["kind"]?.string,
            let force = data["force"]?.string
        else { throw EntryError(reason: "the report, kind or force of \"add\" is missing") }
        self.init(report: Reference(stored: report), kind: kind, force: force)
        number = data["number"]?.string
        externalNumber = data["external_number"]?.string
        question = data["question"]?.string
        parent = data["parent"]?.string.map { Reference(stored: $0) }
        addressee = data["addressee"]?.string
        priority = data["priority"]?.string
        if let given = data["due"], !given.isNull {
            guard let day = given.string.flatMap({ Day(iso: $0) }) else {
                throw EntryError(reason: "\"due\" of \"add\" can't be read")
            }
            due = day
        }
        marking = data["marking"]?.string
    }
}
