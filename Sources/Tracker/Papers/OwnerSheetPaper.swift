public import TrackerDocuments
package import TrackerImport
import TrackerLedger
package import TrackerModel
import TrackerRegister
import TrackerValues
public import TransparencyLog

/// What taking owners' sheets back did, or would do, as a table: each act with its words.
public struct OwnerSheetPaper {
    private let sheets: [TakenSheet]
    private let isRehearsal: Bool
    private let names: [PersonID: String]
    private let spelling: (ItemAct.Variant) -> String

    /// What was taken from `sheets`; `isRehearsal` when nothing was written. Data has acts in the program's `spelling`.
    package init(
        _ sheets: [TakenSheet], isRehearsal: Bool, people: [Person], posts: [Post],
        spelling: @escaping (ItemAct.Variant) -> String = { $0.description }
    ) {
        self.sheets = sheets
        self.isRehearsal = isRehearsal
        self.spelling = spelling
        names = Dictionary(posts.map { ($0.id, $0.name) } + people.printedNames.map { ($0.key, $0.value) }) {
            first, _ in first
        }
    }

    /// How many rows and acts, in a sentence.
    public var summary: String {
        let moved = sheets.flatMap(\.rows).filter { !$0.acts.isEmpty }
        let acts = moved.reduce(0) { $0 + $1.acts.count }
        let start = isRehearsal ? "Would record" : "Recorded"
        let end = isRehearsal ? "; nothing was written" : ""
        return
            "\(start) \(acts.counted("act", "acts")) from \(moved.count.counted("row", "rows")) of \(sheets.count.counted("sheet", "sheets"))\(end)."
    }

    /// What was left as it is, as sentences: what was recorded before, and sheets with nothing filled in.
    public var remarks: [String] {
        sheets.flatMap { sheet -> [String] in
            var remarks = sheet.remarks.map { "\(sheet.file): \($0)" }
            let known = sheet.rows.filter { !$0.known.isEmpty }
            if sheet.rows.isEmpty { remarks.append("\(sheet.file): nothing is filled in.") }
            if !known.isEmpty {
                let rows = known.map { row in
                    "row \(row.row) (\(row.reference), \(row.known.count == 1 ? "entry" : "entries") \(row.known.map(String.init).joined(separator: ", ")))"
                }
                remarks.append(
                    "\(sheet.file): recorded already, and not again: \(rows.joined(separator: "; ")).")
            }
            let waiting = sheet.rows.filter { $0.waitsAlready }
            if !waiting.isEmpty {
                let rows = waiting.map { "row \($0.row) (\($0.reference))" }
                remarks.append(
                    "\(sheet.file): ready for assurance, and waiting for it already: \(rows.joined(separator: "; "))."
                )
            }
            if !sheet.ignored.isEmpty {
                remarks.append(
                    "\(sheet.file): columns that mean nothing here were left out: \(sheet.ignored.joined(separator: ", "))."
                )
            }
            return remarks
        }
    }

    /// The table.
    public var document: Document {
        Document(title: "Owners' sheets", blocks: [.paragraph(summary), .table(table)], foot: [])
    }

    /// The same as data, sheet by sheet.
    public var json: JSON {
        [
            "dry_run": .bool(isRehearsal),
            "sheets": .array(
                sheets.map { sheet in
                    [
                        "file": .string(sheet.file),
                        "rows": .array(sheet.rows.map { row in json(row) }),
                    ]
                }),
        ]
    }

    private func json(_ row: TakenRow) -> JSON {
        [
            "row": .int(Int64(row.row)), "ref": .string(row.reference.text),
            "owner": .string(name(row.owner)),
            "acts": .array(
                row.acts.map { step in
                    [
                        "act": .string(spelling(step.act.variant)),
                        "complete": Self.complete(step.act).map { .int(Int64($0)) } ?? .null,
                        "due": Self.due(step.act).map { .string($0.description) } ?? .null,
                        "words": .object(
                            Dictionary(
                                uniqueKeysWithValues: step.words.map {
                                    ($0.key.rawValue, JSON.string($0.value))
                                }
                            )),
                    ]
                }),
            "recorded_already": .array(row.known.map { .int($0) }),
            "waits_already": .bool(row.waitsAlready),
            "from": .string(row.before.stage.rawValue), "to": .string(row.after.stage.rawValue),
        ]
    }

    private func name(_ id: PersonID) -> String { names[id] ?? id.description }

    private static func complete(_ act: ItemAct) -> Int? {
        switch act {
        case .progress(let complete, _): complete
        case .propose(let update): update.complete
        default: nil
        }
    }

    private static func due(_ act: ItemAct) -> Day? {
        switch act {
        case .due(let day, _): return day
        case .propose(let update): if case .set(let day) = update.due { return day }
        default: break
        }
        return nil
    }

    private var table: Table {
        let rows = sheets.flatMap { sheet in
            sheet.rows.flatMap { row in
                row.acts.map { step -> [Cell] in
                    [
                        .text(sheet.file), .number(row.row), .text(row.reference.text),
                        .text(name(row.owner)), .text(MeetingAct.spelled(step.act.variant)),
                        Self.complete(step.act).map { .number($0) } ?? .empty, Cell(Self.due(step.act)),
                        .text(step.words.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n")),
                    ]
                }
            }
        }
        return Table(
            name: "Acts",
            columns: [
                Column(title: "File", key: "file", weight: 2),
                Column(title: "Row", key: "row", kind: .number),
                Column(title: "Reference", key: "ref", weight: 2),
                Column(title: "Owner", key: "owner", weight: 2), Column(title: "Act", key: "act", weight: 2),
                Column(title: "%", key: "complete", kind: .number),
                Column(title: "Date wanted", key: "due", kind: .date),
                Column(title: "Words", key: "words", weight: 5),
            ], rows: rows)
    }
}
