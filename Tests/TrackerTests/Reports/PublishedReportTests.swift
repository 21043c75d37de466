import Testing
import TrackerValues

@testable import TrackerReports

/// A report's questions, grades and items are found as it prints them.
struct PublishedReportTests {
    @Test func anAssessmentByQuestions() {
        let report = PublishedReport(text: ReportSamples.assessment, file: "peel.txt")
        #expect(report.title?.text == "Rivershire PEEL 2016 Efficiency")
        #expect(report.published?.description == "2016-11-03")
        #expect(report.overall?.text == "Good")
        #expect(report.cycle == "2016")
        #expect(report.questions.map(\.grade) == ["Good", "Requires improvement", "Good"])
        #expect(report.questions[1].text == "How well does the force use what it has?")
        #expect(
            report.items.map(\.text) == [
                "Rivershire Police should count the days on which a van stands still.",
                "Rivershire Police should tell its board of them, and say how they bear on the force’s means.",
                "Rivershire Police should publish the plan.",
            ])
        #expect(Set(report.items.map(\.kind)) == ["area for improvement"])
        #expect(report.items.map(\.question) == [1, 1, 2].map { report.questions[$0].text })
        #expect(report.items[0].addressee == "Rivershire Police")
        #expect(report.items[0].place.description == "line 36")
        #expect(report.checks.contains { $0.contains("last update") })
    }

    @Test func causesOfConcernWithTheirRecommendations() {
        let report = PublishedReport(page: ReportSamples.inspection, file: "peel.html")
        #expect(report.title?.text == "PEEL 2023–25: An inspection of Rivershire Police")
        #expect(report.cycle == "2023–25")
        #expect(report.publisher?.text == "HMICFRS")
        #expect(report.published?.description == "2024-02-09")
        #expect(report.questions.map(\.text) == ["Looking after callers", "Using money"])
        #expect(report.questions.map(\.grade) == ["Inadequate", "Adequate"])
        #expect(
            report.items.map(\.text) == [
                "Rivershire Police doesn’t answer the telephone soon enough.",
                "put a second telephone in the hall; and",
                "answer both, by day & night.", "The force should make sure that its vans are driven.",
            ])
        #expect(
            report.items.map(\.kind) == [
                "cause of concern", "recommendation", "recommendation", "area for improvement",
            ])
        #expect(report.items.map(\.parent) == [nil, 0, 0, nil])
        #expect(report.items[1].deadline == "Within three months")
        #expect(report.items[1].addressee == "Rivershire Police")
        #expect(report.items[1].leadIn == "Within three months, Rivershire Police should:")
        #expect(report.items[3].question == "Using money")
        #expect(report.items[3].checks == ["More is said about it below: is that a part of it?"])
    }

    @Test func numberedRecommendationsOnceEach() throws {
        let report = PublishedReport(page: ReportSamples.thematic, file: "vans.html")
        #expect(report.published?.description == "2024-03-07")
        #expect(report.items.map(\.number) == ["1", "2", "3", nil])
        #expect(
            report.items.map(\.deadline) == [
                "By 31 December 2024", "By March 2025", "With immediate effect",
                "within six months of publication of this report",
            ])
        #expect(report.items.map(\.addressee) == ["chief constables", "Home Office", "forces", nil])
        #expect(
            report.items[1].text
                == "By March 2025, the Home Office should:\nsay what a van is; and\nsay what it is for.")
        #expect(try #require(report.items.last).checks.contains("Nothing labels it; its words recommend."))
    }

    @Test func aPDFByWhereItsWordsStand() throws {
        let report = try PublishedReport(layout: LayoutSample.report.layout, file: "stables.pdf")
        #expect(report.title?.text == "Inspection of Rivershire stables")
        #expect(report.published?.description == "2019-07-02")
        #expect(report.overall?.text == "Good")
        #expect(report.questions.map(\.text) == ["The care of horses", "The care of carts"])
        #expect(
            report.items.map(\.text) == [
                "The oiling of carts, so that they are not heard before they are seen.",
                "The counting of wheels, which must be done by everybody who takes one off.",
                "The painting of shafts.",
            ])
        #expect(report.items.map(\.place.page) == [2, 2, 3])
        // No question of the table above is that of what follows it.
        #expect(report.items.allSatisfy { $0.question == nil })
        #expect(report.items[1].checks.contains { $0.contains("page's") })
        #expect(report.items[2].checks == [])
    }

    @Test func aLetterIsNoReport() {
        let report = PublishedReport(text: ReportSamples.letter, file: "letter.txt")
        #expect(report.title?.text == "PEEL: Rivershire police legitimacy 2017")
        #expect(report.published?.description == "2017-12-12")
        #expect(
            report.items.map(\.text) == [
                "The force should make its forms short, and plain enough for people who have little time."
            ])
        #expect(report.items[0].checks.contains("A letter says it; the report may say more."))
        #expect(report.checks.contains { $0.contains("Grades are told in its sentences (line 10)") })
    }

    @Test(arguments: [
        ("Recommendation 5", "5", ""), ("Recommendation One – Keep the vans", "One", "Keep the vans"),
        ("Recommendation 2a: Keep the vans.", "2a", "Keep the vans."),
        ("Recommendation 7 The Mayor should keep the vans.", "7", "The Mayor should keep the vans."),
        ("AFI 3", "3", ""), ("Area for improvement 3.1", "3.1", ""),
    ]) func labelsWithNumbers(_ text: String, _ number: String, _ rest: String) {
        let label = ItemLabel(text)
        #expect(label?.number == number)
        #expect(label?.rest == rest)
    }

    @Test(arguments: [
        "Recommendation 4 was met.", "Recommendations 1 to 5", "Recommendations ........ 12",
        "Recommendation 3 ........ 12",
        "recommendations for improvement", "The recommendations of our last report were met.",
        "Areas for improvement and many failures were found.", "Cause of concern or not, it was late.",
    ]) func whatOnlySpeaksOfItemsIsNoLabel(_ text: String) {
        #expect(ItemLabel(text) == nil)
    }

    @Test(
        arguments: [
            ("The force should act within five days of an arrest.", nil, "force"),
            (
                "By the end of June 2025, all chief constables should act.", "By the end of June 2025",
                "all chief constables"
            ),
            ("Immediately, the governor must act.", "Immediately", "governor"),
            ("Undertake a review of vans that need to be mended, and should be.", nil, nil),
            ("Vans should be washed.", nil, nil),
            ("The Trust should act by 31 March 2026.", "by 31 March 2026", "Trust"),
            ("We recommend that, within six weeks, the Board should act.", "within six weeks", "Board"),
        ] as [(String, String?, String?)]) func deadlinesAndAddressees(
            _ text: String, _ deadline: String?, _ addressee: String?
        )
    {
        let phrase = DeadlinePhrase(text)
        #expect(phrase.deadline == deadline)
        #expect(phrase.addressee == addressee)
    }
}
