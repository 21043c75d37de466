public import TrackerValues

/// What a benefit is of that no item brings alone.
public enum BenefitSubject: Hashable, Sendable {
    /// All that a report asks for.
    case report(Reference)
    /// A programme, which is a tag of items.
    case programme(String)

    /// What it is called in the ledger: a report's identifier or a tag.
    public var text: String {
        switch self {
        case .report(let report): report.text
        case .programme(let tag): tag
        }
    }

    /// Whether it is a report or a programme.
    public var kind: Kind {
        switch self {
        case .report: .report
        case .programme: .programme
        }
    }

    /// What kinds there are: the ledger's spelling, for ever.
    public enum Kind: String, CaseIterable, Sendable {
        /// A report as a whole.
        case report
        /// A programme, which is a tag.
        case programme

        /// The subject of that kind and name.
        package func named(_ text: String) -> BenefitSubject {
            switch self {
            case .report: .report(Reference(stored: text))
            case .programme: .programme(text)
            }
        }
    }

    /// Where its benefits can be looked at.
    package var view: Remedy.View {
        switch self {
        case .report(let report): .report(report.text)
        case .programme: .benefits
        }
    }
}

extension Scope {
    /// Whether the benefits of a report or programme are meant, whose amounts no filter on items can part: where every filter
    /// that is set names the report, or its force; or the programme's tag.
    ///
    /// - Parameter force: the force that the report is about.
    public func includes(_ subject: BenefitSubject, force: String?) -> Bool {
        var rest = self
        switch subject {
        case .report(let report):
            if rest.report == report { rest.report = nil }
            if let publisher, publisher.reports.contains(report) { rest.publisher = nil }
            if rest.force == force { rest.force = nil }
        case .programme(let tag): if rest.tag == tag { rest.tag = nil }
        }
        return rest == .everything
    }
}
