import Testing

/// The pages of every paper, light and dark, against WCAG 2.2 A and AA: axe-core in headless Chromium.
@Suite struct AccessibilityTests {
    private static let checker = "\(TrailFixture.package)/.build/accessibility-checker/axe.min.js"
    private static let chromium = TrailFixture.shell("command -v chromium chromium-browser google-chrome")
        .output
        .split(separator: "\n").first.map { String($0) }
    private static let isHere = chromium != nil && TrailFixture.shell("test -f '\(checker)'").code == 0

    /// The golden files are the pages, whole.
    @Test(
        .enabled(
            if: isHere, "SKIPPED: no Chromium or no checker here; run scripts/accessibility-checker"),
        arguments: ["light", "dark"])
    func pages(scheme: String) throws {
        let tests = "\(TrailFixture.package)/Tests/TrackerTests"
        let run = TrailFixture.shell(
            "python3 '\(tests)/Documents/Readers/accessibility.py' '\(Self.checker)' '\(Self.chromium ?? "")' "
                + "\(scheme) '\(tests)'/*/Golden/*.html 2>&1")
        #expect(run.code == 0 && run.output.isEmpty, "\(run.output)")
    }

    /// One of each kind of page of the public register, with the style sheet beside them.
    @Test(
        .enabled(
            if: isHere, "SKIPPED: no Chromium or no checker here; run scripts/accessibility-checker"),
        arguments: ["light", "dark"])
    func publicRegister(scheme: String) throws {
        let folder = PublishedFolder()
        try folder.publish(try PublicEditionTests.planted())
        let pages = [
            "index", "quarterly", "quarterly/R", "quarterly/~total", "outstanding", "reports", "reports/R",
            "items/A-1", "downloads", "verify",
        ].map { "'\(folder.path)/\($0).html'" }.joined(separator: " ")
        let run = TrailFixture.shell(
            "python3 '\(TrailFixture.package)/Tests/TrackerTests/Documents/Readers/accessibility.py' '\(Self.checker)' "
                + "'\(Self.chromium ?? "")' \(scheme) \(pages) 2>&1")
        #expect(run.code == 0 && run.output.isEmpty, "\(run.output)")
    }

    /// The check can fail: a page whose picture has no words for those who can't see it, and whose grey is too light.
    @Test(.enabled(if: isHere))
    func faultsAreFound() throws {
        let folder = TrailFixture.Folder()
        let page = "\(folder.path)/page.html"
        TrailFixture.overwrite(
            page,
            Array(
                """
                <!DOCTYPE html><html lang="en"><head><title>T</title>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head>
                <body><main><h1>T</h1><img src=""><p style="color:#ccc">Faint</p></main></body></html>
                """.utf8))
        let run = TrailFixture.shell(
            "python3 '\(TrailFixture.package)/Tests/TrackerTests/Documents/Readers/accessibility.py' '\(Self.checker)' "
                + "'\(Self.chromium ?? "")' light '\(page)' 2>&1")
        #expect(run.output.contains("image-alt") && run.output.contains("color-contrast"), "\(run.output)")
    }
}
