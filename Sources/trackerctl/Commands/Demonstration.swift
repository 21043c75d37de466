package import Tracker

/// A small register to look around in: inspection reports on the Metropolitan Police Service, their items told
/// in our own words, with a plausible course of work. Dates and references of reports are real; the people and
/// what they did are not.
package enum Demonstration {
    /// The quarter whose table shows the most.
    package static let quarter = "2017/18-Q3"

    /// Fills a new register from the sample sheet.
    package static func fill(_ register: Register, sheet: [UInt8], session: Session) throws {
        try register.write(session) { writer in
            try writer.addPerson("AC Professionalism", post: "Assistant Commissioner", roles: [.owner])
            try writer.addPerson("Director of Digital Policing", post: "Director", roles: [.owner])
            try writer.addPerson("DAC Safeguarding", post: "Deputy Assistant Commissioner", roles: [.owner])
            try writer.addPerson("Joint Audit Panel", post: "Audit Panel", roles: [.assurer])
            try writer.addBoard(Reference(stored: "OB"), name: "Oversight Board")
            try writer.addBoard(Reference(stored: "RAB"), name: "Risk and Assurance Board")
            for (id, board, day) in [
                ("OB-2017-10", "OB", "2017-10-17"), ("OB-2017-12", "OB", "2017-12-19"),
                ("RAB-2017-11", "RAB", "2017-11-21"),
            ] {
                try writer.addMeeting(Reference(stored: id), board: board, heldOn: try Day(parsing: day))
            }
            let file = "met-inspections.csv"
            let read = try Sheet.read(sheet, file: file)
            let mapping = try ImportMapping(read, given: [], file: file)
            _ = try writer.importRows(
                ImportedRows(read, mapping: mapping, file: file), options: ImportOptions(),
                file: file,
                sha256: Hash.sha256(sheet).hex)
        }
        for step in course { try step.take(in: register, session) }
    }

    private struct Step {
        let on: String
        let by: String?
        let meeting: String?
        let ref: String
        let act: (Writer) throws -> ItemAct
        let words: Words

        init(
            _ on: String, _ ref: String, by: String? = nil, meeting: String? = nil, _ words: Words = [:],
            act: @escaping (Writer) throws -> ItemAct
        ) {
            self.on = on
            self.by = by
            self.meeting = meeting
            self.ref = ref
            self.act = act
            self.words = words
        }

        func take(in register: Register, _ session: Session) throws {
            var session = session
            session.on = try Day(parsing: on)
            if let by { session.actor.onBehalfOf = try register.people().named(by).id }
            session.meeting = meeting
            try register.write(session) { writer in
                try writer.record(try act(writer), on: try writer.item(ref), words: words)
            }
        }
    }

    private static func lead(_ name: String, _ board: String) -> (Writer) throws -> ItemAct {
        { writer in
            .assign(
                lead: .set(try writer.people().named(name).id), supporting: nil,
                board: .set(try writer.board(board).reference))
        }
    }

    private static let digital = "Director of Digital Policing"
    private static let safeguarding = "DAC Safeguarding"
    private static let professionalism = "AC Professionalism"
    private static let panel = "Joint Audit Panel"

    private static var course: [Step] {
        [
            Step("2013-12-04", "SMART-1") { _ in .accept(.accepted) },
            Step("2014-01-20", "SMART-1", act: lead(digital, "RAB")),
            Step("2014-03-03", "SMART-1", [.note: "Skills survey done"]) { _ in .start },
            Step("2016-12-06", "EFF16-1", act: lead(digital, "OB")),
            Step("2016-12-06", "EFF16-3", act: lead(digital, "OB")),
            Step("2016-12-06", "NCPI16-1", act: lead(safeguarding, "OB")),
            Step("2016-12-06", "NCPI16-2", act: lead(safeguarding, "OB")),
            Step("2016-12-06", "NCPI16-3", act: lead(safeguarding, "OB")),
            Step("2017-01-24", "NCPI16-1", [.note: "Governance group meets monthly"]) { _ in
                .progress(complete: 40, rating: .amber)
            },
            Step("2017-02-07", "NCPI16-2", [.note: "One missing-persons desk for each area"]) { _ in
                .progress(complete: 60, rating: .amber)
            },
            Step("2017-03-21", "EFF16-3", [.note: "Draft strategy circulated"]) { _ in
                .progress(complete: 50, rating: .amber)
            },
            Step("2017-04-11", "OCG-5", act: lead(professionalism, "RAB")),
            Step("2017-09-05", "SMART-7", [.reason: "Answered by the ICT strategy of 2016"]) { writer in
                .close(as: .superseded, successor: try writer.item("EFF16-3"))
            },
            Step("2017-10-17", "EFF16-3", meeting: "OB-2017-10", [.note: "Strategy published"]) { _ in
                .progress(complete: 100, rating: .green)
            },
            Step(
                "2017-10-10", "EFF16-3",
                [.title: "ICT strategy 2017-2020", .address: "https://www.example.org/ict-strategy"]
            ) { _ in
                .addEvidence(nil)
            },
            Step("2017-10-24", "EFF16-3", by: digital, [.note: "Published and adopted"]) { _ in .submit },
            Step(
                "2017-11-21", "EFF16-3", by: panel, meeting: "RAB-2017-11",
                [.basis: "Strategy read against the inspectors' text"]
            ) { _ in
                .assure
            },
            Step("2017-12-19", "EFF16-3", meeting: "OB-2017-12") { _ in
                .close(as: .implemented, successor: nil)
            },
            Step("2017-11-07", "NCPI16-3", by: safeguarding, [.reason: "New case system is late"]) { _ in
                .due(Day(iso: "2018-03-31"), .request)
            },
            Step(
                "2017-12-19", "NCPI16-3", meeting: "OB-2017-12",
                [.reason: "No further extension after this one"]
            ) { _ in
                .due(Day(iso: "2018-03-31"), .grant)
            },
            Step(
                "2017-11-30", "NCPI16-2",
                [.title: "Missing children review", .address: "https://www.example.org/missing-review"]
            ) { _ in
                .addEvidence(nil)
            },
            Step(
                "2017-12-05", "NCPI16-2", by: safeguarding,
                [.note: "All desks staffed; review shows quicker first contact"]
            ) { _ in
                .submit
            },
            Step(
                "2017-12-19", "OCG-5", meeting: "OB-2017-12",
                [.note: "Two regions have taken the mapping over"]
            ) { _ in
                .progress(complete: 30, rating: .red)
            },
            Step("2017-12-20", "EFF17-1", act: lead(digital, "OB")),
        ]
    }
}
