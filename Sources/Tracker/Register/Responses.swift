import TrackerLedger
public import TrackerModel
public import TrackerValues

/// Responses to reports under Police Act 1996 s.55: recorded, linked, and asked for.
extension Register {
    /// What is recorded about the response to a report, as known at a ledger size.
    public func response(to report: Reference, knownAt: Int64) throws -> Response {
        var response = Response()
        for record in try ledger.records(about: report.text, knownAt: knownAt) {
            switch record.act {
            case .respond(let facts):
                response.take(facts)
                for name in record.words.keys where name != .account {
                    response.words[name] = try word(name, of: record)
                }
            case .linkResponse(let other): response.sameAs = other
            default: break
            }
        }
        return response
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
        try setting(.responseStart, knownAt: knownAt) { Day(iso: $0) } ?? Clock.section55.from
    }
}

extension Writer {
    /// Keeps dates, names and comments of the response to a report. A later entry corrects an earlier one.
    ///
    /// - Returns: the report's identifier as the register spells it.
    /// - Throws: `NotFound` for the report; `RuleViolation` for a day to come or before publication, and when nothing is
    ///   given.
    @discardableResult
    public func respond(to typed: String, _ facts: ResponseFacts, words: Words = [:]) throws -> Reference {
        let report = try register.report(typed)
        let given = words.filter { !$0.value.isEmpty }
        guard facts != ResponseFacts() || !given.isEmpty else {
            throw RuleViolation(
                report.reference.text,
                "there is nothing to record", remedies: [.give(.responseFacts)])
        }
        try refuse(facts, to: report)
        try record(.respond(facts), on: report.reference.text, words: given)
        return report.reference
    }

    /// Refuses a day to come, and one before publication.
    package func refuse(_ facts: ResponseFacts, to report: ReportRecord) throws {
        var response = Response()
        response.take(facts)
        for day in response.days { try refuseFuture(day.day) }
        try refuse(
            response, before: report.details.published, .see(.report(report.reference.text)))
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
    fileprivate var days: [(what: String, day: Day)] {
        [
            ("Comments requested", commentsRequested), ("Letter sent", letterSent),
            ("Comments published", commentsPublished),
        ].compactMap { what, day in day.map { (what, $0) } }
    }
}
