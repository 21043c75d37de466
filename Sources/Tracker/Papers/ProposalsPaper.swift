public import TrackerDocuments
package import TrackerModel
public import TrackerRegister
package import TrackerValues
public import TransparencyLog

/// What owners proposed and nobody has accepted or rejected yet, in the order in which it was proposed; or everything they ever did.
public struct ProposalsPaper: Sendable {
    /// What the paper says about itself.
    public let frame: PaperContext
    /// How many of those that it lists wait.
    public let waiting: Int
    private let isAll: Bool
    private let lines: [(item: Item, line: ProposalLine)]

    /// Asks the register; the frame's scope narrows the items.
    ///
    /// - Parameter isAll: whether those that were accepted or rejected are listed too.
    /// - Throws: `RuleViolation` for the public: what isn't accepted isn't published.
    public init(_ register: Register, frame: PaperContext, isAll: Bool = false) throws {
        guard frame.audience == .board else {
            throw RuleViolation(
                "Proposals",
                "what isn't accepted isn't published, so there is no public edition of them")
        }
        self.frame = frame
        self.isAll = isAll
        let day = frame.viewpoint.asAt
        let found = try frame.snapshot(of: register).proposals(frame.scope, answered: isAll)
        lines = try found.map { ($0.item, try ProposalLine($0.proposal, register, asAt: day)) }
        waiting = found.count { $0.proposal.answer(asAt: day) == nil }
    }

    /// One that waits, in a line.
    package struct Wait {
        package let seq: Int64
        package let item: Item
        /// The day it was made, and by whom.
        package let on: Day
        package let by: String
        /// What it says.
        package let what: String
    }

    /// Those that wait.
    package var waits: [Wait] {
        let day = frame.viewpoint.asAt
        return lines.filter { $0.line.proposal.answer(asAt: day) == nil }.map { item, line in
            Wait(
                seq: line.proposal.seq, item: item, on: line.proposal.entry.effectiveOn,
                by: frame.words(line.authorship), what: line.said.joined(separator: "; "))
        }
    }

    /// The paper, ready to be drawn.
    public var document: Document {
        let items = Set(lines.map(\.item.reference)).count.counted("item", "items")
        let waits = waiting == 1 ? "1 proposal waits" : "\(waiting) proposals wait"
        return Document(
            title: "Proposals", subtitle: frame.body, letterhead: frame.letterhead,
            marking: frame.marking(of: lines.map(\.item.standing)),
            blocks: [
                .paragraph(
                    lines.isEmpty
                        ? "No proposal waits."
                        : "\(waits)\(isAll ? " of \(lines.count)" : ""), about \(items)."),
                .table(table),
            ], foot: frame.foot(), records: records)
    }

    /// The proposals as data, under `proposals`.
    public var json: JSON {
        var object = frame.json
        object["waiting"] = .int(Int64(waiting))
        object["proposals"] = .array(
            lines.map { item, line in
                .object(
                    line.json(frame).merging([
                        "ref": .string(item.reference.text), "text": .string(item.text),
                        "report": .string(item.standing.report.text),
                        "status": .string(item.standing.stage.status.rawValue),
                        "due": item.standing.due.map { .string($0.description) } ?? .null,
                        "lead": item.standing.lead.map { .string(frame.name($0)) } ?? .null,
                    ]) { $1 })
            })
        return .object(object)
    }

    /// One field a column: what CSV prints.
    private var records: Table {
        Table(
            name: "Proposals",
            columns: [
                Column(title: "Reference", key: "ref"), Column(title: "Item", key: "text", weight: 4),
                Column(title: "Lead", key: "lead"), Column(title: "Due", key: "due", kind: .date),
            ] + ProposalLine.recordColumns,
            rows: lines.map { item, line in
                [
                    .text(item.reference.text), .text(item.text),
                    Cell(item.standing.lead.map { frame.name($0) }), Cell(item.standing.due),
                ] + line.record(frame)
            })
    }

    private var table: Table {
        let proposal = ProposalLine.columns
        var table = Table(
            name: "Proposals", caption: isAll ? "All proposals" : "Proposals that wait",
            columns: [proposal[0]] + ProposalLine.itemColumns + proposal[1...]
                + (isAll ? [ProposalLine.answerColumn] : []),
            rows: lines.map { item, line in
                let cells = line.cells(frame)
                return [cells[0], .text(item.reference.text), .text(item.text.cut(to: 120))] + cells[1...]
                    + (isAll ? [line.answerCell(frame)] : [])
            }, empty: "No proposal waits.")
        table.isFixed = true
        return table
    }
}
