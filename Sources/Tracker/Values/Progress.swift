/// How far a long task has come: what it is doing, how much of it is done, and of how much.
public typealias Progress = (_ task: String, _ done: Int64, _ total: Int64) -> Void
