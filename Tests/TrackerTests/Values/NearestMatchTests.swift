import Testing

import Tracker

/// What is offered after a typing mistake.
struct NearestMatchTests {
    static let commands = [
        "outstanding", "quarterly", "list", "show", "search", "history", "submit", "start",
    ]

    @Test(arguments: [
        ("outstnading", ["outstanding"]), ("quaterly", ["quarterly"]), ("OUT", ["outstanding"]),
        ("sohw", ["show"]),
        ("s", ["show", "start", "search"]), ("lsit", ["list"]), ("xyz", []), ("", []), ("lisst", ["list"]),
    ])
    func findsTheNearest(given: String, expected: [String]) {
        #expect(NearestMatch.suggestions(for: given, among: Self.commands) == expected)
    }

    @Test func wordsBegunComeBeforeWordsMistyped() {
        let known = ["PEEL-2016-R10", "PEEL-2016-R2", "PEEL-2016-R1", "PEEL-2017-R1", "HMIC-1"]
        #expect(
            NearestMatch.suggestions(for: "peel-2016-r1", among: known)
                == ["PEEL-2016-R1", "PEEL-2016-R10", "PEEL-2016-R2"])
        #expect(NearestMatch.suggestions(for: "peel-2016-r1", among: known, limit: 1) == ["PEEL-2016-R1"])
    }

    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "abcd", 1),
        ("abc", "axc", 1),
        ("kitten", "sitting", 3), ("ca", "abc", 3), ("abcdef", "badcfe", 3), ("", "abc", 3),
    ])
    func distanceIsTheRestrictedOne(left: String, right: String, distance: Int) {
        let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        #expect(NearestMatch.distance(a, b, atMost: 10) == distance)
        #expect(NearestMatch.distance(b, a, atMost: distance) == distance)
        #expect(NearestMatch.distance(a, b, atMost: distance - 1) == nil)
    }
}
