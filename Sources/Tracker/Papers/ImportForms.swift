public import TrackerDocuments
import TrackerImport
import TrackerModel
public import TrackerRegister
package import TrackerSheets
import TrackerValues

// The two sheets that go out so that a better one comes back: an empty one to fill in, and the one that was handed in with
// what is wrong in it marked.

/// The empty sheet of an import.
public enum ImportTemplate {
    private static let columns: [(title: String, width: Int, purpose: FillInForm.Purpose)] = [
        ("Reference", 14, .words), ("Report", 30, .words), ("Published by", 14, .words),
        ("Date published", 14, .date), ("Type", 20, .words), ("Recommendation", 60, .words),
        ("Number", 10, .words), ("Question", 24, .words), ("Theme", 18, .words), ("Lead", 22, .words),
        ("Support", 22, .words), ("Board", 14, .words), ("Original date", 14, .date),
        ("Revised date", 14, .date), ("Status", 20, .words), ("% complete", 10, .percent),
        ("Latest update", 50, .words), ("Date closed", 14, .date), ("Superseded by", 14, .words),
        ("Reason", 30, .words), ("Internal notes", 30, .words),
    ]

    /// The form, with the register's own kinds, people and boards to choose from.
    public static func make(_ register: Register) throws -> FillInForm {
        let kinds = try register.kinds().map { $0.name.replacing("-", with: " ") }
        let people = try register.people().map(\.name)
        let boards = try register.boards().map(\.reference.text)
        let statuses = [
            "not started", "in progress", "pending sign-off", "assured", "closed - implemented",
            "closed - superseded", "closed - no further action", "closed - not accepted",
        ]
        let choices = ["Type": kinds, "Lead": people, "Board": boards, "Status": statuses]
        return FillInForm(
            title: "Tracker", marking: "",
            columns: columns.map { column in
                FillInForm.Column(
                    title: column.title, width: column.width,
                    purpose: choices[column.title].map { .choice($0) } ?? column.purpose)
            }, rows: [], guide: guide)
    }

    private static let guide = [
        Fact(
            label: "Rows", value: "One item a row. Columns that you don't need can stay empty or be deleted."),
        Fact(label: "Reference", value: "Your own, each once. Without one it is made from the report."),
        Fact(
            label: "Report",
            value: "Its title, the same in each of its rows. Who published it and when need only stand once."),
        Fact(
            label: "Original date, Revised date",
            value: "31/12/2022 and the like, or the words of the deadline: within six months, TBC."),
        Fact(
            label: "Lead, Support", value: "One name for the lead; several who support, parted by semicolons."
        ),
        Fact(
            label: "Superseded by", value: "For \"closed - superseded\": the reference that takes its place."),
        Fact(label: "Internal notes", value: "Kept with the item, and never in a public paper."),
    ]
}

extension MarkedTable {
    /// A sheet with its problems, each worded by `words`, at the cells that have them.
    package init(_ sheet: Sheet, problems: [Problem], words: (Problem) -> String) {
        var marks: [Mark] = []
        var remarks: [String] = []
        for problem in problems {
            let told = words(problem)
            guard let place = problem.place else {
                remarks.append(told)
                continue
            }
            let column = place.column.flatMap { letters in
                sheet.headings.indices.first { sheet.place(row: 1, column: $0).column == letters }
            }
            for row in problem.alsoIn.isEmpty ? [place.row] : problem.alsoIn {
                marks.append(Mark(row: row, column: column, words: told))
            }
        }
        let headings = (number: sheet.headingsRow, cells: sheet.headings.map(Cell.init(sheet:)))
        self.init(
            name: sheet.name,
            rows: [headings] + sheet.rows.map { ($0.number, $0.cells.map(Cell.init(sheet:))) }, marks: marks,
            remarks: remarks)
    }
}

extension Cell {
    /// What a cell of a sheet shows.
    fileprivate init(sheet cell: SheetCell) {
        switch cell {
        case .empty: self = .empty
        case .date(let day): self = .date(day.description)
        case .number(let shown, _):
            self = Int(shown).flatMap { "\($0)" == shown ? .number($0) : nil } ?? .text(shown)
        case .text(let text): self = .text(text)
        case .boolean(let value): self = .text(value ? "TRUE" : "FALSE")
        }
    }
}
