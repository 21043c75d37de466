import Testing
@testable import TrackerDocuments

import Tracker

@Suite struct SheetNamesTests {
    @Test(arguments: [
        ("Movement", "Movement"), ("a/b:c*[d]?\\e", "a-b-c--d---e"), ("'quoted'", "quoted"), ("", "Table"),
        ("history", "history (2)"),
        (String(repeating: "x", count: 40), String(repeating: "x", count: 31)), ("  ", "Table"),
        ("a\u{1B}", "a-u{1B}"),
        (String(repeating: "👍", count: 20), String(repeating: "👍", count: 15)),
    ])
    func legal(wanted: String, name: String) {
        var names = SheetNames()
        #expect(names.name(for: wanted) == name)
    }

    @Test func eachNameIsGivenOnceWhateverTheCase() {
        var names = SheetNames()
        let given = [
            "Time", "TIME", "time", String(repeating: "y", count: 31), String(repeating: "Y", count: 32),
        ].map {
            names.name(for: $0)
        }
        let long = String(repeating: "Y", count: 27)
        #expect(given == ["Time", "TIME (2)", "time (3)", String(repeating: "y", count: 31), "\(long) (2)"])
    }
}
