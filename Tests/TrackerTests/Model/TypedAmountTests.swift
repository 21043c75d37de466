import Testing

import Tracker

/// Amounts as people write them, kept exactly in their unit.
@Suite struct TypedAmountTests {
    @Test(arguments: [
        ("390000000", "GBP", "390000000"), ("£100m", "GBP", "100000000"), ("390m", "GBP", "390000000"),
        ("1.2bn", "GBP", "1200000000"), ("£1,250,000", "GBP", "1250000"),
        ("£ 12.5 million", "gbp", "12500000"),
        ("500k", "GBP", "500000"), ("-£1.5m", "GBP", "-1500000"), ("£12.50", "GBP", "12.5"),
        ("0.0001m", "GBP", "100"), ("£390m", "£m", "390"), ("390m", "£m", "390"), ("390", "£m", "390"),
        ("1.2bn", "GBP m", "1200"), ("£1,250,000", "£m", "1.25"), ("£100", "£m", "0.0001"),
        ("£390m", "£000", "390000"), ("£390m", "£'000s", "390000"), ("£390m", "£bn", "0.39"),
        ("1.5m", "hours", "1500000"), ("12.5", "hours", "12.5"),
    ])
    func isKeptExactly(typed: String, unit: String, kept: String) throws {
        let read = try TypedAmount(parsing: typed, unit: unit)
        #expect(read.amount.description == kept)
        #expect(read.unit == unit)
        #expect(read.isConverted == typed.contains { $0.isLetter || $0 == "£" })
    }

    @Test func aPoundSignSaysTheUnit() throws {
        #expect(try TypedAmount(parsing: "£100m", unit: nil).unit == "GBP")
        #expect(throws: InvalidValue.self) { try TypedAmount(parsing: "100m", unit: nil) }
    }

    @Test(arguments: [
        ("", "GBP"), ("£", "GBP"), ("m", "GBP"), ("100 mm", "GBP"), ("1.2.3m", "GBP"), ("12,34", "GBP"),
        ("$5", "GBP"),
        ("€5m", "GBP"), ("5%", "GBP"), ("£5", "hours"), ("£5m", "officers"), ("1e6", "GBP"), ("5.m", "GBP"),
        (".5m", "GBP"), ("--5", "GBP"), ("£1", "£m "), ("£10", "£bn"), ("1.23456", "GBP"),
        ("1000000bn", "GBP"),
        ("£1m£", "GBP"), ("٣", "GBP"),
    ])
    func isRefused(typed: String, unit: String) {
        #expect(throws: InvalidValue.self) { try TypedAmount(parsing: typed, unit: unit) }
    }

    /// However it is written, it is the same amount.
    @Test(arguments: 1...5) func everyWayOfWritingItIsTheSame(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        for _ in 0..<200 {
            let thousands = Int.random(in: -9_999_999...9_999_999, using: &random)
            let sign = thousands < 0 ? "-" : ""
            let size = thousands.magnitude
            let millions = "\(sign)\(size / 1000).\(String(size % 1000 + 1000).dropFirst())m"
            let pounds = try Amount(parsing: "\(thousands)000")
            for typed in ["\(thousands)k", millions, "\(sign)£\(size)000"] {
                #expect(try TypedAmount(parsing: typed, unit: "GBP").amount == pounds, "\(typed)")
            }
            #expect(
                try TypedAmount(parsing: millions, unit: "£000").amount == Amount(parsing: "\(thousands)"))
        }
    }
}
