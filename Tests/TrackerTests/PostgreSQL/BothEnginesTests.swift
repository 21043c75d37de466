#if PostgreSQL
    import Foundation
    import Testing

    import Tracker
    import TrackerModel
    import TrackerValues
    @testable import TrackerRegister

    /// The same commands make the same register on both engines: answers, ledger, root, every table and every paper, byte for
    /// byte.
    @Suite(.enabled(if: TestServer.isThere)) struct BothEnginesTests {
        /// How many commands are given; docs/reliability.md tells of a run with ten thousand.
        static let commands =
            ProcessInfo.processInfo.environment["TRACKER_TEST_COMMANDS"].flatMap { Int($0) } ?? 600
        private static let round = 60
        private static let seed: UInt64 = 18

        @Test func theSameCommandsMakeTheSameRegister() throws {
            let place = try TestServer.Place()
            let folder = TemporaryFolder()
            let (file, answers) = try live(at: folder.file("register.db"))
            let (server, sameAnswers) = try live(at: place.register)
            #expect(answers == sameAnswers)
            let size = try file.register.size()
            #expect(size > Int64(Self.commands / 4))
            #expect(try server.register.size() == size)
            #expect(try file.register.root(at: size) == server.register.root(at: size))
            for (one, other) in zip(try file.register.contents(), try server.register.contents())
            where one != other {
                Issue.record("in the file \(one), on the server \(other)")
                break
            }
            #expect(try file.register.contents().count == server.register.contents().count)
            let (papers, samePapers) = (try papers(of: file), try papers(of: server))
            #expect(papers.count == samePapers.count && papers.count > 60)
            for (paper, same) in zip(papers, samePapers) {
                #expect(paper.name == same.name && !paper.text.isEmpty)
                let isSame = paper.text.utf8.elementsEqual(same.text.utf8)
                #expect(isSame, "\(paper.name)")
            }
            #expect(try server.register.verify().findings == [])
        }

        /// So many commands, most of them about items. - Returns: the register, and what each command on the register itself
        /// was told.
        private func live(at path: String) throws -> (RegisterFixture, [String]) {
            var life = try RandomRegister(seed: Self.seed, at: path)
            var setup = RandomSetup(seed: Self.seed)
            try life.open(6)
            let rounds = Self.commands / Self.round
            for round in 0..<rounds {
                try life.open(2)
                try life.live(acts: 36)
                try life.correct(4)
                try setup.give(18, to: life.fixture, items: life.items)
                if round % 4 == 3 { try setup.issue(in: life.fixture) }
                life.fixture.clock.advance(milliseconds: Int64(max(1, 700 / rounds)) * 86_400_000)
            }
            let counts = "\(life.recorded) recorded, \(life.corrected) corrected, \(life.refused) refused"
            return (life.fixture, setup.answers + [counts])
        }

        /// Every paper of the register, in each format that is written without another program.
        private func papers(of fixture: RegisterFixture) throws -> [(name: String, text: String)] {
            let (register, today) = (fixture.register, fixture.today)
            let rule = try register.ragRule(nil)
            var papers: [(name: String, text: String)] = []
            func add(_ name: String, from frame: PaperContext?, _ paper: () throws -> (Document, JSON)) throws
            {
                do {
                    let (document, json) = try paper()
                    let snapshot = try frame?.snapshot(of: register)
                    papers += try [
                        ("\(name), text", TextRenderer.render(document, from: snapshot)),
                        ("\(name), CSV", CSVRenderer.render(document, from: snapshot)),
                        ("\(name), HTML", HTMLRenderer.render(document, from: snapshot)),
                        ("\(name), JSON", json.pretty()),
                    ]
                } catch let refusal as any TrackerError {
                    papers.append((name, "\(refusal)"))
                }
            }
            for audience in [Audience.board, .public] {
                let earlier = today.adding(days: -40).description
                for (asAt, known) in [
                    (today.description, KnownAt.now), (earlier, .size(try register.size() / 2)),
                ] {
                    let frame = try fixture.frame(asAt: asAt, knownAt: known, audience: audience)
                    let snapshot = try frame.snapshot(of: register)
                    let edition = "\(audience), \(asAt)"
                    for selection in [ItemListPaper.Selection.outstanding, .all] {
                        try add("\(selection), \(edition)", from: frame) {
                            let paper = try ItemListPaper(register, selection, frame: frame, ragRule: rule)
                            return (paper.document, try paper.json(from: snapshot))
                        }
                    }
                    let quarter = Quarter.containing(day(asAt), yearStart: .april)
                    try add("quarterly, \(edition)", from: frame) {
                        let spec = QuarterlySpec(
                            quarter, asAt: day(asAt), rowKey: .owner, ageBands: [30, 90])
                        let paper = try QuarterlyPaper(
                            register, spec, knownAt: known, today: today, audience: audience)
                        return (paper.document(expand: true), try paper.json(expand: true))
                    }
                    try add("benefits, \(edition)", from: frame) {
                        let paper = try BenefitsPaper(register, frame: frame)
                        return (paper.document, try paper.json())
                    }
                    try add("responses, \(edition)", from: frame) {
                        let paper = try ResponseStatusPaper(
                            register, frame: frame, clocks: try register.clocks())
                        return (paper.document, try paper.json())
                    }
                    for meeting in try register.meetings().suffix(2) {
                        try add("pack \(meeting.reference), \(edition)", from: frame) {
                            let paper = try MeetingPackPaper(
                                register, meeting: meeting, frame: frame, ragRule: rule)
                            return (paper.document, paper.json)
                        }
                    }
                    for board in try register.boards() {
                        try add("board \(board.reference), \(edition)", from: frame) {
                            let paper = try BoardPaper(register, board, frame: frame, ragRule: rule)
                            return (paper.document, try paper.json(from: snapshot))
                        }
                    }
                    for report in try register.reports().prefix(4) {
                        try add("report \(report.reference), \(edition)", from: frame) {
                            let paper = try ReportPaper(register, report, frame: frame, ragRule: rule)
                            return (paper.document, try paper.json(from: snapshot))
                        }
                        try add("letter \(report.reference), \(edition)", from: frame) {
                            let paper = try ResponseLetterPaper(register, report, isDraft: true, frame: frame)
                            return (paper.document, paper.json)
                        }
                    }
                    for number in [1, 2, 3, 5, 8] {
                        try add("item \(number), \(edition)", from: frame) {
                            let paper = try ItemPaper(register, ref("I\(number)"), frame: frame)
                            return (paper.document, try paper.json())
                        }
                    }
                    try add("search, \(edition)", from: frame) {
                        let paper = try SearchPaper(register, words: ["discussed"], frame: frame)
                        return (paper.document, try paper.json)
                    }
                    try add("proposals, \(edition)", from: frame) {
                        let paper = try ProposalsPaper(register, frame: frame, isAll: true)
                        return (paper.document, paper.json)
                    }
                    try add("disposal, \(edition)", from: frame) {
                        let paper = try DisposalPaper(register, frame: frame)
                        return (paper.document, try paper.json)
                    }
                }
            }
            try add("annual", from: nil) {
                let paper = try AnnualPaper(register, try Year(parsing: "2022/23"), today: today)
                return (paper.document, try paper.json())
            }
            try add("audit log", from: nil) {
                let paper = try AuditLogPaper(register, subject: nil)
                return (paper.document, paper.json)
            }
            return papers
        }
    }

    /// Draws commands about the register itself and about what items have beside their lives: people, posts, reports, answers,
    /// settings, plans, benefits, redactions. Many are refused, and that is an answer too.
    private struct RandomSetup {
        private var random: SplitMix64
        private(set) var answers: [String] = []
        private var count = 0

        init(seed: UInt64) { random = SplitMix64(state: ~seed &* 31) }

        mutating func give(_ commands: Int, to fixture: RegisterFixture, items: [Reference]) throws {
            for _ in 0..<commands {
                count += 1
                fixture.clock.advance(milliseconds: 700)
                do {
                    try fixture.write { try give(to: $0, fixture, items) }
                    answers.append("\(count): entry \(try fixture.register.size())")
                } catch let refusal as any TrackerError where !(refusal is StorageError) {
                    answers.append("\(count): \(refusal)")
                }
            }
        }

        /// Issues the present quarter's table.
        mutating func issue(in fixture: RegisterFixture) throws {
            let quarter = Quarter.containing(fixture.today, yearStart: .april)
            let spec = QuarterlySpec(quarter, asAt: fixture.today, ageBands: [30])
            let paper = try QuarterlyPaper(fixture.register, spec, today: fixture.today)
            try fixture.write { _ = try $0.issue(paper.issue) }
        }

        private mutating func pick<Value>(_ values: [Value]) -> Value {
            values.randomElement(using: &random)!
        }

        private mutating func give(
            to writer: Writer, _ fixture: RegisterFixture, _ items: [Reference]
        ) throws {
            let register = fixture.register
            let people = try register.people()
            let person = pick(people)
            let report = pick(try register.reports()).reference.text
            let (item, today) = (pick(items), fixture.today)
            let past = today.adding(days: -.random(in: 0...30, using: &random))
            let amount = Amount("\(Int.random(in: 1...9000, using: &random)).5")!
            switch Int.random(in: 0..<20, using: &random) {
            case 0: try writer.addPerson("Person \(count)", roles: [pick([.owner, .assurer, .officer])])
            case 1: try writer.changePerson(person.name, post: "Post of \(count)", giving: [.owner])
            case 2: try writer.addPost("Post \(count % 40)")
            case 3: try writer.holdPost("Post \(count % 40)", by: pick([nil, person.name]), from: past)
            case 4:
                let details = ReportDetails(
                    publisher: pick(["HMICFRS", "IOPC"]), force: RegisterFixture.force,
                    published: try PartialDate(parsing: past.description))
                try writer.addReport(ref("N\(count)"), title: "Größe, №\(count)", details: details)
            case 5:
                try writer.grade(
                    report, question: pick(["Efficiency", "Legitimacy"]),
                    grade: pick(["good", "inadequate", "x"]))
            case 6:
                var facts = ResponseFacts()
                facts.letterSent = .set(today)
                facts.commentsPublished = pick([.keep, .set(past)])
                try writer.respond(to: report, facts, words: [.comments: "As said, “\(count)”."])
            case 7: try writer.address(report, to: ["Body \(count)", "Oversight body"])
            case 8:
                try writer.monitor(
                    RegisterFixture.force, stage: pick(["Scan", "Engage"]), from: past, reason: "Bad.")
            case 9: try writer.addKind(ref("kind-\(count % 30)"), needsRecommendation: pick([true, false]))
            case 10: try writer.addScale(ref("scale-\(count % 30)"), grades: ["Good", "Bad"])
            case 11: try writer.addRAGRule(RAGRule(name: "rule-\(count % 30)", amberWithinDays: count % 50))
            case 12:
                try writer.set(
                    pick([.ageBands, .marking, .body]), to: pick(["30, 60", "OFFICIAL", "Österreich"]))
            case 13:
                _ = try writer.record(
                    .addBenefit(unit: "GBP", target: amount, committed: nil), on: item,
                    words: [.text: "Saved \(count)"])
            case 14:
                let subject = BenefitBearer.shared(.report(ref("R")))
                _ = try writer.change(
                    .add(unit: "hours", target: amount, committed: amount), of: subject,
                    words: [.text: "Hours \(count)"])
            case 15:
                _ = try writer.record(
                    .addStep(owner: person.id, due: today.adding(days: count % 60)), on: item,
                    words: [.text: "Step"])
            case 16:
                _ = try writer.record(
                    .assess(risk: .set(pick(["high", "low"])), delay: pick([.keep, .set("Supplier")])),
                    on: item,
                    words: [.reason: "Seen."])
            case 17:
                _ = try writer.redact(
                    .random(in: 1...fixture.register.size(), using: &random), names: nil, reason: "Named.")
            case 18: try writer.addMeeting(ref("RAB-\(count)"), board: "RAB", heldOn: past)
            default:
                _ = try writer.record(.waive(person.id), on: item, words: [.reason: "Nobody else is there."])
            }
        }
    }
#endif
