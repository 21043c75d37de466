import Foundation
import Testing

import Tracker

/// One register for what several publishers ask for: one paper over all of them, or each by itself.
@Suite struct PublisherRunTests {
    private static let reports: [(id: String, publisher: String, published: String, kind: String)] = [
        ("PEEL", "HMICFRS", "2022-04-22", "area-for-improvement"),
        ("CUST", "HMICFRS", "2022-05-10", "cause-of-concern"),
        ("LR", "IOPC", "2022-05-12", "learning recommendation"),
        ("PFD", "Coroner for Essex", "2022-05-20", "Regulation 28"),
        ("SC", "HMICFRS, the College of Policing and the IOPC", "2022-06-01", "super-complaint"),
        ("VC", "Victims' Commissioner", "2022-06-08", "commissioner recommendation"),
        ("IA", "Internal Audit", "2022-06-15", "audit action"),
        ("REV", "Baroness Casey Review", "2022-06-20", "independent review"),
    ]

    /// Two items of each report, one of them led, before a board that sits twice.
    private func register() throws -> CommandLineRun {
        let run = try CommandLineRun()
        try must(
            run, "init", "--by", "Olive Officer", "--body", "Essex Commissioner", "--force", "Essex Police")
        try must(run, "person", "add", "Owen Owner", "--role", "owner")
        try must(run, "board", "add", "OB", "Oversight Board")
        try must(run, "meeting", "add", "OB-1", "--board", "OB", "--date", "2022-06-25")
        try must(run, "meeting", "add", "OB-2", "--board", "OB", "--date", "2022-09-20")
        for (id, publisher, published, kind) in Self.reports {
            try must(
                run, "report", "add", id, "Report \(id)", "--publisher", publisher, "--published", published)
            for number in 1...2 {
                try must(
                    run, "add", "\(id)-\(number)", "--report", id, "--kind", kind, "--text",
                    "Wash the vans, part \(number)", "--number", "\(number)", "--board", "OB", "--due",
                    "2022-08-31")
            }
            try must(run, "assign", "\(id)-1", "--lead", "Owen Owner", "--on", "2022-06-21")
        }
        return run
    }

    @discardableResult
    private func must(_ run: CommandLineRun, _ arguments: String...) throws -> CommandLineRun.Result {
        let result = try run(arguments)
        #expect(result.code == 0, "\(arguments): \(result.error)")
        return result
    }

    private func json(_ run: CommandLineRun, _ arguments: String...) throws -> JSON {
        let result = try run(arguments + ["--format", "json"])
        return try #require(result.json, "\(arguments): \(result.error)")
    }

    private func references(_ json: JSON) -> [String] {
        json["items"]?.array?.compactMap { $0["ref"]?.string } ?? []
    }

    @Test func eachPublisherHasItsKind() throws {
        let run = try register()
        let items = try #require(try json(run, "list")["items"]?.array)
        let kinds = Dictionary(
            items.map { ($0["report"]?.string ?? "", $0["kind"]?.string ?? "") }, uniquingKeysWith: { $1 })
        #expect(
            kinds == [
                "PEEL": "area-for-improvement", "CUST": "cause-of-concern", "LR": "learning-recommendation",
                "PFD": "prevention-of-future-deaths", "SC": "super-complaint-recommendation",
                "VC": "commissioner-recommendation", "IA": "internal-audit-action",
                "REV": "independent-review-recommendation",
            ])
        #expect(items.first { $0["ref"]?.string == "PFD-1" }?["publisher"]?.string == "Coroner for Essex")
        #expect(references(try json(run, "list", "--kind", "PFD")) == ["PFD-1", "PFD-2"])
        let taken = try run("kind", "add", "internal-audit-action")
        #expect(taken.code != 0 && taken.error.contains("internal-audit-action"), "\(taken.error)")
        let pfd = try #require(
            try json(run, "kind", "list")["kinds"]?.array?.first {
                $0["kind"]?.string == "prevention-of-future-deaths"
            })
        #expect(pfd["also_called"]?.string?.contains("Reg 28 report") == true)
        let printed = try must(run, "kind", "list", "--format", "markdown").output
        #expect(printed.contains("PFD, Regulation 28, coroner's report") && !printed.contains("Reg 28"))
        #expect(printed.contains("high, medium, low, advisory"))
        try must(run, "audit", "verify")
        try run.verifyElsewhere()
    }

    @Test func everyPaperIsOverOnePublisherWhereAsked() throws {
        let run = try register()
        #expect(references(try json(run, "list")).count == 16)
        for command in ["list", "outstanding"] {
            #expect(
                references(try json(run, command, "--publisher", "hmicfrs"))
                    == ["PEEL-1", "PEEL-2", "CUST-1", "CUST-2"])
            #expect(
                references(try json(run, command, "--publisher", "IOPC", "--owner", "Owen Owner")) == ["LR-1"]
            )
        }
        #expect(
            references(try json(run, "outstanding", "--publisher", "Internal Audit", "--as-at", "2022-07-01"))
                == ["IA-1", "IA-2"])
        #expect(
            references(try json(run, "search", "vans", "--publisher", "coroner for essex"))
                == ["PFD-1", "PFD-2"])
        let pack = try json(run, "meeting", "pack", "OB-2", "--publisher", "IOPC")
        #expect(pack["live"]?.array?.compactMap { $0["ref"]?.string } == ["LR-1", "LR-2"])
        let paper = try must(run, "outstanding", "--publisher", "IOPC", "--format", "markdown").output
        #expect(paper.contains("publisher IOPC"), "\(paper)")
        let owed = try json(run, "response", "status", "--all", "--publisher", "Coroner for Essex")
        #expect(owed["items"]?.array?.compactMap { $0["report"]?.string } == ["PFD"])
        try must(
            run, "benefit", "add", "IA-1", "Hours saved", "--unit", "hours", "--target", "10", "--on",
            "2022-07-01")
        try must(
            run, "benefit", "add", "PEEL", "Pounds saved", "--unit", "GBP", "--target", "5", "--on",
            "2022-07-01")
        func benefits(_ publisher: String) throws -> [String] {
            try json(run, "benefits", "--publisher", publisher)["items"]?.array?
                .compactMap { $0["benefit"]?.string ?? $0["name"]?.string } ?? []
        }
        #expect(try benefits("Internal Audit") == ["Hours saved"])
        #expect(try benefits("HMICFRS") == ["Pounds saved"])
        #expect(try benefits("IOPC") == [])
        let unknown = try run("list", "--publisher", "HMIC")
        #expect(unknown.code == 66 && unknown.error.contains("HMICFRS"), "\(unknown.error)")
        try must(run, "accept", "--where", "publisher=IOPC", "--yes", "--on", "2022-07-01")
        let accepted = try #require(try json(run, "list")["items"]?.array).filter {
            $0["acceptance"]?.string != nil
        }
        #expect(accepted.map { $0["ref"]?.string } == ["LR-1", "LR-2"])
    }

    @Test func rowsByPublisherReconcile() throws {
        let run = try register()
        try must(
            run, "close", "LR-2", "--as", "not-accepted", "--reason", "Another force's", "--on", "2022-07-20")
        try must(run, "start", "IA-1", "--on", "2022-07-21")
        let table = try json(run, "quarterly", "2022/23-Q2", "--rows", "publisher", "--expand")
        let rows = try #require(table["rows"]?.array)
        #expect(rows.map { $0["key"]?.string ?? "" } == Set(Self.reports.map(\.publisher)).sorted())
        func row(_ publisher: String) throws -> JSON {
            try #require(rows.first { $0["key"]?.string == publisher })
        }
        #expect(try row("HMICFRS")["carried_forward"]?.int == 4)
        #expect(try row("IOPC")["closed_other_refs"]?.array == ["LR-2"])
        #expect(try row("Internal Audit")["in_progress_refs"]?.array == ["IA-1"])
        for column in [
            "brought_forward", "opened", "closed_other", "carried_forward", "overdue", "in_progress",
        ] {
            let parts = rows.map { $0[column]?.int ?? 0 }.reduce(0, +)
            #expect(parts == table["total"]?[column]?.int, "\(column)")
        }
        // Each by itself has the figures of its row.
        let one = try json(run, "quarterly", "2022/23-Q2", "--publisher", "IOPC")
        for column in ["brought_forward", "closed_other", "carried_forward", "overdue"] {
            #expect(one["total"]?[column] == (try row("IOPC")[column]), "\(column)")
        }
        let parted = try must(run, "outstanding", "--group", "publisher", "--format", "markdown").output
        #expect(parted.contains("Coroner for Essex: 2 items"), "\(parted)")
        #expect(parted.contains("IOPC: 1 item"), "\(parted)")
        let year = try json(run, "annual", "2022/23", "--rows", "publisher")
        #expect(year["total"]?["opened"]?.int == 16)
    }

    /// What was issued by publisher prints again, also when it turns out later that somebody else published a report.
    @Test func whatWasIssuedStandsWhenAPublisherIsPutRight() throws {
        let run = try register()
        try must(run, "quarterly", "2022/23-Q1", "--rows", "publisher", "--issue", "--quiet")
        try must(run, "quarterly", "2022/23-Q1", "--publisher", "HMICFRS", "--issue", "--quiet")
        let ids = try #require(try run("issued", "list", "--format", "json").json?["issued"]?.array)
            .compactMap { $0["id"]?.string }
        #expect(ids.count == 2)
        let printed = try ids.map { try must(run, "issued", "show", $0, "--format", "markdown").output }
        let entry = try #require(
            try json(run, "audit", "log", "CUST")["entries"]?.array?.first?["seq"]?.int)
        try must(run, "correct", "\(entry)", "--set", "publisher=HMI Prisons", "--reason", "Misread")
        for (id, before) in zip(ids, printed) {
            #expect(try must(run, "issued", "show", id, "--format", "markdown").output == before)
        }
        // The next quarter starts from what was printed and says what is known now.
        let next = try json(run, "quarterly", "2022/23-Q2", "--rows", "publisher")
        let rows = try #require(next["rows"]?.array)
        let restated = Dictionary(
            uniqueKeysWithValues: rows.map { ($0["key"]?.string ?? "", $0["restated"]?.int ?? 0) })
        #expect(restated["HMICFRS"] == -2 && restated["HMI Prisons"] == 2)
        #expect(next["total"]?["restated"]?.int == 0)
        let own = try json(run, "quarterly", "2022/23-Q2", "--publisher", "HMICFRS")
        #expect(own["total"]?["brought_forward"]?.int == 4 && own["total"]?["restated"]?.int == -2)
        try must(run, "audit", "verify", "--full")
        try run.verifyElsewhere()
    }

    // MARK: - Sheets

    @Test(arguments: ["Publisher", "Inspectorate", "Source", "Body", "Issued by"])
    func aColumnNamesThePublisher(_ heading: String) throws {
        let run = try CommandLineRun()
        try must(run, "init", "--by", "Olive Officer", "--force", "Essex Police")
        let sheet = try run.file(
            "tracker.csv",
            """
            Ref,Report,\(heading),Date published,Type,Recommendation,Priority
            A-1,Custody,HMICFRS,2022-04-22,AFI,Wash the vans,
            B-1,Mr Example,Coroner for Essex,2022-05-20,Reg 28,Count the vans,
            C-1,Learning from vans,IOPC,2022-05-12,Learning recommendation,Weigh the vans,
            D-1,Vans 2021/22,Internal Audit,2022-06-15,Audit action,Paint the vans,High

            """)
        let taken = try must(run, "import", sheet)
        #expect(taken.output.contains("\(heading) → publisher"), "\(taken.output)")
        let items = try #require(try json(run, "list")["items"]?.array)
        #expect(
            items.map { $0["publisher"]?.string } == [
                "HMICFRS", "Coroner for Essex", "IOPC", "Internal Audit",
            ])
        #expect(
            items.map { $0["kind"]?.string } == [
                "area-for-improvement", "prevention-of-future-deaths", "learning-recommendation",
                "internal-audit-action",
            ])
        #expect(items.last?["priority"]?.string == "High")
    }

    /// A source that isn't a publisher's name is the report, as it was.
    @Test func aSourceCanBeAReport() throws {
        let run = try CommandLineRun()
        try must(run, "init", "--by", "Olive Officer", "--force", "Essex Police")
        let sheet = try run.file(
            "tracker.csv",
            "Ref,Source,Date published,Recommendation\nA-1,HMICFRS Custody 2022,2022-04-22,Wash the vans\n")
        try must(run, "import", sheet, "--publisher", "HMICFRS")
        let items = try #require(try json(run, "list")["items"]?.array)
        #expect(items.first?["report_title"]?.string == "HMICFRS Custody 2022")
    }

    /// What could be another kind is asked, with a proposal.
    @Test func aKindThatIsNotPlainIsAsked() throws {
        let run = try CommandLineRun()
        try must(run, "init", "--by", "Olive Officer", "--force", "Essex Police")
        let sheet = try run.file(
            "tracker.csv",
            "Ref,Report,Publisher,Date published,Type,Recommendation\nA-1,Vans,IOPC,2022-04-22,Learning point,Wash the vans\n"
        )
        let asked = try run("import", sheet)
        #expect(
            asked.code == 65 && asked.error.contains("Proposed: learning recommendation"), "\(asked.error)")
        try must(run, "import", sheet, "--as-proposed")
        #expect(try json(run, "list")["items"]?.array?.first?["kind"]?.string == "learning-recommendation")
    }

    // MARK: - Letters

    @Test func aLetterHasThePublishersWords() throws {
        let run = try register()
        for (report, sentences) in [
            (
                "PFD",
                [
                    "the report ‘Report PFD’, which the Coroner for Essex sent on 20 May 2022",
                    "This letter is our response to it, as regulation 29",
                    "answers to the report's matters of concern", "Matter of concern 1",
                ]
            ),
            (
                "LR",
                [
                    "the recommendations ‘Report LR’, which the IOPC made on 12 May 2022",
                    "This letter is our response to them, as paragraph 28B",
                    "answers to the report's recommendations",
                ]
            ),
            ("PEEL", ["which HMICFRS published on", "gives our comments on it", "the report's findings"]),
            ("IA", ["which Internal Audit published on", "the report's actions"]),
            ("REV", ["which the Baroness Casey Review published on", "the report's recommendations"]),
        ] {
            for number in 1...2 {
                try must(
                    run, "start", "\(report)-\(number)", "--note", "The vans are being washed.", "--public")
            }
            let letter = try must(run, "response", "draft", report, "--format", "markdown").output
            for sentence in sentences { #expect(letter.contains(sentence), "\(sentence)\n\(letter)") }
        }
    }

    @Test func daysInCourtAreToldKindly() throws {
        let run = try register()
        try must(run, "start", "LR-1", "LR-2", "--note", "The vans are being washed.", "--on", "2022-06-02")
        try must(run, "response", "record", "LR", "--suspended-from", "2022-06-01")
        func letter(_ day: String) throws -> String {
            try must(
                run, "response", "draft", "LR", "--as-at", day, "--format", "markdown"
            ).output
        }
        #expect(
            try letter("2022-06-10").contains(
                "A judicial review has gone on since 1 June 2022, and its days, 10 so far, are added to the time for this answer."
            ))
        try must(run, "response", "record", "LR", "--suspended-to", "2022-06-20")
        let after = try letter("2022-06-25")
        #expect(
            after.contains(
                "Because of the judicial review from 1 June 2022 to 20 June 2022 there are 20 more days for this answer. The last day for it is 26 July 2022."
            ), "\(after)")
    }

    @Test func eachAddresseesAnswerIsChecked() throws {
        let run = try register()
        try must(run, "report", "addressee", "PFD", "Essex Police", "Home Office")
        let letter = try run.file("answer.txt", "We wash the vans.")
        let other = try run.file("other.txt", "We do not.")
        try must(
            run, "response", "record", "PFD", "--for", "Essex Police", "--letter-sent", "2022-07-01",
            "--sent",
            letter)
        let right = try must(run, "response", "check", "PFD", letter, "--for", "essex police")
        #expect(right.output.contains("This is what was sent on 1 July 2022 and recorded as answer.txt."))
        let wrong = try run("response", "check", "PFD", other, "--for", "Essex Police")
        #expect(wrong.code == 77 && wrong.error.contains("isn't what was recorded"), "\(wrong.error)")
        let whose = try run("response", "check", "PFD", letter)
        #expect(whose.code == 77 && whose.error.contains("--for NAME"), "\(whose.error)")
        let none = try run("response", "check", "PFD", letter, "--for", "Home Office")
        #expect(none.code == 77 && none.error.contains("what was sent isn't recorded"), "\(none.error)")
        let stranger = try run("response", "check", "PFD", letter, "--for", "Kent Police")
        #expect(stranger.code == 66 && stranger.error.contains("Essex Police"), "\(stranger.error)")
    }
}
