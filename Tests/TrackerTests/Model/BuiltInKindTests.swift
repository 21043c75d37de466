import Testing
@testable import TrackerModel

import Tracker

/// The kinds that every register has, and what publishers and trackers call them.
struct BuiltInKindTests {
    @Test func aNameMeansOneKind() {
        var seen: [String: String] = [:]
        for kind in BuiltInKind.all {
            for name in [kind.name] + kind.otherNames {
                #expect(seen.updateValue(kind.name, forKey: name.lowercased()) == nil, "\(name)")
                #expect(BuiltInKind.called(name)?.name == kind.name, "\(name)")
            }
        }
        #expect(BuiltInKind.all.map(\.name) == BuiltInKind.all.map(\.name).sorted())
    }

    @Test(
        arguments: [
            ("Learning recommendation", "learning-recommendation"),
            ("IOPC Recommendation", "learning-recommendation"),
            ("Paragraph 28A recommendation", "learning-recommendation"),
            ("PFD", "prevention-of-future-deaths"), ("P.F.D.", "prevention-of-future-deaths"),
            ("Regulation 28", "prevention-of-future-deaths"), ("Reg. 28", "prevention-of-future-deaths"),
            ("Coroner's concern", "prevention-of-future-deaths"),
            ("Coroner’s report", "prevention-of-future-deaths"),
            ("Prevention of Future Deaths", "prevention-of-future-deaths"),
            ("Super-complaint", "super-complaint-recommendation"),
            ("Super complaint recommendation", "super-complaint-recommendation"),
            ("PCC recommendation", "commissioner-recommendation"),
            ("Victims' Commissioner recommendation", "commissioner-recommendation"),
            ("ICO recommendation", "commissioner-recommendation"),
            ("Audit action", "internal-audit-action"), ("Internal Audit", "internal-audit-action"),
            ("internal_audit_recommendation", "internal-audit-action"),
            ("Audit recommendations", "internal-audit-action"),
            ("Coroners' report", "prevention-of-future-deaths"),
            ("Victims’ Commissioner action", "commissioner-recommendation"),
            ("Independent review", "independent-review-recommendation"),
            ("Casey review", "independent-review-recommendation"),
            ("Angiolini Inquiry recommendation", "independent-review-recommendation"),
            ("AFI", "area-for-improvement"), ("CoC", "cause-of-concern"),
        ])
    func isCalled(_ words: String, _ name: String) {
        #expect(BuiltInKind.called(words)?.name == name)
    }

    /// What could be something else is asked about, with a proposal.
    @Test(
        arguments: [
            ("Coroner (Reg. 28)", "prevention-of-future-deaths"),
            ("Coroner's matters of concern", "prevention-of-future-deaths"),
            ("Learning", "learning-recommendation"), ("IOPC learning point", "learning-recommendation"),
            ("Audit", "internal-audit-action"), ("Audit finding (high)", "internal-audit-action"),
            ("Commissioner", "commissioner-recommendation"),
            ("Independent inquiry", "independent-review-recommendation"),
            ("Super-complaint response", "super-complaint-recommendation"),
            ("Accelerated concern", "accelerated-cause-of-concern"), ("Concern", "cause-of-concern"),
            ("Areas for improvement", "area-for-improvement"), ("Recs", "recommendation"),
        ])
    func mayBeMeant(_ words: String, _ name: String) {
        #expect(BuiltInKind.called(words) == nil)
        #expect(BuiltInKind.likely(words)?.name == name)
    }

    @Test(arguments: ["Action", "Report", "Finding", "Lesson", "Review", "Cause of action", ""])
    func isNotGuessed(_ words: String) {
        #expect(BuiltInKind.called(words) == nil && BuiltInKind.likely(words) == nil)
    }

    @Test func eachIsReadInItsPublishersWords() {
        #expect(Kind.label("super-complaint-recommendation") == "super-complaint recommendation")
        #expect(Kind.inAnswer("prevention-of-future-deaths") == "matter of concern")
        #expect(Kind.together(["recommendation", "learning-recommendation"]).several == "recommendations")
        #expect(Kind.together(["prevention-of-future-deaths"]).one == "matter of concern")
        #expect(Kind.together(["internal-audit-action"]).several == "actions")
        #expect(Kind.together(["cause-of-concern"]).several == "findings")
        #expect(Kind.together(["recommendation", "area-for-improvement"]).several == "findings")
        #expect(Publisher.inSentence("HMICFRS") == "HMICFRS")
        #expect(Publisher.inSentence("Coroner for Essex") == "the Coroner for Essex")
        #expect(Publisher.inSentence("the Coroner") == "the Coroner")
        #expect(Publisher.inSentence("A committee") == "A committee")
        #expect(
            Publisher.inSentence("Vera Baird, Victims' Commissioner") == "Vera Baird, Victims' Commissioner")
    }

    @Test func aPublisherIsNoReport() {
        for name in [
            "HMICFRS", "the IOPC", "Internal audit", "Senior Coroner for Essex", "Victims’ Commissioner",
        ] {
            #expect(Publisher.isName(name), "\(name)")
        }
        for name in ["HMICFRS PEEL 2018/19", "Audit of custody", "Custody", "MPS", "Coroners"] {
            #expect(!Publisher.isName(name), "\(name)")
        }
    }
}
