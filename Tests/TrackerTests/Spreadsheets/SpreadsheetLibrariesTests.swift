#if Spreadsheets
    import Testing
    @testable import TrackerSpreadsheets

    import Tracker

    @Suite struct SpreadsheetLibrariesTests {
        @Test func oneNameOfEachIsEnough() {
            #expect(SpreadsheetLibraries.lack == nil)
            #expect(SpreadsheetLibraries.lack(of: [["libnone.so.9", "libexpat.so.1"]]) == nil)
        }

        @Test func whatIsLackingIsNamed() {
            #expect(
                SpreadsheetLibraries.lack(of: [["libexpat.so.1"], ["libnone.so.9", "libnone.so.8"]])
                    == "Workbooks and zip files need libnone.so.9, which this computer lacks: "
                    + "install it, or use CSV files and folders")
        }
    }
#endif
