import Foundation
import Testing

import Tracker

/// A tracker as offices keep it goes in at the first dry run's proposals, and next month again.
@Suite struct ImportPlanRunTests {
    /// Two reports' items with what trackers have: banners, dates in words, several people in a cell, a total.
    static let tracker = """
        ,,,,,,,,,,,,,
        FORCE TRACKER as at 31st March 2023,,,,,,,,,,,,,
        Ref No.,"HMICFRS
        ref",Inspection,Date published,Type,Recommendation / AFI,Force Lead / Support,Target date,Revised date,Status,RAG,% comp,Latest update,Internal notes - do not circulate
        T-01,701,Custody visits 2019,04/09/2019,Recommendation,Check each cell door,DAC Reed / Cmdr Frost,31st March 2023,,In progress,G,40%,"10/02/23: Doors listed
        12/03/23: Half are checked",Ask Kit first
        T-02,702,Custody visits 2019,4 September 2019,AFI,Warm the waiting room,TBC,31.12.22,30/06/2023,Not started,R,0%,12/01/23: No heating yet,
        T-03,703,Custody visits 2019,2019-09-04,Recommendation,Write the leaflet,Ch Supt Lane & Supt Gray,Was 31/12/2022 now 30/06/2023,,Delayed,A,c. 50%,,
        T-03,704,Custody visits 2019,,Recommendation,Print the leaflet,Ch Supt Lane (cover: Supt Gray),TBC,31/07/2023,Superseded by T-01,A,,07/02/23 - Merged,
        T-05,705,Custody visits 2019,,Recommendation,Train the visitors,DAC Reed,Mar-23,,Complete - awaiting sign off,B,75,Course booked,
        T-06,706,Custody visits 2019,,Recommendation,Tell the families,DAC Reed,Spring 2023,,Closed,B,60%,Letters sent,
        R1 (a),,Custody visits 2019,,Cause of Concern,Nobody is told,,Within six months,,Open,,,,
        Total,,,,,7,,,,,,,,
        "KEY: B = complete, G = on track",,,,,,,,,,,,,

        """

    private func register() throws -> CommandLineRun {
        let run = try CommandLineRun()
        let made = try run([
            "init", "--by", "Olive Officer", "--body", "Oversight body", "--force", "Force A",
        ])
        #expect(made.code == 0)
        return run
    }

    private func items(_ run: CommandLineRun) throws -> [String: JSON] {
        let items = try #require(try run("list", "--format", "json").json?["items"]?.array)
        return Dictionary(uniqueKeysWithValues: items.map { ($0["ref"]?.string ?? "", $0) })
    }

    private func words(_ run: CommandLineRun, _ reference: String) throws -> [String] {
        try run.history(reference).compactMap {
            $0["words"]?["note"]?.string ?? $0["words"]?["reason"]?.string
        }
    }

    @Test func everythingIsAskedAtOnceAndEachValueOnce() throws {
        let run = try register()
        let file = try run.file("tracker.csv", Self.tracker)
        let size = try run.size()
        let asked = try run("import", file, "--dry-run")
        #expect(asked.code == 65)
        for words in [
            "\"Mar-23\" in Target date is a month. Proposed: its last day, 31 March 2023.",
            "--dates end-of-month or --dates first-of-month", "\"Delayed\" is no status",
            "\"c. 50%\"", "Proposed: 50%.", "\"T-03\" is the reference of row 8 already",
            "\"DAC Reed\" is not registered (rows 5, 10, 11)", "\"Closed\" is closed, but nothing says why",
            "--publisher NAME", "Proposed: published by HMICFRS.",
        ] { #expect(asked.error.contains(words), "should ask: \(words)\n\(asked.error)") }
        #expect(!asked.error.contains("Total"))
        #expect(try run.size() == size)
    }

    @Test func everyCellIsAccountedFor() throws {
        let run = try register()
        let file = try run.file("tracker.csv", Self.tracker)
        let taken = try run(
            ["import", file, "--as-proposed", "--on", "2023-03-31"], environment: ["COLUMNS": "200"])
        #expect(taken.code == 0, "\(taken.error)")
        for words in [
            "Internal notes - do not circulate → keep", "9 rows: 7 new items, 2 no item.",
            "due date: 6 with, 1 without (T-06)", "\"R1 (a)\" in Ref No. (row 12): the reference R1-a.",
            "led by DAC Reed, supported by Cmdr Frost", "led by Ch Supt Lane, supported by Supt Gray",
            "(row 7): nobody leads yet", "first 31 December 2022, now 30 June 2023",
            "No item: rows 13, 14: a total or a key.", "Took in 7 items, with 1 new report.",
        ] { #expect(taken.output.contains(words), "should say: \(words)\n\(taken.output)") }
        let items = try items(run)
        // Reference, and what the row's cells became: field by field.
        let expected: [(String, [String: String])] = [
            (
                "T-01",
                [
                    "external_number": "701", "kind": "recommendation", "text": "Check each cell door",
                    "lead": "DAC Reed", "due": "2023-03-31", "position": "in-progress",
                ]
            ),
            (
                "T-02",
                [
                    "external_number": "702", "kind": "area-for-improvement", "original_due": "2022-12-31",
                    "due": "2023-06-30", "position": "awaiting-allocation",
                ]
            ),
            (
                "T-03",
                [
                    "original_due": "2022-12-31", "due": "2023-06-30", "lead": "Ch Supt Lane",
                    "deadline": "Was 31/12/2022 now 30/06/2023", "position": "in-progress",
                ]
            ),
            (
                "T-03-2",
                [
                    "external_number": "704", "due": "2023-07-31", "deadline": "TBC",
                    "closed_as": "superseded", "number": "T-03",
                ]
            ),
            ("T-05", ["due": "2023-03-31", "deadline": "Mar-23", "position": "pending-sign-off"]),
            ("T-06", ["deadline": "Spring 2023", "closed_as": "implemented"]),
            (
                "R1-a",
                [
                    "number": "R1 (a)", "kind": "cause-of-concern", "deadline": "Within six months",
                    "due": "2020-03-04",
                ]
            ),
        ]
        #expect(items.count == expected.count)
        for (reference, fields) in expected {
            let item = try #require(items[reference])
            for (key, value) in fields {
                #expect(item[key]?.string == value, "\(reference) \(key): \(String(describing: item[key]))")
            }
        }
        #expect(items["T-02"]?["revisions"]?.int == 1)
        #expect(items["T-01"]?["revisions"]?.int == 0)
        #expect(items["T-01"]?["complete"]?.int == 40)
        #expect(items["T-03"]?["complete"]?.int == 50)
        #expect(items["T-01"]?["support"]?.array?.compactMap(\.string) == ["Cmdr Frost"])
        // What no field holds stands in notes: internal ones for columns that nobody explained.
        let kept: [(String, [String])] = [
            (
                "T-01",
                ["RAG: G", "Internal notes - do not circulate: Ask Kit first", "12/03/23: Half are checked"]
            ),
            ("T-02", ["RAG: R", "% comp: 0%", "12/01/23: No heating yet"]),
            ("T-03", ["Status in the sheet: Delayed"]),
            ("T-03-2", ["Status in the sheet: Superseded by T-01", "07/02/23 - Merged"]),
            ("T-05", ["Course booked"]), ("T-06", ["% comp: 60%", "Letters sent"]),
        ]
        for (reference, notes) in kept {
            let words = try words(run, reference).joined(separator: "\n")
            for note in notes { #expect(words.contains(note), "\(reference) should keep \(note):\n\(words)") }
        }
        // Words are of the sheet's day, never of the publication's.
        for entry in try run.history("T-01") where entry["act"]?.string == "note" {
            #expect(entry["effective_on"]?.string == "2023-03-31")
        }
        let published = try run("show", "T-01", "--audience", "public").output
        #expect(!published.contains("Ask Kit") && !published.contains("RAG: G"))
        #expect(try run("search", "R1 (a)").output.contains("R1-a"))
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func theMonthAfter() throws {
        let run = try register()
        let file = try run.file("march.csv", Self.tracker)
        let taken = try run("import", file, "--as-proposed", "--save-mapping", "force", "--on", "2023-03-31")
        #expect(taken.code == 0, "\(taken.error)")
        let size = try run.size()
        let unchanged = try run.file("april-unchanged.csv", Self.tracker + "\r\n")
        for month in [file, unchanged] {
            let again = try run("import", month, "--mapping", "force", "--update")
            #expect(again.code == 0, "\(again.error)")
            #expect(again.output.contains("Nothing differs from the register; nothing was written."))
        }
        #expect(try run.size() == size)
        let edited = Self.tracker.replacingOccurrences(
            of: "12/03/23: Half are checked\"",
            with: "12/03/23: Half are checked\n    18/04/23: All are checked\""
        ).replacingOccurrences(of: "TBC,31.12.22,30/06/2023", with: "Cmdr Frost,31.12.22,31/08/2023")
            .replacingOccurrences(of: "Spring 2023", with: "30/09/2023")
        let april = try run.file("april.csv", edited)
        let update = ["import", april, "--mapping", "force", "--update"]
        let recorded = try run(update, environment: ["COLUMNS": "200"])
        #expect(recorded.code == 0, "\(recorded.error)")
        #expect(recorded.output.contains("Took in 0 items, and recorded 4 differences."))
        // The import itself, and one entry for each edit.
        #expect(try run.size() == size + 5)
        #expect(try run.history("T-01").last?["words"]?["note"]?.string == "18/04/23: All are checked")
        let items = try items(run)
        #expect(items["T-02"]?["due"]?.string == "2023-08-31")
        #expect(items["T-02"]?["lead"]?.string == "Cmdr Frost")
        #expect(items["T-02"]?["revisions"]?.int == 2)
        #expect(try words(run, "T-06").contains("Target date in the sheet: 30/09/2023"))
        #expect(try run(update).output.contains("Nothing differs"))
        #expect(try run.size() == size + 5)
    }

    @Test func banners() throws {
        let run = try register()
        let sheet = """
            Ref,Published,Recommendation,Status
            Custody visits,,,
            B-1,04/09/2019,Check each door,Open
            B-2,04/09/2019,Warm the room,Open
            Street lighting in parks,,,
            B-3,2020-02-01,Mend the lamps,Open
            B-4,,,
            ,,and those of the car park,
            """
        let file = try run.file("banners.csv", sheet)
        let refused = try run("import", file, "--publisher", "HMICFRS")
        #expect(refused.code == 65)
        #expect(refused.error.contains("The row 8 has words and no reference. Proposed: more of B-3 above."))
        let taken = try run("import", file, "--publisher", "HMICFRS", "--as-proposed")
        #expect(taken.code == 0, "\(taken.error)")
        #expect(taken.output.contains("No item: row 7: nothing but a number."))
        let items = try items(run)
        #expect(items["B-2"]?["report"]?.string == "custody-visits")
        #expect(items["B-3"]?["report"]?.string == "street-lighting-in-parks")
        #expect(items["B-3"]?["text"]?.string == "Mend the lamps\nand those of the car park")
        #expect(items.count == 3)
    }

    @Test func publicationsAreAsPreciseAsTheSheetAndGuessesAreTold() throws {
        let run = try register()
        let sheet = """
            Ref,Inspection,Date published,Recommendation,Due
            A-1,Custody,2021-02,Check the doors,Mar-23
            A-2,Visits 2019,,Train the visitors,
            A-3,Leaflets,Feb-22,Print the leaflet,
            A-4,(not stated),,Post the leaflet,

            """
        let file = try run.file("tracker.csv", sheet)
        let asked = try run("import", file, "--dry-run")
        // All at once: who published them, and when, in one run.
        #expect(asked.error.contains("no column says who published them"))
        #expect(asked.error.contains("Proposed: published in 2019, the year in its title."))
        let taken = try run("import", file, "--as-proposed", "--publisher", "HMICFRS")
        #expect(taken.code == 0, "\(taken.error)")
        #expect(
            taken.output.contains(
                "As proposed: \"Visits 2019\" (row 3): published in 2019, the year in its title."))
        #expect(taken.output.contains("Left out: row 5: no report is named."))
        #expect(taken.output.contains("4 rows: 3 new items, 1 left out."))
        let reports = try #require(try run("report", "list", "--format", "json").json?["reports"]?.array)
        let published = Dictionary(
            uniqueKeysWithValues: reports.map { ($0["title"]?.string, $0["published"]?.string) })
        #expect(published == ["Custody": "2021-02", "Visits 2019": "2019", "Leaflets": "2022-02"])
        #expect(try items(run)["A-1"]?["due"]?.string == "2023-03-31")
    }

    @Test func ordersOfDatesAreAskedNeverGuessed() throws {
        let run = try CommandLineRun.prepared()
        let sheet = "Ref,Recommendation,Due date\nD-1,One,03/04/2023\nD-2,Two,04/13/2023\n"
        let file = try run.file("dates.csv", sheet)
        for options in [[], ["--as-proposed"]] {
            let asked = try run(["import", file, "--report", "LEG"] + options)
            #expect(asked.code == 65)
            #expect(asked.error.contains("could be 3 April 2023 or 4 March 2023"))
        }
        #expect(try run("import", file, "--report", "LEG", "--dates", "month-first").code == 0)
        #expect(try run.item("D-1")["due"]?.string == "2023-03-04")
        let british = try run.file("british.csv", "Ref,Recommendation,Due date\nD-3,One,03/04/2023\n")
        #expect(try run("import", british, "--report", "LEG").code == 0)
        #expect(try run.item("D-3")["due"]?.string == "2023-04-03")
    }

    @Test func anOrderOfDatesIsSaidOfOneColumnAlone() throws {
        let run = try CommandLineRun.prepared()
        let sheet = """
            Ref,Recommendation,Due date,Date closed,Status
            D-1,One,04/13/2023,31/12/2022,Open
            D-2,Two,05/03/2023,02/11/2022,No further action
            """
        let file = try run.file("dates.csv", sheet)
        let asked = try run("import", file, "--report", "LEG", "--dates", "month-first")
        #expect(asked.code == 65)
        #expect(asked.error.contains("\"31/12/2022\" in that column has the day first"))
        #expect(
            asked.error.contains("--dates \"Date closed=month-first\" or --dates \"Date closed=day-first\""))
        let none = try run("import", file, "--report", "LEG", "--dates", "Closing date=month-first")
        #expect(none.error.contains("There is no column \"closing_date\" whose dates could be read."))
        let taken = try run(
            "import", file, "--report", "LEG", "--dates", "Due date=month-first", "--save-mapping", "dates")
        #expect(taken.code == 0, "\(taken.error)")
        #expect(try run.item("D-2")["due"]?.string == "2023-05-03")
        #expect(
            try run.history("D-2").first { $0["act"]?.string == "close" }?["effective_on"]?.string
                == "2022-11-02")
        let more = try run.file(
            "more.csv", sheet.replacing("D-1", with: "D-3").replacing("D-2", with: "D-4"))
        #expect(try run("import", more, "--report", "LEG", "--mapping", "dates").code == 0)
        #expect(try run.item("D-4")["due"]?.string == "2023-05-03")
    }

    @Test func datesAreThoseOfTheBody() throws {
        let run = try CommandLineRun.prepared()
        #expect(try run("config", "time_zone", "+05:30").code == 0)
        #expect(try run("config", "year_start", "07-01").code == 0)
        let file = try run.file(
            "dates.csv", "Ref,Recommendation,Due date\nD-1,One,2023-03-31T20:00:00Z\nD-2,Two,Q1 23/24\n")
        let taken = try run("import", file, "--report", "LEG")
        #expect(taken.code == 0, "\(taken.error)")
        #expect(try run.item("D-1")["due"]?.string == "2023-04-01")
        #expect(try run.item("D-2")["due"]?.string == "2023-09-30")
    }

    @Test func aRowThatSaysHowToFillInIsNoItem() throws {
        let run = try CommandLineRun.prepared()
        let sheet = """
            Ref,Recommendation,Due date,Lead
            (unique),(as printed),dd/mm/yyyy,
            H-1,(One in brackets),31/03/2023,Owen Owner
            (H-2),(Two),,
            """
        let taken = try run("import", try run.file("hints.csv", sheet), "--report", "LEG", "--as-proposed")
        #expect(taken.code == 0, "\(taken.error)")
        #expect((taken.output + taken.error).contains("No item: row 2: how the columns are to be filled in."))
        #expect(try run.item("H-1")["due"]?.string == "2023-03-31")
        // Below an item it is one, whatever it looks like.
        #expect((taken.output + taken.error).contains("Took in 2 items"), "\(taken.output)\(taken.error)")
    }

    @Test func whatASheetsWordsMeanIsSaidOnce() throws {
        let run = try CommandLineRun.prepared()
        let sheet = """
            Ref,Type,Recommendation,Lead,Board
            W-1,Urgent,One,D. Harper / C. Okafor,Scrutiny
            """
        let file = try run.file("words.csv", sheet)
        let asked = try run("import", file, "--report", "LEG")
        #expect(asked.code == 65)
        for words in [
            "--map-kind \"Urgent=KIND\"", "--map-person \"D. Harper=PERSON\"",
            "--map-board \"Scrutiny=BOARD\"",
        ] { #expect(asked.error.contains(words), "\(asked.error)") }
        let taken = try run(
            "import", file, "--report", "LEG", "--map-kind", "urgent=cause of concern", "--map-person",
            "D. Harper=Owen Owner", "--map-person", "C. Okafor=Olive Officer", "--map-board", "Scrutiny=OB",
            "--save-mapping", "words")
        #expect(taken.code == 0, "\(taken.error)")
        #expect(try run.item("W-1")["kind"]?.string == "cause-of-concern")
        #expect(try run.item("W-1")["lead"]?.string == "Owen Owner")
        #expect(try run.item("W-1")["board"]?.string == "OB")
        // A person's name is none of an entry's own text.
        let entries = try #require(try run("audit", "log", "--format", "json").json?["entries"]?.array)
        let saved = try #require(entries.first { $0["act"]?.string == "mapping save" })
        #expect(String(describing: saved["data"]).lowercased().contains("urgent"))
        #expect(!String(describing: saved["data"]).lowercased().contains("harper"))
        // The other verifier knows what is kept so.
        #expect(try run("key", "create", "--key", "key").code == 0)
        #expect(try run("audit", "export", "export", "--key", "key").code == 0)
        let verifier = DocumentationRunTests.repository.appendingPathComponent("docs/verify/verify.py").path
        let verified = try run.execute(
            "/bin/sh", ["-c", "command -v python3 >/dev/null || exit 0; python3 '\(verifier)' export"])
        #expect(verified.code == 0, "\(verified.error)\(verified.output)")
        let more = try run.file("more.csv", sheet.replacing("W-1", with: "W-2"))
        let again = try run("import", more, "--report", "LEG", "--mapping", "words")
        #expect(again.code == 0, "\(again.error)")
        #expect(try run.item("W-2")["lead"]?.string == "Owen Owner")
        #expect(try run.item("W-2")["board"]?.string == "OB")
    }

    @Test func theDayInTheTitleCounts() throws {
        let run = try CommandLineRun.prepared()
        let sheet = """
            "OFFICIAL - position as at 31st March 2023 (v14)",,,
            Ref,Recommendation,Status,Latest update
            P-1,One,In progress,Begun
            """
        let file = try run.file("march.csv", sheet)
        let asked = try run("import", file, "--report", "LEG")
        #expect(asked.code == 65)
        #expect(
            asked.error.contains("says of which day the sheet tells. Proposed: recorded as of 31 March 2023.")
        )
        #expect(asked.error.contains("--on 2023-03-31"))
        let taken = try run(
            "import", file, "--report", "LEG", "--as-proposed", "--save-mapping", "force")
        #expect(taken.code == 0, "\(taken.error)")
        #expect(taken.output.contains("recorded as of 31 March 2023"))
        #expect(try run.item("P-1")["progress_on"]?.string == "2023-03-31")
        // Next month's copy keeps the title: what differs is of the day on which it is taken in.
        let april = try run.file("april.csv", sheet.replacing("Begun", with: "Half done"))
        let update = try run("import", april, "--mapping", "force", "--update", "--report", "LEG")
        #expect(update.code == 0, "\(update.error)")
        #expect(update.output.contains("what differs is recorded as of today"))
        #expect(try run.item("P-1")["progress_on"]?.string != "2023-03-31")
        // A title of a later day counts again; a day that was said counts before it.
        let may = try run.file(
            "may.csv",
            sheet.replacing("31st March 2023", with: "end of May 2023").replacing("Begun", with: "Nearly"))
        let on = try run(
            "import", may, "--mapping", "force", "--update", "--report", "LEG", "--on", "2023-05-30")
        #expect(on.code == 0, "\(on.error)")
        #expect(!on.output.contains("31 May 2023"))
    }

    @Test func headingsOfOtherOffices() throws {
        let run = try CommandLineRun.prepared()
        let sheet = """
            HMICFRS Recommendation,Rec ID,Thematic / report,Strategic Lead,Tactical Lead,Expected completion,BRAG
            Publish,X-1,LEG,Owen Owner,Ada Assurer,31/12/2018,Amber
            """
        let taken = try run("import", try run.file("other.csv", sheet))
        #expect(taken.code == 0, "\(taken.error)")
        let item = try run.item("X-1")
        #expect(item["text"]?.string == "Publish")
        #expect(item["report"]?.string == "LEG")
        #expect(item["lead"]?.string == "Owen Owner")
        #expect(item["support"]?.array?.first?.string == "Ada Assurer")
        #expect(item["due"]?.string == "2018-12-31")
    }

    @Test func headingsInTwoRows() throws {
        let run = try CommandLineRun.prepared()
        let sheet = """
            Recommendations,,,,,,
            ,,Dates,,Progress,,
            Ref,Recommendation,Original,Revised,Q3 update,Q4 update,Status
            H-1,Publish,31/03/2018,30/09/2018,Begun,,In progress
            H-2,Train,30/06/2018,,,"All trained
            in both halls",In progress
            """
        let file = try run.file("groups.csv", sheet)
        let taken = try run("import", file, "--report", "LEG")
        #expect(taken.code == 0, "\(taken.error)")
        #expect(try run.item("H-1")["original_due"]?.string == "2018-03-31")
        #expect(try run.item("H-1")["due"]?.string == "2018-09-30")
        #expect(try words(run, "H-1").contains("Q3: Begun"))
        #expect(try words(run, "H-2").contains("Q4: All trained\nin both halls"))
    }

    @Test func anUpdateForEachMonthIsAColumnOfItsOwn() throws {
        let run = try CommandLineRun.prepared()
        let march = """
            Ref,Recommendation,Status,Progress March 2018,Progress April 2018
            M-1,Publish,In progress,Begun,
            """
        let file = try run.file("march.csv", march)
        let options = ["--report", "LEG", "--split-updates", "--as-proposed"]
        #expect(try run(["import", file] + options).code == 0)
        #expect(try run.item("M-1")["progress_on"]?.string == "2018-03-31")
        let april = try run.file("april.csv", march.replacing("Begun,", with: "Begun,Half done"))
        let update = try run(["import", april, "--update"] + options)
        #expect(update.code == 0, "\(update.error)")
        #expect(update.output.contains("recorded 1 difference"))
        #expect(try run.item("M-1")["progress_on"]?.string == "2018-04-30")
        #expect(try run("import", april, "--update", "--as-proposed").output.contains("Nothing differs"))
    }

    @Test func itemsWithoutReferencesAreFoundAgain() throws {
        let run = try CommandLineRun.prepared()
        let january = try run.file(
            "january.csv", "No.,Recommendation,Status\nRec 1,Publish,Open\nRec 2(a),Train,Open\n")
        #expect(try run("import", january, "--report", "LEG").code == 0)
        let size = try run.size()
        let february = try run.file(
            "february.csv", "No.,Recommendation,Status\nRec 2(a),Train,In progress\nRec 1,Publish,Open\n")
        let update = try run("import", february, "--report", "LEG", "--update")
        #expect(update.code == 0, "\(update.error)")
        #expect(update.output.contains("Took in 0 items, and recorded 1 difference."))
        #expect(try run.size() == size + 3)
        let same = try run.file("march.csv", "No.,Recommendation,Status\nRec 2(a),Train,In progress\n\n")
        #expect(try run("import", same, "--report", "LEG", "--update").output.contains("Nothing differs"))
    }

    @Test func stepsBackAreLeftOutOrAllowed() throws {
        let run = try CommandLineRun.prepared()
        #expect(try run("close", "L-1", "--as", "no-further-action", "--reason", "Done").code == 0)
        let file = try run.file("back.csv", "Ref,Board,Status\nL-1,OB,In progress\n")
        let left = try run("import", file, "--update")
        #expect(left.code == 0, "\(left.error)")
        #expect(left.output.contains("row 2, L-1: closed: no further action here, In progress in the sheet"))
        #expect(left.output.contains("recorded 1 difference"))
        let allowed = try run("import", file, "--update", "--allow-steps-back", "L-1")
        #expect(allowed.code == 0, "\(allowed.error)")
        #expect(try run.item("L-1")["status"]?.string == "in-progress")
        #expect(try run("import", file, "--update").output.contains("Nothing differs"))
    }

    @Test func datedLinesBecomeDatedProgress() throws {
        let run = try CommandLineRun.prepared()
        let file = try run.file(
            "lines.csv",
            "Ref,Recommendation,Status,Latest update\nU-1,One,In progress,\"12/01/23: Begun\nin two places\n7 Feb 2023 - Half done\"\n"
        )
        #expect(
            try run("import", file, "--report", "LEG", "--split-updates", "--on", "2023-03-31").code == 0)
        let told = try run.history("U-1").filter { $0["act"]?.string == "progress" }
        #expect(told.map { $0["effective_on"]?.string } == ["2023-01-12", "2023-02-07"])
        #expect(told.first?["words"]?["note"]?.string == "12/01/23: Begun\nin two places")
    }

    #if Spreadsheets
        @Test func aMarkedCopyAndAnEmptySheet() throws {
            let run = try register()
            let file = try run.file("tracker.csv", Self.tracker)
            let copy = run.folder.appendingPathComponent("copy.xlsx").path
            let marked = try run("import", file, "--dry-run", "--marked", copy)
            #expect(marked.code == 65)
            #expect(marked.error.contains("cells in \(copy)"))
            // The copy says what the sheet said, at the same places.
            let again = try run("import", copy, "--as-proposed", "--dry-run")
            #expect(again.code == 0, "\(again.error)")
            #expect(again.output.contains("\"R1 (a)\" in Ref No. (row 12)"))
            #expect(again.output.contains("Would take in 7 items"))

            let empty = run.folder.appendingPathComponent("empty.xlsx").path
            #expect(try run("import", "--template", "-o", empty).code == 0)
            let none = try run("import", empty, "--dry-run")
            #expect(none.error.contains("There are no rows below the headings."))
            #expect(!none.error.contains("not known"))
            let headings = try run("import", "--template").output.split(whereSeparator: \.isNewline)[0]
            let filled = try run.file(
                "filled.csv",
                headings
                    + "\nE-1,A report,HMICFRS,04/09/2019,recommendation,Do it,1,,,,,,31/12/2022,30/06/2023,in progress,40,Begun,,,,secret\n"
            )
            let taken = try run("import", filled)
            #expect(taken.code == 0, "\(taken.error)")
            #expect(try run.item("E-1")["original_due"]?.string == "2022-12-31")
            #expect(try run.item("E-1")["due"]?.string == "2023-06-30")
        }
    #endif
}
