import Testing

import Tracker

@Suite struct AmountTests {
    @Test(arguments: [
        ("390000000", "390000000"), ("390,000,000", "390000000"), ("12.50", "12.5"), ("0.1", "0.1"),
        ("-0.05", "-0.05"), ("007", "7"), ("0.0000", "0"), ("-0", "0"), ("1.0001", "1.0001"),
        ("1,234.5", "1234.5"), ("900719925474.0991", "900719925474.0991"),
    ])
    func isWrittenInOneWay(typed: String, written: String) throws {
        #expect(try Amount(parsing: typed).description == written)
        #expect(Amount(written)?.description == written)
    }

    @Test(arguments: [
        "", "-", ".5", "5.", "1.23456", "1e5", "£5", "1 000", "12,34", ",123", "1,2345", "--1", "+1", "٣",
        "NaN",
        // One more ten-thousandth than 2^53 - 1.
        "900719925474.0992", "99999999999999999999",
    ])
    func isRefused(typed: String) {
        #expect(throws: InvalidValue.self) { try Amount(parsing: typed) }
    }

    /// Ten times 0.1 is not 1 in floating point; here it is.
    @Test func sumsAreExact() throws {
        let tenth = try Amount(parsing: "0.1")
        #expect(try Amount.sum(Array(repeating: tenth, count: 10)).description == "1")
        let parts = try ["0.1", "0.2", "-0.3"].map { try Amount(parsing: $0) }
        #expect(try Amount.sum(parts) == .zero)
    }

    @Test func aSumBeyondWhatIsExactIsRefused() throws {
        let greatest = try Amount(parsing: "900719925474.0991")
        #expect(throws: RuleViolation.self) { try Amount.sum([greatest, Amount(parsing: "0.0001")]) }
        #expect(try Amount.sum([greatest, Amount(parsing: "-0.0001")]).description == "900719925474.099")
    }
}
