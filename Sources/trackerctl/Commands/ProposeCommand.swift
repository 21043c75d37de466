import ArgumentParser
import Tracker

struct ProposeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Proposes what is to be recorded of an item; it counts once accepted.",
        discussion: """
            One proposal says everything at once: what was done, how far it is, another date, evidence, that it is done. It \
            changes no status, date, percentage or evidence in any paper until an officer accepts it, maybe as a meeting decided. \
            Files are kept at once. Examples:
              trackerctl propose LEG-1 --note "Leaflets printed" --complete 60 --by "AC Frontline"
              trackerctl propose LEG-1 --due 2018-09-30 --reason "Supplier is late"
              trackerctl propose LEG-1 --note "In use everywhere" --evidence survey.pdf --dated 2018-05-02 --submit
            """)
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Option(help: "What was done.") var note: String?
    @Option(
        name: [.customLong("complete"), .customLong("percent")],
        help: ArgumentHelp("How much is done; needs --note.", valueName: "percent")) var complete: Int?
    @Option(
        help: ArgumentHelp("Another due date that is asked for, or none; needs --reason.", valueName: "date"))
    var due: String?
    @Option(help: "Why another date.") var reason: String?
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A file, or an address beginning with http:// or https://; may be given several times.",
            valueName: "file|address"), completion: .file())
    var evidence: [String] = []
    @Option(
        help: ArgumentHelp(
            "The evidence's own date; else the day that the proposal counts from.", valueName: "date"))
    var dated: String?
    @Flag(help: "All is done: ready for assurance.") var submit = false

    func run() throws {
        if dated != nil, evidence.isEmpty {
            throw ValidationError("--dated is the date of --evidence: name some.")
        }
        if reason != nil, due == nil {
            throw ValidationError("--reason is why another date is asked for: give --due.")
        }
        var update = ProposedUpdate(
            complete: complete, isDone: submit, dated: try dated.map { try Day(parsing: $0) })
        if let due { update.due = .set(due.lowercased() == "none" ? nil : try Day(parsing: due)) }
        let addresses = evidence.filter { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
        if let address = addresses.first(where: { $0.contains(where: \.isNewline) }) {
            throw InvalidValue(what: "address", given: address, expected: "one line")
        }
        let files = try evidence.filter { !addresses.contains($0) }.map { try GivenEvidence($0) }
        let words: Words = [
            .note: note ?? "", .reason: reason ?? "", .address: addresses.joined(separator: "\n"),
        ]
        let done = try acting.write { writer in
            try writer.propose(update, on: try writer.item(ref), words: words, evidence: files)
        }
        guard let after = done.after else { return }
        let waiting = after.proposals == 1 ? "1 proposal waits" : "\(after.proposals) proposals wait"
        acting.say("\(done.subject): \(after.label); \(waiting) (entry \(done.seq))")
    }
}

struct ProposalsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proposals", abstract: "What owners proposed and nobody has accepted or rejected yet.",
        discussion: """
            In the order in which it was proposed, as at any day and as known at any time. Examples:
              trackerctl proposals --board OB
              trackerctl proposals --owner "AC Frontline" --all -o proposals.xlsx
            """)
    @OptionGroup var paper: PaperOptions
    @Flag(help: "Those that were accepted or rejected, too.") var all = false

    func run() throws {
        let register = try paper.register.open()
        let result = try register.reading {
            try ProposalsPaper(register, frame: try paper.frame(register), isAll: all)
        }
        try paper.output.print(result.document, json: result.json)
    }
}

struct AcceptProposalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept-proposal", abstract: "Accepts proposals: what they say is recorded, and counts.",
        discussion: """
            Each comes to ordinary acts of whoever proposed it, behind the acceptance: evidence, progress, the request for another \
            date (which a board grants or refuses as ever), and that it is done. All of all of them is recorded, or nothing. It is \
            judged by the rules as things stand now; nobody accepts their own. Examples:
              trackerctl accept-proposal 41
              trackerctl accept-proposal 41 44 --meeting OB-2018-03
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @Argument(help: ArgumentHelp("The proposals' entries, as proposals lists them.", valueName: "seq"))
    var proposals: [Int64]
    @Option(help: "What is said to it.") var note: String?

    func run() throws {
        let done = try acting.write { writer in
            try proposals.map { seq in
                (
                    seq,
                    try writer.acceptProposal(
                        seq, words: [.note: note ?? ""], isPublic: published.isPublic)
                )
            }
        }
        for (seq, receipts) in done {
            guard let first = receipts.first, let last = receipts.last else { continue }
            acting.say(
                "\(last.subject): \(last.after?.label ?? ""); proposal \(seq) accepted (entries \(first.seq) to \(last.seq))"
            )
        }
    }
}

struct RejectProposalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject-proposal", abstract: "Rejects proposals: they never count.",
        discussion: """
            They stay in the ledger, with why they were rejected. Example:
              trackerctl reject-proposal 41 --reason "The leaflet is in one language only"
            """)
    @OptionGroup var acting: ActingOptions
    @Argument(help: ArgumentHelp("The proposals' entries, as proposals lists them.", valueName: "seq"))
    var proposals: [Int64]
    @Option(help: "Why.") var reason: String

    func run() throws {
        let done = try acting.write { writer in
            try proposals.map { (seq: $0, receipt: try writer.rejectProposal($0, words: [.reason: reason])) }
        }
        for (seq, receipt) in done {
            acting.say(
                "\(receipt.subject): \(receipt.after?.label ?? ""); proposal \(seq) rejected (entry \(receipt.seq))"
            )
        }
    }
}
