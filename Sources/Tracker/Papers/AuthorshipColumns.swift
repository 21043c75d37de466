package import TrackerDocuments
import TrackerLedger
package import TrackerModel

extension Authorship {
    /// A column that says who typed an entry in, where another column says who acted.
    static let typedColumn = Column(title: "Typed in", key: "typed_in", weight: 2)

    /// The fields as columns of a table whose rows are entries.
    package static let columns = [
        Column(title: "By", key: "actor"), Column(title: "Recorded by", key: "recorded_by"),
        Column(title: "Typed by account", key: "typed_by_account"),
    ]

    /// The cells of ``columns``.
    package func cells(_ name: (PersonID) -> String) -> [Cell] {
        [.text(name(actor)), Cell(recordedBy.map(name)), Cell(account)]
    }
}
