public import TrackerLedger
import TrackerModel
public import TrackerRegister
import TrackerValues

extension Register {
    /// Records what somebody signed elsewhere.
    ///
    /// - Parameters:
    ///   - statement: what was signed.
    ///   - signature: as `ActStatement.signature` reads it from a file.
    ///   - session: who types it in, and when; who acts, on which day and on what authority stands in the statement.
    /// - Throws: `RuleViolation` where the signature isn't that of the key that is named, where something about the same
    ///   subject was recorded since it was made, where a table that is issued isn't what comes out, and whatever the act
    ///   itself is refused for; `NotSound` where a table is issued and the register doesn't verify.
    @discardableResult
    public func record(
        _ statement: ActStatement, signature: [UInt8], _ session: Session
    ) throws -> Receipt {
        if case .issue(let table)? = try RegisterAct(statement.entry) {
            try requireSound(for: .issue, hashesOnly: false) { _, _, _ in }
            guard try (0...size()).contains(table.ledgerSize),
                try difference(from: (id: try size() + 1, table: table)) == nil
            else {
                throw RuleViolation(
                    statement.entry.subject,
                    "the table that was signed is not what comes out of the register",
                    remedies: [.signAnew])
            }
        }
        return try recordSigned(statement, signature: signature, session)
    }
}
