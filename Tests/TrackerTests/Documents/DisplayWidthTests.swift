import Testing
@testable import TrackerDocuments

import Tracker

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("£", 1), ("e\u{301}", 1), ("\u{301}", 0), ("東京", 4), ("ｶﾅ", 2), ("ＡＢ", 4),
        ("한국", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🇬🇧", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("1️⃣", 2), ("❤️", 2), ("❤", 1),
        ("a\u{200B}b", 2),
        ("─", 1), ("क्ष", 2), ("\u{AD}", 1),
    ])
    func columns(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }
}
