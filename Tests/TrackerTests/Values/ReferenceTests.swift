import Testing

import Tracker

/// References as officers type them, and the ones proposed from a title.
struct ReferenceTests {
    @Test(arguments: [
        "A", "7", "8751", "PEEL-2016-R5", "MOPAC09112017-D1460", "2021/22_PEEL.R1", "a.b.c", "x" + "-",
        String(repeating: "z", count: 64),
    ])
    func accepts(text: String) throws {
        let reference = try Reference(parsing: text)
        #expect(reference.text == text)
        #expect(reference.description == text)
    }

    @Test(arguments: [
        "", " A", "A ", "-A", ".A", "/A", "_A", "A..B", "..", "A B", "Ä1", "A\n", "A\u{0}", "A;B", "A\\B",
        String(repeating: "z", count: 65),
    ])
    func refuses(text: String) {
        let error = #expect(throws: InvalidValue.self) { try Reference(parsing: text, what: "meeting") }
        #expect(error?.what == "meeting")
        #expect(error?.given == text)
    }

    @Test func caseDoesNotCount() throws {
        let typed = try Reference(parsing: "Peel-R5")
        let other = try Reference(parsing: "PEEL-r5")
        #expect(typed == other)
        #expect(typed.hashValue == other.hashValue)
        #expect(Set([typed, other]).count == 1)
        #expect(typed.folded == "peel-r5")
        #expect(try Reference(parsing: "a-2") < Reference(parsing: "B-1"))
    }

    @Test(arguments: [
        ("PEEL: Police efficiency 2016 - Metropolitan Police Service", 64, "peel-police-efficiency-2016"),
        ("PEEL: Police legitimacy 2017 \u{2013} An inspection", 64, "peel-police-legitimacy-2017"),
        ("PEEL 2021/22", 64, "peel-2021-22"), ("The Mayor\u{2019}s plan", 64, "the-mayors-plan"),
        ("Heddlu\u{2014}T\u{0177} Gl\u{00E2}n", 64, "heddlu-ty-glan"),
        ("Cafe\u{301} no\u{EB}l", 64, "cafe-noel"),
        ("PEEL: Police efficiency 2016", 21, "peel-police"),
        ("PEEL: Police efficiency 2016", 22, "peel-police-efficiency"),
        ("Efficiency", 4, "effi"), ("\u{2014} !", 64, ""), ("", 64, ""), (" - Dash first", 64, "dash-first"),
    ])
    func makesASlug(title: String, limit: Int, slug: String) throws {
        #expect(Reference.slug(from: title, limit: limit) == slug)
        if !slug.isEmpty { #expect(try Reference(parsing: slug).text == slug) }
    }
}
