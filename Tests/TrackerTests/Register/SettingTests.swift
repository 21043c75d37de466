import Testing

import Tracker

/// The register's default board, letterhead and logo; `SetupTests` has the older settings.
struct SettingTests {
    private let fixture: RegisterFixture
    private var register: Register { fixture.register }

    init() throws { fixture = try RegisterFixture(on: "2022-04-01", settings: [.body: "MOPAC"]) }

    private func set(_ setting: Setting, _ value: String) throws {
        try fixture.write { try $0.set(setting, to: value) }
    }

    private func letterhead(knownAt: KnownAt = .now) throws -> Letterhead? {
        try PaperContext(
            register.snapshot(asAt: fixture.today, knownAt: knownAt, today: fixture.today), scope: .everything
        ).letterhead
    }

    @Test func letterheadsAreLines() throws {
        #expect(try letterhead() == nil)
        try set(.letterhead, " 1 Bridge Street |London SE1 2AA\n\n hello@example.org\n")
        #expect(try register.setting(.letterhead) == "1 Bridge Street\nLondon SE1 2AA\nhello@example.org")
        #expect(
            try letterhead()
                == Letterhead(
                    name: "MOPAC", lines: ["1 Bridge Street", "London SE1 2AA", "hello@example.org"]))
        let tooMany = (1...13).map { "\($0)" }.joined(separator: "|")
        #expect(throws: InvalidValue.self) { try set(.letterhead, tooMany) }
        try set(.letterhead, "None")
        #expect(try register.setting(.letterhead) == nil)
        #expect(try letterhead() == nil)
    }

    @Test func linksInRemindersLastForDays() throws {
        for days in ["1", "14", "60"] {
            try set(.mailAnswers, days)
            #expect(try register.setting(.mailAnswers) == days)
        }
        for wrong in ["0", "61", "-1", "two", "1.5"] {
            #expect(throws: InvalidValue.self, "\(wrong)") { try set(.mailAnswers, wrong) }
        }
        try set(.mailAnswers, "none")
        #expect(try register.setting(.mailAnswers) == nil)
        #expect(try register.verify().findings.isEmpty)
    }

    @Test func logosArePictures() throws {
        let picture = try #require(Logo(dataURI: LetterheadTests.logo))
        #expect(picture.description == "PNG, 1 KB")
        try set(.logo, picture.dataURI)
        #expect(try letterhead()?.logo == LetterheadTests.logo)
        #expect(try register.settingWords(.logo) == "PNG, 1 KB")
        for wrong in [
            "logo.png", "https://example.org/logo.png", "data:image/png;base64,",
            "data:image/png;base64,AAAA",
            "data:image/svg+xml,<svg/>", "data:image/jpeg;base64," + picture.dataURI.dropFirst(22),
            picture.dataURI + "=",
        ] {
            #expect(throws: InvalidValue.self, "\(wrong)") { try set(.logo, wrong) }
        }
        #expect(try letterhead()?.logo == LetterheadTests.logo)
    }

    @Test func theLargestLogoFitsIntoAnEntry() throws {
        let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: Logo.largest - 3)
        let logo = try Logo(jpeg, named: "logo.jpg")
        #expect(logo.description == "JPEG, 32 KB")
        try set(.logo, logo.dataURI)
        let error = try #require(throws: InvalidValue.self) { try Logo(jpeg + [0], named: "logo.jpg") }
        #expect(error.description.hasSuffix("of at most 32 KB (it has 33 KB)."))
        #expect(try register.verify().findings.isEmpty)
    }

    @Test func pastPapersKeepTheirHead() throws {
        try set(.logo, LetterheadTests.logo)
        try set(.letterhead, "Old Street")
        let then = KnownAt.size(try register.size())
        try set(.logo, "none")
        try set(.letterhead, "New Street")
        #expect(
            try letterhead(knownAt: then)
                == Letterhead(name: "MOPAC", lines: ["Old Street"], logo: LetterheadTests.logo))
        #expect(try letterhead() == Letterhead(name: "MOPAC", lines: ["New Street"]))
    }

    @Test func newItemsComeUnderTheDefaultBoard() throws {
        try fixture.board("OB")
        try fixture.board("RAB")
        try fixture.report("R")
        for item in ["R-1", "R-2", "R-3"] { try fixture.item(item, opened: "2022-03-01") }
        func oversee(_ item: String, by board: String? = nil) throws -> Reference? {
            try fixture.write {
                try $0.assign(ref(item), boards: board.map { [$0] } ?? [], day: day("2022-03-01")).first
            }
        }
        let size = try register.size()
        #expect(try oversee("R-1") == nil)
        #expect(try register.size() == size)
        #expect(throws: NotFound.self) { try set(.board, "OBB") }
        try set(.board, "ob")
        #expect(try oversee("R-2") == ref("OB"))
        #expect(try oversee("R-3", by: "rab") == ref("RAB"))
        let items = try fixture.items(asAt: day("2022-03-01"))
        #expect(items.mapValues { $0.standing.board } == ["R-1": nil, "R-2": ref("OB"), "R-3": ref("RAB")])
        try set(.board, "none")
        #expect(try register.defaultBoard() == nil)
    }
}
