import TrackerFigures
public import TrackerDocuments
import TrackerModel
import TrackerRegister
import TrackerValues
import TransparencyLog

// What was decided of due dates, and by whom, as the quarterly and the annual paper tell it.

extension QuarterlyPaper {
    /// The items that this edition may name, by who answered: "A-1, A-2 (Oversight Board, 5 Jun 2018)".
    func answered(_ answers: [Extensions.Answer]) -> [String] {
        var groups: [(decider: String, references: [String])] = []
        for answer in answers.filter({ !unnamed.contains($0.reference) }).prefix(Self.mostNamed) {
            let decider = deciders[answer.entry]?.label ?? ""
            if let index = groups.firstIndex(where: { $0.decider == decider }) {
                groups[index].references.append(answer.reference)
            } else {
                groups.append((decider, [answer.reference]))
            }
        }
        return groups.map { "\($0.references.joined(separator: ", ")) (\($0.decider))" }
    }

    /// The answers as data.
    var answers: [JSON] {
        (extensions.granted + extensions.refused).filter { !unnamed.contains($0.reference) }.map { answer in
            let about: [String: JSON] = [
                "ref": .string(answer.reference), "on": .string(answer.on.description),
                "outcome": .string(answer.isGranted ? "granted" : "refused"),
            ]
            return .object(about.merging(deciders[answer.entry]?.fields ?? [:]) { $1 })
        }
    }

    /// The items whose date was moved more than once, that this edition may name.
    var movesNamed: [MovedItem] { movedOften.filter { !unnamed.contains($0.reference) } }

    private var movesCaption: String {
        "Due dates moved more than once, of what is carried forward at \(table.spec.asAt.longForm)"
    }

    /// Whose date was moved more than once, when, and who granted it; nothing where none was.
    var movesBlocks: [Block] {
        let named = movesNamed
        guard !named.isEmpty else { return [] }
        let moved = Table(
            name: "Moved", caption: movesCaption,
            columns: [
                Column(title: "Reference", key: "ref", weight: 2),
                Column(title: "Lead", key: "lead", weight: 2),
                Column(title: "Times moved", key: "revisions", kind: .count),
                Column(title: "When, and by whose decision", key: "moves", weight: 6),
            ],
            rows: named.prefix(Self.mostNamed).map { item in
                [
                    .text(item.reference), .text(frame.lead(item.lead)), .number(item.moves.count),
                    .text(item.moves.map(told).joined(separator: "\n")),
                ]
            })
        let rest = named.count - Self.mostNamed
        return [.table(moved)]
            + (rest > 0
                ? [
                    .paragraph(
                        "Of \(rest.counted("more item", "more items")) the date was moved more than once.")
                ]
                : [])
    }

    /// "5 Jun 2018, from 30 Jun 2018 to 30 Sep 2018: Oversight Board, 5 Jun 2018".
    private func told(_ move: DateMove) -> String {
        func date(_ day: Day?) -> String { day?.shortForm ?? "no date" }
        return "\(move.on.shortForm), from \(date(move.from)) to \(date(move.to)): \(decided(move))"
    }

    private func decided(_ move: DateMove) -> String {
        deciders[move.entry].flatMap { $0.isBoards ? $0.label : nil } ?? "set without a board"
    }

    func json(_ item: MovedItem) -> JSON {
        [
            "ref": .string(item.reference), "lead": item.lead.map { .string(frame.name($0)) } ?? .null,
            "revisions": .int(Int64(item.moves.count)),
            "moves": .array(
                item.moves.map { move in
                    let about: [String: JSON] = [
                        "on": .string(move.on.description),
                        "from": move.from.map { .string($0.description) } ?? .null,
                        "to": move.to.map { .string($0.description) } ?? .null, "entry": .int(move.entry),
                    ]
                    return .object(about.merging(deciders[move.entry]?.fields ?? [:]) { $1 })
                }),
        ]
    }

    /// The dates that were moved more than once, alone: a line for each move.
    public var moves: Document {
        let spec = table.spec
        func date(_ title: String, _ key: String) -> Column { Column(title: title, key: key, kind: .date) }
        func text(_ title: String, _ key: String) -> Column { Column(title: title, key: key) }
        let rows: [[Cell]] = movesNamed.flatMap { item in
            item.moves.enumerated().map { index, move in
                [
                    .text(item.reference), .text(frame.lead(item.lead)), .number(index + 1), Cell(move.on),
                    Cell(move.from), Cell(move.to), .text(decided(move)),
                    Cell(deciders[move.entry]?.meeting?.text), Cell(deciders[move.entry]?.chairOf?.text),
                ]
            }
        }
        let records = Table(
            name: "Moves", caption: movesCaption,
            columns: [
                text("Reference", "ref"), Column(title: "Lead", key: "lead", weight: 2),
                Column(title: "Move", key: "move", kind: .number), date("On", "on"), date("From", "from"),
                date("To", "to"), Column(title: "Decided by", key: "decided_by", weight: 2),
                text("Meeting", "meeting"), text("Chair of", "chair_of"),
            ],
            rows: rows, empty: "No date was moved more than once.")
        // Names are enough for people; identifiers are for programs.
        let printed = Table(
            name: records.name, caption: records.caption, columns: records.columns.dropLast(2),
            rows: rows.map { $0.dropLast(2) },
            empty: records.empty)
        let withheld = movedOften.count - movesNamed.count
        return Document(
            title: "Due dates moved more than once", subtitle: frame.body, letterhead: frame.letterhead,
            marking: highestMarking,
            blocks: [
                .paragraph(
                    "\(movedOften.count.counted("item", "items")) of \(table.total[.carriedForward]) carried forward at \(spec.asAt.longForm)."
                ), .table(printed),
            ]
                + (withheld == 0
                    ? []
                    : [
                        .paragraph(
                            "Counted but not named in this edition because of protective marking: \(withheld)."
                        )
                    ]),
            foot: frame.foot(), records: records)
    }
}
