/// What differs between the engines in the text of statements that are otherwise the same.
package struct Dialect: Sendable {
    /// Written before a column in a condition, it keeps the planner from looking the column up in an index.
    package let scan: String
    /// Written after a table, it has the table itself read and no index, so that no index can hide a row.
    package let tableAlone: String

    /// <https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_>
    static let sqlite = Dialect(scan: "+", tableAlone: "NOT INDEXED")
    /// PostgreSQL's planner knows how many rows there are, and takes no hints.
    static let postgreSQL = Dialect(scan: "", tableAlone: "")
}
