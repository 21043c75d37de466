import Testing

import Tracker

/// The two rules that are built in, case by case.
struct RAGRuleTests {
    private let today = day("2018-06-30")

    private func standing(_ stage: Stage, complete: Int? = nil, due: Day? = nil) throws -> ItemState {
        var standing = try ActLog(at: stage).standing
        standing.complete = complete
        standing.due = due
        return standing
    }

    /// Reading Borough Council: up to 25 red, 26 to 75 amber, over 75 green; below 50 and past its date red.
    @Test(arguments: [
        (0, RAG.red, RAG.red), (25, .red, .red), (26, .amber, .red), (49, .amber, .red), (50, .amber, .amber),
        (75, .amber, .amber), (76, .green, .green), (100, .green, .green),
    ])
    func percentage(complete: Int, inTime: RAG, late: RAG) throws {
        for stage in Stage.allCases.filter(\.isToDo) {
            for due in [nil, today, today.adding(days: 1)] as [Day?] {
                let item = try standing(stage, complete: complete, due: due)
                #expect(RAGRule.percentage.colour(of: item, asAt: today) == inTime)
            }
            let item = try standing(stage, complete: complete, due: today.adding(days: -1))
            #expect(RAGRule.percentage.colour(of: item, asAt: today) == late)
        }
    }

    @Test func nothingSaidIsNothingDone() throws {
        #expect(RAGRule.percentage.colour(of: try standing(.inProgress), asAt: today) == .red)
    }

    /// Days to go until the date.
    @Test(arguments: [(-1, RAG.red), (-400, .red), (0, .amber), (1, .amber), (30, .amber), (31, .green)])
    func date(daysToGo: Int, colour: RAG) throws {
        for stage in Stage.allCases.filter(\.isToDo) {
            let item = try standing(stage, complete: 100, due: today.adding(days: daysToGo))
            #expect(RAGRule.date.colour(of: item, asAt: today) == colour)
        }
    }

    @Test func withoutADateTheDateRuleCantSay() throws {
        let colour = try #require(RAGRule.date.colour(of: try standing(.open), asAt: today))
        #expect(colour == RAG.none)
        #expect(colour.label == "not rated")
    }

    @Test func assuredIsGreenAndClosedHasNoColour() throws {
        for rule in RAGRule.builtIn {
            let due = today.adding(days: -10)
            #expect(rule.colour(of: try standing(.assured, complete: 10, due: due), asAt: today) == .green)
            #expect(rule.colour(of: try standing(.closed, complete: 100, due: due), asAt: today) == nil)
        }
    }

    @Test func aRuleIsPrintedWithItsNameAndWhatItDoes() {
        #expect(RAGRule.builtIn.map(\.name) == ["date", "percentage"])
        #expect(
            RAGRule.percentage.explanation
                == "complete up to 25% red, up to 75% amber, above green; below 50% and past its date red")
        #expect(RAGRule.date.explanation == "past its date red, due within 30 days amber, later green")
    }
}
