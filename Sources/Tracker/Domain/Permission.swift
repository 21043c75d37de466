/// Who may do what. A person with roles may do what any of them allows; one without any is not restricted by
/// role, which suits a register that one person keeps. The separation of owner and assurer holds for everybody.
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
        case .approver: ["redact", "correct"]
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

    /// Refuses an act that none of the person's roles allows.
    ///
    /// - Parameter act: its name, with the variant where that matters: "due --request".
    /// - Throws: `Refusal`, naming the roles that allow it.
    static func check(_ act: String, by name: String, roles: [Role]) throws(Refusal) {
        guard !roles.isEmpty, !roles.contains(where: { acts($0).contains(act) }) else { return }
        let able = Role.allCases.filter { acts($0).contains(act) }.map(\.rawValue)
        throw Refusal(
            name,
            "as \(roles.map(\.rawValue).joined(separator: ", ")) they may not \"\(act)\"; that is for \(able.joined(separator: " or ")); name who acts with --by, or see: trackerctl person list"
        )
    }

    /// The act without its variant: "close" of "close --as implemented".
    static func baseName(_ rule: String) -> String {
        rule.split(separator: " ").prefix { !$0.hasPrefix("-") }.joined(separator: " ")
    }
}
