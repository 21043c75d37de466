import Foundation
import Testing

import Tracker

/// Four letters that the Mayor's Office for Policing and Crime sent and published, written from a register by typed
/// commands in our own words. Beside each stand the facts of the original in its order: whom, when, under which reference,
/// about what, which grades, who and what is named, who signs. Ours has all of them, in that order.
@Suite struct LondonLetterRunTests {
    /// One of the letters.
    private struct Letter {
        let report: String
        /// What is typed, a command each.
        let commands: [[String]]
        /// The paragraphs of its comments, in our words.
        let comments: String
        /// What is typed to draft it.
        var draft: [String] = []
        let asAt: String
        /// The original's facts in its order; those of one row in any.
        let facts: [[String]]
        /// What the original doesn't say.
        var absent: [String] = []
    }

    private static let force = "Metropolitan Police Service"

    private func write(_ letter: Letter) throws -> (markdown: String, error: String, run: CommandLineRun) {
        let run = try CommandLineRun()
        func type(_ arguments: [String]) throws {
            let result = try run(arguments)
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        try type(["init", "--by", "Olive Officer", "--body", "Mayor's Office for Policing and Crime"])
        for command in letter.commands { try type(command) }
        try Data(letter.comments.utf8).write(to: run.folder.appendingPathComponent("comments.txt"))
        try type(["response", "record", letter.report, "--comments-file", "comments.txt"])
        let drafted = try run(
            ["response", "draft", letter.report, "--as-at", letter.asAt, "--format", "markdown"]
                + letter.draft)
        #expect(drafted.code == 0, "\(drafted.error)")
        return (drafted.output.replacing("\\", with: "").replacing("<br>", with: "\n"), drafted.error, run)
    }

    private func expect(_ letter: Letter) throws -> (error: String, run: CommandLineRun) {
        let (markdown, error, run) = try write(letter)
        var place = markdown.startIndex
        for facts in letter.facts {
            var last = place
            for fact in facts {
                guard let found = markdown.range(of: fact, range: place..<markdown.endIndex) else {
                    let isThere = markdown.contains(fact)
                    Issue.record("\(fact) \(isThere ? "stands too early" : "is missing") in:\n\(markdown)")
                    continue
                }
                last = max(last, found.upperBound)
            }
            place = last
        }
        for words in letter.absent { #expect(!markdown.contains(words), "\(words)") }
        return (error, run)
    }

    private static func report(
        _ id: String, _ title: String, by publisher: String, on published: String
    ) -> [String] {
        ["report", "add", id, title, "--publisher", publisher, "--force", force, "--published", published]
    }

    /// To a committee of the London Assembly in 2013: no Act asks for it, and four of the recommendations are answered.
    @Test func smartPolicing2013() throws {
        func item(_ number: String, _ name: String, _ text: String) -> [String] {
            [
                "add", "SMART-\(name)", "--report", "SMART13", "--kind", "recommendation", "--number", number,
                "--text", text,
            ]
        }
        func accept(_ name: String, _ words: String) -> [String] {
            ["accept", "SMART-\(name)", "--on", "2013-12-02", "--reason", words]
        }
        let letter = Letter(
            report: "SMART13",
            commands: [
                Self.report(
                    "SMART13",
                    "Smart Policing – How the Metropolitan Police Service can make better use of technology",
                    by: "the Budget and Performance Committee", on: "2013-08"),
                ["person", "add", "Mark Rowley", "--post", "Assistant Commissioner", "--role", "owner"],
                item("One", "1", "Skills and resources to carry out the ICT strategy"),
                item("Two", "2", "A recommendation that another body answers"),
                item("Three", "3", "What the ICT Company is for"),
                item("Seven", "7", "Investment in new technology"),
                item("Nine", "9", "Telling Londoners how far it has come"),
                ["assign", "SMART-1", "--lead", "Mark Rowley", "--on", "2013-12-02"],
                accept(
                    "1",
                    "the Commissioner and I meet as an oversight board on this subject alone.\n\nAC Mark Rowley leads, "
                        + "and Richard Thwaite supports him. As part of Met Change the Directorate of Information is "
                        + "staffed anew, with the skills that the strategy needs. I speak to the largest suppliers "
                        + "myself about what their contracts cost."),
                accept(
                    "3",
                    "the ICT Company does not exist yet, and I take part in its planning. Those who answer for policing "
                        + "should own its tools: PCCs, who work with their councils more and more. We take this up with "
                        + "the Home Office and other PCCs."),
                accept(
                    "7",
                    "the old systems must go, and £500 million must be saved by 2015/16. The budget for 2014/15 and "
                        + "2015/16 has £273 million for it, out of capital receipts, planned borrowing and grant, at "
                        + "least twice what was spent before."),
                accept(
                    "9",
                    "the Police and Crime Plan says what technology is to bring. Progress is told in the annual report, "
                        + "in MOPAC Challenge, with the budget and to the Police and Crime Committee."),
                [
                    "response", "record", "SMART13", "--addressee", "John Biggs AM", "--addressee",
                    "Chair of the Budget and Performance Committee", "--addressee",
                    "Greater London Authority | City Hall, The Queen's Walk | London SE1 2AA", "--salutation",
                    "John", "--reference", "MOPAC190913-13872", "--letter-sent", "2013-12-04", "--signatory",
                    "Stephen Greenhalgh | Deputy Mayor for Policing and Crime",
                ],
            ],
            comments: """
                Better technology has come first for me since I took office in June 2012: what the force has is old and
                costs too much. The Cloud and body worn cameras can give London more for its money.

                I look beyond the force to criminal justice as a whole. Crime falls quickly all the same, so I can't
                follow the report where it says that old systems lead to more of it.
                """,
            asAt: "2013-12-04",
            facts: [
                ["John Biggs AM"], ["Chair of the Budget and Performance Committee"],
                ["Greater London Authority"], ["City Hall, The Queen's Walk"], ["London SE1 2AA"],
                ["MOPAC190913-13872", "4 December 2013"], ["Dear John,"],
                ["# Smart Policing – How the Metropolitan Police Service can make better use of technology"],
                ["June 2012"], ["Cloud", "body worn"], ["criminal justice"], ["## Recommendation One –"],
                ["oversight board"], ["Mark Rowley"], ["Richard Thwaite"],
                ["Met Change", "Directorate of Information"],
                ["suppliers"], ["## Recommendation Three –"], ["ICT Company"], ["PCCs"], ["Home Office"],
                ["## Recommendation Seven –"], ["£500 million"], ["2015/16"], ["£273 million"], ["borrowing"],
                ["## Recommendation Nine –"], ["Police and Crime Plan"],
                ["annual report", "MOPAC Challenge", "budget", "Police and Crime Committee"],
                ["Yours sincerely,"], ["Stephen Greenhalgh"], ["Deputy Mayor for Policing and Crime"],
            ], absent: ["section 55", "Copies", "Recommendation Two", "Home Secretary", "2013-08", "SMART-"])
        let (error, run) = try expect(letter)
        #expect(error.contains("The letter doesn't answer SMART-2."))
        let draft = try run("response", "draft", "SMART13", "--as-at", "2013-12-04", "--incomplete").output
        for words in ["DRAFT", "[no answer yet]", "Recommendation Two (SMART-2)"] {
            #expect(draft.contains(words), "\(words)")
        }
    }

    /// On efficiency, 8 January 2018: the report as a whole is answered, with a copy to the inspectors.
    @Test func efficiency2017() throws {
        let letter = Letter(
            report: "EFF17",
            commands: [
                Self.report("EFF17", "PEEL: Police efficiency 2017", by: "HMICFRS", on: "2017-11-09"),
                [
                    "report", "grade", "EFF17", "How well does the force understand demand?",
                    "requires improvement",
                ],
                [
                    "report", "grade", "EFF17", "How well does the force use its resources?",
                    "requires improvement",
                ],
                ["report", "grade", "EFF17", "How well does the force plan for the future?", "good"],
                [
                    "add", "EFF17-1", "--report", "EFF17", "--kind", "area-for-improvement", "--text",
                    "Understand the demand that isn't yet visible",
                ],
                [
                    "response", "record", "EFF17", "--addressee",
                    "Rt Hon Amber Rudd MP | Home Secretary | 2 Marsham Street | London SW1P 4DF",
                    "--salutation",
                    "Dear Amber,", "--subject", "Force report for the efficiency strand of PEEL",
                    "--reference",
                    "MOPAC09112017-D1460", "--letter-sent", "2018-01-08", "--signatory",
                    "Sophie Linden | Deputy Mayor for Policing and Crime", "--cc",
                    "HMICMailbox-Inspections@met.pnn.police.uk", "HMICCommunications@homeoffice.gsi.gov.uk",
                ],
            ],
            comments: """
                I will work with the Commissioner on what is asked for.

                The One Met Model sets out to change how the force works, digitally and in its buildings, and to save
                a great deal of money. No programme in UK policing is larger, and I am glad that its plans were
                well received. Robin Wilkinson has written to you about it.

                I regret that the report shows so little of this elsewhere. Systems are being joined up so that officers
                have what they need on their mobile devices, and with BCUs the force will work differently: for better
                investigations and safeguarding, not for savings alone.

                The Mayor and I will look for savings still. But unless the core grant stops falling, officers may have
                to go down to 27,500, fewer than in 19 years.
                """,
            draft: ["--no-items"], asAt: "2018-01-08",
            facts: [
                ["Rt Hon Amber Rudd MP"], ["Home Secretary"], ["2 Marsham Street"], ["London SW1P 4DF"],
                ["8 January 2018"], ["MOPAC09112017-D1460"], ["Dear Amber,"],
                ["# Force report for the efficiency strand of PEEL"], ["I write with regard to"], ["HMICFRS"],
                ["9 November 2017"], ["two ‘requires improvement’", "one ‘good’"],
                ["understand demand? – requires improvement"], ["use its resources? – requires improvement"],
                ["plan for the future? – good"], ["Commissioner"], ["One Met Model"], ["Robin Wilkinson"],
                ["BCUs"],
                ["core grant"], ["27,500"], ["19 years"], ["Yours sincerely,"], ["Sophie Linden"],
                ["Deputy Mayor for Policing and Crime"], ["HMICMailbox-Inspections@met.pnn.police.uk"],
                ["HMICCommunications@homeoffice.gsi.gov.uk"],
            ], absent: ["EFF17-1", "Secretary of State for"])
        let (error, _) = try expect(letter)
        #expect(error.contains("5 days late"))
        #expect(error.contains("The letter doesn't answer EFF17-1."))
    }

    /// On legitimacy, 25 April 2018: late and saying why, and one area for improvement answered singly.
    @Test func legitimacy2017() throws {
        let fair =
            "To what extent does the force treat all of the people it serves with fairness and respect?"
        let ethical = "How well does the force ensure that its workforce behaves ethically and lawfully?"
        let workforce = "To what extent does the force treat its workforce with fairness and respect?"
        let letter = Letter(
            report: "LEG17",
            commands: [
                Self.report(
                    "LEG17", "PEEL: Police legitimacy (including leadership) 2017", by: "HMICFRS",
                    on: "2017-12-12"),
                ["report", "grade", "LEG17", fair, "good"], ["report", "grade", "LEG17", ethical, "good"],
                ["report", "grade", "LEG17", workforce, "requires improvement"],
                [
                    "report", "grade", "LEG17",
                    "How legitimate is the force at keeping people safe and reducing crime?", "good",
                ],
                [
                    "add", "LEG17-1", "--report", "LEG17", "--kind", "area-for-improvement", "--text",
                    "Make complaining easy for everybody, and first for those who trust the police least",
                ],
                [
                    "add", "LEG17-2", "--report", "LEG17", "--kind", "area-for-improvement", "--text",
                    "Treat the workforce fairly",
                ],
                [
                    "accept", "LEG17-1", "--on", "2018-04-20", "--reason",
                    "MOPAC will make this part of the oversight framework for complaints, under its new duty by law.",
                ],
                [
                    "response", "record", "LEG17", "--addressee",
                    #"Rt Hon Amber Rudd MP\nHome Secretary\n2 Marsham Street\nLondon SW1P 4DF"#,
                    "--salutation",
                    "Amber", "--reference", "MOPAC16032018-D1819", "--letter-sent", "2018-04-25", "--delay",
                    "I am sorry that this letter comes late: I wished to look further into what the findings mean.",
                    "--closing", "Thank you for the report and what it found.", "--signatory",
                    "Sophie Linden | Deputy Mayor for Policing and Crime", "--cc", "PCC@hmic.gsi.gov.uk",
                ],
            ],
            comments: """
                I have gone through the report with HMI Matt Parr and with the MPS Management Board; the risk and
                assurance board and the joint audit panel look at such findings too. That a force in a city of this size
                earns this grade deserves congratulation.

                The force's communication with its own people is before the Discrimination Project Board, where MOPAC
                sits.
                """,
            draft: ["--item", "LEG17-1"], asAt: "2018-04-25",
            facts: [
                ["Rt Hon Amber Rudd MP"], ["Home Secretary"], ["2 Marsham Street"], ["London SW1P 4DF"],
                ["25 April 2018"], ["MOPAC16032018-D1819"], ["Dear Amber,"],
                ["# PEEL: Police legitimacy (including leadership) 2017"], ["I write with regard to"],
                ["HMICFRS"],
                ["December 2017"], ["late"], ["overall grade", "‘good’"],
                [
                    "\(fair) – good", "\(ethical) – good", "\(workforce) – requires improvement", "Matt Parr",
                    "MPS Management Board", "risk and assurance board", "joint audit panel",
                ],
                ["Discrimination Project Board"], ["## Area for improvement – Make complaining easy"],
                ["MOPAC", "oversight framework for complaints"], ["Thank you for the report"],
                ["Yours sincerely,"], ["Sophie Linden"], ["Deputy Mayor for Policing and Crime"],
                ["PCC@hmic.gsi.gov.uk"],
            ], absent: ["Treat the workforce fairly", "Secretary of State for"])
        let (error, _) = try expect(letter)
        #expect(error.contains("79 days late"))
    }

    /// On PEEL 2021/22, 18 November 2022: to the Home Secretary by her office, with the causes of concern answered.
    @Test func peel2022() throws {
        let letter = Letter(
            report: "PEEL21",
            commands: [
                Self.report(
                    "PEEL21", "PEEL 2021/22 – An inspection of the Metropolitan Police", by: "HMICFRS",
                    on: "2022-09-22"),
                ["board", "add", "TB", "MPS Turnaround Board"],
                ["monitoring", "set", Self.force, "Engage", "--from", "2022-06-28"],
                [
                    "add", "PEEL21-C1", "--report", "PEEL21", "--kind", "cause-of-concern", "--text",
                    "The force doesn't respond to the public well enough", "--board", "TB",
                ],
                [
                    "add", "PEEL21-R1", "--report", "PEEL21", "--kind", "recommendation", "--number", "1",
                    "--parent",
                    "PEEL21-C1", "--text", "Answer calls for service in time", "--board", "TB",
                ],
                [
                    "accept", "PEEL21-R1", "--on", "2022-11-10", "--reason",
                    "the force has given me a detailed plan for the causes of concern and for its wider reform: more "
                        + "trust, less crime, high standards.",
                ],
                [
                    "response", "record", "PEEL21", "--addressee",
                    "Rt Hon Suella Braverman MP | Home Secretary | 2 Marsham Street | London SW1P 4DF",
                    "--letter-sent", "2022-11-18", "--signatory",
                    "Sophie Linden | Deputy Mayor for Policing and Crime", "--closing",
                    "The Mayor and I have full confidence in Sir Mark and his plan. We will support the reform, and hold "
                        + "the force to account.", "--cc", "HM Inspectors of Constabulary",
                ],
            ],
            comments: """
                The Mayor and I have said that the force must change for Londoners to trust it again. The report
                confirms what led to the enhanced monitoring called ENGAGE, and we will oversee both together.

                None of it is new. The Police and Crime Plan puts the response, victims' care, trust and the
                protection of the young first, where the inspectors saw need too.

                The Mayor appointed Claire Waxman as London's first Victims' Commissioner. She and MOPAC doubted the
                Witness Care Units, and they are under review: how victims are told, processes, roles, workload.

                The response to the public worries me most. The Mayor has put £5 million into the Contact Centre, and
                work that began in August prepares it for a new IT system.

                The inspectors also named the management of demand. Sir Mark Rowley is setting up a data-led delivery
                centre for it, and we will see to its oversight.
                """,
            asAt: "2022-11-18",
            facts: [
                ["Rt Hon Suella Braverman MP"], ["Home Secretary"], ["2 Marsham Street"], ["London SW1P 4DF"],
                ["18 November 2022"], ["Dear Home Secretary,"],
                ["# PEEL 2021/22 – An inspection of the Metropolitan Police"], ["I write with regard to"],
                ["HMICFRS"],
                ["22 September 2022"], ["ENGAGE"], ["Police and Crime Plan"],
                ["Victims' Commissioner", "Claire Waxman"],
                ["Witness Care Units"], ["£5 million"], ["Contact Centre"], ["August"], ["demand"],
                ["Sir Mark Rowley"],
                ["data-led delivery"], ["detailed plan", "causes of concern", "MPS Turnaround Board"],
                ["full confidence"], ["Yours sincerely,"], ["Sophie Linden"],
                ["Deputy Mayor for Policing and Crime"],
            ], absent: ["Our reference", "[", "PEEL21-"])
        let (error, _) = try expect(letter)
        #expect(error.contains("2 days late"))
    }
}
