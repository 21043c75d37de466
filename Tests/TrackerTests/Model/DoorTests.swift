import Testing

/// The library speaks of no door: what a command line calls its commands and options is for the command line to say.
struct DoorTests {
    private static let sources =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/Sources/Tracker"

    @Test func noFileNamesTheCommandLine() {
        let found = TrailFixture.shell("grep -rn trackerctl --include=*.swift '\(Self.sources)'")
        #expect(found.output == "")
        // 1 is grep's word for nothing found; for a folder that isn't there it is 2.
        #expect(found.code == 1)
    }

    /// An option, which is no custom property of CSS (`--ink: …`, `var(--ink)`).
    @Test func noFileNamesAnOption() {
        let option = #"(^|[ ("`“])--[a-z][a-z0-9-]*([^a-z0-9:-]|$)"#
        let found = TrailFixture.shell(
            "grep -rnE --include=*.swift '\(option)' '\(Self.sources)' | grep -v -e 'var(--'")
        #expect(found.output == "")
    }
}
