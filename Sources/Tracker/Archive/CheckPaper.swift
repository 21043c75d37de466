import TrackerPapers
import TrackerModel
package import TrackerValues
public import TrackerDocuments
import TrackerRegister
public import TransparencyLog

/// What `check` found, as a paper: a line for each thing looked at, with what to do.
public struct CheckPaper {
    private let check: HealthCheck
    private let advice: ([Remedy]) -> String

    /// The paper of a check. - Parameter advice: the words of whoever prints it for what is to be done.
    package init(_ check: HealthCheck, advice: @escaping ([Remedy]) -> String) {
        self.check = check
        self.advice = advice
    }

    /// What it comes to, in a sentence.
    public var summary: String {
        let wrong = check.lines.count { $0.verdict == .wrong }
        let warnings = check.lines.count { $0.verdict == .warning }
        let warned = warnings == 0 ? "" : warnings == 1 ? "1 warning" : "\(warnings) warnings"
        if wrong > 0 {
            return
                "Something is wrong with the register: \(wrong) of \(check.lines.count) checks\(warnings > 0 ? ", and \(warned)" : "")."
        }
        return warnings > 0
            ? "The register is whole, with \(warned)." : "The register is whole and well kept."
    }

    /// The paper, ready to be drawn.
    public var document: Document {
        var foot = [Fact(label: "Register", value: check.path)]
        if let ledger = check.ledger {
            foot.append(Fact(label: "Ledger size", value: String(ledger.size)))
            foot.append(Fact(label: "Ledger root", value: ledger.root.hex))
        }
        return Document(
            title: check.isDeep ? "Check of the register, in depth" : "Check of the register",
            blocks: [.paragraph(summary), .table(table)], foot: foot)
    }

    private var table: Table {
        Table(
            name: "checks", caption: "What was looked at",
            columns: [
                Column(title: "What", key: "check"), Column(title: "Verdict", key: "verdict", kind: .status),
                Column(title: "Found", key: "found", weight: 3),
                Column(title: "To do", key: "remedy", weight: 2),
            ],
            rows: Rows(
                check.lines.map {
                    [
                        .text($0.subject), .text($0.verdict.rawValue), .text($0.found),
                        $0.remedies.isEmpty ? .empty : .text(advice($0.remedies)),
                    ]
                }))
    }

    /// The same as data.
    public var json: JSON {
        get throws {
            .object([
                "register": .string(check.path), "deep": .bool(check.isDeep),
                "verdict": .string(check.verdict.rawValue),
                "size": check.ledger.map { .int($0.size) } ?? .null,
                "root": check.ledger.map { .string($0.root.hex) } ?? .null, "checks": try table.json,
            ])
        }
    }
}
