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
    /// A report on a police super-complaint: SI 2018/748.
    case superComplaint
    /// No law that is known here: an ordinary letter.
    case none

    /// The rule for a report.
    ///
    /// - Parameters:
    ///   - start: the first day of the 56 days of s.55(5A).
    ///   - clock: the name of the clock that somebody said it counts by, if any.
    public init(
        for report: ReportDetails, start: Day = Clock.section55.from ?? .distantPast, clock: String? = nil
    ) {
        let rule = clock.map { ResponseRule(clock: $0) } ?? ResponseRule(publisher: report.publisher)
        let begins = rule == .section55 ? start : rule.clock?.from ?? .distantPast
        let isEarlier = report.published.lastDay < begins
        self = !isEarlier ? rule : rule == .section55 ? .section55AsEnacted : .none
    }

    /// The rule for what a publisher publishes today.
    package init(publisher: String) {
        let plain = publisher.plain.lowercased()
        let words = plain.split { !$0.isLetter }
        // The inspectors, the College and the Office publish these together, and nothing else.
        let isJoint =
            ResponseRule.isInspectorate(publisher) && ResponseRule.isConduct(publisher)
            && plain.contains("college of policing")
        self =
            if isJoint || plain.contains("super-complaint") || plain.contains("supercomplaint") {
                .superComplaint
            } else if ResponseRule.isInspectorate(publisher) {
                .section55
            } else if plain.contains("victims' commissioner"), !plain.contains("london") {
                // London has a commissioner of its own, appointed by the Mayor and under no Act.
                .victimsCommissioner
            } else if plain.contains("domestic abuse commissioner") {
                .domesticAbuseCommissioner
            } else if ResponseRule.isConduct(publisher) {
                .policeConduct
            } else if words.contains("coroner") {
                .coroner
            } else {
                .none
            }
    }

    /// The rule whose clock has that name; none for a body's own.
    init(clock name: String) {
        self =
            [
                .section55, .victimsCommissioner, .domesticAbuseCommissioner, .policeConduct, .coroner,
                .superComplaint,
            ].first { $0.clock?.name == name } ?? .none
    }

    private static func isConduct(_ publisher: String) -> Bool {
        let plain = publisher.plain.lowercased()
        return plain.split { !$0.isLetter }.contains("iopc")
            || plain.contains("independent office for police conduct")
    }

    /// The time limit that it sets, if any.
    public var clock: Clock? {
        switch self {
        case .section55: .section55
        case .victimsCommissioner: .victimsCommissioner
        case .domesticAbuseCommissioner: .domesticAbuseCommissioner
        case .policeConduct: .policeConduct
        case .coroner: .coroner
        case .superComplaint: .superComplaint
        case .section55AsEnacted, .none: nil
        }
    }

    /// Whether a publisher is, or is joined by, the inspectors of constabulary for England and Wales (HMIC, HMICFRS since
    /// 2017); those of Scotland (HMICS) are not meant.
    static func isInspectorate(_ publisher: String) -> Bool {
        let words = publisher.lowercased().split { !$0.isLetter }
        if words.contains("hmic") || words.contains("hmicfrs") { return true }
        let plain = words.joined(separator: " ")
        return plain.contains("inspectorate of constabulary") && !plain.contains("scotland")
    }

    /// The law, as a letter cites it.
    public var law: String? {
        switch self {
        case .section55, .section55AsEnacted: "section 55 of the Police Act 1996"
        case .victimsCommissioner: "section 49A of the Domestic Violence, Crime and Victims Act 2004"
        case .domesticAbuseCommissioner: "section 16 of the Domestic Abuse Act 2021"
        case .policeConduct: "paragraph 28B of Schedule 3 to the Police Reform Act 2002"
        case .coroner: "regulation 29 of the Coroners (Investigations) Regulations 2013"
        // The report asks; the Regulations are about its publication.
        case .superComplaint: nil
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
        case .section55AsEnacted, .superComplaint, .none: nil
        }
    }

    /// Who gets a copy unless the register says otherwise: s.55(6).
    public var copies: [String] {
        switch self {
        case .section55: ["HM Inspectors of Constabulary"] + ResponseRule.secretaryOfState
        // The inspectors were added to subsection (6) by the Act of 2017, s.37(3).
        case .section55AsEnacted: ResponseRule.secretaryOfState
        case .victimsCommissioner, .domesticAbuseCommissioner, .policeConduct, .coroner, .superComplaint,
            .none:
            []
        }
    }

    private static let secretaryOfState = ["The Secretary of State for the Home Department"]

    /// Whether the rule lets an answer leave out an item of this kind: the laws ask about recommendations, and areas for
    /// improvement are none.
    public func mayLeaveOut(kind: String) -> Bool { asksForEach == nil || kind == "area-for-improvement" }
}
