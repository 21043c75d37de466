package import TrackerDocuments
import TrackerFigures
import TrackerModel
import TrackerValues

extension QuarterlyPaper {
    /// This table beside another over the same scope and rows, of another quarter or as it was issued: every count of all rows, and
    /// what each row carries forward.
    package func comparison(with other: QuarterlyPaper, named name: String) -> Document {
        let (here, there) = (table, other.table)
        func cells(_ words: String, _ before: Int, _ now: Int) -> [Cell] {
            [.text(words), .number(before), .number(now), .number(now - before)]
        }
        func columns(_ title: String) -> [Column] {
            [
                Column(title: title, key: "name", weight: 3),
                Column(title: name, key: "before", kind: .number),
                Column(title: here.spec.quarter.label, key: "now", kind: .number),
                Column(title: "Change", key: "change", kind: .number),
            ]
        }
        let counts = here.spec.counts.filter { here.total[$0] != 0 || there.total[$0] != 0 }
        let totals = Table(
            name: "All rows", caption: "All rows", columns: columns("Count"),
            rows: Rows(counts.map { cells($0.title, there.total[$0], here.total[$0]) }),
            empty: "Nothing is counted.")
        let before = Dictionary(there.rows.map { ($0.key, $0) }) { first, _ in first }
        let now = Dictionary(here.rows.map { ($0.key, $0) }) { first, _ in first }
        // In the order of this table; what it hasn't got any more follows.
        let keys = here.rows.map(\.key) + there.rows.map(\.key).filter { now[$0] == nil }
        let rows = Table(
            name: "Carried forward", caption: "Carried forward, row by row",
            columns: columns(here.spec.rowKey.rawValue.capitalizedFirst),
            rows: Rows(
                keys.map {
                    cells(
                        frame.label($0, of: here.spec.rowKey), before[$0]?[.carriedForward] ?? 0,
                        now[$0]?[.carriedForward] ?? 0)
                }), empty: "Nothing is carried forward.")
        return Document(
            title: "\(here.spec.quarter.label) beside \(name)", subtitle: frame.body,
            letterhead: frame.letterhead, marking: document().marking,
            blocks: [.table(totals), .table(rows)],
            foot: frame.foot(), records: totals)
    }
}
