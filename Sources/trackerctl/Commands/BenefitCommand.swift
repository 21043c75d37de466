import ArgumentParser
import Tracker

struct BenefitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benefit", abstract: "Benefits that items bring: add, realise, revise.",
        discussion: """
            Amounts are exact: at most four decimal places. Their totals are printed by another command. Example:
              trackerctl benefits
            """,
        subcommands: [Add.self, Realise.self, Revise.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names a benefit with its unit and target.",
            discussion: """
                Amounts of different units are never added, so name each unit in one way. Example:
                  trackerctl benefit add EFF16-1 "Savings 2016/17 to 2019/20" --unit GBP --target 390000000 \\
                    --committed 290000000
                """)
        @OptionGroup var acting: ActingOptions
        @OptionGroup var published: PublicOption
        @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
        @Argument(help: "What it is.") var name: String
        @Option(help: "The unit of the amounts: GBP, hours, officers.") var unit: String
        @Option(help: "How much is aimed at.") var target: String
        @Option(help: "How much of it is committed.") var committed: String?

        func run() throws {
            let unit = unit
            guard unit.contains(where: { !$0.isWhitespace }) else {
                throw InvalidValue(what: "unit", given: "", expected: "a unit such as GBP or hours")
            }
            let target = try Amount(parsing: target, what: "target")
            let committed = try committed.map { try Amount(parsing: $0, what: "committed amount") }
            try acting.act(
                on: ref, words: [.text: name], isPublic: published.isPublic, naming: { "B\($0)" }
            ) { _ in
                .addBenefit(unit: unit, target: target, committed: committed)
            }
        }
    }

    struct Realise: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that so much more of a benefit has been realised.",
            discussion: """
                The amount is added to what was realised before; a negative one (after --) takes back what was counted by \
                mistake. Examples:
                  trackerctl benefit realise EFF16-1 B31 12500000.50 --on 2018-03-31
                  trackerctl benefit realise EFF16-1 B31 -- -500000
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
        @Argument(help: "The benefit, as show prints it: B31.") var id: String
        @Argument(help: "How much more.") var amount: String
        @Option(help: "What was said or found.") var note: String?

        func run() throws {
            let seq = try EntryName.number(id, letter: "B", what: "benefit")
            let amount = try Amount(parsing: amount)
            try acting.act(on: ref, words: [.note: note ?? ""]) { _ in .realiseBenefit(seq, amount) }
        }
    }

    struct Revise: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives a benefit another target or commitment; what it was before is kept.",
            discussion: """
                Example:
                  trackerctl benefit revise EFF16-1 B31 --committed 340000000 --reason "ICT plans agreed"
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
        @Argument(help: "The benefit, as show prints it: B31.") var id: String
        @Option(help: "How much is aimed at from now on.") var target: String?
        @Option(help: "How much is committed from now on.") var committed: String?
        @Option(help: "Why.") var reason: String

        func run() throws {
            guard target != nil || committed != nil else {
                throw ValidationError("Say what changes: --target N, --committed N or both.")
            }
            let seq = try EntryName.number(id, letter: "B", what: "benefit")
            let target = try target.map { try Amount(parsing: $0, what: "target") }
            let committed = try committed.map { try Amount(parsing: $0, what: "committed amount") }
            try acting.act(on: ref, words: [.reason: reason]) { _ in
                .reviseBenefit(seq, target: target, committed: committed)
            }
        }
    }
}

struct BenefitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benefits", abstract: "Every benefit, and the totals by tag and per unit.",
        discussion: "Example:\n  trackerctl benefits --tag \"One Met Model 2020\" --as-at 2018-03-31")
    @OptionGroup var paper: PaperOptions

    func run() throws {
        let register = try paper.register.open()
        let result = try register.reading { try BenefitsPaper(register, frame: try paper.frame(register)) }
        try paper.output.print(result.document, json: result.json(), hints: result.remedies)
    }
}
