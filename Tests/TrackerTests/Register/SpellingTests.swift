import Testing
@testable import TrackerRegister

import Tracker

/// One spelling of é, however it was typed: what is taken in, and what earlier programs took in otherwise.
struct SpellingTests {
    private static let composed = "Th\u{E9}me"
    private static let decomposed = "The\u{301}me"
    private let fixture: RegisterFixture

    init() throws {
        fixture = try RegisterFixture(on: "2022-04-01")
        try fixture.report("R")
    }

    private func add(_ reference: String, _ text: String = "Text", change: (inout ItemOrigin) -> Void) throws
    {
        var origin = ItemOrigin(report: ref("R"), kind: "recommendation", force: "")
        change(&origin)
        try fixture.write { try $0.add(ref(reference), origin, text: text) }
    }

    /// An item with the spelling that version 0.1.0 kept as typed.
    private func addAsTyped(_ reference: String) throws {
        var origin = ItemOrigin(report: ref("R"), kind: "recommendation", force: "Heddlu Gwyne\u{301}d")
        origin.question = Self.decomposed
        for act in [ItemAct.add(origin), .tag([Self.decomposed], remove: false)] {
            try fixture.write { writer in
                let words: Words = act.name == .add ? [.text: "Visit the cafe\u{301}"] : [:]
                _ = try writer.enter(.item(act), about: reference, words: words, day: fixture.today)
            }
        }
    }

    @Test func whatComesInIsBroughtToOneSpelling() throws {
        try add("A-1", "Visit the cafe\u{301}") {
            $0.question = Self.decomposed
            $0.force = "Heddlu Gwyne\u{301}d"
        }
        let tag = try fixture.record(.tag([Self.decomposed], remove: false), "A-1")
        let entries = try fixture.register.entries(about: "A-1")
        #expect(entries.count == 2)
        func bytes(_ text: String?) -> [UInt8] { Array((text ?? "").utf8) }
        #expect(bytes(entries[0].data["question"]?.string) == bytes(Self.composed))
        #expect(bytes(entries[0].data["force"]?.string) == bytes("Heddlu Gwyn\u{E9}d"))
        #expect(
            bytes(try fixture.register.entry(tag).data["tags"]?.array?.first?.string) == bytes(Self.composed))
        // The text stays as it was typed.
        #expect(
            bytes(try fixture.register.words(of: entries[0].seq)[.text]) == bytes("Visit the cafe\u{301}"))
        try fixture.write {
            try $0.addReport(
                ref("T"), title: "Caf\u{65}\u{301}s",
                details: ReportDetails(
                    publisher: "E\u{301}d", force: "F", published: PartialDate(day("2022-01-01"))))
            try $0.set(.body, to: "Cafe\u{301}")
            try $0.grade("T", question: Self.decomposed, grade: "good")
        }
        let report = try fixture.register.report("T")
        #expect(bytes(report.title) == bytes("Caf\u{E9}s"))
        #expect(bytes(report.details.publisher) == bytes("\u{C9}d"))
        #expect(bytes(try fixture.register.setting(.body)) == bytes("Caf\u{E9}"))
        #expect(bytes(try fixture.register.grades(of: ref("T"))[0].question) == bytes(Self.composed))
        try fixture.write {
            _ = try $0.correct(
                entries[0].seq, fields: ["question": .string("Me\u{301}thode")], words: [.reason: "Misread"])
        }
        #expect(bytes(try fixture.items()["A-1"]?.standing.question) == bytes("M\u{E9}thode"))
        #expect(try fixture.register.verify().findings == [])
    }

    @Test(arguments: [composed, decomposed]) func filtersFindBothSpellings(typed: String) throws {
        try add("A-1", "Visit the caf\u{E9}") {
            $0.question = Self.composed
            $0.force = "Heddlu Gwyn\u{E9}d"
        }
        try fixture.record(.tag([Self.composed], remove: false), "A-1")
        try addAsTyped("A-2")
        try add("A-3") { $0.question = "Theme" }
        let register = fixture.register
        #expect(try register.verify().findings == [])
        var scopes = [Scope.everything, .everything, .everything]
        scopes[0].question = try register.question(typed)
        scopes[1].tag = try register.tag(typed)
        scopes[2].force = try register.force("heddlu gwyne\u{301}d")
        for scope in scopes { #expect(try Set(fixture.items(scope).keys) == ["A-1", "A-2"]) }
        for word in ["caf\u{E9}", "cafe\u{301}", "CAF\u{C9}", "CAFE\u{301}"] {
            #expect(try register.search([word], isPublic: false).count == 2)
        }
        for rowKey in [RowKey.question, .tag, .force] {
            let snapshot = try register.snapshot(asAt: fixture.today, today: fixture.today)
            let key = rowKey == .force ? "Heddlu Gwyne\u{301}d" : typed
            var query = ItemQuery()
            query.row = (rowKey, key)
            #expect(try snapshot.tally(query, by: nil).reduce(0) { $0 + $1.count } == 2)
        }
    }

    @Test(.enabled(if: TestServer.filesAlone)) func functionsOfSQL() throws {
        func value(_ sql: String) throws -> String? {
            try fixture.register.database.first("SELECT \(sql)") { $0.optionalText(0) } ?? nil
        }
        #expect(try value("composed(NULL)") == nil)
        #expect(try value("folded(NULL)") == nil)
        #expect(try value("composed('ASCII only')") == "ASCII only")
        #expect(try value("folded('')") == "")
        #expect(try value("folded('ASCII [Only] @Z')") == "ascii [only] @z")
        #expect(try value("hex(composed('Cafe\u{301}'))") == "436166C3A9")
        #expect(try value("hex(folded('CAFE\u{301}'))") == "636166C3A9")
        #expect(try value("hex(composed(char(8490) || char(0) || 'x'))") == "4B0078")
    }
}
