import Testing

import Tracker

/// Dates as people type them, wherever one is typed: the day first, never two readings.
struct TypedDatesRunTests {
    private static let places: [[String]] = [
        ["start", "L-1", "--on"], ["list", "--as-at"], ["list", "--known-at"],
        ["due", "L-1", "--reason", "x"],
        ["report", "add", "R", "T", "--publisher", "P", "--force", "F", "--published"],
        ["add", "N-1", "--report", "LEG", "--kind", "recommendation", "--text", "x", "--due"],
        ["add", "N-1", "--report", "LEG", "--kind", "recommendation", "--text", "x", "--opened"],
        ["meeting", "add", "OB-9", "--board", "OB", "--date"],
        ["person", "change", "Owen Owner", "--leaves"],
        ["evidence", "add", "L-1", "https://example.org/minutes", "--dated"],
        ["action", "add", "L-1", "Print it", "--owner", "Owen Owner", "--due"],
        ["monitoring", "set", "Metropolitan Police Service", "Engage", "--from"],
        ["response", "record", "LEG", "--letter-sent"],
    ]

    @Test(arguments: places)
    func theDayComesFirst(command: [String]) throws {
        let run = try CommandLineRun.withBoard(items: 1)
        let refused = try run(command + ["06/30/2018"])
        #expect(refused.code == 65, "\(refused)")
        #expect(refused.error.contains("the day first: 30/06/2018"), "\(refused.error)")
        for date in ["06/03/2018", "6 March 2018"] {
            let taken = try run(command + [date])
            // What the rules make of the day is another matter; it was read.
            #expect(taken.code != 64 && !taken.error.contains("cannot be read"), "\(date): \(taken.error)")
        }
    }
}
