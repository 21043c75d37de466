import Testing

import Tracker

/// Protective markings: their order, what may be published, and what an unknown one counts as.
struct MarkingTests {
    @Test(arguments: [
        ("OFFICIAL", 0, true), ("official", 0, true), ("OFFICIAL (MOPAC)", 0, false),
        ("OFFICIAL-SENSITIVE", 1, false), ("Official-Sensitive", 1, false),
        ("OFFICIAL-SENSITIVE: PERSONAL", 1, false), ("SECRET", 2, false), ("TOP SECRET", 3, false),
        ("TOP SECRET STRAP 1", 3, false),
    ])
    func known(text: String, level: Int, isPublic: Bool) {
        let marking = Marking(text)
        #expect(marking.level == level)
        #expect(marking.isKnown)
        #expect(marking.isPublic == isPublic)
        #expect(marking.description == text.uppercased())
    }

    /// However blanks and dashes are typed, it is the same classification, and never a lower one.
    @Test(arguments: [
        (" OFFICIAL", "OFFICIAL"), ("official  sensitive", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL – SENSITIVE", "OFFICIAL-SENSITIVE"), ("Official - Sensitive", "OFFICIAL-SENSITIVE"),
    ])
    func blanksAndDashes(text: String, printed: String) {
        #expect(Marking(text) == Marking(printed))
        #expect(Marking(text).description == printed)
    }

    /// What begins with no classification counts as the highest, so that it is never published by mistake.
    @Test(arguments: ["", "RESTRICTED", "OFFICIALLY", "SECRETARIAT", "NOT PROTECTIVELY MARKED"])
    func unknown(text: String) {
        let marking = Marking(text)
        #expect(!marking.isKnown)
        #expect(!marking.isPublic)
        #expect(Marking("TOP SECRET") < marking)
    }

    /// The handling caveat is often typed with a blank or a dash; it is as sensitive so.
    @Test(arguments: [
        "OFFICIAL SENSITIVE", "OFFICIAL - SENSITIVE", "OFFICIAL–SENSITIVE", "OFFICIAL: SENSITIVE",
    ])
    func sensitiveHoweverItIsSpelled(text: String) {
        #expect(Marking.official < Marking(text))
        #expect(!Marking(text).isPublic)
    }

    @Test func inOrder() {
        let order = ["OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET", "COSMIC"].map { Marking($0) }
        #expect(order.shuffled().sorted() == order)
    }

    /// A paper carries the highest of its items': among equals the one that says more.
    @Test func aCaveatIsNotLost() {
        let marked = [Marking("OFFICIAL"), Marking("OFFICIAL (LEGAL PRIVILEGE)")]
        #expect(marked.max()?.description == "OFFICIAL (LEGAL PRIVILEGE)")
        #expect(marked.reversed().max()?.description == "OFFICIAL (LEGAL PRIVILEGE)")
    }
}
