import Testing

import Tracker

/// One act on many items: named or found by a filter, all or none; what somebody who leaves hands over.
struct ManyAtOnceRunTests {
    @Test func severalReferencesAreOneTransaction() throws {
        let run = try CommandLineRun.withBoard(items: 3)
        let started = try run("start", "L-1", "l-2", "L-1", "--on", "06/03/2018")
        #expect(
            started.output.split(separator: "\n").map { $0.prefix(16) } == [
                "L-1: in progress", "L-2: in progress",
            ])
        let size = try run.size()
        let refused = try run("close", "L-1", "L-9", "L-3", "--as", "implemented")
        #expect(refused.code == 77 || refused.code == 66)
        #expect(refused.error.contains("nothing was recorded: 3 of 3 items can't be done so."))
        #expect(refused.error.contains("\n  L-9: No item \"L-9\""))
        #expect(refused.error.contains("\n  L-3: it is open"))
        #expect(try run.size() == size)
        let one = try run("due", "L-1", "L-2", "30/9/2018", "--reason", "Moved", "--on", "2018-03-06")
        #expect(one.code == 0)
        #expect(try run.item("L-2")["due"]?.string == "2018-09-30")
    }

    @Test func whatIsSaidOfItemsIsSaidOfSeveral() throws {
        let run = try CommandLineRun.withBoard(items: 3)
        #expect(try run("accept", "L-1", "L-2", "--partly", "--reason", "By telephone only").code == 0)
        #expect(try run.item("L-2")["acceptance"]?.string == "partly-accepted")
        #expect(try run("note", "L-1", "L-3", "Ask again in autumn").code == 0)
        #expect(try run.history("L-3").last?["words"]?["note"]?.string == "Ask again in autumn")
        #expect(try run("mark", "L-2", "L-3", "OFFICIAL-SENSITIVE").code == 0)
        #expect(try run.item("L-3")["marking"]?.string == "OFFICIAL-SENSITIVE")
        #expect(try run("tag", "L-1,L-3", "ICT", "Estates").code == 0)
        #expect(try run.item("L-3")["tags"]?.array?.count == 2)
        _ = try run("close", "L-1", "L-2", "--as", "no-further-action", "--reason", "Overtaken")
        let size = try run.size()
        #expect(try run("reopen", "L-1", "L-3", "--reason", "Needed").code == 77)
        #expect(try run.size() == size)
        let found = try run("reopen", "--where", "status=closed", "--reason", "Needed", "--yes")
        #expect(found.code == 0, "\(found.error)")
        #expect(try run.item("L-2")["status"]?.string == "open")
        for words in [["note", "L-1"], ["mark", "L-1"]] { #expect(try run(words).code == 64) }
    }

    @Test func aFilterShowsFirstAndRecordsWhenToldSo() throws {
        let run = try CommandLineRun.withBoard(items: 3)
        _ = try run("person", "add", "Nora New", "--role", "owner")
        _ = try run("close", "L-3", "--as", "no-further-action", "--reason", "Overtaken")
        let size = try run.size()
        let command = [
            "assign", "--where", "owner=owen owner", "--where", "report=LEG", "--owner", "Nora New",
        ]
        let shown = try run(command)
        #expect(
            shown.output == """
                This would be done to 2 items:
                  L-1: lead Owen Owner → Nora New
                  L-2: lead Owen Owner → Nora New
                Nothing was recorded. To record it, add --yes.

                """)
        #expect(try run.size() == size)
        #expect(try run(command + ["--yes"]).code == 0)
        #expect(try run.size() == size + 2)
        #expect(try run.item("L-1")["lead"]?.string == "Nora New")
        #expect(try run.item("L-3")["lead"]?.string == "Owen Owner")
        let none = try run(command)
        #expect(none.code == 66)
        #expect(none.error.contains("No item that isn't closed has owner=owen owner and report=LEG."))
        #expect(try run("tag", "--where", "tag=none", "ICT", "--yes").code == 0)
        #expect(try run("assign", "--where", "board=none", "--board", "OB").code == 66)
    }

    @Test(arguments: [
        ["start"], ["start", "L-1", "--where", "report=LEG"], ["due", "L-1"], ["tag", "L-1"],
    ])
    func whatIsMeantMustBeSaid(arguments: [String]) throws {
        #expect(try CommandLineRun.withBoard(items: 1)(arguments).code == 64)
    }

    @Test func anUnknownConditionIsRefused() throws {
        let run = try CommandLineRun.withBoard(items: 1)
        #expect(try run("start", "--where", "ownr=Owen Owner").error.contains("Did you mean owner"))
        #expect(try run("start", "--where", "owner").code == 65)
        #expect(try run("start", "--where", "board=OX").error.contains("Did you mean OB"))
    }

    @Test func whatALeaverLeadsIsToldAndPassesToAPost() throws {
        let run = try CommandLineRun.withBoard(items: 3)
        _ = try run("assign", "L-3", "--no-lead", "--support", "Owen Owner")
        let left = try run("person", "change", "Owen Owner", "--leaves", "31/12/2099")
        let person = try #require(left.output.split(separator: "(").last?.prefix { $0 != ")" })
        #expect(
            left.output.contains(
                "Owen Owner leads 2 items not closed yet: L-1, L-2. Hand over: trackerctl assign --where owner=\(person) --owner NAME"
            ))
        #expect(left.output.contains("Owen Owner supports 1 item not closed yet: L-3."))
        _ = try run("post", "add", "DAC Professionalism")
        let held = try run(
            "post", "holder", "DAC Professionalism", "Owen Owner", "--with-items", "--from", "01/03/2018")
        #expect(held.code == 0)
        #expect(try run.item("L-1")["lead"]?.string?.contains("DAC Professionalism") == true)
        #expect(try run.item("L-3")["lead"]?.string == nil)
        #expect(
            try run("assign", "--where", "support=DAC Professionalism", "--no-support").output.contains(
                "L-3: support DAC Professionalism → nobody"))
    }
}
