import Testing

import Tracker

/// Deadline words of real reports, and words that must not be made into a date.
struct DeadlineWordsTests {
    static let published = Day(iso: "2022-11-30")!

    @Test(arguments: [
        ("Immediately", "2022-11-30"), ("immediate", "2022-11-30"), ("With immediate effect.", "2022-11-30"),
        ("Within three months", "2023-02-28"), ("within 30 days", "2022-12-30"),
        ("Within six weeks", "2023-01-11"),
        ("within 1 year", "2023-11-30"), ("Within  twelve months.", "2023-11-30"),
        ("within twenty-four months", "2024-11-30"), ("within eighteen months of publication", "2024-05-30"),
        ("within a month", "2022-12-30"), ("Within the next six months", "2023-05-30"),
        ("within three months of this report's publication", "2023-02-28"),
        ("within three months of this report\u{2019}s publication", "2023-02-28"),
    ])
    func countsFromPublication(words: String, day: String) {
        #expect(DeadlineWords.day(from: words, published: Self.published)?.description == day)
        #expect(DeadlineWords.day(from: words, published: nil) == nil)
    }

    @Test(arguments: [
        ("By July 2021", "2021-07-31"), ("no later than September 2017", "2017-09-30"),
        ("Not later than February 2024", "2024-02-29"), ("by 31 March 2022", "2022-03-31"),
        ("By 31st March 2022", "2022-03-31"), ("by 1st Sept 2022", "2022-09-01"),
        ("2 Oct 2022", "2022-10-02"),
        ("by the end of 2022", "2022-12-31"), ("by end of March 2023", "2023-03-31"),
        ("By end March 2023", "2023-03-31"), ("end of March 2023", "2023-03-31"),
        ("31/03/2022", "2022-03-31"),
        ("3/4/2022", "2022-04-03"), ("by 03/04/2022", "2022-04-03"), ("2022-03-31", "2022-03-31"),
        ("BY 31 MARCH 2022.", "2022-03-31"), ("31/03/22", "2022-03-31"), ("March 31 2022", "2022-03-31"),
        ("Q4 2021/22", "2022-03-31"),
    ])
    func readsDates(words: String, day: String) {
        #expect(DeadlineWords.day(from: words, published: nil)?.description == day)
        #expect(DeadlineWords.day(from: words, published: Self.published)?.description == day)
    }

    @Test(arguments: [
        "", ".", "by", "within", "MOPAC Oversight Board, autumn", "autumn 2021", "By autumn 2021",
        "July 2021", "by 2022",
        "2022", "by July", "by 31 March", "13/13/2022", "03/31/2022", "31 June 2022",
        "by 32 March 2022",
        "1th March 2022", "31nd March 2022", "within three", "within several months", "within 0 days",
        "within 5 working days", "within three months of the meeting", "within -3 months", "within 9999 days",
        "three months", "before July 2021", "not before July 2021", "by July 2021 or later",
        "by the end of the year",
        "by the end of 2022/23", "by the end of Q3 2022", "end of 22", "ongoing",
        "by Juli 2021",
        "within ٣ months",
    ])
    func neverGuesses(words: String) {
        #expect(DeadlineWords.day(from: words, published: Self.published) == nil)
    }
}
