import Glibc
import Tracker

/// What is fuzzed: everything that the library reads from outside. Each takes any bytes; a crash or a hang is a
/// finding, and so is what is read, written out and not the same when read again.
let targets: [String: @Sendable ([UInt8]) -> Void] = [
    "csv": Sheets.csv,
    "xlsx": Sheets.workbook,
    "sheet": Sheets.partOfWorkbook,
    "entry": Trail.entry,
    "checkpoint": Trail.checkpoint,
    "proof": Trail.proof,
    "dates": Dates.all,
]

/// The one that `TRACKER_FUZZ` names.
private let target: @Sendable ([UInt8]) -> Void = {
    guard let name = getenv("TRACKER_FUZZ"), let target = targets[String(cString: name)] else {
        fatalError("TRACKER_FUZZ should name one of \(targets.keys.sorted().joined(separator: ", "))")
    }
    return target
}()

/// Called by libFuzzer with each input.
@_cdecl("tracker_fuzz")
public func trackerFuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    target(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}
