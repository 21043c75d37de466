/// Who may do what: a person may do what any of their roles allows, and without a role only read. The separation of
/// owner and assurer holds for everybody.
///
/// Where nobody is an officer, everybody registered may do what officers do: such a register could otherwise never be
/// written to again, nor get an officer. The rules of today don't let a register come to that; version 0.1.0 did.
public enum Permission {
    /// What a role allows, by the acts' names.
    static func acts(_ role: Role) -> Set<String> {
        switch role {
        case .officer: officerActs
        case .owner:
            [
                "start", "progress", "submit", "note", "due --request", "evidence add", "evidence withdraw",
                "action add", "action done", "benefit realise",
            ]
        case .assurer: ["assure", "return", "note", "evidence add", "evidence withdraw"]
        case .approver: ["redact", "correct", "waive"]
        case .auditor: []
        }
    }

    /// Keeps the register, also on behalf of owners; doesn't decide that work is done, nor remove words.
    private static let officerActs = itemActs.subtracting(["assure"]).union(registerActs).union(["correct"])
    private static let itemActs: Set<String> = Set(
        Lifecycle.rules.map { $0.act.hasPrefix("due") ? $0.act : baseName($0.act) } + ["add"])
    private static let registerActs: Set<String> = [
        "init", "config", "person add", "kind add", "scale add", "rag add", "board add", "meeting add",
        "report add",
        "report grade", "import", "mapping save", "meeting log", "issue", "person change",
        "post add", "post holder", "response record",
        "response link", "monitoring set",
    ]

    /// Whether somebody with those roles may do an act.
    ///
    /// - Parameters:
    ///   - act: its name, with the variant as `Lifecycle` has it: "due --request", "close --as superseded".
    ///   - hasOfficer: whether the register has an officer, who has not left, on the day.
    ///   - rules: the rule set under which it is judged. Under the first, nobody without a role was restricted by it.
    static func allows(
        _ act: String, roles: [Role], hasOfficer: Bool = true, rules: Int64 = RuleSet.current
    ) -> Bool {
        let act = name(act)
        if rules == RuleSet.first, roles.isEmpty { return true }
        if rules > RuleSet.first, !hasOfficer, officerActs.contains(act) { return true }
        return roles.contains { acts($0).contains(act) }
    }

    /// Refuses what somebody's roles don't allow. - Throws: `Refusal`, naming the roles that allow it.
    static func check(_ act: String, by name: String, roles: [Role], hasOfficer: Bool = true) throws(Refusal)
    {
        guard !allows(act, roles: roles, hasOfficer: hasOfficer) else { return }
        let act = self.name(act)
        let able = Role.allCases.filter { acts($0).contains(act) }.map(\.rawValue)
        guard !roles.isEmpty else {
            throw Refusal(
                name,
                "without a role they may only read, and \"\(act)\" is for \(able.joined(separator: " or ")); an officer gives them one with: trackerctl person change \"\(name)\" --role \(able.first ?? "owner")"
            )
        }
        throw Refusal(
            name,
            "as \(roles.map(\.rawValue).joined(separator: ", ")) they may not \"\(act)\"; that is for \(able.joined(separator: " or ")); name who acts with --by, or see: trackerctl person list"
        )
    }

    /// The act as roles know it: only for a date does the variant matter.
    private static func name(_ act: String) -> String { act.hasPrefix("due") ? act : baseName(act) }

    /// The act without its variant: "close" of "close --as implemented".
    static func baseName(_ rule: String) -> String {
        rule.split(separator: " ").prefix { !$0.hasPrefix("-") }.joined(separator: " ")
    }
}
