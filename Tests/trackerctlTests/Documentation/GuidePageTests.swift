import Testing

/// The reading of pages itself: a check that finds nothing must not look like one that passes.
@Suite struct GuidePageTests {
    @Test func blocksAndTheirOutputs() {
        let page = GuidePage(
            """
            # Page

            <!-- sh
            make ready
            -->
            ```sh
            one
            two
            ```

            ```console
            $ three \\
              --more
            printed
            $ four
            ```

            <!-- needs chromium -->
            ```sh
            five
            ```

            <!-- not run: it installs -->

            ```sh
            six
            ```
            ```json
            seven
            ```
            """)
        #expect(
            page.steps.map(\.commands) == [
                "make ready", "one\ntwo", "three \\\n  --more", "four", "five", "six",
            ])
        #expect(page.steps.map(\.output) == [nil, nil, ["printed"], [], nil, nil])
        #expect(page.steps.map(\.needs) == [nil, nil, nil, nil, "chromium", nil])
        #expect(page.steps.map(\.notRun) == [nil, nil, nil, nil, nil, "it installs"])
        #expect(page.steps.map(\.line) == [4, 7, 12, 15, 20, 26])
    }

    @Test(arguments: [
        ("root 5e…f.", "root 5e8a1f.", true), ("root 5e…g.", "root 5e8a1f.", false),
        ("same  ", "same", true), ("same", "same but longer", false), ("a…b…c", "a1b2c", true),
        ("a…b…c", "a1c", false), ("…", "anything", true), ("", "", true), ("", "x", false),
    ])
    func linesWithGaps(shown: String, printed: String, same: Bool) {
        #expect(GuidePage.shows([shown], [printed]) == same)
    }

    @Test func anyNumberOfLines() {
        #expect(GuidePage.shows(["a", "…", "z"], ["a", "b", "c", "z"]))
        #expect(GuidePage.shows(["a", "…", "z"], ["a", "z"]))
        #expect(GuidePage.shows(["a", "…", "z"], ["a", "b"]) == false)
        #expect(GuidePage.shows(["a"], ["a", "b"]) == false)
    }
}
