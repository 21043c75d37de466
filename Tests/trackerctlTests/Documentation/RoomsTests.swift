import Foundation
import Testing

/// The page for whoever changes the program shows the rooms that there are, and the arrows that the compiler allows.
@Suite struct RoomsTests {
    @Test func thePictureIsThePackages() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "scripts/rooms", "--check"]
        process.currentDirectoryURL = DocumentationRunTests.repository
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
