import Testing

import Tracker

/// Benefits of a report or a programme: named, realised, revised, corrected, and counted once.
@Suite struct SharedBenefitTests {
    private static let programme = BenefitSubject.programme("One Met Model")
    private static let report = BenefitSubject.report(ref("EFF"))

    private func prepared() throws -> RegisterFixture {
        let test = try RegisterFixture(on: "2018-07-02")
        try test.report("EFF", published: "2016-11-03")
        try test.report("LEG", force: "All forces", published: "2016-12-08")
        for (item, report) in [("E-1", "EFF"), ("E-2", "EFF"), ("L-1", "LEG")] {
            try test.item(item, from: report, opened: "2016-12-08")
        }
        try test.act("E-1", on: "2017-01-01") { _ in .tag(["One Met Model"], remove: false) }
        return test
    }

    @discardableResult
    private func change(
        _ test: RegisterFixture, _ subject: BenefitSubject, _ change: BenefitChange,
        _ words: Words = [.text: "Savings"], on date: String = "2017-01-01", isPublic: Bool = false
    ) throws -> Int64 {
        try test.write(on: day(date)) {
            try $0.change(change, of: .shared(subject), words: words, isPublic: isPublic).seq
        }
    }

    private func add(
        _ target: String, committed: String? = nil, unit: String = "£m", of whole: Int64? = nil
    ) -> BenefitChange {
        .add(unit: unit, target: Amount(target)!, committed: committed.map { Amount($0)! }, partOf: whole)
    }

    private func table(
        _ test: RegisterFixture, _ scope: Scope = .everything, asAt date: String = "2018-07-02",
        knownAt: KnownAt = .now
    ) throws -> BenefitTable {
        try BenefitsPaper(
            test.register, frame: try test.frame(asAt: date, knownAt: knownAt, scope: scope)
        ).table
    }

    private func targets(_ totals: [BenefitTable.Total]) -> [String] {
        totals.map { "\($0.key ?? "all") \($0.figures.target) \($0.unit)" }
    }

    @Test func eachCountsOnceWithItsReportOrItsProgramme() throws {
        let test = try prepared()
        try test.act("E-1", on: "2017-01-01", [.text: "Own"]) { _ in
            .addBenefit(unit: "£m", target: Amount("7")!, committed: nil)
        }
        let whole = try change(test, Self.report, add("390", committed: "290"))
        try change(test, Self.report, add("100", of: whole), [.text: "Depending on ICT"])
        try change(test, Self.programme, add("1000"))
        let all = try table(test)
        #expect(targets(all.totals) == ["all 1397 £m"])
        #expect(targets(all.byReport) == ["EFF 397 £m", " 1000 £m"])
        #expect(targets(all.byTag) == ["One Met Model 1007 £m", " 390 £m"])
        #expect(all.lines.map(\.level) == [.item, .report, .report, .programme])
        #expect(all.parts == 1)
        // A filter on items parts no amount of a report or programme.
        var scope = Scope()
        scope.report = ref("EFF")
        #expect(targets(try table(test, scope).totals) == ["all 397 £m"])
        scope.owner = PersonID(1)
        #expect(try table(test, scope).totals.isEmpty)
        scope = Scope()
        scope.tag = "One Met Model"
        #expect(targets(try table(test, scope).totals) == ["all 1007 £m"])
        scope = Scope()
        scope.force = RegisterFixture.force
        #expect(targets(try table(test, scope).totals) == ["all 397 £m"])
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func whatIsRecordedIsKnownFromItsEntryAndItsDay() throws {
        let test = try prepared()
        let id = try change(test, Self.programme, add("390", committed: "290"))
        let before = try test.register.size()
        try change(test, Self.programme, .realise(id, Amount("12.5")!), [:], on: "2018-03-31")
        try change(
            test, Self.programme, .revise(id, target: nil, committed: Amount("340")!), [.reason: "Agreed"],
            on: "2018-03-06")
        func figures(asAt date: String = "2018-07-02", knownAt: KnownAt = .now) throws -> [String] {
            try table(test, asAt: date, knownAt: knownAt).totals.map {
                "\($0.figures.committed) \($0.figures.realised)"
            }
        }
        #expect(try figures() == ["340 12.5"])
        #expect(try figures(asAt: "2018-03-30") == ["340 0"])
        #expect(try figures(asAt: "2018-03-05") == ["290 0"])
        #expect(try figures(asAt: "2016-12-31").isEmpty)
        #expect(try figures(knownAt: .size(before)) == ["290 0"])
        #expect(try figures(knownAt: .size(id - 1)).isEmpty)
        #expect(throws: InvalidValue.self) {
            try change(test, Self.programme, .revise(id, target: nil, committed: Amount("1")!), [:])
        }
        #expect(throws: InvalidValue.self) { try change(test, Self.programme, add("1"), [:]) }
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func partsCorrectionsAndVoidsFollowTheRulesOfItems() throws {
        let test = try prepared()
        let whole = try change(test, Self.report, add("390"))
        let part = try change(test, Self.report, add("100", of: whole))
        for refused in [
            add("290.5", of: whole), add("1", unit: "GBP", of: whole), add("1", of: part), add("1", of: 1),
            .realise(1, Amount("1")!), .realise(part, Amount("1")!),
            .revise(whole, target: Amount("99")!, committed: nil),
        ] {
            #expect(throws: RuleViolation.self, "\(refused)") {
                try change(test, Self.report, refused, [.text: "More", .reason: "So"])
            }
        }
        // The same number is no benefit of a programme.
        #expect(throws: RuleViolation.self) { try change(test, Self.programme, add("1", of: whole)) }
        func correct(_ seq: Int64, void: Bool = false, _ fields: [String: JSON] = [:]) throws -> Int64 {
            try test.write {
                try $0.correct(seq, isVoid: void, fields: fields, words: [.reason: "Wrong"]).seq
            }
        }
        #expect(throws: RuleViolation.self) { try correct(whole, void: true) }
        #expect(throws: RuleViolation.self) { try correct(whole, ["target": "99"]) }
        let second = try change(test, Self.report, add("50"))
        let made = try correct(second, ["part_of": .string("B\(whole)")])
        #expect(targets(try table(test).totals) == ["all 390 £m"])
        // Undone, it stands by itself again; taken back, it is gone.
        _ = try correct(made, void: true)
        #expect(targets(try table(test).totals) == ["all 440 £m"])
        _ = try correct(second, void: true)
        _ = try correct(part, void: true)
        _ = try correct(whole, void: true)
        #expect(try table(test).lines.isEmpty)
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func thePublicEditionHasNoNameThatNobodySaidMayBePublished() throws {
        let test = try prepared()
        try change(test, Self.report, add("390"), [.text: "Private words"])
        try change(test, Self.programme, add("1000"), [.text: "Public words"], isPublic: true)
        let frame = try test.frame(asAt: "2018-07-02", audience: .public)
        let paper = try MarkdownRenderer.render(BenefitsPaper(test.register, frame: frame).document)
        #expect(paper.contains("Public words"), "\(paper)")
        #expect(!paper.contains("Private words") && !paper.contains("One Met Model"), "\(paper)")
        #expect(paper.contains("1,390") || paper.contains("1390"), "\(paper)")
        #expect(paper.contains("1 benefit is counted in the totals but not shown"), "\(paper)")
    }

    /// Totals are plain sums over what is no part, whatever it is of: in all, per report and per tag.
    @Test(arguments: 1...20) func totalsArePlainSums(seed: UInt64) throws {
        let test = try prepared()
        var random = SplitMix64(state: seed)
        var wholes: [(of: String, unit: String, target: Int, id: Int64, left: Int)] = []
        let reports = [
            "E-1": "EFF", "E-2": "EFF", "L-1": "LEG", "EFF": "EFF", "LEG": "LEG", "One Met Model": "",
        ]
        let tags = ["E-1": "One Met Model", "One Met Model": "One Met Model"]
        func name(_ subject: String, _ benefit: BenefitChange) throws -> Int64 {
            try test.write(on: day("2017-01-01")) { writer in
                let bearer = try writer.benefitBearer(subject, isProgramme: subject == "One Met Model")
                return try writer.change(benefit, of: bearer, words: [.text: "Some"]).seq
            }
        }
        for _ in 0..<40 {
            if Bool.random(using: &random), let index = wholes.indices.randomElement(using: &random),
                wholes[index].left > 0
            {
                let size = Int.random(in: 1...wholes[index].left, using: &random)
                wholes[index].left -= size
                let whole = wholes[index]
                _ = try name(whole.of, add("\(size)", unit: whole.unit, of: whole.id))
            } else {
                let subject = reports.keys.sorted().randomElement(using: &random)!
                let unit = ["£m", "hours"].randomElement(using: &random)!
                let target = Int.random(in: 1...1000, using: &random)
                let id = try name(subject, add("\(target)", unit: unit))
                wholes.append((subject, unit, target, id, target))
            }
        }
        let table = try table(test)
        func sums(_ key: (String) -> String) -> [String: Int] {
            Dictionary(wholes.map { ("\(key($0.of)) \($0.unit)", $0.target) }, uniquingKeysWith: +)
        }
        func counted(_ totals: [BenefitTable.Total]) -> [String: Int] {
            Dictionary(
                uniqueKeysWithValues: totals.map {
                    ("\($0.key ?? "all") \($0.unit)", Int($0.figures.target.description)!)
                })
        }
        #expect(counted(table.totals) == sums { _ in "all" })
        #expect(counted(table.byReport) == sums { reports[$0]! })
        #expect(counted(table.byTag) == sums { tags[$0] ?? "" })
        #expect(try test.register.verify().findings.isEmpty)
    }
}
