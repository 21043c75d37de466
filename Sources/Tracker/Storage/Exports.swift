// swift-format-ignore-file
// Exports stand at the margin, under whatever condition.
@_exported public import struct TrackerSQLite.PageReport
@_exported public import struct TrackerSQLite.SchemaObject

// The engine's own where there is one; with a second behind them, each has two cases inside (Row.swift, Statement.swift).
#if !PostgreSQL
@_exported public import struct TrackerSQLite.Row
@_exported public import struct TrackerSQLite.Statement
#endif
