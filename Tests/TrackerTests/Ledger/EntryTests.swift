import Testing

import Tracker

/// The bytes of an entry are for ever: what they are, that they come back as they were, and what is refused.
struct EntryTests {
    private let entry = Entry(
        seq: 12, effectiveOn: day("2018-03-06"), recordedAt: Instant(iso: "2018-03-08T09:15:00.250Z")!,
        actor: PersonID(3), recordedBy: PersonID(1), authority: "OB-2018-03", subject: "PEEL-2017-R1",
        act: "progress", data: ["complete": 40, "rag": "amber"],
        words: [.note: Commitment(text: "Llŷn\n\u{0}", salt: Array(0..<16))])

    /// Golden bytes: keys in the order of RFC 8785, nothing absent, no words.
    @Test func theBytes() throws {
        let text = """
            {"act":"progress","actor":"P3","authority":"OB-2018-03","data":{"complete":40,"rag":"amber"},\
            "effective_on":"2018-03-06","format":1,"recorded_at":"2018-03-08T09:15:00.250Z","recorded_by":"P1",\
            "seq":12,"subject":"PEEL-2017-R1","words":{"note":{"bytes":7,\
            "sha256":"\(Hash.sha256(Array(0..<16) + Array("Llŷn\n\u{0}".utf8)).hex)"}}}
            """
        #expect(String(decoding: entry.canonical, as: UTF8.self) == text)
        #expect(try Entry(parsing: entry.canonical) == entry)
        var bare = entry
        (bare.recordedBy, bare.authority, bare.data, bare.words) = (nil, nil, [:], [:])
        #expect(
            String(decoding: bare.canonical, as: UTF8.self)
                == #"{"act":"progress","actor":"P3","effective_on":"2018-03-06","format":1,"recorded_at":"2018-03-08T09:15:00.250Z","seq":12,"subject":"PEEL-2017-R1"}"#
        )
        #expect(try Entry(parsing: bare.canonical) == bare)
    }

    @Test(arguments: [
        ("\"format\":1", "\"format\":2", "its signature can't be read"),
        ("\"format\":1", "\"format\":3", "it is not in format 1 or 2"),
        ("\"format\":1,", "", "it is not in format 1 or 2"),
        ("\"seq\":12", "\"seq\":\"12\"", "its number, dates or actor can't be read"),
        ("2018-03-06", "2018-02-30", "its number, dates or actor can't be read"),
        ("09:15:00.250Z", "09:15", "its number, dates or actor can't be read"),
        ("\"P3\"", "\"Q3\"", "its number, dates or actor can't be read"),
        ("\"subject\":\"PEEL-2017-R1\"", "\"subject\":7", "\"subject\" is missing"),
        ("\"act\":\"progress\",", "", "\"act\" is missing"),
        ("\"note\":{", "\"rumour\":{", "its words \"rumour\" can't be read"),
        ("\"bytes\":7,", "", "its words \"note\" can't be read"),
    ])
    func whatIsNoEntry(part: String, other: String, reason: String) throws {
        let text = String(decoding: entry.canonical, as: UTF8.self).replacing(part, with: other)
        let error = try #require(throws: EntryError.self) { try Entry(parsing: Array(text.utf8)) }
        #expect(error.reason == reason)
        #expect(error.description == "This is not a ledger entry: \(reason).")
    }

    @Test func whatIsNoJSON() {
        for text in ["", "[]", "null", "{\"seq\":1", "{\"seq\":1}{}", "{\"seq\":1.5}"] {
            #expect(throws: EntryError.self, "\(text)") { try Entry(parsing: Array(text.utf8)) }
        }
    }

    /// A commitment hides short words: the same words with another salt look different.
    @Test func commitments() {
        let one = Commitment(text: "no", salt: Array(repeating: 1, count: 16))
        #expect(one == Commitment(text: "no", salt: Array(repeating: 1, count: 16)))
        #expect(one != Commitment(text: "no", salt: Array(repeating: 2, count: 16)))
        #expect(one != Commitment(text: "yes", salt: Array(repeating: 1, count: 16)))
        #expect(Commitment(one.json) == one)
        #expect(Commitment(["bytes": 2, "sha256": "00"]) == nil)
        #expect(Commitment(["sha256": .string(Hash.empty.hex)]) == nil)
    }
}
