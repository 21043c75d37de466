import Testing

import Tracker

@Suite struct SearchTests {
    private func prepared() throws -> RegisterFixture {
        let test = try RegisterFixture(
            on: "2018-07-02", settings: [.body: "Oversight body", .force: RegisterFixture.force])
        try test.report("L-1", "PEEL: Police legitimacy 2017", published: "2017-12-12")
        try test.item(
            "L-1", from: "L-1", kind: "area-for-improvement",
            text: "Make complaining easy for 100% of people", opened: "2017-12-12"
        ) {
            $0.number = "Recommendation 5"
            $0.externalNumber = "8751"
        }
        try test.item(
            "L-2", from: "L-1", kind: "area-for-improvement", text: "Publish under_scored figures",
            opened: "2017-12-12")
        try test.act("L-2", [.note: "Leaflet named ZEBRA"]) { _ in .note(isInternal: true) }
        try test.act("L-2", [.title: "Survey of boroughs", .address: "https://www.example.org/s"]) { _ in
            .addEvidence(nil)
        }
        return test
    }

    private func found(_ test: RegisterFixture, _ words: String..., isPublic: Bool = false) throws -> [String]
    {
        let paper = try SearchPaper(
            test.register, words: words,
            frame: try test.frame(asAt: "2018-07-02", audience: isPublic ? .public : .board))
        return (try paper.json["items"]?.array ?? []).map { item in
            let places = (item["found"]?.array ?? []).compactMap { $0["place"]?.string }
            return "\(item["ref"]?.string ?? "?"): \(places.joined(separator: ", "))"
        }
    }

    @Test func eachPlaceIsNamed() throws {
        let test = try prepared()
        #expect(try found(test, "l-2") == ["L-2: reference"])
        #expect(try found(test, "8751") == ["L-1: publisher's number"])
        #expect(try found(test, "recommendation 5") == ["L-1: number in the report"])
        #expect(try found(test, "easy", "complain") == ["L-1: text"])
        #expect(try found(test, "legitimacy") == ["L-1: title of the report", "L-2: title of the report"])
        #expect(try found(test, "zebra") == ["L-2: note"])
        #expect(try found(test, "survey") == ["L-2: evidence: title"])
        #expect(try found(test, "easy", "zebra") == [])
    }

    @Test func charactersOfPatternsAreTakenAsThemselves() throws {
        let test = try prepared()
        #expect(try found(test, "100%") == ["L-1: text"])
        #expect(try found(test, "under_scored") == ["L-2: text"])
        #expect(try found(test, "%") == ["L-1: text"])
        #expect(try found(test, "under scored") == ["L-2: text"])
        #expect(try found(test, "underXscored") == [])
        #expect(try found(test, "\\") == [])
        #expect(throws: InvalidValue.self) { try found(test, " ") }
    }

    @Test func thePublicFindsNoInternalNotesNorEvidence() throws {
        let test = try prepared()
        #expect(try found(test, "zebra", isPublic: true) == [])
        #expect(try found(test, "survey", isPublic: true) == [])
        #expect(try found(test, "easy", isPublic: true) == ["L-1: text"])
    }

    @Test func redactedWordsAreNotFound() throws {
        let test = try prepared()
        try test.register.redact(
            try test.register.size() - 1, reason: "It names a victim", evidence: nil, session: test.session())
        #expect(try found(test, "zebra") == [])
        #expect(try found(test, "[redacted]") == [])
    }

    @Test func correctedWordsAreFoundAsTheyAreNow() throws {
        let test = try prepared()
        let note = try test.act("L-1", [.note: "Leaflets in nine langages"]) { _ in .note(isInternal: false) }
        try test.write {
            try $0.correct(note, words: [.note: "Leaflets in nine languages", .reason: "Typing"])
        }
        #expect(try found(test, "langages") == [])
        #expect(try found(test, "languages") == ["L-1: note"])
        #expect(try found(test, "typing") == [])
        #expect(try found(test, "easy") == ["L-1: text"])
    }
}
