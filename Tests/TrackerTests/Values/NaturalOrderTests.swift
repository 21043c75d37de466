import Testing
import TrackerValues

@Suite struct NaturalOrderTests {
    @Test func numbersCountAndTheRestIsAsWritten() {
        let ordered = [
            "", "Inspection", "Inspection 2", "Inspection 10", "Inspection 10 (a)", "Inspection 10a",
            "PEEL 2016", "PEEL 2021/3", "PEEL 2021/22", "b", "Ä 9",
        ]
        for start in ordered.indices {
            let mixed = ordered[start...] + ordered[..<start]
            #expect(mixed.sorted { NaturalOrder($0) < NaturalOrder($1) } == ordered)
        }
    }

    @Test(arguments: [
        ("012", "12"), ("a 2 b 3", "a 2 b 10"), ("99999999999999999999", "100000000000000000000"), ("7", "a"),
        ("x0", "x00"),
    ])
    func oneComesFirst(_ first: String, _ second: String) {
        let (one, other) = (NaturalOrder(first), NaturalOrder(second))
        #expect(one < other && !(other < one))
    }
}
