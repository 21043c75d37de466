import TrackerLedger
public import TrackerDocuments
package import TrackerImport
package import TrackerModel
import TrackerValues
public import TransparencyLog

/// What logging a meeting did, or would do, as a table: each row of the sheet with the acts and the move.
public struct MeetingLogPaper {
    private let logged: LoggedMeeting
    private let isRehearsal: Bool
    private let names: [PersonID: String]
    private let spelling: (ItemAct.Variant) -> String

    /// The moves of `logged`; `isRehearsal` when nothing was written. Data has acts in the program's `spelling`.
    package init(
        _ logged: LoggedMeeting, isRehearsal: Bool, people: [Person],
        spelling: @escaping (ItemAct.Variant) -> String = { $0.description }
    ) {
        self.spelling = spelling
        self.logged = logged
        self.isRehearsal = isRehearsal
        names = people.printedNames
    }

    /// How many rows and acts, in a sentence.
    public var summary: String {
        let acts = logged.moves.reduce(0) { $0 + $1.acts.count }
        let rows = logged.moves.count
        return
            "\(isRehearsal ? "Would record" : "Recorded") \(acts.counted("act", "acts")) from \(rows.counted("row", "rows")) of meeting \(logged.meeting.reference), \(logged.meeting.heldOn.shortForm)\(isRehearsal ? "; nothing was written" : "")."
    }

    /// The table.
    public var document: Document {
        Document(
            title: "Meeting \(logged.meeting.reference), \(logged.meeting.heldOn.longForm)",
            blocks: [.paragraph(summary), .table(table)],
            foot: logged.authorship.typed(name) == nil
                ? [] : [Fact(label: "By", value: logged.authorship.words(name))])
    }

    /// The moves as data, under `moves`.
    public var json: JSON {
        let about: [String: JSON] = [
            "meeting": .string(logged.meeting.reference.text),
            "held_on": .string(logged.meeting.heldOn.description), "dry_run": .bool(isRehearsal),
            "moves": .array(
                logged.moves.map { move in
                    [
                        "row": .int(Int64(move.row)), "ref": .string(move.reference.text),
                        "acts": .array(move.acts.map { .string(spelling($0.variant)) }),
                        "from": .string(move.before.stage.rawValue),
                        "to": .string(move.after.stage.rawValue),
                        "lead": lead(move.after).map { .string($0) } ?? .null,
                        "due": move.after.due.map { .string($0.description) } ?? .null,
                        "complete": move.after.complete.map { .int(Int64($0)) } ?? .null,
                    ]
                }),
        ]
        return .object(about.merging(logged.authorship.fields(name)) { $1 })
    }

    private func name(_ id: PersonID) -> String { names[id] ?? id.description }

    private func lead(_ standing: ItemState) -> String? { standing.lead.flatMap { names[$0] } }

    private var table: Table {
        Table(
            name: "Moves",
            columns: [
                Column(title: "Row", key: "row", kind: .number),
                Column(title: "Reference", key: "ref", weight: 2),
                Column(title: "Acts", key: "acts", weight: 3),
                Column(title: "From", key: "from", kind: .status),
                Column(title: "To", key: "to", kind: .status), Column(title: "Lead", key: "lead", weight: 2),
                Column(title: "Due", key: "due", kind: .date),
                Column(title: "%", key: "complete", kind: .number),
            ],
            rows: logged.moves.map { move in
                [
                    .number(move.row), .text(move.reference.text),
                    .text(move.acts.map { MeetingAct.spelled($0.variant) }.joined(separator: ", ")),
                    .text(move.before.label),
                    .text(move.after.label), Cell(lead(move.after)), Cell(move.after.due),
                    move.after.complete.map { .number($0) } ?? .empty,
                ]
            })
    }
}
