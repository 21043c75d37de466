import Testing

import Tracker

/// Benefits that are parts of others: "£390m required, £290m committed, £100m of it depending on ICT".
@Suite struct BenefitPartsTests {
    private func prepared() throws -> RegisterFixture {
        let test = try RegisterFixture(on: "2018-07-02")
        try test.report("EFF", published: "2016-11-03")
        try test.report("LEG", published: "2016-12-08")
        try test.item("E-1", from: "EFF", opened: "2016-11-03")
        try test.item("E-2", from: "EFF", opened: "2016-11-03")
        try test.item("L-1", from: "LEG", opened: "2016-12-08")
        return test
    }

    @discardableResult
    private func benefit(
        _ item: String, _ name: String, _ target: String, committed: String? = nil, unit: String = "£m",
        of whole: Int64? = nil, on date: String = "2017-01-01", _ test: RegisterFixture
    ) throws -> Int64 {
        try test.act(item, on: date, [.text: name]) { _ in
            .addBenefit(
                unit: unit, target: try Amount(parsing: target),
                committed: try committed.map { try Amount(parsing: $0) }, partOf: whole)
        }
    }

    private func paper(_ test: RegisterFixture) throws -> BenefitsPaper {
        try BenefitsPaper(test.register, frame: try test.frame(asAt: "2018-07-02"))
    }

    @Test func aPartIsShownAndNeverAdded() throws {
        let test = try prepared()
        let whole = try benefit("E-1", "Savings", "390", committed: "290", test)
        try benefit("E-2", "Time", "40", unit: "hours", test)
        let part = try benefit("E-1", "Depending on ICT", "100", of: whole, test)
        let paper = try paper(test)
        let json = try paper.json()
        #expect(json["totals"]?.array?.map { $0["target"]?.string } == ["40", "390"])
        #expect(json["totals"]?.array?.map { $0["still_to_find"]?.string } == ["40", "100"])
        #expect(json["totals"]?.array?.map { $0["count"]?.int } == [1, 1])
        let items = try #require(json["items"]?.array)
        #expect(items.map { $0["id"]?.string } == ["B\(whole)", "B\(part)", "B\(whole + 1)"])
        #expect(items.map { $0["part_of"]?.string } == [nil, "B\(whole)", nil])
        #expect(items[1]["name"]?.string == "Depending on ICT")
        let text = try MarkdownRenderer.render(paper.document)
        #expect(text.contains("of which: Depending on ICT"), "\(text)")
        #expect(text.contains("1 benefit is part of another, is printed under it, and counted with it only."))
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func thePartsNeverComeToMoreThanTheWhole() throws {
        let test = try prepared()
        let whole = try benefit("E-1", "Savings", "390", committed: "290", test)
        let first = try benefit("E-1", "ICT", "100", committed: "40", of: whole, test)
        #expect(throws: RuleViolation.self) { try benefit("E-1", "Estates", "290.0001", of: whole, test) }
        #expect(throws: RuleViolation.self) {
            try benefit("E-1", "Estates", "200", committed: "250.1", of: whole, test)
        }
        try benefit("E-1", "Estates", "290", committed: "250", of: whole, test)
        func revise(
            _ id: Int64, _ target: String?, _ committed: String? = nil, on date: String = "2017-06-01"
        )
            throws
        {
            try test.act("E-1", on: date, [.reason: "Agreed"]) { _ in
                .reviseBenefit(
                    id, target: try target.map { try Amount(parsing: $0) },
                    committed: try committed.map { try Amount(parsing: $0) })
            }
        }
        let refused = #expect(throws: RuleViolation.self) { try revise(whole, "380") }
        #expect(
            refused?.description.contains("target 390 of 380 £m") == true, "\(String(describing: refused))")
        #expect(throws: RuleViolation.self) { try revise(first, nil, "40.5") }
        try revise(whole, "400", "300")
        try revise(first, "110", "50")
        // Ahead of the day on which the whole grew it would have been too much.
        #expect(throws: RuleViolation.self) { try revise(first, "110", on: "2017-05-31") }
        func realise(_ id: Int64, _ amount: String) throws {
            try test.act("E-1", on: "2018-01-01") { _ in .realiseBenefit(id, try Amount(parsing: amount)) }
        }
        #expect(throws: RuleViolation.self) { try realise(first, "5") }
        try realise(whole, "5")
        try realise(first, "5")
        #expect(throws: RuleViolation.self) { try realise(whole, "-1") }
        #expect(throws: RuleViolation.self) {
            try test.write { try $0.correct(whole, fields: ["target": "300"], words: [.reason: "Typing"]) }
        }
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func aPartIsOfABenefitOfTheSameItemAndUnit() throws {
        let test = try prepared()
        let whole = try benefit("E-1", "Savings", "390", test)
        let part = try benefit("E-1", "ICT", "100", of: whole, test)
        #expect(throws: RuleViolation.self) {
            try benefit("E-1", "Wrong unit", "1", unit: "GBP", of: whole, test)
        }
        #expect(throws: RuleViolation.self) { try benefit("E-2", "Another's", "1", of: whole, test) }
        #expect(throws: RuleViolation.self) { try benefit("E-1", "Part of a part", "1", of: part, test) }
        #expect(throws: RuleViolation.self) { try benefit("E-1", "Nothing", "1", of: 1, test) }
        #expect(throws: RuleViolation.self) {
            try benefit("E-1", "Too early", "1", of: whole, on: "2016-12-31", test)
        }
        // A whole that has parts can't be taken back, nor counted in another unit.
        #expect(throws: RuleViolation.self) {
            try test.write { try $0.correct(whole, isVoid: true, words: [.reason: "Never"]) }
        }
        #expect(throws: RuleViolation.self) {
            try test.write { try $0.correct(whole, fields: ["unit": "GBP"], words: [.reason: "Typing"]) }
        }
        // What was typed as a second benefit is made a part of the first.
        let second = try benefit("E-1", "Estates", "50", test)
        try test.write {
            try $0.correct(
                second, fields: ["part_of": .string("B\(whole)")], words: [.reason: "Counted twice"])
        }
        #expect(try paper(test).json()["totals"]?.array?.first?["target"]?.string == "390")
        #expect(try test.register.verify().findings.isEmpty)
    }

    /// Totals are plain sums over the wholes, whatever there is: per unit, per report and per tag.
    @Test(arguments: 1...8) func totalsArePlainSumsOverWholes(seed: UInt64) throws {
        let test = try prepared()
        var random = SplitMix64(state: seed)
        var wholes: [(item: String, unit: String, target: Int, committed: Int, id: Int64, left: Int)] = []
        for tag in ["One", "Two"] {
            try test.act("E-\(tag == "One" ? 1 : 2)", on: "2017-01-01") { _ in .tag([tag], remove: false) }
        }
        for number in 0..<40 {
            let amount = Int.random(in: 1...1000, using: &random)
            if Bool.random(using: &random), let index = wholes.indices.randomElement(using: &random),
                wholes[index].left > 0
            {
                let size = Int.random(in: 1...wholes[index].left, using: &random)
                wholes[index].left -= size
                let whole = wholes[index]
                try benefit(
                    whole.item, "Part \(number)", "\(size)", committed: "0", unit: whole.unit, of: whole.id,
                    test)
            } else {
                let item = ["E-1", "E-2", "L-1"].randomElement(using: &random)!
                let unit = ["£m", "GBP", "hours"].randomElement(using: &random)!
                let committed = Int.random(in: 0...1200, using: &random)
                let id = try benefit(
                    item, "Whole \(number)", "\(amount)", committed: "\(committed)", unit: unit, test)
                wholes.append((item, unit, amount, committed, id, amount))
            }
        }
        let table = try paper(test).table
        func expected(_ isIn: (String) -> Bool) -> [String: [Int]] {
            Dictionary(grouping: wholes.filter { isIn($0.item) }, by: \.unit).mapValues { lines in
                let (target, committed) = (
                    lines.map(\.target).reduce(0, +), lines.map(\.committed).reduce(0, +)
                )
                return [lines.count, target, committed, target - committed]
            }
        }
        func counted(_ totals: [BenefitTable.Total]) -> [String: [Int]] {
            Dictionary(
                uniqueKeysWithValues: totals.map {
                    let figures = $0.figures
                    return (
                        $0.unit,
                        [$0.count]
                            + [figures.target, figures.committed, figures.stillToFind].map {
                                Int($0.description)!
                            }
                    )
                })
        }
        #expect(counted(table.totals) == expected { _ in true })
        for (report, letter) in [("EFF", "E"), ("LEG", "L")] {
            #expect(counted(table.byReport.filter { $0.key == report }) == expected { $0.hasPrefix(letter) })
        }
        for (tag, item) in [("One", "E-1"), ("Two", "E-2"), ("", "L-1")] {
            #expect(counted(table.byTag.filter { $0.key == tag }) == expected { $0 == item })
        }
        #expect(table.parts + wholes.count == table.lines.count)
    }
}
