/// Responses to reports under Police Act 1996 s.55: recorded, linked, and asked for.
extension Register {
    /// What is recorded about the response to a report, as known at a ledger size.
    public func response(to report: Reference, knownAt: Int64) throws -> Response {
        var response = Response()
        for entry in try ledger.entries(about: report.text, knownAt: knownAt) {
            switch try RegisterAct(name: entry.act, subject: entry.subject, data: entry.data) {
            case .respond(let facts):
                response.take(facts)
                for (name, text) in try words(of: entry.seq) where name != .account {
                    response.words[name] = text
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
        return try self.report(other.text)
    }

    /// The reports that the response to `report` serves besides.
    public func alsoAnswered(by report: Reference, knownAt: Int64) throws -> [ReportRecord] {
        try reports().filter {
            guard $0.id <= knownAt else { return false }
            return try response(to: $0.reference, knownAt: knownAt).sameAs == report
        }
    }

    /// The first day of the 56-day rule: the setting, or its commencement.
    public func responseStart() throws -> Day {
        try setting(.responseStart) { Day(iso: $0) } ?? ResponseClock.commencement
    }
}

extension Writer {
    /// Keeps dates, names and comments of the response to a report. A later entry corrects an earlier one.
    ///
    /// - Returns: the report's identifier as the register spells it.
    /// - Throws: `NotFound` for the report; `Refusal` for a day to come or before publication, and when nothing is
    ///   given.
    @discardableResult
    public func respond(to typed: String, _ facts: ResponseFacts, words: Words = [:]) throws -> Reference {
        let report = try register.report(typed)
        let given = words.filter { !$0.value.isEmpty }
        guard facts != ResponseFacts() || !given.isEmpty else {
            throw Refusal(
                report.reference.text,
                "there is nothing to record; give a date, a reference, a name or a comment (see trackerctl response record --help)"
            )
        }
        for (what, change) in [
            ("Comments requested", facts.commentsRequested), ("Letter sent", facts.letterSent),
            ("Comments published", facts.commentsPublished),
        ] {
            guard case .set(let day?) = change else { continue }
            try refuseFuture(day)
            if day < report.details.published.firstDay {
                throw Refusal(
                    report.reference.text,
                    "\"\(what)\" on \(day) is before the report was published, on \(report.details.published); see: trackerctl report show \(report.reference)"
                )
            }
        }
        try record(.respond(facts), on: report.reference.text, words: given)
        return report.reference
    }

    /// Says that the response to `other` serves for a report too, because findings and recommendations are the same;
    /// nil for no longer.
    ///
    /// - Throws: `NotFound` for a report; `Refusal` for a report linked with itself or in a chain.
    public func linkResponse(of typed: String, to other: String?) throws {
        let report = try register.report(typed)
        let target = try other.map { try register.report($0) }
        let known = try register.size()
        if let target {
            if target.reference == report.reference {
                throw Refusal(
                    report.reference.text, "a report can't be linked with itself; see: trackerctl report list"
                )
            }
            if let further = try register.response(to: target.reference, knownAt: known).sameAs {
                throw Refusal(
                    report.reference.text,
                    "\(target.reference) is itself answered by the response to \(further); link it with that one: trackerctl response link \(report.reference) --same-as \(further)"
                )
            }
            if let served = try register.alsoAnswered(by: report.reference, knownAt: known).first {
                throw Refusal(
                    report.reference.text,
                    "the response to it serves for \(served.reference) too; link that one anew first: trackerctl response link \(served.reference) --same-as none"
                )
            }
        }
        try record(.linkResponse(target?.reference), on: report.reference.text)
    }
}
