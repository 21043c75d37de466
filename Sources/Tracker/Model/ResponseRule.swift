public import TrackerValues

/// What asks for a response to a report, and what it asks for. Who published the report decides, and when.
public enum ResponseRule: Equatable, Sendable {
    /// A report of the inspectors of constabulary: Police Act 1996 s.55 as amended by the Policing and Crime Act 2017 s.37.
    case section55
    /// One published before that amendment began (SI 2017/399 reg. 7): comments are published, without a time limit, and
    /// nothing is said of what they must hold.
    case section55AsEnacted
    /// A report of the Victims' Commissioner: Domestic Violence, Crime and Victims Act 2004 s.49A.
    case victimsCommissioner
    /// A report of the Domestic Abuse Commissioner: Domestic Abuse Act 2021 s.16.
    case domesticAbuseCommissioner
    /// A recommendation of the Independent Office for Police Conduct: Police Reform Act 2002 Sch. 3 para. 28B.
    case policeConduct
    /// A coroner's report to prevent future deaths: SI 2013/1629 reg. 29.
    case coroner
    /// No law that is known here: an ordinary letter.
    case none

    /// The rule for a report.
    ///
    /// - Parameter start: the first day of the 56 days of s.55(5A).
    public init(for report: ReportDetails, start: Day = ResponseClock.commencement) {
        let published = report.published.lastDay
        let publisher = report.publisher.plain.lowercased()
        func from(_ year: Int, _ month: Int, _ day: Int, _ rule: ResponseRule) -> ResponseRule {
            Day(year: year, month: month, day: day).map { published >= $0 } ?? false ? rule : .none
        }
        if ResponseDuty.isInspectorate(report.publisher) {
            self = published >= start ? .section55 : .section55AsEnacted
        } else if publisher.contains("victims' commissioner"), !publisher.contains("london") {
            // London has a commissioner of its own, appointed by the Mayor and under no Act.
            self = from(2025, 1, 29, .victimsCommissioner)
        } else if publisher.contains("domestic abuse commissioner") {
            self = from(2021, 11, 1, .domesticAbuseCommissioner)
        } else if publisher.split(whereSeparator: { !$0.isLetter }).contains("iopc")
            || publisher.contains("independent office for police conduct")
        {
            self = from(2014, 10, 1, .policeConduct)
        } else if publisher.split(whereSeparator: { !$0.isLetter }).contains("coroner") {
            self = from(2013, 7, 25, .coroner)
        } else {
            self = .none
        }
    }

    /// The law, as a letter cites it.
    public var law: String? {
        switch self {
        case .section55, .section55AsEnacted: "section 55 of the Police Act 1996"
        case .victimsCommissioner: "section 49A of the Domestic Violence, Crime and Victims Act 2004"
        case .domesticAbuseCommissioner: "section 16 of the Domestic Abuse Act 2021"
        case .policeConduct: "paragraph 28B of Schedule 3 to the Police Reform Act 2002"
        case .coroner: "regulation 29 of the Coroners (Investigations) Regulations 2013"
        case .none: nil
        }
    }

    /// The rule that asks what is done about each recommendation or why nothing is, as a refusal cites it; nil where none
    /// asks.
    public var asksForEach: String? {
        switch self {
        case .section55: "Police Act 1996 s.55(5B)"
        case .victimsCommissioner: "Domestic Violence, Crime and Victims Act 2004 s.49A"
        case .domesticAbuseCommissioner: "Domestic Abuse Act 2021 s.16"
        case .policeConduct: "Police Reform Act 2002 Sch. 3 para. 28B"
        case .coroner: "SI 2013/1629 reg. 29"
        case .section55AsEnacted, .none: nil
        }
    }

    /// Who gets a copy unless the register says otherwise: s.55(6).
    public var copies: [String] {
        switch self {
        case .section55: ["HM Inspectors of Constabulary"] + ResponseRule.secretaryOfState
        // The inspectors were added to subsection (6) by the Act of 2017, s.37(3).
        case .section55AsEnacted: ResponseRule.secretaryOfState
        case .victimsCommissioner, .domesticAbuseCommissioner, .policeConduct, .coroner, .none: []
        }
    }

    private static let secretaryOfState = ["The Secretary of State for the Home Department"]

    /// Whether the rule lets an answer leave out an item of this kind: the laws ask about recommendations, and areas for
    /// improvement are none.
    public func mayLeaveOut(kind: String) -> Bool { asksForEach == nil || kind == "area-for-improvement" }
}
