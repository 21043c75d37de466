import Glibc
import Tracker

/// Makes a register in memory, lives through a quarter with one recommendation, and prints the quarterly table: all
/// that a program needs to keep a register of its own.
@main
struct StatusTable {
    static func main() throws {
        // Who acts, and by which clock. Nothing in the library looks either up by itself.
        let session = Session(account: "example", clock: now)

        // A register with its first person. A path in place of ":memory:" makes a file.
        let register = try Register.create(
            at: ":memory:", founder: "Olive Officer", settings: [.body: "Oversight body"], session: session)

        // What happens in one `write` is recorded as a whole, or not at all.
        try register.write(session) { writer in
            let details = ReportDetails(
                publisher: "HMICFRS", force: "Metropolitan Police Service",
                published: try PartialDate(parsing: "2017-12-12"))
            let report = try Reference(parsing: "LEG17")
            try writer.addReport(report, title: "PEEL: Police legitimacy 2017", details: details)
            var origin = ItemOrigin(report: report, kind: "recommendation", force: "")
            origin.due = try Day(parsing: "2018-03-12")
            try writer.add(
                try Reference(parsing: "LEG17-1"), origin, text: "Make complaining easy for everybody",
                openedOn: try Day(parsing: "2017-12-12"))
        }

        // Each act counts from a day of its own, whenever it is typed in.
        var january = session
        january.on = try Day(parsing: "2018-01-09")
        try register.write(january) { writer in
            let owner = try writer.addPerson("AC Professionalism", roles: [.owner])
            let item = try writer.item("LEG17-1")
            try writer.record(.assign(lead: .set(owner), supporting: nil, board: .keep), on: item)
            try writer.record(
                .progress(complete: 40, rating: nil), on: item, words: [.note: "Leaflets in nine languages"])
        }

        // A table looks from a day, the last of its quarter, with what is known: its foot says both.
        let quarter = try Quarter(parsing: "2017/18-Q4")
        let spec = QuarterlySpec(quarter, ageBands: try register.ageBands())
        let paper = try QuarterlyPaper(register, spec, today: now().day(in: .london))
        print(try TextRenderer.render(paper.document(), width: 100), terminator: "")
        print("Overdue: \(paper.table.total[.overdue]) of \(paper.table.total[.carriedForward])")
    }

    /// The time of the computer's clock.
    @Sendable static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(millisecondsSince1970: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
