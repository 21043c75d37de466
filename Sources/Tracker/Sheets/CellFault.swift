import TrackerValues

/// A cell whose value can't be taken: it shows an error, or belongs to several rows. It matters only where what the
/// column holds is asked for.
package struct CellFault: Hashable, Sendable {
    /// Its row, from 1.
    package let row: Int
    /// Its column, from 0.
    package let column: Int
    /// What is wrong, and what to do.
    package let sentence: String
}

extension Sheet {
    /// What is wrong with the cells of these columns.
    package func problems(inColumns columns: Set<Int>, file: String) -> [Problem] {
        faults.filter { columns.contains($0.column) }.map {
            Problem(file: file, place: place(row: $0.row, column: $0.column), sentence: $0.sentence)
        }
    }
}
