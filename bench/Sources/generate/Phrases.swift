/// The words of made-up items: as long as those of real registers, and as varied as their columns are.
enum Phrases {
    private static let who = [
        "The force", "The chief constable", "The force's crime directorate", "Each basic command unit",
        "The professional standards department", "The force, with its partners,", "The control room",
    ]
    private static let what = [
        "should make sure that vulnerable victims are identified at the first point of contact",
        "should review how it allocates crimes for investigation, so that each goes to somebody trained for it",
        "should improve the supervision of investigations and record what supervisors decided",
        "should put a plan in place to reduce the backlog of digital examinations",
        "should understand the demand that it faces now and the demand that it is likely to face",
        "should make sure that stop and search records hold reasonable grounds, and that they are checked",
        "should publish what it learned from complaints, and what it changed because of them",
        "should agree with local partners how information about missing children is shared",
    ]
    private static let how = [
        "and report each quarter to the board that oversees it",
        "and evaluate the result within a year, with the figures that it started from",
        "with particular attention to repeat victims of domestic abuse",
        "so that its decisions are consistent, \"fit for purpose\" and can be audited",
        "and train every officer and member of staff who takes part",
        "; the policing body should test it by dip sampling",
    ]
    private static let done = [
        "Guidance issued to all teams; compliance is being checked by monthly dip samples.",
        "The new process runs in two of the six areas, and the rest follow after the evaluation.",
        "Recruitment is complete, training has begun, and the backlog has fallen by a third.",
        "The board asked for figures on timeliness, which the force will bring to its next meeting.",
        "Delayed by the procurement of the new system; the supplier has confirmed another date.",
        "Audit found the change embedded in day-to-day work, with two points left to put right.",
        "Governance agreed. A lead has been named in each command, and the action plan is in place.",
    ]
    private static let why = [
        "The supplier's date moved, and the work depends on it.",
        "The inspectorate's follow-up visit was put back, and the evidence is to be gathered with it.",
        "More time is needed to train the last of the teams.",
        "Overtaken by a later report, which asks for the same and more.",
    ]
    private static let first = [
        "Amara", "Bronagh", "Callum", "Deepa", "Edwin", "Farida", "Gareth", "Hannah", "Imran", "Jolanta",
    ]
    private static let last = ["Ashworth", "Begum", "Clarke", "Doyle", "Evans", "Fofanah"]

    static func text(_ random: inout Random) -> String {
        "\(random.one(of: who)) \(random.one(of: what)) \(random.one(of: how))."
    }

    static func progress(_ random: inout Random) -> String {
        "\(random.one(of: done)) (minute \(random.within(1...40)).\(random.within(1...9)))"
    }

    static func reason(_ random: inout Random) -> String { random.one(of: why) }

    /// The name of the person with that number; each of the first 60 is another.
    static func name(_ number: Int) -> String { "\(first[number % 10]) \(last[number / 10 % 6])" }
}
