import ArgumentParser
import Tracker

struct BenefitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benefit",
        abstract: "Benefits that items, reports and programmes bring: add, realise, revise.",
        discussion: """
            Amounts are exact: at most four decimal places. They may be written as 1,250,000, £390m, 390m, 1.2bn or 500k, and \
            are kept in the benefit's unit. Their totals are printed by another command. Example:
              trackerctl benefits
            """,
        subcommands: [Add.self, Realise.self, Revise.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names a benefit with its unit and target.",
            discussion: """
                Amounts of different units are never added, so name each unit in one way. A part ("of which £100m depends on \
                ICT") stands under its whole and is never added to it: it has the same unit, and the parts of a benefit never \
                come to more than the whole. Examples:
                  trackerctl benefit add EFF16-1 "Savings 2016/17 to 2019/20" --unit GBP --target 390000000 \\
                    --committed £290m
                  trackerctl benefit add EFF16-1 "Depending on ICT" --target £100m --part-of B25
                What several items bring together is a benefit of their report, or of a programme, which is a tag of theirs. \
                Totals add it to what the items have themselves, so record each amount once. Examples:
                  trackerctl benefit add EFF16 "Savings asked for" --target £390m
                  trackerctl benefit add --programme "One Met Model 2020" "Savings" --target £390m
                """)
        @OptionGroup var acting: ActingOptions
        @OptionGroup var published: PublicOption
        @OptionGroup var bearer: BenefitBearerOptions
        @Argument(help: "What it is.") var name: String
        @Option(
            help:
                "The unit of the amounts: GBP, £m, hours, officers; else that of the whole, or GBP for a target in pounds."
        ) var unit: String?
        @Option(help: "How much is aimed at: 390000000, £390m, 1.2bn.") var target: String
        @Option(help: "How much of it is committed.") var committed: String?
        @Option(help: ArgumentHelp("The benefit that it is part of: B31.", valueName: "id"))
        var partOf: String?

        func run() throws {
            if let unit, unit.isBlank {
                throw InvalidValue(what: "unit", given: "", expected: "a unit such as GBP or hours")
            }
            let whole = try partOf.map { try EntryName.number($0, letter: "B", what: "benefit") }
            var told = TypedAmounts()
            var others = 0
            try bearer.change(acting, words: [.text: name], isPublic: published.isPublic, isNew: true) {
                writer, bearer in
                let unit = try unit ?? whole.map { try writer.benefit($0, of: bearer).unit }
                let target = try told.read(target, unit, what: "target")
                let committed = try committed.map {
                    try told.read($0, unit ?? target.unit, what: "committed amount").amount
                }
                if let whole { _ = try writer.benefit(whole, of: bearer) }
                if whole == nil, case .shared(let subject) = bearer {
                    others = try writer.benefitsOfItems(in: subject, unit: target.unit)
                }
                return .add(unit: target.unit, target: target.amount, committed: committed, partOf: whole)
            }
            told.say(acting)
            if others > 0 {
                acting.say(
                    "Its items have \(others.counted("benefit", "benefits")) in that unit of their own, and totals add both: take back what is among this one, and make it a part of this one."
                )
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
        @OptionGroup var bearer: BenefitBearerOptions
        @Argument(help: "The benefit, as show prints it: B31.") var id: String
        @Argument(help: "How much more.") var amount: String
        @Option(help: "What was said or found.") var note: String?

        func run() throws {
            let seq = try EntryName.number(id, letter: "B", what: "benefit")
            var told = TypedAmounts()
            try bearer.change(acting, words: [.note: note ?? ""]) { writer, bearer in
                let unit = try writer.benefit(seq, of: bearer).unit
                return .realise(seq, try told.read(amount, unit, what: "amount").amount)
            }
            told.say(acting)
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
        @OptionGroup var bearer: BenefitBearerOptions
        @Argument(help: "The benefit, as show prints it: B31.") var id: String
        @Option(help: "How much is aimed at from now on.") var target: String?
        @Option(help: "How much is committed from now on.") var committed: String?
        @Option(help: "Why.") var reason: String

        func run() throws {
            guard target != nil || committed != nil else {
                throw ValidationError("Say what changes: --target N, --committed N or both.")
            }
            let seq = try EntryName.number(id, letter: "B", what: "benefit")
            var told = TypedAmounts()
            try bearer.change(acting, words: [.reason: reason]) { writer, bearer in
                let unit = try writer.benefit(seq, of: bearer).unit
                return .revise(
                    seq, target: try target.map { try told.read($0, unit, what: "target").amount },
                    committed: try committed.map {
                        try told.read($0, unit, what: "committed amount").amount
                    })
            }
            told.say(acting)
        }
    }
}

/// What a benefit is of.
struct BenefitBearerOptions: ParsableArguments {
    @Flag(help: "REF is the name of a programme: a tag of items.") var programme = false
    @Argument(help: "The item's or the report's reference.", completion: .register(.items)) var ref: String

    /// Changes its benefits, and says what was changed.
    fileprivate func change(
        _ acting: ActingOptions, words: Words, isPublic: Bool = false, isNew: Bool = false,
        _ change: (Writer, BenefitBearer) throws -> BenefitChange
    ) throws {
        let done = try acting.write { writer in
            let bearer = try writer.benefitBearer(ref, isProgramme: programme)
            return try writer.change(
                try change(writer, bearer), of: bearer, words: words, isPublic: isPublic)
        }
        let stage = done.after.map { " \($0.label)" }
        let what = isNew ? " added B\(done.seq)" : stage == nil ? " recorded" : nil
        let said = [stage, what].compactMap { $0 }.joined(separator: ",")
        acting.say("\(done.subject):\(said) (entry \(done.seq))")
    }
}

/// Amounts as they were typed, and what is said of those that were kept in another way.
private struct TypedAmounts {
    private var lines: [String] = []

    mutating func read(_ text: String, _ unit: String?, what: String) throws -> TypedAmount {
        let read = try TypedAmount(parsing: text, unit: unit, what: what)
        if read.isConverted {
            lines.append(
                "\(text.trimmed) is kept as \(Numerals.grouped(read.amount.description)) \(read.unit).")
        }
        return read
    }

    func say(_ acting: ActingOptions) {
        for line in lines { acting.say(line) }
    }
}

struct BenefitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benefits", abstract: "Every benefit, and the totals by report, by tag and per unit.",
        discussion: "Example:\n  trackerctl benefits --tag \"One Met Model 2020\" --as-at 2018-03-31")
    @OptionGroup var paper: PaperOptions

    func run() throws {
        let register = try paper.register.open()
        let result = try register.reading { try BenefitsPaper(register, frame: try paper.frame(register)) }
        try paper.output.print(result.document, json: result.json(), hints: result.remedies)
    }
}
