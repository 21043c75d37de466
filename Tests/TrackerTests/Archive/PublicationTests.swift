import Testing

import Tracker

/// The public register: what is in it, what isn't, and how it is kept up to date.
@Suite struct PublicationTests {
    private static let secret = PublicEditionTests.secret

    /// A small register: two reports, open, overdue, closed and marked items, a grade, a response, words to publish.
    private static func sample() throws -> RegisterFixture {
        let fixture = try RegisterFixture(on: "2022-11-10", settings: [.body: "Oversight body"])
        try fixture.report("R", "Report: \"Quotes\" & <signs>", published: "2022-03-01")
        try fixture.report("S/2", "Second", published: "2022-10-03")
        try fixture.write {
            try $0.addPerson("Ann Office", post: "Assistant Commissioner")
            try $0.grade("R", question: "Well led?", grade: "good", judgement: "It is well led.")
            var facts = ResponseFacts()
            facts.letterSent = .set(day("2022-04-20"))
            facts.commentsPublished = .set(day("2022-04-25"))
            try $0.respond(to: "R", facts, words: [.comments: "We are content."])
            try $0.respond(to: "S/2", ResponseFacts(), words: [.comments: "Not yet published."])
        }
        for (name, due) in [("A-1", "2022-06-30"), ("A-2", "2023-01-31"), ("A-3", "2022-12-01")] {
            try fixture.item(name, opened: "2022-03-01", due: due)
        }
        try fixture.item("B/1", from: "S/2", opened: "2022-10-03") { $0.marking = nil }
        try fixture.item("M-1", from: "S/2", text: "Marked words", opened: "2022-10-03", due: "2022-10-04") {
            $0.marking = "OFFICIAL-SENSITIVE"
        }
        try fixture.record(
            .close(as: .noFurtherAction, successor: nil), "A-3", on: "2022-11-01")
        let lead = try fixture.register.people().named("Ann Office").id
        try fixture.record(.assign(lead: .set(lead), supporting: nil, board: .keep), "A-1", on: "2022-03-02")
        return fixture
    }

    @Test func countsAreTheBoards() throws {
        let fixture = try Self.sample()
        let folder = PublishedFolder()
        try folder.publish(fixture)
        let spec = QuarterlySpec(
            try Quarter(parsing: "2022/23-Q3"), asAt: fixture.today, ageBands: try fixture.register.ageBands()
        )
        let board = try QuarterlyPaper(fixture.register, spec, today: fixture.today)
        let json = try folder.json("register.json")
        let total = json["quarterly"]?["total"]
        for count in spec.counts where total?[count.key] != nil {
            #expect(total?[count.key]?.int == Int64(board.table.total[count]), "\(count.key)")
        }
        #expect(total?["carried_forward"] == 4 && total?["overdue"] == 2)
        #expect(total?["overdue_refs"] == ["A-1"])
        #expect(json["quarterly"]?["content_hash"]?.string == board.contentHash)
        #expect(json["count"] == 5 && json["withheld"] == 1 && json["items"]?.array?.count == 4)
        #expect(
            folder.text("index.html").contains(
                "4 items are outstanding at 10 November 2022, 2 of them overdue."))
        #expect(folder.text("index.html").contains("5 items of 2 reports"))
        #expect(folder.text("index.html").contains("1 is counted everywhere and shown nowhere"))
        let reports = folder.text("reports.html")
        #expect(reports.contains(">Second (S/2)</a>") && reports.contains("reports/S~2.html"))
        // The second row: two items, both outstanding, one overdue.
        #expect(
            reports.contains(
                "</time></td><td class=\"number\">2</td><td class=\"number\">2</td><td class=\"number\">1</td>"
            ))
        #expect(folder.text("reports/S~2.html").contains("1 item counted but not shown"))
        for name in folder.files { #expect(!folder.text(name).contains("M-1"), "\(name)") }
    }

    @Test func everyItemAndReportHasItsPage() throws {
        let fixture = try Self.sample()
        let folder = PublishedFolder()
        try folder.publish(fixture)
        let item = folder.text("items/A-1.html")
        #expect(item.contains("What A-1 says.") && item.contains("Assistant Commissioner"))
        #expect(item.contains("<dt>Overdue since</dt><dd>1 Jul 2022</dd>") && !item.contains("Ledger"))
        #expect(
            item.contains("href=\"../reports/R.html\">Report: &quot;Quotes&quot; &amp; &lt;signs&gt; (R)</a>")
        )
        #expect(!item.contains("Discussed at length"))
        #expect(folder.text("items/A-3.html").contains("no further action"))
        #expect(folder.files.contains("items/B~1.html"))
        let report = folder.text("reports/R.html")
        for words in ["Well led?", "It is well led.", "We are content.", "25 Apr 2022", "../items/A-1.html"] {
            #expect(report.contains(words), "\(words)")
        }
        // Comments are the public's once they are published.
        #expect(!folder.text("reports/S~2.html").contains("Not yet published."))
        #expect(folder.text("reports/S~2.html").contains("<dt>Last day</dt>"))
        // Each count leads to its references, and those to the items.
        #expect(folder.text("quarterly.html").contains("<a href=\"quarterly/R.html#row-overdue\">1</a>"))
        #expect(folder.text("quarterly/R.html").contains("<tr id=\"row-overdue\">"))
        #expect(folder.text("quarterly/R.html").contains("<a href=\"../items/A-1.html\">A-1</a>"))
        #expect(folder.text("quarterly/S~2.html").contains("B/1</a>, 1 not shown"))
        #expect(folder.text("outstanding.html").contains("<a href=\"items/A-1.html\">A-1</a>"))
    }

    /// Above so many items, the list leads to the reports instead.
    @Test func aLongListIsPartedByReport() throws {
        let fixture = try Self.sample()
        // Whatever a report is called, its pages are its own.
        try fixture.report("total")
        try fixture.item("index", from: "total", opened: "2022-03-01")
        for number in 0..<499 { try fixture.item("L-\(number)", opened: "2022-03-01") }
        let folder = PublishedFolder()
        try folder.publish(fixture)
        let page = folder.text("outstanding.html")
        #expect(page.contains("504 items outstanding: 2 overdue"))
        #expect(
            folder.files.contains("quarterly/total.html") && folder.files.contains("quarterly/~total.html"))
        #expect(page.contains("href=\"reports/R.html\"") && !page.contains("L-498"))
        #expect(folder.text("reports/R.html").contains("../items/L-498.html"))
    }

    @Test func linksAreRelativeAndLeadSomewhere() throws {
        let folder = PublishedFolder()
        try folder.publish(try Self.sample(), signed: true)
        let files = Set(folder.files)
        var count = 0
        for page in files where page.hasSuffix(".html") {
            let text = folder.text(page)
            #expect(
                !text.contains("<script") && !text.contains("@import")
                    && !text.replacing("url(#", with: "").contains("url("), "\(page)")
            for link in folder.links(of: page) where !link.hasPrefix("data:") {
                count += 1
                let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                var steps = page.split(separator: "/").dropLast().map { String($0) }
                for step in parts[0].split(separator: "/") {
                    if step == ".." { _ = steps.popLast() } else { steps.append(String(step)) }
                }
                let target = parts[0].isEmpty ? page : steps.joined(separator: "/")
                #expect(files.contains(target), "\(page): \(link)")
                if parts.count > 1 {
                    #expect(folder.text(target).contains("id=\"\(parts[1])\""), "\(page): \(link)")
                }
            }
        }
        #expect(count > 150)
    }

    // MARK: - Nothing leaks

    @Test(arguments: [nil, "first", "second"])
    func nothingThatWasNotSaidToBePublishableIsPublished(issued: String?) throws {
        let fixture = try PublicEditionTests.planted()
        let tables = try fixture.register.issuedTables().map { "T\($0.id)" }
        let folder = PublishedFolder()
        try folder.publish(fixture, fromIssued: issued.map { $0 == "first" ? tables[0] : tables[1] })
        #expect(folder.files.count > 15)
        for name in folder.files {
            let text = (name + folder.text(name)).uppercased()
            for secret in [Self.secret, "SECRET-DOE", "ABABAB"] {
                #expect(!text.contains(secret), "\(name) holds \(secret)")
            }
        }
        #expect(folder.text("items/A-1.html").contains("Tell (not named) OUTRIGHT."))
        if issued == nil {
            #expect(folder.text("items/A-1.html").contains("Half done, says (not named). PUBLISHED"))
        }
    }

    /// An issued table is published as it was issued, but with words as they were put right since.
    @Test func whatWasTakenBackSinceATableWasIssuedIsNotPublishedFromIt() throws {
        let fixture = try Self.sample()
        func said(_ words: String) throws -> Int64 {
            try fixture.write {
                try $0.record(
                    .progress(complete: 10, rating: nil), on: ref("A-1"), words: [.note: words],
                    isPublic: true
                ).seq
            }
        }
        let wrong = try said("WRONG words")
        let void = try said("VOID words")
        let stays = try said("Words that stay")
        #expect(stays > 0)
        let spec = QuarterlySpec(try Quarter(parsing: "2022/23-Q3"), asAt: fixture.today, ageBands: [90])
        let issue = try QuarterlyPaper(fixture.register, spec, today: fixture.today, audience: .public).issue
        let id = try fixture.write { try $0.issue(issue) }
        let taken = try fixture.register.entries(about: "A-2")[0].seq
        fixture.clock.set(day("2022-12-20"))
        try fixture.write {
            try $0.correct(wrong, words: [.reason: "x", .note: "Right words"], isPublic: true)
            try $0.correct(void, isVoid: true, words: [.reason: "x"])
            try $0.correct(taken, words: [.reason: "x", .text: "What A-2 really says."])
        }
        try fixture.record(.start, "A-2", on: "2022-12-19")
        try fixture.item("N-1", opened: "2022-11-05")
        let folder = PublishedFolder()
        try folder.publish(fixture, fromIssued: "T\(id)")
        for name in folder.files {
            for words in ["WRONG", "VOID", "Right words", "What A-2 says.", "N-1"] {
                #expect(!folder.text(name).contains(words), "\(name): \(words)")
            }
        }
        #expect(folder.text("items/A-1.html").contains("Words that stay"))
        #expect(folder.text("items/A-2.html").contains("What A-2 really says."))
        #expect(
            folder.text("items/A-2.html").contains("<dd>open</dd>")
                || folder.text("items/A-2.html").contains("allocation"))
        #expect(
            folder.text("verify.html").contains(issue.contentHash)
                && folder.text("verify.html").contains(issue.root))
        #expect(folder.text("index.html").contains("table T\(id) was issued"))
        // What may no longer be named can't be left out of figures that were printed with it.
        try fixture.record(.mark("OFFICIAL-SENSITIVE"), "A-2", words: [.reason: "Sensitive now."])
        #expect(throws: RuleViolation.self) { try folder.publish(fixture, fromIssued: "T\(id)") }
    }

    // MARK: - Again

    @Test func anotherRunTouchesNothingThatStays() throws {
        let fixture = try Self.sample()
        let folder = PublishedFolder()
        let first = try folder.publish(fixture, signed: true)
        #expect(first.new.count + 1 == folder.files.count && first.changed.isEmpty && first.gone.isEmpty)
        let state = folder.state
        fixture.clock.advance(milliseconds: 60_000)
        #expect(try folder.publish(fixture, signed: true).isEmpty)
        #expect(folder.state == state)
        // What isn't for the public shows in the ledger's size and root alone.
        try fixture.record(.note(isInternal: true), "A-1", words: [.note: "Internal"])
        let unseen = try folder.publish(fixture, signed: true)
        #expect(unseen.changed == ["checkpoint", "register.json", "verify.html"] && unseen.new.isEmpty)
        try fixture.write {
            try $0.record(
                .note(isInternal: false), on: ref("A-2"), words: [.note: "Said aloud"], isPublic: true)
        }
        let seen = try folder.publish(fixture, signed: true)
        #expect(
            seen.changed == ["changes.xml", "checkpoint", "items/A-2.html", "register.json", "verify.html"])
        #expect(folder.text("items/A-2.html").contains("Said aloud"))
        let after = folder.state
        let touched = state.keys.filter { state[$0] != after[$0] }.sorted()
        #expect(touched == ["SHA256SUMS"] + seen.changed)
        // Another day changes what is counted in days, and no item.
        fixture.clock.set(day("2022-11-11"))
        let later = try folder.publish(fixture, signed: true)
        #expect(later.changed.contains("index.html") && !later.changed.contains { $0.hasPrefix("items/") })
    }

    @Test func aTrialWritesNothing() throws {
        let fixture = try Self.sample()
        let folder = PublishedFolder()
        let new = try folder.publish(fixture, isTrial: true)
        #expect(new.new.count > 15 && folder.files.isEmpty)
        try folder.publish(fixture)
        try fixture.item("A-9", opened: "2022-11-01")
        let state = folder.state
        let changes = try folder.publish(fixture, isTrial: true)
        #expect(changes.new == ["items/A-9.html"] && changes.changed.contains("index.html"))
        #expect(folder.state == state)
        #expect(try folder.publish(fixture) == changes)
    }

    @Test func whatIsNoLongerPublicGoes() throws {
        let fixture = try Self.sample()
        let folder = PublishedFolder()
        try folder.publish(fixture)
        try fixture.record(.mark("SECRET"), "A-2", words: [.reason: "It names a source."])
        let changes = try folder.publish(fixture)
        #expect(changes.gone == ["items/A-2.html"] && changes.new.isEmpty)
        for name in folder.files {
            let text = (name + folder.text(name)).replacing("SHA-2", with: "")
            #expect(!text.contains("A-2"), "\(name)")
        }
        #expect(try folder.json("register.json")["count"] == 5)
        #expect(try folder.json("register.json")["quarterly"]?["total"]?["carried_forward"] == 4)
    }

    @Test func whatItDidNotWriteIsLeftAlone() throws {
        let fixture = try Self.sample()
        let folder = PublishedFolder()
        folder.makeFolder()
        folder.write("User-agent: *\n", to: "robots.txt")
        folder.write("Welcome", to: "index.html")
        let refused = #expect(throws: PublicationError.self) { try folder.publish(fixture) }
        #expect(refused == .foreign(folder: folder.path, files: ["index.html"]))
        #expect(folder.files == ["index.html", "robots.txt"] && folder.text("index.html") == "Welcome")
        _ = TrailFixture.shell("rm '\(folder.path)/index.html'")
        try folder.publish(fixture)
        #expect(folder.text("robots.txt") == "User-agent: *\n")
        // A page that was changed by hand, whether it would be replaced or removed.
        folder.write("By hand", to: "items/A-2.html")
        #expect(throws: PublicationError.self) { try folder.publish(fixture) }
        try fixture.record(.mark("SECRET"), "A-2", words: [.reason: "It names a source."])
        let state = folder.state
        #expect(throws: PublicationError.self) { try folder.publish(fixture) }
        #expect(folder.state == state)
        // Another register's folder, and a link that leads out of the folder.
        #expect(throws: PublicationError.otherRegister(folder: folder.path)) {
            let other = try RegisterFixture(on: "2021-01-01")
            try other.report("R", published: "2020-01-01")
            try folder.publish(other)
        }
    }

    @Test func aFolderThatLeadsElsewhereIsNotFollowed() throws {
        let fixture = try Self.sample()
        let folder = PublishedFolder()
        let elsewhere = TrailFixture.Folder()
        folder.makeFolder()
        _ = TrailFixture.shell("ln -s '\(elsewhere.path)' '\(folder.path)/items'")
        #expect(throws: TrailFileError.self) { try folder.publish(fixture) }
        #expect(TrailFixture.shell("ls -A '\(elsewhere.path)'").output.isEmpty)
    }

    /// Half of the files have their new names, and the power is gone.
    @Test func publishingAgainPutsAnInterruptionRight() throws {
        let fixture = try Self.sample()
        let (folder, whole) = (PublishedFolder(), PublishedFolder())
        try folder.publish(fixture)
        try whole.publish(fixture)
        let before = folder.text("SHA256SUMS")
        try fixture.item("A-9", opened: "2022-11-01")
        try whole.publish(fixture)
        folder.write(whole.text("items/A-9.html"), to: "items/A-9.html")
        folder.write(whole.text("quarterly.html"), to: "quarterly.html")
        folder.write(
            before + whole.text("SHA256SUMS").split(separator: "\n").dropFirst().map { "\($0)\n" }.joined(),
            to: "SHA256SUMS")
        try folder.publish(fixture)
        #expect(folder.files == whole.files)
        for name in whole.files { #expect(folder.text(name) == whole.text(name), "\(name)") }
    }

    // MARK: - Others' tools

    @Test(.enabled(if: TrailFixture.shell("command -v sha256sum && command -v openssl").code == 0))
    func strangersVerifyIt() throws {
        let folder = PublishedFolder()
        try folder.publish(try Self.sample(), signed: true)
        let sums = TrailFixture.shell("cd '\(folder.path)' && sha256sum --strict -c SHA256SUMS 2>&1")
        #expect(sums.code == 0 && sums.output.split(separator: "\n").count + 1 == folder.files.count)
        let page = folder.text("verify.html")
        let commands = page.components(between: "<p>sed ", and: "</p>").map { "sed \($0)" }.first ?? ""
        let typed = [
            ("<br>", "\n"), ("&#39;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
        ]
        .reduce(commands) { $0.replacing($1.0, with: $1.1) }
        folder.write(typed, to: "typed.sh")
        let verified = TrailFixture.shell("cd '\(folder.path)' && sh typed.sh 2>&1")
        #expect(verified.output.contains("Signature Verified Successfully"), "\(typed)\n\(verified.output)")
        folder.write(
            folder.text("checkpoint").replacing("register.example\n", with: "register.example \n"),
            to: "checkpoint")
        #expect(
            !TrailFixture.shell("cd '\(folder.path)' && sh typed.sh 2>&1").output.contains("Successfully"))
    }

    @Test(.enabled(if: TrailFixture.shell("command -v python3").code == 0))
    func theFeedIsAtom() throws {
        let folder = PublishedFolder()
        try folder.publish(try Self.sample())
        let read = TrailFixture.shell(
            """
            python3 - '\(folder.path)/changes.xml' <<'PYTHON'
            import sys, re, datetime, xml.etree.ElementTree as E
            a = "{http://www.w3.org/2005/Atom}"
            feed = E.parse(sys.argv[1]).getroot()
            assert feed.tag == a + "feed" and feed.find(a + "author/" + a + "name").text == "Oversight body"
            entries = feed.findall(a + "entry")
            ids = [e.find(a + "id").text for e in entries] + [feed.find(a + "id").text]
            assert len(set(ids)) == len(ids) and all(re.fullmatch("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", i) for i in ids)
            times = [e.find(a + "updated").text for e in entries]
            assert all(datetime.datetime.fromisoformat(t.replace("Z", "+00:00")) for t in times) and max(times) == feed.find(a + "updated").text
            print(*[e.find(a + "title").text for e in entries], sep="|")
            PYTHON
            """)
        #expect(read.code == 0)
        #expect(read.output.contains("A-3: closed") && read.output.contains("Report: Second"))
        #expect(!read.output.contains("M-1"))
    }

    @Test func theSchemaDescribesTheJSON() throws {
        for fixture in [try Self.sample(), try PublicEditionTests.planted()] {
            let folder = PublishedFolder()
            try folder.publish(fixture)
            let schema = try folder.json("register.schema.json")
            var check = SchemaCheck(root: schema)
            check.check(try folder.json("register.json"), schema, at: "")
            #expect(check.faults.isEmpty, "\(check.faults)")
            var faulty = try folder.json("register.json").object ?? [:]
            faulty["count"] = "five"
            check.check(.object(faulty), schema, at: "")
            #expect(check.faults == ["/count is no integer"])
        }
    }

    /// As much of JSON Schema as the register's uses; and nothing may be left undescribed in what lists describe.
    private struct SchemaCheck {
        let root: JSON
        var faults: [String] = []

        mutating func check(_ value: JSON, _ schema: JSON, at path: String) {
            if let reference = schema["$ref"]?.string {
                return check(
                    value, root["$defs"]?[String(reference.dropFirst("#/$defs/".count))] ?? [:], at: path)
            }
            let types = schema["type"].map { $0.array?.compactMap(\.string) ?? [$0.string ?? ""] } ?? []
            let type =
                switch value {
                case .null: "null"
                case .bool: "boolean"
                case .int: "integer"
                case .string: "string"
                case .array: "array"
                case .object: "object"
                }
            if !types.contains(type) { faults.append("\(path) is no \(types.joined(separator: " or "))") }
            for element in value.array ?? [] { check(element, schema["items"] ?? [:], at: path + "[]") }
            for name in schema["required"]?.array?.compactMap(\.string) ?? [] where value[name] == nil {
                faults.append("\(path)/\(name) is missing")
            }
            for (name, member) in value.object ?? [:] {
                if let known = schema["properties"]?[name] {
                    check(member, known, at: "\(path)/\(name)")
                } else if name.hasSuffix("_refs"), let known = schema["patternProperties"]?["_refs$"] {
                    check(member, known, at: "\(path)/\(name)")
                } else if let other = schema["additionalProperties"] {
                    check(member, other, at: "\(path)/\(name)")
                } else if path.hasSuffix("[]") {
                    faults.append("\(path)/\(name) isn't described")
                }
            }
        }
    }
}
