import Tracker

/// A second, simple-minded reading of the ledger, to hold the register's answers against: every entry's own
/// JSON, one after the other; no rules, no tables, nothing kept between questions.
struct NaiveLedger {
    /// Where an item stands. The entry numbers of words are kept as in the register.
    struct State: Equatable {
        var report = ""
        var kind = ""
        var force = ""
        var question: String?
        var stage = "open"
        var closedAs: String?
        var successor: String?
        var acceptance: String?
        var lead: String?
        var supporting: [String] = []
        var board: String?
        var alsoBoards: Set<String> = []
        var due: String?
        var originalDue: String?
        var revisions = 0
        var isExtensionWanted = false
        var isInScope = true
        var complete: Int64?
        var rating: String?
        var progress: Int64?
        var progressOn: String?
        var text: Int64 = 0
        var deadline: Int64?
        var marking: String?
        var tags: Set<String> = []
        var addressee: String?
        var addressees: [String] = []
        /// Why bodies have closed their part.
        var done: [String: String] = [:]
        /// Who leads for each body, where that was said.
        var leads: [String: String] = [:]
        var isProposed = false
        var isDisputed = false
        var proposals = 0

        var isLive: Bool { stage != "closed" }
    }

    /// An entry as corrections have left it.
    struct Act {
        let seq: Int64
        let name: String
        var day: Day
        var data: [String: JSON]
        /// Which entry holds each of its words.
        var words: [WordName: Int64]
    }

    private let byItem: [String: [Entry]]
    /// Who published each report.
    let publishers: [String: String]

    init(_ register: Register) throws { self.init(try register.entries(about: nil)) }

    init(_ entries: [Entry]) {
        let reports = entries.filter { $0.act == "report add" }
        publishers = Dictionary(
            uniqueKeysWithValues: reports.map { ($0.subject, $0.data["publisher"]?.string ?? "") })
        let items = Set(entries.filter { $0.act == "add" }.map(\.subject))
        let acts: Set = [
            "add", "assign", "accept", "start", "progress", "submit", "assure", "return", "close", "reopen",
            "due", "scope", "tag", "mark", "note", "evidence add", "evidence withdraw", "correct", "dispute",
            "decide", "addressee add", "addressee remove", "addressee close", "addressee reopen",
            "addressee assign",
            "addressee accept", "propose", "proposal accept", "proposal reject",
        ]
        byItem = Dictionary(
            grouping: entries.filter { items.contains($0.subject) && acts.contains($0.act) }, by: \.subject)
    }

    var items: [String] { byItem.keys.sorted() }

    /// The acts on an item that count by the end of a day and are known, in the order in which they count: the
    /// one that took it in first, then by day and number.
    func acts(on item: String, asAt day: Day, knownAt size: Int64) -> [Act] {
        var acts: [Act] = []
        for entry in byItem[item, default: []] where entry.seq <= size {
            if entry.act == "correct" {
                correct(&acts, by: entry)
            } else {
                acts.append(
                    Act(
                        seq: entry.seq, name: entry.act, day: entry.effectiveOn, data: entry.data,
                        words: entry.words.mapValues { _ in entry.seq }))
            }
        }
        guard let first = acts.first(where: { $0.name == "add" }), first.day <= day else { return [] }
        let rest = acts.filter { $0.name != "add" && $0.day <= day }
        return [first] + rest.sorted { a, b in a.day == b.day ? a.seq < b.seq : a.day < b.day }
    }

    private func correct(_ acts: inout [Act], by entry: Entry) {
        guard let index = acts.firstIndex(where: { $0.seq == entry.data["corrects"]?.int }) else { return }
        if entry.data["void"]?.bool == true {
            acts.remove(at: index)
            return
        }
        if let day = entry.data["effective_on"]?.string { acts[index].day = Day(iso: day)! }
        for (name, value) in entry.data["fields"]?.object ?? [:] { acts[index].data[name] = value }
        for name in entry.words.keys where name != .reason && name != .account {
            acts[index].words[name] = entry.seq
        }
    }

    /// Where an item stood; nil before it was opened or known.
    func state(of item: String, asAt day: Day, knownAt size: Int64) -> State? {
        let acts = acts(on: item, asAt: day, knownAt: size)
        return acts.isEmpty ? nil : acts.reduce(State()) { $0.after($1) }
    }

    /// The day on which an item was opened, as known.
    func openedOn(_ item: String, knownAt size: Int64) -> Day? {
        acts(on: item, asAt: .distantFuture, knownAt: size).first?.day
    }
}

extension NaiveLedger.State {
    /// Where it stands once an act has happened to it.
    func after(_ act: NaiveLedger.Act) -> Self {
        var state = self
        let data = act.data
        switch act.name {
        case "add":
            state.report = data["report"]?.string ?? ""
            state.kind = data["kind"]?.string ?? ""
            state.force = data["force"]?.string ?? ""
            state.question = data["question"]?.string
            state.addressee = data["addressee"]?.string
            state.due = data["due"]?.string
            state.originalDue = state.due
            state.marking = data["marking"]?.string
            state.text = act.words[.text] ?? act.seq
            state.deadline = act.words[.deadline]
        case "assign":
            if let lead = data["lead"] { state.lead = lead.string }
            if let list = data["supporting"]?.array { state.supporting = list.compactMap(\.string) }
            if let board = data["board"] { state.board = board.string }
            for board in data["not_boards"]?.array ?? [] { state.alsoBoards.remove(board.string ?? "") }
            for board in data["also_boards"]?.array ?? [] { state.alsoBoards.insert(board.string ?? "") }
            state.alsoBoards.remove(state.board ?? "")
        case "accept": state.acceptance = data["acceptance"]?.string
        case "start": if state.stage == "open" { state.stage = "in-progress" }
        case "progress":
            if state.stage == "open" { state.stage = "in-progress" }
            state.complete = data["complete"]?.int ?? state.complete
            state.rating = data["rag"]?.string ?? state.rating
            state.progress = act.words[.note]
            state.progressOn = act.day.description
        case "submit":
            state.stage = "pending-sign-off"
            if data["for_closure"] != nil { state.isProposed = true }
        case "dispute":
            state.stage = "pending-sign-off"
            state.isDisputed = true
        case "decide":
            state.isDisputed = false
            if data["for"]?.string == "assurer" { state.stage = "in-progress" }
        case "addressee add":
            if state.addressees.isEmpty, let first = state.addressee { state.addressees = [first] }
            state.addressees.append(data["addressee"]?.string ?? "")
        case "addressee remove":
            state.addressees.removeAll { $0 == data["addressee"]?.string }
            state.done[data["addressee"]?.string ?? ""] = nil
            state.leads[data["addressee"]?.string ?? ""] = nil
        case "addressee assign": state.leads[data["addressee"]?.string ?? ""] = data["lead"]?.string
        case "addressee close": state.done[data["addressee"]?.string ?? ""] = data["as"]?.string
        case "addressee reopen": state.done[data["addressee"]?.string ?? ""] = nil
        case "assure": if state.stage != "closed" { state.stage = "assured" }
        case "return": state.stage = "in-progress"
        case "close":
            state.stage = "closed"
            state.closedAs = data["as"]?.string
            state.successor = data["successor"]?.string
        case "reopen":
            state.stage = data["to"]?.string ?? ""
            state.closedAs = nil
            state.successor = nil
        case "due":
            state.change(due: data["due"]?.string, data["outcome"]?.string, words: act.words[.deadline])
        case "scope": state.isInScope = data["scope"]?.string == "in"
        case "tag":
            let tags = (data["tags"]?.array ?? []).compactMap(\.string)
            if data["remove"]?.bool == true { state.tags.subtract(tags) } else { state.tags.formUnion(tags) }
        case "propose": state.proposals += 1
        case "proposal accept", "proposal reject": state.proposals -= 1
        case "mark": state.marking = data["marking"]?.string
        case "evidence withdraw": if state.stage == "assured" { state.stage = "in-progress" }
        default: break
        }
        if state.stage != "pending-sign-off" { (state.isProposed, state.isDisputed) = (false, false) }
        return state
    }

    private mutating func change(due: String?, _ outcome: String?, words: Int64?) {
        isExtensionWanted = outcome == "request"
        guard outcome == "set" || outcome == "grant" else { return }
        if originalDue != nil, due != self.due { revisions += 1 }
        originalDue = originalDue ?? due
        self.due = due
        deadline = words ?? deadline
    }

    /// The same as the register says it.
    init(_ standing: ItemState, originalDue: Day?) {
        self.init(
            report: standing.report.text, kind: standing.kind, force: standing.force,
            question: standing.question, stage: standing.stage.rawValue,
            closedAs: standing.closedAs?.rawValue,
            successor: standing.successor?.text, acceptance: standing.acceptance?.rawValue,
            lead: standing.lead?.description, supporting: standing.supporting.map(\.description),
            board: standing.board?.text, alsoBoards: Set(standing.alsoBoards.map(\.text)),
            due: standing.due?.description,
            originalDue: originalDue?.description,
            revisions: standing.revisions, isExtensionWanted: standing.extensionWanted,
            isInScope: standing.inScope, complete: standing.complete.map { Int64($0) },
            rating: standing.rating?.rawValue, progress: standing.progress,
            progressOn: standing.progressOn?.description, text: standing.text, deadline: standing.deadline,
            marking: standing.marking, tags: Set(standing.tags), addressee: standing.addressee,
            addressees: standing.addressees.map(\.name),
            done: Dictionary(
                uniqueKeysWithValues: standing.addressees.compactMap { body in
                    body.closedAs.map { (body.name, $0.rawValue) }
                }),
            leads: Dictionary(
                uniqueKeysWithValues: standing.addressees.compactMap { body in
                    body.lead.map { (body.name, $0.description) }
                }), isProposed: standing.proposedForClosure, isDisputed: standing.disputed,
            proposals: standing.proposals)
    }
}
