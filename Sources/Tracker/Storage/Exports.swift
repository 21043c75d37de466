// The engine's own, since there is one: with a second behind them, each has two cases inside.
@_exported public import struct TrackerSQLite.PageReport
@_exported public import struct TrackerSQLite.Row
@_exported public import struct TrackerSQLite.SchemaObject
@_exported public import struct TrackerSQLite.Statement
