import ArgumentParser
import Glibc
import Tracker

/// A filter that stands in for references: which items an act is done to.
struct WhereOptions: ParsableArguments {
    @Option(
        name: .customLong("where"), parsing: .singleValue,
        help: ArgumentHelp(
            "In place of references: every item that isn't closed whose report, publisher, board, owner (who leads it), support, status, kind, force, question, tag, addressee, risk or delay is this; none for those without. Shows what would be done, and asks. Several conditions must all hold.",
            valueName: "field=value"))
    var conditions: [String] = []
    @Flag(help: "With --where: don't ask.") var yes = false

    var isGiven: Bool { !conditions.isEmpty }

    /// The filter of one condition.
    static func parsed(_ condition: String) -> WhereOptions {
        var filter = WhereOptions()
        filter.conditions = [condition]
        filter.yes = true
        return filter
    }

    /// The items that fulfil every condition, as things are, in the register's order; at least one.
    func items(_ register: Register, today: Day) throws -> [Reference] {
        let found = try matching(register, today: today)
        guard !found.isEmpty else { throw NoneMatch(conditions: conditions) }
        return found
    }

    /// The items that fulfil every condition, if there are any.
    func matching(_ register: Register, today: Day) throws -> [Reference] {
        var query = ItemQuery()
        var tests: [(ItemState) -> Bool] = []
        query.isCounted = true
        for condition in conditions {
            let parts = condition.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
            guard parts.count == 2, !parts[1].isEmpty else {
                throw InvalidValue(
                    what: "condition", given: condition, expected: "FIELD=VALUE, for example board=OB")
            }
            let (field, value) = (parts[0].lowercased(), parts[1])
            let isNone = value.lowercased() == "none"
            switch field {
            case "report": query.scope.report = try register.report(value).reference
            case "publisher": query.scope.publisher = try register.publisher(value)
            case "board" where isNone: tests.append { $0.board == nil }
            case "board": query.scope.board = try register.board(value).reference
            case "owner" where isNone, "lead" where isNone: tests.append { $0.lead == nil }
            case "owner", "lead": query.scope.owner = try register.owner(value)
            case "support":
                let person = isNone ? nil : try register.owner(value)
                tests.append { state in
                    person.map { state.supporting.contains($0) } ?? state.supporting.isEmpty
                }
            case "status":
                try query.scope.setStatus(value)
                query.isCounted = false
            case "kind": query.scope.kind = try register.kind(value).name
            case "force": query.scope.force = try register.force(value)
            case "question" where isNone: tests.append { $0.question == nil }
            case "question": query.scope.question = try register.question(value)
            case "tag" where isNone: tests.append { $0.tags.isEmpty }
            case "tag": query.scope.tag = try register.tag(value)
            case "risk" where isNone: tests.append { $0.risk == nil }
            case "risk": query.scope.risk = try register.risk(value)
            case "delay" where isNone: tests.append { $0.delay == nil }
            case "delay": query.scope.delay = try register.delay(value)
            case "addressee": query.scope.addressee = try register.addressee(value)
            default:
                let known = [
                    "report", "publisher", "board", "owner", "support", "status", "kind", "force", "question",
                    "tag",
                    "addressee", "risk", "delay",
                ]
                throw InvalidValue(
                    what: "field of a condition", given: parts[0],
                    expected: "one of \(known.joined(separator: ", "))",
                    nearest: NearestMatch.suggestions(for: field, among: known))
            }
        }
        var found: [Reference] = []
        try register.snapshot(asAt: today, today: today).forEachItem(query) { item in
            if tests.allSatisfy({ $0(item.standing) }) { found.append(item.reference) }
        }
        return found
    }
}

extension ActingOptions {
    /// Does one thing to each of several items, as one transaction: those named, or those that a filter finds, which are
    /// shown first.
    func act(
        onEach typed: some Collection<String>, _ filter: WhereOptions, words: Words = [:],
        isPublic: Bool = false, chair: ChairOption? = nil, _ act: (Writer) throws -> ItemAct
    ) throws {
        guard typed.isEmpty == filter.isGiven else {
            throw ValidationError(
                filter.isGiven
                    ? "Name the items, or give --where, but not both."
                    : "Say which items: their references, or --where FIELD=VALUE."
            )
        }
        let typed = Array(typed)
        if typed.count == 1 {
            return try self.act(on: typed[0], words: words, isPublic: isPublic, chair: chair, act)
        }
        let register = try register.open(for: .writing)
        let session = try session(in: register, chair: chair)
        func done(keep: Bool, _ expected: [String]?) throws -> [Receipt] {
            try register.write(session, keep: keep) { writer in
                let items =
                    filter.isGiven
                    ? try filter.items(register, today: writer.today).map(\.text) : typed
                if let expected, items != expected {
                    throw AnswerIsNo(
                        sentence:
                            "the register has changed since this was shown, and other items are meant now; nothing was recorded. Look again."
                    )
                }
                return try RefusedItems.recordAll(items, in: register) { item in
                    try writer.record(try act(writer), on: item, words: words, isPublic: isPublic)
                }
            }
        }
        var shown: [String]?
        if filter.isGiven, !filter.yes {
            let rehearsed = try done(keep: false, nil)
            Output.say(
                "This would be done to \(rehearsed.count == 1 ? "1 item" : "\(rehearsed.count) items"):")
            for receipt in rehearsed { Output.say("  \(try Self.change(receipt, in: register))") }
            guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
                return Output.say("Nothing was recorded. To record it, add --yes.")
            }
            guard Terminal.line("Record it? [y/N] ")?.lowercased().first == "y" else {
                throw AnswerIsNo(sentence: "nothing was recorded.")
            }
            shown = rehearsed.map(\.subject.text)
        }
        let receipts = try done(keep: true, shown)
        for receipt in receipts {
            say("\(receipt.subject): \(receipt.after?.label ?? "") (entry \(receipt.seq))")
        }
    }

    /// What an act changed, in few words: "LEG-1: lead DAC Harper → Cmdr Okafor".
    private static func change(_ receipt: Receipt, in register: Register) throws -> String {
        guard let before = receipt.before, let after = receipt.after else { return receipt.subject.text }
        let names = Dictionary(
            (try register.people().map { ($0.id, $0.name) } + register.posts().map { ($0.id, $0.name) })
        ) { first, _ in first }
        func owner(_ id: PersonID?) -> String { id.map { names[$0] ?? $0.description } ?? "nobody" }
        var parts: [String] = []
        func add(_ what: String, _ old: String, _ new: String) {
            if old != new { parts.append("\(what)\(old) → \(new)") }
        }
        add("", before.label, after.label)
        add("lead ", owner(before.lead), owner(after.lead))
        add(
            "support ",
            before.supporting.isEmpty ? "nobody" : before.supporting.map(owner).joined(separator: ", "),
            after.supporting.isEmpty ? "nobody" : after.supporting.map(owner).joined(separator: ", "))
        add("board ", before.board?.text ?? "none", after.board?.text ?? "none")
        add(
            "also before ",
            before.alsoBoards.isEmpty ? "none" : before.alsoBoards.map(\.text).joined(separator: ", "),
            after.alsoBoards.isEmpty ? "none" : after.alsoBoards.map(\.text).joined(separator: ", "))
        let addressees = { (state: ItemState) in
            state.addressees.map { $0.closedAs == nil ? $0.name : "\($0.name) (closed)" }.joined(
                separator: ", ")
        }
        add("directed at ", addressees(before), addressees(after))
        add("due ", before.due?.description ?? "none", after.due?.description ?? "none")
        add(
            "tags ", before.tags.isEmpty ? "none" : before.tags.joined(separator: ", "),
            after.tags.isEmpty ? "none" : after.tags.joined(separator: ", "))
        add("local risk ", before.risk ?? "none", after.risk ?? "none")
        add("reason for delay ", before.delay ?? "none", after.delay ?? "none")
        add(
            "", before.complete.map { "\($0)%" } ?? "no percentage",
            after.complete.map { "\($0)%" } ?? "no percentage")
        return "\(receipt.subject): \(parts.isEmpty ? before.label : parts.joined(separator: "; "))"
    }
}

/// No item is as a filter asks.
private struct NoneMatch: TrackerError {
    let conditions: [String]
    var failure: FailureKind { .missing }
    var description: String {
        "No item that isn't closed has \(conditions.joined(separator: " and ")). See: trackerctl list"
    }
}

/// Items to which something can't be done: none of those named with them was changed either.
struct RefusedItems: TrackerError {
    let refused: [(item: String, error: any TrackerError)]
    let count: Int

    var failure: FailureKind { refused[0].error.failure }

    var description: String {
        let lines = refused.map { item, error in
            let told = error.told
            return "  " + (told.hasPrefix("\(item): ") ? told : "\(item): \(told)")
        }
        return "nothing was recorded: \(refused.count) of \(count) items can't be done so.\n"
            + lines.joined(separator: "\n")
    }

    /// Records something on each item, once.
    ///
    /// - Throws: `RefusedItems` with every item that isn't there or refuses it.
    static func recordAll(
        _ items: [String], in register: Register, _ record: (Reference) throws -> Receipt
    ) throws -> [Receipt] {
        var receipts: [Receipt] = []
        var refused: [(item: String, error: any TrackerError)] = []
        var seen: Set<String> = []
        for item in items where seen.insert(item.lowercased()).inserted {
            do { receipts.append(try record(try register.item(item))) } catch let error as any TrackerError {
                refused.append((item, error))
            }
        }
        guard refused.isEmpty else { throw RefusedItems(refused: refused, count: seen.count) }
        return receipts
    }
}
