public import TrackerModel
import TrackerStorage
import TrackerValues

extension Register {
    /// The grades of local risk: the usual ones, and the body's own as items have or had them.
    public func riskGrades() throws -> [String] {
        let used = try used("risk")
        return ItemAct.riskGrades + used.filter { !ItemAct.riskGrades.contains($0) }
    }

    /// The reasons for delay that items have or had.
    public func delays() throws -> [String] { try used("delay") }

    private func used(_ column: String) throws -> [String] {
        try database.all(
            "SELECT DISTINCT \(column) FROM item_state WHERE \(column) IS NOT NULL ORDER BY 1"
        ) { $0.text(0) }
    }

    /// A grade of local risk, as it is spelled. - Throws: `NotFound` with the nearest.
    public func risk(_ typed: String) throws -> String {
        try spelled(typed, "local risk", as: riskGrades(), remedy: .see(.items))
    }

    /// A reason for delay, as it is spelled. - Throws: `NotFound` with the nearest.
    public func delay(_ typed: String) throws -> String {
        try spelled(typed, "reason for delay", as: delays(), remedy: .see(.items))
    }
}

extension Writer {
    /// The act that assesses an item, in the spelling that grade and reason already have: both are open lists, and what is
    /// counted together must be written alike.
    public func assessment(risk: Change<String>, delay: Change<String>) throws -> ItemAct {
        func spelled(_ change: Change<String>, as known: () throws -> [String]) throws -> Change<String> {
            guard case .set(let typed?) = change else { return change }
            let words = typed.trimmed
            return .set(try known().first { $0.lowercased() == words.lowercased() } ?? words)
        }
        return .assess(
            risk: try spelled(risk, as: register.riskGrades),
            delay: try spelled(delay, as: register.delays))
    }
}
