import TrackerLedger
public import TrackerModel
public import TrackerValues

/// Responses to reports: recorded, linked, and asked for.
extension Register {
    /// What is recorded about the body's own response to a report, as known at a ledger size.
    public func response(to report: Reference, knownAt: Int64) throws -> Response {
        try responses(to: report, knownAt: knownAt).own
    }

    /// What is recorded about every answer to a report: the body's own, and those of its addressees. The answer of the body,
    /// where it is one of them, is its own.
    public func responses(to report: Reference, knownAt: Int64) throws -> ReportResponses {
        let records = try ledger.records(about: report.text, knownAt: knownAt)
        var all = ReportResponses()
        for record in records { if case .addressees(let names) = record.act { all.addressees = names } }
        let body =
            all.addressees.isEmpty
            ? nil : try setting(.body, knownAt: knownAt).flatMap { all.addressee($0) }
        for record in records {
            switch record.act {
            case .respond(let facts):
                var words: [WordName: String] = [:]
                for name in record.words.keys where name != .account {
                    words[name] = try word(name, of: record)
                }
                let answerer = facts.addressee ?? body
                if answerer == body {
                    all.own.take(facts)
                    all.own.words.merge(words) { $1 }
                }
                for name in all.addressees {
                    if name == answerer {
                        all.each[name, default: Response()].take(facts)
                        all.each[name, default: Response()].words.merge(words) { $1 }
                    } else if facts.addressee == nil {
                        all.each[name, default: Response()].take(ResponseFacts.shared(by: facts))
                    }
                }
            case .linkResponse(let other): all.own.sameAs = other
            default: break
            }
        }
        return all
    }

    /// Who may owe an answer, of a name as it is typed: an addressee of a report, or the body. - Throws: `NotFound`.
    public func answerer(_ typed: String, knownAt: Int64 = .max) throws -> String {
        var names = try reports(knownAt: knownAt).flatMap {
            try responses(to: $0.reference, knownAt: knownAt).addressees
        }
        names += try clocks(knownAt: knownAt).filter { !$0.isBuiltIn }.map(\.addressee)
        if let body = try setting(.body, knownAt: knownAt) { names.append(body) }
        let folded = typed.plain.lowercased()
        guard let name = names.first(where: { $0.plain.lowercased() == folded }) else {
            let known = Array(Set(names)).sorted()
            throw NotFound(
                "addressee", typed, nearest: NearestMatch.suggestions(for: typed, among: known),
                known: known.count <= 12 ? known : [])
        }
        return name
    }

    /// The report whose response serves for `report`: itself, unless it is linked.
    public func answering(_ report: ReportRecord, knownAt: Int64) throws -> ReportRecord {
        guard let other = try response(to: report.reference, knownAt: knownAt).sameAs else { return report }
        return try self.report(other.text, knownAt: knownAt)
    }

    /// The reports that the response to `report` serves besides.
    public func alsoAnswered(by report: Reference, knownAt: Int64) throws -> [ReportRecord] {
        try reports(knownAt: knownAt).filter {
            try response(to: $0.reference, knownAt: knownAt).sameAs == report
        }
    }

    /// The first day of the 56-day rule, as known at a ledger size: the setting, or its commencement.
    public func responseStart(knownAt: Int64 = .max) throws -> Day {
        try setting(.responseStart, knownAt: knownAt) { Day(iso: $0) } ?? Clock.section55.from ?? .distantPast
    }
}

extension ReportResponses {
    /// The addressee of a report by this name, as the report spells it. - Throws: `NotFound`.
    package func addressee(_ typed: String, of report: Reference) throws -> String {
        guard let found = addressee(typed) else {
            throw NotFound(
                "addressee of \(report)", typed,
                nearest: NearestMatch.suggestions(for: typed, among: addressees),
                known: addressees, remedies: [.add(.addressee(of: report.text))])
        }
        return found
    }
}

extension Writer {
    /// Keeps dates, names and comments of the response to a report. A later entry corrects an earlier one.
    ///
    /// - Returns: the report's identifier as the register spells it.
    /// - Throws: `NotFound` for the report, an addressee or a clock; `RuleViolation` for a day to come or before publication,
    ///   when nothing is given, when it isn't said which addressee answered, and for more time or days in court that the
    ///   report's clock doesn't know.
    @discardableResult
    public func respond(to typed: String, _ facts: ResponseFacts, words: Words = [:]) throws -> Reference {
        let report = try register.report(typed)
        let given = words.filter { !$0.value.isEmpty }
        guard facts != ResponseFacts() || !given.isEmpty else {
            throw RuleViolation(
                report.reference.text,
                "there is nothing to record", remedies: [.give(.responseFacts)])
        }
        var facts = facts
        let addressees = try register.responses(to: report.reference, knownAt: .max)
        if let named = facts.addressee {
            facts.addressee = try addressees.addressee(named, of: report.reference)
        } else if !addressees.addressees.isEmpty, facts.isOfOne {
            facts.addressee = try register.setting(.body).flatMap { addressees.addressee($0) }
            guard facts.addressee != nil else {
                let others = addressees.addressees
                throw RuleViolation(
                    report.reference.text,
                    "it was sent to \(others.joined(separator: ", ")), and \(others.count == 1 ? "that one answers" : "each answers singly")",
                    remedies: [.give(.answerer)])
            }
        }
        if case .set(let name?) = facts.clock { facts.clock = .set(try register.clock(name).name) }
        try refuse(facts, to: report)
        try record(.respond(facts), on: report.reference.text, words: given)
        return report.reference
    }

    /// Says to whom a report was sent: each owes an answer. It replaces those named before; none: the body alone answers.
    ///
    /// - Returns: the report's identifier as the register spells it.
    /// - Throws: `NotFound` for the report; `RuleViolation` for a name that is given twice, and for leaving out somebody who
    ///   has answered.
    @discardableResult
    public func address(_ typed: String, to names: [String]) throws -> Reference {
        let report = try register.report(typed)
        let names = names.map(\.trimmed)
        try check(addressees: names, of: report)
        try record(.addressees(names), on: report.reference.text)
        return report.reference
    }

    package func check(addressees names: [String], of report: ReportRecord) throws {
        var seen: Set<String> = []
        for name in names {
            try requireWords(name, "addressee")
            guard seen.insert(name.plain.lowercased()).inserted else {
                throw RuleViolation(report.reference.text, "\"\(name)\" is named twice")
            }
        }
        let known = try register.responses(to: report.reference, knownAt: .max)
        for name in known.addressees where !names.contains(name) {
            let answer = known.response(of: name)
            guard answer.letterSent == nil, answer.commentsPublished == nil, answer.extensionAsked == nil
            else {
                throw RuleViolation(
                    report.reference.text,
                    "\(name) has answered, or asked for more time, and stays an addressee")
            }
        }
    }

    /// Refuses a day to come, one before publication, and what the report's clock doesn't know.
    package func refuse(_ facts: ResponseFacts, to report: ReportRecord) throws {
        for case .set(let day?) in facts.past { try refuseFuture(day) }
        var told = Response()
        told.take(facts)
        try refuse(told, before: report.details.published, .see(.report(report.reference.text)))
        let known = try register.responses(to: report.reference, knownAt: .max)
        try TimeRules(
            report: report, clocks: try register.clocks(), start: try register.responseStart(), facts: facts,
            before: known.response(of: facts.addressee)
        ).check()
    }

    /// Refuses a response with a day before the report was published.
    package func refuse(
        _ response: Response, before published: PartialDate, _ remedy: Remedy
    ) throws(RuleViolation) {
        for (what, day) in response.days where day < published.firstDay {
            throw RuleViolation(
                "The response",
                "\"\(what)\" on \(day.shortForm) is before the report was published, on \(published.shortForm)",
                remedies: [remedy])
        }
    }

    /// Says that the response to `other` serves for a report too, because findings and recommendations are the same;
    /// nil for no longer.
    ///
    /// - Throws: `NotFound` for a report; `RuleViolation` for a report linked with itself or in a chain.
    public func linkResponse(of typed: String, to other: String?) throws {
        let report = try register.report(typed)
        let target = try other.map { try register.report($0) }
        try refuseLink(of: report, to: target)
        try record(.linkResponse(target?.reference), on: report.reference.text)
    }

    /// Refuses a report linked with itself or in a chain.
    func refuseLink(of report: ReportRecord, to target: ReportRecord?) throws {
        let known = try register.size()
        if let target {
            if target.reference == report.reference {
                throw RuleViolation(
                    report.reference.text, "a report can't be linked with itself", remedies: [.see(.reports)])
            }
            if let further = try register.response(to: target.reference, knownAt: known).sameAs {
                throw RuleViolation(
                    report.reference.text,
                    "\(target.reference) is itself answered by the response to \(further)",
                    remedies: [.linkResponse(of: report.reference.text, to: further.text)])
            }
            if let served = try register.alsoAnswered(by: report.reference, knownAt: known).first {
                throw RuleViolation(
                    report.reference.text,
                    "the response to it serves for \(served.reference) too",
                    remedies: [.linkResponse(of: served.reference.text, to: nil)])
            }
        }
    }
}

extension Response {
    /// Its days, each with what happened on it.
    var days: [(what: String, day: Day)] {
        [
            ("Comments requested", commentsRequested), ("Letter sent", letterSent),
            ("Comments published", commentsPublished), ("Extension asked for", extensionAsked),
            ("Extension granted", extensionGranted), ("Extended to", extendedTo),
            ("Extension refused", extensionRefused), ("In court from", suspendedFrom),
            ("In court to", suspendedTo), ("Date printed in the report", printedDate),
        ].compactMap { what, day in day.map { (what, $0) } }
    }
}
