import Testing
@testable import TrackerPapers

import Tracker

@Suite struct NameMaskTests {
    private let mask = NameMask(["Jane Doe", "Jane Doe-Smith", "Zoë Ō'Neil", "", "J. P. Roe"])

    @Test(arguments: [
        ("Jane Doe was there", "(not named) was there"),
        ("said JANE  DOE.", "said (not named)."),
        ("Jane\nDoe", "(not named)"),
        ("Jane Doe-Smith and Jane Doe", "(not named) and (not named)"),
        ("Jane Doe's team", "(not named)'s team"),
        ("Jane-Doe", "(not named)"),
        ("Zoe\u{308} O\u{304}\u{2019}Neil (lead)", "(not named) (lead)"),
        ("J P Roe", "(not named)"),
        ("(Jane Doe)", "((not named))"),
        // Other words, other people, other sentences.
        ("Janet Doe", "Janet Doe"), ("Jane Doering", "Jane Doering"), ("Jane: Doe", "Jane: Doe"),
        ("Doe", "Doe"), ("", ""),
    ])
    func names(text: String, masked: String) { #expect(mask.masked(text) == masked) }

    @Test func aNameOfOneWordIsAWord() {
        #expect(NameMask(["May"]).masked("May, in May; mayor") == "(not named), in (not named); mayor")
    }
}
